"""The tree of parts of a mail: the standard library's parser within limits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesFeedParser
from email.policy import Compat32
from typing import Any, cast

from deskbot.channels.email.charsets import recode_header
from deskbot.channels.email.limits import (
    MAX_BOUNDARY,
    MAX_DEPTH,
    MAX_HEADER,
    MAX_HEADER_BYTES,
    MAX_MIME_HEADER,
    MAX_MIME_PARAMETERS,
    MAX_PARTS,
)

_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n|\r\r")
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
        boundary = super().get_boundary(failobj)
        return failobj if isinstance(boundary, str) and len(boundary) > MAX_BOUNDARY else boundary

    @property
    def declared_type(self) -> str:
        """The content type in lower case, text/plain where none can be read."""
        return super().get_content_type()

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
        return value.strip().lower() if isinstance(value, str) else ""

    def content(self) -> bytes:
        """Return a leaf's bytes, with the transfer encoding undone as far as it goes."""
        if isinstance(self._payload, list):
            return b""
        if self._encoded_in_name_only():
            return str(self._payload).encode("utf-8", "surrogateescape")
        try:
            payload = self.get_payload(decode=True)
        except (ValueError, LookupError):
            payload = None
        if isinstance(payload, bytes):
            return payload
        return str(self._payload or "").encode("utf-8", "surrogateescape")

    def _encoded_in_name_only(self) -> bool:
        """Return whether text is declared base64 and plainly is not; decoding it would leave nothing."""
        if str(self.get("content-transfer-encoding", "")).strip().lower() != "base64":
            return False
        payload = self._payload if isinstance(self._payload, str) else ""
        return self.get_content_maintype() == "text" and payload.count(" ") > len(payload) // 50


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
    parser = BytesFeedParser(Part, policy=BoundedPolicy())
    try:
        for start in range(0, len(raw), _CHUNK):
            parser.feed(raw[start : start + _CHUNK])
        root = cast("Part", parser.close())
    except TooMuchError as error:
        return Tree(error.root, (str(error), *_broken(error.root)))
    return Tree(root, tuple(_broken(root)))


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
