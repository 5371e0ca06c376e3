"""Why somebody is on call, or why nobody is: in words for the timeline and for people who ask. Pure."""

from __future__ import annotations

from datetime import datetime

from deskbot.desk import Desk
from deskbot.desk.roster import OnHolidays, Rotation, Schedule, calendar_name
from deskbot.escalation.roster.layers import stretches
from deskbot.escalation.roster.oncall import at_moment
from deskbot.escalation.roster.restrictions import bounds, holidays, hours_of_week
from deskbot.escalation.roster.spans import Span
from deskbot.escalation.roster.timeline import INSTANT, Roster, Shift
from deskbot.model.override import Override, OverrideKind


def reasons(roster: Roster, schedule: str, now: datetime) -> tuple[str, ...]:
    """Return why those who are on call at a moment are, each a short phrase; times are in the schedule's zone.

    Like "layer 2, weekly since Mon 2026-01-05 09:00", "Ben Okafor stands in for Ana Ruiz until … (override 7 by lead:
    flu)". Where nobody is on call it is what keeps each layer from it, and the overrides that took somebody off.
    """
    plan, shift = roster.desk.schedules[schedule], at_moment(roster, schedule, now)
    own = [_own(plan, shift)] if shift.layer else []
    if not shift.people and not shift.layer and not shift.overrides:
        own = [
            f"{_called(plan, number)} {why}"
            for number in range(1, len(plan.layers) + 1)
            if (why := absence(roster, plan, number, now))
        ]
    by_id = {override.id: override for override in roster.overrides}
    return (*own, *(_told(by_id[one], roster.desk, plan) for one in shift.overrides))


def absence(roster: Roster, plan: Schedule, number: int, now: datetime) -> str:
    """Return why a layer has nobody on at a moment ("is outside its hours"); empty where it has somebody on."""
    layer, within = plan.layers[number - 1], Span(now, now + INSTANT)
    if any(
        any(key in roster.desk.staff for key in one.people) for one in stretches(plan, number, roster.calendars, within)
    ):
        return ""
    begin, end = bounds(layer, plan)
    if begin and now < begin:
        return f"begins {shown(begin, plan)}"
    if end and now >= end:
        return f"ended {shown(end, plan)}"
    if layer.only and not _covers(hours_of_week(layer, plan, within), now):
        return "is outside its hours (restriction)"
    named = next((name for span, name in holidays(plan, within) if span.start <= now < span.end), "")
    if layer.on_holidays is OnHolidays.NEVER and named:
        return f"has nobody on holidays ({named})"
    if layer.on_holidays is OnHolidays.ONLY and not named:
        return "has somebody on holidays only"
    if layer.calendar and (layer.calendar, plan.zone) not in roster.calendars:
        return f"has a calendar that could not be read ({calendar_name(layer.calendar)})"
    return "has nobody in its calendar now" if layer.calendar else "has nobody who is still on the staff"


def shown(moment: datetime, plan: Schedule) -> str:
    """Return a moment as people read it, on the schedule's wall clock."""
    return f"{moment.astimezone(plan.tz):%a %Y-%m-%d %H:%M}"


def _own(plan: Schedule, shift: Shift) -> str:
    layer = plan.layers[shift.layer - 1]
    kind = "by its calendar" if layer.calendar else str(layer.rotation)
    if layer.every > 1:
        unit = {Rotation.HOURLY: "hours", Rotation.DAILY: "days", Rotation.WEEKLY: "weeks", Rotation.MONTHLY: "months"}
        kind = f"every {layer.every} {unit[layer.rotation or Rotation.WEEKLY]}"
    since = f" since {shown(shift.since, plan)}" if shift.since else ""
    return f"layer {shift.layer}, {kind}{since}"


def _called(plan: Schedule, number: int) -> str:
    return f"layer {number}" if len(plan.layers) > 1 else "it"


def _told(override: Override, desk: Desk, plan: Schedule) -> str:
    off, on = desk.name_of(override.off), ", ".join(desk.name_of(key) for key in override.on)
    what = {
        OverrideKind.ADD: f"{on} was added",
        OverrideKind.REMOVE: f"{off} was taken off",
        OverrideKind.REPLACE: f"{on} stands in for {off}",
        OverrideKind.SHIFT: f"a temporary shift of {on}",
    }[override.kind]
    why = f": {override.why}" if override.why else ""
    by = f" by {desk.name_of(override.by)}" if override.by else ""
    return f"{what} until {shown(override.holds[1], plan)} (override {override.id}{by}{why})"


def _covers(spans: list[Span], now: datetime) -> bool:
    return any(span.start <= now < span.end for span in spans)
