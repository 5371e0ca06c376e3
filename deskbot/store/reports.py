"""What happened in a time, counted: for reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, case, func, true
from sqlalchemy import select as select_many
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.page import PageState
from deskbot.store.tables import AdviceRow, InboundRow, PageRow, ResellerRow, SlaTargetRow, TicketRow
from deskbot.store.tickets import CANARIES


async def hits(session: AsyncSession, since: datetime) -> Mapping[str, int]:
    """Return how many tickets since a moment were taken for each playbook, by its id."""
    query = (
        select(TicketRow.playbook, func.count())
        .where(col(TicketRow.playbook).is_not(None), TicketRow.created_at >= since, col(TicketRow.number) > CANARIES)
        .group_by(col(TicketRow.playbook))
    )
    return {str(playbook): count for playbook, count in (await session.execute(query)).all()}


async def opened(
    session: AsyncSession, start: datetime, end: datetime, zone: str
) -> Sequence[tuple[datetime, str, int]]:
    """Return how many tickets were opened on each day of a zone, by severity; days without any are left out."""
    day = func.date_trunc("day", func.timezone(zone, col(TicketRow.created_at))).label("day")
    query = select(day, TicketRow.severity, func.count()).where(*_within(start, end))
    found = await session.execute(query.group_by(day, col(TicketRow.severity)).order_by(day))
    return [(at, severity, count) for at, severity, count in found.all()]


async def by_category(session: AsyncSession, start: datetime, end: datetime) -> Sequence[tuple[str, int]]:
    """Return how many tickets of a time are of each category, the most first."""
    query = select(TicketRow.category, func.count()).where(*_within(start, end))
    found = await session.execute(query.group_by(col(TicketRow.category)).order_by(func.count().desc()))
    return [(name, count) for name, count in found.all()]


async def by_reseller(session: AsyncSession, start: datetime, end: datetime) -> Sequence[tuple[str, int]]:
    """Return how many tickets of a time are each reseller's, the most first; an empty name is nobody's."""
    name = func.coalesce(ResellerRow.name, "")
    query = (
        select(name, func.count())
        .select_from(TicketRow)
        .outerjoin(ResellerRow, col(ResellerRow.id) == col(TicketRow.reseller_id))
        .where(*_within(start, end))
    )
    found = await session.execute(query.group_by(name).order_by(func.count().desc(), name))
    return [(one, count) for one, count in found.all()]


async def by_channel(session: AsyncSession, start: datetime, end: datetime) -> Sequence[tuple[str, int]]:
    """Return how many messages were accepted in a time on each channel, the most first."""
    query = (
        select(InboundRow.channel, func.count())
        .where(InboundRow.accepted_at >= start, InboundRow.accepted_at < end)
        .group_by(col(InboundRow.channel))
        .order_by(func.count().desc())
    )
    return [(name, count) for name, count in (await session.execute(query)).all()]


async def answers(
    session: AsyncSession, start: datetime, end: datetime
) -> Sequence[tuple[str, int, int, int, float | None]]:
    """Return for each severity how the first answers went that were promised for tickets of a time.

    Returns:
        The severity; how many were promised; how many of these were broken; how many are still waited for; and the
        median of seconds until the first answer of all tickets of the time that have one, None where none has.
    """
    # Of each ticket by itself: put in groups first, those of all the years before would be, too.
    promised = (
        select_many(
            func.count().label("targets"),
            func.bool_or(col(SlaTargetRow.breached_at).is_not(None)).label("broken"),
            func.bool_or(col(SlaTargetRow.ended_at).is_(None)).label("runs"),
        )
        .where(col(SlaTargetRow.promised_at).is_not(None), col(SlaTargetRow.ticket_number) == col(TicketRow.number))
        .lateral()
    )
    seconds = func.extract("epoch", col(TicketRow.first_response_at) - col(TicketRow.created_at))
    query = (
        select_many(
            col(TicketRow.severity),
            func.count().filter(promised.c.targets > 0),
            func.count().filter(promised.c.broken),
            func.count().filter(and_(promised.c.runs, ~promised.c.broken)),
            func.percentile_cont(0.5).within_group(case((col(TicketRow.first_response_at).is_not(None), seconds))),
        )
        .select_from(TicketRow)
        .join(promised, true())
        .where(*_within(start, end))
        .group_by(col(TicketRow.severity))
        .order_by(col(TicketRow.severity))
    )
    found = (await session.execute(query)).all()
    return [(severity, count, broken, waiting, median) for severity, count, broken, waiting, median in found]


async def advised(session: AsyncSession, start: datetime, end: datetime) -> tuple[int, int, int]:
    """Return how often a playbook was sent in a time, how often it solved the trouble, and how often it did not."""
    solved, failed = col(AdviceRow.solved).is_(True), col(AdviceRow.solved).is_(False)
    query = select(func.count(), func.count().filter(solved), func.count().filter(failed)).where(
        AdviceRow.at >= start, AdviceRow.at < end
    )
    sent, helped, not_helped = (await session.execute(query)).one()
    return sent, helped, not_helped


async def paged(session: AsyncSession, start: datetime, end: datetime) -> Sequence[tuple[str, int, float | None]]:
    """Return what became of the pages of a time: the state, how many, and the median of seconds until they were taken.

    Those that stand in another's place are not counted twice.
    """
    seconds = func.extract("epoch", col(PageRow.acknowledged_at) - col(PageRow.created_at))
    query = (
        select(PageRow.state, func.count(), func.percentile_cont(0.5).within_group(seconds))
        .where(
            PageRow.created_at >= start,
            PageRow.created_at < end,
            PageRow.state != PageState.FOLDED,
            col(PageRow.ticket_number) > CANARIES,
        )
        .group_by(col(PageRow.state))
        .order_by(func.count().desc())
    )
    return [(state, count, median) for state, count, median in (await session.execute(query)).all()]


def _within(start: datetime, end: datetime):  # noqa: ANN202  (SQLAlchemy's clause type says nothing more)
    opened = col(TicketRow.created_at)
    return opened >= start, opened < end, col(TicketRow.number) > CANARIES
