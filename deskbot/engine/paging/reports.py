"""What carriers say of a notification after they have taken it; it moves forward only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.crowd import carry
from deskbot.engine.paging.rows import policy_of, row_id
from deskbot.escalation import pager
from deskbot.model.page import Attempt, Medium, PageState
from deskbot.model.ticket import Entry
from deskbot.store import dispatches, pages, tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import NotificationRow, PageRow

UNANSWERED = frozenset({"busy", "no-answer"})
"""What a carrier says of a call that rang, or would have, and that nobody took."""


@dataclass(frozen=True, slots=True)
class Reports:
    """Takes reports, and does what follows from a failure."""

    database: Database
    jobs: Jobs
    desk: Desk
    clock: Clock

    async def report(self, token: str, state: Attempt, detail: str, code: int | None = None) -> None:
        """Take a carrier's report on a dispatch.

        Args:
            token: names the dispatch.
            state: where it stands now, by the carrier's word.
            detail: the carrier's own words.
            code: its number for what went wrong.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            found = await pages.by_token(session, token)
            row = await pages.lock_notification(session, row_id(found)) if found else None
            of_row = await dispatches.of(session, row_id(row)) if row else ()
            dispatch = next((one for one in of_row if one.token == token), None)
            if row is None or dispatch is None or not Attempt(dispatch.state).may_become(state):
                return
            page = await session.get(PageRow, row.page_id)
            if state is Attempt.FAILED and dispatch.state == Attempt.DELIVERED and page and page.acknowledged_by:
                return  # the call that took the page has ended
            dispatch.state, dispatch.detail, dispatch.updated_at = state, detail, now
            dispatch.code = code if code is not None else dispatch.code
            stands = pager.standing(dispatches.as_dispatch(one) for one in of_row)
            if Attempt(row.state).final or not Attempt(row.state).may_become(stands):
                return
            row.detail, row.updated_at = detail, now
            again = stands is Attempt.FAILED and page is not None and await self._calls_again(session, row, page, now)
            if stands is Attempt.FAILED and not again:
                await self.fail(session, row, detail, now)
            elif not again:
                row.state, row.due_at = stands, None
            await carry(session, self.jobs, row, now, self.fail)

    async def _calls_again(self, session: Session, row: NotificationRow, page: PageRow, now: datetime) -> bool:
        """Have somebody called again who was busy or did not answer, as often as the policy says."""
        again = policy_of(self.desk, page).call_again
        unanswered = row.medium == Medium.VOICE and row.detail.partition(" ")[0] in UNANSWERED
        if not unanswered or page.state != PageState.OPEN or row.step != page.step or row.unanswered >= again.times:
            return False
        row.unanswered += 1
        row.state, row.due_at = Attempt.QUEUED, now + again.every
        text = f"{row.medium} to {row.responder} did not reach them: {row.detail}; it is called again."
        tickets.entry(session, page.ticket_number, now, Entry.PAGE, text)
        await self.jobs.ring(session, "notify", row_id(row), at=row.due_at)
        return True

    async def fail(self, session: Session, row: NotificationRow, why: str, now: datetime) -> None:
        """Give a notification up; a level that has failed altogether is not waited for.

        Args:
            session: the transaction, which has locked the notification.
            row: what has provably reached nobody.
            why: for people.
            now: the present moment.
        """
        row.state, row.due_at, row.detail, row.updated_at = Attempt.FAILED, None, why, now
        await session.flush()
        page = await session.get(PageRow, row.page_id)
        if page is None or page.state != PageState.OPEN:
            return
        tried = [pages.as_notification(one) for one in await pages.notifications(session, row.page_id)]
        text = f"{row.medium} to {row.responder} did not reach them: {why or row.state}"
        tickets.entry(session, page.ticket_number, now, Entry.PAGE, text)
        if pager.level_failed(pages.as_page(page), tried):
            await self.jobs.ring(session, "page", row.page_id)
        for early in pager.hastened(pages.as_page(page), tried, now):
            other = await pages.lock_notification(session, early)
            if other is not None and other.state == Attempt.QUEUED:
                other.due_at = now
                await self.jobs.ring(session, "notify", early)
