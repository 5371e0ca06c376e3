"""Puts on sheets what tickets are found by, a moment after it was said: nobody who writes on a ticket waits for it.

What happened before there were sheets is put there in batches, the newest tickets first, and goes on where it ended.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from deskbot.access.confidential import masked
from deskbot.clock import Clock
from deskbot.store import search_sheets
from deskbot.store.database import Database, Session
from deskbot.store.search_sheets import TICKET, TIMELINE, Happened, Said
from deskbot.store.tickets import is_nobodys
from deskbot.tickets import search_words
from deskbot.tickets.reference import reference
from deskbot.tickets.search_words import Text

EVERY = 1.0
"""Seconds between two rounds."""
LATE = timedelta(minutes=10)
"""How much later than one that was begun after it a transaction may end: its entries have lower ids."""
_ENTRIES, _TICKETS = 500, 100
"""How many are looked at in one transaction."""


log = logging.getLogger(__name__)


class SearchSheets:
    """Writes the sheets."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Begin; how far the sheets have come stands in the database."""
        self.database = database
        self.clock = clock
        self._seen: set[int] = set()
        """Entries behind the mark that are on sheets already."""

    async def round(self) -> None:
        """Put on sheets what has happened since the last round, and a batch of what is older.

        Raises:
            UnavailableError: the database does not answer.
        """
        after: int | None = None
        while (after := await self._new(after)) is not None:
            pass
        await self._old()

    async def _new(self, after: int | None) -> int | None:
        """Put the next entries on sheets; return the last one's id where there may be more."""
        async with self.database.begin() as session:
            if not await search_sheets.take_turn(session):
                return None
            mark = await search_sheets.mark(session, TIMELINE)
            entries = await search_sheets.happened(session, mark if after is None else after, _ENTRIES)
            await self._write(session, {one.ticket_number for one in entries if one.id not in self._seen})
            reached = settled(entries, self.clock.now()) if after in (None, mark) else mark
            if reached > mark:
                await search_sheets.set_mark(session, TIMELINE, reached)
                mark = reached
        self._seen = {one for one in self._seen | {entry.id for entry in entries} if one > mark}
        return entries[-1].id if len(entries) == _ENTRIES else None

    async def _old(self) -> None:
        async with self.database.begin() as session:
            if not await search_sheets.take_turn(session):
                return
            below = await search_sheets.mark(session, TICKET)
            if not below:
                return
            numbers = await search_sheets.tickets_below(session, below, _TICKETS)
            await self._write(session, numbers)
            await search_sheets.set_mark(session, TICKET, numbers[-1] if numbers else 0)

    async def _write(self, session: Session, numbers: Iterable[int]) -> None:
        wanted = [one for one in numbers if not is_nobodys(one)]
        if wanted:
            said = await search_sheets.said(session, wanted)
            for one in await search_sheets.put(session, await asyncio.to_thread(sheets_of, said)):
                extra = {"action": "unsheeted", "ticket": one}
                log.error("a ticket cannot be put on a sheet: no search finds it", extra=extra)


def settled(entries: Iterable[Happened], now: datetime) -> int:
    """Return the id up to which nothing can be added any more; 0 where that is none of these."""
    reached = 0
    for one in entries:
        if one.at > now - LATE:
            break
        reached = one.id
    return reached


def sheets_of(said: Said) -> Mapping[int, list[str]]:
    """Return the sheets of tickets."""
    texts: dict[int, list[Text]] = {}
    for number, (subject, reseller, findings) in said.about.items():
        about = (reference(number), masked(subject), reseller, *(str(one.get("value", "")) for one in findings))
        texts[number] = [Text(one, public=True) for one in about]
    for number, address, name in said.people:
        texts.get(number, []).extend((Text(address, public=True), Text(name, public=True)))
    for number, name, public in said.files:
        texts.get(number, []).append(Text(name, public=public))
    for number, author, text, public in said.entries:
        texts.get(number, []).extend((Text(author, public=public), Text(text, public=public)))
    return {number: search_words.sheets(some) for number, some in texts.items()}
