"""Several pages for one phone where a desk says nothing of bundles: carriers down, maintenance, a caller who waits."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deskbot.simulators.world import SECOND_NUMBER
from tests.flow.crowds import TOGETHER, paged, pages, take_all
from tests.flow.test_delivery import dispatched
from tests.flow.test_maintenance import hand, maintenance
from tests.flow.test_phone_in import WITH_NUMBERS, a_ticket, phones_in
from tests.harness import ANA, World, running_world


@pytest.fixture
async def world(database_url: str, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """A desk that bundles, with one carrier or two; Ty Okafor has a telephone."""
    carriers = getattr(request, "param", 1)
    async with running_world(
        database_url, changes=[TOGETHER], directory=WITH_NUMBERS, carriers=carriers, twilio_timeout=2
    ) as running:
        yield running


def ended(world: World) -> None:
    """End what is open, and read what is left: the test is over."""
    world.sql("UPDATE page SET state = 'cancelled', due_at = NULL")
    world.sql("UPDATE notification SET state = 'cancelled', due_at = NULL WHERE state = 'queued'")
    world.read += world.mailbox.letters


def mails_to_ana(world: World) -> set[str]:
    return {one.mail["Subject"].partition("]")[0] for one in world.mailbox.to("ana@desk.example")}


@pytest.mark.parametrize("world", [2], indirect=True)
async def test_23_a_bundle_goes_by_the_second_carrier_under_one_code(world: World) -> None:
    world.twilio.faults.go_down()
    await paged(world, 1001)
    await world.forward(seconds=2)
    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
    await paged(world, 1002, 1003)

    await world.forward(seconds=62)

    [text] = take_all(world, ANA)
    assert text.startswith("2 more: T-1002 S1")
    assert [carrier for carrier, _, _ in dispatched(world)] == ["twilio", "twilio2"] * 2
    code = world.sql("SELECT code FROM bundle")[0][0]
    await world.text(ANA, f"{code}a", "You have taken 2 tickets: T-1002, T-1003.", to=SECOND_NUMBER)
    ended(world)


@pytest.mark.parametrize("world", [1, 2], indirect=True)
async def test_31_with_every_carrier_down_each_of_several_pages_is_mailed_and_comes_by_phone_afterwards(
    world: World,
) -> None:
    down = [world.twilio, *([world.second] if world.second else [])]
    for one in down:
        one.faults.go_down()
    await paged(world, 1001, 1002, 1003)

    await world.forward(seconds=30)
    first = mails_to_ana(world)
    await world.forward(seconds=60)

    assert first >= {"PAGE S1 [T-1001"}
    assert mails_to_ana(world) == {f"PAGE S1 [T-{number}" for number in (1001, 1002, 1003)}
    for one in down:
        one.faults.come_back()
    await world.forward(minutes=2)
    said = " ".join(take_all(world, ANA))
    assert all(f"T-{number}" in said for number in (1001, 1002, 1003))
    ended(world)


async def test_what_maintenance_has_held_comes_at_its_end_as_one_page_and_one_bundle(world: World) -> None:
    await maintenance(world, hours=1)
    await pages(world, 1001, 3, "S2")
    await world.settle()
    assert not world.twilio.phones[ANA].texts

    await world.forward(minutes=60)
    [alone] = take_all(world, ANA)
    await world.forward(seconds=61)
    [together] = take_all(world, ANA)

    assert alone.startswith("T-100")
    assert together.startswith("2 more: ")
    ended(world)


async def test_what_waits_for_others_when_maintenance_begins_has_begun_and_goes_out(world: World) -> None:
    await paged(world, 1001, 1002, 1003, severity="S2")
    take_all(world, ANA)
    await maintenance(world, hours=1)

    await world.forward(seconds=61)

    [together] = take_all(world, ANA)
    assert together.startswith("2 more: T-1002 S2")
    await hand(world).end("kim")
    ended(world)


async def test_a_caller_who_waits_waits_for_no_bundle(world: World) -> None:
    await a_ticket(world)
    await paged(world, 2001, severity="S2")
    await paged(world, 2002, severity="S2")
    take_all(world, ANA)

    call = await phones_in(world, "1001#")

    assert call.outcome != "completed"
    [text] = take_all(world, ANA)
    assert text.startswith("T-1001")
    assert "ON THE LINE" in text
    world.twilio.phones["+12145550137"].hangs_up_now(call)
    await world.settle()
    ended(world)
