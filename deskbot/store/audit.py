"""Who did what to what, when, and from where: added to, never changed. A trigger refuses whoever changes it.

That keeps mistakes of ours away, and no owner of the database: whoever may drop the trigger may write what they like.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store.tables import AuditRow

_place: ContextVar[str] = ContextVar("from where it is done", default="")


@contextmanager
def done_from(place: str) -> Generator[None]:
    """Let it be known from where somebody does what is done meanwhile: a network address, or a machine's name."""
    token = _place.set(place)
    try:
        yield
    finally:
        _place.reset(token)


def place_now() -> str:
    """Return from where somebody does what is done now; empty where nobody does, or it is not known."""
    return _place.get()


def note(
    session: AsyncSession,
    act: str,
    about: str,
    *,
    who: str,
    now: datetime,
    account_id: int | None = None,
    place: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Note that somebody has done something.

    Args:
        session: the transaction in which it is done.
        act: what was done, in words that are the same each time.
        about: to what.
        who: the name by which they are known.
        now: the moment.
        account_id: theirs; none on the command line.
        place: from where they did it; that of `done_from` by default.
        data: more.
    """
    place, told = place or place_now(), dict(data or {})
    session.add(AuditRow(at=now, account_id=account_id, who=who, act=act, about=about, place=place, data=told))


async def acts(
    session: AsyncSession,
    most: int,
    *,
    before: int | None = None,
    since: datetime | None = None,
    who: str = "",
    act: str = "",
    about: str = "",
) -> Sequence[AuditRow]:
    """Return what was done, the newest first.

    Args:
        session: the transaction.
        most: so many at most.
        before: only what was noted before the entry of that id.
        since: only what was done from then on.
        who: only what they did.
        act: only acts in whose words this is.
        about: only what was done to this: T-1042, an account's name.
    """
    query = select(AuditRow).order_by(col(AuditRow.id).desc()).limit(most)
    if before is not None:
        query = query.where(col(AuditRow.id) < before)
    if since is not None:
        query = query.where(col(AuditRow.at) >= since)
    if who:
        query = query.where(func.lower(AuditRow.who) == who.lower())
    if act:
        query = query.where(col(AuditRow.act).icontains(act, autoescape=True))
    if about:
        query = query.where(func.lower(AuditRow.about) == about.lower())
    return (await session.scalars(query)).all()


async def may_scrub(session: AsyncSession) -> None:
    """Let the transaction take a person's words out of entries, which keep their time and their act."""
    await _let(session, "erasure")


async def forget(session: AsyncSession, before: datetime, most: int) -> int:
    """Forget the oldest of what was done before a moment; return how many entries, `most` at most."""
    await _let(session, "retention")
    old = select(AuditRow.id).where(col(AuditRow.at) < before).order_by(col(AuditRow.at)).limit(most)
    gone = await session.execute(delete(AuditRow).where(col(AuditRow.id).in_(old)))
    await _let(session, "")
    return gone.rowcount  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]


async def _let(session: AsyncSession, what: str) -> None:
    await session.execute(select(func.set_config("deskbot.scrubs", what, true())))
