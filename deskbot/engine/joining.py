"""What a person says of tickets that belong together: link, merge, split, and undo. Each is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.linking import Linking
from deskbot.engine.mailing import Mailing
from deskbot.engine.merging import Merging
from deskbot.engine.paging import Paging
from deskbot.engine.splitting import Splitting
from deskbot.errors import DeskbotError
from deskbot.model.case import Severity
from deskbot.model.ticket import Link, NoTicketError
from deskbot.store import audit, conversation, links, tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import TicketRow
from deskbot.tickets.reference import reference


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
            return await self._merge(session, rows[source], rows[target], author)

    async def merge_soon(self, session: Session, source: TicketRow, target: int, author: str) -> None:
        """Merge a ticket that the transaction has locked into another, which nobody else may be working on.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: they may not be merged, or somebody works on the other one just now.
        """
        await self._merge(session, source, await locked_soon(session, target), author)

    async def _merge(self, session: Session, source: TicketRow, target: TicketRow, author: str) -> str:
        now = self.clock.now()
        with audit.one_act(session, author, reference(source.number or 0)):
            told = await Merging(self.mailing, self.paging).merge(session, source, target, author, now)
            self._note(session, "merged", author, source.number, {"into": reference(target.number or 0)})
        return told

    def _note(
        self, session: Session, act: str, author: str, number: int | None, data: Mapping[str, object] | None = None
    ) -> None:
        audit.note(session, act, reference(number or 0), who=author, now=self.clock.now(), data=data)

    async def unlink_soon(self, session: Session, ticket: TicketRow, other: int, author: str) -> None:
        """Unlink a ticket that the transaction has locked from another, which nobody else may be working on.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: nothing links them, or somebody works on the other one just now.
        """
        await self._unlink(session, ticket, await locked_soon(session, other), author)

    async def _unlink(self, session: Session, one: TicketRow, other: TicketRow, author: str) -> None:
        with audit.one_act(session, author, reference(one.number or 0)):
            await Linking(self.desk, self.paging).unlink(session, one, other, author, self.clock.now())
            self._note(session, "unlinked", author, one.number, {"from": reference(other.number or 0)})

    async def split(
        self,
        number: int,
        message: int,
        author: str,
        *,
        subject: str = "",
        severity: Severity | None = None,
        shown: int | None = None,
    ) -> int:
        """Make a ticket of its own of one message; return its number.

        Args:
            number: the ticket.
            message: which of its messages, as `deskbot tickets show` counts them; 1 is the first.
            author: who does it.
            subject: the new ticket's; the message's own by default.
            severity: the new ticket's; the old one's by default, as a message does not lower its ticket.
            shown: the newest entry that whoever does it has seen; None where they go by no page.

        Raises:
            NotFoundError: there is no such ticket, or no such message.
            DeskbotError: it is the only message, or something has happened since what was shown.
        """
        splitting = Splitting(self.desk, self.mailing, self.paging)
        async with self.database.begin() as session:
            ticket = (await locked(session, (number,)))[number]
            await refuse_changed(session, number, shown)
            now = self.clock.now()
            with audit.one_act(session, author, reference(number)):
                new = await splitting.split(session, ticket, message, author, now, subject=subject, severity=severity)
                self._note(session, "split", author, number, {"off": reference(new)})
            return new

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
        async with self.database.begin() as session:
            rows = await locked(session, numbers)
            with audit.one_act(session, author, reference(numbers[0])):
                found = await Linking(self.desk, self.paging).link(
                    session, rows, numbers, author, now, incident=incident, why=why
                )
                with_: dict[str, object] = {"with": [reference(one) for one in numbers[1:]]}
                told = with_ if found is None else {**with_, "incident": reference(found)}
                self._note(session, "linked", author, numbers[0], told)
            return found

    async def unlink(self, one: int, other: int, author: str) -> None:
        """Take back that two tickets belong together; a part leaves its incident.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: nothing links them.
        """
        async with self.database.begin() as session:
            rows = await locked(session, (one, other))
            await self._unlink(session, rows[one], rows[other], author)

    async def undo(self, number: int, author: str, *, shown: int | None = None) -> str:
        """Take back the last merge or split of a ticket; return what was done, in words.

        Args:
            number: the ticket.
            author: who does it.
            shown: the newest entry that they have seen; None where they go by no page.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: there is nothing to undo, something later has to be undone first, or something has happened
                since what was shown.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            await tickets.get(session, number)
            seen = await links.last_undoable(session, number)
            rows = await locked(session, (seen.ticket_number, seen.other_number)) if seen else {}
            await refuse_changed(session, number, shown)
            row = await links.last_undoable(session, number)
            if row is None or seen is None or row.id != seen.id:
                raise DeskbotError(f"there is no merge or split of {reference(number)} left to undo")
            one, other = rows[row.ticket_number], rows[row.other_number]
            undoing = (
                Merging(self.mailing, self.paging)
                if row.kind == Link.MERGED
                else Splitting(self.desk, self.mailing, self.paging)
            )
            about = reference(row.ticket_number)
            with audit.one_act(session, author, about):
                says = await undoing.undo(session, row, one, other, author, now)
                told = {"with": reference(row.other_number)}
                self._note(session, f"took back that it was {row.kind}", author, row.ticket_number, told)
            return says


async def refuse_changed(session: Session, number: int, shown: int | None) -> None:
    """Let nobody act by a ticket's last message or its last merge where it is another one by now. It must be locked.

    Raises:
        DeskbotError: something has happened since the newest entry that was shown.
    """
    if shown is not None and shown != await conversation.last(session, number):
        raise DeskbotError("something has happened on it since you looked; look below, and press again")


async def locked(session: Session, numbers: Sequence[int]) -> dict[int, TicketRow]:
    """Return tickets by number, locked in one order.

    Raises:
        NotFoundError: one of them does not exist.
    """
    rows = await tickets.lock_all(session, numbers)
    for number in numbers:
        if number not in rows:
            raise NoTicketError(number)
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
