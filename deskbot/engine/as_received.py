"""A message as it was received, for people to look at: no secret is shown, in whatever code it came."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from deskbot.access.confidential import masked
from deskbot.tickets.reader_link import without_links

LayOpen = Callable[[bytes, int], Iterable[str]]
"""Returns what a message in a channel's own form holds, piece by piece and decoded, until it has so many characters."""
MOST = 200_000
"""Characters that are shown."""
_LARGEST = 64 * 1024 * 1024
_MOST_VALUES = 5_000
_DEEPEST = 30
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{40,100}={0,2}\r?\n){2,}|[A-Za-z0-9+/_-]{200,}={0,2}")
"""What stands encoded within a text."""


def readable(content: bytes, lay_open: LayOpen | None) -> str:
    """Return a message as text in which no secret stands; what cannot be decoded could hide one, and is left out.

    Args:
        content: the message as it was received.
        lay_open: reads the form of its channel; None where that is JSON.
    """
    pieces = lay_open(content, MOST) if lay_open else _values(content)
    shown: list[str] = []
    left = MOST
    for piece in pieces:
        shown.append(_safe(piece[:left]))
        left -= len(piece)
        if left <= 0:
            shown.append(f"[cut here: {len(content):,} bytes in all]")
            break
    # Once more as a whole, as a name may stand in one piece and what it names in the next.
    return _safe("\n".join(shown))


def _safe(text: str) -> str:
    text = _BASE64.sub(lambda found: f"[{len(found[0]):,} characters of base64]\n", text)
    return without_links(masked(text))


def _values(content: bytes) -> Iterator[str]:
    """Yield each value of a document in JSON with its name."""
    try:
        document = json.loads(content) if len(content) <= _LARGEST else None
    except (ValueError, RecursionError):
        document = None
    if document is None:
        yield f"[{len(content):,} bytes]"
        return
    for number, line in enumerate(_lines(document if isinstance(document, dict | list) else [document], 0)):
        if number >= _MOST_VALUES:
            yield f"[cut here: {len(content):,} bytes in all]"
            return
        yield line


def _lines(value: Any, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(value, dict | list) and depth >= _DEEPEST:
        yield f"{indent}[more]"
        return
    named = value.items() if isinstance(value, dict) else [("-", one) for one in value]
    for name, one in named:
        if isinstance(one, dict | list):
            yield f"{indent}{name}:"
            yield from _lines(one, depth + 1)
        else:
            yield f"{indent}{name}: {_safe(one[:MOST]) if isinstance(one, str) else one}"
