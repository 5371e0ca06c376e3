"""A request that names itself by a key is done once, however often it comes: its answer is kept with what it did."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from deskbot.clock import Clock
from deskbot.engine.in_time import within_limit
from deskbot.errors import DeskbotError
from deskbot.model.api_token import ApiToken
from deskbot.store import api_tokens
from deskbot.store.database import Database, Session


class KeyUsedError(DeskbotError):
    """The key named another request before."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a request did, as its answer tells it."""

    status: int
    body: dict[str, Any]
    again: bool = False
    """Whether it was done before, and nothing now."""


@dataclass(frozen=True, slots=True)
class Named:
    """By whom a request came, and how it names itself."""

    token: ApiToken
    key: str
    """Empty where it names itself by none: then it is done each time."""
    digest: str
    """Of what it asks for."""


Do = Callable[[Session], Awaitable[Done]]


@dataclass(frozen=True, slots=True)
class ApiOnce:
    """Does requests."""

    database: Database
    clock: Clock

    async def do(self, named: Named, act: Do) -> Done:
        """Do a request in one transaction with the record of its answer; or answer it as it was before.

        What cannot be done leaves no record, so that it may be tried again under the same key.

        Raises:
            KeyUsedError: the key named another request before.
            DeskbotError: what `act` raises; nothing was done then.
            UnavailableError: the database does not answer in time; the same request with its key may come again.
        """
        return await within_limit(lambda: self._do(named, act))

    async def _do(self, named: Named, act: Do) -> Done:
        now, token_id = self.clock.now(), named.token.id
        async with self.database.begin() as session:
            if not named.key:
                return await act(session)
            # First of all, so that whoever comes with the same key meanwhile waits here, and has locked nothing.
            if not await api_tokens.claim_key(session, token_id, named.key, named.digest, now):
                before = await api_tokens.answered(session, token_id, named.key)
                if before is None or before.digest != named.digest:
                    raise KeyUsedError("this Idempotency-Key named another request before: give each its own")
                return Done(before.status, dict(before.body), again=True)
            done = await act(session)
            await api_tokens.keep_answer(session, token_id, named.key, done.status, done.body)
            return done
