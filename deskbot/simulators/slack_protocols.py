"""What the parts of the simulated Slack need of each other."""

from __future__ import annotations

from typing import Any, Protocol

import httpx

from deskbot.simulators.slack_state import Channel, File, Message
from deskbot.simulators.slack_views import Views
from deskbot.simulators.slack_workspaces import Workspaces


class Network(Protocol):
    """What people need of Slack."""

    channels: dict[str, Channel]
    base_url: str
    views: Views
    workspaces: Workspaces

    def stamp(self) -> str:
        """Return what names the next message."""
        ...

    def number(self) -> int:
        """Return a number that no other thing has."""
        ...

    def direct(self, user: str) -> Channel:
        """Return a user's private conversation with the app."""
        ...

    def shown(self, message: Message) -> dict[str, Any]:
        """Return a message as Slack tells it."""
        ...

    def keep(self, name: str, content_type: str, content: bytes, size: int | None = None) -> File:
        """Keep a file."""
        ...

    async def event(self, event: dict[str, Any]) -> None:
        """Tell the app of something."""
        ...

    async def interaction(self, payload: dict[str, Any]) -> httpx.Response | None:
        """Tell the app of a press or a shortcut."""
        ...

    async def command(self, form: dict[str, str]) -> httpx.Response | None:
        """Tell the app of a slash command."""
        ...

    def trigger(self, user: str) -> str:
        """Return what opens a form for somebody."""
        ...


class Account(Protocol):
    """What forms need of whoever fills them in."""

    id: str
    network: Network

    def payload(self, kind: str) -> dict[str, Any]:
        """Return what Slack tells of whoever acts."""
        ...

    def pressed_in(self, message: Message) -> dict[str, Any]:
        """Return what Slack tells of the message whose button is pressed."""
        ...

    async def writes(self, text: str) -> Message:
        """Write to the app in private."""
        ...
