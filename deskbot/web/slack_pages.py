"""Pages in Slack: buttons below them, and what responders write to the app in private."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.response import BoltResponse

from deskbot.channels.slack.markup import plain
from deskbot.channels.slack.told import EDITED, TAKEN_SUBTYPES, Event, Payload, Pressed, event_in, press_in
from deskbot.commands.tickets import read_text
from deskbot.engine.chat_answers import ChatAnswers, Press
from deskbot.model.page import Medium
from deskbot.wires.told import object_in, text_in

ANSWERED_WITHIN = 2.5
"""Seconds; a press that Slack has not heard of within three was not taken, as far as whoever presses can see."""


@dataclass(frozen=True, slots=True)
class SlackPages:
    """Takes what is for the pager."""

    answers: ChatAnswers

    async def take(self, body: Payload) -> BoltResponse | None:
        """Take a request, and commit it, if it is for the pager; see `Part`.

        Raises:
            UnavailableError: nothing was kept; it must come again.
        """
        return BoltResponse(status=200) if await self._takes(body) else None

    async def _takes(self, body: Payload) -> bool:
        if (press := press_in(body)) is not None:
            return await self._press(press, object_in(body, "message"))
        event = event_in(body)
        return await self._say(event) if event is not None and _is_said(event) else False

    async def _press(self, press: Pressed, message: Payload) -> bool:
        answer = Press(
            medium=Medium.SLACK,
            account=press.actor,
            external_id=press.external_id,
            says=press.says,
            place=f"{press.channel}:{press.stamp}",
            shown=_words_in(message),
            sure=True,  # Slack itself has asked
        )
        return await self.answers.pressed(answer, ANSWERED_WITHIN) is not None

    async def _say(self, event: Event) -> bool:
        text = plain(text_in(event.message, "text"), event.bot)
        return await self.answers.written(
            Medium.SLACK,
            event.sender,
            event.external_id,
            text,
            is_command=read_text(text) is not None,
            changes=event.first_id if event.subtype == EDITED else "",
        )


def _is_said(event: Event) -> bool:
    """Return whether somebody says something to us in private; words that were written otherwise are said anew."""
    said = event.subtype in TAKEN_SUBTYPES or (event.subtype == EDITED and event.is_new_text)
    return said and event.private and event.by_person


def _words_in(message: Payload) -> str:
    """Return what a message of ours says: its section, where it is plain text, and no sign is escaped."""
    blocks = message.get("blocks")
    first = blocks[0] if isinstance(blocks, list) and blocks and isinstance(blocks[0], dict) else {}
    return text_in(object_in(first, "text"), "text")
