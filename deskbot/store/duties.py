"""What one machine does for all of them: whoever does it holds it for a while, and asks again before that is over."""

from __future__ import annotations

import os
import secrets
import socket
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import delete, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from deskbot.clock import APART
from deskbot.store.tables import DutyRow


def this_process() -> str:
    """Return by what this process holds its duties; for people its machine and number, and no other has the same."""
    return _name_of(os.getpid())


@cache
def _name_of(process: int) -> str:
    # By its number: what was drawn before a fork is both processes'.
    return f"{socket.gethostname()}:{process}:{secrets.token_hex(4)}"


async def hold(session: AsyncSession, name: str, holder: str, lasts: timedelta, now: datetime) -> bool:
    """Hold a duty from now on, or go on with it; False where another holds it."""
    statement = insert(DutyRow).values(name=name, holder=holder, until=now + lasts)
    # One that ends later than any can was given before a clock was set back.
    over = or_(col(DutyRow.until) <= now, col(DutyRow.until) > now + lasts + APART)
    statement = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={"holder": statement.excluded.holder, "until": statement.excluded.until},
        where=or_(col(DutyRow.holder) == holder, over),
    )
    return (await session.execute(statement.returning(col(DutyRow.name)))).first() is not None


async def let_go(session: AsyncSession, name: str, holder: str) -> None:
    """Hold a duty no more, so that another may at once."""
    await session.execute(delete(DutyRow).where(col(DutyRow.name) == name, col(DutyRow.holder) == holder))
