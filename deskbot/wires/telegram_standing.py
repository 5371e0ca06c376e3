"""How it stands with the bot: whether Telegram knows it, and how its updates come."""

from __future__ import annotations

from dataclasses import dataclass

from telegram.error import InvalidToken, TelegramError

from deskbot.settings import Settings
from deskbot.wires.telegram import Client


@dataclass(frozen=True, slots=True)
class Standing:
    """What Telegram says of the bot."""

    name: str = ""
    webhook: str = ""
    """Where it sends updates; empty where they are fetched."""
    waiting: int = 0
    """Updates that nobody has taken."""
    last_error: str = ""
    """What Telegram met when it sent the last one in vain."""
    trouble: str = ""
    """Why nothing is known, and what is to be mended; the token is not in it."""


async def standing(settings: Settings) -> Standing:
    """Ask Telegram who we are; never raises."""
    client = Client(settings)
    try:
        me, info = await client.bot.get_me(), await client.bot.get_webhook_info()
    except InvalidToken:
        return Standing(trouble="Telegram does not know the bot: set DESKBOT_TELEGRAM_TOKEN to what BotFather gives")
    except TelegramError as error:
        return Standing(trouble=f"Telegram does not answer as it should ({type(error).__name__})")
    finally:
        await client.close()
    return Standing(me.username or "", info.url, info.pending_update_count, info.last_error_message or "")
