"""The answer to a command is written to whoever gave it, where it cannot be given on the spot."""

from __future__ import annotations

from datetime import datetime

from deskbot.engine.in_time import within_limit
from deskbot.engine.mailing import Mailing
from deskbot.errors import UnavailableError
from deskbot.model.command import Answer, Command
from deskbot.store.database import Database


async def write_answer(database: Database, mailing: Mailing, command: Command, answer: Answer, now: datetime) -> None:
    """Write an answer to who gave its command; that of the same command again is written once.

    Raises:
        UnavailableError: it was not carried out, or not answered: the same command must come again.
    """
    if answer.later:
        raise UnavailableError("the database does not answer")

    async def write() -> None:
        async with database.begin() as session:
            key, to = f"told:{command.channel}:{command.external_id}", (command.channel, command.actor)
            given_by = command.message_id
            await mailing.to_stranger(
                session, key, to, "", answer.text, now, offers=answer.offers, in_reply_to=given_by
            )

    await within_limit(write)
