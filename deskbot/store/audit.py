"""Who did what to what, when, and from where: added to, never changed. A trigger refuses whoever changes it.

That keeps mistakes of ours away, and no owner of the database: whoever may drop the trigger may write what they like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import cast, func, or_, true
from sqlalchemy.dialects.postgresql import JSONPATH
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.store import keeping
from deskbot.store.tables import AuditRow

WROTE_A_NOTE = "wrote a note"
_NAMED = "$.** ? (@ == $about)"
"""Wherever in what more is told of an act something stands by its name."""


@dataclass(frozen=True, slots=True)
class _From:
    place: str = ""
    account_id: int | None = None


_NOWHERE = _From()
_from: ContextVar[_From] = ContextVar("from where it is done", default=_NOWHERE)
_together: ContextVar[tuple[AsyncSession, list[AuditRow]] | None] = ContextVar("what is noted of one act", default=None)


@contextmanager
def done_from(place: str, account_id: int | None = None) -> Generator[None]:
    """Let it be known from where somebody does what is done meanwhile, and by which account of the console.

    A place is the network of a console or of a program; `user@machine`; or a way and the address there: sms:+15550100.
    """
    token = _from.set(_From(place, account_id))
    try:
        yield
    finally:
        _from.reset(token)


def place_now() -> str:
    """Return from where somebody does what is done now; empty where nobody does, or it is not known."""
    return _from.get().place


@contextmanager
def one_act(session: AsyncSession, who: str, *abouts: str, by: str = "") -> Generator[None]:
    """Let what somebody does meanwhile be one entry for each of `abouts`, however much of it stands on timelines.

    It says what was done last, and that a note was written only where nothing else was done. What else was changed by
    it, it names as "also". Whoever did nothing, as they were refused, has no entry. What is noted in another
    transaction meanwhile is an entry of that one, and stands even where this one is taken back.

    Args:
        session: the transaction in which it is done.
        who: whose act it is; what is noted of others meanwhile is what became of it, and no act of theirs.
        abouts: to what it is done.
        by: who does it in their name; then it is that one's act, and names them.
    """
    rows: list[AuditRow] = []
    token = _together.set((session, rows))
    try:
        yield
    finally:
        _together.reset(token)
    for row in _as_one([row for row in rows if row.who == who], abouts):
        if by:
            row.who, row.data = by, {**row.data, "as": who}
        _keep(session, row)


def _as_one(rows: Sequence[AuditRow], abouts: Sequence[str]) -> Sequence[AuditRow]:
    of = {about for about in abouts if any(row.about == about for row in rows)} or {row.about for row in rows[:1]}
    last: dict[str, AuditRow] = {}
    also: defaultdict[str, list[str]] = defaultdict(list)
    about = next((row.about for row in rows if row.about in of), "")
    for row in rows:
        if row.about not in of:
            also[about].append(row.about)
            continue
        about = row.about
        if about not in last or row.act != WROTE_A_NOTE:
            last[about] = row
    for about, row in last.items():
        named = str(list(row.data.values()))
        if others := [one for one in dict.fromkeys(also[about]) if repr(one) not in named]:
            row.data = {**row.data, "also": others}
    return list(last.values())


def _keep(session: AsyncSession, row: AuditRow) -> None:
    together = _together.get()
    if together is not None and together[0] is session:
        together[1].append(row)
    else:
        session.add(row)


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
        account_id: theirs; that of `done_from` by default.
        place: from where they did it; that of `done_from` by default.
        data: more.
    """
    place, account_id = place or place_now(), account_id or _from.get().account_id
    told = dict(data or {})
    _keep(session, AuditRow(at=now, account_id=account_id, who=who, act=act, about=about, place=place, data=told))


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
        about: only what was done to this, or names it: T-1042, an account's name.
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
        named = func.jsonb_path_exists(AuditRow.data, cast(_NAMED, JSONPATH), func.jsonb_build_object("about", about))
        query = query.where(or_(func.lower(AuditRow.about) == about.lower(), named))
    return (await session.scalars(query)).all()


@asynccontextmanager
async def scrubbing(session: AsyncSession) -> AsyncGenerator[None]:
    """Let a person's words be taken out of entries meanwhile, which keep their time, their act and their account.

    No longer: what follows in the transaction is refused again. One that fails takes it back itself.
    """
    await _let(session, "erasure")
    yield
    await _let(session, "")


async def forget(session: AsyncSession, before: datetime, most: int) -> int:
    """Forget what was done before a moment; return how many entries, `most` at most."""
    await _let(session, "retention")
    gone = await keeping.forget_where(session, AuditRow, col(AuditRow.at) < before, most=most)
    await _let(session, "")
    return gone


async def _let(session: AsyncSession, what: str) -> None:
    await session.execute(select(func.set_config("deskbot.scrubs", what, true())))
