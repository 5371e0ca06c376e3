"""SIGKILL to the pager while a page goes out by a chat: it is paged on, and whichever message is pressed takes it."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from deskbot.simulators.world import simulated_slack, simulated_telegram
from tests.crash.server import Server, server_on
from tests.flow.mails import OUTAGE_S1
from tests.flow.test_pages_in_chats import ANA_CHATS, ANA_LINE, BEN_CHATS, BEN_LINE, LEVEL
from tests.harness import DESK_YAML


@pytest.fixture(params=["slack", "telegram"])
async def paged(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Server, Any]]:
    """A server that pages Ana by one chat alone, and that chat."""
    policy, text = tmp_path / "desk.yaml", DESK_YAML.read_text()
    for old, new in ((ANA_LINE, ANA_CHATS), (BEN_LINE, BEN_CHATS), (LEVEL, LEVEL.replace("sms", request.param))):
        text = text.replace(old, new)
    policy.write_text(text)
    async with server_on(database_url, tmp_path) as server:
        serving = simulated_slack if request.param == "slack" else simulated_telegram
        async with serving(server.settings) as (chat, settings):
            server.settings = settings.model_copy(update={"desk_file": policy})
            if request.param == "telegram":
                chat.people[5001].chat.open = True
            pumping = asyncio.create_task(chat.run(0.1))
            yield server, chat
            await server.stop()
            pumping.cancel()


PROVEN = """INSERT INTO number (address, medium, sender, flag, detail, verified_at) VALUES
  ('T0DESK:U0ANA', 'slack', '', '', '', now()), ('5001', 'telegram', '', '', '', now())"""


def ana(chat: Any) -> Any:
    return chat.people[5001] if hasattr(chat, "updates") else chat.people["U0ANA"]


async def test_29_killed_after_the_chat_took_a_page_and_before_that_is_noted_it_is_paged_on_and_taken_once(
    paged: tuple[Server, Any],
) -> None:
    server, chat = paged
    person = ana(chat)
    await server.start()
    server.sql_do(PROVEN)
    chat.faults.hold_answers()
    await server.mail(OUTAGE_S1)
    await server.happens("the chat has taken it", lambda: person.untaken)
    first = person.take_message()
    assert server.sql("SELECT state FROM notification") == [("sending",)]
    assert server.sql("SELECT 1 FROM page_message") == []

    os.kill(server.pager_pid(), signal.SIGKILL)
    chat.faults.give_answers()

    noted = "SELECT state FROM notification WHERE state <> 'sending'"
    await server.happens("it has come again", lambda: server.sql(noted) == [("sent",)])
    second = person.take_message()
    assert first.labels == second.labels == ["Take it", "Pass it on", "Not urgent"]
    assert not person.untaken

    for message in (first, second):
        await (
            person.presses("Take it", message)
            if hasattr(message, "blocks")
            else person.presses_data(message, message.buttons[0][0].data)
        )
    await server.happens("no button is left", lambda: not first.labels and not second.labels)

    assert server.sql("SELECT state, acknowledged FROM page") == [("acknowledged", ["ana"])]
    assert server.sql("SELECT count(*) FROM timeline WHERE text = 'Ana Ruiz has taken it.'") == [(1,)]
    assert server.sql("SELECT count(*) FROM page") == [(1,)]
