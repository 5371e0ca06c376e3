"""What follows when a notification has reached nobody, or when nobody knows whether it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.rows import row_id
from deskbot.model.page import Attempt, PageState
from deskbot.model.ticket import Entry
from deskbot.store import dispatches, tickets
from deskbot.store.database import Session
from deskbot.store.tables import DispatchRow, NotificationRow, PageRow


@dataclass(frozen=True, slots=True)
class Failing:
    """Gives notifications up, and lets whoever or whatever is next come now."""

    jobs: Jobs

    async def fail(self, session: Session, row: NotificationRow, why: str, now: datetime) -> None:
        """Give a notification up; a level that has failed altogether is not waited for.

        Args:
            session: the transaction, which has locked the notification.
            row: what has provably reached nobody.
            why: for people.
            now: the present moment.
        """
        row.state, row.due_at, row.detail, row.updated_at = Attempt.FAILED, None, why, now
        text = f"{row.medium} to {row.responder} did not reach them: {why or row.state}"
        await self._goes_on(session, row, text, now)

    async def unknown(self, session: Session, row: NotificationRow, now: datetime) -> None:
        """Note that a carrier has taken a notification, and that nobody knows what has become of it."""
        row.state, row.updated_at = Attempt.UNKNOWN, now
        await self._goes_on(session, row, f"{row.medium} to {row.responder}: nobody knows whether it arrived", now)

    async def _goes_on(self, session: Session, row: NotificationRow, text: str, now: datetime) -> None:
        await session.flush()
        page = await session.get(PageRow, row.page_id)
        if page is None or page.state != PageState.OPEN:
            return
        of_row = await dispatches.of(session, row_id(row))
        data = ledger(of_row[-1]) if of_row else {}
        tickets.entry(session, page.ticket_number, now, Entry.PAGE, text, data=data)
        # The page's own alarm looks whether its level has failed altogether, or a next medium comes now: it locks the
        # page first, so that of two failures at the same moment the later one sees both.
        await self.jobs.ring(session, "page", row.page_id)


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
