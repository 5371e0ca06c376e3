"""What the lines that are suggested for a ticket are made of, out of the database."""

from __future__ import annotations

from collections.abc import Sequence

from deskbot.model.ticket import Entry
from deskbot.store import directory, tickets
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow, TimelineRow
from deskbot.tickets.suggestions import Known, of_ticket


async def known_of(session: Session, row: TicketRow, entries: Sequence[TimelineRow]) -> Known:
    """Return what is known of a ticket as it stands, with its timeline."""
    reseller = await directory.reseller(session, row.reseller_id) if row.reseller_id else None
    first = next((one for one in entries if one.kind == Entry.MESSAGE), None)
    decisions = [one.data for one in entries if one.kind == Entry.DECISION]
    notes = [one.data for one in entries if one.kind == Entry.NOTE]
    writer = reseller.name if reseller else first.author if first else ""
    return of_ticket(tickets.as_ticket(row), decisions, notes, text=first.text if first else "", writer=writer)
