"""What one phone gets: how much has gone to it, what waits for it, and what has gone to it as one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import BigInteger, ColumnElement, ScalarSelect, and_, bindparam, literal, or_, text, tuple_
from sqlalchemy import select as choose
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from deskbot.model.case import Severity
from deskbot.model.page import Attempt, Medium
from deskbot.store.pages import cancel_waiting, is_untaken, standing_for
from deskbot.store.tables import BundleRow, DispatchRow, NotificationRow, PageRow, TicketRow
from deskbot.store.tickets import CANARIES

_PHONE_LOCK = 0x70686F6E

_Id: TypeAlias = ColumnElement[Any] | Mapped[Any]


class HandedOver(NamedTuple):
    """Something that was handed to a carrier for a phone."""

    notification_id: int
    at: datetime
    severity: Severity
    failed: bool
    """It has provably reached nobody."""


class Waiting(NamedTuple):
    """A notification with what it is about."""

    notification: NotificationRow
    page: PageRow
    ticket: TicketRow


async def lock_phone(session: AsyncSession, medium: str, address: str) -> None:
    """Let nobody else decide what goes to a phone by a medium, or as one, until the transaction ends.

    Asked for before any row is locked: so whoever holds it waits for nobody who waits for it.
    """
    query = text(f"SELECT pg_advisory_xact_lock({_PHONE_LOCK}, hashtext(:key))")
    await session.execute(query, {"key": _phone(medium, address)})


async def lock_phone_at_once(session: AsyncSession, medium: str, address: str) -> bool:
    """Lock a phone unless somebody else has it: for who has locked rows already, and must not wait for it."""
    query = text(f"SELECT pg_try_advisory_xact_lock({_PHONE_LOCK}, hashtext(:key))")
    return bool(await session.scalar(query, {"key": _phone(medium, address)}))


def _phone(medium: str, address: str) -> str:
    return f"{medium}:{address}"


async def lock(session: AsyncSession, seen: NotificationRow) -> NotificationRow | None:
    """Return a notification as it is now, locked behind its phone, with what goes as one with it.

    Args:
        session: the transaction; it has locked nothing.
        seen: the notification, as it was read without a lock.
    """
    await lock_phone(session, seen.medium, seen.address)
    together = (await session.scalars(_together(), {"seen": seen.id})).all()
    return next((row for row in together if row.id == seen.id), None)


@cache
def _together() -> SelectOfScalar[NotificationRow]:
    """Return the question for a notification, `seen`, and what goes as one with it; made once, as aliases are slow."""
    own, seen = aliased(NotificationRow), bindparam("seen", type_=BigInteger)
    bundle = select(own.bundle_id).where(col(own.id) == seen).scalar_subquery()
    return (
        select(NotificationRow)
        .where(or_(col(NotificationRow.id) == seen, _going_on(bundle)))
        .order_by(col(NotificationRow.id))
        .with_for_update(key_share=True, of=NotificationRow)
        .execution_options(populate_existing=True)
    )


async def waiting(session: AsyncSession, row: NotificationRow) -> Waiting | None:
    """Return a notification with its page and that page's ticket."""
    query = choose(PageRow, TicketRow).join(TicketRow, col(TicketRow.number) == PageRow.ticket_number)
    found = (await session.execute(query.where(col(PageRow.id) == row.page_id))).first()
    return Waiting(row, *found) if found else None


def _going_on(bundle_id: int | ScalarSelect[Any]) -> ColumnElement[bool]:
    ends = [state for state in Attempt if state.final]
    return and_(col(NotificationRow.bundle_id) == bundle_id, col(NotificationRow.state).not_in(ends))


async def handed_over(session: AsyncSession, row: NotificationRow, since: datetime) -> Sequence[HandedOver]:
    """Return what went to a notification's phone by its medium after a moment; not what a carrier has not taken."""
    query = (
        choose(
            col(NotificationRow.id), col(DispatchRow.begun_at), col(NotificationRow.severity), col(DispatchRow.state)
        )
        .join(NotificationRow, col(NotificationRow.id) == DispatchRow.notification_id)
        .where(
            col(NotificationRow.address) == row.address,
            col(NotificationRow.medium) == row.medium,
            col(DispatchRow.begun_at) > since,
            or_(col(DispatchRow.state) != Attempt.FAILED, col(DispatchRow.provider_id) != ""),
            col(DispatchRow.up).is_not(False),  # a carrier that is down has brought nothing to anybody
        )
    )
    return [
        HandedOver(number or 0, at, Severity(grave or Severity.S1), stands == Attempt.FAILED)
        for number, at, grave, stands in (await session.execute(query)).all()
    ]


async def may_be_out(session: AsyncSession, row: NotificationRow) -> bool:
    """Return whether a phone may have got a notification, alone or in its bundle: a carrier took it, or may have."""
    return row.attempts > 0 and bool(await session.scalar(choose(_may_be_out(literal(row.id), literal(row.bundle_id)))))


def _may_be_out(notification_id: _Id, bundle_id: _Id) -> ColumnElement[bool]:
    carried = aliased(NotificationRow)
    query = select(DispatchRow.id).join(carried, col(carried.id) == DispatchRow.notification_id)
    of_it = or_(col(carried.id) == notification_id, col(carried.bundle_id) == bundle_id)
    certainly_not = and_(col(DispatchRow.state) == Attempt.FAILED, col(DispatchRow.provider_id) == "")
    return query.where(of_it, ~certainly_not).exists()


async def companions(session: AsyncSession, row: NotificationRow, now: datetime, most: int) -> Sequence[Waiting]:
    """Return what may go with a notification as one, the gravest first, locked until the transaction ends.

    That is what waits for the same person and phone, and of which nothing can have gone out, and what has gone with
    it before and has to go again: only that, where it may have gone out itself. What somebody else works on just now
    is left out.
    """
    waits = and_(
        col(NotificationRow.state) == Attempt.QUEUED,
        or_(
            col(NotificationRow.due_at) <= now,
            col(NotificationRow.held) != "",
            col(NotificationRow.attempts) > 0,
        ),
        ~_may_be_out(col(NotificationRow.id), col(NotificationRow.bundle_id)),
    )
    again = and_(
        col(NotificationRow.bundle_id) == row.bundle_id,
        col(NotificationRow.state).in_((Attempt.QUEUED, Attempt.SENDING)),
        or_(col(NotificationRow.due_at) <= now, col(NotificationRow.sent_at) == row.sent_at),
    )
    may_go = [] if await may_be_out(session, row) else [waits]
    if row.bundle_id is not None:
        may_go.append(again)
    if not may_go:
        return ()
    query = (
        choose(NotificationRow, PageRow, TicketRow)
        .join(PageRow, col(PageRow.id) == NotificationRow.page_id)
        .join(TicketRow, col(TicketRow.number) == PageRow.ticket_number)
        .where(
            col(NotificationRow.id) != row.id,
            col(PageRow.ticket_number) > CANARIES,
            col(NotificationRow.responder) == row.responder,
            col(NotificationRow.medium) == row.medium,
            col(NotificationRow.address) == row.address,
            or_(*may_go),
        )
        .order_by(col(TicketRow.severity), col(NotificationRow.id))
        .limit(most)
        .with_for_update(key_share=True, skip_locked=True, of=NotificationRow)
        .execution_options(populate_existing=True)
    )
    return [Waiting(*found) for found in (await session.execute(query)).all()]


async def create(session: AsyncSession, code: int, address: str, now: datetime) -> BundleRow:
    """Write down a bundle."""
    row = BundleRow(code=code, address=address, created_at=now)
    session.add(row)
    await session.flush()
    return row


async def others(session: AsyncSession, row: NotificationRow) -> Sequence[NotificationRow]:
    """Return what has gone with a notification as one, and has not come to an end; all of it is locked with that."""
    if row.bundle_id is None:
        return ()
    query = select(NotificationRow).where(_going_on(row.bundle_id), NotificationRow.id != row.id)
    query = query.order_by(col(NotificationRow.id)).execution_options(populate_existing=True)
    return (await session.scalars(query)).all()


async def by_code_for(session: AsyncSession, address: str, code: int) -> BundleRow | None:
    """Return the newest bundle with a code that a number got; not one whose pages have all gone with others."""
    has_pages = select(NotificationRow.id).where(col(NotificationRow.bundle_id) == col(BundleRow.id)).exists()
    query = select(BundleRow).where(BundleRow.address == address, BundleRow.code == code, has_pages)
    return (await session.scalars(query.order_by(col(BundleRow.id).desc()))).first()


async def responder_of(session: AsyncSession, bundle_id: int) -> str:
    """Return who got a bundle."""
    query = select(NotificationRow.responder).where(NotificationRow.bundle_id == bundle_id)
    return (await session.scalars(query)).first() or ""


async def pages_of(session: AsyncSession, bundle_id: int) -> Sequence[PageRow]:
    """Return the pages of a bundle, oldest first; for one that was folded the one that stands for it."""
    query = select(NotificationRow.page_id).where(NotificationRow.bundle_id == bundle_id).distinct()
    standing = [await standing_for(session, page_id) for page_id in (await session.scalars(query)).all()]
    rows = {row.id: row for row in standing if row is not None}
    return sorted(rows.values(), key=lambda row: row.id or 0)


async def open_tickets(session: AsyncSession, bundle_id: int) -> list[TicketRow]:
    """Return the tickets of a bundle that nobody has taken, by their numbers."""
    numbers = [page.ticket_number for page in await pages_of(session, bundle_id) if is_untaken(page)]
    query = select(TicketRow).where(col(TicketRow.number).in_(numbers)).order_by(col(TicketRow.number))
    return list((await session.scalars(query)).all())


async def cancel_earlier(
    session: AsyncSession, page_id: int, now: datetime, ways: Collection[tuple[str, Medium]]
) -> None:
    """Cancel what a page's earlier steps had still to send; what was held goes on, unless its way is used anew.

    Args:
        session: the transaction, which has locked the page.
        page_id: whose step it is.
        now: the present moment.
        ways: each person and medium by which the new step calls.
    """
    way = tuple_(col(NotificationRow.responder), col(NotificationRow.medium))
    await cancel_waiting(session, page_id, now, or_(col(NotificationRow.held) == "", way.in_(list(ways))))


async def held_of(session: AsyncSession, ticket: int) -> Sequence[NotificationRow]:
    """Return what is held of a ticket's pages, in the order in which it is due."""
    query = (
        select(NotificationRow)
        .join(PageRow, col(PageRow.id) == NotificationRow.page_id)
        .where(PageRow.ticket_number == ticket, NotificationRow.state == Attempt.QUEUED, NotificationRow.held != "")
    )
    return (await session.scalars(query.order_by(col(NotificationRow.due_at), col(NotificationRow.id)))).all()
