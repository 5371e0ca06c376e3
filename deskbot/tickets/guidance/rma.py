"""Returning hardware: the checklist. Whether anything is returned is for a person to decide."""

from __future__ import annotations

import re

from deskbot.model.case import Category
from deskbot.tickets.guidance import Guidance, Matter
from deskbot.tickets.speech import say

ITEMS = (
    ("warranty", "warranty"),
    ("serial", "serial"),
    ("child", "child_registered"),
    ("tests", "tests"),
    ("picture", "evidence"),
    ("ship", "ship_to"),
)
"""What stands on the list, each with the fact that ticks it off."""
YES_OR_NO = frozenset({"child_registered", "warranty"})
"""Facts that a tick answers, and that a no does not tick off."""
_DENIED = re.compile(
    r"\b(?:no|not|nope|none|isn't|never|out of|outside|expired|ended|ran out|void|nein|nicht|kein\w{0,2}|ohne|außerhalb"
    r"|abgelaufen|vorbei|noch nicht|non|pas|plus|hors|sans|expirée?|terminée?|nunca|sin|fuera|venci\w{1,3}|expir\w{1,4}"
    r"|não|nao|sem|fora)\b",
    re.IGNORECASE,
)


def checklist(language: str) -> tuple[tuple[str, str], ...]:
    """Return what a letter in a language lists, in its order: the fact, and the words."""
    return tuple((fact, say(language, f"rma-{item}")) for item, fact in ITEMS)


def _says(matter: Matter) -> list[str]:
    voice = matter.voice
    lines = [f"[{'x' if _ticked(matter, fact) else ' '}] {voice(f'rma-{item}')}" for item, fact in ITEMS]
    return [
        voice("rma-list") + "\n\n" + "\n".join(lines),
        voice("rma-server"),
        voice("rma-decision"),
        *matter.linked("rma-policy", "rma_policy"),
    ]


def _ticked(matter: Matter, fact: str) -> bool:
    value = matter.value(fact)
    return bool(value) and not (fact in YES_OR_NO and _DENIED.search(value))


def _open(matter: Matter) -> list[str]:
    """Return the items of which nothing is known; of what is denied something is."""
    return [matter.voice(f"rma-{item}") for item, fact in ITEMS if not matter.value(fact)]


GUIDANCE = Guidance(Category.RMA, _says, _open)
