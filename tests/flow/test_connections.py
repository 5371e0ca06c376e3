"""Connections that the server has ended: nobody who comes next hears of it."""

from __future__ import annotations

import os
import resource

import psycopg

from deskbot.engine.jobs import Jobs
from deskbot.store.database import Database
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
