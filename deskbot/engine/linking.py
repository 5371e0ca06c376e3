"""Tickets are linked, or made parts of one incident, and parted again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from deskbot.desk import Desk
from deskbot.engine.agents import refuse_merged
from deskbot.engine.incidents import gravest, open_incident, take_in, take_out
from deskbot.engine.joint_pages import put_together
from deskbot.engine.paging import Paging
from deskbot.errors import DeskbotError
from deskbot.model.case import Severity
from deskbot.model.ticket import Entry, Link, State
from deskbot.store import links, tickets
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow
from deskbot.tickets.joining import graver
from deskbot.tickets.reference import reference


@dataclass(frozen=True, slots=True)
class Linking:
    """Links tickets within a transaction that has locked them, with their incidents, and takes it back."""

    desk: Desk
    paging: Paging

    async def link(
        self,
        session: Session,
        rows: dict[int, TicketRow],
        numbers: Sequence[int],
        author: str,
        now: datetime,
        *,
        incident: bool,
        why: str,
    ) -> int | None:
        """Link tickets; return the incident's number, if there is one. See `Joining.link`.

        Args:
            session: the transaction.
            rows: what it has locked, by number: these tickets with their incidents.
            numbers: which of them are linked, in their order.
            author: who does it.
            now: the present moment.
            incident: whether they become parts of one, though none of them is one.
            why: a word on why; internal.
        """
        says = why or f"{self.desk.name_of(author)} says so"
        for number in numbers:
            refuse_merged(rows[number])
        parents = [number for number in numbers if await links.is_incident(session, number)]
        if len(parents) > 1:
            raise DeskbotError("several of them are incidents: merge these into one first")
        of = sorted({parent for number in numbers if (parent := rows[number].parent) is not None})
        if incident and not parents and len(of) == 1:
            parents = of
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

    async def unlink(self, session: Session, one: TicketRow, other: TicketRow, author: str, now: datetime) -> None:
        """Take back that two tickets belong together; a part leaves its incident. See `Joining.unlink`."""
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
