"""Playbooks that were sent to resellers, and whether they helped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.tables import AdviceRow


@dataclass(frozen=True, slots=True)
class Numbers:
    """How one playbook has done."""

    sent: int
    solved: int
    not_solved: int


def add(session: AsyncSession, number: int, playbook: str, now: datetime) -> None:
    """Note that a ticket's reseller was sent a playbook."""
    session.add(AdviceRow(ticket_number=number, playbook=playbook, at=now))


async def given(session: AsyncSession, number: int) -> tuple[str, ...]:
    """Return the playbooks that a ticket's reseller was sent, oldest first."""
    query = select(AdviceRow.playbook).where(AdviceRow.ticket_number == number).order_by(col(AdviceRow.id))
    return tuple((await session.scalars(query)).all())


async def waiting(session: AsyncSession, number: int) -> AdviceRow | None:
    """Return the newest advice on a ticket that nobody has said anything of."""
    query = (
        select(AdviceRow)
        .where(AdviceRow.ticket_number == number, col(AdviceRow.solved).is_(None))
        .order_by(col(AdviceRow.id).desc())
        .limit(1)
    )
    return (await session.scalars(query)).first()


async def answer(session: AsyncSession, number: int, now: datetime, *, solved: bool) -> str:
    """Note the answer to the newest advice on a ticket; return its playbook, or nothing where none waits."""
    row = await waiting(session, number)
    if row is None:
        return ""
    row.solved, row.answered_at = solved, now
    return row.playbook


async def numbers(session: AsyncSession) -> Mapping[str, Numbers]:
    """Return how every playbook that was ever sent has done, by id."""
    solved, failed = col(AdviceRow.solved).is_(True), col(AdviceRow.solved).is_(False)
    query = (
        select(AdviceRow.playbook, func.count(), func.count().filter(solved), func.count().filter(failed))
        .group_by(AdviceRow.playbook)
        .order_by(AdviceRow.playbook)
    )
    rows = (await session.execute(query)).all()
    return {playbook: Numbers(sent, helped, not_helped) for playbook, sent, helped, not_helped in rows}
