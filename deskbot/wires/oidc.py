"""An identity provider by OpenID Connect: where somebody is sent, and whom they turn out to be there.

Code flow with PKCE (RFC 7636) and a nonce.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.discovery import get_well_known_url
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from deskbot.clock import Clock
from deskbot.errors import ConfigurationError, UnavailableError
from deskbot.settings import Settings
from deskbot.wires.answers import PLAIN, body_of
from deskbot.wires.oidc_tokens import Expected, RefusedError, UnknownKeyError, claims_in, word
from deskbot.wires.trusted import trusted

KNOWN_FOR = timedelta(hours=1)
"""How long it is not asked again where its doors are, and which keys it has."""
KEYS_AGAIN = timedelta(minutes=1)
"""How soon it is asked for its keys again, where a token is signed with one that we do not know."""
TIMEOUT = 5.0
"""Seconds until a silent provider is given up; somebody waits."""
LARGEST = 500_000
"""Bytes of an answer."""
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_OUR_FAULTS = frozenset({"invalid_client", "unauthorized_client"})
_OK, _BROKEN = 200, 500


class ProviderAwayError(UnavailableError):
    """The provider cannot be reached, or answers with nothing that could be used."""


@dataclass(frozen=True, slots=True)
class Client:
    """What we are at a provider."""

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    scopes: str = "openid email"
    name: str = ""

    @property
    def shown(self) -> str:
        """The provider's name, as people know it."""
        return self.name or urlsplit(self.issuer).hostname or self.issuer

    @classmethod
    def of(cls, settings: Settings) -> Client | None:
        """Return what settings say; None where people do not sign in elsewhere.

        Raises:
            ConfigurationError: only a part of what is needed is set, or the way there is not safe.
        """
        secret = settings.oidc_client_secret
        if not settings.oidc_issuer:
            if settings.oidc_client_id or secret:
                raise ConfigurationError("DESKBOT_OIDC_ISSUER: is not set, and other DESKBOT_OIDC_… are")
            return None
        if not settings.oidc_client_id:
            raise ConfigurationError("DESKBOT_OIDC_CLIENT_ID: is not set; it is deskbot's id at the provider")
        if not _is_safe(settings.oidc_issuer):
            raise ConfigurationError("DESKBOT_OIDC_ISSUER: has to begin with https://, or anybody could be let in")
        if not f"{settings.oidc_client_id}{secret.get_secret_value() if secret else ''}".isascii():
            raise ConfigurationError("DESKBOT_OIDC_CLIENT_SECRET: holds what no secret of a provider holds")
        if "openid" not in settings.oidc_scopes.split():
            raise ConfigurationError('DESKBOT_OIDC_SCOPES: has to hold "openid", or no token says who somebody is')
        return cls(
            settings.oidc_issuer,
            settings.oidc_client_id,
            secret.get_secret_value() if secret else "",
            settings.oidc_scopes,
            settings.oidc_name,
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes with somebody to the provider, and has to come back with them."""

    state: str
    nonce: str
    verifier: str = field(repr=False)
    back: str
    """The address to which they come back."""


class Provider:
    """One provider; where its doors are and which keys it has is asked when it is needed."""

    def __init__(self, client: Client, clock: Clock) -> None:
        """Ask nothing yet."""
        self.client = client
        self._clock = clock
        self._doors: Mapping[str, Any] = {}
        self._keys: KeySet | None = None
        self._doors_at = self._keys_at = datetime.min.replace(tzinfo=clock.now().tzinfo)
        self._asking: asyncio.Task[None] | None = None
        # Made once: to read the certificates takes a twentieth of a second, in which nobody is answered.
        self._tls = trusted()

    async def look(self) -> None:
        """Find out where its doors are.

        Raises:
            ProviderAwayError: it cannot be reached, or is not the one that is named; the text says what to do.
        """
        if self._clock.now() - self._doors_at < KNOWN_FOR:
            return
        if self._asking is None or self._asking.done():  # whoever comes meanwhile waits for the same answer
            self._asking = asyncio.ensure_future(self._ask_for_doors())
        try:
            await asyncio.shield(self._asking)
        except ProviderAwayError:
            if not self._doors:
                raise

    async def address(self, sent: Sent) -> str:
        """Return the address at which somebody is asked who they are.

        Raises:
            ProviderAwayError: see `look`.
        """
        await self.look()
        return prepare_grant_uri(
            self._doors["authorization_endpoint"],
            client_id=self.client.client_id,
            response_type="code",
            redirect_uri=sent.back,
            scope=self.client.scopes,
            state=sent.state,
            nonce=sent.nonce,
            code_challenge=create_s256_code_challenge(sent.verifier),
            code_challenge_method="S256",
        )

    async def claims(self, code: str, sent: Sent, claim: str) -> Mapping[str, Any]:
        """Return what the provider says of whoever has come back with a code.

        Args:
            code: what they have come back with.
            sent: what went there with them.
            claim: what is asked for where the token does not say it.

        Raises:
            RefusedError: the code is none, or what is said for it is not believed.
            ProviderAwayError: it cannot be reached.
        """
        await self.look()
        answer = await self._tokens(code, sent)
        access = answer.get("access_token")
        access = access if isinstance(access, str) else None
        expected = Expected(self.client.issuer, self.client.client_id, sent.nonce, access)
        claims = await self._believed(answer["id_token"], expected)
        if claim in claims or access is None:
            return claims
        return {**await self._more(access, claims["sub"]), **claims}

    # -- a code for a token

    async def _tokens(self, code: str, sent: Sent) -> Mapping[str, Any]:
        body: str = prepare_token_request(
            "authorization_code", code=code, redirect_uri=sent.back, code_verifier=sent.verifier
        )
        plain = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        proof = ClientAuth(self.client.client_id, self.client.client_secret, self._method())
        url, headers, body = proof.prepare("POST", self._doors["token_endpoint"], plain, body)
        status, answer = await self._asked("POST", url, headers=headers, content=body)
        if status != _OK or not isinstance(answer.get("id_token"), str):
            error = word(answer.get("error"))
            hint = ": look at DESKBOT_OIDC_CLIENT_ID and DESKBOT_OIDC_CLIENT_SECRET" if error in _OUR_FAULTS else ""
            raise RefusedError(f"no token for the code: {status} {error}{hint}")
        return answer

    def _method(self) -> str:
        if not self.client.client_secret:
            return "none"
        # In a header some expect an id and a secret as they are, and others encoded; a form has one way.
        known = self._doors.get("token_endpoint_auth_methods_supported")
        return "client_secret_post" if known and "client_secret_post" in known else "client_secret_basic"

    # -- what a token says

    async def _believed(self, token: str, expected: Expected) -> Mapping[str, Any]:
        now = self._clock.now()
        try:
            return claims_in(token, await self._key_set(KNOWN_FOR), expected, now)
        except UnknownKeyError:
            return claims_in(token, await self._key_set(KEYS_AGAIN), expected, now)

    async def _more(self, access: str, subject: str) -> Mapping[str, Any]:
        """Return what a provider that keeps its tokens short says of somebody besides."""
        if not is_door(url := self._doors.get("userinfo_endpoint"), self.client.issuer):
            return {}
        status, answer = await self._asked("GET", str(url), headers={"Authorization": f"Bearer {access}"})
        if status != _OK or answer.get("sub") != subject:
            raise RefusedError(f"what is said besides the token: {status}, of {word(answer.get('sub')) or 'nobody'}")
        return answer

    async def _key_set(self, at_most: timedelta) -> KeySet:
        now = self._clock.now()
        if self._keys is not None and now - self._keys_at < at_most:
            return self._keys
        status, answer = await self._asked("GET", self._doors["jwks_uri"])
        try:
            self._keys, self._keys_at = KeySet.import_key_set({"keys": answer["keys"]}), now
        except (JoseError, KeyError, TypeError, ValueError):
            raise ProviderAwayError(f"{self.client.issuer} answered {status} without its keys") from None
        return self._keys

    # -- its doors

    async def _ask_for_doors(self) -> None:
        issuer = self.client.issuer
        status, answer = await self._asked("GET", get_well_known_url(issuer, external=True))
        if status != _OK:
            raise ProviderAwayError(f"{issuer} answered {status} where it should describe itself")
        if answer.get("issuer") != issuer:
            raise ProviderAwayError(f'{issuer} calls itself "{word(answer.get("issuer"))}": write that, to the letter')
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not is_door(answer.get(name), issuer):
                raise ProviderAwayError(f"{issuer} names no safe {name}")
        self._doors, self._doors_at = answer, self._clock.now()

    async def _asked(self, method: str, url: str, **more: Any) -> tuple[int, Mapping[str, Any]]:
        """Return status and document of an answer; nobody is followed to elsewhere.

        Raises:
            ProviderAwayError: there is no answer.
        """
        try:
            async with (
                asyncio.timeout(TIMEOUT),
                httpx.AsyncClient(verify=self._tls, timeout=TIMEOUT, headers=PLAIN) as client,
                client.stream(method, url, **more) as response,
            ):
                return response.status_code, await _document(response)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise ProviderAwayError(f"{self.client.issuer} cannot be reached ({type(error).__name__})") from None


async def _document(response: httpx.Response) -> Mapping[str, Any]:
    if response.status_code >= _BROKEN:
        raise httpx.HTTPError(str(response.status_code))
    try:
        found: Any = json.loads(await body_of(response, LARGEST))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def is_door(url: object, issuer: str) -> bool:
    """Return whether what a provider names as one of its doors may be one: no other machine's leads into ours."""
    return _is_safe(url) and (urlsplit(str(url)).hostname not in _LOOPBACK or urlsplit(issuer).hostname in _LOOPBACK)


def _is_safe(url: object) -> bool:
    """Return whether nobody on the way reads or changes what goes there."""
    if not isinstance(url, str):
        return False
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    )
