"""Hands-on work at the site: the desk asks, the reseller answers by letter, and a time that passes is noticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from deskbot.access.confidential import masked
from deskbot.clock import Clock
from deskbot.engine.letter import Letter
from deskbot.engine.mailing import Mailing
from deskbot.errors import DeskbotError
from deskbot.model.message import Inbound
from deskbot.model.task import TaskState, letter_of
from deskbot.model.ticket import Entry, State
from deskbot.store import directory, tasks, tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import TaskRow, TicketRow
from deskbot.tickets import replies
from deskbot.tickets.named_times import split_due
from deskbot.tickets.reference import reference
from deskbot.tickets.tasks import LONGEST, MOST_TASKS, TaskAnswer, answers_of


@dataclass(frozen=True, slots=True)
class HandsOn:
    """Keeps the tasks of tickets."""

    database: Database
    clock: Clock
    mailing: Mailing

    async def ask(self, session: Session, ticket: TicketRow, works: Sequence[str], author: str) -> str:
        """Add tasks to a ticket whose row is locked; return the paragraph that asks the reseller for them.

        Args:
            session: the transaction.
            ticket: the ticket.
            works: what is to be done; "by friday 10:00: " in front says when, on the desk's wall clock.
            author: who asks.

        Raises:
            DeskbotError: the ticket is closed, a task says nothing or too much, or there are too many of them.
        """
        now, number = self.clock.now(), ticket.number or 0
        if not State(ticket.state).open:
            raise DeskbotError(f"T-{number} is {ticket.state}: open it again before you ask for work")
        last = max((row.place for row in await tasks.of_ticket(session, number)), default=0)
        if last + len(works) > MOST_TASKS:
            raise DeskbotError(f"T-{number} has {last} tasks; {MOST_TASKS} is the most")
        added: list[TaskRow] = []
        for place, work in enumerate(works, start=last + 1):
            what, wanted_by = split_due(work, now.astimezone(self.mailing.desk.tz))
            if not what or len(what) > LONGEST:
                raise DeskbotError(f"a task says what is to be done in 1 to {LONGEST} characters")
            row = TaskRow(
                ticket_number=number,
                place=place,
                what=what,
                asked_by=author,
                asked_at=now,
                wanted_by=wanted_by,
                due_at=wanted_by,
            )
            session.add(row)
            added.append(row)
        await session.flush()
        for row in added:
            if row.due_at:
                self.mailing.jobs.ring(session, "task", row.id or 0, at=row.due_at)
        local, setting = await self._local(session, ticket, now), await self.mailing.setting_of(session, ticket)
        asked = replies.hands_on(number, [tasks.as_task(row) for row in added], local, setting)
        for row in added:  # the letter that asks has the password that the work may need, and nothing else
            row.what = masked(row.what)
        return asked

    async def _local(self, session: Session, ticket: TicketRow, now: datetime) -> datetime:
        """Return the present moment where the ticket's reseller is."""
        reseller = await directory.reseller(session, ticket.reseller_id)
        return now.astimezone(ZoneInfo(reseller.zone) if reseller else self.mailing.desk.tz)

    async def take_answers(
        self, session: Session, ticket: TicketRow, message: Inbound, author: str, inbound_id: int | None
    ) -> tuple[str, ...]:
        """Note what a message of the reseller says of the open tasks; return a line for each that it answers."""
        rows = {row.place: row for row in await tasks.of_ticket(session, ticket.number or 0)}
        waiting = [tasks.as_task(row) for row in rows.values() if row.state == TaskState.OPEN]
        if not waiting:
            return ()
        answers = answers_of(message, waiting)
        for answer in answers:
            self._note(session, rows[answer.place], answer, author, inbound_id)
        return tuple(f"{letter_of(one.place)} {one.state}: {rows[one.place].what} ({one.words})" for one in answers)

    def _note(self, session: Session, row: TaskRow, answer: TaskAnswer, author: str, inbound_id: int | None) -> None:
        now = self.clock.now()
        row.state, row.answer, row.answered_at, row.answered_by = answer.state, masked(answer.words), now, author
        row.due_at = None
        text = f"Task {letter_of(row.place)} is {answer.state}: {row.what}"
        tickets.entry(
            session, row.ticket_number, now, Entry.TASK, text, author=author, public=True, inbound_id=inbound_id
        )

    async def look(self, task_id: int) -> None:
        """Answer a task's alarm: when its time has passed without an answer, reseller and desk are told, once."""
        now = self.clock.now()
        async with self.database.begin() as session:
            found = await tasks.get(session, task_id)
            # The ticket first, as everybody locks in that order.
            ticket = await tickets.lock(session, found.ticket_number) if found else None
            row = await tasks.lock(session, task_id)
            if ticket is None or row is None or row.due_at is None or row.due_at > now:
                return
            if row.ticket_number != ticket.number:
                return  # it went to another ticket meanwhile; the sweep rings again
            row.due_at = None
            if row.state != TaskState.OPEN or not State(ticket.state).open:
                return
            await self._overdue(session, ticket, row, now)

    async def _overdue(self, session: Session, ticket: TicketRow, row: TaskRow, now: datetime) -> None:
        number, letter = ticket.number or 0, letter_of(row.place)
        text = f"Task {letter} is not answered, and its time has passed: {row.what}"
        tickets.entry(session, number, now, Entry.TASK, text)
        setting = await self.mailing.setting_of(session, ticket)
        letter_text = replies.task_overdue(number, tasks.as_task(row), await self._local(session, ticket, now), setting)
        await self.mailing.to_verified(session, f"task:{row.id}", ticket, Letter(letter_text), now)
        subject = f"[{reference(number)}] Task {letter} is not answered"
        await self.mailing.to_desk(session, f"task-desk:{row.id}", subject, f"{text}\n", now, ticket=number)
