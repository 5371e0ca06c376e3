"""A page ends, as its ticket needs nobody any more."""

from __future__ import annotations

from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.rows import close, row_id
from deskbot.engine.paging.showing import look_again
from deskbot.engine.paging.telling import tell_let_off
from deskbot.model.page import PageState
from deskbot.model.ticket import Entry
from deskbot.store import pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import PageRow


async def end(session: Session, jobs: Jobs, desk: Desk, row: PageRow, now: datetime, why: str) -> None:
    """End a page; one that was acknowledged stays so, and is not looked at any more."""
    if row.state == PageState.OPEN:
        # An incident's page may end with its last part's, in the same transaction.
        ticket = await tickets.get(session, row.ticket_number)
        await pages.lock_waiting(session, [row.ticket_number, ticket.parent or row.ticket_number])
        await tell_let_off(session, jobs, desk, row, f"{why}. Nobody is needed any more.", now)
        close(row, PageState.CANCELLED, now)
        await pages.cancel_waiting(session, row_id(row), now)
        await look_again(session, jobs, row)
        tickets.entry(session, row.ticket_number, now, Entry.PAGE, f"The page was cancelled: {why}.")
    elif row.state == PageState.ACKNOWLEDGED:
        row.due_at = None
