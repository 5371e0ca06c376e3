"""The tree of parts of a mail: the standard library's parser within limits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesFeedParser
from email.policy import Compat32
from typing import Any, cast

from deskbot.channels.email.charsets import clean, recode_header
from deskbot.channels.email.header_block import mended
from deskbot.channels.email.limits import (
    MAX_BOUNDARY,
    MAX_DEPTH,
    MAX_HEADER,
    MAX_HEADER_BYTES,
    MAX_MIME_HEADER,
    MAX_MIME_PARAMETERS,
    MAX_PARTS,
)
from deskbot.channels.email.transfer import undone

_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
_SLOPPY_TYPE = re.compile(r"(?:text/(?:plain|html|calendar|enriched)|multipart/[a-z]{1,40}|message/rfc822)\b")
_BOUNDARY_LINE = re.compile(rb"^--([^\s].{0,198}?)[ \t]*\r?\n(?=content-[a-z-]{1,40}[ \t]*:)", re.IGNORECASE | re.MULTILINE)
"""A line that looks like a boundary, as headers of a part stand below it."""
_MAX_SEARCHES = 5
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n|\r\r(?!\n)")
_CHUNK = 65536


class TooMuchError(Exception):
    """A mail has more parts, or deeper ones, than are read."""

    def __init__(self, root: Part, words: str) -> None:
        """Keep what was read before."""
        super().__init__(words)
        self.root = root


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


class Part(Message):
    """One node of the tree. What lies in a message/… part stays closed, as the bytes that came."""

    _payload: Any  # the library's own; `get_payload` would decode it, with replacement characters

    def __init__(self, policy: Any = None) -> None:
        """Begin a tree; the parser attaches the others."""
        super().__init__(policy or BoundedPolicy())
        self.depth = 0
        self.root = self
        self.total = [1]
        """Parts of the whole tree so far, shared by all of them."""

    def attach(self, payload: Any) -> None:
        """Take a part below this one; the parser calls it before it reads that part.

        Raises:
            TooMuchError: the tree has grown beyond its limits.
        """
        payload.depth, payload.root = self.depth + 1, self.root
        payload.total = self.total
        self.total[0] += 1
        if self.total[0] > MAX_PARTS:
            raise TooMuchError(self.root, f"more than {MAX_PARTS} parts: the rest was not read")
        if payload.depth > MAX_DEPTH:
            raise TooMuchError(self.root, f"parts nested more than {MAX_DEPTH} deep: the rest was not read")
        super().attach(payload)

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
        match = re.search(rf"\b{name}\s{{0,9}}=\s{{0,9}}(?:\"([^\"]{{1,200}})\"?|([^\s;\"]{{1,200}}))", value, re.IGNORECASE)
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
            charset = part.parameter("charset") if isinstance(part, Part) else ""
            if charset:
                return charset
        return ""

    def content(self) -> bytes:
        """Return a leaf's bytes, with the transfer encoding undone as far as it goes."""
        payload = self._payload
        if isinstance(payload, bytes):
            return payload
        if isinstance(payload, list) or not payload:
            return b""
        return undone(str(payload), str(self.get("content-transfer-encoding", "")), is_text=self._is_text())

    def source(self) -> str | bytes:
        """Return a leaf's source, its transfer encoding not undone; for its length."""
        return self._payload if isinstance(self._payload, str | bytes) else ""

    def set_content(self, content: bytes) -> None:
        """Let a leaf hold other bytes, as they are."""
        self._payload = content

    def _is_text(self) -> bool:
        return self.get_content_maintype() in {"text", "multipart"}


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


def opened(content: bytes, parent: Part, defects: list[str]) -> Part | None:
    """Return the tree of a mail that a part holds; it counts as a part of the tree that this part is in.

    None where that tree would grow beyond its limits.
    """
    parent.total[0] += 1
    if parent.depth >= MAX_DEPTH or parent.total[0] > MAX_PARTS:
        defects.append(f"parts nested more than {MAX_DEPTH} deep: the rest was not read")
        return None
    end = _END_OF_HEADERS.search(content, 0, MAX_HEADER_BYTES)
    root, cut = _parsed((content[: end.end()], memoryview(content)[end.end() :]) if end else (content,), parent)
    defects.extend((*cut, *_broken(root)))
    return root


@dataclass(frozen=True, slots=True)
class Tree:
    """A mail taken apart."""

    root: Part
    defects: tuple[str, ...] = field(default=())


def take_apart(raw: bytes) -> Tree:
    """Return a mail's tree; what is beyond the limits is left out, and the defects say so.

    Raises:
        ValueError: the header alone is larger than any mailer makes it.
    """
    end = _END_OF_HEADERS.search(raw, 0, MAX_HEADER_BYTES)
    if end is None and len(raw) > MAX_HEADER_BYTES:
        raise ValueError(f"the mail's header is larger than {MAX_HEADER_BYTES:,} bytes; it is no ordinary mail")
    head, defects = mended(raw[: end.end()]) if end else mended(raw)
    root, cut = _parsed((head, memoryview(raw)[end.end() :] if end else b""))
    if not cut:
        cut = _with_boundaries_found(root)
    found = dict.fromkeys((*cut, *defects, *_broken(root)))
    return Tree(root, tuple(found))


def _parsed(pieces: Iterable[bytes | memoryview], parent: Part | None = None) -> tuple[Part, list[str]]:
    """Return the tree of some bytes, and what of it was not read; it counts as a part of its parent's tree."""

    def part(policy: Any = None) -> Part:
        new = Part(policy)
        if parent is not None:
            new.depth, new.total = parent.depth + 1, parent.total
        return new

    parser = BytesFeedParser(part, policy=BoundedPolicy())
    try:
        for piece in pieces:
            for start in range(0, len(piece), _CHUNK):
                parser.feed(bytes(piece[start : start + _CHUNK]))
        return cast("Part", parser.close()), []
    except TooMuchError as error:
        return error.root, [str(error)]


def _with_boundaries_found(root: Part) -> list[str]:
    """Take apart multiparts that name no boundary, or another one than stands between their parts."""
    cut: list[str] = []
    tried = 0
    for part in root.walk():
        if tried >= _MAX_SEARCHES or not isinstance(part, Part):
            break
        if part.get_content_maintype() != "multipart" or not isinstance(part._payload, str):  # noqa: SLF001  (one of ours)
            continue
        tried += 1
        source = part._payload.encode("utf-8", "surrogateescape")  # noqa: SLF001
        boundary = _BOUNDARY_LINE.search(source)
        if boundary is None:
            continue
        head = b"Content-Type: multipart/mixed; boundary=\"" + boundary[1].replace(b'"', b"") + b'"\n\n'
        found, cut = _parsed((head, source), part)
        if found.parts:
            for child in found.parts:
                child.root = part.root
            part._payload = found._payload  # noqa: SLF001
    return cut


_WORDS = {
    "NoBoundaryInMultipartDefect": "a multipart mail without a boundary",
    "StartBoundaryNotFoundDefect": "the boundary that the header names is nowhere in the mail",
    "CloseBoundaryNotFoundDefect": "the mail ends before its last part does: it may have been cut off",
    "MissingHeaderBodySeparatorDefect": "the header ends without an empty line",
    "FirstHeaderLineIsContinuationDefect": "the header begins with a continued line",
    "MisplacedEnvelopeHeaderDefect": "an mbox line stands in the middle of the header",
    "MalformedHeaderDefect": "a line of the header is no header",
    "MultipartInvariantViolationDefect": "a multipart mail without parts",
    "InvalidBase64CharactersDefect": "broken base64",
    "InvalidBase64PaddingDefect": "broken base64",
    "InvalidBase64LengthDefect": "broken base64",
}


def _broken(root: Part) -> list[str]:
    """Return the parser's own findings in words, each once."""
    names = (type(defect).__name__ for part in root.walk() for defect in part.defects)
    return list(dict.fromkeys(_WORDS.get(name, name) for name in names))
