"""An answer waits ten seconds before it goes out, so that it can be taken back; nobody answers over somebody else.

While it waits it is a row of its own and no part of the ticket yet: it goes the way of every answer when its time has
come, once, whoever was restarted meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskbot.engine.agents import Agents
from deskbot.engine.incidents import reached_through
from deskbot.engine.unsent_answers import as_draft, not_sent, works_here
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.account import Account
from deskbot.model.message import Attachment
from deskbot.model.ticket import Entry, NoTicketError
from deskbot.store import audit, conversation, drafts, held_answers, links, live, tickets
from deskbot.store.database import Session
from deskbot.store.held_answers import HOLD, NOT_SENT, SENT, TAKEN_BACK, WAITING
from deskbot.store.payloads import files_from_json, files_to_json
from deskbot.store.tables import HeldAnswerRow, TicketRow
from deskbot.tickets.answer_templates import left_open
from deskbot.tickets.excerpt import cut, one_line
from deskbot.tickets.reference import reference

LONGEST = 20_000
"""Characters of an answer or a note."""
_EXCERPT = 400
_OVER = {
    SENT: "it has gone out, and is not yours any more",
    TAKEN_BACK: "it was taken back already",
    NOT_SENT: "it was not sent, and is its writer's draft again",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody had before them when they wrote."""

    entry: int
    """The newest entry of the timeline."""
    held: int
    """The newest answer that waited."""


@dataclass(frozen=True, slots=True)
class News:
    """Something that somebody else has written meanwhile."""

    at: datetime
    kind: str
    author: str
    text: str
    waits: bool = False
    """Whether it is an answer that can still be taken back."""


@dataclass(frozen=True, slots=True)
class Held:
    """An answer that waits."""

    id: int
    author: str
    """By name."""
    text: str
    due_at: datetime
    mine: bool
    files: tuple[str, ...] = ()
    """By name."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What came of pressing "send"."""

    held: int | None
    """The answer that waits now; None where it was not sent off."""
    news: tuple[News, ...] = ()
    """What has been written meanwhile, for which it was not."""
    seen: Seen = Seen(0, 0)
    """What has been seen by whoever sees these news."""


@dataclass(frozen=True, slots=True)
class HeldAnswers:
    """Sends answers off, takes them back, and lets them go out."""

    agents: Agents

    async def send(
        self, number: int, text: str, account: Account, seen: Seen, *, files: tuple[Attachment, ...] = ()
    ) -> Sending:
        """Send an answer off: it goes out in ten seconds, unless somebody else has written since what was seen.

        Its files, if any, are in the blob store already. The same that waits already is sent once: a finger pressed
        twice.

        Raises:
            NotFoundError: there is no such ticket.
            DeskbotError: the text is empty or too long, the ticket was merged, or nobody takes part in it.
        """
        text = checked(text, "answer")
        if place := left_open(text):
            raise DeskbotError(f"{place} is to be filled in; nothing was sent")
        now = self.agents.clock.now()
        async with self.agents.ticket(number) as (session, ticket):
            row = HeldAnswerRow(
                ticket_number=number,
                account_id=account.id,
                author=account.author,
                words=text,
                files=files_to_json(files),
                at=now,
                due_at=now + HOLD,
                seen=await conversation.last(session, number),
            )
            if twin := await held_answers.waiting_twin(session, row):
                await drafts.drop(session, number, account.id, drafts.ANSWER)
                return Sending(twin.id)
            news = await self._news(session, number, account.author, seen)
            if news:
                now_seen = Seen(await conversation.last(session, number), await held_answers.last(session, number))
                return Sending(None, news, now_seen)
            await self._someone(session, ticket)
            await held_answers.add(session, row)
            # It goes out by itself, and from no place.
            about = reference(number)
            audit.note(session, "sent an answer off", about, who=account.author, now=now, account_id=account.id)
            await drafts.drop(session, number, account.id, drafts.ANSWER)
            self.agents.mailing.jobs.ring(session, "answer", row.id or 0, at=row.due_at, new=True)
            await live.tell(session, number)
            return Sending(row.id)

    async def refuse_news(self, session: Session, ticket: TicketRow, account: Account, seen: Seen) -> None:
        """Let nobody end a ticket over words that they have not seen: it may have become urgent. It must be locked.

        Raises:
            DeskbotError: others have written since; whoever is told so sees it, and may press again.
        """
        if news := await self._news(session, ticket.number or 0, account.author, seen):
            raise DeskbotError(f"{news[-1].author} has written since you looked; read it below, and press again")

    async def take_back(self, number: int, held_id: int, account: Account) -> None:
        """Take an answer back that has not gone out; its words are its author's draft again.

        Raises:
            NotFoundError: there is no such answer to the ticket.
            DeskbotError: it has gone out, or was taken back before.
        """
        now = self.agents.clock.now()
        async with self.agents.database.begin() as session:
            await tickets.lock(session, number)
            row = await held_answers.lock(session, held_id)
            if row is None or row.ticket_number != number:
                raise NotFoundError(f"T-{number} has no such answer")
            if row.state != WAITING:
                raise DeskbotError(_OVER[row.state])
            by = "" if row.account_id == account.id else f"{self.agents.desk.name_of(account.author)} took it back"
            held_answers.end(row, TAKEN_BACK, now, by)
            about = reference(number)
            audit.note(session, "took an answer back", about, who=account.author, now=now, account_id=account.id)
            await live.tell(session, number)
            await as_draft(session, row, now)

    async def waiting(self, session: Session, number: int, account: Account) -> tuple[Held, ...]:
        """Return a ticket's answers that can be taken back."""
        rows = await held_answers.waiting(session, number)
        name = self.agents.desk.name_of
        return tuple(
            Held(
                row.id or 0,
                name(row.author),
                row.words,
                row.due_at or row.at,
                row.account_id == account.id,
                tuple(one.filename for one in files_from_json(row.files)),
            )
            for row in rows
        )

    async def look(self, held_id: int) -> None:
        """Answer the alarm of an answer: let it go out, if its time has come and nobody has taken it back."""
        now = self.agents.clock.now()
        async with self.agents.database.begin() as session:
            seen = await held_answers.get(session, held_id)
            if seen is None:
                return
            ticket = await tickets.lock_current(session, seen.ticket_number)
            row = await held_answers.lock(session, held_id)
            if row is None or row.state != WAITING or row.due_at is None or row.due_at > now:
                return
            try:
                async with session.begin_nested():
                    if ticket is None:
                        raise NoTicketError(row.ticket_number)
                    await self._refuse_unseen(session, row)
                    await self._refuse_gone(session, row)
                    files = files_from_json(row.files)
                    await self.agents.answer(session, ticket, row.words, row.author, files=files, held_id=row.id)
            except DeskbotError as error:
                await not_sent(session, self.agents.mailing, row, str(error), now)
            else:
                held_answers.end(row, SENT, now)

    async def _refuse_unseen(self, session: Session, row: HeldAnswerRow) -> None:
        """Let no answer go out over words that came in while it waited, or to people who came by a merge: unseen, both.

        What somebody had sent off before is no such word: they were shown that it waits, and have sent theirs all the
        same.
        """
        if await links.merged_since(session, row.ticket_number, row.at):
            raise DeskbotError("its ticket was merged while it waited, and others read there")
        said = await conversation.said_since(session, row.ticket_number, row.seen, but=row.author)
        people = [self.agents.desk.name_of(one.author) for one in said if one.data.get("held", row.id) >= (row.id or 0)]
        if people:
            raise DeskbotError(f"{' and '.join(dict.fromkeys(people))} wrote while it waited")

    async def _refuse_gone(self, session: Session, row: HeldAnswerRow) -> None:
        if not await works_here(session, row):
            raise DeskbotError(f"{self.agents.desk.name_of(row.author)} works here no more")

    async def _someone(self, session: Session, ticket: TicketRow) -> None:
        for one in await reached_through(session, ticket):
            if await self.agents.mailing.hearers(session, one.number or 0):
                return
        raise DeskbotError(f"nobody takes part in T-{ticket.number}, so there is nobody to answer")

    async def _news(self, session: Session, number: int, author: str, seen: Seen) -> tuple[News, ...]:
        name = self.agents.desk.name_of
        said = [
            News(row.at, row.kind, name(row.author), cut(one_line(row.text), _EXCERPT))
            for row in await conversation.said_since(session, number, seen.entry, but=author)
        ]
        held = [
            News(row.at, Entry.REPLY, name(row.author), cut(one_line(row.words), _EXCERPT), waits=True)
            for row in await held_answers.by_others_since(session, number, seen.held, author)
        ]
        return (*said, *held)


def checked(text: str, what: str) -> str:
    """Return a text that somebody wants to send or keep.

    Raises:
        DeskbotError: there is nothing in it, or too much.
    """
    text = text.strip()
    if not text:
        raise DeskbotError(f"the {what} is empty; nothing was sent")
    return not_too_long(text, what)


def not_too_long(text: str, what: str) -> str:
    """Return a text.

    Raises:
        DeskbotError: there is too much in it.
    """
    if len(text) > LONGEST:
        raise DeskbotError(f"the {what} has {len(text):,} characters, and {LONGEST:,} are the most")
    return text
