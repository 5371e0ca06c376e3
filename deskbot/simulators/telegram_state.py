"""What the simulated Telegram keeps: people, chats, messages, files, presses of buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SUPERGROUPS = 1_000_000_000_000
"""The ids of supergroups lie below the negative of this."""


class RefusedError(Exception):
    """What Telegram says instead of doing something."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        """Say it in Telegram's words.

        Args:
            code: HTTP status and `error_code`.
            description: behind the name of the status, as Telegram has it.
            parameters: what a machine may do about it (`retry_after`, `migrate_to_chat_id`).
        """
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def json(self) -> dict[str, Any]:
        """Return it as the API does."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


@dataclass(frozen=True, slots=True)
class File:
    """A file that lies at Telegram."""

    file_id: str
    name: str
    content_type: str
    content: bytes = field(repr=False)
    size: int
    """Bytes; more than there are of `content` where only its size matters."""

    @property
    def path(self) -> str:
        """Where it is fetched."""
        return f"files/{self.file_id}"

    def json(self) -> dict[str, Any]:
        """Return what names it in a message."""
        return {"file_id": self.file_id, "file_unique_id": f"u{self.file_id}", "file_size": self.size}


@dataclass(frozen=True, slots=True)
class Button:
    """Below a message."""

    label: str
    data: str


@dataclass(slots=True)
class Sent:
    """One message of the bot."""

    chat: int
    message_id: int
    text: str
    """Its words, or what stands below its file."""
    buttons: tuple[tuple[Button, ...], ...] = ()
    reply_to: int | None = None
    file: File | None = None
    as_photo: bool = False
    reply_needed: bool = False
    """Whether it is nothing where the message is gone that it answers."""

    @property
    def labels(self) -> list[str]:
        """Return what stands on its buttons."""
        return [button.label for line in self.buttons for button in line]


@dataclass(slots=True)
class Press:
    """A button that somebody has pressed."""

    query_id: str
    data: str
    answered: bool = False
    answer: str = ""
    """What is shown to them; empty where only their waiting ends."""


@dataclass(slots=True)
class Chat:
    """A private chat has the id of its person; a group has a negative one."""

    id: int
    title: str = ""
    open: bool = False
    """Whether the bot may write: the person has begun, and has not blocked it; the bot is in the group."""
    migrated_to: int | None = None
    last_message: int = 0
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Every message in it, as updates hold them."""
    sent: list[Sent] = field(default_factory=list)
    """Those of the bot."""

    @property
    def private(self) -> bool:
        """Return whether it is one person's."""
        return self.id > 0

    def next_id(self) -> int:
        """Return the id of the next message."""
        self.last_message += 1
        return self.last_message


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are posted."""

    url: str
    secret: str = field(default="", repr=False)
    allowed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unread:
    """A message, or the answer to a press, that nobody has taken."""

    person: str
    says: str


Update = Mapping[str, Any]
