"""The way to Slack's Web API: one client, and what each of its errors says of a message.

No retries here: what is tried again, and when, is the outbox's to decide.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.message import Outcome, Receipt
from deskbot.settings import Settings
from deskbot.wires.handing_over import attempts

BASE = "https://slack.com/api"
FILES = "files.slack.com"
"""Where files lie; our token is shown to no other host but that of the API."""
MOST_FETCHED = 50_000_000
"""Bytes of a file that is fetched."""
TOO_MANY = 429
UNAVAILABLE = 503
OURS_TO_MEND = frozenset(
    {
        "account_inactive",
        "ekm_access_denied",
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
"""Errors that say nothing of the message, but of the app or its installation."""
GONE = frozenset(f"Slack: {one}" for one in ("account_inactive", "invalid_auth", "token_revoked"))
"""What is said in a receipt where a workspace lets us in no more."""
LATER = frozenset({"rate_limited", "ratelimited"})
UNCLEAR = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
"""Slack says of them that some of what was asked for may have been done."""
Failed = (SlackClientError, aiohttp.ClientError, TimeoutError)
"""What the client raises."""


def connect(settings: Settings, token: str | None = None) -> AsyncWebClient:
    """Return a client; it opens a connection for each request, and keeps none.

    Args:
        settings: how Slack is reached.
        token: another one than that of the settings; empty for none.
    """
    if token is None:
        token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    client = AsyncWebClient(token, base_url=f"{base_of(settings)}/", retry_handlers=[])
    client.timeout = settings.slack_timeout  # pyright: ignore[reportAttributeAccessIssue]  (aiohttp takes fractions)
    return client


def base_of(settings: Settings) -> str:
    """Return where the Web API is, without a slash at its end."""
    return settings.slack_base_url.rstrip("/") or BASE


def outcome_of(error: Exception) -> Receipt:
    """Return what an error says of the message that was being sent."""
    if isinstance(error, SlackApiError):
        return _refused(error)
    said = f"{type(error).__name__} {error}".strip()[:300]
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Receipt(Outcome.NOT_SENT, f"Slack cannot be reached: {said}", asked=False)
    return Receipt(Outcome.MAYBE_SENT, said)


def _refused(error: SlackApiError) -> Receipt:
    """Tell apart what Slack answers."""
    answer: Any = error.response
    told = answer.get("error", "") if isinstance(getattr(answer, "data", None), dict) else ""
    status, headers = getattr(answer, "status_code", None), getattr(answer, "headers", {})
    code, said = status if isinstance(status, int) else None, f"Slack: {str(told)[:200] or 'no reason given'}"
    later = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    after = float(later) if later and later.isascii() and later.isdigit() else 0.0
    if code == TOO_MANY or told in LATER:
        return Receipt(Outcome.NOT_SENT, said, code=TOO_MANY, after=after)
    if code == UNAVAILABLE and later is not None:
        return Receipt(Outcome.NOT_SENT, said, code=code, after=after)
    if told in OURS_TO_MEND:
        return Receipt(Outcome.NOT_SENT, said, asked=False)
    if told in UNCLEAR or not told or (code is not None and code >= 500):  # noqa: PLR2004
        return Receipt(Outcome.MAYBE_SENT, said, code=code)
    return Receipt(Outcome.REFUSED, said, code=code)


attempt = attempts(Failed, outcome_of)
"""Sends a message by its argument, which returns the id under which it is known; says what came of it."""


async def home_of(client: AsyncWebClient, user: str) -> str:
    """Return somebody's own workspace, which is another one than ours where they are a guest; empty for nobody.

    Raises:
        SlackClientError, aiohttp.ClientError, TimeoutError: Slack does not tell.
    """
    told: Any = (await client.users_info(user=user)).get("user")
    team = told.get("team_id") if isinstance(told, dict) else None
    return team if isinstance(team, str) else ""


async def message_at(client: AsyncWebClient, channel: str, stamp: str) -> dict[str, Any] | None:
    """Return a message by its place; None where it is there no more.

    Raises:
        SlackClientError, aiohttp.ClientError, TimeoutError: Slack does not tell.
    """
    one: dict[str, Any] = {"channel": channel, "latest": stamp, "inclusive": True, "limit": 1}
    found = _named(await client.conversations_history(**one), stamp)
    # A channel's history holds no answers within threads.
    return found or _named(await client.conversations_replies(ts=stamp, **one), stamp)


def _named(answer: Any, stamp: str) -> dict[str, Any] | None:
    told = answer.get("messages") or ()
    return next((one for one in told if isinstance(one, dict) and one.get("ts") == stamp), None)


async def file_at(client: AsyncWebClient, file_id: str) -> bytes:
    """Return a file that somebody has sent.

    Raises:
        DeskbotError: it cannot be had now, or never.
    """
    try:
        told: Any = (await client.files_info(file=file_id)).get("file")
        url = told.get("url_private_download") if isinstance(told, dict) else None
        if not isinstance(url, str) or not _is_slacks(url, client.base_url):
            raise DeskbotError("Slack names no place of its own where the file lies")
        return await _download(client, url)
    except Failed as error:
        raise DeskbotError(f"Slack does not give the file ({type(error).__name__})") from None


def _is_slacks(url: str, base: str) -> bool:
    """Return whether our token may be shown where a file lies: whoever names another place is not Slack."""
    found, own = urlsplit(url), urlsplit(base)
    return (found.scheme, found.netloc) in (("https", FILES), (own.scheme, own.netloc))


async def _download(client: AsyncWebClient, url: str) -> bytes:
    limit = aiohttp.ClientTimeout(total=client.timeout * 6)
    async with (
        aiohttp.ClientSession(timeout=limit) as session,
        # Somebody who may not see the file is sent on to a page where people sign in.
        session.get(
            url, headers={"Authorization": f"Bearer {client.token}"}, allow_redirects=False, proxy=client.proxy
        ) as answer,
    ):
        if answer.status != 200:  # noqa: PLR2004
            raise DeskbotError(f"Slack does not give the file ({answer.status})")
        content = bytearray()
        async for part in answer.content.iter_chunked(65536):
            content += part
            if len(content) > MOST_FETCHED:
                raise NotFoundError(f"it has more than {MOST_FETCHED:,} bytes")  # it will have as many tomorrow
        return bytes(content)
