"""What a responder does with several pages at once: they were sent as one, and are answered as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine.paging.rows import (
    being_handed,
    is_over,
    locked,
    newest,
    row_id,
    still_missing,
    who_and_when,
    yours_already,
)
from deskbot.engine.paging.taking import NOBODY, Passed, Taking
from deskbot.escalation.bundling import one_by_one, passed_words, taken_words
from deskbot.model.command import Answer
from deskbot.model.ticket import Entry
from deskbot.store import audit, pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import PageRow
from deskbot.tickets.reference import reference

STAYS = "yours, and it stays so unless you pass it on by its own code"


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
        kept = await self._kept(session, found, responder) if escalate else frozenset[int]()
        with audit.one_act(session, responder, *map(reference, numbers)):
            for row in found if note else ():
                ticket, page = await locked(session, row_id(row))
                if row.id not in kept and ticket is not None and page is not None and not is_over(page, ticket):
                    tickets.entry(session, page.ticket_number, now, Entry.NOTE, note, author=responder)
            if escalate:
                return await self._pass_on(session, found, kept, responder, now)
            return await self._take(session, found, responder, now)

    async def refer(self, session: Session, rows: Iterable[PageRow], code: int) -> Answer:
        """Refer whoever wishes what can be meant for one page only to the codes of those that have not ended."""
        codes: list[tuple[str, int]] = []
        unneeded: list[str] = []
        for row in rows:
            ref = reference(row.ticket_number)
            if is_over(row, await tickets.get(session, row.ticket_number)):
                unneeded.append(ref)
            else:
                codes.append((ref, row.code))
        return Answer(one_by_one(code, codes) if codes else taken_words({}, [], [], unneeded), done=False)

    async def _kept(self, session: Session, rows: Iterable[PageRow], responder: str) -> frozenset[int]:
        """Return which pages stay with a responder who passes a bundle on: those they have, while they mean the rest.

        They do while others of its pages wait for somebody. Who has taken all that was left passes all of that on.
        """
        theirs: set[int] = set()
        is_rest_left = False
        for row in rows:
            ticket, standing = await locked(session, row_id(row))
            if ticket is None or standing is None or is_over(standing, ticket):
                continue
            page = await newest(session, standing)
            if responder in page.acknowledged:
                theirs.add(row_id(row))
            elif pages.is_untaken(page) and not being_handed(page):
                is_rest_left = True
        return frozenset(theirs) if is_rest_left else frozenset()

    async def _take(self, session: Session, rows: list[PageRow], responder: str, now: datetime) -> Answer:
        taken: dict[str, int] = {}
        theirs: list[tuple[str, str]] = []
        by_others: list[tuple[str, str]] = []
        unneeded: list[str] = []
        for row in rows:
            ref = reference(row.ticket_number)
            by = await self.taking.acknowledge(session, row_id(row), responder, now)
            if by == NOBODY:
                unneeded.append(ref)
                continue
            page = await _that_counts(session, row)
            if by is None:
                taken[ref] = still_missing(self.desk, page)
            elif by == responder:
                theirs.append((ref, yours_already(self.desk, page, by)))
            else:
                by_others.append((ref, who_and_when(self.desk, page, by)))
        return Answer(taken_words(taken, theirs, by_others, unneeded), done=bool(taken or theirs or by_others))

    async def _pass_on(
        self, session: Session, rows: list[PageRow], kept: frozenset[int], responder: str, now: datetime
    ) -> Answer:
        passed: list[tuple[str, str]] = []
        not_passed: list[tuple[str, str]] = []
        for row in rows:
            ref = reference(row.ticket_number)
            if row.id in kept:
                not_passed.append((ref, STAYS))
                continue
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
                    page = await _that_counts(session, row)
                    not_passed.append((ref, f"taken by {who_and_when(self.desk, page)}"))
                case Passed.NOBODY_LEFT:
                    not_passed.append((ref, f"everybody was paged, nobody is left; {row.code}a takes it"))
        return Answer(passed_words(passed, not_passed), done=bool(passed))


async def _that_counts(session: Session, row: PageRow) -> PageRow:
    """Return the page that counts now for one that was answered, and may have been folded before."""
    return await newest(session, await pages.standing_for(session, row_id(row)) or row)
