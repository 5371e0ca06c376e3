"""Playbooks that were sent to resellers, and whether they helped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.tables import AdviceRow


@dataclass(frozen=True, slots=True)
class Numbers:
    """How one playbook has done."""

    sent: int
    solved: int
    not_solved: int


NONE = Numbers(0, 0, 0)
"""Of a playbook that nobody was sent."""


def add(session: AsyncSession, number: int, playbook: str, now: datetime) -> None:
    """Note that a ticket's reseller was sent a playbook."""
    session.add(AdviceRow(ticket_number=number, playbook=playbook, at=now))


async def given(session: AsyncSession, number: int) -> tuple[str, ...]:
    """Return the playbooks that a ticket's reseller was sent, oldest first."""
    query = select(AdviceRow.playbook).where(AdviceRow.ticket_number == number).order_by(col(AdviceRow.id))
    return tuple((await session.scalars(query)).all())


async def open_to(session: AsyncSession, number: int, *, denied: bool) -> AdviceRow | None:
    """Return the newest advice on a ticket of which something new can be said.

    Args:
        session: the transaction.
        number: the ticket.
        denied: whether that may be a no: it counts after a yes as well.
    """
    waits = col(AdviceRow.solved).is_(None)
    query = (
        select(AdviceRow)
        .where(AdviceRow.ticket_number == number, or_(waits, col(AdviceRow.solved).is_(True)) if denied else waits)
        .order_by(col(AdviceRow.id).desc())
        .limit(1)
    )
    return (await session.scalars(query)).first()


async def numbers(session: AsyncSession, since: datetime | None = None) -> Mapping[str, Numbers]:
    """Return how every playbook that was sent since a moment, or ever, has done, by id."""
    solved, failed = col(AdviceRow.solved).is_(True), col(AdviceRow.solved).is_(False)
    query = (
        select(AdviceRow.playbook, func.count(), func.count().filter(solved), func.count().filter(failed))
        .group_by(AdviceRow.playbook)
        .order_by(AdviceRow.playbook)
    )
    if since is not None:
        query = query.where(AdviceRow.at >= since)
    rows = (await session.execute(query)).all()
    return {playbook: Numbers(sent, helped, not_helped) for playbook, sent, helped, not_helped in rows}
