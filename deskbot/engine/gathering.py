"""What triage may look at, gathered before it starts: who writes, which ticket it belongs to, their systems."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from deskbot.access.proof import Network, judge
from deskbot.access.rules import may_change
from deskbot.desk import Desk
from deskbot.model.case import Case, Earlier, Standing, Writer
from deskbot.model.message import Inbound
from deskbot.model.ticket import State
from deskbot.store import directory, tickets
from deskbot.store.database import Session
from deskbot.store.directory import folded
from deskbot.store.tables import TicketRow
from deskbot.tickets.reference import read_token, tags

MOST_TAGS = 3
"""Tags of one subject that are looked at; each is a ticket that is locked for a moment."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The ticket that a message belongs to, locked, and what the writer is to it."""

    ticket: TicketRow | None = None
    takes_part: bool = False
    trusted: bool = False
    """Whether the writer may correct facts, close and lower; else the entry is marked unverified."""
    from_desk: bool = False
    """Whether somebody of the desk answers one of our letters to it: their words stay inside."""
    follows: int | None = None
    """A ticket that was closed too long ago to be opened again: a new one is linked to it."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """Looks up what a decision needs."""

    desk: Desk
    secret: bytes
    authserv: str
    relays: tuple[Network, ...]

    async def writer(self, session: Session, message: Inbound) -> Writer:
        """Find out who writes, and how far they are believed."""
        address = message.sender.address
        standing, why = judge(address, message.authentication, authserv=self.authserv, relays=self.relays)
        reseller, contact, by = await directory.find_writer(session, message.channel, address, domain_of(message))
        return Writer(standing=standing, why=why, reseller=reseller, contact=contact, by=by)

    async def thread(self, session: Session, message: Inbound, writer: Writer, now: datetime) -> Thread:
        """Find and lock the ticket that a message belongs to.

        A signed reply token counts first, then `References`, then a `[T-1042]` in the subject; the last
        only from somebody who takes part in that ticket or belongs to its reseller.
        """
        number = next((found for one in message.thread_tokens if (found := read_token(one, self.secret))), None)
        if number is None:
            ancestors = (*message.references, message.in_reply_to or "")
            number = await tickets.by_message_ids(session, ancestors)
        if number is not None:
            return await self._join(session, number, message, writer, now)
        for tagged in list(dict.fromkeys(tags(message.subject)))[:MOST_TAGS]:
            if self._is_desk(message):
                return await self._join(session, tagged, message, writer, now)
            thread = await self._join(session, tagged, message, writer, now)
            if thread.takes_part or thread.trusted:
                return thread
        return Thread()

    async def case(self, session: Session, message: Inbound, writer: Writer, thread: Thread, now: datetime) -> Case:
        """Put together everything that triage may look at."""
        if thread.ticket is not None and not thread.trusted and writer.proven:
            writer = replace(writer, standing=Standing.UNPROVEN, why="proven, but not of this ticket's reseller")
        known = writer.reseller.id if writer.proven and writer.reseller else None
        return Case(
            message=message,
            writer=writer,
            now=now,
            systems=await directory.systems_of(session, known) if known is not None else (),
            earlier=earlier(thread.ticket) if thread.ticket else None,
            own_domains=self.desk.own_domains,
        )

    async def _join(self, session: Session, number: int, message: Inbound, writer: Writer, now: datetime) -> Thread:
        row = await tickets.lock(session, number)
        if row is None:
            return Thread()
        part = await tickets.participant(session, number, message.channel, message.sender.address)
        # Who only ever wrote without proof takes part, but that opens nothing to somebody proven later.
        trusted = bool(may_change(writer, tickets.as_ticket(row), part is not None and part.verified))
        takes_part = part is not None
        if too_old(row, self.desk.quiet.reopen_within, now):
            return Thread(takes_part=takes_part, trusted=trusted, follows=number)
        return Thread(row, takes_part=takes_part, trusted=trusted, from_desk=self._is_desk(message))

    def _is_desk(self, message: Inbound) -> bool:
        """Return whether the sender's address, proven or not, is one to which the desk's own mail goes."""
        ours = {self.desk.notify, *(person.mail for person in self.desk.staff.values())}
        return folded(message.sender.address) in {folded(one) for one in ours if one}


def domain_of(message: Inbound) -> str | None:
    """Return the domain of a sender's address, or None where it has none."""
    _, at, domain = message.sender.address.rpartition("@")
    return domain if at else None


def too_old(row: TicketRow, reopen_within: timedelta, now: datetime) -> bool:
    """Return whether a ticket was closed too long ago to be opened again."""
    return row.state == State.CLOSED and row.closed_at is not None and now - row.closed_at > reopen_within


def earlier(row: TicketRow) -> Earlier:
    """Return what triage may know of a ticket."""
    ticket = tickets.as_ticket(row)
    return Earlier(
        number=ticket.number,
        category=ticket.category,
        severity=ticket.severity,
        subject=ticket.subject,
        findings=ticket.findings,
        asked=ticket.asked,
        playbook=ticket.playbook,
    )
