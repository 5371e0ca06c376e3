"""What happened at the desk in a time, in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.escalation.hours import ONE_DAY, moment
from deskbot.model.case import Severity
from deskbot.model.page import PageState
from deskbot.store import reports
from deskbot.store.database import Database
from deskbot.tickets.words import PAGES

MOST_RESELLERS = 15
MOST_COLUMNS = 100
"""Of a plot: of a longer time, each stands for a week."""
NOBODYS = "unknown to the directory"


@dataclass(frozen=True, slots=True)
class Answers:
    """First answers of one severity."""

    severity: str
    promised: int
    broken: int
    waiting: int
    median: timedelta | None
    """Until the first answer, of all tickets that have one; None where none has."""

    @property
    def kept(self) -> int | None:
        """The share of the promises whose time is over that were kept, in percent; None where there is none."""
        over = self.promised - self.waiting
        return round(100 * (over - self.broken) / over) if over else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of pages."""

    says: str
    count: int
    median: timedelta | None
    """Until they were taken; None where that says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A time in figures."""

    first: date
    days: int
    opened: tuple[tuple[date, tuple[int, ...]], ...]
    """Each day, with the number of tickets of each severity from S1 to S4."""
    channels: tuple[tuple[str, int], ...]
    """Messages accepted."""
    resellers: tuple[tuple[str, int], ...]
    categories: tuple[tuple[str, int], ...]
    answers: tuple[Answers, ...]
    advised: tuple[int, int, int]
    """Playbooks sent, those that solved the trouble, and those that did not."""
    pages: tuple[Outcome, ...]

    @property
    def by_week(self) -> bool:
        """Whether `columns` are weeks."""
        return self.days > MOST_COLUMNS

    @property
    def columns(self) -> tuple[tuple[date, tuple[int, ...]], ...]:
        """What was opened, as a plot has room for: each day, or the weeks that begin on a day."""
        if not self.by_week:
            return self.opened
        weeks = (self.opened[place : place + 7] for place in range(0, self.days, 7))
        return tuple((week[0][0], tuple(map(sum, zip(*(counts for _, counts in week), strict=True)))) for week in weeks)


@dataclass(frozen=True, slots=True)
class Reporting:
    """Counts."""

    database: Database
    desk: Desk
    clock: Clock

    async def of(self, days: int) -> Report:
        """Return the report of so many days, today the last of them, in the desk's zone.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        today = self.clock.now().astimezone(self.desk.tz).date()
        first = today - (days - 1) * ONE_DAY
        start, end = (moment(day, time(0), self.desk.tz) for day in (first, today + ONE_DAY))
        async with self.database.begin() as session:
            return Report(
                first=first,
                days=days,
                opened=_each_day(first, days, await reports.opened(session, start, end, self.desk.zone)),
                channels=tuple(await reports.by_channel(session, start, end)),
                resellers=_most(await reports.by_reseller(session, start, end)),
                categories=tuple(await reports.by_category(session, start, end)),
                answers=tuple(
                    Answers(severity, promised, broken, waiting, _span(median))
                    for severity, promised, broken, waiting, median in await reports.answers(session, start, end)
                ),
                advised=await reports.advised(session, start, end),
                pages=tuple(
                    Outcome(PAGES[PageState(state)], count, _span(median))
                    for state, count, median in await reports.paged(session, start, end)
                ),
            )


def _each_day(
    first: date, days: int, found: Sequence[tuple[datetime, str, int]]
) -> tuple[tuple[date, tuple[int, ...]], ...]:
    counts = {(at.date(), severity): count for at, severity, count in found}
    every = [first + number * ONE_DAY for number in range(days)]
    return tuple((day, tuple(counts.get((day, severity.value), 0) for severity in Severity)) for day in every)


def _most(found: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    named = [(name or NOBODYS, count) for name, count in found]
    rest = sum(count for _, count in named[MOST_RESELLERS:])
    return (*named[:MOST_RESELLERS], *([("all others", rest)] if rest else []))


def _span(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=round(seconds))
