"""Counts for whoever watches; nothing of what rows contain, and nothing that takes long where there are many."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.message import InboundState, OutboxState
from deskbot.store.pages import IS_UNTAKEN
from deskbot.store.sla_targets import AWAITED
from deskbot.store.standing import STANDS
from deskbot.store.tables import InboundRow, NotificationRow, OutboxRow, PageRow, SlaTargetRow, TicketRow
from deskbot.store.tables.tickets import FIRST_NUMBER, IS_OPEN
from deskbot.store.tickets import CANARIES

_SEQUENCES = {"messages": "inbound_id_seq", "pages": "page_id_seq", "notifications": "notification_id_seq"}
_GIVEN = text(
    "SELECT sequencename::text, coalesce(last_value, 0) FROM pg_sequences"
    " WHERE schemaname = current_schema() AND sequencename = ANY(:names)"
).bindparams(names=list(_SEQUENCES.values()))


async def open_tickets(session: AsyncSession) -> dict[tuple[str, str], int]:
    """Return how many tickets are open, by state and severity."""
    query = (
        select(TicketRow.state, TicketRow.severity, func.count())
        .where(IS_OPEN, col(TicketRow.number) > CANARIES)
        .group_by(TicketRow.state, TicketRow.severity)
    )
    return {(state, severity): count for state, severity, count in (await session.execute(query)).all()}


async def unowned(session: AsyncSession) -> int:
    """Return how many open tickets nobody has."""
    query = select(func.count()).where(IS_OPEN, col(TicketRow.number) > CANARIES, TicketRow.owner == "")
    return await session.scalar(query) or 0


async def untaken_pages(session: AsyncSession) -> dict[str, tuple[int, datetime]]:
    """Return how many pages of open tickets nobody has, by state, and since when the first of them rings in vain.

    That is from its first text or call on, also when all its levels have let it ring; where there was none yet, from
    when it is due, which lies ahead where it waits for support hours or the end of maintenance. One that is paged anew,
    as after a snooze, counts anew; one that was taken and is passed on does not.
    """
    rung = (
        select(func.min(NotificationRow.created_at))
        .where(NotificationRow.page_id == PageRow.id, col(NotificationRow.round) >= PageRow.begun)
        .scalar_subquery()
    )
    since = func.coalesce(rung, func.greatest(PageRow.created_at, PageRow.due_at))
    query = (
        select(PageRow.state, func.count(), func.min(since))
        .join(TicketRow, col(TicketRow.number) == col(PageRow.ticket_number))
        .where(IS_UNTAKEN, PageRow.handed_to == "", *STANDS)
        .group_by(PageRow.state)
    )
    return {state: (count, first) for state, count, first in (await session.execute(query)).all()}


async def promises(session: AsyncSession) -> tuple[int, int]:
    """Return how many first answers are promised and not given yet, and how many of those are late."""
    query = (
        select(func.count(), func.count().filter(col(SlaTargetRow.breached_at).is_not(None)))
        .select_from(SlaTargetRow)
        .join(TicketRow, col(TicketRow.number) == col(SlaTargetRow.ticket_number))
        .where(AWAITED)
    )
    running, late = (await session.execute(query)).one()
    return running, late


async def arrivals(session: AsyncSession) -> dict[str, int]:
    """Return how many accepted messages wait, and how many lie in quarantine."""
    query = (
        select(InboundRow.state, func.count())
        .where(col(InboundRow.state).in_((InboundState.ACCEPTED, InboundState.QUARANTINED)))
        .group_by(InboundRow.state)
    )
    return dict((await session.execute(query)).all())  # pyright: ignore[reportArgumentType]


async def letters(session: AsyncSession) -> int:
    """Return how many letters wait to go out."""
    return await session.scalar(select(func.count()).where(OutboxRow.state == OutboxState.QUEUED)) or 0


async def ever(session: AsyncSession) -> dict[str, int]:
    """Return how many tickets, messages, pages and notifications there have been; by their numbers, not by counting.

    The numbers that were given are asked, and not those that are there still: the canary's rows are taken away after
    minutes, and whoever watches takes a count that falls for one that has begun anew.
    """
    newest = await session.scalar(select(func.max(TicketRow.number))) or 0
    given = dict((await session.execute(_GIVEN)).all())  # pyright: ignore[reportArgumentType]
    return {
        "tickets": max(0, newest - FIRST_NUMBER + 1),
        **{name: given.get(sequence, 0) for name, sequence in _SEQUENCES.items()},
    }
