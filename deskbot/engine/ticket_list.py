"""Lists of tickets, for whoever shows them: the console's pages, and the API."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from deskbot.access.confidential import masked
from deskbot.engine.in_time import within_limit
from deskbot.errors import DeskbotError
from deskbot.model.ticket_list import Filters, Listed
from deskbot.store import ticket_list
from deskbot.store.database import Database
from deskbot.store.ticket_list import MOST_COUNTED, Place

PAGE = 50
"""Tickets on a page."""
_MOST_RESELLERS = 400
_LARGEST_NUMBER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class TicketList:
    """Finds tickets."""

    database: Database

    async def find(self, filters: Filters, after: str = "", limit: int = PAGE) -> Listed:
        """Return one page of a list.

        Args:
            filters: which tickets, and in which order.
            after: the page before said it; empty for the first.
            limit: how many tickets at most.

        Raises:
            DeskbotError: `after` is nothing that a page says.
            UnavailableError: the database does not answer.
        """
        place = _read_place(filters, after) if after else None

        async def find() -> Listed:
            async with self.database.begin() as session:
                found, ends = await ticket_list.page(session, filters, after=place, limit=limit)
            shown = tuple(replace(one, subject=masked(one.subject)) for one in found)
            return Listed(shown, _written(ends) if ends else "")

        return await within_limit(find)

    async def count(self, filters: Filters) -> tuple[int, bool]:
        """Return how many tickets a list holds, and whether there are more than that.

        Raises:
            UnavailableError: the database does not answer.
        """

        async def count() -> int:
            async with self.database.begin() as session:
                return await ticket_list.count(session, filters)

        found = await within_limit(count)
        return min(found, MOST_COUNTED), found > MOST_COUNTED

    async def resellers(self) -> list[tuple[str, str]]:
        """Return the keys and names of resellers, by name; not of all where there are very many.

        Raises:
            UnavailableError: the database does not answer.
        """

        async def look() -> list[tuple[str, str]]:
            async with self.database.begin() as session:
                return list(await ticket_list.resellers(session, _MOST_RESELLERS))

        return await within_limit(look)


def _written(place: Place) -> str:
    value, number = place
    return f"{value.isoformat() if hasattr(value, 'isoformat') else value}~{number}"


def _read_place(filters: Filters, after: str) -> Place:
    value, _, number = after.partition("~")
    if number.isascii() and number.isdecimal() and int(number) <= _LARGEST_NUMBER:
        with suppress(ValueError):
            return ticket_list.place_of(filters.order, value, int(number))
    raise DeskbotError("this page of the list is not to be found: begin with its first page")
