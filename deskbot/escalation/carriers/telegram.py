"""Telegram: a message of our bot, with buttons."""

from __future__ import annotations

from telegram import LinkPreviewOptions
from telegram.error import BadRequest

from deskbot.desk import Desk
from deskbot.escalation.carriers import Button, Carrier, Notice, Report
from deskbot.model.chat import TELEGRAM
from deskbot.model.message import Offer, Outcome, Receipt
from deskbot.model.page import Medium
from deskbot.settings import Settings
from deskbot.wires.memory import Memory
from deskbot.wires.telegram import LONGEST, Client, attempt, keyboard

TIMEOUT = 5.0
"""Seconds until a silent Telegram is given up: three tries leave time for another way within half a minute."""
SAME = "message is not modified"


def build(settings: Settings, _desk: Desk, _memory: Memory) -> tuple[Carrier, ...]:
    """Return the carrier; none where there is no bot."""
    if settings.telegram_token is None:
        return ()
    short = settings.model_copy(update={"telegram_timeout": min(settings.telegram_timeout, TIMEOUT)})
    return (TelegramCarrier(short),)


class TelegramCarrier:
    """Writes to people in private; what they press comes to the web side."""

    name = TELEGRAM
    media = frozenset({Medium.TELEGRAM})
    sender = ""

    def __init__(self, settings: Settings) -> None:
        """Remember how Telegram is reached."""
        self._client = Client(settings)

    async def notify(self, notice: Notice) -> Receipt:
        """Write a message."""
        if notice.medium is not Medium.TELEGRAM:
            return Receipt(Outcome.REFUSED, f"{self.name} does not carry {notice.medium}")
        return await attempt(self._say(int(notice.to), notice.text, notice.buttons))

    async def rewrite(self, to: str, place: str, text: str, buttons: tuple[Button, ...]) -> Receipt:
        """See `Rewriting`."""
        _ = to
        chat, _, number = place.partition(":")
        return await attempt(self._write_anew(int(chat), int(number), text, buttons))

    async def ask(self, medium: Medium, provider_id: str) -> Report | None:
        """Know nothing more: that a message is there is all that Telegram says."""
        _ = medium, provider_id

    async def close(self) -> None:
        """Close the connections; the next message would open new ones."""
        await self._client.close()

    async def _say(self, chat: int, text: str, buttons: tuple[Button, ...]) -> str:
        sent = await self._client.bot.send_message(
            chat,
            text[:LONGEST],
            reply_markup=keyboard(_offers(buttons)),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        return f"{chat}:{sent.message_id}"

    async def _write_anew(self, chat: int, number: int, text: str, buttons: tuple[Button, ...]) -> str:
        try:
            await self._client.bot.edit_message_text(
                text[:LONGEST],
                chat_id=chat,
                message_id=number,
                reply_markup=keyboard(_offers(buttons)),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except BadRequest as error:
            if SAME not in str(error).lower():
                raise
        return f"{chat}:{number}"


def _offers(buttons: tuple[Button, ...]) -> list[Offer]:
    return [Offer(one.label, one.says) for one in buttons]
