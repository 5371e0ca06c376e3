"""Where nothing is, whoever asks is told so on a page of ours, and sent nowhere."""

from __future__ import annotations

import httpx
import pytest

from tests.flow.browser import Browser, admitted
from tests.harness import World

PATHS = (
    ("/console/nowhere", 404, "There is no such page."),
    ("/console/tickets/99999999999999999999", 404, "There is no such page."),
    ("/console/tickets/1001/answer", 405, "Only a form leads here"),
    ("/console/", 404, "There is no such page."),
)


@pytest.mark.parametrize("name", ["ana", ""])
async def test_where_the_console_has_no_page_it_says_so_on_one(world: World, name: str) -> None:
    browser = Browser(world)
    if name:
        await admitted(world, name, staff="ana")
        await browser.signs_in(name)

    for path, status, words in PATHS:
        await browser.opens(path)
        assert (path, browser.answer.status_code) == (path, status)
        assert words in browser.text
        assert ("Sign out" in browser.text) == bool(name)
        assert browser.answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in browser.answer.headers["content-security-policy"]
        assert not browser.answer.history
    assert browser.answer.headers.get("allow", "POST") == "POST"
    await browser.closes()


async def test_elsewhere_it_says_so_in_plain_words_that_no_browser_runs_or_keeps(world: World) -> None:
    async with httpx.AsyncClient(base_url=world.deskbot.settings.web_base, trust_env=False) as client:
        for method, path, status in (("GET", "/nowhere", 404), ("POST", "/health/live", 405), ("GET", "/tt/", 404)):
            answer = await client.request(method, path)
            assert (path, answer.status_code) == (path, status)
            assert answer.headers["content-type"].startswith("text/plain")
            assert answer.headers["cache-control"] == "no-store"
            assert "sandbox" in answer.headers["content-security-policy"]


async def test_a_slash_too_many_leads_to_nothing_and_to_no_other_address(world: World) -> None:
    async with httpx.AsyncClient(base_url=world.deskbot.settings.web_base, trust_env=False) as client:
        for path in ("/console/", "/console/tickets/", "/api/v1/tickets/", "/health/live/", "/api/v1/openapi.json/"):
            answer = await client.get(path, headers={"Host": "evil.example"})
            assert (path, answer.status_code) in ((path, 404), (path, 401))
            assert "location" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/health/live", "/health/ready", "/health/engine", "/metrics"])
async def test_a_probe_may_ask_for_the_head_alone(world: World, path: str) -> None:
    async with httpx.AsyncClient(base_url=world.deskbot.settings.web_base, trust_env=False) as client:
        whole, head = await client.get(path), await client.head(path)

    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]


async def test_where_a_page_is_shown_and_a_form_sent_both_are_named(world: World) -> None:
    async with httpx.AsyncClient(base_url=world.deskbot.settings.web_base, trust_env=False) as client:
        answer = await client.delete("/console/sign-in")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")
