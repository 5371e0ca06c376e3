"""A client that is not ours: swaks hands a mail over, and the ticket is there."""

from __future__ import annotations

import asyncio
import os
import shutil

import pytest

from tests.crash.server import Server
from tests.flow.mails import QUESTION_S4


@pytest.fixture
def swaks() -> str:
    """The client's path; a machine that promised to have it and has not fails."""
    path = shutil.which("swaks")
    if path is None:
        promised = "swaks" in os.environ.get("DESKBOT_TEST_PEERS", "").split()
        (pytest.fail if promised else pytest.skip)("swaks is not installed: apt-get install swaks")
    return path


async def test_swaks_gets_250_and_its_mail_is_a_ticket(server: Server, swaks: str) -> None:
    await server.start()
    host, port = server.smtp

    process = await asyncio.create_subprocess_exec(
        *(swaks, "--server", f"{host}:{port}", "--to", "support@desk.example", "--from", "ty@brightpathvoice.example"),
        *("--header", "Subject: Greeting", "--body", QUESTION_S4),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()

    assert process.returncode == 0
    assert b"250 2.0.0 Accepted" in said
    await server.letters("ty@brightpathvoice.example")
    assert server.sql("SELECT subject FROM ticket") == [("Greeting",)]
