"""Who comes in to the console and the API, and where programs are told of events: as an admin looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from deskbot.access.api import is_good
from deskbot.clock import Clock
from deskbot.store import accounts, api_tokens, audit, webhooks
from deskbot.store.database import Database
from deskbot.store.tables import AccountRow

CHANGES = 100
"""Entries of what was changed that are shown at a time."""
LATE, MOST_PLACES = timedelta(days=1), 50
"""Of wrong passwords: those of this time are shown, by so many names and places."""


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """Somebody who may sign in."""

    name: str
    shown: str
    role: str
    staff: str
    """Their key in desk.yaml; empty for who is not on the staff."""
    ways: tuple[str, ...]
    """By what they sign in."""
    ended: bool
    """They may sign in no more."""


@dataclass(frozen=True, slots=True)
class TokenSeen:
    """A program that uses the API."""

    name: str
    scopes: tuple[str, ...]
    reseller: str
    """The key of the one whose tickets alone it sees; empty for one of the desk's own."""
    used_at: datetime | None
    expires_at: datetime | None
    opens: bool
    """It was neither revoked, nor is its time over."""


@dataclass(frozen=True, slots=True)
class WebhookSeen:
    """Where a program is told of events."""

    host: str
    """Of its address; the rest may be a secret."""
    events: tuple[str, ...]
    made_by: str
    failing_since: datetime | None
    off_at: datetime | None
    """When it was given up."""


@dataclass(frozen=True, slots=True)
class AccessSeen:
    """All of them."""

    accounts: tuple[AccountSeen, ...]
    tokens: tuple[TokenSeen, ...]
    webhooks: tuple[WebhookSeen, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that somebody has changed."""

    id: int
    at: datetime
    who: str
    act: str
    about: str
    """What it was done to."""
    place: str
    """The network address from which it was done; empty where that is not known."""
    more: str
    """What else there is to say of it."""


@dataclass(frozen=True, slots=True)
class WrongTries:
    """Passwords that were wrong, of late, and that no right one has followed."""

    name: str
    """The account's; empty where there is none of the names that were said."""
    place: str
    """The network from which they came, or a browser in which its owner has signed in before."""
    count: int
    last: datetime


@dataclass(frozen=True, slots=True)
class AccessView:
    """Looks."""

    database: Database
    clock: Clock

    async def everything(self) -> AccessSeen:
        """Return who comes in; those who may no more are last.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            people = await accounts.everybody(session)
            tokens = await api_tokens.everything(session)
            hooks = [webhooks.as_webhook(row) for row in await webhooks.listed(session, only=None)]
        return AccessSeen(
            tuple(
                AccountSeen(one.name, one.shown, one.role, one.staff, ways_in(one), one.ended_at is not None)
                for one in people
            ),
            tuple(
                TokenSeen(
                    one.name,
                    tuple(one.scopes),
                    reseller,
                    one.used_at,
                    one.expires_at,
                    is_good(one.expires_at, one.revoked_at, now),
                )
                for one, reseller in tokens
            ),
            tuple(
                WebhookSeen(
                    urlsplit(one.url).hostname or "",
                    tuple(sorted(one.events)),
                    one.created_by,
                    one.failing_since,
                    one.off_at,
                )
                for one in hooks
            ),
        )

    async def wrong_tries(self) -> tuple[WrongTries, ...]:
        """Return the wrong tries of `LATE`, those that were most first, `MOST_PLACES` at most.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        async with self.database.begin() as session:
            found = await accounts.wrong_tries(session, self.clock.now() - LATE, MOST_PLACES)
        return tuple(WrongTries(name or "", place, count, last) for name, place, count, last in found)

    async def changes(self, before: int | None = None) -> tuple[Change, ...]:
        """Return what was changed, the newest first, `CHANGES` at most; before an entry, where one is named.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        async with self.database.begin() as session:
            rows = await audit.acts(session, CHANGES, before=before)
            return tuple(
                Change(row.id or 0, row.at, row.who, row.act, row.about, row.place, more_of(row.data)) for row in rows
            )


def ways_in(row: AccountRow) -> tuple[str, ...]:
    """Return by what somebody signs in, in words."""
    there = f"{row.oidc_key}{'' if row.oidc_subject else ' (has not come yet)'}" if row.oidc_key else ""
    return tuple(way for way in ("password" if row.password else "", there) if way)


def more_of(data: Mapping[str, object]) -> str:
    """Return in words what more is told of an act."""
    said = ((name, ", ".join(map(str, value)) if isinstance(value, list) else value) for name, value in data.items())
    return "; ".join(f"{name}: {value}" for name, value in said if value not in ("", None))
