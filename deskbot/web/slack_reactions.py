"""Marks that make tickets of messages in Slack: stored as they come; the words are fetched when they are read."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.response import BoltResponse

from deskbot.channels.slack.ids import id_of
from deskbot.channels.slack.reactions import Reaction, reaction_in
from deskbot.channels.slack.told import Payload
from deskbot.engine.in_time import within_limit
from deskbot.engine.intake import Intake
from deskbot.model.chat import SLACK
from deskbot.model.room import Room
from deskbot.store import directory, inbound, tickets
from deskbot.store.database import Database
from deskbot.web.slack_kept import arrival_of
from deskbot.wires.told import object_in, text_in


@dataclass(frozen=True, slots=True)
class SlackReactions:
    """Takes marks."""

    intake: Intake
    database: Database
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
        inside = self.room is not None and f"{mark.team}:{mark.channel}" == self.room.address
        if not inside and await within_limit(lambda: self._counts(mark)):
            await self.intake.accept(arrival_of(mark.external_id, body))
        return BoltResponse(status=200)

    async def _counts(self, mark: Reaction) -> bool:
        async with self.database.begin() as session:
            _, contact, _ = await directory.find_writer(session, SLACK, mark.sender, None)
            if contact is None:
                return False
            message_id = id_of(mark.team, mark.channel, mark.stamp)
            if await tickets.by_message_ids(session, [message_id]) is not None:
                return False
            return not await inbound.is_known(session, SLACK, f"{mark.team}.{mark.channel}.{mark.stamp}")
