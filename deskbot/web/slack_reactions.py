"""Marks that make tickets of messages in Slack: stored as they come; the words are fetched when they are read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from slack_bolt.response import BoltResponse

from deskbot.channels.slack.ids import id_of
from deskbot.channels.slack.reactions import Reaction, reaction_in
from deskbot.channels.slack.reading import HOME
from deskbot.channels.slack.told import Payload
from deskbot.engine.in_time import within_limit
from deskbot.engine.intake import Intake
from deskbot.errors import UnavailableError
from deskbot.model.chat import SLACK
from deskbot.model.message import Outcome
from deskbot.model.room import Room
from deskbot.store import directory, inbound, tickets
from deskbot.store.database import Database
from deskbot.web.slack_kept import NOTHING, arrival_of
from deskbot.web.slack_opening import Client
from deskbot.wires.slack import Failed, home_of, outcome_of
from deskbot.wires.told import object_in, text_in


@dataclass(frozen=True, slots=True)
class SlackReactions:
    """Takes marks."""

    intake: Intake
    database: Database
    client: Client
    room: Room | None = None
    """The desk's: what is said there becomes nobody's ticket."""

    async def take(self, body: Payload) -> BoltResponse | None:
        """Take a mark of somebody who is known, on a message that is no ticket's yet.

        Raises:
            UnavailableError: it was not kept.
        """
        mark = reaction_in(body)
        if mark is None:
            # Slack tells of every reaction; the others are nobody's business.
            other = text_in(object_in(body, "event"), "type") == "reaction_added"
            return BoltResponse(status=200) if other else None
        if self.room is not None and f"{mark.team}:{mark.channel}" == self.room.address:
            return BoltResponse(status=200)
        whose = await self._with_home(mark)
        if await within_limit(lambda: self._counts(whose)):
            noted = {HOME: whose.home} if whose.home else NOTHING
            await self.intake.accept(arrival_of(mark.external_id, body, noted))
        return BoltResponse(status=200)

    async def _with_home(self, mark: Reaction) -> Reaction:
        """Return a mark with the workspace of a guest who may have set it."""
        if not mark.shared or await within_limit(lambda: self._is_known(mark)):
            return mark
        return replace(mark, home=await self._home(mark))

    async def _home(self, mark: Reaction) -> str:
        """Return the workspace of whoever has set a mark among people of several; empty where there is none to say.

        Raises:
            UnavailableError: Slack does not say now; it tells of the mark again.
        """
        try:
            return await home_of(await self.client(mark.team), mark.user)
        except Failed as error:
            receipt = outcome_of(error)
            if receipt.outcome is Outcome.REFUSED or not receipt.asked:
                return ""  # nobody, or no scope for it
            raise UnavailableError(receipt.detail) from None

    async def _is_known(self, mark: Reaction) -> bool:
        async with self.database.begin() as session:
            _, contact, _ = await directory.find_writer(session, SLACK, mark.sender, None)
        return contact is not None

    async def _counts(self, mark: Reaction) -> bool:
        if not await self._is_known(mark):
            return False
        async with self.database.begin() as session:
            message_id = id_of(mark.team, mark.channel, mark.stamp)
            if await tickets.by_message_ids(session, [message_id]) is not None:
                return False
            return not await inbound.is_known(session, SLACK, f"{mark.team}.{mark.channel}.{mark.stamp}")
