"""What belongs to a ticket goes to another one, and back again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, func, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.message import InboundState
from deskbot.model.ticket import Link
from deskbot.store.tables import (
    AdviceRow,
    HeldAnswerRow,
    InboundRow,
    LinkRow,
    OutboxRow,
    ParticipantRow,
    TaskRow,
    TicketRow,
    TimelineRow,
)

Moved = dict[str, list[Any]]
"""The ids of the rows that went, by table; of tasks with the place that each had."""

_TABLES: dict[str, type[InboundRow | OutboxRow | TimelineRow | AdviceRow | HeldAnswerRow]] = {
    "inbound": InboundRow,
    "outbox": OutboxRow,
    "timeline": TimelineRow,
    "advice": AdviceRow,
    "held_answer": HeldAnswerRow,
}


async def move_all(session: AsyncSession, source: int, target: int, places: Mapping[int, int]) -> Moved:
    """Give all that belongs to one ticket to another; return what went.

    Args:
        session: the transaction; it has locked both tickets.
        source: the ticket that gives.
        target: the one that gets.
        places: of the hands-on tasks there, by the places that they have.
    """
    await session.flush()
    moved: Moved = {}
    for name, table in _TABLES.items():
        statement = update(table).where(col(table.ticket_number) == source).values(ticket_number=target)
        found = await session.scalars(_unsynchronized(statement.returning(col(table.id))))
        moved[name] = sorted(one for one in found.all() if one is not None)
    moved["tasks"] = await _move_tasks(session, source, target, places)
    return moved


async def move_message(session: AsyncSession, inbound_id: int, source: int, target: int) -> Moved:
    """Give one message, with what stands on the timeline of it, to another ticket; return what went."""
    await session.flush()
    inbound = update(InboundRow).where(col(InboundRow.id) == inbound_id, col(InboundRow.ticket_number) == source)
    entries = update(TimelineRow).where(
        col(TimelineRow.inbound_id) == inbound_id, col(TimelineRow.ticket_number) == source
    )
    await session.execute(_unsynchronized(inbound.values(ticket_number=target)))
    found = await session.scalars(_unsynchronized(entries.values(ticket_number=target).returning(col(TimelineRow.id))))
    return {"inbound": [inbound_id], "timeline": sorted(one for one in found.all() if one is not None)}


async def move_back(session: AsyncSession, moved: Moved, source: int, target: int) -> None:
    """Give back what went from `source` to `target`, as far as it is still there."""
    await session.flush()
    for name, table in _TABLES.items():
        statement = update(table).where(col(table.id).in_(moved.get(name, [])), col(table.ticket_number) == target)
        await session.execute(_unsynchronized(statement.values(ticket_number=source)))
    for task_id, place in moved.get("tasks", []):
        task = await session.get(TaskRow, task_id)
        if task is not None and task.ticket_number == target:
            task.ticket_number, task.place = source, place


async def _move_tasks(session: AsyncSession, source: int, target: int, places: Mapping[int, int]) -> list[Any]:
    query = select(TaskRow).where(TaskRow.ticket_number == source).order_by(col(TaskRow.place))
    tasks = (await session.scalars(query)).all()
    moved = [[task.id, task.place] for task in tasks]
    for task in tasks:
        task.ticket_number, task.place = target, places[task.place]
    await session.flush()
    return moved


async def move_parts(session: AsyncSession, source: int, target: int, only: Collection[int] | None = None) -> list[int]:
    """Make the parts of one incident, or some of them, parts of another; return their numbers."""
    query = select(TicketRow).where(TicketRow.parent == source).order_by(col(TicketRow.number))
    rows = [row for row in (await session.scalars(query)).all() if only is None or row.number in only]
    numbers = [row.number or 0 for row in rows]
    for row in rows:
        row.parent = target
    of_source = update(LinkRow).where(
        col(LinkRow.ticket_number).in_(numbers),
        col(LinkRow.other_number) == source,
        col(LinkRow.kind) == Link.PART_OF,
        col(LinkRow.undone_at).is_(None),
    )
    await session.flush()
    await session.execute(_unsynchronized(of_source.values(other_number=target)))
    return numbers


async def newest_message(session: AsyncSession) -> int:
    """Return the id of the newest message of all: what came in later has a higher one."""
    return await session.scalar(select(func.max(InboundRow.id))) or 0


async def writers_since(session: AsyncSession, number: int, inbound_id: int) -> frozenset[str]:
    """Return the addresses that have written to a ticket since a message."""
    query = select(func.lower(InboundRow.sender)).where(
        InboundRow.ticket_number == number, col(InboundRow.id) > inbound_id, InboundRow.state == InboundState.TICKETED
    )
    return frozenset((await session.scalars(query)).all())


async def leave(session: AsyncSession, number: int, channel: str, address: str) -> None:
    """Let an address take no part in a ticket any more."""
    await session.execute(
        delete(ParticipantRow).where(
            col(ParticipantRow.ticket_number) == number,
            col(ParticipantRow.channel) == channel,
            col(ParticipantRow.address) == address,
        )
    )


def _unsynchronized(statement: Any) -> Any:
    return statement.execution_options(synchronize_session=False)
