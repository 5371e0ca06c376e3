"""Lists of tickets in a real browser: on any screen, by keys, live, and with many tickets at once."""

from __future__ import annotations

import pytest

from deskbot.model.account import DeskRole
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Opener
from tests.flow.browser import admitted
from tests.flow.test_console_tickets import read_letters, ticket
from tests.harness import World

LONG = "No dial tone at the clinic since the carrier has moved the trunk, and nobody hears anything on outbound calls"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_the_lists_keep_nobody_out(world: World, screen: Opener, size: tuple[int, int]) -> None:
    await admitted(world, "ana", DeskRole.LEAD, staff="ana")
    for number in range(1001, 1009):
        ticket(world, number, LONG, severity=f"S{number % 4 + 1}", owner="ana", verified=number % 2 == 0)
    world.sql("UPDATE ticket SET rating = 2, rating_words = 'slow' WHERE number = 1001")
    world.sql("INSERT INTO search_mark VALUES ('ticket', 1009) ON CONFLICT (name) DO UPDATE SET at = excluded.at")
    await world.deskbot.search_sheets.round()
    own = await (await screen(*size)).signs_in("ana")

    await own.opens("/console/tickets?severity=S1&owner=me&q=dial")
    await own.page.get_by_text("Filters", exact=True).click()
    await own.page.get_by_label("T-1004", exact=True).check()
    await own.sees("With the tickets that are ticked (1)")
    await own.is_fit_for_all()
    await own.opens("/console/mine")
    await own.sees("What resellers said")
    await own.is_fit_for_all()


async def test_a_list_is_walked_and_ticked_by_keys_and_what_was_ticked_is_closed(world: World, screen: Opener) -> None:
    await admitted(world, "ana", DeskRole.LEAD, staff="ana")
    for number in (1001, 1002, 1003):
        ticket(world, number)
    own = await (await screen()).signs_in("ana")
    await own.opens("/console/tickets")

    for key in ("j", "j", "x", "k", "k", "x"):
        await own.page.keyboard.press(key)
    await own.sees("With the tickets that are ticked (2)")
    await own.page.get_by_label("Why they are closed").fill("The outage is over")
    await own.page.get_by_role("button", name="Close them").click()

    await own.sees("2 of 2 closed")
    await own.is_fit_for_all()
    assert [world.ticket(number)["state"] for number in (1001, 1002, 1003)] == ["waiting-desk", "closed", "closed"]


async def test_a_mail_that_comes_stands_in_the_list_at_once_but_not_while_tickets_are_ticked(
    world: World, screen: Opener
) -> None:
    await admitted(world, "ana", DeskRole.LEAD, staff="ana")
    ticket(world, 900)
    own = await (await screen()).signs_in("ana")
    await own.opens("/console/tickets")

    await world.mail("How do I record a greeting?", subject="A greeting")
    await own.sees("A greeting")
    await own.page.get_by_label("T-900", exact=True).check()
    await world.mail("How do I name a trunk?", subject="A trunk")
    await own.page.wait_for_timeout(0)

    assert await own.page.get_by_label("T-900", exact=True).is_checked()
    await own.page.get_by_label("T-900", exact=True).uncheck()
    read_letters(world)
