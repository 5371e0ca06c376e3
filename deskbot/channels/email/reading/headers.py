"""Headers as people mean them: decoded text, addresses, ids and dates. Never fails, linear in what it reads."""

from __future__ import annotations

import binascii
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from deskbot.channels.email.reading.charsets import clean, decode, recode_header
from deskbot.channels.email.reading.limits import MAX_ADDRESS_LISTS, MAX_ADDRESSES, MAX_HEADER, MAX_REFERENCES
from deskbot.channels.email.reading.structure import Part
from deskbot.channels.email.reading.undeclared import undeclared_words
from deskbot.model.message import Address

_FOLD = re.compile(r"[\r\n]+[ \t]*")
_WORD = re.compile(
    r"=\?([^?\s]{1,60})\?([bBqQ])\?(?:([^?]*+)\?=|((?>[^?]{0,200}(?:\?(?!=)[^?]{0,200}){0,20}))(?:\?=|$))"
)
"""An encoded word. Bad mailers leave question marks in it, and cut the last one off."""
_ID = re.compile(r"<([^<>\s]{1,900})>")
_TOKEN = re.compile(
    r"""=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*+\?=   # an encoded word, which may hold a raw comma
    | "(?:[^"\\]++|\\.)*+"                  # a quoted name
    | \\.
    | <[^<>]*+>                             # an address
    | [,;()]
    | [^"(<,;=)\\]+
    | .""",
    re.VERBOSE | re.DOTALL,
)
_COMMENT = re.compile(r"\([^()]*\)")
_QUOTED_LOCAL = re.compile(r'\s{0,9}"((?:[^"\\]|\\.){1,250})"@([^\s"<>@,;:()]{1,255})\s{0,9}')
_DOTTED = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,250}")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MAX_DATE = 200
_MAX_ADDRESS = 1000
"""Characters; RFC 5321 allows 320."""
_MAX_NAME = 1000
"""Characters of a name as it came, encoded words and all."""
_COMMA = ", "
_LEAP_SECOND = re.compile(r"(\d{1,2}:\d{2}):60\b")
_GLUED = re.compile(r"(:\d{2} [+-]\d{4})([^\d\s])")
"""A zone, and what a broken gateway wrote right behind it: another header, say."""
_LEAST_YEAR = 1900
_NO_YEAR = re.compile(r"[A-Za-z]{3}\s{1,9}0{3,4}\b")


class Headers:
    """The headers of one part, found by name in one step."""

    def __init__(self, part: Part) -> None:
        """Read a part's headers once; a lookup by the library goes through all of them."""
        self._values: dict[str, list[str]] = {}
        self._charset = part.text_charset
        self._part = part
        self._beside: bytes | None = None
        self._addresses: dict[str, tuple[Address, ...]] = {}
        for name, value in part.raw_items():
            self._values.setdefault(str(name).lower().strip(), []).append(_FOLD.sub(" ", str(value)).strip())

    def raw(self, name: str) -> list[str]:
        """Return all values of a header, topmost first, unfolded and otherwise as they came."""
        return self._values.get(name.lower(), [])

    def names(self) -> Collection[str]:
        """Return the names of all headers, in lower case."""
        return self._values.keys()

    def all(self, name: str) -> list[str]:
        """Return all values of a header, topmost first, with raw 8-bit octets made readable."""
        return [self._readable(value) for value in self.raw(name)]

    def first(self, name: str) -> str:
        """Return a header's first value, empty where there is none; one that says something goes first."""
        values = self.raw(name)
        value = next((value for value in values if value), "")
        return self._readable(value)

    def addresses(self, name: str) -> tuple[Address, ...]:
        """Return the addresses of all of a header's values; they are taken apart once, however often they are asked."""
        if name not in self._addresses:
            self._addresses[name] = addresses(self.all(name))
        return self._addresses[name]

    def text(self, name: str) -> str:
        """Return a header's first value as people read it."""
        return decoded(self.first(name))

    def _readable(self, value: str) -> str:
        if value.isascii():
            return recode_header(value, self._charset)
        if self._beside is None:
            self._beside = undeclared_words(self._part)
        return recode_header(value, self._charset, self._beside)


def decoded(value: str) -> str:
    """Return one line of readable text: encoded words decoded, broken ones left as they are."""
    value = _FOLD.sub(" ", recode_header(value))
    if "=?" in value:
        value = "".join(_pieces(value))
        # Some gateways encode what is encoded already, once more.
        if value.lstrip().startswith("=?") and _WORD.match(value.lstrip()):
            value = "".join(_pieces(value))
    return " ".join(clean(value).split())


def _pieces(value: str) -> Iterator[str]:
    """Yield text and decoded words; words of one charset are joined as bytes first, as mailers cut in mid-letter."""
    at, held, charset = 0, b"", ""
    for match in _WORD.finditer(value):
        between = value[at : match.start()]
        data = _word_bytes(match[2], match[3] or match[4] or "")
        if data is None:
            continue
        declared = match[1].partition("*")[0].lower()  # a language may stand behind it (RFC 2231)
        if held and (between.strip() or declared != charset):
            yield decode(held, charset)[0]
            held = b""
        if between.strip() or at == 0:
            yield between
        held, charset, at = held + data, declared, match.end()
    if held:
        yield decode(held, charset)[0]
    yield value[at:]


def _word_bytes(encoding: str, text: str) -> bytes | None:
    """Return the bytes of an encoded word, None where they cannot be had."""
    try:
        if encoding in "qQ":
            return binascii.a2b_qp(text.replace(" ", "_").encode("utf-8"), header=True)
        packed = "".join(text.split()).rstrip("=")
        if len(packed) % 4 == 1:  # cut off in the middle of a byte
            packed = packed[:-1]
        return binascii.a2b_base64(packed + "=" * (-len(packed) % 4)) or (None if packed else b"")
    except (ValueError, UnicodeError):
        return None


def addresses(values: Iterable[str]) -> tuple[Address, ...]:
    """Return the addresses of some headers' values, with their names; what is none is left out."""
    found: list[Address] = []
    left = MAX_ADDRESS_LISTS
    for value in values:
        text = recode_header(value[:left])[:MAX_HEADER]
        left -= len(text)
        for piece in _split(text):
            if len(found) >= MAX_ADDRESSES:
                return tuple(found)
            if address := _address(piece):
                found.append(address)
    return tuple(found)


def _split(value: str) -> Iterator[list[str]]:
    """Yield the marks of each address; commas inside quotes, comments and angle brackets divide nothing.

    A name with a bare comma in it (Duarte, Ines <…>) stays whole: what has no address belongs to the next one.
    """
    piece: list[str] = []
    for mark in _commented(value):
        if mark not in {",", ";"}:
            piece.append(mark)
        elif mark == ";" or any("@" in word or word == _COMMA for word in piece):
            yield piece
            piece = []
        elif any(word.strip() for word in piece):
            piece.append(_COMMA)
    yield piece


def _commented(value: str) -> Iterator[str]:
    """Yield marks, each comment as one of them, whatever is nested in it."""
    comment: list[str] = []
    depth = 0
    marks = _TOKEN.findall(value)
    closing = marks.count(")")
    for mark in marks:
        if mark == "(" and closing:
            depth += 1
        elif mark == ")":
            closing -= 1
            depth = max(depth - 1, 0)
            if comment and not depth:
                yield "".join((*comment, ")"))
                comment = []
                continue
        if depth and (comment or mark == "("):
            comment.append(mark)
        elif mark not in {"(", ")"}:
            yield mark
    yield from comment[1:]


def _address(tokens: list[str]) -> Address | None:
    comments = [token[1:-1] for token in tokens if token[0] == "(" and len(token) > 1]
    words = [token for token in tokens if not (token[0] == "(" and len(token) > 1)]
    angles = [token for token in words if token[0] == "<" and "@" in token]
    if angles:
        name = "".join(word for word in words if word[0] != "<")
        if ":" in name and not name.lstrip().startswith(('"', "=?")):
            name = name.rpartition(":")[2]  # the name of a group
        spec = angles[-1][1:-1]
    else:
        whole = "".join(words)
        plain = [whole.strip()] if _QUOTED_LOCAL.fullmatch(whole) else whole.rpartition(":")[2].split()
        spec = next((word for word in reversed(plain) if "@" in word), "")
        name = " ".join(word for word in plain if word != spec)
    spec = _without_needless_quotes(spec) or clean("".join(_COMMENT.sub("", spec).rpartition(":")[2].split())).strip(
        "<>\"',"
    )
    if not _is_address(spec):
        return None
    named = _name(name) or _name(" ".join(comments))
    return Address(spec, "" if named == spec else named)


def _without_needless_quotes(spec: str) -> str:
    """Return an address with a quoted local part, without the quotes where only dots made them necessary."""
    match = _QUOTED_LOCAL.fullmatch(spec)
    if not match or not match[1].isprintable():
        return ""
    return f"{match[1]}@{match[2]}" if _DOTTED.fullmatch(match[1]) else f'"{match[1]}"@{match[2]}'


def _is_address(spec: str) -> bool:
    local, at, domain = spec.rpartition("@")
    return bool(local and at and domain) and len(spec) <= _MAX_ADDRESS


def _name(text: str) -> str:
    text = " ".join(text[:_MAX_NAME].split()).strip(", ")
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = _ESCAPED.sub(r"\1", text[1:-1])
    # Many mailers put encoded words inside quotes, where they should not be decoded and are meant to be.
    return decoded(text).strip().strip("'").strip()


def message_ids(values: Iterable[str]) -> tuple[str, ...]:
    """Return the ids in some headers' values, in angle brackets, each once and the newest of them."""
    found: list[str] = []
    for value in values:
        ids = [f"<{one}>" for one in _ID.findall(value)]
        found.extend(ids or [f"<{word}>" for word in value.split() if "@" in word and word.strip("<>") == word])
    ids = list(dict.fromkeys(clean(one) for one in found))
    return tuple(ids[-MAX_REFERENCES:])


def message_id(value: str) -> str | None:
    """Return a Message-ID in angle brackets, None where there is none."""
    ids = message_ids([value])
    if ids:
        return ids[0]
    bare = value.split()
    return f"<{clean(bare[0]).strip('<>')}>" if len(bare) == 1 and bare[0].strip("<>") else None


def date_of(value: str) -> datetime | None:
    """Return a date with its offset (UTC where it has none), None where it cannot be read or cannot be."""
    value = _LEAP_SECOND.sub(r"\1:59", value[:_MAX_DATE])
    value = _GLUED.sub(r"\1 \2", value)
    if _NO_YEAR.search(value):
        return None
    try:
        date = _date(value)
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    return date if date.year >= _LEAST_YEAR else None


def _date(value: str) -> datetime:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return datetime.fromisoformat(value.strip())
