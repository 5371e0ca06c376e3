"""Access tokens: fetched once, kept, renewed in time, and no secret in what is said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qs

import httpx
import pytest

from deskbot.errors import ConfigurationError, UnavailableError
from deskbot.settings import Settings
from deskbot.wires import oauth
from deskbot.wires.oauth import TokenService, TokenSource, token_source
from tests.hosts import played

SERVICE = TokenService("https://login.example/token", "the-id", "the-secret", scope="https://mail.example/.default")


def source(answer: Callable[[httpx.Request], httpx.Response], service: TokenService = SERVICE) -> TokenSource:
    return TokenSource(service, transport=played(answer))


async def test_the_application_signs_in_with_its_own_rights_where_there_is_no_refresh_token():
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(parse_qs(request.content.decode()))
        return httpx.Response(200, json={"access_token": "t", "expires_in": 3599})

    assert await source(answer).token() == "t"
    assert asked == [
        {
            "grant_type": ["client_credentials"],
            "client_id": ["the-id"],
            "client_secret": ["the-secret"],
            "scope": ["https://mail.example/.default"],
        }
    ]


async def test_a_refresh_token_is_used_where_there_is_one():
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(parse_qs(request.content.decode()))
        return httpx.Response(200, json={"access_token": "t"})

    service = TokenService("https://login.example/token", "the-id", "the-secret", refresh_token="r")
    assert await source(answer, service).token() == "t"
    assert asked[0]["grant_type"] == ["refresh_token"]
    assert asked[0]["refresh_token"] == ["r"]
    assert "scope" not in asked[0]


async def test_many_who_ask_at_once_get_one_token_and_it_is_kept_until_shortly_before_its_end(
    monkeypatch: pytest.MonkeyPatch,
):
    now = 1000.0
    monkeypatch.setattr(oauth.time, "monotonic", lambda: now)
    count = 0

    def answer(_request: httpx.Request) -> httpx.Response:
        nonlocal count
        count += 1
        return httpx.Response(200, json={"access_token": f"t{count}", "expires_in": "3600"})

    tokens = source(answer)
    assert set(await asyncio.gather(*(tokens.token() for _ in range(5)))) == {"t1"}
    now += 3299
    assert await tokens.token() == "t1"
    now += 2
    assert await tokens.token() == "t2"
    tokens.forget()
    assert await tokens.token() == "t3"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (httpx.Response(401, json={"error": "invalid_client", "error_description": "the-secret"}), "secret, which may"),
        (httpx.Response(400, json={"error": "invalid_grant"}), "DESKBOT_MAIL_OAUTH_REFRESH_TOKEN has expired"),
        (httpx.Response(200, text="<html>"), "answered 200 without a token"),
        (httpx.Response(200, json=["x"]), "without a token"),
        (httpx.Response(302, headers={"Location": "https://elsewhere.example"}), "answered 302"),
        (httpx.Response(200, json={"access_token": 5}), "without a token"),
    ],
)
async def test_a_refusal_says_what_to_mend_and_no_secret(answer: httpx.Response, says: str):
    with pytest.raises(UnavailableError, match=says) as refused:
        await source(lambda _: answer).token()

    assert "the-secret" not in str(refused.value)


async def test_a_service_that_cannot_be_reached_is_told():
    def answer(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("the-secret")

    with pytest.raises(UnavailableError, match=r"login\.example/token cannot be reached \(ConnectTimeout\)"):
        await source(answer).token()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"mail_oauth_client_id": "x"}, "DESKBOT_MAIL_OAUTH_TOKEN_URL"),
        ({"mail_oauth_token_url": "https://login.example"}, "DESKBOT_MAIL_OAUTH_CLIENT_ID"),
        (
            {"mail_oauth_token_url": "https://login.example", "mail_oauth_client_id": "x"},
            "DESKBOT_MAIL_OAUTH_CLIENT_SECRET or",
        ),
    ],
)
def test_half_of_the_settings_is_told(given: dict[str, str], says: str):
    with pytest.raises(ConfigurationError, match=says):
        token_source(Settings(_env_file=None, **given))


def test_without_settings_there_is_no_source_and_secrets_are_not_shown():
    assert token_source(Settings(_env_file=None)) is None
    assert "the-secret" not in repr(SERVICE)
