"""Every route of the reader's page: a link that is not theirs, or not any more, opens nothing and tells nothing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import httpx
import pytest

from deskbot.tickets.reader_link import Reader, reader_token
from deskbot.web_side import web_server
from tests.flow.browser import Browser
from tests.flow.contents import changed, contents, leave_aside
from tests.flow.test_console_ticket import with_files
from tests.harness import World, running_world
from tests.web_routes import routes_of

TY, JANA = "ty@brightpathvoice.example", "jana@rheinruf.example"
VAGUE = "phones down at one site, please help. Two of forty phones cannot call out since this morning."
GET, POST = "GET", "POST"
ROUTES: Mapping[tuple[str, str], Mapping[str, str]] = {
    # in an order in which each finds what it needs
    (GET, "/t/{link}"): {},
    (GET, "/t/{link}/solved"): {},
    (GET, "/t/{link}/urgent"): {},
    (GET, "/t/{link}/files/{file:row}"): {},
    (POST, "/t/{link}"): {"words": "It is still so.", "once": "a"},
    (POST, "/t/{link}/urgent"): {"once": "b"},
    (POST, "/t/{link}/solved"): {"once": "c"},
    (POST, "/t/{link}/end"): {},
}
"""What is sent to each, with which it does what it is for."""
ASKED = [*(("HEAD", path) for method, path in ROUTES if method == GET), *ROUTES]


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """Ty's T-1001 has a file, Jana's T-1002 none; both have taken links back once."""
    async with running_world(database_url, simulate=True) as running:
        await with_files(running, [("trace.log", "text/plain", b"INVITE sip:200")])
        await running.mail(VAGUE, sender=JANA)
        running.sql("UPDATE participant SET link_series = 1")
        yield running
        await leave_aside(running)


@pytest.fixture(name="browser")
async def a_browser(world: World) -> AsyncIterator[Browser]:
    opened = Browser(world)
    yield opened
    await opened.closes()


def signed(world: World, number: int = 1001, address: str = TY, *, series: int = 1, days_ago: int = 0) -> str:
    """Return the token of a link as a letter to somebody had it."""
    secret = world.deskbot.settings.secret()
    return reader_token(number, Reader("email", address, series), world.now - timedelta(days=days_ago), secret)


def dead(world: World) -> dict[str, str]:
    """Return links that open nothing, by what is wrong with them."""
    right = signed(world)
    number, day, signature = right.split(".")
    return {
        "another ticket's number": f"1002.{day}.{signature}",
        "another day": f"{number}.{int(day) + 1}.{signature}",
        "another signature": f"{number}.{day}.{signature[:-1]}{'a' if signature[-1] != 'a' else 'b'}",
        "less of it": right[:-1],
        "more of it": f"{right}a",
        "a reader of another ticket": signed(world, 1001, JANA),
        "a reader of nothing": signed(world, 1001, "mallory@evil.example"),
        "a ticket that is not there": signed(world, 4711),
        "taken back": signed(world, series=0),
        "not given yet": signed(world, series=2),
        "over": signed(world, days_ago=31),
        "signed with another secret": reader_token(1001, Reader("email", TY, 1), world.now, b"another"),
        "nothing of ours": "x",
    }


async def asks(browser: Browser, method: str, path: str, link: str, file: int) -> httpx.Response:
    """Ask a route for what it is for, by a link."""
    address = re.sub(r"\{(\w+)(:\w+)?\}", lambda found: {"link": link, "file": str(file)}[found[1]], path)
    data = {"data": ROUTES[method, path]} if method == POST else {}
    return await browser.client.request(method, address, follow_redirects=False, **data)


def file_of(world: World) -> int:
    return world.sql("SELECT id FROM attachment")[0][0]


async def test_every_route_of_the_readers_page_stands_in_this_table(world: World) -> None:
    app = web_server(world.deskbot).config.app

    assert {one for one in routes_of(app) if one[1].startswith("/t/")} == set(ASKED)


async def test_a_link_that_is_none_opens_no_route_and_each_is_answered_like_one_that_was_made_up(
    world: World, browser: Browser
) -> None:
    before, wrong, file = contents(world), [], file_of(world)
    told = (await asks(browser, GET, "/t/{link}", "1.1.aaaaaaaaaaaaaaaa", file)).text

    for what, link in dead(world).items():
        for method, path in ASKED:
            answer = await asks(browser, method, path, link, file)
            if (answer.status_code, answer.text) != (404, "" if method == "HEAD" else told):
                wrong.append((what, method, path, answer.status_code))

    assert not wrong
    assert changed(before, contents(world)) == []


async def test_a_link_of_somebody_who_has_left_or_changed_sides_opens_no_route(world: World, browser: Browser) -> None:
    link, file, wrong = signed(world), file_of(world), []

    for change in ("active = false", "active = true, reseller_id = 2"):
        world.sql(f"UPDATE contact SET {change} WHERE id = 1")  # noqa: S608
        before = contents(world)
        for method, path in ASKED:
            answer = await asks(browser, method, path, link, file)
            if answer.status_code != 404:
                wrong.append((change, method, path, answer.status_code))
        assert changed(before, contents(world)) == []

    assert not wrong


async def test_the_link_of_another_reader_leads_to_no_file_of_this_one(world: World, browser: Browser) -> None:
    file, link = file_of(world), signed(world, 1002, JANA)

    answers = [await asks(browser, GET, "/t/{link}/files/{file:row}", link, one) for one in (file, 4711)]

    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].text == answers[1].text


async def test_a_link_that_was_never_proven_sees_and_adds_and_decides_nothing(world: World, browser: Browser) -> None:
    world.sql("UPDATE participant SET verified = false WHERE address = %s", TY)
    link, file = signed(world), file_of(world)

    told = {(method, path): (await asks(browser, method, path, link, file)).status_code for method, path in ASKED}

    closed = {path for (_, path), status in told.items() if status == 404}
    assert closed == {"/t/{link}/solved", "/t/{link}/urgent"}
    assert all(status in (200, 303) for (_, path), status in told.items() if path not in closed)


async def test_the_right_link_opens_each_and_each_does_what_it_is_for(world: World, browser: Browser) -> None:
    link, file, wrong = signed(world), file_of(world), []

    for method, path in ASKED:
        if method == "HEAD":
            continue
        before = contents(world)
        answer = await asks(browser, method, path, link, file)
        did = changed(before, contents(world))
        if answer.status_code not in (200, 303) or bool(did) != (method == POST):
            wrong.append((method, path, answer.status_code, did))

    assert not wrong
    assert (await asks(browser, GET, "/t/{link}", link, file)).status_code == 404  # the last of them has ended it
