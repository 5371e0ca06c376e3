"""A simulated identity provider: discovery, a page on which somebody says who they are by a click, tokens and keys.

simulator = OidcSimulator(client, back, clock)
async with simulator.serving() as issuer:
    simulator.people["u-7"] = {"email": "kim@desk.example", "email_verified": True}
    ...

It knows one client and one address to which people are sent back, takes codes with PKCE only and once, and refuses
parameters that it does not know.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import secrets
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import RSAKey
from pydantic import SecretStr

from deskbot.clock import Clock
from deskbot.settings import Settings
from deskbot.simulators.serving import serving

CLIENT_ID = "deskbot"
LASTS = 300
"""Seconds until a token ends."""
_ASKED = frozenset(
    {
        "response_type",
        "client_id",
        "redirect_uri",
        "scope",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
        "prompt",
    }
)
Claims = dict[str, Any]


def new_key() -> RSAKey:
    """Return a key with a name."""
    key = RSAKey.generate_key(2048, private=True)
    key.ensure_kid()
    return key


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code stands for."""

    subject: str
    asked: Mapping[str, str]


@dataclass
class OidcSimulator:
    """A provider that can be reached by HTTP."""

    secret: str
    """Of its one client, whose id is `CLIENT_ID`."""
    back: str
    """Where that client's people are sent back to."""
    clock: Clock
    people: dict[str, Claims] = field(default_factory=dict)
    """What is said of each, by their subject."""
    issuer: str = ""
    codes: dict[str, Grant] = field(default_factory=dict)
    are_codes_good_for_once: bool = True
    is_away: bool = False
    are_tokens_short: bool = False
    """They say who somebody is there, and the rest is to be asked for."""
    says_besides: Claims = field(default_factory=dict)
    """What is said of somebody who is asked for, where it is something else."""
    open_tokens: dict[str, str] = field(default_factory=dict)
    """Access tokens, and about whom each lets somebody ask."""
    signs: Callable[[Claims], str] | None = None
    """Makes a token of what it is to say; a test may have it made wrong."""
    key: RSAKey = field(default_factory=new_key)
    shown_keys: list[dict[str, Any]] | None = None
    """The keys that are shown, where those are others."""

    @contextlib.asynccontextmanager
    async def serving(self, host: str = "127.0.0.1", port: int = 0) -> AsyncGenerator[str]:
        """Serve it, and yield its issuer."""
        async with serving(self.app(), host, port) as base_url:
            self.issuer = base_url
            yield base_url

    def changes_keys(self) -> None:
        """Sign with another key from now on."""
        self.key = new_key()

    def app(self) -> FastAPI:
        """Build its HTTP side."""
        app = FastAPI(title="SIMULATED identity provider", openapi_url=None)

        @app.middleware("http")
        async def away(request: Request, call_next: Any) -> Response:
            return Response(status_code=503) if self.is_away else await call_next(request)

        app.get("/.well-known/openid-configuration")(self._doors)
        app.get("/jwks")(self._keys)
        app.get("/authorize")(self._ask)
        app.post("/authorize")(self._answer)
        app.post("/token")(self._token)
        app.get("/userinfo")(self._more)
        return app

    async def _doors(self) -> Claims:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "authorization_response_iss_parameter_supported": True,
        }

    async def _keys(self) -> Claims:
        return {"keys": self.shown_keys or [self.key.as_dict(private=False)]}

    # -- somebody says who they are

    async def _ask(self, request: Request) -> Response:
        self._checked(dict(request.query_params))
        named = {subject: str(claims.get("name", subject)) for subject, claims in self.people.items()}
        buttons = "".join(
            f'<p><button name="subject" value="{escape(subject)}">{escape(name)}</button></p>'
            for subject, name in named.items()
        )
        page = (
            '<!doctype html><html lang="en"><title>SIMULATED</title><link rel="icon" href="data:,">'
            "<h1>SIMULATED: who are you?</h1>"
            f'<form method="post" action="/authorize?{escape(request.url.query)}">{buttons}</form></html>'
        )
        return HTMLResponse(page)

    async def _answer(self, request: Request) -> Response:
        asked = self._checked(dict(request.query_params))
        subject = (await _form(request)).get("subject", "")
        told = {"state": asked["state"], "iss": self.issuer}
        if subject in self.people:
            code = secrets.token_urlsafe(16)
            self.codes[code] = Grant(subject, asked)
            told["code"] = code
        else:
            told["error"] = "access_denied"
        return RedirectResponse(f"{self.back}?{urlencode(told)}", 303)

    def _checked(self, asked: dict[str, str]) -> dict[str, str]:
        right = (
            asked.get("response_type") == "code"
            and asked.get("client_id") == CLIENT_ID
            and asked.get("redirect_uri") == self.back
            and "openid" in asked.get("scope", "").split()
            and bool(asked.get("state") and asked.get("nonce") and asked.get("code_challenge"))
            and asked.get("code_challenge_method") == "S256"
        )
        if not right or not asked.keys() <= _ASKED:
            raise HTTPException(400, f"SIMULATED: that is no way to ask: {sorted(asked)}")
        return asked

    # -- a code for a token

    async def _token(self, request: Request) -> Response:
        given = await _form(request)
        if (given.pop("client_id", ""), given.pop("client_secret", "")) != (CLIENT_ID, self.secret):
            return _refused("invalid_client", 401)
        if given.keys() != {"grant_type", "code", "redirect_uri", "code_verifier"}:
            return _refused("invalid_request")
        code = given["code"]
        grant = self.codes.get(code)
        if self.are_codes_good_for_once:
            self.codes.pop(code, None)
        if (
            grant is None
            or given["redirect_uri"] != grant.asked["redirect_uri"]
            or create_s256_code_challenge(given["code_verifier"]) != grant.asked["code_challenge"]
        ):
            return _refused("invalid_grant")
        access = secrets.token_urlsafe(16)
        self.open_tokens[access] = grant.subject
        claims = self.claims(grant) | {"at_hash": _half_hash(access)}
        token = (self.signs or self.signed)(claims)
        return JSONResponse({"access_token": access, "token_type": "Bearer", "id_token": token})

    async def _more(self, request: Request) -> Response:
        subject = self.open_tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if subject is None:
            return _refused("invalid_token", 401)
        return JSONResponse({"sub": subject, **self.people[subject], **self.says_besides})

    def claims(self, grant: Grant) -> Claims:
        """Return what a token says."""
        now = int(self.clock.now().timestamp())
        return {
            "iss": self.issuer,
            "sub": grant.subject,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + LASTS,
            "nonce": grant.asked["nonce"],
            **({} if self.are_tokens_short else self.people[grant.subject]),
        }

    def signed(self, claims: Claims) -> str:
        """Return a token that says something, as it should be signed."""
        named = {"kid": self.key.kid} if self.key.kid else {}
        return jwt.encode({"alg": "RS256", **named}, claims, self.key)


@contextlib.asynccontextmanager
async def simulated_provider(
    settings: Settings, back: str, clock: Clock
) -> AsyncGenerator[tuple[OidcSimulator, Settings]]:
    """Serve a simulated provider; yield it with settings of which it knows deskbot."""
    simulator = OidcSimulator(secrets.token_hex(16), back, clock)
    async with simulator.serving() as issuer:
        known = {
            "oidc_issuer": issuer,
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": SecretStr(simulator.secret),
            "oidc_name": "Example ID",
        }
        yield simulator, settings.model_copy(update=known)


def _half_hash(token: str) -> str:
    """Return what a token signed by RS256 says of the access token beside it."""
    whole = hashlib.sha256(token.encode()).digest()
    return base64.urlsafe_b64encode(whole[: len(whole) // 2]).decode().rstrip("=")


def _refused(error: str, status: int = 400) -> Response:
    return JSONResponse({"error": error}, status)


async def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
