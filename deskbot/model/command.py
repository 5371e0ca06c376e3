"""An interaction that wants its answer now: a Command goes in, an Answer comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deskbot.model.message import Offer


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody pressed, dialled or typed, verified by its channel."""

    name: str
    """A word of the table in `deskbot.commands`, e.g. "page-answer"."""
    channel: str
    actor: str
    """The address of who acts, on that channel (a phone number, a user id, a staff key)."""
    external_id: str
    """The provider's own id; the same id twice has one effect and the same answer."""
    arguments: Mapping[str, str] = field(default_factory=dict)
    message_id: str | None = None
    """The message by which it was given, where its answer belongs to it; None where it is answered by itself."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the actor is told; the channel renders it."""

    text: str
    done: bool = True
    """False where the command was refused or could not be understood."""
    later: bool = False
    """True where it could not be done in time: nothing was kept, and the same command must be given again."""
    offers: tuple[Offer, ...] = ()
    """What the actor may say next by pressing a button."""
    connect: str = ""
    """The carrier's id of the call to which the actor is connected now; empty for none."""
