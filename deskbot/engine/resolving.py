"""A ticket is solved: a person at the desk says so, and its reseller is asked whether it is; or its reseller does."""

from __future__ import annotations

from datetime import datetime

from deskbot.engine import timers
from deskbot.engine.feedback import SOLVED
from deskbot.engine.incidents import ask_parts, part_ended
from deskbot.engine.letter import Letter
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging import Paging
from deskbot.model.ticket import Entry, State
from deskbot.store import audit, tickets
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow
from deskbot.tickets import replies
from deskbot.tickets.lifecycle import Event, after
from deskbot.tickets.offers import whether_solved
from deskbot.tickets.reference import reference


async def resolve(
    session: Session,
    ticket: TicketRow,
    author: str,
    solution: str,
    now: datetime,
    *,
    mailing: Mailing,
    paging: Paging,
) -> None:
    """Resolve a ticket that is locked, and ask those who take part, in it and in its parts.

    Its page is the caller's to end, who knows why.

    Args:
        session: the transaction.
        ticket: the ticket.
        author: who says so, a key of the staff.
        solution: what they write about it, for the reseller; empty where they write nothing.
        now: the present moment.
        mailing: writes the letters.
        paging: ends what an incident has with its last part.
    """
    number, name = ticket.number or 0, mailing.desk.name_of(author)
    ticket.state = after(State(ticket.state), Event.SOLVED)
    ticket.updated_at, ticket.closed_at = now, None
    text = f"Resolved: {solution}" if solution else "Resolved."
    setting = await mailing.setting_of(session, ticket)
    said = replies.solved_together(number, ticket.subject, setting, solution=solution, responder=name)
    letter = Letter(said, offers=whether_solved(number, ticket.language))
    with audit.one_act(session, author, reference(number)):
        tickets.entry(session, number, now, Entry.STATE, text, author=author, act="resolved")
        await mailing.to_verified(session, f"{SOLVED}{number}:{now.isoformat()}", ticket, letter, now)
        await ask_parts(session, ticket, mailing, author, now, solution=solution)
    await part_ended(session, ticket, paging, now)
    timers.wait(session, mailing.jobs, mailing.desk, ticket, now)


async def solved_by_reseller(session: Session, ticket: TicketRow, paging: Paging, now: datetime) -> None:
    """Let nobody be called any more for a ticket that is resolved, as its reseller says that it is solved."""
    await paging.cancel(session, ticket.number or 0, now, "the reseller says that it is solved")
    await part_ended(session, ticket, paging, now)
    timers.wait(session, paging.jobs, paging.desk, ticket, now)
