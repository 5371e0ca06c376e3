"""What the desk's people do to a ticket: reply, note, assign, close. Each is one transaction."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine import feedback, timers
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging import Paging
from deskbot.errors import DeskbotError, NotFoundError, did_you_mean
from deskbot.model.case import Severity
from deskbot.model.message import Address, Attachment
from deskbot.model.page import PageState
from deskbot.model.ticket import Entry, State
from deskbot.store import pages, tickets
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
        async with self._ticket(number) as (session, ticket):
            return await self.answer(session, ticket, text, author)

    async def answer(
        self,
        session: Session,
        ticket: TicketRow,
        text: str,
        author: str,
        *,
        files: tuple[Attachment, ...] = (),
        told: frozenset[str] = frozenset(),
        inbound_id: int | None = None,
    ) -> int:
        """Answer within a transaction that has locked the ticket; see `reply`.

        Args:
            session: the transaction.
            ticket: the ticket.
            text: the answer.
            author: a key of the staff, or another name for who acts.
            files: what goes with it; kept in the blob store already.
            told: addresses that have the answer already, as the agent's own mail went to them, too.
            inbound_id: the mail by which the agent answered.
        """
        if not text.strip():
            raise DeskbotError("the reply is empty; nothing was sent")
        now, number = self.clock.now(), ticket.number or 0
        people = await tickets.participants(session, number)
        if not people:
            raise DeskbotError(f"nobody takes part in T-{number}, so there is nobody to answer")
        signature = self.desk.staff[author].name if author in self.desk.staff else self.desk.name
        letter = replies.from_desk(text.strip(), signature, await self.mailing.setting_of(session, ticket))
        written = [one for one in people if one.address not in told]
        for one in written:
            key = f"reply:{number}:{now.isoformat()}:{one.channel}:{one.address}"
            to = (one.channel, Address(one.address, one.name))
            await self.mailing.to_reseller(session, key, ticket, to, letter, now, automatic=False, files=files)
        tickets.entry(
            session, number, now, Entry.REPLY, text.strip(), author=author, public=True, inbound_id=inbound_id
        )
        ticket.first_response_at = ticket.first_response_at or now
        self._happen(ticket, Event.REPLIED)
        ticket.reminders = 0
        await timers.wait(session, self.mailing.jobs, self.desk, ticket, now)
        return len(written)

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
            self.give(session, ticket, responder, author)

    def give(self, session: Session, ticket: TicketRow, responder: str, author: str) -> None:
        """Give a ticket to a person of the staff within a transaction that has locked it; see `assign`."""
        ticket.owner = responder
        self._happen(ticket, Event.CLAIMED)
        text = f"Assigned to {self.desk.name_of(responder)}."
        tickets.entry(session, ticket.number or 0, self.clock.now(), Entry.STATE, text, author=author)

    async def close(self, number: int, author: str, why: str = "") -> None:
        """Close a ticket; its open page is cancelled.

        Raises:
            NotFoundError: there is no such ticket.
        """
        async with self._ticket(number) as (session, ticket):
            await self.end(session, ticket, author, why)

    async def end(self, session: Session, ticket: TicketRow, author: str, why: str = "") -> None:
        """Close a ticket within a transaction that has locked it; see `close`."""
        now, number, was = self.clock.now(), ticket.number or 0, State(ticket.state)
        self._happen(ticket, Event.CLOSED)
        ticket.closed_at, ticket.due_at = now, None
        text = f"Closed: {why}" if why else "Closed."
        tickets.entry(session, number, now, Entry.STATE, text, author=author, public=not why)
        await self.paging.cancel(session, number, now, f"{self.desk.name_of(author)} closed the ticket")
        if was is not State.CLOSED:
            await feedback.ask_rating(session, self.mailing, ticket, was, now)

    async def page(self, session: Session, ticket: TicketRow, author: str) -> None:
        """Have the responder on call paged for a ticket, within a transaction that has locked it.

        Raises:
            DeskbotError: the desk's policy pages nobody, or a page is open already.
        """
        now, number = self.clock.now(), ticket.number or 0
        rule = self.desk.severities[Severity(ticket.severity)]
        policy = rule.policy or self.desk.severities[Severity.S1].policy
        if not policy:
            raise DeskbotError("the policy in desk.yaml pages nobody, at no severity")
        if not State(ticket.state).open:
            raise DeskbotError(f"T-{number} is {ticket.state}: nobody is paged for it")
        last = await pages.latest(session, number)
        name = self.desk.name_of(author)
        if last is not None and last.state == PageState.OPEN:
            await self.paging.hasten(session, last, now)
            tickets.entry(session, number, now, Entry.PAGE, f"{name} has the page go on now.", author=author)
            return
        tickets.entry(session, number, now, Entry.PAGE, f"{name} has the responder on call paged.", author=author)
        await self.paging.open(session, ticket, policy, now, now, verified=True)

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
