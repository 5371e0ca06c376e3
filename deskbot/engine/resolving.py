"""A person at the desk says that a ticket is solved: its reseller is asked whether it is."""

from __future__ import annotations

from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine.feedback import SOLVED
from deskbot.engine.incidents import ask_parts
from deskbot.engine.letter import Letter
from deskbot.engine.mailing import Mailing
from deskbot.model.ticket import Entry, State
from deskbot.store import tickets
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow
from deskbot.tickets import replies
from deskbot.tickets.lifecycle import Event, after
from deskbot.tickets.offers import whether_solved


async def resolve(
    session: Session,
    ticket: TicketRow,
    author: str,
    solution: str,
    now: datetime,
    *,
    desk: Desk,
    mailing: Mailing,
) -> None:
    """Resolve a ticket that is locked, and ask those who take part, in it and in its parts.

    Its page is the caller's to end, who knows why.

    Args:
        session: the transaction.
        ticket: the ticket.
        author: who says so, a key of the staff.
        solution: what they write about it, for the reseller; empty where they write nothing.
        now: the present moment.
        desk: the desk's policy.
        mailing: writes the letters.
    """
    number, name = ticket.number or 0, desk.name_of(author)
    ticket.state = after(State(ticket.state), Event.SOLVED)
    ticket.updated_at, ticket.closed_at = now, None
    text = f"Resolved: {solution}" if solution else "Resolved."
    tickets.entry(session, number, now, Entry.STATE, text, author=author)
    setting = await mailing.setting_of(session, ticket)
    text = replies.solved_together(number, ticket.subject, setting, solution=solution, responder=name)
    letter = Letter(text, offers=whether_solved(number, ticket.language))
    await mailing.to_verified(session, f"{SOLVED}{number}:{now.isoformat()}", ticket, letter, now)
    await ask_parts(session, ticket, mailing, author, now, solution=solution)
