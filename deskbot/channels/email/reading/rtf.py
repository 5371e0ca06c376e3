"""Rich text (RTF), as Exchange packs it into winmail.dat, as readable text. Pure, linear."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field

MAX_RTF = 4_000_000
"""Bytes of unpacked rich text that are read."""
_HEADER = 16
_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the packing begins with, by its specification (MS-OXRTFCP)."""
_RING = 4096
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
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
    {
        b"fonttbl",
        b"colortbl",
        b"stylesheet",
        b"info",
        b"pict",
        b"header",
        b"footer",
        b"object",
        b"themedata",
        b"generator",
    }
)
_PAGES = {
    0: "cp1252",
    128: "cp932",
    134: "gb18030",
    129: "cp949",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


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
    reading = _Reading(is_html=rb"\fromhtml1" in source[:400])
    for match in _TOKEN.finditer(source, 0, MAX_RTF):
        word, number, octet, sign, brace, text = match.groups()
        if octet:
            reading.octet(int(octet, 16))
        elif text is not None:
            reading.words(text)
        elif brace:
            reading.group(opens=brace == b"{")
        elif sign is not None:
            reading.sign(sign)
        elif word:
            reading.control(word, int(number) if number else None)
    reading.flush()
    text = "".join(reading.pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text, reading.is_html


@dataclass(slots=True)
class _Reading:
    """How far rich text was read."""

    is_html: bool
    pieces: list[str] = field(default_factory=list[str])
    held: bytearray = field(default_factory=bytearray)
    """Octets of the current font's charset that were not decoded yet: one letter may be two of them."""
    page: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict[int, str])
    font: int = 0
    silent: bool = False
    """True where nothing is shown: tables of fonts, pictures, what a newer reader should ignore."""
    in_fonts: bool = False
    starred: bool = False
    substitutes: int = 1
    """Letters that stand behind a Unicode one for readers that do not know Unicode."""
    to_skip: int = 0
    stack: list[tuple[bool, bool, int]] = field(default_factory=list[tuple[bool, bool, int]])

    def flush(self) -> None:
        """Decode the octets that are held."""
        if self.held:
            self.pieces.append(bytes(self.held).decode(self.fonts.get(self.font) or self.page, "replace"))
            self.held.clear()

    def octet(self, value: int) -> None:
        """Read one letter, or half of one, that is written as its number."""
        if self.to_skip:
            self.to_skip -= 1
        elif not self.silent:
            self.held.append(value)

    def words(self, text: bytes) -> None:
        """Read plain letters."""
        cut = min(self.to_skip, len(text))
        self.to_skip -= cut
        if not self.silent:
            self.flush()
            self.pieces.append(text[cut:].decode(self.page, "replace"))

    def group(self, *, opens: bool) -> None:
        """Begin or end a group; what was set within it ends with it."""
        self.flush()
        self.starred = False
        if opens:
            self.stack.append((self.silent, self.in_fonts, self.substitutes))
        elif self.stack:
            self.to_skip = 0
            self.silent, self.in_fonts, self.substitutes = self.stack.pop()

    def sign(self, sign: bytes) -> None:
        """Read an escaped sign."""
        self.flush()
        if sign == b"*":
            self.starred = True
        elif not self.silent:
            self.pieces.append(_ESCAPED.get(sign, sign.decode("latin-1")))

    def control(self, word: bytes, value: int | None) -> None:
        """Read a control word."""
        self.flush()
        if word == b"htmltag":
            self.silent, self.starred = not self.is_html, False
        elif word == b"htmlrtf":
            self.silent = value != 0
        elif self.starred or word in _SILENT:
            self.silent, self.starred = True, False
            self.in_fonts = word == b"fonttbl"
        elif value is not None:
            self._numbered(word, value)
        elif not self.silent:
            self.pieces.append(_SIGNS.get(word) or _BREAKS.get(word, ""))

    def _numbered(self, word: bytes, value: int) -> None:
        if word == b"u":
            if not self.silent:
                self.pieces.append(chr(value & 0xFFFF))
            self.to_skip = self.substitutes
        elif word == b"uc":
            self.substitutes = min(max(value, 0), 8)
        elif word == b"f":
            self.font = value
        elif word == b"fcharset" and self.in_fonts:
            self.fonts[self.font] = _PAGES.get(value, "")
        elif word == b"ansicpg" and _is_page(value):
            self.page = f"cp{value}"


_ESCAPED = {b"~": "\xa0", b"_": "-", b"-": "", b"\n": "\n", b"\r": "\n"}


def _is_page(value: int) -> bool:
    return value in {874, 932, 936, 949, 950, 1361, 65001} or 1250 <= value <= 1258  # noqa: PLR2004
