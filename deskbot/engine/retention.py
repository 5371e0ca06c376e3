"""How long what nobody needs any more is kept: `store.keeping` has it table by table, desk.yaml what the desk decides.

One process at a time looks. What is old goes in small transactions, the oldest first: whoever is killed in between has
lost nothing, and the next look goes on there.
"""

from __future__ import annotations

import json
import logging
import re
import zipfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from deskbot.clock import Clock
from deskbot.desk import Keeping
from deskbot.errors import DeskbotError
from deskbot.store import api_tokens, audit, drafts, duties, held_answers, keeping, originals, webhooks
from deskbot.store.backup.archive import writing
from deskbot.store.blobs import PostgresBlobs
from deskbot.store.channel_state import StoredState
from deskbot.store.database import Database, Session, in_thread
from deskbot.store.originals import Old
from deskbot.store.tables import KEPT_NO_LONGER

EVERY = 3600.0
"""Seconds between two looks."""
ALONE_FOR = timedelta(minutes=5)
"""For so long nobody else looks; whoever does says so anew with each transaction."""
EVENTS_KEPT_FOR = timedelta(days=30)
"""How long it is seen what a webhook was told; what waits for one is kept until it is told, or the webhook ends."""
AT_ONCE = 2000
"""Rows in one transaction."""
MESSAGES_AT_ONCE = 200
BYTES_AT_ONCE = 20_000_000
"""Of originals and files in one transaction, which holds them in memory where they are archived."""
ANSWERS_KEPT_FOR = timedelta(days=3)
"""How long a program's request is known again by its key."""
WORDS_KEPT_FOR = timedelta(hours=1)
"""How long the words of an answer are kept that waited a moment: then it is on the timeline, or a draft again."""
DRAFTS_KEPT_FOR = timedelta(days=30)
"""How long what was begun to write is kept on a ticket that is closed."""

_UNSAFE = re.compile(r"[^\w.-]+")

log = logging.getLogger(__name__)

Forget = Callable[[Session], Awaitable[int]]
"""Forgets some of what is old, and returns how much."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Forgets what was kept long enough."""

    database: Database
    clock: Clock
    kept: Keeping
    archive: Path | None
    """The folder into which originals and files are put before they are forgotten."""
    holder: str = duties.THIS_PROCESS

    async def look(self) -> None:
        """Forget what is old, where no other process does so just now."""
        if not await self._is_ours():
            return
        now = self.clock.now()
        async with self.database.begin() as session:
            await api_tokens.forget_answers(session, now - ANSWERS_KEPT_FOR)
        async with self.database.begin() as session:
            await held_answers.forget_words(session, now - WORDS_KEPT_FOR)
            await drafts.forget(session, now - DRAFTS_KEPT_FOR)
        for what, forget, most in self._kinds(now):
            count = await self._all(forget, most)
            if count:
                log.info("forgotten: %s rows of %s", count, what, extra={"action": "forgotten", "table": what})

    async def _is_ours(self) -> bool:
        return await StoredState(self.database, "retention", self.clock, self.holder).hold("look", ALONE_FOR)

    def _kinds(self, now: datetime) -> list[tuple[str, Forget, int]]:
        """Return what is forgotten, how, and how many at once."""
        kept = self.kept

        async def events(session: Session) -> int:
            return await webhooks.forget(session, now - EVENTS_KEPT_FOR, AT_ONCE)

        def rows_of(row: type) -> Forget:
            return lambda session: keeping.forget(session, row, now, AT_ONCE)

        found: list[tuple[str, Forget, int]] = [("webhook_event", events, AT_ONCE)]
        found += [(str(row.__tablename__), rows_of(row), AT_ONCE) for row in keeping.AFTER]
        if (filed := kept.filed) is not None:
            found.append(("inbound", lambda session: originals.forget_filed(session, now - filed, AT_ONCE), AT_ONCE))
        if (acts := kept.audit) is not None:
            found.append(("audit", lambda session: audit.forget(session, now - acts, AT_ONCE), AT_ONCE))
        if (old := kept.originals) is not None:
            found.append(("blob", lambda session: self._messages(session, now - old), 1))
            found.append(("attachment", lambda session: self._desks_files(session, now - old), 1))
        return found

    async def _all(self, forget: Forget, most: int) -> int:
        """Forget in one transaction after the other, until less than `most` were left; return how many."""
        count, gone = 0, most
        while gone >= most and await self._is_ours():
            async with self.database.begin() as session:
                gone = await forget(session)
            count += gone
        return count

    async def _messages(self, session: Session, before: datetime) -> int:
        """Put away originals and files of some messages; return how many messages."""
        found = await originals.of_messages(session, before, MESSAGES_AT_ONCE)
        chosen: dict[int, list[Old]] = {}
        sizes = await originals.sizes(session, [one.sha256 for several in found.values() for one in several])
        room = BYTES_AT_ONCE
        for number, several in found.items():
            room -= sum(sizes.get(one.sha256, 0) for one in several)
            if room < 0 and chosen:
                break  # the others are next; one that is larger than all of it goes alone
            chosen[number] = several
        await self._put_away(session, list(chosen), [], [one for several in chosen.values() for one in several])
        return len(chosen)

    async def _desks_files(self, session: Session, before: datetime) -> int:
        found = await originals.of_the_desk(session, before, 1 if self.archive else MESSAGES_AT_ONCE)
        await self._put_away(session, [], list(found), list(found.values()))
        return len(found)

    async def _put_away(
        self, session: Session, messages: Sequence[int], files: Sequence[int], old: Sequence[Old]
    ) -> None:
        now, old = self.clock.now(), [one for one in old if one.sha256 != KEPT_NO_LONGER]
        if not old:
            return
        if self.archive is not None:
            blobs = PostgresBlobs()
            content = {sha256: await blobs.get(session, sha256) for sha256 in {one.sha256 for one in old}}
            await in_thread(session, _write, self._archive_for(self.archive, old, now), old, content)
        await originals.forget(session, messages, files, [one.sha256 for one in old], now)

    @staticmethod
    def _archive_for(folder: Path, old: Sequence[Old], now: datetime) -> Path:
        """Return the name of a file that is not there: one of a try that was cut off stays beside it."""
        first, last = min(one.ticket for one in old), max(one.ticket for one in old)
        name = f"deskbot-T-{first}-T-{last}-{now:%Y%m%dT%H%M%S%fZ}"
        path, count = folder / f"{name}.zip", 1
        while path.exists():
            path, count = folder / f"{name}-{count}.zip", count + 1
        return path


def _write(path: Path, old: Sequence[Old], content: Mapping[str, bytes]) -> None:
    """Write bytes into a ZIP, which lies whole on the disk before they are forgotten.

    Raises:
        DeskbotError: it cannot be written.
    """
    if not path.parent.is_dir():
        raise DeskbotError(f"DESKBOT_ARCHIVE_DIR: there is no folder {path.parent}; nothing was forgotten")
    index = [{"ticket": one.ticket, "file": _place(one), "name": one.name, "sha256": one.sha256} for one in old]
    with writing(path, zipfile.ZIP_DEFLATED) as archive:
        for one in old:
            archive.add(_place(one), iter((content[one.sha256],)))
        archive.add("index.json", iter((json.dumps(index, indent=1, ensure_ascii=False).encode(),)))


def _place(one: Old) -> str:
    return f"T-{one.ticket}/{_UNSAFE.sub('_', one.name)[:100]}"
