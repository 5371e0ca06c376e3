"""What the lines that are suggested for a ticket are made of, out of the database."""

from __future__ import annotations

from deskbot.store import conversation, directory, tickets
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow
from deskbot.tickets.suggestions import Known, of_ticket


async def known_of(session: Session, row: TicketRow) -> Known:
    """Return what is known of a ticket as it stands: by its first message, and what was decided since."""
    number = row.number or 0
    reseller = await directory.reseller(session, row.reseller_id)
    first = await conversation.first(session, number)
    decisions, corrections = await tickets.decisions(session, number), await tickets.corrections(session, number)
    writer = reseller.name if reseller else first.author if first else ""
    return of_ticket(tickets.as_ticket(row), decisions, corrections, text=first.text if first else "", writer=writer)
