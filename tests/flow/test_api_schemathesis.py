"""The API played against its own OpenAPI file: no fault of ours, and no answer that the file does not name."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deskbot.model.api_token import Scope
from tests.flow.programs import program
from tests.harness import ANA, World, running_world

EXAMPLES = "6"
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,unsupported_method,ignored_auth"
)


def command() -> str:
    """Return where it is; a machine that promised to have it and has not fails, any other skips."""
    if importlib.util.find_spec("schemathesis") is None:
        promised = "schemathesis" in os.environ.get("DESKBOT_TEST_PEERS", "").split()
        (pytest.fail if promised else pytest.skip)("schemathesis is not installed: sh tools/install-schemathesis .venv")
    return str(Path(sys.executable).with_name("schemathesis"))


@pytest.fixture(name="world")
async def a_world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, api_rate=1_000_000) as running:
        yield running


@pytest.mark.parametrize("bound", [False, True], ids=["the desk's token", "a reseller's token"])
async def test_whatever_is_sent_is_answered_as_the_file_says(world: World, tmp_path: Path, *, bound: bool) -> None:
    found, base = command(), f"{world.deskbot.settings.web_base}/api/v1"
    await world.mail("All phones are dead at Hollis Vet Clinic, nobody can call in or out.", subject="All phones dead")
    world.twilio.phones[ANA].take_text()
    world.letter()
    world.briefing()
    scopes = (Scope.TICKETS_READ, Scope.TICKETS_WRITE, Scope.CONTACTS_READ) if bound else tuple(Scope)
    one = await program(world, *scopes, reseller="brightpath" if bound else "")
    token = one.client.headers["authorization"]
    await one.closes()

    def play() -> subprocess.CompletedProcess[str]:
        words = ["run", f"{base}/openapi.json", "--header", f"Authorization: {token}", "--checks", CHECKS]
        words += ["--max-examples", EXAMPLES, "--phases", "examples,coverage,fuzzing", "--seed", "1", "--no-color"]
        words += ["--url", base, "--generation-deterministic", "--suppress-health-check", "all"]
        return subprocess.run(
            [found, *words], capture_output=True, text=True, check=False, cwd=tmp_path, env={**os.environ, "CI": "1"}
        )

    told = await asyncio.to_thread(play)

    assert told.returncode == 0, told.stdout[-6000:] + told.stderr[-2000:]
    world.read += [letter for letter in world.mailbox.letters if letter not in world.read]
