"""`make bench`: figures of the real server, each beside its baseline, several runs, medians and ratios."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

from deskbot.simulators.mailbox import Fault
from deskbot.store.embedded import EmbeddedPostgres
from deskbot.store.schema import upgrade
from tests.bench import (
    burst_speed,
    doors_speed,
    growth_speed,
    machines_speed,
    mail_readers,
    matching_speed,
    paging_speed,
    throughput,
)
from tests.bench.mail_speed import figures
from tests.conftest import of_database
from tests.crash.server import Server, server_on
from tests.flow.mails import OUTAGE_S1

RUNS = 5
ADDITIONS = 10_000_000
HOSTILE = "a:\n>\n" * 200_000
"""What keeps a reading process busy for a second and more: the beginning of a quote, again and again."""


async def page_delays(server: Server, hostile: int) -> list[float]:
    """Return, for several S1 mails, the seconds from their 250 to the carrier's request."""
    delays = []
    for run in range(RUNS):
        for number in range(hostile):
            await server.mail(HOSTILE, message_id=f"<h{run}.{number}@brightpathvoice.example>")
        before = len(server.twilio.messages)
        await server.mail(f"{OUTAGE_S1}\n{run}", message_id=f"<s{hostile}.{run}@brightpathvoice.example>")
        begun = time.perf_counter()
        while len(server.twilio.messages) == before:  # noqa: ASYNC110  (a measurement looks often)
            await asyncio.sleep(0.001)
        delays.append(time.perf_counter() - begun)
        await server.happens(
            "delivered", lambda: not server.sql("SELECT 1 FROM notification WHERE state <> 'delivered'")
        )
        for (number,) in server.sql("SELECT number FROM ticket WHERE state <> 'closed'"):
            server.sql_do("UPDATE page SET state = 'cancelled', due_at = NULL WHERE ticket_number = %s", number)
    return delays


async def urgent_beside_trouble(postgres: str) -> None:
    """Print the delay of an S1's page: alone, and beside a hanging relay and hostile mail."""
    table = Table("from 250 to the carrier's request", "median ms", "worst ms", "ratio")
    baseline = 0.0
    for place, (name, fault, hostile) in enumerate(
        [("idle", Fault.NONE, 0), ("relay hangs", Fault.SILENT, 0), ("relay hangs, hostile mail", Fault.SILENT, 2)]
    ):
        database = f"bench_{place}"
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database}")
        url = of_database(postgres, database)
        upgrade(url)
        with tempfile.TemporaryDirectory() as folder:
            async with server_on(url, Path(folder)) as server:
                server.mailbox.fault = fault
                await server.start()
                delays = await page_delays(server, hostile)
        median = statistics.median(delays)
        baseline = baseline or median
        table.add_row(name, f"{median * 1000:.0f}", f"{max(delays) * 1000:.0f}", f"{median / baseline:.1f}")
    Console().print(table)


def mail_speed() -> None:
    """Print how long mail takes to read."""
    table = Table("mail", "median ms", "worst ms")
    for name, median, worst in figures():
        table.add_row(name, f"{median:.2f}", f"{worst:.2f}")
    Console().print(table)


def machine_speed() -> None:
    """Print how quick this machine's Python is: figures of two machines can be compared by it only."""
    taken = []
    for _ in range(RUNS):
        begun, total = time.perf_counter(), 0
        for number in range(ADDITIONS):
            total += number
        taken.append(time.perf_counter() - begun)
    Console().print(f"this machine: {ADDITIONS // 1_000_000} million additions take {statistics.median(taken):.2f} s")


def main() -> None:
    """Run every benchmark."""
    machine_speed()
    mail_speed()
    mail_readers.show(Console(width=mail_readers.WIDTH))
    matching_speed.show(Console(width=mail_readers.WIDTH))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with EmbeddedPostgres.start(Path(folder) / "data") as postgres:
            throughput.show(Console(width=mail_readers.WIDTH), asyncio.run(throughput.measure(postgres.url)))
            burst_speed.show(Console(width=mail_readers.WIDTH), asyncio.run(burst_speed.measure(postgres.url)))
            growth_speed.show(Console(width=mail_readers.WIDTH), asyncio.run(growth_speed.measure(postgres.url)))
            asyncio.run(urgent_beside_trouble(postgres.url))
            doors_speed.show(Console(width=mail_readers.WIDTH), asyncio.run(doors_speed.measure(postgres.url)))
            paging_speed.show(Console(width=mail_readers.WIDTH), asyncio.run(paging_speed.measure(postgres.url)))
            machines_speed.show(Console(width=mail_readers.WIDTH), asyncio.run(machines_speed.measure(postgres.url)))


main()
