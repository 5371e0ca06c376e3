"""Forget what nobody needs any more: docs/retention.md tells it table by table, desk.yaml what the desk decides.

One process at a time looks. What is old goes in small transactions: whoever is killed in between has lost nothing, and
the next look goes on there.
"""

from __future__ import annotations

import json
import logging
import re
import zipfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from deskbot.clock import Clock
from deskbot.desk import Keeping
from deskbot.errors import DeskbotError
from deskbot.store import audit, blobs, drafts, duties, held_answers, keeping, originals, webhooks
from deskbot.store.backup.archive import writing
from deskbot.store.blobs import PostgresBlobs
from deskbot.store.channel_state import StoredState
from deskbot.store.database import Database, Session, in_thread
from deskbot.store.originals import Old

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
SWEPT = 100_000
"""Names of bytes that one look goes through, to see whether anybody has them."""
WORDS_KEPT_FOR = timedelta(hours=1)
"""How long the words of an answer are kept that waited a moment: then it is on the timeline, or a draft again."""
DRAFTS_KEPT_FOR = timedelta(days=30)
"""How long what was begun to write is kept on a ticket that is closed."""

_UNSAFE = re.compile(r"[^\w.-]+")

log = logging.getLogger(__name__)

Aged = Callable[[Session, datetime, int], Awaitable[int]]
"""Forgets what is older than a moment, so many at most, and returns how many."""
Find = Callable[[Session, datetime, int], Awaitable[list[list[Old]]]]
"""Finds what is to be put away, of tickets that were closed before a moment."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Forgets what was kept long enough."""

    database: Database
    clock: Clock
    kept: Keeping
    archive: Path | None
    """The folder into which originals and files are put before they are forgotten."""
    holder: str = field(default_factory=duties.this_process)

    async def look(self) -> None:
        """Forget what is old, where no other process does so just now."""
        if not await self._is_ours():
            return
        now, kept = self.clock.now(), self.kept
        aged: list[tuple[str, Aged, timedelta | None]] = [
            ("webhook_event", webhooks.forget, EVENTS_KEPT_FOR),
            ("held_answer", held_answers.forget_words, WORDS_KEPT_FOR),
            ("draft", drafts.forget, DRAFTS_KEPT_FOR),
            *((str(row.__tablename__), partial(keeping.forget, row), age) for row, (_, age) in keeping.AFTER.items()),
            ("inbound", originals.forget_filed, kept.filed),
            ("audit", audit.forget, kept.audit),
        ]
        for what, forget, age in aged:
            if age is not None:
                await self._all(what, forget, now - age, AT_ONCE)
        await self._sweep()
        if kept.originals is not None:  # the last, as an archive may be out of reach
            for what, find in (("original", originals.of_messages), ("desk_file", originals.of_the_desk)):
                await self._all(what, partial(self._put_away, find), now - kept.originals, MESSAGES_AT_ONCE)

    async def _is_ours(self) -> bool:
        return await StoredState(self.database, "retention", self.clock, self.holder).hold("look", ALONE_FOR)

    async def _all(self, what: str, forget: Aged, before: datetime, most: int) -> None:
        """Forget in one transaction after the other, until nothing is left."""
        count, gone = 0, most
        while gone and await self._is_ours():
            async with self.database.begin() as session:
                gone = await forget(session, before, most)
            count += gone
        _tell(what, count)

    async def _sweep(self) -> None:
        """Forget bytes that were left behind by whoever had them last; the next look goes on where this one ends."""
        count, gone_through = 0, False
        for _ in range(0, SWEPT, AT_ONCE):
            if gone_through or not await self._is_ours():
                break
            async with self.database.begin() as session:
                gone, gone_through = await blobs.sweep(session, AT_ONCE)
            count += gone
        _tell("blob", count)

    async def _put_away(self, find: Find, session: Session, before: datetime, most: int) -> int:
        """Put originals or files into the archive, and forget them; return of how many messages, or how many files."""
        found = await find(session, before, most)
        sizes = await originals.sizes(session, [one.sha256 for several in found for one in several])
        chosen, room = 0, BYTES_AT_ONCE
        for several in found:
            room -= sum(sizes.get(one.sha256, 0) for one in several)
            if room < 0 and chosen:
                break  # the others are next; one that is larger than all of it goes alone
            chosen += 1
        old = [one for several in found[:chosen] for one in several]
        if not old:
            return 0
        now = self.clock.now()
        if self.archive is not None:
            content = {name: await PostgresBlobs().get(session, name) for name in {one.sha256 for one in old}}
            await in_thread(session, _write, self._archive_for(self.archive, old, now), old, content)
        await originals.forget(session, old, now)
        return chosen

    @staticmethod
    def _archive_for(folder: Path, old: Sequence[Old], now: datetime) -> Path:
        """Return the name of a file that is not there: one of a try that was cut off stays beside it."""
        first, last = min(one.ticket for one in old), max(one.ticket for one in old)
        name = f"deskbot-T-{first}-T-{last}-{now:%Y%m%dT%H%M%S%fZ}"
        path, count = folder / f"{name}.zip", 1
        while path.exists():
            path, count = folder / f"{name}-{count}.zip", count + 1
        return path


def _tell(what: str, count: int) -> None:
    """Log how much was forgotten: a table's rows, messages whose originals went, or files of the desk."""
    if count:
        log.info("forgotten: %s (%s)", count, what, extra={"action": "forgotten", "table": what})


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
