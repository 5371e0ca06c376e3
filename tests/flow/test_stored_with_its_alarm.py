"""A message and the alarm of its triage are stored by one statement: the alarm is the one that `Jobs` would set."""

from __future__ import annotations

from datetime import datetime

import pytest

from deskbot.engine.intake import JOINED_WITHIN
from deskbot.engine.jobs import CROWD
from deskbot.model.message import Arrival, Glance
from tests.harness import World

TY, STRANGER = "ty@brightpathvoice.example", "somebody@elsewhere.example"
ALARMS = """
SELECT queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at, status::text
FROM procrastinate_jobs ORDER BY queueing_lock
"""


async def set_anew(world: World, at: datetime | None = None) -> None:
    """Forget all alarms, and set those of every message by the queue's library."""
    world.sql("DELETE FROM procrastinate_jobs")
    async with world.deskbot.database.begin() as session:
        for (inbound_id,) in world.sql("SELECT id FROM inbound"):
            world.deskbot.jobs.ring(session, "triage", inbound_id, at=at)


def leave(world: World) -> None:
    """Take what was stored for done: nobody reads these."""
    world.sql("DELETE FROM procrastinate_jobs")
    world.sql("UPDATE inbound SET due_at = NULL, state = 'filed'")


async def test_whatever_its_turn_it_has_the_alarm_that_would_be_set_for_it_later(world: World) -> None:
    for number in range(12):
        for sender in (TY, STRANGER):
            await world.deskbot.intake.accept(Arrival("email", f"{sender} {number}", b"hello", glance=Glance(sender)))
    await world.deskbot.intake.accept(Arrival("form", "no turn", b"hello"))

    stored = world.sql(ALARMS)

    assert {queue for queue, *_ in stored} == {"triage", CROWD}
    assert len({priority for _, _, priority, *_ in stored}) > 10
    await set_anew(world)
    assert world.sql(ALARMS) == stored
    leave(world)


async def test_one_that_waits_for_its_other_parts_has_its_alarm_when_they_are_there(world: World) -> None:
    await world.deskbot.intake.join(Arrival("telegram", "album", b'{"part": 1}'))

    stored = world.sql(ALARMS)

    assert [alarm[6] for alarm in stored] == [world.now + JOINED_WITHIN]
    await set_anew(world, at=world.now + JOINED_WITHIN)
    assert world.sql(ALARMS) == stored
    leave(world)


async def test_a_second_delivery_has_neither_a_row_nor_an_alarm_of_its_own(world: World) -> None:
    mail = Arrival("email", "<m1@brightpathvoice.example>", b"hello", glance=Glance(TY))

    assert await world.deskbot.intake.accept(mail)
    assert not await world.deskbot.intake.accept(mail)

    assert world.sql("SELECT (SELECT count(*) FROM inbound), (SELECT count(*) FROM procrastinate_jobs)") == [(1, 1)]
    leave(world)


async def test_one_that_is_stored_with_more_is_there_only_if_all_of_that_is(world: World) -> None:
    class NoneOfItError(Exception):
        pass

    async def act() -> None:
        async with world.deskbot.database.begin() as session:
            await world.deskbot.intake.store(session, Arrival("form", "one", b"hello"))
            raise NoneOfItError

    with pytest.raises(NoneOfItError):
        await act()

    assert world.sql("SELECT (SELECT count(*) FROM inbound), (SELECT count(*) FROM procrastinate_jobs)") == [(0, 0)]
    assert world.sql("SELECT count(*) FROM blob") == [(0,)]
