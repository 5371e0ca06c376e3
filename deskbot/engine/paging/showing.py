"""A page's message in a chat shows how it stands: whoever has taken it, and no buttons where nobody is needed.

It is compared with the page whenever something may have changed it, and written anew only where it differs: however
often that is asked for, and whatever has been lost between, in the end it shows what is so.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.attempting import TIME_LIMIT
from deskbot.engine.paging.onward import Onward
from deskbot.engine.paging.rows import is_over, row_id, said_at, who_and_when
from deskbot.escalation.carriers import Button, Rewriting
from deskbot.escalation.chat_text import Standing, buttons, shown
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import PageState
from deskbot.model.pauses import PAGE_MESSAGES
from deskbot.store import bundles, page_messages, pages, tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import NotificationRow, PageMessageRow, PageRow
from deskbot.tickets.reference import reference

LEASE = timedelta(seconds=15)
"""How long somebody may take to write a message anew, before another does it."""
MOST_ATTEMPTS = 8
"""In vain one after the other, over about ten minutes; then the message stays as it is."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Writing:
    """A message that is to be written anew."""

    carrier: Rewriting
    to: str
    place: str
    text: str
    buttons: tuple[Button, ...]
    digest: str


async def remember(
    session: Session, jobs: Jobs, notification: NotificationRow, place: str, says: str, now: datetime
) -> int:
    """Write down where a page's message is, so that it is written anew when that is needed; return its row's id."""
    several = False
    if notification.bundle_id is not None:
        several = len(await bundles.pages_of(session, notification.bundle_id)) > 1
    message = await page_messages.keep(session, notification, place, says, now, several=several)
    jobs.ring(session, "show", message)  # its page may have been taken while it was on its way
    return message


async def look_again(session: Session, jobs: Jobs, row: PageRow) -> None:
    """Have a page's messages compared with how it stands once the transaction has committed."""
    for message in await page_messages.of_page(session, row_id(row)):
        jobs.ring(session, "show", message)


@dataclass(frozen=True, slots=True)
class Showing:
    """Writes messages anew."""

    database: Database
    jobs: Jobs
    desk: Desk
    clock: Clock
    onward: Onward

    async def show(self, message_id: int) -> None:
        """Answer a message's alarm."""
        async with self.database.begin() as session:
            writing = await self._claim(session, message_id, self.clock.now())
        if writing is None:
            return
        receipt = await _written(writing)
        async with self.database.begin() as session:
            await self._conclude(session, message_id, writing, receipt, self.clock.now())

    async def _claim(self, session: Session, message_id: int, now: datetime) -> Writing | None:
        row = await page_messages.lock(session, message_id)
        if row is None or (row.due_at is not None and row.due_at > now):
            return None  # whoever writes it looks again when they have, and what was in vain is tried again then
        writing = await self._writing(session, row)
        if writing is None or writing.digest == row.shown:
            row.due_at = None
            return None
        row.due_at = now + LEASE
        return writing

    async def _conclude(
        self, session: Session, message_id: int, writing: Writing, receipt: Receipt, now: datetime
    ) -> None:
        row = await page_messages.lock(session, message_id)
        if row is None:
            return
        row.due_at = None
        if receipt.outcome in (Outcome.SENT, Outcome.REFUSED):
            if receipt.outcome is Outcome.REFUSED:  # somebody has deleted it
                log.info("a page's message cannot be written anew", extra={"action": "page_message_refused"})
            row.shown, row.attempts = writing.digest, 0
            self.jobs.ring(session, "show", message_id)  # its page may have gone on meanwhile
            return
        row.attempts += 1
        if row.attempts < MOST_ATTEMPTS:
            row.due_at = now + PAGE_MESSAGES.after(row.attempts)
            self.jobs.ring(session, "show", message_id, at=row.due_at)
        else:
            row.attempts = 0
            log.warning("a page's message stays as it was", extra={"action": "page_message_stays"})

    async def _writing(self, session: Session, row: PageMessageRow) -> Writing | None:
        notification = await session.get(NotificationRow, row.notification_id)
        carrier = self.onward.named(row.medium)
        if notification is None or not isinstance(carrier, Rewriting):
            return None
        standing = await self._standing(session, notification, several=row.several)
        text = shown(row.says, standing, row.said)
        pressed = buttons(row_id(notification), several=row.several) if standing.needed else ()
        # What it was sent as needs not be written: the digest of that is of an empty word.
        fresh = bool(pressed) and text == row.says
        digest = "" if fresh else hashlib.sha256(f"{bool(pressed)}{text}".encode()).hexdigest()
        return Writing(carrier, notification.address, row.place, text, pressed, digest)

    async def _standing(self, session: Session, notification: NotificationRow, *, several: bool) -> Standing:
        """Return how it stands with a message's pages, as whoever got it sees that."""
        if several and notification.bundle_id is not None:
            rows = await bundles.pages_of(session, notification.bundle_id)
        else:
            row = await pages.standing_for(session, notification.page_id)
            rows = [row] if row else []
        needed, told = False, []
        for row in rows:
            wants, says = await self._of_page(session, row, notification.responder)
            needed = needed or wants
            told.append(f"{reference(row.ticket_number)}: {says}" if several else says)
        return Standing(needed=needed, says="\n".join(dict.fromkeys(told)))

    async def _of_page(self, session: Session, row: PageRow, responder: str) -> tuple[bool, str]:
        ticket = await tickets.get(session, row.ticket_number)
        if responder in row.acknowledged:
            since = row.acknowledged_at if responder == row.acknowledged_by else None
            return False, f"Yours since {said_at(self.desk, since)}." if since else "Yours."
        if row.acknowledged_by and (row.state == PageState.ACKNOWLEDGED or row.handed_to not in ("", responder)):
            return False, f"Taken by {who_and_when(self.desk, row)}. Nobody else is needed."
        if is_over(row, ticket):
            return False, "Nobody is needed any more."
        return True, ""


async def _written(writing: Writing) -> Receipt:
    """Write a message anew; a fault of ours must not keep the next one from its turn."""
    try:
        async with asyncio.timeout(TIME_LIMIT):
            return await writing.carrier.rewrite(writing.to, writing.place, writing.text, writing.buttons)
    except TimeoutError:
        return Receipt(Outcome.MAYBE_SENT, "no answer in time")
    except Exception as error:
        log.exception("a carrier failed", extra={"action": "carrier_failed"})
        return Receipt(Outcome.MAYBE_SENT, type(error).__name__)
