"""Connections on which each statement is a transaction of its own: what is done for each message takes one round trip.

A session's transaction takes three, and as much of the processor again as all else of the statement. Here a statement
is committed when its result is there.
"""

from __future__ import annotations

import asyncio
import select
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import psycopg
from psycopg.pq import TransactionStatus

LOCK_WAIT = 1.5
"""Seconds for which a statement waits for a lock: it may concern one of several messages, and the others wait, too."""


class Alone:
    """Lends such connections, the one that was used last first: it knows most statements."""

    def __init__(self, connect: Callable[[], Awaitable[psycopg.AsyncConnection]], *, most: int, wait: float) -> None:
        """Prepare; nothing is connected before it is needed.

        Args:
            connect: makes a connection.
            most: how many there are at a time.
            wait: seconds for which one of them is waited for.
        """
        self._connect, self._wait = connect, wait
        self._room = asyncio.Semaphore(most)
        self._idle: list[psycopg.AsyncConnection] = []

    @asynccontextmanager
    async def lend(self) -> AsyncGenerator[psycopg.AsyncConnection]:
        """Lend a connection; where a statement was not brought to its end, it is not lent again.

        Raises:
            psycopg.OperationalError: none can be had.
        """
        try:
            async with asyncio.timeout(self._wait):
                await self._room.acquire()
        except TimeoutError:
            raise psycopg.OperationalError("all connections are in use") from None
        try:
            connection = await self._one()
            try:
                yield connection
            finally:
                if connection.info.transaction_status == TransactionStatus.IDLE:
                    self._idle.append(connection)
                else:
                    await connection.close()
        finally:
            self._room.release()

    async def close(self) -> None:
        """Close those that nobody uses."""
        while self._idle:
            await self._idle.pop().close()

    async def _one(self) -> psycopg.AsyncConnection:
        while self._idle:
            connection = self._idle.pop()
            if not is_dead(connection):
                return connection
            await connection.close()
        connection = await self._connect()
        try:
            await connection.set_autocommit(True)
            await connection.execute("SELECT set_config('lock_timeout', %s, false)", [f"{round(LOCK_WAIT * 1000)}ms"])
        except BaseException:
            await connection.close()
            raise
        return connection


def is_dead(connection: psycopg.AsyncConnection) -> bool:
    """Return whether an idle connection has ended: it has something to read then, be it the end or a last word.

    The operating system is asked and not the server, which would be a round trip more before each transaction.
    A server that has only gone silent is not noticed; it would not have answered that question either.
    """
    if connection.closed:
        return True
    watched = select.poll()  # `select` itself knows no file of a number above 1023
    watched.register(connection.fileno(), select.POLLIN)
    return bool(watched.poll(0))
