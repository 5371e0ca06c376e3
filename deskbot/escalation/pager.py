"""The pager's decisions: a page, its notifications and the policy as it stands go in, the next step comes out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.model.case import Reason
from deskbot.model.page import Attempt, Dispatch, Medium, Notification, Page, PageState

SAME_PERSON_PAUSE = timedelta(minutes=1)
"""Nobody is paged twice within this time, unless the first try provably did not reach them."""
ENOUGH = "enough-acknowledged"
"""The rule by which a page ends to which as many have come as are wanted."""


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to one person."""

    responder: str
    medium: Medium
    address: str
    after: timedelta = timedelta()
    """How long after the step they are reached by it, if they have not answered by then."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of a policy, as it stands now: how long it is waited for, and whom it reaches."""

    key: str
    """What makes it that level, wherever it stands in the policy: no two of a policy have the same."""
    delay: timedelta
    reach: tuple[Reach, ...]
    why_empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """A policy as it stands at a moment."""

    rungs: tuple[Rung, ...]
    """Its levels from the first to the last."""
    repeat: int = 0
    """How often the levels are gone through again after the first time."""
    wanted: int = 1
    """How many people have to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What becomes of a page: where it stands, whom to notify, when to look again."""

    state: PageState
    level: int
    round: int
    begun: int = 0
    done: tuple[str, ...] = ()
    notify: tuple[Reach, ...] = ()
    due_at: datetime | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page stands, or might stand next."""

    round: int
    begun: int
    done: tuple[str, ...]


def step(page: Page, ladder: Ladder, notifications: Iterable[Notification], now: datetime) -> Step | None:
    """Return the page's next step, or None when it is not time for one.

    The next level is the first of the policy, as it stands now, that has not had its turn in this round: so a level
    that was moved while the page is open is neither paged twice nor left out. A level with nobody to reach is skipped
    at once. A level whose every notification has provably failed is left at once. A level whose people were all paged
    less than a minute ago gives way to the next one, and is waited for where there is none. After the last level the
    policy starts again `repeat` times, and then nobody has answered. Where as many have come as are wanted now, perhaps
    fewer than when they came, nobody else is paged.

    A page that was acknowledged, and is due, has come to nothing: it begins anew with whoever is on call now.

    Args:
        page: as it stands.
        ladder: the policy, each level with the people on call now.
        notifications: all attempts of this page so far.
        now: the present moment.
    """
    tried = tuple(notifications)
    if not _is_time(page, tried, now):
        return None
    if _has_somebody(page) and len(page.acknowledged) >= ladder.wanted:
        return _enough(page)
    reasons: list[Reason] = []
    place = _Place(page.round, page.begun, page.done)
    if page.state is PageState.ACKNOWLEDGED:
        place = _anew(page)
        reasons.append(Reason("acknowledged-in-vain", f"{page.acknowledged_by} has it, and nothing has happened since"))
    resting: list[datetime] = []
    for round_, number, rung, done in _turns(place, ladder):
        if resting and round_ != place.round:
            break
        reach = tuple(way for way in rung.reach if _may_be_paged(way, page, tried, now))
        if reach:
            people = ", ".join(sorted({way.responder for way in reach}))
            reasons.append(Reason("level-paged", f"{_called(number)}, time {round_ - place.begun + 1}: {people}"))
            return Step(
                state=PageState.OPEN,
                level=number,
                round=round_,
                begun=place.begun,
                done=done,
                notify=reach,
                due_at=now + rung.delay,
                reasons=tuple(reasons),
            )
        resting += [end for way in rung.reach if (end := _rests_until(way, tried, now))]
        reasons.append(Reason("level-skipped", f"{_called(number)} is skipped: {_why_skipped(rung, page)}"))
    level = -1 if page.state is PageState.ACKNOWLEDGED else page.level
    if resting:
        reasons = [Reason("level-rests", "everybody who is left was paged less than a minute ago: they are waited for")]
        return Step(
            state=PageState.OPEN,
            level=level,
            round=place.round,
            begun=place.begun,
            done=place.done,
            due_at=min(resting),
            reasons=tuple(reasons),
        )
    state = PageState.ACKNOWLEDGED if _has_somebody(page) else PageState.UNANSWERED
    reasons.append(_end(page))
    return Step(state=state, level=level, round=place.round, begun=place.begun, done=place.done, reasons=tuple(reasons))


def _anew(page: Page) -> _Place:
    """Return where a page stands that begins again: before the first level, with all its repeats before it."""
    return _Place(page.round + 1, page.round + 1, ())


def standing(tries: Sequence[Dispatch]) -> Attempt:
    """Return where a notification stands by what has become of its dispatches, oldest first.

    It has failed when all have. An earlier one of which nobody knows whether a carrier took it keeps nobody waiting
    once the newest has failed: rather one page too many than none.
    """
    alive = [one.state for one in tries if not one.state.final]
    if not alive or (tries[-1].state.final and set(alive) == {Attempt.SENDING}):
        return Attempt.FAILED
    return max(alive, key=lambda state: state.rank)


def level_failed(page: Page, tried: Iterable[Notification]) -> bool:
    """Return whether every attempt of the present step has provably reached nobody."""
    present = [attempt for attempt in tried if attempt.step == page.step]
    return bool(present) and all(attempt.state is Attempt.FAILED for attempt in present)


def hastened(page: Page, tried: Iterable[Notification], now: datetime) -> tuple[int, ...]:
    """Return the ids of attempts whose turn has come early, as all before them for their person came to nothing.

    That is also so where nobody knows what has become of them: rather one page too many than none.

    Args:
        page: as it stands.
        tried: all attempts of the page, in the order in which they were made.
        now: the present moment.
    """
    found: list[int] = []
    in_vain: set[str] = set()
    waits: set[str] = set()
    for attempt in tried:
        if attempt.step != page.step or attempt.responder in waits:
            continue
        if attempt.state in (Attempt.FAILED, Attempt.UNKNOWN):
            in_vain.add(attempt.responder)
            continue
        waits.add(attempt.responder)
        later = attempt.state is Attempt.QUEUED and not attempt.sent_at and attempt.due_at and attempt.due_at > now
        if later and attempt.responder in in_vain:
            found.append(attempt.id)
    return tuple(found)


def _is_time(page: Page, tried: Sequence[Notification], now: datetime) -> bool:
    if page.due_at is None or page.state not in (PageState.OPEN, PageState.ACKNOWLEDGED):
        return False
    return now >= page.due_at or (page.state is PageState.OPEN and level_failed(page, tried))


def _turns(place: _Place, ladder: Ladder) -> Iterator[tuple[int, int, Rung, tuple[str, ...]]]:
    """Yield the levels that have not had their turn, with what will have had it then, round by round."""
    done = place.done
    for round_ in range(place.round, place.begun + ladder.repeat + 1):
        for number, rung in enumerate(ladder.rungs):
            if rung.key not in done:
                done = (*done, rung.key)
                yield round_, number, rung, done
        done = ()


def _may_be_paged(way: Reach, page: Page, tried: Sequence[Notification], now: datetime) -> bool:
    return not _rests_until(way, tried, now) and not _has_it(way, page)


def _has_it(way: Reach, page: Page) -> bool:
    """Return whether somebody has acknowledged already: they are not paged while the others are who are wanted too."""
    return page.state is PageState.OPEN and way.responder in page.acknowledged


def _has_somebody(page: Page) -> bool:
    return page.state is PageState.OPEN and bool(page.acknowledged)


def _enough(page: Page) -> Step:
    """Return the step of an open page that nobody else need take."""
    says = f"no more people are wanted than have come: {', '.join(page.acknowledged)}"
    return Step(
        state=PageState.ACKNOWLEDGED,
        level=page.level,
        round=page.round,
        begun=page.begun,
        done=page.done,
        reasons=(Reason(ENOUGH, says),),
    )


def _end(page: Page) -> Reason:
    if _has_somebody(page):
        who = ", ".join(page.acknowledged)
        return Reason("too-few-acknowledged", f"every level was paged, and of those who are wanted only {who} came")
    return Reason("nobody-answered", "every level was paged, and nobody has the ticket")


def _called(number: int) -> str:
    return f"level {number + 1}"


def _why_skipped(rung: Rung, page: Page) -> str:
    if not rung.reach:
        return rung.why_empty or "nobody is on call"
    if any(_has_it(way, page) for way in rung.reach):
        return "everybody on it has acknowledged"
    return "everybody on it was paged less than a minute ago"


def _rests_until(way: Reach, tried: Sequence[Notification], now: datetime) -> datetime | None:
    """Return until when a person is not paged again, or None when they may be paged now."""
    ends = [
        (attempt.sent_at or attempt.created_at) + SAME_PERSON_PAUSE
        for attempt in tried
        if attempt.responder == way.responder and not attempt.state.final
    ]
    return max((end for end in ends if end > now), default=None)
