"""Filters of a list as an address holds them: state=open&severity=S1&owner=me&newer=7d. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from deskbot.errors import DeskbotError, did_you_mean
from deskbot.model.case import Category, Severity
from deskbot.model.ticket import OPEN_STATES, UNOWNED, State
from deskbot.model.ticket_list import ANY_FACT, NO_PLAYBOOK, NOBODY, Answer, Filters, Order

NAMES = (
    "q",
    "state",
    "severity",
    "category",
    "owner",
    "reseller",
    "channel",
    "playbook",
    "tag",
    "missing",
    "newer",
    "older",
    "silent",
    "answer",
    "unverified",
    "sort",
)
"""What an address may say, in the order in which ours say it."""
ALL, OPEN = "all", "open"
LONGEST = 200
"""Characters of what somebody looks for."""
SOON = timedelta(hours=2)
"""What soon is where an answer's time ends."""
MOST = 40
"""Filters that one address may hold."""

Pairs = Sequence[tuple[str, str]]
_Kind = TypeVar("_Kind", bound=StrEnum)
_SPAN = re.compile(r"([0-9]{1,4})\s?([hdw])", re.ASCII)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


_STRANGERS = {
    "owner": "nobody of the staff",
    "reseller": "no reseller of the directory",
    "channel": "no channel",
    "playbook": "no known issue",
    "missing": "no fact",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What filters are read with."""

    now: datetime
    zone: ZoneInfo
    """In which a day begins."""
    me: str
    """The name under which whoever asks has tickets."""


def clean(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Return what of an address are filters, without what says nothing, in one order."""
    known = [(name, value.strip()[:LONGEST]) for name, value in pairs if name in NAMES and value.strip()]
    return sorted(dict.fromkeys(known), key=lambda pair: NAMES.index(pair[0]))[:MOST]


def read(pairs: Pairs, setting: Setting) -> Filters:
    """Return the filters that an address holds.

    Raises:
        DeskbotError: one of them cannot be understood; the text says which, and what may stand there.
    """
    by_name: dict[str, list[str]] = {name: [] for name in NAMES}
    for name, value in clean(pairs):
        by_name[name].append(value)
    words = " ".join(by_name["q"])
    answers = by_name["answer"]
    return Filters(
        states=_states(by_name["state"], searched=bool(words)),
        severities=_some(Severity, "severity", [one.upper() for one in by_name["severity"]]),
        categories=_some(Category, "category", by_name["category"]),
        owners=tuple({UNOWNED: NOBODY, "me": setting.me}.get(one, one) for one in by_name["owner"]),
        resellers=folded_resellers(by_name["reseller"]),
        channels=tuple(by_name["channel"]),
        playbooks=tuple(NO_PLAYBOOK if one == "none" else one for one in by_name["playbook"]),
        tags=folded_tags(by_name["tag"]),
        missing=(ANY_FACT if by_name["missing"][-1] == "any" else by_name["missing"][-1])
        if by_name["missing"]
        else None,
        opened_after=_last(by_name, "newer", setting),
        opened_before=_last(by_name, "older", setting),
        silent_since=_last(by_name, "silent", setting),
        answer=_one(Answer, "answer", answers[-1]) if answers else None,
        answer_by=setting.now + SOON,
        unverified=bool(by_name["unverified"]),
        order=_one(Order, "sort", by_name["sort"][-1]) if by_name["sort"] else Order.NEWEST,
        words=words,
    )


def folded_tags(written: Iterable[str]) -> tuple[str, ...]:
    """Return tags as they are kept."""
    return tuple(one.strip().removeprefix("#").casefold() for one in written)


def folded_resellers(written: Iterable[str]) -> tuple[str, ...]:
    """Return keys or names of resellers as they are compared."""
    return tuple(one.strip().casefold() for one in written)


def strangers(pairs: Pairs, known: Mapping[str, Iterable[str]]) -> Sequence[str]:
    """Return, in words, which filters name what nobody knows: whoever has mistyped one sees why nothing fits.

    Args:
        pairs: the filters.
        known: by a filter's name what may stand there; one that is not among them is taken as it is.
    """
    found: list[str] = []
    for name, value in clean(pairs):
        may_be = list(known.get(name, ()))
        if may_be and value.casefold() not in {one.casefold() for one in may_be}:
            found.append(f'"{value}" is {_STRANGERS[name]}{did_you_mean(value, may_be)}')
    return found


def _states(written: list[str], *, searched: bool) -> tuple[State, ...]:
    if ALL in written or (searched and not written):
        return ()  # whoever looks for something looks among what is over, too
    wanted = [one for one in written if one != OPEN]
    some = list(_some(State, "state", wanted))
    if OPEN in written or not written:
        some += OPEN_STATES
    return tuple(dict.fromkeys(some))


def _some(kind: type[_Kind], name: str, written: Iterable[str]) -> tuple[_Kind, ...]:
    return tuple(_one(kind, name, one) for one in written)


def _one(kind: type[_Kind], name: str, written: str) -> _Kind:
    try:
        return kind(written)
    except ValueError:
        known = [str(one) for one in kind]
        raise DeskbotError(
            f'{name}={written}: there is no "{written}"{did_you_mean(written, known)} (there are {", ".join(known)})'
        ) from None


def _last(by_name: Mapping[str, list[str]], name: str, setting: Setting) -> datetime | None:
    return read_since(name, by_name[name][-1], setting) if by_name[name] else None


def read_since(name: str, written: str, setting: Setting) -> datetime:
    """Return the moment that a span before now, or the beginning of a day, stands for.

    Raises:
        DeskbotError: it is neither.
    """
    if found := _SPAN.fullmatch(written):
        return setting.now - int(found[1]) * _UNITS[found[2]]
    try:
        day = datetime.strptime(written, "%Y-%m-%d")  # noqa: DTZ007  (the zone is given at once)
        return day.replace(tzinfo=setting.zone)
    except ValueError:
        raise DeskbotError(f"{name}={written}: write a span like 12h, 7d or 2w, or a day like 2026-03-01") from None
