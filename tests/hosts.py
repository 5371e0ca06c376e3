"""A host that a test plays: what it answers comes over the wire piece by piece, as a real one's does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import httpx


class Pieces(httpx.AsyncByteStream):
    """A body on its way."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._content


def played(answer: Callable[[httpx.Request], httpx.Response]) -> httpx.MockTransport:
    """Return the way to a host that answers so."""

    def answered(request: httpx.Request) -> httpx.Response:
        whole = answer(request)
        return httpx.Response(whole.status_code, headers=whole.headers, stream=Pieces(whole.content))

    return httpx.MockTransport(answered)
