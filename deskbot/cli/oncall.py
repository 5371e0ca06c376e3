"""`deskbot oncall`: who would be paged, now and in the days to come."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deskbot.cli.loading import with_secret
from deskbot.cli.oncall_override import override_app, swap
from deskbot.cli.roster import AsJson, PolicyOnly, moment_of, names, shown, the_desk, the_marks, the_roster, the_senders
from deskbot.cli.terminal import words
from deskbot.clock import SystemClock
from deskbot.desk import Desk
from deskbot.desk.roster import Schedule
from deskbot.escalation.links import Feed, feed_token
from deskbot.escalation.numbers import doubts, on_shift
from deskbot.escalation.roster.deciding import person_of, schedule_of
from deskbot.escalation.roster.findings import Finding, Found, findings
from deskbot.escalation.roster.gaps_ahead import AHEAD
from deskbot.escalation.roster.ical_out import feed_of, feed_span
from deskbot.escalation.roster.oncall import shift_at
from deskbot.escalation.roster.reasons import reasons
from deskbot.escalation.roster.timeline import INSTANT, Roster, Shift, shifts
from deskbot.escalation.roster.wall_times import MomentError
from deskbot.settings import load_settings

_LOOK = timedelta(days=400)
"""How far overrides and calendars are loaded around a moment, for the ends of its shifts."""

oncall_app = typer.Typer(no_args_is_help=True)
oncall_app.add_typer(override_app, name="override")
oncall_app.command("swap")(swap)

At = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="ISO",
        help="Another moment, like 2026-03-08T02:30; without an offset it is in the desk's zone.",
    ),
]
OneSchedule = Annotated[str, typer.Option("--schedule", metavar="KEY", help="Only this schedule.")]


@oncall_app.callback()
def _oncall() -> None:
    """Who is on call."""


@oncall_app.command("now")
def now_command(
    at: At = "",
    why: Annotated[bool, typer.Option("--why", help="Also by which layer and overrides it is so.")] = False,
    as_json: AsJson = False,
    policy_only: PolicyOnly = False,
) -> None:
    """Print who is on call for each schedule, until when, and who is next.

    Examples:
      deskbot oncall now
      deskbot oncall now --at 2026-12-24T18:00 --why
      deskbot oncall now --json
    """
    desk = the_desk()
    moment = moment_of("--at", at, desk.zone) if at else SystemClock().now()
    roster = the_roster(desk, moment - _LOOK, moment + _LOOK, policy_only=policy_only)
    if as_json:
        found = [as_document(roster, schedule, moment) for schedule in desk.schedules.values()]
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        Console().print(as_table(roster, moment, why=why))


def as_document(roster: Roster, schedule: Schedule, moment: datetime) -> dict[str, object]:
    """Return for JSON who is on call at a moment."""
    now, following = _now_and_next(roster, schedule, moment)
    return {
        "schedule": schedule.key,
        "zone": schedule.zone,
        **_shift(roster.desk, now),
        "next": _shift(roster.desk, following) if following else None,
        "reasons": list(reasons(roster, schedule.key, moment)),
    }


def as_table(roster: Roster, moment: datetime, *, why: bool = False) -> Table:
    """Return for people who is on call at a moment, with times in the desk's zone."""
    desk = roster.desk
    table = Table(title=Text(f"On call at {shown(moment, '', desk)} ({desk.zone})"))
    for heading in ("Schedule", "On call", "Until", "Next"):
        table.add_column(heading, no_wrap=heading == "Until")
    if why:
        table.add_column("Why")
    for schedule in desk.schedules.values():
        now, following = _now_and_next(roster, schedule, moment)
        cells = [
            schedule.key,
            names(desk, now.people) or ("nobody" if now.start else "nobody yet"),
            shown(now.end, "", desk),
            (names(desk, following.people) or "nobody") if following else "-",
        ]
        if why:
            cells.append("; ".join(reasons(roster, schedule.key, moment)))
        # Text, not str: a name with brackets is no markup.
        table.add_row(*(words(cell) for cell in cells))
    return table


def _now_and_next(roster: Roster, schedule: Schedule, moment: datetime) -> tuple[Shift, Shift | None]:
    now = shift_at(roster, schedule.key, moment)
    return now, shift_at(roster, schedule.key, now.end) if now.end else None


def _shift(desk: Desk, shift: Shift) -> dict[str, object]:
    return {
        "people": [{"key": key, "name": desk.name_of(key)} for key in shift.people],
        "start": shift.start.isoformat() if shift.start else None,
        "end": shift.end.isoformat() if shift.end else None,
    }


@oncall_app.command("list")
def list_command(
    schedule: OneSchedule = "",
    start: Annotated[str, typer.Option("--from", metavar="ISO", help="Now, unless it is given.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="ISO", help="14 days later, unless it is given.")] = "",
    layers: Annotated[bool, typer.Option("--layers", help="Each layer too, as it is without the others.")] = False,
    as_json: AsJson = False,
    policy_only: PolicyOnly = False,
) -> None:
    """List shifts, with times in each schedule's zone; moments without an offset are read in it, too.

    Examples:
      deskbot oncall list
      deskbot oncall list --schedule nights --from 2026-12-20 --to 2027-01-07 --layers
    """
    desk = the_desk()
    wanted = [schedule_of(desk, schedule)] if schedule else list(desk.schedules.values())
    zone = wanted[0].zone if schedule else desk.zone
    begin, until = _span(start, end, zone)
    roster = the_roster(desk, begin, until, policy_only=policy_only)
    listed = [
        (plan, number, shifts(roster, plan.key, begin, until, layer=number))
        for plan in wanted
        for number in range(len(plan.layers) + 1 if layers else 1)
    ]
    if as_json:
        document = [
            {
                "schedule": plan.key,
                "zone": plan.zone,
                "layer": number or None,
                "shifts": [_shift(desk, one) for one in found],
            }
            for plan, number, found in listed
        ]
        typer.echo(json.dumps(document, indent=2, ensure_ascii=False))
        return
    for plan, number, found in listed:
        Console().print(_list_table(desk, plan, number, found))


def _list_table(desk: Desk, plan: Schedule, number: int, found: tuple[Shift, ...]) -> Table:
    layer = f", layer {number}" if number else ""
    table = Table(
        "From", "Until", "On call", "By", title=words(f"{plan.key}{layer} ({plan.zone})"), title_justify="left"
    )
    for one in found:
        by = f"layer {one.layer}" if one.layer else ""
        changes = ", ".join(f"override {number}" for number in one.overrides)
        cells = (shown(one.start, plan.zone, desk), shown(one.end, plan.zone, desk), names(desk, one.people))
        table.add_row(*(words(cell) for cell in (*cells, ", ".join(filter(None, (by, changes))))))
    return table


@oncall_app.command("check")
def check_command(
    days: Annotated[int, typer.Option(min=1, max=366, help="How many days ahead.")] = AHEAD.days,
    as_json: AsJson = False,
    policy_only: PolicyOnly = False,
) -> None:
    """Look for gaps in the days ahead, levels with nobody, people whom their level cannot reach, and unused numbers.

    A number is not used that has stopped the texts of every number of ours, or that its carrier refuses. Numbers that
    nobody has verified are named below, and are no finding.

    Exit codes: 0 all is right, 1 something was found. A schedule with `gaps: expected` in desk.yaml may have gaps.

    Examples:
      deskbot oncall check
      deskbot oncall check --days 30 --json
    """
    desk, now = the_desk(), SystemClock().now()
    until = now + timedelta(days=days)
    roster = the_roster(desk, now, until, policy_only=policy_only)
    found = findings(roster, now, until)
    marks = the_marks(policy_only=policy_only)
    people = [key for key in desk.staff if on_shift(roster, key, now, until)]
    flagged, unverified = doubts(desk, people, marks, now, the_senders()) if marks is not None else ((), ())
    found += tuple(Finding(Found.NUMBER, says) for says in flagged)
    if as_json:
        typer.echo(json.dumps([_finding(one) for one in found], indent=2, ensure_ascii=False))
    for one in () if as_json else found:
        Console().print(words(told(desk, one)), soft_wrap=True)
    if not found and not as_json:
        Console().print(f"Somebody is on call, and can be reached, for {days} days.")
    for says in () if as_json else unverified:
        Console().print(words(f"Not verified: {says}"), soft_wrap=True)
    if found:
        raise typer.Exit(1)


def told(desk: Desk, one: Finding) -> str:
    """Return a finding for people; a gap's times are in its schedule's zone."""
    if one.kind is not Found.GAP:
        return one.says
    zone = desk.schedules[one.schedule].zone
    return f"{one.says} from {shown(one.start, zone, desk)} to {shown(one.end, zone, desk)} ({zone})"


def _finding(one: Finding) -> dict[str, object]:
    return {
        "kind": one.kind,
        "says": one.says,
        "schedule": one.schedule or None,
        "start": one.start.isoformat() if one.start else None,
        "end": one.end.isoformat() if one.end else None,
    }


@oncall_app.command("ical")
def ical_command(
    schedule: OneSchedule = "",
    person: Annotated[str, typer.Option("--person", metavar="KEY", help="Only shifts of this person.")] = "",
    days: Annotated[int, typer.Option(min=1, max=732, help="How many days ahead.")] = 90,
    to: Annotated[Path | None, typer.Option("--file", help="Write it there instead of to standard output.")] = None,
    policy_only: PolicyOnly = False,
    link: Annotated[
        bool, typer.Option("--link", help="Print the address at which a calendar program follows them instead.")
    ] = False,
) -> None:
    """Write the shifts as an iCalendar file, or print the address of a feed, for calendar programs.

    Whoever has the address can read the shifts, until the person or the schedule is taken out of desk.yaml.

    Examples:
      deskbot oncall ical --person ana > ana.ics
      deskbot oncall ical --schedule nights --file nights.ics
      deskbot oncall ical --person ana --link
    """
    desk, now = the_desk(), SystemClock().now()
    key = schedule_of(desk, schedule).key if schedule else ""
    who = person_of(desk, person) if person else ""
    if link:
        if bool(key) == bool(who):
            raise typer.BadParameter("an address is for one person or one schedule", param_hint="--link")
        settings = with_secret(load_settings())
        typer.echo(f"{settings.web_base}/oncall/{feed_token(Feed(who, key), settings.secret())}.ics")
        return
    roster = the_roster(desk, *feed_span(now, days), policy_only=policy_only)
    text = feed_of(roster, now, days, schedule=key, person=who)
    if to:
        to.write_text(text, encoding="utf-8", newline="")
    else:
        typer.echo(text, nl=False)


def _span(start: str, end: str, zone: str) -> tuple[datetime, datetime]:
    begin = moment_of("--from", start, zone) if start else SystemClock().now()
    until = moment_of("--to", end, zone) if end else begin + AHEAD
    if until < begin + INSTANT:
        raise MomentError("--to is not after --from")
    return begin, until
