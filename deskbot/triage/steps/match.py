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
from deskbot.triage.versions import in_words, outside

WITHOUT = frozenset({Category.JUNK, Category.STATUS, Category.ENDUSER})
"""Messages that get no advice: nobody reads it, or it is not for them."""
SHOWN = 5
SURE = 0.7
"""What an answer must reach: a line or two of a talk tell less than a report does."""


def _run(case: Case, assessment: Assessment, playbooks: PlaybookSet) -> Assessment:
    release = next((finding.value for finding in assessment.findings if finding.key == "release"), "")
    earlier = case.earlier.playbook if case.earlier else None
    if earlier and _is_for_others(earlier, release, playbooks):
        assessment, earlier = _left_out(assessment, earlier, release, playbooks), None
    if assessment.about in WITHOUT or not playbooks.playbooks:
        return replace(assessment, playbook=earlier)
    reading = read(case.message)
    text = "\n".join(sentence.text for sentence in reading.told if sentence.text != reading.subject)[:LIMIT]
    floor = SURE if case.earlier else FLOOR
    found = _allowed(rank(text, reading.subject, playbooks), assessment.category, playbooks)
    for match in found:
        if match.score >= floor and _is_for_others(match.playbook, release, playbooks):
            assessment = _left_out(assessment, match.playbook, release, playbooks)
    matches = tuple(match for match in found if not _is_for_others(match.playbook, release, playbooks))
    winner = clear_winner(matches, floor)
    assessment = replace(assessment, matches=matches[:SHOWN], playbook=winner or earlier)
    if winner:
        best = matches[0]
        return assessment.because("playbook", f"it fits the known issue {winner} ({best.score})", ", ".join(best.words))
    return assessment.because("playbook-none", "no known issue fits clearly")


def _allowed(matches: tuple[Match, ...], category: Category | None, playbooks: PlaybookSet) -> tuple[Match, ...]:
    """Return the matches whose playbooks are for such tickets."""
    return tuple(
        match
        for match in matches
        if (book := playbooks.get(match.playbook)) and (category in book.categories or not category)
    )


def _is_for_others(playbook: str, release: str, playbooks: PlaybookSet) -> bool:
    """Return whether a playbook is for other releases than the system runs."""
    book = playbooks.get(playbook)
    return book is not None and outside(release, book.versions)


def _left_out(assessment: Assessment, playbook: str, release: str, playbooks: PlaybookSet) -> Assessment:
    book = playbooks.get(playbook)
    spans = in_words(book.versions) if book else ""
    return assessment.because(
        "playbook-release", f"{playbook} is for releases {spans}; the system runs another", release
    )


STEP = Step("match", 40, "Is it a known issue?", _run)
