"""Lists of tickets: filtered by the address, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from deskbot.access.console import Doing
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.shelf import PlaybookShelf
from deskbot.engine.ticket_list import TicketList
from deskbot.errors import DeskbotError, UnavailableError
from deskbot.model.account import SignedIn
from deskbot.model.case import Category, Severity
from deskbot.model.ticket_list import Listed
from deskbot.tickets import filters
from deskbot.tickets.filters import Pairs, Setting
from deskbot.tickets.search_words import read_sought
from deskbot.triage.registry import all_diagnostics
from deskbot.web.console.gate import Endpoint, Gate
from deskbot.web.console.pages import HEADERS
from deskbot.web.console.ticket_words import ANSWERS, CHANNELS, ORDERS, STATES, Chip, chips

PATH = "/console/tickets"
_MOST_PARAMETERS = 100


@dataclass(frozen=True, slots=True)
class Tickets:
    """The pages that list tickets."""

    gate: Gate
    lists: TicketList
    desk: Desk
    shelf: PlaybookShelf
    clock: Clock

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        return {PATH: self.gate.page(Doing.LOOK, self.listed)}

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        return {}

    async def listed(self, request: Request, who: SignedIn) -> Response:
        """Show the tickets that fit an address's filters."""
        pairs = pairs_of(request)
        wanted, after = filters.clean(pairs), next((value for name, value in pairs if name == "after"), "")
        if len(pairs) > len(wanted) + bool(after):
            # A form sends what was left empty, too: the address that is kept and passed on is without it.
            return RedirectResponse(address(wanted, after), 303, headers=dict(HEADERS))
        wrong, listed, found = "", Listed(()), (0, False)
        try:
            asked = filters.read(wanted, self.setting(who))
            listed = await self.lists.find(asked, after)
            found = await self.lists.count(asked) if after or listed.after else (len(listed.tickets), False)
        except UnavailableError:
            raise
        except DeskbotError as error:
            wrong = str(error)
        return self.gate.pages.show(
            "tickets.html",
            who,
            here=PATH,
            status=422 if wrong else 200,
            wrong=wrong,
            listed=listed,
            count=told_count(found[0], more=found[1]),
            names=self.desk,
            after=after,
            next=address(wanted, listed.after),
            first=address(wanted),
            chosen=set(wanted),
            value=dict.fromkeys(filters.NAMES, "") | dict(wanted),
            chips=self.chips(wanted),
            now=self.clock.now(),
            sought=read_sought(dict(wanted).get("q", "")),
            **await self.choices(),
        )

    def setting(self, who: SignedIn) -> Setting:
        """Return what somebody's filters are read with."""
        return Setting(self.clock.now(), self.desk.tz, who.account.author)

    def chips(self, wanted: Pairs) -> Sequence[Chip]:
        """Return the filters in words, each with the address of the list without it."""
        return chips(wanted, self.desk, address)

    async def choices(self) -> dict[str, object]:
        """Return what the form of filters offers."""
        return {
            "states": STATES,
            "severities": tuple(Severity),
            "categories": tuple(Category),
            "channels": CHANNELS,
            "staff": {key: person.name for key, person in self.desk.staff.items()},
            "playbooks": sorted(one.id for one in self.shelf.current.playbooks),
            "facts": [one.key for one in all_diagnostics()],
            "resellers": await self.lists.resellers(),
            "answers": ANSWERS,
            "orders": ORDERS,
        }


def pairs_of(request: Request) -> list[tuple[str, str]]:
    """Return what an address says behind its question mark; nothing where it says too much."""
    try:
        found = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return []
    return [(name, value.replace("\0", "")) for name, value in found]


def address(wanted: Pairs, after: str = "", path: str = PATH) -> str:
    """Return the address of a list."""
    said = [*wanted, *([("after", after)] if after else [])]
    return f"{path}?{urlencode(said)}" if said else path


def told_count(found: int, *, more: bool) -> str:
    """Return how many tickets there are, in words."""
    if more:
        return f"More than {found} tickets"
    return "1 ticket" if found == 1 else f"{found} tickets" if found else "No tickets"
