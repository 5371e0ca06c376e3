"""Commands that were carried out, each with the answer that it got: it gets the same, however often it comes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.command import Answer, Command
from deskbot.store.payloads import answer_from_json, answer_to_json
from deskbot.store.tables import InteractionRow


async def answer_to(session: AsyncSession, command: Command) -> Answer | None:
    """Return the answer that this very command got before."""
    row = await session.get(InteractionRow, (command.channel, command.external_id))
    return answer_from_json(row.answer) if row else None


async def in_vain(session: AsyncSession, command: Command, since: datetime) -> int:
    """Return how many answers its actor has had by that way since a moment to what did nothing."""
    answer = col(InteractionRow.answer)
    query = (
        select(func.count())
        .select_from(InteractionRow)
        .where(
            InteractionRow.channel == command.channel,
            InteractionRow.actor == command.actor,
            InteractionRow.at >= since,
            InteractionRow.name == command.name,
            ~answer["done"].as_boolean(),
            answer["text"].astext != "",
        )
    )
    return await session.scalar(query) or 0


async def keep(session: AsyncSession, command: Command, answer: Answer, now: datetime) -> bool:
    """Keep a command with its answer; False when somebody else has just carried out the same one."""
    statement = (
        insert(InteractionRow)
        .values(
            channel=command.channel,
            external_id=command.external_id,
            at=now,
            actor=command.actor,
            name=command.name,
            arguments=dict(command.arguments),
            answer=answer_to_json(answer),
        )
        .on_conflict_do_nothing()
        .returning(col(InteractionRow.external_id))
    )
    return await session.scalar(statement) is not None
