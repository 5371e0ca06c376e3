"""Parts of a mail that are files: safe names, and what they hold."""

from __future__ import annotations

import hashlib
import mimetypes
import re
import unicodedata

from deskbot.channels.email.headers import decoded
from deskbot.channels.email.structure import Part
from deskbot.model.message import Attachment

MAX_NAME = 120
"""Characters of a file's name; also keeps it below the 255 bytes of most file systems in most scripts."""
_MAX_EXTENSION = 16
_MAX_NAME_BYTES = 240
_RESERVED = re.compile(r'[<>:"|?*]')
_SUBJECT = re.compile(rb"^subject[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)", re.IGNORECASE | re.MULTILINE)
_HEAD = 65536
_NAMES = {
    "message/rfc822": "message.eml",
    "message/delivery-status": "delivery-status.txt",
    "message/disposition-notification": "read-receipt.txt",
}


def attachments(parts: list[Part]) -> tuple[Attachment, ...]:
    """Return the files that some parts hold."""
    return tuple(_attachment(part, number) for number, part in enumerate(parts, 1))


def _attachment(part: Part, number: int) -> Attachment:
    content = part.content()
    kind = part.declared_type
    return Attachment(
        filename=safe_name(_declared_name(part)) or _made_up(kind, content, number),
        content_type=decoded(kind)[:MAX_NAME],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        inline=is_inline_image(part),
        content=content,
    )


def is_inline_image(part: Part) -> bool:
    """Return whether a part is a picture that the text shows (a logo, a pasted screenshot)."""
    if part.get_content_maintype() != "image":
        return False
    disposition = part.disposition
    return disposition == "inline" or (disposition != "attachment" and part.get("content-id") is not None)


def has_name(part: Part) -> bool:
    """Return whether the sender gave the part a file name."""
    return bool(_declared_name(part))


def _declared_name(part: Part) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        return ""
    return decoded(name) if isinstance(name, str) else ""


def safe_name(name: str) -> str:
    """Return a name that is one plain file name on any system, empty where nothing of it is left.

    No folders, no control or direction characters (they make `exe.pdf` of `fdp.exe`), no hidden files.
    """
    name = unicodedata.normalize("NFC", name)
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C" and char not in "\u2028\u2029")
    name = name.replace("\\", "/").rpartition("/")[2]
    return _short(_RESERVED.sub("_", name).strip(" .\t"))


def _short(name: str) -> str:
    """Cut a long name and keep its extension."""
    if len(name) <= MAX_NAME and len(name.encode()) <= _MAX_NAME_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension.encode()) > _MAX_EXTENSION:
        stem, dot, extension = name, "", ""
    ending = dot + extension
    stem = stem[: MAX_NAME - len(ending)].encode()[: _MAX_NAME_BYTES - len(ending.encode())].decode("utf-8", "ignore")
    return stem.rstrip(" .") + ending


def _made_up(kind: str, content: bytes, number: int) -> str:
    if kind == "message/rfc822" and (match := _SUBJECT.search(content, 0, _HEAD)):
        subject = decoded(match[1].decode("ascii", "surrogateescape"))
        named = safe_name(subject.replace("/", "-").replace("\\", "-"))
        return _short(f"{named}.eml") if named else _NAMES[kind]
    return _NAMES.get(kind) or f"attachment-{number}{mimetypes.guess_extension(kind) or '.bin'}"
