"""What the simulated Slack keeps: channels, messages, files, what is still to be posted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TEAM, BOT, BOT_ID, APP = "T0DESK", "U0BOT", "B0BOT", "A0DESK"
"""The desk's workspace, and how the app is known there."""


class RefusedError(Exception):
    """What Slack says instead of doing something: a word, mostly with status 200."""

    def __init__(self, error: str, status: int = 200, retry_after: int | None = None) -> None:
        """Say it in Slack's word."""
        super().__init__(error)
        self.error = error
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class File:
    """A file that lies at Slack."""

    id: str
    name: str
    content_type: str
    content: bytes = field(repr=False)
    size: int
    """Bytes; more than there are of `content` where only its size matters."""


@dataclass(frozen=True, slots=True)
class Button:
    """Below a message."""

    label: str
    action_id: str
    value: str


@dataclass(slots=True)
class Message:
    """One message in a channel; of the app where `user` is the app's."""

    channel: str
    ts: str
    user: str
    text: str
    """Escaped, as Slack keeps it."""
    team: str
    thread_ts: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    files: list[File] = field(default_factory=list)

    @property
    def buttons(self) -> list[Button]:
        """Return its buttons."""
        rows = (block["elements"] for block in self.blocks if block["type"] == "actions")
        return [Button(one["text"]["text"], one["action_id"], one["value"]) for row in rows for one in row]

    @property
    def labels(self) -> list[str]:
        """Return what stands on its buttons."""
        return [button.label for button in self.buttons]

    @property
    def shown(self) -> str:
        """Return its words as people see them: those of its sections, where it has some."""
        told = "\n".join(one["text"]["text"] for one in self.blocks if one["type"] == "section") or self.text
        return told.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@dataclass(slots=True)
class Channel:
    """A conversation: a private one has the user whose it is."""

    id: str
    name: str = ""
    user: str = ""
    team: str = TEAM
    """The workspace in which the app is in it."""
    archived: bool = False
    shared: bool = False
    """Whether people of other workspaces are in it."""
    has_app: bool = True
    """Whether the app is in it."""
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def told_name(self) -> str:
        """Return what Slack calls it where somebody acts in it."""
        return "directmessage" if self.user else self.name or "channel"


@dataclass(frozen=True, slots=True)
class Posting:
    """A request to the app that it has not acknowledged."""

    kind: str
    body: bytes = field(repr=False)
    content_type: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A message of the app that nobody has taken."""

    person: str
    says: str
