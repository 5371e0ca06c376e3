"""What overrides make of the people whom a schedule has on at a moment. Pure.

The rule: overrides are taken in the order in which they were made, each changes what those before it have left, and so
the later one wins on the same person. Everybody whom the schedule has on has a seat.

- *add* gives a seat to somebody who has none.
- *remove* empties the seats that somebody has. Whoever has taken a seat over from them stays.
- *replace* gives the seats of one person to another: those that they have or, where they have none any more, those
  that they had before they were replaced or taken off. Where they had none nothing happens: they were not on.
- a *shift* takes all seats away, and gives one to each of its own people. What was made later than it changes it;
  what was made before does not count while it lasts.

An override that would put somebody on who is not on the staff any more is passed over: nobody goes for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from deskbot.model.override import Override, OverrideKind


@dataclass(frozen=True, slots=True)
class Seating:
    """Who is on call, and by what."""

    people: tuple[str, ...]
    """Each once."""
    overrides: tuple[int, ...]
    """The ids of the overrides that have changed something."""
    fixed: bool
    """A temporary shift holds: the schedule's own people do not count."""


@dataclass(slots=True)
class _Seat:
    holder: str
    """Empty where somebody was taken off."""
    had: tuple[str, ...]
    """Everybody who has had it so far."""


def seated(people: Iterable[str], overrides: Iterable[Override], staff: Collection[str]) -> Seating:
    """Apply overrides.

    Args:
        people: those whom the schedule has on.
        overrides: those that hold at the moment, in any order.
        staff: everybody who can be on call; others drop out.
    """
    seats = [_Seat(key, (key,)) for key in people if key in staff]
    applied: list[int] = []
    fixed = False
    for override in sorted(overrides, key=lambda one: (one.made_at, one.id)):
        on = tuple(key for key in override.on if key in staff)
        if override.on and not on:
            continue
        if override.kind is OverrideKind.SHIFT:
            seats, applied, fixed = [_Seat(key, (key,)) for key in on], [override.id], True
        elif _changes(seats, override, on):
            applied.append(override.id)
    return Seating(tuple(dict.fromkeys(seat.holder for seat in seats if seat.holder)), tuple(applied), fixed)


def _changes(seats: list[_Seat], override: Override, on: tuple[str, ...]) -> bool:
    """Apply one override to the seats; return whether it changed anything."""
    if override.kind is OverrideKind.ADD:
        missing = [key for key in on if all(seat.holder != key for seat in seats)]
        seats += [_Seat(key, (key,)) for key in missing]
        return bool(missing)
    return _hand_over(seats, override.off, on[0] if on else "")


def _hand_over(seats: Iterable[_Seat], off: str, on: str) -> bool:
    """Give the seats of one to another, or to nobody; return whether there were any."""
    theirs = [seat for seat in seats if seat.holder == off]
    if not theirs and on:
        theirs = [seat for seat in seats if off in seat.had]
    for seat in theirs:
        seat.holder, seat.had = on, (*seat.had, on) if on else seat.had
    return bool(theirs)
