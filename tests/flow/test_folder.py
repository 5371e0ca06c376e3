"""A desk in a folder of a site (DESKBOT_PUBLIC_URL=https://site.example/help): every page works, and none leaves it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from lxml import html

from deskbot.gaps import OWN_PATHS
from deskbot.model.account import DeskRole
from deskbot.model.api_token import Scope
from deskbot.web_side import web_server
from tests.flow.browser import Browser, admitted
from tests.flow.programs import program
from tests.harness import World, running_world
from tests.web_routes import routes_of

SITE, FOLDER = "https://site.example", "/help"
LEADING = ("href", "src", "action", "formaction", "data-draft", "data-here", "data-page")


class Proxy(httpx.AsyncBaseTransport):
    """Stands in front of the desk; whatever is not in its folder belongs to others."""

    def __init__(self, world: World, *, strips: bool) -> None:
        self.base = f"http://127.0.0.1:{world.deskbot.settings.web_port}"
        self.strips = strips
        self.inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        asked = str(request.url).removeprefix(SITE)
        assert asked.startswith(f"{FOLDER}/"), f"{asked} is nobody's"
        path = asked.removeprefix(FOLDER) if self.strips else asked
        headers = [(name, value) for name, value in request.headers.raw if name.lower() != b"host"]
        sent = httpx.Request(
            request.method, f"{self.base}{path}", headers=[*headers, (b"Host", b"site.example")], stream=request.stream
        )
        return await self.inner.handle_async_request(sent)

    async def aclose(self) -> None:
        await self.inner.aclose()


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, simulate=True, public_url=f"{SITE}{FOLDER}/") as running:
        yield running


@pytest.fixture(name="browser", params=[True, False], ids=["the proxy takes it off", "it comes as it was asked for"])
async def browser_behind_a_proxy(world: World, request: pytest.FixtureRequest) -> AsyncIterator[Browser]:
    browser = Browser(world)
    await browser.client.aclose()
    browser.base = SITE
    proxy = Proxy(world, strips=request.param)
    browser.client = httpx.AsyncClient(transport=proxy, base_url=SITE, follow_redirects=True, timeout=60)
    yield browser
    await browser.closes()


def led_to(answer: httpx.Response) -> set[str]:
    """Return all that a page leads to on our site, wherever it says so."""
    document = html.fromstring(answer.text)
    said = {element.get(name) for element in document.iter() for name in LEADING if element.get(name) is not None}
    whole = {urljoin(str(answer.url), one) for one in said if not one.startswith(("#", "tel:", "mailto:"))}
    return {one.removeprefix(SITE).partition("#")[0] for one in whole if one.startswith(SITE)}


async def test_all_that_pages_of_the_console_lead_to_lies_in_the_folder(world: World, browser: Browser) -> None:
    await admitted(world, "erin", DeskRole.ADMIN, staff="ana")
    await world.mail("One handset has a cracked display. How do we get a new one?", subject="Display")
    world.letter()
    world.briefing()
    await browser.opens(f"{FOLDER}/console")
    assert browser.path == f"{FOLDER}/console/sign-in"
    await browser.sends("Sign in", name="erin", password="a long walk to the exchange")
    assert browser.path == f"{FOLDER}/console/now"

    seen: set[str] = set()
    waiting = {f"{FOLDER}/console/now", f"{FOLDER}/console/account"}
    while waiting:
        path = min(waiting)
        seen.add(path)
        if urlsplit(path).path.endswith("/events"):
            continue
        await browser.opens(path)
        if not browser.answer.headers["content-type"].startswith("text/html"):
            assert browser.answer.status_code == 200
            waiting -= seen
            continue
        assert browser.answer.status_code in (200, 405), path  # where only a form leads
        leads = led_to(browser.answer)
        assert all(one.startswith(f"{FOLDER}/console") for one in leads), (path, leads)
        # One look at each page is enough, whatever it is asked.
        known = {urlsplit(one).path for one in seen}
        waiting = {one for one in waiting | leads if urlsplit(one).path not in known}
    assert {f"{FOLDER}/console/{one}" for one in ("tickets", "tickets/1001", "settings", "oncall", "reports")} <= {
        urlsplit(one).path for one in seen
    }

    await browser.opens(f"{FOLDER}/console/tickets/1001")
    await browser.sends("Add the note", text="They ask that every month.")
    assert (browser.path, browser.answer.status_code) == (f"{FOLDER}/console/tickets/1001", 200)
    assert "They ask that every month." in browser.text


async def test_a_readers_page_works_in_the_folder(world: World, browser: Browser) -> None:
    await world.mail("One handset has a cracked display. How do we get a new one?", subject="Display")
    link = re.search(rf"{SITE}(/help/t/\S+)", world.letter().text)
    world.briefing()
    assert link

    await browser.opens(link[1])
    leads = led_to(browser.answer)
    assert any("/static/" in one for one in leads)
    assert all(one.startswith(f"{FOLDER}/") for one in leads), leads
    for one in leads:
        if "/static/" in one:
            assert (await browser.client.get(one)).status_code == 200
    await browser.sends("Send", words="It is the one in the lobby.")
    assert (browser.path, browser.answer.status_code) == (link[1], 200)
    await world.settle()
    await browser.opens(link[1])
    assert "It is the one in the lobby." in browser.text
    world.briefing()


async def test_where_a_program_finds_what_it_has_handed_in_lies_in_the_folder(world: World) -> None:
    robot = await program(world, *Scope)
    robot.client = httpx.AsyncClient(
        transport=Proxy(world, strips=True), base_url=f"{SITE}{FOLDER}/api/v1", headers=robot.client.headers
    )
    report = {"sender": {"address": "ty@brightpathvoice.example"}, "subject": "Display", "text": "It is cracked."}
    await robot.does("/tickets", report)
    assert robot.answer.headers["location"].startswith(f"{FOLDER}/api/v1/arrivals/")
    await robot.closes()
    await world.settle()
    world.letter()
    world.briefing()


async def test_no_folder_is_called_as_an_address_of_the_web_sides_own_is(database_url: str) -> None:
    async with running_world(database_url, twilio_whatsapp_number="+15555550105") as every_door:
        paths = {path.split("/")[1] for _, path in routes_of(web_server(every_door.deskbot).config.app)}

    assert "channels" in paths
    assert paths - {""} <= OWN_PATHS
