"""Interactions want their answer now: a Command goes in, one transaction, an Answer comes out."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta

from deskbot import commands
from deskbot.clock import Clock
from deskbot.commands.choices import BY_CHOICE, how_to_answer
from deskbot.desk import Desk
from deskbot.engine.in_time import read_within_limit
from deskbot.engine.once import Once
from deskbot.engine.paging.bundled import Bundled
from deskbot.engine.paging.numbers import Numbers
from deskbot.engine.paging.proving import Proving
from deskbot.engine.paging.rows import row_id
from deskbot.engine.paging.showing import remember
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
from deskbot.store import audit, bundles, calls, interactions, page_messages, pages
from deskbot.store.database import Database, Session
from deskbot.store.tables import BundleRow, NotificationRow, PageRow
from deskbot.tickets.reference import reference

VAIN_PER_HOUR = 20
"""Answers to texts of one number that did nothing; each is paid for. What does something is always answered."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Interactions:
    """Carries out what responders press and text."""

    database: Database
    desk: Desk
    clock: Clock
    responding: Responding
    numbers: Numbers
    proving: Proving

    async def carry_out(self, command: Command) -> Answer:
        """Carry out a command; see `Once.carry_out`."""
        return await Once(self.database, self.clock).carry_out(command, self._do)

    async def for_responder(self, session: Session, page: PageRow, responder: str, wish: Wish) -> Answer:
        """Do what a responder wants done with a page, said for them by who knows that it is they."""
        return await self._respond(session, page, responder, wish, How.TEXT)

    async def answered(self, channel: str, external_id: str) -> Answer | None:
        """Return what a command was answered before; None where it was never carried out."""

        async def look(session: Session) -> Answer | None:
            return await interactions.answer_to(session, Command("", channel, "", external_id))

        return await read_within_limit(self.database, look)

    async def not_connected(self, sid: str) -> str:
        """Note that whoever took a caller did not find them any more; return the number to call back, if it is known.

        Args:
            sid: of the caller's call.
        """
        async with self.database.begin() as session:
            call = await calls.lock_by_sid(session, sid)
            if call is not None and call.state == CallState.JOINED:
                await calls_back(session, self.desk, call, self.clock.now())
            return ring_of(call).number if call is not None else ""

    async def _do(self, session: Session, command: Command) -> Answer:
        place = _place_of(command)
        with audit.done_from(place) if place else nullcontext():
            return await self._carried_out(session, command)

    async def _carried_out(self, session: Session, command: Command) -> Answer:
        match command.name:
            case commands.PAGE_SMS:
                return await self._sms(session, command)
            case commands.PAGE_DIGIT:
                return await self._digit(session, command)
            case commands.PAGE_LINK:
                return await self._link(session, command)
            case commands.PAGE_PRESS:
                return await self._press(session, command)
            case commands.PAGE_CHAT:
                return await self._chat(session, command)
            case commands.PAGE_DESK:
                return await self._at_desk(session, command)
            case _:
                known = did_you_mean(command.name, commands.COMMANDS)
                return Answer(f'There is no command "{command.name}"{known}', done=False)

    async def _sms(self, session: Session, command: Command) -> Answer:
        """Answer a text, unless many of its number did nothing lately: a machine may answer whatever we say."""
        answer = await self._text(session, command)
        if answer.done or not answer.text:
            return answer
        if await interactions.in_vain(session, command, self.clock.now() - timedelta(hours=1)) < VAIN_PER_HOUR:
            return answer
        log.warning("a text is not answered: so many of its number did nothing", extra={"action": "text_unanswered"})
        return Answer("", done=False)

    async def _text(self, session: Session, command: Command) -> Answer:
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
        return await self._written(session, command.actor, reply, Medium.SMS, "this number")

    async def _chat(self, session: Session, command: Command) -> Answer:
        """Do what somebody of the staff has written to us in a chat, once their account is proven."""
        medium, text, now = Medium(command.channel), command.arguments.get("text", ""), self.clock.now()
        reply, addresses = read_sms(text), addresses_of(self.desk, medium, command.actor)
        if self.proving.is_proof(medium, command.actor, text, now):
            await self.numbers.verified(session, command.actor, medium, now)
            thanks = self.proving.thanks(medium, command.actor)
            return Answer(f"{thanks} {await self._how_to_answer(session, *addresses)}")
        if asked := await self.proving.wanted(session, medium, command.actor, now):
            return Answer(asked, done=False)
        for address in addresses if reply.is_choice else ():
            if await self._has(session, address, reply):
                return await self._written(session, address, reply, medium, "you", own=command.actor)
        if reply.is_choice:
            what = "open" if reply.code is None else "known by that code"
            return Answer(f"No page is {what} that was sent to you.", done=False)
        how = reply.problem or await self._how_to_answer(session, *addresses)
        return Answer(f'Not understood. {how} What begins with "new" opens a ticket.', done=False)

    async def is_answer(self, session: Session, medium: Medium, account: str, text: str) -> bool:
        """Return whether words in a chat answer a page that has reached whoever wrote them, or prove who that is."""
        reply, addresses, now = read_sms(text), addresses_of(self.desk, medium, account), self.clock.now()
        if self.proving.is_proof(medium, account, text, now):
            return True
        if reply.is_choice:
            return any([await self._has(session, address, reply) for address in addresses])
        return bool(reply.problem) and any([await pages.untaken_for(session, one, now) for one in addresses])

    async def _has(self, session: Session, address: str, reply: SmsReply) -> bool:
        found = await self._pages_for(session, address, reply)
        return bool(found) or await self._bundle_for(session, address, reply, found) is not None

    async def _written(
        self, session: Session, address: str, reply: SmsReply, medium: Medium, whom: str, *, own: str = ""
    ) -> Answer:
        """Do what an answer in words wants done.

        Args:
            session: the transaction.
            address: at which the page has reached them.
            reply: what they want.
            medium: by which they have answered.
            whom: to whom pages are sent, as they are told.
            own: from where they have answered, where it is another address of theirs.
        """
        found = await self._pages_for(session, address, reply)
        if found:  # they were paged, and have answered from here
            await self.numbers.verified(session, own or address, medium, self.clock.now())
        if bundle := await self._bundle_for(session, address, reply, found):
            responder = await bundles.responder_of(session, bundle.id or 0)
            return await self._answer_all(session, bundle, responder, reply.wish, How.TEXT)
        if len(found) > 1:
            return Answer(which_one(BY_CHOICE[reply.wish.choice].letter, _codes(found)), done=False)
        if not found and reply.code is None:
            return Answer(f"No page is open that was sent to {whom}.", done=False)
        if not found:
            return Answer(f"No page with that code was sent to {whom}.", done=False)
        page = found[0]
        responder = await pages.responder_at(session, row_id(page), address)
        return await self._respond(session, page, responder, reply.wish, How.TEXT)

    async def _how_to_answer(self, session: Session, *addresses: str) -> str:
        """Say it with the codes of the pages that are open; any other code would be typed, too."""
        now = self.clock.now()
        by_id = {page.id: page for one in addresses for page in await pages.untaken_for(session, one, now)}
        found = list(by_id.values())
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

    async def _press(self, session: Session, command: Command) -> Answer:
        """Do what a button says, if whoever presses is the one whom the page has reached."""
        notification = await session.get(NotificationRow, int(command.arguments["notification"]))
        if notification is None or not self._is_theirs(notification, command):
            return Answer("This is no page of yours.", done=False)
        now, place, medium = self.clock.now(), command.arguments["place"], Medium(notification.medium)
        asked = await self.proving.wanted(session, medium, command.actor, now)
        if not asked:
            await self.numbers.verified(session, command.actor, medium, now)
        answer = (
            Answer(asked, done=False) if asked else await self._of_recipient(session, command, notification, How.TEXT)
        )
        # Slack and Telegram may tell of the press before they have answered that the message is there.
        says = command.arguments["shown"]
        message = await remember(session, self.responding.paging.jobs, notification, place, says, now)
        await page_messages.answered(session, message, answer.text)
        return answer

    def _is_theirs(self, notification: NotificationRow, command: Command) -> bool:
        """Return whether whoever presses is whom a page has reached, and is so still: people leave, accounts change."""
        if (notification.medium, notification.address) != (command.channel, command.actor):
            return False
        person = self.desk.staff.get(notification.responder)
        return person is not None and person.address(Medium(notification.medium)) == command.actor

    async def _at_desk(self, session: Session, command: Command) -> Answer:
        """Do what somebody of the staff chose who sees all pages, whether or not this one has reached them."""
        page = await session.get(PageRow, int(command.arguments["page"]))
        if page is None:
            return Answer("This page is not known.", done=False)
        if command.actor not in self.desk.staff:
            return Answer("Pages are for the staff in desk.yaml, and you are not among them any more.", done=False)
        wish = replace(_wish(command), step=int(command.arguments["step"]))
        return await self._respond(session, page, command.actor, wish, How.TEXT)

    async def _of_recipient(
        self, session: Session, command: Command, notification: NotificationRow | None, how: How
    ) -> Answer:
        """Do what somebody chose who answers the very notification that reached them."""
        page = await session.get(PageRow, notification.page_id) if notification else None
        if notification is None or page is None:
            return Answer("This page is not known.", done=False)
        wish = _wish(command)
        bundle = await session.get(BundleRow, notification.bundle_id) if notification.bundle_id else None
        if bundle is not None and command.name in (commands.PAGE_DIGIT, commands.PAGE_PRESS):
            return await self._answer_all(session, bundle, notification.responder, wish, how)
        return await self._respond(session, page, notification.responder, wish, how)


def _place_of(command: Command) -> str:
    """Return by which way somebody acts, and from which address; empty for a browser, whose network its side knows."""
    match command.name:
        case commands.PAGE_SMS:
            return f"{Medium.SMS}:{command.actor}"
        case commands.PAGE_DIGIT:
            return f"{Medium.VOICE}:{command.actor}"
        case commands.PAGE_PRESS | commands.PAGE_CHAT:
            return f"{command.channel}:{command.actor}"
        case _:
            return ""


def _wish(command: Command) -> Wish:
    """Return what somebody chose by a button."""
    minutes = command.arguments.get("minutes", "")
    span = timedelta(minutes=int(minutes)) if minutes else None
    return Wish(Choice(command.arguments["answer"]), command.arguments.get("words", ""), span)


def addresses_of(desk: Desk, medium: Medium, account: str) -> tuple[str, ...]:
    """Return where somebody may have been paged whose account in a chat this is, that one first.

    A telephone for calls is not among them: several people may share it.
    """
    others = [at for one in desk.people_at(medium, account)[:1] for at in (one.slack, one.telegram, one.sms)]
    return tuple(dict.fromkeys((account, *(one for one in others if one))))


def _codes(rows: Sequence[PageRow]) -> list[tuple[str, int]]:
    """Return the ticket of each page, and the page's code."""
    return [(reference(row.ticket_number), row.code) for row in rows]
