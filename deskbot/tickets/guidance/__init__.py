"""What an acknowledgement adds for a kind of request: one file a flow beside this one, found by its place.

A flow's file offers `GUIDANCE`. It promises nothing: approval, numbers, keys, prices and eligibility are a person's.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from deskbot.errors import ConfigurationError
from deskbot.model.case import Category, Decision
from deskbot.tickets.voice import Voice


@dataclass(frozen=True, slots=True)
class Matter:
    """What a flow may look at."""

    decision: Decision
    voice: Voice
    proven: bool
    """Whether the reader may be told what the ticket holds."""

    def value(self, key: str) -> str:
        """Return a fact that is known, and may be told to be; else an empty text."""
        found = self.decision.findings if self.proven else ()
        return next((finding.value for finding in found if finding.key == key), "")

    def linked(self, key: str, link: str) -> list[str]:
        """Return a paragraph that names a page, or nothing where desk.yaml names no such page."""
        address = self.voice.setting.links.get(link, "")
        return [self.voice(key, link=address)] if address else []


def _nothing(_matter: Matter) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Guidance:
    """One flow: for which category it speaks, and what it says."""

    category: Category
    says: Callable[[Matter], list[str]]
    still_open: Callable[[Matter], list[str]] = _nothing
    """What the flow looks at and nobody has told, where what it must have is there."""


@cache
def all_guidance() -> tuple[Guidance, ...]:
    """Return every flow, by the name of its file."""
    found: list[Guidance] = []
    for name in sorted(one.name for one in pkgutil.iter_modules(__path__) if not one.name.startswith("_")):
        guidance = getattr(importlib.import_module(f"{__name__}.{name}"), "GUIDANCE", None)
        if not isinstance(guidance, Guidance):
            raise ConfigurationError(f"{__name__}.{name} offers no GUIDANCE; a flow's file must.")
        found.append(guidance)
    return tuple(found)


def guidance_for(matter: Matter) -> list[str]:
    """Return the paragraphs of every flow of a ticket's category."""
    flows = (one for one in all_guidance() if one.category is matter.decision.category)
    return [paragraph for one in flows for paragraph in one.says(matter)]


def still_open(matter: Matter) -> list[str]:
    """Return what the flows of a ticket's category look at, and nobody has told."""
    flows = (one for one in all_guidance() if one.category is matter.decision.category)
    return [item for one in flows for item in one.still_open(matter)]
