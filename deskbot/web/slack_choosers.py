"""Choosers in the desk's room: opened for an agent alone, and what is chosen is stored like words of theirs."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from slack_bolt.response import BoltResponse

from deskbot.channels.slack.choosers import MERGE, Option, choice_in, chooser, is_choice, wanted
from deskbot.channels.slack.ids import id_of
from deskbot.channels.slack.inside import in_room
from deskbot.channels.slack.reading import INSIDE
from deskbot.channels.slack.told import Payload, Pressed, press_in, presser
from deskbot.desk import Desk
from deskbot.engine.card_choices import CardChoices
from deskbot.engine.in_time import within_limit
from deskbot.engine.intake import Intake
from deskbot.model.chat import SLACK
from deskbot.model.page import Medium
from deskbot.model.room import Room
from deskbot.tickets.reference import reference
from deskbot.web.slack_kept import arrival_of
from deskbot.web.slack_opening import Client, opened
from deskbot.wires.told import object_in, text_in

LONGEST_LOOK = 0.8
"""Seconds that the list is looked for."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SlackChoosers:
    """Opens them, and takes what was chosen. Whoever is not on the staff gets none, and chooses nothing."""

    intake: Intake
    desk: Desk
    room: Room
    choices: CardChoices
    client: Client

    async def take(self, body: Payload) -> BoltResponse | None:
        """Take a request, if it is about a chooser; see `Part`. It is asked before the room keeps a press as words.

        Where the list cannot be shown in time the press is such, and the thread says how it is written.
        """
        actor = presser(body)
        if is_choice(body):
            await self._chosen(body, actor)
            return BoltResponse(status=200)
        press, what = press_in(body), wanted(body)
        if press is None or not what or in_room(body, self.room) is None:
            return None
        if not self.desk.people_at(Medium.SLACK, actor):
            return None
        return BoltResponse(status=200) if await self._open(what, press, text_in(body, "trigger_id")) else None

    async def _open(self, what: str, press: Pressed, trigger: str) -> bool:
        card = id_of(press.team, press.channel, press.stamp)
        try:
            found = await within_limit(lambda: self._options(what, card), LONGEST_LOOK)
        except Exception as error:  # noqa: BLE001  (whoever waits is told how it is said in words)
            log.info("a chooser was not opened: %s", type(error).__name__, extra={"action": "slack_not_opened"})
            return False
        if found is None:
            return False
        view = chooser(what, reference(found[0]), card, found[1])
        return await opened(self.client, press.team, lambda client: client.views_open(trigger_id=trigger, view=view))

    async def _options(self, what: str, card: str) -> tuple[int, list[Option]] | None:
        number = await self.choices.ticket(card)
        if number is None:
            return None
        if what == MERGE:
            return number, [Option(reference(one), line) for one, line in await self.choices.into(number)]
        asked = await self.choices.askable(number)
        return number, [Option(question.key, question.short, missing) for question, missing in asked]

    async def _chosen(self, body: Payload, actor: str) -> None:
        view = object_in(body, "view")
        if self.room.holds(SLACK, choice_in(view).card) and self.desk.people_at(Medium.SLACK, actor):
            await self.intake.accept(arrival_of(f"chosen.{actor}.{text_in(view, 'id')}", body, {INSIDE: True}))
