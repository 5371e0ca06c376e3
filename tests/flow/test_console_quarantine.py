"""What was accepted and became no ticket lies in a list that leads see, with the reason, one press from being one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deskbot.engine.quarantine import SHOWN
from deskbot.model.account import DeskRole
from deskbot.model.api_token import Scope
from tests.flow.browser import Browser, admitted
from tests.flow.contents import leave_aside
from tests.flow.programs import program
from tests.harness import World, running_world

AWAY = {"Auto-Submitted": "auto-replied"}


@pytest.fixture(name="browser")
async def a_browser(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "lea", DeskRole.LEAD)
    opened = await Browser(world).signs_in("lea")
    yield opened
    await opened.closes()


@pytest.mark.parametrize("outside", ["https://desk.example", ""])
async def test_the_desk_is_told_where_it_sees_what_nobody_could_read(database_url: str, outside: str) -> None:
    async with running_world(database_url, public_url=outside) as world:
        await world.smtp(b"\r\n", "support@desk.example")
        await world.settle()

        told = world.briefing().text

    page = "See it and try again: https://desk.example/console/quarantine (leads and admins)"
    assert (page in told) == bool(outside)
    assert "deskbot quarantine show 1" in told


async def test_what_nobody_could_read_is_listed_with_the_reason_and_tried_again_by_a_press(
    world: World, browser: Browser
) -> None:
    await world.smtp(b"\r\n", "support@desk.example")
    await world.settle()
    [(why,)] = world.sql("SELECT why FROM inbound")

    await browser.opens("/console/quarantine")
    assert why in browser.text
    await browser.sends("Try again")
    assert "goes through triage again" in browser.text
    assert "Nothing lies here." in browser.text
    await world.settle()

    assert why in (await browser.opens("/console/quarantine")).text
    assert world.sql("SELECT who, act, about FROM audit ORDER BY id DESC LIMIT 1") == [
        ("lea", "tried again", "message 1")
    ]
    await leave_aside(world)


async def test_what_was_filed_is_shown_apart_and_made_a_ticket_by_a_press(world: World, browser: Browser) -> None:
    await world.mail("All phones are down. Password: hunter2-x", subject="Out of office", headers=AWAY)

    assert "Nothing lies here." in (await browser.opens("/console/quarantine")).text
    await browser.opens("/console/quarantine?filed=yes")
    assert "Out of office" in browser.text
    assert "ty@brightpathvoice.example" in browser.text
    raw = (await browser.client.get("/console/quarantine/1/raw")).text
    assert "All phones are down." in raw
    assert "hunter2-x" not in raw
    await browser.sends("Make it a ticket")
    await world.settle()

    assert world.sql("SELECT state, ticket_number FROM inbound") == [("ticketed", 1001)]
    assert browser.answer.url.query == b"filed=yes&said=again"
    world.briefing()


async def test_a_subject_turns_no_words_around_it_and_stands_on_one_line(world: World, browser: Browser) -> None:
    await world.mail("Away.", subject="Out of\u202eeciffo\u2066 \u200b\u0007fdp", headers=AWAY)

    await browser.opens("/console/quarantine?filed=yes")

    assert "Out of eciffo fdp" in browser.text
    assert not set("\u202e\u2066\u200b\u0007") & set(browser.answer.text)
    await browser.sends("Make it a ticket")
    await world.settle()
    for path in ("/console/tickets", "/console/tickets/1001"):
        assert "Out of eciffo fdp" in (await browser.opens(path)).text, path
    robot = await program(world, Scope.TICKETS_READ)
    assert (await robot.asks("/tickets/1001"))["subject"] == "Out of eciffo fdp"
    await robot.closes()
    world.briefing()


async def test_a_message_that_a_colleague_has_tried_again_meanwhile_is_not_tried_twice(
    world: World, browser: Browser
) -> None:
    await world.mail("All phones are down.", subject="Out of office", headers=AWAY)
    await browser.opens("/console/quarantine?filed=yes")
    old = browser.answer
    await browser.sends("Make it a ticket")
    await world.settle()

    form_key = old.text.split('name="form_key" value="')[1].split('"')[0]
    again = await browser.client.post(
        "/console/quarantine/1/retry", data={"form_key": form_key, "filed": ""}, headers={"Origin": browser.base}
    )

    assert again.status_code == 404
    assert "lies neither in quarantine nor among what was filed" in again.text
    assert (await browser.client.get("/console/quarantine/1/raw")).status_code == 404
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    world.briefing()


async def test_more_than_a_page_of_them_is_shown_a_page_at_a_time(world: World, browser: Browser) -> None:
    world.sql("INSERT INTO blob (sha256, size, content, created_at) VALUES ('x', 1, 'x', now())")
    world.sql(
        "INSERT INTO inbound (channel, external_id, raw_sha256, envelope, accepted_at, state, attempts, wanted, sender,"
        " person, subject, fingerprint, why) SELECT 'email', 'x' || n, 'x', '{}', now(), 'filed', 1, false, '', '',"
        " 'Mail ' || n, '', 'junk' FROM generate_series(1, %s) AS n",
        SHOWN + 1,
    )

    await browser.opens("/console/quarantine?filed=yes")
    assert f"Mail {SHOWN + 1} " in browser.text.replace("junk", " ")
    assert "Mail 1 " not in browser.text.replace("junk", " ")
    await browser.opens("/console/quarantine?filed=yes&before=2")
    assert "Mail 1 " in browser.text.replace("junk", " ")
    assert "Mail 2 " not in browser.text.replace("junk", " ")
