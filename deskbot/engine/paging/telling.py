"""Texts that ask for nothing: who has taken a page, for those who were paged in vain, or who handed it over."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.attempting import attempt
from deskbot.engine.paging.rows import row_id, said_at
from deskbot.escalation.carriers import Carrier, Notice
from deskbot.escalation.sms_text import SINGLE, gsm
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Attempt, Medium
from deskbot.store import notices
from deskbot.store.database import Database, Session
from deskbot.store.tables import NoticeRow, PageRow
from deskbot.tickets.reference import reference

MOMENTS = timedelta(seconds=5)
"""Somebody who was paged so short a time before a page was taken is told, as they are about to get up."""
LOOK_AGAIN = timedelta(seconds=2)
LEASE = timedelta(seconds=30)
"""Longer than two carriers that say nothing, one after the other."""
MOST_ATTEMPTS = 4


async def tell_in_vain(session: Session, jobs: Jobs, desk: Desk, row: PageRow, responder: str, now: datetime) -> None:
    """Tell those whom the present step pages at this moment that a page is taken: their text cannot be called back.

    A call need not be followed: whoever picks it up hears who has it.
    """
    says = f"{reference(row.ticket_number)} was taken by {desk.name_of(responder)} at {said_at(desk, now)}. "
    says += "Nobody else is needed."
    for one in await notices.paged_in_vain(session, row, responder, now, MOMENTS):
        if one.responder in row.acknowledged:
            continue  # they have it as well
        await _write(session, jobs, row, (one.responder, one.address), says, now, behind=one.id)


async def tell_later(
    session: Session, jobs: Jobs, desk: Desk, row: PageRow, responder: str, says: str, now: datetime
) -> None:
    """Tell one of the staff something about a page by text; nothing where they have no number for that."""
    address = desk.staff[responder].sms if responder in desk.staff else ""
    if address:
        await _write(session, jobs, row, (responder, address), says, now)


async def _write(
    session: Session,
    jobs: Jobs,
    row: PageRow,
    to: tuple[str, str],
    says: str,
    now: datetime,
    *,
    behind: int | None = None,
) -> None:
    notice = NoticeRow(
        page_id=row_id(row),
        behind=behind,
        responder=to[0],
        address=to[1],
        says=gsm(says)[:SINGLE],
        due_at=now,
        created_at=now,
        updated_at=now,
    )
    session.add(notice)
    await session.flush()
    await jobs.ring(session, "tell", notice.id or 0)


@dataclass(frozen=True, slots=True)
class Telling:
    """Hands such texts to carriers. One that may have gone out goes by the next carrier, and then is not sent again."""

    database: Database
    jobs: Jobs
    clock: Clock
    carriers: Mapping[Medium, Sequence[Carrier]]

    async def tell(self, notice_id: int) -> None:
        """Answer a notice's alarm."""
        async with self.database.begin() as session:
            notice = await self._claim(session, notice_id, self.clock.now())
        if notice is None:
            return
        receipt = await self._hand_over(notice)
        async with self.database.begin() as session:
            row = await notices.lock(session, notice_id)
            if row is not None and row.state == Attempt.SENDING:
                await self._conclude(session, row, receipt, self.clock.now())

    async def _claim(self, session: Session, notice_id: int, now: datetime) -> NoticeRow | None:
        row = await notices.lock(session, notice_id)
        if row is None or row.due_at is None or row.due_at > now:
            return None
        if row.state == Attempt.SENDING:
            # Begun, and never concluded: it may have gone out.
            row.state, row.due_at, row.updated_at = Attempt.SENT, None, now
            return None
        if row.behind is not None and await notices.still_sending(session, row.behind, now):
            row.due_at = now + LOOK_AGAIN
            await self.jobs.ring(session, "tell", notice_id, at=row.due_at)
            return None
        row.state, row.due_at, row.updated_at = Attempt.SENDING, now + LEASE, now
        row.attempts += 1
        return row

    async def _hand_over(self, row: NoticeRow) -> Receipt:
        """Hand it to the first carrier that takes it."""
        receipt = Receipt(Outcome.REFUSED, "no carrier is configured for texts")
        # The token names no dispatch: what the carrier reports of it moves nothing.
        notice = Notice(Medium.SMS, row.address, row.says, secrets.token_urlsafe(12))
        for carrier in self.carriers.get(Medium.SMS, ()):
            receipt = await attempt(carrier, notice)
            if receipt.outcome is Outcome.SENT:
                break
        return receipt

    async def _conclude(self, session: Session, row: NoticeRow, receipt: Receipt, now: datetime) -> None:
        row.detail, row.provider_id, row.updated_at, row.due_at = receipt.detail, receipt.provider_id, now, None
        match receipt.outcome:
            case Outcome.NOT_SENT if row.attempts < MOST_ATTEMPTS:
                row.state, row.due_at = Attempt.QUEUED, now + timedelta(seconds=2**row.attempts)
                await self.jobs.ring(session, "tell", row.id or 0, at=row.due_at)
            case Outcome.NOT_SENT | Outcome.REFUSED:
                row.state = Attempt.FAILED
            case _:
                row.state = Attempt.SENT
