"""The canary's rounds, and what the tables say of how far one has come."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.canary import Round, RoundState, ticket_of
from deskbot.model.message import Outcome
from deskbot.store.database import LOCK
from deskbot.store.forgetting import forget_ticket
from deskbot.store.tables import CanaryRow, NotificationRow, OutboxRow, PageRow, TicketRow

AGAIN = timedelta(seconds=15)
"""Until the test mail is handed in again, where the door did not take it; longer than one try takes."""
ANSWER = "taken:"
"""How the key of the letter begins that says who has taken a ticket."""
_ENDED = (RoundState.WELL, RoundState.MISSED)
_ONE_AT_A_TIME = 0x63616E61


async def one_at_a_time(session: AsyncSession) -> None:
    """Let nobody else look after the rounds until the transaction ends."""
    await session.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))


async def newest(session: AsyncSession) -> CanaryRow | None:
    """Return the newest round."""
    return (await session.scalars(select(CanaryRow).order_by(col(CanaryRow.id).desc()).limit(1))).first()


async def last_ended(session: AsyncSession, before: int | None = None) -> CanaryRow | None:
    """Return the newest round that went well or was missed, of those before another, if asked."""
    query = select(CanaryRow).where(col(CanaryRow.state).in_(_ENDED)).order_by(col(CanaryRow.id).desc()).limit(1)
    if before is not None:
        query = query.where(col(CanaryRow.id) < before)
    return (await session.scalars(query)).first()


async def lock(session: AsyncSession, round_id: int) -> CanaryRow | None:
    """Return a round, locked until the transaction ends."""
    return await session.get(CanaryRow, round_id, with_for_update=LOCK, populate_existing=True)


async def begin(session: AsyncSession, now: datetime) -> CanaryRow:
    """Add a round that begins now; its test mail is due."""
    row = CanaryRow(began_at=now, due_at=now)
    session.add(row)
    await session.flush()
    return row


def claim(row: CanaryRow, now: datetime) -> bool:
    """Return whether the test mail is to be handed in now; then nobody else does for a while."""
    if row.state != RoundState.RUNNING or row.due_at is None or now < row.due_at:
        return False
    row.due_at = now + AGAIN
    return True


async def note_stages(session: AsyncSession, row: CanaryRow) -> None:
    """Note on a round how far its page and its answer have come."""
    number = ticket_of(row.id or 0)
    paged = (
        select(func.min(NotificationRow.sent_at))
        .join(PageRow, col(PageRow.id) == col(NotificationRow.page_id))
        .where(PageRow.ticket_number == number)
    )
    taken = select(func.min(PageRow.acknowledged_at)).where(PageRow.ticket_number == number)
    sent = select(func.min(OutboxRow.sent_at)).where(
        OutboxRow.ticket_number == number,
        OutboxRow.state == str(Outcome.SENT),
        col(OutboxRow.key).startswith(ANSWER, autoescape=True),
    )
    row.paged_at = row.paged_at or await session.scalar(paged)
    row.acknowledged_at = row.acknowledged_at or await session.scalar(taken)
    row.sent_at = row.sent_at or await session.scalar(sent)


async def tidy(
    session: AsyncSession, now: datetime, *, kept: timedelta, missed_kept: timedelta, remembered: timedelta
) -> None:
    """Take away what rounds that have ended have left.

    Args:
        session: the transaction.
        now: the present moment.
        kept: for how long the ticket of a round is kept, with all that belongs to it.
        missed_kept: the same for a round that was missed.
        remembered: for how long the round itself is.
    """
    query = select(CanaryRow).where(col(CanaryRow.ended_at).is_not(None), ~col(CanaryRow.tidied))
    for row in (await session.scalars(query)).all():
        span = missed_kept if row.state == RoundState.MISSED else kept
        # A clock that was set back makes nobody keep them longer than that.
        if row.ended_at is not None and abs(now - row.ended_at) >= span:
            await forget_ticket(session, ticket_of(row.id or 0))
            row.tidied = True
    await session.execute(delete(CanaryRow).where(col(CanaryRow.tidied), col(CanaryRow.ended_at) < now - remembered))


async def has_ticket(session: AsyncSession, round_id: int) -> bool:
    """Return whether a round's test mail has become a ticket already."""
    return await session.get(TicketRow, ticket_of(round_id)) is not None


def as_round(row: CanaryRow) -> Round:
    """Return the noun that a row stands for."""
    assert row.id is not None  # noqa: S101  (every stored row has one)
    return Round(
        id=row.id,
        state=RoundState(row.state),
        began_at=row.began_at,
        accepted_at=row.accepted_at,
        ticketed_at=row.ticketed_at,
        paged_at=row.paged_at,
        acknowledged_at=row.acknowledged_at,
        sent_at=row.sent_at,
        returned_at=row.returned_at,
        ended_at=row.ended_at,
        why=row.why,
    )
