"""Tokens of programs that use the API, and what they were answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.access.api import known_scopes
from deskbot.model.api_token import ApiToken
from deskbot.store.tables import ApiAnswerRow, ApiTokenRow, ResellerRow


def as_token(row: ApiTokenRow) -> ApiToken:
    """Return the noun that a row stands for."""
    assert row.id is not None  # noqa: S101  (it came from the database)
    return ApiToken(row.id, row.name, known_scopes(row.scopes), row.reseller_id, row.expires_at)


async def add(session: AsyncSession, row: ApiTokenRow) -> bool:
    """Add a token; False where there is, or was, one of that name."""
    values = row.model_dump(exclude={"id"})
    statement = insert(ApiTokenRow).values(values).on_conflict_do_nothing().returning(col(ApiTokenRow.id))
    return await session.scalar(statement) is not None


async def by_digest(session: AsyncSession, digest: str) -> ApiTokenRow | None:
    """Return the token of a digest, whether it is still good or not."""
    return (await session.scalars(select(ApiTokenRow).where(ApiTokenRow.digest == digest))).first()


async def by_name(session: AsyncSession, name: str) -> ApiTokenRow | None:
    """Return a token, locked, by its name."""
    query = select(ApiTokenRow).where(ApiTokenRow.name == name).with_for_update(key_share=True)
    return (await session.scalars(query)).first()


async def everything(session: AsyncSession) -> Sequence[tuple[ApiTokenRow, str]]:
    """Return all tokens, by name, each with the key of the reseller to which it is bound; revoked ones are last."""
    query = (
        select(ApiTokenRow, ResellerRow.key)
        .outerjoin(ResellerRow, col(ResellerRow.id) == col(ApiTokenRow.reseller_id))
        .order_by(col(ApiTokenRow.revoked_at).is_not(None), col(ApiTokenRow.name))
    )
    return [(row, key or "") for row, key in (await session.execute(query)).all()]


async def claim_key(session: AsyncSession, token_id: int, key: str, digest: str, now: datetime) -> bool:
    """Note that a request is being done; False where one of the same key was done before.

    Whoever comes with the same key meanwhile waits here until the transaction ends.
    """
    row = {"token_id": token_id, "key": key, "digest": digest, "at": now, "status": 0, "body": {}}
    statement = insert(ApiAnswerRow).values(row).on_conflict_do_nothing().returning(col(ApiAnswerRow.key))
    return await session.scalar(statement) is not None


async def answered(session: AsyncSession, token_id: int, key: str) -> ApiAnswerRow | None:
    """Return what the request of a key was answered."""
    return await session.get(ApiAnswerRow, (token_id, key))


async def keep_answer(session: AsyncSession, token_id: int, key: str, status: int, body: dict[str, Any]) -> None:
    """Keep what a request is answered that `claim_key` has noted."""
    row = await session.get(ApiAnswerRow, (token_id, key))
    if row is not None:
        row.status, row.body = status, body
