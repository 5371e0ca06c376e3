"""Twilio's wire: our accounts, the client for its REST API, and what its answers mean."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

import aiohttp
from pydantic import SecretStr
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.response import Response
from twilio.rest import (
    Client,
    api,  # noqa: F401  # pyright: ignore[reportUnusedImport]  (else the SDK loads it while the first page waits on the loop)
)

from deskbot.errors import ConfigurationError
from deskbot.model.message import Outcome, Receipt
from deskbot.settings import Settings

WORTH_ANOTHER_TRY = frozenset({20429, 21611})
"""Refusals that pass by themselves: too many requests, the sender's queue is full."""
MOST_DETAIL = 300
Found = TypeVar("Found")


class BusyError(TwilioException):
    """503 with Retry-After: the request was turned away at the door."""


class Created(Protocol):
    """What the SDK answers when something was created."""

    sid: str | None


class _HttpClient(AsyncTwilioHttpClient):
    """The SDK's own client without what would harm here.

    - no retries of its own: with `max_retries` it posts again on a 500, and a text goes out twice;
    - the credentials go into the header here: aiohttp warns of the class that the SDK hands them over in;
    - an answer's headers are read before the SDK drops them: Retry-After makes a 503 "not sent";
    - no log lines: the SDK's hold addresses and headers.
    """

    async def request(self, method: str, url: str, *arguments: Any, **keywords: Any) -> Response:
        if auth := keywords.pop("auth", None):
            pair = base64.b64encode(":".join(auth).encode()).decode()
            keywords["headers"] = {**(keywords.get("headers") or {}), "Authorization": f"Basic {pair}"}
        response = await super().request(method, url, *arguments, **keywords)
        pause = (response.headers or {}).get("Retry-After")
        if response.status_code == 503 and pause:  # noqa: PLR2004
            raise BusyError(f"HTTP 503: retry after {pause} s")
        return response

    def log_request(self, kwargs: dict[str, Any]) -> None:
        """Keep addresses out of the log."""

    def log_response(self, status_code: int, response: Any) -> None:
        """Keep addresses out of the log."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account at Twilio, or at whoever speaks its API."""

    name: str
    """Ours for it; the first is "twilio"."""
    sid: str
    token: str = field(repr=False)
    """Its webhooks are signed with it; it also signs in where there is no key."""
    key: str = ""
    key_secret: str = field(default="", repr=False)
    number: str = ""
    """From which responders are paged, E.164."""
    base_url: str = ""
    """Empty for Twilio's own."""
    timeout: float = 8.0
    """Seconds until a silent carrier is given up."""


def _first(settings: Settings) -> Account:
    return Account(
        "twilio",
        settings.twilio_account_sid,
        _plain(settings.twilio_auth_token),
        settings.twilio_api_key,
        _plain(settings.twilio_api_secret),
        settings.twilio_from,
        settings.twilio_base_url,
        settings.twilio_timeout,
    )


def accounts(settings: Settings) -> tuple[Account, ...]:
    """Return the accounts that can page, the one to be asked first in front.

    Each has credentials, a number to send from, and the token that its webhooks are signed with: an API key alone
    could send, but nobody's answer could be believed.
    """
    first = _first(settings)
    second = Account(
        "twilio2",
        settings.twilio2_account_sid,
        _plain(settings.twilio2_auth_token),
        settings.twilio2_api_key,
        _plain(settings.twilio2_api_secret),
        settings.twilio2_from,
        settings.twilio2_base_url,
        settings.twilio_timeout,
    )
    return tuple(one for one in (first, second) if one.sid and one.token and one.number)


def texting_account(settings: Settings) -> Account | None:
    """Return the account by which resellers are texted, with the number that they text; None where there is none.

    Raises:
        ConfigurationError: responders are paged from that number, too: who texts STOP to it would cut off the pager.
    """
    number = settings.twilio_text_number
    if not number:
        return None
    if number in (settings.twilio_from, settings.twilio2_from):
        raise ConfigurationError(
            f"DESKBOT_TWILIO_TEXT_NUMBER: responders are paged from {number}, and a reseller who texts STOP to it "
            "would cut off their pages; give resellers a number of their own"
        )
    return account_with(settings, number, "DESKBOT_TWILIO_TEXT_NUMBER")


def account_with(settings: Settings, number: str, setting: str) -> Account:
    """Return the first account, with a number of ours that a setting names.

    Raises:
        ConfigurationError: it has no credentials.
    """
    first = replace(_first(settings), number=number)
    if not (first.sid and first.token):
        raise ConfigurationError(f"{setting} needs DESKBOT_TWILIO_ACCOUNT_SID and DESKBOT_TWILIO_AUTH_TOKEN as well")
    return first


def signing_tokens(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Return for each account's SID the tokens that its webhooks may be signed with."""
    second = _plain(settings.twilio2_auth_token)
    pairs = (
        (settings.twilio_account_sid, settings.twilio_signing_tokens),
        (settings.twilio2_account_sid, (second,) if second else ()),
    )
    found: dict[str, tuple[str, ...]] = {}
    for sid, tokens in pairs:
        if sid and tokens:
            found[sid] = (*found.get(sid, ()), *tokens)
    return found


def _plain(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def connect(account: Account) -> Client:
    """Make a client; call it inside the running loop, and end with `disconnect`."""
    user, password = (
        (account.key, account.key_secret) if account.key and account.key_secret else (account.sid, account.token)
    )
    client = Client(
        user,
        password,
        account_sid=account.sid,
        http_client=_HttpClient(),
        # Not empty, or the SDK would read os.environ, where a stray TWILIO_REGION redirects every request.
        environment={"TWILIO_": "settings only"},
    )
    if account.base_url:
        client.api.base_url = account.base_url.rstrip("/")
    return client


async def disconnect(client: Client) -> None:
    """Close a client's connections."""
    if isinstance(client.http_client, AsyncTwilioHttpClient):
        await client.http_client.close()


async def attempt(sending: Awaitable[Created], seconds: float) -> Receipt:
    """Wait for one request to Twilio and say what came of it.

    Args:
        sending: e.g. `client.messages.create_async(…)`.
        seconds: after which a silent Twilio is given up; the asynchronous SDK ignores its own time-out.
    """
    try:
        async with asyncio.timeout(seconds):
            created = await sending
    except (TwilioException, aiohttp.ClientError, OSError) as error:
        return receipt_of(error)
    except (ValueError, TypeError, AttributeError, LookupError) as error:
        # A 2xx whose body the SDK cannot read: somebody took the request, and it may be Twilio.
        return Receipt(Outcome.MAYBE_SENT, f"unreadable answer ({type(error).__name__})")
    if not created.sid:
        return Receipt(Outcome.MAYBE_SENT, "an answer without a sid")
    return Receipt(Outcome.SENT, provider_id=created.sid)


async def look(fetching: Awaitable[Found], seconds: float) -> Found | None:
    """Wait for one question to Twilio; None where no answer came that can be read.

    Args:
        fetching: e.g. `client.messages(sid).fetch_async()`.
        seconds: after which a silent Twilio is given up.
    """
    try:
        async with asyncio.timeout(seconds):
            return await fetching
    except (TwilioException, aiohttp.ClientError, OSError, ValueError, TypeError, AttributeError, LookupError):
        return None


def receipt_of(error: Exception) -> Receipt:
    """Sort what went wrong by whether the text or call may be on its way all the same."""
    match error:
        case BusyError():
            return Receipt(Outcome.NOT_SENT, str(error), code=503)
        case TwilioRestException():
            return _refusal(error.status, error.code, str(error.msg))
        case TwilioServiceException():
            return _refusal(error.status, error.code, f"{error.title}: {error.detail or ''}")
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return Receipt(Outcome.NOT_SENT, _bounded(f"cannot be reached: {error}"))
        case TimeoutError():
            return Receipt(Outcome.MAYBE_SENT, "no answer in time")
        case _:
            return Receipt(Outcome.MAYBE_SENT, _bounded(f"{type(error).__name__}: {error}"))


def _refusal(status: int, code: int | None, says: str) -> Receipt:
    detail = _bounded(f"HTTP {status}: {says}")
    if status == 429 or code in WORTH_ANOTHER_TRY:  # noqa: PLR2004
        return Receipt(Outcome.NOT_SENT, detail, code=code)
    if 300 <= status < 500:  # noqa: PLR2004
        return Receipt(Outcome.REFUSED, detail, code=code)
    return Receipt(Outcome.MAYBE_SENT, detail, code=code)


def _bounded(text: str) -> str:
    return text[:MOST_DETAIL]
