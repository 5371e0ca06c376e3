"""The console by its keys: they lead somewhere, do nothing by themselves, and can be turned off."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.conftest import Opener
from tests.browser.test_console import read_all
from tests.flow.browser import admitted
from tests.flow.mails import QUESTION_S4
from tests.harness import World


async def test_keys_lead_to_pages_to_the_search_and_into_the_boxes_of_a_ticket(world: World, screen: Opener) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    read_all(world)
    await admitted(world, "ana", staff="ana")
    own = await (await screen()).signs_in("ana")
    keys, page = own.page.keyboard, own.page

    await keys.press("?")
    await own.sees("down and up a list")
    await own.is_fit_for_all()
    await keys.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await keys.type("gt")
    await page.wait_for_url("**/console/tickets")
    await keys.press("/")
    await expect(page.get_by_role("searchbox")).to_be_focused()
    await keys.type("greeting gn")
    await expect(page.get_by_role("searchbox")).to_have_value("greeting gn")
    await own.opens("/console/tickets/1001")
    await keys.press("n")
    await expect(page.get_by_label("For the desk alone")).to_be_focused()
    await page.get_by_label("For the desk alone").blur()
    await keys.press("r")
    await expect(page.get_by_label("What you answer")).to_be_focused()
    await keys.type("gn?")
    await expect(page.get_by_label("What you answer")).to_have_value("gn?")


async def test_keys_that_are_turned_off_in_a_browser_do_nothing_there(world: World, screen: Opener) -> None:
    await admitted(world, "ana", staff="ana")
    own = await (await screen()).signs_in("ana")
    page = own.page

    await page.get_by_role("button", name="Keys").click()
    await page.get_by_label("They are on in this browser").uncheck()
    await page.get_by_role("button", name="Close").click()
    await own.opens("/console/tickets")
    for key in ("?", "/", "g", "n"):
        await page.keyboard.press(key)

    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(page.get_by_role("searchbox")).not_to_be_focused()
    assert page.url.endswith("/console/tickets")
    await page.get_by_role("button", name="Keys").click()
    await page.get_by_label("They are on in this browser").check()
    await page.get_by_role("button", name="Close").click()
    await page.keyboard.type("gn")
    await page.wait_for_url(re.compile("/console/now$"))
