"""Bytes to text, whatever the mail says about its charset. Never fails, and loses no byte silently."""

from __future__ import annotations

import codecs
import re

_MEANT = {
    # What is declared → what is really meant by those who declare it.
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-2022-jp": "iso2022_jp_ext",
    "unicode-1-1-utf-7": "utf-7",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "utf8mb4": "utf-8",
}
# Python also calls things codecs that are none for mail, some of them (punycode, idna) quadratic.
_FAMILIES = (
    *("ascii", "utf", "iso8859", "iso2022", "cp", "koi8", "mac", "euc", "gb", "big5", "shift_jis", "hz", "johab"),
    *("tis", "ptcp", "kz1048", "latin"),
)
_WESTERN = frozenset({"ascii", "cp1252", "iso8859-15"})
_ESCAPE_JP = re.compile(rb"\x1b(?:\$[@B]|\([BJI])")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\u2028\u2029]")
_MAX_NAME = 40
_LATIN_TO_WINDOWS = {octet: bytes([octet]).decode("cp1252", "ignore") or chr(octet) for octet in range(0x80, 0xA0)}
_FEW = 100
_EIGHT_BIT = bytes(range(128, 256))


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return the text of some bytes, and what was wrong with the declared charset (empty when nothing was)."""
    name = codec_of(declared) if declared else ""
    unknown = bool(declared) and not name
    if name in ("", "ascii"):
        return _undeclared(data, f"unknown charset {_shown(declared or '')}" if unknown else "")
    if name in _WESTERN and (text := _strictly(data, "utf-8")) is not None:
        # Real Latin text is hardly ever valid UTF-8 by chance; the wrong label is common.
        return text, "" if text.isascii() else f"declared as {_shown(declared or '')}, but is UTF-8"
    text = _strictly(data, "utf-8-sig" if name == "utf-8" else name)
    if text is not None:
        return text, ""
    if name in _WESTERN:
        return _windows(data), ""
    wrong = f"the text is not in its declared charset {_shown(declared or '')}"
    return _forgiving(data, name), wrong


def codec_of(declared: str) -> str:
    """Return the codec that a declared charset means, or an empty string for one that nobody knows."""
    name = declared.strip().strip("\"'").lower()[:_MAX_NAME]
    try:
        codec = codecs.lookup(_MEANT.get(name, name)).name
    except (LookupError, ValueError):
        return ""
    return codec if codec.startswith(_FAMILIES) else ""


def recode_header(value: str) -> str:
    """Return a header's value whose raw 8-bit octets (surrogates, as the parser leaves them) became characters."""
    if value.isascii() and "\x1b" not in value:
        return value
    return decode(value.encode("utf-8", "surrogateescape"))[0]


def clean(text: str) -> str:
    """Return text with plain line ends and without control characters, which no database, log or terminal wants."""
    return _UNPRINTABLE.sub("", _LINE_END.sub("\n", text.replace("\x85", "\n")))


def _undeclared(data: bytes, wrong: str) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and (text := _strictly(data, "utf-16")) is not None:
        return text, wrong
    if _ESCAPE_JP.search(data) and (text := _strictly(data, "iso2022_jp_ext")) is not None:
        return text, wrong
    text = _strictly(data, "utf-8-sig")
    if text is not None:
        return text, wrong
    return _nearly_utf8(data), wrong or "8-bit text without a declared charset"


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _forgiving(data: bytes, codec: str) -> str:
    if codec == "utf-8":
        return _nearly_utf8(data)
    try:
        return data.decode(codec, "replace")
    except (UnicodeError, LookupError):
        return _nearly_utf8(data)


def _windows(data: bytes) -> str:
    """Return windows-1252 text; the five bytes that it leaves open are Latin-1."""
    return data.decode("latin-1").translate(_LATIN_TO_WINDOWS)


def _nearly_utf8(data: bytes) -> str:
    """Return text that is mostly UTF-8 with windows-1252 for the bytes that are not, or all of it windows-1252."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    valid = len(text) - broken - len(data.translate(None, _EIGHT_BIT))
    return data.decode("utf-8", _BYTE_BY_BYTE) if valid and broken <= max(valid, _FEW) else _windows(data)


def _one_as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that a codec refuses as windows-1252; a handler of `bytes.decode`."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _windows(error.object[error.start : error.end]), error.end


def _shown(name: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in name)[:_MAX_NAME]


_BYTE_BY_BYTE = "deskbot-windows"
codecs.register_error(_BYTE_BY_BYTE, _one_as_windows)
