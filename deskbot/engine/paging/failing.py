"""What follows when notifications have reached nobody, or when nobody knows whether they have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.rows import row_id
from deskbot.model.page import Attempt, PageState
from deskbot.model.ticket import Entry
from deskbot.store import dispatches, tickets
from deskbot.store.database import Session
from deskbot.store.tables import DispatchRow, NotificationRow, PageRow


async def fail(session: Session, row: NotificationRow, why: str, now: datetime) -> None:
    """Give a notification up.

    Args:
        session: the transaction, which has locked the notification.
        row: what has provably reached nobody.
        why: for people.
        now: the present moment.
    """
    row.state, row.due_at, row.detail, row.updated_at = Attempt.FAILED, None, why, now
    await _note(session, row, f"{row.medium} to {row.responder} did not reach them: {why or row.state}", now)


async def unknown(session: Session, row: NotificationRow, now: datetime) -> None:
    """Note that a carrier has taken a notification, and that nobody knows what has become of it."""
    row.state, row.updated_at = Attempt.UNKNOWN, now
    await _note(session, row, f"{row.medium} to {row.responder}: nobody knows whether it arrived", now)


async def _note(session: Session, row: NotificationRow, text: str, now: datetime) -> None:
    page = await session.get(PageRow, row.page_id)
    if page is None or page.state != PageState.OPEN:
        return
    of_row = await dispatches.of(session, row_id(row))
    data = ledger(of_row[-1]) if of_row else {}
    tickets.entry(session, page.ticket_number, now, Entry.PAGE, text, data=data)


async def go_on(session: Session, jobs: Jobs, rows: Iterable[NotificationRow]) -> None:
    """Let whoever or whatever is next come now, where notifications have come to nothing.

    The page's own alarm looks whether its level has failed altogether, or a next medium comes now: it locks the page
    first, so that of two failures at the same moment the later one sees both.
    """
    for page_id in {row.page_id for row in rows}:
        page = await session.get(PageRow, page_id)
        if page is not None and page.state == PageState.OPEN:
            jobs.ring(session, "page", page_id)


def ledger(dispatch: DispatchRow) -> dict[str, object]:
    """Return for the timeline what a dispatch tells of its carrier."""
    return {
        "carrier": dispatch.carrier,
        "provider_id": dispatch.provider_id,
        "state": dispatch.state,
        "detail": dispatch.detail,
        "code": dispatch.code,
        "segments": dispatch.segments,
    }
