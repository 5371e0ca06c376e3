"""What is promised for a ticket, and what is to be done when its time comes. Pure; times are computed elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from deskbot.desk import Desk
from deskbot.desk.agreed import Agreed, read_agreed
from deskbot.desk.promises import Target
from deskbot.model.case import Severity
from deskbot.model.sla import Answer, Told

PATIENCE = timedelta(minutes=5)
"""How long an answer that was given in time may be on its way when its time ends."""


@dataclass(frozen=True, slots=True)
class Promise:
    """How soon a person shall answer, or why no time is promised."""

    target: Target | None
    says: str


def promise(desk: Desk, severity: Severity, tier: str, agreed: str) -> Promise:
    """Return what is promised for the first answer to a ticket.

    Args:
        desk: the desk's policy.
        severity: the ticket's.
        tier: of its reseller; empty where nobody knows it.
        agreed: what is agreed with that reseller alone, as `desk.agreed` reads it; goes before the tier.
    """
    usual = desk.initial_response(tier, severity)
    own = _agreed(agreed).get(severity)
    if own is None and usual is None:
        return Promise(None, f"No time is promised: {_why_none(desk, severity, tier)}")
    if own is not None and own.within is None:
        return Promise(None, f"No time is promised: so it is agreed with the reseller for {severity}")
    whose = "by agreement with the reseller" if own is not None else tier.strip()
    target = usual or Target(timedelta())
    if own is not None and own.within is not None:
        target = Target(own.within, (usual.hours if usual else "") if own.hours is None else own.hours)
    doubt = ""
    if target.hours and target.hours not in desk.business_hours:
        doubt = f'; desk.yaml has no business hours "{target.hours}", so every hour counts'
        target = Target(target.within)
    return Promise(target, f"{severity} {whose}: first answer within {in_words(target)}{doubt}")


def _agreed(text: str) -> Mapping[Severity, Agreed]:
    """Return what is agreed; nothing where it cannot be read, which the directory does not let in."""
    try:
        return read_agreed(text)
    except ValueError:
        return {}


def _why_none(desk: Desk, severity: Severity, tier: str) -> str:
    if not tier.strip():
        return "the reseller's tier is not known"
    if tier.strip().casefold() not in desk.sla:
        return f'desk.yaml knows no tier "{tier.strip()}"'
    return f"the tier {tier.strip()} has no target for {severity}"


def in_words(target: Target) -> str:
    """Return a target's time as people say it: "4 business hours", "1 hour 30 minutes"."""
    minutes, seconds = divmod(int(target.within.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        f"{number} {unit}{'' if number == 1 else 's'}"
        for number, unit in ((hours, "hour"), (minutes, "minute"), (seconds, "second"))
        if number
    ]
    words = " ".join(parts)
    return words.replace(" ", " business ", 1) if target.hours else words


def by(at: datetime, now: datetime, zone: str) -> str:
    """Return a moment as the desk reads it: the time alone where it is today."""
    tz = ZoneInfo(zone)
    local = at.astimezone(tz)
    return f"{local:%H:%M}" if local.date() == now.astimezone(tz).date() else f"{local:%a %d %b %H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A target that runs, and what has been said of it."""

    promised_at: datetime
    warn_at: datetime
    warned: bool
    breached: bool


class Verdict(StrEnum):
    """What a target needs that is looked at."""

    WAIT = "wait"
    WARN = "warn"
    BREACH = "breach"
    MET = "met"
    LATE = "late"
    """It was met, but after its time, and nobody has said so yet."""


def verdict(watched: Watched, answer: Answer, now: datetime) -> tuple[Verdict, datetime | None]:
    """Return what a target needs now, and when it is to be looked at next; None is never.

    Each is warned of and breached once, by what `watched` says of it.
    """
    end = watched.promised_at
    if answer.at is not None and answer.told is Told.YES:
        late = answer.at > end + PATIENCE and not watched.breached
        return (Verdict.LATE if late else Verdict.MET), None
    if watched.breached:
        return Verdict.WAIT, None
    if answer.at is not None and answer.told is Told.ON_ITS_WAY and answer.at <= end:
        if now < end + PATIENCE:
            return Verdict.WAIT, end if now < end else end + PATIENCE
        return Verdict.BREACH, None
    if now >= end:
        return Verdict.BREACH, None
    if watched.warned:
        return Verdict.WAIT, end
    return (Verdict.WARN, end) if now >= watched.warn_at else (Verdict.WAIT, watched.warn_at)
