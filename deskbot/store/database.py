"""The way to PostgreSQL: engine, pool, transactions."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any, TypeVar, cast

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, InvalidatePoolError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from deskbot.errors import UnavailableError
from deskbot.store.alone import Alone, is_dead

POOL_WAIT = 3
"""Seconds until a full pool or a silent server is given up, so that a 451 comes in time."""

MOST_ALONE = 5
"""Connections for statements that are transactions of their own; they come to be as they are needed."""

SILENCE = 30.0
"""Seconds for which a transaction may say nothing; then the server ends it, and others get what it has locked.

Whoever says nothing for so long has frozen, as a machine does that is moved or suspended: its connections stay."""

CONNECT: dict[str, str | int] = {
    "connect_timeout": POOL_WAIT,
    # A connection that nobody uses is kept alive in firewalls that forget, and is found dead within half a minute.
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    # Nothing is kept alive while something that was sent is not received: that would be tried for a quarter of an hour.
    "tcp_user_timeout": 30_000,
}
"""What every connection of a pool is made with."""

AWAY = (OperationalError, InterfaceError, PoolTimeoutError, psycopg.OperationalError)
"""What the libraries raise when the database cannot be reached or has gone."""

READ_ONLY = psycopg.errors.ReadOnlySqlTransaction
"""What the driver raises for a write to a database that takes none."""


class ReadOnlyError(UnavailableError):
    """The database takes no writes: it is a standby, or lets nobody write as long as its disk is full."""

    def __init__(self, why: str = "") -> None:
        """Say so, and nothing of what was to be written."""
        super().__init__(f"the database takes no writes{why}")


class FullError(ReadOnlyError):
    """The database's disk is full; who has noticed it says so until something as large as `PROBE` can be kept."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(": its disk is full")


class OvertakenError(UnavailableError):
    """A transaction that sees one moment met with what another has changed since: it is to be tried again."""


PROBE = text(
    "CREATE TEMPORARY TABLE room ON COMMIT DROP AS SELECT md5(random()::text) AS filler FROM generate_series(1, 60000)"
)
"""Takes some 4 MB on the database's disk, and gives them back."""
_MAY_PROBE = text("SELECT has_database_privilege(current_database(), 'TEMPORARY')")

DRIVER = "postgresql+psycopg://"
"""Names the driver for SQLAlchemy, and nothing else: it reads no URL with several hosts, so libpq reads ours."""


def plain_url(url: str) -> str:
    """Return the URL in the form that libpq understands.

    Where it names several hosts it leads to the one that takes writes: a standby is of no use to us.
    """
    url = url.replace(DRIVER, "postgresql://", 1)
    try:
        known = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        return url  # whoever connects says what is wrong with it
    if "," not in str(known.get("host", "")) or "target_session_attrs" in known:
        return url
    return f"{url}{'&' if '?' in url else '?'}target_session_attrs=read-write"


LOCK: dict[str, bool] = {"key_share": True}
"""How rows are locked (FOR NO KEY UPDATE): strong enough against each other, and no hindrance to those who only
write rows that point to them, such as a timeline's; a full FOR UPDATE would be, and two would wait for each other."""

Connection = psycopg.AsyncConnection
"""The driver's own, for what is done so often that a session would cost more than the work."""

Session = AsyncSession
"""A transaction that is handed on; whoever commits it says so."""


_LAST_ACTS = "last acts"


def before_commit(session: AsyncSession, act: Callable[[AsyncSession], Awaitable[None]]) -> None:
    """Have something done when the transaction is about to commit; one that fails never comes to it."""
    session.info.setdefault(_LAST_ACTS, []).append(act)


class Database:
    """A pool of connections and the transactions on them."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        """Prepare the pool; nothing is connected before it is needed."""
        self.url = plain_url(url)
        self.engine: AsyncEngine = create_async_engine(
            DRIVER,
            async_creator=self._connect,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=POOL_WAIT,
            pool_use_lifo=True,  # the connection that was used last knows most statements
            hide_parameters=True,  # they are people's words, and errors are logged
        )
        self.room_in_doubt = False
        """Whether the disk was full when something was to be kept, and nobody has seen yet that it is no more."""
        event.listen(self.engine.sync_engine, "connect", _make_ours)
        event.listen(self.engine.sync_engine, "checkout", _refuse_the_dead)
        self._alone = Alone(self._connect, most=MOST_ALONE, wait=POOL_WAIT)

    async def _connect(self) -> psycopg.AsyncConnection:
        options: dict[str, Any] = {**CONNECT, "application_name": "deskbot", "prepare_threshold": 1}
        return await psycopg.AsyncConnection.connect(self.url, **options)

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[AsyncSession]:
        """Open a session in a transaction: committed at the end, rolled back by any error.

        Raises:
            UnavailableError: the database cannot be reached, or takes no writes.
        """
        with self._told():
            async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
                yield session
                while acts := session.info.pop(_LAST_ACTS, None):
                    for act in acts:
                        await act(session)

    @asynccontextmanager
    async def alone(self) -> AsyncGenerator[Connection]:
        """Lend a connection on which each statement is a transaction of its own, committed once its result is there.

        Raises:
            UnavailableError: the database cannot be reached, or takes no writes.
        """
        with self._told():
            async with self._alone.lend() as connection:
                yield connection

    async def must_take_writes(self, session: Session) -> None:
        """Do nothing where the database takes writes; where its disk was full, some is written to see if it still is.

        Raises:
            ReadOnlyError: it takes none.
        """
        if (await session.execute(text("SHOW transaction_read_only"))).scalar_one() == "on":
            raise ReadOnlyError
        if self.room_in_doubt and (await session.execute(_MAY_PROBE)).scalar_one():
            await session.execute(PROBE)
        self.room_in_doubt = False

    @contextmanager
    def _told(self) -> Generator[None]:
        """Tell of a database that is away, or takes no writes, by errors of ours."""
        try:
            yield
        except AWAY as error:
            original = getattr(error, "orig", None) or error
            if isinstance(original, psycopg.errors.DiskFull):
                self.room_in_doubt = True
                raise FullError from error
            if isinstance(original, psycopg.errors.SerializationFailure):
                raise OvertakenError("somebody else has changed the same at the same time: try it again") from error
            raise UnavailableError(f"the database cannot be reached: {first_line(error)}") from error
        except READ_ONLY as error:
            raise ReadOnlyError from error
        except DBAPIError as error:
            if isinstance(error.orig, READ_ONLY):
                raise ReadOnlyError from error
            if error.connection_invalidated:
                raise UnavailableError(f"the database has gone: {first_line(error)}") from error
            raise

    async def ping(self) -> None:
        """Ask the database for a sign of life.

        Raises:
            UnavailableError: it gives none.
        """
        async with self.begin() as session:
            await session.execute(text("SELECT 1"))

    async def time(self) -> datetime:
        """Return what the database's own clock shows.

        Raises:
            UnavailableError: it does not answer.
        """
        async with self.begin() as session:
            return (await session.execute(text("SELECT clock_timestamp()"))).scalar_one()

    async def close(self) -> None:
        """Close every connection."""
        await self._alone.close()
        await self.engine.dispose()


T = TypeVar("T")


async def in_thread(session: AsyncSession, work: Callable[..., T], *arguments: object) -> T:
    """Return what comes of work that takes its time within a transaction, off the loop, which answers the keypad.

    The server hears of it meanwhile, so that it does not take us for frozen.
    """
    working = asyncio.ensure_future(asyncio.to_thread(work, *arguments))
    while not (await asyncio.wait({working}, timeout=SILENCE / 3))[0]:
        await session.execute(text("SELECT 1"))
    return working.result()


async def see_one_moment(session: Session) -> None:
    """Let a transaction that has just begun see the database as it is now, whatever others commit before its end.

    Where it changes what another has changed meanwhile, it fails by `OvertakenError`.
    """
    await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _make_ours(dbapi_connection: Any, _record: object) -> None:
    # Not among what a connection is asked for with: a pooler in between refuses options that it does not know.
    with contextlib.closing(dbapi_connection.cursor()) as cursor:
        cursor.execute(f"SET idle_in_transaction_session_timeout = {round(SILENCE * 1000)}")
        cursor.execute("SET jit = off")  # to compile a statement takes longer than any of ours
    dbapi_connection.commit()


def _refuse_the_dead(dbapi_connection: Any, _record: object, _proxy: object) -> None:
    if is_dead(dbapi_connection.driver_connection):
        raise InvalidatePoolError  # the others of before went with the same server


def first_line(error: BaseException) -> str:
    """Return the first line of an error's text: no SQL, no parameters."""
    original = getattr(error, "orig", None) or error
    return (str(original).splitlines() or [type(original).__name__])[0]


async def driver_connection(session: AsyncSession) -> Connection:
    """Return the psycopg connection under a session, for what must commit with it."""
    connection = await session.connection()
    raw = await connection.get_raw_connection()
    return cast("Connection", raw.driver_connection)
