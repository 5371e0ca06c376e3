"""A ticket's page for one of its readers, who came by the link in a letter: what it shows, and what they do there."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from deskbot.access.files import is_ornament
from deskbot.access.rules import may_change
from deskbot.commands import TICKET
from deskbot.engine.gathering import domain_of, too_old
from deskbot.engine.in_time import read_within_limit, within_limit
from deskbot.engine.intake import Intake
from deskbot.engine.once import Once
from deskbot.engine.self_service import SelfService
from deskbot.engine.ticket_files import files_for
from deskbot.errors import NotFoundError
from deskbot.model.case import Standing, Writer
from deskbot.model.command import Answer, Command
from deskbot.model.message import Arrival, Glance, Question
from deskbot.model.page import PageState
from deskbot.model.ticket import Entry, Ticket
from deskbot.model.way import FORM
from deskbot.store import calls, directory, outbox, reader_view, tickets
from deskbot.store.database import Session
from deskbot.store.reader_view import PublicEntry
from deskbot.store.tables import ParticipantRow, TicketRow
from deskbot.tickets.reader_link import Reader, read_reader_token
from deskbot.tickets.reference import token as reply_token
from deskbot.tickets.voice import Setting

NO_LINK = "this link leads nowhere (any more)"

Do = Callable[[Session, TicketRow, Command, Setting], Awaitable[Answer]]
"""Does something to a ticket that is locked."""


@dataclass(frozen=True, slots=True)
class ReadersFile:
    """A file that came with something on the page."""

    id: int
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Said:
    """One thing on the page."""

    at: datetime
    kind: Entry
    text: str
    author: str
    """Their name; empty for nobody in particular."""
    own: bool
    """Whether the reader wrote it."""
    ours: bool
    """Whether the desk did."""
    quiet: bool
    """Whether nobody did: it came by itself, as nothing was heard."""
    verified: bool
    files: tuple[ReadersFile, ...] = ()


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """What the page shows."""

    ticket: Ticket
    reader: Reader
    believed: bool
    """Whether the reader is one of the ticket's own people; whoever is not sees what is theirs, and adds to it."""
    setting: Setting
    owner: str
    said: tuple[Said, ...]
    questions: tuple[Question, ...]
    rings: bool = False
    """Whether somebody on call is being rung for it."""
    taken_by: str = ""
    """Who has taken it then."""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))


@dataclass(frozen=True, slots=True)
class Written:
    """What a reader wrote on the page."""

    words: str = ""
    answers: Mapping[str, str] = field(default_factory=dict[str, str])
    files: tuple[tuple[str, str, bytes], ...] = ()
    """Name, type and content of each."""

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing of it."""
        return not (self.words or self.answers or self.files)


@dataclass(frozen=True, slots=True)
class _Come:
    """Who has come by a link, and to which ticket."""

    row: TicketRow
    part: ParticipantRow
    """What they are to the ticket for which the link was signed."""
    reader: Reader
    writer: Writer
    believed: bool


@dataclass(frozen=True, slots=True)
class ReaderPages:
    """Shows readers their tickets, and takes what they write and press there."""

    intake: Intake
    self_service: SelfService
    secret: bytes
    questions_for: Callable[[Collection[str], str], tuple[Question, ...]]

    async def of_link(self, link: str) -> ReaderPage:
        """Return what a link shows. Looking at it changes nothing.

        Raises:
            NotFoundError: nobody is let in by it (any more).
            UnavailableError: the database does not answer.
        """

        async def look(session: Session) -> ReaderPage:
            return await self._page(session, await self._come(session, link))

        return await read_within_limit(self.self_service.database, look)

    async def file(self, link: str, file_id: int) -> tuple[str, bytes]:
        """Return the name and content of a file that stands on the page.

        Raises:
            NotFoundError: nobody is let in by the link (any more), or their page has no such file.
            UnavailableError: the database does not answer.
        """

        async def look(session: Session) -> tuple[str, bytes]:
            come = await self._come(session, link)
            shown = await self._files(session, come.row.number or 0, await self._entries(session, come))
            found = [one for some in shown.values() for one in some if one.id == file_id]
            if not found:
                raise NotFoundError("no file of this page")
            return found[0].name, await self.intake.blobs.get(session, found[0].sha256)

        return await read_within_limit(self.self_service.database, look)

    async def add(self, link: str, written: Written, once: str) -> None:
        """Store what a reader wrote, as a message of theirs; the same once more changes nothing.

        Raises:
            NotFoundError: nobody is let in by the link (any more).
            UnavailableError: nothing was stored, and it must come again.
        """

        async def look(session: Session) -> tuple[_Come, int]:
            come = await self._come(session, link)
            return come, come.row.number or 0

        come, number = await read_within_limit(self.self_service.database, look)
        told = {
            "channel": come.reader.channel,
            "address": come.reader.address,
            "name": come.part.name,
            "proven": come.part.verified,
            "ticket": reply_token(number, self.secret),
            "words": written.words,
            "answers": dict(written.answers),
        }
        raw = await asyncio.to_thread(_payload, told, written.files)
        # The same form once more is the same message; other words in it are another, whatever it was named.
        external_id = _key(link, f"{once}:{hashlib.sha256(raw).hexdigest()}")
        glance = Glance(come.reader.address, words=written.words, admitted=True)
        await self.intake.accept(Arrival(FORM, external_id, raw, glance=glance))

    async def solved(self, link: str, once: str) -> Answer:
        """Take it that the ticket is solved, once.

        Raises:
            NotFoundError: nobody is let in by the link (any more), or it is not theirs to say.
        """
        return await self._carry_out(link, once, "solved", self.self_service.close)

    async def urgent(self, link: str, once: str) -> Answer:
        """Make the ticket urgent, once, and have somebody paged; raises as `solved` does."""
        return await self._carry_out(link, once, "urgent", self.self_service.make_urgent)

    async def end(self, link: str) -> None:
        """Take back every link that this reader was given to this ticket; later letters have others.

        Raises:
            NotFoundError: nobody is let in by it (any more).
            UnavailableError: the database does not answer.
        """

        async def take_back() -> None:
            service = self.self_service
            async with service.database.begin() as session:
                come = await self._come(session, link)
                number, part = come.part.ticket_number, come.part
                row = await reader_view.lock_participant(session, number, part.channel, part.address)
                if row is not None and row.link_series == come.reader.series:
                    row.link_series += 1
                    text = f"{part.address} has taken back the links to this ticket's page that they were sent."
                    tickets.entry(session, come.row.number or 0, service.clock.now(), Entry.NOTE, text)

        await within_limit(take_back)

    async def _carry_out(self, link: str, once: str, what: str, do: Do) -> Answer:
        service = self.self_service

        async def locked(session: Session, command: Command) -> Answer:
            come = await self._come(session, link, lock=True)
            setting = await service.mailing.setting_of(session, come.row)
            if not come.believed or too_old(come.row, service.desk.quiet.reopen_within, service.clock.now()):
                raise NotFoundError(NO_LINK)
            return await do(session, come.row, replace(command, actor=come.reader.address), setting)

        command = Command(TICKET, FORM, "", f"{what}:{_key(link, once)}")
        return await Once(service.database, service.clock).carry_out(command, locked)

    # -- who comes

    async def _come(self, session: Session, link: str, *, lock: bool = False) -> _Come:
        """Return who comes by a link: one who would still be written to about the ticket, at the address it was for."""
        service, read = self.self_service, read_reader_token(link)
        if read is None or not read.holds(service.clock.now()):
            raise NotFoundError(NO_LINK)
        for part in await tickets.participants(session, read.number):
            reader = Reader(part.channel, part.address, part.link_series)
            if read.is_for(reader, self.secret):
                break
        else:
            raise NotFoundError(NO_LINK)
        number = await tickets.current(session, read.number)
        row = await (tickets.lock_current(session, number) if lock else tickets.get(session, number))
        hearers = await service.mailing.hearers(session, number)
        if row is None or not any(reader.address in one.addresses for one in hearers):
            raise NotFoundError(NO_LINK)
        writer = await self._writer(session, part)
        believed = bool(may_change(writer, tickets.as_ticket(row), part.verified))
        if part.verified and not believed:
            raise NotFoundError(NO_LINK)  # they are at another reseller now, or at none
        return _Come(row, part, reader, writer, believed)

    @staticmethod
    async def _writer(session: Session, part: ParticipantRow) -> Writer:
        domain = domain_of(part.address)
        reseller, contact, by = await directory.find_writer(session, part.channel, part.address, domain)
        if not part.verified:
            return Writer(Standing.UNPROVEN, "the link went to an address that was never proven", reseller, contact, by)
        return Writer(Standing.PROVEN, "the link was sent to this address", reseller, contact, by)

    # -- what they see

    async def _page(self, session: Session, come: _Come) -> ReaderPage:
        desk, row = self.self_service.desk, come.row
        ticket = tickets.as_ticket(row)
        entries = await self._entries(session, come)
        files = await self._files(session, ticket.number, entries)
        page = await calls.page_of(session, ticket.number) if come.believed else None
        is_open = page is not None and PageState(page.state) is PageState.OPEN
        reseller = await directory.reseller(session, row.reseller_id) if come.believed else None
        setting = await self.self_service.mailing.setting_of(session, row)
        return ReaderPage(
            ticket=ticket,
            reader=come.reader,
            believed=come.believed,
            setting=setting,
            owner=desk.name_of(row.owner) if row.owner and come.believed else "",
            said=tuple(self._said(one, come.reader, files.get(one.row.id or 0, ())) for one in entries),
            questions=await self._questions(session, come, setting.language) if ticket.state.open else (),
            rings=bool(is_open and page and not page.acknowledged_by),
            taken_by=desk.name_of(page.acknowledged_by) if page and page.acknowledged_by and ticket.state.open else "",
            zone=ZoneInfo(reseller.zone) if reseller else desk.tz,
        )

    async def _questions(self, session: Session, come: _Come, language: str) -> tuple[Question, ...]:
        """Return what is still asked for; whoever is not believed is asked only what they were asked already."""
        asked = self.questions_for(come.row.missing, language)
        if come.believed:
            return asked
        letters = await outbox.letters_of(session, come.row.number or 0, internal=False)
        theirs = {one.key for letter in letters if letter.to.address == come.reader.address for one in letter.questions}
        return tuple(one for one in asked if one.key in theirs)

    @staticmethod
    async def _entries(session: Session, come: _Come) -> Sequence[PublicEntry]:
        """Return what was said, as far as whoever has come may see it."""
        entries = await reader_view.public_entries(session, come.row.number or 0)
        return [one for one in entries if come.believed or one.sender == come.reader.address]

    @staticmethod
    async def _files(
        session: Session, number: int, entries: Sequence[PublicEntry]
    ) -> Mapping[int, tuple[ReadersFile, ...]]:
        """Return the files of entries that they show, by the entry."""
        files = await files_for(session, number, [one.row for one in entries], desk=False)
        return {
            of_entry: tuple(
                ReadersFile(one.id or 0, one.filename, one.sha256)
                for one in found
                if not is_ornament(inline=one.inline, size=one.size)
            )
            for of_entry, found in files.items()
        }

    def _said(self, one: PublicEntry, reader: Reader, files: tuple[ReadersFile, ...]) -> Said:
        row, desk = one.row, self.self_service.desk
        theirs = row.kind in (Entry.MESSAGE, Entry.TASK) or bool(row.data.get("theirs"))
        named = theirs or row.author in desk.staff  # programs and accounts go by names of the desk's own
        return Said(
            at=row.at,
            kind=Entry(row.kind),
            text=row.text,
            author=desk.name_of(row.author) if named else "",
            own=reader.address in (one.sender, directory.folded(row.author) if theirs else ""),
            ours=not theirs,
            quiet=row.author == "deskbot",
            verified=row.verified,
            files=files,
        )


def _payload(told: Mapping[str, object], files: Sequence[tuple[str, str, bytes]]) -> bytes:
    """Return a message as it is kept; with its files it may be tens of megabytes."""
    kept = [
        {"name": name, "type": kind, "content": base64.b64encode(content).decode()} for name, kind, content in files
    ]
    return json.dumps({**told, "files": kept}).encode()


def _key(link: str, once: str) -> str:
    """Return what tells one press from all others: whoever has a link could choose another's name for theirs."""
    return hashlib.sha256(f"{link.strip().lower()}:{once}".encode()).hexdigest()[:40]
