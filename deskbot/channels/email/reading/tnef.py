"""winmail.dat: what Exchange packs a mail's rich text and files into (TNEF). Pure; never fails.

The library that reads it trusts the counts and lengths in it and logs what it dislikes; it is given only the objects
that matter here, with counts that their size allows.
"""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tnefparse import TNEF

from deskbot.channels.email.reading.charsets import decode
from deskbot.channels.email.reading.rtf import rtf_to_text, unpacked
from deskbot.channels.email.reading.tnef_properties import MAX_PROPERTIES, sensible

logging.getLogger("tnefparse").setLevel(logging.CRITICAL)

MAX_FILES = 200
MAX_OBJECTS = 2000
MAX_COPIED = 2_000_000_000
"""Objects times bytes: the library copies all that is left for each object."""
MAX_DEPTH = 3
"""Mails within mails that are opened."""
_SIGNATURE = 0x223E9F78
_HEAD = 6
_MESSAGE, _FILE = 1, 2
_BODY, _PROPERTIES, _CODEPAGE = 0x800C, 0x9003, 0x9007
_BEGIN_FILE, _FILE_NAME, _FILE_DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_OF_MESSAGE = frozenset({_BODY, _PROPERTIES})
_OF_FILE = frozenset({_FILE_NAME, _FILE_DATA, _FILE_PROPERTIES})
_LONG_NAME, _CONTENT_ID, _TYPE, _DISPLAY_NAME, _SUBJECT = 0x3707, 0x3712, 0x370E, 0x3001, 0x0037
_LATIN = 28591
_MAIL = b"\x07\x03\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"
_OTHER_MAIL = _MAIL[:-1] + b"\x47"
"""In the place of what makes the library open a mail within the mail, unbounded."""
_UNICODE = 0x001F


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file that was in the pack."""

    name: str
    content: bytes = field(repr=False)
    content_type: str = ""
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """What was in the pack."""

    text: str = ""
    html: str = ""
    files: tuple[PackedFile, ...] = ()


def unpack(data: bytes, depth: int = 0) -> Pack | None:
    """Return what a winmail.dat holds, None where it cannot be unpacked."""
    try:
        trimmed, codepage = _trimmed(data)
        pack: Any = TNEF(trimmed, do_checksum=False)
        text, html = _body(pack, codepage)
        files = tuple(one for file in pack.attachments[:MAX_FILES] for one in _files(file, codepage, depth))
    except Exception:  # noqa: BLE001  (a library over hostile bytes: whatever it raises, the file is kept as it is)
        return None
    return Pack(text, html, files[:MAX_FILES]) if text or html or files else None


def _trimmed(data: bytes) -> tuple[bytes, str]:
    """Return the pack with the objects that matter, and the codec of its 8-bit text.

    Raises:
        ValueError: it is none, or has too many objects.
    """
    if len(data) < _HEAD or struct.unpack_from("<I", data)[0] != _SIGNATURE:
        raise ValueError("no pack")
    codec = "cp1252"
    kept = [data[:_HEAD], _object(_MESSAGE, _CODEPAGE, struct.pack("<II", _LATIN, 0))]
    within_file = False
    for level, name, value in _objects(data):
        if level == _FILE and name == _BEGIN_FILE:
            within_file = True
            kept.append(_object(level, name, b"\0" * 14))
        elif level == _FILE and within_file and name in _OF_FILE:
            kept.append(_object(level, name, _bounded(value) if name == _FILE_PROPERTIES else value))
        elif level == _MESSAGE and name in _OF_MESSAGE:
            kept.append(_object(level, name, _bounded(value) if name == _PROPERTIES else value))
        elif name == _CODEPAGE and len(value) >= 4:  # noqa: PLR2004  (one number of four bytes)
            codec = f"cp{struct.unpack_from('<I', value)[0]}"
        if len(kept) > MAX_OBJECTS or len(kept) * len(data) > MAX_COPIED:
            raise ValueError("too many objects")
    return b"".join(kept), codec


def _objects(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield level, name and value of each object."""
    at = _HEAD
    while at + 11 <= len(data):
        level, name, _, length = struct.unpack_from("<BHHI", data, at)
        if level not in {_MESSAGE, _FILE}:
            return
        yield level, name, data[at + 9 : at + 9 + length]
        at += 9 + length + 2


def _object(level: int, name: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, 6, len(value)) + value + b"\0\0"


def _bounded(value: bytes) -> bytes:
    """Return properties with a count that may be true, and without a mail that the library would open.

    Raises:
        ValueError: there are more of them than people make.
    """
    if len(value) < 4:  # noqa: PLR2004  (the count)
        return struct.pack("<I", 0)
    if not sensible(value):
        raise ValueError("too many properties")
    count = min(struct.unpack_from("<I", value)[0], MAX_PROPERTIES)
    return struct.pack("<I", count) + value[4:].replace(_MAIL, _OTHER_MAIL)


def _body(pack: Any, codec: str) -> tuple[str, str]:
    """Return the plain text and the HTML, the latter from the rich text where it is hidden there."""
    text, html = _words(pack.body, codec), _words(pack.htmlbody, codec)
    rich = pack._rtfbody  # noqa: SLF001  (its own reading of it wants another library)
    if not html and isinstance(rich, bytes) and rich:
        try:
            words, is_html = rtf_to_text(unpacked(rich))
        except ValueError:
            return text, html
        if is_html:
            html = words
        elif not text:
            text = words
    return text, html


def _words(value: Any, codec: str) -> str:
    """Return a string of the pack; 8-bit ones were read as Latin-1, so that none of them failed."""
    if isinstance(value, str):
        if value.isascii() or any(char > "\xff" for char in value):
            return value.rstrip("\0")
        value = value.encode("latin-1")
    return decode(value.rstrip(b"\0"), codec)[0] if isinstance(value, bytes) else ""


def _files(file: Any, codec: str, depth: int) -> Iterator[PackedFile]:
    properties: dict[int, Any] = {one.name: one for one in file.mapi_attrs}

    def said(name: int) -> str:
        one = properties.get(name)
        if one is None:
            return ""
        return str(one.data).rstrip("\0") if one.attr_type == _UNICODE else _words(one.data, codec)

    name = said(_LONG_NAME) or _words(file._name, codec) or said(_DISPLAY_NAME)  # noqa: SLF001  (its own fails on 8 bit)
    data = file.data if isinstance(file.data, bytes) else b""
    if data.startswith(_OTHER_MAIL):
        yield from _mail(data[len(_MAIL) :], name, depth)
    elif data:
        yield PackedFile(name, data, said(_TYPE), said(_CONTENT_ID).strip("<> "))


def _mail(data: bytes, name: str, depth: int) -> Iterator[PackedFile]:
    """Yield the text and the files of a mail that was attached to the mail."""
    pack = unpack(data, depth + 1) if depth < MAX_DEPTH else None
    if pack is None:
        yield PackedFile(f"{name or 'message'}.tnef", data)
        return
    words = pack.text or pack.html
    if words:
        ending = "txt" if pack.text else "html"
        kind = "text/plain" if pack.text else "text/html"
        yield PackedFile(f"{name or 'message'}.{ending}", words.encode("utf-8", "replace"), kind)
    yield from pack.files
