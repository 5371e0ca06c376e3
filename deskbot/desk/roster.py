"""Schedules as frozen nouns: layers, rotations, handoffs, restrictions. `desk.schedules` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Rotation(StrEnum):
    """How a layer goes round; a shift lasts one or more of these units."""

    HOURLY = "hourly"
    """Counted on the wall clock, as every other rotation is: shifts of eight hours change at 06:00, 14:00 and
    22:00 in summer and in winter, and the one in which the clocks are moved is an hour longer or shorter."""
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    ALWAYS = "always"
    """Everybody on the list, all the time."""


class OnHolidays(StrEnum):
    """What public holidays are to a layer."""

    ONLY = "only"
    """It has somebody on during holidays only."""
    NEVER = "never"
    """It has nobody on during holidays."""


@dataclass(frozen=True, slots=True)
class Holidays:
    """Whose public holidays count; each lasts from midnight to midnight on the schedule's wall clock."""

    country: str
    """ISO 3166 code, "US"."""
    region: str = ""
    """The part of the country, "TX"; empty for what is kept in all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """When one shift ends and the next begins, on the wall clock of the schedule's zone."""

    time: time
    weekday: int | None = None
    """Of a weekly rotation, and only of that: 0 is Monday, as `date.weekday()` counts."""
    day: int | None = None
    """Of a monthly rotation, and only of that: 1 to 31, where a month that has no such day means its last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSpan:
    """A stretch of time that comes back every week, on the wall clock: "friday 17:00 to monday 08:00"."""

    weekday: int
    """On which it begins; 0 is Monday."""
    begins: time
    days: int
    """How many days later it ends: 0 is the same day, at most 7."""
    ends: time

    @property
    def length(self) -> timedelta:
        """How long it is in a week in which no clock is moved."""
        begins, ends = (timedelta(hours=at.hour, minutes=at.minute) for at in (self.begins, self.ends))
        return timedelta(days=self.days) + ends - begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """People who take turns; one above another covers it wherever it has somebody on."""

    rotation: Rotation | None = None
    """None where the shifts come from a calendar."""
    turns: tuple[tuple[str, ...], ...] = ()
    """Keys of responders, those of one turn together, in the order of the rotation; empty only with a calendar."""
    every: int = 1
    """How many of the rotation's units a shift lasts."""
    handoff: Handoff | None = None
    """Set for every rotation but `ALWAYS`."""
    start: date | None = None
    """Nobody is on before. Set for every rotation but `ALWAYS`: on that day, at the handoff's time, the first turn
    begins."""
    end: date | None = None
    """Nobody is on from that day's handoff (midnight where there is none) on."""
    only: tuple[WeekSpan, ...] = ()
    """Somebody is on within these alone; empty is at any time."""
    on_holidays: OnHolidays | None = None
    """None: holidays are days like others."""
    calendar: str = ""
    """The address or file of an iCalendar from which the shifts come; empty for a rotation."""

    @property
    def starts_at(self) -> time:
        """The time of day at which its first day begins and its last one ends."""
        return self.handoff.time if self.handoff else time(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Who is on call when."""

    key: str
    zone: str
    """IANA name."""
    layers: tuple[Layer, ...]
    """From the bottom to the top; never empty."""
    holidays: Holidays | None = None
    """Set where a layer asks for holidays."""
    gaps_expected: bool = False
    """Times without anybody are meant so, and nobody is told of them."""

    @property
    def tz(self) -> ZoneInfo:
        """The zone on whose wall clock everything of it is read."""
        return ZoneInfo(self.zone)

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody whom desk.yaml names in it, each once; those of calendars are not known here."""
        return tuple(dict.fromkeys(key for layer in self.layers for turn in layer.turns for key in turn))


def calendar_name(place: str) -> str:
    """Return what people are shown of a calendar's place: of an address the host alone, as the rest may be a secret."""
    return place.split("/")[2] if "://" in place else place
