"""A program that never answers is waited for, and holds up nobody: not even the other programs of whoever it is of."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from deskbot.access.webhook_waits import WAITS
from deskbot.engine.event_telling import EventTelling
from deskbot.engine.webhooks import MOST_WEBHOOKS
from deskbot.model.webhook import Posted
from deskbot.wires.webhooks import LIMIT
from tests.harness import World, running_world

SECOND = timedelta(seconds=1)
BRIGHTPATH, RHEINRUF, DESK = 1, 2, None
AT_MOST_LATER = timedelta(seconds=30)
"""So docs/api.md promises of a try whose time has come."""


class HangingWire:
    """Carries events to programs, of which some never answer: each of their tries ends when its time is over."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.hang: set[str] = set()
        """Addresses that never answer."""
        self.chokes_on: dict[str, str] = {}
        """By address the ticket of which it answers nothing."""
        self.answers: defaultdict[str, list[int]] = defaultdict(list)
        """What an address answers next; 200 where nothing is said."""
        self.tried: defaultdict[str, list[datetime]] = defaultdict(list)
        self.by: defaultdict[str, list[int]] = defaultdict(list)
        """By address the deliveries by which it was tried."""
        self.told: defaultdict[str, list[int]] = defaultdict(list)
        """By address the deliveries that it has taken."""
        self.hung: dict[asyncio.Future[None], datetime] = {}
        self.asked = asyncio.Event()

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Posted:
        self.tried[url].append(self.world.now)
        self.by[url].append(int(headers["Deskbot-Delivery"]))
        self.asked.set()
        if url in self.hang or json.loads(body)["ticket"]["reference"] == self.chokes_on.get(url):
            over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self.hung[over] = self.world.now + timedelta(seconds=LIMIT)
            await over
            return Posted(says="no answer within 10 s")
        answered = self.answers[url].pop(0) if self.answers[url] else 200
        if answered == 200:
            self.told[url].append(int(headers["Deskbot-Delivery"]))
        return Posted(status=answered)

    def give_up(self) -> None:
        """End the tries whose time is over."""
        for over in [one for one, until in self.hung.items() if until <= self.world.now]:
            del self.hung[over]
            over.set_result(None)


class Worker:
    """Rings for whatever is due, as alarms and the sweep do, and lets time go by while others are waited for."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.wire = HangingWire(world)
        parts = world.deskbot
        mailing = parts.webhook_ending.mailing
        self.telling = EventTelling(parts.database, parts.desk, world.clock, parts.jobs, mailing, self.wire, (b"key",))
        self.jobs: set[asyncio.Task[None]] = set()

    async def forward(self, seconds: int) -> None:
        for _ in range(seconds):
            await self.turn()
            self.world.clock.forward(SECOND)
        await self.turn()

    async def turn(self) -> None:
        """Let everything happen that can happen now."""
        self.wire.give_up()
        await self.comes_to_rest()
        while event := self.world.sql("SELECT min(id) FROM webhook_event WHERE due_at <= %s", self.world.now)[0][0]:
            await self.telling.hand_out(event)
        query = "SELECT id FROM webhook_delivery WHERE due_at <= %s ORDER BY due_at, id LIMIT 8"
        while due := [row[0] for row in self.world.sql(query, self.world.now)]:
            self.jobs |= {asyncio.create_task(self.telling.deliver(one)) for one in due}
            await self.comes_to_rest()

    async def comes_to_rest(self) -> None:
        """Wait until whatever is at work waits for a program that does not answer."""
        while True:
            for job in [job for job in self.jobs if job.done()]:
                self.jobs.remove(job)
                job.result()
            if len(self.jobs) == len(self.wire.hung):
                return
            self.wire.asked.clear()
            asked = asyncio.create_task(self.wire.asked.wait())
            await asyncio.wait({asked, *self.jobs}, return_when=asyncio.FIRST_COMPLETED)
            asked.cancel()

    async def ends(self) -> None:
        for job in self.jobs:
            job.cancel()
        await asyncio.gather(*self.jobs, return_exceptions=True)


@pytest.fixture(name="world")
async def a_world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url) as running:
        yield running


@pytest.fixture(name="worker")
async def a_worker(world: World) -> AsyncIterator[Worker]:
    made = Worker(world)
    yield made
    await made.ends()


def webhook(world: World, name: str, owner: int | None, event: str) -> str:
    """Make a webhook that hears of one kind of event; return its address."""
    url = f"https://{name}.example/"
    world.sql(
        "INSERT INTO webhook (url, events, reseller_id, generation, created_at, created_by)"
        " VALUES (%s, jsonb_build_array(%s::text), %s, 1, %s, 'api:robot')",
        *(url, event, owner, world.now),
    )
    return url


def tickets(world: World, first: int, last: int, reseller: int) -> None:
    world.sql(
        "INSERT INTO ticket (number, reseller_id, state, subject, category, severity, verified, findings, missing,"
        " claimed, owner, asked, reminders, created_at, updated_at, language, entitlement, rating_words)"
        " SELECT n, %s, 'new', 'x', 'incident', 'S3', true, '[]', '[]', '', '', 0, 0, %s, %s, '', '', ''"
        " FROM generate_series(%s::int, %s) AS n",
        *(reseller, world.now, world.now, first, last),
    )


def updated(world: World, first: int, last: int) -> None:
    """Let tickets change, of which `ticket.updated` tells."""
    world.sql(
        "UPDATE ticket SET subject = subject || 'x', updated_at = %s WHERE number BETWEEN %s AND %s",
        *(world.now, first, last),
    )


def closed(world: World, first: int, last: int) -> None:
    """Close tickets, of which `ticket.closed` tells."""
    world.sql(
        "UPDATE ticket SET state = 'closed', updated_at = %s WHERE number BETWEEN %s AND %s", world.now, first, last
    )


def paged(world: World, ticket: int) -> None:
    """Open a page, of which `page.open` tells."""
    world.sql(
        "INSERT INTO page (ticket_number, policy, state, step, level, round, begun, done, code, acknowledged, "
        "acknowledged_by, handed_to, handed_by, verified, created_at) VALUES (%s, 'urgent', 'open', 1, 1, 0, 0, "
        "'[]', 7, '[]', '', '', '', true, %s)",
        *(ticket, world.now),
    )


def expect_retry_in_time(worker: Worker, url: str) -> None:
    first, again = worker.wire.tried[url]
    assert WAITS[0] <= again - first <= WAITS[0] + AT_MOST_LATER


async def test_one_that_failed_once_is_tried_again_in_time_while_another_of_its_owner_hangs(
    world: World, worker: Worker
) -> None:
    tickets(world, 1001, 1040, BRIGHTPATH)
    hangs, fails = webhook(world, "hangs", DESK, "ticket.updated"), webhook(world, "fails", DESK, "ticket.closed")
    worker.wire.hang.add(hangs)
    worker.wire.answers[fails] = [503]
    updated(world, 1001, 1040)
    await worker.forward(60)
    closed(world, 1001, 1001)
    await worker.forward(240)

    expect_retry_in_time(worker, fails)


async def test_however_many_webhooks_of_one_owner_hang_one_that_failed_once_is_tried_again_in_time(
    world: World, worker: Worker
) -> None:
    tickets(world, 1001, 1003, BRIGHTPATH)
    hang = [webhook(world, f"hangs-{number}", DESK, "ticket.updated") for number in range(MOST_WEBHOOKS - 1)]
    fails = webhook(world, "fails", DESK, "ticket.closed")
    worker.wire.hang.update(hang)
    worker.wire.answers[fails] = [503]
    updated(world, 1001, 1003)
    await worker.forward(50)
    closed(world, 1001, 1001)
    await worker.forward(80)

    expect_retry_in_time(worker, fails)


async def test_one_that_does_not_answer_is_tried_by_one_event_at_a_time_and_told_all_in_order_once_it_does(
    world: World, worker: Worker
) -> None:
    tickets(world, 1001, 1030, BRIGHTPATH)
    hangs = webhook(world, "hangs", DESK, "ticket.updated")
    worker.wire.hang.add(hangs)
    updated(world, 1001, 1030)
    await worker.forward(100)
    updated(world, 1001, 1010)
    await worker.forward(300)

    begun = worker.wire.tried[hangs]
    pauses = [later - one - timedelta(seconds=LIMIT) for one, later in pairwise(begun)]
    assert pauses == list(WAITS[: len(pauses)])
    assert len(set(worker.wire.by[hangs])) == len(begun) == 3

    worker.wire.hang.clear()
    await worker.forward(450)
    order = world.sql("SELECT id FROM webhook_delivery ORDER BY ticket_number, event_id")
    ticket_of = dict(world.sql("SELECT id, ticket_number FROM webhook_delivery"))
    told = worker.wire.told[hangs]
    assert sorted(told) == sorted(row[0] for row in order)
    assert sorted(told, key=lambda one: ticket_of[one]) == [row[0] for row in order]
    assert world.sql("SELECT count(*) FROM webhook_delivery WHERE state <> 'sent' OR due_at IS NOT NULL") == [(0,)]


async def test_an_event_that_its_program_never_answers_holds_up_those_of_other_tickets_for_one_wait_only(
    world: World, worker: Worker
) -> None:
    tickets(world, 1001, 1020, BRIGHTPATH)
    url = webhook(world, "chokes", DESK, "ticket.updated")
    worker.wire.chokes_on[url] = "T-1001"
    updated(world, 1001, 1020)
    await worker.forward(60)
    assert len(worker.wire.told[url]) == 19
    updated(world, 1002, 1020)
    await worker.forward(60)

    assert len(worker.wire.told[url]) == 38


async def test_one_that_answers_with_an_error_for_one_ticket_is_told_of_the_others_at_once(
    world: World, worker: Worker
) -> None:
    tickets(world, 1001, 1020, BRIGHTPATH)
    url = webhook(world, "errs", DESK, "ticket.updated")
    worker.wire.answers[url] = [500]
    updated(world, 1001, 1020)
    await worker.forward(1)

    assert len(worker.wire.told[url]) == 19


async def test_what_happens_while_a_program_rests_waits_for_it_and_wakes_it_no_earlier(
    world: World, worker: Worker
) -> None:
    tickets(world, 1001, 1005, BRIGHTPATH)
    url = webhook(world, "away", DESK, "ticket.updated")
    worker.wire.hang.add(url)
    updated(world, 1001, 1001)
    await worker.forward(60)
    worker.wire.hang.clear()
    tried = len(worker.wire.tried[url])
    updated(world, 1002, 1005)
    await worker.forward(60)
    assert len(worker.wire.tried[url]) == tried == 2
    await worker.forward(60)

    assert len(worker.wire.told[url]) == 5


async def test_one_resellers_programs_that_hang_hold_up_no_page_of_the_desk(world: World, worker: Worker) -> None:
    tickets(world, 1001, 1005, BRIGHTPATH)
    hang = [webhook(world, f"hangs-{number}", BRIGHTPATH, "ticket.updated") for number in range(MOST_WEBHOOKS)]
    desks = webhook(world, "desk", DESK, "page.open")
    worker.wire.hang.update(hang)
    worker.wire.answers[desks] = [503]
    updated(world, 1001, 1005)
    await worker.forward(45)
    paged(world, 1001)
    await worker.forward(45)

    first, again = worker.wire.tried[desks]
    assert again - first <= WAITS[0] + timedelta(seconds=LIMIT)


async def test_of_what_happens_a_program_hears_in_time_while_all_others_of_its_owner_begin_to_hang(
    world: World, worker: Worker
) -> None:
    tickets(world, 1001, 1003, BRIGHTPATH)
    hang = [webhook(world, f"hangs-{number}", DESK, "ticket.updated") for number in range(MOST_WEBHOOKS - 1)]
    well = webhook(world, "well", DESK, "ticket.closed")
    worker.wire.hang.update(hang)
    updated(world, 1001, 1003)
    await worker.turn()
    closed(world, 1001, 1001)
    await worker.forward(30)

    assert len(worker.wire.told[well]) == 1
