"""The connections on which jobs are asked for and told done; those that set alarms are the transactions' own."""

from __future__ import annotations

from typing import Any

from psycopg import AsyncConnection, OperationalError
from psycopg_pool import AsyncConnectionPool

from deskbot.store.alone import is_dead
from deskbot.store.database import CONNECT, POOL_WAIT


def job_pool(**arguments: Any) -> AsyncConnectionPool:
    """Return a pool for the job queue, which says where and how many; how they are used is said here."""
    arguments.update(
        timeout=POOL_WAIT,
        kwargs={**CONNECT, "application_name": "deskbot jobs", "prepare_threshold": 0},
        configure=_prepare,
        check=_refuse_the_dead,
    )
    return AsyncConnectionPool(**arguments)


async def _prepare(connection: AsyncConnection) -> None:
    # Whatever is asked here is one statement; a transaction round it would be two round trips more.
    await connection.set_autocommit(True)
    # It says who answers an alarm, and that it was answered. Should the server die and forget that, the alarm rings
    # once more, which does no harm: so nobody waits here for the disk.
    await connection.execute("SET synchronous_commit = off")


async def _refuse_the_dead(connection: AsyncConnection) -> None:
    if is_dead(connection):
        await connection.close()
        raise OperationalError("the server has ended this connection")
