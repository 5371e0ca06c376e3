"""How it stands with a caller who waits for somebody: what they are told next hangs on it."""

from __future__ import annotations

from datetime import datetime

from deskbot.access.rules import may_change
from deskbot.desk import Desk
from deskbot.engine.phone_callers import writer_of
from deskbot.escalation.phone_in import Waiting
from deskbot.model.page import PageState
from deskbot.model.phone import CallState, Ring
from deskbot.store import calls, sla_targets, tickets
from deskbot.store.database import Session
from deskbot.store.tables import CallRow, TicketRow


async def standing(session: Session, desk: Desk, call: CallRow, ring: Ring, now: datetime) -> Waiting:
    """Return how it stands with a caller.

    Args:
        session: the transaction.
        desk: whose staff can be called.
        call: the caller's.
        ring: the same, as the carrier tells of it.
        now: the present moment.
    """
    opened = await calls.opened_by(session, call.id or 0)
    number = call.ticket_number or opened
    page = await calls.page_of(session, number) if number is not None else None
    ticket = await session.get(TicketRow, number) if number is not None else None
    believed = ticket is not None and await _believed(session, ring, ticket)
    taken_by = page.acknowledged_by if page is not None else ""
    state = PageState(page.state) if page is not None else None
    if taken_by and state is PageState.OPEN:
        state = PageState.ACKNOWLEDGED  # it rings for others, who are wanted as well: the caller need not wait for them
    return Waiting(
        since=call.waiting_since or call.started_at,
        ticket=number,
        new=opened is not None,
        page=state,
        held=call.held,
        maintenance=page is not None and page.held_due_at is not None,
        taken_by=desk.name_of(taken_by) if taken_by and believed else "",
        may_be_called=call.state == CallState.WAITING and bool(telephone(desk, taken_by)),
        joined=call.state == CallState.JOINED,
        calls_back=call.state == CallState.CALLS_BACK,
        number_known=bool(ring.number),
        heard_by=await _heard_by(session, ticket, now) if believed and ticket else None,
    )


def telephone(desk: Desk, person: str) -> str:
    """Return the number under which one of the staff can be called; empty where there is none."""
    return desk.staff[person].voice if person in desk.staff else ""


async def _believed(session: Session, ring: Ring, ticket: TicketRow) -> bool:
    writer = await writer_of(session, ring)
    return bool(may_change(writer, tickets.as_ticket(ticket), participant=False))


async def _heard_by(session: Session, ticket: TicketRow, now: datetime) -> datetime | None:
    if ticket.reseller_id is None or ticket.first_response_at is not None:
        return None
    target = await sla_targets.running(session, ticket.number or 0)
    return target.promised_at if target and target.promised_at and target.promised_at > now else None
