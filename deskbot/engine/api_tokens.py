"""Tokens of the API are made, known again, and revoked."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.access.api import is_good, unfit
from deskbot.clock import Clock
from deskbot.engine.in_time import within_limit
from deskbot.engine.webhook_ending import end
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.api_token import ApiToken, Scope
from deskbot.store import api_tokens, audit, directory, webhooks
from deskbot.store.database import Database
from deskbot.store.tables import ApiTokenRow

MARK = "dkb_"
"""Begins each token, so that whoever looks for leaked secrets knows one."""
SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is noted when a token was used last."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


@dataclass(frozen=True, slots=True)
class ApiTokens:
    """Keeps the tokens."""

    database: Database
    clock: Clock

    async def issue(
        self, name: str, scopes: Collection[Scope], by: str, *, reseller: str = "", expires_at: datetime | None = None
    ) -> str:
        """Make a token; return it. It is told this once, and kept nowhere.

        Args:
            name: by which people tell it apart.
            scopes: what it is good for.
            by: who makes it.
            reseller: the key of the reseller whose tickets alone it sees; empty for the desk's own.
            expires_at: when it ends by itself.

        Raises:
            NotFoundError: there is no such reseller.
            DeskbotError: it would be good for nothing, or for what a reseller may not; the name is none, or taken.
            UnavailableError: the database does not answer.
        """
        now = self.clock.now()
        if not _NAME.fullmatch(name):
            raise DeskbotError(f'"{name}" is no name for a token: use small letters, digits, "-", "_" and "."')
        if not scopes:
            raise DeskbotError(f"a token is good for something: name scopes ({', '.join(Scope)})")
        if wrong := unfit(scopes, bound=bool(reseller)):
            raise DeskbotError(f"a reseller's token cannot have {', '.join(wrong)}: that is the desk's own")
        if expires_at is not None and expires_at <= now:
            raise DeskbotError("the token would have ended already")
        token = MARK + secrets.token_urlsafe(32)
        async with self.database.begin() as session:
            owner = (await directory.reseller_named(session, reseller)).id if reseller else None
            row = ApiTokenRow(
                name=name,
                digest=digest(token),
                scopes=sorted(scopes),
                reseller_id=owner,
                created_at=now,
                created_by=by,
                expires_at=expires_at,
            )
            if not await api_tokens.add(session, row):
                raise DeskbotError(f'there is, or was, a token "{name}": give this one another name')
            data = {"scopes": sorted(scopes), "reseller": reseller}
            audit.note(session, "made a token", name, who=by, now=now, data=data)
        return token

    async def revoke(self, name: str, by: str) -> tuple[str, ...]:
        """Let a token open nothing any more, and end the webhooks that were made with it; return their addresses.

        Raises:
            NotFoundError: there is no such token.
            DeskbotError: it was revoked before.
            UnavailableError: the database does not answer.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            row = await api_tokens.by_name(session, name)
            if row is None:
                raise NotFoundError(f'there is no token "{name}"; `deskbot tokens list` lists them')
            if row.revoked_at is not None:
                raise DeskbotError(f'the token "{name}" was revoked before')
            row.revoked_at = now
            audit.note(session, "revoked a token", name, who=by, now=now)
            hooks = await webhooks.made_by(session, api_tokens.as_token(row).author)
            await end(session, hooks, by, now)
            return tuple(hook.url for hook in hooks)

    async def who(self, token: str) -> ApiToken | None:
        """Return whose token it is; None where it opens nothing, or nothing any more.

        Raises:
            UnavailableError: the database does not answer.
        """
        if not token.startswith(MARK) or not token.isascii():
            return None
        return await within_limit(lambda: self._who(digest(token), self.clock.now()))

    async def _who(self, of_token: str, now: datetime) -> ApiToken | None:
        async with self.database.begin() as session:
            row = await api_tokens.by_digest(session, of_token)
            if row is None or not is_good(row.expires_at, row.revoked_at, now):
                return None
            if row.used_at is None or now - row.used_at > SEEN_EVERY:
                row.used_at = now
            return api_tokens.as_token(row)


def digest(token: str) -> str:
    """Return what is kept of a token; it is random, so no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
