"""`deskbot oncall override` and `swap`: for a while others are on call than the schedule says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from yaml.nodes import ScalarNode

from deskbot.cli.database import open_database
from deskbot.cli.roster import AsJson, moment_of, names, shown, the_desk
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.desk import Desk
from deskbot.desk.positions import TEXT, WrongError
from deskbot.desk.values import duration
from deskbot.engine.overriding import Overriding
from deskbot.engine.rosters import load_roster
from deskbot.escalation.roster.deciding import OverrideError, person_of, schedule_of
from deskbot.escalation.roster.timeline import Roster, gaps, shifts
from deskbot.escalation.roster.wall_times import read_moment
from deskbot.model.override import Override, OverrideKind
from deskbot.store import overrides

override_app = typer.Typer(
    no_args_is_help=True, help="For a while others are on call than the schedule says; times are in its zone."
)

ScheduleKey = Annotated[str, typer.Argument(metavar="SCHEDULE", help="Its key in desk.yaml.")]
Person = Annotated[str, typer.Argument(metavar="PERSON", help="Key, full name, or a first name that only one has.")]
From = Annotated[str, typer.Option("--from", metavar="ISO", help="Like 2026-12-24T18:00; now, unless it is given.")]
To = Annotated[str, typer.Option("--to", metavar="ISO", help="Until when; or say --for.")]
For = Annotated[str, typer.Option("--for", metavar="DURATION", help="How long instead of --to, like 8h or 2d.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides it; is kept.")]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason; is kept, and shown on pages.")]


@override_app.command("add")
def add(
    schedule: ScheduleKey, person: Person, by: By, start: From = "", end: To = "", long: For = "", why: Why = ""
) -> None:
    """Put somebody on call as well, also where nobody is.

    Example:
      deskbot oncall override add nights ben --from 2026-12-24T18:00 --for 12h --by ana --why "two for Christmas"
    """
    _make(OverrideKind.ADD, schedule, "", (person,), (start, end, long), by, why)


@override_app.command("remove")
def remove(
    schedule: ScheduleKey, person: Person, by: By, start: From = "", end: To = "", long: For = "", why: Why = ""
) -> None:
    """Take somebody off call; nobody comes for them.

    Example:
      deskbot oncall override remove nights ana --from 2026-12-24 --to 2026-12-26 --by lead --why "closed"
    """
    _make(OverrideKind.REMOVE, schedule, person, (), (start, end, long), by, why)


@override_app.command("replace")
def replace(
    schedule: ScheduleKey,
    off: Annotated[str, typer.Argument(metavar="OFF", help="Who goes.")],
    on: Annotated[str, typer.Argument(metavar="ON", help="Who comes, wherever the other would be on.")],
    by: By,
    start: From = "",
    end: To = "",
    long: For = "",
    why: Why = "",
) -> None:
    """Let one person stand in for another.

    Example:
      deskbot oncall override replace nights ana ben --for 8h --by ben --why flu
    """
    _make(OverrideKind.REPLACE, schedule, off, (on,), (start, end, long), by, why)


@override_app.command("shift")
def shift(
    schedule: ScheduleKey,
    people: Annotated[list[str], typer.Argument(metavar="PERSON…", help="They, and nobody else.")],
    by: By,
    start: From = "",
    end: To = "",
    long: For = "",
    why: Why = "",
) -> None:
    """Make a fixed temporary shift: for its time these people are on call, whatever the schedule says.

    Example:
      deskbot oncall override shift nights ben chloe --from 2026-12-31T18:00 --to 2027-01-01T08:00 --by lead
    """
    _make(OverrideKind.SHIFT, schedule, "", tuple(people), (start, end, long), by, why)


@override_app.command("cancel")
def cancel(
    number: Annotated[int, typer.Argument(help="As `list` shows it.", min=1, max=2**62)],
    by: By,
) -> None:
    """Take an override back from now on, with the other half where it is one of a swap; it stays on record.

    Example:
      deskbot oncall override cancel 7 --by ana
    """
    desk = the_desk()

    async def act() -> tuple[Override, ...]:
        async with open_database() as database:
            return await Overriding(database, desk, SystemClock()).cancel(number, by)

    for one in asyncio.run(act()):
        Console().print(words(f"Taken back: {described(desk, one)}."), soft_wrap=True)


@override_app.command("list")
def list_command(
    everything: Annotated[bool, typer.Option("--all", help="Also what is over or was taken back.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the overrides that hold now or will.

    Example:
      deskbot oncall override list --all
    """
    desk, now = the_desk(), SystemClock().now()

    async def load() -> tuple[Override, ...]:
        async with open_database() as database, database.begin() as session:
            return await overrides.listed(session, now, past=everything)

    found = asyncio.run(load())
    if as_json:
        typer.echo(json.dumps([as_document(one) for one in found], indent=2, ensure_ascii=False))
        return
    table = Table("number", "schedule", "what", "from", "until", "by whom and why")
    for one in found:
        zone = _zone(desk, one)
        who = ": ".join(filter(None, (desk.name_of(one.by), one.why)))
        if one.cancelled_at:
            who += f"; taken back {shown(one.cancelled_at, zone, desk)} by {desk.name_of(one.cancelled_by)}"
        cells = (shown(one.start, zone, desk), shown(one.end, zone, desk), who)
        table.add_row(*(words(cell) for cell in (str(one.id), one.schedule, _what(desk, one), *cells)))
    Console().print(table if found else "None.")


def swap(
    schedule: ScheduleKey,
    one: Annotated[str, typer.Argument(metavar="PERSON", help="Whose shift is given away.")],
    at: Annotated[str, typer.Argument(metavar="ISO", help="A moment within it.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Who takes it, and gives one of theirs.")],
    other_at: Annotated[str, typer.Argument(metavar="ISO", help="A moment within that one.")],
    by: By,
    why: Why = "",
) -> None:
    """Let two people swap a shift each; both are made together, and `override cancel` of either undoes both.

    Example:
      deskbot oncall swap primary ana 2026-12-22T12:00 ben 2026-12-29T12:00 --by ana --why "family at Christmas"
    """
    desk = the_desk()
    zone = schedule_of(desk, schedule).zone
    pair = ((one, read_moment(at, zone)), (other, read_moment(other_at, zone)))

    async def act() -> tuple[Override, ...]:
        async with open_database() as database:
            return await Overriding(database, desk, SystemClock()).swap(schedule, *pair, by, why)

    for kept in asyncio.run(act()):
        Console().print(words(f"Override {kept.id}: {described(desk, kept)}."), soft_wrap=True)


def as_document(one: Override) -> dict[str, object]:
    """Return an override for JSON."""
    return {
        "number": one.id,
        "schedule": one.schedule,
        "kind": one.kind,
        "off": one.off or None,
        "on": list(one.on),
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        "by": one.by,
        "why": one.why,
        "made_at": one.made_at.isoformat(),
        "swap": one.swap or None,
        "cancelled_at": one.cancelled_at.isoformat() if one.cancelled_at else None,
        "cancelled_by": one.cancelled_by or None,
    }


def described(desk: Desk, one: Override) -> str:
    """Return an override in a sentence, with times in its schedule's zone."""
    zone = _zone(desk, one)
    return (
        f"{one.schedule}: {_what(desk, one)}, {shown(one.start, zone, desk)} to {shown(one.end, zone, desk)} ({zone})"
    )


def _what(desk: Desk, one: Override) -> str:
    on, off = names(desk, one.on), names(desk, (one.off,))
    return {
        OverrideKind.ADD: f"{on} comes as well",
        OverrideKind.REMOVE: f"{off} goes",
        OverrideKind.REPLACE: f"{on} for {off}",
        OverrideKind.SHIFT: f"only {on}",
    }[one.kind]


def _zone(desk: Desk, one: Override) -> str:
    return desk.schedules[one.schedule].zone if one.schedule in desk.schedules else desk.zone


def _make(
    kind: OverrideKind, schedule: str, off: str, on: Iterable[str], span: tuple[str, str, str], by: str, why: str
) -> None:
    desk, now = the_desk(), SystemClock().now()
    start, end = _times(span, schedule_of(desk, schedule).zone, now)
    wanted = Override(
        schedule=schedule,
        kind=kind,
        off=person_of(desk, off) if off else "",
        on=tuple(person_of(desk, one) for one in on),
        start=start,
        end=end,
        by=by,
        why=why,
        made_at=now,
    )

    async def act() -> tuple[Override, Roster]:
        async with open_database() as database:
            kept = await Overriding(database, desk, SystemClock()).add(wanted)
            async with database.begin() as session:
                return kept, await load_roster(session, desk, kept.start, kept.end)

    kept, roster = asyncio.run(act())
    leaves_gap = bool(gaps(roster, schedule, kept.start, kept.end))
    changes = any(kept.id in one.overrides for one in shifts(roster, schedule, kept.start, kept.end))
    Console().print(words(f"Override {kept.id}: {described(desk, kept)}."), soft_wrap=True)
    if not changes and not leaves_gap:
        Console().print(
            words("It changes nothing: in that time the same people are on call without it."), style="bold red"
        )
    if leaves_gap:
        Console().print(words(f"Nobody is on call on {schedule} for all or a part of that time."), style="bold red")


def _times(span: tuple[str, str, str], zone: str, now: datetime) -> tuple[datetime, datetime]:
    start, end, long = span
    begin = moment_of("--from", start, zone) if start else now
    if bool(end) == bool(long):
        raise OverrideError("say until when: --to 2026-12-25T08:00, or --for 8h, and not both")
    return begin, moment_of("--to", end, zone) if end else begin + _duration(long)


def _duration(text: str) -> timedelta:
    try:
        return duration(ScalarNode(TEXT, text))
    except WrongError as error:
        raise OverrideError(f"--for: {error}") from None
