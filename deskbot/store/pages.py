"""Pages, and their notifications."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, literal, or_, text, union, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from deskbot.model.page import Attempt, Medium, Notification, Page, PageState
from deskbot.model.ticket import State
from deskbot.store.database import LOCK
from deskbot.store.in_any import in_any
from deskbot.store.tables import BundleRow, DispatchRow, NotificationRow, PageRow, TicketRow

CODE_REST = timedelta(days=14)
"""How long a reply code rests after its page has closed, so that a late reply never answers another page."""
TRIED_FROM = 901
"""The first code of a test and of the canary, which leave no row behind: a late reply to one is no real page's."""
UNTAKEN = (PageState.OPEN, PageState.UNANSWERED)
"""States in which somebody may still take a page: also when everybody was told that nobody has."""
SILENT = timedelta(seconds=6)
"""A worker that is taken for dead has been silent for longer: what began since is not its own."""
MOST_FOLDS = 100
"""Pages folded one into the next that are followed."""
_CODE_LOCK = 0x70616765
_IS_OPEN = col(PageRow.state) == literal(str(PageState.OPEN), literal_execute=True)
"""Told as it stands, and not as a parameter: so it is found in the index of open pages alone."""
IS_UNTAKEN = col(PageRow.state).in_([literal(str(state), literal_execute=True) for state in UNTAKEN])
"""Told as they stand, too: so it is found in the index of those that nobody has taken."""
OPEN_FIRST = (
    (col(PageRow.state) == PageState.OPEN).desc(),
    col(PageRow.closed_at).desc().nulls_last(),
    col(PageRow.id).desc(),
)
"""The order in which an open page comes first, and then the one that was closed last."""
# Made once, as each message of a ticket asks for them.
_LATEST = (
    select(PageRow)
    .where(col(PageRow.ticket_number) == bindparam("ticket"))
    .order_by(*OPEN_FIRST)
    .limit(1)
    .execution_options(populate_existing=True)
)
_LATEST_LOCKED = _LATEST.with_for_update(key_share=True)
_UNVERIFIED = (
    select(func.count())
    .select_from(PageRow)
    .where(~col(PageRow.verified), col(PageRow.created_at) >= bindparam("since"))
)


def as_page(row: PageRow) -> Page:
    """Return the noun that a row stands for."""
    assert row.id is not None  # noqa: S101  (every stored row has one)
    return Page(
        id=row.id,
        ticket=row.ticket_number,
        policy=row.policy,
        state=PageState(row.state),
        step=row.step,
        level=row.level,
        round=row.round,
        begun=row.begun,
        done=tuple(row.done),
        code=row.code,
        due_at=row.due_at,
        created_at=row.created_at,
        acknowledged=tuple(row.acknowledged),
        acknowledged_by=row.acknowledged_by,
        acknowledged_at=row.acknowledged_at,
        verified=row.verified,
    )


def as_notification(row: NotificationRow) -> Notification:
    """Return the noun that a row stands for."""
    assert row.id is not None  # noqa: S101  (every stored row has one)
    return Notification(
        id=row.id,
        step=row.step,
        responder=row.responder,
        medium=Medium(row.medium),
        state=Attempt(row.state),
        created_at=row.created_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
    )


async def free_code(session: AsyncSession, now: datetime, *, first: int = 1) -> int:
    """Return the smallest reply code from `first` on that no open page has, and that has rested long enough.

    Two transactions that ask at once get their answers one after the other.
    """
    await session.execute(text(f"SELECT pg_advisory_xact_lock({_CODE_LOCK})"))
    return await _free_code(session, now, first)


async def free_code_at_once(session: AsyncSession, now: datetime) -> int | None:
    """Return the same, or None where another transaction is being given one.

    For who holds locks on notifications, which that other one may be waiting for.
    """
    if not await session.scalar(text(f"SELECT pg_try_advisory_xact_lock({_CODE_LOCK})")):
        return None
    return await _free_code(session, now)


async def _free_code(session: AsyncSession, now: datetime, first: int = 1) -> int:
    """Look for it; a bundle's code is in use, and rests, as long as any code of its pages."""
    in_use = or_(_IS_OPEN, col(PageRow.closed_at) > now - CODE_REST)
    bundles = select(NotificationRow.bundle_id).where(
        in_any(col(NotificationRow.page_id), select(PageRow.id).where(in_use)),
        col(NotificationRow.bundle_id).is_not(None),
    )
    of_bundles = select(BundleRow.code).where(in_any(col(BundleRow.id), bundles))
    taken = await session.scalars(union(select(PageRow.code).where(in_use), of_bundles))
    used = set(taken.all())
    return next(code for code in range(first, first + len(used) + 1) if code not in used)


async def latest(session: AsyncSession, ticket: int, *, lock: bool = True) -> PageRow | None:
    """Return a ticket's open page, or else the one that was closed last, locked until the transaction ends."""
    return await session.scalar(_LATEST_LOCKED if lock else _LATEST, {"ticket": ticket})


async def standing_for(session: AsyncSession, page_id: int) -> PageRow | None:
    """Return the page that stands for one that was folded, and else the page itself; not locked."""
    row = await session.get(PageRow, page_id, populate_existing=True)
    for _ in range(MOST_FOLDS):
        if row is None or row.state != PageState.FOLDED or row.folded_into is None:
            break
        row = await session.get(PageRow, row.folded_into, populate_existing=True)
    return row


async def reopen(session: AsyncSession, row: PageRow, now: datetime, due_at: datetime) -> None:
    """Let a page that has ended go on by itself, under its code, or a new one where that is another's by now."""
    in_use = select(PageRow.id).where(PageRow.code == row.code, _IS_OPEN, PageRow.id != row.id)
    if await session.scalar(in_use) is not None:
        row.code = await free_code(session, now)
    row.state, row.folded_into, row.closed_at, row.due_at = PageState.OPEN, None, None, max(now, due_at)
    row.acknowledged, row.acknowledged_by, row.acknowledged_at = [], "", None
    row.snoozed_at, row.handed_to, row.handed_by, row.held_due_at = None, "", "", None
    await session.flush()


def is_untaken(row: PageRow) -> bool:
    """Return whether somebody may still take a page."""
    return row.state in UNTAKEN


async def has_open(session: AsyncSession, numbers: Iterable[int]) -> frozenset[int]:
    """Return which of these tickets have a page of their own that is open."""
    query = select(PageRow.ticket_number).where(
        col(PageRow.ticket_number).in_(list(numbers)), col(PageRow.state) == PageState.OPEN
    )
    return frozenset((await session.scalars(query)).all())


async def lock_notification(session: AsyncSession, notification_id: int) -> NotificationRow | None:
    """Return the row, locked until the transaction ends."""
    return await session.get(NotificationRow, notification_id, with_for_update=LOCK, populate_existing=True)


async def lock_at_once(session: AsyncSession, notification_id: int) -> bool:
    """Lock a notification that waits, unless somebody else has it; return whether it is locked, and waits still."""
    query = select(NotificationRow).where(
        NotificationRow.id == notification_id, col(NotificationRow.state) == Attempt.QUEUED
    )
    query = query.with_for_update(key_share=True, skip_locked=True).execution_options(populate_existing=True)
    return (await session.scalars(query)).first() is not None


async def by_token(session: AsyncSession, token: str) -> NotificationRow | None:
    """Return the notification whose dispatch a carrier's callback names."""
    query = (
        select(NotificationRow)
        .join(DispatchRow, col(DispatchRow.notification_id) == col(NotificationRow.id))
        .where(DispatchRow.token == token)
    )
    return (await session.scalars(query)).first()


async def notifications(session: AsyncSession, page_id: int) -> Sequence[NotificationRow]:
    """Return a page's notifications, oldest first."""
    query = select(NotificationRow).where(NotificationRow.page_id == page_id).order_by(col(NotificationRow.id))
    return (await session.scalars(query)).all()


async def newest_notification(session: AsyncSession, ticket: int, responder: str) -> int | None:
    """Return the id of the notification by which a ticket's pages reached somebody last; None where none did."""
    query = (
        select(NotificationRow.id)
        .join(PageRow, col(PageRow.id) == col(NotificationRow.page_id))
        .where(PageRow.ticket_number == ticket, NotificationRow.responder == responder)
        .order_by(col(NotificationRow.id).desc())
    )
    return (await session.scalars(query)).first()


async def add_once(session: AsyncSession, row: NotificationRow) -> bool:
    """Add a notification; return False where its step reaches that person by that medium already."""
    try:
        async with session.begin_nested():
            session.add(row)
            await session.flush()
    except IntegrityError:
        return False
    return True


async def untaken_for(session: AsyncSession, address: str, now: datetime) -> Sequence[PageRow]:
    """Return the pages that nobody has taken, and for which a number was paged, oldest first.

    A page into which another was folded counts, if the number was paged for that one. One that nobody answered counts
    while its ticket is open, and has not been paged anew.
    """
    query = select(PageRow.id).where(
        col(PageRow.id).in_(_paged_at(address)),
        or_(
            IS_UNTAKEN,
            and_(col(PageRow.state) == PageState.FOLDED, col(PageRow.closed_at) > now - CODE_REST),
        ),
    )
    found: dict[int, PageRow] = {}
    for page_id in (await session.scalars(query)).all():
        row = await standing_for(session, page_id or 0)
        if row is not None and (row.state == PageState.OPEN or await _still_wanted(session, row)):
            found[row.id or 0] = row
    return [found[page_id] for page_id in sorted(found)]


async def _still_wanted(session: AsyncSession, row: PageRow) -> bool:
    """Return whether somebody may still come for a page that nobody has answered."""
    newer = select(PageRow.id).where(PageRow.ticket_number == row.ticket_number, col(PageRow.id) > row.id)
    ticket = await session.get(TicketRow, row.ticket_number)
    is_open = ticket is not None and State(ticket.state).open
    return row.state == PageState.UNANSWERED and is_open and await session.scalar(newer.limit(1)) is None


async def by_code_for(session: AsyncSession, address: str, code: int, now: datetime) -> PageRow | None:
    """Return the newest page with a code for which a number was paged, if only by one that was folded into it."""
    query = (
        select(PageRow)
        .where(PageRow.code == code, col(PageRow.id).in_(_paged_at(address)))
        .order_by(col(PageRow.id).desc())
    )
    found = (await session.scalars(query)).first()
    return found or next((page for page in await untaken_for(session, address, now) if page.code == code), None)


def _paged_at(address: str):  # noqa: ANN202  (SQLAlchemy's select type says nothing more)
    return select(NotificationRow.page_id).where(NotificationRow.address == address)


async def is_with(session: AsyncSession, page: PageRow, responder: str) -> bool:
    """Return whether a page is with a responder now: they were paged by its present step.

    Who was paged for one that was folded into it, by the step where that one stood, has it as well, until the page
    has gone on from where it was then.
    """
    begun = await session.scalar(
        select(func.max(NotificationRow.created_at)).where(
            NotificationRow.page_id == page.id,
            NotificationRow.step == page.step,
        )
    )
    query = (
        select(PageRow)
        .join(NotificationRow, col(NotificationRow.page_id) == col(PageRow.id))
        .where(
            col(PageRow.id).in_(stood_for(page.id or 0)),
            NotificationRow.responder == responder,
            NotificationRow.step == PageRow.step,
        )
        .distinct()
    )
    return any(
        row.id == page.id or begun is None or (row.closed_at is not None and row.closed_at >= begun)
        for row in (await session.scalars(query)).all()
    )


async def people_with(session: AsyncSession, page: PageRow) -> Sequence[str]:
    """Return who was paged by the step that a page is at now."""
    return (await people_of(session, [page]))[page.id or 0]


async def people_of(session: AsyncSession, found: Collection[PageRow]) -> dict[int, tuple[str, ...]]:
    """Return by page who was paged by the step that each is at now."""
    query = (
        select(NotificationRow.page_id, NotificationRow.responder)
        .join(PageRow, col(PageRow.id) == col(NotificationRow.page_id))
        .where(col(PageRow.id).in_([page.id for page in found]), col(NotificationRow.step) == col(PageRow.step))
        .distinct()
        .order_by(col(NotificationRow.responder))
    )
    people: dict[int, tuple[str, ...]] = {page.id or 0: () for page in found}
    for page, responder in (await session.execute(query)).all():
        people[page] = (*people[page], responder)
    return people


async def responder_at(session: AsyncSession, page_id: int, address: str) -> str:
    """Return who was paged at a number for a page, or for one that was folded into it; the last time counts."""
    query = (
        select(NotificationRow.responder)
        .where(col(NotificationRow.page_id).in_(stood_for(page_id)), NotificationRow.address == address)
        .order_by(col(NotificationRow.id).desc())
    )
    return (await session.scalars(query)).first() or ""


async def was_paged(session: AsyncSession, page_id: int, responder: str) -> bool:
    """Return whether somebody was paged for a page, or for one that was folded into it."""
    query = select(NotificationRow.id).where(
        col(NotificationRow.page_id).in_(stood_for(page_id)), NotificationRow.responder == responder
    )
    return await session.scalar(query.limit(1)) is not None


def stood_for(page_id: int) -> SelectOfScalar[Any]:
    """Return a query for the ids of a page and of those for which it stands."""
    tree = select(PageRow.id).where(PageRow.id == page_id).cte(recursive=True)
    below = select(PageRow.id).where(col(PageRow.folded_into) == tree.c.id, PageRow.state == PageState.FOLDED)
    return select(tree.union(below).c.id)


async def cancel_waiting(
    session: AsyncSession, page_id: int, now: datetime, *which: ColumnElement[bool], responder: str = ""
) -> None:
    """Cancel what of a page has not been handed to a carrier: all of it, or one person's, or as `which` says."""
    which = (*which, col(NotificationRow.responder) == responder) if responder else which
    found = await _lock_waiting(session, col(NotificationRow.page_id) == page_id, *which)
    if not found:
        return
    chosen = update(NotificationRow).where(col(NotificationRow.id).in_(found))
    await session.execute(chosen.values(state=Attempt.CANCELLED, due_at=None, held="", updated_at=now))


async def lock_waiting(session: AsyncSession, tickets: Iterable[int]) -> None:
    """Lock what of these tickets' pages waits to be handed over, before several of the pages end: in one order."""
    of_them = select(PageRow.id).where(col(PageRow.ticket_number).in_(list(tickets)))
    await _lock_waiting(session, col(NotificationRow.page_id).in_(of_them))


async def _lock_waiting(session: AsyncSession, *which: ColumnElement[bool]) -> Sequence[int | None]:
    """Lock the chosen ones of what waits, in the order of their ids; return these."""
    query = select(NotificationRow.id).where(col(NotificationRow.state) == Attempt.QUEUED, *which)
    query = query.order_by(col(NotificationRow.id)).with_for_update(key_share=True)
    return (await session.scalars(query)).all()


async def unverified_since(session: AsyncSession, since: datetime) -> int:
    """Return how many pages unproven senders have caused since a moment."""
    return await session.scalar(_UNVERIFIED, {"since": since}) or 0


async def release(session: AsyncSession, notification_id: int, now: datetime) -> bool:
    """End the lease of an attempt whose worker has died; one that began since is another's, who lives."""
    row = await lock_notification(session, notification_id)
    if row is None or row.state != Attempt.SENDING or row.sent_at is None or row.sent_at > now - SILENT:
        return False
    row.due_at = now
    return True


async def being_sent(session: AsyncSession, page_id: int) -> Sequence[int]:
    """Return the ids of a page's notifications that somebody hands over just now, or did when they died."""
    query = select(NotificationRow.id).where(
        NotificationRow.page_id == page_id, NotificationRow.state == Attempt.SENDING
    )
    return [found for found in (await session.scalars(query.order_by(col(NotificationRow.id)))).all() if found]
