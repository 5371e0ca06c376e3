"""Where no carrier takes a page it goes out by another way, whether the policy names that or not.

For phones that is mail; for a chat it is a text, a call where there is no number for texts, and mail as the last.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.rows import row_id
from deskbot.model.page import Attempt, Medium
from deskbot.model.ticket import Entry
from deskbot.store import pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import NotificationRow, PageRow

_WORDS = {Medium.SMS: "text", Medium.VOICE: "phone", Medium.MAIL: "mail"}


@dataclass(frozen=True, slots=True)
class Substitutes:
    """Pages people by another way beside one that does not work."""

    jobs: Jobs
    desk: Desk

    async def page(
        self, session: Session, row: NotificationRow, page: PageRow, media: Collection[Medium], now: datetime
    ) -> bool:
        """Page somebody by another way now, if they have one and were not; return whether they are reached so.

        Args:
            session: the transaction, which has locked the notification.
            row: the notification that no carrier takes.
            page: its page.
            media: those that have carriers.
            now: the present moment.
        """
        instead = (Medium.SMS, Medium.VOICE, Medium.MAIL) if Medium(row.medium).chat else (Medium.MAIL,)
        for medium in (one for one in instead if one in media):
            if await self._by(session, row, page, medium, now):
                return True
        return False

    async def _by(self, session: Session, row: NotificationRow, page: PageRow, medium: Medium, now: datetime) -> bool:
        of_page = await pages.notifications(session, row.page_id)
        other = next((one for one in of_page if _same(one, row) and one.medium == medium), None)
        person = self.desk.staff.get(row.responder)
        address = person.address(medium) if person else ""
        if other is None and not address:
            return False
        if other is None:
            other = NotificationRow(
                page_id=row.page_id,
                step=row.step,
                level=row.level,
                round=row.round,
                responder=row.responder,
                medium=medium,
                address=address,
                due_at=now,
                created_at=now,
                updated_at=now,
            )
            if not await pages.add_once(session, other):
                return True  # another of their phones' notifications has just done it
        elif other.state == Attempt.QUEUED and other.due_at and other.due_at > now and not other.sent_at:
            # Out of the order of locks, and so not waited for: whoever has it sends it, or cancels it.
            if not await pages.lock_at_once(session, row_id(other)):
                return True
            other.due_at = now
        else:
            return other.state not in (Attempt.FAILED, Attempt.CANCELLED)
        text = f"No carrier takes {row.medium} for {row.responder} now: they are paged by {_WORDS[medium]}, too."
        tickets.entry(session, page.ticket_number, now, Entry.PAGE, text)
        self.jobs.ring(session, "notify", row_id(other))
        return True


def _same(one: NotificationRow, other: NotificationRow) -> bool:
    return one.step == other.step and one.responder == other.responder
