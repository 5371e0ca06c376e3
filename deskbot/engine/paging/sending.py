"""A notification's alarm: it is handed to a carrier, if it is still wanted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.crowd import Crowd, carry, drop, is_wanted
from deskbot.engine.paging.reports import Reports
from deskbot.engine.paging.rows import row_id
from deskbot.escalation.carriers import Carrier, Notice
from deskbot.escalation.lateness import late_words
from deskbot.escalation.sms_text import segments
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Attempt, Medium
from deskbot.model.ticket import Entry
from deskbot.store import bundles, dispatches, pages, tickets
from deskbot.store.bundles import Waiting
from deskbot.store.database import Database, Session
from deskbot.store.tables import DispatchRow, NotificationRow, PageRow, TicketRow

LEASE = timedelta(seconds=15)
"""How long one attempt may take before it is taken for dead and made again; carriers are given up sooner."""
TIME_LIMIT = 12.0
"""Seconds until an attempt is given up; shorter than the lease."""
MOST_ATTEMPTS = 6
"""Attempts of one notification until it counts as failed and the next level is paged."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claimed:
    """An attempt that was begun: nobody else makes it until its lease has ended."""

    notification: NotificationRow
    dispatch: DispatchRow
    carrier: Carrier
    notice: Notice


@dataclass(frozen=True, slots=True)
class Sending:
    """Hands notifications to carriers."""

    database: Database
    jobs: Jobs
    desk: Desk
    clock: Clock
    carriers: Mapping[Medium, Sequence[Carrier]]
    """For each medium the carriers that bring it, the one to be asked first in front."""
    reports: Reports
    crowd: Crowd

    async def send(self, notification_id: int) -> None:
        """Answer a notification's alarm: hand it to a carrier, if it is still wanted."""
        async with self.database.begin() as session:
            claimed = await self._claim(session, notification_id, self.clock.now())
        if claimed is None:
            return
        receipt = await self._hand_over(claimed.carrier, claimed.notice)
        async with self.database.begin() as session:
            await self._conclude(session, claimed, receipt, self.clock.now())

    @staticmethod
    async def _hand_over(carrier: Carrier, notice: Notice) -> Receipt:
        """Make one attempt that ends before its lease does, and never with an exception."""
        try:
            async with asyncio.timeout(TIME_LIMIT):
                return await carrier.notify(notice)
        except TimeoutError:
            return Receipt(Outcome.MAYBE_SENT, f"the carrier did not answer within {TIME_LIMIT:.0f} s")
        except Exception as error:
            # A fault of ours must not keep the next attempt, or the next level, from its turn.
            log.exception("a carrier failed", extra={"action": "carrier_failed", "carrier": carrier.name})
            return Receipt(Outcome.MAYBE_SENT, f"{type(error).__name__}: {error}"[:300])

    async def _claim(self, session: Session, notification_id: int, now: datetime) -> Claimed | None:
        """Begin an attempt. One that was begun and never concluded is made again: rather one too many than none."""
        seen = await session.get(NotificationRow, notification_id)
        if seen is None or seen.due_at is None or seen.due_at > now:
            return None
        await bundles.lock_phone(session, seen)
        row = await pages.lock_notification(session, notification_id)
        if row is None or row.due_at is None or row.due_at > now:
            return None
        page = await session.get(PageRow, row.page_id)
        ticket = await session.get(TicketRow, page.ticket_number) if page else None
        if page is None or ticket is None or not is_wanted(row, page, ticket):
            drop(row, now)
            return None
        carrier = next(iter(self.carriers.get(Medium(row.medium), ())), None)
        if carrier is None:
            await self.reports.fail(session, row, f"no carrier is configured for {row.medium}", now)
            return None
        parcel = await self.crowd.parcel(session, Waiting(row, page, ticket), now)
        if parcel is None:
            return None
        parcel.begin(now + LEASE, now)
        parts = segments(parcel.text) if row.medium == Medium.SMS else 0
        dispatch = await dispatches.begin(session, row, carrier.name, now, segments=parts)
        return Claimed(row, dispatch, carrier, Notice(Medium(row.medium), row.address, parcel.text, dispatch.token))

    async def _conclude(self, session: Session, claimed: Claimed, receipt: Receipt, now: datetime) -> None:
        row = await pages.lock_notification(session, row_id(claimed.notification))
        dispatch = await session.get(DispatchRow, row_id(claimed.dispatch), populate_existing=True)
        if row is None or dispatch is None:
            return
        self._note(dispatch, receipt, now)
        if row.attempts != claimed.notification.attempts or Attempt(row.state).final:
            return
        row.detail, row.updated_at = receipt.detail, now
        await self._tell(session, row, dispatch, receipt, now)
        match receipt.outcome:
            case Outcome.SENT:
                row.state = max(Attempt.SENT, Attempt(row.state), key=lambda state: state.rank)
                row.due_at = None
            case Outcome.NOT_SENT | Outcome.MAYBE_SENT if row.attempts < MOST_ATTEMPTS:
                row.state, row.due_at = Attempt.QUEUED, now + timedelta(seconds=2 ** (row.attempts - 1))
                await self.jobs.ring(session, "notify", row_id(row), at=row.due_at)
            case _:
                await self.reports.fail(session, row, receipt.detail, now)
        await carry(session, self.jobs, row, now, self.reports.fail)

    @staticmethod
    def _note(dispatch: DispatchRow, receipt: Receipt, now: datetime) -> None:
        """Write down what the carrier answered; a report that came before its answer stands."""
        dispatch.provider_id = receipt.provider_id or dispatch.provider_id
        state = Attempt(dispatch.state)
        match receipt.outcome:
            case Outcome.SENT:
                state = max(Attempt.SENT, state, key=lambda one: one.rank)
            case Outcome.REFUSED | Outcome.NOT_SENT:
                state = Attempt.FAILED
            case Outcome.MAYBE_SENT:
                pass
        if dispatch.state != state or receipt.outcome is Outcome.MAYBE_SENT:
            dispatch.state, dispatch.updated_at = state, now
            dispatch.code, dispatch.detail = receipt.code, receipt.detail

    async def _tell(
        self, session: Session, row: NotificationRow, dispatch: DispatchRow, receipt: Receipt, now: datetime
    ) -> None:
        page = await session.get(PageRow, row.page_id)
        if page is None:
            return
        text = f"{row.medium} to {row.responder}, attempt {row.attempts}: {receipt.outcome}"
        if late := late_words(row.wanted_at, row.sent_at or now, self.desk.tz):
            text += f" ({late})"
        data = {
            "carrier": dispatch.carrier,
            "provider_id": dispatch.provider_id,
            "detail": receipt.detail,
            "code": receipt.code,
        }
        tickets.entry(session, page.ticket_number, now, Entry.PAGE, text, data=data)
        log.info(
            "page attempt",
            extra={"action": "page_attempt", "ticket": page.ticket_number, "outcome": str(receipt.outcome)},
        )
