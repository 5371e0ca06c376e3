"""An oracle: somebody who watches a wall clock minute by minute and notes who is on call.

It reads the schedule as desk.yaml writes it, and shares nothing with the product but the rules in words. A wall time
that comes twice begins things at its first coming and ends them at its last; one that never comes is as much later as
the clocks moved; a handoff that has come is not taken back.
"""

from __future__ import annotations

from calendar import day_name
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
DAYS = [name.lower() for name in day_name]
BEGIN, END = datetime(2027, 12, 1, tzinfo=UTC), datetime(2029, 1, 10, tzinfo=UTC)
"""Holds a leap day, and both changes of the clocks of any zone."""


class Watch:
    """A wall clock, looked at once a minute from `BEGIN` to `END`."""

    def __init__(self, zone: str) -> None:
        tz = ZoneInfo(zone)
        self.walls: list[datetime] = []
        moment = BEGIN
        while moment < END:
            self.walls.append(moment.astimezone(tz).replace(tzinfo=None))
            moment += MINUTE
        self.first: dict[datetime, int] = {}
        self.last: dict[datetime, int] = {}
        for place, wall in enumerate(self.walls):
            self.first.setdefault(wall, place)
            self.last[wall] = place

    @staticmethod
    def place(moment: datetime) -> int:
        return (moment - BEGIN) // MINUTE

    def begins(self, wall: datetime) -> int:
        return self._seen(wall, self.first)

    def ends(self, wall: datetime) -> int:
        return self._seen(wall, self.last)

    def _seen(self, wall: datetime, seen: dict[datetime, int]) -> int:
        if wall in seen:
            return seen[wall]
        if wall < self.walls[0]:
            return 0
        if wall > self.walls[-1]:
            return len(self.walls)
        before = wall
        while before not in self.last:
            before -= MINUTE
        return self.last[before] + (wall - before) // MINUTE


@lru_cache
def watch_on(zone: str) -> Watch:
    return Watch(zone)


def at(text: str) -> time:
    return time.fromisoformat(text)


def handoffs(layer: dict[str, Any], until: datetime) -> list[datetime]:
    """Every time on the wall at which a turn begins, in the order of the turns."""
    start, clock, every = date.fromisoformat(layer["start"]), at(layer["handoff"]["time"]), layer.get("every", 1)
    wall = datetime.combine(start, clock)
    found: list[datetime] = []
    months = 0
    while wall < until:
        found.append(wall)
        if layer["rotation"] == "hourly":
            wall += timedelta(hours=every)
        elif layer["rotation"] == "daily":
            wall += every * DAY
        elif layer["rotation"] == "weekly":
            wall += 7 * every * DAY
        else:
            months += every
            first = date(start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1, 1)
            wanted = 31 if layer["handoff"]["day"] == "last" else layer["handoff"]["day"]
            day = first
            while (day + DAY).month == first.month and day.day < wanted:
                day += DAY
            wall = datetime.combine(day, clock)
    return found


def by_turns(watch: Watch, layer: dict[str, Any], first: int, size: int) -> list[tuple[str, ...]]:
    """Whose turn it is, minute by minute, whatever restricts the layer."""
    groups = [tuple(one) if isinstance(one, list) else (one,) for one in layer["people"]]
    if layer["rotation"] == "always":
        everybody = tuple(dict.fromkeys(key for group in groups for key in group))
        begin = watch.begins(datetime.fromisoformat(layer["start"])) if "start" in layer else 0
        found: list[tuple[str, ...]] = [() if first + place < begin else everybody for place in range(size)]
    else:
        newest: dict[int, int] = {}
        for turn, wall in enumerate(handoffs(layer, watch.walls[first + size] + 2 * DAY)):
            place = max(first, watch.begins(wall)) - first
            newest[place] = max(newest.get(place, -1), turn)
        found, turn = [], -1
        for place in range(size):
            turn = max(turn, newest.get(place, -1))
            found.append(groups[turn % len(groups)] if turn >= 0 else ())
    return found


def of_layer(
    watch: Watch, layer: dict[str, Any], country: tuple[str, str] | None, first: int, size: int
) -> list[tuple[str, ...]]:
    """Whom a layer has on, minute by minute, from one minute's place on the watch."""
    found = by_turns(watch, layer, first, size)
    if "end" in layer:
        clock = at(layer["handoff"]["time"]) if "handoff" in layer else time(0)
        ended = watch.begins(datetime.combine(date.fromisoformat(layer["end"]), clock))
        for place in range(max(0, ended - first), size):
            found[place] = ()
    if "only" in layer:
        free = [False] * size
        for restriction in layer["only"]:
            for begin, end in times_of(restriction):
                for place in range(max(first, watch.begins(begin)), min(first + size, watch.ends(end))):
                    free[place - first] = True
        found = [people if free[place] else () for place, people in enumerate(found)]
    if "on_holidays" in layer:
        assert country
        days = holidays.country_holidays(country[0], subdiv=country[1], years=[2027, 2028, 2029])
        wanted = layer["on_holidays"] == "only"
        found = [
            people if (watch.walls[first + place].date() in days) == wanted else ()
            for place, people in enumerate(found)
        ]
    return found


def times_of(restriction: dict[str, Any]) -> list[tuple[datetime, datetime]]:
    """Every begin and end of a restriction's stretches, on the wall."""
    found: list[tuple[datetime, datetime]] = []
    day = BEGIN.date() - 10 * DAY
    while day < END.date():
        name = DAYS[day.weekday()]
        if "from" not in restriction:
            if name in restriction["days"]:
                found.append((datetime.combine(day, time(0)), datetime.combine(day + DAY, time(0))))
        elif " " in restriction["from"]:
            weekday, clock = restriction["from"].split()
            last, until = restriction["to"].split()
            if name == weekday:
                end_day = day
                end = datetime.combine(end_day, at(until))
                while DAYS[end.weekday()] != last or end <= datetime.combine(day, at(clock)):
                    end += DAY
                found.append((datetime.combine(day, at(clock)), end))
        elif name in restriction.get("days", DAYS):
            begin = datetime.combine(day, at(restriction["from"]))
            until = restriction["to"]
            end = datetime.combine(day + DAY if until == "24:00" else day, time(0) if until == "24:00" else at(until))
            found.append((begin, end if end > begin else end + DAY))
        day += DAY
    return found


def overridden(people: tuple[str, ...], overrides: list[dict[str, Any]], moment: datetime) -> tuple[str, ...]:
    """Play the overrides that hold at a moment, oldest first; each row of names is one seat's story."""
    stories: list[list[str]] = [[key] for key in people]
    for one in sorted(overrides, key=lambda override: override["made_at"]):
        ends = min(one["end"], one.get("cancelled_at", one["end"]))
        if not max(one["start"], one["made_at"]) <= moment < ends:
            continue
        sitting = {story[-1] for story in stories}
        if one["kind"] == "shift":
            stories = [[key] for key in one["on"]]
        elif one["kind"] == "add":
            stories += [[key] for key in one["on"] if key not in sitting]
        elif one["kind"] == "remove":
            for story in stories:
                if story[-1] == one["off"]:
                    story.append("")
        else:
            for story in stories:
                if story[-1] == one["off"] or (one["off"] not in sitting and one["off"] in story):
                    story.append(one["on"][0])
    return tuple(dict.fromkeys(story[-1] for story in stories if story[-1]))
