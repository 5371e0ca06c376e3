"""Levels that page for what is critical by nothing that rings: a chat wakes nobody. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from deskbot.desk import Desk, Level
from deskbot.model.case import Severity
from deskbot.model.page import Medium


def quiet_levels(desk: Desk) -> tuple[str, ...]:
    """Return for people which levels of the policy of S1 page somebody by chat, and by no phone."""
    policy = desk.policies[desk.severities[Severity.S1].policy]
    found: list[str] = []
    for number, level in enumerate(policy.levels, 1):
        where = f'policy "{policy.key}", level {number}'
        for who, media in _ways(desk, level):
            if any(medium.chat for medium in media) and not any(medium.rings for medium in media):
                by = " and ".join(media)
                found.append(f"{where} pages {who} by {by} only, which wakes nobody for an S1: add sms or voice")
    return tuple(found)


def _ways(desk: Desk, level: Level) -> Iterator[tuple[str, tuple[Medium, ...]]]:
    """Yield whom a level pages, and by what: everybody by the same, or each by their own rules."""
    if level.media:
        yield "everybody", level.media
        return
    scheduled = desk.schedules[level.schedule].people if level.schedule else ()
    for key in dict.fromkeys((*level.people, *scheduled)):
        yield f'"{key}"', tuple(turn.medium for turn in desk.staff[key].turns)
