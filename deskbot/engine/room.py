"""The desk's room: every ticket has a card there that stands as the ticket does, and a thread that tells of it.

Cards and threads follow the tickets; no part of the code that changes a ticket knows of them. What has happened since
is looked for again and again, and each card remembers how far its thread has told.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from deskbot.channels import Board
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.cards import card_as_it_stands
from deskbot.engine.mailing import Mailing
from deskbot.model.message import Address, Attachment, Outbound, Outcome
from deskbot.model.pauses import CARDS
from deskbot.model.room import Room
from deskbot.model.ticket import Entry
from deskbot.store import attachments, cards, outbox, tickets
from deskbot.store.database import Database, Session
from deskbot.store.tables import CardRow, OutboxRow, TimelineRow
from deskbot.tickets.card import Card
from deskbot.tickets.room import Happened, line_of

EVERY = 1.0
"""Seconds between two looks: so long changes are gathered, and so often at most a card is shown anew."""
ALL_EVERY = timedelta(minutes=10)
"""How often all tickets are looked at, and not only those on which something has just happened."""
VETTED_EVERY = timedelta(minutes=1)
"""How often it is asked whether others than the desk read what is said in the room."""
BEFORE = 2000
"""Entries that are looked at again: one may be written down later than another with a higher number."""
MOST = 20
"""Tickets of one look."""
LONGEST = 9000
"""Characters of one message in a thread; more is said in the next."""
FRESH = timedelta(hours=1)
"""A younger ticket's thread begins with its first message; of an older one it tells what happens from now on."""
FILES_WITHIN = timedelta(minutes=1)
"""So long a thread waits for a message's files."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class DeskRoom:
    """Shows tickets in the desk's room."""

    room: Room
    board: Board
    database: Database
    desk: Desk
    clock: Clock
    mailing: Mailing
    _seen: int = field(default=0, init=False)
    """The newest entry of the look before."""
    _all_at: datetime | None = field(default=None, init=False)
    _problem: str | None = field(default=None, init=False)
    """Why the room is not used; empty where it is, None while that is not known."""
    _vetted_at: datetime | None = field(default=None, init=False)
    """When it was asked last."""
    _known_at: datetime | None = field(default=None, init=False)
    """When it was answered last."""

    async def turn(self) -> bool:
        """Look for tickets whose card is behind, and bring those up to date; return whether anything was shown."""
        now = self.clock.now()
        if await self._is_unfit(now):
            return False
        everything = _is_over(self._all_at, ALL_EVERY, now)
        async with self.database.begin() as session:
            newest = await cards.newest_entry(session)
            after = 0 if everything else max(1, self._seen - BEFORE)
            numbers = await cards.behind(session, now, after, MOST)
        if everything and len(numbers) < MOST:
            self._all_at = now
        self._seen = newest
        shown = [await self._show(number) for number in numbers]
        return any(shown)

    async def _is_unfit(self, now: datetime) -> bool:
        """Return whether the room may not be written to, as others than the desk would read it."""
        if _is_over(self._vetted_at, VETTED_EVERY, now):
            problem, self._vetted_at = await self.board.unfit(self.room.address), now
            if problem and problem != self._problem:
                log.critical("the desk's room is not used: %s", problem, extra={"action": "room_unfit"})
            if problem is not None:  # what cannot be found out now stays as it was
                self._problem, self._known_at = problem, now
        return self._problem != ""

    async def in_the_way(self, channel: str, address: str) -> str:
        """Return why nothing may be said at an address now; empty where it may, and where that is not the room.

        What has waited for long is not said to whoever reads the room meanwhile: who reads it must just have been found
        out.
        """
        if (channel, address) != (self.room.channel, self.room.address):
            return ""
        now = self.clock.now()
        if await self._is_unfit(now):
            return f"the desk's room is not used: {self._problem or 'nobody knows yet who reads it'}"
        return "nobody says who reads the desk's room now" if _is_over(self._known_at, VETTED_EVERY, now) else ""

    async def _show(self, number: int) -> bool:
        """Bring one ticket's card and thread up to date; return whether anything was done."""
        now = self.clock.now()
        async with self.database.begin() as session:
            ticket = await tickets.lock(session, number)
            if ticket is None:
                return False
            row = await cards.of(session, number)
            if row is None:
                told = 0 if now - ticket.created_at < FRESH else await cards.newest_entry(session, number)
                row = CardRow(ticket_number=number, told=told)
                session.add(row)
                await session.flush()
            letter = await outbox.lock(session, row.outbox_id) if row.outbox_id else None
            if letter is not None and letter.known_as is None:
                return self._wait(row, letter, now)
            card = await card_as_it_stands(session, self.desk, ticket, now)
            if letter is None:
                await self._put_up(session, row, card, now)
                return True
            card_id = letter.known_as or ""
            done = await self._tell(session, row, card_id, now)
            if card.digest == row.shown:
                if not done:
                    row.attempts, row.due_at = 0, None
                return done
        await self._amend(number, card_id, card)
        return True

    async def _put_up(self, session: Session, row: CardRow, card: Card, now: datetime) -> None:
        key = f"card:{row.ticket_number}:{now.isoformat()}"
        row.outbox_id = await self.mailing.to_room(
            session, key, self.room, card.text, now, ticket=row.ticket_number, offers=card.offers
        )
        row.shown, row.due_at = card.digest, None

    @staticmethod
    def _wait(row: CardRow, letter: OutboxRow, now: datetime) -> bool:
        """Wait for a card that is on its way; one that will not be known is put up once more, rather two than none."""
        if letter.state in outbox.UNDER_WAY:
            return False
        extra = {"action": "card_lost", "ticket": row.ticket_number, "outbox": letter.id, "outcome": letter.state}
        log.warning("a card was not put up; it is tried again", extra=extra)
        row.outbox_id = None
        _put_off(row, now)
        return True

    # -- the thread

    async def _tell(self, session: Session, row: CardRow, card_id: str, now: datetime) -> bool:
        """Say in the thread what has happened; what was said before must have gone."""
        last = await outbox.lock(session, row.line_id) if row.line_id else None
        if last is not None and last.state in outbox.UNDER_WAY:
            return False
        entries = await cards.untold(session, row.ticket_number, row.told)
        if not entries:
            return False
        lines: list[str] = []
        files: list[Attachment] = []
        first = row.told
        inbound = await cards.messages(session, [one.inbound_id for one in entries if one.inbound_id])
        kept = await attachments.of_entries(session, entries)
        for one in entries:
            source = inbound.get(one.inbound_id or 0)
            if source is not None and await self._files_are_awaited(session, one, now):
                break
            # What an agent has sent by mail may hold more than went out.
            held = [file for file in kept[one.id or 0] if one.kind == Entry.MESSAGE or file.entry_id]
            line = line_of(
                Happened(
                    kind=Entry(one.kind),
                    author=self.desk.name_of(one.author),
                    text=one.text,
                    verified=one.verified,
                    door=source.channel if source and one.kind == Entry.MESSAGE else "",
                    here=source is not None and self.room.holds(source.channel, source.message_id),
                    files=[file.filename for file in held],
                )
            )
            if lines and sum(map(len, lines)) + len(line) > LONGEST:
                break
            lines += [line] if line else []
            files += [Attachment(file.filename, file.content_type, file.size, file.sha256) for file in held]
            row.told = one.id or row.told
        if lines:
            key = f"thread:{row.ticket_number}:{first}:{row.told}"
            row.line_id = await self.mailing.to_room(
                session,
                key,
                self.room,
                "\n\n".join(lines),
                now,
                ticket=row.ticket_number,
                below=card_id,
                files=tuple(files),
            )
        return row.told != first

    @staticmethod
    async def _files_are_awaited(session: Session, entry: TimelineRow, now: datetime) -> bool:
        waits = entry.kind == Entry.MESSAGE and now - entry.at < FILES_WITHIN
        return waits and await cards.awaits_files(session, entry.inbound_id or 0)

    # -- the card

    async def _amend(self, number: int, card_id: str, card: Card) -> None:
        """Show a card as it stands now; asked twice it is the same, so that it is simply tried again."""
        outbound = Outbound(
            channel=self.room.channel,
            to=Address(self.room.address),
            subject="",
            text=card.text,
            offers=card.offers,
            internal=True,
        )
        receipt = await self.board.amend(card_id, outbound)
        now = self.clock.now()
        async with self.database.begin() as session:
            if await tickets.lock(session, number) is None or (row := await cards.of(session, number)) is None:
                return
            if receipt.outcome is Outcome.SENT:
                row.shown, row.attempts, row.due_at = card.digest, 0, None
                return
            if receipt.outcome is Outcome.REFUSED:
                # Somebody has taken it away: another is put up, and its thread goes on.
                row.outbox_id = None
            extra = {"action": "card_not_shown", "ticket": number, "outcome": str(receipt.outcome)}
            log.warning("a card is not shown anew; it is tried again", extra=extra)
            _put_off(row, now)


def _is_over(since: datetime | None, span: timedelta, now: datetime) -> bool:
    """Return whether a span is over, or cannot be told to have begun: a clock may have been set back since."""
    return since is None or abs(now - since) >= span


def _put_off(row: CardRow, now: datetime) -> None:
    row.attempts += 1
    row.due_at = now + CARDS.after(row.attempts)
