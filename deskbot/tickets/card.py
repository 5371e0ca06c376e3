"""A ticket's card in the desk's room: what an agent must know before they open its thread. Pure; internal."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from deskbot.access.confidential import masked
from deskbot.model.message import LONGEST_OFFER, Offer
from deskbot.model.ticket import Ticket
from deskbot.tickets.excerpt import cut, one_line
from deskbot.tickets.reference import reference
from deskbot.tickets.words import STATES

LONGEST = 160
"""Characters of a line."""
MOST_MERGES = 2
"""Tickets that look alike for which there is a button."""
MARKS = {"S1": "\U0001f534", "S2": "\U0001f7e0", "S3": "\U0001f7e1", "S4": "\U0001f535"}
"""Red, orange, yellow, blue."""
OVER = "\u2705"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a card is made of."""

    ticket: Ticket
    suggestions: Sequence[str] = ()
    """Summary, category, severity and next step; see `tickets.suggestions`."""
    reseller: str = ""
    """By name, empty for one that is not known."""
    writer: str = ""
    """Who wrote first, as far as it is known."""
    owner: str = ""
    """By name."""
    promise: str = ""
    """What is promised for the first answer, and by when."""
    warned: bool = False
    """Whether most of that time has passed."""
    broken: bool = False
    """Whether all of it has."""
    page: str = ""
    """How it stands with the page; empty where none was sent."""
    parts: Sequence[int] = ()
    """The tickets that are parts of it."""
    alike: Sequence[int] = ()
    """Open tickets that may be about the same trouble."""
    nearest: str = ""
    """The known issue that is nearest, where none clearly fits."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown, and what may be said by a press: each button says what an agent may write in the thread.

    Those that end in dots lack what stands behind it: where the room has lists, it is chosen from one.
    """

    text: str
    offers: tuple[Offer, ...] = ()

    @property
    def digest(self) -> str:
        """Return what stays the same as long as the card need not be shown anew."""
        said = "\n".join((self.text, *(f"{one.label}\t{one.says}" for one in self.offers)))
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def card_of(seen: Seen) -> Card:
    """Return the card of a ticket as it stands.

    The clock on it is a moment, and no rest of time: a card changes when something has happened, not each minute.
    """
    ticket = seen.ticket
    lines = (
        _title(ticket),
        _line("From", ", ".join(one for one in (seen.writer, seen.reseller or "unknown to the directory") if one)),
        *(seen.suggestions if ticket.state.open else seen.suggestions[:1]),
        _line("State", f"{_state(ticket)}; {f'with {seen.owner}' if seen.owner else 'claimed by nobody'}"),
        _line("Page", seen.page),
        _line("First answer", _clock(seen)),
        _line("Missing", ", ".join(ticket.missing) if ticket.state.open else ""),
        _line("Known issue", ticket.playbook or ""),
        _line("Parts", ", ".join(map(reference, seen.parts))),
        _line("May be the same as", ", ".join(map(reference, seen.alike))),
    )
    return Card("\n".join(line for line in lines if line), _offers(seen) if ticket.state.open else ())


def overview_of(ticket: Ticket, owner: str) -> str:
    """Return a ticket in one line of several."""
    return cut(f"{_title(ticket)} ({_state(ticket)}; {owner or 'claimed by nobody'})", LONGEST)


def _title(ticket: Ticket) -> str:
    mark = MARKS[ticket.severity] if ticket.state.open else OVER
    unproven = "" if ticket.verified else "UNVERIFIED "
    subject = masked(one_line(ticket.subject))
    return cut(f"{mark} {reference(ticket.number)} {ticket.severity} {unproven}{subject}", LONGEST)


def _state(ticket: Ticket) -> str:
    if ticket.merged_into is not None:
        return f"merged into {reference(ticket.merged_into)}"
    return STATES[ticket.state] + (f", part of {reference(ticket.parent)}" if ticket.parent is not None else "")


def _clock(seen: Seen) -> str:
    if not seen.promise:
        return ""
    if seen.ticket.first_response_at is not None:
        return f"given; {seen.promise}"
    if not seen.ticket.state.open:
        return ""
    mark = "LATE: " if seen.broken else "due soon: " if seen.warned else ""
    return f"{mark}{seen.promise}"


def _line(name: str, words: str) -> str:
    return cut(f"{name}: {one_line(words)}", LONGEST) if words else ""


def _offers(seen: Seen) -> tuple[Offer, ...]:
    ticket = seen.ticket
    playbook = ticket.playbook or seen.nearest
    offers = (
        Offer("Claim", "#claim"),
        Offer("Ask what is missing", "#ask") if ticket.missing else None,
        Offer("Ask for…", "#ask ?"),
        Offer("Suggest the known issue", f"#suggest {playbook}") if playbook else None,
        Offer("Escalate", "#escalate") if ticket.severity != "S1" else None,
        Offer("Page", "#page"),
        Offer("Resolve", "#resolve"),
        *(Offer(f"Merge into {reference(one)}", f"#merge {reference(one)}") for one in seen.alike[:MOST_MERGES]),
        Offer("Merge into…", "#merge"),
    )
    return tuple(one for one in offers if one is not None and len(one.says.encode()) <= LONGEST_OFFER)
