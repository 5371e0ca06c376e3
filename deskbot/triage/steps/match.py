"""Is it a known issue?"""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case, Category, Match
from deskbot.triage.assessment import Assessment
from deskbot.triage.folding import LIMIT
from deskbot.triage.matching import FLOOR, clear_winner, rank
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.sentences import read
from deskbot.triage.steps import Step
from deskbot.triage.telling import tells_something

WITHOUT = frozenset({Category.JUNK, Category.STATUS, Category.ENDUSER})
"""Messages that get no advice: nobody reads it, or it is not for them."""
SHOWN = 5
SURE = 0.7
"""What an answer must reach: a line or two of a talk tell less than a report does."""


def _run(case: Case, assessment: Assessment, playbooks: PlaybookSet) -> Assessment:
    earlier = case.earlier.playbook if case.earlier else None
    if assessment.about in WITHOUT or not playbooks.playbooks:
        return replace(assessment, playbook=earlier)
    if case.earlier and not tells_something(case.message):
        # "Host ID: 50-77B3" answers a question of ours; it does not say that a host id has changed.
        return replace(assessment, playbook=earlier).because(
            "playbook-none", "the message tells of no trouble, so no known issue is looked for"
        )
    reading = read(case.message)
    text = "\n".join(sentence.text for sentence in reading.told if sentence.text != reading.subject)[:LIMIT]
    matches = _allowed(rank(text, reading.subject, playbooks), assessment.category, playbooks)
    winner = clear_winner(matches, SURE if case.earlier else FLOOR)
    kept = _kept(case) if winner and winner != earlier else ""
    if kept:
        assessment = replace(assessment, matches=matches[:SHOWN], playbook=earlier)
        return assessment.because("playbook-kept", f"it would fit {winner}, but {kept}")
    assessment = replace(assessment, matches=matches[:SHOWN], playbook=winner or earlier)
    if winner:
        best = matches[0]
        return assessment.because("playbook", f"it fits the known issue {winner} ({best.score})", ", ".join(best.words))
    return assessment.because("playbook-none", "no known issue fits clearly")


def _kept(case: Case) -> str:
    """Return why the ticket's known issue stays as it is; empty where a message may change it."""
    if case.earlier is None:
        return ""
    if case.earlier.playbook_set:
        return "a person set which known issue it is"
    if case.earlier.playbook and not case.writer.proven:
        return "an unproven writer does not change which known issue it is"
    return ""


def _allowed(matches: tuple[Match, ...], category: Category | None, playbooks: PlaybookSet) -> tuple[Match, ...]:
    """Return the matches whose playbooks are for such tickets."""
    return tuple(
        match
        for match in matches
        if (book := playbooks.get(match.playbook)) and (category in book.categories or not category)
    )


STEP = Step("match", 40, "Is it a known issue?", _run)
