"""What resellers say of our help: advice that was sent and answered, and ratings that were asked for and given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskbot.engine.hearing import hearers
from deskbot.engine.letter import Letter
from deskbot.engine.mailing import Mailing
from deskbot.model.case import Decision
from deskbot.model.message import Inbound
from deskbot.model.ticket import Entry, State
from deskbot.store import advice, outbox, tickets
from deskbot.store.database import Session
from deskbot.store.tables import ParticipantRow, TicketRow
from deskbot.tickets import offers
from deskbot.tickets.rating import asks_rating, rating_letter
from deskbot.triage.feedback import begins_with_number, rating_of

AUTOMATIC = ("answer:", "reminder:", "taken:", "unanswered:", "rating:")
"""Letters that ask for no other yes or number: an answer to them may be one to what was asked before."""
SOLVED = "solved-together:"
"""Begins the keys of letters that ask whether it is solved."""
POOR = 2
"""The desk is told at once of a rating up to this, and of every one with words."""


async def may_advise(session: Session, ticket: TicketRow, decision: Decision) -> bool:
    """Return whether a later message's playbook is sent: the first one of the ticket, and nobody is at work on it."""
    if decision.playbook is None or decision.solved or decision.helped is not None:
        return False
    at_work = bool(ticket.owner) or ticket.first_response_at is not None
    return not at_work and not await advice.given(session, ticket.number or 0)


async def answered(session: Session, ticket: TicketRow, decision: Decision, advised: str, now: datetime) -> None:
    """Note whether the advice helped, where it was asked for last; "solved" in any words counts as well."""
    if not advised:
        return
    helped = True if decision.solved else decision.helped
    if helped is None:
        return
    number = ticket.number or 0
    told = await advice.open_to(session, number, denied=not helped)
    if told is not None:
        says = "solved it" if helped else "did not solve it after all" if told.solved else "did not solve it"
        told.solved, told.answered_at = helped, now
        text = f"The reseller says that {told.playbook} {says}."
        tickets.entry(session, number, now, Entry.NOTE, text)


def rate(session: Session, ticket: TicketRow, decision: Decision, now: datetime, *, trusted: bool) -> None:
    """Keep a rating that a message of the ticket's own people gives; a later one takes the place of an earlier one."""
    if not trusted or (decision.rating is None and not decision.rating_words):
        return
    ticket.rating, ticket.rating_words = decision.rating or ticket.rating, decision.rating_words
    words = f": {decision.rating_words}" if decision.rating_words else ""
    said = "Answered our question for a rating" if begins_with_number(decision.rating_words) else "Thanked"
    rated = f"Rated {decision.rating} of 5" if decision.rating else said
    tickets.entry(session, ticket.number or 0, now, Entry.NOTE, f"{rated}{words}")


def tells_the_desk(decision: Decision) -> bool:
    """Return whether the desk hears at once of a message that only rates."""
    return bool(decision.rating_words) or (decision.rating or 0) <= POOR


async def ask_rating(session: Session, mailing: Mailing, ticket: TicketRow, was: State, now: datetime) -> None:
    """Ask whoever reported a ticket that was just closed how they rate it: one letter a ticket, ever."""
    number = ticket.number or 0
    if not mailing.desk.rating or not asks_rating(tickets.as_ticket(ticket), was):
        return
    to = await _reporter(session, number)
    if to is None:
        return
    text = rating_letter(number, ticket.subject, await mailing.setting_of(session, ticket))
    letter = Letter(text, offers=offers.rating(number))
    hearer = next(iter(await hearers(session, [to], mailing.writable, ticket.reseller_id)), None)
    if hearer is None:
        return
    address = (hearer.channel, hearer.to)
    await mailing.to_reseller(session, rating_key(number), ticket, address, letter, now)


@dataclass(frozen=True, slots=True)
class Open:
    """What a message may answer."""

    advised: str
    """The playbook that was sent last."""
    solved: bool
    """Whether we asked last if it is solved."""
    rating: bool
    """Whether a rating was asked for."""


async def open_questions(session: Session, message: Inbound, ticket: TicketRow) -> Open:
    """Return what a message may answer of our own questions.

    A bare "yes" answers whoever asked last. Once a person at the desk has written, or the message answers another
    letter, it is not read as an answer to ours.
    """
    number = ticket.number or 0
    # Who said that it helped may find out that it did not: then the ticket is over, and its advice answered.
    told = await advice.open_to(session, number, denied=not State(ticket.state).open)
    solved = await _solved_open(session, message, number)
    asked = (told.answered_at or told.at) if told else None
    last = asked is not None and not solved and await _is_last_word(session, message, number, asked)
    advised = told.playbook if told and last else ""
    return Open(advised, solved, await _rating_open(session, message, ticket))


async def _solved_open(session: Session, message: Inbound, number: int) -> bool:
    """Return whether our last letter to the writer asks if it is solved, and nobody has written on the ticket since."""
    last = await outbox.last_to(session, number, message.channel, message.sender.address)
    if last is None or not last.key.startswith(SOLVED) or await tickets.written_since(session, number, last.created_at):
        return False
    answered = await outbox.by_message_id(session, (message.in_reply_to or "",))
    return answered is None or answered.key.startswith(SOLVED)


async def only_rates(session: Session, message: Inbound, ticket: TicketRow) -> bool:
    """Return whether a message does nothing but rate a ticket, as we have asked: for that it is never too old."""
    found = rating_of(message)
    return found is not None and not found.open_again and await _rating_open(session, message, ticket)


async def _rating_open(session: Session, message: Inbound, ticket: TicketRow) -> bool:
    number = ticket.number or 0
    if ticket.state != State.CLOSED:
        return False
    asked = await outbox.written_at(session, rating_key(number))
    return asked is not None and await _is_last_word(session, message, number, asked)


async def _is_last_word(session: Session, message: Inbound, number: int, asked: datetime) -> bool:
    """Return whether nobody at the desk has written since we asked, and the message answers no other letter."""
    if await tickets.replied_since(session, number, asked):
        return False
    letter = await outbox.by_message_id(session, (message.in_reply_to or "",))
    return letter is None or letter.created_at <= asked or letter.key.startswith(AUTOMATIC)


def rating_key(number: int) -> str:
    """Return what the outbox calls the letter."""
    return f"rating:{number}"


async def _reporter(session: Session, number: int) -> ParticipantRow | None:
    """Return the verified participant who wrote first, or else any verified one."""
    people = [one for one in await tickets.participants(session, number) if one.verified]
    first = await tickets.first_sender(session, number)
    return next((one for one in people if one.address == first), people[0] if people else None)
