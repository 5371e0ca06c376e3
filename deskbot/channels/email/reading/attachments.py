"""Parts of a mail that are files: safe names, and what they hold."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Collection, Iterable
from urllib.parse import unquote

from deskbot.channels.email.reading.headers import decoded
from deskbot.channels.email.reading.limits import MAX_FILE_BYTES, MAX_FILES
from deskbot.channels.email.reading.structure import Part
from deskbot.model.message import Attachment
from deskbot.wires.file_names import MAX_NAME, safe_name, short_name

_MAX_ID = 300
_MAX_DECLARED = 1000
"""Characters of a name as it came, encoded words and all."""
_SUBJECT = re.compile(rb"^subject[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)", re.IGNORECASE | re.MULTILINE)
_HEAD = 65536
MAILS = frozenset({"message/rfc822", "message/global"})
"""The kinds of a part that is a mail itself."""
_NAMES = {
    "message/rfc822": "message.eml",
    "message/global": "message.eml",
    "message/partial": "part-of-a-message.eml",
    "message/external-body": "external-file.txt",
    "message/delivery-status": "delivery-status.txt",
    "message/global-delivery-status": "delivery-status.txt",
    "message/disposition-notification": "read-receipt.txt",
    "message/feedback-report": "feedback-report.txt",
    "text/rfc822-headers": "headers.txt",
    "message/global-headers": "headers.txt",
    "message/rfc822-headers": "headers.txt",
    "text/calendar": "invite.ics",
    "application/ics": "invite.ics",
    "application/ms-tnef": "winmail.dat",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/pgp-encrypted": "encrypted.txt",
    "application/pgp-keys": "key.asc",
    "text/vcard": "contact.vcf",
    "text/x-vcard": "contact.vcf",
    "text/directory": "contact.vcf",
    "text/html": "text.html",
    "text/rtf": "text.rtf",
    "application/applefile": "applefile.bin",
}
_EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/pjpeg": ".jpg",
    "audio/wav": ".wav",
    "audio/x-wav": ".wav",
}
_REFERENCE = re.compile(r"cid:([^\"'\s<>()\]]{1,300})", re.IGNORECASE)
_MAX_REFERENCES = 2000


def attachments(parts: list[Part], shown: Iterable[str] = ()) -> tuple[tuple[Attachment, ...], list[str]]:
    """Return the files that some parts hold, each under a name of its own, and what of them was left out.

    Args:
        parts: the parts that are files.
        shown: the HTML and the text of the mail, which say what pictures they show.
    """
    referenced = _referenced(shown) if any(is_picture(part) for part in parts) else frozenset[str]()
    found: list[Attachment] = []
    names: set[str] = set()
    defects: list[str] = []
    size = 0
    for number, part in enumerate(parts, 1):
        file = _attachment(part, number, names, referenced)
        size += file.size
        if len(found) >= MAX_FILES:
            defects.append(f"more than {MAX_FILES} files: the rest was not taken over")
            break
        if size > MAX_FILE_BYTES:
            defects.append(f"files of more than {MAX_FILE_BYTES:,} bytes: the rest was not taken over")
            break
        names.add(file.filename.casefold())
        found.append(file)
    return tuple(found), defects


def _attachment(part: Part, number: int, names: Collection[str], referenced: Collection[str]) -> Attachment:
    content = part.content()
    kind = part.declared_type
    content_id = _content_id(part)
    return Attachment(
        filename=_distinct(safe_name(declared_name(part)) or _made_up(kind, content, number), names),
        content_type=decoded(kind)[:MAX_NAME],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        inline=is_picture(part) and _is_referenced(part, content_id, referenced),
        content_id=content_id,
        content=content,
    )


def is_picture(part: Part) -> bool:
    """Return whether a part is a picture, by its type or, where that says nothing, by its name."""
    kind = part.declared_type
    guessed = mimetypes.guess_type(declared_name(part))[0] if kind == "application/octet-stream" else None
    return (guessed or kind).startswith("image/")


def _referenced(shown: Iterable[str]) -> frozenset[str]:
    """Return the ids of what the text shows, in lower case."""
    ids: set[str] = set()
    for text in shown:
        for match in _REFERENCE.finditer(text):
            if len(ids) >= _MAX_REFERENCES:
                break
            ids.add(unquote(match[1]).replace("&amp;", "&").strip("<>").casefold())
    return frozenset(ids)


def _is_referenced(part: Part, content_id: str, referenced: Collection[str]) -> bool:
    """Return whether the text shows a picture: only then is it part of the text, and no photo that was sent along."""
    name = declared_name(part).casefold()
    return bool(referenced) and (content_id.casefold() in referenced or (not content_id and name in referenced))


def _content_id(part: Part) -> str:
    value = decoded(str(part.get("content-id", ""))[:_MAX_ID]).strip()
    return "".join(value.strip("<>").split())


def has_name(part: Part) -> bool:
    """Return whether the sender gave the part a file name."""
    return bool(declared_name(part))


def declared_name(part: Part) -> str:
    """Return the file name that the sender gave a part, decoded and otherwise as it came; decoded once a part."""
    if part.known_name is None:
        try:
            name = part.get_filename()
        except (ValueError, LookupError, TypeError):
            name = ""
        part.known_name = decoded(name[:_MAX_DECLARED]) if isinstance(name, str) else ""
    return part.known_name


def _distinct(name: str, names: Collection[str]) -> str:
    """Return a name that none of the others has: `image.png`, then `image-2.png`."""
    if name.casefold() not in names:
        return name
    stem, dot, extension = name.rpartition(".")
    if not stem:
        stem, dot, extension = name, "", ""
    number = 2
    while (other := f"{stem[: MAX_NAME - 8]}-{number}{dot}{extension}").casefold() in names:
        number += 1
    return other


def _made_up(kind: str, content: bytes, number: int) -> str:
    if kind in MAILS and (match := _SUBJECT.search(content, 0, _HEAD)):
        subject = decoded(match[1][:_MAX_DECLARED].decode("ascii", "surrogateescape"))
        named = safe_name(subject.replace("/", "-").replace("\\", "-"))
        return short_name(f"{named}.eml") if named else _NAMES[kind]
    return _NAMES.get(kind) or f"attachment-{number}{_extension(kind)}"


def type_by_name(name: str) -> str:
    """Return the content type that a file's name tells, for files that came without one."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _extension(kind: str) -> str:
    return _EXTENSIONS.get(kind) or mimetypes.guess_extension(kind) or (".txt" if kind.startswith("text/") else ".bin")
