"""All that a desk and a reseller need is done without JavaScript."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.browser.chromium import PHONE
from tests.browser.conftest import Opener
from tests.browser.test_console import read_all
from tests.flow.browser import admitted
from tests.flow.mails import OUTAGE_S1
from tests.flow.test_reader_page import reported
from tests.harness import World, running_world


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk whose letters carry links."""
    async with running_world(database_url, simulate=True) as running:
        yield running


async def test_a_page_is_taken_and_a_ticket_is_found_answered_and_answered_again_after_it_was_taken_back(
    world: World, screen: Opener
) -> None:
    await admitted(world, "ana", staff="ana")
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    read_all(world)
    own = await (await screen(*PHONE, script=False)).signs_in("ana")
    page = own.page

    await own.opens("/console/now")
    await page.get_by_role("button", name="Take it").click()
    await own.sees("You have taken T-1001 Hollis is down.")
    await world.settle()
    read_all(world)
    await world.deskbot.search_sheets.round()
    await page.get_by_role("link", name="Tickets").click()
    await page.get_by_role("searchbox").fill("hollis")
    await page.keyboard.press("Enter")
    await page.get_by_role("link", name="Hollis is down").click()
    await page.get_by_label("What you answer").fill("Restart the gateway.")
    await page.get_by_role("button", name="Send the answer").click()
    await own.sees("Your answer goes out in ten seconds.")
    await page.get_by_role("button", name="Take it back").click()
    await expect(page.get_by_label("What you answer")).to_have_value("Restart the gateway.")
    await page.get_by_role("button", name="Send the answer").click()
    await own.sees("Your answer goes out in ten seconds.")
    await world.forward(seconds=10)

    assert "Restart the gateway." in world.letter().text


async def test_a_reseller_fills_in_what_is_missing(world: World, screen: Opener) -> None:
    own = await screen(*PHONE, script=False)

    await own.opens(await reported(world))
    await own.page.get_by_label("Your message").fill("It began at eight.")
    await own.page.get_by_role("button", name="Send").click()

    await own.sees("We have it.")
    await world.settle()
    assert any(text.startswith("It began at eight.") for kind, text in world.timeline() if kind == "message")
    read_all(world)
