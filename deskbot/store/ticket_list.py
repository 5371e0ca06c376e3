"""Lists of tickets: filtered, in an order, and page by page from where the last page ended."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, cast, false, func, literal_column, or_, text, true
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.case import Category, Severity
from deskbot.model.ticket import OPEN_STATES, State
from deskbot.model.ticket_list import ANY_FACT, NO_PLAYBOOK, NOBODY, Answer, Filters, ListedTicket, Order
from deskbot.store.in_any import in_any
from deskbot.store.sla_targets import UNANSWERED
from deskbot.store.tables import ParticipantRow, ResellerRow, SearchSheetRow, SlaTargetRow, TicketRow, TicketTagRow
from deskbot.store.tables.tickets import IS_OPEN
from deskbot.store.tickets import CANARIES

RATED: ColumnElement[bool] = literal_column("(ticket.rating IS NOT NULL OR ticket.rating_words <> '')")
MOST_COUNTED = 1000
Place = tuple[Any, int]
"""Where a page ends: what its last ticket is ordered by, and its number."""

_PROMISED = col(SlaTargetRow.promised_at)
_ORDERED_BY: dict[Order, Any] = {
    Order.NEWEST: col(TicketRow.number),
    Order.OLDEST: col(TicketRow.number),
    Order.CHANGED: col(TicketRow.updated_at),
    Order.GRAVEST: col(TicketRow.severity),
    Order.DUE: _PROMISED,
}
_IS_ITS_TARGET = and_(col(SlaTargetRow.ticket_number) == col(TicketRow.number), col(SlaTargetRow.ended_at).is_(None))
_FALLING = frozenset({Order.NEWEST, Order.CHANGED})
"""Orders in which the greatest comes first; of equals the newest always does."""


async def page(
    session: AsyncSession, filters: Filters, *, after: Place | None, limit: int, sought: str | None = None
) -> tuple[list[ListedTicket], Place | None]:
    """Return the tickets behind a place, and where the next page begins.

    Args:
        session: reads within its transaction.
        filters: which, and in which order.
        after: where the page before ended; None for the first.
        limit: how many.
        sought: what is looked for, as PostgreSQL reads a `tsquery`.
    """
    await _plan(session, filters, sought)
    by = _ORDERED_BY[filters.order]
    number = col(TicketRow.number)
    query = _columns(by).where(*await conditions(session, filters, sought))
    if after is not None:
        query = query.where(_behind(filters.order, by, after))
    first = by.desc() if filters.order in _FALLING else by.asc()
    query = query.order_by(first) if by is number else query.order_by(first, number.desc())
    rows = (await session.execute(query.limit(limit + 1))).all()
    last = rows[limit - 1] if len(rows) > limit else None
    tags = await _tags(session, [row.number for row in rows[:limit]])
    listed = [_listed(row, tags.get(row.number, ())) for row in rows[:limit]]
    return listed, (last.ordered_by, last.number) if last else None


async def count(session: AsyncSession, filters: Filters, sought: str | None = None) -> int:
    """Return how many tickets there are, counted up to `MOST_COUNTED` and one more."""
    await _plan(session, filters, sought)
    query = select(col(TicketRow.number)).where(*await conditions(session, filters, sought))
    if filters.order is Order.DUE or filters.answer is not None:
        query = query.outerjoin(SlaTargetRow, _IS_ITS_TARGET)
    some = query.limit(MOST_COUNTED + 1).subquery()
    return await session.scalar(select(func.count()).select_from(some)) or 0


async def resellers(session: AsyncSession, limit: int) -> Sequence[tuple[str, str]]:
    """Return the keys and names of resellers, by name."""
    query = select(ResellerRow.key, ResellerRow.name).order_by(func.lower(ResellerRow.name)).limit(limit)
    return [(key, name) for key, name in (await session.execute(query)).all()]


async def has_owned(session: AsyncSession, owner: str) -> bool:
    """Return whether there is a ticket that somebody of a name has."""
    query = select(TicketRow.number).where(TicketRow.owner == owner, col(TicketRow.number) > CANARIES).limit(1)
    return (await session.scalars(query)).first() is not None


def _columns(by: ColumnElement[Any]) -> Select[Any]:
    ticket = TicketRow
    columns = (
        ticket.number,
        ticket.state,
        ticket.subject,
        ticket.category,
        ticket.severity,
        ticket.verified,
        ticket.created_at,
        ticket.updated_at,
        ticket.owner,
        ticket.playbook,
        ticket.missing,
        ticket.parent,
        ticket.merged_into,
        ticket.rating,
        ticket.rating_words,
        ticket.closed_at,
        ticket.first_response_at,
        col(ResellerRow.name).label("reseller"),
        _PROMISED.label("promised_at"),
        by.label("ordered_by"),
    )
    return _joined(select(*columns))  # pyright: ignore[reportCallIssue, reportArgumentType]


def _joined(query: Select[Any]) -> Select[Any]:
    return query.outerjoin(ResellerRow, col(ResellerRow.id) == col(TicketRow.reseller_id)).outerjoin(
        SlaTargetRow, _IS_ITS_TARGET
    )


def _behind(order: Order, by: ColumnElement[Any], after: Place) -> ColumnElement[bool]:
    value, number = after
    if order is Order.NEWEST:
        return col(TicketRow.number) < number
    if order is Order.OLDEST:
        return col(TicketRow.number) > number
    further = by < value if order in _FALLING else by > value
    return or_(further, and_(by == value, col(TicketRow.number) < number))


async def _plan(session: AsyncSession, filters: Filters, sought: str | None) -> None:
    if sought is not None:
        await plan_for_these_words(session)
    if filters.order is Order.DUE and not _is_somebodys(filters):
        await take_the_next_promised(session)


async def plan_for_these_words(session: AsyncSession) -> None:
    """Let what is asked for next within a transaction be planned for the words that are sought."""
    # A rare word is found by its index, of a common one the newest tickets are looked at: the plan for a word that is
    # not known would do badly by one of them.
    await session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))


async def take_the_next_promised(session: AsyncSession) -> None:
    """Let the tickets whose answers are promised next be read in that order, within a transaction."""
    # PostgreSQL believes that few tickets are open, few targets run, and almost none of the one is the other's: so it
    # would read them all, and put them in order, instead of looking for the ticket of each target that is next.
    others = ("enable_sort", "enable_material", "enable_hashjoin", "enable_mergejoin")
    await session.execute(select(*(func.set_config(way, "off", true()) for way in others)))


def _is_somebodys(filters: Filters) -> bool:
    return bool(filters.owners) and NOBODY not in filters.owners


async def conditions(session: AsyncSession, filters: Filters, sought: str | None) -> list[ColumnElement[bool]]:
    """Return what holds for the tickets that are wanted; see `page`.

    Of the answer that is promised it speaks only where an order or a filter does.
    """
    ticket = TicketRow
    found: list[ColumnElement[bool]] = [col(ticket.number) > CANARIES]
    if filters.states:
        found.append(IS_OPEN if set(filters.states) == set(OPEN_STATES) else col(ticket.state).in_(filters.states))
    for column, wanted in (
        (col(ticket.severity), filters.severities),
        (col(ticket.category), filters.categories),
        (col(ticket.owner), filters.owners),
    ):
        if wanted:
            found.append(column.in_(wanted))
    if filters.reseller_id is not None:
        found.append(col(ticket.reseller_id) == filters.reseller_id)
    if filters.resellers:
        called = or_(col(ResellerRow.key).in_(filters.resellers), func.lower(ResellerRow.name).in_(filters.resellers))
        # Asked first: of one that is known the tickets lie in an index in their order, and no more of them are read.
        theirs = [one or 0 for one in (await session.scalars(select(ResellerRow.id).where(called))).all()]
        found.append(col(ticket.reseller_id) == theirs[0] if len(theirs) == 1 else col(ticket.reseller_id).in_(theirs))
    if filters.channels:
        there = select(ParticipantRow.ticket_number).where(col(ParticipantRow.channel).in_(filters.channels))
        found.append(col(ticket.number).in_(there))
    found += _of_marks(filters)
    found += _of_facts(filters)
    if sought is not None:
        there = select(SearchSheetRow.ticket_number).where(
            col(SearchSheetRow.words).bool_op("@@")(cast(sought, TSQUERY))
        )
        found.append(col(ticket.number).in_(there))
    if filters.rated:
        found.append(RATED)
    if filters.unverified:
        found.append(col(ticket.verified).is_(False))
    return [*found, *_of_time(filters)]


def _of_facts(filters: Filters) -> list[ColumnElement[bool]]:
    if filters.missing is None:
        return []
    if filters.missing == ANY_FACT:
        return [func.jsonb_array_length(col(TicketRow.missing)) > 0]
    return [col(TicketRow.missing).contains([filters.missing])]


def _of_marks(filters: Filters) -> list[ColumnElement[bool]]:
    found = [_of_playbooks(filters.playbooks)] if filters.playbooks else []
    if filters.tags:
        tagged = select(TicketTagRow.ticket_number).where(col(TicketTagRow.tag).in_(filters.tags))
        found.append(col(TicketRow.number).in_(tagged))
    return found


def _of_playbooks(wanted: tuple[str, ...]) -> ColumnElement[bool]:
    named = [one for one in wanted if one != NO_PLAYBOOK]
    fits = col(TicketRow.playbook).in_(named) if named else false()
    return or_(fits, col(TicketRow.playbook).is_(None)) if NO_PLAYBOOK in wanted else fits


def _of_time(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.order is Order.DUE:
        found += [UNANSWERED, _PROMISED.is_not(None)]
        if _is_somebodys(filters):
            # By their own index: they have few, however many are open.
            theirs = select(TicketRow.number).where(IS_OPEN, col(TicketRow.owner).in_(filters.owners))
            found.append(in_any(col(TicketRow.number), theirs))
    if filters.changed_since is not None:
        found.append(col(TicketRow.updated_at) >= filters.changed_since)
    if filters.opened_after is not None:
        found.append(col(TicketRow.created_at) >= filters.opened_after)
    if filters.opened_before is not None:
        found.append(col(TicketRow.created_at) < filters.opened_before)
    if filters.silent_since is not None:
        found.append(col(TicketRow.updated_at) < filters.silent_since)
    if filters.answer is not None:
        found.append(UNANSWERED)
    if filters.answer is Answer.SOON:
        found.append(col(SlaTargetRow.promised_at) <= filters.answer_by)
    if filters.answer is Answer.OVERDUE:
        found.append(col(SlaTargetRow.breached_at).is_not(None))
    return found


async def _tags(session: AsyncSession, numbers: Collection[int]) -> dict[int, tuple[str, ...]]:
    query = select(TicketTagRow.ticket_number, TicketTagRow.tag).where(col(TicketTagRow.ticket_number).in_(numbers))
    found: dict[int, tuple[str, ...]] = {}
    for number, tag in sorted((number, tag) for number, tag in (await session.execute(query)).all()):
        found[number] = (*found.get(number, ()), tag)
    return found


def _listed(row: Any, tags: tuple[str, ...]) -> ListedTicket:
    waits = State(row.state).open and row.first_response_at is None
    return ListedTicket(
        number=row.number,
        state=State(row.state),
        subject=row.subject,
        category=Category(row.category),
        severity=Severity(row.severity),
        verified=row.verified,
        created_at=row.created_at,
        updated_at=row.updated_at,
        reseller=row.reseller or "",
        owner=row.owner,
        playbook=row.playbook or "",
        missing=tuple(row.missing),
        tags=tags,
        promised_at=row.promised_at if waits else None,
        parent=row.parent,
        merged_into=row.merged_into,
        rating=row.rating,
        rating_words=row.rating_words,
        closed_at=row.closed_at,
    )


def moment_of(order: Order) -> bool:
    """Return whether tickets are ordered by a moment."""
    return order in (Order.CHANGED, Order.DUE)


def place_of(order: Order, value: str, number: int) -> Place:
    """Return a place from how it was written.

    Raises:
        ValueError: it is none.
    """
    if moment_of(order):
        at = datetime.fromisoformat(value)
        if at.tzinfo is None:
            raise ValueError(value)
        return at, number
    return (Severity(value).value if order is Order.GRAVEST else number), number
