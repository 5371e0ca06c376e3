"""Where no carrier takes a page for a phone it goes out by mail, whether the policy names mail or not."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Substitutes:
    """Pages people by mail beside their phones."""

    jobs: Jobs
    desk: Desk

    async def of(self, session: Session, row: NotificationRow) -> NotificationRow | None:
        """Return the mail by which the same person is paged in the same step; None where there is none."""
        of_page = await pages.notifications(session, row.page_id)
        return next((one for one in of_page if _same(one, row) and one.medium == Medium.MAIL), None)

    async def mail(self, session: Session, row: NotificationRow, page: PageRow, now: datetime) -> bool:
        """Page somebody by mail now, if they have an address and were not; return whether they are reached so.

        Args:
            session: the transaction, which has locked the notification.
            row: the notification to a phone that no carrier takes.
            page: its page.
            now: the present moment.
        """
        mail = await self.of(session, row)
        person = self.desk.staff.get(row.responder)
        address = person.mail if person else ""
        if mail is None and not address:
            return False
        if mail is None:
            mail = NotificationRow(
                page_id=row.page_id,
                step=row.step,
                level=row.level,
                round=row.round,
                responder=row.responder,
                medium=Medium.MAIL,
                address=address,
                due_at=now,
                created_at=now,
                updated_at=now,
            )
            if not await pages.add_once(session, mail):
                return True  # another of their phones' notifications has just done it
        elif mail.state == Attempt.QUEUED and mail.due_at and mail.due_at > now and not mail.sent_at:
            # Out of the order of locks, and so not waited for: whoever has it sends it, or cancels it.
            if not await pages.lock_at_once(session, row_id(mail)):
                return True
            mail.due_at = now
        else:
            return mail.state not in (Attempt.FAILED, Attempt.CANCELLED)
        text = f"No carrier takes {row.medium} for {row.responder} now: they are paged by mail, too."
        tickets.entry(session, page.ticket_number, now, Entry.PAGE, text)
        self.jobs.ring(session, "notify", row_id(mail))
        return True


def _same(one: NotificationRow, other: NotificationRow) -> bool:
    return one.step == other.step and one.responder == other.responder
