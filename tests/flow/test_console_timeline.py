"""The timeline of a ticket: short enough to be read at three in the morning, and no more is fetched than is shown."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from lxml import html

from tests.flow.browser import Browser, admitted
from tests.flow.reads import Reads, reads
from tests.harness import ANA, KIM, World

OUTAGE = (
    "All phones at Hollis Vet Clinic are down since 11:40. Host 3G-88C1-0457, release 7.1.2. Call me: 512-555-0199."
)
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
        " SELECT 1001, now(), %s, 'deskbot', false, true, 'x', '{}' FROM generate_series(1, 300)"
    )
    for kind in ("page", "note", "reply", "decision", "message"):
        world.sql(add, kind)
    short = await look(world, ana, path)

    for kind in ("page", "note", "reply", "decision", "message"):
        world.sql(add, kind)
    long = await look(world, ana, path)

    assert (len(long.asked), long.rows("timeline")) == (len(short.asked), short.rows("timeline"))
    assert long.rows("timeline") < 300  # of 3,000


async def test_the_steps_of_a_page_are_put_away_but_for_the_last_and_opened_without_script(
    world: World, ana: Browser
) -> None:
    await world.mail(OUTAGE, subject="All down")
    await world.forward(minutes=20)
    for one in ("ty@brightpathvoice.example", "desk@desk.example") * 2:
        world.letter(one)
    world.letter("lead@desk.example")
    world.twilio.phones[ANA].take_text()
    world.twilio.phones[KIM].take_call()
    steps = [text for kind, text in world.timeline() if kind in ("page", "delivery")]

    await ana.opens(PAGE)

    page = html.fromstring(ana.answer.text)
    away = page.xpath("//ol[@class='timeline']//details[ol]")
    assert away
    told = " ".join(page.xpath("string(//section[@id='timeline'])").split())
    assert all(" ".join(step.split()) in told for step in steps)
    said = [one.xpath("string(summary)") for one in away]
    assert said == ["4 steps of pages and deliveries", "3 steps of a page", "3 lines on deliveries"]
    assert "every level was paged, and nobody has the ticket" not in " ".join(one.text_content() for one in away)
