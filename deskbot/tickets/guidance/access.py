"""Access: what a reseller's own administrator does, who may open tickets, and the training that it may need."""

from __future__ import annotations

from deskbot.model.case import Category
from deskbot.tickets.guidance import Guidance, Matter

MOST_NAMES = 30


def _says(matter: Matter) -> list[str]:
    voice = matter.voice
    people = matter.voice.setting.people if matter.proven else ()
    untrained = [one.name for one in people if one.trained is False]
    return [
        voice("access-own"),
        *matter.linked("access-portal", "portal"),
        *([voice("access-people", names=_listed([one.name for one in people]))] if people else []),
        *([voice("access-untrained", names=_listed(untrained))] if untrained else []),
        *([] if untrained else [voice("access-training")]),
        *matter.linked("access-training-page", "training"),
    ]


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" (+{more})" if more > 0 else "")


GUIDANCE = Guidance(Category.ACCESS, _says)
