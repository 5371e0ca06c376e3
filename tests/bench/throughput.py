"""How many mails a second are accepted, and become tickets whose answers are with the relay: beside three bare servers.

The senders, each server, the relay and PostgreSQL are processes of their own, and share one machine.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

from deskbot.store.schema import upgrade
from tests.bench.mail_load import RESELLERS
from tests.conftest import of_database
from tests.crash.server import Server, server_on
from tests.relatives import family

MAILS = 1000
LANES = 8
"""Connections at a time; as many as the database connections of the baseline."""
RUNS = 3
BASELINES = {
    "aiosmtpd, nothing kept": "nothing",
    "aiosmtpd, a file and fsync": "file",
    "aiosmtpd, a committed row": "row",
}
COMMITTED_ROW = "aiosmtpd, a committed row"
DESKBOT = "deskbot"
BETWEEN_LOOKS = 0.5
PATIENCE = 600.0
DIRECTORY = """
INSERT INTO reseller (id, key, name, region, zone, tier)
    SELECT 1001 + n, 'reseller' || n, 'Reseller ' || n, 'na', 'America/Chicago', 'standard'
    FROM generate_series(0, %(last)s) n ON CONFLICT DO NOTHING;
INSERT INTO reseller_domain SELECT 'reseller' || n || '.example', 1001 + n FROM generate_series(0, %(last)s) n;
INSERT INTO contact (id, reseller_id, name, active)
    SELECT 1001 + n, 1001 + n, 'Robin Reyes', true FROM generate_series(0, %(last)s) n;
INSERT INTO identity (contact_id, channel, address)
    SELECT 1001 + n, 'email', 'tech@reseller' || n || '.example' FROM generate_series(0, %(last)s) n;
"""


@dataclass
class Outcome:
    """What one run has shown; times are seconds."""

    acknowledged: list[tuple[int, float, float]]
    """The number of each mail, and when it was begun and acknowledged."""
    answered: dict[int, float] = field(default_factory=dict)
    """When the relay had the answer to a mail."""
    memory: int = 0
    """Octets of all processes at the worst moment, what they share counted once; the database is not among them."""
    started: float = 0.0
    processor: float = 0.0
    """Seconds of all processes, the database's not among them."""
    database: float = 0.0

    @property
    def begun(self) -> float:
        """When the first mail was begun."""
        return min(begun for _, begun, _ in self.acknowledged)

    @property
    def accepted_a_second(self) -> float:
        """How many mails a second were acknowledged."""
        return len(self.acknowledged) / (max(end for *_, end in self.acknowledged) - self.begun)

    @property
    def answered_a_second(self) -> float:
        """How many mails a second were tickets, with their answers at the relay."""
        return len(self.answered) / (max(self.answered.values()) - self.begun) if self.answered else 0.0

    def wait(self, percent: int) -> float:
        """Return within which time so many of a hundred mails were acknowledged."""
        return statistics.quantiles([end - begun for _, begun, end in self.acknowledged], n=100)[percent - 1]


@asynccontextmanager
async def program(*words: str, stdout: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run one of the bench's programs, its output in a file; end it."""
    with stdout.open("wb") as file:
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", *words, stdout=file)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@asynccontextmanager
async def sink(kind: str, where: str, folder: Path) -> AsyncIterator[tuple[int, Path]]:
    """Run one of the bare servers; yield its port, and where it tells what it has taken."""
    told = folder / f"{kind}.told"
    async with program("tests.bench.mail_sinks", kind, where, stdout=told):
        while not (lines := told.read_text().split("\n", 1))[1:]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        yield int(lines[0]), told


async def load(port: int, folder: Path, count: int, *, first: int = 1, seconds: float = 0.0) -> Outcome:
    """Send mails from a process of its own, and return how they were acknowledged.

    Raises:
        RuntimeError: some were not.
    """
    words = ("127.0.0.1", str(port), str(count), str(LANES), str(first), *([str(seconds)] if seconds else []))
    async with program("tests.bench.mail_load", *words, stdout=folder / "load") as sender:
        await sender.wait()
    told = [line.split() for line in (folder / "load").read_text().splitlines()]
    if len(told) != count:
        raise RuntimeError(f"{len(told)} of {count} mails were acknowledged")
    return Outcome([(int(number), float(begun), float(end)) for number, begun, end in told])


def answers(told: Path) -> dict[int, float]:
    """Return when the relay had the first answer to each mail."""
    found: dict[int, float] = {}
    for line in told.read_text().splitlines()[1:]:
        when, number = line.split()
        found.setdefault(int(number), float(when))
    return found


def processor_seconds(pids: list[int]) -> float:
    """Return how long processes, and their children that have ended, have had a processor."""
    ticks = 0
    for pid in pids:
        try:
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[11:15]))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def resident(pids: list[int]) -> int:
    """Return the octets that processes have in memory; what several share is counted once."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


async def watch_memory(outcome: Outcome, pid: int) -> None:
    """Note the most that a process and its children have in memory, until cancelled."""
    while True:
        outcome.memory = max(outcome.memory, resident(family(pid)))
        await asyncio.sleep(BETWEEN_LOOKS)


@asynccontextmanager
async def bench_server(
    postgres: str, database: str, folder: Path, relay: int, prepare: Callable[[str], None] = upgrade
) -> AsyncIterator[Server]:
    """Run deskbot on a new database whose directory knows the senders, with a relay that is a process of its own."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {database}")
    url = of_database(postgres, database)
    prepare(url)
    async with server_on(url, folder, trusted_relays="127.0.0.1", hands=None) as server:
        server.settings = server.settings.model_copy(update={"smtp_relay": f"smtp://127.0.0.1:{relay}"})
        with psycopg.ClientCursor(psycopg.connect(url, autocommit=True)) as cursor:
            cursor.execute(DIRECTORY, {"last": RESELLERS - 1})
        yield server


async def warmed(server: Server, told: Path, folder: Path) -> None:
    """Wait until a server that has just started has answered some mails."""
    await load(server.smtp[1], folder, 20, first=900_001)
    while len(answers(told)) < 20:  # noqa: ASYNC110
        await asyncio.sleep(BETWEEN_LOOKS)


async def deskbot_run(
    postgres: str, folder: Path, count: int = MAILS, prepare: Callable[[str], None] = upgrade
) -> Outcome:
    """Return what a run of deskbot has shown, on a database that was prepared."""
    async with (
        sink("nothing", "", folder) as (relay, told),
        bench_server(postgres, "bench_load", folder, relay, prepare) as server,
    ):
        begun = time.monotonic()
        await server.start()
        started = time.monotonic() - begun
        await warmed(server, told, folder)
        assert server.process
        cluster = postmaster(server)
        before, database = processor_seconds(family(server.process.pid)), processor_seconds(family(cluster))
        most = Outcome([])
        watching = asyncio.create_task(watch_memory(most, server.process.pid))
        outcome = await load(server.smtp[1], folder, count)
        end = time.monotonic() + PATIENCE
        while len(answers(told)) < count + 20 and time.monotonic() < end:  # noqa: ASYNC110
            await asyncio.sleep(BETWEEN_LOOKS)
        watching.cancel()
        outcome.memory, outcome.started = most.memory, started
        outcome.processor = processor_seconds(family(server.process.pid)) - before
        outcome.database = processor_seconds(family(cluster)) - database
        outcome.answered = {number: when for number, when in answers(told).items() if number < 900_001}
        if missing := count - len(outcome.answered):
            raise RuntimeError(f"{missing} of {count} mails were not answered within {PATIENCE:.0f} s")
        return outcome


def postmaster(server: Server) -> int:
    """Return the process id of the database's main process."""
    return next(
        int(row[0]) for row in server.sql("SELECT pg_read_file('postmaster.pid', 0, 20)") for row in [row[0].split()]
    )


async def baseline_run(postgres: str, kind: str, folder: Path, count: int = MAILS) -> Outcome:
    """Return what a run of one of the bare servers has shown."""
    where = str(folder / "kept")
    (folder / "kept").mkdir(exist_ok=True)
    if kind == "row":
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS bench_row WITH (FORCE)")
            connection.execute("CREATE DATABASE bench_row")
        where = of_database(postgres, "bench_row")
    async with sink(kind, where, folder) as (port, _):
        await load(port, folder, 50, first=900_001)
        return await load(port, folder, count)


async def measure(postgres: str, count: int = MAILS, runs: int = RUNS) -> dict[str, list[Outcome]]:
    """Return the outcomes of every server, taken in turns, so that a slow minute of the machine meets all alike."""
    found: dict[str, list[Outcome]] = {}
    for _ in range(runs):
        for name, kind in (*BASELINES.items(), (DESKBOT, "")):
            with tempfile.TemporaryDirectory() as folder:
                run = (
                    baseline_run(postgres, kind, Path(folder), count)
                    if kind
                    else deskbot_run(postgres, Path(folder), count)
                )
                found.setdefault(name, []).append(await run)
    return found


def show(console: Console, measured: dict[str, list[Outcome]]) -> None:
    """Print the medians of the runs, and how they compare with a server that commits one row a mail."""

    def median(name: str, figure: str) -> float:
        return statistics.median(getattr(outcome, figure) for outcome in measured[name])

    table = Table("mail in", "accepted/s", "ratio", "p50 ms", "p99 ms", "tickets/s, answered", "ratio")
    whole = median(COMMITTED_ROW, "accepted_a_second")
    for name, outcomes in measured.items():
        accepted, answered = median(name, "accepted_a_second"), median(name, "answered_a_second")
        p50, p99 = (statistics.median(one.wait(percent) * 1000 for one in outcomes) for percent in (50, 99))
        end = (f"{answered:.1f}", f"{answered / whole:.3f}") if answered else ("", "")
        table.add_row(name, f"{accepted:.0f}", f"{accepted / whole:.2f}", f"{p50:.1f}", f"{p99:.1f}", *end)
    console.print(table)
    count = len(measured[DESKBOT][0].answered) or 1
    ours, database = (median(DESKBOT, figure) * 1000 / count for figure in ("processor", "database"))
    console.print(
        f"deskbot: ready {median(DESKBOT, 'started'):.1f} s after its start; at most "
        f"{median(DESKBOT, 'memory') / 2**20:.0f} MiB, the database aside; a ticket takes {ours:.1f} ms of processor, "
        f"and {database:.1f} ms of the database's"
    )


if __name__ == "__main__":
    from deskbot.store.embedded import EmbeddedPostgres

    with tempfile.TemporaryDirectory() as data:
        Path(data).chmod(0o711)
        with EmbeddedPostgres.start(Path(data) / "data") as cluster:
            show(Console(), asyncio.run(measure(cluster.url, *map(int, sys.argv[1:]))))
