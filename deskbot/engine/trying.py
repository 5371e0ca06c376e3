"""Somebody is paged for nothing, to see whether it reaches them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.desk import Desk
from deskbot.engine.paging import Paging
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.escalation.watch.trying import KEPT, media_of, person_tried, policy_for
from deskbot.model.case import Category, Severity
from deskbot.model.page import PageState
from deskbot.model.ticket import Entry, State
from deskbot.model.trial import is_test, ticket_for
from deskbot.store import audit, dispatches, forgetting, ledger, signs, tickets, trials
from deskbot.store.database import Database, Session
from deskbot.store.tables import TicketRow

ALIVE = timedelta(seconds=30)
"""A pager that has given no sign of life for so long does not run."""
SHOWN = 20
"""Tests that are shown."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What has become of a test."""

    number: int
    """Of its ticket: below zero."""
    person: str
    """The key of whoever is tried."""
    begun_at: datetime
    answered: bool
    waits: bool
    """For its answer."""
    steps: tuple[str, ...]
    """By what it went to them, and how that stands."""


@dataclass(frozen=True, slots=True)
class Trying:
    """Begins tests of somebody's numbers, and takes away what is left of them."""

    database: Database
    desk: Desk
    paging: Paging

    async def ready(self, person: str, now: datetime) -> None:
        """Say whether somebody can be tried.

        Raises:
            NotFoundError: nobody of the staff has that key.
            DeskbotError: they have no number, or no pager runs.
        """
        if person not in self.desk.staff:
            raise NotFoundError(f'"{person}" is not on the staff of desk.yaml')
        if not media_of(self.desk.staff[person]):
            raise DeskbotError(
                f'desk.yaml: staff "{person}" has no number; give them "sms", "voice", "slack" or "telegram"'
            )
        async with self.database.begin() as session:
            alive = await signs.last(session)
        if "pages" not in alive or now - alive["pages"] > ALIVE:
            raise DeskbotError("no pager runs, so nobody would be paged: start deskbot serve")

    async def begin(self, person: str, by: str, now: datetime) -> int:
        """Page somebody for nothing; return the number of the test's ticket.

        Args:
            person: a key of the staff, who has a number.
            by: who tries it.
            now: the present moment.

        Raises:
            DeskbotError: a test of them waits for its answer already.
        """
        async with self.database.begin() as session:
            number = await trials.free_number(session, ticket_for(now))
            for old in await trials.older_than(session, now - KEPT):
                await _forget(session, old)
            for other in await trials.newest(session, SHOWN):
                seen = await self._seen(session, other)
                if seen.waits and seen.person == person:
                    raise DeskbotError(
                        f"{self.desk.name_of(person)} is being tried just now: take that test away first"
                    )
            ticket = TicketRow(
                number=number,
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
            tickets.entry(session, number, now, Entry.STATE, f"{by} tries the pager of {self.desk.name_of(person)}.")
            await self.paging.open(session, ticket, policy_for(person), now, now, verified=True)
            audit.note(session, "tried a pager", person, who=by, now=now)
            return number

    async def look(self, number: int) -> Trial | None:
        """Return what has become of a test; None where nothing is left of it."""
        async with self.database.begin() as session:
            ticket = await session.get(TicketRow, number) if is_test(number) else None
            return await self._seen(session, ticket) if ticket else None

    async def newest(self) -> tuple[Trial, ...]:
        """Return the tests that are kept, the newest first, `SHOWN` at most.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        async with self.database.begin() as session:
            return tuple([await self._seen(session, one) for one in await trials.newest(session, SHOWN)])

    async def end(self, number: int) -> None:
        """End a test, answered or not; nothing of it is left.

        Raises:
            NotFoundError: that is the number of no test.
        """
        if not is_test(number):
            raise NotFoundError("there is no such test")
        async with self.database.begin() as session:
            ticket = await tickets.lock(session, number)
            if ticket is None:
                return
            await _forget(session, number)

    async def _seen(self, session: Session, ticket: TicketRow) -> Trial:
        number = ticket.number or 0
        page = next(iter(await ledger.of_ticket(session, number)), None)
        state = page["state"] if page else ""
        return Trial(
            number,
            person_tried(page["policy"]) if page else "",
            ticket.created_at,
            answered=state == PageState.ACKNOWLEDGED,
            waits=state == PageState.OPEN,
            steps=tuple(
                f"{one['medium']} to {self.desk.name_of(one['responder'])}: {one['state']}"
                + (f" ({one['detail']})" if one["detail"] else "")
                for one in (page["notifications"] if page else ())
            ),
        )


async def _forget(session: Session, number: int) -> None:
    """Take a test away, but not what it has shown: a carrier that brought it works again."""
    worked = await dispatches.last_worked(session, number)
    await forgetting.forget_ticket(session, number)
    for carrier, last in sorted(worked.items()):
        await dispatches.outlived(session, carrier, last)
