"""Overrides by hand: made and taken back, each in one transaction, looked at before it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.in_time import read_within_limit
from deskbot.engine.rosters import load_roster
from deskbot.errors import NotFoundError
from deskbot.escalation.roster.calendar import Change, changes
from deskbot.escalation.roster.deciding import OverrideError, checked, swapped, twin
from deskbot.model.override import Override
from deskbot.store import audit, overrides
from deskbot.store.database import Database, Session

_AROUND = timedelta(days=400)
"""How far the ends of shifts are looked for that are swapped."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What would come of overrides."""

    overrides: tuple[Override, ...]
    changes: tuple[Change, ...]
    """Who would be on call otherwise; empty where nothing would change."""

    @property
    def mark(self) -> str:
        """Return by what it is known again whether somebody has looked at the same.

        Begins are left out of it: what begins now begins later when it is kept.
        """
        told = "\n".join(f"{one.end.isoformat()} {one.before} {one.after}" for one in self.changes)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


class LookAgainError(OverrideError):
    """Who is on call has changed since somebody looked at what an override would change."""


@dataclass(frozen=True, slots=True)
class Overriding:
    """Keeps what people decide about who is on call."""

    database: Database
    desk: Desk
    clock: Clock

    async def look_at(self, wanted: Override) -> Looked:
        """Return an override as it would be kept, and what it would change.

        Raises:
            OverrideError: see `add`.
        """
        async with self.database.begin() as session:
            return await self._looked(session, wanted)

    async def _looked(self, session: Session, wanted: Override) -> Looked:
        right = checked(self.desk, wanted, self.clock.now())
        roster = await load_roster(session, self.desk, right.start, right.end)
        looked = Looked((right,), changes(roster, (right,)))
        moves_nobody = all(set(one.before) == set(one.after) for one in looked.changes)
        if moves_nobody and (same := twin(roster.overrides, right)):
            raise OverrideError(f"override {same.id} says so already")
        return looked

    async def look_at_swap(
        self, schedule: str, one: tuple[str, datetime], other: tuple[str, datetime], by: str, why: str
    ) -> Looked:
        """Return the two replacements of a swap as they would be kept, and what they would change.

        Raises:
            OverrideError: see `swapped`.
        """
        async with self.database.begin() as session:
            return await self._swapped(session, schedule, one, other, by, why)

    async def _swapped(
        self, session: Session, schedule: str, one: tuple[str, datetime], other: tuple[str, datetime], by: str, why: str
    ) -> Looked:
        start, end = min(one[1], other[1]) - _AROUND, max(one[1], other[1]) + _AROUND
        roster = await load_roster(session, self.desk, start, end)
        found = swapped(roster, schedule, one, other, by=by, why=why, now=self.clock.now())
        return Looked(found, changes(roster, found))

    async def listed(self) -> tuple[Override, ...]:
        """Return the overrides that hold now or will, oldest first.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        async with self.database.begin() as session:
            return await overrides.listed(session, self.clock.now(), past=False)

    async def told(self, after: int, limit: int, *, past: bool) -> tuple[Override, ...]:
        """Return the overrides that were made after one, `limit` at most; those that are over only with `past`.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        now = self.clock.now()
        return await read_within_limit(
            self.database, lambda session: overrides.made_after(session, after, limit, now, past=past)
        )

    async def add(self, wanted: Override, mark: str | None = None) -> Override:
        """Keep an override; return it as it is kept.

        Args:
            wanted: the override.
            mark: of what its maker has looked at; None for whoever cannot look before, such as a program.

        Raises:
            LookAgainError: it would change something else than its maker has looked at.
            OverrideError: it is none (see `deciding.checked`), or one that holds says the same.
        """
        async with self.database.begin() as session:
            return await self.keep(session, wanted, mark)

    async def keep(self, session: Session, wanted: Override, mark: str | None = None) -> Override:
        """Keep an override within a transaction; see `add`."""
        await overrides.lock_schedule(session, wanted.schedule)
        looked = await self._looked(session, wanted)
        _refuse_stale(looked, mark)
        (kept,) = await self._kept(session, *looked.overrides)
        return kept

    async def _kept(self, session: Session, *right: Override) -> tuple[Override, ...]:
        found = await overrides.add(session, *right)
        self._note(session, "made an override", found, found[0].by)
        return found

    def _note(self, session: Session, act: str, found: Sequence[Override], by: str) -> None:
        about = " and ".join(str(one.id) for one in found)
        audit.note(session, act, f"override {about} of {found[0].schedule}", who=by, now=self.clock.now())

    async def swap(
        self,
        schedule: str,
        one: tuple[str, datetime],
        other: tuple[str, datetime],
        by: str,
        why: str,
        mark: str | None = None,
    ) -> tuple[Override, ...]:
        """Let two people swap a shift each; both replacements are kept, or neither.

        Raises:
            LookAgainError: see `add`, where `mark` is explained, too.
            OverrideError: see `swapped`.
        """
        async with self.database.begin() as session:
            await overrides.lock_schedule(session, schedule)
            looked = await self._swapped(session, schedule, one, other, by, why)
            _refuse_stale(looked, mark)
            return await self._kept(session, *looked.overrides)

    async def cancel(self, number: int, by: str) -> tuple[Override, ...]:
        """Take an override back, with the other half where it is one of a swap; return what was taken back.

        Raises:
            NotFoundError: there is none of that number.
            OverrideError: it is over, or was taken back before.
        """
        async with self.database.begin() as session:
            return await self.take_back(session, number, by)

    async def take_back(self, session: Session, number: int, by: str) -> tuple[Override, ...]:
        """Take an override back within a transaction; see `cancel`."""
        now, schedule = self.clock.now(), await overrides.schedule_of(session, number)
        if schedule is None:
            raise NotFoundError(f"there is no override {number}; `deskbot oncall override list` lists them")
        await overrides.lock_schedule(session, schedule)  # whoever keeps another has looked at this one
        found = await overrides.lock(session, number)
        if all(one.cancelled_at for one in found):
            raise OverrideError(f"override {number} was taken back before, by {found[0].cancelled_by}")
        if all(one.end <= now for one in found):
            raise OverrideError(f"override {number} is over; who was on call by then does not change any more")
        await overrides.cancel(session, [one.id for one in found], by, now)
        self._note(session, "took an override back", found, by)
        return found


def _refuse_stale(looked: Looked, mark: str | None) -> None:
    if mark is not None and mark != looked.mark:
        raise LookAgainError("who is on call has changed since you looked: look again what it changes")
