"""A reseller whose tier is paged at any hour is not left to wait for support hours; the others are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from tests.flow.test_bursts import JANA, LEO, SENDERS, TY, third_reseller, voicemail_down
from tests.harness import ANA, World, running_world

TIERS = (
    "severities:\n  S1: {page: always, policy: urgent}\n  S2: {page: support-hours, policy: urgent}",
    "sla:\n  premium: {S1: 1h}\n  standard: {S1: 4h}\n"
    "severities:\n  S1: {page: always, policy: urgent}\n"
    "  S2: {page: support-hours, policy: urgent, tiers: {premium: always}}",
)
AT_NIGHT = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)
"""Monday 22:00 in Chicago, where support opens at 7."""


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk at night, with a premium reseller (Ty's), a standard one (Jana's) and one without a tier."""
    async with running_world(database_url, policy=TIERS) as running:
        running.clock.move_to(AT_NIGHT)
        yield running


def decided(world: World, number: int) -> list[str]:
    return [text for kind, text in world.timeline(number) if kind == "decision"]


async def report(world: World, sender: str, customer: str, *, proven: bool = True) -> str:
    await world.mail(
        voicemail_down(customer), subject=f"Voicemail at {customer}", sender=SENDERS[sender], proven=proven
    )
    world.briefing()
    return world.letter(sender).text


async def test_an_s2_of_that_tier_is_paged_at_night_and_the_timeline_says_why(world: World) -> None:
    told = await report(world, TY, "Hollis Vet Clinic")

    world.twilio.phones[ANA].take_text()
    assert "is being paged for this now" in told
    assert decided(world, 1001) == ["paged now: S2 (at any hour for the tier premium)"]


async def test_an_s2_of_another_tier_waits(world: World) -> None:
    await report(world, JANA, "Elm Dental")

    assert not world.twilio.phones[ANA].texts
    assert decided(world, 1001) == ["paged when support opens: S2 outside support hours"]


async def test_a_stranger_who_writes_in_a_premium_name_has_no_tier(world: World) -> None:
    await report(world, TY, "Hollis Vet Clinic", proven=False)

    assert decided(world, 1001) == ["paged when support opens: S2 outside support hours"]


async def test_an_incident_whose_page_waits_goes_out_when_such_a_ticket_joins_it(world: World) -> None:
    third_reseller(world)
    world.sql("UPDATE reseller SET tier = 'standard' WHERE id = 1")
    for sender, customer in ((TY, "Hollis Vet Clinic"), (JANA, "Elm Dental"), (LEO, "Northgate Law")):
        await world.mail(voicemail_down(customer), subject=f"Voicemail at {customer}", sender=SENDERS[sender])
        world.letter(sender), world.briefing()
    world.briefing()
    assert not world.twilio.phones[ANA].texts
    world.sql("UPDATE reseller SET tier = 'premium' WHERE id = 1")

    await report(world, TY, "Oak Street Bakery")

    world.twilio.phones[ANA].take_text()
    assert world.ticket(1005)["parent"] == 1004
    assert world.sql("SELECT ticket_number, level FROM page WHERE state = 'open'") == [(1004, 0)]
    assert decided(world, 1005) == [
        "the waiting page goes out now: S2 (at any hour for the tier premium) (as a part of T-1004)"
    ]
