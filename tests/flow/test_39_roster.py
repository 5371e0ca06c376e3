"""Scenario 39: the right phone rings, whatever the clocks, the calendar and people's overrides do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deskbot.engine.overriding import Overriding
from deskbot.model.override import Override, OverrideKind
from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA, BEN, DESK_YAML, KIM, World, running_world

PRIMARY = next(line for line in DESK_YAML.read_text().splitlines() if line.startswith("  primary:"))


def primary(text: str) -> tuple[str, str]:
    return PRIMARY, f"  primary: {{zone: America/Chicago, {text}}}"


SUNDAYS = 'rotation: weekly, handoff: {{day: sunday, time: "{}"}}, start: 2026-01-04, people: [ana, ben]'
MONTHLY = 'rotation: monthly, handoff: {{day: {0}, time: "09:00"}}, start: 2026-01-{0}, people: [ana, ben]'
DAILY = 'rotation: daily, handoff: {time: "09:00"}, start: 2028-02-28, people: [ana, ben]'
ENDED = 'rotation: weekly, handoff: {day: monday, time: "09:00"}, start: 2026-01-05, end: 2026-02-02, people: [ana]'


async def outage(world: World) -> None:
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.letter(), world.briefing()


def decide(world: World, kind: OverrideKind, off: str = "", *on: str, why: str = "") -> Override:
    return Override(
        schedule="primary",
        kind=kind,
        off=off,
        on=on,
        start=world.now,
        end=world.now + timedelta(hours=4),
        by="kim",
        why=why,
        made_at=world.now,
    )


def overriding(world: World) -> Overriding:
    return Overriding(world.deskbot.database, world.deskbot.desk, world.clock)


@pytest.mark.parametrize(
    ("schedule", "utc", "phone"),
    [
        pytest.param(SUNDAYS.format("02:30"), "2026-03-08T08:29", ANA, id="02:30 never comes, and is not yet 03:30"),
        pytest.param(SUNDAYS.format("02:30"), "2026-03-08T08:30", BEN, id="02:30 never comes, and is 03:30"),
        pytest.param(SUNDAYS.format("01:30"), "2026-11-01T06:29", ANA, id="01:30 has not come"),
        pytest.param(SUNDAYS.format("01:30"), "2026-11-01T06:30", BEN, id="01:30 comes for the first time"),
        pytest.param(SUNDAYS.format("01:30"), "2026-11-01T07:29", BEN, id="01:29 again does not hand back"),
        pytest.param(MONTHLY.format(31), "2026-02-28T14:59", ANA, id="the 31st of February has not come"),
        pytest.param(MONTHLY.format(31), "2026-02-28T15:00", BEN, id="the 31st of February is the 28th"),
        pytest.param(MONTHLY.format(31), "2026-03-31T13:59", BEN, id="and the 31st of March is itself again"),
        pytest.param(MONTHLY.format(31), "2026-04-30T14:00", BEN, id="the 31st of April is the 30th"),
        pytest.param(MONTHLY.format(30), "2026-02-28T15:00", BEN, id="the 30th of February is the 28th"),
        pytest.param(MONTHLY.format(29), "2026-02-28T15:00", BEN, id="the 29th of February is the 28th"),
        pytest.param(MONTHLY.format(29), "2026-03-29T14:00", ANA, id="the 29th of March is itself again"),
        pytest.param(DAILY, "2028-02-29T15:00", BEN, id="the leap day has its turn"),
        pytest.param(DAILY, "2028-03-01T15:00", ANA, id="the day after the leap day"),
    ],
)
async def test_39_handoffs_ring_the_right_phone(database_url: str, schedule: str, utc: str, phone: str) -> None:
    start = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    async with running_world(database_url, start=start, policy=primary(schedule)) as world:
        await outage(world)

        assert "T-1001 S1" in world.twilio.phones[phone].take_text()


async def test_39_of_overlapping_overrides_the_later_one_wins(world: World) -> None:
    hand = overriding(world)
    await hand.add(decide(world, OverrideKind.REPLACE, "ana", "kim"))
    world.clock.forward(timedelta(minutes=1))
    await hand.add(decide(world, OverrideKind.REPLACE, "kim", "ben"))

    await outage(world)

    assert "T-1001 S1" in world.twilio.phones[BEN].take_text()


async def test_39_an_override_that_was_taken_back_counts_no_more(world: World) -> None:
    hand = overriding(world)
    kept = await hand.add(decide(world, OverrideKind.REPLACE, "ana", "ben"))
    await hand.cancel(kept.id, "kim")

    await outage(world)

    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
    assert world.sql("SELECT cancelled_by, cancelled_at FROM roster_override") == [("kim", world.now)]


async def test_39_an_override_puts_somebody_on_where_nobody_is(database_url: str) -> None:
    async with running_world(database_url, policy=primary(ENDED)) as world:
        await overriding(world).add(decide(world, OverrideKind.ADD, "", "ben"))

        await outage(world)

        assert "T-1001 S1" in world.twilio.phones[BEN].take_text()


async def test_39_a_swap_is_undone_as_a_whole(world: World) -> None:
    hand = overriding(world)
    monday = world.now.replace(hour=18)
    ana = ("ana", monday + timedelta(days=14))
    gives, takes = await hand.swap("primary", ana, ("ben", monday + timedelta(days=7)), "ana", "")
    assert (gives.off, gives.on, takes.off, takes.on) == ("ana", ("ben",), "ben", ("ana",))

    await hand.cancel(takes.id, "ben")

    assert world.sql("SELECT count(*) FROM roster_override WHERE cancelled_by = 'ben'") == [(2,)]


async def test_05_a_level_with_nobody_says_what_keeps_everybody_from_it(database_url: str) -> None:
    async with running_world(database_url, policy=primary(ENDED)) as world:
        world.twilio.phones[KIM].answers("4")
        await outage(world)

        assert world.twilio.phones[KIM].take_call()
        told = [text for _, text in world.timeline() if "skipped" in text]
        assert told == ['level 1 is skipped: nobody is on call on "primary": it ended Mon 2026-02-02 09:00']
        world.letter()


async def test_05_a_level_whose_only_person_was_taken_off_names_the_override(world: World) -> None:
    world.twilio.phones[KIM].answers("4")
    await overriding(world).add(decide(world, OverrideKind.REMOVE, "ana", why="flu"))
    await outage(world)

    assert world.twilio.phones[KIM].take_call()
    (told,) = [text for _, text in world.timeline() if "skipped" in text]
    assert "Ana Ruiz was taken off until Mon 2026-03-02 16:00 (override 1 by Kim Haddad: flu)" in told
    world.letter()


async def test_40_the_next_page_goes_to_the_new_shift_and_the_old_one_may_still_answer(database_url: str) -> None:
    """Ana is paged a minute before the handoff; after it her level comes round again, and Ben is paged."""
    start = datetime(2026, 3, 9, 13, 59, tzinfo=UTC)
    async with running_world(database_url, start=start, policy=("repeat: 0", "repeat: 1")) as world:
        await outage(world)
        assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
        await world.forward(minutes=8)
        assert world.twilio.phones[KIM].take_call()

        assert "T-1001 S1" in world.twilio.phones[BEN].take_text()
        await world.text(ANA, "1a", "You have taken T-1001")
        await world.settle()

        assert world.ticket()["owner"] == "ana"
        assert "Ana Ruiz has taken" in world.letter().text
