"""Accounts of the console, the browsers in which they have signed in, and where somebody failed to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, or_, select

from deskbot.model.account import Account, DeskRole
from deskbot.store.named_locks import lock_name
from deskbot.store.tables import AccountRow, SignInRow, SignInTryRow
from deskbot.store.tables.columns import table_of


def as_account(row: AccountRow) -> Account:
    """Return an account as others know it: without its password."""
    assert row.id is not None  # noqa: S101  (it came from the database)
    return Account(row.id, row.name, row.shown, DeskRole(row.role), row.staff, row.oidc_key, bool(row.password))


async def by_name(session: AsyncSession, name: str) -> AccountRow | None:
    """Return an account, locked, by the name with which somebody signs in."""
    query = select(AccountRow).where(AccountRow.name == name.casefold()).with_for_update(key_share=True)
    return (await session.scalars(query)).first()


async def by_subject(session: AsyncSession, issuer: str, subject: str) -> AccountRow | None:
    """Return an account, locked, by whom it is bound to at an identity provider."""
    query = select(AccountRow).where(AccountRow.oidc_issuer == issuer, AccountRow.oidc_subject == subject)
    return (await session.scalars(query.with_for_update(key_share=True))).first()


async def by_oidc_key(session: AsyncSession, key: str) -> AccountRow | None:
    """Return an account, locked, by what an identity provider's people are found by when they come first."""
    query = select(AccountRow).where(AccountRow.oidc_key == key).with_for_update(key_share=True)
    return (await session.scalars(query)).first()


async def everybody(session: AsyncSession) -> Sequence[AccountRow]:
    """Return all accounts, by name; those that have ended are last."""
    query = select(AccountRow).order_by(col(AccountRow.ended_at).is_not(None), col(AccountRow.name))
    return (await session.scalars(query)).all()


async def standing_as(session: AsyncSession, author: str) -> AccountRow | None:
    """Return whose account stands on tickets under a name, or stood there; one that has not ended before others."""
    query = (
        select(AccountRow)
        .where(or_(AccountRow.name == author, AccountRow.staff == author))
        .order_by(col(AccountRow.ended_at).is_not(None), col(AccountRow.id))
    )
    return (await session.scalars(query.limit(1))).first()


# -- browsers


async def add_sign_in(session: AsyncSession, row: SignInRow) -> bool:
    """Keep a browser; False where the way to the identity provider by which it came was gone before."""
    values = row.model_dump(exclude={"id"})
    statement = insert(table_of(SignInRow)).values(**values).on_conflict_do_nothing(index_elements=["oidc_state"])
    return await session.scalar(statement.returning(col(SignInRow.id))) is not None


async def signed_in(session: AsyncSession, digest: str) -> tuple[SignInRow, AccountRow] | None:
    """Return the sign-in of a browser and whose it is, neither of which has been ended."""
    query = (
        select(SignInRow, AccountRow)
        .join(AccountRow, col(AccountRow.id) == col(SignInRow.account_id))
        .where(SignInRow.digest == digest, col(SignInRow.ended_at).is_(None), col(AccountRow.ended_at).is_(None))
    )
    found = (await session.execute(query)).first()
    return (found[0], found[1]) if found else None


async def browsers(session: AsyncSession, account_id: int, used_since: datetime) -> Sequence[SignInRow]:
    """Return the browsers in which somebody is signed in, the one used last first."""
    query = (
        select(SignInRow)
        .where(SignInRow.account_id == account_id, col(SignInRow.ended_at).is_(None))
        .where(SignInRow.seen_at > used_since)
        .order_by(col(SignInRow.seen_at).desc())
    )
    return (await session.scalars(query)).all()


async def end_sign_ins(session: AsyncSession, account_id: int, now: datetime, *, but: str = "") -> None:
    """Sign somebody out everywhere, but for one browser."""
    which = update(SignInRow).where(
        col(SignInRow.account_id) == account_id, col(SignInRow.ended_at).is_(None), col(SignInRow.digest) != but
    )
    await session.execute(which.values(ended_at=now))


# -- wrong tries


async def lock_tries(session: AsyncSession, name: str, place: str) -> None:
    """Let nobody else count the tries of a name or a place until the transaction ends."""
    for whose in (f"place {place}", f"name {name.casefold()}"):  # in one order, so that nobody waits for the other
        await lock_name(session, f"sign-in {whose}")


async def tries(session: AsyncSession, name: str, place: str, since: datetime) -> list[tuple[datetime, bool, bool]]:
    """Return the wrong tries of late: when, whether for this name, and whether from this place."""
    query = select(SignInTryRow).where(
        SignInTryRow.at > since, or_(SignInTryRow.name == name.casefold(), SignInTryRow.place == place)
    )
    return [(one.at, one.name == name.casefold(), one.place == place) for one in await session.scalars(query)]


async def wrong_tries(
    session: AsyncSession, since: datetime, most: int
) -> Sequence[tuple[str | None, str, int, datetime]]:
    """Return wrong tries since a moment, those that were most first: of which account, from where, how many, the last.

    A name that is no account's is not told: it may be a password, typed into the wrong box.
    """
    count = func.count().label("count")
    query = (
        select(AccountRow.name, SignInTryRow.place, count, func.max(SignInTryRow.at))
        .select_from(SignInTryRow)
        .join(AccountRow, col(AccountRow.name) == col(SignInTryRow.name), isouter=True)
        .where(col(SignInTryRow.at) > since)
        .group_by(col(AccountRow.name), col(SignInTryRow.place))
        .order_by(count.desc(), col(SignInTryRow.place))
        .limit(most)
    )
    return [(one[0], one[1], one[2], one[3]) for one in await session.execute(query)]


def add_try(session: AsyncSession, name: str, place: str, now: datetime) -> None:
    """Note a wrong try."""
    session.add(SignInTryRow(at=now, name=name.casefold()[:100], place=place))


async def forgive(session: AsyncSession, name: str, place: str) -> None:
    """Forget the wrong tries of a name from a place, whose owner has come in."""
    which = delete(SignInTryRow).where(col(SignInTryRow.name) == name.casefold(), col(SignInTryRow.place) == place)
    await session.execute(which)
