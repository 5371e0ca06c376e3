"""Is it a known issue?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from deskbot.model.case import Case, Match, Reason
from deskbot.triage.assessment import Assessment
from deskbot.triage.credentials import read_without_credentials
from deskbot.triage.known_issues import WITHOUT, asked_about
from deskbot.triage.matching import FLOOR, clear_winner, rank
from deskbot.triage.meant_for import misfit
from deskbot.triage.moves import asks_for_a_move
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.steps import Step
from deskbot.triage.telling import tells_something

SHOWN = 5
WORTH_NAMING = 0.01
"""A known issue with a smaller chance did not come near."""
SURE = 0.7
"""What an answer must reach: a line or two of a talk tell less than a report does."""


def _run(case: Case, assessment: Assessment, playbooks: PlaybookSet) -> Assessment:
    unfit = _unfit(assessment, playbooks)
    earlier = case.earlier.playbook if case.earlier else None
    if earlier and not _kept(case) and (why := unfit(earlier)):
        assessment, earlier = assessment.because(why.rule, why.says, why.evidence), None
    if assessment.about in WITHOUT or not playbooks.playbooks:
        return replace(assessment, playbook=earlier)
    if case.earlier and not tells_something(case.message):
        # "Host ID: 50-77B3" answers a question of ours; it does not say that a host id has changed.
        return replace(assessment, playbook=earlier).because(
            "playbook-none", "the message tells of no trouble, so no known issue is looked for"
        )
    floor = SURE if case.earlier else FLOOR
    reading = read_without_credentials(case.message)
    move = None if case.earlier else asks_for_a_move(reading)
    if move is not None:
        # The subject "MAC" is short for moves, adds and changes, and reads like the address of a phone.
        says = "it asks for a move, an addition or a change, so no known issue is looked for"
        return replace(assessment, playbook=earlier).because("playbook-none", says, move.text[:200])
    found = rank(asked_about(reading, assessment.about or assessment.category, playbooks), playbooks)
    for match in found:
        if match.score >= floor and (why := unfit(match.playbook)):
            assessment = assessment.because(why.rule, why.says, why.evidence)
    matches = tuple(match for match in found if not unfit(match.playbook))
    winner = clear_winner(matches, floor)
    kept = _kept(case) if winner and winner != earlier else ""
    if kept:
        assessment = replace(assessment, matches=matches[:SHOWN], playbook=earlier)
        return assessment.because("playbook-kept", f"it would fit {winner}, but {kept}")
    assessment = replace(assessment, matches=matches[:SHOWN], playbook=winner or earlier)
    if winner:
        best = matches[0]
        return assessment.because(
            "playbook", f"it fits the known issue {winner}, with a chance of {best.score}", ", ".join(best.words)
        )
    return assessment.because("playbook-none", f"no known issue fits clearly{_nearest(matches, floor)}")


def _nearest(matches: tuple[Match, ...], floor: float) -> str:
    """Return which known issue came nearest, and why that was not enough."""
    best = matches[0] if matches else None
    if best is None or best.score < WORTH_NAMING:
        return ""
    if best.score >= floor:
        return f": {best.playbook} and {matches[1].playbook} are too close ({best.score} and {matches[1].score})"
    return f": the nearest, {best.playbook}, has a chance of {best.score}, and {floor} is needed"


def _kept(case: Case) -> str:
    """Return why the ticket's known issue stays as it is; empty where a message may change it."""
    if case.earlier is None:
        return ""
    if case.earlier.playbook_set:
        return "a person set which known issue it is"
    if case.earlier.playbook and not case.writer.proven:
        return "an unproven writer does not change which known issue it is"
    return ""


def _unfit(assessment: Assessment, playbooks: PlaybookSet) -> Callable[[str], Reason | None]:
    """Return what says of a playbook why it is not for the system in trouble, by what is known of that."""
    known = {finding.key: finding.value for finding in assessment.findings}
    return lambda playbook: misfit(playbooks.get(playbook), known.get("release", ""), known.get("model", ""))


STEP = Step("match", 40, "Is it a known issue?", _run)
