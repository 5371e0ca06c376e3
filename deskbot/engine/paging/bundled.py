"""What a responder does with several pages at once: they were sent as one, and are answered as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine.paging.rows import row_id, who_and_when
from deskbot.engine.paging.taking import NOBODY, Passed, Taking
from deskbot.escalation.bundling import passed_words, taken_words
from deskbot.model.command import Answer
from deskbot.model.ticket import Entry
from deskbot.store import pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import PageRow
from deskbot.tickets.reference import reference


@dataclass(frozen=True, slots=True)
class Bundled:
    """Answers all pages of a bundle in one transaction."""

    desk: Desk
    taking: Taking

    async def answer(
        self, session: Session, rows: Iterable[PageRow], responder: str, note: str, now: datetime, *, escalate: bool
    ) -> Answer:
        """Take all pages that still want somebody, or pass all on; say which are theirs, and what of the others.

        Args:
            session: the transaction.
            rows: the pages of a bundle.
            responder: who answers.
            note: what they say, for each ticket.
            now: the present moment.
            escalate: they pass them on.
        """
        found = list(rows)
        numbers = [row.ticket_number for row in found]
        await tickets.lock_all(session, numbers)
        await pages.lock_waiting(session, numbers)
        for row in found if note else ():
            tickets.entry(session, row.ticket_number, now, Entry.NOTE, note, author=responder)
        if escalate:
            return await self._pass_on(session, found, responder, now)
        return await self._take(session, found, responder, now)

    async def _take(self, session: Session, rows: list[PageRow], responder: str, now: datetime) -> Answer:
        taken: list[str] = []
        by_others: list[tuple[str, str]] = []
        unneeded: list[str] = []
        for row in rows:
            ref = reference(row.ticket_number)
            by = await self.taking.acknowledge(session, row_id(row), responder, now)
            if by is None:
                taken.append(ref)
            elif by == NOBODY:
                unneeded.append(ref)
            else:
                by_others.append((ref, await self._who_and_when(session, row, by)))
        return Answer(taken_words(taken, by_others, unneeded), done=bool(taken or by_others))

    async def _pass_on(self, session: Session, rows: list[PageRow], responder: str, now: datetime) -> Answer:
        passed: list[tuple[str, str]] = []
        not_passed: list[tuple[str, str]] = []
        for row in rows:
            ref = reference(row.ticket_number)
            came, how = await self.taking.escalate(session, row_id(row), responder, now)
            match came:
                case Passed.ON:
                    passed.append((ref, how))
                case Passed.ALREADY:
                    not_passed.append((ref, "with the next level already"))
                case Passed.ANEW:
                    not_passed.append((ref, "paged anew since, with another code"))
                case Passed.UNNEEDED:
                    not_passed.append((ref, "nobody is needed any more"))
                case Passed.BACK:
                    not_passed.append((ref, f"it stays with {self.desk.name_of(row.acknowledged_by)}"))
                case Passed.TAKEN:
                    not_passed.append((ref, f"taken by {await self._who_and_when(session, row)}"))
                case Passed.NOBODY_LEFT:
                    not_passed.append((ref, f"everybody was paged, nobody is left; {row.code}a takes it"))
        return Answer(passed_words(passed, not_passed), done=bool(passed))

    async def _who_and_when(self, session: Session, row: PageRow, who: str = "") -> str:
        standing = await pages.standing_for(session, row_id(row)) or row
        page = await pages.latest(session, standing.ticket_number) or standing
        return who_and_when(self.desk, page, who)
