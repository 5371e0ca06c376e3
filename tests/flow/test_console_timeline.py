"""The timeline of a ticket: short enough to be read at three in the morning, and no more is fetched than is shown."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.flow.browser import Browser, admitted
from tests.flow.reads import Reads, reads
from tests.harness import World

QUESTION = "How do I change the greeting of the auto attendant? Host 3G-88C1-0457, Hollis Vet Clinic."
PAGE = "/console/tickets/1001"


@pytest.fixture(name="ana")
async def signed_in_ana(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "ana", staff="ana")
    browser = Browser(world)
    await browser.signs_in("ana")
    yield browser
    await browser.closes()


async def asked(world: World) -> None:
    """Let a reseller write, and read what they and the desk are told of it."""
    await world.mail(QUESTION)
    world.letter()
    world.briefing()


async def look(world: World, browser: Browser, path: str) -> Reads:
    with reads(world) as found:
        await browser.opens(path)
    assert browser.answer.status_code == 200
    return found


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/why"])
async def test_a_look_at_a_ticket_reads_no_more_however_long_its_timeline_is(
    world: World, ana: Browser, path: str
) -> None:
    await asked(world)
    add = (
        "INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data)"
        " SELECT 1001, now(), %s, 'deskbot', false, true, 'x', '{}' FROM generate_series(1, 100)"
    )
    for kind in ("page", "note", "reply"):
        world.sql(add, kind)
    short = await look(world, ana, path)

    for kind in ("page", "note", "reply"):
        world.sql(add, kind)
    long = await look(world, ana, path)

    assert (len(long.asked), long.rows("timeline")) == (len(short.asked), short.rows("timeline"))
    assert long.rows("timeline") < 80
