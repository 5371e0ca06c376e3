"""Somebody who calls the web side and means us ill: packed bodies, another host's name, and what the pages let out."""

from __future__ import annotations

import gzip
import hmac
import re
import tracemalloc
from collections.abc import AsyncIterator, Mapping
from functools import cache
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from deskbot.model.account import DeskRole
from deskbot.model.api_token import Scope
from deskbot.web.console.live import EVENTS
from deskbot.web_side import web_server
from deskbot.wires.telegram import webhook_secret
from tests.contract.ways_in import FORM
from tests.flow.browser import TLS, Browser, admitted
from tests.flow.contents import leave_aside
from tests.flow.mails import OUTAGE_S1
from tests.flow.programs import program
from tests.flow.test_38_signatures import everything, post, signed
from tests.harness import World, running_world
from tests.web_routes import routes_of

ROOM = 8 * 1024 * 1024
"""Bytes."""


@cache
def bomb() -> bytes:
    """Fifty thousand bytes: fewer than any door takes."""
    return gzip.compress(b" " * (48 * 1024 * 1024), 9, mtime=0)


PACKED = {"Content-Encoding": "gzip"}
EVIL = "evil.example"


@pytest.fixture(name="world")
async def a_world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, chats=True) as running:
        yield running
        await leave_aside(running)


async def _to_a_carriers_webhook(world: World, body: bytes) -> httpx.Response:
    url = f"{world.deskbot.settings.web_base}/twilio/sms"
    return await post(world, "/twilio/sms", body, signed(world, url, {}), PACKED)


async def _to_slacks(world: World, body: bytes) -> httpx.Response:
    secret = world.deskbot.settings.slack_signing_secret
    assert secret is not None
    at = str(int(world.clock.now().timestamp()))
    proof = hmac.digest(secret.get_secret_value().encode(), f"v0:{at}:".encode() + body, "sha256").hex()
    headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={proof}", "Content-Type": "application/json"}
    return await _posted(world, "/slack/events", body, headers)


async def _to_telegrams(world: World, body: bytes) -> httpx.Response:
    secret = webhook_secret(world.deskbot.settings.secret())
    return await _posted(world, "/telegram/webhook", body, {"X-Telegram-Bot-Api-Secret-Token": secret})


async def _to_the_api(world: World, body: bytes) -> httpx.Response:
    robot = await program(world, Scope.TICKETS_WRITE, name=f"robot-{len(body)}")
    try:
        token = robot.client.headers["Authorization"]
    finally:
        await robot.closes()
    headers = {"Authorization": token, "Content-Type": "application/json"}
    return await _posted(world, "/api/v1/tickets", body, headers)


async def _to_the_sign_in(world: World, body: bytes) -> httpx.Response:
    headers = {"Content-Type": FORM, "Origin": world.deskbot.settings.web_base}
    return await _posted(world, "/console/sign-in", body, headers)


async def _posted(world: World, path: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
    async with httpx.AsyncClient(base_url=world.deskbot.settings.web_base, trust_env=False, verify=TLS) as client:
        return await client.post(path, content=body, headers={**headers, **PACKED})


async def test_a_packed_body_is_not_unpacked_by_whoever_may_post(world: World) -> None:
    """Not even where its signature is right, or its token: those of a carrier or a program that was taken over."""
    for sent in (_to_a_carriers_webhook, _to_slacks, _to_telegrams, _to_the_api, _to_the_sign_in):
        packed = bomb()
        await sent(world, b"{}")  # loads what is loaded with the first request
        tracemalloc.start()
        try:
            answer = await sent(world, packed)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

        assert 400 <= answer.status_code < 500, sent.__name__
        assert most < ROOM, sent.__name__

    assert world.sql("SELECT 1 FROM inbound") == []


async def test_the_host_that_a_caller_names_stands_in_no_answer_and_no_letter(world: World) -> None:
    """Else a link in it leads whoever is sent one, or a cache that keeps it, to a host of the caller's."""
    paths = [path for method, path in routes_of(web_server(world.deskbot).config.app) if method == "GET"]
    plain = sorted({path for path in paths if "{" not in path})
    assert {"/", "/console", "/console/sign-in", "/health/ready"} <= set(plain)
    named = {"Host": EVIL, "X-Forwarded-Host": EVIL, "X-Original-URL": f"https://{EVIL}/", "Forwarded": f"host={EVIL}"}
    async with httpx.AsyncClient(base_url=world.deskbot.settings.web_base, trust_env=False, verify=TLS) as client:
        for path in (*plain, "/nothing/there", "/api/v1/tickets", "/console/tickets?owner=me"):
            async with client.stream("GET", path, headers=named) as answer:
                said = f"{answer.headers}{(await answer.aread()).decode(errors='replace')}"
            assert EVIL not in said, path
        form = {**everything(world), "To": world.deskbot.settings.twilio_text_number, "Body": OUTAGE_S1}
        url = f"{world.deskbot.settings.web_base}/twilio/sms"
        assert (await post(world, "/twilio/sms", form, signed(world, url, form), {"Host": EVIL})).is_success

    await world.settle()
    sent = [*(one.mail.as_string() for one in world.mailbox.letters), *(str(one) for one in world.twilio.messages)]
    assert sent
    assert not [one for one in sent if EVIL in one]


async def test_no_page_lets_out_a_secret_of_ours(database_url: str) -> None:
    given: dict[str, Any] = {
        "dead_man_url": SecretStr("https://up.example/hunter2-ping"),
        "suggest_key": SecretStr("hunter2-suggest"),
    }
    async with running_world(database_url, chats=True, **given) as world:
        settings = world.deskbot.settings
        secret = {
            name: value.get_secret_value()
            for name in type(settings).model_fields
            if isinstance(value := getattr(settings, name), SecretStr)
        }
        assert {"secret_key", "twilio_auth_token", "slack_bot_token", "telegram_token"} <= secret.keys()
        await world.mail(OUTAGE_S1, subject="Outage")
        await admitted(world, "erin", DeskRole.ADMIN)
        browser = await Browser(world).signs_in("erin")
        paths = [path for method, path in routes_of(web_server(world.deskbot).config.app) if method == "GET"]
        plain = {re.sub(r"\{number:row\}", "1001", path) for path in paths} - {EVENTS}
        assert {"/health/engine", "/metrics", "/console/settings", "/console/tickets/1001"} <= plain
        shown = {path: f"{(await browser.opens(path)).answer.headers}{browser.answer.text}" for path in sorted(plain)}
        await browser.closes()

        assert len([page for page in shown.values() if "Outage" in page]) > 1
        assert [(path, name) for path, page in shown.items() for name, one in secret.items() if one in page] == []
        await leave_aside(world)
