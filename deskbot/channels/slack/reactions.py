"""A reaction that makes a ticket of somebody's message. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.channels.slack.told import Payload
from deskbot.wires.told import object_in, text_in

TICKET = "ticket"
"""The emoji's name, as Slack tells it."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """Who marked which message."""

    team: str
    channel: str
    stamp: str
    """Of the message."""
    user: str
    shared: bool = False
    """Whether people of other workspaces are in the channel: Slack does not say of which whoever marks is."""
    home: str = ""
    """The workspace of whoever marks, where that was asked for and is another one."""

    @property
    def sender(self) -> str:
        """Return whose ticket it becomes, as `TEAM:USER`."""
        return f"{self.home or self.team}:{self.user}"

    @property
    def external_id(self) -> str:
        """Return under which id it is stored: whoever marks it again, it is one ticket."""
        return f"reaction.{self.team}.{self.channel}.{self.stamp}"


def reaction_in(body: Payload) -> Reaction | None:
    """Return the mark that wants a ticket; None where an event tells of something else."""
    event = object_in(body, "event")
    item = object_in(event, "item")
    if text_in(event, "type") != "reaction_added" or text_in(event, "reaction") != TICKET:
        return None
    if text_in(item, "type") != "message":
        return None
    found = Reaction(
        text_in(body, "team_id"),
        text_in(item, "channel"),
        text_in(item, "ts"),
        text_in(event, "user"),
        shared=body.get("is_ext_shared_channel") is True,
    )
    return found if found.team and found.channel and found.stamp and found.user else None
