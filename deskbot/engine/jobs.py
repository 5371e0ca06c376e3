"""The job queue: alarm clocks for rows, set in the transaction that writes the row.

A job carries a row's id and nothing else. Its handler reads the row again and looks at `due_at`: a job that
rings twice, late, or for a row that has moved on does no harm, and a sweep rings for rows whose job was lost.
Of the jobs that have rung a worker takes those of the gravest tickets first: this is decided when the alarm is set.
No job carries a lock, because a later job's lock would hold back every earlier one of the same lock.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from procrastinate import App, PsycopgConnector
from procrastinate.connector import Notify
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from deskbot.engine.turns import is_beyond
from deskbot.errors import UnavailableError
from deskbot.escalation.order import place, place_of_turn, priority
from deskbot.model.case import Severity
from deskbot.model.page import Medium
from deskbot.store import urgency
from deskbot.store.database import Session, before_commit, driver_connection, plain_url
from deskbot.store.inbound import Turn
from deskbot.store.job_pool import NEXT, job_pool
from deskbot.store.tables import InboundRow, NoticeRow, NotificationRow

QUEUES = {
    "triage": "triage",
    "deliver": "delivery",
    "silence": "timers",
    "task": "timers",
    "sla": "timers",
    "suggest": "suggestions",
    "recording": "timers",
    "file": "timers",
    "call": "timers",
    "answer": "delivery",
    "snooze": "timers",
    "event": "webhooks",
    "webhook": "webhooks",
    "page": "pages",
    "notify": "pages",
    "tell": "pages",
    "show": "chats",
}
"""Each task's queue. Pages have their own, which only the pager's process serves; a slow model has one to itself."""
CROWD = "crowd"
"""Where the alarms of messages ring that are beyond their sender's share: it has few places, and keeps them."""
CHATS = "chats"
"""Where the alarms of what goes to a chat ring instead of with other pages: a chat that hangs holds up no text."""
OF_A_MEDIUM: dict[str, type[NotificationRow | NoticeRow]] = {"notify": NotificationRow, "tell": NoticeRow}
"""The tasks whose rows go by some medium."""

Urgency = Callable[[Session, int], Awaitable[tuple[Severity, bool] | None]]

URGENCY: dict[str, Urgency] = {"page": urgency.of_page, "notify": urgency.of_notification}
"""How urgent a task's row is: its alarm is answered before less urgent ones that have rung earlier."""

HEARTBEAT = 2.0
"""Seconds between a worker's signs of life."""
STALLED = 8.0
"""Seconds without one until its jobs are given to others."""
LISTENS_AGAIN = 1.0
"""Seconds until it is tried again to listen; meanwhile a worker asks for new jobs by itself."""

Handler = Callable[[int], Awaitable[None]]

log = logging.getLogger(__name__)


class Alarm(NamedTuple):
    """When a row is to be looked at."""

    task: str
    row_id: int
    at: datetime | None


def turn_of(turn_at: datetime, accepted_at: datetime) -> Turn:
    """Return the place of a message that was accepted at a moment."""
    beyond = is_beyond(turn_at, accepted_at)
    return Turn(turn_at, CROWD if beyond else QUEUES["triage"], place_of_turn(turn_at))


_ALARMS = "alarms"
_IN_HAND = "what was in hand when an alarm was set"


class _Connector(PsycopgConnector):
    """Listens for ever: procrastinate's gives up where it cannot connect at once, and no worker of it notices."""

    async def listen_notify(self, on_notification: Notify, channels: Iterable[str]) -> None:
        names = list(channels)
        while True:
            with contextlib.suppress(ConnectorException):  # the worker's own loop tells of a database that is away
                await super().listen_notify(on_notification, names)
            await asyncio.sleep(LISTENS_AGAIN)


class _Manager(JobManager):
    """Takes jobs by our own statement, and goes on with signs of life where one failed: procrastinate's gives none."""

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        rows = await self.connector.execute_query_all_async(NEXT, queues=list(queues or ()), worker_id=worker_id)
        return Job.from_row(rows[0]) if rows else None

    async def update_heartbeat(self, worker_id: int) -> None:
        with contextlib.suppress(ConnectorException):  # as above
            await super().update_heartbeat(worker_id)


class Jobs:
    """Sets alarms and runs the workers that answer them."""

    def __init__(self, url: str, *, pool_size: int = 6) -> None:
        """Prepare the queue; `open` connects it."""
        self.app = App(
            connector=_Connector(conninfo=plain_url(url), min_size=1, max_size=pool_size, pool_factory=job_pool)
        )
        self.app.job_manager = _Manager(self.app.connector)

    def handle(self, task: str, handler: Handler) -> None:
        """Let `handler` answer the alarms of a task; it is called with the row's id."""

        async def answer(row_id: int) -> None:
            await handler(row_id)

        self.app.task(name=task, queue=QUEUES[task])(answer)

    async def open(self) -> None:
        """Connect."""
        await self.app.open_async()

    async def close(self) -> None:
        """Disconnect."""
        await self.app.close_async()

    def ring(
        self,
        session: Session,
        task: str,
        row_id: int,
        at: datetime | None = None,
        *,
        new: bool = False,
    ) -> None:
        """Set an alarm that exists if, and only if, the session's transaction commits.

        Those of a transaction are written together, when it is about to commit.

        Args:
            session: its transaction carries the job.
            task: a key of `QUEUES`.
            row_id: the row that is to be looked at.
            at: not before this moment; None is at once.
            new: the transaction has written the row just now, so that nobody can have rung for it.
        """
        pending: dict[Alarm, bool] = session.info.setdefault(_ALARMS, {})
        if not pending:
            before_commit(session, self._set)
        if task in URGENCY:
            # Sessions forget what nobody holds: what this one has read now need not be read again for the urgency.
            session.info.setdefault(_IN_HAND, {}).update({id(row): row for row in session.identity_map.values()})
        alarm = Alarm(task, row_id, at)
        pending[alarm] = pending.get(alarm, False) or new

    async def _set(self, session: Session) -> None:
        pending: dict[Alarm, bool] = session.info.pop(_ALARMS)
        # In one order: two who set the same ones wait for each other's transaction.
        in_line = sorted(pending, key=_place_in_line)
        jobs = [await self._job(session, alarm) for alarm in in_line]
        session.info.pop(_IN_HAND, None)
        if all(pending.values()):
            await self._defer(session, jobs)
            return
        try:
            async with session.begin_nested():
                await self._defer(session, jobs)
        except AlreadyEnqueued:
            for job in jobs:
                await self._defer_unless_queued(session, job)

    async def _job(self, session: Session, alarm: Alarm) -> Job:
        told_by = OF_A_MEDIUM.get(alarm.task)
        row = await session.get(told_by, alarm.row_id) if told_by else None
        turn = await _turn(session, alarm)
        urgency = await _urgency(session, alarm)
        when = alarm.at.isoformat() if alarm.at else "now"
        queue = QUEUES[alarm.task]
        if row is not None and Medium(row.medium).chat:
            queue = CHATS
        elif turn:
            queue = turn.queue
        return self.app.configure_task(
            alarm.task,
            queue=queue,
            schedule_at=alarm.at,
            queueing_lock=f"{alarm.task}:{alarm.row_id}@{when}",
            priority=turn.priority if turn else place(urgency, alarm.at),
        ).make_new_job(row_id=alarm.row_id)

    async def _defer(self, session: Session, jobs: list[Job]) -> None:
        # Asked for within the savepoint, if there is one: it is set when the connection is first used in it.
        connection = await driver_connection(session)
        await self.app.job_manager.batch_defer_jobs_async(jobs, connection=connection)

    async def _defer_unless_queued(self, session: Session, job: Job) -> None:
        try:
            async with session.begin_nested():
                await self._defer(session, [job])
        except AlreadyEnqueued:
            log.debug("already queued", extra={"action": "ring", "job": job.queueing_lock})

    async def work(self, queues: Iterable[str], *, name: str, concurrency: int) -> None:
        """Answer alarms until cancelled.

        Raises:
            UnavailableError: the database is away.
        """
        try:
            await self.app.run_worker_async(
                queues=list(queues),
                name=name,
                concurrency=concurrency,
                fetch_job_polling_interval=1.0,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=STALLED,
                shutdown_graceful_timeout=5.0,
                delete_jobs="successful",
                install_signal_handlers=False,
            )
        except ConnectorException as error:
            raise UnavailableError(f"the job queue cannot be reached: {error}") from (error.__cause__ or error)

    async def drain(self, queues: Iterable[str]) -> None:
        """Answer every alarm that has rung, then return."""
        await self.app.run_worker_async(
            queues=list(queues),
            name="drain",
            wait=False,
            listen_notify=False,
            delete_jobs="successful",
            install_signal_handlers=False,
        )


async def _turn(session: Session, alarm: Alarm) -> Turn | None:
    """Return the turn of a message that was stored earlier; one that a person wants waits for nobody."""
    row = await session.get(InboundRow, alarm.row_id) if alarm.task == "triage" else None
    if row is None or row.turn_at is None or row.wanted:
        return None
    return turn_of(row.turn_at, row.accepted_at)


def _place_in_line(alarm: Alarm) -> tuple[str, int, str]:
    return alarm.task, alarm.row_id, alarm.at.isoformat() if alarm.at else ""


async def _urgency(session: Session, alarm: Alarm) -> int:
    found = await URGENCY[alarm.task](session, alarm.row_id) if alarm.task in URGENCY else None
    return priority(found[0], repeated=found[1]) if found else 0
