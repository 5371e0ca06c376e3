"""The bytes of a header made such that a parser reads all of it. Pure, linear."""

from __future__ import annotations

import re

from deskbot.channels.email.reading.charsets import clean, decode

_FIELD = re.compile(rb"[!-9;-~]{1,200}:")
_SPACED_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60})[ \t]{1,20}:")
_KNOWN = re.compile(
    rb"(?:from|to|cc|subject|date|message-id|reply-to|sender|received|return-path|references|in-reply-to"
    rb"|mime-version|content-type|content-transfer-encoding)[ \t]{0,20}:",
    re.IGNORECASE,
)
_MBOX = re.compile(rb">?From [ \t]{0,20}(?![ \t]{0,20}:)")
"""The line above each mail of an mbox file."""
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|$)")
_MOST_STRAYS = 5
"""Lines that are no header before a header that is one; with more of them it is the body that they belong to."""


def mended_header(block: bytes) -> tuple[bytes, list[str]]:
    """Return a mail's header without lines that no header may have, and what was wrong with it.

    A parser ends the header at the first line that is none, so that one stray line of a broken gateway would make
    all headers below it a part of the text.
    """
    lines = [line for line in _LINE.findall(block.replace(b"\0", b"")) if line]
    if lines and _MBOX.match(lines[0]):
        del lines[0]
    kept: list[bytes] = []
    strays: list[bytes] = []
    defects: list[str] = []
    ended = False
    for index, line in enumerate(lines):
        if ended or not line.strip(b"\r\n") or _is_boundary(line, kept):
            ended = True
            strays.append(line)
        elif _FIELD.match(line) or (line[:1] in b" \t" and kept and not strays):
            if strays and _KNOWN.match(line):
                defects.extend(_said(strays))
                strays = []
            (strays or kept).append(line)
        elif (spaced := _SPACED_FIELD.match(line)) and (_KNOWN.match(line) or not strays):
            defects.extend(_said(strays))
            strays = []
            kept.append(spaced[1] + line[spaced.end() - 1 :])
        else:
            strays.append(line)
            if len(strays) > _MOST_STRAYS:
                return b"".join((*kept, *strays, *lines[index + 1 :])), []
    return b"".join((*kept, *strays)), defects


def _is_boundary(line: bytes, kept: list[bytes]) -> bool:
    """Return whether a line is the boundary that the header names: the empty line above it has blanks in it."""
    name = line.strip()[2:] if line.startswith(b"--") else b""
    return bool(name) and any(name in header for header in kept)


def _said(strays: list[bytes]) -> list[str]:
    """Return a defect for each stray line; its words are told there, as nobody would see them else."""
    return [f"a line of the header is no header: {clean(decode(line.strip())[0])[:200]}" for line in strays]
