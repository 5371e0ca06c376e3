"""Whoever opens a ticket, or the desk's mail about it, reads four lines first."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from deskbot.cli.tickets import tickets_app
from tests.flow.mails import COMPLETE_S3
from tests.harness import ANA, DESK_YAML, World

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
async def test_a_verdict_of_a_person_is_given_as_theirs_until_a_message_changes_it(world: World) -> None:
    import asyncio

    async def told(what: str) -> str:
        shown = await asyncio.to_thread(CliRunner().invoke, tickets_app, ["show", "T-1001", "--json"])
        return next(one for one in json.loads(shown.output)["suggestions"] if one.startswith(what))

    await world.mail(COMPLETE_S3)
    letter = world.letter()
    await world.mail("#set severity=S2", sender="Ana Ruiz <ana@desk.example>", answers=world.briefing())
    world.twilio.phones[ANA].take_text()
    assert await told("Severity:") == "Severity: S2, as Ana Ruiz set it"

    await world.mail("One more thing: the customer closes at six.", answers=letter)
    assert "Severity: S2, as Ana Ruiz set it" in world.briefing().text

    await world.deskbot.agents.set(1001, ["severity=S3", "category=howto"], "ana")
    assert await told("Severity:") == "Severity: S3, as Ana Ruiz set it"
    assert await told("Category:") == "Category: how-to question, as Ana Ruiz set it"

    await world.mail("Now nobody at Hollis Vet Clinic can make or receive calls at all.", answers=letter)
    assert "Severity: S1, as" in world.briefing().text
    assert "set it" not in await told("Severity:")
    world.twilio.phones[ANA].take_text()
    world.letter()


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
