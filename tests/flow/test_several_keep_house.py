"""Worker, hands and other machines keep house on one database: a dead worker's job is given on once, and by one.

Whoever comes second ends no lease of the living, and goes on with the other jobs.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from deskbot.engine.housekeeping import Housekeeping
from deskbot.model.message import Address, Outbound
from deskbot.store import outbox
from deskbot.store.database import Database
from tests.harness import World

QUEUES = frozenset({"delivery"})


class StandsStill(Database):
    """Stands still in its first transaction, until it is let go on."""

    def __init__(self, world: World, *, committing: bool) -> None:
        super().__init__(world.deskbot.database.url)
        self.committing = committing
        self.stands, self.goes_on = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[AsyncSession]:
        if not self.committing:
            await self._stand_still()
        async with super().begin() as session:
            yield session
            if self.committing:
                await self._stand_still()

    async def _stand_still(self) -> None:
        if not self.stands.is_set():
            self.stands.set()
            await self.goes_on.wait()


@asynccontextmanager
async def another_stands_still(world: World, *, committing: bool) -> AsyncGenerator[None]:
    """Let another housekeeper begin its round, and end it after the block."""
    database = StandsStill(world, committing=committing)
    going = asyncio.create_task(Housekeeping(database, world.deskbot.jobs, world.clock, QUEUES).round())
    try:
        async with asyncio.timeout(30):
            await database.stands.wait()
            yield
            database.goes_on.set()
            await going
    finally:
        going.cancel()
        await database.close()


async def letter(world: World) -> int:
    """Return a letter that waits; its alarm was lost."""
    async with world.deskbot.database.begin() as session:
        outbound = Outbound(channel="email", to=Address("ty@brightpathvoice.example"), subject="Hello", text="Hello")
        [(number,)] = world.sql("SELECT count(*) FROM outbox")
        return await outbox.add(session, f"test:{number}", outbound, world.now) or 0


async def worker(world: World) -> int:
    return await world.deskbot.jobs.app.job_manager.register_worker()


async def takes(world: World, one: int, letter: int) -> None:
    """Let a worker take the letter's alarm, and begin an attempt at it."""
    if not world.sql("SELECT 1 FROM procrastinate_jobs WHERE status = 'todo'"):
        async with world.deskbot.database.begin() as session:
            world.deskbot.jobs.ring(session, "deliver", letter)
    job = await world.deskbot.jobs.app.job_manager.fetch_job(QUEUES, one)
    assert job is not None
    assert job.task_kwargs == {"row_id": letter}
    async with world.deskbot.database.begin() as session:
        assert await outbox.claim(session, letter, world.now)


def dies(world: World, one: int) -> None:
    world.sql("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour' WHERE id = %s", one)


async def keep_house(world: World) -> None:
    await world.deskbot.housekeeping(QUEUES).round()


def in_hand(world: World) -> list[tuple[int, int]]:
    """Return who has which letter's alarm in hand."""
    return world.sql("SELECT worker_id, (args->>'row_id')::int FROM procrastinate_jobs WHERE status = 'doing'")


def alarms(world: World) -> list[int]:
    """Return the letters that are rung for."""
    jobs = "SELECT (args->>'row_id')::int FROM procrastinate_jobs WHERE status = 'todo' ORDER BY 1"
    return [found for (found,) in world.sql(jobs)]


def leased(world: World) -> list[int]:
    """Return the letters that somebody has in hand, as their rows say."""
    return [found for (found,) in world.sql("SELECT id FROM outbox WHERE due_at > %s ORDER BY 1", world.now)]


async def test_who_comes_second_does_not_end_the_lease_of_who_has_taken_the_job_since(world: World) -> None:
    its = await letter(world)
    dead, living = await worker(world), await worker(world)
    await takes(world, dead, its)
    dies(world, dead)

    async with another_stands_still(world, committing=False):
        await keep_house(world)
        await takes(world, living, its)

    assert leased(world) == [its]
    assert in_hand(world) == [(living, its)]


async def test_who_finds_a_job_being_given_on_goes_on_with_the_others(world: World) -> None:
    first, second = await letter(world), await letter(world)
    dead = await worker(world)
    await takes(world, dead, first)
    await takes(world, dead, second)
    dies(world, dead)

    async with another_stands_still(world, committing=True):
        await keep_house(world)
        assert alarms(world) == [second]

    assert alarms(world) == [first, second]
    assert not in_hand(world)
    assert not leased(world)


async def test_a_dead_workers_second_alarm_ends_no_lease_of_who_had_the_first(world: World) -> None:
    its = await letter(world)
    dead, living = await worker(world), await worker(world)
    world.sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id)"
        " VALUES ('delivery', 'deliver', jsonb_build_object('row_id', %s), 'doing', %s)",
        *(its, dead),
    )
    await takes(world, living, its)
    dies(world, dead)
    world.clock.forward(timedelta(seconds=20))

    await keep_house(world)

    assert leased(world) == [its]
    assert in_hand(world) == [(living, its)]


async def test_what_two_dead_workers_had_in_hand_is_free_at_once(world: World) -> None:
    its = await letter(world)
    dead, other = await worker(world), await worker(world)
    await takes(world, dead, its)
    world.sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id)"
        " VALUES ('delivery', 'deliver', jsonb_build_object('row_id', %s), 'doing', %s)",
        *(its, other),
    )
    dies(world, dead)
    dies(world, other)

    await keep_house(world)

    assert alarms(world) == [its]
    assert not leased(world)
