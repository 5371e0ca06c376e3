"""What Slack tells of: which message, whose, in which thread; the same words for events, commands and presses. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Payload = dict[str, Any]
TAKEN_SUBTYPES = frozenset({"", "file_share", "thread_broadcast"})
"""The kinds of messages that people write; of the others only edits and deletions are kept."""
EDITED, DELETED = "message_changed", "message_deleted"


def part(told: Payload, key: str) -> Payload:
    """Return the object under a key, empty where there is none."""
    value = told.get(key)
    return value if isinstance(value, dict) else {}


def word(told: Payload, key: str) -> str:
    """Return the text under a key, empty where there is none."""
    value = told.get(key)
    return value.replace("\x00", "") if isinstance(value, str) else ""


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
        return word(self.message, "ts")

    @property
    def root(self) -> str:
        """Return the first message of the thread in which it stands; empty where it is in none."""
        root = word(self.message, "thread_ts")
        return root if root != self.stamp else ""

    @property
    def private(self) -> bool:
        """Return whether it was said to us alone."""
        return self.channel.startswith("D")

    @property
    def sender(self) -> str:
        """Return who has written it, as `TEAM:USER`: a guest's team is another one than ours."""
        user = word(self.message, "user")
        team = word(self.message, "user_team") or word(self.message, "source_team") or word(self.message, "team")
        return f"{team or self.team}:{user}" if user else ""

    @property
    def by_person(self) -> bool:
        """Return whether a person has written it: neither we nor another program."""
        message = self.message
        return bool(self.sender) and not message.get("bot_id") and word(message, "user") not in (self.bot, "USLACKBOT")

    @property
    def is_new_text(self) -> bool:
        """Return whether an edit has changed the words: Slack calls it an edit, too, when it shows a link's page."""
        return word(self.message, "text") != word(self.before, "text")

    @property
    def external_id(self) -> str:
        """Return under which id it is stored: a mention is told twice, by two events, and is one message."""
        if self.subtype == EDITED:
            return f"{self.team}.{self.channel}.{self.stamp}.edited-{word(part(self.message, 'edited'), 'ts')}"
        return f"{self.team}.{self.channel}.{self.stamp}{'.deleted' if self.subtype == DELETED else ''}"


def event_in(body: Payload) -> Event | None:
    """Return the message of an event; None where it tells of something else."""
    event = part(body, "event")
    kind, subtype = word(event, "type"), word(event, "subtype")
    if kind not in ("message", "app_mention"):
        return None
    told = body.get("authorizations")
    own = told[0] if isinstance(told, list) and told and isinstance(told[0], dict) else {}
    before = part(event, "previous_message")
    message = event
    if subtype == EDITED:
        message = part(event, "message")
    elif subtype == DELETED:
        message = before
    team, channel = word(own, "team_id") or word(body, "team_id"), word(event, "channel")
    if not team or not channel or not word(message, "ts"):
        return None
    return Event(team, word(own, "user_id"), channel, message, subtype, kind == "app_mention", before)


def presser(body: Payload) -> str:
    """Return who has pressed or chosen something, as `TEAM:USER`."""
    user = part(body, "user")
    team = word(user, "team_id") or word(part(body, "team"), "id")
    return f"{team}:{word(user, 'id')}" if team and word(user, "id") else ""


def pressed(body: Payload) -> Payload:
    """Return the button that was pressed; empty where none was."""
    actions = body.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    return first if isinstance(first, dict) else {}


def commander(body: Payload) -> str:
    """Return who has given a slash command, as `TEAM:USER`."""
    team, user = word(body, "team_id"), word(body, "user_id")
    return f"{team}:{user}" if team and user else ""
