"""Interactions want their answer now: a Command goes in, one transaction, an Answer comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from deskbot import commands
from deskbot.clock import Clock
from deskbot.commands.choices import BY_CHOICE, how_to_answer
from deskbot.desk import Desk
from deskbot.engine.once import Once
from deskbot.engine.paging.bundled import Bundled
from deskbot.engine.paging.numbers import Numbers
from deskbot.engine.paging.rows import row_id
from deskbot.engine.phone_bridge import How, calls_back, with_caller
from deskbot.engine.phone_callers import ring_of
from deskbot.engine.responding import Responding
from deskbot.errors import did_you_mean
from deskbot.escalation.bundling import which_one
from deskbot.escalation.replies import Reply, SmsReply, read_sms
from deskbot.model.choice import Choice, Wish
from deskbot.model.command import Answer, Command
from deskbot.model.page import Medium
from deskbot.model.phone import CallState
from deskbot.store import bundles, calls, pages
from deskbot.store.database import Database, Session
from deskbot.store.tables import BundleRow, NotificationRow, PageRow
from deskbot.tickets.reference import reference


@dataclass(frozen=True, slots=True)
class Interactions:
    """Carries out what responders press and text."""

    database: Database
    desk: Desk
    clock: Clock
    responding: Responding
    numbers: Numbers

    async def carry_out(self, command: Command) -> Answer:
        """Carry out a command; see `Once.carry_out`."""
        return await Once(self.database, self.clock).carry_out(command, self._do)

    async def not_connected(self, sid: str) -> str:
        """Note that whoever took a caller did not find them any more; return the number to call back, if it is known.

        Args:
            sid: of the caller's call.
        """
        async with self.database.begin() as session:
            call = await calls.find(session, sid)
            if call is not None and call.state == CallState.JOINED:
                await calls_back(session, self.desk, call, self.clock.now())
            return ring_of(call).number if call is not None else ""

    async def _do(self, session: Session, command: Command) -> Answer:
        match command.name:
            case commands.PAGE_SMS:
                return await self._sms(session, command)
            case commands.PAGE_DIGIT:
                return await self._digit(session, command)
            case commands.PAGE_LINK:
                return await self._link(session, command)
            case _:
                known = did_you_mean(command.name, commands.COMMANDS)
                return Answer(f'There is no command "{command.name}"{known}', done=False)

    async def _sms(self, session: Session, command: Command) -> Answer:
        reply = read_sms(command.arguments.get("text", ""))
        if reply.kind is Reply.STOP:
            await self.numbers.stopped(session, command.actor, command.arguments.get("to", ""), self.clock.now())
        if reply.kind is Reply.START:
            await self.numbers.started(session, command.actor, command.arguments.get("to", ""))
        if reply.kind in (Reply.STOP, Reply.START, Reply.HELP):
            return Answer("", done=False)  # the carrier has answered this itself
        if reply.kind is Reply.UNKNOWN:
            how = reply.problem or await self._how_to_answer(session, command.actor)
            return Answer(f"Not understood. {how}", done=False)
        found = await self._pages_for(session, command.actor, reply)
        if found:  # they were paged at this number, and have answered from it
            await self.numbers.verified(session, command.actor, Medium.SMS, self.clock.now())
        if bundle := await self._bundle_for(session, command.actor, reply, found):
            responder = await bundles.responder_of(session, bundle.id or 0)
            return await self._answer_all(session, bundle, responder, reply.wish, How.TEXT)
        if len(found) > 1:
            return Answer(which_one(BY_CHOICE[reply.wish.choice].letter, _codes(found)), done=False)
        if not found and reply.code is None:
            return Answer("No page is open that was sent to this number.", done=False)
        if not found:
            return Answer("No page with that code was sent to this number.", done=False)
        page = found[0]
        responder = await pages.responder_at(session, row_id(page), command.actor)
        return await self._respond(session, page, responder, reply.wish, How.TEXT)

    async def _how_to_answer(self, session: Session, number: str) -> str:
        """Say it with the codes of the pages that are open; any other code would be typed, too."""
        found = await pages.untaken_for(session, number, self.clock.now())
        if len(found) > 1:
            return which_one(BY_CHOICE[Choice.ACKNOWLEDGE].letter, _codes(found))
        return how_to_answer(found[0].code) if found else how_to_answer()

    async def _respond(self, session: Session, page: PageRow, responder: str, wish: Wish, how: How) -> Answer:
        """Do what is wished; who takes a page hears of a caller who waits for it."""
        now = self.clock.now()
        answer = await self.responding.carry_out(session, page, responder, wish, now)
        return await with_caller(session, self.desk, row_id(page), responder, answer, how, now)

    async def _pages_for(self, session: Session, number: str, reply: SmsReply) -> Sequence[PageRow]:
        """Find the page that a text means; a bare letter means the only one that nobody has taken."""
        if reply.code is None:
            return await pages.untaken_for(session, number, self.clock.now())
        page = await pages.by_code_for(session, number, reply.code, self.clock.now())
        return [page] if page else []

    @staticmethod
    async def _bundle_for(session: Session, number: str, reply: SmsReply, found: Sequence[PageRow]) -> BundleRow | None:
        """Return the bundle that a code means, unless a page has got that code since."""
        bundle = await bundles.by_code_for(session, number, reply.code) if reply.code is not None else None
        is_newer = bundle is not None and all(page.created_at <= bundle.created_at for page in found)
        return bundle if is_newer else None

    async def _answer_all(self, session: Session, bundle: BundleRow, responder: str, wish: Wish, how: How) -> Answer:
        """Do what is wished with every page of a bundle; what may be done with one at a time only is asked for so."""
        rows = await bundles.pages_of(session, bundle.id or 0)
        if len(rows) == 1:
            return await self._respond(session, rows[0], responder, wish, how)
        now, every = self.clock.now(), Bundled(self.desk, self.responding.taking)
        if wish.choice not in (Choice.ACKNOWLEDGE, Choice.ESCALATE):
            return await every.refer(session, rows, bundle.code)
        escalate = wish.choice is Choice.ESCALATE
        answer = await every.answer(session, rows, responder, wish.words, now, escalate=escalate)
        for row in rows:
            if await calls.waits_for(session, row.ticket_number, now) is not None:
                answer = await with_caller(session, self.desk, row_id(row), responder, answer, how, now)
                how = How.KEY if how is How.CONNECT else how  # one is connected, the others are called back
        return answer

    async def _digit(self, session: Session, command: Command) -> Answer:
        notification = await pages.by_token(session, command.arguments.get("token", ""))
        how = How.CONNECT if command.arguments.get("connects") else How.KEY
        if notification is not None:
            await self.numbers.verified(session, notification.address, Medium.VOICE, self.clock.now())
        return await self._of_recipient(session, command, notification, how)

    async def _link(self, session: Session, command: Command) -> Answer:
        notification = await session.get(NotificationRow, int(command.arguments["notification"]))
        return await self._of_recipient(session, command, notification, How.TEXT)

    async def _of_recipient(
        self, session: Session, command: Command, notification: NotificationRow | None, how: How
    ) -> Answer:
        """Do what somebody chose who answers the very notification that reached them."""
        page = await session.get(PageRow, notification.page_id) if notification else None
        if notification is None or page is None:
            return Answer("This page is not known.", done=False)
        minutes = command.arguments.get("minutes", "")
        span = timedelta(minutes=int(minutes)) if minutes else None
        wish = Wish(Choice(command.arguments["answer"]), command.arguments.get("words", ""), span)
        bundle = await session.get(BundleRow, notification.bundle_id) if notification.bundle_id else None
        if bundle is not None and command.name == commands.PAGE_DIGIT:
            return await self._answer_all(session, bundle, notification.responder, wish, how)
        return await self._respond(session, page, notification.responder, wish, how)


def _codes(rows: Sequence[PageRow]) -> list[tuple[str, int]]:
    """Return the ticket of each page, and the page's code."""
    return [(reference(row.ticket_number), row.code) for row in rows]
