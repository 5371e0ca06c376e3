"""A notification's alarm: it is handed to a carrier, if it is still wanted; or what has become of it is asked."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.asking import Asking, Question
from deskbot.engine.paging.attempting import attempt
from deskbot.engine.paging.crowd import Crowd, carry, drop, is_wanted, somebody_needs
from deskbot.engine.paging.failing import ledger
from deskbot.engine.paging.onward import Onward
from deskbot.engine.paging.rows import row_id
from deskbot.engine.paging.showing import remember
from deskbot.escalation import polling
from deskbot.escalation.carriers import Carrier, Notice
from deskbot.escalation.chat_text import buttons
from deskbot.escalation.lateness import late_words
from deskbot.escalation.remedies import carrier_up, says_nothing
from deskbot.model.gsm import segments
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Attempt, Medium
from deskbot.model.ticket import Entry
from deskbot.store import bundles, dispatches, tickets
from deskbot.store.bundles import Waiting
from deskbot.store.database import AWAY, Database, Session
from deskbot.store.leases import PAGE_LEASE
from deskbot.store.tables import DispatchRow, NotificationRow, PageRow

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claimed:
    """An attempt that was begun: nobody else makes it until its lease has ended."""

    notification: NotificationRow
    dispatch: DispatchRow
    carrier: Carrier
    notice: Notice
    until: datetime
    """When the lease ends."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Hands notifications to carriers."""

    database: Database
    jobs: Jobs
    desk: Desk
    clock: Clock
    onward: Onward
    asking: Asking
    crowd: Crowd

    async def send(self, notification_id: int) -> None:
        """Answer a notification's alarm: hand it to a carrier, if it is still wanted, or ask for what was."""
        async with self.database.begin() as session:
            claimed = await self._claim(session, notification_id, self.clock.now())
        if isinstance(claimed, Question):
            await self.asking.ask(claimed)
        elif claimed is not None:
            await self.carry_out(claimed)

    async def begin(self, session: Session, made: Waiting, now: datetime) -> Claimed | None:
        """Begin the first attempt at a notification in the transaction that makes it: a page goes out sooner by it.

        None where it does not go now, or where this was not to be decided here: then it goes by `send`. Whatever
        hinders it undoes nothing else that the transaction has done.

        Args:
            session: the transaction; it has locked the page and its ticket, so it must wait for no phone.
            made: the notification that it has written, with what it is about.
            now: the present moment.
        """
        own = made.notification
        try:
            async with session.begin_nested():
                if not await bundles.lock_phone_at_once(session, own.medium, own.address):
                    return None
                return await self._begin(session, made, now)
        except AWAY:
            raise
        except Exception:
            log.exception("an attempt was not begun with its step", extra={"action": "begin_failed"})
            return None

    async def carry_out(self, claimed: Claimed) -> None:
        """Make the attempt that was begun, and write down what has come of it."""
        if claimed.until <= self.clock.now():
            # We have frozen, and slept over our lease: another may have sent it, and its page been taken since.
            await self.send(row_id(claimed.notification))
            return
        receipt = await attempt(claimed.carrier, claimed.notice)
        async with self.database.begin() as session:
            await self._conclude(session, claimed, receipt, self.clock.now())

    async def _claim(self, session: Session, notification_id: int, now: datetime) -> Claimed | Question | None:
        """Begin an attempt. One that was begun and never concluded is made again: rather one too many than none."""
        seen = await session.get(NotificationRow, notification_id)
        if seen is None or seen.due_at is None or seen.due_at > now:
            return None
        row = await bundles.lock(session, seen)
        if row is None or row.due_at is None or row.due_at > now:
            return None
        waiting = await bundles.waiting(session, row)
        if waiting is None:
            return None
        _, page, ticket = waiting
        taken = Attempt(row.state) in polling.TAKEN
        if not taken and not is_wanted(self.desk, row, page, ticket):
            drop(row, now)
            return None
        if taken and not await somebody_needs(session, row, page):
            row.due_at, row.updated_at = None, now  # its own reports say what becomes of it
            return None
        if taken:
            row.due_at = now + PAGE_LEASE
            return await self.asking.begin(session, row)
        return await self._begin(session, waiting, now)

    async def _begin(self, session: Session, own: Waiting, now: datetime) -> Claimed | None:
        """Begin an attempt, if what its phone gets lets it go now and a carrier is there for it."""
        row = own.notification
        parcel = await self.crowd.parcel(session, own, now)
        if parcel is None:
            return None
        carrier = await self.onward.carrier_for(session, row, own.page, now)
        if carrier is None:
            await carry(session, self.jobs, row, now)
            return None
        until = now + PAGE_LEASE
        parcel.begin(until, now)
        parts = segments(parcel.text) if row.medium == Medium.SMS else 0
        dispatch = await dispatches.begin(session, row, carrier.name, now, segments=parts)
        medium = Medium(row.medium)
        pressed = buttons(row_id(row), several=parcel.several) if medium.chat else ()
        notice = Notice(medium, row.address, parcel.text, dispatch.token, parcel.subject, pressed)
        return Claimed(row, dispatch, carrier, notice, until)

    async def _conclude(self, session: Session, claimed: Claimed, receipt: Receipt, now: datetime) -> None:
        row = await bundles.lock(session, claimed.notification)
        dispatch = await session.get(DispatchRow, row_id(claimed.dispatch), populate_existing=True)
        if row is None or dispatch is None:
            return
        await self._note(session, dispatch, Medium(row.medium), receipt, now)
        if Medium(row.medium).chat and receipt.known_as:
            await remember(session, self.jobs, row, receipt.known_as, claimed.notice.text, now)
        if row.attempts != claimed.notification.attempts or Attempt(row.state).final:
            return
        row.detail, row.updated_at = receipt.detail, now
        page = await session.get(PageRow, row.page_id)
        if page is None:
            return
        self._tell(session, row, page, dispatch, receipt, now)
        if row.state != Attempt.SENDING:
            return  # a report has come before the answer, and what follows from it is under way
        if receipt.outcome is Outcome.SENT:
            row.state, row.held = Attempt.SENT, ""
            row.due_at = polling.asked_at(Medium(row.medium), Attempt.SENT, dispatch.begun_at, now)
            if row.due_at is not None:
                self.jobs.ring(session, "notify", row_id(row), at=row.due_at)
        else:
            await self.onward.failed(session, row, page, dispatch, now, receipt.outcome)
        await carry(session, self.jobs, row, now)

    async def _note(
        self, session: Session, dispatch: DispatchRow, medium: Medium, receipt: Receipt, now: datetime
    ) -> None:
        """Write down what the carrier answered; a report that came before its answer stands."""
        if says_nothing(medium, receipt):
            pass
        elif carrier_up(medium, receipt):
            await self.onward.outages.worked(session, dispatch, now)
        elif not dispatch.up:
            dispatch.up = False
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

    def _tell(
        self,
        session: Session,
        row: NotificationRow,
        page: PageRow,
        dispatch: DispatchRow,
        receipt: Receipt,
        now: datetime,
    ) -> None:
        parts = f", {dispatch.segments} segment{'s' * (dispatch.segments > 1)}" if dispatch.segments else ""
        code = f" (code {receipt.code})" if receipt.code and receipt.outcome is not Outcome.SENT else ""
        text = (
            f"{row.medium} to {row.responder} by {dispatch.carrier}, attempt {row.attempts}: "
            f"{receipt.outcome}{code}{parts}"
        )
        if late := late_words(row.wanted_at, row.sent_at or now, self.desk.tz):
            text += f" ({late})"
        data = {**ledger(dispatch), "detail": receipt.detail, "code": receipt.code}
        tickets.entry(session, page.ticket_number, now, Entry.PAGE, text, data=data)
        log.info(
            "page attempt",
            extra={
                "action": "page_attempt",
                "ticket": page.ticket_number,
                "page": row.page_id,
                "notification": row_id(row),
                "carrier": dispatch.carrier,
                "medium": row.medium,
                "provider": receipt.provider_id,
                "outcome": str(receipt.outcome),
            },
        )
