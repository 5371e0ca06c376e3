"""Who has signed in to the console: names and passwords in, a browser's key out; and its end."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from deskbot.access.known_browsers import given, known
from deskbot.access.passwords import FOR_ONE_NAME, FROM_ONE_PLACE, wait, weakness
from deskbot.clock import Clock
from deskbot.engine.in_time import within_limit
from deskbot.errors import DeskbotError
from deskbot.model.account import Account, SignedIn
from deskbot.store import accounts, audit
from deskbot.store.database import Database, Session
from deskbot.store.tables import AccountRow, SignInRow
from deskbot.wires.passwords import Passwords

SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is noted at least when a browser was used last: not at each request."""
SEEN_IN = 20
"""So often at least within the time after which a browser is signed out: nobody is let out much too early."""
AT_A_TIME = 2
"""How many who come are at the database: tries of one name or place wait for each other there, and a webhook, a page's
acknowledgement or a reader would be let in by no connection that they hold meanwhile."""
_LONGEST_BROWSER = 200


class NotSignedInError(DeskbotError):
    """Nobody is let in by what was given."""


@dataclass(frozen=True, slots=True)
class Counted:
    """From where wrong tries are counted together."""

    place: str
    known: bool = False
    """Whether it is a browser in which the same person has signed in before."""


@dataclass(frozen=True, slots=True)
class SigningIn:
    """Lets people in, and knows them again."""

    database: Database
    clock: Clock
    secret: bytes
    passwords: Passwords
    idle: timedelta
    """After so long in which nobody has used it a browser is signed out."""
    longest: timedelta
    """After so long it is in any case."""
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_A_TIME), repr=False)

    @asynccontextmanager
    async def coming_in(self) -> AsyncGenerator[Session]:
        """Open a transaction for somebody who is not let in yet, in their turn: strangers never take all connections.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        async with self.turns, self.database.begin() as session:
            yield session

    async def sign_in(self, name: str, password: str, place: str, browser: str, brought: str = "") -> str:
        """Let somebody in; return the key that their browser keeps.

        Args:
            name: the account's.
            password: its.
            place: the network address from which they come.
            browser: what it says of itself.
            brought: by what it was to be known again, as `given_to` has given it; empty for nothing.

        Raises:
            NotSignedInError: nobody is let in by that, or not yet; the text is for them.
            UnavailableError: the database does not answer.
        """
        now = self.clock.now()
        before = known(self.secret, name, brought, now)
        counted = Counted(f"known browser {before}", known=True) if before else Counted(place)
        kept = await within_limit(lambda: self._kept(name, counted, now))
        right = await self.passwords.is_right(password, kept)
        anew = await self.passwords.kept(password) if right and self.passwords.is_old(kept) else ""
        key = await within_limit(lambda: self._let_in(name, kept, anew, counted, place, browser, now)) if right else ""
        if not key:
            raise NotSignedInError("The name or the password is wrong.")
        return key

    def given_to(self, name: str) -> str:
        """Return what a browser is given in which somebody has signed in, to be known again."""
        return given(self.secret, name, secrets.token_hex(8), self.clock.now())

    async def _kept(self, name: str, counted: Counted, now: datetime) -> str:
        """Return what is kept of the account's password; nothing where there is none.

        A try is taken for a wrong one until it was right: whoever comes with a hundred at once is not let through to
        compare them all before the first is counted.

        Raises:
            NotSignedInError: there were too many wrong tries.
        """
        since = now - max(FOR_ONE_NAME.within, FROM_ONE_PLACE.within)
        async with self.coming_in() as session:
            await accounts.lock_tries(session, name, counted.place)
            pause = wait(await accounts.tries(session, name, counted.place, since), now, known=counted.known)
            if pause > timedelta():
                raise too_often(pause)
            accounts.add_try(session, name, counted.place, now)
            row = await accounts.by_name(session, name)
            return row.password if row is not None and row.ended_at is None else ""

    async def _let_in(
        self, name: str, kept: str, anew: str, counted: Counted, place: str, browser: str, now: datetime
    ) -> str:
        async with self.coming_in() as session:
            row = await accounts.by_name(session, name)
            if row is None or row.ended_at is not None or row.password != kept:
                return ""  # meanwhile they were let out, or have another password
            row.password = anew or kept
            await accounts.forgive(session, name, counted.place)
            return await self.open(session, row, place, browser, now)

    async def open(
        self,
        session: Session,
        row: AccountRow,
        place: str,
        browser: str,
        now: datetime,
        *,
        oidc_state: str | None = None,
    ) -> str:
        """Sign somebody in, who has proven who they are; return the key that their browser keeps.

        Args:
            session: the transaction in which it is done.
            row: their account, locked.
            place: the network address from which they come.
            browser: what it says of itself.
            now: the moment.
            oidc_state: the way to the identity provider by which they come; nothing is returned where it is used up.
        """
        key, account = secrets.token_urlsafe(32), accounts.as_account(row)
        sign_in = SignInRow(
            digest=digest(key),
            account_id=account.id,
            at=now,
            seen_at=now,
            place=place,
            browser=browser[:_LONGEST_BROWSER],
            oidc_state=oidc_state,
        )
        if not await accounts.add_sign_in(session, sign_in):
            return ""
        _note(session, account, "signed in", place, now)
        return key

    # -- who it is

    async def who(self, key: str, *, uses: bool = True) -> SignedIn | None:
        """Return who has signed in with a browser's key; None where nobody has, or is no more.

        Args:
            key: the browser's.
            uses: whether somebody uses the browser; not where an open page asks by itself.

        Raises:
            UnavailableError: the database does not answer.
        """
        if not key:
            return None
        return await within_limit(lambda: self._who(digest(key), self.clock.now(), uses=uses))

    async def _who(self, of_key: str, now: datetime, *, uses: bool) -> SignedIn | None:
        async with self.database.begin() as session:
            found = await accounts.signed_in(session, of_key)
            if found is None:
                return None
            row, account = found
            if self._is_over(row, now):
                row.ended_at = now
                return None
            if uses and now - row.seen_at >= min(SEEN_EVERY, self.idle / SEEN_IN):
                row.seen_at = now
            return SignedIn(accounts.as_account(account), of_key, row.at, self.form_key(of_key))

    def _is_over(self, row: SignInRow, now: datetime) -> bool:
        return now - row.seen_at > self.idle or now - row.at > self.longest

    async def holds(self, signed_in: SignedIn) -> bool:
        """Return whether somebody is signed in still; to look so is no use of the browser that would keep them so.

        Raises:
            UnavailableError: the database does not answer.
        """
        now = self.clock.now()

        async def look() -> bool:
            async with self.database.begin() as session:
                found = await accounts.signed_in(session, signed_in.digest)
                return found is not None and not self._is_over(found[0], now)

        return await within_limit(look)

    def form_key(self, of_key: str) -> str:
        """Return what proves that a form is one that we gave to a browser."""
        made = hmac.digest(self.secret, f"console form {of_key}".encode(), hashlib.sha256)
        return urlsafe_b64encode(made).decode().rstrip("=")

    # -- the end

    async def sign_out(self, signed_in: SignedIn, place: str, *, everywhere: bool = False) -> None:
        """Sign a browser out; or all others of the same person, where that is wanted.

        Raises:
            UnavailableError: the database does not answer.
        """

        async def end() -> None:
            now, account = self.clock.now(), signed_in.account
            async with self.database.begin() as session:
                if everywhere:
                    await accounts.end_sign_ins(session, account.id, now, but=signed_in.digest)
                elif found := await accounts.signed_in(session, signed_in.digest):
                    found[0].ended_at = now
                _note(session, account, "signed out elsewhere" if everywhere else "signed out", place, now)

        await within_limit(end)

    async def browsers(self, account: Account) -> list[SignInRow]:
        """Return the browsers in which somebody is signed in."""

        async def look() -> list[SignInRow]:
            async with self.database.begin() as session:
                found = await accounts.browsers(session, account.id, self.clock.now() - self.idle)
                return [one for one in found if self.clock.now() - one.at <= self.longest]

        return await within_limit(look)

    async def change_password(self, signed_in: SignedIn, old: str, new: str, place: str) -> None:
        """Give somebody another password; their other browsers are signed out.

        Raises:
            NotSignedInError: the old one is wrong, or was so too often.
            DeskbotError: the new one is none; the text says why.
            UnavailableError: the database does not answer.
        """
        account, now = signed_in.account, self.clock.now()
        counted = Counted(f"known browser {signed_in.digest[:16]}", known=True)
        kept = await within_limit(lambda: self._kept(account.name, counted, now))
        if not await self.passwords.is_right(old, kept):
            raise NotSignedInError("The password that you have now is another one.")
        if why := weakness(new, account.name, account.shown):
            raise DeskbotError(f"That is no password: {why}.")
        anew = await self.passwords.kept(new)

        async def change() -> None:
            async with self.database.begin() as session:
                row = await accounts.by_name(session, account.name)
                if row is None or row.password != kept:
                    raise NotSignedInError("The password was changed meanwhile.")
                row.password = anew
                await accounts.forgive(session, account.name, counted.place)
                await accounts.end_sign_ins(session, account.id, now, but=signed_in.digest)
                _note(session, account, "changed the password", place, now)

        await within_limit(change)


def too_often(pause: timedelta) -> NotSignedInError:
    """Return what is said to somebody who has to wait."""
    return NotSignedInError(f"That was wrong too often. Try again in {ceil(pause / timedelta(minutes=1))} min.")


def digest(key: str) -> str:
    """Return what is kept of a browser's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def _note(session: Session, account: Account, act: str, place: str, now: datetime) -> None:
    audit.note(
        session,
        act,
        account.name,
        who=account.author,
        now=now,
        account_id=account.id,
        place=place,
    )
