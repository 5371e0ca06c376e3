"""What the desk is told of a target that is about to pass, or has passed. Internal."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.commands.by_mail import HELP
from deskbot.model.message import MARKER
from deskbot.tickets.reference import reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A ticket whose reseller waits for a person."""

    number: int
    severity: str
    subject: str
    whose: str
    """Name of its reseller."""
    owner: str
    """Name of its owner; empty where it has none."""
    says: str
    """What was promised."""
    by: str
    """Until when, as the desk reads it."""
    why: str = ""
    """Why it was due before anybody could know; empty where that is not so."""
    doubt: str = ""
    """Why what a person did does not count; empty where nobody has done anything."""


def warning(ticket: Waiting) -> tuple[str, str]:
    """Return subject and text of the warning before a target passes."""
    name = reference(ticket.number)
    subject = f"[{name}] {ticket.severity} answer due by {ticket.by}: {ticket.whose}: {ticket.subject}"
    return subject, _letter(f"{name} waits for a person's first answer, which is due by {ticket.by}.", ticket)


def breach(ticket: Waiting, paging: str) -> tuple[str, str]:
    """Return subject and text of the letter about a target that has passed; `paging` says who is paged for it."""
    name = reference(ticket.number)
    subject = f"[{name}] {ticket.severity} ANSWER OVERDUE since {ticket.by}: {ticket.whose}: {ticket.subject}"
    return subject, _letter(f"{name} has had no answer by a person, which was due by {ticket.by}.", ticket, paging)


def _letter(begin: str, ticket: Waiting, paging: str = "") -> str:
    lines = [
        MARKER,
        "",
        begin,
        "",
        f"Promised: {ticket.says}",
        *([ticket.why] if ticket.why else []),
        f"Owner: {ticket.owner or 'nobody'}",
        *([f"Not told: {ticket.doubt}"] if ticket.doubt else []),
        *([f"Paging: {paging}"] if paging else []),
        "",
        "An answer to this mail goes to the reseller, and is what they wait for. A question that deskbot asked is not.",
        "",
        "-- ",
        HELP,
    ]
    return "\n".join(lines) + "\n"
