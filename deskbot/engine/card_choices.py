"""What may be chosen below a card: the tickets into which one may be merged, and the facts that may be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deskbot.access.confidential import masked
from deskbot.model.case import Category
from deskbot.model.message import Question
from deskbot.model.ticket import OPEN_STATES
from deskbot.store import links, tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import TicketRow
from deskbot.tickets.excerpt import one_line
from deskbot.tickets.reference import reference
from deskbot.triage.requirements import helpful_after, questions_for, required_keys

MOST = 100


@dataclass(frozen=True, slots=True)
class CardChoices:
    """Looks up what an agent may choose; only the desk's own people may see it."""

    database: Database

    async def ticket(self, card: str) -> int | None:
        """Return the ticket whose card, or what was said below it, has an id; None where there is none."""
        async with self.database.begin() as session:
            return await tickets.by_message_ids(session, [card])

    async def into(self, number: int) -> list[tuple[int, str]]:
        """Return the open tickets into which one may be merged, each with a line: what looks alike is first.

        Raises:
            NotFoundError: there is no such ticket.
        """
        async with self.database.begin() as session:
            own = await tickets.get(session, number)
            alike = await tickets.listed(session, states=OPEN_STATES, numbers=await _linked(session, own), limit=MOST)
            theirs: Sequence[TicketRow] = ()
            if own.reseller_id is not None:
                theirs = await tickets.listed(session, states=OPEN_STATES, reseller_id=own.reseller_id, limit=MOST)
        found = {row.number or 0: _line(row) for row in (*alike, *theirs) if row.number != number}
        return list(found.items())[:MOST]

    async def askable(self, number: int) -> list[tuple[Question, bool]]:
        """Return what a ticket's reseller may be asked for, and whether it is missing; what is missing is first.

        Raises:
            NotFoundError: there is no such ticket.
        """
        async with self.database.begin() as session:
            own = await tickets.get(session, number)
        category = Category(own.category)
        keys = dict.fromkeys((*own.missing, *required_keys(category), *helpful_after(category, ())))
        asked = [(one, one.key in own.missing) for one in questions_for(keys)]
        return sorted(asked, key=lambda one: not one[1])[:MOST]


async def _linked(session: Session, own: TicketRow) -> set[int]:
    rows = await links.of(session, own.number or 0)
    return {one for row in rows for one in (row.ticket_number, row.other_number)} - {own.number or 0}


def _line(row: TicketRow) -> str:
    return f"{reference(row.number or 0)} {row.severity} {masked(one_line(row.subject))}"
