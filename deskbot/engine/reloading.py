"""Playbooks that are changed while we run: the whole folder is read again, and a broken one changes nothing."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from deskbot.clock import Clock
from deskbot.engine.mailing import Mailing
from deskbot.engine.shelf import PlaybookShelf, difference
from deskbot.errors import ConfigurationError
from deskbot.store.database import Database
from deskbot.store.playbook_files import Stamps, read_playbook_files, stamps_of
from deskbot.triage.matching_vectors import Vectors
from deskbot.triage.playbooks import PlaybookSet, load_playbooks

EVERY = 3.0
"""Seconds between two looks at the folder."""
MOST_TOLD = 40
"""Problems that the desk's mail lists."""

log = logging.getLogger(__name__)


class Reloading:
    """Looks at the folder of playbooks, and puts what is new on the shelf.

    A change counts once the folder has been quiet from one look to the next: somebody may still be copying files.
    Reading and preparing a set takes a second or so where there are many; it happens in a thread, and the set is
    swapped when it is ready.
    """

    def __init__(
        self, shelf: PlaybookShelf, folder: Path | None, database: Database, mailing: Mailing, clock: Clock
    ) -> None:
        """Begin with the set on the shelf; the first look finds out whether the folder has changed since."""
        self._shelf, self._folder = shelf, folder
        self._database, self._mailing, self._clock = database, mailing, clock
        self._wanted = asyncio.Event()
        self._seen: Stamps | None = None
        self._read: Stamps | None = None
        self._problem = ""
        self._untold = ""

    def hasten(self) -> None:
        """Let the next look happen at once, and take up whatever it finds."""
        self._wanted.set()

    async def turn(self) -> None:
        """Wait for the time of the next look, or for `hasten`, and look."""
        try:
            await asyncio.wait_for(self._wanted.wait(), EVERY)
        except TimeoutError:
            await self.look()
            return
        self._wanted.clear()
        await self.look(at_once=True)

    async def follow(self) -> None:
        """Wait for the time of the next look, and take up what has changed and is sound, to be shown.

        For a process that matches no messages: it prepares nothing, and the one that does tells what is wrong.
        """
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._wanted.wait(), EVERY)
        self._wanted.clear()
        if not await self._is_to_be_read():
            return
        with contextlib.suppress(ConfigurationError):
            playbooks = await asyncio.to_thread(load, self._folder, self._shelf.current.vectors)
            if difference(self._shelf.current, playbooks):
                self._shelf.swap(playbooks, self._clock.now())

    async def prepare(self) -> None:
        """Prepare the set on the shelf, so that the first message need not wait for it."""
        await asyncio.to_thread(prepare, self._shelf.current)

    async def look(self, *, at_once: bool = False) -> None:
        """Take up what has changed; `at_once` even if it changed only now, or nothing that we can see did."""
        if await self._is_to_be_read(at_once=at_once):
            # Who asks for it is told again what is wrong; the desk's mail has a key that keeps it from a second one.
            self._problem = "" if at_once else self._problem
            await self._reload(asked=at_once)
        if self._untold:
            await self._tell()

    async def _is_to_be_read(self, *, at_once: bool = False) -> bool:
        """Look at the folder; return whether what is in it is news, and quiet or wanted at once."""
        stamps = await asyncio.to_thread(stamps_of, self._folder)
        quiet, self._seen = stamps == self._seen, stamps
        news = at_once or (quiet and stamps != self._read)
        if news:
            # Noted before it is read: what changes meanwhile is seen by the next look.
            self._read = stamps
        return news

    async def _reload(self, *, asked: bool) -> None:
        try:
            playbooks = await asyncio.to_thread(load_prepared, self._folder, self._shelf.current.vectors)
        except ConfigurationError as error:
            self._refuse(str(error))
            return
        self._problem = self._untold = ""
        news = difference(self._shelf.current, playbooks)
        if news:
            self._shelf.swap(playbooks, self._clock.now())
            log.info("playbooks reloaded; %s", news, extra={"action": "playbooks_reloaded"})
        elif asked:
            log.info("playbooks read again; nothing has changed", extra={"action": "playbooks_unchanged"})

    def _refuse(self, problem: str) -> None:
        """Keep the set in use; say why once for each problem, however often the folder is touched."""
        if problem == self._problem:
            return
        self._problem = self._untold = problem
        log.error(
            "playbooks not reloaded, the set of %s stays in use: %s",
            self._in_use_since(),
            "; ".join(problem.splitlines()),
            extra={"action": "playbooks_refused"},
        )

    async def _tell(self) -> None:
        """Mail the desk; where the database is away, the next look tries again."""
        problem, now = self._untold, self._clock.now()
        lines = problem.splitlines()
        more = [f"… and {len(lines) - MOST_TOLD} more: deskbot playbooks check"] if len(lines) > MOST_TOLD else []
        text = "\n".join(
            [
                f"Playbooks not reloaded; the set of {self._in_use_since()} stays in use. To mend:",
                "",
                *(f"  {line}" for line in [*lines[:MOST_TOLD], *more]),
                "",
                "The folder is read again as soon as a file in it changes.",
            ]
        )
        async with self._database.begin() as session:
            await self._mailing.to_desk(
                session, _key(problem, now), "Playbooks not reloaded: something is to mend", text, now
            )
        self._untold = ""

    def _in_use_since(self) -> str:
        zone = self._mailing.desk.tz
        since, now = self._shelf.since.astimezone(zone), self._clock.now().astimezone(zone)
        return f"{since:%H:%M}" if since.date() == now.date() else f"{since:%Y-%m-%d %H:%M}"


def _key(problem: str, now: datetime) -> str:
    """Return the mail's key: several machines read the same folder, and one mail a day is enough."""
    return f"playbooks:{hashlib.sha256(problem.encode()).hexdigest()[:24]}:{now:%Y-%m-%d}"


def load(folder: Path | None, vectors: tuple[Vectors, ...] = ()) -> PlaybookSet:
    """Read a folder, without drafts, to be matched by these vectors.

    Raises:
        ConfigurationError: there is none, or something in it is wrong; its text lists everything that is.
    """
    return replace(load_playbooks(read_playbook_files(folder)).published, vectors=vectors)


def load_prepared(folder: Path | None, vectors: tuple[Vectors, ...]) -> PlaybookSet:
    """Read a folder, and prepare its set; see `load`."""
    playbooks = load(folder, vectors)
    prepare(playbooks)
    return playbooks


def prepare(playbooks: PlaybookSet) -> None:
    """Let matching make what it makes once for each set."""
    # Imported here, so that `deskbot --help` does not wait for numpy.
    from deskbot.triage.matching import Asked, rank  # noqa: PLC0415

    rank(Asked("ready"), playbooks)
