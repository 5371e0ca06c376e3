"""Tickets that belong together: what links them, and which may be about the same trouble."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Text, and_, bindparam, case, cast, func, or_, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from deskbot.model.case import Severity
from deskbot.model.ticket import Entry, Link
from deskbot.store.tables import LinkRow, ResellerRow, TicketRow, TimelineRow
from deskbot.store.tables.tickets import IS_OPEN
from deskbot.store.tickets import CANARIES

MOST_LOOKED_AT = 300
"""Open tickets that one that comes in is compared with at most, the newest."""
_BURST_LOCK = 0x62757273
# Made once, as each ticket that comes in asks for them.
_OF = (
    select(LinkRow)
    .where(or_(col(LinkRow.ticket_number) == bindparam("number"), col(LinkRow.other_number) == bindparam("number")))
    .order_by(col(LinkRow.id))
)
_STANDING = _OF.where(col(LinkRow.undone_at).is_(None))


@dataclass(frozen=True, slots=True)
class Comparable:
    """What of a ticket it is compared by with another: there may be hundreds of them, so no more is read."""

    number: int
    created_at: datetime
    severity: str
    category: str
    verified: bool
    reseller_id: int | None
    playbook: str | None
    parent: int | None
    subject: str
    findings: str
    """As JSON."""
    region: str
    """Its reseller's."""
    alone: bool
    """Whether it has had a decision by one of the rules that were asked for."""
    ground: str
    """The ground on which it became part of its incident; empty where a person made it."""


async def one_at_a_time(session: AsyncSession) -> None:
    """Let nobody else make or join an incident until the transaction ends: two at once would not see each other.

    Whoever holds this waits for no ticket's row for long (`tickets.lock_soon`), as its holder may wait here.
    """
    await session.execute(text(f"SELECT pg_advisory_xact_lock({_BURST_LOCK})"))


def add(
    session: AsyncSession,
    ticket: int,
    other: int,
    kind: Link,
    why: str,
    now: datetime,
    *,
    author: str = "deskbot",
    data: dict[str, Any] | None = None,
) -> LinkRow:
    """Note that two tickets belong together, and why."""
    row = LinkRow(ticket_number=ticket, other_number=other, kind=kind, why=why, at=now, author=author, data=data or {})
    session.add(row)
    return row


async def of(session: AsyncSession, number: int, *, undone: bool = False) -> Sequence[LinkRow]:
    """Return what links a ticket with others, oldest first; undone links only where they are asked for."""
    return (await session.scalars(_OF if undone else _STANDING, {"number": number})).all()


async def merged_since(session: AsyncSession, number: int, moment: datetime) -> bool:
    """Return whether another ticket was merged into one after a moment, and still is."""
    query = select(LinkRow.id).where(
        LinkRow.other_number == number,
        LinkRow.kind == Link.MERGED,
        col(LinkRow.at) > moment,
        col(LinkRow.undone_at).is_(None),
    )
    return await session.scalar(query.limit(1)) is not None


async def between(session: AsyncSession, one: int, other: int) -> Sequence[LinkRow]:
    """Return what links two tickets, in either direction, oldest first."""
    return [row for row in await of(session, one) if other in (row.ticket_number, row.other_number)]


@cache
def _made_by(rules: frozenset[str]) -> ColumnElement[bool]:
    return or_(*(col(TimelineRow.data).contains({"reasons": [{"rule": rule}]}) for rule in sorted(rules)))


async def alone(session: AsyncSession, numbers: Collection[int], rules: frozenset[str]) -> frozenset[int]:
    """Return which of these tickets have had a decision that one of these rules made."""
    query = select(TimelineRow.ticket_number).where(
        col(TimelineRow.ticket_number).in_(numbers), TimelineRow.kind == Entry.DECISION, _made_by(rules)
    )
    return frozenset((await session.scalars(query)).all())


def _compared(rules: frozenset[str]) -> tuple[SQLColumnExpression[Any], ...]:
    """Return what of a ticket is read, in the order of `Comparable`."""
    decided = select(TimelineRow.id).where(
        col(TimelineRow.ticket_number) == col(TicketRow.number),
        TimelineRow.kind == Entry.DECISION,
        _made_by(rules),
    )
    ground = (
        select(col(LinkRow.data)["key"].astext)  # pyright: ignore[reportAttributeAccessIssue]  (of JSONB)
        .where(
            col(LinkRow.ticket_number) == col(TicketRow.number),
            col(LinkRow.kind) == Link.PART_OF,
            col(LinkRow.undone_at).is_(None),
        )
        .order_by(col(LinkRow.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    ticket = (
        "number",
        "created_at",
        "severity",
        "category",
        "verified",
        "reseller_id",
        "playbook",
        "parent",
        "subject",
    )
    return (
        *(col(getattr(TicketRow, name)) for name in ticket),
        cast(col(TicketRow.findings), Text),
        func.coalesce(col(ResellerRow.region), ""),
        decided.exists(),
        case((col(TicketRow.parent).is_(None), ""), else_=func.coalesce(ground, "")),
    )


@cache
def _comparable(rules: frozenset[str], *, of_reseller: bool) -> Select[*tuple[Any, ...]]:
    part = aliased(TicketRow)
    parts = select(part.number).where(col(part.parent) == col(TicketRow.number))
    query = sqlalchemy.select(*_compared(rules)).where(
        col(TicketRow.number) != bindparam("itself"),
        col(TicketRow.number) > CANARIES,
        IS_OPEN,
        col(TicketRow.created_at) >= bindparam("since"),
        ~parts.exists(),
    )
    if of_reseller:
        urgent = [severity for severity in Severity if severity.urgent]
        of_late = and_(col(TicketRow.severity).in_(urgent), col(TicketRow.created_at) >= bindparam("outages_since"))
        nobodys = col(TicketRow.reseller_id).is_(None)
        query = query.where(or_(col(TicketRow.reseller_id) == bindparam("reseller"), nobodys, of_late))
    query = query.outerjoin(ResellerRow, col(ResellerRow.id) == col(TicketRow.reseller_id))
    return query.order_by(col(TicketRow.created_at).desc(), col(TicketRow.number).desc()).limit(MOST_LOOKED_AT)


async def comparable(
    session: AsyncSession,
    number: int,
    reseller: int | None,
    *,
    since: datetime,
    outages_since: datetime,
    alone: frozenset[str],
) -> list[Comparable]:
    """Return the open tickets that one may be compared with, the newest first; not locked.

    These are its reseller's, those that belong to none, and the urgent ones of late; for a ticket that belongs to no
    reseller all of them. Incidents that others are parts of are not among them.

    Args:
        session: any session.
        number: the one that is compared.
        reseller: whose it is.
        since: older ones are not looked at.
        outages_since: older ones of others are not.
        alone: the rules that `Comparable.alone` is about.
    """
    values: dict[str, Any] = {"itself": number, "since": since}
    if reseller is not None:
        values |= {"reseller": reseller, "outages_since": outages_since}
    found = await session.execute(_comparable(alone, of_reseller=reseller is not None), values)
    return [Comparable(*row) for row in found]


async def last_undoable(session: AsyncSession, number: int) -> LinkRow | None:
    """Return the newest merge or split of a ticket that nobody has undone, None where there is none."""
    query = (
        select(LinkRow)
        .where(
            or_(col(LinkRow.ticket_number) == number, col(LinkRow.other_number) == number),
            col(LinkRow.kind).in_((Link.MERGED, Link.SPLIT)),
            col(LinkRow.undone_at).is_(None),
        )
        .order_by(col(LinkRow.id).desc())
        .limit(1)
    )
    return (await session.scalars(query)).first()


async def is_incident(session: AsyncSession, number: int) -> bool:
    """Return whether a ticket is, or was, one that others are parts of."""
    query = select(func.count()).select_from(LinkRow)
    return bool(await session.scalar(query.where(LinkRow.other_number == number, LinkRow.kind == Link.PART_OF)))
