"""A locked row is the row as it is now, and a lock holds up nobody who only adds beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import text

from deskbot.engine.incidents import gravest, open_incident, take_in
from deskbot.engine.joining import locked_soon
from deskbot.model.ticket import Entry
from deskbot.store import pages, tickets
from tests.flow.mails import OUTAGE_S1
from tests.flow.reads import reads
from tests.harness import ANA, World


async def paged(world: World) -> str:
    """Let an outage be paged; return the token of its one notification."""
    await world.mail(OUTAGE_S1)
    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_text()
    return world.sql("SELECT token FROM dispatch")[0][0]


async def test_a_row_that_was_read_before_it_was_locked_is_read_again(world: World) -> None:
    token = await paged(world)

    async with world.deskbot.database.begin() as session:
        seen = await pages.by_token(session, token)
        assert seen is not None
        world.sql("UPDATE notification SET state = 'failed', detail = 'meanwhile'")

        locked = await pages.lock_notification(session, seen.id or 0)

        assert locked is not None
        assert (locked.state, locked.detail) == ("failed", "meanwhile")


async def test_who_holds_a_ticket_holds_up_nobody_who_writes_on_its_timeline(world: World) -> None:
    await paged(world)

    async with world.deskbot.database.begin() as holder:
        assert await tickets.lock(holder, 1001)
        async with asyncio.timeout(10), world.deskbot.database.begin() as writer:
            tickets.entry(writer, 1001, world.now, Entry.PAGE, "a report of the carrier's")

    assert "a report of the carrier's" in [said for _, said in world.timeline()]


async def test_an_alarm_that_is_set_already_spoils_nothing_of_the_transaction_that_sets_it_again(world: World) -> None:
    jobs = world.deskbot.jobs
    async with world.deskbot.database.begin() as session:
        jobs.ring(session, "page", 77)
        jobs.ring(session, "page", 77)
        jobs.ring(session, "page", 78)

    alarms = world.sql("SELECT args ->> 'row_id' FROM procrastinate_jobs ORDER BY id")
    assert alarms == [("77",), ("78",)]


async def test_an_alarm_that_another_has_set_keeps_none_of_those_beside_it_from_being_set(world: World) -> None:
    jobs = world.deskbot.jobs
    async with world.deskbot.database.begin() as session:
        jobs.ring(session, "page", 78)

    async with world.deskbot.database.begin() as session:
        for number in (79, 78, 77):
            jobs.ring(session, "page", number)

    alarms = world.sql("SELECT args ->> 'row_id' FROM procrastinate_jobs ORDER BY id")
    assert alarms == [("78",), ("77",), ("79",)]


async def test_no_alarm_is_set_by_a_transaction_that_fails(world: World) -> None:
    async def fail() -> None:
        async with world.deskbot.database.begin() as session:
            world.deskbot.jobs.ring(session, "page", 77)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert not world.sql("SELECT 1 FROM procrastinate_jobs")


async def test_two_who_set_the_same_alarms_in_another_order_do_not_wait_for_each_other(world: World) -> None:
    async def set_all(numbers: Iterable[int]) -> None:
        async with world.deskbot.database.begin() as session:
            for number in numbers:
                world.deskbot.jobs.ring(session, "deliver", number)

    every = range(1, 1000)  # so many that one still sets them when the next one begins
    async with asyncio.timeout(180):
        await asyncio.gather(*(set_all(order) for order in (every, reversed(every), every, reversed(every))))

    assert len(world.sql("SELECT 1 FROM procrastinate_jobs")) == len(every)


# -- a part is locked with its incident, and an incident with its parts, whatever happened while they were waited for


async def two_outages(world: World) -> None:
    """Let T-1001 and T-1002 be open."""
    for customer in ("Hollis Vet Clinic", "Elm Dental"):
        await world.mail(f"Nobody at {customer} can make or receive any calls, the whole site is down.")
        world.letter(), world.briefing()
        world.twilio.phones[ANA].take_text()


async def an_incident(world: World) -> None:
    """Let T-1001 be part of the incident T-1003."""
    async with world.deskbot.database.begin() as session:
        rows = await tickets.lock_all(session, [1001])
        parent = await open_incident(session, "a fibre is cut", gravest(rows.values()), world.now)
        take_in(session, rows[1001], parent, "a fibre is cut", world.now)


async def somebody_waits(world: World) -> None:
    """Return once a session waits for another's lock."""
    waits = False
    while not waits:
        async with world.deskbot.database.begin() as session:
            waits = bool(await session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


def is_held(world: World, number: int) -> bool:
    """Return whether somebody holds a ticket."""
    return not world.sql("SELECT 1 FROM ticket WHERE number = %s FOR NO KEY UPDATE SKIP LOCKED", number)


async def test_a_part_that_joined_an_incident_while_it_was_waited_for_is_locked_with_that(world: World) -> None:
    await two_outages(world)
    database = world.deskbot.database

    async with AsyncExitStack() as stack:
        joiner = await stack.enter_async_context(database.begin())
        rows = await tickets.lock_all(joiner, [1001, 1002])
        parent = await open_incident(joiner, "a fibre is cut", gravest(rows.values()), world.now)
        async with database.begin() as waiter:
            waiting = asyncio.create_task(tickets.lock(waiter, 1002))
            await somebody_waits(world)
            for row in rows.values():
                take_in(joiner, row, parent, "a fibre is cut", world.now)
            await stack.aclose()

            row = await waiting

            assert row is not None
            assert row.parent == parent.number == 1003
            assert is_held(world, 1003)


async def test_a_part_that_joined_an_older_incident_is_locked_after_it_and_waits_for_nobody_for_ever(
    world: World,
) -> None:
    await two_outages(world)
    database = world.deskbot.database
    await an_incident(world)
    await world.mail("Nobody at Fern Bakery can make or receive any calls, the whole site is down.")
    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_text()

    async with AsyncExitStack() as stack:
        joiner = await stack.enter_async_context(database.begin())
        rows = await tickets.lock_all(joiner, [1003, 1004])
        async with database.begin() as waiter:
            waiting = asyncio.create_task(tickets.lock(waiter, 1004))
            await somebody_waits(world)
            take_in(joiner, rows[1004], rows[1003], "a fibre is cut", world.now)
            await stack.aclose()

            row = await waiting

            assert row is not None
            assert row.parent == 1003
            assert is_held(world, 1003)


async def test_an_incident_that_somebody_joined_while_it_was_waited_for_is_locked_with_the_new_part(
    world: World,
) -> None:
    await two_outages(world)
    database = world.deskbot.database
    await an_incident(world)

    async with AsyncExitStack() as stack:
        joiner = await stack.enter_async_context(database.begin())
        rows = await tickets.lock_all(joiner, [1002, 1003])
        async with database.begin() as waiter:
            waiting = asyncio.create_task(tickets.lock(waiter, 1003))
            await somebody_waits(world)
            take_in(joiner, rows[1002], rows[1003], "a fibre is cut", world.now)
            await stack.aclose()

            await waiting

            assert [row.number for row in await tickets.parts(waiter, 1003)] == [1001, 1002]
            assert is_held(world, 1002)


async def test_a_ticket_that_an_agents_mail_names_is_locked_with_its_incident(world: World) -> None:
    await two_outages(world)
    database = world.deskbot.database
    await an_incident(world)

    async with database.begin() as session:
        await tickets.lock(session, 1002)
        await locked_soon(session, 1001)
        assert is_held(world, 1003)


async def test_how_urgent_an_alarm_is_costs_no_question_where_the_transaction_has_read_its_page(world: World) -> None:
    await paged(world)

    with reads(world) as found:
        async with world.deskbot.database.begin() as session:
            page = await pages.latest(session, 1001)
            ticket = await tickets.lock(session, 1001)
            assert page is not None
            assert ticket is not None
            world.deskbot.jobs.ring(session, "page", page.id or 0, world.now)
            found.asked.clear()

    assert not [one for one, _ in found.asked if "FROM page" in one or "FROM ticket" in one]
    assert world.sql("SELECT priority FROM procrastinate_jobs WHERE task_name = 'page' ORDER BY id DESC") > [(0,)]
