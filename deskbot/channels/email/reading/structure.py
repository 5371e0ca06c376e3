"""The tree of parts of a mail: split by bytes, within limits, with the standard library's reading of headers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import Message
from email.policy import Compat32
from typing import Any

from deskbot.channels.email.reading.charsets import clean, recode_header
from deskbot.channels.email.reading.header_block import mended_header
from deskbot.channels.email.reading.limits import (
    MAX_BOUNDARY,
    MAX_DEPTH,
    MAX_HEADER,
    MAX_HEADER_BYTES,
    MAX_HEADERS,
    MAX_MIME_HEADER,
    MAX_MIME_PARAMETERS,
    MAX_OPENINGS,
    MAX_PARTS,
)
from deskbot.channels.email.reading.transfer import undone

_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
_SLOPPY_TYPE = re.compile(r"(?:text/(?:plain|html|calendar|enriched)|multipart/[a-z]{1,40}|message/rfc822)\b")
_BOUNDARY_LINE = re.compile(
    rb"^--([^\s].{0,198}?)[ \t]*\r?\n(?=content-[a-z-]{1,40}[ \t]*:)", re.IGNORECASE | re.MULTILINE
)
"""A line that looks like a boundary, as headers of a part stand below it."""
_CLOSING_LINE = re.compile(rb"^--([^\s-].{0,198}?)--[ \t]{0,9}\r?$", re.MULTILINE)
_MIME_FIRST = re.compile(rb"(?:content-type|mime-version|content-transfer-encoding)[ \t]{0,9}:", re.IGNORECASE)
_BOUNDARY = re.compile(rb"boundary[ \t]{0,9}=[ \t]{0,9}\"?([^\s\";]{1,200})", re.IGNORECASE)
_MAX_SEARCHES = 5
_HEADERS = re.compile(
    rb"(?:[!-9;-~]{1,200}[ \t]{0,20}:[^\r\n]{0,1000000}(?:\r\n|\n|\r|$)|[ \t][^\r\n]{0,1000000}(?:\r\n|\n|\r|$))*"
)
"""A run of header lines, folded ones among them."""
_HEADER = re.compile(rb"[^\r\n]+(?:(?:\r\n|\n|\r)[ \t][^\r\n]*)*")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_REST = re.compile(rb"(--)?[ \t]{0,200}(?:\r\n|\n|\r|$)")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n|\r\r(?!\n)")


class BoundedPolicy(Compat32):
    """The library's policy for raw headers, with short values, and with 8-bit octets made readable."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Read one header, cut to its limit."""
        line = "".join(sourcelines)
        if line[:8].lower() == "content-":
            line = line[:MAX_MIME_HEADER]
            line = ";".join(line.split(";", MAX_MIME_PARAMETERS)[:MAX_MIME_PARAMETERS])
        return super().header_source_parse([line[:MAX_HEADER]])

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Return a header's value as text."""
        del name
        return recode_header(value)


POLICY = BoundedPolicy()


class Part(Message):
    """One node of the tree. What lies in a message/… part stays closed, as the bytes that came."""

    _payload: Any  # the library's own; `get_payload` would decode it, with replacement characters

    def __init__(self, policy: Any = None) -> None:
        """Begin a part without headers."""
        super().__init__(policy or POLICY)
        self.depth = 0
        self.around: tuple[bytes, ...] = ()
        """What stands before the first part below, and behind the last one."""
        self.tree = Tree(self)
        self.known_name: str | None = None
        """The file name, once somebody has asked for it: `attachments.declared_name`."""

    def get_content_type(self) -> str:
        """Return the type by which the parser goes; for what was declared see `declared_type`."""
        declared = self.declared_type
        return "application/octet-stream" if declared.startswith("message/") else declared

    def get_content_maintype(self) -> str:
        """Return the first half of `get_content_type`."""
        return self.get_content_type().partition("/")[0]

    def get_boundary(self, failobj: Any = None) -> Any:
        """Return the boundary between the parts below, unless it is absurdly long."""
        boundary = super().get_boundary() or self._loose("boundary") or failobj
        return failobj if isinstance(boundary, str) and len(boundary) > MAX_BOUNDARY else boundary

    @property
    def declared_type(self) -> str:
        """The content type in lower case, text/plain where none can be read."""
        kind = super().get_content_type()
        if kind.isascii() and _TYPE.fullmatch(kind):
            return kind
        sloppy = _SLOPPY_TYPE.match(kind)  # a parameter without a semicolon before it
        return sloppy[0] if sloppy else "text/plain"

    def _loose(self, name: str) -> str:
        """Return a parameter of the Content-Type that has no semicolon before it, empty where there is none."""
        value = str(self.get("content-type", ""))[:MAX_MIME_HEADER]
        match = re.search(
            rf"\b{name}\s{{0,9}}=\s{{0,9}}(?:\"([^\"]{{1,200}})\"?|([^\s;\"]{{1,200}}))", value, re.IGNORECASE
        )
        return (match[1] or match[2]).strip() if match else ""

    @property
    def parts(self) -> list[Part]:
        """The parts below; none for a leaf."""
        payload = self._payload if isinstance(self._payload, list) else []
        return [part for part in payload if isinstance(part, Part)]

    @property
    def disposition(self) -> str:
        """`attachment`, `inline`, or an empty string."""
        return (self.get_content_disposition() or "").strip()

    def parameter(self, name: str) -> str:
        """Return a parameter of the Content-Type in lower case, empty where there is none."""
        try:
            value = self.get_param(name)
        except ValueError:
            return ""
        if isinstance(value, tuple):  # an encoded one (RFC 2231): charset, language, value
            value = value[2]
        if not value and "content-type" in self:
            value = self._loose(name)
        return value.strip().lower() if isinstance(value, str) else ""

    @property
    def text_charset(self) -> str:
        """The charset of the first text below that declares one; raw 8-bit headers are likely to be in it."""
        for part in self.walk():
            charset = part.parameter("charset")
            if charset:
                return charset
        return ""

    def content(self) -> bytes:
        """Return a leaf's bytes, with the transfer encoding undone as far as it goes."""
        payload = self._payload
        if not isinstance(payload, bytes | memoryview):
            return b""
        return undone(bytes(payload), str(self.get("content-transfer-encoding", "")), is_text=self._is_text())

    @property
    def size(self) -> int:
        """Bytes of a leaf as it was sent, its transfer encoding not undone."""
        return len(self._payload) if isinstance(self._payload, bytes | memoryview) else 0

    def set_content(self, content: bytes | memoryview) -> None:
        """Let a leaf hold some bytes."""
        self._payload = content

    def set_parts(self, parts: list[Part]) -> None:
        """Let a multipart hold the parts below it."""
        self._payload = parts

    def _is_text(self) -> bool:
        return self.get_content_maintype() in {"text", "multipart"}


@dataclass(slots=True)
class Tree:
    """A mail taken apart, and what was found wrong with it on the way."""

    root: Part
    total: int = 1
    """Parts so far."""
    full: bool = False
    """True when the limits were reached: nothing more is read."""
    openings: int = 0
    """Messages that were opened within this one."""
    searches: int = 0
    """Boundaries that were looked for, as none was named."""
    found: dict[str, None] = field(default_factory=dict[str, None])

    @property
    def defects(self) -> tuple[str, ...]:
        """What was wrong, in words, each once."""
        return tuple(self.found)

    def say(self, *defects: str) -> None:
        """Note what is wrong."""
        self.found.update(dict.fromkeys(defects))

    def admits(self, depth: int) -> bool:
        """Return whether one more part is read; it is counted."""
        self.total += 1
        if self.total > MAX_PARTS:
            self.say(f"more than {MAX_PARTS} parts: the rest was not read")
            self.full = True
        elif depth > MAX_DEPTH:
            self.say(f"parts nested more than {MAX_DEPTH} deep: the rest was not read")
            self.full = True
        return not self.full


def made_part(content: bytes, kind: str, name: str = "", content_id: str = "") -> Part:
    """Return a part that stood in no mail, for what was found within another part."""
    part = Part()
    part["Content-Type"] = clean(kind).replace("\n", " ")
    if name:
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", clean(name)))
    if content_id:
        part["Content-ID"] = f"<{clean(content_id)}>".replace("\n", "")
    part.depth = 1
    part.set_content(content)
    return part


def from_its_headers_on(raw: bytes) -> bytes:
    """Return a mail without what some set before its headers: a byte order mark, empty lines."""
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def take_apart(raw: bytes) -> Tree:
    """Return a mail's tree; what is beyond the limits is left out, and the defects say so.

    Raises:
        ValueError: the header alone is larger than any mailer makes it.
    """
    end = _END_OF_HEADERS.search(raw, 0, MAX_HEADER_BYTES)
    if end is None and len(raw) > MAX_HEADER_BYTES:
        raise ValueError(f"the mail's header is larger than {MAX_HEADER_BYTES:,} bytes; it is no ordinary mail")
    root = Part()
    _fill(root, raw)
    return root.tree


def opened(content: bytes, parent: Part) -> Part | None:
    """Return the tree of a mail that a part holds; it counts as a part of the tree that this part is in.

    None where that tree would grow beyond its limits.
    """
    parent.tree.openings += 1
    if parent.tree.openings > MAX_OPENINGS:
        parent.tree.say(f"more than {MAX_OPENINGS} messages within messages: the rest was not opened")
        return None
    if not parent.tree.admits(parent.depth + 1):
        return None
    root = _below(parent)
    _fill(root, content)
    return root


def _below(parent: Part) -> Part:
    part = Part()
    part.depth, part.tree = parent.depth + 1, parent.tree
    return part


def _fill(part: Part, raw: bytes) -> None:
    """Read a whole mail into a part: a header that may be broken, then its body."""
    end = _END_OF_HEADERS.search(raw, 0, MAX_HEADER_BYTES)
    block, defects = mended_header(raw[: end.end()] if end else raw)
    part.tree.say(*defects)
    rest = _read_headers(part, block, 0, len(block))
    body = memoryview(raw)[end.end() :] if end else memoryview(b"")
    if rest < len(block):  # the header ended before its empty line: what follows is text
        body = memoryview(block[rest:] + bytes(body))
        part.tree.say("the header ends without an empty line")
    _read_body(part, _below_stray_line(part, body))


def _below_stray_line(part: Part, body: memoryview) -> memoryview:
    """Return a mail's body without the headers of its own that stand in it, as a stray empty line is above them.

    They are taken for headers only where they name a boundary that the body has.
    """
    if "content-type" in part or not _MIME_FIRST.match(body):
        return body
    raw = bytes(body)
    run = _HEADERS.match(raw, 0, MAX_MIME_HEADER)
    named = _BOUNDARY.search(raw, 0, run.end() if run else 0)
    if not named or not _places(raw, b"--" + named[1]):
        return body
    part.tree.say("an empty line stands within the header")
    return body[_read_headers(part, raw, 0, len(raw)) :]


def _read_headers(part: Part, raw: bytes, start: int, end: int) -> int:
    """Read the headers that begin at a place; return where the body begins."""
    most = min(end, start + MAX_HEADER_BYTES)
    run = _HEADERS.match(raw, start, most)
    at = run.end() if run else start
    for number, match in enumerate(_HEADER.finditer(raw, start, at)):
        if number >= MAX_HEADERS:
            part.tree.say(f"more than {MAX_HEADERS:,} headers: the rest was not read")
            break
        source = match[0].decode("ascii", "surrogateescape")
        if source[0] not in " \t":
            part.set_raw(*POLICY.header_source_parse([source]))
    blank = _LINE_END.match(raw, at, end)
    return blank.end() if blank else at


def _read_body(part: Part, body: memoryview) -> None:
    """Read what stands below a part's header."""
    part.set_content(body)
    kind = part.get_content_type()
    if not kind.startswith("multipart/"):
        return
    raw = bytes(body)
    boundary = part.get_boundary()
    marker = b"--" + boundary.encode("utf-8", "surrogateescape") if isinstance(boundary, str) and boundary else b""
    places = _places(raw, marker) if marker else []
    if not places:
        part.tree.say(_NO_BOUNDARY if not marker else _NOT_FOUND)
        places = _guessed_places(part, raw)
    if places:
        _split(part, raw, places, is_digest=kind == "multipart/digest")


def _guessed_places(part: Part, raw: bytes) -> list[tuple[int, int, bool]]:
    """Return the places of a boundary that is not named, but stands above headers of parts, or ends the last one."""
    part.tree.searches += 1
    if part.tree.searches > _MAX_SEARCHES:
        return []
    found = _BOUNDARY_LINE.search(raw) or _CLOSING_LINE.search(raw)
    return _places(raw, b"--" + found[1]) if found else []


def _places(raw: bytes, marker: bytes) -> list[tuple[int, int, bool]]:
    """Return begin and end of each line that is a boundary, and whether it says that no part follows."""
    places: list[tuple[int, int, bool]] = []
    at = raw.find(marker)
    while at >= 0:
        rest = _REST.match(raw, at + len(marker)) if at == 0 or raw[at - 1] in b"\r\n" else None
        if rest:
            places.append((at, rest.end(), rest[1] is not None))
            if len(places) > MAX_PARTS + 1:
                break
        at = raw.find(marker, rest.end() if rest else at + len(marker))
    return places


def _split(part: Part, raw: bytes, places: list[tuple[int, int, bool]], *, is_digest: bool) -> None:
    """Read the parts between boundaries; nothing is lost where one says too early that none follows."""
    parts: list[Part] = []
    around = [raw[: places[0][0]]]
    for number, (_, begin, closes) in enumerate(places):
        stop = places[number + 1][0] if number + 1 < len(places) else len(raw)
        if closes:
            around.append(raw[begin:stop])
            continue
        if begin == len(raw) and number + 1 == len(places):  # a boundary, and nothing below it
            continue
        if not part.tree.admits(part.depth + 1):
            break
        below = _below(part)
        if is_digest:
            below.set_default_type("message/rfc822")
        parts.append(below)
        end = stop if number + 1 == len(places) else _before_line_end(raw, begin, stop)
        body = _read_headers(below, raw, begin, end)
        _read_body(below, memoryview(raw)[min(body, end) : end])
        if part.tree.full:
            break
    if not any(closes for _, _, closes in places) and not part.tree.full:
        part.tree.say("the mail ends before its last part does: it may have been cut off")
    part.around = tuple(around)
    part.set_parts(parts)


def _before_line_end(raw: bytes, begin: int, stop: int) -> int:
    """Return where a part ends: the line end before a boundary belongs to the boundary."""
    if stop > begin and raw[stop - 1] == _LF:
        stop -= 1
    if stop > begin and raw[stop - 1] == _CR:
        stop -= 1
    return stop


_NO_BOUNDARY = "a multipart mail without a boundary"
_NOT_FOUND = "the boundary that the header names is nowhere in the mail"
_LF, _CR = 10, 13
