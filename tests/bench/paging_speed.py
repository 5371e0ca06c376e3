"""From the 250 of an S1's mail to the carrier's request for its first page, alone and beside ten thousand jobs."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

from deskbot.simulators.mailbox import Fault
from deskbot.store.schema import upgrade
from tests.conftest import of_database
from tests.crash.server import Server, server_on
from tests.flow.mails import OUTAGE_S1
from tests.harness import ALL_QUEUES

SAMPLES = 100
WARM_UP = 3
OTHERS = 10_000
PAUSE = 0.3
"""Seconds from one page to the next mail, so that the carrier's last reports have come and been written down."""
QUEUES_OF_PAGES = ["pages", "triage"]
FORGET = """
UPDATE page SET state = 'cancelled', due_at = NULL, closed_at = now() - interval '30 days';
UPDATE notification SET due_at = NULL, sent_at = sent_at - interval '1 day', created_at = created_at - interval '1 day';
UPDATE dispatch SET begun_at = begun_at - interval '1 day';
UPDATE ticket SET state = 'closed', created_at = created_at - interval '30 days';
"""
"""So that each mail is a ticket of its own, and its page waits for no other: no burst, no bundle, no limit."""
RINGING = """
SELECT 1 FROM procrastinate_jobs WHERE queue_name = ANY(%s)
AND (status = 'doing' OR (status = 'todo' AND coalesce(scheduled_at, now()) <= now()))
"""
"""Whether a page's queues have something to do still: what the page before left behind is not idle."""


async def delays(server: Server, quiet: list[str]) -> list[float]:
    """Return the seconds from 250 to the carrier's request, for one S1 after the other once `quiet` queues are so."""
    found: list[float] = []
    for run in range(WARM_UP + SAMPLES):
        before = len(server.twilio.messages)
        await server.mail(f"{OUTAGE_S1}\n{run}", message_id=f"<p{run}@brightpathvoice.example>")
        begun = time.perf_counter()
        while len(server.twilio.messages) == before:  # noqa: ASYNC110  (a measurement looks often)
            await asyncio.sleep(0.001)
        found.append(time.perf_counter() - begun)
        await server.happens("delivered", lambda: server.sql("SELECT 1 FROM notification WHERE state = 'delivered'"))
        await server.happens("quiet", lambda: not server.sql(RINGING, quiet))
        await asyncio.sleep(PAUSE)
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute(FORGET)
    return found[WARM_UP:]


def wait_with_others(server: Server) -> None:
    """Let ten thousand other alarms ring and wait: letters to a relay that hangs, and tickets that are quiet."""
    now = datetime.now(UTC)
    with psycopg.connect(server.url, autocommit=True) as connection, connection.cursor() as cursor:
        for task, queue, count in (("deliver", "delivery", OTHERS // 2), ("silence", "timers", OTHERS // 2)):
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, scheduled_at)"
                " SELECT %s, %s, 0, jsonb_build_object('row_id', 900000000 + n), 'todo', %s"
                " FROM generate_series(1, %s) AS n",
                (queue, task, now, count),
            )


async def measure(postgres: str) -> list[tuple[str, list[float]]]:
    """Return the delays of a server that has nothing else to do, and of one with other jobs waiting."""
    found: list[tuple[str, list[float]]] = []
    for name, others in (("idle", False), (f"{OTHERS:,} other jobs waiting", True)):
        database = f"bench_paging_{int(others)}"
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database}")
        url = of_database(postgres, database)
        upgrade(url)
        with tempfile.TemporaryDirectory() as folder:
            async with server_on(url, Path(folder)) as server:
                await server.start()
                if others:
                    server.mailbox.fault = Fault.SILENT
                    wait_with_others(server)
                found.append((name, await delays(server, QUEUES_OF_PAGES if others else ALL_QUEUES)))
                left = server.sql("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")[0][0]
                if others:
                    found[-1] = (f"{name} ({left:,} still waited at the end)", found[-1][1])
    return found


def show(console: Console, measured: list[tuple[str, list[float]]]) -> None:
    """Print medians and the slowest in a hundred, with the ratio to the idle server's."""
    table = Table("from 250 to the carrier's request", "p50 ms", "p99 ms", "worst ms", "ratio of p50")
    baseline = statistics.median(measured[0][1])
    for name, several in measured:
        median, slow = statistics.median(several), statistics.quantiles(several, n=100)[98]
        row = (f"{median * 1000:.0f}", f"{slow * 1000:.0f}", f"{max(several) * 1000:.0f}", f"{median / baseline:.1f}")
        table.add_row(name, *row)
    console.print(table)
