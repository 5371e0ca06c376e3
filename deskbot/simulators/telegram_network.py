"""The simulated Telegram's inside: one bot, and everybody's chats with it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from deskbot.clock import Clock, SystemClock
from deskbot.simulators.faults import Faults
from deskbot.simulators.telegram_people import People, Person, bot_user
from deskbot.simulators.telegram_rules import number_in
from deskbot.simulators.telegram_state import SUPERGROUPS, Button, Chat, File, Press, RefusedError, Sent, Unread
from deskbot.simulators.telegram_updates import Updates

FIRST_GROUP = -100


class TelegramNetwork:
    """Nothing happens in it by itself but that updates are posted as people act; `pump` posts what was not taken."""

    def __init__(self, token: str, username: str = "deskbot_sim_bot", clock: Clock | None = None) -> None:
        """Open for business.

        Args:
            token: the bot's; nobody else is let in.
            username: the bot's.
            clock: dates the messages.
        """
        self.token = token
        self.username = username
        self.clock: Clock = clock or SystemClock()
        self.faults = Faults()
        self.updates = Updates()
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.presses: dict[str, Press] = {}
        self.commands: dict[str, list[dict[str, str]]] = {}
        """The menus by language; that of everybody else under an empty one."""
        self.asked: list[tuple[str, Mapping[str, Any]]] = []
        """What the bot has asked for, by method."""
        self.calls: list[str] = []
        """The methods that were called, in order."""
        self.people = People({}, lambda number: Person(self, number))

    def now(self) -> int:
        """Return the time in seconds, as Telegram tells it."""
        return int(self.clock.now().timestamp())

    # -- what people do

    async def tell(self, kind: str, content: dict[str, Any]) -> None:
        """Make an update of what has happened, and post it where there is a webhook."""
        self.updates.add(kind, content)
        await self.updates.post_all()

    async def run(self, interval: float = 0.2) -> None:
        """Pump until cancelled; for the demo, in real time."""
        while True:
            await self.pump()
            await asyncio.sleep(interval)

    async def pump(self) -> int:
        """Post what the webhook has not taken yet; return how many updates it takes now."""
        return await self.updates.post_all()

    def keep(self, name: str, content_type: str, content: bytes, size: int | None = None) -> File:
        """Keep a file."""
        file_id = f"file{len(self.files) + 1}"
        self.files[file_id] = File(file_id, name, content_type, content, len(content) if size is None else size)
        return self.files[file_id]

    def pressed(self, data: str) -> Press:
        """Keep a press."""
        press = Press(f"query{len(self.presses) + 1}", data)
        self.presses[press.query_id] = press
        return press

    def make_group(self) -> int:
        """Make a group with the bot in it; return its id."""
        group = Chat(FIRST_GROUP - len(self.chats), "Site crew", open=True)
        self.chats[group.id] = group
        return group.id

    def migrate(self, group: int) -> int:
        """Make a supergroup of a group; return its new id."""
        new = Chat(group - SUPERGROUPS, self.chats[group].title, open=True)
        self.chats[new.id] = new
        self.chats[group].migrated_to = new.id
        return new.id

    # -- what the bot does

    def writable(self, given: Any) -> int:
        """Return the chat that is to be written to.

        Raises:
            RefusedError: the bot may not write there.
        """
        chat = self.chats.get(number_in(given, "chat_id"))
        if chat is None:
            raise RefusedError(400, "Bad Request: chat not found")
        if chat.migrated_to is not None:
            said = "Bad Request: group chat was upgraded to a supergroup chat"
            raise RefusedError(400, said, migrate_to_chat_id=chat.migrated_to)
        if not chat.open:
            why = "bot was blocked by the user" if chat.messages else "bot can't initiate conversation with a user"
            raise RefusedError(403, f"Forbidden: {why if chat.private else 'bot was kicked from the group chat'}")
        return chat.id

    def say(self, sent: Sent) -> dict[str, Any]:
        """Let a message of the bot arrive; return it as Telegram tells it."""
        chat = self.chats[sent.chat]
        if sent.reply_to is not None and sent.reply_to not in chat.messages:
            if sent.reply_needed:
                raise RefusedError(400, "Bad Request: message to be replied not found")
            sent.reply_to = None
        sent.message_id = chat.next_id()
        chat.sent.append(sent)
        chat.messages[sent.message_id] = self._shown(sent)
        return chat.messages[sent.message_id]

    def edit(
        self, chat_id: int, message_id: int, buttons: tuple[tuple[Button, ...], ...], text: str | None = None
    ) -> dict[str, Any]:
        """Give a message of the bot other buttons, or none, and other words where there are some."""
        chat = self.chats.get(chat_id)
        sent = next((one for one in chat.sent if one.message_id == message_id), None) if chat else None
        if chat is None or sent is None:
            raise RefusedError(400, "Bad Request: message to edit not found")
        text = sent.text if text is None else text
        if (sent.text, sent.buttons) == (text, buttons):
            said = "specified new message content and reply markup are exactly the same as a current one"
            raise RefusedError(400, f"Bad Request: message is not modified: {said}")
        sent.text, sent.buttons = text, buttons
        chat.messages[message_id] = self._shown(sent)
        return chat.messages[message_id]

    def _shown(self, sent: Sent) -> dict[str, Any]:
        chat = self.chats[sent.chat]
        where = {"id": chat.id, "type": "private", "first_name": "Ty"} if chat.private else {
            "id": chat.id, "type": "group", "title": chat.title
        }  # fmt: skip
        told: dict[str, Any] = {"message_id": sent.message_id, "date": self.now(), "chat": where}
        told["from"] = bot_user(self.username)
        if sent.file is None:
            told["text"] = sent.text
        else:
            told |= {"caption": sent.text} if sent.text else {}
            told |= self._file(sent.file, as_photo=sent.as_photo)
        if sent.buttons:
            lines = [[{"text": one.label, "callback_data": one.data} for one in line] for line in sent.buttons]
            told["reply_markup"] = {"inline_keyboard": lines}
        return told

    @staticmethod
    def _file(file: File, *, as_photo: bool) -> dict[str, Any]:
        if as_photo:
            return {"photo": [{**file.json(), "width": 1280, "height": 960}]}
        return {"document": {**file.json(), "file_name": file.name, "mime_type": file.content_type}}

    def unread(self) -> list[Unread]:
        """Return every message of the bot and every answer to a press that nobody has taken; a test ends with none."""
        messages = [Unread(str(one.id), sent.text) for one in self.people for sent in one.untaken]
        return messages + [Unread(str(one.id), press.answer) for one in self.people for press in one.untaken_answers]

    async def close(self) -> None:
        """Turn stalled requests away, end polls, and close connections."""
        self.faults.close()
        await self.updates.close()
