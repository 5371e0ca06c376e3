"""How updates come from Telegram: by its webhook, which is kept in order, or by long polls where it cannot reach us."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any

from telegram import BotCommand
from telegram.error import Conflict, TelegramError

from deskbot.channels import ChannelState
from deskbot.channels.telegram.told import Update
from deskbot.commands.tickets import TABLE
from deskbot.errors import UnavailableError
from deskbot.settings import Settings
from deskbot.tickets.speech import ENGLISH, LANGUAGES, say
from deskbot.web.telegram import TelegramUpdates
from deskbot.wires.duty import alone
from deskbot.wires.telegram import PATH, TAKEN_UPDATES, Client

EVERY = 60.0
"""Seconds between two looks at the webhook."""
POLL = 25
"""Seconds that a long poll waits for something to happen."""
OFFSET = "offset"

log = logging.getLogger(__name__)


@dataclass(slots=True)
class TelegramLink:
    """Keeps updates coming."""

    settings: Settings
    client: Client
    updates: TelegramUpdates
    state: ChannelState
    secret: str
    by_webhook: bool
    pause: float = 5.0
    """Seconds after a turn that went wrong; without them we should ask Telegram as fast as it refuses."""
    _begun: bool = False
    _told: str = ""
    """What the log was told that is wrong."""
    _late: set[int] = field(default_factory=set[int])
    """Those that were not stored in time; the next time the others come before them."""
    _stuck: int | None = None
    """The update that could not be stored at the last look; those behind it come before it."""
    _ahead: set[int] = field(default_factory=set[int])
    """Those behind it that were taken; Telegram tells of them until it may forget that one."""

    async def turn(self) -> None:
        """Look once whether the webhook stands, or wait once for updates; rest where Telegram does not answer well.

        Raises:
            UnavailableError: the database is away.
        """
        try:
            if not self._begun:
                await self._begin()
                self._begun = True
            await (self._look() if self.by_webhook else alone(self.state, "poll", self._poll))
        except Conflict:
            await self._trouble("another program fetches this bot's updates: only one may, stop the other")
        except TelegramError as error:
            await self._trouble(f"Telegram does not answer as it should ({type(error).__name__})")

    async def _trouble(self, what: str) -> None:
        """Note what is wrong, say it once as long as it is the same, and rest."""
        await self.state.note_look(what)
        if what != self._told:
            log.warning("updates are not heard: %s", what, extra={"action": "telegram_trouble"})
            self._told = what
        await asyncio.sleep(self.pause)

    async def _begin(self) -> None:
        bot = self.client.bot
        self.client.name = (await bot.get_me()).username or ""
        for language in LANGUAGES:
            commands = [BotCommand(str(one.verb), say(language, f"help-{one.verb}")[:256]) for one in TABLE]
            await bot.set_my_commands(commands, language_code=None if language == ENGLISH else language)
        # Telegram does not say with which secret it comes: after the key was replaced it would be turned away for ever.
        await (self._set() if self.by_webhook else bot.delete_webhook())

    async def _set(self) -> None:
        allowed = list(TAKEN_UPDATES)
        await self.client.bot.set_webhook(self._url, secret_token=self.secret, allowed_updates=allowed)

    @property
    def _url(self) -> str:
        return f"{self.settings.web_base}{PATH}"

    async def _look(self) -> None:
        info = await self.client.bot.get_webhook_info()
        if info.url != self._url:
            await self._set()
        waiting = info.pending_update_count
        trouble = f"{waiting} updates wait at Telegram: {info.last_error_message}" if info.last_error_message else ""
        await self.state.note_look(trouble if waiting else "")

    async def _poll(self) -> None:
        """Wait for updates; each is committed before the next one, and before Telegram may forget it."""
        told = await self.state.get(OFFSET)
        offset = int(told) if told and told.lstrip("-").isdigit() else 0
        found = await self.client.bot.told_updates(offset, POLL)
        if self._stuck is None and not self._late:
            self._told = ""
            await self.state.note_look()
        if await self._taken(found):
            return
        await self._trouble("an update cannot be stored, for a reason that the log has; those behind it are heard")

    async def _taken(self, found: list[Any]) -> bool:
        """Take updates; return False where one cannot be stored, before which nothing may be forgotten.

        Raises:
            UnavailableError: the database is away, which concerns all of them.
        """
        stuck: int | None = None
        for update in found:
            if not isinstance(update, dict) or not isinstance(number := update.get("update_id"), int):
                continue
            if number not in self._ahead and not await self._is_taken(update, number):
                stuck = number if stuck is None else stuck
            elif stuck is None:
                await self.state.put(OFFSET, str(number + 1))
            else:
                self._ahead.add(number)
        self._stuck = stuck
        if stuck is None:
            self._ahead.clear()
            self._late.clear()
        return stuck is None

    async def _is_taken(self, update: Update, number: int) -> bool:
        try:
            await self.updates.take(update)
        except UnavailableError:
            if number not in self._late:
                self._late.add(number)
                raise
            # It may be for this one alone that the database takes too long: now the others come before it.
            log.warning("an update cannot be stored in time", extra={"action": "telegram_late", "update": number})
            return False
        except Exception:
            log.exception("an update cannot be stored", extra={"action": "telegram_unstored", "update": number})
            return False
        return True
