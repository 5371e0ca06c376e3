"""Shifts as an iCalendar feed, for one person or one schedule. Pure: the same shifts give the same text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event

from deskbot.desk import Desk
from deskbot.escalation.hours import ONE_DAY
from deskbot.escalation.roster.timeline import Roster, Shift, shifts


class Entry(NamedTuple):
    """One shift of one schedule."""

    schedule: str
    shift: Shift


def entries(
    roster: Roster, start: datetime, end: datetime, *, schedule: str = "", person: str = ""
) -> tuple[Entry, ...]:
    """Return the shifts of a span that a feed is to show, in order.

    Args:
        roster: the policy, overrides and calendars.
        start: the first moment.
        end: the moment after the last.
        schedule: only this one; empty for all.
        person: only shifts in which they are on; empty for everybody's.
    """
    wanted = [schedule] if schedule else list(roster.desk.schedules)
    found = [
        Entry(key, shift)
        for key in wanted
        for shift in shifts(roster, key, start, end)
        if not person or person in shift.people
    ]
    return tuple(sorted(found, key=lambda entry: (entry.shift.start or start, entry.schedule)))


def feed_span(now: datetime, days: int) -> tuple[datetime, datetime]:
    """Return what a feed shows: from yesterday on, as it must not move the begin of a shift that has begun."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - ONE_DAY, now + timedelta(days=days)


def feed_of(roster: Roster, now: datetime, days: int, *, schedule: str = "", person: str = "") -> str:
    """Return the iCalendar text of the shifts of a person, of a schedule, or of all, for some days ahead.

    Args:
        roster: what is known of `feed_span`.
        now: the present moment.
        days: how far ahead.
        schedule: only this one's; empty for all.
        person: only theirs; empty for everybody's.
    """
    desk = roster.desk
    of = " ".join(filter(None, (desk.name_of(person) if person else "", schedule))) or desk.name
    shown = entries(roster, *feed_span(now, days), schedule=schedule, person=person)
    return feed(desk, shown, f"On call: {of}", now)


def feed(desk: Desk, shown: Iterable[Entry], name: str, now: datetime) -> str:
    """Return the iCalendar text of some shifts.

    Args:
        desk: for the names of people.
        shown: the shifts; what has no begin or end is left out.
        name: what a calendar program calls the feed.
        now: when the feed was made, as its events must say.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//deskbot//on call//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for schedule, shift in shown:
        if shift.start is None or shift.end is None:
            continue
        people = ", ".join(desk.name_of(key) for key in shift.people)
        event = Event()
        event.add("uid", _uid(desk, schedule, shift))
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", shift.start.astimezone(UTC))
        event.add("dtend", shift.end.astimezone(UTC))
        event.add("summary", f"On call ({schedule}): {people}")
        event.add("transp", "TRANSPARENT")  # on call is not busy
        calendar.add_component(event)
    return calendar.to_ical().decode("utf-8")


def _uid(desk: Desk, schedule: str, shift: Shift) -> str:
    """Return an id that a shift keeps from one reading of the feed to the next."""
    digest = hashlib.sha256(f"{schedule} {shift.people} {shift.start} {shift.end}".encode()).hexdigest()[:24]
    return f"{digest}@{desk.sender.rpartition('@')[2]}"
