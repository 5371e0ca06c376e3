"""Lists of tickets, for whoever shows them: the console's pages, and the API."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from deskbot.access.confidential import masked
from deskbot.errors import DeskbotError
from deskbot.model.account import OffStaff
from deskbot.model.ticket_list import Filters, Listed, ListedTicket, Piece
from deskbot.store import accounts, search_sheets, ticket_list
from deskbot.store.database import Database, Session
from deskbot.store.ticket_list import MOST_COUNTED, Place
from deskbot.tickets.excerpt import one_line
from deskbot.tickets.search_words import Sought, excerpt, query_of, read_sought

PAGE = 50
"""Tickets on a page."""
MOST_RESELLERS = 400
MOST_OFF_STAFF = 5
"""Owners who are looked up for one list: for each that is a slip of the pen every ticket may be read."""
_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class TicketList:
    """Finds tickets."""

    database: Database

    async def find(self, filters: Filters, after: str = "", limit: int = PAGE, *, with_pieces: bool = True) -> Listed:
        """Return one page of a list.

        Args:
            filters: which tickets, and in which order.
            after: the page before said it; empty for the first.
            limit: how many tickets at most.
            with_pieces: whether each is told with what was found on it.

        Raises:
            DeskbotError: `after` is nothing that a page says, or there is no word in what is looked for.
            UnavailableError: the database does not answer.
        """
        place, sought = _read_place(filters, after) if after else None, _sought(filters)

        async with self.database.begin() as session:
            found, ends = await ticket_list.page(
                session, filters, after=place, limit=limit, sought=_query(filters, sought)
            )
            numbers = [one.number for one in found] if with_pieces else []
            pieces = await self._pieces(session, filters, sought, numbers)
        # Many subjects take longer to read for secrets than the keypad's callers, on the same loop, should wait.
        shown = _shown(found, pieces) if limit <= PAGE else await asyncio.to_thread(_shown, found, pieces)
        return Listed(shown, _written(ends) if ends else "")

    async def count(self, filters: Filters) -> tuple[int, bool]:
        """Return how many tickets a list holds, and whether there are more than that.

        Raises:
            UnavailableError: the database does not answer.
        """
        sought = _sought(filters)

        async with self.database.begin() as session:
            found = await ticket_list.count(session, filters, _query(filters, sought))
        return min(found, MOST_COUNTED), found > MOST_COUNTED

    @staticmethod
    async def _pieces(
        session: Session, filters: Filters, sought: Sought | None, numbers: Sequence[int]
    ) -> Mapping[int, tuple[Piece, ...]]:
        """Return, of tickets, the pieces that hold what is looked for: of what was said, or else of a file's name."""
        if sought is None or not numbers:
            return {}
        said: dict[int, list[str]] = {}
        for number, text in await search_sheets.told(session, numbers, public=filters.public):
            said.setdefault(number, []).append(text)
        for number, name, public in await search_sheets.files(session, numbers):
            if public or not filters.public:
                said.setdefault(number, []).append(name)
        return {number: excerpt(texts, sought) for number, texts in said.items()}

    async def resellers(self) -> list[tuple[str, str]]:
        """Return the keys and names of resellers, by name; not of all where there are very many.

        Raises:
            UnavailableError: the database does not answer.
        """
        async with self.database.begin() as session:
            return list(await ticket_list.resellers(session, MOST_RESELLERS))

    async def off_staff(self, names: Iterable[str]) -> Sequence[OffStaff]:
        """Return who somebody is who has tickets and stands not in desk.yaml; nobody for a name that nobody ever had.

        Only the first of very many are looked up.

        Raises:
            UnavailableError: the database does not answer.
        """
        wanted = list(names)[:MOST_OFF_STAFF]
        if not wanted:
            return ()
        found: list[OffStaff] = []
        async with self.database.begin() as session:
            for name in wanted:
                account = await accounts.standing_as(session, name)
                if account is not None:
                    left = account.ended_at is not None or account.staff == name
                    found.append(OffStaff(name, account.shown or name, left))
                elif await ticket_list.has_owned(session, name):
                    found.append(OffStaff(name, name, left=True))
        return found


def _shown(found: Sequence[ListedTicket], pieces: Mapping[int, tuple[Piece, ...]]) -> tuple[ListedTicket, ...]:
    return tuple(replace(one, subject=masked(one_line(one.subject)), found=pieces.get(one.number, ())) for one in found)


def _sought(filters: Filters) -> Sought | None:
    if not filters.words:
        return None
    sought = read_sought(filters.words)
    if sought is None:
        raise DeskbotError(f'there is no word in "{filters.words}" that could be found')
    return sought


def query_sought(filters: Filters) -> str | None:
    """Return what is looked for, as the database reads it; None where nothing is.

    Raises:
        DeskbotError: there is no word in it.
    """
    return _query(filters, _sought(filters))


def _query(filters: Filters, sought: Sought | None) -> str | None:
    return query_of(sought, public=filters.public) if sought else None


def _written(place: Place) -> str:
    value, number = place
    return f"{value.isoformat() if hasattr(value, 'isoformat') else value}~{number}"


def _read_place(filters: Filters, after: str) -> Place:
    value, _, number = after.partition("~")
    if number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER:
        with suppress(ValueError):
            return ticket_list.place_of(filters.order, value, int(number))
    raise DeskbotError("this page of the list is not to be found: begin with its first page")
