"""Returning hardware: the checklist. Whether anything is returned is for a person to decide."""

from __future__ import annotations

from deskbot.model.case import Category
from deskbot.tickets.guidance import Guidance, Matter
from deskbot.tickets.speech import say

ITEMS = (
    ("warranty", ""),
    ("serial", "serial"),
    ("child", "child_registered"),
    ("tests", "tests"),
    ("picture", "evidence"),
    ("ship", "ship_to"),
)
"""What stands on the list, each with the fact that ticks it off."""


def checklist(language: str) -> tuple[tuple[str, str], ...]:
    """Return what a letter in a language lists, in its order: the fact, empty where there is none, and the words."""
    return tuple((fact, say(language, f"rma-{item}")) for item, fact in ITEMS)


def _says(matter: Matter) -> list[str]:
    voice = matter.voice
    lines = [f"[{'x' if fact and matter.has(fact) else ' '}] {voice(f'rma-{item}')}" for item, fact in ITEMS]
    return [
        voice("rma-list") + "\n\n" + "\n".join(lines),
        voice("rma-server"),
        voice("rma-decision"),
        *matter.linked("rma-policy", "rma_policy"),
    ]


GUIDANCE = Guidance(Category.RMA, _says)
