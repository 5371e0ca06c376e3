"""Tickets that are quiet: reminded, closed; never so for what is urgent."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine import feedback
from deskbot.engine.jobs import Jobs
from deskbot.engine.letter import Letter
from deskbot.engine.mailing import Mailing
from deskbot.model.case import Severity
from deskbot.model.message import Question
from deskbot.model.ticket import Entry, State
from deskbot.store import tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import TicketRow
from deskbot.tickets import brief, replies, silence
from deskbot.tickets.lifecycle import Event, after


def wait(session: Session, jobs: Jobs, desk: Desk, ticket: TicketRow, now: datetime, *, new: bool = False) -> None:
    """Count the silence of a ticket, `new` or not, from now on: set when it is to be looked at, and its alarm."""
    state, severity = State(ticket.state), Severity(ticket.severity)
    ticket.due_at = silence.due_at(state, severity, ticket.reminders, desk, now)
    if ticket.due_at:
        jobs.ring(session, "silence", ticket.number or 0, at=ticket.due_at, new=new)


async def ask_again(
    session: Session, mailing: Mailing, key: str, ticket: TicketRow, questions: tuple[Question, ...], now: datetime
) -> None:
    """Ask those who were verified on a ticket for facts that they were asked for, or could have told."""
    number, setting = ticket.number or 0, await mailing.setting_of(session, ticket)
    letter = Letter(
        replies.reminder(number, ticket.subject, questions, setting),
        few=brief.reminder(number, questions, setting),
        questions=questions,
    )
    await mailing.to_verified(session, key, ticket, letter, now)


@dataclass(frozen=True, slots=True)
class Timers:
    """Answers the alarms of quiet tickets."""

    database: Database
    jobs: Jobs
    clock: Clock
    mailing: Mailing
    desk: Desk
    questions_for: Callable[[Collection[str], str], tuple[Question, ...]]
    """The questions for some diagnostics, in a language."""

    async def silence(self, number: int) -> None:
        """Look at a ticket whose time may have come."""
        now = self.clock.now()
        async with self.database.begin() as session:
            ticket = await tickets.lock(session, number)
            if ticket is None or ticket.due_at is None or ticket.due_at > now:
                return
            state, severity = State(ticket.state), Severity(ticket.severity)
            match silence.verdict(state, severity, ticket.reminders, self.desk):
                case silence.Silence.REMIND:
                    await self._remind(session, ticket)
                case silence.Silence.CLOSE:
                    await self._close(session, ticket)
                case None:
                    pass
            wait(session, self.jobs, self.desk, ticket, now)

    async def _remind(self, session: Session, ticket: TicketRow) -> None:
        now, number = self.clock.now(), ticket.number or 0
        ticket.reminders += 1
        tickets.entry(session, number, now, Entry.STATE, f"Reminded for the {ordinal(ticket.reminders)} time.")
        questions = self.questions_for(ticket.missing, ticket.language)
        key = f"reminder:{number}:{ticket.updated_at.isoformat()}:{ticket.reminders}"
        await ask_again(session, self.mailing, key, ticket, questions, now)

    async def _close(self, session: Session, ticket: TicketRow) -> None:
        now, number = self.clock.now(), ticket.number or 0
        was = State(ticket.state)
        ticket.state = after(was, Event.CLOSED if was is State.RESOLVED else Event.SILENCE)
        ticket.closed_at = now
        tickets.entry(session, number, now, Entry.STATE, f"Closed, as it was quiet ({was}).", public=True)
        if was is State.RESOLVED:
            await feedback.ask_rating(session, self.mailing, ticket, was, now)
        if was is State.WAITING_RESELLER:
            text = replies.closed_by_silence(number, await self.mailing.setting_of(session, ticket))
            await self.mailing.to_verified(session, f"closed:{number}:{now.isoformat()}", ticket, Letter(text), now)


def ordinal(number: int) -> str:
    """Return "first", "second" … for small numbers."""
    words = ("first", "second", "third", "fourth", "fifth")
    return words[number - 1] if 0 < number <= len(words) else f"{number}th"
