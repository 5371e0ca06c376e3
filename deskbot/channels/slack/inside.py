"""What is said in the desk's room, told from what resellers say. Pure."""

from __future__ import annotations

from deskbot.channels.slack.told import DELETED, EDITED, TAKEN_SUBTYPES, Payload, event_in, press_in, team_of
from deskbot.model.room import Room
from deskbot.wires.told import object_in, text_in


def in_room(body: Payload, room: Room) -> str | None:
    """Return the id under which a request from the desk's room is stored; None for one from elsewhere.

    It is empty for what is not stored: talk beside the threads, what programs write, and a link whose page is shown.
    """
    if press := press_in(body):
        if not _is_room(press.team, press.channel, room):
            return None
        return press.external_id if press.actor else ""
    if text_in(body, "type") == "message_action":
        # A note must not become a ticket's first words, whoever chooses that.
        place = text_in(object_in(body, "channel"), "id")
        return "" if _is_room(team_of(body), place, room) else None
    event = event_in(body)
    if event is None or not _is_room(event.team, event.channel, room):
        return None
    changed = event.subtype in (EDITED, DELETED)
    taken = event.by_person and bool(event.root) and (changed or event.subtype in TAKEN_SUBTYPES)
    return event.external_id if taken and (event.subtype != EDITED or event.is_new_text) else ""


def _is_room(team: str, channel: str, room: Room) -> bool:
    return f"{team}:{channel}" == room.address
