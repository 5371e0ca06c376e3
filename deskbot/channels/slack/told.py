"""What Slack tells of: which message, whose, in which thread; the same words for events, commands and presses. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deskbot.model.message import Glance
from deskbot.wires.told import object_in, text_in

Payload = dict[str, Any]
TAKEN_SUBTYPES = frozenset({"", "file_share", "me_message", "thread_broadcast"})
"""The kinds of messages that people write; of the others only edits and deletions are kept."""
EDITED, DELETED = "message_changed", "message_deleted"
TOMBSTONE = "tombstone"
"""What Slack makes of a message that is deleted while its thread goes on."""


@dataclass(frozen=True, slots=True)
class Event:
    """A message that an event tells of."""

    team: str
    """The workspace in which we are."""
    bot: str
    """The user that we are there."""
    channel: str
    message: Payload
    subtype: str
    mentions: bool
    """Whether Slack says that it mentions us."""
    before: Payload
    """What it was before it was edited or deleted."""

    @property
    def stamp(self) -> str:
        """Return what Slack names the message by."""
        return text_in(self.message, "ts")

    @property
    def root(self) -> str:
        """Return the first message of the thread in which it stands; empty where it is in none."""
        root = text_in(self.message, "thread_ts")
        return root if root != self.stamp else ""

    @property
    def private(self) -> bool:
        """Return whether it was said to us alone."""
        return self.channel.startswith("D")

    @property
    def sender(self) -> str:
        """Return who has written it, as `TEAM:USER`: a guest's team is another one than ours."""
        user = text_in(self.message, "user")
        team = (
            text_in(self.message, "user_team") or text_in(self.message, "source_team") or text_in(self.message, "team")
        )
        return f"{team or self.team}:{user}" if user else ""

    @property
    def by_person(self) -> bool:
        """Return whether a person has written it: neither we nor another program."""
        message = self.message
        return (
            bool(self.sender) and not message.get("bot_id") and text_in(message, "user") not in (self.bot, "USLACKBOT")
        )

    @property
    def is_new_text(self) -> bool:
        """Return whether an edit has changed the words: Slack calls it an edit, too, when it shows a link's page."""
        return text_in(self.message, "text") != text_in(self.before, "text")

    @property
    def first_id(self) -> str:
        """Return under which id the message itself is stored: a mention is told twice, by two events, and is one."""
        return f"{self.team}.{self.channel}.{self.stamp}"

    @property
    def external_id(self) -> str:
        """Return under which id it is stored: that of the message, and behind it how it was changed."""
        if self.subtype == EDITED:
            return f"{self.first_id}.edited-{text_in(object_in(self.message, 'edited'), 'ts')}"
        return f"{self.first_id}{'.deleted' if self.subtype == DELETED else ''}"


def event_in(body: Payload) -> Event | None:
    """Return the message of an event; None where it tells of something else."""
    event = object_in(body, "event")
    kind, subtype = text_in(event, "type"), text_in(event, "subtype")
    if kind not in ("message", "app_mention"):
        return None
    told = body.get("authorizations")
    own = told[0] if isinstance(told, list) and told and isinstance(told[0], dict) else {}
    before = object_in(event, "previous_message")
    message = event
    if subtype == EDITED:
        message = object_in(event, "message")
        subtype = DELETED if text_in(message, "subtype") == TOMBSTONE else EDITED
    if subtype == DELETED:
        message = before
    team, channel = text_in(own, "team_id") or text_in(body, "team_id"), text_in(event, "channel")
    if not team or not channel or not text_in(message, "ts"):
        return None
    return Event(team, text_in(own, "user_id"), channel, message, subtype, kind == "app_mention", before)


def team_of(body: Payload) -> str:
    """Return the workspace in which somebody acts; Slack names none where a whole organisation has the app."""
    return text_in(object_in(body, "team"), "id") or text_in(object_in(body, "user"), "team_id")


def presser(body: Payload) -> str:
    """Return who has pressed or chosen something, as `TEAM:USER`."""
    user = object_in(body, "user")
    team = text_in(user, "team_id") or team_of(body)
    return f"{team}:{text_in(user, 'id')}" if team and text_in(user, "id") else ""


def glance_at(body: Payload) -> Glance:
    """Return what is seen of a request at the door."""
    event = event_in(body)
    return Glance(event.sender, words=text_in(event.message, "text")) if event else Glance(presser(body))


def pressed(body: Payload) -> Payload:
    """Return the button that was pressed; empty where none was."""
    actions = body.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    return first if isinstance(first, dict) else {}


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that somebody has pressed; places are empty where it stands below no message."""

    actor: str
    """Who has pressed it, as `TEAM:USER`; empty where nobody is named."""
    team: str
    """The workspace in which we are."""
    channel: str
    stamp: str
    """Of its message."""
    thread: str
    """The first message of the thread in which that stands; empty where it is in none."""
    name: str
    says: str
    at: str

    @property
    def external_id(self) -> str:
        """Return under which id the press is stored."""
        return f"press.{self.actor}.{self.channel}.{self.stamp}.{self.at}"

    @property
    def button_id(self) -> str:
        """Return under which id it is stored where it counts once: who presses twice has said it once."""
        return f"press.{self.actor}.{self.channel}.{self.stamp}.{self.name}"


def press_in(body: Payload) -> Pressed | None:
    """Return the press of a button; None where a request is about none."""
    action, where = pressed(body), object_in(body, "container")
    if not action:
        return None
    return Pressed(
        actor=presser(body),
        team=team_of(body),
        channel=text_in(where, "channel_id"),
        stamp=text_in(where, "message_ts"),
        thread=text_in(where, "thread_ts"),
        name=text_in(action, "action_id"),
        says=text_in(action, "value"),
        at=text_in(action, "action_ts"),
    )


def commander(body: Payload) -> str:
    """Return who has given a slash command, as `TEAM:USER`."""
    team, user = text_in(body, "team_id"), text_in(body, "user_id")
    return f"{team}:{user}" if team and user else ""
