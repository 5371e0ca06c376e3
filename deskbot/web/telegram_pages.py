"""Pages in Telegram: buttons below them, and what responders write to the bot in private."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.channels.telegram.told import Update, is_gone, is_private, place_in, sender_in
from deskbot.commands.slash import is_slashed, unslashed
from deskbot.commands.tickets import read_command, read_text
from deskbot.engine.chat_answers import ChatAnswers, Press
from deskbot.escalation.chat_text import read_press, sure_of
from deskbot.model.message import Offer
from deskbot.model.page import Medium
from deskbot.web.telegram_buttons import let_go, put_below
from deskbot.wires.telegram import Client
from deskbot.wires.telegram_service import is_service
from deskbot.wires.told import object_in, text_in

NOT_SURE = ":no"


@dataclass(frozen=True, slots=True)
class TelegramPages:
    """Takes what is for the pager."""

    answers: ChatAnswers
    client: Client

    async def takes(self, update: Update) -> bool:
        """Take an update, and commit it, if it is for the pager; return whether it was.

        Raises:
            UnavailableError: nothing was kept; it must come again.
        """
        if "callback_query" in update:
            return await self._press(update, object_in(update, "callback_query"))
        if "my_chat_member" in update:
            await self._member(object_in(update, "my_chat_member"))
            return False  # others have to know as well
        message = object_in(update, "message") or object_in(update, "edited_message")
        private = is_private(message) and not is_service(message)
        return private and await self._say(update, message)

    async def _say(self, update: Update, message: Update) -> bool:
        text = text_in(message, "text")
        if is_slashed(text):
            text = unslashed(text)
            is_command = read_command(text).problem is None
        else:
            is_command = read_text(text) is not None
        external_id = str(update["update_id"])
        return await self.answers.written(Medium.TELEGRAM, sender_in(message), external_id, text, is_command=is_command)

    async def _press(self, update: Update, query: Update) -> bool:
        says, message = text_in(query, "data"), object_in(query, "message")
        place = "{}:{}".format(*place_in(message))
        if read_press(says) is None:
            return False
        if says.endswith(NOT_SURE):
            await self.answers.shown_again(Medium.TELEGRAM, place)
            await let_go(self.client, query)
            return True
        press = Press(
            medium=Medium.TELEGRAM,
            account=sender_in(query),
            external_id=str(update["update_id"]),
            says=says,
            place=place,
            shown=text_in(message, "text"),
        )
        if question := self.answers.question(press):
            # They find yes and no below the message; nothing has been done by then.
            await let_go(self.client, query, question, alert=True)
            await put_below(self.client, query, (Offer("Yes", sure_of(says)), Offer("No", f"{says}{NOT_SURE}")))
            return True
        answer = await self.answers.pressed(press)
        await let_go(self.client, query, answer.text if answer else "")
        return True

    async def _member(self, change: Update) -> None:
        if not is_private(change):
            return
        if is_gone(change):
            await self.answers.gone(Medium.TELEGRAM, sender_in(change))
        else:
            await self.answers.back(Medium.TELEGRAM, sender_in(change))
