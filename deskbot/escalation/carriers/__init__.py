"""The contract of a carrier: something that makes a responder's phone buzz or ring.

A carrier is a module beside this file, found by its place. It offers
`build(settings) -> Carrier | None`; None means that it is not configured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from deskbot.model.message import Receipt
from deskbot.model.page import Medium


@dataclass(frozen=True, slots=True)
class Notice:
    """What a carrier is asked to bring to one phone."""

    medium: Medium
    to: str
    """A number in E.164 form."""
    text: str
    """For SMS the whole text; for voice the first sentence that is spoken (the rest is fetched by token)."""
    token: str
    """Names the notification in the carrier's callbacks; unguessable, free of secrets."""


class Carrier(Protocol):
    """One way out to phones."""

    name: str
    media: frozenset[Medium]

    async def notify(self, notice: Notice) -> Receipt:
        """Hand one notice over, once, without retries of its own. Never raises for the carrier's fault."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
