"""The people of the simulated Slack: they write, edit, delete, send files, press buttons and give commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from deskbot.simulators.slack_forms import Forms
from deskbot.simulators.slack_protocols import Network
from deskbot.simulators.slack_state import APP, BOT, TEAM, Channel, File, Message

TOKEN = "told, and no secret"  # noqa: S105
"""By which Slack once proved that it was it."""

SLACKBOT = "USLACKBOT"


class Person:
    """One user, in their private conversation with the app unless a channel is named."""

    def __init__(self, network: Network, user: str) -> None:
        """Have an account in the workspace; who comes from another one has its `team` changed."""
        self.network = network
        self.id = user
        self.team = TEAM
        self.active = True
        """False where the account is switched off."""
        self._taken: set[str] = set()
        self.forms = Forms(self, network.views)

    @property
    def address(self) -> str:
        """Return under which address the desk knows them."""
        return f"{self.team}:{self.id}"

    # -- what they do

    async def writes(
        self,
        text: str,
        *,
        channel: str = "",
        thread: Message | None = None,
        mentions: bool = False,
        files: list[File] | None = None,
    ) -> Message:
        """Write a message; in a channel a mention of the app is told by an event of its own, beside the message's."""
        where = self.network.channels[channel] if channel else self.network.direct(self.id)
        words = f"<@{self.network.workspaces.of(where.team).bot}> {escaped(text)}" if mentions else escaped(text)
        root = (thread.thread_ts or thread.ts) if thread else ""
        message = Message(where.id, self.network.stamp(), self.id, words, self.team, root, files=files or [])
        where.messages[message.ts] = message
        told = self._told(message, where)
        if mentions and channel:
            mention = {key: value for key, value in told.items() if key != "channel_type"}
            await self.network.event({**mention, "type": "app_mention"})
        await self.network.event({**told, **({"subtype": "file_share"} if files else {})})
        return message

    async def sends_file(
        self,
        content: bytes,
        name: str,
        content_type: str,
        text: str = "",
        *,
        thread: Message | None = None,
        size: int | None = None,
    ) -> Message:
        """Send a file with some words."""
        return await self.writes(text, thread=thread, files=[self.network.keep(name, content_type, content, size)])

    async def edits(self, message: Message, text: str) -> None:
        """Write a message of theirs otherwise."""
        before = self.network.shown(message)
        message.text = escaped(text)
        edited = {**self.network.shown(message), "edited": {"user": self.id, "ts": self.network.stamp()}}
        await self._changes(message, "message_changed", {"message": edited, "previous_message": before})

    async def deletes(self, message: Message) -> None:
        """Take a message of theirs back."""
        before, messages = self.network.shown(message), self.network.channels[message.channel].messages
        if any(one.thread_ts == message.ts for one in messages.values()):
            # Slack keeps what has a thread, and tells of it as of an edit by itself.
            message.user, message.text, message.files = SLACKBOT, "This message was deleted.", []
            stone = {**self.network.shown(message), "subtype": "tombstone", "hidden": True, "thread_ts": message.ts}
            await self._changes(message, "message_changed", {"message": stone, "previous_message": before})
            return
        del messages[message.ts]
        await self._changes(message, "message_deleted", {"deleted_ts": message.ts, "previous_message": before})

    async def presses(self, label: str, message: Message | None = None) -> httpx.Response | None:
        """Press a button: that of a message, or of the newest that has one so labelled.

        Raises:
            ValueError: there is no such button.
        """
        found = message or next((one for one in reversed(self.seen) if label in one.labels), None)
        button = next((one for one in found.buttons if one.label == label), None) if found else None
        if found is None or button is None:
            raise ValueError(f"there is no button {label!r}; there are {[one.labels for one in self.seen]}")
        action: dict[str, Any] = {
            "type": "button",
            "action_id": button.action_id,
            "block_id": "b1",
            "value": button.value,
        }
        action["text"] = {"type": "plain_text", "text": label, "emoji": False}
        action["action_ts"] = self.network.stamp()
        return await self.network.interaction(
            self.payload("block_actions") | self.pressed_in(found) | {"actions": [action]}
        )

    def pressed_in(self, message: Message) -> dict[str, Any]:
        """Return what Slack tells of the message whose button is pressed."""
        container: dict[str, Any] = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
        container |= {"is_ephemeral": False}
        container |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
        return self._place(message) | {"container": container}

    async def marks(self, message: Message, emoji: str = "ticket") -> None:
        """Set an emoji on a message."""
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        event = {"type": "reaction_added", "user": self.id, "reaction": emoji, "item": item}
        await self.network.event(event | {"item_user": message.user, "event_ts": self.network.stamp()})

    async def makes_ticket(self, message: Message) -> httpx.Response | None:
        """Choose the shortcut that makes a ticket of a message."""
        about = {"callback_id": "create_ticket", "message_ts": message.ts} | self._place(message)
        about |= {"action_ts": self.network.stamp()}
        return await self.network.interaction(self.payload("message_action") | about)

    async def commands(self, text: str, *, command: str = "/ticket") -> dict[str, Any]:
        """Give a slash command; return what Slack shows them at once.

        Raises:
            LookupError: the app has not taken it.
        """
        where = self.network.direct(self.id)
        form = {"command": command, "text": text, "team_id": self.team, "channel_id": where.id, "user_id": self.id}
        form |= {"user_name": self.id.lower(), "api_app_id": APP, "trigger_id": self.network.trigger(self.id)}
        form |= {"token": TOKEN, "team_domain": "desk", "channel_name": where.told_name}
        form |= {"response_url": f"{self.network.base_url}/answers/{where.id}/command"}
        answer = await self.network.command(form)
        if answer is None or not answer.is_success:
            raise LookupError(f"{command} was not taken")
        return answer.json() if answer.content else {}

    # -- what they see

    @property
    def seen(self) -> list[Message]:
        """Return the app's messages in their private conversation, and in threads in which they have written."""
        found: list[Message] = []
        for channel in self.network.channels.values():
            own = {one.thread_ts or one.ts for one in channel.messages.values() if one.user == self.id}
            ours = (one for one in channel.messages.values() if one.user.startswith(BOT))
            found += [one for one in ours if self.id == channel.user or one.thread_ts in own]
        return sorted(found, key=lambda one: one.ts)

    @property
    def untaken(self) -> list[Message]:
        """The app's messages to them that nobody has taken."""
        return [one for one in self.seen if one.ts not in self._taken]

    def take_message(self) -> Message:
        """Return the app's oldest message to them that nobody has taken.

        Raises:
            LookupError: there is none.
        """
        if not self.untaken:
            raise LookupError(f"the app has written nothing more to {self.id}")
        message = self.untaken[0]
        self._taken.add(message.ts)
        return message

    # -- how Slack tells it

    def _told(self, message: Message, where: Channel) -> dict[str, Any]:
        kind = "im" if where.user else "channel"
        return {**self.network.shown(message), "channel": where.id, "channel_type": kind, "event_ts": message.ts}

    async def _changes(self, message: Message, subtype: str, about: dict[str, Any]) -> None:
        stamp = self.network.stamp()
        told = {"type": "message", "subtype": subtype, "channel": message.channel, "ts": stamp, "event_ts": stamp}
        told["channel_type"] = "im" if self.network.channels[message.channel].user else "channel"
        await self.network.event(told | {"hidden": True} | about)

    def payload(self, kind: str) -> dict[str, Any]:
        """Return what Slack tells of whoever acts."""
        user = {"id": self.id, "team_id": self.team}
        user |= {"username": self.id.lower()} if kind != "view_submission" else {}
        user |= {"name": self.id.lower()} if kind != "shortcut" else {}
        where = self.network.workspaces.of(self.team)
        # Where a whole organisation has the app, no workspace is named.
        team = None if where.organisation else {"id": where.team, "domain": "desk"}
        about: dict[str, Any] = {"type": kind, "token": TOKEN, "team": team, "user": user}
        if where.organisation:
            about["is_enterprise_install"] = True
            about["enterprise"] = {"id": where.organisation, "name": where.organisation}
        about |= {"api_app_id": APP} if kind in ("block_actions", "view_submission") else {}
        return about | {"trigger_id": self.network.trigger(self.id)}

    def _place(self, message: Message) -> dict[str, Any]:
        """Return what Slack tells of the message with which something is done, and where an answer would go."""
        where = self.network.channels[message.channel]
        url = f"{self.network.base_url}/answers/{where.id}/{message.ts}"
        about = {"channel": {"id": where.id, "name": where.told_name}, "response_url": url}
        return about | {"message": self.network.shown(message)}


def escaped(text: str) -> str:
    """Return what somebody types as Slack keeps it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@dataclass
class People:
    """Everybody by user id; whoever is asked for is there."""

    known: dict[str, Person]
    make: Callable[[str], Person]

    def __getitem__(self, user: str) -> Person:
        """Return somebody."""
        if user not in self.known:
            self.known[user] = self.make(user)
        return self.known[user]

    def __iter__(self) -> Iterator[Person]:
        """Go through those who have been asked for."""
        return iter(self.known.values())

    def __contains__(self, user: object) -> bool:
        """Return whether somebody has been asked for."""
        return user in self.known
