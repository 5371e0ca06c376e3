"""Who signs in to the console at an identity provider: sent there with what only this browser keeps, and let in.

What a way there needs (state, nonce, verifier, where to go on) lies sealed in a cookie of the browser that began it, so
nothing is stored for who only begins; a way is good for once, for some minutes, and in that browser.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deskbot.access.oidc import Bound, Person, person_in, refusal
from deskbot.access.passwords import FROM_ONE_PLACE, wait
from deskbot.engine.in_time import within_limit
from deskbot.engine.signing_in import NotSignedInError, SigningIn, too_often
from deskbot.errors import ConfigurationError
from deskbot.store import accounts, audit
from deskbot.store.database import Session
from deskbot.store.tables import AccountRow
from deskbot.wires.oidc import Provider, Sent
from deskbot.wires.oidc_tokens import RefusedError, word
from deskbot.wires.sealed import Keys

LASTS = timedelta(minutes=10)
"""How long somebody may take at the provider."""
_PLACE = "a way to the identity provider"
_NOBODY = ""
"""The name of wrong tries here: they are counted by the place from which they come."""
_LONGEST_CODE, _LONGEST_WANTED = 4000, 1000
"""Bytes; a cookie holds four thousand in all."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Begun:
    """A way to the provider."""

    address: str
    kept: str
    """What the browser keeps; sealed."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """Somebody who has come back from the provider."""

    given: Mapping[str, str]
    """What the address with which they come says."""
    kept: str
    """What their browser has kept."""
    place: str
    """The network address from which they come."""
    browser: str
    """What it says of itself."""


@dataclass(frozen=True, slots=True)
class OidcSigningIn:
    """Sends people to the provider, and lets those in who have an account here."""

    signing_in: SigningIn
    provider: Provider
    keys: Keys
    claim: str
    """By which accounts are found when their owners come first."""
    back: str
    """The address to which the provider sends people back."""

    async def begin(self, wanted: str) -> Begun:
        """Begin a way to the provider.

        Args:
            wanted: the page that is shown at its end.

        Raises:
            ProviderAwayError: there is none now.
        """
        way = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
        until = (self.signing_in.clock.now() + LASTS).isoformat()
        address = await self.provider.address(Sent(**way, back=self.back))
        whole = way | {"until": until, "wanted": wanted if len(wanted.encode()) <= _LONGEST_WANTED else ""}
        return Begun(address, self.keys.seal(json.dumps(whole, ensure_ascii=False), _PLACE))

    def wanted(self, kept: str) -> str:
        """Return the page that somebody wanted, as far as it is known."""
        return str(self._way(kept).get("wanted", ""))

    async def come_back(self, came: CameBack) -> str:
        """Let somebody in; return the key that their browser keeps.

        Raises:
            NotSignedInError: they are not let in; the text is for them.
            ProviderAwayError: the provider cannot be asked.
            UnavailableError: the database does not answer.
        """
        now = self.signing_in.clock.now()
        way = self._way(came.kept)
        state = came.given.get("state", "")
        if not way or not hmac.compare_digest(state.encode(), way["state"].encode()):
            raise NotSignedInError("This sign-in did not begin in this browser, or another one has begun since.")
        if now > datetime.fromisoformat(way["until"]):
            raise NotSignedInError("This sign-in took more than ten minutes.")
        await within_limit(lambda: self._look_for_tries(came.place, now))
        person = await self._who(came, Sent(way["state"], way["nonce"], way["verifier"], self.back), now)
        return await within_limit(lambda: self._let_in(person, _digest(state), came, now))

    def _way(self, kept: str) -> Mapping[str, str]:
        try:
            return json.loads(self.keys.open(kept, _PLACE))
        except (ConfigurationError, ValueError):
            return {}

    # -- whom the provider names

    async def _who(self, came: CameBack, sent: Sent, now: datetime) -> Person:
        try:
            return await self._named(came, sent)
        except RefusedError as error:
            why = str(error)
            await within_limit(lambda: self._refuse(why, None, came, now))
            raise NotSignedInError(f"{self.provider.client.shown} has not confirmed who you are.") from None

    async def _named(self, came: CameBack, sent: Sent) -> Person:
        if error := came.given.get("error", ""):
            raise RefusedError(f"the provider says: {word(error)}")
        if came.given.get("iss", self.provider.client.issuer) != self.provider.client.issuer:
            raise RefusedError("the answer is another provider's")  # RFC 9207
        claims = await self.provider.claims(came.given.get("code", "")[:_LONGEST_CODE], sent, self.claim)
        if (person := person_in(claims, self.claim)) is None:
            raise RefusedError("the token names nobody")
        return person

    async def _look_for_tries(self, place: str, now: datetime) -> None:
        async with self.signing_in.coming_in() as session:
            found = await accounts.tries(session, _NOBODY, place, now - FROM_ONE_PLACE.within)
        pause = wait([(at, False, here) for at, _, here in found], now)
        if pause > timedelta():
            raise too_often(pause)

    # -- who they are here

    async def _let_in(self, person: Person, state: str, came: CameBack, now: datetime) -> str:
        async with self.signing_in.coming_in() as session:
            row = await self._account_of(session, person)
            why = refusal(person, _bound(row), self.provider.client.shown)
            if row is not None and not why:
                key = await self.signing_in.open(session, row, came.place, came.browser, now, oidc_state=state)
                if key:
                    _bind(session, row, person, came.place, now)
                    return key
                why = "This sign-in was used before."
        await self._refuse(why, person, came, now)
        raise NotSignedInError(why)

    @staticmethod
    async def _account_of(session: Session, person: Person) -> AccountRow | None:
        row = await accounts.by_subject(session, person.issuer, person.subject)
        if row is None and person.key:
            row = await accounts.by_oidc_key(session, person.key)
        return row

    async def _refuse(self, why: str, person: Person | None, came: CameBack, now: datetime) -> None:
        """Note that somebody was not let in: for whoever counts tries, and for whoever reads what has happened."""
        told: dict[str, Any] = {"why": why}
        if person is not None:
            told |= {"issuer": person.issuer, "subject": person.subject}
        async with self.signing_in.coming_in() as session:
            accounts.add_try(session, _NOBODY, came.place, now)
            about = person.key if person else ""
            audit.note(session, "not let in", about, who=about, now=now, place=came.place, data=told)
        log.warning("not let in to the console: %s", why, extra={"action": "oidc_refused"})


def _bind(session: Session, row: AccountRow, person: Person, place: str, now: datetime) -> None:
    """Let an account be this person's from now on, whatever their key will be."""
    if row.oidc_subject:
        return
    row.oidc_issuer, row.oidc_subject = person.issuer, person.subject
    told = {"key": person.key, "issuer": person.issuer, "subject": person.subject}
    who = row.staff or row.name
    audit.note(session, "bound", row.name, who=who, now=now, account_id=row.id, place=place, data=told)


def _bound(row: AccountRow | None) -> Bound | None:
    return Bound(row.oidc_issuer, row.oidc_subject, row.ended_at is not None) if row else None


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
