"""The pager's decisions: a page, its notifications and the roster go in, the next step comes out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.model.case import Reason
from deskbot.model.page import Attempt, Medium, Notification, Page, PageState

SAME_PERSON_PAUSE = timedelta(minutes=1)
"""Nobody is paged twice within this time, unless the first try provably did not reach them."""


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to one person."""

    responder: str
    medium: Medium
    address: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of a policy, as it stands now: how long it is waited for, and whom it reaches."""

    delay: timedelta
    reach: tuple[Reach, ...]
    why_empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What becomes of a page: where it stands, whom to notify, when to look again."""

    state: PageState
    level: int
    round: int
    notify: tuple[Reach, ...] = ()
    due_at: datetime | None = None
    reasons: tuple[Reason, ...] = ()


def step(
    page: Page, rungs: Sequence[Rung], repeat: int, notifications: Iterable[Notification], now: datetime
) -> Step | None:
    """Return the page's next step, or None when it is not time for one.

    A level with nobody to reach is skipped at once. A level whose every notification has provably failed is left
    at once. A level whose people were all paged less than a minute ago gives way to the next one, and is waited for
    where there is none. After the last level the policy starts again `repeat` times, and then nobody has answered.

    Args:
        page: as it stands.
        rungs: the policy's levels, each with the people on call now.
        repeat: how often the levels are gone through again after the first time.
        notifications: all attempts of this page so far.
        now: the present moment.
    """
    tried = tuple(notifications)
    if page.state is not PageState.OPEN or not _is_time(page, tried, now):
        return None
    reasons: list[Reason] = []
    resting: list[datetime] = []
    for round_, level in _places_after(page, len(rungs), repeat):
        if resting and level == 0:
            break
        rung = rungs[level]
        reach = tuple(way for way in rung.reach if not _rests_until(way, tried, now))
        if reach:
            people = ", ".join(sorted({way.responder for way in reach}))
            reasons.append(Reason("level-paged", f"level {level + 1}, time {round_ + 1}: {people}"))
            return Step(
                state=PageState.OPEN,
                level=level,
                round=round_,
                notify=reach,
                due_at=now + rung.delay,
                reasons=tuple(reasons),
            )
        resting += [end for way in rung.reach if (end := _rests_until(way, tried, now))]
        why = rung.why_empty if not rung.reach else "everybody on it was paged less than a minute ago"
        reasons.append(Reason("level-skipped", f"level {level + 1} is skipped: {why or 'nobody is on call'}"))
    if resting:
        reasons = [Reason("level-rests", "everybody who is left was paged less than a minute ago: they are waited for")]
        return Step(
            state=PageState.OPEN, level=page.level, round=page.round, due_at=min(resting), reasons=tuple(reasons)
        )
    reasons.append(Reason("nobody-answered", "every level was paged, and nobody has acknowledged"))
    return Step(state=PageState.UNANSWERED, level=page.level, round=page.round, reasons=tuple(reasons))


def _is_time(page: Page, tried: Sequence[Notification], now: datetime) -> bool:
    if page.due_at is None:
        return False
    return now >= page.due_at or level_failed(page, tried)


def level_failed(page: Page, tried: Iterable[Notification]) -> bool:
    """Return whether every attempt of the present level has provably reached nobody."""
    present = [attempt for attempt in tried if (attempt.round, attempt.level) == (page.round, page.level)]
    return bool(present) and all(attempt.state is Attempt.FAILED for attempt in present)


def _places_after(page: Page, levels: int, repeat: int) -> Iterable[tuple[int, int]]:
    """Yield every (round, level) that follows the present one."""
    for round_ in range(page.round, repeat + 1):
        first = page.level + 1 if round_ == page.round else 0
        for level in range(first, levels):
            yield round_, level


def _rests_until(way: Reach, tried: Sequence[Notification], now: datetime) -> datetime | None:
    """Return until when a person is not paged again, or None when they may be paged now."""
    ends = [
        attempt.created_at + SAME_PERSON_PAUSE
        for attempt in tried
        if attempt.responder == way.responder and not attempt.state.final
    ]
    return max((end for end in ends if end > now), default=None)
