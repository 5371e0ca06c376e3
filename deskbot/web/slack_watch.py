"""Looks whether Slack lets us in, for health: a message that cannot be sent is noticed before there is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deskbot.channels.slack.manifest import SCOPES
from deskbot.model.chat import SLACK
from deskbot.model.installation import Installation
from deskbot.settings import Settings
from deskbot.store import installations
from deskbot.store.channel_state import StoredState
from deskbot.wires.slack import connect
from deskbot.wires.slack_installations import INSTALLATION, shown
from deskbot.wires.slack_standing import standing

EVERY = 300.0
"""Seconds between two looks."""


@dataclass(frozen=True, slots=True)
class SlackWatch:
    """Notes how it stands."""

    settings: Settings
    state: StoredState

    async def turn(self) -> None:
        """Look once."""
        trouble = ""
        if self.settings.slack_bot_token is not None:
            trouble = (await standing(connect(self.settings), SCOPES)).wrong
        async with self.state.database.begin() as session:
            kept = await installations.places(session, SLACK, INSTALLATION)
        found = [shown(place, text) for place, text in kept.items()]
        await self.state.note_look(trouble or untold(found))


def untold(found: Iterable[Installation]) -> str:
    """Return what is wrong with installations, in words that name none of them."""
    stuck = [one for one in found if one.ended_at is None and one.why]
    if not stuck:
        return ""
    tokens = "1 workspace gets no new token" if len(stuck) == 1 else f"{len(stuck)} workspaces get no new token"
    return f"{tokens}: deskbot slack installations says which; have the app installed there again"
