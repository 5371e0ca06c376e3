"""Hands-on work at a site that the desk asks a reseller for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TaskState(StrEnum):
    """What became of a task."""

    OPEN = "open"
    DONE = "done"
    NOT_DONE = "not-done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work at the site."""

    place: int
    what: str
    wanted_by: datetime | None = None
    state: TaskState = TaskState.OPEN
    answer: str = ""

    @property
    def letter(self) -> str:
        """Return its name: A for the first."""
        return letter_of(self.place)


def letter_of(place: int) -> str:
    """Return the letter by which a task is named."""
    return chr(ord("A") + place - 1)
