"""Numbers that are not used for a while, or until their owner wants our texts again; and who is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.desk import Desk, Responder
from deskbot.engine.mailing import Mailing
from deskbot.engine.rosters import load_roster
from deskbot.escalation.numbers import letter_to_desk, letter_to_person, on_shift
from deskbot.escalation.remedies import Remedy
from deskbot.model.number import LAPSES_AFTER, Flag, Mark
from deskbot.model.page import Medium
from deskbot.store import bundles, numbers
from deskbot.store.database import Database, Session

EVERY = 60.0
"""Seconds between two looks at who comes on shift."""
AHEAD = timedelta(hours=24)
"""Whoever is on shift within this time is warned."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Flags numbers, lifts flags, and warns whoever is on shift and cannot be reached."""

    database: Database
    desk: Desk
    clock: Clock
    mailing: Mailing
    senders: tuple[str, ...]
    """The numbers from which pages are texted."""

    async def against(self, session: Session, address: str, medium: Medium, now: datetime) -> Sequence[Mark]:
        """Return what keeps a number from being used now, by all or by some of our senders."""
        return [mark for mark in await numbers.of(session, address, medium) if mark.keeps_off(now)]

    async def stopped(self, session: Session, address: str, sender: str, now: datetime) -> None:
        """Take a STOP that a number has texted to one of ours: it gets no texts from that one until START.

        Its carrier does the same. What was texted to a number that pages nobody, as the customers', keeps no page off.
        """
        detail = "by a text from the number"
        await numbers.flag(session, address, Medium.SMS, Flag.OPTED_OUT, now, detail=detail, sender=sender)
        await self._warn(session, address, Medium.SMS, now)

    async def started(self, session: Session, address: str, sender: str) -> None:
        """Take a START that a number has texted to one of ours: it gets texts from that one again."""
        for mark in await numbers.of(session, address, Medium.SMS):
            if mark.flag is Flag.OPTED_OUT and mark.sender in ("", sender):
                await numbers.lift(session, address, Medium.SMS, mark.sender)

    async def blocked(self, session: Session, address: str, medium: Medium, now: datetime) -> None:
        """Take that an account wants no messages of ours in a chat: none goes there until it lets us in again."""
        await numbers.flag(session, address, medium, Flag.OPTED_OUT, now, detail="said by the chat itself")
        await self._warn(session, address, medium, now)

    async def let_in(self, session: Session, address: str, medium: Medium) -> None:
        """Take that an account has let us in, or has written to us."""
        await numbers.lift(session, address, medium)

    async def verified(self, session: Session, address: str, medium: Medium, now: datetime) -> None:
        """Take the proof that somebody was reached by a number; asked for before the transaction locks any row."""
        await bundles.lock_phone(session, medium, address)
        await numbers.verify(session, address, medium, now)

    async def found(
        self,
        session: Session,
        address: str,
        medium: Medium,
        remedy: Remedy,
        code: int | None,
        detail: str,
        now: datetime,
        sender: str = "",
    ) -> None:
        """Flag a number of which a carrier says that it is of no use, or wants no texts.

        Args:
            session: the transaction.
            address: the number.
            medium: by which it was tried.
            remedy: what the carrier's error means; one that says nothing of the number changes nothing.
            code: its number for it.
            detail: its words.
            now: the present moment.
            sender: the number from which it was tried.
        """
        if remedy is Remedy.OPTED_OUT:
            await numbers.flag(session, address, medium, Flag.OPTED_OUT, now, code=code, detail=detail, sender=sender)
        elif remedy is Remedy.UNUSABLE:
            until = now + LAPSES_AFTER
            await numbers.flag(session, address, medium, Flag.UNUSABLE, now, code=code, detail=detail, until=until)
        else:
            return
        await self._warn(session, address, medium, now)

    async def look(self) -> None:
        """Warn whoever has come within a day of a shift, and cannot be reached by a number."""
        now = self.clock.now()
        async with self.database.begin() as session:
            kept_off = {(mark.address, mark.medium) for mark in await numbers.marks(session) if mark.keeps_off(now)}
            for address, medium in sorted(kept_off):
                await self._warn(session, address, medium, now)

    async def _warn(self, session: Session, address: str, medium: Medium, now: datetime) -> None:
        """Write to those on shift whose number it is, and to the desk; once for each flag."""
        against = [one for one in await self.against(session, address, medium, now) if self._counts(one)]
        people = self.desk.people_at(medium, address)
        if not against or not people:
            return
        left = tuple(one for one in self.senders if not any(mark.bars(one) for mark in against))
        roster = await load_roster(session, self.desk, now, now + AHEAD)
        for person in (one for one in people if on_shift(roster, one.key, now, now + AHEAD)):
            for mark in against:
                await self._write(session, mark, person, left if mark.sender else (), now)

    def _counts(self, mark: Mark) -> bool:
        return not mark.sender or mark.sender in self.senders

    async def _write(self, session: Session, mark: Mark, person: Responder, left: Sequence[str], now: datetime) -> None:
        key = f"number:{person.key}:{mark.medium}:{mark.address}:{mark.flagged_at}{mark.sender}"
        subject, text = letter_to_desk(self.desk, mark, person, left)
        await self.mailing.to_desk(session, f"{key}:desk", subject, text, now)
        if person.mail and person.mail != self.desk.notify:
            subject, text = letter_to_person(self.desk, mark, person, left)
            await self.mailing.to_desk(session, f"{key}:person", subject, text, now, address=person.mail)
