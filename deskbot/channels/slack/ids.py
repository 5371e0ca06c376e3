"""The ids of ours under which messages, threads and people of Slack are known. Pure."""

from __future__ import annotations

import re

from deskbot.errors import ConfigurationError
from deskbot.model.chat import SLACK
from deskbot.model.room import Room

_ID = re.compile(r"<([A-Z0-9]{2,20})\.([A-Z0-9]{2,20})\.([\w.-]{1,80})(?:~(\d{1,12}\.\d{1,6}))?@slack>", re.ASCII)
_STAMP = re.compile(r"\d{1,12}\.\d{1,6}", re.ASCII)
_PERSON = re.compile(r"([A-Z0-9]{2,20}):([A-Z0-9]{2,20})", re.ASCII)


def id_of(team: str, channel: str, message: str, root: str = "") -> str:
    """Return the id of a message; with the first of its thread, where it is not that one itself."""
    return f"<{team}.{channel}.{message}{f'~{root}' if root and root != message else ''}@slack>"


def thread_in(message_id: str | None) -> tuple[str, str] | None:
    """Return channel and first message of the thread in which an answer to a message belongs; None where there is none.

    What was no message, as a slash command is not, has no thread.
    """
    found = _ID.fullmatch(message_id or "")
    if found is None:
        return None
    root = found[4] or found[3]
    return (found[2], root) if is_stamp(root) else None


def is_private(message_id: str | None) -> bool:
    """Return whether a message stands in somebody's private conversation with us."""
    thread = thread_in(message_id)
    return thread is not None and thread[0].startswith("D")


def team_in(message_id: str | None) -> str:
    """Return the workspace in which something was said to us; empty where it was not said in Slack."""
    found = _ID.fullmatch(message_id or "")
    return found[1] if found else ""


def is_stamp(value: str) -> bool:
    """Return whether it is what Slack names messages by."""
    return _STAMP.fullmatch(value) is not None


def is_channel(name: str) -> bool:
    """Return whether it is the name of a channel, and not of a person."""
    return name.startswith(("C", "G"))


def room_of(setting: str) -> Room:
    """Return the desk's room that a setting names.

    Raises:
        ConfigurationError: it names none.
    """
    found = _PERSON.fullmatch(setting.strip())
    if found is None or not is_channel(found[2]):
        raise ConfigurationError(
            f'DESKBOT_SLACK_DESK_CHANNEL is "{setting[:50]}", and must name workspace and channel by their ids, like '
            "T0123ABCD:C0456EFGH (both stand in the channel's address in a browser)"
        )
    return Room(SLACK, f"{found[1]}:{found[2]}", f"<{found[1]}.{found[2]}.")


def person_in(address: str) -> tuple[str, str] | None:
    """Return workspace and user of an address, None where it is no address of Slack.

    Addresses are kept as they are compared, in small letters; Slack's names have large ones only.
    """
    found = _PERSON.fullmatch(address.upper())
    return (found[1], found[2]) if found else None
