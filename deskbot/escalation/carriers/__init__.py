"""The contract of a carrier: something that makes a responder's phone buzz or ring, or brings them a mail.

A carrier's module lies beside this file, and is found by its place. It offers
`build(settings, desk, memory) -> tuple[Carrier, ...]`: one for each account that is configured, the one to be asked
first in front, and none where nothing is. `memory` is what the channel of the module's name has kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from deskbot.model.message import Receipt
from deskbot.model.page import Attempt, Medium


@dataclass(frozen=True, slots=True)
class Button:
    """Something that is answered by a press, on media that have such."""

    label: str
    says: str
    """What the press is known by; at most 64 bytes."""
    asks: str = ""
    """What is asked before it counts; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a carrier is asked to bring to one person."""

    medium: Medium
    to: str
    """A number in E.164 form, an account, or a mail address."""
    text: str
    """The whole text; for voice the first sentence that is spoken (the rest is fetched by token)."""
    token: str
    """Names the dispatch in the carrier's callbacks; unguessable, free of secrets."""
    subject: str = ""
    """Of a mail."""
    buttons: tuple[Button, ...] = ()
    """Below a chat's message; what they say is told by the text as well."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a carrier says of something that it has taken."""

    state: Attempt
    detail: str
    """Its own words."""
    code: int | None = None
    """Its number for what went wrong."""
    waiting: bool = False
    """It still has it: nothing has become of it yet."""
    segments: int | None = None
    """Of a text, by its own count."""


class Carrier(Protocol):
    """One way out to people."""

    name: str
    """No two carriers have the same; it is kept with everything that they are given."""
    media: frozenset[Medium]
    sender: str
    """The number from which it texts and calls; empty where it has none."""

    async def notify(self, notice: Notice) -> Receipt:
        """Hand one notice over, once, without retries of its own. Never raises for the carrier's fault."""
        ...

    async def ask(self, medium: Medium, provider_id: str) -> Report | None:
        """Ask what has become of a notice that was taken; None where no answer came. Never raises for its fault."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


@runtime_checkable
class Rewriting(Protocol):
    """What a carrier of chats can do as well: what it has brought is written anew in its place."""

    async def rewrite(self, to: str, place: str, text: str, buttons: tuple[Button, ...]) -> Receipt:
        """Write a message anew; doing so twice harms nobody. Never raises for the carrier's fault.

        Args:
            to: whose message it is, as `Notice.to` had it.
            place: `Receipt.known_as` of the message.
            text: what it says from now on.
            buttons: those that it has from now on.
        """
        ...
