"""Is it a known issue?"""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case, Category
from deskbot.triage.assessment import Assessment
from deskbot.triage.folding import LIMIT
from deskbot.triage.matching import FLOOR, clear_winner, rank
from deskbot.triage.matching_doubts import doubt, tells_of_now
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.sentences import Reading, read
from deskbot.triage.steps import Step
from deskbot.triage.telling import tells_something
from deskbot.triage.versions import in_words, outside
from deskbot.triage.weighing.library import issues

WITHOUT = frozenset({Category.JUNK, Category.STATUS})
"""Messages that are about no issue of their own. What an end customer tells is matched for the desk, not answered."""
OTHER_KIND, REQUESTED = 1.5, 2.0
"""What speaks against a playbook that is not for such tickets (logarithm of odds), and where the ticket is a request;
not all, as the category may be the one that is wrong. Fitted once along with the weights of matching."""
REQUESTS = frozenset({Category.ENHANCEMENT, Category.ACCESS, Category.HOWTO})
SHOWN = 5
SURE = 0.7
"""What an answer must reach: a line or two of a talk tell less than a report does."""


def _run(case: Case, assessment: Assessment, playbooks: PlaybookSet) -> Assessment:
    release = next((finding.value for finding in assessment.findings if finding.key == "release"), "")
    earlier = case.earlier.playbook if case.earlier else None
    by_person = case.earlier is not None and case.earlier.playbook_set
    if earlier and not by_person and _is_for_others(earlier, release, playbooks):
        assessment, earlier = _left_out(assessment, earlier, release, playbooks), None
    if assessment.about in WITHOUT or not playbooks.playbooks:
        return replace(assessment, playbook=earlier)
    if case.earlier and not tells_something(case.message):
        # "Host ID: 50-77B3" answers a question of ours; it does not say that a host id has changed.
        return replace(assessment, playbook=earlier).because(
            "playbook-none", "the message tells of no trouble, so no known issue is looked for"
        )
    reading = read(case.message)
    category = kind_of(assessment.about or assessment.category)
    floor = SURE if case.earlier else FLOOR
    found = rank(
        text_of(reading),
        reading.subject,
        playbooks,
        doubt=doubt(reading.told),
        against=against(category, playbooks),
        learned=issues().speak(reading, playbooks),
    )
    for match in found:
        if match.score >= floor and _is_for_others(match.playbook, release, playbooks):
            assessment = _left_out(assessment, match.playbook, release, playbooks)
    matches = tuple(match for match in found if not _is_for_others(match.playbook, release, playbooks))
    winner = clear_winner(matches, floor)
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


def text_of(reading: Reading) -> str:
    """Return what a message tells beside its subject, without what is asked, imagined, past or no trouble at all."""
    told = (one.text for one in reading.told if one.text != reading.subject and tells_of_now(one))
    return "\n".join(told)[:LIMIT]


def kind_of(category: Category | None) -> Category | None:
    """Return the category by which playbooks are looked at: what an end customer tells is trouble."""
    return Category.INCIDENT if category is Category.ENDUSER else category


def against(category: Category | None, playbooks: PlaybookSet) -> dict[str, float]:
    """Return what the ticket's category says against each playbook."""
    said = REQUESTED if category in REQUESTS else OTHER_KIND
    return {book.id: said for book in playbooks.playbooks if category and category not in book.categories}


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
