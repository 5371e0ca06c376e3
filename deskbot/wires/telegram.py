"""The way to Telegram's Bot API: one client, and what each of its errors says of a message.

No retries here: what is tried again, and when, is the outbox's to decide.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from deskbot.errors import DeskbotError
from deskbot.model.message import Offer, Outcome, Receipt
from deskbot.settings import Settings
from deskbot.wires.handing_over import attempts
from deskbot.wires.trusted import trusted

PATH = "/telegram/webhook"
"""Where Telegram brings updates, on the web side."""
LONGEST = 4096
"""Characters of one message (https://core.telegram.org/bots/api#sendmessage)."""
WIDE = 20
"""Characters on a button, above which it has a line of its own."""
MOST_FETCHED = 20_000_000
"""Bytes of a file that a bot may fetch (https://core.telegram.org/bots/api#getfile)."""
TAKEN_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask Telegram for; all else it keeps to itself."""
# The SDK's way to say that we want its newest types; else it warns of each message that has to wait.
os.environ.setdefault("PTB_TIMEDELTA", "true")
_CODE = re.compile(r"\((\d{3})\)$")


class OurBot(Bot):
    """The SDK's bot, which also gives updates as they were told."""

    async def told_updates(self, offset: int, seconds: int) -> list[Any]:
        """Wait for updates as Telegram tells them.

        The SDK's own way would fail on all of them where it cannot read one, and that one would come for ever.

        Args:
            offset: what comes before it is forgotten.
            seconds: for so long something is waited for.
        """
        asked = {"offset": offset, "timeout": seconds, "allowed_updates": list(TAKEN_UPDATES)}
        found: Any = await self._post("getUpdates", asked, read_timeout=seconds + 10)
        return found if isinstance(found, list) else []


class Client:
    """The bot, with its connections: these belong to a running loop, so that the first request makes them."""

    def __init__(self, settings: Settings) -> None:
        """Remember how Telegram is reached."""
        self._settings, self._tls = settings, trusted()
        self._bot: OurBot | None = None
        self._requests: tuple[HTTPXRequest, ...] = ()
        self.name = ""
        """What the bot is called; empty until somebody has asked Telegram."""

    @property
    def bot(self) -> OurBot:
        """Return the bot of the running loop."""
        if self._bot is None:
            self._bot = self._connected()
        return self._bot

    def _connected(self) -> OurBot:
        settings = self._settings
        token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
        base = settings.telegram_base_url.rstrip("/") or "https://api.telegram.org"
        # A long poll is answered when something happens: it has connections of its own, and nothing waits behind it.
        self._requests = (self._request(16), self._request(1))
        return OurBot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
        )

    def _request(self, size: int) -> HTTPXRequest:
        limit = self._settings.telegram_timeout
        return HTTPXRequest(
            connection_pool_size=size,
            read_timeout=limit,
            write_timeout=limit,
            connect_timeout=min(limit, 5),
            httpx_kwargs={"verify": self._tls},
        )

    async def close(self) -> None:
        """Close the connections; the next request opens new ones.

        The bot's own `shutdown` closes none where it was never initialised.
        """
        requests, self._requests, self._bot = self._requests, (), None
        for request in requests:
            await request.shutdown()


def webhook_secret(secret: bytes) -> str:
    """Return what Telegram sends with each update to prove that it is Telegram: made of our own key."""
    return hmac.digest(secret, b"telegram webhook", hashlib.sha256).hex()


def keyboard(offers: Sequence[Offer]) -> InlineKeyboardMarkup | None:
    """Return buttons: two in a line where they are short."""
    if not offers:
        return None
    lines: list[list[InlineKeyboardButton]] = []
    for offer in offers:
        button = InlineKeyboardButton(offer.label, callback_data=offer.says)
        narrow = len(offer.label) <= WIDE
        if lines and narrow and len(lines[-1]) == 1 and len(lines[-1][0].text) <= WIDE:
            lines[-1].append(button)
        else:
            lines.append([button])
    return InlineKeyboardMarkup(lines)


def outcome_of(error: TelegramError) -> Receipt:
    """Return what an error says of the message that was being sent."""
    said = str(error)[:300] or type(error).__name__
    match error:
        case RetryAfter():
            later = error.retry_after
            after = later.total_seconds() if isinstance(later, timedelta) else float(later)
            return Receipt(Outcome.NOT_SENT, said, code=429, after=after)
        case Forbidden():
            return Receipt(Outcome.REFUSED, said, code=403)
        case InvalidToken():
            # Ours to mend, and it says nothing of this message. The error's own words hold the token.
            return Receipt(Outcome.NOT_SENT, "Telegram does not know our token", asked=False)
        case ChatMigrated() | BadRequest():
            return Receipt(Outcome.REFUSED, said, code=400)
        case NetworkError():
            return _by_cause(error, said)
        case _:
            return Receipt(Outcome.MAYBE_SENT, said)


def _by_cause(error: NetworkError, said: str) -> Receipt:
    """Tell what never reached Telegram from what it may have taken."""
    cause = error.__cause__
    if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return Receipt(Outcome.NOT_SENT, f"Telegram cannot be reached: {said}", asked=False)
    found = _CODE.search(said)
    code = int(found[1]) if found else None
    return Receipt(Outcome.NOT_SENT if code == 429 else Outcome.MAYBE_SENT, said, code=code)  # noqa: PLR2004


attempt = attempts(TelegramError, outcome_of)
"""Sends a message by its argument, which returns the id under which it is known; says what came of it."""


async def file_at(bot: Bot, file_id: str) -> bytes:
    """Return a file that somebody has sent; its address holds our token, and is kept nowhere.

    Raises:
        DeskbotError: it cannot be had now, or never.
    """
    try:
        file = await bot.get_file(file_id)
        # The library would read any other path from our own disk.
        if not (file.file_path or "").startswith(f"{bot.base_file_url}/"):
            raise DeskbotError("Telegram names no place of its own where the file lies")
        return bytes(await file.download_as_bytearray())
    except TelegramError as error:
        # The address in httpx's own words holds the token.
        raise DeskbotError(f"Telegram does not give the file ({type(error).__name__})") from None
