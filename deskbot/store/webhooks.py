"""Webhooks, what happened, and what became of telling it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, func, literal, or_, update
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.api_token import AUTHOR
from deskbot.model.webhook import DeliveryState, Event, Webhook
from deskbot.store.named_locks import lock_name
from deskbot.store.tables import ApiTokenRow, TimelineRow, WebhookDeliveryRow, WebhookEventRow, WebhookRow

KNOWN = {str(one) for one in Event}
_LOCKED = (
    select(WebhookRow)
    .where(col(WebhookRow.ended_at).is_(None))
    .order_by(col(WebhookRow.id))
    .with_for_update(key_share=True)
)


def as_webhook(row: WebhookRow) -> Webhook:
    """Return the noun that a row stands for."""
    assert row.id is not None  # noqa: S101  (it came from the database)
    return Webhook(
        id=row.id,
        url=row.url,
        events=frozenset(Event(one) for one in row.events if one in KNOWN),
        reseller_id=row.reseller_id,
        generation=row.generation,
        rotated_at=row.rotated_at,
        failing_since=row.failing_since,
        off_at=row.off_at,
        created_at=row.created_at,
        created_by=row.created_by,
    )


async def lock_all(session: AsyncSession) -> Sequence[WebhookRow]:
    """Return the webhooks that have not ended, locked in one order."""
    return (await session.scalars(_LOCKED)).all()


async def made_by(session: AsyncSession, author: str) -> Sequence[WebhookRow]:
    """Return the webhooks of a program that have not ended, locked in the same order."""
    return (await session.scalars(_LOCKED.where(WebhookRow.created_by == author))).all()


async def of_ended_tokens(session: AsyncSession, now: datetime) -> Sequence[WebhookRow]:
    """Return the webhooks that have not ended though the token has that made them, locked in the same order."""
    over = or_(col(ApiTokenRow.revoked_at).is_not(None), col(ApiTokenRow.expires_at) <= now)
    authors = select(literal(AUTHOR) + col(ApiTokenRow.name)).where(over)
    return (await session.scalars(_LOCKED.where(col(WebhookRow.created_by).in_(authors)))).all()


async def off_since(session: AsyncSession, before: datetime) -> Sequence[WebhookRow]:
    """Return the webhooks that have been off since before a moment, and have not ended, locked in the same order."""
    return (await session.scalars(_LOCKED.where(col(WebhookRow.off_at) <= before))).all()


async def lock_number(session: AsyncSession, reseller_id: int | None) -> None:
    """Let nobody else make a webhook of a reseller (None: of the desk) until the transaction ends."""
    await lock_name(session, f"webhooks of {reseller_id}")


async def count(session: AsyncSession, reseller_id: int | None) -> int:
    """Return how many webhooks a reseller has that have not ended; None: the desk itself."""
    theirs = col(WebhookRow.reseller_id).is_not_distinct_from(reseller_id)
    query = select(func.count()).select_from(WebhookRow).where(col(WebhookRow.ended_at).is_(None), theirs)
    return (await session.scalars(query)).one()


async def listed(session: AsyncSession, *, only: int | None, after: int = 0, limit: int = 1000) -> Sequence[WebhookRow]:
    """Return the webhooks that have not ended; of one reseller, where one is named."""
    query = (
        select(WebhookRow)
        .where(col(WebhookRow.ended_at).is_(None), col(WebhookRow.id) > after)
        .order_by(col(WebhookRow.id))
        .limit(limit)
    )
    if only is not None:
        query = query.where(WebhookRow.reseller_id == only)
    return (await session.scalars(query)).all()


async def get(session: AsyncSession, webhook_id: int) -> WebhookRow | None:
    """Return a webhook that has not ended."""
    query = select(WebhookRow).where(WebhookRow.id == webhook_id, col(WebhookRow.ended_at).is_(None))
    return (await session.scalars(query)).first()


async def lock(session: AsyncSession, webhook_id: int) -> WebhookRow | None:
    """Return a webhook that has not ended, locked."""
    query = select(WebhookRow).where(WebhookRow.id == webhook_id, col(WebhookRow.ended_at).is_(None))
    return (await session.scalars(query.with_for_update(key_share=True))).first()


async def lock_events(session: AsyncSession, event_id: int) -> Sequence[tuple[WebhookEventRow, bool]]:
    """Return what happened on the ticket of an event and is not handed out yet, locked, in its order.

    Beside each stands whether a reseller may see it.
    """
    ticket = select(WebhookEventRow.ticket_number).where(WebhookEventRow.id == event_id).scalar_subquery()
    query = (
        select(WebhookEventRow)
        .where(WebhookEventRow.ticket_number == ticket, col(WebhookEventRow.due_at).is_not(None))
        .order_by(col(WebhookEventRow.id))
        .with_for_update(key_share=True)
    )
    rows = (await session.scalars(query)).all()
    entries = select(TimelineRow.id).where(
        col(TimelineRow.id).in_([row.entry_id for row in rows if row.entry_id is not None]), ~col(TimelineRow.public)
    )
    inside = set((await session.scalars(entries)).all())
    return [(row, row.entry_id not in inside) for row in rows]


async def hand_out(session: AsyncSession, event: WebhookEventRow, webhook_id: int) -> None:
    """Put an event on its way to a webhook, which is locked; it is not due yet."""
    row = {
        "webhook_id": webhook_id,
        "event_id": event.id,
        "ticket_number": event.ticket_number,
        "state": DeliveryState.QUEUED,
        "attempts": 0,
        "says": "",
    }
    await session.execute(insert(WebhookDeliveryRow).values(row).on_conflict_do_nothing())


async def wake(session: AsyncSession, webhook_id: int, ticket: int, at: datetime) -> int | None:
    """Make what a webhook is to be told next of a ticket due, and return it; None where nothing waits, or it is due.

    The webhook is locked. What is behind the first is not due: it waits for its turn.
    """
    row = await following(session, webhook_id, ticket)
    if row is None or row.due_at is not None:
        return None
    row.due_at = at
    return row.id


async def following(session: AsyncSession, webhook_id: int, ticket: int) -> WebhookDeliveryRow | None:
    """Return what a webhook, which is locked, is to be told next of a ticket; None where nothing waits."""
    query = (
        select(WebhookDeliveryRow)
        .where(
            WebhookDeliveryRow.webhook_id == webhook_id,
            WebhookDeliveryRow.ticket_number == ticket,
            WebhookDeliveryRow.state == DeliveryState.QUEUED,
        )
        .order_by(col(WebhookDeliveryRow.event_id))
        .limit(1)
    )
    return (await session.scalars(query)).first()


async def firsts(session: AsyncSession, webhook_id: int) -> Sequence[WebhookDeliveryRow]:
    """Return what a webhook, which is locked, is to be told next of each ticket."""
    query = (
        select(WebhookDeliveryRow)
        .where(WebhookDeliveryRow.webhook_id == webhook_id, WebhookDeliveryRow.state == DeliveryState.QUEUED)
        .ext(distinct_on(col(WebhookDeliveryRow.ticket_number)))
        .order_by(col(WebhookDeliveryRow.ticket_number), col(WebhookDeliveryRow.event_id))
    )
    return (await session.scalars(query)).all()


async def tried_last(session: AsyncSession, webhook_id: int) -> WebhookDeliveryRow | None:
    """Return what was tried last, of what waits for a webhook; None where nothing was."""
    query = (
        select(WebhookDeliveryRow)
        .where(
            WebhookDeliveryRow.webhook_id == webhook_id,
            WebhookDeliveryRow.state == DeliveryState.QUEUED,
            col(WebhookDeliveryRow.tried_at).is_not(None),
        )
        .order_by(col(WebhookDeliveryRow.tried_at).desc())
        .limit(1)
    )
    return (await session.scalars(query)).first()


async def due_first(session: AsyncSession, webhook_id: int) -> datetime | None:
    """Return when the first is due of what waits for a webhook; None where nothing is."""
    query = select(func.min(WebhookDeliveryRow.due_at)).where(
        WebhookDeliveryRow.webhook_id == webhook_id, WebhookDeliveryRow.state == DeliveryState.QUEUED
    )
    return (await session.scalars(query)).one()


async def tickets_waiting(session: AsyncSession, webhook_id: int) -> Sequence[int]:
    """Return the tickets of which something waits for a webhook."""
    query = select(WebhookDeliveryRow.ticket_number).where(
        WebhookDeliveryRow.webhook_id == webhook_id, WebhookDeliveryRow.state == DeliveryState.QUEUED
    )
    return (await session.scalars(query.distinct())).all()


async def rest(session: AsyncSession, webhook_id: int) -> None:
    """Let nothing be due that waits for a webhook."""
    which = (col(WebhookDeliveryRow.webhook_id) == webhook_id, col(WebhookDeliveryRow.state) == DeliveryState.QUEUED)
    await session.execute(update(WebhookDeliveryRow).where(*which).values(due_at=None))


async def lock_delivery(session: AsyncSession, delivery_id: int) -> WebhookDeliveryRow | None:
    """Return a delivery, locked."""
    query = select(WebhookDeliveryRow).where(WebhookDeliveryRow.id == delivery_id)
    return (await session.scalars(query.with_for_update(key_share=True))).first()


async def deliveries(
    session: AsyncSession, webhook_id: int, *, before: int | None, limit: int
) -> Sequence[tuple[WebhookDeliveryRow, WebhookEventRow]]:
    """Return what is on its way to a webhook, or has reached it, the newest first."""
    query = (
        select(WebhookDeliveryRow, WebhookEventRow)
        .join(WebhookEventRow, col(WebhookEventRow.id) == col(WebhookDeliveryRow.event_id))
        .where(WebhookDeliveryRow.webhook_id == webhook_id)
        .order_by(col(WebhookDeliveryRow.id).desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(col(WebhookDeliveryRow.id) < before)
    return [(one[0], one[1]) for one in (await session.execute(query)).all()]


async def forget(session: AsyncSession, before: datetime, most: int) -> int:
    """Forget what happened long ago and waits for nobody; for a webhook that has ended nothing waits.

    Return how many events are gone, `most` at most. Nobody else forgets until the transaction ends.
    """
    await lock_name(session, "forgetting events")
    old = select(WebhookEventRow.id).where(col(WebhookEventRow.at) < before, col(WebhookEventRow.due_at).is_(None))
    waits = (
        select(WebhookDeliveryRow.id)
        .join(WebhookRow, col(WebhookRow.id) == col(WebhookDeliveryRow.webhook_id))
        .where(
            WebhookDeliveryRow.event_id == WebhookEventRow.id,
            WebhookDeliveryRow.state == DeliveryState.QUEUED,
            col(WebhookRow.ended_at).is_(None),
        )
    )
    gone = list((await session.scalars(old.where(~exists(waits)).order_by(col(WebhookEventRow.id)).limit(most))).all())
    await session.execute(delete(WebhookDeliveryRow).where(col(WebhookDeliveryRow.event_id).in_(gone)))
    await session.execute(delete(WebhookEventRow).where(col(WebhookEventRow.id).in_(gone)))
    return len(gone)
