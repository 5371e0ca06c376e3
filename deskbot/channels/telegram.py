"""Telegram: chats with a bot, their photos and voice notes; answers with buttons.

Whoever writes in a group is answered in private: others read along there.
"""

from __future__ import annotations

import contextlib
import json
import mimetypes
from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram import Bot, LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest

from deskbot.channels import Capabilities, Channel, ChannelState, Door, Form, Pace, Sealed
from deskbot.commands.chat_message import chat_message
from deskbot.commands.slash import is_slashed, unslashed
from deskbot.commands.tickets import Verb, read_command
from deskbot.commands.told import Told, told_by
from deskbot.desk import Desk
from deskbot.errors import NotFoundError
from deskbot.model.message import Address, Arrival, Attachment, Inbound, Outbound, Outcome, Receipt
from deskbot.settings import Settings
from deskbot.wires.file_names import safe_name
from deskbot.wires.handing_over import with_files
from deskbot.wires.telegram import (
    LONGEST,
    MOST_FETCHED,
    TELEGRAM,
    Client,
    attempt,
    connect,
    file_at,
    keyboard,
)
from deskbot.wires.told import object_in, text_in

EMPTY = "-"
"""Instead of a message of which nothing is left: Telegram takes none without words."""
MOST_PHOTO = 10_000_000
MOST_UPLOAD = 50_000_000
MOST_QUOTED = 200
"""Characters of the words that an answer points at."""
MOST_NAMED = 500
"""Characters that the names of files may take that are too large."""
_NAMED = ("document", "video", "audio", "animation")
_UNREADABLE = ("checklist", "dice", "game", "giveaway", "giveaway_winners", "invoice", "paid_media", "story")
"""What people send that has neither words nor files for us."""
_UNNAMED = {"voice": "voice.ogg", "video_note": "video.mp4", "sticker": "sticker.webp"}


def build(settings: Settings, _desk: Desk, _state: ChannelState) -> Channel | None:
    """Return the channel; see `deskbot.channels`."""
    return TelegramChannel(settings) if settings.telegram_token else None


def read(arrival: Arrival) -> Inbound:
    """Normalise the updates of one message; see `deskbot.channels`. An album's are one message."""
    updates = _updates(arrival.raw)
    first, said = updates[0], [_said(update) for update in updates]
    sender = _sender(first)
    told = _told("\n".join(text for text, _ in said if text), passed_on=_passed_on(_message(first)))
    files = tuple(file for _, found in said for file in found)
    message = _message(first)
    chat, number = _number(message.get("chat", {}).get("id")), _number(message.get("message_id"))
    edited = "edited_message" in first
    told = replace(told, words=f"(edited) {told.words}") if edited else told
    quoted = _quoted(message)
    told = replace(told, words=f'(on "{quoted}") {told.words}') if quoted else told
    own_id = f"{number}.{_number(message.get('edit_date'))}" if edited else str(number)
    earlier = (
        number
        if edited or "callback_query" in first
        else _number(object_in(message, "reply_to_message").get("message_id"))
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


def _passed_on(message: dict[str, Any]) -> str | None:
    """Return who has written a message that is passed on; None where it is the sender's own."""
    origin = object_in(message, "forward_origin")
    if not origin:
        return None
    who, chat = object_in(origin, "sender_user"), object_in(origin, "sender_chat") or object_in(origin, "chat")
    names = (text_in(origin, "sender_user_name"), _name_of(who), text_in(chat, "title"))
    return next((name for name in names if name), "somebody")


def _name_of(who: dict[str, Any]) -> str:
    name = " ".join(part for part in (text_in(who, "first_name"), text_in(who, "last_name")) if part)
    return name or text_in(who, "username")


def _quoted(message: dict[str, Any]) -> str:
    """Return which words of a person an answer points at; ours say nothing of the trouble, and are left out."""
    if object_in(object_in(message, "reply_to_message"), "from").get("is_bot"):
        return ""
    return " ".join(text_in(object_in(message, "quote"), "text").split())[:MOST_QUOTED]


def id_of(chat: int, message: str) -> str:
    """Return the id by which a message of a chat is known."""
    return f"<{chat}.{message}@{TELEGRAM}>"


def _updates(raw: bytes) -> list[dict[str, Any]]:
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"no updates of Telegram: {error}") from None
    updates = told if isinstance(told, list) else [told]
    if not updates or not all(isinstance(one, dict) for one in updates):
        raise ValueError("no updates of Telegram")
    return updates


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _message(update: dict[str, Any]) -> dict[str, Any]:
    """Return the message that an update is about: a pressed button's is the one below which it stood."""
    press = object_in(update, "callback_query")
    return object_in(press, "message") or object_in(update, "message") or object_in(update, "edited_message")


def _sender(update: dict[str, Any]) -> Address:
    who = object_in(object_in(update, "callback_query") or _message(update), "from")
    number = _number(who.get("id"))
    if not number:
        raise ValueError("nobody is named who has sent it")
    return Address(str(number), _name_of(who))


def _said(update: dict[str, Any]) -> tuple[str, list[Attachment]]:
    """Return the words of an update, and its files, which lie at Telegram."""
    press = object_in(update, "callback_query")
    if press:
        return text_in(press, "data"), []
    message = _message(update)
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


def _kind_of(message: dict[str, Any]) -> str:
    """Return what a message is in which nothing can be read: "(dice)"; empty where nobody knows."""
    kind = next((one for one in _UNREADABLE if one in message), "")
    return f"({kind.replace('_', ' ')})" if kind else ""


def _files(message: dict[str, Any]) -> list[Attachment]:
    number = _number(message.get("message_id"))
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


def _file(told: dict[str, Any], name: str, content_type: str) -> Attachment:
    size = _number(told.get("file_size"))
    source = f"{size}:{text_in(told, 'file_id')}" if text_in(told, "file_id") else ""
    return Attachment(safe_name(name) or "file", content_type, 0, "", source=source)


class TelegramChannel:
    """The bot's chats; what comes in is taken by the web side, which hands it to intake."""

    name = TELEGRAM
    capabilities = Capabilities(form=Form.SINGLY, files=True, max_text=LONGEST, pace=Pace(timedelta(seconds=1)))

    def __init__(self, settings: Settings) -> None:
        """Remember how Telegram is reached; connections belong to a running loop, so the first message makes them."""
        self._settings = settings
        self._client: Client | None = None

    @property
    def address(self) -> tuple[str, int] | None:
        """It listens nowhere itself."""
        return None

    @property
    def bot(self) -> Bot:
        """Return the client of the running loop."""
        self._client = self._client or connect(self._settings)
        return self._client.bot

    async def send(self, outbound: Outbound, sealed: Sealed) -> Receipt:
        """See `Channel.send`. Files follow the words; one that is too large for Telegram is only named."""
        if not outbound.to.address.isascii() or not outbound.to.address.isdigit():
            return Receipt(Outcome.REFUSED, f"{outbound.to.address[:40]} is nobody at Telegram")
        chat = int(outbound.to.address)
        await sealed()
        words = await attempt(self._say(chat, outbound))
        files = (one for one in outbound.files if one.size <= MOST_UPLOAD)
        return await with_files(words, files, lambda file: attempt(self._hand_over(chat, file)))

    async def _say(self, chat: int, outbound: Outbound) -> str:
        text = body_of(outbound)
        sent = await self.bot.send_message(
            chat,
            text,
            reply_markup=keyboard(outbound.offers),
            reply_parameters=_answers(chat, outbound.in_reply_to),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        return id_of(chat, str(sent.message_id))

    async def _hand_over(self, chat: int, file: Attachment) -> str:
        sent: Message
        name, content = file.filename, file.content
        if file.content_type in ("image/jpeg", "image/png") and len(content) <= MOST_PHOTO:
            with contextlib.suppress(BadRequest):  # it is too long a picture, or none: nothing was sent
                sent = await self.bot.send_photo(chat, content, caption=name[:200], filename=name)
                return id_of(chat, str(sent.message_id))
        sent = await self.bot.send_document(chat, content, filename=name)
        return id_of(chat, str(sent.message_id))

    async def authenticate(self, arrival: Arrival, message: Inbound) -> Inbound:
        """Find out nothing more: Telegram has said whose account it is."""
        _ = arrival
        return message

    async def fetch(self, source: str) -> bytes:
        """See `Channel.fetch`."""
        size, _, file_id = source.partition(":")
        if size.isdigit() and int(size) > MOST_FETCHED:
            raise NotFoundError(f"it has {int(size):,} bytes, and Telegram gives bots none above {MOST_FETCHED:,}")
        return await file_at(self.bot, file_id)

    async def start(self, door: Door) -> None:
        """Do nothing; the web side takes what comes."""
        _ = door

    async def stop(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()


def body_of(outbound: Outbound) -> str:
    """Return what is said, as plain text: no sign in it means anything to Telegram."""
    too_large = [one.filename for one in outbound.files if one.size > MOST_UPLOAD]
    named = f"\n({', '.join(too_large)[:MOST_NAMED]})" if too_large else ""
    text = (outbound.brief or outbound.text).replace("\x00", "").strip() or outbound.subject.strip()
    return _cut(text or EMPTY, LONGEST - len(named)) + named


def _cut(text: str, most: int) -> str:
    """Return what of a text Telegram takes, which counts as UTF-16 does: an emoji twice."""
    if len(text.encode("utf-16-le", "replace")) // 2 <= most:
        return text
    return text.encode("utf-16-le", "replace")[: (most - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _answers(chat: int, message_id: str | None) -> ReplyParameters | None:
    """Return the message that is answered, where it stands in the same chat."""
    where, _, number = (message_id or "").removeprefix("<").partition("@")[0].partition(".")
    if where != str(chat) or not number.isdigit():
        return None
    return ReplyParameters(int(number), allow_sending_without_reply=True)
