"""Who asks: by its token each program is known, before anything that it sends is read."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from typing import Any

from fastapi import Depends, Header, Request
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as Connection

from deskbot.clock import Clock
from deskbot.engine.api_once import Named
from deskbot.engine.api_tokens import ApiTokens
from deskbot.errors import UnavailableError
from deskbot.model.api_token import ApiToken, Scope
from deskbot.store.audit import done_from
from deskbot.web.api.problems import problem
from deskbot.web.api.sent import MOST_VALUES, is_laden, most_of, told_length
from deskbot.web.bearer import WANTED, token_in
from deskbot.web.bodies import body_of
from deskbot.web.bucket import Buckets
from deskbot.web.place import place_of
from deskbot.web.room import LATER, SMALL, NoRoomError, Room, told_size

OPEN_PATHS = ("/openapi.json",)
"""What everybody may read."""
_CALLER, _DIGEST = "deskbot.api.caller", "deskbot.api.digest"

BEARER = HTTPBearer(auto_error=False, description="A token as `deskbot tokens new` makes it.")
"""For OpenAPI; the token itself is looked at before."""


@dataclass(slots=True)
class Gate:
    """Lets programs through to the routes of the API."""

    app: ASGIApp
    tokens: ApiTokens
    clock: Clock
    requests: Buckets
    """How often a token may ask."""
    strangers: Buckets = field(repr=False)
    """How often a place may come with a token that is none."""
    room: Room = field(repr=False)

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Let a request through, or say what is in the way."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":  # answered as a GET is; that it has no body is the server's part
            scope = {**scope, "method": "GET"}
        path = str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
        if path in OPEN_PATHS:
            await self.app(scope, receive, send)
            return
        refused = await self._refused(scope)
        if refused is not None:
            await refused(scope, receive, send)
            return
        try:
            await self._let_through(path, scope, receive, send)
        except NoRoomError as error:
            await problem(503, str(error), headers=LATER)(scope, receive, send)

    async def _let_through(self, path: str, scope: Connection, receive: Receive, send: Send) -> None:
        most, told = most_of(path), told_length(scope)
        size = told_size(told or "0")
        if not told:
            most = min(most, SMALL)  # it may be sent in pieces, and nobody knows how many: files say how large they are
        if size is None or size > most:
            await _too_large(most)(scope, receive, send)
            return
        with self.room.taking(size, f"token {scope[_CALLER].id}"):
            body = await body_of(Request(scope, receive), most)
            if body is None:
                await _too_large(most)(scope, receive, send)
                return
            query = scope.get("query_string", b"")
            asks = b"\0".join((str(scope["method"]).encode(), path.encode("utf-8", "replace"), query, body))
            if size > SMALL:  # what takes its time takes it beside the doors
                laden, scope[_DIGEST] = await asyncio.to_thread(_looked_at, body, asks)
            else:
                laden, scope[_DIGEST] = _looked_at(body, asks)
            if laden:
                words = f"a request holds {MOST_VALUES} fields and items at most"
                await problem(422, words)(scope, receive, send)
                return
            with done_from(place_of(scope)):
                await self.app(scope, _once(body, receive), send)

    async def _refused(self, scope: Connection) -> ASGIApp | None:
        now, place = self.clock.now(), place_of(scope)
        headers = {name.lower(): value for name, value in scope["headers"]}
        given = token_in(headers.get(b"authorization", b"").decode("latin-1"))
        if not given:
            return problem(401, "send the token as Authorization: Bearer …", headers=WANTED)
        try:
            token = await self.tokens.who(given)
        except UnavailableError:
            return problem(503, "the database does not answer; try again", headers={"Retry-After": "5"})
        if token is None:
            if wait := self.strangers.take(place, now):
                return problem(429, f"try again in {wait} s", headers={"Retry-After": str(wait)})
            return problem(401, "this token opens nothing, or nothing any more", headers=WANTED)
        if wait := self.requests.take(str(token.id), now):
            words = f"this token has asked too often: try again in {wait} s"
            return problem(429, words, headers={"Retry-After": str(wait)})
        scope[_CALLER] = token
        return None


def _looked_at(body: bytes, asks: bytes) -> tuple[bool, str]:
    return is_laden(body), hashlib.sha256(asks).hexdigest()


def _too_large(most: int) -> ASGIApp:
    words = "; where files may come, it says how large it is (Content-Length)" if most == SMALL else ""
    return problem(413, f"a request holds {most} bytes at most{words}")


def _once(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def caller_of(request: Request) -> ApiToken:
    """Return who asks."""
    return request.scope[_CALLER]


def needs(scope: Scope) -> Any:
    """Return what lets only those through to a route whose token is good for it."""

    async def check(request: Request) -> ApiToken:
        token = caller_of(request)
        if scope not in token.scopes:
            mend = f"make one that has it, with deskbot tokens new NAME --scope {scope}"
            raise HTTPException(403, f"this token lacks the scope {scope}: {mend}")
        return token

    return Depends(check)


def named(
    request: Request,
    idempotency_key: str = Header(
        default="",
        max_length=200,
        pattern=r"^[ -~]*$",
        description="Names this request: sent again with the same key it is not done again, and answered the same.",
        examples=["6f1c0a52-2f0e-4c8e-9d0a-5b8f4b1f2f11"],
    ),
) -> Named:
    """Return by whom a request came, and how it names itself."""
    return Named(caller_of(request), idempotency_key, request.scope[_DIGEST])


NAMED = Depends(named)
