"""A locked row is the row as it is now, and a lock holds up nobody who only adds beside it."""

from __future__ import annotations

import asyncio

from deskbot.model.ticket import Entry
from deskbot.store import pages, tickets
from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA, World


async def paged(world: World) -> str:
    """Let an outage be paged; return the token of its one notification."""
    await world.mail(OUTAGE_S1)
    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_text()
    return world.sql("SELECT token FROM notification")[0][0]


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

    assert "a report of the carrier's" in [text for _, text in world.timeline()]


async def test_an_alarm_that_is_set_already_spoils_nothing_of_the_transaction_that_sets_it_again(world: World) -> None:
    jobs = world.deskbot.jobs
    async with world.deskbot.database.begin() as session:
        await jobs.ring(session, "page", 77)
        await jobs.ring(session, "page", 77)
        await jobs.ring(session, "page", 78)

    alarms = world.sql("SELECT args ->> 'row_id' FROM procrastinate_jobs ORDER BY id")
    assert alarms == [("77",), ("78",)]
