"""Bytes to text, whatever the mail says about its charset. Never fails, and loses no byte silently."""

from __future__ import annotations

import codecs
import re

from deskbot.channels.email.reading.guessing import guess

_MEANT = {
    # What is declared → what is really meant by those who declare it.
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "gb-2312", "chinese", "csgb2312", "cp936"), "gb18030"),
    **dict.fromkeys(("ms936", "windows-936", "936", "euc-cn", "x-euc-cn", "gb18030-2022"), "gb18030"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr", "ks_c_5601", "ksc5601", "korean", "windows-949", "949"), "cp949"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis", "ms_kanji", "windows-31j", "cp943", "932"), "cp932"),
    **dict.fromkeys(("x-euc-jp", "eucjp-ms", "euc-jp-ms"), "euc_jp"),
    **dict.fromkeys(("big5", "big-5", "x-big5", "cn-big5", "950", "windows-950"), "cp950"),
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "iso8859_1", "iso-8859_1", "iso88591", "8859-1"), "cp1252"),
    **dict.fromkeys(("latin-1", "latin1", "l1", "ansi", "cp-1252", "x-ansi", "windows1252", "1252"), "cp1252"),
    **dict.fromkeys(("x-windows-1252", "iso-8859-1-windows-3.1-latin-1", "win-1252", "western"), "cp1252"),
    **dict.fromkeys(("utf8mb4", "utf-8n", "unicode-1-1-utf-8", "unicode", "x-utf-8", "utf-8mb4", "utf_8"), "utf-8"),
    **dict.fromkeys(("unicode-1-1-utf-7", "x-unicode-2-0-utf-7", "csunicode11utf7"), "utf-7"),
    **dict.fromkeys(("x-mac-roman", "macintosh", "x-macintosh", "mac"), "mac-roman"),
    **dict.fromkeys(("iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-jp-2004"), "iso2022_jp_ext"),
    **dict.fromkeys(("iso-2022-jp", "iso-2022-jp-ms", "cp50220", "cp50221", "csiso2022jp"), "iso2022_jp_ext"),
    **dict.fromkeys(("windows-1251", "win-1251", "cp-1251", "x-cp1251", "win1251", "1251"), "cp1251"),
    **dict.fromkeys(("koi8", "x-koi8-r", "koi", "koi8r"), "koi8-r"),
    **dict.fromkeys(("x-cp1250", "win-1250", "1250", "cp-1250"), "cp1250"),
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "hz-gb-2312": "hz",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-japanese": "cp932",
    "utf-16be": "utf-16-be",
    "utf-16le": "utf-16-le",
}
_NO_CHARSET = frozenset({"unknown", "unknown-8bit", "x-unknown", "default", "x-user-defined", "8bit", "binary", "none"})
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
_NAME_END = re.compile(r"[\s;,\"'*()<>]")
_ESCAPE_ANY = re.compile(rb"\x1b(?:\$[@B]|\$\([DOPQ]|\([BJIHA])")
_JAPANESE_ESCAPES = frozenset({"iso2022_jp_ext", "iso2022_jp", "iso2022_jp_2"})
_SHIFTED = frozenset({"utf-7", "hz", "iso2022_kr", "iso2022_jp_ext"})
_ONE_BYTE = ("cp125", "iso8859", "koi8", "cp866", "cp874", "mac", "cp437", "cp85", "kz1048", "ptcp", "tis")
_SURELY = 5
"""Characters of UTF-8 that no text in a charset of two bytes a letter forms by chance."""
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_LOOK = 65536
"""Bytes that are looked at to tell whether a text is UTF-8."""
_LATIN_TO_WINDOWS = {octet: bytes([octet]).decode("cp1252", "ignore") or chr(octet) for octet in range(0x80, 0xA0)}
_FEW = 100
_TELLING = 40
"""8-bit bytes that are enough to tell a charset by."""
_EIGHT_BIT = bytes(range(128, 256))


def decode(data: bytes, declared: str | None = None, beside: bytes = b"") -> tuple[str, str]:
    """Return the text of some bytes, and what was wrong with the declared charset (empty when nothing was).

    Args:
        data: the bytes.
        declared: the charset that the mail names for them.
        beside: more 8-bit words of the same mail, likely in the same charset; they help where none is named.
    """
    name = codec_of(declared) if declared else ""
    unknown = bool(declared) and not name and _plain(declared or "") not in _NO_CHARSET
    if name in ("", "ascii"):
        return _undeclared(data, f"unknown charset {_shown(declared or '')}" if unknown else "", beside)
    if name.startswith(("utf-16", "utf-32")):
        return _in_wide_units(data, name, declared or "")
    if name in _JAPANESE_ESCAPES:
        return _with_escapes(data, name, declared or "")
    if name != "utf-8" and (text := _in_truth_utf8(data, name)) is not None:
        return text, "" if text.isascii() else f"declared as {_shown(declared or '')}, but is UTF-8"
    text = _strictly(data, "utf-8-sig" if name == "utf-8" else name)
    if name in _WESTERN and (other := guess(data)):
        return _forgiving(data, other), f"declared as {_shown(declared or '')}, but seems to be {other}"
    if text is not None:
        return text, ""
    if name in _WESTERN:
        return _windows(data), ""
    wrong = f"the text is not in its declared charset {_shown(declared or '')}"
    if name == "utf-8" and not _mostly_utf8(data) and (other := guess(data)):
        return _forgiving(data, other), f"{wrong}, but seems to be {other}"
    return _forgiving(data, name), wrong


def codec_of(declared: str) -> str:
    """Return the codec that a declared charset means, or an empty string for one that nobody knows."""
    name = _plain(declared)
    try:
        codec = codecs.lookup(_MEANT.get(name, name)).name
    except (LookupError, ValueError):
        return ""
    return codec if codec.startswith(_FAMILIES) else ""


def _plain(declared: str) -> str:
    """Return a charset's name without what bad mailers put around it."""
    name = declared.strip().strip("\"'").lower().removeprefix("charset=").strip("\"'")
    return _NAME_END.split(name[: 2 * _MAX_NAME], maxsplit=1)[0][:_MAX_NAME]


def _in_truth_utf8(data: bytes, name: str) -> str | None:
    """Return text that is UTF-8 whatever its label says, None where it need not be.

    Text in a charset of one byte a letter is hardly ever valid UTF-8 by chance; of two bytes, a short one may be.
    """
    if data.isascii() or name in _SHIFTED or (text := _strictly(data, "utf-8-sig")) is None:
        return None
    enough = 1 if name.startswith(_ONE_BYTE) else _SURELY
    return text if sum(char > "\x7f" for char in text[: 4 * _SURELY * 100]) >= enough else None


def _in_wide_units(data: bytes, name: str, declared: str) -> tuple[str, str]:
    """Return UTF-16 or UTF-32 text; without NULs it is none, without a mark, they tell its order."""
    if name in {"utf-16", "utf-32"} and not data.startswith(_MARKS):
        if data and not data.count(0) and (text := _strictly(data, "utf-8")) is not None:
            return text, "" if text.isascii() else f"declared as {_shown(declared)}, but is UTF-8"
        little = data[1:4000:2].count(0) > data[0:4000:2].count(0)
        name += "-le" if little else "-be"
    text = _strictly(data, name)
    if text is not None:
        return text.removeprefix("\ufeff"), ""
    return data.decode(name, "replace"), f"the text is not in its declared charset {_shown(declared)}"


def _with_escapes(data: bytes, name: str, declared: str) -> tuple[str, str]:
    """Return 7-bit Japanese text, the vendors' additions to it included."""
    text = _strictly(data, name)
    if text is not None:
        return text, ""
    if not data.isascii():  # 8-bit text under the label of the old 7-bit one
        return _undeclared(data, f"the text is not in its declared charset {_shown(declared)}")
    return _vendors_japanese(data), ""


def _vendors_japanese(data: bytes) -> str:
    """Read ISO-2022-JP with the signs that vendors added (①, ㈱): each pair of bytes as its Shift_JIS pair."""
    pieces: list[str] = []
    shifted = False
    at = 0
    for match in _ESCAPE_ANY.finditer(data):
        pieces.append(_stretch(data[at : match.start()], shifted=shifted))
        at, shifted = match.end(), match[0][1:2] == b"$"
    pieces.append(_stretch(data[at:], shifted=shifted))
    return "".join(pieces)


def _stretch(piece: bytes, *, shifted: bool) -> str:
    return _pairs(piece) if shifted else piece.decode("ascii", "replace")


def _pairs(piece: bytes) -> str:
    """Return the characters of a stretch between escapes; JIS row and cell become those of Shift_JIS."""
    packed = bytearray()
    index = 0
    while index < len(piece):
        row, cell = piece[index], piece[index + 1] if index + 1 < len(piece) else 0
        if not (0x21 <= row <= 0x7E and 0x21 <= cell <= 0x7E):  # noqa: PLR2004
            packed.append(row)
            index += 1
            continue
        lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)  # noqa: PLR2004
        trail = cell + (0x1F + (cell >= 0x60) if row % 2 else 0x7E)  # noqa: PLR2004
        packed.extend((lead, trail))
        index += 2
    return packed.decode("cp932", "replace")


def recode_header(value: str, charset: str = "", beside: bytes = b"") -> str:
    """Return a header's value whose raw 8-bit octets (surrogates, as the parser leaves them) became characters.

    Args:
        value: the header's value as the parser gives it.
        charset: what the mail's text is declared to be in; its headers are likely to be, too.
        beside: more 8-bit words of the mail, where nothing is declared.
    """
    if value.isascii() and "\x1b" not in value:
        return value
    data = value.encode("utf-8", "surrogateescape")
    if charset and not data.isascii() and _strictly(data, "utf-8") is None:
        return decode(data, charset)[0]
    return decode(data, beside=beside)[0]


def clean(text: str) -> str:
    """Return text with plain line ends and without control characters, which no database, log or terminal wants."""
    return _UNPRINTABLE.sub("", _LINE_END.sub("\n", text.replace("\x85", "\n")))


def _undeclared(data: bytes, wrong: str, beside: bytes = b"") -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and (text := _strictly(data, "utf-16")) is not None:
        return text, wrong
    if _ESCAPE_JP.search(data):
        if (text := _strictly(data, "iso2022_jp_ext")) is not None:
            return text, wrong
        if data.isascii():
            return _vendors_japanese(data), wrong
    text = _strictly(data, "utf-8-sig")
    if text is not None:
        return text, wrong
    undeclared = "8-bit text without a declared charset"
    if not _mostly_utf8(data) and (other := _guessed(data, beside)):
        return _forgiving(data, other), f"{wrong or undeclared}: it seems to be {other}"
    return _nearly_utf8(data), wrong or undeclared


def _guessed(data: bytes, beside: bytes) -> str:
    """Return the codec of 8-bit text, of a short one together with more words of its mail."""
    if beside and len(data) < _LOOK and len(data) - len(data.translate(None, _EIGHT_BIT)) < _TELLING:
        together = guess(data + b" " + beside)
        if together and _strictly(data, together) is not None:
            return together
    return guess(data)


def _mostly_utf8(data: bytes) -> bool:
    """Return whether more of the 8-bit bytes are UTF-8 than are not."""
    text = data[:_LOOK].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = len(text) - broken - len(data[:_LOOK].translate(None, _EIGHT_BIT))
    return letters > 2 * broken


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
