"""What cards are made of, out of the database; also for whoever only wants to look at one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine import sla
from deskbot.engine.known import known_of
from deskbot.engine.paging.rows import who_and_when
from deskbot.errors import NotFoundError
from deskbot.model.page import PageState
from deskbot.model.ticket import OPEN_STATES, Link, State
from deskbot.store import conversation, links, pages, sla_targets, tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import TicketRow
from deskbot.tickets.card import Card, Seen, card_of, overview_of
from deskbot.tickets.reference import reference
from deskbot.tickets.suggestions import suggestions
from deskbot.tickets.words import PAGES

MOST_LISTED = 20
"""Tickets of an overview."""
MORE = "There are older ones, too: deskbot tickets list shows all of them."


@dataclass(frozen=True, slots=True)
class Cards:
    """Shows agents what they ask for, without the room."""

    database: Database
    desk: Desk
    clock: Clock

    async def of(self, number: int) -> Card | None:
        """Return a ticket's card as it would be now; None where there is no such ticket."""
        async with self.database.begin() as session:
            try:
                ticket = await tickets.get(session, number)
            except NotFoundError:
                return None
            return await card_as_it_stands(session, self.desk, ticket, self.clock.now())

    async def overview(self) -> list[str]:
        """Return a line for each open ticket, the newest first; the last one says so where there are more."""
        async with self.database.begin() as session:
            rows = await tickets.listed(session, states=OPEN_STATES, limit=MOST_LISTED + 1)
        shown = [overview_of(tickets.as_ticket(row), self.desk.name_of(row.owner)) for row in rows[:MOST_LISTED]]
        return [*shown, MORE] if len(rows) > MOST_LISTED else shown


async def card_as_it_stands(session: Session, desk: Desk, ticket: TicketRow, now: datetime) -> Card:
    """Return the card of a ticket."""
    number = ticket.number or 0
    known = await known_of(session, ticket)
    target = (await sla_targets.of_tickets(session, [number])).get(number)
    first = await conversation.first(session, number)
    seen = Seen(
        ticket=tickets.as_ticket(ticket),
        suggestions=suggestions(known),
        reseller=known.writer if ticket.reseller_id else "",
        writer=first.author if first else "",
        owner=desk.name_of(ticket.owner) if ticket.owner else "",
        promise=sla.in_words(desk, target, now) if target else "",
        warned=target is not None and target.warned_at is not None,
        broken=target is not None and target.breached_at is not None,
        page=await _page(session, desk, number),
        parts=[one.number or 0 for one in await tickets.parts(session, number)],
        alike=await _alike(session, ticket),
        nearest=known.nearest,
    )
    return card_of(seen)


async def _page(session: Session, desk: Desk, number: int) -> str:
    """Return how it stands with a ticket's page; empty where it has none."""
    page = await pages.latest(session, number, lock=False)
    if page is None:
        return ""
    match PageState(page.state):
        case PageState.OPEN:
            return f"{PAGES[PageState.OPEN]}, {reference(number)} is answered by the code {page.code}"
        case PageState.ACKNOWLEDGED:
            return f"taken by {who_and_when(desk, page)}"
        case other:
            return PAGES[other]


async def _alike(session: Session, ticket: TicketRow) -> Sequence[int]:
    """Return the open tickets that may be about the same trouble, and are not known to be."""
    if ticket.parent is not None:
        return ()
    number = ticket.number or 0
    linked = [row for row in await links.of(session, number) if row.kind == Link.ALIKE]
    others = sorted({row.other_number if row.ticket_number == number else row.ticket_number for row in linked})
    return [one for one in others if State((await tickets.get(session, one)).state).open]
