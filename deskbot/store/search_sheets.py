"""The sheets by which tickets are found, and what is to be written on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, cast, delete, func, literal, true, union_all
from sqlalchemy.dialects.postgresql import TSVECTOR, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.ticket import WRITTEN
from deskbot.store.tables import (
    AttachmentRow,
    ParticipantRow,
    ResellerRow,
    SearchMarkRow,
    SearchSheetRow,
    TicketRow,
    TimelineRow,
)
from deskbot.store.tables.columns import table_of
from deskbot.store.tickets import CANARIES

TIMELINE, TICKET = "timeline", "ticket"
LONGEST_TOLD = 20_000
"""Characters of an entry in which a piece to show is looked for."""
MOST_TOLD = 40
"""A ticket's newest entries in which it is."""
_TURN = 0x5EA2C4
"""Under which whoever writes sheets keeps others from doing so."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry of a timeline."""

    id: int
    ticket_number: int
    at: datetime


async def take_turn(session: AsyncSession) -> bool:
    """Return whether nobody else writes sheets; nobody will until the transaction ends."""
    return bool(await session.scalar(select(func.pg_try_advisory_xact_lock(_TURN))))


async def mark(session: AsyncSession, name: str) -> int:
    """Return how far the sheets have come."""
    return await session.scalar(select(SearchMarkRow.at).where(SearchMarkRow.name == name)) or 0


async def set_mark(session: AsyncSession, name: str, at: int) -> None:
    """Say how far the sheets have come."""
    statement = insert(SearchMarkRow).values(name=name, at=at)
    await session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"at": at}))


async def happened(session: AsyncSession, after: int, limit: int) -> list[Happened]:
    """Return the entries of all timelines behind an id, in their order."""
    query = (
        select(TimelineRow.id, TimelineRow.ticket_number, TimelineRow.at)
        .where(col(TimelineRow.id) > after)
        .order_by(col(TimelineRow.id))
        .limit(limit)
    )
    return [Happened(one or 0, number, at) for one, number, at in (await session.execute(query)).all()]


async def tickets_below(session: AsyncSession, number: int, limit: int) -> list[int]:
    """Return the numbers of the tickets below one, the greatest first."""
    query = (
        select(TicketRow.number)
        .where(col(TicketRow.number) < number, col(TicketRow.number) > CANARIES)
        .order_by(col(TicketRow.number).desc())
        .limit(limit)
    )
    return [one or 0 for one in (await session.scalars(query)).all()]


@dataclass(frozen=True, slots=True)
class Said:
    """All that tickets are found by, by their numbers."""

    about: Mapping[int, tuple[str, str, list[dict[str, Any]]]]
    """Subject, reseller, and what was found out."""
    people: Sequence[tuple[int, str, str]]
    entries: Sequence[tuple[int, str, str, bool]]
    """Ticket, author, text, and whether the reseller may see it; the newest last."""
    files: Sequence[tuple[int, str, bool]]
    """Ticket, name, and whether the reseller may see it."""


async def said(session: AsyncSession, numbers: Collection[int]) -> Said:
    """Return all that some tickets are found by; nothing of those that have gone."""
    about = (
        select(TicketRow.number, TicketRow.subject, ResellerRow.name, TicketRow.findings)
        .outerjoin(ResellerRow, col(ResellerRow.id) == col(TicketRow.reseller_id))
        .where(col(TicketRow.number).in_(numbers))
    )
    people = select(ParticipantRow.ticket_number, ParticipantRow.address, ParticipantRow.name).where(
        col(ParticipantRow.ticket_number).in_(numbers)
    )
    entries = (
        select(TimelineRow.ticket_number, TimelineRow.author, TimelineRow.text, TimelineRow.public)
        .where(col(TimelineRow.ticket_number).in_(numbers), col(TimelineRow.kind).in_(WRITTEN))
        .order_by(col(TimelineRow.id))
    )
    return Said(
        {
            number or 0: (subject, reseller or "", findings)
            for number, subject, reseller, findings in (await session.execute(about)).all()
        },
        [(number, address, name) for number, address, name in (await session.execute(people)).all()],
        [(number, author, text, public) for number, author, text, public in (await session.execute(entries)).all()],
        await files(session, numbers),
    )


async def files(session: AsyncSession, numbers: Collection[int]) -> list[tuple[int, str, bool]]:
    """Return the names of the files of some tickets, the newest first, and whether the reseller may see them."""
    columns: Any = (TimelineRow.ticket_number, AttachmentRow.filename, AttachmentRow.id)
    own: Any = TimelineRow.public
    public: Any = func.bool_or(own)
    of_tickets = and_(col(TimelineRow.ticket_number).in_(numbers), col(TimelineRow.kind).in_(WRITTEN))
    came = (
        select(*columns)
        .add_columns(public)
        .join(TimelineRow, col(TimelineRow.inbound_id) == col(AttachmentRow.inbound_id))
        .where(of_tickets)
        .group_by(*columns)
    )
    written = (
        select(*columns)
        .add_columns(own)
        .join(TimelineRow, col(TimelineRow.id) == col(AttachmentRow.entry_id))
        .where(of_tickets)
    )
    found: list[tuple[int, str, int, bool]] = [
        (*one,) for one in (await session.execute(union_all(came, written))).all()
    ]
    newest = sorted(found, key=lambda one: one[2], reverse=True)
    return [(number, name, public) for number, name, _, public in newest]


async def put(session: AsyncSession, sheets: Mapping[int, Sequence[str]]) -> list[int]:
    """Put the sheets of tickets in the place of those that they had; return the tickets whose sheets are refused.

    One that PostgreSQL refuses keeps no other from being found: these are written one by one then.
    """
    try:
        async with session.begin_nested():
            await _put(session, sheets)
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        if len(sheets) == 1:
            return list(sheets)
        return [one for number in sheets for one in await put(session, {number: sheets[number]})]
    return []


async def _put(session: AsyncSession, sheets: Mapping[int, Sequence[str]]) -> None:
    await session.execute(
        delete(SearchSheetRow)
        .where(col(SearchSheetRow.ticket_number).in_(list(sheets)))
        .execution_options(synchronize_session=False)
    )
    rows = [
        {"number": number, "place": place, "words": words}
        for number, written in sheets.items()
        for place, words in enumerate(written)
    ]
    if rows:
        statement = (
            table_of(SearchSheetRow)
            .insert()
            .values(
                ticket_number=bindparam("number"), place=bindparam("place"), words=cast(bindparam("words"), TSVECTOR)
            )
        )
        await session.execute(statement, rows)


async def told(session: AsyncSession, numbers: Collection[int], *, public: bool) -> list[tuple[int, str]]:
    """Return what was said on some tickets last, of each the newest first, cut to what is worth a look."""
    if not numbers:
        return []
    wanted = select(func.unnest(literal(list(numbers)))).subquery("wanted")
    number = wanted.c[0]
    newest = (
        select(TimelineRow.id, func.left(TimelineRow.text, LONGEST_TOLD).label("text"))
        .where(
            TimelineRow.ticket_number == number,
            col(TimelineRow.kind).in_(WRITTEN),
            col(TimelineRow.public) if public else true(),
        )
        .order_by(col(TimelineRow.id).desc())
        .limit(MOST_TOLD)
        .lateral()
    )
    query = select(number, newest.c.text).join(newest, true()).order_by(number, newest.c.id.desc())
    return [(one, text) for one, text in (await session.execute(query)).all()]
