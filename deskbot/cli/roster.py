"""What the commands about who is on call share: the roster, and moments as they are written and shown."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from deskbot.cli.database import is_begun, open_database
from deskbot.cli.loading import load_desk
from deskbot.desk import Desk
from deskbot.engine.rosters import load_roster
from deskbot.errors import ConfigurationError
from deskbot.escalation.roster.timeline import Roster
from deskbot.escalation.roster.wall_times import MomentError, read_moment
from deskbot.model.number import Mark
from deskbot.settings import load_settings
from deskbot.store import numbers
from deskbot.wires.twilio import accounts

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, with moments in UTC.")]
PolicyOnly = Annotated[
    bool, typer.Option("--policy-only", help="desk.yaml alone: no overrides, no calendars, no database needed.")
]


def the_desk() -> Desk:
    """Return the desk's policy."""
    return load_desk(load_settings().desk_file)


def the_roster(desk: Desk, start: datetime, end: datetime, *, policy_only: bool) -> Roster:
    """Return all that says who is on call between two moments."""
    # Where there is no database yet there can be no override: nothing is started for the question.
    if policy_only or not is_begun(load_settings()):
        return Roster(desk)

    async def load() -> Roster:
        async with open_database() as database, database.begin() as session:
            return await load_roster(session, desk, start, end)

    return asyncio.run(load())


def the_marks(*, policy_only: bool) -> tuple[Mark, ...] | None:
    """Return what is known of the staff's numbers; None where no database is asked."""
    if policy_only or not is_begun(load_settings()):
        return None

    async def load() -> tuple[Mark, ...]:
        async with open_database() as database, database.begin() as session:
            return tuple(await numbers.marks(session))

    return asyncio.run(load())


def the_senders() -> frozenset[str]:
    """Return the numbers from which pages are texted; none where no carrier has credentials, as in a simulation."""
    return frozenset(account.number for account in accounts(load_settings()))


def moment_of(option: str, text: str, zone: str) -> datetime:
    """Read the moment that an option gives, on the wall clock of a zone.

    Raises:
        ConfigurationError: it is none, or may be two; the text names the option.
    """
    try:
        return read_moment(text, zone)
    except MomentError as error:
        raise ConfigurationError(f"{option}: {error}") from None


def shown(moment: datetime | None, zone: str, desk: Desk) -> str:
    """Return a moment as people read it; in the desk's own zone unless another is named."""
    return f"{moment.astimezone(ZoneInfo(zone or desk.zone)):%a %Y-%m-%d %H:%M}" if moment else "-"


def names(desk: Desk, people: tuple[str, ...]) -> str:
    """Return people with their keys, by which commands name them."""
    return ", ".join(f"{desk.name_of(key)} ({key})" for key in people)
