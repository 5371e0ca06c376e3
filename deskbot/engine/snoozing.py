"""A ticket is put off until a time: it comes back then, or as soon as its reseller has something to say.

Nothing else about it rests: what is promised runs on, and a message that makes it urgent calls whoever is on call.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from deskbot.desk import Desk
from deskbot.engine.agents import Agents
from deskbot.engine.noticing import tell_staff
from deskbot.errors import DeskbotError
from deskbot.model.ticket import Entry, State
from deskbot.store import snoozes, tickets
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow
from deskbot.tickets.named_times import read_when

LONGEST = timedelta(days=180)
"""What is put off for longer is forgotten."""


@dataclass(frozen=True, slots=True)
class Snoozing:
    """Puts tickets off, and lets them come back."""

    agents: Agents

    async def put_off(self, number: int, when: str, author: str, why: str = "") -> datetime:
        """Put a ticket off until a time on the desk's clock ("16:30", "friday 10:00", "in 2h"); return that moment.

        One that is put off already is so until then instead.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: the time is none to come or too far away, or the ticket is over.
        """
        until = self.until(when)
        async with self.agents.ticket(number) as (session, ticket):
            await self.put(session, ticket, until, author, why)
        return until

    def until(self, when: str) -> datetime:
        """Return the moment until which a ticket is put off; see `put_off`.

        Raises:
            DeskbotError: the time is none to come, or too far away.
        """
        now = self.agents.clock.now()
        until = read_when(when, now.astimezone(self.agents.desk.tz))
        if until is None:
            raise DeskbotError(f'"{when[:40]}" is no time to come; write "16:30", "friday 10:00" or "in 2h"')
        if until > now + LONGEST:
            raise DeskbotError(f"a ticket is put off for {LONGEST.days} days at the most")
        return until

    async def put(self, session: Session, ticket: TicketRow, until: datetime, author: str, why: str) -> None:
        """Put a ticket off within a transaction that has locked it; see `put_off`.

        Raises:
            DeskbotError: the ticket is over.
        """
        now, number = self.agents.clock.now(), ticket.number or 0
        if not State(ticket.state).open:
            raise DeskbotError(f"T-{number} is {ticket.state}: there is nothing to put off")
        running = await snoozes.running(session, number)
        if running is not None:
            snoozes.end(running, "put off anew", now)
            await session.flush()
        row = await snoozes.add(session, number, until, author, why, now)
        self.agents.mailing.jobs.ring(session, "snooze", row.id or 0, at=until, new=True)
        text = f"Put off until {moment(self.agents.desk, until)}{f': {why}' if why else '.'}"
        told = {"until": until.astimezone(UTC).isoformat(timespec="minutes")}
        tickets.entry(session, number, now, Entry.STATE, text, author=author, act="put it off", told=told)

    async def take_up(self, number: int, author: str) -> None:
        """Have a ticket back that was put off.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: it is not put off.
        """
        now = self.agents.clock.now()
        async with self.agents.ticket(number) as (session, _):
            row = await snoozes.running(session, number)
            if row is None:
                raise DeskbotError(f"T-{number} is not put off")
            name = self.agents.desk.name_of(author)
            snoozes.end(row, f"{name} took it up", now)
            text = "Taken up again."
            tickets.entry(session, number, now, Entry.STATE, text, author=author, act="took it up again")

    async def look(self, snooze_id: int) -> None:
        """Answer the alarm of a ticket that was put off: have it back, if its time has come."""
        now = self.agents.clock.now()
        async with self.agents.database.begin() as session:
            seen = await snoozes.get(session, snooze_id)
            ticket = await tickets.lock(session, seen.ticket_number) if seen else None
            row = await snoozes.lock(session, snooze_id)
            if row is None or ticket is None or row.due_at is None or row.due_at > now:
                return
            snoozes.end(row, "its time has come", now)
            if not State(ticket.state).open:
                return
            number, desk = ticket.number or 0, self.agents.desk
            why = f": {row.why}" if row.why else ""
            text = f"Back, as it was put off until now{why}."
            tickets.entry(session, number, now, Entry.STATE, text)
            ticket.updated_at = now
            says = f"It is back: {desk.name_of(row.by)} put it off until now{why}. {ticket.subject}"
            person = ticket.owner or row.by
            await tell_staff(session, self.agents.mailing, f"snooze:{row.id}", number, person, says, now)


async def reseller_wrote(session: Session, desk: Desk, ticket: TicketRow, now: datetime, *, thanked: bool) -> None:
    """Have a ticket back whose reseller has written; mere thanks leave it where it was. The ticket must be locked."""
    number = ticket.number or 0
    row = await snoozes.running(session, number)
    if row is None:
        return
    if thanked:
        text = f"They only thanked: put off until {moment(desk, row.until)}, as before."
        tickets.entry(session, number, now, Entry.STATE, text)
        return
    snoozes.end(row, "the reseller wrote", now)
    tickets.entry(session, number, now, Entry.STATE, "Back, as the reseller wrote.")


def moment(desk: Desk, at: datetime) -> str:
    """Return a moment on the desk's clock."""
    return f"{at.astimezone(desk.tz):%a %d %b %H:%M}"
