"""Lists of tickets: filtered by the address, page by page."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from deskbot.access.console import Doing, may
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.many_tickets import LONGEST_TIME, ManyTickets
from deskbot.engine.saved_views import SavedViews
from deskbot.engine.shelf import PlaybookShelf
from deskbot.engine.ticket_list import MOST_RESELLERS, PAGE, TicketList
from deskbot.errors import DeskbotError, UnavailableError
from deskbot.model.account import OffStaff, SignedIn
from deskbot.model.case import Category, Severity
from deskbot.model.ticket import OPEN_STATES, UNOWNED
from deskbot.model.ticket_list import NOBODY, Answer, Filters, Listed, Order
from deskbot.tickets import filters, tickets_csv
from deskbot.tickets.filters import Pairs, Setting
from deskbot.tickets.search_words import read_sought
from deskbot.tickets.words import CHANNELS
from deskbot.triage.registry import all_diagnostics
from deskbot.web.console.csv_files import csv_file
from deskbot.web.console.gate import Endpoint, Fields, Gate
from deskbot.web.console.pages import sent_to
from deskbot.web.console.ticket_words import ANSWERS, ORDERS, STATE_FILTERS, Chip, chips
from deskbot.web.place import place_of
from deskbot.web.rows import row_number

PATH = "/console/tickets"
MINE = "/console/mine"
MOST_ROWS = 10_000
"""Of a CSV file."""
SAID = {"kept": "The view is kept.", "away": "The view is gone."}
_MOST_PARAMETERS = 100
_LONGEST_QUERY = 4000
_ROWS, _FEW = 1000, 10
_ALL_WITHIN = 2 * LONGEST_TIME
"""Seconds; what is done to many tickets stops by itself before, and says what was done."""
_FOUND = 25
"""Tickets on a page that shows of each what was found."""
_TICKED = re.compile(r"t[0-9]{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ListParts:
    """What the pages that list tickets work by."""

    lists: TicketList
    many: ManyTickets
    views: SavedViews
    desk: Desk
    shelf: PlaybookShelf
    clock: Clock


@dataclass(frozen=True, slots=True)
class Tickets:
    """The pages that list tickets."""

    gate: Gate
    parts: ListParts

    def shown(self) -> dict[str, Endpoint]:
        """Return each page, by its path."""
        page = self.gate.page
        return {
            PATH: page(Doing.LOOK, self.listed),
            f"{PATH}.csv": page(Doing.LOOK, self.as_csv, _ALL_WITHIN),
            MINE: page(Doing.LOOK, self.mine),
        }

    def pressed(self) -> dict[str, Endpoint]:
        """Return what each form leads to, by its path."""
        press = self.gate.press
        return {
            f"{PATH}/many": press(Doing.PLAN, self.many, _ALL_WITHIN),
            f"{PATH}/views": press(Doing.LOOK, self.keep_view),
            f"{PATH}/views/take-away": press(Doing.LOOK, self.take_view_away),
        }

    async def listed(self, request: Request, who: SignedIn) -> Response:
        """Show the tickets that fit an address's filters."""
        pairs = pairs_of(request)
        wanted, after = filters.clean(pairs), next((value for name, value in pairs if name == "after"), "")
        if len([name for name, _ in pairs if name not in ("after", "said")]) > len(wanted):
            # A form sends what was left empty, too: the address that is kept and passed on is without it.
            return sent_to(address(wanted, after))
        wrong, listed, found = "", Listed(()), (0, False)
        resellers = await self.parts.lists.resellers()
        off_staff = await self.parts.lists.off_staff(self._strange_owners(wanted))
        try:
            asked = filters.read(wanted, self.setting(who))
            listed = await self.parts.lists.find(asked, after, _FOUND if asked.words else PAGE)
            found = await self._count(asked, listed, after)
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
            names=self.parts.desk,
            after=after,
            next=address(wanted, listed.after),
            first=address(wanted),
            chosen=set(wanted),
            value=dict.fromkeys(filters.NAMES, "") | dict(wanted),
            chips=self.chips(wanted),
            now=self.parts.clock.now(),
            views=await self.parts.views.seen_by(who.account),
            query=urlencode(wanted),
            may_plan=may(who.account.role, Doing.PLAN),
            said=SAID.get(request.query_params.get("said", ""), ""),
            sought=read_sought(dict(wanted).get("q", "")),
            strangers=() if listed.tickets or wrong else self._strangers(wanted, resellers, off_staff),
            **self.choices(resellers, off_staff),
        )

    async def as_csv(self, request: Request, who: SignedIn) -> Response:
        """Send the tickets that fit an address's filters as CSV, at most `MOST_ROWS`."""
        asked = filters.read(filters.clean(pairs_of(request)), self.setting(who))
        found, after = [], ""
        while len(found) < MOST_ROWS:
            listed = await self.parts.lists.find(asked, after, _ROWS, with_pieces=False)
            found += listed.tickets
            after = listed.after
            if not after:
                break
        name = f"tickets-{self.parts.clock.now().astimezone(self.parts.desk.tz):%Y-%m-%d-%H%M}"
        text = await asyncio.to_thread(tickets_csv.written, found, self.parts.desk.name_of, self.parts.desk.tz)
        return csv_file(name, text)

    async def mine(self, request: Request, who: SignedIn) -> Response:
        """Show what somebody has, what of it is due, and what resellers said of it."""
        me, now = who.account.author, self.parts.clock.now()
        of_mine = Filters(states=OPEN_STATES, owners=(me,), answer_by=now + filters.SOON)
        after = request.query_params.get("after", "")
        parts = {
            "overdue": await self._few(replace(of_mine, answer=Answer.OVERDUE, order=Order.DUE)),
            "soon": await self._few(replace(of_mine, answer=Answer.SOON, order=Order.DUE)),
            "nobodys": await self._few(replace(of_mine, owners=(NOBODY,), answer=Answer.SOON, order=Order.DUE)),
            "open": await self.parts.lists.find(replace(of_mine, order=Order.GRAVEST), after, _FOUND),
            "rated": await self._few(Filters(owners=(me,), rated=True, order=Order.CHANGED)),
        }
        late = {one.number for one in parts["overdue"].tickets}
        parts["soon"] = Listed(tuple(one for one in parts["soon"].tickets if one.number not in late))
        return self.gate.pages.show("mine.html", who, here=MINE, parts=parts, names=self.parts.desk, now=now)

    async def _few(self, wanted: Filters) -> Listed:
        return await self.parts.lists.find(wanted, limit=_FEW)

    async def many(self, _: Request, who: SignedIn, fields: Fields) -> Response:
        """Do one thing to the tickets that were ticked, and say what became of each."""
        numbers = [int(name[1:]) for name in fields if _TICKED.fullmatch(name)]
        many, author = self.parts.many, who.account.author
        match fields.get("act", ""):
            case "assign":
                owner = fields.get("owner", "")
                outcomes = await many.assign(numbers, owner, author)
                did = f"given to {self.parts.desk.name_of(owner)}"
            case "close":
                outcomes, did = await many.close(numbers, fields.get("why", ""), author), "closed"
            case "severity":
                severity = _severity(fields.get("severity", ""))
                outcomes, did = await many.set_severity(numbers, severity, author), f"set to {severity}"
            case "tag":
                outcomes, did = await many.tag(numbers, fields.get("tags", ""), author), "tagged"
            case "untag":
                outcomes, did = await many.untag(numbers, fields.get("tags", ""), author), "no longer tagged"
            case "put-off":
                outcomes = await many.put_off(
                    numbers, fields.get("when", "")[:60], fields.get("put-off-why", ""), author
                )
                did = "put off"
            case other:
                raise DeskbotError(f'there is nothing called "{other[:20]}" that is done to many tickets')
        # To the page of the list on which they were: whoever works through two hundred goes on from there.
        wanted = filters.clean(parse_qsl(fields.get("query", "")[:_LONGEST_QUERY]))
        back = address(wanted, fields.get("after", "")[:_LONGEST_QUERY])
        return self.gate.pages.show("many.html", who, here=PATH, outcomes=outcomes, did=did, back=back)

    async def keep_view(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Keep a list under a name."""
        wanted = filters.clean(parse_qsl(fields.get("query", "")[:_LONGEST_QUERY]))
        filters.read(wanted, self.setting(who))  # what cannot be read is not kept
        shared = bool(fields.get("shared"))
        await self.parts.views.keep(
            who.account, fields.get("name", ""), urlencode(wanted), place_of(request), shared=shared
        )
        return sent_to(address([*wanted, ("said", "kept")]))

    async def take_view_away(self, request: Request, who: SignedIn, fields: Fields) -> Response:
        """Take a kept list away."""
        await self.parts.views.take_away(who.account, row_number(fields.get("view")) or 0, place_of(request))
        return sent_to(f"{PATH}?said=away")

    async def _count(self, asked: Filters, listed: Listed, after: str) -> tuple[int, bool]:
        """Return how many tickets a list holds, and whether there are more: of a search only what one page shows.

        To count what a search finds takes longer than to find the newest of it.
        """
        if asked.words or not (after or listed.after):
            return len(listed.tickets), bool(listed.after or after)
        return await self.parts.lists.count(asked)

    def setting(self, who: SignedIn) -> Setting:
        """Return what somebody's filters are read with."""
        return Setting(self.parts.clock.now(), self.parts.desk.tz, who.account.author)

    def chips(self, wanted: Pairs) -> Sequence[Chip]:
        """Return the filters in words, each with the address of the list without it."""
        return chips(wanted, self.parts.desk, address)

    def _strange_owners(self, wanted: Pairs) -> Sequence[str]:
        known = {one.casefold() for one in ("me", UNOWNED, *self.parts.desk.staff)}
        return [value for name, value in wanted if name == "owner" and value.casefold() not in known]

    def _strangers(
        self, wanted: Pairs, resellers: Sequence[tuple[str, str]], off_staff: Sequence[OffStaff]
    ) -> Sequence[str]:
        """Return, in words, whom and what the filters name that may be why nothing fits."""
        explained = {("owner", one.name) for one in off_staff}
        others = [pair for pair in wanted if pair not in explained]
        return [*(one.told for one in off_staff), *filters.strangers(others, self.known(resellers))]

    def known(self, resellers: Sequence[tuple[str, str]]) -> dict[str, Sequence[str]]:
        """Return what may stand in filters, by their names."""
        return {
            "owner": ["me", UNOWNED, *self.parts.desk.staff],
            "reseller": [one for pair in resellers for one in pair] if len(resellers) < MOST_RESELLERS else [],
            "channel": list(CHANNELS),
            "playbook": ["none", *(one.id for one in self.parts.shelf.current.playbooks)],
            "missing": ["any", *(one.key for one in all_diagnostics())],
        }

    def choices(self, resellers: Sequence[tuple[str, str]], off_staff: Sequence[OffStaff]) -> dict[str, object]:
        """Return what the form of filters offers, with those owners who are chosen and off the staff."""
        staff = {key: person.name for key, person in self.parts.desk.staff.items()}
        return {
            "states": STATE_FILTERS,
            "severities": tuple(Severity),
            "categories": tuple(Category),
            "channels": CHANNELS,
            "staff": staff,
            "owners": staff | {one.name: one.offered for one in off_staff},
            "playbooks": sorted(one.id for one in self.parts.shelf.current.playbooks),
            "facts": [one.key for one in all_diagnostics()],
            "resellers": resellers,
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


def address(wanted: Pairs, after: str = "") -> str:
    """Return the address of a list."""
    said = [*wanted, *([("after", after)] if after else [])]
    return f"{PATH}?{urlencode(said)}" if said else PATH


def _severity(written: str) -> Severity:
    try:
        return Severity(written)
    except ValueError:
        raise DeskbotError("choose one of S1, S2, S3 and S4") from None


def told_count(found: int, *, more: bool) -> str:
    """Return how many tickets there are, in words."""
    if more:
        return f"More than {found} tickets"
    return "1 ticket" if found == 1 else f"{found} tickets" if found else "No tickets"
