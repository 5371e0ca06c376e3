"""Whoever opens a ticket, or the desk's mail about it, reads four lines first."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from deskbot.cli.tickets import tickets_app
from tests.flow.mails import COMPLETE_S3
from tests.harness import DESK_YAML, World

FIRST = "Summary: Hollis Vet Clinic (Galaxy 3000G, 7.1.2): "


@pytest.fixture
def settings(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKBOT_DATABASE_URL", world.deskbot.database.url)
    monkeypatch.setenv("DESKBOT_DESK_FILE", str(DESK_YAML))


async def test_the_desks_mail_begins_with_them(world: World) -> None:
    await world.mail(COMPLETE_S3)
    world.letter()

    lines = world.briefing().text.splitlines()
    top = lines[next(place for place, line in enumerate(lines) if line.startswith("Summary:")) :][:4]

    assert [one.partition(":")[0] for one in top] == ["Summary", "Category", "Severity", "Next"]
    assert top[0].startswith(FIRST)


@pytest.mark.usefixtures("settings")
async def test_the_ticket_shows_them_to_people_and_to_scripts(world: World) -> None:
    import asyncio

    await world.mail(COMPLETE_S3)
    world.letter()
    world.briefing()

    for_people = await asyncio.to_thread(CliRunner().invoke, tickets_app, ["show", "T-1001"])
    for_scripts = await asyncio.to_thread(CliRunner().invoke, tickets_app, ["show", "T-1001", "--json"])

    assert FIRST in for_people.output
    told = json.loads(for_scripts.output)["suggestions"]
    assert [one.partition(":")[0] for one in told] == ["Summary", "Category", "Severity", "Next"]
    assert told[0].startswith(FIRST)
