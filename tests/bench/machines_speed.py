"""Tickets a second with one, two and four worker machines on one database, and what a ticket takes of a processor.

All machines share the processors of this one: where one worker uses them up, more workers add nothing here. What a
ticket takes of a processor says how far more machines would carry.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

from deskbot.store.schema import upgrade
from tests.bench.mail_load import WAITING
from tests.bench.throughput import postmaster, processor_seconds
from tests.conftest import of_database
from tests.crash.machines import machines_on
from tests.crash.server import Server
from tests.flow.mails import QUESTION_S4
from tests.relatives import family

WORKERS = (1, 2, 4)
TICKETS = 200


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one number of workers."""

    workers: int
    seconds: float
    """From the start of the workers' work to the last ticket."""
    processor: float
    """Seconds of a processor that the workers took, with their readers."""
    database: float
    """The same of PostgreSQL's processes."""
    stored: float
    """Bytes by which the database has grown."""
    logged: float
    """Bytes of its write-ahead log, which a replica is sent."""
    shares: list[int]
    """Tickets of each worker."""


async def figures(postgres: str, workers: int) -> Figures:
    """Let mails come in while no worker runs, then let workers make tickets of them all."""
    name = f"machines_{workers}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # pyright: ignore[reportArgumentType]
    url = of_database(postgres, name)
    upgrade(url)
    with tempfile.TemporaryDirectory() as folder:
        async with machines_on(url, Path(folder)) as machines:
            (door,) = await machines.start("smtp")
            working = await machines.start(*["worker"] * workers)
            # What comes first finds everything ready; it is no part of the figures.
            for number in range(2 * workers):
                await door.mail(f"{QUESTION_S4} first {number}", message_id=f"<f{number}@brightpathvoice.example>")
            await done(door)
            cluster = family(postmaster(door))
            before, base = processor(working), processor_seconds(cluster)
            shares, (size, log) = [triaged_by(one) for one in working], written(door)
            begun = time.perf_counter()
            await asyncio.gather(*(sent(door, lane) for lane in range(8)))
            await done(door)
            seconds = time.perf_counter() - begun
            bigger, longer = written(door)
            return Figures(
                workers,
                seconds,
                processor(working) - before,
                processor_seconds(cluster) - base,
                bigger - size,
                longer - log,
                [triaged_by(one) - known for one, known in zip(working, shares, strict=True)],
            )


async def sent(door: Server, lane: int) -> None:
    """Send one lane's share of the mails."""
    for number in range(lane, TICKETS, 8):
        await door.mail(f"{QUESTION_S4} {number}", message_id=f"<q{number}@brightpathvoice.example>")


async def done(door: Server) -> None:
    """Return once every mail is a ticket."""
    await door.happens("all are triaged", lambda: not door.sql(WAITING))


def written(door: Server) -> tuple[float, float]:
    """Return how large the database is, and how much its log has taken so far, in bytes."""
    ((size, log),) = door.sql("SELECT pg_database_size(current_database()), pg_current_wal_lsn() - '0/0'::pg_lsn")
    return float(size), float(log)


def processor(machines: Iterable[Server]) -> float:
    """Return the seconds of a processor that machines have taken."""
    return processor_seconds([pid for one in machines if one.process for pid in family(one.process.pid)])


def triaged_by(machine: Server) -> int:
    """Return how many messages a machine has triaged, by its log."""
    return machine.log.read_text().count("action=triaged")


async def measure(postgres: str) -> list[Figures]:
    """Return the figures for each number of workers."""
    return [await figures(postgres, workers) for workers in WORKERS]


def show(console: Console, measured: list[Figures]) -> None:
    """Print them."""
    table = Table(
        "worker machines",
        "tickets/s",
        "ratio",
        "worker's processor, ms a ticket",
        "PostgreSQL's, ms a ticket",
        "kB stored a ticket",
        "kB of log a ticket",
        "tickets of each",
        title=f"many machines: {TICKETS} mails by one door, all on this machine's {os.cpu_count()} processors",
    )
    for one in measured:
        table.add_row(
            str(one.workers),
            f"{TICKETS / one.seconds:.1f}",
            f"{measured[0].seconds / one.seconds:.2f}",
            f"{one.processor / TICKETS * 1000:.0f}",
            f"{one.database / TICKETS * 1000:.1f}",
            f"{one.stored / TICKETS / 1000:.0f}",
            f"{one.logged / TICKETS / 1000:.0f}",
            " ".join(map(str, one.shares)),
        )
    console.print(table)


def main() -> None:
    """Measure alone: python -m tests.bench.machines_speed."""
    from deskbot.store.embedded import EmbeddedPostgres

    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with EmbeddedPostgres.start(Path(folder) / "data") as postgres:
            show(Console(width=140), asyncio.run(measure(postgres.url)))


if __name__ == "__main__":
    main()
