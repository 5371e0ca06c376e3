"""Maintenance keeps pages waiting: what can wait is due at its end."""

from __future__ import annotations

from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.rows import row_id
from deskbot.escalation import maintenance
from deskbot.model.case import Severity
from deskbot.model.maintenance import Maintenance
from deskbot.model.ticket import Entry
from deskbot.store import maintenances, tickets
from deskbot.store.database import Session
from deskbot.store.tables import PageRow, TicketRow


async def hold_of(session: Session, severity: Severity, now: datetime) -> Maintenance | None:
    """Return the maintenance that keeps a page of a severity from ringing now."""
    return maintenance.holding(await maintenances.holding(session, now), severity, now)


async def hold_on(session: Session, ticket: TicketRow, now: datetime) -> Maintenance | None:
    """Return the maintenance that keeps a ticket's page from going on now."""
    # A canary, or a test, disturbs nobody who has not asked for it: it is to show that pages go out.
    nobodys = tickets.is_nobodys(ticket.number or 0)
    return None if nobodys else await hold_of(session, Severity(ticket.severity), now)


async def hold_back(session: Session, jobs: Jobs, desk: Desk, ticket: TicketRow, row: PageRow, now: datetime) -> bool:
    """Let a page whose next step is due wait for the end of maintenance, if there is some; return whether it waits."""
    hold = await hold_on(session, ticket, now)
    if hold is None or row.due_at is None:
        row.held_due_at = None
        return False
    row.held_due_at, row.due_at = row.held_due_at or row.due_at, hold.end
    tickets.entry(session, row.ticket_number, now, Entry.PAGE, why(hold, desk), data={"rule": "maintenance"})
    jobs.ring(session, "page", row_id(row), at=row.due_at)
    return True


async def release(session: Session, jobs: Jobs, ticket: TicketRow, row: PageRow, now: datetime) -> None:
    """Let a page that waits for the end of maintenance be due when it would have been, if none holds it any more."""
    if row.held_due_at is None or await hold_on(session, ticket, now) is not None:
        return
    row.due_at, row.held_due_at = row.held_due_at, None
    if row.due_at > now:
        jobs.ring(session, "page", row_id(row), at=row.due_at)


def why(hold: Maintenance, desk: Desk) -> str:
    """Return in a sentence why nobody is paged."""
    by = desk.name_of(hold.by)
    return f"Nobody was paged because of maintenance until {until(hold, desk)}, by {by}: {hold.why}"


def until(hold: Maintenance, desk: Desk) -> str:
    """Return when maintenance ends, as the desk's people read it."""
    return f"{hold.end.astimezone(desk.tz):%Y-%m-%d %H:%M} ({desk.zone})"
