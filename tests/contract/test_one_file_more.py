"""A step, a diagnostic, a playbook, a channel and a carrier are each added by one file, as CONTRIBUTING.md shows it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.documents import blocks

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "CONTRIBUTING.md"
FILES = {block.title: block.text for block in blocks(GUIDE) if block.title}
"""As whoever adds one reads them."""
(PIGEONS_WAY,) = [block.text for block in blocks(GUIDE) if "class Pigeon(WayIn)" in block.text]
"""What the guide adds to the contract's suite for its channel."""
MAIL = "From: joe@valleytelecom.example\nSubject: Lamp\n\nThe antler lamp blinks and the phone does not ring. {}\n"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deskbot of its own, as it was."""
    copy = tmp_path_factory.mktemp("checkout")
    for folder in ("deskbot", "playbooks", "tests"):
        left_out = shutil.ignore_patterns("__pycache__", "evals", "wire", "browser", "bench")
        shutil.copytree(ROOT / folder, copy / folder, ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@pytest.fixture
def added(checkout: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The same with one file more."""
    path = checkout / request.param
    path.write_text(FILES[request.param], encoding="utf-8")
    yield checkout
    path.unlink()


def triaged(checkout: Path, words: str = "") -> dict[str, Any]:
    """Return what `deskbot triage` says in that checkout."""
    command = [sys.executable, "-m", "deskbot", "triage", "-", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    ended = subprocess.run(
        command, cwd=checkout, env=environment, input=MAIL.format(words), capture_output=True, text=True, check=True
    )
    return json.loads(ended.stdout)


def one(path: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("added", [path], indirect=True)


def test_before_nobody_knows_of_any_of_them(checkout: Path) -> None:
    told = triaged(checkout, "It is violet.")

    assert "colour" not in [reason["rule"] for reason in told["reasons"]]
    assert "lamp" not in told["values"]
    assert told["playbook"] != "antler-lamp"


@one("deskbot/triage/steps/colour.py")
def test_a_step_gives_its_reason_at_its_place(added: Path) -> None:
    rules = [reason["rule"] for reason in triaged(added, "It is violet.")["reasons"]]

    assert "colour" in rules
    assert rules.index("colour") < rules.index("severity-misses")


@one("deskbot/triage/diagnostics/lamp.py")
def test_a_diagnostic_is_read_and_asked_for(added: Path) -> None:
    given, asked = triaged(added, "It is violet."), triaged(added)

    assert given["values"]["lamp"] == "violet"
    assert "Which colour has the lamp?" not in given["questions"]
    assert "lamp" in asked["missing"]
    assert "Which colour has the lamp?" in asked["questions"]


@one("playbooks/antler-lamp.md")
def test_a_playbook_is_what_the_mail_tells_of(added: Path) -> None:
    assert triaged(added)["playbook"] == "antler-lamp"


WITH_PIGEONS = """
import asyncio, hashlib, hmac, json, sys

import httpx

from tests.harness import running_world


async def main(url):
    async with running_world(url) as world:
        world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'pigeon', 'ring 7')")
        told = json.dumps({"ring": "ring 7", "flight": "monday", "words": sys.argv[2]}).encode()
        good = hmac.digest(world.deskbot.settings.secret(), told, hashlib.sha256).hex()
        async with httpx.AsyncClient(trust_env=False) as http:
            to = world.deskbot.settings.web_base + "/channels/pigeon"
            answers = [await http.post(to, content=told, headers={"X-Loft": one}) for one in ("bad", good, good)]
        await world.settle()
        said = [one.status_code for one in answers]
        seen = {"said": said, "tickets": world.sql("SELECT subject, reseller_id FROM ticket")}
        world.read += world.mailbox.letters
    print(json.dumps(seen))


asyncio.run(main(sys.argv[1]))
"""
WITH_A_GONG = """
import asyncio, sys
from pathlib import Path

from deskbot.desk.reading import read_desk
from deskbot.escalation.carriers import Notice
from deskbot.model.page import Medium
from deskbot.plug_ins import build_carriers
from deskbot.settings import Settings

settings = Settings(_env_file=None, data_dir=Path(sys.argv[1]))
(gong,) = build_carriers(settings, read_desk(Path(sys.argv[2]).read_text(), "desk.yaml"))[Medium.VOICE]
print(asyncio.run(gong.notify(Notice(Medium.VOICE, "+15125550110", "T-1001 S1", "token"))).outcome)
"""


def ran(checkout: Path, script: str, *words: str) -> str:
    """Return what a script says that works with that checkout."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(checkout), str(ROOT)])}
    command = [sys.executable, "-c", script, *words]
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=True).stdout


@one("deskbot/channels/pigeon.py")
def test_a_channel_whose_peer_posts_to_us_brings_one_ticket_and_no_forgery(added: Path, database_url: str) -> None:
    seen = json.loads(ran(added, WITH_PIGEONS, database_url, "One phone at Bay Hotel has echo on every call"))

    assert seen["said"] == [403, 200, 200]
    assert seen["tickets"] == [["One phone at Bay Hotel has echo on every call", 1]]


def contract_holds(checkout: Path, name: str, *files: str) -> None:
    """Run what of the contract's suite is about one thing in that checkout."""
    tests = [f"tests/contract/{file}" for file in files]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", name, *tests]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    ended = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-5000:] + ended.stderr[-1000:]


@pytest.fixture
def suite_knows_pigeons(checkout: Path) -> Iterator[None]:
    """The contract's suite with what the guide adds to it."""
    file = checkout / "tests/contract/ways_in.py"
    before = file.read_text(encoding="utf-8")
    table = "WAYS_IN: dict[str, type[WayIn]] = {\n"
    assert table in before
    file.write_text(before.replace(table, f'{PIGEONS_WAY}\n\n{table}    "pigeon": Pigeon,\n'), encoding="utf-8")
    yield
    file.write_text(before, encoding="utf-8")


@one("deskbot/channels/pigeon.py")
@pytest.mark.usefixtures("suite_knows_pigeons")
def test_the_channel_stands_whatever_every_channel_has_to(added: Path) -> None:
    contract_holds(added, "pigeon or every_line", "test_channels.py", "test_ways_in.py")


@one("deskbot/escalation/carriers/gong.py")
def test_the_carrier_keeps_what_every_carrier_has_to(added: Path) -> None:
    contract_holds(added, "gong or no_two", "test_carriers.py")


@one("deskbot/escalation/carriers/gong.py")
def test_a_carrier_is_asked_to_bring_what_its_medium_brings(added: Path, tmp_path: Path) -> None:
    (tmp_path / "gong").touch()
    assert ran(added, WITH_A_GONG, str(tmp_path), str(ROOT / "tests/desk.yaml")).strip() == "sent"
    assert (tmp_path / "gong").read_text() == "+15125550110: T-1001 S1\n"
