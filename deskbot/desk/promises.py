"""What is promised to resellers, as frozen nouns: business hours, targets, alarms. `desk.sla` reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from deskbot.desk.roster import Holidays, Layer, OnHolidays, Schedule, WeekSpan
from deskbot.model.case import Severity

ALWAYS = "always"
"""Stands for the business hours of a target whose time runs at every hour."""
LONGEST = timedelta(days=90)
"""Of a target, in the time that counts: more is a slip of the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessHours:
    """When time counts towards a target, on the wall clock of a zone."""

    key: str
    zone: str
    """IANA name."""
    weekly: tuple[WeekSpan, ...]
    """Never empty."""
    holidays: Holidays | None = None
    """Whose public holidays do not count; each from midnight to midnight."""
    closed: frozenset[date] = frozenset()
    """Other days that do not count."""

    @property
    def weekly_time(self) -> timedelta:
        """How much of an ordinary week counts; what overlaps is counted twice."""
        return sum((span.length for span in self.weekly), timedelta())

    @property
    def schedule(self) -> Schedule:
        """The same hours as a schedule of one layer: clocks and holidays mean there what they mean here."""
        on_holidays = OnHolidays.NEVER if self.holidays else None
        layer = Layer(only=self.weekly, on_holidays=on_holidays)
        return Schedule(key=self.key, zone=self.zone, layers=(layer,), holidays=self.holidays)


@dataclass(frozen=True, slots=True)
class Target:
    """How soon a reseller shall hear from a person."""

    within: timedelta
    """Of the time that counts."""
    hours: str = ""
    """Key of the business hours in which time counts; empty is every hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaAlarms:
    """What happens before a promise is broken, and when it is."""

    warn_share: float = 0.75
    """The desk is warned when so much of a target's time is gone."""
    warn_before: timedelta | None = None
    """Or when so much of it is left; None goes by the share."""
    page: frozenset[Severity] = field(default_factory=lambda: frozenset({Severity.S1, Severity.S2}))
    """The severities whose broken promise pages somebody."""
    policy: str = ""
    """Key of the policy by which it does; empty is each severity's own."""
    mail: str = ""
    """Who is told of a broken promise beside the desk; empty for nobody."""

    def warned_after(self, within: timedelta) -> timedelta:
        """Return how much of a target's time is gone when the desk is warned."""
        if self.warn_before is not None:
            return max(timedelta(), within - self.warn_before)
        return within * self.warn_share
