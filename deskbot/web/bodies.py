"""What is posted to us, if it is short enough: anybody can post, and what they post is held until it is checked."""

from __future__ import annotations

from fastapi import Request


async def body_of(request: Request, most: int) -> bytes | None:
    """Return the body of a request; None where it has more than `most` bytes, of which no more are read.

    Raises:
        ClientDisconnect: whoever sent it has gone in the middle of it.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)
