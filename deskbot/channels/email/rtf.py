"""Rich text (RTF), as Exchange packs it into winmail.dat, as readable text. Pure, linear."""

from __future__ import annotations

import re
import struct

MAX_RTF = 4_000_000
"""Bytes of unpacked rich text that are read."""
_HEADER = 16
_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the packing begins with, by its specification (MS-OXRTFCP)."""
_RING = 4096
_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\")
_BREAKS = {b"par": "\n", b"line": "\n", b"tab": "\t", b"cell": "\t", b"row": "\n", b"page": "\n", b"sect": "\n"}
_SIGNS = {
    b"lquote": "‘",  # noqa: RUF001
    b"rquote": "’",  # noqa: RUF001
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"endash": "–",  # noqa: RUF001
    b"emdash": "—",
}
_SILENT = frozenset(
    {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"header", b"footer", b"object", b"themedata", b"generator"}
)
_PAGES = {0: "cp1252", 128: "cp932", 134: "gb18030", 129: "cp949", 136: "cp950", 161: "cp1253", 162: "cp1254"}
_PAGES |= {177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}


def unpacked(data: bytes) -> bytes:
    """Return the rich text of a compressed body, as far as it goes.

    Raises:
        ValueError: it is none.
    """
    if len(data) < _HEADER:
        raise ValueError("too short for compressed rich text")
    _, size, kind = struct.unpack_from("<II4s", data)
    if kind == _PLAIN:
        return data[_HEADER : _HEADER + min(size, MAX_RTF)]
    if kind != _COMPRESSED:
        raise ValueError("no compressed rich text")
    return _unpacked(data, min(size, MAX_RTF))


def _unpacked(data: bytes, size: int) -> bytes:
    out = bytearray(_DICTIONARY)
    start = len(out)
    index = _HEADER
    while index < len(data) and len(out) - start < size:
        flags = data[index]
        index += 1
        for bit in range(8):
            if index >= len(data):
                break
            if not flags >> bit & 1:
                out.append(data[index])
                index += 1
                continue
            token = int.from_bytes(data[index : index + 2], "big")
            index += 2
            offset, length = token >> 4, (token & 15) + 2
            # A place in a ring of 4096 bytes; the output so far is kept whole, so the ring's place is made absolute.
            place = offset + (len(out) - offset) // _RING * _RING if len(out) >= offset else offset
            if place == len(out) or offset == len(out) % _RING:
                return bytes(out[start : start + size])
            for _ in range(length):
                out.append(out[place] if place < len(out) else 0)
                place += 1
    return bytes(out[start : start + size])


def rtf_to_text(source: bytes) -> tuple[str, bool]:
    """Return the text of rich text, and whether that text is HTML source, as Exchange hides it in rich text."""
    is_html = rb"\fromhtml1" in source[:400]
    pieces: list[str] = []
    held = bytearray()
    page = "cp1252"
    fonts: dict[int, str] = {}
    stack: list[tuple[bool, int, bool, bool]] = []
    silent, skip, tag, font_table = False, 1, False, False
    font, to_skip, starred = 0, 0, False

    def flush() -> None:
        if held:
            pieces.append(bytes(held).decode(fonts.get(font) or page, "replace"))
            held.clear()

    for match in _TOKEN.finditer(source, 0, MAX_RTF):
        word, number, octet, sign, brace, text = match.groups()
        if octet:
            if to_skip:
                to_skip -= 1
            elif not silent:
                held.append(int(octet, 16))
            continue
        if text is not None:
            cut = min(to_skip, len(text))
            to_skip -= cut
            if not silent:
                flush()
                pieces.append(text[cut:].decode(page, "replace"))
            continue
        flush()
        if brace == b"{":
            stack.append((silent, skip, tag, font_table))
            starred = False
        elif brace == b"}":
            to_skip = 0
            if stack:
                silent, skip, tag, font_table = stack.pop()
        elif sign is not None:
            if sign == b"*":
                starred = True
            elif not silent:
                pieces.append({b"~": "\xa0", b"_": "-", b"-": "", b"\n": "\n", b"\r": "\n"}.get(sign, sign.decode("latin-1")))
        elif word:
            value = int(number) if number else None
            if word == b"htmltag":
                silent, tag, starred = not is_html, True, False
            elif word == b"htmlrtf":
                silent = value != 0
            elif word == b"fonttbl":
                silent = font_table = True
            elif starred or word in _SILENT:
                silent, starred = True, False
            elif word == b"ansicpg" and value:
                page = f"cp{value}" if _is_page(value) else page
            elif word == b"f" and value is not None:
                font = value
            elif word == b"fcharset" and font_table and value is not None:
                fonts[font] = _PAGES.get(value, "")
            elif word == b"uc" and value is not None:
                skip = min(max(value, 0), 8)
            elif word == b"u" and value is not None:
                if not silent:
                    pieces.append(chr(value & 0xFFFF))
                to_skip = skip
            elif not silent and word in _SIGNS:
                pieces.append(_SIGNS[word])
            elif not silent and word in _BREAKS:
                pieces.append(_BREAKS[word])
    flush()
    joined = "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return joined, is_html


def _is_page(value: int) -> bool:
    return value in {874, 932, 936, 949, 950, 1361, 65001} or 1250 <= value <= 1258  # noqa: PLR2004
