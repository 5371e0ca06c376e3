"""What keeps the promises when an alarm was lost: dead workers' jobs are revived, due rows are rung for.

Each round ends with a sign of life, by which health knows that somebody looks after a queue. One that has much to ring
for, as after a database was away, takes minutes: it gives one every few seconds, as long as it gets on.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.engine.jobs import QUEUES, STALLED, Jobs
from deskbot.store import dead_workers, inbound, leases, outbox, pages, signs, suggestions, urgency
from deskbot.store.database import Database, Session
from deskbot.store.due import rows_due
from deskbot.store.tables import (
    AwaitedFileRow,
    CallRow,
    HeldAnswerRow,
    NoticeRow,
    OutboxRow,
    PageMessageRow,
    RecordingRow,
    SlaTargetRow,
    SnoozeRow,
    SuggestionRow,
    TaskRow,
    TicketRow,
    WebhookDeliveryRow,
    WebhookEventRow,
)

EVERY = 2.0
"""Seconds between two rounds."""

GRACE = timedelta(seconds=5)
"""How long a row may be overdue until its alarm is taken for lost."""
SIGN_EVERY = timedelta(seconds=5)
"""So often a round gives a sign of life that gets on and has not ended."""

DueRows = Callable[[Session, datetime], Awaitable[Sequence[int]]]

DUE: dict[str, DueRows] = {
    "page": urgency.due_pages,
    "notify": urgency.due_notifications,
    "tell": rows_due(NoticeRow),
    "show": rows_due(PageMessageRow),
    "triage": inbound.due,
    "deliver": rows_due(OutboxRow),
    "silence": rows_due(TicketRow),
    "task": rows_due(TaskRow),
    "sla": rows_due(SlaTargetRow),
    "suggest": rows_due(SuggestionRow),
    "recording": rows_due(RecordingRow),
    "file": rows_due(AwaitedFileRow),
    "call": rows_due(CallRow),
    "answer": rows_due(HeldAnswerRow),
    "snooze": rows_due(SnoozeRow),
    "event": rows_due(WebhookEventRow),
    "webhook": rows_due(WebhookDeliveryRow),
}
"""Each task's rows whose time has come; pages first."""


LEASED: dict[str, Callable[[Session, int], Awaitable[OutboxRow | SuggestionRow | None]]] = {
    "deliver": outbox.lock,
    "suggest": suggestions.lock,
}
"""The tasks whose rows only whoever has an alarm of theirs in hand has a lease on; and how such a row is locked."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Housekeeping:
    """Rounds through the rows and the jobs."""

    database: Database
    jobs: Jobs
    clock: Clock
    queues: frozenset[str]
    """The queues whose rows this process looks after."""
    grace: timedelta = GRACE
    _sign_at: datetime | None = field(default=None, init=False)
    """When the last sign of life was given, or the first round began."""

    async def round(self) -> None:
        """Revive the jobs of dead workers, ring for every row that is due, and give a sign of life."""
        self._sign_at = self._sign_at or self.clock.now()
        try:
            await self._revive()
        finally:
            await self.sweep()
        async with self.database.begin() as session:
            await leases.shorten(session, self.clock.now())
        await self._sign()

    async def _sign(self) -> None:
        self._sign_at = self.clock.now()
        async with self.database.begin() as session:
            await signs.give(session, self.queues, self._sign_at)

    async def _has_got_on(self) -> None:
        """Give a sign of life, where the last one was a while ago."""
        # A clock that was set back shows a moment before it.
        if self._sign_at and abs(self.clock.now() - self._sign_at) >= SIGN_EVERY:
            await self._sign()

    async def _revive(self) -> None:
        """Ring anew for what dead workers had in hand; others may do so at the same time, here or elsewhere."""
        revived = 0
        while await self._revive_next():
            revived += 1
            await self._has_got_on()
        if revived:
            log.warning("jobs revived", extra={"action": "jobs_revived", "count": revived})

    async def _revive_next(self) -> bool:
        """Give one alarm of a dead worker on, if there is one that nobody else gives on just now."""
        async with self.database.begin() as session:
            taken = await dead_workers.take(session, self.queues, QUEUES, STALLED)
            if taken is None:
                return False
            task, row_id = taken
            await self._release(session, task, row_id)
            self.jobs.ring(session, task, row_id)
        return True

    async def _release(self, session: Session, task: str, row_id: int) -> None:
        """End the lease that a dead worker held on a row, so that the next attempt need not wait for its end.

        A worker that was only slow loses nothing by it: its attempt's number no longer fits, and is not noted.
        """
        now = self.clock.now()
        if task in LEASED:
            row = await LEASED[task](session, row_id)
            if row is not None and row.due_at is not None and not await dead_workers.in_hand(session, task, row_id):
                row.due_at = now
        elif task == "notify":
            await pages.release(session, row_id, now)
        elif task == "page":
            # What whoever took the page's step was handing over is handed over by another.
            for notification in await pages.being_sent(session, row_id):
                if await pages.release(session, notification, now):
                    self.jobs.ring(session, "notify", notification)

    async def sweep(self) -> int:
        """Ring for every row that is due; return how many there are."""
        found = 0
        for task, due_rows in DUE.items():
            if QUEUES[task] not in self.queues:
                continue
            async with self.database.begin() as session:
                due = await due_rows(session, self.clock.now() - self.grace)
            found += len(due)
            # A transaction each: those of one are set by their numbers, and these have to ring the oldest first.
            for row_id in due:
                async with self.database.begin() as session:
                    self.jobs.ring(session, task, row_id)
                await self._has_got_on()
        return found
