"""When no carrier takes a page for phones it goes out by mail, the phones are tried on, and the operators are told."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA, World, running_world


@pytest.fixture(params=[1, 2])
async def world(database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """A desk with one carrier, and one with two."""
    async with running_world(database_url, carriers=request.param, twilio_timeout=2) as running:
        yield running


def carriers(world: World) -> list:
    return [world.twilio, world.second] if world.second else [world.twilio]


async def test_31_with_every_carrier_down_mail_goes_out_within_half_a_minute_and_the_operators_are_told_once(
    world: World,
) -> None:
    for one in carriers(world):
        one.faults.go_down()

    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.letter(), world.briefing()
    await world.forward(seconds=30)

    page = world.letter("ana@desk.example")
    assert page.mail["Subject"] == "PAGE S1 [T-1001] Brightpath Voice & Data: Hollis is down"
    assert f'Text "1a" to {world.deskbot.settings.twilio_from}' in page.text
    told = {world.briefing().mail["Subject"] for _ in carriers(world)}
    assert told == {f"Carrier {name} fails" for name in ("twilio", "twilio2")[: len(told)]}
    assert len(told) == len(carriers(world))

    # The level waits for its delay, as she may read her mail; her phone is tried on, and nobody is told twice.
    await world.forward(minutes=3)
    assert world.sql("SELECT level, state FROM page") == [(0, "open")]
    tries = world.sql("SELECT count(*) FROM dispatch WHERE carrier <> 'mail'")[0][0]
    assert 8 < tries < 30
    for one in carriers(world):
        one.faults.come_back()
    await world.forward(minutes=1)

    assert "1a" in world.twilio.phones[ANA].take_text()
    assert "works again" in world.briefing().mail["Subject"]
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    assert "Ana Ruiz has taken" in world.letter().text


async def test_31_carriers_that_say_nothing_at_all_leave_time_for_the_mail(world: World) -> None:
    for one in carriers(world):
        one.faults.hang()

    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.letter(), world.briefing()
    await world.forward(seconds=30)

    world.letter("ana@desk.example")
    for _ in carriers(world):
        assert "fails" in world.briefing().mail["Subject"]
    for one in carriers(world):
        one.faults.close()
    world.sql("UPDATE page SET state = 'cancelled', due_at = NULL")


async def test_a_policy_that_names_mail_pages_by_mail_too(database_url: str) -> None:
    changes = [("media: [sms]}", "media: [sms, mail]}")]
    async with running_world(database_url, changes=changes) as world:
        await world.mail(OUTAGE_S1, subject="Hollis is down")

        world.twilio.phones[ANA].take_text()
        assert "PAGE S1" in world.letter("ana@desk.example").mail["Subject"]
        assert "sms to ana by twilio, attempt 1: sent, 1 segment" in [text for _, text in world.timeline()]
        assert "mail to ana by mail, attempt 1: sent" in [text for _, text in world.timeline()]
        await world.text(ANA, "1a", "You have taken T-1001")
        await world.settle()
        world.letter(), world.letter(), world.briefing()
