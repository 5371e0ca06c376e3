"""Puts pictures behind each other into one PNG that plays in any browser (APNG, PNG's third edition)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
FOR_EVER = 0
MILLISECONDS = 1000
OVER_ALL, REPLACING = 0, 0
"""A frame stays until the next, which stands in its place and is not laid over it."""


def animated(frames: Sequence[tuple[bytes, float]], *, plays: int = FOR_EVER) -> bytes:
    """Return one PNG that shows each picture for so many seconds, so many times over.

    Raises:
        ValueError: there is none, or they are not of one size and kind.
    """
    heads = {dict(chunks(picture))[b"IHDR"] for picture, _ in frames}
    if len(heads) != 1:
        raise ValueError("pictures have to be of one size and kind")
    (head,) = heads
    made = [_chunk(b"IHDR", head), _chunk(b"acTL", struct.pack(">II", len(frames), plays))]
    numbers = iter(range(2 * len(frames)))
    for place, (picture, seconds) in enumerate(frames):
        width, height = struct.unpack(">II", head[:8])
        shown = (width, height, 0, 0, round(seconds * MILLISECONDS), MILLISECONDS, OVER_ALL, REPLACING)
        made.append(_chunk(b"fcTL", struct.pack(">IIIIIHHBB", next(numbers), *shown)))
        drawn = b"".join(data for kind, data in chunks(picture) if kind == b"IDAT")
        small = zlib.compress(zlib.decompress(drawn), 9)
        made.append(_chunk(b"fdAT", struct.pack(">I", next(numbers)) + small) if place else _chunk(b"IDAT", small))
    return SIGNATURE + b"".join([*made, _chunk(b"IEND", b"")])


def chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a PNG: the kind of each, and what is in it."""
    at = len(SIGNATURE)
    while at < len(picture):
        (size,) = struct.unpack(">I", picture[at : at + 4])
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + size]
        at += 12 + size


def _chunk(kind: bytes, data: bytes) -> bytes:
    parts: Iterable[bytes] = (struct.pack(">I", len(data)), kind, data, struct.pack(">I", zlib.crc32(kind + data)))
    return b"".join(parts)
