"""Numbers that are not used for a while, or until their owner wants our texts again; and who is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.desk import Desk, Responder
from deskbot.engine.mailing import Mailing
from deskbot.engine.rosters import load_roster
from deskbot.escalation.errors import Remedy
from deskbot.escalation.numbers import letter_to_desk, letter_to_person, on_shift, owners
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

    async def kept_off(self, session: Session, address: str, medium: Medium, now: datetime) -> Mark | None:
        """Return the mark of a number to which nothing is sent by a medium now; None where it may be used."""
        mark = await numbers.get(session, address, medium)
        return mark if mark and mark.keeps_off(now) else None

    async def stopped(self, session: Session, address: str, now: datetime) -> None:
        """Take a STOP that a number has texted: it gets no texts until it texts START."""
        await numbers.flag(session, address, Medium.SMS, Flag.OPTED_OUT, now, detail="by a text from the number")
        await self._warn(session, address, Medium.SMS, now)

    async def started(self, session: Session, address: str) -> None:
        """Take a START that a number has texted: it gets texts again."""
        mark = await numbers.get(session, address, Medium.SMS)
        if mark and mark.flag is Flag.OPTED_OUT:
            await numbers.lift(session, address, Medium.SMS)

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
        """
        if remedy is Remedy.OPTED_OUT:
            await numbers.flag(session, address, medium, Flag.OPTED_OUT, now, code=code, detail=detail)
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
            for mark in await numbers.marks(session):
                if mark.keeps_off(now):
                    await self._warn(session, mark.address, mark.medium, now)

    async def _warn(self, session: Session, address: str, medium: Medium, now: datetime) -> None:
        """Write to those on shift whose number it is, and to the desk; once for each flag."""
        mark = await numbers.get(session, address, medium)
        people = owners(self.desk, address, medium)
        if mark is None or not people:
            return
        roster = await load_roster(session, self.desk, now, now + AHEAD)
        for person in (one for one in people if on_shift(roster, one.key, now, now + AHEAD)):
            await self._write(session, mark, person, now)

    async def _write(self, session: Session, mark: Mark, person: Responder, now: datetime) -> None:
        key = f"number:{person.key}:{mark.medium}:{mark.address}:{mark.flagged_at}"
        subject, text = letter_to_desk(self.desk, mark, person)
        await self.mailing.to_desk(session, f"{key}:desk", subject, text, now)
        if person.mail and person.mail != self.desk.notify:
            subject, text = letter_to_person(self.desk, mark, person)
            await self.mailing.to_desk(session, f"{key}:person", subject, text, now, address=person.mail)
