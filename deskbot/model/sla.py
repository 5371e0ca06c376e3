"""How it stands with a person's first answer to a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Told(StrEnum):
    """Whether the reseller knows that a person has answered, or has the ticket."""

    YES = "yes"
    ON_ITS_WAY = "on-its-way"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's first answer, or that they have taken the ticket."""

    at: datetime | None = None
    """When somebody did and, once the reseller was told, when both had come; None where nobody has."""
    told: Told = Told.NO
