"""Desks for tests of the roster, and moments on a wall clock."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from deskbot.desk import Desk, Responder
from deskbot.desk.roster import Schedule

STAFF = ("ana", "ben", "chloe", "dev", "fay", "lead")


def desk_with(*schedules: Schedule) -> Desk:
    return Desk(
        name="Desk",
        addresses=("support@desk.example",),
        zone="UTC",
        numbers={"default": "+1 555 555 0100"},
        staff={key: Responder(key=key, name=key.title(), mail=f"{key}@desk.example") for key in STAFF},
        schedules={schedule.key: schedule for schedule in schedules},
        policies={},
        severities={},
    )


def at(text: str, zone: str = "America/Chicago") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
