"""/health/engine tells whoever probes it whether the engine keeps its promises; strangers learn states and counts."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from deskbot.app import WORKER_QUEUES
from deskbot.cli.health import line_of
from deskbot.clock import ControlledClock
from deskbot.engine.housekeeping import Housekeeping
from deskbot.engine.trying import Trying
from deskbot.simulators.mailbox import Fault
from deskbot.store.witness import table_locked
from tests.flow.imap_server import scripted_imap
from tests.flow.mails import COMPLETE_S3, OUTAGE_S1
from tests.harness import ALL_QUEUES, ANA, World, running_world


async def probe(world: World) -> tuple[int, dict[str, Any]]:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{world.deskbot.settings.web_port}/health/engine")
    return answer.status_code, answer.json()


async def red(world: World) -> list[str]:
    """Return what is not well, as it is told."""
    status, document = await probe(world)
    wrong = [check["check"] for check in document["checks"] if check["state"] != "well"]
    assert (status, document["status"]) == ((503, "red") if wrong else (200, "well"))
    return wrong


class Hurrying(ControlledClock):
    """A clock that shows three seconds more whenever it is looked at."""

    def now(self) -> datetime:
        self.forward(timedelta(seconds=3))
        return super().now()


async def keep_house(world: World) -> None:
    """Let every queue's process make one round."""
    await world.deskbot.housekeeping(ALL_QUEUES).round()


async def test_before_anybody_works_it_is_red_and_afterwards_well(world: World) -> None:
    assert await red(world) == [f"worker-{queue}" for queue in ALL_QUEUES]

    await keep_house(world)

    assert await red(world) == []


async def test_a_pager_that_gives_no_sign_of_life_is_told_with_the_time_of_its_last_one(world: World) -> None:
    await keep_house(world)
    last = world.now
    world.clock.forward(timedelta(seconds=30))
    await world.deskbot.housekeeping([queue for queue in ALL_QUEUES if queue != "pages"]).round()

    status, document = await probe(world)

    assert status == 503
    assert document["checks"][0] | {"says": ""} == {
        "check": "worker-pages",
        "state": "missing",
        "count": 0,
        "since": last.isoformat(),
        "says": "",
    }


async def test_while_a_round_has_much_to_ring_for_its_queues_are_served(world: World) -> None:
    await world.mail(COMPLETE_S3)
    world.letter(), world.briefing()
    for update in ("UPDATE inbound SET due_at = %s", "UPDATE outbox SET due_at = %s", "UPDATE ticket SET due_at = %s"):
        world.sql(update, world.now - timedelta(hours=1))
    world.sql("ALTER TABLE webhook_delivery RENAME TO away")  # what comes last in a round ends it in vain
    clock = Hurrying(world.now)
    house = Housekeeping(world.deskbot.database, world.deskbot.jobs, clock, frozenset(WORKER_QUEUES))

    with pytest.raises(Exception, match="webhook_delivery"):
        await house.round()

    given = dict(world.sql("SELECT queue, at FROM sign_of_life"))
    assert given.keys() == set(WORKER_QUEUES)
    assert all(world.now < at <= clock.now() for at in given.values())


async def test_a_round_that_fails_before_it_has_rung_for_anything_gives_no_sign_of_life(world: World) -> None:
    world.sql("ALTER TABLE inbound RENAME TO away")
    house = Housekeeping(
        world.deskbot.database, world.deskbot.jobs, Hurrying(world.now), frozenset(WORKER_QUEUES), timedelta()
    )

    with pytest.raises(Exception, match="inbound"):
        await house.round()

    assert world.sql("SELECT * FROM sign_of_life") == []
    world.sql("ALTER TABLE away RENAME TO inbound")


async def test_what_is_late_is_counted_and_nothing_of_it_is_told(world: World) -> None:
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_text()
    await keep_house(world)
    due = world.now + timedelta(minutes=5)

    world.clock.forward(timedelta(minutes=5, seconds=31))
    status, document = await probe(world)

    [late] = [check for check in document["checks"] if check["check"].startswith("due")]
    assert status == 503
    assert (late["check"], late["count"], late["since"]) == ("due-page", 1, due.isoformat())
    assert "Hollis" not in str(document)
    assert "1001" not in str(document)


async def test_a_relay_that_takes_no_letter_is_told_though_each_is_tried_again(world: World) -> None:
    world.mailbox.fault = Fault.LATER
    await world.mail(COMPLETE_S3)
    await keep_house(world)
    assert await red(world) == []

    await world.forward(minutes=11)
    await keep_house(world)
    assert await red(world) == ["relay"]

    world.mailbox.fault = Fault.NONE
    await world.forward(hours=1)
    await keep_house(world)
    assert await red(world) == []
    world.letter(), world.briefing()


async def test_a_letter_that_waits_for_its_own_reasons_hides_no_relay_that_takes_none(world: World) -> None:
    world.mailbox.fault = Fault.LATER
    await world.mail(COMPLETE_S3)
    await world.forward(minutes=11)
    world.mailbox.fault = Fault.NONE
    await world.mail(COMPLETE_S3, subject="Another desk phone")
    world.letter(), world.briefing()
    await keep_house(world)
    assert await red(world) == []

    world.mailbox.fault = Fault.LATER
    await world.forward(minutes=1)
    await world.mail(COMPLETE_S3, subject="A third desk phone")
    await world.forward(minutes=11)
    await keep_house(world)
    assert await red(world) == ["relay"]


async def test_letters_written_just_before_the_relay_died_are_told_and_go_as_soon_as_it_takes_one(
    database_url: str,
) -> None:
    async with running_world(database_url, smtp_timeout=1) as world:
        await world.mail(COMPLETE_S3)
        world.letter(), world.briefing()
        await world.deskbot.agents.reply(1001, "Please restart it.", "ana")
        world.clock.forward(timedelta(seconds=1))
        await world.deskbot.agents.reply(1001, "And the router.", "ana")
        [(first,), _] = world.sql("SELECT id FROM outbox WHERE state = 'queued' ORDER BY id")
        world.clock.forward(timedelta(seconds=1))
        await world.deskbot.delivery.deliver(first)
        world.clock.forward(timedelta(seconds=1))
        world.mailbox.fault = Fault.SILENT
        await world.settle()

        await world.forward(minutes=11)
        await keep_house(world)
        assert await red(world) == ["relay"]

        world.mailbox.fault = Fault.NONE
        await world.mail(COMPLETE_S3, subject="Another desk phone")
        assert any("And the router." in world.letter().text for _ in range(3))
        world.read += world.mailbox.to("ty@brightpathvoice.example")
        assert await red(world) == []
        world.briefing()


async def test_a_relay_that_has_recovered_is_found_out_within_minutes_though_nobody_writes(database_url: str) -> None:
    async with running_world(database_url, smtp_timeout=1) as world:
        world.mailbox.fault = Fault.SILENT
        await world.mail(COMPLETE_S3)
        await world.forward(hours=2)
        await keep_house(world)
        assert await red(world) == ["relay"]

        world.mailbox.fault = Fault.NONE
        await world.forward(minutes=5)
        await keep_house(world)

        assert await red(world) == []
        world.letter(), world.briefing()


async def test_a_relay_that_takes_letters_and_never_says_so_is_told_until_one_goes_out(database_url: str) -> None:
    async with running_world(database_url, smtp_timeout=1) as world:
        world.mailbox.fault = Fault.SILENT_AFTER_DATA
        await world.mail(COMPLETE_S3)
        world.letter(), world.briefing()
        await keep_house(world)
        assert await red(world) == []
        began = world.now

        await world.forward(minutes=11)
        await keep_house(world)
        status, document = await probe(world)
        assert (status, document["checks"][0]["check"], document["checks"][0]["since"]) == (
            503,
            "relay",
            began.isoformat(),
        )
        assert set(world.sql("SELECT state FROM outbox")) == {("maybe-sent",)}

        await world.forward(hours=5)
        await keep_house(world)
        assert await red(world) == ["relay"]  # nobody has written since: that is no reason to believe it

        world.mailbox.fault = Fault.NONE
        await world.mail(COMPLETE_S3, subject="Another desk phone")
        assert await red(world) == []
        world.letter(), world.briefing()


async def test_letters_that_were_cut_off_as_we_ended_say_nothing_of_the_relay(world: World) -> None:
    await world.mail(COMPLETE_S3)
    world.letter(), world.briefing()
    world.clock.forward(timedelta(minutes=1))
    world.sql("UPDATE outbox SET state = 'sending', attempts = 1, due_at = %s, sent_at = NULL", world.now)
    await world.forward(seconds=3)
    assert set(world.sql("SELECT state FROM outbox")) == {("maybe-sent",)}

    await world.forward(minutes=11)
    await keep_house(world)

    assert await red(world) == []


async def test_one_letter_that_a_relay_took_and_said_nothing_of_is_no_relay_that_takes_nothing(
    database_url: str,
) -> None:
    async with running_world(database_url, smtp_timeout=1) as world:
        await world.mail(COMPLETE_S3)
        world.letter(), world.briefing()
        world.clock.forward(timedelta(minutes=1))
        world.mailbox.fault = Fault.SILENT_AFTER_DATA
        await world.deskbot.agents.reply(1001, "Please restart it.", "ana")
        await world.settle()
        world.letter()

        await world.forward(minutes=40)
        await keep_house(world)

        assert await red(world) == []


async def test_one_address_whose_own_server_puts_us_off_is_no_relay_that_takes_nothing(world: World) -> None:
    await world.mail(COMPLETE_S3)
    world.letter(), world.briefing()
    world.clock.forward(timedelta(minutes=1))
    world.mailbox.puts_off.add("ty@brightpathvoice.example")
    await world.deskbot.agents.reply(1001, "Please restart it.", "ana")
    await world.settle()

    await world.forward(minutes=40)
    await keep_house(world)

    assert world.sql("SELECT count(*) FROM outbox WHERE state = 'queued'") == [(1,)]
    assert await red(world) == []


async def test_with_every_carrier_down_it_is_red_until_one_takes_a_page_again(database_url: str) -> None:
    async with running_world(database_url, carriers=2) as world:
        await keep_house(world)
        world.twilio.faults.go_down()
        await world.mail(OUTAGE_S1, subject="Hollis is down")
        await world.forward(seconds=30)
        world.twilio.phones[ANA].take_text()
        await keep_house(world)
        assert await red(world) == []  # the other one carries it

        world.second.faults.go_down()
        await world.mail(OUTAGE_S1, subject="Another one is down", sender="Jana Vogt <jana@rheinruf.example>")
        await world.forward(seconds=45)
        await keep_house(world)
        status, document = await probe(world)
        assert (status, document["checks"][0]["check"], document["checks"][0]["state"]) == (503, "carriers", "down")
        [(began,)] = world.sql("SELECT min(begun_at) FROM dispatch WHERE carrier = 'twilio2' AND NOT up")
        assert document["checks"][0]["since"] == began.astimezone(UTC).isoformat()
        assert "no carrier takes texts and calls" in document["checks"][0]["says"]

        world.sql("UPDATE page SET state = 'cancelled', due_at = NULL")
        world.sql("UPDATE notification SET due_at = NULL")
        await world.forward(hours=3)
        await keep_house(world)
        assert await red(world) == ["carriers"]  # nobody has tried since: that is no reason to believe them

        world.twilio.faults.come_back()
        await tried(world)
        assert await red(world) == []
        world.twilio.phones[ANA].take_call()
        world.read += world.mailbox.letters


async def tried(world: World) -> None:
    """Let somebody try Ana's pager, and answer; nothing of the test is left but what it has shown."""
    trying = Trying(world.deskbot.database, world.deskbot.paging.desk, world.deskbot.paging)
    number = await trying.begin("ana", "ben", world.now)
    await world.settle()
    await world.forward(seconds=3)
    assert world.twilio.phones[ANA].take_text().startswith("TEST")
    await world.text(ANA, "901a", "You have taken TEST")
    await world.settle()
    await trying.end(number)
    await keep_house(world)


async def test_a_mailbox_that_lets_nobody_in_is_told_after_some_minutes_with_why_and_not_where(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskbot.channels.email.mailbox.imap.POLL_SECONDS", 0.1)
    monkeypatch.setattr("deskbot.channels.email.mailbox.mailbox.LONGEST_PAUSE", 0.1)
    async with scripted_imap() as imap:
        imap.capabilities = "IMAP4rev1"
        url = f"imap://support%40desk.example:x@127.0.0.1:{imap.port}"
        async with running_world(database_url, imap_url=url) as world:
            await looked(world, "")
            await keep_house(world)
            assert await red(world) == []

            imap.token = "another"  # no password is taken any more
            for writer in list(imap.writers):
                writer.close()
            await looked(world, "its server does not let us in")
            began = world.now
            assert await red(world) == []

            world.clock.forward(timedelta(minutes=11))
            await keep_house(world)
            status, document = await probe(world)
            assert (status, document["checks"][0]["check"], document["checks"][0]["state"]) == (503, "mailbox", "away")
            assert document["checks"][0]["since"] == began.isoformat()
            assert document["checks"][0]["says"].endswith("its server does not let us in")
            assert "127.0.0.1" not in str(document)

            imap.token = ""
            await looked(world, "")
            assert await red(world) == []
            world.errors.records.clear()


async def looked(world: World, trouble: str) -> None:
    """Return once the last look into the mailbox met that trouble, or none."""
    kept = "SELECT value::json->>'trouble' FROM channel_state WHERE key = 'look'"
    async with asyncio.timeout(60):
        while await asyncio.to_thread(world.sql, kept) != [(trouble,)]:
            pass


async def test_a_table_that_becomes_due_is_watched_without_being_named(world: World) -> None:
    from deskbot.store.lateness import tables_with_due_times

    named = {
        table
        for (table,) in world.sql("SELECT table_name FROM information_schema.columns WHERE column_name = 'due_at'")
    }

    assert {table.name for table in tables_with_due_times()} == named


async def test_a_database_that_does_not_answer_is_told_since_when(world: World) -> None:
    await keep_house(world)
    began = world.now
    await world.deskbot.database.close()
    object.__setattr__(world.deskbot.database, "engine", unreachable(world))

    first = await probe(world)
    world.clock.forward(timedelta(minutes=5))
    then = await probe(world)

    assert first[0] == then[0] == 503
    assert [check["check"] for check in then[1]["checks"]] == ["database"]
    assert then[1]["checks"][0]["since"] == began.isoformat()


def unreachable(world: World) -> Any:
    """Return a way to a database that nobody answers on."""
    import socket

    from deskbot.store.database import Database

    _ = world
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    return Database(f"postgresql://nobody@127.0.0.1:{port}/none").engine


async def test_a_probe_does_not_wait_for_tables_that_somebody_holds(world: World) -> None:
    await keep_house(world)

    with table_locked(world.deskbot.database.url, "page"):
        assert await red(world) == []


async def test_the_command_line_says_the_same_in_lines(world: World) -> None:
    verdict = await world.deskbot.health.look()

    assert line_of(verdict.checks[0]).plain == 'RED  worker-chats: nobody serves the queue "chats"'
