"""The desk hears ahead of times at which nobody is on call, and calendars are read and kept."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import httpx
import pytest

from deskbot.desk.reading import read_desk
from deskbot.engine.calendars import Calendars
from deskbot.engine.overriding import Overriding
from deskbot.engine.rosters import READING, load_roster
from deskbot.escalation.roster.ical_in import read_calendar
from deskbot.escalation.roster.oncall import on_call
from deskbot.model.override import Override, OverrideKind
from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA, DESK_YAML, World, running_world
from tests.hosts import played

EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "DTSTART:20260302T120000\r\nDTEND:20260302T180000\r\nSUMMARY:{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def removal(world: World) -> Override:
    start = world.now + timedelta(days=3)
    return Override(
        schedule="primary",
        kind=OverrideKind.REMOVE,
        off="ana",
        start=start,
        end=start + timedelta(hours=4),
        by="kim",
        made_at=world.now,
    )


async def next_day(world: World) -> None:
    world.clock.forward(timedelta(days=1))
    await world.deskbot.gap_watch.look()
    await world.settle()


async def test_the_desk_is_told_once_of_a_gap_ahead_and_once_that_it_has_closed(world: World) -> None:
    hand = Overriding(world.deskbot.database, world.deskbot.desk, world.clock)
    await next_day(world)
    await hand.add(removal(world))
    await world.deskbot.gap_watch.look()
    await world.settle()  # it has looked today

    await next_day(world)

    letter = world.briefing()
    assert letter.mail["Subject"] == "Nobody is on call on primary from Fri 2026-03-06 12:00"
    assert "primary: from Fri 2026-03-06 12:00 until Fri 2026-03-06 16:00 (America/Chicago)  NEW" in letter.text
    await next_day(world)
    await hand.cancel(1, "kim")
    await next_day(world)
    closed = world.briefing()
    assert closed.mail["Subject"] == "Somebody is on call at all times again"
    assert "primary: from Fri 2026-03-06 12:00" in closed.text
    await next_day(world)


async def test_a_gap_that_has_passed_is_no_news(world: World) -> None:
    hand = Overriding(world.deskbot.database, world.deskbot.desk, world.clock)
    await hand.add(removal(world))
    await next_day(world)
    world.briefing()
    for _ in range(6):
        await next_day(world)


async def test_two_machines_write_one_letter(world: World) -> None:
    hand = Overriding(world.deskbot.database, world.deskbot.desk, world.clock)
    await hand.add(removal(world))
    await next_day(world)
    other = type(world.deskbot.gap_watch)(world.deskbot.database, world.deskbot.triaging.mailing, world.clock)
    await other.look()
    await world.settle()
    world.briefing()


async def test_before_the_morning_nobody_is_written_to(database_url: str) -> None:
    async with running_world(database_url) as world:
        await Overriding(world.deskbot.database, world.deskbot.desk, world.clock).add(removal(world))
        world.clock.forward(timedelta(hours=19))  # 07:00
        await world.deskbot.gap_watch.look()
        await world.settle()
        assert world.unread_letters() == []


def calendars(world: World, folder: Path, place: str, transport: httpx.AsyncBaseTransport | None = None) -> Calendars:
    text = DESK_YAML.read_text()
    line = next(line for line in text.splitlines() if line.startswith("  primary:"))
    desk = read_desk(text.replace(line, f'  primary: {{zone: America/Chicago, ical: "{place}"}}'))
    return Calendars(world.deskbot.database, desk, world.clock, folder, transport=transport)


async def on_primary(world: World, reader: Calendars) -> tuple[tuple[str, ...], tuple[str, ...]]:
    desk = reader._desk
    async with world.deskbot.database.begin() as session:
        roster = await load_roster(session, desk, world.now)
    return on_call(roster, "primary", world.now), roster.problems


async def test_a_calendar_file_is_read_again_when_it_changes_and_kept_when_it_is_gone(
    world: World, tmp_path: Path
) -> None:
    reader = calendars(world, tmp_path, "shifts.ics")
    assert await on_primary(world, reader) == ((), ("calendar shifts.ics: has not been read yet",))
    (tmp_path / "shifts.ics").write_bytes(EVENT.format("ben").encode())
    await reader.look()
    assert await on_primary(world, reader) == (("ben",), ())
    (tmp_path / "shifts.ics").write_bytes(EVENT.format("Kim Haddad").encode())
    await reader.look()
    assert await on_primary(world, reader) == (("kim",), ())
    (tmp_path / "shifts.ics").unlink()
    await reader.look()
    assert await on_primary(world, reader) == (
        ("kim",),
        ("calendar shifts.ics: shifts.ics cannot be read (No such file or directory)",),
    )


@pytest.mark.parametrize("page", ["<html>Please sign in</html>", "{half}", "", "\0", "{nul}"])
async def test_what_is_no_calendar_takes_nobody_off_who_is_on(world: World, tmp_path: Path, page: str) -> None:
    text = EVENT.format("ana")
    answers = [text, page.format(half=text.partition("SUMMARY")[0], nul=text.replace("ana", "ana\0"))]
    wire = played(lambda _: httpx.Response(200, text=answers.pop(0)))
    reader = calendars(world, tmp_path, "https://calendar.example/basic.ics", wire)
    await reader.look()
    world.clock.forward(timedelta(hours=1))
    await reader.look()
    assert await on_primary(world, reader) == (
        ("ana",),
        ("calendar calendar.example: calendar.example sends what is no iCalendar that can be read",),
    )


async def test_a_calendar_address_is_asked_once_an_hour_and_its_secret_is_not_shown(
    world: World, tmp_path: Path
) -> None:
    answers = [httpx.Response(200, text=EVENT.format("ana")), httpx.Response(503)]
    wire = played(lambda _: answers.pop(0))
    reader = calendars(world, tmp_path, "https://calendar.example/secret-key/basic.ics", wire)
    await reader.look()
    await reader.look()
    assert await on_primary(world, reader) == (("ana",), ())
    world.clock.forward(timedelta(hours=1))
    await reader.look()
    assert await on_primary(world, reader) == (
        ("ana",),
        ("calendar calendar.example: calendar.example answered 503",),
    )


async def test_a_calendars_host_may_lead_on_within_itself_and_into_the_open_internet(
    world: World, tmp_path: Path
) -> None:
    ways = {
        "/basic.ics": httpx.Response(302, headers={"Location": "/moved.ics"}),
        "/moved.ics": httpx.Response(307, headers={"Location": "https://8.8.8.8/shifts.ics"}),
        "/shifts.ics": httpx.Response(301, headers={"Location": "there.ics"}),
        "/there.ics": httpx.Response(200, text=EVENT.format("ana")),
    }
    reader = calendars(world, tmp_path, "https://calendar.example/basic.ics", played(lambda way: ways[way.url.path]))
    await reader.look()
    assert await on_primary(world, reader) == (("ana",), ())


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("http://169.254.169.254/latest/meta-data/", "can be read on its way"),
        ("http://calendar.example/basic.ics", "can be read on its way"),
        ("https://169.254.169.254/latest/meta-data/", "not one of the open internet"),
        ("https://127.0.0.1/", "not one of the open internet"),
        ("https://[::ffff:10.0.0.1]/", "not one of the open internet"),
        ("https://2130706433/", "not one of the open internet"),
        ("https://0x7f.1/", "not one of the open internet"),
        ("https://localhost/", "not one of the open internet"),
        ("https://calendar.example/basic.ics", "and on and on"),
    ],
)
async def test_a_calendars_host_leads_nobody_into_our_own_network(
    world: World, tmp_path: Path, inside: str, says: str
) -> None:
    asked: list[str] = []

    def answer(way: httpx.Request) -> httpx.Response:
        asked.append(way.url.host)
        return httpx.Response(302, headers={"Location": inside})

    reader = calendars(world, tmp_path, "https://calendar.example/basic.ics", played(answer))
    await reader.look()

    (problem,) = (await on_primary(world, reader))[1]
    assert says in problem
    assert set(asked) == {"calendar.example"}


SERIES = (
    "BEGIN:VEVENT\r\nUID:{}\r\nDTSTART:20260101T000000\r\nRRULE:FREQ=DAILY;COUNT=1\r\nSUMMARY:kim\r\nEND:VEVENT\r\n"
)


async def test_a_calendar_of_thousands_of_series_takes_nobody_off_who_is_on_and_is_told(
    world: World, tmp_path: Path
) -> None:
    reader = calendars(world, tmp_path, "shifts.ics")
    (tmp_path / "shifts.ics").write_bytes(EVENT.format("ana").encode())
    await reader.look()
    crowd = "".join(SERIES.format(f"series-{place}") for place in range(1001))
    (tmp_path / "shifts.ics").write_bytes(EVENT.format("ben").replace("END:VCAL", crowd + "END:VCAL").encode())

    await reader.look()

    assert await on_primary(world, reader) == (
        ("ana",),
        ("calendar shifts.ics: shifts.ics holds 1001 events that repeat, and 1000 can be read",),
    )


async def test_whoever_waits_for_a_calendar_to_be_read_holds_up_nobody_who_needs_none(
    world: World, tmp_path: Path
) -> None:
    reader = calendars(world, tmp_path, "shifts.ics")
    (tmp_path / "shifts.ics").write_bytes(EVENT.format("kim").encode())
    await reader.look()
    goes_on = Event()
    READING.submit(goes_on.wait)  # another calendar is being read
    try:
        waits = asyncio.create_task(on_primary(world, reader))
        await world.mail(OUTAGE_S1, subject="Hollis is down")
        assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
        assert not waits.done()
    finally:
        goes_on.set()
    assert await waits == (("kim",), ())
    world.letter(), world.briefing()


async def test_a_calendar_is_read_before_a_page_asks_also_for_the_day_that_begins_soon(
    world: World, tmp_path: Path
) -> None:
    reader = calendars(world, tmp_path, "shifts.ics")
    (tmp_path / "shifts.ics").write_bytes(EVENT.format("kim").replace("UID:1", "UID:ahead").encode())
    await reader.look()
    world.clock.forward(datetime(2026, 3, 2, 23, 59, tzinfo=UTC) - world.now)
    await reader.read_ahead()
    read = read_calendar.cache_info().misses

    await on_primary(world, reader)
    world.clock.forward(timedelta(minutes=2))
    await on_primary(world, reader)

    assert read_calendar.cache_info().misses == read
