"""An app that somebody has installed in a workspace, and what it is let in with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """One workspace's, or that of a whole organisation of workspaces."""

    place: str
    """The id of the workspace, or of the organisation where it holds for all of its workspaces."""
    name: str
    """As its people call it."""
    bot: str
    """The user that we are there."""
    scopes: tuple[str, ...]
    """What was granted."""
    token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    """With which the next token is had; empty where this one holds for good."""
    expires_at: datetime | None = None
    installed_at: datetime
    ended_at: datetime | None = None
    why: str = ""
    """It ended."""
