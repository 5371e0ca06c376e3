"""A calendar program follows who is on call, by an address that shows shifts and does nothing."""

from __future__ import annotations

import httpx
import psycopg
import pytest
from icalendar import Calendar

from deskbot.escalation.links import Feed, feed_token
from deskbot.model.override import OverrideKind
from tests.flow.test_39_roster import decide, overriding
from tests.harness import World


def url_of(world: World, feed: Feed, *, spoilt: str = "") -> str:
    settings = world.deskbot.settings
    return f"{settings.web_base}/oncall/{feed_token(feed, settings.secret())}{spoilt}.ics"


async def get(url: str) -> httpx.Response:
    async with httpx.AsyncClient(timeout=60) as client:
        return await client.get(url)


async def shifts_of(world: World, feed: Feed) -> list[str]:
    answer = await get(url_of(world, feed))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return [f"{event['DTSTART'].dt} {event['SUMMARY']}" for event in Calendar.from_ical(answer.text).walk("VEVENT")]


async def test_a_person_sees_an_override_at_the_next_reading(world: World) -> None:
    before = await shifts_of(world, Feed(person="ben"))
    await overriding(world).add(decide(world, OverrideKind.ADD, "", "ben"))

    after = await shifts_of(world, Feed(person="ben"))

    new = [one for one in after if one not in before]
    assert [one.partition(" On call ")[2] for one in new] == ["(primary): Ana Ruiz, Ben Oyelowo"]


async def test_a_schedule_has_a_feed_of_its_own(world: World) -> None:
    shown = await shifts_of(world, Feed(schedule="primary"))

    assert shown
    assert all("(primary)" in one for one in shown)


@pytest.mark.parametrize(
    ("feed", "spoilt"),
    [
        (Feed(person="ana"), "a"),
        (Feed(person="nobody"), ""),
        (Feed(schedule="nights-of-old"), ""),
    ],
)
async def test_a_forged_feed_and_one_of_somebody_who_has_left_are_not_there(
    world: World, feed: Feed, spoilt: str
) -> None:
    answer = await get(url_of(world, feed, spoilt=spoilt))

    assert (answer.status_code, answer.text) == (404, "There is no such calendar.\n")


async def test_an_address_for_a_person_opens_no_schedule_of_that_name(world: World) -> None:
    token = feed_token(Feed(person="primary"), world.deskbot.settings.secret())

    answer = await get(f"{world.deskbot.settings.web_base}/oncall/s{token[1:]}.ics")

    assert answer.status_code == 404


async def test_while_the_database_is_away_a_calendar_program_keeps_what_it_has(world: World) -> None:
    with psycopg.connect(world.deskbot.database.url) as lock:
        lock.execute("LOCK TABLE roster_override IN ACCESS EXCLUSIVE MODE")
        answer = await get(url_of(world, Feed(person="ana")))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
