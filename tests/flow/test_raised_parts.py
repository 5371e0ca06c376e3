"""A part of an incident is made urgent: the incident's page is what rings, and whoever has that hears of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from deskbot.simulators.world import DESK_NUMBER
from deskbot.store import tickets
from tests.flow.crowds import take_all
from tests.flow.test_bursts import JANA, SENDERS, burst, open_pages, ours, taken_by_ana
from tests.harness import ANA, BEN, KIM, World

STRANGER = "+12145550199"

Raise = Callable[[World], Awaitable[None]]


async def with_ben(world: World) -> None:
    """Let Ben have the incident, while Ana is on call."""
    await taken_by_ana(world)
    await world.text(ANA, "1h ben", "Ben Oyelowo is being paged")
    await world.settle()
    await world.text(BEN, "1a", "You have taken T-1004")
    await world.settle()
    take_all(world, ANA), take_all(world, BEN)
    world.twilio.phones[BEN].take_call()
    world.read += world.mailbox.letters


async def is_raised(world: World) -> None:
    """Let a person at the desk find that one part is no outage, and then that it is."""
    await world.deskbot.agents.set(1002, ["severity=S3"], "kim")
    await world.deskbot.agents.set(1002, ["severity=S1"], "kim")


async def is_wanted(world: World) -> None:
    """Let a person at the desk want somebody to come for one part."""
    async with world.deskbot.database.begin() as session:
        ticket = await tickets.lock(session, 1002)
        assert ticket is not None
        await world.deskbot.agents.page(session, ticket, "kim")


async def is_phoned_in(world: World) -> None:
    """Let somebody phone about one part."""
    call = world.twilio.phones[STRANGER].dials(DESK_NUMBER, "1002#")
    await world.settle()
    world.twilio.phones[STRANGER].hangs_up_now(call)


async def is_written_of(world: World) -> None:
    """Let a reseller write that what was one phone is everything again."""
    await world.deskbot.agents.set(1002, ["severity=S3"], "kim")
    await world.mail(
        "Now the whole site is down: nobody can make or receive any calls.",
        answers=ours(world, JANA),
        sender=SENDERS[JANA],
    )


WAYS = pytest.mark.parametrize("raise_it", [is_raised, is_wanted, is_phoned_in, is_written_of])


@WAYS
async def test_while_the_incident_rings_no_page_of_the_parts_own_is_opened(world: World, raise_it: Raise) -> None:
    await burst(world)

    await raise_it(world)
    await world.settle()

    assert open_pages(world) == [(1004, 1)]
    for phone in (ANA, BEN):
        take_all(world, phone)
    while world.twilio.phones[KIM].untaken_calls:  # where somebody is wanted the page goes on to her
        world.twilio.phones[KIM].take_call()
    world.read += world.mailbox.letters


@WAYS
async def test_where_somebody_has_the_incident_it_rings_anew_and_they_hear_why(world: World, raise_it: Raise) -> None:
    await with_ben(world)

    await raise_it(world)
    await world.settle()

    assert open_pages(world) == [(1004, 3)]
    assert "T-1004 S1" in world.twilio.phones[ANA].take_text()
    says = world.twilio.phones[BEN].take_text()
    assert says == "T-1004, which you have, is paged anew because of T-1002, a part of it."
    why = [text for _, text in world.timeline(1004) if "It is because of T-1002, a part of it." in text]
    assert len(why) == 1
    world.read += world.mailbox.letters


async def test_a_part_that_becomes_graver_than_its_incident_makes_that_as_grave(world: World) -> None:
    await burst(world)
    for number in (1001, 1002, 1003, 1004):
        await world.deskbot.agents.set(number, ["severity=S2"], "kim")

    await world.deskbot.agents.set(1002, ["severity=S1"], "kim")
    await world.settle()

    assert world.ticket(1004)["severity"] == "S1"
    assert open_pages(world) == [(1004, 1)]


async def test_a_part_that_has_an_open_page_of_its_own_keeps_to_that(world: World) -> None:
    await with_ben(world)
    await world.mail(
        "Now 911 calls fail as well, nobody can reach 911.", answers=ours(world, JANA), sender=SENDERS[JANA]
    )
    take_all(world, ANA)

    await is_wanted(world)
    await world.settle()

    assert open_pages(world) == [(1002, 3)]
    world.twilio.phones[KIM].take_call()
    world.read += world.mailbox.letters
