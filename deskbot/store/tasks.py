"""Hands-on tasks of tickets."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.task import Task, TaskState
from deskbot.store.database import LOCK
from deskbot.store.tables import TaskRow


async def of_ticket(session: AsyncSession, number: int) -> Sequence[TaskRow]:
    """Return a ticket's tasks, in the order of their letters; the ticket's lock keeps others away."""
    query = select(TaskRow).where(TaskRow.ticket_number == number).order_by(col(TaskRow.place))
    return (await session.scalars(query)).all()


async def get(session: AsyncSession, task_id: int) -> TaskRow | None:
    """Return a task, or None."""
    return await session.get(TaskRow, task_id)


async def lock(session: AsyncSession, task_id: int) -> TaskRow | None:
    """Return a task's row, locked until the transaction ends."""
    return await session.get(TaskRow, task_id, with_for_update=LOCK, populate_existing=True)


def as_task(row: TaskRow) -> Task:
    """Return the noun that a row stands for."""
    return Task(row.place, row.what, row.wanted_by, TaskState(row.state), row.answer)
