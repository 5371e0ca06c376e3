"""The talk with a reseller who phones the Service Desk: what is asked, what a key means, how long they wait. Pure.

How far a talk has come is handed in and out, so that the same step asked twice says the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from deskbot.escalation import phone_words as words
from deskbot.model.case import Severity
from deskbot.model.page import PageState

MOST_SILENCES = 2
"""Rounds without a key until a message is recorded instead."""
MOST_WRONG = 3
"""Numbers of no ticket until a message is recorded instead."""
MOST_DIGITS = 10
LONGEST_WAIT = timedelta(minutes=5)
"""How long a caller is kept on the line; the page goes on after that."""

CONNECTED_WITHIN = timedelta(seconds=45)
"""So long may pass from the key that connects until the two talk: whoever pressed it hears first what they took."""

LEAST = Severity.S2
"""What a ticket is at least that somebody phones about. S1 it becomes by what has failed, or by a person's word."""

OFFERED_KEY = "1"
NO_TICKET_KEY = "0"


def urgent(severity: Severity) -> Severity:
    """Return the severity of a ticket that somebody phones about."""
    return severity if severity.at_least(LEAST) else LEAST


class Next(StrEnum):
    """What follows upon what was said."""

    ASK = "ask"
    """Wait for keys."""
    RAISE = "raise"
    """Make a ticket urgent."""
    RECORD = "record"
    """Record a message, of which a ticket is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """How far the talk has come."""

    offered: int | None = None
    """The ticket that was found by the caller's number."""
    silences: int = 0
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said now, and what follows."""

    next: Next
    says: str
    talk: Talk
    number: int | None = None
    """The ticket that is to be made urgent."""


def greet(desk_name: str, talk: Talk) -> Turn:
    """Begin the talk."""
    return Turn(Next.ASK, f"{words.welcome(desk_name)} {words.menu(talk.offered)}", talk)


def heard(digits: str, talk: Talk) -> Turn:
    """Say what follows upon the keys that were pressed, or upon none."""
    keys = digits.strip("#* ")
    if keys == NO_TICKET_KEY:
        return Turn(Next.RECORD, words.RECORD, talk)
    if keys == OFFERED_KEY and talk.offered is not None:
        return Turn(Next.RAISE, "", talk, talk.offered)
    if keys.isascii() and keys.isdecimal() and len(keys) <= MOST_DIGITS:
        return Turn(Next.RAISE, "", talk, int(keys))
    if keys:
        return no_such_ticket(talk)
    talk = replace(talk, silences=talk.silences + 1)
    if talk.silences >= MOST_SILENCES:
        return Turn(Next.RECORD, f"{words.NOTHING_PRESSED} {words.RECORD}", talk)
    return Turn(Next.ASK, words.menu(talk.offered), talk)


def no_such_ticket(talk: Talk) -> Turn:
    """Say that a number is none of a ticket; the same whether there is none, or it was closed long ago."""
    talk = replace(talk, wrong=talk.wrong + 1)
    if talk.wrong >= MOST_WRONG:
        return Turn(Next.RECORD, f"{words.WRONG_NUMBER} {words.RECORD}", talk)
    return Turn(Next.ASK, f"{words.WRONG_NUMBER} {words.menu(talk.offered)}", talk)


class Then(StrEnum):
    """What becomes of a caller who waits."""

    HOLD = "hold"
    CONNECT = "connect"
    """The one who has taken the page by text is called, and connected."""
    PART = "part"
    """They are told how it goes on, and the call ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How it stands with a caller who waits."""

    since: datetime
    ticket: int | None = None
    """None while the recorded message has not become a ticket yet."""
    new: bool = False
    """Whether the call opened the ticket: then its number is told, which the caller does not know."""
    page: PageState | None = None
    """Of the page that is open for them, or was last; None where nobody is paged."""
    held: bool = False
    """Nobody is called, as unproven senders have had as many pages as they may."""
    maintenance: bool = False
    """Nobody is called before maintenance ends."""
    taken_by: str = ""
    """Who has taken the page, by name, where the caller may be told it."""
    may_be_called: bool = False
    """Whoever has taken it has a telephone, and was not called for this caller yet."""
    joined: bool = False
    """Somebody has pressed the key to talk to them, and takes them out of the queue in a moment."""
    calls_back: bool = False
    """Whoever has taken it is going to call back, as they said, or as they could not be connected."""
    number_known: bool = True
    """Whether the caller's number is known, so that somebody can call back."""
    heard_by: datetime | None = None
    """By when the caller's contract has somebody answer; None where no time may be promised."""


def while_waiting(waiting: Waiting, now: datetime, longest: timedelta = LONGEST_WAIT) -> Then:
    """Say what becomes of a caller who waits."""
    if waiting.joined:
        return Then.HOLD
    if waiting.held or waiting.calls_back:
        return Then.PART
    if waiting.page is PageState.ACKNOWLEDGED:
        return Then.CONNECT if waiting.may_be_called else Then.PART
    if waiting.page is PageState.UNANSWERED or now - waiting.since >= longest:
        return Then.PART
    if waiting.ticket is not None and (waiting.page is not PageState.OPEN or waiting.maintenance):
        return Then.PART
    return Then.HOLD


def noted(number: int, waiting: Waiting, now: datetime) -> str:
    """Return what is said once a ticket is urgent: that somebody is called only where somebody is."""
    return words.noted(number, called=while_waiting(waiting, now) is Then.HOLD)


def comfort(waiting: Waiting) -> str:
    """Return what a caller hears while they wait."""
    if waiting.joined:
        return words.TRY_DIALLING
    if waiting.ticket is None:
        return words.PLEASE_WAIT
    return words.still_calling(waiting.ticket if waiting.new else None)


def farewell(waiting: Waiting, now: datetime) -> str:
    """Return what a caller hears last, where nobody has talked to them."""
    ticket = words.your_number(waiting.ticket) if waiting.new and waiting.ticket is not None else ""
    return " ".join(part for part in (ticket, _outcome(waiting, now), words.GOODBYE) if part)


def _outcome(waiting: Waiting, now: datetime) -> str:
    back = words.CALL_BACK if waiting.number_known else words.NO_NUMBER
    if waiting.held:
        return words.HELD
    if waiting.page is PageState.ACKNOWLEDGED:
        return f"{words.taken(waiting.taken_by)} {back}"
    if waiting.page is PageState.UNANSWERED:
        return f"{words.NOBODY} {back}"
    if waiting.page is PageState.OPEN:
        left = waiting.heard_by - now if waiting.heard_by is not None and waiting.number_known else None
        how = words.MAINTENANCE if waiting.maintenance else words.GOES_ON
        return f"{how} {words.within(left) or back}"
    if waiting.ticket is None:
        return words.NOTED_ONLY
    return f"{words.DESK_TOLD} {back}"
