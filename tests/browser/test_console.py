"""The console in a real browser: what happens is seen as it happens, and done on any screen and by any hand."""

from __future__ import annotations

import re

from playwright.async_api import expect

from deskbot.model.account import DeskRole
from tests.browser.chromium import PHONE, Screen
from tests.browser.conftest import Opener
from tests.flow.browser import admitted
from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA, World

VAGUE = "phones down at one site, please help. Two of forty phones cannot call out since this morning."


def read_all(world: World) -> None:
    """Leave aside what people were told: here that is no promise that is tested."""
    world.read += [one for one in world.mailbox.letters if one not in world.read]
    while world.twilio.phones[ANA].unread:
        world.twilio.phones[ANA].take_text()


async def hears(own: Screen, path: str) -> None:
    """Open a page that is told what happens, and wait until it is."""
    async with own.page.expect_response("**/console/events*"):
        await own.opens(path)


async def test_a_mail_is_seen_as_it_arrives_on_every_page_that_lists_tickets(world: World, screen: Opener) -> None:
    await admitted(world, "ana", staff="ana")
    first = await (await screen()).signs_in("ana")
    second = await (await screen(*PHONE)).signs_in("ana")
    await hears(first, "/console/tickets")
    await hears(second, "/console/now")
    await first.page.evaluate("window.wasHere = true")

    await world.mail(OUTAGE_S1, subject="Hollis is down")

    await first.sees(first.page.get_by_role("link", name=re.compile("Hollis is down|T-1001")).first)
    await second.sees("Rings: level 1")
    assert await first.page.evaluate("window.wasHere"), "the page was loaded anew"
    read_all(world)


async def test_a_page_is_taken_on_the_screen_of_a_phone(world: World, screen: Opener) -> None:
    await admitted(world, "ana", staff="ana")
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    own = await (await screen(*PHONE)).signs_in("ana")
    await own.opens("/console/now")

    await own.page.get_by_role("button", name=re.compile("take it", re.IGNORECASE)).first.click()
    await world.settle()

    await own.sees(re.compile("Taken by Ana Ruiz"))
    assert world.sql("SELECT acknowledged_by FROM page") == [("ana",)]
    await own.is_fit_for_all()
    read_all(world)


async def test_a_ticket_is_completed_on_its_page_with_nothing_but_the_keyboard(world: World, screen: Opener) -> None:
    await admitted(world, "ana", staff="ana")
    await world.mail(VAGUE)
    own = await (await screen()).signs_in("ana")
    assert "host_id" in world.ticket()["missing"]
    await hears(own, "/console/tickets/1001")

    lack = own.page.locator(".lack").filter(has_text=re.compile("host id", re.IGNORECASE)).first
    await lack.locator("summary").focus()
    await own.page.keyboard.press("Enter")
    await own.page.keyboard.press("Tab")
    await own.page.keyboard.type("3G-88C1-0457")
    await own.page.keyboard.press("Enter")

    await expect(own.page.locator("#facts")).to_contain_text("3G-88C1-0457")
    await world.settle()
    assert "host_id" not in world.ticket()["missing"]
    read_all(world)


async def test_a_shift_is_overridden_on_the_screen_of_a_phone_and_the_calendar_shows_it(
    world: World, screen: Opener
) -> None:
    await admitted(world, "kim", DeskRole.LEAD, staff="kim")
    own = await (await screen(*PHONE)).signs_in("kim")
    await own.opens("/console/oncall")
    form = own.page.locator("form[action='/console/oncall/override']")

    await form.get_by_label("Who goes").select_option(label="Ana Ruiz")
    await form.get_by_label("Who comes").select_option(label="Ben Oyelowo")
    await form.get_by_label("From").fill("2026-03-04T09:00")
    await form.get_by_label("Until").fill("2026-03-05T09:00")
    await form.get_by_label("Why").fill("a day at the dentist's")
    await form.get_by_role("button", name="Look what it changes").click()
    await own.sees("what it changes")
    await own.is_fit_for_all()
    assert world.sql("SELECT count(*) FROM roster_override") == [(0,)]
    await own.page.get_by_role("button", name="Keep it").click()

    await own.sees("a day at the dentist's")
    await own.is_fit_for_all()
    assert world.sql("SELECT count(*) FROM roster_override") == [(1,)]
    day = own.page.locator(".day", has_text="Wed 04 Mar").first
    await expect(day).to_contain_text("Ben Oyelowo")
