"""What stands around a ticket for one person who works on it: their drafts, who else is there, what waits to go out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from deskbot.engine.held_answers import Held, HeldAnswers
from deskbot.engine.uniting import take_along
from deskbot.engine.unseen_drafts import MergedMeanwhileError, Shown, UnseenDraftError, is_unseen
from deskbot.engine.unsent_answers import each_once
from deskbot.errors import DeskbotError
from deskbot.model.account import Account
from deskbot.model.message import Attachment
from deskbot.model.ticket import NoTicketError
from deskbot.store import drafts, held_answers, presences, tickets
from deskbot.store.blobs import BlobStore
from deskbot.store.database import Session
from deskbot.store.payloads import files_from_json
from deskbot.store.tables import DraftRow
from deskbot.tickets.joining import joined_words
from deskbot.tickets.sizes import size_in_words

HERE = timedelta(seconds=60)
"""So long after their last sign somebody is still taken to have a ticket before them."""
WRITES = timedelta(seconds=30)
"""So long after their last word somebody is taken to write."""
LATE = timedelta(minutes=1)
"""So long behind an answer its draft may still come."""
ANSWER, NOTE, SOLUTION = drafts.ANSWER, drafts.NOTE, drafts.SOLUTION
MOST_FILES = 20
"""Files of one answer or note."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else who has the ticket before them."""

    name: str
    writes: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has begun to write."""

    words: str = ""
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a ticket for one person."""

    held: tuple[Held, ...]
    """Answers that can be taken back."""
    seen_held: int
    """The newest of all that were ever held back: what somebody has seen who sees this."""
    drafts: Mapping[str, Draft]
    """By their kind."""
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """Keeps drafts, and knows who is at which ticket."""

    held: HeldAnswers
    blobs: BlobStore
    largest: int
    """Bytes of all files of one answer or note together; as large as what fits into a mail."""

    async def around(self, number: int, account: Account) -> Around:
        """Return what stands around a ticket for somebody, and note that they are there."""
        now = self.held.agents.clock.now()
        async with self.held.agents.database.begin() as session:
            await presences.note(session, number, account.id, now, writes=False)
            kept = await drafts.of(session, number, account.id)
            return Around(
                held=await self.held.waiting(session, number, account),
                seen_held=await held_answers.last(session, number),
                drafts={kind: Draft(row.words, files_from_json(row.files)) for kind, row in kept.items()},
                colleagues=await self._others(session, number, account),
            )

    async def here(self, number: int, account: Account, *, writes: bool) -> tuple[Colleague, ...]:
        """Take a sign of somebody who has a ticket before them; return who else has.

        Raises:
            NotFoundError: there is no such ticket.
        """
        async with self.held.agents.database.begin() as session:
            await tickets.get(session, number)
            await presences.note(session, number, account.id, self.held.agents.clock.now(), writes=writes)
            return await self._others(session, number, account)

    async def keep_with_files(
        self,
        number: int,
        account: Account,
        kind: str,
        words: str,
        stay: Collection[str],
        more: Sequence[Attachment],
        *,
        shown: Shown | None = None,
    ) -> tuple[Attachment, ...]:
        """Keep what somebody is about to send with its files, which no browser could show them again; return these.

        Args:
            number: the ticket.
            account: who writes.
            kind: an answer or a note.
            words: what they have written.
            stay: which of the files that are kept already still go with it, by SHA-256.
            more: further files, with their bytes.
            shown: what the page of whoever writes has shown as the draft; None where it does not say.

        Raises:
            NotFoundError: there is no such ticket.
            UnseenDraftError: there is another one; both are kept together, with the files of both even where these are
                more than go at once, the other one in front.
            MergedMeanwhileError: the ticket was merged into another; what was written is kept there.
            DeskbotError: these are too many or too large; the words, and the files of before, are kept.
        """
        now = self.held.agents.clock.now()
        async with self.held.agents.database.begin() as session:
            home = await _home(session, number)
            before = (await drafts.of(session, number, account.id)).get(kind)
            unseen = _unseen(before, shown, words)
            stays, apart = _staying(before, stay, shown, more)
            files = each_once((*stays, *more))
            wrong = self._too_much(files)
            # Each of two drafts that came together had what goes at once, and may only be sent with less.
            fit = not wrong or ((unseen or apart) and not self._too_much(stays) and not self._too_much(more))
            for one in more if fit else ():
                await self.blobs.put(session, one.content, now)
            kept = files if fit else stays
            together, page = joined_words(unseen, words), shown.page if shown else ""
            if home != number:
                await take_along(session, number, home, account.id, kind, together, kept, now)
            await drafts.keep(session, number, account.id, kind, together, now, files=kept, page=page)
        if wrong and fit:
            wrong = f"{wrong}: all of them are kept, so take some off before you send"
        elif wrong:
            wrong = f"{wrong}; the new ones were left out" if more else f"{wrong}: take some off"
        if home != number:
            raise MergedMeanwhileError(number, home, wrong)
        if unseen or apart:
            raise UnseenDraftError(unseen, wrong)
        if wrong:
            raise DeskbotError(wrong)
        return tuple(replace(one, content=b"") for one in kept)

    def _too_much(self, files: Sequence[Attachment]) -> str:
        """Return why files cannot go together; empty where they can."""
        if len(files) > MOST_FILES:
            return f"these are {len(files)} files, and {MOST_FILES} go together at the most"
        if (size := sum(one.size for one in files)) > self.largest:
            return f"the files have {size_in_words(size)} together, and {size_in_words(self.largest)} is the most"
        return ""

    async def keep(self, number: int, account: Account, kind: str, words: str, *, shown: Shown | None = None) -> int:
        """Keep the words that somebody has begun to write; empty ones are forgotten, and the files beside them stay.

        What they have just sent off is no draft any more: their browser's last word of it may come behind it.

        Returns:
            The ticket on which they stand: the one into which it was merged, where it was.

        Raises:
            NotFoundError: there is no such ticket.
            UnseenDraftError: there is another draft, which stays; see `keep_with_files` for `shown`.
        """
        now = self.held.agents.clock.now()
        async with self.held.agents.database.begin() as session:
            home = await _home(session, number)
            if kind == ANSWER and await held_answers.was_sent(session, home, account.id, words, now - LATE):
                return home
            before = (await drafts.of(session, number, account.id)).get(kind)
            if unseen := _unseen(before, shown, words):
                raise UnseenDraftError(unseen)
            files, page = files_from_json(before.files if before else []), shown.page if shown else ""
            if home != number:
                await take_along(session, number, home, account.id, kind, words, files, now)
            await drafts.keep(session, number, account.id, kind, words, now, files=files, page=page)
            return home

    async def _others(self, session: Session, number: int, account: Account) -> tuple[Colleague, ...]:
        now = self.held.agents.clock.now()
        there = await presences.others(session, number, account.id, now - HERE)
        return tuple(Colleague(one.shown, one.wrote_at is not None and one.wrote_at >= now - WRITES) for one in there)


async def _home(session: Session, number: int) -> int:
    """Return where drafts of a ticket belong, locked: whoever merges it meanwhile takes along all that is kept by then.

    Raises:
        NotFoundError: there is no such ticket.
    """
    row = await tickets.lock_current(session, number)
    if row is not None and row.number != number and await tickets.current(session, number) == number:
        row = await tickets.lock(session, number)  # the merge was undone while its lock was waited for
    if row is None:
        raise NoTicketError(number)
    return row.number or 0


def _unseen(kept: DraftRow | None, shown: Shown | None, words: str) -> str:
    """Return the words of a draft that would be written over unseen; empty where none would."""
    return kept.words if kept and shown and is_unseen(kept.words, kept.page, shown, words) else ""


def _staying(
    kept: DraftRow | None, stay: Collection[str], shown: Shown | None, more: Sequence[Attachment]
) -> tuple[tuple[Attachment, ...], bool]:
    """Return the files of before that stay: those that a form names, and those that its page has not shown.

    With it goes whether there is any of the latter, which nobody can have taken off.
    """
    files = files_from_json(kept.files if kept else [])
    named = {*stay, *(one.sha256 for one in more)}
    apart = {one.sha256 for one in files if shown and not shown.has(one) and one.sha256 not in named}
    return tuple(one for one in files if one.sha256 in stay or one.sha256 in apart), bool(apart)
