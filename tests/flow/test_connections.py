"""Connections that the server has ended: nobody who comes next hears of it."""

from __future__ import annotations

import asyncio
import os
import resource
import socket
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import pytest
from httpx import ASGITransport, AsyncClient
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import text

from deskbot.clock import SystemClock
from deskbot.engine import in_time, intake
from deskbot.engine.health import Depends, Health
from deskbot.engine.intake import Intake
from deskbot.engine.jobs import Jobs
from deskbot.engine.storing import Storing
from deskbot.errors import UnavailableError
from deskbot.model.message import Arrival
from deskbot.store import database as store
from deskbot.store.alone import Alone
from deskbot.store.blobs import PostgresBlobs
from deskbot.store.database import Database, driver_connection, in_thread
from deskbot.web.app import Web, create_app
from tests.conftest import NOBODY_ELSE

SAY = "SELECT count(*) AS count FROM procrastinate_jobs"


def end_connections(url: str) -> int:
    with psycopg.connect(url, autocommit=True) as connection:
        but_the_asker = f"{NOBODY_ELSE} AND pid <> pg_backend_pid()"
        return len(connection.execute(but_the_asker, (connection.info.dbname,)).fetchall())


async def test_whoever_comes_after_the_server_has_ended_all_connections_gets_a_new_one(database: Database) -> None:
    async with database.begin() as one, database.begin() as another:
        await one.connection()
        await another.connection()
    assert end_connections(database.url) == 2
    await database.ping()
    await database.ping()


async def test_a_door_stores_on_a_new_connection_where_the_server_has_ended_its_own(database: Database) -> None:
    door = Intake(database, Jobs(database.url), PostgresBlobs(), SystemClock())
    assert await door.accept(Arrival("email", "<m1@x.example>", b"one"))
    assert end_connections(database.url) == 1
    assert await door.accept(Arrival("email", "<m2@x.example>", b"two"))


async def test_a_connection_on_which_a_statement_was_not_brought_to_its_end_is_lent_to_nobody(
    database: Database,
) -> None:
    async def serve() -> int:
        async with database.alone() as connection:
            serving = connection.info.backend_pid
            await connection.execute("SELECT pg_sleep(60)")
            return serving

    given_up = asyncio.create_task(serve())
    async with database.alone() as watching:
        query = "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'"
        while (await (await watching.execute(query)).fetchone()) != (1,):
            pass
        given_up.cancel()
        await asyncio.wait({given_up})
        async with database.alone() as another:
            assert await (await another.execute("SELECT 1")).fetchone() == (1,)


async def test_a_connection_of_which_the_asker_is_cancelled_before_it_is_made_ready_is_closed(
    database_url: str,
) -> None:
    made: list[psycopg.AsyncConnection] = []

    async def connect() -> psycopg.AsyncConnection:
        made.append(await psycopg.AsyncConnection.connect(database_url))
        asking.cancel()
        return made[0]

    async def ask() -> None:
        async with Alone(connect, most=1, wait=60).lend():
            pass

    asking = asyncio.create_task(ask())
    await asyncio.wait({asking})

    assert asking.cancelled()
    assert made[0].closed


async def test_whoever_finds_all_connections_in_use_is_turned_away_in_time(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "POOL_WAIT", 0.05)
    monkeypatch.setattr(store, "MOST_ALONE", 1)
    database = Database(database_url)
    async with database.alone():
        with pytest.raises(UnavailableError, match="all connections are in use"):
            async with database.alone():
                pass
    async with database.alone() as connection:
        assert await (await connection.execute("SELECT 1")).fetchone() == (1,)
    await database.close()


async def test_a_worker_asks_on_a_new_connection_where_the_server_has_ended_its_own(database: Database) -> None:
    jobs = Jobs(database.url, pool_size=1)
    await jobs.open()
    try:
        asked = jobs.app.connector.execute_query_one_async
        assert await asked(SAY) == {"count": 0}
        assert end_connections(database.url) == 1
        assert await asked(SAY) == {"count": 0}
    finally:
        await jobs.close()


async def test_who_asks_for_alarms_waits_for_no_disk_and_who_sets_them_does(database_url: str) -> None:
    url = f"{database_url}{'&' if '?' in database_url else '?'}options=-c%20synchronous_commit%3Don"
    database, jobs = Database(url), Jobs(url, pool_size=1)
    await jobs.open()
    try:
        asked = await jobs.app.connector.execute_query_one_async("SHOW synchronous_commit")
        async with database.begin() as session:
            setting = await session.scalar(text("SHOW synchronous_commit"))
        assert (asked["synchronous_commit"], setting) == ("off", "on")
    finally:
        await jobs.close()
        await database.close()


async def test_a_process_that_has_thousands_of_files_open_looks_at_its_connections_all_the_same(
    database: Database,
) -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(before[0], 2000), before[1]))
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
    try:
        await database.ping()
        await database.ping()
        assert end_connections(database.url) == 1
        await database.ping()
    finally:
        for one in held:
            os.close(one)
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


async def test_13_whoever_waits_for_a_silent_database_is_answered_before_the_question_is_taken_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_time, "TIME_LIMIT", 0.2)
    speaks, ended = asyncio.Event(), asyncio.Event()
    async with by_tcp(database.url, speaks) as url:
        reached = Database(url)

        async def ask() -> str:
            try:
                await reached.ping()
                return "well"
            finally:
                ended.set()

        speaks.set()
        await reached.ping()
        speaks.clear()

        assert await in_time.in_time(ask) is None

        assert not ended.is_set()
        speaks.set()
        await ended.wait()
        await reached.ping()
        await reached.close()


async def test_a_probe_learns_in_time_that_the_database_is_silent(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_time, "TIME_LIMIT", 0.2)
    speaks = asyncio.Event()
    async with by_tcp(database.url, speaks) as url:
        reached = Database(url)
        speaks.set()
        health = Health(reached, SystemClock(), Depends())
        app = create_app(Web(reached, None, None, simulated=False, missing=list, health=health))
        async with AsyncClient(transport=ASGITransport(app), base_url="http://desk.example") as probe:
            assert (await probe.get("/health/ready")).json()["quarantined"] == 0
            speaks.clear()

            silent = await probe.get("/health/ready")

        assert silent.status_code == 503
        assert silent.json()["problems"] == ["the database does not answer"]
        assert silent.json()["quarantined"] is None
        speaks.set()
        await reached.close()


async def test_a_stranger_who_probes_learns_not_where_the_database_is_and_the_log_says_it_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    away = Database("postgresql://desk@127.0.0.1:9/desk")
    health = Health(away, SystemClock(), Depends())
    app = create_app(Web(away, None, None, simulated=False, missing=list, health=health))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://desk.example") as probe:
        answers = [await probe.get("/health/ready") for _ in range(2)]

    assert [answer.json()["problems"] for answer in answers] == [["the database does not answer"]] * 2
    [line] = caplog.records
    assert "127.0.0.1" in line.getMessage()
    await away.close()


async def test_a_sender_is_turned_away_before_the_question_to_a_silent_database_is_taken_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaks, ended = asyncio.Event(), asyncio.Event()

    class Slow(Storing):
        async def _commit(self, some: Any) -> None:
            try:
                await super()._commit(some)
            finally:
                ended.set()

    async with by_tcp(database.url, speaks) as url:
        reached = Database(url)
        speaks.set()
        door = Intake(reached, Jobs(url), PostgresBlobs(), SystemClock())
        object.__setattr__(door, "_storing", Slow(reached, SystemClock()))
        monkeypatch.setattr(intake, "TIME_LIMIT", 60.0)  # a machine may be busy
        assert await door.accept(Arrival("email", "<m0@x.example>", b"hello"))
        ended.clear()
        monkeypatch.setattr(intake, "TIME_LIMIT", 0.2)
        speaks.clear()

        with pytest.raises(UnavailableError, match="has not answered within 0 s"):
            await door.accept(Arrival("email", "<m1@x.example>", b"hello"))

        assert not ended.is_set()
        speaks.set()
        async with asyncio.timeout(60):
            await ended.wait()
        monkeypatch.setattr(intake, "TIME_LIMIT", 60.0)
        await door.accept(Arrival("email", "<m1@x.example>", b"hello"))  # known, where the server got it all the same
        async with reached.alone() as connection:
            query = "SELECT count(*) FROM inbound WHERE external_id = '<m1@x.example>'"
            assert await (await connection.execute(query)).fetchone() == (1,)
        await reached.close()


async def test_a_machine_that_freezes_within_a_transaction_lets_go_of_what_it_has_locked(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SILENCE", 0.5)
    frozen = Database(database.url)
    lock = text("SELECT pg_advisory_xact_lock(42)")

    async def freeze() -> None:
        async with frozen.begin() as held:
            await held.execute(lock)
            async with database.begin() as another:
                await another.execute(lock)  # waits until the server has given the frozen one up

    with pytest.raises(UnavailableError, match="idle-in-transaction timeout"):
        await freeze()
    await frozen.ping()
    await frozen.close()


async def test_who_thinks_long_within_a_transaction_keeps_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SILENCE", 0.5)
    slow = Database(database.url)
    thought = threading.Event()

    async with slow.begin() as held:
        await held.execute(text("SELECT pg_advisory_xact_lock(42)"))
        thinking = asyncio.create_task(in_thread(held, thought.wait))
        async with database.begin() as another:
            await another.execute(text("SELECT pg_sleep(1)"))  # twice as long as a silent one is borne
            thought.set()
            assert await thinking
            assert not await another.scalar(text("SELECT pg_try_advisory_xact_lock(42)"))
    await slow.close()


async def test_what_a_server_that_is_not_there_any_more_does_not_receive_is_given_up_in_half_a_minute(
    database: Database,
) -> None:
    async with by_tcp(database.url) as url:
        reached, jobs = Database(url), Jobs(url, pool_size=1)
        await jobs.open()
        try:
            async with reached.begin() as session:
                assert patience_of(await driver_connection(session)) == 30_000
            async with jobs.app.connector.pool.connection() as connection:  # type: ignore[attr-defined]
                assert patience_of(connection) == 30_000
        finally:
            await jobs.close()
            await reached.close()


def patience_of(connection: psycopg.AsyncConnection) -> int:
    """Return for how many milliseconds what was sent may lie unreceived."""
    with socket.socket(fileno=os.dup(connection.fileno())) as wire:
        return wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)


@asynccontextmanager
async def by_tcp(url: str, speaks: asyncio.Event | None = None) -> AsyncGenerator[str]:
    """Let the server, which listens on a socket file only, be reached by TCP; silent while it does not speak."""
    given = conninfo_to_dict(url)
    file = f"{given.pop('host')}/.s.PGSQL.{given.pop('port')}"

    carried: set[asyncio.Task[Any]] = set()

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while read := await reader.read(65536):
            if speaks:
                await speaks.wait()
            writer.write(read)
        writer.close()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, here = await asyncio.open_unix_connection(file)
        for one in (carry(reader, here), carry(there, writer)):
            carried.add(asyncio.create_task(one))

    async with await asyncio.start_server(connected, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        yield f"postgresql://{given['user']}@127.0.0.1:{port}/{given['dbname']}"
        await asyncio.gather(*carried)
