"""Shifts agree, minute by minute, with somebody who watches the wall clock: both changes of the clocks, a leap day."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml

from deskbot.desk import Desk
from deskbot.desk.reading import read_desk
from deskbot.escalation.roster.oncall import on_call
from deskbot.escalation.roster.timeline import Roster, gaps, shifts
from deskbot.model.override import Override, OverrideKind
from tests.unit.escalation.roster.watch import DAY, DAYS, MINUTE, Watch, of_layer, overridden, watch_on

STAFF = ("ana", "ben", "chloe", "dev", "fay")
ZONES = {
    "America/Chicago": ("US", "TX", (date(2028, 3, 12), date(2028, 11, 5))),
    "Europe/Madrid": ("ES", "MD", (date(2028, 3, 26), date(2028, 10, 29))),
    "Australia/Lord_Howe": ("AU", "NSW", (date(2028, 4, 2), date(2028, 10, 1))),
}
"""Country, region, and the days on which the clocks are moved."""
CLOCKS = ("00:00", "01:00", "01:30", "01:45", "02:00", "02:15", "02:30", "02:45", "03:00", "08:00", "23:45")
LEAP_DAY = date(2028, 2, 29)

BASE: dict[str, Any] = {
    "desk": {"name": "Desk", "addresses": ["support@desk.example"], "zone": "UTC"},
    "service_desk_numbers": {"default": "+1 555 555 0100"},
    "staff": {key: {"name": key, "sms": f"+1 512 555 011{place}"} for place, key in enumerate(STAFF)},
    "policies": {
        "urgent": {
            "levels": [{"delay": "5m", "people": ["ana"], "media": ["sms"]}],
            "fallback": {"mail": "lead@home.example"},
        }
    },
    "severities": {
        "S1": {"page": "always", "policy": "urgent"},
        "S2": {"page": "always", "policy": "urgent"},
        "S3": {"page": "never"},
        "S4": {"page": "never"},
    },
}


def desk_of(schedule: dict[str, Any]) -> Desk:
    return read_desk(yaml.safe_dump({**BASE, "schedules": {"primary": schedule}}))


def some_layer(dice: random.Random, around: date) -> dict[str, Any]:
    layer: dict[str, Any] = {
        "rotation": dice.choice(("hourly", "daily", "weekly", "monthly", "always")),
        "people": [
            dice.sample(STAFF, 2) if dice.random() < 0.2 else dice.choice(STAFF) for _ in range(dice.randint(1, 4))
        ],
    }
    start = around + dice.randint(-70, 3) * DAY
    if layer["rotation"] != "always":
        layer["handoff"] = {"time": dice.choice(CLOCKS)}
        layer["every"] = dice.choice((1, 1, 2, 3, 5, 8, 12))
    if layer["rotation"] == "weekly":
        layer["handoff"]["day"] = DAYS[start.weekday()]
    if layer["rotation"] == "monthly":
        wanted = dice.choice((1, 15, 28, 29, 30, 31, "last", around.day))
        layer["handoff"]["day"] = wanted
        after = (start.replace(day=28) + 4 * DAY).replace(day=1)
        start = start.replace(day=min(31 if wanted == "last" else wanted, (after - DAY).day))
        layer["every"] = dice.choice((1, 1, 2))
    if layer["rotation"] != "always" or dice.random() < 0.3:
        layer["start"] = start.isoformat()
    if dice.random() < 0.2:
        layer["end"] = max(start + DAY, around + dice.randint(-4, 6) * DAY).isoformat()
    if dice.random() < 0.5:
        layer["only"] = [some_restriction(dice) for _ in range(dice.randint(1, 3))]
    if dice.random() < 0.25:
        layer["on_holidays"] = dice.choice(("only", "never"))
    return layer


def some_restriction(dice: random.Random) -> dict[str, Any]:
    match dice.randint(0, 3):
        case 0:
            return {"days": dice.sample(DAYS, dice.randint(1, 4))}
        case 1:
            begin, end = dice.sample(CLOCKS, 2)
            return {"from": f"{dice.choice(DAYS)} {begin}", "to": f"{dice.choice(DAYS)} {end}"}
        case 2:
            return {"from": dice.choice(CLOCKS), "to": dice.choice((*CLOCKS, "24:00"))}
        case _:
            days = dice.sample(DAYS, dice.randint(1, 5))
            return {"days": days, "from": dice.choice(CLOCKS), "to": dice.choice((*CLOCKS, "24:00"))}


def some_overrides(dice: random.Random, around: datetime) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for _ in range(dice.randint(0, 8)):
        kind = dice.choice(("add", "remove", "replace", "replace", "shift"))
        start = around + dice.randint(-8 * 1440, 7 * 1440) * MINUTE
        off, on = dice.sample(STAFF, 2)
        one: dict[str, Any] = {
            "kind": kind,
            "start": start,
            "end": start + dice.randint(1, 3 * 1440) * MINUTE,
            "made_at": start + dice.randint(-3000, 300) * MINUTE,
            "off": off if kind in ("remove", "replace") else "",
            "on": [] if kind == "remove" else dice.sample(STAFF, 2) if kind == "shift" else [on],
        }
        if dice.random() < 0.3:
            one["cancelled_at"] = one["made_at"] + dice.randint(1, 4000) * MINUTE
        found.append(one)
    return found


def as_override(number: int, one: dict[str, Any]) -> Override:
    return Override(
        id=number,
        schedule="primary",
        kind=OverrideKind(one["kind"]),
        off=one["off"],
        on=tuple(one["on"]),
        start=one["start"],
        end=one["end"],
        by="lead",
        made_at=one["made_at"],
        cancelled_at=one.get("cancelled_at"),
    )


def watched(
    watch: Watch, schedule: dict[str, Any], country: tuple[str, str], start: datetime, end: datetime
) -> list[tuple[str, ...]]:
    """The layers from the top down, minute by minute."""
    first, size = watch.place(start), (end - start) // MINUTE
    layers = [of_layer(watch, layer, country, first, size) for layer in schedule["layers"]]
    return [next((people for people in reversed(row) if people), ()) for row in zip(*layers, strict=True)]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("zone", ZONES)
def test_shifts_agree_with_a_watch_on_the_wall_clock(zone: str, seed: int) -> None:
    country, region, changes = ZONES[zone]
    watch = watch_on(zone)
    for place, around in enumerate((*changes, LEAP_DAY)):
        dice = random.Random(f"{zone} {seed} {place}")  # noqa: S311  (the same cases every time)
        layers = [some_layer(dice, around) for _ in range(dice.randint(1, 3))]
        schedule = {"zone": zone, "holidays": {"country": country, "region": region}, "layers": layers}
        noon = datetime(around.year, around.month, around.day, 12, tzinfo=UTC)
        overrides = some_overrides(dice, noon)
        roster = Roster(desk_of(schedule), tuple(as_override(number, one) for number, one in enumerate(overrides)))
        start, end = noon - 8 * DAY, noon + 8 * DAY
        base = watched(watch, schedule, (country, region), start, end)
        ticks = minutes(start, end)
        seen = [overridden(people, overrides, moment) for people, moment in zip(base, ticks, strict=True)]

        assert by_minute(roster, start, end) == seen, yaml.safe_dump(schedule)
        empty = {moment for gap in gaps(roster, "primary", start, end) for moment in minutes(*gap)}
        assert [not people for people in seen] == [moment in empty for moment in ticks]
        for _ in range(40):
            moment = start + dice.randint(0, 16 * 1440 - 1) * MINUTE
            assert on_call(roster, "primary", moment) == seen[(moment - start) // MINUTE]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", [28, 29, 30, 31, "last"])
def test_a_year_of_monthly_handoffs_agrees_with_a_watch(zone: str, day: int | str) -> None:
    layer = {
        "rotation": "monthly",
        "handoff": {"day": day, "time": "02:30"},
        "start": f"2027-12-{31 if day == 'last' else day}",
        "people": ["ana", "ben", "chloe"],
    }
    watch = watch_on(zone)
    roster = Roster(desk_of({"zone": zone, **layer}))
    start, end = datetime(2027, 12, 10, tzinfo=UTC), datetime(2028, 12, 31, tzinfo=UTC)
    seen = of_layer(watch, layer, None, watch.place(start), (end - start) // MINUTE)

    assert by_minute(roster, start, end) == seen


def minutes(start: datetime, end: datetime) -> list[datetime]:
    return [start + MINUTE * count for count in range((end - start) // MINUTE)]


def by_minute(roster: Roster, start: datetime, end: datetime) -> list[tuple[str, ...]]:
    """Return whom the shifts have on at each minute; they are in order, and do not overlap."""
    found: list[tuple[str, ...]] = []
    for shift in shifts(roster, "primary", start, end):
        assert shift.start
        assert shift.end
        assert shift.people
        assert shift.start < shift.end
        begins, ends = ((moment - start) // MINUTE for moment in (shift.start, shift.end))
        assert start + begins * MINUTE == shift.start
        assert begins >= len(found)
        found += [()] * (begins - len(found)) + [shift.people] * (ends - begins)
    return found + [()] * ((end - start) // MINUTE - len(found))
