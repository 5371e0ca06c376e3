"""Interactions want their answer now: a Command goes in, one transaction, an Answer comes out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from deskbot import commands
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.paging import Taking
from deskbot.engine.paging.numbers import Numbers
from deskbot.engine.paging.rows import row_id
from deskbot.engine.paging.taking import NOBODY, Passed
from deskbot.errors import UnavailableError, did_you_mean
from deskbot.escalation.replies import KeypadAnswer, Reply, SmsReply, read_sms
from deskbot.model.command import Answer, Command
from deskbot.model.page import PageState
from deskbot.model.ticket import Entry, State
from deskbot.store import pages, tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import PageRow, TicketRow
from deskbot.tickets.reference import reference

TIME_LIMIT = 5.0
"""Seconds until an interaction that cannot be done is answered "one moment"; the carrier itself waits 15."""

HOW_TO_ANSWER = 'Answer with the code: "7a" takes it, "7e" passes it on.'

ONE_MOMENT = Answer("One moment, please.", done=False, later=True)


@dataclass(frozen=True, slots=True)
class Interactions:
    """Carries out what responders press and text."""

    database: Database
    desk: Desk
    clock: Clock
    taking: Taking
    numbers: Numbers

    async def carry_out(self, command: Command) -> Answer:
        """Carry out a command once, however often it is delivered, and return its answer.

        When it cannot be done in time the answer is "one moment", and the same command asks again.
        """
        try:
            async with asyncio.timeout(TIME_LIMIT):
                return await self._once(command)
        except (TimeoutError, UnavailableError):
            return ONE_MOMENT

    async def _once(self, command: Command) -> Answer:
        async with self.database.begin() as session:
            before = await pages.answered_before(session, command)
            if before is not None:
                return before
            answer = await self._do(session, command)
            if not await pages.keep_answer(session, command, answer, self.clock.now()):
                # Somebody else has just carried out the very same command: undo ours, take theirs.
                raise UnavailableError("the same command is being carried out")
            return answer

    async def _do(self, session: Session, command: Command) -> Answer:
        match command.name:
            case commands.PAGE_SMS:
                return await self._sms(session, command)
            case commands.PAGE_DIGIT:
                return await self._digit(session, command)
            case _:
                known = did_you_mean(command.name, commands.COMMANDS)
                return Answer(f'There is no command "{command.name}"{known}', done=False)

    async def _sms(self, session: Session, command: Command) -> Answer:
        reply = read_sms(command.arguments.get("text", ""))
        if reply.kind is Reply.STOP:
            await self.numbers.stopped(session, command.actor, self.clock.now())
        if reply.kind is Reply.START:
            await self.numbers.started(session, command.actor)
        if reply.kind in (Reply.STOP, Reply.START, Reply.HELP):
            return Answer("", done=False)  # the carrier has answered this itself
        if reply.kind is Reply.UNKNOWN:
            return Answer(f"Not understood. {HOW_TO_ANSWER}", done=False)
        found = await self._pages_for(session, command.actor, reply)
        if len(found) > 1:
            return Answer(f"Several pages are open. {HOW_TO_ANSWER}", done=False)
        if not found:
            return Answer("No page with that code was sent to this number.", done=False)
        page = found[0]
        responder = await pages.responder_at(session, row_id(page), command.actor)
        return await self._answer(session, page, responder, reply.note, escalate=reply.kind is Reply.ESCALATE)

    async def _pages_for(self, session: Session, number: str, reply: SmsReply) -> Sequence[PageRow]:
        """Find the page that a text means; a bare letter means the only one that nobody has taken."""
        if reply.code is None:
            return await pages.untaken_for(session, number, self.clock.now())
        page = await pages.by_code_for(session, number, reply.code, self.clock.now())
        return [page] if page else []

    async def _digit(self, session: Session, command: Command) -> Answer:
        notification = await pages.by_token(session, command.arguments.get("token", ""))
        page = await session.get(PageRow, notification.page_id) if notification else None
        if notification is None or page is None:
            return Answer("This page is not known.", done=False)
        escalate = command.arguments.get("answer") == KeypadAnswer.ESCALATE
        return await self._answer(session, page, notification.responder, escalate=escalate)

    async def _answer(
        self,
        session: Session,
        page: PageRow,
        responder: str,
        note: str = "",
        *,
        escalate: bool,
    ) -> Answer:
        now = self.clock.now()
        page = await pages.standing_for(session, row_id(page)) or page
        page_id = row_id(page)
        ticket = await session.get(TicketRow, page.ticket_number)
        name = f"{reference(page.ticket_number)} {ticket.subject if ticket else ''}".strip()[:100]
        if page.state == PageState.CANCELLED or ticket is None or not State(ticket.state).open:
            return Answer(f"{name}: nobody is needed any more.", done=False)
        if note:
            tickets.entry(session, page.ticket_number, now, Entry.NOTE, note, author=responder)
        if escalate:
            return await self._pass_on(session, page, responder, name)
        taken_by = await self.taking.acknowledge(session, page_id, responder, now)
        if taken_by is None:
            return Answer(f"You have taken {name}.")
        if taken_by == NOBODY:
            return Answer(f"{name}: nobody is needed any more.", done=False)
        return Answer(f"{name} was taken by {self._who_and_when(page, taken_by)}.")

    async def _pass_on(self, session: Session, page: PageRow, responder: str, name: str) -> Answer:
        match await self.taking.escalate(session, row_id(page), responder, self.clock.now()):
            case Passed.ON:
                return Answer(f"{name} is passed on to the next level.")
            case Passed.ALREADY:
                people = ", ".join(map(self.desk.name_of, await pages.people_with(session, page)))
                who = f": {people}" if people else ""
                return Answer(f"{name} is with the next level already{who}.", done=False)
            case Passed.TAKEN:
                return Answer(f"{name} was taken by {self._who_and_when(page, page.acknowledged_by)}.", done=False)
            case Passed.NOBODY_LEFT:
                return Answer(f"{name}: everybody was paged, nobody is left. {page.code}a takes it.", done=False)

    def _who_and_when(self, page: PageRow, taken_by: str) -> str:
        name = self.desk.name_of(taken_by)
        at = page.acknowledged_at.astimezone(ZoneInfo(self.desk.zone)) if page.acknowledged_at else None
        return f"{name} at {at:%H:%M}" if at else name
