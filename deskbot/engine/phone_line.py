"""What a page's text says of a caller who waits for it."""

from __future__ import annotations

from datetime import datetime

from deskbot.engine.phone_callers import ring_of
from deskbot.store import calls
from deskbot.store.database import Session
from deskbot.store.tables import ContactRow, TicketRow


async def page_line(session: Session, ticket: TicketRow, now: datetime) -> str:
    """Return what a page's text says of a ticket: first the caller who waits, with their number, then the subject."""
    call = await calls.waits_for(session, ticket.number or 0, now)
    if call is None:
        return ticket.subject
    number = ring_of(call).number or "withheld number"
    contact = await session.get(ContactRow, call.contact_id) if call.contact_id is not None else None
    believed = contact is not None and contact.reseller_id == ticket.reseller_id
    doubt = "" if believed else " (UNVERIFIED)"
    return f"ON THE LINE {number}{doubt}: {ticket.subject}"
