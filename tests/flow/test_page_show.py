"""`deskbot page show`: the whole ledger of a page, from the first text to who took it."""

from __future__ import annotations

import asyncio
import json

import pytest
from typer.testing import CliRunner

from deskbot.cli.page import page_app
from tests.flow.crowds import limited, paged, take_all
from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.harness import ANA, DESK_YAML, KIM, World, running_world


@pytest.fixture(autouse=True)
def _settings(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKBOT_DESK_FILE", str(DESK_YAML))
    monkeypatch.setenv("DESKBOT_DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "200")


async def show(*more: str) -> str:
    result = await asyncio.to_thread(CliRunner().invoke, page_app, ["show", "T-1001", *more])
    assert result.exit_code == 0, result.output
    return result.output


async def test_the_ledger_has_every_text_and_call_with_its_carrier_its_state_and_who_took_it(world: World) -> None:
    world.twilio.faults.fail_next(1, 429)
    await world.mail(OUTAGE_S1)
    await world.forward(seconds=5)
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()
    world.twilio.phones[KIM].answers("4")
    await world.forward(minutes=6)
    world.twilio.phones[KIM].take_call(), world.letter()
    told = json.loads(await show("--json"))
    (page,) = told["pages"]
    text, call = page["notifications"]
    assert (page["state"], page["acknowledged"]) == ("acknowledged", ["kim"])
    assert [(one["carrier"], one["state"], one["segments"]) for one in text["dispatches"]] == [
        ("twilio", "failed", 1),
        ("twilio", "delivered", 1),
    ]
    assert [(one["state"], one["segments"]) for one in call["dispatches"]] == [("delivered", 0)]
    assert all(one["provider_id"] for one in (text["dispatches"][1], call["dispatches"][0]))
    for_people = await show()
    assert "sms to Ana Ruiz +15125550110: delivered" in for_people
    assert "acknowledged by Kim Haddad at 2026-03-02 12:0" in for_people


async def test_where_nobody_was_paged_the_ledger_says_why(world: World) -> None:
    await world.mail(QUESTION_S4)
    world.letter()
    world.briefing()
    for_people = await show()
    assert "Nobody was paged." in for_people
    assert "S4" in for_people.split("what happened")[1]


async def test_33_a_page_that_is_held_shows_when_it_is_due_and_why(database_url: str) -> None:
    async with running_world(database_url, changes=[limited("{sms: {most: 2, per: 10m, s1: 3}}")]) as world:
        await paged(world, 1002, 1003, 1001, severity="S2")
        assert len(take_all(world, ANA)) == 2

        for_people = await show()

        assert "sms to Ana Ruiz +15125550110: queued, due 2026-03-02 12:10:00" in for_people
        assert "sms to ana is held until 12:10: 2 texts went to this number within 10 min." in for_people
        for code, ticket in ((1, "T-1002"), (2, "T-1003"), (3, "T-1001")):
            await world.text(ANA, f"{code}a", f"You have taken {ticket}")
