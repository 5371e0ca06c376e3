"""What a mail costs until its answer is with the relay, in an empty house and beside years of tickets."""

from __future__ import annotations

import statistics
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from deskbot.store.schema import upgrade
from tests.bench import throughput
from tests.bench.filling import fill, put_on_sheets, set_alarms
from tests.bench.mail_load import RESELLERS
from tests.bench.throughput import Outcome

MAILS = 300
SIZES = (0, 100_000, 1_000_000)
MESSAGES = 3
"""Messages of each old ticket."""
MOST = 1.3
"""How many times as much a mail may cost beside all those tickets."""


async def measure(postgres: str, sizes: tuple[int, ...] = SIZES, count: int = MAILS) -> dict[int, Outcome]:
    """Return what mails have cost beside so many tickets."""
    found: dict[int, Outcome] = {}
    for size in sizes:

        def grow(url: str, size: int = size) -> None:
            if not size:
                upgrade(url)
            else:
                now = datetime.now(UTC)
                fill(url, now, tickets=size, messages=size * MESSAGES, resellers=RESELLERS)
                put_on_sheets(url)
                set_alarms(url, now + timedelta(days=3))

        with tempfile.TemporaryDirectory() as folder:
            found[size] = await throughput.deskbot_run(postgres, Path(folder), count, prepare=grow)
    return found


def show(console: Console, measured: dict[int, Outcome]) -> None:
    """Print them, each beside an empty house."""
    table = Table(
        "tickets there", "ms of processor a mail", "ratio", "the database's", "ratio", "p50 ms to 250", "ratio"
    )
    first = next(iter(measured.values()))
    for size, outcome in measured.items():
        row: list[str] = []
        for figure in (_ours, _theirs, _accepted):
            value, empty = figure(outcome), figure(first)
            row += [f"{value:.1f}", f"{value / empty:.2f}" + (" [bold]over[/]" if value > MOST * empty else "")]
        table.add_row(f"{size:,}", *row)
    console.print(table)


def _ours(outcome: Outcome) -> float:
    return outcome.processor * 1000 / len(outcome.answered)


def _theirs(outcome: Outcome) -> float:
    return outcome.database * 1000 / len(outcome.answered)


def _accepted(outcome: Outcome) -> float:
    return statistics.median(end - begun for _, begun, end in outcome.acknowledged) * 1000


if __name__ == "__main__":
    import asyncio
    import sys

    from deskbot.store.embedded import EmbeddedPostgres

    with tempfile.TemporaryDirectory() as data:
        Path(data).chmod(0o711)
        with EmbeddedPostgres.start(Path(data) / "data") as cluster:
            sizes = tuple(map(int, sys.argv[1:])) or SIZES
            show(Console(width=120), asyncio.run(measure(cluster.url, sizes)))
