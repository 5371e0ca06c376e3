"""The people of the simulated Telegram: they write, send files, press buttons, and block the bot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from deskbot.simulators.telegram_rules import units
from deskbot.simulators.telegram_state import SUPERGROUPS, Button, Chat, File, Press, Sent


class Network(Protocol):
    """What people need of Telegram."""

    username: str
    chats: dict[int, Chat]

    async def tell(self, kind: str, content: dict[str, Any]) -> None:
        """Make an update of it, and bring it to the bot where the bot is reached."""
        ...

    def keep(self, name: str, content_type: str, content: bytes, size: int | None = None) -> File:
        """Keep a file."""
        ...

    def pressed(self, data: str) -> Press:
        """Keep a press."""
        ...

    def now(self) -> int:
        """Return the time as Telegram tells it, in seconds."""
        ...


class Person:
    """One person, in their private chat with the bot unless a group is named."""

    def __init__(self, network: Network, number: int) -> None:
        """Have an account, and no chat with the bot yet."""
        self._network = network
        self.id = number
        self.first_name, self.last_name, self.username, self.language = "Ty", "Okafor", "", "en"
        self.chat = network.chats.setdefault(number, Chat(number))
        self._taken = 0
        self.presses_made: list[Press] = []
        self._answers_taken = 0

    # -- what they do

    async def starts(self, code: str = "") -> dict[str, Any]:
        """Open the chat with the bot, by a link where there is a code."""
        return await self.writes(f"/start {code}".strip())

    async def writes(
        self,
        text: str,
        *,
        reply_to: Sent | int | None = None,
        group: int | None = None,
        quote: str = "",
        channel: str = "",
    ) -> dict[str, Any]:
        """Write a message, on a `quote` of that which it answers where there is one; return it as the update has it.

        Where a `channel` is named it is one of that, which Telegram has passed on to its group by itself.
        """
        entities = _entities(text)
        told: dict[str, Any] = {"text": text} | ({"entities": entities} if entities else {})
        if channel:
            told |= {"sender_chat": {"id": -1001000000777, "type": "channel", "title": channel}}
            told |= {"is_automatic_forward": True}
        return await self._send(told | ({"quote": {"text": quote, "position": 0}} if quote else {}), reply_to, group)

    async def sends_photo(
        self,
        content: bytes = b"\xff\xd8\xff a photo",
        caption: str = "",
        *,
        album: str = "",
        reply_to: Sent | int | None = None,
    ) -> dict[str, Any]:
        """Send a photo, of which there is a small copy, too; photos with the same album are shown as one."""
        small = self._network.keep("small.jpg", "image/jpeg", content[:16])
        large = self._network.keep("photo.jpg", "image/jpeg", content)
        sizes = [{**small.json(), "width": 90, "height": 60}, {**large.json(), "width": 1280, "height": 960}]
        together = {"media_group_id": album} if album else {}
        return await self._send_file({"photo": sizes, **together}, caption, reply_to)

    async def sends_document(
        self,
        content: bytes,
        name: str,
        content_type: str = "application/octet-stream",
        caption: str = "",
        *,
        size: int | None = None,
    ) -> dict[str, Any]:
        """Send a file under its name."""
        file = self._network.keep(name, content_type, content, size)
        told = {**file.json(), "file_name": name, "mime_type": content_type}
        return await self._send_file({"document": told}, caption)

    async def sends_voice(self) -> dict[str, Any]:
        """Send a voice note."""
        file = self._network.keep("voice.ogg", "audio/ogg", b"OggS a voice")
        told = {**file.json(), "duration": 4, "mime_type": "audio/ogg"}
        return await self._send_file({"voice": told})

    async def sends_video(self, *, round_: bool = False) -> dict[str, Any]:
        """Send a video, or a round one, which has neither name nor words."""
        file = self._network.keep("video.mp4", "video/mp4", b"a video")
        if round_:
            return await self._send_file({"video_note": {**file.json(), "duration": 3, "length": 240}})
        told = {
            **file.json(),
            "width": 640,
            "height": 480,
            "duration": 3,
            "mime_type": "video/mp4",
            "file_name": "rack.mp4",
        }
        return await self._send_file({"video": told})

    async def shares_location(self, latitude: float, longitude: float) -> dict[str, Any]:
        """Say where they are."""
        return await self._send({"location": {"latitude": latitude, "longitude": longitude}})

    async def moves(self, message: dict[str, Any], latitude: float, longitude: float) -> None:
        """Be somewhere else, while a message of theirs shows where they are."""
        place = {"latitude": latitude, "longitude": longitude, "live_period": 3600}
        await self._network.tell("edited_message", {**message, "location": place, "edit_date": self._network.now()})

    async def happens(self, kind: str) -> None:
        """Do something that Telegram tells of as a message without words."""
        first = next(iter(self.chat.messages.values()))
        about: dict[str, Any] = {
            "chat_background_set": {"type": {"type": "chat_theme", "theme_name": "moon"}},
            "dice": {"emoji": "\U0001f3b2", "value": 3},
            "message_auto_delete_timer_changed": {"message_auto_delete_time": 86400},
            "pinned_message": _without_answered(first),
            "write_access_allowed": {"from_request": True},
        }
        await self._send({kind: about[kind]})

    async def shares_contact(self, phone: str, name: str) -> dict[str, Any]:
        """Pass on somebody's number."""
        return await self._send({"contact": {"phone_number": phone, "first_name": name}})

    async def forwards(self, text: str, *, name: str) -> dict[str, Any]:
        """Pass on what somebody else has written who hides their account."""
        origin = {"type": "hidden_user", "sender_user_name": name, "date": self._network.now() - 60}
        return await self._send({"text": text, "forward_origin": origin})

    async def edits(self, message: dict[str, Any], text: str) -> dict[str, Any]:
        """Write a message of theirs otherwise."""
        chat = self._network.chats[message["chat"]["id"]]
        words = "caption" if "caption" in message else "text"
        edited = {**message, words: text, "edit_date": self._network.now()}
        chat.messages[message["message_id"]] = edited
        await self._network.tell("edited_message", edited)
        return edited

    async def presses(self, label: str, message: Sent | None = None) -> Press:
        """Press a button: that of a message, or of the newest that has one so labelled.

        Raises:
            ValueError: there is no such button.
        """
        found = message or next((one for one in reversed(self.chat.sent) if label in one.labels), None)
        button = _button(found, label) if found else None
        if found is None or button is None:
            raise ValueError(f"there is no button {label!r}; there are {[one.labels for one in self.chat.sent]}")
        return await self.presses_data(found, button.data)

    async def presses_data(self, message: Sent, data: str) -> Press:
        """Press what says this below a message, whether it is still there or not: some apps are slow to hear."""
        press = self._network.pressed(data)
        self.presses_made.append(press)
        shown = self._network.chats[message.chat].messages[message.message_id]
        query = {"id": press.query_id, "from": self._user(), "message": shown, "chat_instance": "1", "data": data}
        await self._network.tell("callback_query", query)
        return press

    async def blocks(self) -> None:
        """Hear nothing more of the bot."""
        self.chat.open = False
        await self._changes("member", "kicked")

    async def unblocks(self) -> None:
        """Hear of the bot again."""
        self.chat.open = True
        await self._changes("kicked", "member")

    # -- what they see

    @property
    def untaken(self) -> list[Sent]:
        """The bot's messages in the private chat that nobody has taken."""
        return self.chat.sent[self._taken :]

    @property
    def untaken_answers(self) -> list[Press]:
        """The presses that were answered with words which nobody has taken."""
        return [one for one in self.presses_made[self._answers_taken :] if one.answer]

    def take_message(self) -> Sent:
        """Return the bot's oldest message that nobody has taken.

        Raises:
            LookupError: there is none.
        """
        if not self.untaken:
            raise LookupError(f"the bot has written nothing more to {self.id}")
        self._taken += 1
        return self.chat.sent[self._taken - 1]

    def take_answer(self) -> str:
        """Return what the latest press was answered, and take it that all were read.

        Raises:
            LookupError: it was not.
        """
        if not self.presses_made or not self.presses_made[-1].answered:
            raise LookupError("no press was answered")
        self._answers_taken = len(self.presses_made)
        return self.presses_made[-1].answer

    # -- how Telegram tells it

    def _user(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        more = {"last_name": self.last_name, "username": self.username, "language_code": self.language}
        return told | {key: value for key, value in more.items() if value}

    def _chat(self, chat: Chat) -> dict[str, Any]:
        if not chat.private:
            return {
                "id": chat.id,
                "type": "supergroup" if chat.id < -SUPERGROUPS else "group",
                "title": chat.title,
            }
        return {"id": chat.id, "type": "private", "first_name": self.first_name}

    async def _send_file(
        self, told: dict[str, Any], caption: str = "", reply_to: Sent | int | None = None
    ) -> dict[str, Any]:
        return await self._send(told | ({"caption": caption} if caption else {}), reply_to)

    async def _send(
        self, content: dict[str, Any], reply_to: Sent | int | None = None, group: int | None = None
    ) -> dict[str, Any]:
        chat = self._network.chats[group] if group is not None else self.chat
        if chat.private:
            chat.open = True
        message = self._message(chat, content, reply_to)
        chat.messages[message["message_id"]] = message
        await self._network.tell("message", message)
        return message

    def _message(self, chat: Chat, content: dict[str, Any], reply_to: Sent | int | None) -> dict[str, Any]:
        number = reply_to.message_id if isinstance(reply_to, Sent) else reply_to
        answered = {"reply_to_message": _without_answered(chat.messages[number])} if number is not None else {}
        about = {
            "message_id": chat.next_id(),
            "from": self._user(),
            "chat": self._chat(chat),
            "date": self._network.now(),
        }
        return {**about, **answered, **content}

    async def _changes(self, was: str, becomes: str) -> None:
        def member(status: str) -> dict[str, Any]:
            return {"user": bot_user(self._network.username), "status": status} | (
                {"until_date": 0} if status == "kicked" else {}
            )

        told = {"chat": self._chat(self.chat), "from": self._user(), "date": self._network.now()}
        await self._network.tell(
            "my_chat_member", {**told, "old_chat_member": member(was), "new_chat_member": member(becomes)}
        )


def bot_user(username: str) -> dict[str, Any]:
    """Return the bot as messages name it."""
    return {"id": 1000, "is_bot": True, "first_name": "SIMULATED desk", "username": username}


def _without_answered(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message as another that answers it holds it: without the one that it answers itself."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def _button(message: Sent, label: str) -> Button | None:
    return next((one for line in message.buttons for one in line if one.label == label), None)


def _entities(text: str) -> list[dict[str, Any]]:
    """Return what Telegram marks in a text: a command at its beginning, and names behind an @."""
    found: list[dict[str, Any]] = []
    at = 0
    for place, word in enumerate(text.split(" ")):
        name = word.rstrip(",.:;!?")
        if place == 0 and len(name) > 1 and name.startswith("/"):
            found.append({"type": "bot_command", "offset": 0, "length": units(name)})
        if len(name) > 1 and name.startswith("@"):
            found.append({"type": "mention", "offset": at, "length": units(name)})
        at += units(word) + 1
    return found


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who has an account; who is asked for first is made up then."""

    known: dict[int, Person]
    make: Callable[[int], Person]

    def __getitem__(self, number: int) -> Person:
        if number not in self.known:
            self.known[number] = self.make(number)
        return self.known[number]

    def __iter__(self) -> Iterator[Person]:
        return iter(self.known.values())
