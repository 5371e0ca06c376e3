"""What came from Telegram, normalised: a message with its album, an edit, a press. Pure."""

from __future__ import annotations

import mimetypes
from dataclasses import replace

from deskbot.channels.telegram.told import Update, id_of, message_in, name_of, place_in, sender_in
from deskbot.commands.chat_message import chat_message
from deskbot.commands.slash import is_slashed, unslashed
from deskbot.commands.tickets import Verb, read_command
from deskbot.commands.told import Told, told_by
from deskbot.model.message import Address, Arrival, Attachment, Inbound
from deskbot.wires.file_names import safe_name
from deskbot.wires.told import number_in, object_in, text_in, told_of_all

MOST_QUOTED = 200
"""Characters of the words that an answer points at."""
_NAMED = ("document", "video", "audio", "animation")
_UNREADABLE = ("checklist", "dice", "game", "giveaway", "giveaway_winners", "invoice", "paid_media", "story")
"""What people send that has neither words nor files for us."""
_UNNAMED = {"voice": "voice.ogg", "video_note": "video.mp4", "sticker": "sticker.webp"}


def read_telegram(arrival: Arrival) -> Inbound:
    """Return what the updates of one message say; an album's are one message.

    Raises:
        ValueError: they are none of Telegram's that we store.
    """
    updates = told_of_all(arrival.raw, "Telegram")
    first, said = updates[0], [_said(update) for update in updates]
    sender, message = _sender(first), message_in(first)
    told = _told("\n".join(text for text, _ in said if text), passed_on=_passed_on(message))
    files = tuple(file for _, found in said for file in found)
    chat, number = place_in(message)
    edited = "edited_message" in first
    told = replace(told, words=f"(edited) {told.words}") if edited else told
    quoted = _quoted(message)
    told = replace(told, words=f'(on "{quoted}") {told.words}') if quoted else told
    own_id = f"{number}.{number_in(message, 'edit_date')}" if edited else str(number)
    earlier = (
        number
        if edited or "callback_query" in first
        else number_in(object_in(message, "reply_to_message"), "message_id")
    )
    return chat_message(
        arrival,
        sender,
        told,
        message_id=id_of(chat, f"press.{first.get('update_id')}" if "callback_query" in first else own_id),
        untitled="Files by Telegram",
        in_reply_to=id_of(chat, str(earlier)) if earlier else None,
        files=files,
    )


def _told(text: str, *, passed_on: str | None = None) -> Told:
    """Read the words: "new" behind a slash is a command for certain, and none of the words.

    Args:
        text: the words.
        passed_on: who has written them, where the sender only passes them on; then they name a ticket at most.
    """
    if passed_on is not None:
        return Told(f"(forwarded from {passed_on})\n{text}".strip(), told_by(text).about)
    if is_slashed(text):
        wanted = read_command(unslashed(text))
        if wanted.verb is Verb.NEW and wanted.words:
            return Told(wanted.words, anew=True)
    return told_by(unslashed(text))


def _passed_on(message: Update) -> str | None:
    """Return who has written a message that is passed on; None where it is the sender's own."""
    origin = object_in(message, "forward_origin")
    if not origin:
        return None
    who, chat = object_in(origin, "sender_user"), object_in(origin, "sender_chat") or object_in(origin, "chat")
    names = (text_in(origin, "sender_user_name"), name_of(who), text_in(chat, "title"))
    return next((name for name in names if name), "somebody")


def _quoted(message: Update) -> str:
    """Return which words of a person an answer points at; ours say nothing of the trouble, and are left out."""
    if object_in(object_in(message, "reply_to_message"), "from").get("is_bot"):
        return ""
    return " ".join(text_in(object_in(message, "quote"), "text").split())[:MOST_QUOTED]


def _sender(update: Update) -> Address:
    told = object_in(update, "callback_query") or message_in(update)
    if not (account := sender_in(told)):
        raise ValueError("nobody is named who has sent it")
    return Address(account, name_of(object_in(told, "from")))


def _said(update: Update) -> tuple[str, list[Attachment]]:
    """Return the words of an update, and its files, which lie at Telegram."""
    press = object_in(update, "callback_query")
    if press:
        return text_in(press, "data"), []
    message = message_in(update)
    words, files = [text_in(message, "text") or text_in(message, "caption")], _files(message)
    if venue := object_in(message, "venue"):
        words.append(f"Venue: {text_in(venue, 'title')}, {text_in(venue, 'address')}")
    if place := object_in(message, "location"):
        words.append(f"Location: {place.get('latitude')}, {place.get('longitude')}")
    if who := object_in(message, "contact"):
        words.append(
            f"Contact: {text_in(who, 'first_name')} {text_in(who, 'last_name')}, {text_in(who, 'phone_number')}"
        )
    if poll := object_in(message, "poll"):
        words.append(f"Poll: {text_in(poll, 'question')}")
    said = "\n".join(word for word in words if word).strip()
    return said or ("" if files else _kind_of(message)), files


def _kind_of(message: Update) -> str:
    """Return what a message is in which nothing can be read: "(dice)"; empty where nobody knows."""
    kind = next((one for one in _UNREADABLE if one in message), "")
    return f"({kind.replace('_', ' ')})" if kind else ""


def _files(message: Update) -> list[Attachment]:
    number = number_in(message, "message_id")
    found: list[Attachment] = []
    photos = message.get("photo")
    if isinstance(photos, list) and photos and isinstance(photos[-1], dict):
        found.append(_file(photos[-1], f"photo-{number}.jpg", "image/jpeg"))  # the last is the largest
    for kind in _NAMED:
        if (one := object_in(message, kind)) and not (kind == "document" and "animation" in message):
            content_type = text_in(one, "mime_type") or "application/octet-stream"
            fallback = f"{kind}-{number}{mimetypes.guess_extension(content_type) or ''}"
            found.append(_file(one, text_in(one, "file_name") or fallback, content_type))
    for kind, name in _UNNAMED.items():
        if one := object_in(message, kind):
            stem, _, ending = name.partition(".")
            content_type = text_in(one, "mime_type") or mimetypes.guess_type(name)[0] or "application/octet-stream"
            found.append(_file(one, f"{stem}-{number}.{ending}", content_type))
    return [one for one in found if one.source]


def _file(told: Update, name: str, content_type: str) -> Attachment:
    source = f"{number_in(told, 'file_size')}:{text_in(told, 'file_id')}" if text_in(told, "file_id") else ""
    return Attachment(safe_name(name) or "file", content_type, 0, "", source=source)
