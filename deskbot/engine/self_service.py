"""What a reseller's people ask of their own tickets by a command, answered at once: how they stand, urgent, closed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from deskbot.access.rules import Verdict, may_change, may_list_all, may_read
from deskbot.clock import Clock
from deskbot.commands import TICKET
from deskbot.commands.tickets import Verb, Wanted, read_command, read_text
from deskbot.desk import Desk
from deskbot.engine import feedback, sla
from deskbot.engine.answer_letters import write_answer
from deskbot.engine.gathering import too_old
from deskbot.engine.in_time import read_within_limit, within_limit
from deskbot.engine.inviting import Inviting
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.engine.once import Once
from deskbot.engine.paging import Paging
from deskbot.engine.raising import Raising
from deskbot.engine.resolving import solved_by_reseller
from deskbot.model.case import Standing, Writer
from deskbot.model.command import Answer, Command
from deskbot.model.message import Offer, Question
from deskbot.model.phone import TEXTED
from deskbot.model.ticket import OPEN_STATES, Entry, State, Ticket
from deskbot.store import directory, tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import TicketRow
from deskbot.tickets import own
from deskbot.tickets.lifecycle import Event, after
from deskbot.tickets.reference import reference
from deskbot.tickets.voice import Setting, Voice

AT_ONCE = frozenset({Verb.STATUS, Verb.LIST, Verb.CLOSE, Verb.URGENT, Verb.LINK, Verb.PREFER, Verb.HELP})
"""What is answered at once; the others are messages."""
HERE = frozenset({"here", "aqui", "aquí", "hier", "ici"})
LAST = frozenset({"last", "any", "ultimo", "último", "dernier", "zuletzt"})
CALLED = {"mail": "email", "text": "sms", "texts": "sms"}
"""Other words for a channel."""


LONGEST_LOOK = 2.0
"""Seconds for what nobody has asked for."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What somebody sees of their tickets."""

    language: str
    listed: Answer | None = None
    """Their open tickets; None for a stranger."""


@dataclass(frozen=True, slots=True)
class SelfService:
    """Carries out what resellers ask for by a command, whatever the channel."""

    database: Database
    desk: Desk
    clock: Clock
    jobs: Jobs
    mailing: Mailing
    paging: Paging
    raising: Raising
    inviting: Inviting
    questions_for: Callable[[Collection[str], str], tuple[Question, ...]]

    async def carry_out(self, command: Command) -> Answer:
        """Carry out a command; see `Once.carry_out`.

        Its argument is a "command" where it stood behind a slash, so that it is meant as one; else a "text".
        """
        wanted = _wanted(command)
        at_once = wanted is not None and (wanted.verb in AT_ONCE or wanted.problem is not None)
        if command.name != TICKET or wanted is None or not at_once:
            return Answer("", done=False)
        kept = replace(command, arguments={**command.arguments, "verb": str(wanted.verb)})
        return await Once(self.database, self.clock).carry_out(kept, self._do)

    async def tell(self, command: Command) -> None:
        """Carry out a command, and write its answer to who gave it; the same command again is answered once.

        Raises:
            UnavailableError: it was not carried out, or not answered: the same command must come again.
        """
        answer = await self.carry_out(command)
        await write_answer(self.database, self.mailing, command, answer, self.clock.now())

    async def overview(self, channel: str, address: str) -> Overview:
        """Return what somebody is shown of their own tickets without having asked; a stranger is shown none.

        Raises:
            UnavailableError: the database does not answer.
        """

        async def look() -> Overview:
            async with self.database.begin() as session:
                asked = Command(TICKET, channel, address, "")
                writer = await self._writer(session, channel, address)
                setting = await self._setting(session, writer, asked)
                if writer.contact is None:
                    return Overview(setting.language)
                return Overview(setting.language, _listed(await self._theirs(session, writer, asked), setting))

        return await within_limit(look, LONGEST_LOOK)

    async def _do(self, session: Session, command: Command) -> Answer:
        wanted = _wanted(command)
        assert wanted is not None  # noqa: S101  (only commands come here)
        writer = await self._writer(session, command.channel, command.actor)
        setting = await self._setting(session, writer, command)
        match wanted.verb:
            case Verb.LINK:
                return await self.inviting.link(session, command, wanted.words, setting)
            case Verb.PREFER:
                return await self._prefer(session, writer, command, wanted.words.lower() or "here", setting)
            case _:
                pass
        if wanted.problem is not None:
            return Answer(own.not_understood(wanted, setting), done=False)
        match wanted.verb:
            case Verb.HELP:
                return Answer(own.usages_in_short(setting) if command.channel == TEXTED else own.usages(setting))
            case Verb.LIST if wanted.words:
                return await self._all_of_reseller(session, writer, command, setting)
            case Verb.LIST:
                return _listed(await self._theirs(session, writer, command), setting)
            case Verb.STATUS if wanted.ticket is None:
                return await self._the_only_one(session, writer, command, setting)
            case _:
                return await self._of_ticket(session, wanted, writer, command, setting)

    async def may_answer(self, channel: str, address: str, thread: str) -> bool:
        """Return whether what an address says in a thread counts on its ticket; whoever only reads along says nothing.

        Raises:
            UnavailableError: the database does not answer in time.
        """

        async def look(session: Session) -> bool:
            number = await tickets.by_message_ids(session, [thread])
            if number is None:
                return False
            row = await tickets.get(session, await tickets.current(session, number))
            writer = await self._writer(session, channel, address)
            return await _may(session, may_change, writer, row, (channel, address))

        return await read_within_limit(self.database, look)

    async def _writer(self, session: Session, channel: str, address: str) -> Writer:
        """Return who asks: their channel has proven whose address it is."""
        reseller, contact, by = await directory.find_writer(session, channel, address, None)
        return Writer(Standing.PROVEN, "the wire itself proves the sender", reseller, contact, by)

    async def _setting(self, session: Session, writer: Writer, command: Command) -> Setting:
        region = writer.reseller.region if writer.reseller else ""
        language = await tickets.language_of(session, command.channel, command.actor)
        return self.mailing.setting(region, language=language)

    async def _theirs(self, session: Session, writer: Writer, command: Command) -> list[Ticket]:
        """Return the open tickets in which somebody takes part, by this address or by another of theirs."""
        addresses = [(command.channel, command.actor)]
        if writer.contact is not None:
            addresses += await directory.addresses_of(session, writer.contact.id)
        rows = await tickets.open_of(session, addresses)
        found = [tickets.as_ticket(row) for row in rows]
        return [one for one in found if may_read(writer, one, participant=True)]

    async def _all_of_reseller(self, session: Session, writer: Writer, command: Command, setting: Setting) -> Answer:
        """List what is open at a reseller, for who looks after all of it; anybody else gets their own."""
        if not may_list_all(writer) or writer.reseller is None:
            mine = _listed(await self._theirs(session, writer, command), setting)
            return replace(mine, text=f"{own.for_admins(setting)}\n{mine.text}", done=False)
        rows = await tickets.listed(session, states=OPEN_STATES, reseller_id=writer.reseller.id)
        found = [tickets.as_ticket(row) for row in rows]
        return _listed([one for one in found if may_read(writer, one, participant=False)], setting)

    async def _prefer(self, session: Session, writer: Writer, command: Command, word: str, setting: Setting) -> Answer:
        """Note by which channel somebody wants to be written to."""
        if writer.contact is None:
            return Answer(own.stranger(setting), done=False)
        theirs = {channel for channel, _ in await directory.addresses_of(session, writer.contact.id)}
        known = sorted(theirs & set(self.mailing.writable))
        wanted = command.channel if word in HERE else CALLED.get(word, word)
        if word not in LAST and wanted not in known:
            return Answer(own.no_channel(word, [*known, "last"], setting), done=False)
        channel = "" if word in LAST else wanted
        await directory.prefer(session, writer.contact.id, channel)
        return Answer(own.prefers(channel, setting))

    async def _the_only_one(self, session: Session, writer: Writer, command: Command, setting: Setting) -> Answer:
        theirs = await self._theirs(session, writer, command)
        if len(theirs) != 1:
            return _listed(theirs, setting)
        row = await tickets.get(session, theirs[0].number)
        return Answer(self._standing(row, setting))

    async def _of_ticket(
        self, session: Session, wanted: Wanted, writer: Writer, command: Command, setting: Setting
    ) -> Answer:
        asked = wanted.ticket or 0
        row = await tickets.lock_current(session, asked)
        if row is None or tickets.is_nobodys(row.number or 0):
            return Answer(own.unknown(asked, setting), done=False)
        rule = may_read if wanted.verb is Verb.STATUS else may_change
        if not await _may(session, rule, writer, row, (command.channel, command.actor)):
            return Answer(own.unknown(asked, setting), done=False)
        match wanted.verb:
            case Verb.CLOSE:
                return await self.close(session, row, command, setting)
            case Verb.URGENT:
                return await self.make_urgent(session, row, command, setting)
            case _:
                return Answer(self._standing(row, setting))

    def _standing(self, row: TicketRow, setting: Setting) -> str:
        missing = [one.short for one in self.questions_for(row.missing, setting.language)]
        return own.standing(tickets.as_ticket(row), setting, self.desk.name_of(row.owner) if row.owner else "", missing)

    async def close(self, session: Session, row: TicketRow, command: Command, setting: Setting) -> Answer:
        """Take it that a ticket, which is locked, is solved, as somebody says who may: any answer opens it again."""
        now, number, was = self.clock.now(), row.number or 0, State(row.state)
        if not was.open:
            return Answer(own.closed(number, setting, already=True))
        row.state, row.updated_at, row.reminders = after(was, Event.SOLVED), now, 0
        text = "The reseller says that it is solved."
        tickets.entry(session, number, now, Entry.STATE, text, author=command.actor, public=True, data={"theirs": True})
        await feedback.judged(session, number, now, helped=True)
        await solved_by_reseller(session, row, self.paging, now)
        await sla.follow(session, self.jobs, self.desk, row, now)
        subject = f"[{reference(number)}] Solved, says the reseller: {row.subject}"
        await self.mailing.to_desk(session, f"closed:{command.external_id}", subject, text, now, ticket=number)
        return Answer(own.closed(number, setting, already=False))

    async def make_urgent(self, session: Session, row: TicketRow, command: Command, setting: Setting) -> Answer:
        """Make a ticket urgent, which is locked, as somebody says who may, and have somebody paged."""
        now, number = self.clock.now(), row.number or 0
        if too_old(row, self.desk.quiet.reopen_within, now):
            return Answer(own.unknown(number, setting), done=False)
        raised = await self.raising.make_urgent(session, row, now, believed=True)
        text = f"Made urgent by {command.actor} ({command.channel}): {raised.change}; {raised.wish.why}."
        data = {"rule": "asked-for", "was": str(raised.was)}
        tickets.entry(session, number, now, Entry.STATE, text, author=command.actor, data=data)
        subject = f"[{reference(number)}] {row.severity} made urgent: {row.subject}"
        await self.mailing.to_desk(session, f"urgent:{command.external_id}", subject, text, now, ticket=number)
        voice = Voice(number, setting)
        paged_now = voice("brief-paged") if raised.wish.rings else voice("brief-urgent")
        return Answer(f"{voice('own-urgent', severity=row.severity)} {paged_now}")


async def _may(
    session: Session,
    rule: Callable[[Writer, Ticket, bool], Verdict],
    writer: Writer,
    row: TicketRow,
    by: tuple[str, str],
) -> bool:
    """Return whether a rule lets somebody do something with a ticket, as who takes part by that address or does not."""
    part = await tickets.participant(session, row.number or 0, *by)
    return rule(writer, tickets.as_ticket(row), part is not None and part.verified).allowed


def is_at_once(wanted: Wanted | None) -> bool:
    """Return whether somebody wants what is answered at once; whoever says more of what is urgent sends a message."""
    if wanted is None or wanted.verb not in AT_ONCE:
        return False
    return wanted.verb is not Verb.URGENT or not wanted.words or wanted.problem is not None


def _wanted(command: Command) -> Wanted | None:
    """Return what a command means; None where it is none."""
    if "command" in command.arguments:
        return read_command(command.arguments["command"])
    return read_text(command.arguments.get("text", ""))


def _listed(found: Sequence[Ticket], setting: Setting) -> Answer:
    """Return open tickets, each with a button that tells how it stands."""
    offers = (Offer(reference(one.number), f"status {reference(one.number)}") for one in found[: own.MOST_LISTED])
    return Answer(own.listing(found, setting), offers=tuple(offers))
