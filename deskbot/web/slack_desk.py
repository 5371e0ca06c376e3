"""The desk's slash command in Slack: what is looked at is answered at once, what is done is stored like words."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.response import BoltResponse

from deskbot.channels.slack.blocks import for_one
from deskbot.channels.slack.reading import INSIDE
from deskbot.channels.slack.told import Payload, commander
from deskbot.commands.desk import AT_ONCE, COMMAND, DeskVerb, DeskWanted, help_text, read_desk
from deskbot.desk import Desk
from deskbot.engine.cards import Cards
from deskbot.engine.in_time import within_limit
from deskbot.engine.intake import Intake
from deskbot.model.page import Medium
from deskbot.tickets.reference import reference
from deskbot.web.slack_kept import arrival_of
from deskbot.wires.told import text_in

STRANGER = "This is for the desk's own people; yours is /ticket."


@dataclass(frozen=True, slots=True)
class SlackDesk:
    """Takes the command."""

    intake: Intake
    desk: Desk
    cards: Cards | None
    """None where the desk has no room in Slack."""

    async def take(self, body: Payload) -> BoltResponse | None:
        """Take a request, if it is the command; see `Part`.

        Raises:
            UnavailableError: it was not kept, or cannot be looked at now.
        """
        if text_in(body, "command") != COMMAND:
            return None
        actor = commander(body)
        if self.cards is None or not self.desk.people_at(Medium.SLACK, actor):
            return _told(STRANGER)
        wanted = read_desk(text_in(body, "text"))
        if wanted.problem:
            return _told(wanted.problem)
        if wanted.verb in AT_ONCE:
            cards = self.cards
            return _told(await within_limit(lambda: _looked_at(cards, wanted)))
        external_id = f"command.{actor}.{text_in(body, 'trigger_id')}"
        await self.intake.accept(arrival_of(external_id, body, {INSIDE: True}))
        return _told(f"{reference(wanted.ticket)}: {wanted.verb}. What comes of it stands in the thread of its card.")


async def _looked_at(cards: Cards, wanted: DeskWanted) -> str:
    match wanted.verb:
        case DeskVerb.LIST:
            return "\n".join(await cards.overview()) or "No ticket is open."
        case DeskVerb.SHOW:
            card = await cards.of(wanted.ticket)
            return card.text if card else f"There is no ticket {reference(wanted.ticket)}."
        case _:
            return help_text()


def _told(text: str) -> BoltResponse:
    return BoltResponse(status=200, body=for_one(text))
