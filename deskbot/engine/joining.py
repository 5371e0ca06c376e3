"""What a person says of tickets that belong together: link, merge, split, and undo. Each is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine import timers
from deskbot.engine.agents import refuse_merged
from deskbot.engine.folding import put_together
from deskbot.engine.incidents import gravest, open_incident, take_in, take_out
from deskbot.engine.mailing import Mailing
from deskbot.engine.merging import Merging, relettered
from deskbot.engine.paging import Paging
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.case import Severity
from deskbot.model.message import Address
from deskbot.model.ticket import Entry, Link, State
from deskbot.store import inbound, links, moves, pages, tickets
from deskbot.store.database import Database, Session
from deskbot.store.payloads import findings_from_json, findings_to_json
from deskbot.store.tables import InboundRow, LinkRow, TicketRow, TimelineRow
from deskbot.tickets import replies
from deskbot.tickets.joining import graver
from deskbot.tickets.reference import reference, untagged

CARRIED = frozenset({"callback", "customer", "host_id", "model", "release"})
"""Facts of a ticket that hold for what is split off it as well."""


@dataclass(frozen=True, slots=True)
class Joining:
    """The desk's hand on what belongs together."""

    database: Database
    desk: Desk
    clock: Clock
    mailing: Mailing
    paging: Paging

    async def merge(self, source: int, target: int, author: str) -> str:
        """Merge a ticket into another, see `Merging.merge`; return what was done, in words.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: they may not be merged; the text says why.
        """
        async with self.database.begin() as session:
            rows = await locked(session, (source, target))
            merging = Merging(self.mailing, self.paging)
            return await merging.merge(session, rows[source], rows[target], author, self.clock.now())

    async def merge_soon(self, session: Session, source: TicketRow, target: int, author: str) -> None:
        """Merge a ticket that the transaction has locked into another, which nobody else may be working on.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: they may not be merged, or somebody works on the other one just now.
        """
        merging = Merging(self.mailing, self.paging)
        await merging.merge(session, source, await locked_soon(session, target), author, self.clock.now())

    async def unlink_soon(self, session: Session, ticket: TicketRow, other: int, author: str) -> None:
        """Unlink a ticket that the transaction has locked from another, which nobody else may be working on.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: nothing links them, or somebody works on the other one just now.
        """
        await self.unlink_within(session, ticket, await locked_soon(session, other), author)

    async def split(
        self, number: int, message: int, author: str, *, subject: str = "", severity: Severity | None = None
    ) -> int:
        """Make a ticket of its own of one message; return its number.

        Args:
            number: the ticket.
            message: which of its messages, as `deskbot tickets show` counts them; 1 is the first.
            author: who does it.
            subject: the new ticket's; the message's own by default.
            severity: the new ticket's; the old one's by default, as a message does not lower its ticket.

        Raises:
            NotFoundError: there is no such ticket, or no such message.
            DeskbotError: it is the only message.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            ticket = (await locked(session, (number,)))[number]
            refuse_merged(ticket)
            said = await chosen(session, number, message)
            letter = await inbound.lock(session, said.inbound_id or 0)
            if letter is None:
                raise NotFoundError(f"message {message} of {reference(number)} was not sent by anybody")
            new = await self._split_off(
                session, ticket, said, letter, subject, severity or Severity(ticket.severity), now
            )
            other = new.number or 0
            moved = await moves.move_message(session, letter.id or 0, number, other)
            links.add(session, other, number, Link.SPLIT, "", now, author=author, data={"moved": moved})
            tickets.entry(session, other, now, Entry.STATE, f"Split off {reference(number)}.", author=author)
            text = f"Message {message} was split off as {reference(other)}."
            tickets.entry(session, number, now, Entry.STATE, text, author=author)
            await session.flush()
            await self._page_split(session, ticket, new, now)
            await self._tell_split(session, new, ticket, now)
            return other

    async def _split_off(
        self,
        session: Session,
        ticket: TicketRow,
        said: TimelineRow,
        letter: InboundRow,
        subject: str,
        severity: Severity,
        now: datetime,
    ) -> TicketRow:
        fresh = CARRIED | await fresh_keys(session, ticket.number or 0, said.inbound_id or 0)
        findings = [one for one in findings_from_json(ticket.findings) if one.key in fresh]
        new = TicketRow(
            number=await tickets.next_number(session),
            state=State.WAITING_DESK,
            subject=subject or untagged(letter.subject) or ticket.subject,
            category=ticket.category,
            severity=severity,
            verified=said.verified and ticket.verified,
            reseller_id=ticket.reseller_id if said.verified else None,
            contact_id=ticket.contact_id if said.verified else None,
            findings=findings_to_json(findings),
            language=ticket.language,
            entitlement=ticket.entitlement,
            created_at=now,
            updated_at=now,
        )
        session.add(new)
        await session.flush()
        name = letter.person
        await tickets.join(
            session, new.number or 0, letter.channel, Address(letter.sender, name), verified=said.verified
        )
        return new

    async def _page_split(self, session: Session, ticket: TicketRow, new: TicketRow, now: datetime) -> None:
        """Page for what was split off, if nobody has come for the old ticket yet, or it is graver than that."""
        severity = Severity(new.severity)
        last = await pages.latest(session, ticket.parent or ticket.number or 0)
        if Severity(ticket.severity).at_least(severity) and (last is None or not pages.is_untaken(last)):
            return
        verdict = await self.paging.follow(session, new, severity, now, raised=True, proven=True)
        tickets.entry(session, new.number or 0, now, Entry.PAGE, f"Split off; {verdict.why}.")

    async def _tell_split(self, session: Session, new: TicketRow, ticket: TicketRow, now: datetime) -> None:
        number = new.number or 0
        setting = await self.mailing.setting_of(session, new)
        text = replies.parted(number, ticket.number or 0, new.subject, setting)
        await self.mailing.to_verified(session, f"split:{number}", new, text, now)

    async def link(self, numbers: Sequence[int], author: str, *, incident: bool = False, why: str = "") -> int | None:
        """Link tickets; where one of them is an incident, or one is wanted, the others become parts of it.

        Returns:
            The incident's number, None where the tickets are only linked.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: fewer than two tickets, a merged one, or one that is part of another incident.
        """
        now, numbers = self.clock.now(), sorted(set(numbers))
        if len(numbers) < 2:  # noqa: PLR2004  (a pair)
            raise DeskbotError("name two tickets at least")
        says = why or f"{self.desk.name_of(author)} says so"
        async with self.database.begin() as session:
            rows = await locked(session, numbers)
            for number in numbers:
                refuse_merged(rows[number])
            parents = [number for number in numbers if await links.is_incident(session, number)]
            if len(parents) > 1:
                raise DeskbotError("several of them are incidents: merge these into one first")
            of = sorted({parent for number in numbers if (parent := rows[number].parent) is not None})
            if incident and not parents and len(of) == 1:
                parents = of
                rows |= await locked(session, of)
            if not parents and not incident:
                for one, other in pairwise(numbers):
                    await self._link(session, other, one, says, author, now)
                return None
            parts = {number: rows[number] for number in numbers if number not in parents}
            return await self._gather(session, rows[parents[0]] if parents else None, parts, says, author, now)

    @staticmethod
    async def _link(session: Session, one: int, other: int, says: str, author: str, now: datetime) -> None:
        if any(row.kind == Link.ALIKE for row in await links.between(session, one, other)):
            return
        links.add(session, one, other, Link.ALIKE, says, now, author=author)
        for here, there in ((one, other), (other, one)):
            text = f"Linked with {reference(there)}: {says}."
            tickets.entry(session, here, now, Entry.NOTE, text, author=author)

    async def _gather(
        self,
        session: Session,
        parent: TicketRow | None,
        parts: dict[int, TicketRow],
        says: str,
        author: str,
        now: datetime,
    ) -> int:
        for number, row in parts.items():
            if row.parent is not None and (parent is None or row.parent != parent.number):
                where = reference(row.parent)
                raise DeskbotError(f"{reference(number)} is part of {where}: deskbot tickets unlink T-{number} {where}")
            if not State(row.state).open:
                raise DeskbotError(
                    f"{reference(number)} is {row.state}: only open tickets are made part of an incident"
                )
        new = {number: row for number, row in sorted(parts.items()) if row.parent is None}
        if parent is None:
            parent = await open_incident(session, says, gravest(parts.values()), now, author=author)
        if not State(parent.state).open:
            raise DeskbotError(f"{reference(parent.number or 0)} is {parent.state}: nothing is made part of it")
        for row in new.values():
            take_in(session, row, parent, says, now, author=author)
            parent.severity = graver(Severity(parent.severity), Severity(row.severity))
        await session.flush()
        await put_together(session, parent, new, self.paging, now)
        return parent.number or 0

    async def unlink(self, one: int, other: int, author: str) -> None:
        """Take back that two tickets belong together; a part leaves its incident.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: nothing links them.
        """
        async with self.database.begin() as session:
            rows = await locked(session, (one, other))
            await self.unlink_within(session, rows[one], rows[other], author)

    async def unlink_within(self, session: Session, one: TicketRow, other: TicketRow, author: str) -> None:
        """Do the same within a transaction that has locked both."""
        now = self.clock.now()
        for part, parent in ((one, other), (other, one)):
            if part.parent is not None and part.parent == parent.number and part.merged_into is None:
                await take_out(session, part, self.paging, author, now)
                return
        here, there = one.number or 0, other.number or 0
        found = [row for row in await links.between(session, here, there) if row.kind == Link.ALIKE]
        if not found:
            raise DeskbotError(
                f"nothing links {reference(here)} and {reference(there)} (a merge is taken back by undo)"
            )
        for row in found:
            row.undone_at, row.undone_by = now, author
        for this, that in ((here, there), (there, here)):
            text = f"No longer linked with {reference(that)}."
            tickets.entry(session, this, now, Entry.NOTE, text, author=author)

    async def undo(self, number: int, author: str) -> str:
        """Take back the last merge or split of a ticket; return what was done, in words.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: there is nothing to undo, or something later has to be undone first.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            await tickets.get(session, number)
            seen = await links.last_undoable(session, number)
            rows = await locked(session, (seen.ticket_number, seen.other_number)) if seen else {}
            row = await links.last_undoable(session, number)
            if row is None or seen is None or row.id != seen.id:
                raise DeskbotError(f"there is no merge or split of {reference(number)} left to undo")
            one, other = rows[row.ticket_number], rows[row.other_number]
            if row.kind == Link.MERGED:
                return await Merging(self.mailing, self.paging).undo(session, row, one, other, author, now)
            return await self._unsplit(session, row, one, other, author, now)

    async def _unsplit(
        self, session: Session, row: LinkRow, new: TicketRow, ticket: TicketRow, author: str, now: datetime
    ) -> str:
        """Give a ticket back what was split off it, and all that has come in there since; return what was done."""
        for one in (new, ticket):
            refuse_merged(one)
        number, other = new.number or 0, ticket.number or 0
        if ticket.state == State.CLOSED:
            raise DeskbotError(f"{reference(other)} is closed: what comes back to it would not be seen")
        merging, lettered = Merging(self.mailing, self.paging), await relettered(session, new, ticket)
        data = await merging.pour(session, new, ticket, lettered.places, author, now)
        row.undone_at, row.undone_by = now, author
        text = f"What was split off is part of {reference(other)} again."
        tickets.entry(session, number, now, Entry.STATE, text, author=author)
        text = f"{reference(number)}, which was split off, is part of it again."
        tickets.entry(session, other, now, Entry.STATE, text, author=author)
        await timers.wait(session, self.mailing.jobs, self.desk, ticket, now)
        if lettered.lines:
            await merging.tell(session, f"unsplit:{row.id}", new, ticket, data["told"], lettered.lines, now)
        return f"what was split off is part of {reference(other)} again{lettered.says}"


async def locked(session: Session, numbers: Sequence[int]) -> dict[int, TicketRow]:
    """Return tickets by number, locked in one order.

    Raises:
        NotFoundError: one of them does not exist.
    """
    rows = await tickets.lock_all(session, numbers)
    for number in numbers:
        if number not in rows:
            raise NotFoundError(f"there is no ticket T-{number}")
    return rows


async def locked_soon(session: Session, number: int) -> TicketRow:
    """Return a ticket, locked within a transaction that holds another one already.

    Raises:
        NotFoundError: there is no such ticket.
        DeskbotError: somebody works on it just now; waiting for them could wait for ever.
    """
    await tickets.get(session, number)
    rows = await tickets.lock_soon(session, (number,))
    if rows is None:
        raise DeskbotError(f"somebody works on {reference(number)} just now; send it once more")
    return rows[number]


async def chosen(session: Session, number: int, message: int) -> TimelineRow:
    """Return one of a ticket's messages by its place; 1 is the first.

    Raises:
        NotFoundError: there are fewer.
        DeskbotError: it is the only one.
    """
    said = [row for row in await tickets.timeline(session, number) if row.kind == Entry.MESSAGE]
    if not 1 <= message <= len(said):
        raise NotFoundError(f"{reference(number)} has {len(said)} message(s), and no message {message}")
    if len(said) == 1:
        raise DeskbotError(f"{reference(number)} has one message: nothing would be left of it")
    return said[message - 1]


async def fresh_keys(session: Session, number: int, inbound_id: int) -> frozenset[str]:
    """Return the keys of the facts that a message gave, as its decision notes them."""
    entries = await tickets.timeline(session, number)
    made = [row for row in entries if row.kind == Entry.DECISION and row.inbound_id == inbound_id]
    return frozenset(str(key) for row in made for key in row.data.get("fresh", ()))
