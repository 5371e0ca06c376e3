"""Who looks at the console hears at once what changes, and nothing any more once they are signed out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

import pytest

from deskbot.engine.admitting import Admitting, By
from deskbot.engine.live import MOST, Live
from deskbot.engine.signing_in import SigningIn
from deskbot.model.account import DeskRole
from deskbot.wires.passwords import Passwords
from tests.flow.browser import Browser, admitted
from tests.flow.crowds import paged
from tests.flow.mails import COMPLETE_S3
from tests.harness import ANA, World


@pytest.fixture(name="browser")
async def a_browser(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "ana", staff="ana")
    opened = await Browser(world).signs_in("ana")
    yield opened
    await opened.closes()


class Ear:
    """What one page is told."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self.lines = lines

    async def hears(self, *wanted: str) -> None:
        """Wait until all of this was told."""
        left = set(wanted)
        async with asyncio.timeout(20):
            while left:
                line = await anext(self.lines)
                left -= set(line.removeprefix("data: ").split()) if line.startswith("data: ") else set()

    async def is_let_go(self) -> list[str]:
        """Wait for the end; return what was told until then."""
        async with asyncio.timeout(20):
            return [line async for line in self.lines if line.startswith("data: ")]


@asynccontextmanager
async def listening(browser: Browser) -> AsyncIterator[Ear]:
    """Open what a page opens that wants to hear."""
    async with browser.client.stream("GET", "/console/events") as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["Cache-Control"] == "no-store"
        yield Ear(answer.aiter_lines())


async def test_a_mail_and_a_page_are_told_of_as_they_come(world: World, browser: Browser) -> None:
    async with listening(browser) as ear:
        await ear.hears("all")  # somebody hears from now on; what was before is not known

        await world.mail(COMPLETE_S3)
        await ear.hears("ticket:1001")
        await paged(world, 1002)
        await ear.hears("ticket:1002", "pages")

    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_text()


async def test_who_signs_out_hears_nothing_any_more_and_their_other_browser_does(
    world: World, browser: Browser
) -> None:
    other = await Browser(world).signs_in("ana")
    async with listening(browser) as ear, listening(other) as others:
        await ear.hears("all")
        await browser.opens("/console/account")
        await browser.sends("Sign out")

        assert not [line for line in await ear.is_let_go() if "out" in line]
        await paged(world, 1001)
        await others.hears("pages")
    await other.closes()
    world.twilio.phones[ANA].take_text()


async def test_who_is_let_out_hears_nothing_any_more(world: World, browser: Browser) -> None:
    await admitted(world, "erin", DeskRole.ADMIN)
    async with listening(browser) as ear:
        await ear.hears("all")
        desk = world.deskbot
        await Admitting(desk.database, desk.desk, desk.clock, Passwords()).let_out("ana", By("a test"))

        await ear.is_let_go()


async def test_whose_time_is_over_hears_nothing_any_more_though_the_page_stays_open(
    world: World, browser: Browser
) -> None:
    desk = world.deskbot
    signing_in = SigningIn(
        desk.database, desk.clock, desk.settings.secret(), Passwords(), timedelta(hours=8), timedelta(days=7)
    )
    who = await signing_in.who(browser.client.cookies["deskbot"])
    assert who
    live = Live(desk.database.url, signing_in, heartbeat=0.02)

    told = live.changes(who)
    while await anext(told):
        pass
    while await anext(told):
        pass  # a sign of life, as they are signed in still
    world.clock.forward(timedelta(hours=8, minutes=1))

    assert not [topics async for topics in told if topics]
    assert live.listening == 0
    live.end()


async def test_one_page_too_many_and_the_oldest_is_told_nothing_any_more(world: World, browser: Browser) -> None:
    async with AsyncExitStack() as stack:
        ears = [await stack.enter_async_context(listening(browser)) for _ in range(MOST)]
        await ears[0].hears("all")
        newest = await stack.enter_async_context(listening(browser))

        await ears[0].is_let_go()
        await paged(world, 1001)
        await ears[1].hears("pages")
        await newest.hears("pages")
    world.twilio.phones[ANA].take_text()


async def test_when_the_database_was_away_everything_may_have_changed(world: World, browser: Browser) -> None:
    async with listening(browser) as ear:
        await ear.hears("all")
        world.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'deskbot live'")

        await ear.hears("all")
        await paged(world, 1001)
        await ear.hears("pages")
    world.twilio.phones[ANA].take_text()


async def test_nobody_hears_without_signing_in(world: World) -> None:
    stranger = Browser(world)

    await stranger.opens("/console/events")

    assert stranger.path == "/console/sign-in"
    await stranger.closes()
