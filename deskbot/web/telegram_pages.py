"""Pages in Telegram: buttons below them, and what responders write to the bot in private."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from deskbot.commands.slash import is_slashed, unslashed
from deskbot.commands.tickets import read_command, read_text
from deskbot.engine.chat_answers import ChatAnswers, Press
from deskbot.escalation.chat_text import read_press, sure_of
from deskbot.model.message import Offer
from deskbot.model.page import Medium
from deskbot.wires.telegram import keyboard
from deskbot.wires.telegram_service import is_service
from deskbot.wires.told import object_in, text_in

LONGEST_SHOWN = 200
"""Characters that may be shown to whoever has pressed a button."""
NOT_SURE = ":no"
GONE = ("kicked", "left")

log = logging.getLogger(__name__)
Update = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TelegramPages:
    """Takes what is for the pager."""

    answers: ChatAnswers
    bot: Callable[[], Bot]

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
        private = object_in(message, "chat").get("type") == "private" and not is_service(message)
        return private and await self._say(update, message)

    async def _say(self, update: Update, message: Update) -> bool:
        text = text_in(message, "text")
        if is_slashed(text):
            text = unslashed(text)
            is_command = read_command(text).problem is None
        else:
            is_command = read_text(text) is not None
        external_id = str(update["update_id"])
        return await self.answers.written(Medium.TELEGRAM, _who(message), external_id, text, is_command=is_command)

    async def _press(self, update: Update, query: Update) -> bool:
        says, message = text_in(query, "data"), object_in(query, "message")
        place = f"{object_in(message, 'chat').get('id')}:{message.get('message_id')}"
        if read_press(says) is None:
            return False
        if says.endswith(NOT_SURE):
            await self.answers.shown_again(Medium.TELEGRAM, place)
            await self._tell(query, "")
            return True
        press = Press(
            medium=Medium.TELEGRAM,
            account=_who(query),
            external_id=str(update["update_id"]),
            says=says,
            place=place,
            shown=text_in(message, "text"),
        )
        if question := self.answers.question(press):
            await self._ask(query, says, question)
            return True
        answer = await self.answers.pressed(press)
        await self._tell(query, answer.text if answer else "")
        return True

    async def _ask(self, query: Update, says: str, question: str) -> None:
        """Ask whether they are sure: below the message they find yes and no. Nothing has been done by then."""
        await self._tell(query, question, alert=True)
        message = object_in(query, "message")
        chat, number = object_in(message, "chat").get("id"), message.get("message_id")
        if isinstance(chat, int) and isinstance(number, int):
            buttons = keyboard((Offer("Yes", sure_of(says)), Offer("No", f"{says}{NOT_SURE}")))
            try:
                await self.bot().edit_message_reply_markup(chat_id=chat, message_id=number, reply_markup=buttons)
            except TelegramError as error:
                log.info("a question was not shown: %s", type(error).__name__, extra={"action": "telegram_button"})

    async def _tell(self, query: Update, says: str, *, alert: bool = False) -> None:
        """Let the button go up again, with what they are answered; the message tells the same."""
        try:
            await self.bot().answer_callback_query(str(query.get("id", "")), says[:LONGEST_SHOWN], show_alert=alert)
        except TelegramError as error:
            log.info("a button was not let go: %s", type(error).__name__, extra={"action": "telegram_button"})

    async def _member(self, change: Update) -> None:
        if object_in(change, "chat").get("type") != "private":
            return
        if object_in(change, "new_chat_member").get("status") in GONE:
            await self.answers.gone(Medium.TELEGRAM, _who(change))
        else:
            await self.answers.back(Medium.TELEGRAM, _who(change))


def _who(told: Update) -> str:
    return str(object_in(told, "from").get("id", ""))
