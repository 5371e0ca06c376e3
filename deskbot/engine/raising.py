"""A reseller says outright that a ticket is urgent, by telephone or by a command: it is at least S2, and paged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.desk import Desk
from deskbot.engine import sla, timers
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging import Paging
from deskbot.engine.paging.rows import paged_for, raise_to
from deskbot.escalation.phone_in import urgent
from deskbot.model.case import Severity
from deskbot.model.ticket import State
from deskbot.store import pages
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow
from deskbot.tickets.lifecycle import Event, after
from deskbot.tickets.paging import PageWish


@dataclass(frozen=True, slots=True)
class Raised:
    """What came of it."""

    was: Severity
    severity: Severity
    wish: PageWish

    @property
    def change(self) -> str:
        """Return how the severity has changed, in words."""
        return f"{self.was} becomes {self.severity}" if self.was != self.severity else f"it stays {self.was}"


@dataclass(frozen=True, slots=True)
class Raising:
    """Makes tickets urgent, within a transaction that has locked them."""

    desk: Desk
    jobs: Jobs
    paging: Paging

    async def make_urgent(self, session: Session, ticket: TicketRow, now: datetime, *, believed: bool) -> Raised:
        """Make a ticket urgent, open again where it was over; `believed` says that it is one of its own people."""
        was, severity = State(ticket.state), Severity(ticket.severity)
        ticket.severity = urgent(severity)
        ticket.state, ticket.updated_at, ticket.reminders = after(was, Event.MESSAGE), now, 0
        timers.wait(session, self.jobs, self.desk, ticket, now)
        again = None if was.open else now
        await sla.follow(session, self.jobs, self.desk, ticket, now, accepted_at=again, raised_at=now)
        return Raised(severity, Severity(ticket.severity), await self._page(session, ticket, now, believed=believed))

    async def _page(self, session: Session, ticket: TicketRow, now: datetime, *, believed: bool) -> PageWish:
        paged = await paged_for(session, ticket)
        severity = Severity(ticket.severity)
        if believed:
            raise_to(paged, severity, now)
        left = self.desk.unproven.pages_per_hour
        left -= await pages.unverified_since(session, now - timedelta(hours=1))
        return await self.paging.follow(
            session, paged, severity, now, raised=True, proven=believed, unproven_left=left, phones=True, part=ticket
        )
