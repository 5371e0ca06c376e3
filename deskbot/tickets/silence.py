"""How long a ticket may be quiet before something happens. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from deskbot.desk import Desk
from deskbot.model.case import Severity
from deskbot.model.ticket import State


class Silence(StrEnum):
    """What a quiet ticket needs."""

    REMIND = "remind"
    CLOSE = "close"


def due_at(state: State, severity: Severity, reminders: int, desk: Desk, now: datetime) -> datetime | None:
    """Return when a ticket that was touched now is to be looked at, if nothing happens until then.

    An S1 or S2 is never reminded of nor closed by silence: it needs a person.
    """
    if state is State.RESOLVED:
        return now + desk.quiet.resolved_closes_after
    if state is not State.WAITING_RESELLER or severity.urgent:
        return None
    return now + (desk.silence.remind_after if reminders < desk.silence.reminders else desk.silence.close_after)


def verdict(state: State, severity: Severity, reminders: int, desk: Desk) -> Silence | None:
    """Return what a ticket needs whose time has come; None when it needs nothing any more."""
    if state is State.RESOLVED:
        return Silence.CLOSE
    if state is not State.WAITING_RESELLER or severity.urgent:
        return None
    return Silence.REMIND if reminders < desk.silence.reminders else Silence.CLOSE
