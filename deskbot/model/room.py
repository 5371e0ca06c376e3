"""The desk's room: one channel of a chat in which every ticket has a card, and a thread below it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """Where the desk works on tickets together."""

    channel: str
    """The channel by whose wire it is reached."""
    address: str
    """Its address on that wire."""
    ids: str
    """How the ids of all messages begin that are written in it."""

    def holds(self, channel: str, message_id: str | None) -> bool:
        """Return whether a message was written in it."""
        return channel == self.channel and (message_id or "").startswith(self.ids)
