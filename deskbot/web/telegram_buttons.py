"""What is done with a button that was pressed in Telegram; nothing depends on it, so that no fault is told of."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Sequence
from typing import Any

from telegram.error import TelegramError

from deskbot.channels.telegram.told import Update, place_in
from deskbot.model.message import Offer
from deskbot.wires.telegram import Client, keyboard
from deskbot.wires.told import object_in

LONGEST_SHOWN = 200
"""Characters that may be shown to whoever has pressed a button."""

log = logging.getLogger(__name__)


async def let_go(client: Client, press: Update, says: str = "", *, alert: bool = False) -> None:
    """Let a button go up again, and show words to whoever has pressed it; as an `alert` they must be put away."""
    query = str(press.get("id", ""))
    await _tried(client.bot.answer_callback_query(query, says[:LONGEST_SHOWN] or None, show_alert=alert))


async def put_below(client: Client, press: Update, offers: Sequence[Offer]) -> None:
    """Put other buttons below the message that was pressed, or none."""
    chat, number = place_in(object_in(press, "message"))
    if chat and number:
        below = keyboard(offers)
        await _tried(client.bot.edit_message_reply_markup(chat_id=chat, message_id=number, reply_markup=below))


async def _tried(doing: Awaitable[Any]) -> None:
    try:
        await doing
    except TelegramError as error:
        log.info("a button stays as it was: %s", type(error).__name__, extra={"action": "telegram_button"})
