"""What the desk's people do to a ticket: reply, note, assign, close. Each is one transaction."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine import timers
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging import Paging
from deskbot.errors import DeskbotError, NotFoundError, did_you_mean
from deskbot.model.message import Address
from deskbot.model.ticket import Entry, State
from deskbot.store import tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import TicketRow
from deskbot.tickets import replies
from deskbot.tickets.lifecycle import Event, after


@dataclass(frozen=True, slots=True)
class Agents:
    """The desk's own hand on tickets."""

    database: Database
    desk: Desk
    clock: Clock
    mailing: Mailing
    paging: Paging

    async def reply(self, number: int, text: str, author: str) -> int:
        """Answer the people who take part in a ticket; return to how many addresses.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: the text is empty, or nobody takes part.
        """
        if not text.strip():
            raise DeskbotError("the reply is empty; nothing was sent")
        now = self.clock.now()
        async with self._ticket(number) as (session, ticket):
            people = await tickets.participants(session, number)
            if not people:
                raise DeskbotError(f"nobody takes part in T-{number}, so there is nobody to answer")
            signature = self.desk.staff[author].name if author in self.desk.staff else self.desk.name
            letter = replies.from_desk(text.strip(), signature, await self.mailing.setting_of(session, ticket))
            for one in people:
                key = f"reply:{number}:{now.isoformat()}:{one.channel}:{one.address}"
                to = (one.channel, Address(one.address, one.name))
                await self.mailing.to_reseller(session, key, ticket, to, letter, now, automatic=False)
            tickets.entry(session, number, now, Entry.REPLY, text.strip(), author=author, public=True)
            ticket.first_response_at = ticket.first_response_at or now
            self._happen(ticket, Event.REPLIED)
            ticket.reminders = 0
            await timers.wait(session, self.mailing.jobs, self.desk, ticket, now)
            return len(people)

    async def note(self, number: int, text: str, author: str) -> None:
        """Add a note that no reseller ever sees.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: the text is empty.
        """
        if not text.strip():
            raise DeskbotError("the note is empty; nothing was written")
        async with self._ticket(number) as (session, ticket):
            tickets.entry(session, number, self.clock.now(), Entry.NOTE, text.strip(), author=author)
            ticket.updated_at = self.clock.now()

    async def assign(self, number: int, responder: str, author: str) -> None:
        """Give a ticket to a person of the staff.

        Raises:
            NotFoundError: there is no such ticket or person.
        """
        if responder not in self.desk.staff:
            raise NotFoundError(
                f'"{responder}" is not on the staff of desk.yaml{did_you_mean(responder, self.desk.staff)}'
            )
        async with self._ticket(number) as (session, ticket):
            ticket.owner = responder
            self._happen(ticket, Event.CLAIMED)
            text = f"Assigned to {self.desk.name_of(responder)}."
            tickets.entry(session, number, self.clock.now(), Entry.STATE, text, author=author)

    async def close(self, number: int, author: str, why: str = "") -> None:
        """Close a ticket; its open page is cancelled.

        Raises:
            NotFoundError: there is no such ticket.
        """
        now = self.clock.now()
        async with self._ticket(number) as (session, ticket):
            self._happen(ticket, Event.CLOSED)
            ticket.closed_at, ticket.due_at = now, None
            text = f"Closed: {why}" if why else "Closed."
            tickets.entry(session, number, now, Entry.STATE, text, author=author, public=not why)
            await self.paging.cancel(session, number, now, f"{self.desk.name_of(author)} closed the ticket")

    @asynccontextmanager
    async def _ticket(self, number: int) -> AsyncGenerator[tuple[Session, TicketRow]]:
        async with self.database.begin() as session:
            ticket = await tickets.lock(session, number)
            if ticket is None:
                raise NotFoundError(f"there is no ticket T-{number}")
            yield session, ticket

    def _happen(self, ticket: TicketRow, event: Event) -> None:
        ticket.state = after(State(ticket.state), event)
        ticket.updated_at = self.clock.now()
