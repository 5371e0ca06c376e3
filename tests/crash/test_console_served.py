"""A real `deskbot serve` shows all of the console, though what matches messages runs in another process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from deskbot.clock import SystemClock
from deskbot.engine.admitting import Admitting, By
from deskbot.engine.api_tokens import ApiTokens
from deskbot.model.account import Account, DeskRole
from deskbot.model.api_token import Scope
from deskbot.store.database import Database
from deskbot.store.playbook_files import read_playbook_files
from deskbot.wires.passwords import Passwords
from tests.crash.server import Server, server_on
from tests.flow.browser import PASSWORD
from tests.flow.mails import QUESTION_S4
from tests.harness import desk_with

PAGES = ("now", "tickets", "tickets/1001", "tickets/1001/why", "mine", "oncall", "playbooks", "reports", "settings")


@pytest.fixture
async def server(database_url: str, tmp_path: Path) -> AsyncIterator[Server]:
    """A server with a folder of playbooks of its own."""
    folder = tmp_path / "playbooks"
    folder.mkdir()
    for name, text in read_playbook_files(None):
        if Path(name).stem in ("one-way-audio", "trunk-down"):
            (folder / Path(name).name).write_text(text)
    async with server_on(database_url, tmp_path, playbooks_dir=folder) as prepared:
        yield prepared


async def test_every_page_is_there_with_the_playbooks_and_follows_them_when_they_change(server: Server) -> None:
    database, clock = Database(server.url), SystemClock()
    await Admitting(database, desk_with(), clock, Passwords()).admit(
        Account(0, "ana", "Ana", DeskRole.ADMIN, "ana"), PASSWORD, By("a test")
    )
    token = await ApiTokens(database, clock).issue("robot", [Scope.PLAYBOOKS_READ], "a test")
    await database.close()
    await server.start()
    await server.mail(QUESTION_S4)
    await server.happens("a ticket", lambda: server.sql("SELECT 1 FROM ticket"))
    base = f"http://127.0.0.1:{server.settings.web_port}"
    async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=60, follow_redirects=True) as client:
        ours = {"Origin": base}
        await client.post("/console/sign-in", data={"name": "ana", "password": PASSWORD}, headers=ours)

        pages = {path: await client.get(f"/console/{path}") for path in PAGES}
        bearer = {"Authorization": f"Bearer {token}"}
        listed = (await client.get("/api/v1/playbooks", headers=bearer)).json()

        assert {path: page.status_code for path, page in pages.items()} == dict.fromkeys(PAGES, 200)
        assert "one-way-audio" in pages["playbooks"].text
        assert "trunk-down" in pages["tickets/1001"].text
        assert [one["id"] for one in listed] == ["one-way-audio", "trunk-down"]
        tried = await client.post(
            "/api/v1/playbooks/try", headers=bearer, json={"text": "They hear us, we do not hear them.", "subject": ""}
        )
        assert [one["playbook"] for one in tried.json()["candidates"]][:1] == ["one-way-audio"]

        assert server.settings.playbooks_dir
        (server.settings.playbooks_dir / "trunk-down.md").unlink()
        looks = partial(httpx.get, f"{base}/console/playbooks", trust_env=False, timeout=60, cookies=client.cookies)
        await server.happens("it is gone", lambda: "trunk-down" not in looks().text)
        assert "one-way-audio" in looks().text
