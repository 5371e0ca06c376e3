"""Targets of tickets: which one runs, and whether the reseller was told of an answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.message import OutboxState
from deskbot.model.sla import Answer, Told
from deskbot.model.ticket import Entry
from deskbot.store.outbox import UNDER_WAY
from deskbot.store.tables import OutboxRow, SlaTargetRow, TicketRow, TimelineRow, UndeliverableRow
from deskbot.store.tables.tickets import IS_OPEN

REACHED = (OutboxState.SENT, OutboxState.MAYBE_SENT)
UNANSWERED = and_(IS_OPEN, col(TicketRow.first_response_at).is_(None))
"""Whether a ticket's people wait for a person's first answer, promised or not."""
AWAITED = and_(UNANSWERED, col(SlaTargetRow.ended_at).is_(None), col(SlaTargetRow.promised_at).is_not(None))
"""Which targets, with their tickets, are of an answer that is waited for: one whose time has passed runs on after the
answer has been given, or the ticket closed."""
_RUNNING = select(SlaTargetRow).where(
    col(SlaTargetRow.ticket_number) == bindparam("number"), col(SlaTargetRow.ended_at).is_(None)
)
"""Made once, as each message of a ticket asks for it."""


async def get(session: AsyncSession, target_id: int) -> SlaTargetRow | None:
    """Return a target as it is now; whoever changes it has locked its ticket."""
    return await session.get(SlaTargetRow, target_id, populate_existing=True)


async def running(session: AsyncSession, number: int) -> SlaTargetRow | None:
    """Return the target of a ticket that has not ended."""
    return await session.scalar(_RUNNING, {"number": number})


async def last(session: AsyncSession, number: int, *, ended: str) -> SlaTargetRow | None:
    """Return the newest target of a ticket that ended in one way."""
    query = select(SlaTargetRow).where(SlaTargetRow.ticket_number == number, SlaTargetRow.ended == ended)
    return (await session.scalars(query.order_by(col(SlaTargetRow.id).desc()).limit(1))).first()


async def told(
    session: AsyncSession, number: int, accepted_at: datetime, promised_at: datetime
) -> tuple[datetime | None, datetime | None]:
    """Return when the desk was warned of a promise, and when it was told that it is broken; None where it was not.

    Args:
        session: reads within its transaction.
        number: the ticket's.
        accepted_at: the acceptance from which its time runs.
        promised_at: the moment that was promised.
    """
    query = select(func.min(SlaTargetRow.warned_at), func.min(SlaTargetRow.breached_at)).where(
        SlaTargetRow.ticket_number == number,
        SlaTargetRow.accepted_at == accepted_at,
        SlaTargetRow.promised_at == promised_at,
    )
    warned, breached = (await session.execute(query)).one()
    return warned, breached


async def look_again(session: AsyncSession, reseller_id: int) -> None:
    """Have the targets of a reseller's unanswered tickets looked at, as what is promised to them has changed."""
    waiting = select(TicketRow.number).where(TicketRow.reseller_id == reseller_id, UNANSWERED)
    statement = (
        update(SlaTargetRow)
        .where(col(SlaTargetRow.ended_at).is_(None), col(SlaTargetRow.ticket_number).in_(waiting))
        .values(due_at=SlaTargetRow.accepted_at)
    )
    await session.execute(statement.execution_options(synchronize_session=False))


async def answer(session: AsyncSession, ticket: TicketRow) -> Answer:
    """Return how it stands with a person's first answer to a ticket.

    The reseller was told by a letter that went out and did not come back, or by the person's own mail.
    """
    if ticket.first_response_at is None:
        return Answer()
    number = ticket.number or 0
    # A part of an incident that somebody has already hears of it in the answer to its message.
    kinds = ("reply:", "taken:", "not-urgent:", *(("answer:",) if ticket.parent is not None else ()))
    came_back = and_(
        col(UndeliverableRow.channel) == col(OutboxRow.channel),
        col(UndeliverableRow.address) == col(OutboxRow.to_address),
        col(UndeliverableRow.permanent),
        col(UndeliverableRow.since) >= col(OutboxRow.created_at),
    )
    query = (
        select(OutboxRow.state, OutboxRow.sent_at, OutboxRow.created_at)
        .outerjoin(UndeliverableRow, came_back)
        .where(
            OutboxRow.ticket_number == number,
            or_(*(col(OutboxRow.key).startswith(kind, autoescape=True) for kind in kinds)),
            col(OutboxRow.created_at) >= ticket.first_response_at,
            col(UndeliverableRow.address).is_(None),
        )
    )
    letters = (await session.execute(query)).all()
    reached = [sent or written for state, sent, written in letters if state in REACHED]
    if reached:
        return Answer(max(ticket.first_response_at, min(reached)), Told.YES)
    if any(state in UNDER_WAY for state, _, _ in letters):
        return Answer(ticket.first_response_at, Told.ON_ITS_WAY)
    own_mail = select(TimelineRow.id).where(
        TimelineRow.ticket_number == number,
        TimelineRow.kind == Entry.REPLY,
        col(TimelineRow.inbound_id).is_not(None),
    )
    direct = not letters and await session.scalar(own_mail.limit(1)) is not None
    return Answer(ticket.first_response_at, Told.YES if direct else Told.NO)


async def of_tickets(session: AsyncSession, numbers: Collection[int]) -> dict[int, SlaTargetRow]:
    """Return the newest target of each of these tickets that was not taken over by another one."""
    query = (
        select(SlaTargetRow)
        .where(col(SlaTargetRow.ticket_number).in_(list(numbers)), col(SlaTargetRow.ended) != "replaced")
        .order_by(col(SlaTargetRow.id))
    )
    return {row.ticket_number: row for row in (await session.scalars(query)).all()}


async def waiting(session: AsyncSession, *, until: datetime | None, breached: bool) -> list[int]:
    """Return the open tickets whose reseller still waits for a person, the most urgent first.

    Args:
        session: reads within its transaction.
        until: whose time ends by then, or has ended; None is whenever.
        breached: only those whose time has ended.
    """
    query = (
        select(SlaTargetRow.ticket_number)
        .join(TicketRow, col(TicketRow.number) == col(SlaTargetRow.ticket_number))
        .where(AWAITED)
        .order_by(col(SlaTargetRow.promised_at))
    )
    if until is not None:
        query = query.where(col(SlaTargetRow.promised_at) <= until)
    if breached:
        query = query.where(col(SlaTargetRow.breached_at).is_not(None))
    return list((await session.scalars(query)).all())
