"""29. Killed before the send, between it and the commit, and after: a page goes out, twice at most, under one code.

Whoever sends is stopped at that moment, its lease is left to end, and another worker finds the row. tests/crash does
the same to real processes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from deskbot.engine.paging import Stepping
from deskbot.store.database import Database
from deskbot.store.leases import PAGE_LEASE
from deskbot.store.pages import release
from tests.flow.crowds import pages
from tests.harness import ANA, World


async def step(world: World) -> None:
    """Answer the page's alarm: the step that is due, and the text that goes first by it."""
    await world.deskbot.jobs.app.tasks["page"](row_id=1)


async def killed(world: World) -> None:
    """Let a page be handed over by a worker that dies while the carrier stalls; all alarms are lost with it."""
    await pages(world, 1001, 1, "S1")
    world.sql("DELETE FROM procrastinate_jobs")
    sending = asyncio.create_task(step(world))
    async with asyncio.timeout(60):
        await world.twilio.faults.until_stalled()
    world.sql("DELETE FROM procrastinate_jobs")
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert world.sql("SELECT state, due_at FROM notification") == [("sending", world.now + PAGE_LEASE)]


class Freezes(Database):
    """Stands still once, with its first transaction committed, until it is thawed."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.frozen, self.thaw = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[AsyncSession]:
        async with super().begin() as session:
            yield session
        if not self.frozen.is_set():
            self.frozen.set()
            await self.thaw.wait()


def on(database: Database, stepping: Stepping) -> Stepping:
    return replace(stepping, database=database, sending=replace(stepping.sending, database=database))


async def another_worker(world: World) -> None:
    """Let the lease end, and whoever lives look for what is due."""
    await world.forward(seconds=(PAGE_LEASE - timedelta(seconds=1)).total_seconds())
    assert world.sql("SELECT count(*) FROM dispatch") == [(1,)]
    await world.forward(seconds=1)


async def is_one_page(world: World, texts: int) -> None:
    """Read what Ana got: so many texts, with one code by which she takes it; nothing more comes of it."""
    got = {world.twilio.phones[ANA].take_text() for _ in range(texts)}
    assert len(got) == 1
    assert got.pop().endswith("Reply 1a to take it, 1e to pass it on")
    assert world.sql("SELECT count(*) FROM page") == world.sql("SELECT count(*) FROM notification") == [(1,)]
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.forward(hours=1)


async def test_29_killed_before_the_send_it_goes_out_once(world: World) -> None:
    world.twilio.faults.hang()
    await killed(world)
    world.twilio.faults.close()

    await another_worker(world)

    await is_one_page(world, texts=1)


async def test_29_killed_between_the_send_and_the_commit_it_goes_out_twice_under_one_code(world: World) -> None:
    world.twilio.webhooks.withhold()
    world.twilio.faults.hold_answers()
    await killed(world)
    world.twilio.faults.give_answers()

    await another_worker(world)

    world.twilio.webhooks.release()
    await is_one_page(world, texts=2)


async def test_29_killed_between_the_send_and_the_commit_the_carriers_report_keeps_it_from_going_twice(
    world: World,
) -> None:
    world.twilio.faults.hold_answers()
    await killed(world)
    world.twilio.faults.give_answers()

    await another_worker(world)

    await is_one_page(world, texts=1)


@pytest.mark.parametrize("reported", [True, False])
async def test_29_killed_after_the_commit_it_does_not_go_again(world: World, *, reported: bool) -> None:
    if not reported:
        world.twilio.webhooks.withhold()
    await pages(world, 1001, 1, "S1")
    await step(world)
    world.sql("DELETE FROM procrastinate_jobs")

    await world.forward(minutes=2)

    world.twilio.webhooks.release()
    await is_one_page(world, texts=1)


async def test_29_what_the_dead_one_was_sending_goes_again_as_soon_as_it_is_missed(world: World) -> None:
    world.twilio.faults.hang()
    await killed(world)
    world.twilio.faults.close()
    worker = world.sql(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
    )[0][0]
    world.sql(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id)"
        " VALUES ('pages', 'page', '{\"row_id\": 1}', 'doing', %s)",
        worker,
    )
    await world.forward(seconds=8)
    assert world.sql("SELECT count(*) FROM dispatch") == [(1,)]

    await world.deskbot.housekeeping(["pages"]).round()
    await world.settle()

    assert world.sql("SELECT count(*) FROM dispatch") == [(2,)]
    await is_one_page(world, texts=1)


async def test_29_a_worker_that_died_after_the_commit_moves_no_question_to_the_carrier(world: World) -> None:
    world.twilio.webhooks.withhold()
    await pages(world, 1001, 1, "S1")
    await step(world)
    waits = world.sql("SELECT state, due_at FROM notification")
    await world.forward(seconds=8)

    async with world.deskbot.database.begin() as session:
        assert not await release(session, 1, world.now)

    assert world.sql("SELECT state, due_at FROM notification") == waits
    world.twilio.webhooks.release()
    await is_one_page(world, texts=1)


async def test_29_who_freezes_before_the_send_sends_nothing_once_somebody_else_has_and_it_was_taken(
    world: World,
) -> None:
    database = Freezes(world.deskbot.database.url)
    await pages(world, 1001, 1, "S1")
    world.sql("DELETE FROM procrastinate_jobs")
    sending = asyncio.create_task(on(database, world.deskbot.stepping).step(1))
    await database.frozen.wait()
    world.sql("DELETE FROM procrastinate_jobs")

    await another_worker(world)
    assert world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", "You have taken T-1001")
    database.thaw.set()
    await sending

    await database.close()
    await world.forward(hours=1)


async def test_29_who_freezes_before_the_send_and_is_alone_sends_it_as_soon_as_it_thaws(world: World) -> None:
    database = Freezes(world.deskbot.database.url)
    await pages(world, 1001, 1, "S1")
    sending = asyncio.create_task(on(database, world.deskbot.stepping).step(1))
    await database.frozen.wait()
    world.clock.forward(timedelta(minutes=1))

    database.thaw.set()
    await sending

    assert world.sql("SELECT state, attempts FROM notification") == [("sent", 2)]
    await database.close()
    await world.settle()
    await is_one_page(world, texts=1)
