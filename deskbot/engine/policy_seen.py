"""The desk's policy and directory as somebody looks at them, without a way to change them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from deskbot.clock import Clock
from deskbot.desk import NUMBERS, Desk
from deskbot.desk.reading import read_desk
from deskbot.errors import ConfigurationError
from deskbot.model.number import Mark
from deskbot.model.people_seen import PersonSeen, ResellerSeen
from deskbot.store import numbers, people_seen
from deskbot.store.database import Database

_SECRET_PATH = re.compile(r"(https?://[^/\s\"'}\]]+/)[^\s\"'}\],]+")


@dataclass(frozen=True, slots=True)
class PolicySeen:
    """desk.yaml: as it is in use, and how the file stands now."""

    text: str
    """As it is in use; of a calendar's address only the host, as the rest may be a secret."""
    is_newer: bool
    """The file says something else by now, which holds from the next start."""
    problem: str
    """What is wrong with the file as it stands now, with its lines; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class NumberSeen:
    """A number by which somebody of the staff is paged."""

    person: str
    """By name."""
    medium: str
    address: str
    verified_at: datetime | None
    """When somebody was last reached by it for certain."""
    why_not: str
    """Why it is not used; empty where it is."""


@dataclass(frozen=True, slots=True)
class PolicyView:
    """Looks."""

    database: Database
    desk: Desk
    clock: Clock
    file: Path

    async def policy(self) -> PolicySeen:
        """Return desk.yaml as it is in use, and what is wrong with the file now."""
        text = await asyncio.to_thread(self._read)
        shown = "\n".join(_without_secret(line) for line in self.desk.text.splitlines())
        if text is None:
            return PolicySeen(shown, is_newer=False, problem=f"{self.file.name} cannot be read any more")
        try:
            await asyncio.to_thread(read_desk, text, self.file.name)
        except ConfigurationError as error:
            return PolicySeen(shown, is_newer=text != self.desk.text, problem=str(error))
        return PolicySeen(shown, is_newer=text != self.desk.text, problem="")

    def _read(self) -> str | None:
        try:
            return self.file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    async def resellers(self) -> tuple[ResellerSeen, ...]:
        """Return the resellers by name.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        async with self.database.begin() as session:
            return await people_seen.resellers(session)

    async def people(self, reseller: str) -> tuple[PersonSeen, ...]:
        """Return a reseller's people; nobody where there is no such reseller.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        async with self.database.begin() as session:
            return await people_seen.people(session, reseller, self.clock.now())

    async def numbers(self) -> tuple[NumberSeen, ...]:
        """Return the staff's numbers: first those that are not used, then those that nobody has verified.

        Raises:
            UnavailableError: the database cannot be reached.
        """
        now = self.clock.now()
        async with self.database.begin() as session:
            marks = await numbers.marks(session)
        found: list[NumberSeen] = []
        for person in self.desk.staff.values():
            for medium in dict.fromkeys((*NUMBERS, *(turn.medium for turn in person.turns))):
                if address := person.address(medium):
                    of = [mark for mark in marks if (mark.address, mark.medium) == (address, medium)]
                    found.append(_number(person.name, medium, address, of, now))
        return tuple(sorted(found, key=lambda one: (not one.why_not, one.verified_at is not None)))


def _number(person: str, medium: str, address: str, marks: Sequence[Mark], now: datetime) -> NumberSeen:
    verified = [mark.verified_at for mark in marks if mark.verified_at]
    why_not = "; ".join(mark.why for mark in marks if mark.keeps_off(now))
    return NumberSeen(person, medium, address, max(verified, default=None), why_not)


def _without_secret(line: str) -> str:
    return _SECRET_PATH.sub(r"\1…", line) if "calendar" in line else line
