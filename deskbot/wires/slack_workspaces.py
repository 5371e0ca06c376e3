"""Which workspace a message goes out in, and with which token."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from deskbot.errors import ConfigurationError
from deskbot.model.installation import Installation
from deskbot.model.message import Outcome, Receipt
from deskbot.settings import Settings
from deskbot.wires.memory import Memory
from deskbot.wires.sealed import Keys
from deskbot.wires.slack import GONE, connect
from deskbot.wires.slack_installations import INSTALLATION, ORGANISATION, opened, shown


@dataclass(frozen=True, slots=True)
class Way:
    """Into one workspace."""

    client: AsyncWebClient
    own: bool
    """Whether it is the token of the settings, and none that a workspace has given us."""

    def told(self, receipt: Receipt, team: str) -> Receipt:
        """Return what came of a message: where a workspace that we were in lets us in no more, nothing ever will.

        Only its people can mend that, and nobody knows when: the message goes another way.
        """
        if self.own or receipt.outcome is not Outcome.NOT_SENT or receipt.detail not in GONE:
            return receipt
        return Receipt(Outcome.REFUSED, f"{receipt.detail}: the app is not installed in {team} any more")


@dataclass(frozen=True, slots=True)
class Workspaces:
    """Those in which we are."""

    settings: Settings
    memory: Memory
    """Where the channel keeps its installations."""

    async def way_to(self, *teams: str) -> Way | None:
        """Return the way into the first of some workspaces in which we are; None where we are in none, or no more.

        The token of the settings is for whatever has not been installed by itself.

        Raises:
            ConfigurationError: the token cannot be read with the keys that we have.
            UnavailableError: the database is away.
        """
        ended = False
        for team in teams if self.settings.slack_installs else ():
            found = await self._installation(team)
            if found is not None and found.token:
                return Way(connect(self.settings, found.token), own=False)
            ended = ended or found is not None
        if ended or self.settings.slack_bot_token is None:
            return None
        return Way(connect(self.settings), own=True)

    async def client(self, team: str) -> AsyncWebClient:
        """Return who asks Slack for something in a workspace.

        Raises:
            ConfigurationError: the app is not installed there, or its token cannot be read.
            UnavailableError: the database is away.
        """
        way = await self.way_to(team)
        if way is None:
            raise ConfigurationError(f"the app is not installed in {team}")
        return way.client

    async def _installation(self, team: str) -> Installation | None:
        """Return a workspace's installation, or its organisation's; without a token where it has ended."""
        own = await self._kept(team)
        if own is not None and own.token:
            return own
        organisation = await self.memory.get(f"{ORGANISATION}{team}")
        return (await self._kept(organisation) if organisation else None) or own

    async def _kept(self, place: str) -> Installation | None:
        text = await self.memory.get(f"{INSTALLATION}{place}")
        if text is None:
            return None
        if (found := shown(place, text)).ended_at is not None:
            return found
        return opened(place, text, Keys.of(self.settings))
