"""Telegram's updates: what is asked for is answered at once; what is told is stored before it is acknowledged.

What a button says is taken as if whoever pressed it had written that.
"""

from __future__ import annotations

import hmac
import json
import logging
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from deskbot.channels.telegram.told import Update, glance_at, is_gone, is_private, place_in, sender_in
from deskbot.commands import TICKET
from deskbot.commands.slash import addressee, is_slashed, unslashed
from deskbot.commands.tickets import read_command, read_text
from deskbot.engine.intake import Intake
from deskbot.engine.reach import Reach
from deskbot.engine.self_service import SelfService, is_at_once
from deskbot.errors import UnavailableError
from deskbot.model.chat import TELEGRAM
from deskbot.model.command import Command
from deskbot.model.message import Arrival
from deskbot.web.bodies import body_of
from deskbot.web.telegram_buttons import let_go, put_below
from deskbot.web.telegram_pages import TelegramPages
from deskbot.wires.telegram import Client
from deskbot.wires.telegram_service import is_service
from deskbot.wires.told import object_in, text_in

LONGEST_UPDATE = 1_000_000
"""Bytes; Telegram's own are some kilobytes."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TelegramUpdates:
    """Takes what Telegram tells of."""

    secret: str
    """What Telegram sends with each update by webhook."""
    intake: Intake
    self_service: SelfService
    reach: Reach
    pages: TelegramPages
    client: Client

    def router(self) -> APIRouter:
        """Return the route of the webhook."""
        router = APIRouter(prefix="/telegram", include_in_schema=False)
        router.add_api_route("/webhook", self.webhook, methods=["POST"])
        return router

    async def webhook(self, request: Request) -> Response:
        """Take an update; what could not be committed is not acknowledged, and comes again."""
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            return Response(status_code=403)
        raw = await body_of(request, LONGEST_UPDATE)
        try:
            update = json.loads(raw) if raw is not None else None
        except (ValueError, RecursionError):
            update = None
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return Response(status_code=400)
        try:
            await self.take(update)
        except UnavailableError:
            return Response(status_code=503)
        return Response(status_code=200)

    async def take(self, update: Update) -> None:
        """Take an update, and commit it.

        Raises:
            UnavailableError: nothing was kept; it must come again.
        """
        try:
            await self._take(update)
        except UnavailableError:
            raise
        except Exception:
            # It must neither be lost nor come for ever, with all others behind it: triage makes of it what it can.
            log.exception("an update was not understood", extra={"action": "telegram_refused"})
            raw = json.dumps(update, sort_keys=True).encode()
            await self.intake.accept(Arrival(TELEGRAM, str(update["update_id"]), raw))

    async def _take(self, update: Update) -> None:
        if await self.pages.takes(update):
            return
        if "my_chat_member" in update:
            await self._member(object_in(update, "my_chat_member"))
        elif "callback_query" in update:
            await self._pressed(update, object_in(update, "callback_query"))
        elif "message" in update:
            await self._message(update, object_in(update, "message"))
        elif "edited_message" in update:
            await self._message(update, object_in(update, "edited_message"), edited=True)
        else:
            log.info("an update of a kind that we did not ask for", extra={"action": "telegram_ignored"})

    async def _message(self, update: Update, message: Update, *, edited: bool = False) -> None:
        # Who shares where they are for an hour moves: Telegram tells of each step as of an edit.
        if not self._is_ours(message) or is_service(message) or (edited and "location" in message):
            return
        # Words that are passed on are somebody else's: they command nothing.
        text = "" if object_in(message, "forward_origin") else text_in(message, "text")
        if is_slashed(text):
            wanted, arguments = read_command(unslashed(text)), {"command": unslashed(text)}
        else:
            wanted, arguments = read_text(text), {"text": text}
        if wanted is not None and (is_at_once(wanted) or (is_slashed(text) and wanted.problem is not None)):
            await self._answered(update, sender_in(message), arguments)
        elif not edited and (album := message.get("media_group_id")):
            chat = object_in(message, "chat").get("id")
            raw = json.dumps(update, sort_keys=True).encode()
            arrival = Arrival(TELEGRAM, f"album:{chat}:{album}", raw, glance=glance_at(update))
            await self.intake.join(arrival)
        else:
            await self._accept(update)

    async def _pressed(self, update: Update, press: Update) -> None:
        says = text_in(press, "data")
        used_up = not is_at_once(read_text(says))
        if used_up:
            # Who presses twice, before the button is gone, has said it once.
            chat, number = place_in(object_in(press, "message"))
            await self._accept(update, f"press:{sender_in(press)}:{chat}:{number}:{says}")
        else:
            await self._answered(update, sender_in(press), {"text": says})
        await let_go(self.client, press)
        if used_up:
            await put_below(self.client, press, ())

    async def _answered(self, update: Update, actor: str, arguments: dict[str, str]) -> None:
        """Carry out a command, and write its answer; the same update again is answered once."""
        await self.self_service.tell(Command(TICKET, TELEGRAM, actor, str(update["update_id"]), arguments))

    async def _accept(self, update: Update, external_id: str = "") -> None:
        raw = json.dumps(update, sort_keys=True).encode()
        await self.intake.accept(
            Arrival(TELEGRAM, external_id or str(update["update_id"]), raw, glance=glance_at(update))
        )

    async def _member(self, change: Update) -> None:
        """Note who has blocked the bot, and who has let it in again."""
        if not is_private(change):
            return
        if is_gone(change):
            await self.reach.lost(TELEGRAM, sender_in(change), "they have blocked the bot")
        else:
            await self.reach.found(TELEGRAM, sender_in(change))

    def _is_ours(self, message: Update) -> bool:
        """Return whether a message is for us: all in private, in groups what names or answers the bot; none of bots."""
        if object_in(message, "from").get("is_bot") or not object_in(message, "from"):
            return False
        if "sender_chat" in message:
            return False  # a channel's, or a group's: whoever has written it nobody knows
        if is_private(message):
            return True
        name = self.client.name.lower()
        text = message.get("text") or message.get("caption") or ""
        answered = object_in(object_in(message, "reply_to_message"), "from").get("username")
        named = addressee(text).lower() == name or f"@{name}" in text.lower()
        return bool(name) and (named or (isinstance(answered, str) and answered.lower() == name))
