"""Whoever signs as the carrier does is believed; whoever does not is refused, and nothing is done."""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx
import pytest

from deskbot.web_side import web_server
from deskbot.wires.twilio_forms import SIGNATURE_HEADER, sign
from tests.flow.contents import contents
from tests.flow.test_paging import outage
from tests.harness import ANA, KIM, World, running_world
from tests.web_routes import routes_of

OLD = "the token before"
PUBLIC = "https://pager.desk.example/phones"
TLS = ssl.create_default_context()
"""Made once: a client would read every root certificate anew."""


def token(world: World) -> str:
    """Return the account's token."""
    return world.twilio.account.auth_token


def account(world: World) -> str:
    return world.twilio.account.sid


def everything(world: World) -> dict[str, str]:
    """Return a form with which each webhook would do something: take a ticket, end an attempt."""
    return {
        "AccountSid": account(world),
        "From": ANA,
        "To": ANA,
        "Body": "1a",
        "MessageSid": "SM" + "3" * 32,
        "CallSid": "CA" + "3" * 32,
        "MessageStatus": "undelivered",
        "ErrorCode": "30003",
        "CallStatus": "in-progress",
        "AnsweredBy": "machine_start",
        "Digits": "4",
    }


def hooks(world: World) -> list[str]:
    """Return the path of everything that can be posted to the web side, about the page that is open."""
    [(page,)] = world.sql("SELECT token FROM dispatch")
    paths = [path for method, path in routes_of(web_server(world.deskbot).config.app) if method == "POST"]
    # These are no carrier's, and have tests of their own: test_page_link.py, test_console_doors.py and the like.
    paths = [path for path in paths if not path.startswith(("/p/", "/console/", "/t/"))]
    return [re.sub(r"\{\w+\}", page, path) for path in paths]


async def post(
    world: World, path: str, form: Mapping[str, str] | bytes, signature: str | None, headers: Mapping[str, str] = {}
) -> httpx.Response:
    """Post to where the web side really listens."""
    sent = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    if signature is not None:
        sent[SIGNATURE_HEADER] = signature
    content = form if isinstance(form, bytes) else str(httpx.QueryParams(dict(form))).encode()
    async with httpx.AsyncClient(trust_env=False, verify=TLS) as client:
        return await client.post(
            f"http://127.0.0.1:{world.deskbot.settings.web_port}{path}", content=content, headers=sent
        )


@pytest.fixture
async def paged(world: World) -> World:
    """A desk with an open page, of which Ana has a text."""
    await outage(world)
    return world


@asynccontextmanager
async def desk_at(database_url: str, public_url: str) -> AsyncIterator[World]:
    """A desk that the carrier knows under another address than the one where it listens."""
    async with running_world(database_url, public_url=public_url) as running:
        yield running


def signed(world: World, url: str, form: Mapping[str, str], by: str = "") -> str:
    return sign(by or token(world), url, form)


# Refused


async def test_38_no_webhook_does_anything_for_a_stranger(paged: World, caplog: pytest.LogCaptureFixture) -> None:
    form, base = everything(paged), paged.deskbot.settings.web_base
    paths = hooks(paged)
    assert "/twilio/sms" in paths
    before = contents(paged)

    for path in paths:
        url = base + path
        strangers = {
            "none": None,
            "empty": "",
            "no signature at all": "bm90IGl0",
            "of another token": signed(paged, url, form, by="another token"),
            "of another address": signed(paged, f"{base}/twilio/elsewhere", form),
            "of another query": signed(paged, f"{url}?tried=1", form),
            "of another form": signed(paged, url, form | {"Digits": "6"}),
            "cut": signed(paged, url, form)[:-1],
        }
        for name, signature in strangers.items():
            caplog.clear()
            answer = await post(paged, path, form, signature)
            assert (answer.status_code, answer.text) == (403, '{"detail":"signature missing or wrong"}'), (path, name)
            [line] = [one for one in caplog.records if one.name.startswith("deskbot.web")]
            assert (line.levelno, line.action) == (logging.WARNING, "webhook_refused"), (path, name)
            assert "webhook refused: " + ("wrong signature" if signature else "no signature") == line.getMessage()

    await paged.settle()
    assert contents(paged) == before
    assert paged.ticket()["owner"] == ""


async def test_38_every_webhook_hears_the_carrier(paged: World) -> None:
    """So what the strangers above were refused is not refused for another reason."""
    form = everything(paged)

    for path in hooks(paged):
        answer = await post(paged, path, form, signed(paged, paged.deskbot.settings.web_base + path, form))
        assert answer.is_success, path

    await paged.settle()
    assert paged.ticket()["owner"] == "ana"
    paged.letter()
    # Of the calls that ended some named no ticket.
    assert "Missed call" in paged.briefing().mail["Subject"]


async def test_38_another_accounts_webhook_is_refused_though_its_signature_is_right(
    paged: World, caplog: pytest.LogCaptureFixture
) -> None:
    mine = everything(paged)
    before = contents(paged)

    for path in hooks(paged):
        for form in (
            mine | {"AccountSid": "AC" + "9" * 32},
            mine | {"AccountSid": ""},
            {key: value for key, value in mine.items() if key != "AccountSid"},
        ):
            caplog.clear()
            answer = await post(paged, path, form, signed(paged, paged.deskbot.settings.web_base + path, form))
            assert answer.status_code == 403
            assert "webhook refused: another account" in caplog.messages

    assert contents(paged) == before


async def test_38_what_no_carrier_posts_is_refused_before_it_fills_the_memory(
    paged: World, caplog: pytest.LogCaptureFixture
) -> None:
    form = everything(paged)
    before = contents(paged)

    for why, body, headers in (
        ("too long", b"Body=" + b"x" * 65_536, {}),
        ("too many fields", b"&".join(b"a=1" for _ in range(201)), {}),
        ("no form", b"{}", {"Content-Type": "application/json"}),
        ("no form", b"", {"Content-Type": "multipart/form-data; boundary=x"}),
        ("another account", b"", {}),
        ("another account", b"\xff%ff=%", {}),
    ):
        for path in hooks(paged):
            caplog.clear()
            url = paged.deskbot.settings.web_base + path
            answer = await post(paged, path, body, signed(paged, url, form), headers)
            assert answer.status_code == 403
            assert f"webhook refused: {why}" in caplog.messages

    assert contents(paged) == before


async def test_38_a_refusal_writes_no_pages_token_into_the_log(paged: World, caplog: pytest.LogCaptureFixture) -> None:
    [(secret,)] = paged.sql("SELECT token FROM dispatch")

    for path in hooks(paged):
        await post(paged, f"{path}?of={secret}", everything(paged), "bm90IGl0")

    assert {getattr(one, "route", "") for one in caplog.records} >= {"/twilio/sms", "/twilio/status/{token}"}
    assert secret not in " ".join(str(vars(one)) for one in caplog.records if one.name.startswith("deskbot"))


# Through a proxy


class Proxy(httpx.AsyncBaseTransport):
    """Ends TLS at the public address and passes on in the clear, without the folder that is its own."""

    def __init__(self, world: World, public: str) -> None:
        self.public = httpx.URL(public)
        self.port = world.deskbot.settings.web_port
        self.seen: list[str] = []
        self.inner = httpx.AsyncHTTPTransport(verify=TLS)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert (request.url.scheme, request.url.host) == ("https", self.public.host)
        path = request.url.raw_path.removeprefix(self.public.raw_path)
        self.seen.append(path.decode())
        request.url = httpx.URL(scheme="http", host="127.0.0.1", port=self.port, raw_path=path)
        request.headers["Host"] = f"127.0.0.1:{self.port}"
        request.headers["X-Forwarded-For"] = "192.0.2.7"
        request.headers["X-Forwarded-Proto"] = "https"
        return await self.inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self.inner.aclose()


async def test_38_behind_a_proxy_that_ends_tls_every_step_of_a_page_is_believed(database_url: str) -> None:
    async with desk_at(database_url, PUBLIC) as world:
        proxy = Proxy(world, PUBLIC)
        world.twilio.webhooks._client = httpx.AsyncClient(transport=proxy)
        await outage(world)
        assert world.sql("SELECT state FROM notification") == [("delivered",)]
        world.twilio.phones[KIM].answers("4")

        await world.forward(minutes=6)

        assert "you have taken" in " ".join(world.twilio.phones[KIM].take_call().spoken).lower()
        assert world.ticket()["owner"] == "kim"
        assert "Kim" in world.letter().text
        await world.text(ANA, "1a", "was taken by Kim Haddad")
        assert {re.sub(r"/[\w-]{16,}", "/TOKEN", path.partition("?")[0]) for path in proxy.seen} >= {
            "/twilio/sms",
            "/twilio/status/TOKEN",
            "/twilio/voice/TOKEN",
            "/twilio/voice/TOKEN/digit",
        }
        assert world.twilio.webhooks.problems == []


FORWARDED = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-For": "192.0.2.7",
    "X-Original-URL": "/evil/twilio/sms",
    "X-Rewrite-URL": "/evil/twilio/sms",
    "Forwarded": "for=192.0.2.7;host=evil.example;proto=https",
    "Host": "evil.example",
}


async def test_38_what_a_request_says_of_its_own_address_makes_no_signature_right_or_wrong(database_url: str) -> None:
    async with desk_at(database_url, PUBLIC) as world:
        form = {"AccountSid": account(world), "From": ANA, "Body": "hello", "MessageSid": "SM" + "4" * 32}
        there = f"127.0.0.1:{world.deskbot.settings.web_port}"

        for claimed in (
            "https://evil.example",
            "https://evil.example/evil",
            "https://evil.example:443",
            "http://evil.example",
            f"http://{there}",
            f"https://{there}",
            PUBLIC.replace("https", "http"),
            PUBLIC.removesuffix("/phones"),
            f"{PUBLIC}/evil",
        ):
            answer = await post(world, "/twilio/sms", form, signed(world, f"{claimed}/twilio/sms", form), FORWARDED)
            assert answer.status_code == 403, claimed

        right = signed(world, f"{PUBLIC}/twilio/sms", form)
        for headers in ({}, FORWARDED):
            assert (await post(world, "/twilio/sms", form, right, headers)).status_code == 200


@pytest.mark.parametrize(
    ("public", "good", "bad"),
    [
        ("https://desk.example", ["", ":443"], [":80", ":8443", ":4430"]),
        ("https://desk.example:443", ["", ":443"], [":8443"]),
        ("https://desk.example:8443", ["", ":8443"], [":443"]),
        ("http://desk.example", ["", ":80"], [":443"]),
    ],
)
async def test_38_the_port_may_stand_in_the_signed_address_or_not(
    database_url: str, public: str, good: list[str], bad: list[str]
) -> None:
    async with desk_at(database_url, public) as world:
        scheme, host = public.split("://")
        form = {"AccountSid": account(world), "From": ANA, "Body": "hello", "MessageSid": "SM" + "5" * 32}
        for port in good + bad:
            url = f"{scheme}://{host.partition(':')[0]}{port}/twilio/sms"
            answer = await post(world, "/twilio/sms", form, signed(world, url, form))
            assert answer.status_code == (200 if port in good else 403), port


# While the token is changed


async def test_38_while_the_token_is_changed_both_are_good(database_url: str) -> None:
    async with running_world(database_url, twilio_auth_token_old=OLD) as world:
        world.twilio.webhooks.auth_token = OLD
        await outage(world)
        assert world.sql("SELECT state FROM notification") == [("delivered",)]

        world.twilio.webhooks.auth_token = token(world)  # the carrier has changed over
        await world.text(ANA, "1a", "You have taken T-1001")

        await world.settle()
        world.letter()
        form = everything(world)
        url = f"{world.deskbot.settings.web_base}/twilio/sms"
        assert (await post(world, "/twilio/sms", form, signed(world, url, form, by="a third"))).status_code == 403


@pytest.mark.parametrize("unset", [None, ""])
async def test_38_after_the_change_the_old_token_is_good_no_more(database_url: str, unset: str | None) -> None:
    async with running_world(database_url, twilio_auth_token_old=unset) as world:
        await outage(world)
        before = contents(world)
        world.twilio.webhooks.auth_token = OLD

        await world.text(ANA, "1a", None)
        form = everything(world)
        for path in hooks(world):
            url = world.deskbot.settings.web_base + path
            assert (await post(world, path, form, signed(world, url, form, by=OLD))).status_code == 403
            nothing = await post(world, path, form, sign("", url, form))  # which is what an unset token would be
            assert nothing.status_code == 403

        assert contents(world) == before
        world.twilio.webhooks.auth_token = token(world)
        await world.text(ANA, "1a", "You have taken T-1001")
        await world.settle()
        world.letter()
