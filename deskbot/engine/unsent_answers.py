"""An answer that was not sent is its author's draft again; nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from deskbot.access.console import Doing, may
from deskbot.engine.mailing import Mailing
from deskbot.engine.noticing import tell_staff
from deskbot.model.account import DeskRole
from deskbot.model.message import Attachment
from deskbot.model.ticket import Entry
from deskbot.store import attachments, drafts, held_answers, tickets
from deskbot.store.database import Session
from deskbot.store.held_answers import NOT_SENT
from deskbot.store.payloads import files_from_json
from deskbot.store.tables import AccountRow, HeldAnswerRow
from deskbot.tickets.joining import joined_words


async def not_sent(session: Session, mailing: Mailing, row: HeldAnswerRow, why: str, now: datetime) -> None:
    """Give an answer that waits, and is locked, back to its author, and tell them why it was not sent.

    Where they work here no more, its words are left to their colleagues, as a note.
    """
    await session.refresh(row)
    held_answers.end(row, NOT_SENT, now, why)
    name = mailing.desk.name_of(row.author)
    if not await works_here(session, row):  # then nobody would find their draft
        await _left_to_others(session, mailing, row, f"An answer of {name} was not sent: {why}.", now)
        return
    await as_draft(session, row, now)
    text = f"An answer of {name} was not sent: {why}. Its words are their draft again."
    tickets.entry(session, row.ticket_number, now, Entry.NOTE, text)
    says = f"Your answer was not sent: {why}. Its words are your draft again."
    await tell_staff(session, mailing, f"not-sent:{row.id}", row.ticket_number, row.author, says, now)


async def as_draft(session: Session, row: HeldAnswerRow, now: datetime) -> None:
    """Give the words and files back to their author; in front of what they have begun to write since."""
    begun = (await drafts.of(session, row.ticket_number, row.account_id)).get(drafts.ANSWER)
    words = joined_words(row.words, begun.words if begun else "")
    files = files_from_json([*row.files, *(begun.files if begun else [])])
    await drafts.keep(session, row.ticket_number, row.account_id, drafts.ANSWER, words, now, files=each_once(files))


async def works_here(session: Session, row: HeldAnswerRow) -> bool:
    """Return whether who has written an answer may still send it: they may have been let out while it waited."""
    writer = await session.get(AccountRow, row.account_id)
    return writer is not None and writer.ended_at is None and may(DeskRole(writer.role), Doing.WORK)


async def _left_to_others(session: Session, mailing: Mailing, row: HeldAnswerRow, says: str, now: datetime) -> None:
    """Keep the words and files where colleagues find them, and tell the desk of it."""
    number, text = row.ticket_number, f"{says} Its words:\n\n{row.words}"
    entry = tickets.entry(session, number, now, Entry.NOTE, text)
    await attachments.keep_of_entry(session, entry, files_from_json(row.files))
    told = f"{says} Its words stand on the ticket as a note."
    await mailing.to_desk(session, f"not-sent:{row.id}", "An answer was not sent", told, now, ticket=number)


def each_once(files: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Return files without those whose very bytes are among them already."""
    found: dict[str, Attachment] = {}
    for one in files:
        found.setdefault(one.sha256, one)
    return tuple(found.values())
