"""However many pages wait for somebody, the gravest goes first."""

from __future__ import annotations

from collections.abc import AsyncIterator

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
