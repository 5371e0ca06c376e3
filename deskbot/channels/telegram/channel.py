"""Sending by Telegram: to people in private, wherever they have written to the bot."""

from __future__ import annotations

import contextlib
from datetime import timedelta

from telegram import LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest

from deskbot.channels import ByTheWeb, Capabilities, Form, Pace, Sealed
from deskbot.channels.telegram.told import id_of
from deskbot.errors import NotFoundError
from deskbot.model.chat import TELEGRAM
from deskbot.model.message import Attachment, Outbound, Outcome, Receipt
from deskbot.settings import Settings
from deskbot.wires.handing_over import with_files
from deskbot.wires.telegram import LONGEST, MOST_FETCHED, Client, attempt, file_at, keyboard

EMPTY = "-"
"""Instead of a message of which nothing is left: Telegram takes none without words."""
MOST_PHOTO = 10_000_000
MOST_UPLOAD = 50_000_000
MOST_NAMED = 500
"""Characters that the names of files may take that are too large."""


class TelegramChannel(ByTheWeb):
    """The bot's chats; what comes in is taken by the web side, which hands it to intake."""

    name = TELEGRAM
    capabilities = Capabilities(form=Form.SINGLY, files=True, max_text=LONGEST, pace=Pace(timedelta(seconds=1)))

    def __init__(self, settings: Settings) -> None:
        """Remember how Telegram is reached."""
        self._client = Client(settings)

    async def send(self, outbound: Outbound, sealed: Sealed) -> Receipt:
        """See `Channel.send`. Files follow the words; one that is too large for Telegram is only named."""
        if not outbound.to.address.isascii() or not outbound.to.address.isdigit():
            return Receipt(Outcome.REFUSED, f"{outbound.to.address[:40]} is nobody at Telegram")
        chat = int(outbound.to.address)
        await sealed()
        words = await attempt(self._say(chat, outbound))
        files = (one for one in outbound.files if one.size <= MOST_UPLOAD)
        return await with_files(words, files, lambda file: attempt(self._hand_over(chat, file)))

    async def _say(self, chat: int, outbound: Outbound) -> str:
        text = body_of(outbound)
        sent = await self._client.bot.send_message(
            chat,
            text,
            reply_markup=keyboard(outbound.offers),
            reply_parameters=_answers(chat, outbound.in_reply_to),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        return id_of(chat, str(sent.message_id))

    async def _hand_over(self, chat: int, file: Attachment) -> str:
        sent: Message
        name, content = file.filename, file.content
        if file.content_type in ("image/jpeg", "image/png") and len(content) <= MOST_PHOTO:
            with contextlib.suppress(BadRequest):  # it is too long a picture, or none: nothing was sent
                sent = await self._client.bot.send_photo(chat, content, caption=name[:200], filename=name)
                return id_of(chat, str(sent.message_id))
        sent = await self._client.bot.send_document(chat, content, filename=name)
        return id_of(chat, str(sent.message_id))

    def shown(self, outbound: Outbound) -> str:
        """See `Shows.shown`."""
        return body_of(outbound)

    async def fetch(self, source: str) -> bytes:
        """See `Channel.fetch`."""
        size, _, file_id = source.partition(":")
        if size.isdigit() and int(size) > MOST_FETCHED:
            raise NotFoundError(f"it has {int(size):,} bytes, and Telegram gives bots none above {MOST_FETCHED:,}")
        return await file_at(self._client.bot, file_id)

    async def stop(self) -> None:
        """Close the connections."""
        await self._client.close()


def body_of(outbound: Outbound) -> str:
    """Return what is said, as plain text: no sign in it means anything to Telegram."""
    too_large = [one.filename for one in outbound.files if one.size > MOST_UPLOAD]
    named = f"\n({', '.join(too_large)[:MOST_NAMED]})" if too_large else ""
    text = (outbound.brief or outbound.text).replace("\x00", "").strip() or outbound.subject.strip()
    return _cut(text or EMPTY, LONGEST - len(named)) + named


def _cut(text: str, most: int) -> str:
    """Return what of a text Telegram takes, which counts as UTF-16 does: an emoji twice."""
    if len(text.encode("utf-16-le", "replace")) // 2 <= most:
        return text
    return text.encode("utf-16-le", "replace")[: (most - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _answers(chat: int, message_id: str | None) -> ReplyParameters | None:
    """Return the message that is answered, where it stands in the same chat."""
    where, _, number = (message_id or "").removeprefix("<").partition("@")[0].partition(".")
    if where != str(chat) or not number.isdigit():
        return None
    return ReplyParameters(int(number), allow_sending_without_reply=True)
