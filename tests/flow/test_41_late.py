"""41. Engine stopped, clock jumps, database away: what is late goes out once, oldest first; health is red meanwhile."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta

import psycopg

from deskbot.app import WORKER_QUEUES
from deskbot.model.phone import Ring
from tests.conftest import of_database
from tests.flow.mails import OUTAGE_S1
from tests.harness import ALL_QUEUES, ANA, KIM, World

HOUR = timedelta(hours=1)


async def is_well(world: World) -> bool:
    return (await world.deskbot.health.look()).well


async def work(world: World) -> None:
    """Let every process make its round, and everything happen that is due."""
    await world.deskbot.housekeeping(ALL_QUEUES, grace=timedelta()).round()
    await world.settle()
    await world.deskbot.housekeeping(ALL_QUEUES, grace=timedelta()).round()


async def outage(world: World) -> None:
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_text()
    await work(world)
    assert await is_well(world)


@contextmanager
def database_away(world: World, postgres: str) -> Generator[None]:
    """Let the server refuse this world's database, and cut off whoever is connected."""
    name = psycopg.conninfo.conninfo_to_dict(world.deskbot.database.url)["dbname"]
    with psycopg.connect(of_database(postgres, "postgres"), autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")  # pyright: ignore[reportArgumentType]
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            yield
        finally:
            server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")  # pyright: ignore[reportArgumentType]


async def test_41_a_clock_an_hour_ahead_makes_what_lies_between_due_once(world: World) -> None:
    await outage(world)
    world.twilio.phones[KIM].answers("4")

    world.clock.forward(HOUR)
    assert not await is_well(world)
    await work(world)
    await work(world)

    assert len(world.twilio.phones[KIM].calls) == 1
    assert "late: due 12:05" in world.twilio.phones[KIM].take_call().spoken[0]
    assert await is_well(world)
    world.letter()


async def test_41_a_clock_an_hour_back_leaves_the_next_level_due_at_its_moment(world: World) -> None:
    await outage(world)
    due = world.sql("SELECT due_at FROM page")

    world.clock.forward(-HOUR)
    assert not await is_well(world)  # the signs of life are from the future
    await work(world)

    assert await is_well(world)
    assert world.sql("SELECT due_at FROM page") == due
    assert not world.twilio.phones[KIM].calls
    world.twilio.phones[KIM].answers("4")
    await world.forward(hours=1, minutes=5)
    world.twilio.phones[KIM].take_call()
    world.letter()


async def test_41_a_lease_that_a_clock_set_back_would_stretch_ends_now(world: World) -> None:
    await outage(world)
    world.sql("UPDATE notification SET state = 'sending', due_at = %s", world.now + HOUR)
    world.sql("UPDATE inbound SET state = 'accepted', due_at = %s", world.now + HOUR)
    world.sql(
        "INSERT INTO notice (page_id, responder, address, says, state, attempts, due_at, carrier, provider_id, asked,"
        " detail, created_at, updated_at) VALUES (1, 'ana', '', '', 'queued', 1, %s, '', '', 0, '', now(), now())",
        world.now + HOUR,
    )
    await world.deskbot.phone_in.accept(Ring("CA1", "+12145550137", "+12025550100"), "RE1", 8)
    world.sql("UPDATE recording SET due_at = %s", world.now + HOUR)

    await world.deskbot.housekeeping([]).round()

    for table in ("notification", "inbound", "notice", "recording"):
        assert world.sql(f"SELECT DISTINCT due_at FROM {table}") == [(world.now,)], table  # noqa: S608
    world.sql("DELETE FROM notice"), world.sql("DELETE FROM recording")


async def test_41_with_the_pager_stopped_health_is_red_and_afterwards_the_page_goes_out_once(world: World) -> None:
    await outage(world)
    world.twilio.phones[KIM].answers("4")

    world.clock.forward(timedelta(minutes=50))
    await world.deskbot.housekeeping(WORKER_QUEUES).round()
    verdict = await world.deskbot.health.look()
    assert {"due-page", "worker-pages", "worker-chats"} == {check.name for check in verdict.checks if not check.well}
    await work(world)

    assert "late: due 12:05" in world.twilio.phones[KIM].take_call().spoken[0]
    assert await is_well(world)
    world.letter()


async def test_41_the_database_away_for_five_minutes(world: World, postgres: str) -> None:
    await outage(world)
    world.twilio.phones[KIM].answers("4")
    await world.forward(minutes=4)

    with database_away(world, postgres):
        verdict = await world.deskbot.health.look()
        assert [(check.name, check.state) for check in verdict.checks] == [("database", "away")]
        world.clock.forward(timedelta(minutes=5))
    assert not await is_well(world)
    await work(world)
    await work(world)

    assert "late: due 12:05" in world.twilio.phones[KIM].take_call().spoken[0]
    assert await is_well(world)
    world.letter()


async def test_41_a_page_that_goes_out_late_says_so_in_its_text_and_on_the_timeline_the_oldest_first(
    world: World,
) -> None:
    await outage(world)
    await world.mail(OUTAGE_S1.replace("Hollis Vet Clinic", "Marsh Dental"), subject="Marsh is down")
    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_text()
    world.sql("UPDATE page SET due_at = %s, level = -1, step = 0, done = '[]'", world.now + timedelta(minutes=10))
    world.sql("UPDATE page SET due_at = %s WHERE ticket_number = 1002", world.now + timedelta(minutes=5))
    world.sql("DELETE FROM dispatch"), world.sql("DELETE FROM notification")

    world.clock.forward(HOUR)
    await work(world)
    await work(world)

    first, second = world.twilio.phones[ANA].take_text(), world.twilio.phones[ANA].take_text()
    assert first.startswith("T-1002 S1 Brightpath Voice & Data: late: due 12:05. Marsh")
    assert second.startswith("T-1001 S1 Brightpath Voice & Data: late: due 12:10. Hollis")
    assert ("page", "sms to ana by twilio, attempt 1: sent, 1 segment (late: due 12:05)") in world.timeline(1002)
