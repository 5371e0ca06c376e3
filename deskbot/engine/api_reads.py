"""What a program is told by the API: of tickets and what was said on them, of the directory, and of pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from deskbot.access.api import is_desks, sees
from deskbot.desk import Desk
from deskbot.engine.in_time import read_within_limit
from deskbot.engine.ticket_files import files_for
from deskbot.engine.ticket_list import query_sought
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.api_token import ApiToken
from deskbot.model.directory import Reseller, System
from deskbot.model.page import Page
from deskbot.model.ticket import Entry, NoTicketError, Ticket
from deskbot.model.ticket_list import Filters
from deskbot.store import api_reads, pages
from deskbot.store import directory as directories
from deskbot.store import tickets as tickets_store
from deskbot.store.advice import Numbers, numbers
from deskbot.store.blobs import BlobStore
from deskbot.store.database import Database, Session
from deskbot.store.tables import AttachmentRow, ContactRow, InboundRow, PageRow, ResellerRow, TicketRow, TimelineRow
from deskbot.tickets.reader_link import without_links


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTold:
    """A ticket, as one program is told of it."""

    ticket: Ticket
    language: str
    reseller: str
    """Its key; empty where the ticket is nobody's."""
    contact: str
    """By name."""
    owner: str
    """By name."""
    rating: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTold:
    """A file of what was said."""

    id: int
    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that a person has written on a ticket."""

    id: int
    ticket: int
    at: datetime
    kind: Entry
    author: str
    public: bool
    verified: bool
    text: str
    channel: str
    files: tuple[FileTold, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTold:
    """A person at a reseller."""

    id: int
    reseller: str
    name: str
    active: bool
    admin: bool
    addresses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTold:
    """A page, and who is paged."""

    page: Page
    people: tuple[str, ...]
    """Keys of the staff with whom it is."""
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalTold:
    """A message that was accepted, and what has become of it."""

    id: int
    state: str
    accepted_at: datetime
    ticket: int | None
    why: str


@dataclass(frozen=True, slots=True)
class ApiReads:
    """Looks things up for programs; whatever a program may not see is not there for it.

    All of it raises a NotFoundError for what is not there, and an UnavailableError while the database is away.
    """

    database: Database
    desk: Desk
    blobs: BlobStore = field(repr=False)

    async def tickets(self, token: ApiToken, filters: Filters, before: int | None, limit: int) -> Sequence[TicketTold]:
        """Return tickets, the newest first.

        Raises:
            DeskbotError: what is looked for has no word, or is asked for by tags, which are the desk's own.
        """
        if filters.tags and not is_desks(token):
            raise DeskbotError("tags are the desk's own: a reseller's token finds nothing by them")
        mine = replace(filters, reseller_id=token.reseller_id, public=not is_desks(token))
        sought = query_sought(mine)

        async def look(session: Session) -> Sequence[TicketTold]:
            found = await api_reads.tickets(session, mine, sought, before=before, limit=limit)
            return [self.told(token, *one) for one in found]

        return await read_within_limit(self.database, look)

    async def ticket(self, token: ApiToken, number: int) -> TicketTold:
        """Return one ticket."""
        return await read_within_limit(self.database, lambda session: self.ticket_within(session, token, number))

    async def ticket_within(self, session: Session, token: ApiToken, number: int) -> TicketTold:
        """Return one ticket, within a transaction."""
        found = await api_reads.ticket(session, number)
        if found is None or not sees(token, found[0].reseller_id):
            raise NoTicketError(number)
        return self.told(token, *found)

    async def messages(self, token: ApiToken, number: int, after: int, limit: int) -> Sequence[Said]:
        """Return what was said on a ticket, the oldest first."""

        async def look(session: Session) -> Sequence[Said]:
            await self.ticket_within(session, token, number)
            found = await api_reads.said(session, number, public=not is_desks(token), after=after, limit=limit)
            files = await files_for(session, number, [row for row, _ in found], desk=is_desks(token))
            return [self.said(row, channel, files[row.id or 0]) for row, channel in found]

        return await read_within_limit(self.database, look)

    async def attachment(self, token: ApiToken, attachment_id: int) -> tuple[FileTold, bytes]:
        """Return a file of what was said."""

        async def look(session: Session) -> tuple[FileTold, bytes]:
            for row, entry, ticket in await api_reads.attachment(session, attachment_id):
                if not sees(token, ticket.reseller_id):
                    continue
                files = await files_for(session, ticket.number or 0, [entry], desk=is_desks(token))
                if row.id in {one.id for one in files[entry.id or 0]}:
                    return _file(row), await self.blobs.get(session, row.sha256)
            raise NotFoundError(f"there is no attachment {attachment_id}")

        return await read_within_limit(self.database, look)

    async def arrival(self, token: ApiToken, arrival_id: int) -> ArrivalTold:
        """Return what has become of a message that a program has handed in."""

        async def look(session: Session) -> ArrivalTold:
            row = await session.get(InboundRow, arrival_id)
            if row is None or row.envelope.get("token") != token.id:
                raise NotFoundError(f"there is no arrival {arrival_id}")
            why = row.why if is_desks(token) else ""
            return ArrivalTold(
                id=arrival_id, state=row.state, accepted_at=row.accepted_at, ticket=row.ticket_number, why=why
            )

        return await read_within_limit(self.database, look)

    async def resellers(self, token: ApiToken, after: int, limit: int) -> Sequence[Reseller]:
        """Return resellers, in the order in which they came."""

        async def look(session: Session) -> Sequence[Reseller]:
            rows = await api_reads.resellers(session, only=token.reseller_id, after=after, limit=limit)
            return [directories.as_reseller(row) for row in rows]

        return await read_within_limit(self.database, look)

    async def contacts(self, token: ApiToken, reseller: str, after: int, limit: int) -> Sequence[ContactTold]:
        """Return resellers' people, in the order in which they came."""

        async def look(session: Session) -> Sequence[ContactTold]:
            found = await api_reads.contacts(
                session, only=token.reseller_id, reseller=reseller, after=after, limit=limit
            )
            return [
                ContactTold(
                    id=row.id or 0,
                    reseller=key,
                    name=row.name,
                    active=row.active,
                    admin=row.admin,
                    addresses=tuple((one.channel, one.address) for one in theirs),
                )
                for row, key, theirs in found
            ]

        return await read_within_limit(self.database, look)

    async def systems(self, token: ApiToken, reseller: str, after: int, limit: int) -> Sequence[tuple[System, str]]:
        """Return systems with the key of their reseller, in the order in which they came."""

        async def look(session: Session) -> Sequence[tuple[System, str]]:
            found = await api_reads.systems(
                session, only=token.reseller_id, reseller=reseller, after=after, limit=limit
            )
            return [(directories.as_system(row), key) for row, key in found]

        return await read_within_limit(self.database, look)

    async def pages(
        self, states: Collection[str], ticket: int | None, before: int | None, limit: int
    ) -> Sequence[PageTold]:
        """Return pages, the newest first; for the desk's own programs."""

        async def look(session: Session) -> Sequence[PageTold]:
            rows = await api_reads.pages(session, states=states, ticket=ticket, before=before, limit=limit)
            people = await pages.people_of(session, rows)
            return [_page(row, people) for row in rows]

        return await read_within_limit(self.database, look)

    async def page(self, page_id: int) -> PageTold:
        """Return one page; for the desk's own programs."""

        async def look(session: Session) -> PageTold:
            row = await session.get(PageRow, page_id)
            if row is None or tickets_store.is_nobodys(row.ticket_number):
                raise NotFoundError(f"there is no page {page_id}")
            return await self.page_within(session, row)

        return await read_within_limit(self.database, look)

    async def advice(self) -> Mapping[str, Numbers]:
        """Return how every playbook that was ever sent has done, by id; for the desk's own programs."""
        return await read_within_limit(self.database, numbers)

    async def page_within(self, session: Session, row: PageRow) -> PageTold:
        """Return a page that a transaction has read."""
        return _page(row, await pages.people_of(session, [row]))

    def told(
        self,
        token: ApiToken,
        row: TicketRow,
        owner: ResellerRow | None,
        contact: ContactRow | None,
        merged_into: int | None,
    ) -> TicketTold:
        """Return a ticket as a program is told of it: of what is the desk's own a reseller's hears nothing.

        Args:
            token: the program's.
            row: the ticket.
            owner: its reseller.
            contact: whose it is there.
            merged_into: the reseller of the ticket into which it was merged.
        """
        ticket = tickets_store.as_ticket(row)
        if not is_desks(token):
            # The incident, and the ticket into which it was merged, may be another reseller's.
            into = ticket.merged_into if merged_into is not None and sees(token, merged_into) else None
            ticket = replace(ticket, parent=None, merged_into=into, playbook=None, asked=0, reminders=0)
        return TicketTold(
            ticket=ticket,
            language=row.language,
            reseller=owner.key if owner else "",
            contact=contact.name if contact else "",
            owner=self.desk.name_of(row.owner) if row.owner else "",
            rating=row.rating,
        )

    def said(self, row: TimelineRow, channel: str, files: Sequence[AttachmentRow]) -> Said:
        """Return an entry as programs are told of it."""
        return Said(
            id=row.id or 0,
            ticket=row.ticket_number,
            at=row.at,
            kind=Entry(row.kind),
            author=self.desk.name_of(row.author),
            public=row.public,
            verified=row.verified,
            text=without_links(row.text),
            channel=channel,
            files=tuple(map(_file, files)),
        )


def _file(row: AttachmentRow) -> FileTold:
    return FileTold(id=row.id or 0, name=row.filename, content_type=row.content_type, size=row.size)


def _page(row: PageRow, people: Mapping[int, tuple[str, ...]]) -> PageTold:
    return PageTold(page=pages.as_page(row), people=people[row.id or 0], closed_at=row.closed_at)
