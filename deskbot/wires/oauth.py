"""Access tokens for mail servers that take no password (XOAUTH2): fetched when needed, and kept until they age."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from deskbot.errors import ConfigurationError, UnavailableError
from deskbot.settings import Settings
from deskbot.wires.answers import PLAIN, body_of
from deskbot.wires.trusted import trusted

RENEW_BEFORE = 300.0
"""Seconds before its end at which a token is renewed: a sign-in takes time, and clocks differ."""
TIMEOUT = 15.0
"""Seconds to connect, and between two pieces; twice that for all of it."""
LARGEST = 100_000
"""Bytes of an answer."""
_SHORTEST = 60.0
_USUAL = 3600.0
_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class TokenService:
    """Where tokens come from, and what proves that we may have them."""

    url: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    scope: str = ""

    @property
    def form(self) -> dict[str, str]:
        """What is posted: a refresh token where we have one, else the application's own credentials."""
        grant = {"grant_type": "client_credentials"}
        if self.refresh_token:
            grant = {"grant_type": "refresh_token", "refresh_token": self.refresh_token}
        form = grant | {"client_id": self.client_id, "client_secret": self.client_secret, "scope": self.scope}
        return {name: value for name, value in form.items() if value}


class TokenSource:
    """One token at a time; whoever asks while it is fetched waits for the same one."""

    def __init__(self, service: TokenService, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """Fetch nothing yet; `transport` is another way to the service, for tests."""
        self._service = service
        self._transport, self._tls = transport, trusted()
        self._token = ""
        self._until = 0.0
        self._lock = asyncio.Lock()

    async def token(self) -> str:
        """Return a token that is good for some minutes at least.

        Raises:
            UnavailableError: none can be had now; the text says why and what to mend, and holds no secret.
        """
        async with self._lock:
            if not self._token or time.monotonic() >= self._until:
                token, lasts = await self._fetch()
                self._token, self._until = token, time.monotonic() + max(lasts - RENEW_BEFORE, _SHORTEST)
            return self._token

    def forget(self) -> None:
        """Drop the token: a mail server has refused it."""
        self._token = ""

    async def _fetch(self) -> tuple[str, float]:
        try:
            async with (
                asyncio.timeout(2 * TIMEOUT),
                httpx.AsyncClient(
                    verify=self._tls, timeout=TIMEOUT, transport=self._transport, follow_redirects=False, headers=PLAIN
                ) as client,
                client.stream("POST", self._service.url, data=self._service.form) as response,
            ):
                answer = _json(await body_of(response, LARGEST))
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise UnavailableError(
                f"no access token for the mail server: {self._service.url} cannot be reached ({type(error).__name__})"
            ) from None
        token = answer.get("access_token")
        if not response.is_success or not isinstance(token, str) or not token:
            raise UnavailableError(_refusal(response.status_code, answer))
        return token, _seconds(answer.get("expires_in"))


def token_source(settings: Settings) -> TokenSource | None:
    """Return where tokens come from, None where nothing is set.

    Raises:
        ConfigurationError: only a part of what is needed is set.
    """
    secret, refresh = settings.mail_oauth_client_secret, settings.mail_oauth_refresh_token
    if not settings.mail_oauth_token_url:
        if settings.mail_oauth_client_id or secret or refresh:
            raise ConfigurationError("DESKBOT_MAIL_OAUTH_TOKEN_URL: is not set, and other DESKBOT_MAIL_OAUTH_… are")
        return None
    if not settings.mail_oauth_client_id:
        raise ConfigurationError("DESKBOT_MAIL_OAUTH_CLIENT_ID: is not set; it is the application's id")
    if not secret and not refresh:
        raise ConfigurationError(
            "DESKBOT_MAIL_OAUTH_CLIENT_SECRET or DESKBOT_MAIL_OAUTH_REFRESH_TOKEN: one of the two has to be set"
        )
    return TokenSource(
        TokenService(
            url=settings.mail_oauth_token_url,
            client_id=settings.mail_oauth_client_id,
            client_secret=secret.get_secret_value() if secret else "",
            refresh_token=refresh.get_secret_value() if refresh else "",
            scope=settings.mail_oauth_scope,
        )
    )


_HINTS = {
    "invalid_client": "look at DESKBOT_MAIL_OAUTH_CLIENT_ID, and at the secret, which may have expired",
    "unauthorized_client": "the application may not use this grant; look at its settings at the provider",
    "invalid_grant": "DESKBOT_MAIL_OAUTH_REFRESH_TOKEN has expired or was revoked: get a new one",
    "invalid_scope": "look at DESKBOT_MAIL_OAUTH_SCOPE",
}


def _refusal(status: int, answer: dict[str, Any]) -> str:
    """Say what the service said. Its description is left out: providers put requests, and parts of secrets, there."""
    code = str(answer.get("error") or "").strip()[:_LONGEST_WORDS]
    code = "".join(char for char in code if char.isprintable())
    hint = _HINTS.get(code, "look at the DESKBOT_MAIL_OAUTH_… settings")
    return (
        f"no access token for the mail server: the token service answered {status} {code or 'without a token'}; {hint}"
    )


def _json(raw: bytes) -> dict[str, Any]:
    try:
        answer: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _seconds(value: object) -> float:
    try:
        return float(str(value)) if value else _USUAL
    except ValueError:
        return _USUAL
