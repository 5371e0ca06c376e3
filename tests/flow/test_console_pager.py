"""*Pager*: leads begin and end maintenance, and try whether a page reaches somebody; everybody sees both."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deskbot.model.account import DeskRole
from deskbot.store import signs
from tests.flow.browser import Browser, admitted
from tests.flow.contents import leave_aside
from tests.harness import ANA, World


@pytest.fixture(name="browser")
async def a_browser(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "lea", DeskRole.LEAD)
    opened = await Browser(world).signs_in("lea")
    await opened.opens("/console/pager")
    yield opened
    await opened.closes()


async def test_maintenance_begins_for_a_reason_and_ends_by_a_press_and_the_desk_is_told(
    world: World, browser: Browser
) -> None:
    assert "None: pages go out." in browser.text
    await browser.sends("Begin maintenance", why="  ", minutes="60")
    assert "Say why nobody is to be paged" in browser.text
    await browser.sends("Begin maintenance", why="core upgrade", minutes="9999")
    assert "Say for how long" in browser.text
    assert world.sql("SELECT count(*) FROM maintenance") == [(0,)]

    await browser.sends("Begin maintenance", why="core upgrade", minutes="60")

    assert "Nobody is paged for what is not S1 until 02 Mar 13:00" in browser.text
    assert "lea: core upgrade" in browser.text
    await world.settle()
    assert "MAINTENANCE until 2026-03-02 13:00" in world.briefing().mail["Subject"]
    old = browser.answer.text
    await browser.sends("End it: pages go out")
    assert "Maintenance has ended" in browser.text
    assert "None: pages go out." in browser.text
    await world.settle()
    assert "Maintenance has ended" in world.briefing().mail["Subject"]
    form_key = old.split('name="form_key" value="')[1].split('"')[0]
    again = await browser.client.post(
        "/console/pager/maintenance/end", data={"form_key": form_key, "again": ""}, headers={"Origin": browser.base}
    )
    assert "There is no maintenance any more" in again.text
    assert world.sql("SELECT who, act, about FROM audit WHERE act LIKE '%%maintenance' ORDER BY id") == [
        ("lea", "began maintenance", "maintenance 1"),
        ("lea", "ended maintenance", "maintenance 1"),
    ]


async def test_maintenance_is_for_what_is_not_s1_unless_somebody_ticks_it(world: World, browser: Browser) -> None:
    await browser.sends("Begin maintenance", why="the whole core", minutes="30", everything="yes")

    assert "Nobody is paged for anything, S1 included, until" in browser.text.replace(
        "included until", "included, until"
    )
    assert world.sql("SELECT everything FROM maintenance") == [(True,)]
    await world.settle()
    world.briefing()


async def test_nobody_is_tried_while_no_pager_runs_or_who_is_not_on_the_staff(world: World, browser: Browser) -> None:
    await browser.sends("Page them for nothing", person="nobody-here")
    assert '"nobody-here" is not on the staff' in browser.text
    await browser.sends("Page them for nothing", person="ana")
    assert "No pager runs" in browser.text
    assert not world.twilio.phones[ANA].texts


async def test_a_test_reaches_somebody_and_what_becomes_of_it_is_shown_until_it_is_taken_away(
    world: World, browser: Browser
) -> None:
    async with world.deskbot.database.begin() as session:
        await signs.give(session, ["pages"], world.now)
    await browser.sends("Page them for nothing", person="ana")
    assert "They are being paged for nothing." in browser.text
    await world.settle()

    assert world.twilio.phones[ANA].take_text().startswith("TEST S4 ")
    await browser.opens("/console/pager")
    assert "Ana Ruiz, 02 Mar 12:00: waits for an answer" in browser.text
    assert "sms to Ana Ruiz: " in browser.text
    assert ANA not in browser.text  # whoever may only look reads this page, too
    await admitted(world, "tom", DeskRole.LEAD)
    other = await (await Browser(world).signs_in("tom")).opens("/console/pager")
    await other.sends("Page them for nothing", person="ana")
    assert "Ana Ruiz is being tried just now: take that test away first" in other.text
    await other.closes()
    await world.forward(seconds=30)
    world.twilio.phones[ANA].take_call()
    await world.text(ANA, "901a", "You have taken TEST")
    await browser.opens("/console/pager")
    assert "answered, it works" in browser.text
    await browser.sends("Take it away")

    assert "The test is gone." in browser.text
    assert world.sql("SELECT count(*) FROM ticket") == [(0,)]
    assert world.sql("SELECT who, about FROM audit WHERE act = 'tried a pager'") == [("lea", "ana")]


async def test_no_ticket_is_taken_away_as_if_it_were_a_test(browser: Browser) -> None:
    form_key = browser.answer.text.split('name="form_key" value="')[1].split('"')[0]
    for number in ("1001", "-1001", "5"):
        browser.answer = await browser.client.post(
            "/console/pager/test/end", data={"form_key": form_key, "test": number}, headers={"Origin": browser.base}
        )
        assert browser.answer.status_code == 404


async def test_two_who_are_tried_at_the_same_moment_have_a_test_each(world: World, browser: Browser) -> None:
    async with world.deskbot.database.begin() as session:
        await signs.give(session, ["pages"], world.now)

    await browser.sends("Page them for nothing", person="ana")
    await browser.sends("Page them for nothing", person="kim")

    assert "They are being paged for nothing." in browser.text
    assert "Ana Ruiz, 02 Mar 12:00: waits" in browser.text
    assert "Kim Haddad, 02 Mar 12:00: waits" in browser.text
    await leave_aside(world)


async def test_maintenance_that_ends_a_second_time_ends_though_the_press_is_the_same(
    world: World, browser: Browser
) -> None:
    for _ in range(2):
        await browser.sends("Begin maintenance", why="core upgrade", minutes="60")
        await browser.sends("End it: pages go out")
        assert "None: pages go out." in browser.text
        await world.settle()
        world.read += world.mailbox.letters


async def test_what_others_have_done_in_between_does_not_make_two_presses_of_one_finger(
    world: World, browser: Browser
) -> None:
    await admitted(world, "kim", DeskRole.LEAD)
    other = await Browser(world).signs_in("kim")
    await other.opens("/console/pager")
    page = browser.answer

    await browser.sends("Begin maintenance", why="core upgrade", minutes="60")
    await other.sends("Page them for nothing", person="ben")
    browser.answer = page
    await browser.sends("Begin maintenance", why="core upgrade", minutes="60")

    assert browser.answer.status_code == 200
    assert world.sql("SELECT count(*) FROM maintenance") == [(1,)]
    await leave_aside(world)
    await other.closes()
