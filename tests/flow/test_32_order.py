"""However many pages wait for somebody, the gravest goes first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.flow.crowds import TOGETHER, limited, pages, take_all, tickets_of
from tests.harness import ANA, World, running_world

MANY = 300


@pytest.fixture
async def unlimited(database_url: str) -> AsyncIterator[World]:
    """A desk where each page goes by itself, however many there are."""
    async with running_world(database_url, changes=[limited("{sms: {most: 1000}}")]) as running:
        yield running


async def test_32_three_hundred_pages_wait_and_a_new_urgent_ticket_is_paged_first(unlimited: World) -> None:
    world = unlimited
    await pages(world, 1001, MANY, "S2")

    await pages(world, 2001, 1, "S1")
    await world.settle()

    order = tickets_of(take_all(world, ANA))
    assert len(order) == MANY + 1
    assert order[0] == "T-2001"
    assert set(order[1:]) == {f"T-{number}" for number in range(1001, 1001 + MANY)}


async def test_32_the_sweep_too_rings_for_the_gravest_first(unlimited: World) -> None:
    world = unlimited
    await pages(world, 1001, 20, "S2")
    await pages(world, 2001, 1, "S1")
    world.sql("DELETE FROM procrastinate_jobs")  # every alarm was lost

    await world.forward(seconds=1)

    order = tickets_of(take_all(world, ANA))
    assert (order[0], len(order)) == ("T-2001", 21)


async def test_32_a_repeat_goes_behind_who_has_not_heard_of_it(unlimited: World) -> None:
    world = unlimited
    await pages(world, 1001, 1, "S1")
    world.sql("UPDATE page SET round = 1")
    await pages(world, 1002, 1, "S1")
    world.sql("DELETE FROM procrastinate_jobs")

    house = world.deskbot.housekeeping(["pages"])
    object.__setattr__(house, "grace", house.grace * 0)
    await house.sweep()

    rung = world.sql("SELECT (args ->> 'row_id')::int FROM procrastinate_jobs ORDER BY priority DESC, id")
    assert rung == [(2,), (1,)]
    world.sql("DELETE FROM procrastinate_jobs")


@pytest.fixture
async def usual(database_url: str) -> AsyncIterator[World]:
    """A desk that says nothing of limits and bundles."""
    async with running_world(database_url, changes=[TOGETHER]) as running:
        yield running


async def test_32_by_default_however_many_wait_the_gravest_goes_first_and_the_others_in_few_texts(usual: World) -> None:
    world = usual
    await pages(world, 1001, 60, "S2")
    await pages(world, 2001, 1, "S1")
    await world.settle()
    assert tickets_of(take_all(world, ANA)) == ["T-2001"]

    await world.forward(minutes=1)

    assert [text.partition(" more")[0] for text in take_all(world, ANA)] == ["50", "10"]
    world.sql("UPDATE page SET state = 'cancelled', due_at = NULL, closed_at = now()")


async def test_34_of_pages_that_are_due_at_once_the_gravest_and_then_the_oldest_goes_by_itself(usual: World) -> None:
    world = usual
    await pages(world, 1001, 1, "S2")
    await pages(world, 1002, 2, "S1")
    world.sql("DELETE FROM procrastinate_jobs")

    # Sixteen workers are at it at once: any of them may be the first to get to the phone.
    for page in (1, 3, 2):
        await world.deskbot.stepping.step(page)
    await world.settle()
    assert tickets_of(take_all(world, ANA)) == ["T-1002"]
    await world.forward(seconds=1)
    assert not take_all(world, ANA)
    await world.forward(minutes=1)

    assert take_all(world, ANA)[0].startswith("2 more: T-1003 S1 Brightpath Voice & D, T-1001 S2")
    await world.text(ANA, "4a", "You have taken 2 tickets")
    await world.text(ANA, "2a", "You have taken T-1002")


async def test_34_texts_that_are_due_at_once_go_in_that_order_whichever_alarm_rings_first(database_url: str) -> None:
    later = ('sms: "+1 512 555 0110",', 'sms: "+1 512 555 0110", rules: [{by: sms, after: 1m}],')
    by_rules = ("schedule: primary, media: [sms]}", "schedule: primary}")
    async with running_world(database_url, changes=[TOGETHER, later, by_rules]) as world:
        await pages(world, 1001, 1, "S2")
        await pages(world, 1002, 2, "S1")
        await world.settle()
        world.sql("DELETE FROM procrastinate_jobs")
        world.clock.forward(timedelta(minutes=1))

        due = world.sql("SELECT id FROM notification WHERE medium = 'sms' ORDER BY page_id")
        for (notification,) in (due[0], due[2], due[1]):
            await world.deskbot.stepping.sending.send(notification)
        await world.forward(seconds=1)

        assert tickets_of(take_all(world, ANA)) == ["T-1002"]
        world.sql("UPDATE page SET state = 'cancelled', due_at = NULL, closed_at = now()")


async def test_34_a_page_that_cannot_be_stepped_keeps_others_waiting_for_a_second_only(usual: World) -> None:
    world = usual
    await pages(world, 1001, 1, "S1")
    await pages(world, 1002, 1, "S2")
    world.sql("DELETE FROM procrastinate_jobs")

    await world.deskbot.stepping.step(2)
    await world.settle()
    assert not take_all(world, ANA)
    world.clock.forward(timedelta(seconds=1))
    await world.deskbot.stepping.sending.send(1)
    await world.settle()

    assert tickets_of(take_all(world, ANA)) == ["T-1002"]
    world.sql("UPDATE page SET state = 'cancelled', due_at = NULL, closed_at = now()")
