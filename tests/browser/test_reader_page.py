"""The page of a reseller's reader in a real browser: on a phone, with a file, and told when somebody has taken it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.browser.chromium import PHONE
from tests.browser.conftest import Opener
from tests.flow.test_reader_page import reported
from tests.harness import ANA, World, running_world


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk whose letters carry links."""
    async with running_world(database_url, simulate=True) as running:
        yield running


async def test_a_reseller_fills_in_what_is_missing_adds_a_picture_and_has_somebody_paged_from_a_phone(
    world: World, screen: Opener, tmp_path: Path
) -> None:
    picture = tmp_path / "rack.jpg"
    picture.write_bytes(b"\xff\xd8\xff picture")
    own = await screen(*PHONE)

    await own.opens(await reported(world))
    await own.is_fit_for_all()
    page = own.page
    await page.get_by_label(re.compile("host id", re.IGNORECASE)).first.fill("nonsense")
    await page.get_by_label("Your message").fill("It began at eight.")
    await page.get_by_role("button", name="Send").click()
    await own.sees("We cannot read this as an answer.")
    own.expects("422")
    await own.is_fit_for_all()
    await page.get_by_label(re.compile("host id", re.IGNORECASE)).first.fill("3G-88C1-0457")
    await page.get_by_label("Files").set_input_files(picture)
    await page.get_by_role("button", name="Send").click()
    await own.sees("We have it.")
    await world.settle()
    await own.opens(page.url)
    await own.sees("rack.jpg")
    assert "host_id" not in world.ticket()["missing"]
    world.briefing()
    world.letter()

    await page.get_by_label("Your message").fill("Now nobody can call at all.")
    await page.get_by_role("button", name="It is urgent").click()
    await own.sees("We have what you wrote.")
    await own.sees("Is it urgent?")
    await own.is_fit_for_all()
    await page.get_by_role("button", name="Yes, call somebody").click()
    await own.sees("Somebody on call is being called for it now.")
    await own.is_fit_for_all()
    await world.settle()
    assert [text for kind, text in world.timeline() if kind == "message"][-1] == "Now nobody can call at all."
    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_text()
    world.briefing()

    await world.text(ANA, "1a", "T-1001")
    await world.settle()
    await own.sees(re.compile(r"Ana.* has taken ticket T-1001"))
    world.letter()


async def test_a_link_that_is_over_says_what_to_do_instead(screen: Opener) -> None:
    own = await screen(*PHONE)

    await own.opens("/t/1001.739707.aaaaaaaaaaaaaaaa")

    await own.sees("Answer our last message to you instead")
    own.expects("404")
    await own.is_fit_for_all()
