"""What a page of the console takes in a young house, and beside years of tickets."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

from deskbot.store.embedded import EmbeddedPostgres
from tests.bench.console_speed import Figure, measure
from tests.bench.filling import fill, put_on_sheets
from tests.bench.growth_speed import MESSAGES, MOST
from tests.conftest import of_database
from tests.harness import MONDAY_NOON, running_world

SIZES = (12_000, 100_000, 1_000_000)
"""One each five minutes: the smallest house is six weeks old, the second a year, the third nine and a half."""


async def look(url: str, tickets: int) -> list[Figure]:
    """Open each kind of page some times."""
    async with running_world(url, directory="SELECT 1") as world:
        return await measure(world, tickets)


def beside(postgres: str, sizes: tuple[int, ...] = SIZES) -> dict[int, list[Figure]]:
    """Return how soon each kind of page is there beside so many tickets."""
    found: dict[int, list[Figure]] = {}
    for size in sizes:
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE console_{size}".encode())
        url = of_database(postgres, f"console_{size}")
        fill(url, MONDAY_NOON, tickets=size, messages=size * MESSAGES)
        put_on_sheets(url)
        found[size] = asyncio.run(look(url, size))
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE console_{size} WITH (FORCE)".encode())
    return found


def show(console: Console, measured: dict[int, list[Figure]]) -> None:
    """Print the medians, each beside that of the youngest house."""
    first, *others = measured
    table = Table(
        "page, median ms", f"{first:,} tickets", *(part for size in others for part in (f"{size:,}", "ratio"))
    )
    for place, figure in enumerate(measured[first]):
        row = [figure.name, f"{figure.half:.1f}"]
        for size in others:
            half = measured[size][place].half
            row += [
                f"{half:.1f}",
                f"{half / figure.half:.2f}" + (" [bold]over[/]" if half > MOST * figure.half else ""),
            ]
        table.add_row(*row)
    console.print(table)


def main() -> None:
    """Fill databases, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with EmbeddedPostgres.start(Path(folder) / "data") as postgres:
            show(Console(width=110), beside(postgres.url))


if __name__ == "__main__":
    main()
