"""What a host answers: no more of it than is wanted, however small it was made for its way."""

from __future__ import annotations

import zlib

import httpx

PLAIN = {"Accept-Encoding": "identity"}
"""What is asked for: a small answer must not unpack into a large one."""
_AS_IT_IS = frozenset({"", "identity"})
_UNPACKED = frozenset({"gzip", "x-gzip", "deflate"})
_EITHER = 32 + zlib.MAX_WBITS
"""Has zlib see for itself which of the two it is."""


class TooMuchError(httpx.HTTPError):
    """A host answers more than anybody wants to know of it."""


async def body_of(response: httpx.Response, most: int) -> bytes:
    """Return what a host answers; what it has packed once, though it was asked not to, is unpacked as far as `most`.

    Args:
        response: the answer, as a stream.
        most: the most bytes that it may have, packed and unpacked.

    Raises:
        TooMuchError: it has more.
        httpx.HTTPError: it breaks off, or is packed as nobody asked for.
    """
    raw = bytearray()
    async for piece in response.aiter_raw():
        raw += piece
        if len(raw) > most:
            raise TooMuchError(f"more than {most} bytes")
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed in _AS_IT_IS:
        return bytes(raw)
    if packed not in _UNPACKED:
        raise httpx.DecodingError("it is packed, though it was asked not to be")
    unpacking = zlib.decompressobj(_EITHER)
    try:
        found = unpacking.decompress(bytes(raw), most + 1)
    except zlib.error as error:
        raise httpx.DecodingError("it is packed, and cannot be unpacked") from error
    if len(found) > most:
        raise TooMuchError(f"more than {most} bytes")
    if not unpacking.eof:
        raise httpx.DecodingError("it is packed, and breaks off")
    return found
