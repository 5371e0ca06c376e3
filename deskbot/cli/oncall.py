"""`deskbot oncall`: who would be paged."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deskbot.cli.loading import load_desk
from deskbot.clock import SystemClock
from deskbot.desk import Desk
from deskbot.desk.roster import Schedule
from deskbot.errors import ConfigurationError
from deskbot.escalation.roster.oncall import shift_at
from deskbot.escalation.roster.timeline import Roster, Shift
from deskbot.settings import load_settings

oncall_app = typer.Typer(no_args_is_help=True)

At = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="ISO",
        help="Another moment, like 2026-03-08T02:30; without an offset it is in the desk's zone.",
    ),
]
_YEARS = range(1970, 3000)
"""Far from both ends of what a date can be, so that a week may be added or taken."""

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, with moments in UTC.")]


@oncall_app.callback()
def _oncall() -> None:
    # Without a callback Typer folds an only command into its group, and `now` would be no word of its own.
    """Who is on call."""


@oncall_app.command("now")
def now_command(at: At = "", as_json: AsJson = False) -> None:
    """Print who is on call for each schedule, and until when.

    Examples:
      deskbot oncall now
      deskbot oncall now --at 2026-12-24T18:00
      deskbot oncall now --json
    """
    desk = load_desk(load_settings().desk_file)
    moment = read_moment(at, desk) if at else SystemClock().now()
    shifts = [(schedule, shift_at(Roster(desk), schedule.key, moment)) for schedule in desk.schedules.values()]
    if as_json:
        typer.echo(json.dumps([as_document(desk, *pair) for pair in shifts], indent=2, ensure_ascii=False))
    else:
        Console().print(as_table(desk, shifts, moment))


def read_moment(text: str, desk: Desk) -> datetime:
    """Read a moment; without an offset it is on the wall clock of the desk's zone.

    Raises:
        ConfigurationError: it is no moment.
    """
    try:
        moment = datetime.fromisoformat(text)
        if moment.year not in _YEARS:
            raise ValueError  # noqa: TRY301  (one way out)
        return (moment if moment.tzinfo else moment.replace(tzinfo=desk.tz)).astimezone(UTC)
    except ValueError:
        raise ConfigurationError(f'--at: "{text}" is no moment; write it like 2026-03-08T02:30') from None


def as_document(desk: Desk, schedule: Schedule, now: Shift) -> dict[str, object]:
    """Return a shift for JSON."""
    return {
        "schedule": schedule.key,
        "zone": schedule.zone,
        "people": [{"key": key, "name": desk.staff[key].name} for key in now.people],
        "start": now.start.isoformat() if now.start else None,
        "end": now.end.isoformat() if now.end else None,
    }


def as_table(desk: Desk, shifts: list[tuple[Schedule, Shift]], moment: datetime) -> Table:
    """Return the shifts for people, with times in the desk's zone."""
    table = Table(title=Text(f"On call at {_shown(moment, desk)} ({desk.zone})"))
    for heading in ("Schedule", "On call", "From", "Until"):
        table.add_column(heading, no_wrap=heading in ("From", "Until"))
    for schedule, now in shifts:
        names = ", ".join(f"{desk.staff[key].name} ({key})" for key in now.people)
        cells = (schedule.key, names or "nobody yet", _shown(now.start, desk), _shown(now.end, desk))
        # Text, not str: a name with brackets is no markup.
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _shown(moment: datetime | None, desk: Desk) -> str:
    return f"{moment.astimezone(desk.tz):%a %Y-%m-%d %H:%M}" if moment else "-"
