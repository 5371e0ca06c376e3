"""Every page of the console and every press in it lets through whom it is for; for all others it does nothing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from deskbot.console_side import list_parts, ticket_parts
from deskbot.engine.held_answers import Seen
from deskbot.engine.overriding import Overriding
from deskbot.engine.trying import Trying
from deskbot.model.account import DeskRole
from deskbot.model.override import Override, OverrideKind
from deskbot.store import signs
from deskbot.web_side import web_server
from tests.flow.browser import PASSWORD, Browser, admitted
from tests.flow.contents import changed, contents, leave_aside
from tests.flow.mails import OUTAGE_S1
from tests.flow.test_console_ticket import with_files
from tests.flow.test_console_tickets import ticket
from tests.harness import ANA, KIM, World, running_world
from tests.web_routes import routes_of

VIEWER, AGENT, LEAD, ADMIN = DeskRole
PEOPLE = {VIEWER: "vic", AGENT: "ana", LEAD: "lea", ADMIN: "erin"}
EVIL = "https://evil.example"
SIGN_IN = "/console/sign-in"
NEWEST = str(10**17)
"""As if somebody had seen all that was ever written."""
VAGUE = "phones down at one site, please help. Two of forty phones cannot call out since this morning."
T = "/console/tickets/{number:row}"


@dataclass(frozen=True)
class Press:
    """What the press of a form does."""

    least: DeskRole
    """Who is the least that may do it."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """With which it does what it is for."""
    number: int = 1002
    """The ticket that it is about."""
    status: int = 303
    """How it is answered."""
    changes: bool = True
    """Whether something else stands in the database then."""


OPEN = {("POST", SIGN_IN), ("GET", f"{SIGN_IN}/oidc"), ("GET", f"{SIGN_IN}/oidc/back")} | {
    (method, path) for method in ("GET", "HEAD") for path in (SIGN_IN, "/console/static/{digest}/{name}")
}
"""For everybody; test_console_oidc.py says who is let in by the provider."""
PAGES: Mapping[str, DeskRole] = {
    "/console": VIEWER,
    "/console/account": VIEWER,
    "/console/events": VIEWER,
    "/console/mine": VIEWER,
    "/console/now": VIEWER,
    "/console/oncall": VIEWER,
    "/console/pager": VIEWER,
    "/console/phones": VIEWER,
    "/console/playbooks": VIEWER,
    "/console/quarantine": LEAD,
    "/console/quarantine/{arrival:row}/raw": LEAD,
    "/console/reports": VIEWER,
    "/console/reports.csv": VIEWER,
    "/console/settings": ADMIN,
    "/console/settings/changes": ADMIN,
    "/console/settings/resellers/{key}": ADMIN,
    "/console/tickets": VIEWER,
    "/console/tickets.csv": VIEWER,
    T: VIEWER,
    f"{T}/entries/{{entry:row}}": VIEWER,
    f"{T}/files/{{file:row}}": VIEWER,
    f"{T}/messages/{{message:row}}/raw": AGENT,
    f"{T}/why": VIEWER,
}
"""The least that may see each page."""
PRESSES: Mapping[str, Press] = {
    # in an order in which each finds what it needs
    f"{T}/here": Press(VIEWER, {"writes": "yes"}, status=200),
    f"{T}/draft": Press(AGENT, {"kind": "note", "text": "They ask that"}, status=200),
    f"{T}/note": Press(AGENT, {"text": "They ask that every month."}),
    f"{T}/answer": Press(AGENT, {"text": "Press 7.", "seen": NEWEST, "seen_held": NEWEST}),
    f"{T}/take-back": Press(AGENT, {"held": "{held}"}),
    f"{T}/set": Press(AGENT, {"set-severity": "S4", "was-severity": "S3"}, number=905),
    f"{T}/assign": Press(AGENT, {"person": "ben"}),
    f"{T}/tag": Press(AGENT, {"tags": "vip"}),
    f"{T}/untag": Press(AGENT, {"tag": "again"}),
    f"{T}/ask": Press(AGENT, number=1003),
    f"{T}/suggest": Press(AGENT, {"playbook": "{playbook}"}),
    f"{T}/call": Press(AGENT, number=1003),
    f"{T}/snooze": Press(AGENT, {"when": "tomorrow 08:00"}),
    f"{T}/take-up": Press(AGENT, number=910),
    f"{T}/split": Press(AGENT, {"message": "2"}),
    f"{T}/link": Press(AGENT, {"other": "T-907"}, number=906),
    f"{T}/unlink": Press(AGENT, {"other": "T-909"}, number=908),
    f"{T}/merge": Press(AGENT, {"other": "T-902"}, number=901),
    f"{T}/undo": Press(AGENT, number=903),
    f"{T}/resolve": Press(AGENT, {"solution": "A new firmware."}, number=1003),
    f"{T}/close": Press(AGENT, {"why": "twice the same"}, number=905),
    "/console/now/page": Press(AGENT, {"page": "{page}", "step": "{step}", "choice": "acknowledge", "once": "a"}),
    "/console/phones/manner": Press(AGENT, {"number": KIM, "manner": "busy"}, changes=False),
    "/console/phones/text": Press(AGENT, {"number": ANA, "text": "help"}),
    "/console/playbooks/try": Press(VIEWER, {"text": VAGUE}, status=200, changes=False),
    "/console/tickets/many": Press(LEAD, {"t911": "on", "act": "close", "why": "over"}, status=200),
    "/console/tickets/views": Press(VIEWER, {"name": "Mine", "query": "owner=me"}),
    "/console/tickets/views/take-away": Press(VIEWER, {"view": "{view}"}),
    "/console/oncall/override": Press(
        LEAD,
        {"schedule": "primary", "kind": "replace", "off": "ana", "on": "ben", "end": "2026-03-04 09:00", "sure": "1"},
    ),
    "/console/oncall/swap": Press(
        LEAD,
        {"schedule": "primary", "one": "ana", "one_at": "2026-03-18 12:00", "other": "ben", "sure": "1"}
        | {"other_at": "2026-03-11 12:00"},
    ),
    "/console/oncall/cancel": Press(LEAD, {"number": "{override}"}),
    "/console/pager/maintenance": Press(LEAD, {"minutes": "60", "why": "core upgrade"}),
    "/console/pager/maintenance/end": Press(LEAD),
    "/console/pager/test": Press(LEAD, {"person": "ben"}),
    "/console/pager/test/end": Press(LEAD, {"test": "{test}"}),
    "/console/quarantine/{arrival:row}/retry": Press(LEAD),
    "/console/account/sign-out-elsewhere": Press(VIEWER),
    "/console/account/password": Press(
        VIEWER, {"old": PASSWORD, "new": "another walk to town", "again": "another walk to town"}
    ),
    "/console/sign-out": Press(VIEWER),
}


@dataclass
class House:
    """A desk at work, its people at their browsers, and the number of each thing there."""

    world: World
    there: dict[str, str]
    people: dict[DeskRole, Browser] = field(default_factory=dict)
    keys: dict[DeskRole, str] = field(default_factory=dict)
    """What a form of theirs brings back."""

    def address(self, route: str, number: int = 1002) -> str:
        """Return an address at which a route finds what it is asked for."""
        there = self.there | {"number": str(number)}
        return re.sub(r"\{(\w+)(:\w+)?\}", lambda found: there[found[1]], route)

    def fields(self, press: Press, form_key: str) -> dict[str, str]:
        """Return what a form sends that somebody was given."""
        filled = {name: value.format(**self.there) for name, value in press.fields.items()}
        return {**filled, "form_key": form_key}

    async def looks(self, browser: Browser, method: str, path: str) -> tuple[int, str]:
        """Look at an address; return the status, and where it sends."""
        async with browser.client.stream(method, path, follow_redirects=False) as answer:
            return answer.status_code, answer.headers.get("location", "")

    async def presses(self, browser: Browser, route: str, form_key: str, headers: Mapping[str, str]) -> tuple[int, str]:
        """Send what the form of a route sends; return the status, and where it sends."""
        press = PRESSES[route]
        fields, path = self.fields(press, form_key), self.address(route, press.number)
        answer = await browser.client.post(path, data=fields, headers=headers, follow_redirects=False)
        if answer.status_code == 409:  # what it changes is looked at first
            fields |= {"mark": answer.text.split('name="mark" value="')[1].split('"')[0]}
            answer = await browser.client.post(path, data=fields, headers=headers, follow_redirects=False)
        return answer.status_code, answer.headers.get("location", "")


@pytest.fixture(name="house")
async def a_house(database_url: str) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(running_world(database_url, simulate=True))
        house = House(world, await at_work(world))
        for role, name in PEOPLE.items():
            browser = Browser(world)
            stack.push_async_callback(browser.closes)
            await browser.signs_in(name)
            house.people[role] = browser
            house.keys[role] = browser.answer.text.split('name="form_key" value="')[1].split('"')[0]
        yield house
        await leave_aside(world)


async def at_work(world: World) -> dict[str, str]:
    """Let there be all that a press may be about; return the number of each."""
    accounts = {
        role: await admitted(world, name, role, "ana" if role is AGENT else "") for role, name in PEOPLE.items()
    }
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.read += world.mailbox.letters
    await with_files(world, [("trace.log", "text/plain", b"INVITE sip:200")])
    await world.mail("It is still so.", subject="Re: Greeting [T-1002]")
    await world.mail(VAGUE, subject="Two phones")
    await world.smtp(b"\r\n", "support@desk.example")
    await world.settle()
    for number in range(901, 912):
        ticket(world, number, f"The matter {number}")
    parts, me = ticket_parts(world.deskbot), accounts[AGENT]
    held = (await parts.held.send(1002, "Press 9.", me, Seen(2**62, 2**62))).held
    await parts.tagging.tag(1002, "again", "ana")
    await parts.snoozing.put_off(910, "tomorrow 08:00", "ana")
    await parts.joining.merge(903, 904, "ana")
    await parts.joining.link((908, 909), "ana")
    views = list_parts(world.deskbot).views
    await views.keep(accounts[VIEWER], "All", "state=all", "", shared=False)
    wanted = Override(
        schedule="primary",
        kind=OverrideKind.ADD,
        off="",
        on=("kim",),
        start=world.now + timedelta(days=30),
        end=world.now + timedelta(days=31),
        by="lea",
        why="",
        made_at=world.now,
    )
    override = await Overriding(world.deskbot.database, world.deskbot.desk, world.clock).add(wanted)
    desk = world.deskbot
    test = await Trying(desk.database, desk.paging.desk, desk.paging).begin("kim", "lea", world.now)
    async with desk.database.begin() as session:
        await signs.give(session, ["pages"], world.now)  # somebody is paged for nothing only where a pager runs
    [(page, step)] = world.sql("SELECT id, step FROM page WHERE ticket_number = 1001")
    [(first, inbound)] = world.sql(
        "SELECT min(id), max(inbound_id) FROM timeline WHERE ticket_number = 1002 AND kind = 'message'"
    )
    return {
        "held": str(held),
        "view": str((await views.seen_by(accounts[VIEWER]))[0].id),
        "arrival": str(world.sql("SELECT id FROM inbound WHERE state = 'quarantined'")[0][0]),
        "override": str(override.id),
        "test": str(-test),
        "page": str(page),
        "step": str(step),
        "entry": str(first),
        "message": str(inbound),
        "file": str(world.sql("SELECT id FROM attachment")[0][0]),
        "playbook": world.deskbot.agents.shelf.current.published.playbooks[0].id,
        "key": "brightpath",
    }


async def test_every_route_of_the_console_stands_in_one_of_these_tables(database_url: str) -> None:
    async with running_world(database_url, simulate=True, oidc=True) as world:
        app = web_server(world.deskbot).config.app
    routes = {(method, path) for method, path in routes_of(app) if path.startswith("/console")}

    told = (
        OPEN | {(method, path) for path in PAGES for method in ("GET", "HEAD")} | {("POST", path) for path in PRESSES}
    )

    assert routes == told


async def test_whoever_has_not_signed_in_sees_nothing_but_where_one_does(house: House) -> None:
    stranger, wrong = Browser(house.world), []
    before = contents(house.world)
    ours = {"Origin": stranger.base}

    for route in PAGES:
        for method in ("GET", "HEAD"):
            status, where = await house.looks(stranger, method, house.address(route))
            if status != 303 or not where.startswith(f"{SIGN_IN}?next=%2Fconsole"):
                wrong.append((method, route, status, where))
    for route in PRESSES:
        told = await house.presses(stranger, route, house.keys[ADMIN], ours)
        if told != (303, f"{SIGN_IN}?in-vain=yes&next=%2Fconsole"):
            wrong.append(("POST", route, *told))

    assert not wrong
    assert changed(before, contents(house.world)) == []
    await stranger.closes()


async def test_a_page_is_shown_to_each_who_may_see_it_and_to_nobody_below(house: House) -> None:
    wrong = []

    for route, least in PAGES.items():
        for role, browser in house.people.items():
            for method in ("GET", "HEAD"):
                told = await house.looks(browser, method, house.address(route))
                may = list(DeskRole).index(role) >= list(DeskRole).index(least)
                right = (303, "/console/now") if route == "/console" else (200, "")
                if told != (right if may else (403, "")):
                    wrong.append((method, route, role, *told))

    assert not wrong


async def test_a_press_of_somebody_below_from_another_site_or_with_another_key_does_nothing(house: House) -> None:
    before, wrong = contents(house.world), []

    for route, press in PRESSES.items():
        right = house.people[press.least]
        key, ours = house.keys[press.least], {"Origin": right.base}
        another = house.keys[next(role for role in DeskRole if role is not press.least)]
        tries = {
            "another site": (right, key, {"Origin": EVIL}),
            "a site that keeps its name to itself": (right, key, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}),
            "nothing of where it comes from": (right, key, {}),
            "no key": (right, "", ours),
            "somebody else's key": (right, another, ours),
        }
        for role in list(DeskRole)[: list(DeskRole).index(press.least)]:
            tries[role] = (house.people[role], house.keys[role], {"Origin": right.base})
        for what, (browser, form_key, headers) in tries.items():
            status, _ = await house.presses(browser, route, form_key, headers)
            after = contents(house.world)
            if status != 403 or changed(before, after):
                wrong.append((route, what, status, changed(before, after)))
            before = after

    assert not wrong


async def test_the_same_press_does_what_it_is_for_when_it_is_of_the_least_who_may(house: House) -> None:
    wrong = []

    for route, press in PRESSES.items():
        browser, before = house.people[press.least], contents(house.world)
        status, where = await house.presses(browser, route, house.keys[press.least], {"Origin": browser.base})
        told = changed(before, contents(house.world))
        if (
            status != press.status
            or bool(told) != press.changes
            or (SIGN_IN in where) != (route == "/console/sign-out")
        ):
            wrong.append((route, status, where, told))

    assert not wrong


async def test_what_belongs_to_a_ticket_is_not_found_under_another(house: House) -> None:
    ana, answers = house.people[AGENT], {}

    for what, route in (("file", "files/{file}"), ("message", "messages/{message}/raw"), ("entry", "entries/{entry}")):
        for number, named in ((1002, house.there), (1003, house.there), (1002, {what: str(2**70)})):
            path = f"/console/tickets/{number}/{route.format(**named)}"
            answers[what, number, named[what]] = (await house.looks(ana, "GET", path))[0]

    assert list(answers.values()) == [200, 404, 404] * 3
