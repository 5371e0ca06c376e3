"""The workspaces of the simulated Slack: with which token the app is let in, how it is installed, how that ends."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from deskbot.clock import Clock
from deskbot.simulators.slack_scopes import EVENT_SCOPES
from deskbot.simulators.slack_state import APP, BOT, TEAM, RefusedError

LASTS = timedelta(hours=12)
"""A token that is renewed."""
CODE_LASTS = timedelta(minutes=10)


@dataclass(slots=True)
class Workspace:
    """One in which the app is, or was."""

    team: str
    bot: str
    name: str = "Desk"
    organisation: str = ""
    """Of which it is one of several workspaces, where that has installed the app for all."""
    token: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    scopes: tuple[str, ...] = ()
    expires_at: datetime | None = None


@dataclass(slots=True)
class Workspaces:
    """All of them by their ids; the first has the app from the beginning."""

    clock: Clock
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    events: frozenset[str] = frozenset(EVENT_SCOPES)
    """What the app has subscribed to: of nothing else it is told."""
    rotates: bool = True
    """Whether the app's tokens end, and are renewed."""
    known: dict[str, Workspace] = field(default_factory=dict)
    codes: dict[str, tuple[Workspace, str, datetime]] = field(default_factory=dict)
    """What somebody who agreed was sent back with: for which workspace, to which address, until when."""

    def __getitem__(self, team: str) -> Workspace:
        """Return a workspace."""
        return self.known[team]

    def __iter__(self) -> Iterator[Workspace]:
        """Go through them."""
        return iter(self.known.values())

    def add(self, team: str, token: str = "", name: str = "Desk", organisation: str = "") -> Workspace:
        """Let there be a workspace."""
        bot = BOT if team == TEAM else f"{BOT}{len(self.known)}"
        self.known[team] = Workspace(team, bot, name, organisation, token)
        return self.known[team]

    def of(self, team: str) -> Workspace:
        """Return the workspace in which the app meets the people of one: the first, where they are guests."""
        found = self.known.get(team)
        return found if found is not None and found.token else self.known[TEAM]

    def asked_by(self, authorization: str) -> Workspace:
        """Return the workspace whose token was shown.

        Raises:
            RefusedError: it is none, or its time is over.
        """
        token = authorization.removeprefix("Bearer ")
        if not authorization:
            raise RefusedError("not_authed")
        found = next((one for one in self if token and secrets.compare_digest(one.token, token)), None)
        if found is None:
            raise RefusedError("invalid_auth")
        if found.expires_at is not None and found.expires_at <= self.clock.now():
            raise RefusedError("token_expired")
        return found

    def agree(self, team: str, asked: Mapping[str, str]) -> str:
        """Let somebody of a workspace agree to what the app asks for; return the code with which they are sent back.

        Raises:
            RefusedError: another app asks.
        """
        if asked.get("client_id") != self.client_id or not asked.get("redirect_uri"):
            raise RefusedError("invalid_client_id")
        workspace = self.known.get(team) or self.add(team)
        workspace.scopes = tuple(asked.get("scope", "").split(","))
        code = secrets.token_hex(8)
        self.codes[code] = (workspace, asked["redirect_uri"], self.clock.now() + CODE_LASTS)
        return code

    def access(self, authorization: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Give a token for a code, or the next one (oauth.v2.access).

        Raises:
            RefusedError: the app does not sign in as itself, or what it shows is used or over.
        """
        signed = base64.b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
        if not self.client_secret or authorization != f"Basic {signed}":
            raise RefusedError("bad_client_secret")
        if given.get("grant_type") == "refresh_token":
            return self._give(self._by_refresh_token(str(given.get("refresh_token", ""))))
        workspace, back, until = self.codes.pop(str(given.get("code", "")), (None, "", self.clock.now()))
        if workspace is None or until <= self.clock.now():
            raise RefusedError("invalid_code")
        if back != given.get("redirect_uri"):
            raise RefusedError("bad_redirect_uri")
        return self._give(workspace)

    def _by_refresh_token(self, token: str) -> Workspace:
        found = next((one for one in self if token and one.refresh_token == token), None)
        if found is None:
            raise RefusedError("invalid_refresh_token")
        return found

    def _give(self, workspace: Workspace) -> dict[str, Any]:
        workspace.token = f"xoxe.xoxb-{secrets.token_hex(12)}" if self.rotates else f"xoxb-{secrets.token_hex(12)}"
        of_all = bool(workspace.organisation)
        told: dict[str, Any] = {
            "app_id": APP,
            "authed_user": {"id": "U0ADMIN"},
            "scope": ",".join(workspace.scopes),
            "token_type": "bot",
            "access_token": workspace.token,
            "bot_user_id": workspace.bot,
            "team": None if of_all else {"id": workspace.team, "name": workspace.name},
            "enterprise": {"id": workspace.organisation, "name": workspace.name} if of_all else None,
            "is_enterprise_install": of_all,
        }
        if self.rotates:
            workspace.refresh_token, workspace.expires_at = f"xoxe-1-{secrets.token_hex(12)}", self.clock.now() + LASTS
            told |= {"refresh_token": workspace.refresh_token, "expires_in": int(LASTS.total_seconds())}
        return told

    def revoke(self, team: str) -> None:
        """Let the app in no more."""
        one = self.known[team]
        one.token = one.refresh_token = ""
        one.expires_at = None
