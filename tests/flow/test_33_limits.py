"""One number gets so much within a window; what is over waits, and says until when."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.flow.crowds import limited, paged, tickets_of
from tests.harness import ANA, BEN, KIM, World, running_world

FIRST = "      - {delay: 5m, schedule: primary, media: [sms]}\n"
LONGER = FIRST.replace("5m", "30m")


@pytest.fixture
async def narrow(database_url: str) -> AsyncIterator[World]:
    """A desk where a number gets two texts within ten minutes, three where it is an S1."""
    changes = [limited("{sms: {most: 2, per: 10m, s1: 3}}"), (FIRST, LONGER)]
    async with running_world(database_url, changes=changes) as running:
        yield running


@pytest.fixture
async def impatient(database_url: str) -> AsyncIterator[World]:
    """The same, with a level that has five minutes."""
    async with running_world(database_url, changes=[limited("{sms: {most: 2, per: 10m, s1: 3}}")]) as running:
        yield running


def texted(world: World, phone: str = ANA) -> list[str]:
    """Read the texts that a phone has got since; return their tickets."""
    return tickets_of([world.twilio.phones[phone].take_text() for _ in list(world.twilio.phones[phone].unread)])


async def taken(world: World, *codes: int) -> None:
    """Let Ana take pages, so that nothing more comes of them."""
    for code in codes:
        await world.text(ANA, f"{code}a", f"You have taken T-100{code}")
    await world.settle()


async def test_33_what_is_over_the_limit_waits_until_there_is_room_and_the_timeline_says_until_when(
    narrow: World,
) -> None:
    world = narrow
    await paged(world, 1001, 1002, severity="S2")
    await world.forward(minutes=4)
    await paged(world, 1003, severity="S2")

    assert texted(world) == ["T-1001", "T-1002"]
    says = "sms to ana is held until 12:10: 2 texts went to this number within 10 min."
    assert ("page", says) in world.timeline(1003)
    await world.forward(minutes=5, seconds=59)
    assert texted(world) == []
    await world.forward(seconds=1)
    assert texted(world) == ["T-1003"]
    await taken(world, 1, 2, 3)


async def test_33_an_s1_passes_up_to_its_own_limit(narrow: World) -> None:
    world = narrow
    await paged(world, 1001, 1002, 1003, severity="S2")
    await paged(world, 1004, 1005, severity="S1")

    assert texted(world) == ["T-1001", "T-1002", "T-1004"]
    says = "sms to ana is held until 12:10: 3 texts went to this number within 10 min."
    assert ("page", says) in world.timeline(1005)
    await taken(world, 1, 2, 3, 4, 5)


async def test_33_what_was_held_goes_as_one_when_there_is_room(narrow: World) -> None:
    world = narrow
    await paged(world, 1001, 1002, 1003, 1004, severity="S2")
    await paged(world, 1005, 1006, severity="S1")
    assert texted(world) == ["T-1001", "T-1002", "T-1005"]

    await world.forward(minutes=10)

    text = world.twilio.phones[ANA].take_text()
    assert text.startswith("3 more: T-1006 S1 Brightpath Voice & D, T-1003 S2 ")
    await world.text(ANA, "7a", "3 tickets")
    await taken(world, 1, 2, 5)


async def test_16_an_acknowledgement_cancels_what_was_held_too(narrow: World) -> None:
    world = narrow
    await paged(world, 1001, 1002, 1003, severity="S2")
    assert texted(world) == ["T-1001", "T-1002"]

    await taken(world, 1, 2, 3)
    await world.forward(hours=1)

    assert texted(world) == []
    assert world.sql("SELECT state, due_at FROM notification WHERE page_id = 3") == [("cancelled", None)]
    assert world.ticket(1003)["owner"] == "ana"


async def test_33_the_next_level_is_paged_though_a_page_is_held_and_whoever_was_not_heard_of_hears_later(
    impatient: World,
) -> None:
    world = impatient
    await paged(world, 1001, 1002, severity="S2")
    await taken(world, 1, 2)
    await paged(world, 1003, severity="S2")
    assert texted(world) == ["T-1001", "T-1002"]

    await world.forward(minutes=5)
    world.twilio.phones[KIM].take_call()
    await world.forward(minutes=5)

    assert texted(world) == ["T-1003"]
    world.letter("lead@desk.example"), world.briefing()
    await world.text(ANA, "3a", "You have taken T-1003")


async def test_33_another_persons_number_does_not_wait(narrow: World) -> None:
    world = narrow
    await paged(world, 1001, 1002, 1003, severity="S2")
    assert texted(world) == ["T-1001", "T-1002"]

    world.edit_policy((FIRST, LONGER.replace("schedule: primary", "people: [ben]")))
    await paged(world, 1004, severity="S2")

    assert texted(world, BEN) == ["T-1004"]
    await taken(world, 1, 2, 3)
    await world.text(BEN, "4a", "You have taken T-1004")


async def test_33_a_ticket_shows_what_is_held_and_until_when(narrow: World) -> None:
    from deskbot.cli.tickets import as_held
    from deskbot.store import bundles

    world = narrow
    await paged(world, 1001, 1002, 1003, severity="S2")
    assert texted(world) == ["T-1001", "T-1002"]

    async with world.deskbot.database.begin() as session:
        (held,) = [as_held(one) for one in await bundles.held_of(session, 1003)]

    assert held == {
        "medium": "sms",
        "responder": "ana",
        "due_at": "2026-03-02T18:10:00+00:00",
        "why": "2 texts went to this number within 10 min",
    }
    await taken(world, 1, 2, 3)
