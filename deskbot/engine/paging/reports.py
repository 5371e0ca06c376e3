"""What carriers say of a notification after they have taken it; it moves forward only."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.crowd import carry, somebody_needs
from deskbot.engine.paging.failing import ledger
from deskbot.engine.paging.onward import Onward
from deskbot.engine.paging.rows import policy_of, row_id
from deskbot.engine.paging.telling import Telling
from deskbot.escalation import pager, polling
from deskbot.escalation.carriers import Report
from deskbot.escalation.remedies import Remedy, remedy
from deskbot.model.page import Attempt, Medium
from deskbot.model.ticket import Entry
from deskbot.store import bundles, dispatches, pages, tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import DispatchRow, NotificationRow, PageRow
from deskbot.tracing import span

log = logging.getLogger(__name__)

UNANSWERED = frozenset({"busy", "no-answer"})
"""What a carrier says of a call that rang, or would have, and that nobody took."""


@dataclass(frozen=True, slots=True)
class Reports:
    """Takes reports, and does what follows from a failure."""

    database: Database
    jobs: Jobs
    desk: Desk
    clock: Clock
    onward: Onward
    telling: Telling

    async def report(
        self,
        token: str,
        state: Attempt,
        detail: str,
        code: int | None = None,
        provider_id: str = "",
        *,
        segments: int | None = None,
    ) -> None:
        """Take a carrier's report on a dispatch, or on a text that asks for nothing.

        Args:
            token: names the dispatch; of a text that asks for nothing the carrier's own id tells which it is.
            state: where it stands now, by the carrier's word.
            detail: the carrier's own words.
            code: its number for what went wrong.
            provider_id: the carrier's own id for it; its answer may have been lost.
            segments: of a text, by the carrier's count.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            found = await pages.by_token(session, token)
            if found is None:
                await self.telling.report(session, provider_id, Report(state, detail, code), now)
                return
            row = await bundles.lock(session, found)
            of_row = await dispatches.of(session, row_id(row)) if row else ()
            dispatch = next((one for one in of_row if one.token == token), None)
            page = await session.get(PageRow, row.page_id) if row else None
            if row is None or dispatch is None or page is None:
                return
            dispatch.segments = segments or dispatch.segments
            if not await _is_news(session, row, dispatch, page, state):
                return
            with span("page.report", page.trace, page=row.page_id, notification=row_id(row), state=str(state)):
                extra = {
                    "action": "page_report",
                    "ticket": page.ticket_number,
                    "page": row.page_id,
                    "notification": row_id(row),
                    "carrier": dispatch.carrier,
                    "provider": dispatch.provider_id or provider_id,
                    "outcome": str(state),
                }
                log.info("a carrier reports", extra=extra)
            await self._note(session, dispatch, state, detail, code, provider_id, now)
            stands = pager.standing([dispatches.as_dispatch(one) for one in of_row])
            if Attempt(row.state).final or not Attempt(row.state).may_become(stands):
                return
            row.detail, row.updated_at = detail, now
            if stands is not Attempt.FAILED:
                self._goes_well(session, row, page, dispatch, stands, now)
            elif not await self._calls_again(session, row, page, now):
                await self.onward.failed(session, row, page, dispatch, now)
            await carry(session, self.jobs, row, now)

    async def _note(
        self,
        session: Session,
        dispatch: DispatchRow,
        state: Attempt,
        detail: str,
        code: int | None,
        provider_id: str,
        now: datetime,
    ) -> None:
        if remedy(Medium.SMS, code) is Remedy.ACCOUNT:
            dispatch.up = False
        else:
            await self.onward.outages.worked(session, dispatch, now)
        dispatch.state, dispatch.detail, dispatch.updated_at = state, detail, now
        dispatch.code = code if code is not None else dispatch.code
        dispatch.provider_id = dispatch.provider_id or provider_id

    def _goes_well(
        self,
        session: Session,
        row: NotificationRow,
        page: PageRow,
        dispatch: DispatchRow,
        stands: Attempt,
        now: datetime,
    ) -> None:
        medium, was = Medium(row.medium), Attempt(row.state)
        row.state = stands
        ask_at = polling.asked_at(medium, stands, dispatch.begun_at, now)
        if ask_at is None:
            row.due_at = None
        elif was not in polling.TAKEN:
            row.due_at = ask_at
            self.jobs.ring(session, "notify", row_id(row), at=ask_at)
        if stands is Attempt.DELIVERED:
            text = f"{medium} to {row.responder} by {dispatch.carrier}: {dispatch.detail}"
            tickets.entry(session, page.ticket_number, now, Entry.PAGE, text, data=ledger(dispatch))

    async def _calls_again(self, session: Session, row: NotificationRow, page: PageRow, now: datetime) -> bool:
        """Have somebody called again who was busy or did not answer, as often as the policy says."""
        again = policy_of(self.desk, page).call_again
        unanswered = row.medium == Medium.VOICE and row.detail.partition(" ")[0] in UNANSWERED
        if not unanswered or row.unanswered >= again.times or not await somebody_needs(session, row, page):
            return False
        row.unanswered += 1
        row.state, row.due_at = Attempt.QUEUED, now + again.every
        row.wanted_at = row.due_at  # the next call is not late: it is meant to come then
        text = f"{row.medium} to {row.responder} did not reach them: {row.detail}; it is called again."
        tickets.entry(session, page.ticket_number, now, Entry.PAGE, text)
        self.jobs.ring(session, "notify", row_id(row), at=row.due_at)
        return True


async def _is_news(
    session: Session, row: NotificationRow, dispatch: DispatchRow, page: PageRow, state: Attempt
) -> bool:
    """Return whether a report moves a dispatch forward."""
    was = Attempt(dispatch.state)
    if not was.may_become(state):
        return False
    if state is Attempt.FAILED and was is Attempt.DELIVERED:
        # A text on a phone stays there; and the call by which its person took the page has ended.
        if row.medium == Medium.SMS:
            return False
        return row.responder not in page.acknowledged or await somebody_needs(session, row, page)
    return True
