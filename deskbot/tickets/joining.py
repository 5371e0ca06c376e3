"""Whether two tickets may become one, and what the one then holds. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from deskbot.model.case import Finding, Severity
from deskbot.model.ticket import State, Ticket
from deskbot.tickets.reference import reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """What is known of two tickets beside themselves."""

    incidents: Collection[int] = ()
    """Which of the two are incidents, of which other tickets are parts."""
    share_people: bool = False
    """Whether somebody takes part in both."""
    of: str = ""
    """The name of the source's reseller, empty for nobody's."""
    to: str = ""
    """The name of the target's reseller."""


def why_not_merge(source: Ticket, target: Ticket, parties: Parties) -> str:
    """Return why one ticket may not be merged into another, in words that say what to do instead; empty if it may."""
    one, other = reference(source.number), reference(target.number)
    if source.number == target.number:
        return f"{one} cannot be merged into itself"
    for ticket in (source, target):
        if ticket.merged_into is not None:
            into = reference(ticket.merged_into)
            return f"{reference(ticket.number)} was merged into {into}: use {into}"
    if target.state is State.CLOSED:
        return f"{other} is closed: what comes to it would not be seen; merge {other} into {one} instead"
    if len(parties.incidents) == 1:
        return f"one of {one} and {other} is an incident, which is nobody's own: link them instead"
    if parties.incidents:
        return ""
    if source.reseller_id != target.reseller_id and source.reseller_id is not None and target.reseller_id is not None:
        return (
            f"{one} belongs to {parties.of} and {other} to {parties.to}: tickets of two resellers are never merged, "
            f"as each would read what the other wrote; link them as parts of one incident instead"
        )
    if target.reseller_id is None and source.reseller_id is not None:
        return f"{other} belongs to nobody whom the directory knows: merge {other} into {one} instead"
    if source.reseller_id is None and target.reseller_id is None and not parties.share_people:
        return f"nothing shows that the same people wrote {one} and {other}: link them instead"
    return ""


def strangers_read(strangers: Sequence[str]) -> str:
    """Return what whoever has merged is told of those who read along now and are none of the reseller's people."""
    if not strangers:
        return ""
    verb = "reads" if len(strangers) == 1 else "read"
    return (
        f"; {', '.join(strangers)} {verb} along there now, whom the directory does not know: undo it if that is wrong"
    )


def graver(one: Severity, other: Severity) -> Severity:
    """Return the graver of two severities."""
    return one if one.at_least(other) else other


def merged_findings(own: Sequence[Finding], more: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return the facts of a ticket with those that another adds, by key, and the keys that were added."""
    have = {finding.key for finding in own}
    added = [finding for finding in more if finding.key not in have]
    both = sorted((*own, *added), key=lambda finding: finding.key)
    return tuple(both), tuple(sorted(finding.key for finding in added))


def joined_words(first: str, second: str) -> str:
    """Return the words of two drafts as one, the first in front; `parted_words` undoes it."""
    return "\n\n".join(filter(None, (first, second)))


def parted_words(together: str, added: str) -> str | None:
    """Return a draft without what was added to it from another ticket's; None where it says something else by now."""
    if not added:
        return together
    if together == added:
        return ""
    return together.removesuffix(f"\n\n{added}") if together.endswith(f"\n\n{added}") else None
