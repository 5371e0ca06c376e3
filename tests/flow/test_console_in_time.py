"""Pages of the console, what is pressed there, and looks by the API wait for no lock for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest

from deskbot.engine import in_time
from deskbot.model.api_token import Scope
from tests.flow.browser import Browser, admitted
from tests.flow.programs import program
from tests.harness import World

TABLES = "ticket, timeline, page, saved_view, webhook, outbox"
pytestmark = pytest.mark.usefixtures("in_a_moment")
PAGES = ("/console/now", "/console/tickets", "/console/mine", "/console/tickets/1001", "/console/tickets/1001/why")


@pytest.fixture(name="ana")
async def ana_at_a_ticket(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "ana", staff="ana")
    await world.mail("One handset has a cracked display. How do we get a new one?", subject="Display")
    world.letter()
    world.briefing()
    browser = await Browser(world).signs_in("ana")
    yield browser
    await browser.closes()


@pytest.fixture(name="in_a_moment")
def nobody_waits_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_time, "TIME_LIMIT", 0.5)


async def test_a_press_that_the_database_does_not_let_be_done_says_that_nobody_knows(
    world: World, ana: Browser
) -> None:
    await ana.opens("/console/tickets/1001")
    with psycopg.connect(world.deskbot.database.url) as other:
        other.execute("SELECT 1 FROM ticket WHERE number = 1001 FOR UPDATE")

        await ana.sends("Close it", why="Done.")

    assert ana.answer.status_code == 503
    assert "It is not known whether this was done" in ana.text
    await ana.opens("/console/tickets/1001")
    await ana.sends("Close it", why="Done.")
    assert (ana.answer.status_code, world.ticket()["state"]) == (200, "closed")


async def test_no_page_waits_for_the_database_for_ever(world: World, ana: Browser) -> None:
    for path in PAGES:
        with psycopg.connect(world.deskbot.database.url) as other:
            # In a thread: what was given up before ends on the loop, and lets go of the tables then.
            await asyncio.to_thread(other.execute, f"LOCK TABLE {TABLES} IN ACCESS EXCLUSIVE MODE")
            await ana.opens(path)
        assert (path, ana.answer.status_code) == (path, 503)
        assert "load the page again" in ana.text


async def test_a_program_that_looks_at_its_webhooks_waits_for_nobody_who_holds_them(world: World) -> None:
    robot = await program(world, *Scope)
    made = await robot.does("/webhooks", {"url": "https://93.184.215.14/", "events": ["ticket.created"]})
    with psycopg.connect(world.deskbot.database.url) as other:
        other.execute("SELECT 1 FROM webhook FOR UPDATE")
        await robot.asks(f"/webhooks/{made['id']}")
        await robot.asks(f"/webhooks/{made['id']}/deliveries")
        other.execute("LOCK TABLE webhook IN ACCESS EXCLUSIVE MODE")
        for path in ("", f"/{made['id']}", f"/{made['id']}/deliveries"):
            await robot.is_refused(503, "GET", f"/webhooks{path}")
    await robot.closes()
