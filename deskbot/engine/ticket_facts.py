"""The facts of a ticket as somebody at the desk looks at them: known, missing, and what it could carry as well."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.model.case import Finding, Source
from deskbot.model.ticket import Ticket
from deskbot.tickets.excerpt import one_line
from deskbot.tickets.suggestions import NAMES
from deskbot.triage.registry import all_diagnostics, diagnostic_of

_SOURCES = {
    Source.TEXT: "in the words",
    Source.ATTACHMENT: "in a file",
    Source.DIRECTORY: "in the directory",
    Source.PERSON: "set by a person",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact that a ticket carries, or lacks."""

    key: str
    name: str
    meaning: str
    value: str = ""
    """Empty for one that is not known."""
    words: str = ""
    """What it was read from."""
    confidence: int = 100
    """In percent."""
    source: str = ""
    question: str = ""
    """As we would ask for it."""
    by_person: bool = False


def fact_of(key: str, finding: Finding | None = None) -> Fact:
    """Return a fact as it is shown; without a finding it is one that is not known."""
    diagnostic = diagnostic_of(key)
    return Fact(
        key=key,
        name=NAMES.get(key, key.replace("_", " ")),
        meaning=diagnostic.meaning if diagnostic else "",
        value=finding.value if finding else "",
        words=one_line(finding.words) if finding else "",
        confidence=round(finding.confidence * 100) if finding else 0,
        source=_SOURCES[finding.source] if finding else "",
        question=diagnostic.short if diagnostic else "",
        by_person=bool(finding and finding.source is Source.PERSON),
    )


def other_facts(ticket: Ticket) -> tuple[Fact, ...]:
    """Return the facts that a ticket neither carries nor lacks."""
    known = {one.key for one in ticket.findings} | set(ticket.missing)
    return tuple(fact_of(one.key) for one in all_diagnostics() if one.key not in known)
