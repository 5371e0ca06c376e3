"""What came from Slack, normalised: a message, its edit, a command, a press, a form, a message made a ticket. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from deskbot.channels.slack.choosers import choice_in, is_choice
from deskbot.channels.slack.forms import filled_in, submitted
from deskbot.channels.slack.ids import id_of, team_in, thread_in
from deskbot.channels.slack.markup import plain
from deskbot.channels.slack.reactions import Reaction, reaction_in
from deskbot.channels.slack.shared import files_in, passed_on, words_in
from deskbot.channels.slack.told import (
    DELETED,
    EDITED,
    Event,
    Payload,
    Pressed,
    commander,
    event_in,
    press_in,
    presser,
    team_of,
)
from deskbot.commands.chat_message import chat_message
from deskbot.commands.desk import read_desk
from deskbot.commands.tickets import Verb, read_command
from deskbot.commands.told import Told, told_by
from deskbot.model.message import Address, Arrival, Attachment, Inbound
from deskbot.wires.file_names import safe_name
from deskbot.wires.told import number_in, object_in, text_in, told_in

UNTITLED = "Files by Slack"
UNREAD = "A message in Slack was marked as a ticket, and we may not read it."
"""What a mark says while, or where, the marked message cannot be read."""
UNPLACED = "FORM"
"""In an id, instead of a conversation: a form is filled in nowhere."""
HOME = "home"
"""What the web side notes of the workspace of a guest who has marked a message."""
INSIDE = "inside"
"""What the web side notes of what was said in the desk's room."""
UNTOLD = "untold"
"""What it notes of an edit of which the message itself was not told: then it is the message."""


def read_slack(arrival: Arrival) -> Inbound:
    """Return what a payload says.

    Raises:
        ValueError: it is none of Slack's that we store.
    """
    body = told_in(arrival.raw, "Slack")
    if text_in(body, "command"):
        return _command(arrival, body)
    if is_choice(body):
        return _choice(arrival, body)
    if submitted(body):
        return _form(arrival, body)
    if (press := press_in(body)) is not None:
        return _press(arrival, press)
    if text_in(body, "type") == "message_action":
        return _shortcut(arrival, body)
    if (mark := reaction_in(body)) is not None:
        return _marked(arrival, replace(mark, home=str(arrival.envelope.get(HOME, ""))))
    event = event_in(body)
    if event is None:
        raise ValueError("an event that tells of no message")
    return _message(arrival, event)


def _message(arrival: Arrival, event: Event) -> Inbound:
    own_id, root = id_of(event.team, event.channel, event.stamp, event.root), event.root
    said, inside = plain(text_in(event.message, "text"), event.bot), bool(arrival.envelope.get(INSIDE))
    told = Told(said) if inside else told_by(said)
    answers = id_of(event.team, event.channel, root) if root else None
    changes = event.subtype in (EDITED, DELETED) and not arrival.envelope.get(UNTOLD)
    if not inside and not changes:
        told = with_passed_on(told, event.message)
    files = _files(files_in(event.message), event.team)
    if changes:
        # Never written over what was said: it is said anew, about that message.
        change = f"edited-{text_in(object_in(event.message, 'edited'), 'ts')}" if event.subtype == EDITED else "deleted"
        answers = own_id
        own_id = id_of(event.team, event.channel, f"{event.stamp}.{change}", root or event.stamp)
        words = f"(edited) {told.words}" if event.subtype == EDITED else "(deleted)"
        if inside:
            words = told.words or "(deleted)"  # a note stays one: its mark must stand in front
        told, files = Told(words, told.about), ()
    # What is said in private outside any thread goes on with what was spoken of last; a channel has threads only.
    threaded = bool(answers) or not event.private
    message = _inbound(arrival, event.sender, told, own_id, answers, files, threaded=threaded)
    return replace(message, inside=inside, changes=changes)


def with_passed_on(told: Told, message: Payload) -> Told:
    """Return what somebody says with the words of others that they pass on: those command nothing."""
    return replace(told, words="\n\n".join(part for part in (told.words, passed_on(message)) if part))


def _command(arrival: Arrival, body: Payload) -> Inbound:
    own_id = id_of(
        text_in(body, "team_id"), text_in(body, "channel_id"), f"command-{_name(text_in(body, 'trigger_id'))}"
    )
    text = text_in(body, "text").strip()
    if arrival.envelope.get(INSIDE):
        acts = read_desk(text)
        # It stands nowhere: who reads the thread has not seen it.
        own_id = id_of(text_in(body, "team_id"), UNPLACED, f"command-{_name(text_in(body, 'trigger_id'))}")
        message = _inbound(arrival, commander(body), Told(acts.said, acts.ticket), own_id, None, (), threaded=False)
        return replace(message, inside=True)
    wanted = read_command(text)  # what stands behind a slash is meant as a command
    urgent = wanted.verb is Verb.URGENT and wanted.ticket is not None
    told = Told(wanted.words or text, wanted.ticket, anew=wanted.verb is Verb.NEW, urgent=urgent)
    return _inbound(arrival, commander(body), told, own_id, None, (), threaded=False)


def _press(arrival: Arrival, press: Pressed) -> Inbound:
    root = press.thread or press.stamp
    own_id = id_of(press.team, press.channel, f"press-{_name(press.at)}", root)
    answers = id_of(press.team, press.channel, root) if root else None
    inside = bool(arrival.envelope.get(INSIDE))
    told = Told(press.says) if inside else told_by(press.says)
    message = _inbound(arrival, press.actor, told, own_id, answers, (), threaded=bool(root))
    return replace(message, inside=inside)


def _shortcut(arrival: Arrival, body: Payload) -> Inbound:
    """Read a message that somebody has made a ticket: it is theirs who did, and they are answered in private."""
    message, channel = object_in(body, "message"), text_in(object_in(body, "channel"), "id")
    team = team_of(body)
    files = _files(files_in(message), team)
    own_id = id_of(team, channel, f"shortcut-{_name(text_in(body, 'action_ts'))}")
    told = Told(words_in(message), anew=True)
    return _inbound(arrival, presser(body), told, own_id, None, files, threaded=False)


def _marked(arrival: Arrival, mark: Reaction) -> Inbound:
    """Read a mark on a message: the ticket is theirs who set it; what the message says is not known yet."""
    own_id = id_of(mark.team, mark.channel, f"reaction-{_name(mark.stamp)}")
    return _inbound(arrival, mark.sender, Told(UNREAD, anew=True), own_id, None, (), threaded=False)


def with_marked(message: Inbound, told: Payload, team: str) -> Inbound:
    """Return the message of a mark with what the marked one says, as Slack has told it since."""
    said, files = Told(words_in(told), anew=True), _files(files_in(told), team)
    words = said.words or UNTITLED
    return replace(message, subject=said.subject or UNTITLED, text=words, reply=words, attachments=files)


def _form(arrival: Arrival, body: Payload) -> Inbound:
    """Read a form that was sent off: its answers stand behind the names of their facts, and are read as words are."""
    view, team = object_in(body, "view"), team_of(body)
    filled = filled_in(view)
    ticket, thread = filled.about.ticket, thread_in(filled.about.thread)
    channel, root = thread or (UNPLACED, "")
    own_id = id_of(team, channel, f"form-{_name(text_in(view, 'id'))}", root)
    told = Told(filled.text, ticket, anew=ticket is None)
    files = _files(filled.about.files, team)
    message = _inbound(arrival, presser(body), told, own_id, None, files, threaded=False)
    return replace(message, subject=filled.summary or message.subject, chosen=filled.category)


def _choice(arrival: Arrival, body: Payload) -> Inbound:
    """Read what an agent has chosen: it is said below the card at which they chose it."""
    if not arrival.envelope.get(INSIDE):
        raise ValueError("chosen by nobody of the desk")
    view = object_in(body, "view")
    chosen = choice_in(view)
    channel, root = thread_in(chosen.card) or (UNPLACED, "")
    own_id = id_of(team_in(chosen.card), channel, f"chosen-{_name(text_in(view, 'id'))}", root)
    message = _inbound(arrival, presser(body), Told(chosen.says), own_id, chosen.card, (), threaded=True)
    return replace(message, inside=True)


def _inbound(
    arrival: Arrival,
    sender: str,
    told: Told,
    own_id: str,
    answers: str | None,
    files: tuple[Attachment, ...],
    *,
    threaded: bool,
) -> Inbound:
    if not sender:
        raise ValueError("nobody is named who has sent it")
    return chat_message(
        arrival,
        Address(sender),
        told,
        message_id=own_id,
        untitled=UNTITLED,
        in_reply_to=answers,
        files=files,
        threaded=threaded,
        one_by_one=False,
    )


def _name(value: str) -> str:
    """Return what stands in an id for a value of Slack's."""
    return "".join(sign for sign in value if sign.isascii() and (sign.isalnum() or sign == "."))[:60]


def _files(found: Iterable[Payload], team: str) -> tuple[Attachment, ...]:
    return tuple(_file(one, team) for one in found if text_in(one, "id") and one.get("mode") != "tombstone")


def _file(told: Payload, team: str) -> Attachment:
    named = next((name for key in ("name", "title", "id") if (name := safe_name(text_in(told, key)))), "file")
    content_type = text_in(told, "mimetype") or "application/octet-stream"
    return Attachment(named, content_type, 0, "", source=f"{number_in(told, 'size')}:{text_in(told, 'id')}:{team}")
