"""No page keeps anybody out, light or dark, wide or narrow: neither of the console, nor of the reseller's."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import Opener
from tests.flow.contents import leave_aside
from tests.flow.test_console_doors import PAGES, House, at_work
from tests.flow.test_reader_page import JANA, reported
from tests.harness import World, running_world

LARGEST = 100_000
"""Bytes of a page, without what is fetched once for all of them."""
NO_PAGES = ("/events", ".csv", "/files/{file:row}", "/raw")
"""What ends so is none that a browser shows as a page of ours."""


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk with simulated phones, whose letters carry links."""
    async with running_world(database_url, simulate=True) as running:
        yield running
        await leave_aside(running)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_no_page_of_the_console_keeps_anybody_out_or_is_wider_than_its_screen(
    world: World, screen: Opener, size: tuple[int, int]
) -> None:
    house = House(world, await at_work(world))
    own = await (await screen(*size)).signs_in("erin")
    wrong: list[str] = []

    for route in PAGES:
        if route.endswith(NO_PAGES):
            continue
        answer = await own.page.goto(own.base + house.address(route))
        assert answer
        assert answer.status == 200, route
        if len(await answer.body()) > LARGEST:
            wrong.append(f"{route} has {len(await answer.body())} bytes")
        try:
            await own.is_fit_for_all()
        except AssertionError as error:
            wrong.append(str(error))

    assert not wrong, "\n".join(wrong)


async def test_no_page_that_says_what_is_in_the_way_keeps_anybody_out(world: World, screen: Opener) -> None:
    await at_work(world)
    own = await (await screen(*PHONE)).signs_in("vic")

    for path, status in (("/console/tickets/4711", "404"), ("/console/settings", "403"), ("/console/tickets?x=", "")):
        await own.opens(path)
        if status:
            own.expects(status)
        await own.is_fit_for_all()
    await own.opens("/console/tickets/1002")  # as somebody who only looks
    await own.is_fit_for_all()


async def test_no_page_of_a_reseller_keeps_anybody_out(world: World, screen: Opener) -> None:
    german = "Guten Tag, bei der Praxis Vogt fallen seit heute Morgen zwei Telefone aus, bitte um Hilfe."
    links = [await reported(world), await reported(world, german, sender=JANA, subject="Telefone fallen aus")]
    links.append(await reported(world, proven=False, sender="mallory@elsewhere.example"))
    own = await screen(*PHONE)

    for link in links:
        await own.opens(link)
        await own.is_fit_for_all()
    for what in ("solved", "urgent"):
        await own.opens(f"{links[0]}/{what}")
        await own.is_fit_for_all()
    await own.page.get_by_role("button", name="Yes, call somebody").click()
    await own.sees("Somebody on call is being called for it now.")
    await own.is_fit_for_all()
    await own.page.get_by_role("button", name="End this link").click()
    await own.sees("The link has ended.")
    await own.is_fit_for_all()
