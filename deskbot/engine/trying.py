"""Somebody is paged for nothing, to see whether it reaches them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine.paging import Paging
from deskbot.escalation.watch.trying import KEPT, policy_for
from deskbot.model.case import Category, Severity
from deskbot.model.ticket import Entry, State
from deskbot.model.trial import ticket_for
from deskbot.store import dispatches, forgetting, tickets, trials
from deskbot.store.database import Database, Session
from deskbot.store.tables import TicketRow


@dataclass(frozen=True, slots=True)
class Trying:
    """Begins tests of somebody's numbers, and takes away what is left of them."""

    database: Database
    desk: Desk
    paging: Paging

    async def begin(self, person: str, by: str, now: datetime) -> int:
        """Page somebody for nothing; return the number of the test's ticket.

        Args:
            person: a key of the staff, who has a number.
            by: who tries it.
            now: the present moment.
        """
        async with self.database.begin() as session:
            for old in await trials.older_than(session, now - KEPT):
                await _forget(session, old)
            ticket = TicketRow(
                number=ticket_for(now),
                state=State.NEW,
                subject="Test of your pager: nobody needs help",
                category=Category.HOWTO,
                severity=Severity.S4,
                verified=True,
                created_at=now,
                updated_at=now,
            )
            session.add(ticket)
            await session.flush()
            number = ticket.number or 0
            tickets.entry(session, number, now, Entry.STATE, f"{by} tries the pager of {self.desk.name_of(person)}.")
            await self.paging.open(session, ticket, policy_for(person), now, now, verified=True)
            return number

    async def end(self, number: int) -> None:
        """End a test, answered or not; nothing of it is left."""
        async with self.database.begin() as session:
            ticket = await tickets.lock(session, number)
            if ticket is None:
                return
            await _forget(session, number)


async def _forget(session: Session, number: int) -> None:
    """Take a test away, but not what it has shown: a carrier that brought it works again."""
    worked = await dispatches.last_worked(session, number)
    await forgetting.forget_ticket(session, number)
    for carrier, last in sorted(worked.items()):
        await dispatches.outlived(session, carrier, last)
