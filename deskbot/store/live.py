"""What the database tells of itself as it changes; triggers say it when a transaction commits."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import psycopg
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from deskbot.errors import UnavailableError
from deskbot.store.database import CONNECT, first_line

CHANNEL = "deskbot_live"


async def tell(session: AsyncSession, number: int) -> None:
    """Tell that something about a ticket has changed of which no trigger tells, once the transaction commits."""
    await session.execute(select(func.pg_notify(CHANNEL, f"ticket:{number}")))


async def told(url: str) -> AsyncGenerator[str]:
    """Yield what is told, as it is told, on a connection of its own; first an empty text, once somebody listens.

    Args:
        url: of the database, as libpq understands it.

    Raises:
        UnavailableError: the database cannot be reached, or has gone.
    """
    options: dict[str, Any] = {**CONNECT, "application_name": "deskbot live"}
    try:
        connection = await psycopg.AsyncConnection.connect(url, autocommit=True, **options)
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            yield ""
            async for one in connection.notifies():
                yield one.payload
    except psycopg.Error as error:
        raise UnavailableError(f"the database tells nothing: {first_line(error)}") from error
