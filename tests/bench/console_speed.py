"""The console over 100,000 tickets and 1,000,000 messages: how soon a list, a search and a ticket's page are there.

And what a write costs more since those who look at the console hear of it.

The browser and the server share one process here, and both of them the machine with the database.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

from deskbot.model.account import DeskRole
from deskbot.store.embedded import EmbeddedPostgres
from tests.bench.filling import COMMON, SYLLABLES, fill
from tests.conftest import of_database
from tests.flow.browser import Browser, admitted
from tests.harness import World, running_world

TICKETS, MESSAGES = 100_000, 1_000_000
RUNS = 40
WRITES, WRITE_RUNS = 500, 5
LONGEST, LARGEST = 150, 100_000
"""Milliseconds and bytes that a page may take."""


@dataclass(frozen=True)
class Figure:
    """How soon one kind of page was there, in milliseconds, and the largest one's bytes."""

    name: str
    half: float
    most: float
    size: int


def asked(tickets: int) -> dict[str, Callable[[random.Random], str]]:
    """Return the addresses of each kind of page, of a house of so many tickets."""

    def search(*words: Callable[[random.Random], str]) -> Callable[[random.Random], str]:
        return lambda rng: "/console/tickets?q=" + "+".join(word(rng) for word in words)

    common = lambda rng: rng.choice(COMMON[:40])  # noqa: E731
    return {
        "open tickets": lambda _: "/console/tickets",
        "mine, gravest first": lambda _: "/console/tickets?owner=me&sort=gravest",
        "all, changed last first": lambda _: "/console/tickets?state=all&sort=changed",
        "all of a reseller": lambda rng: f"/console/tickets?state=all&reseller=reseller-{rng.randint(1, 199)}",
        "all by Slack": lambda _: "/console/tickets?state=all&channel=slack",
        "all, facts missing, S1": lambda _: "/console/tickets?state=all&missing=any&severity=S1&sort=oldest",
        "due": lambda _: "/console/tickets?sort=due",
        "search: an id": search(lambda rng: f"3G-{rng.randint(4000, 90000):04x}"),
        "search: a common word": search(common),
        "search: three common words": search(common, common, common),
        "search: a phrase": search(lambda rng: f"%22{rng.choice(COMMON[:20])}+{rng.choice(COMMON[:20])}%22"),
        "search: a beginning": search(lambda rng: "".join(rng.choices(SYLLABLES, k=2))[:4]),
        "search: an address": search(
            lambda rng: f"person{rng.randint(1, 4999)}@reseller-{rng.randint(1, 199)}.example"
        ),
        "search: common, open, by age": lambda rng: f"/console/tickets?state=open&sort=oldest&q={common(rng)}",
        "mine": lambda _: "/console/mine",
        "a ticket": lambda rng: f"/console/tickets/{rng.randint(1001, 1000 + tickets)}",
        "why": lambda rng: f"/console/tickets/{rng.randint(1001, 1000 + tickets)}/why",
        "now": lambda _: "/console/now",
        "on call": lambda _: "/console/oncall",
        "playbooks": lambda _: "/console/playbooks",
        "reports, 30 days": lambda _: "/console/reports",
        "reports, a year": lambda _: "/console/reports?days=365",
    }


async def measure(world: World, tickets: int = TICKETS) -> list[Figure]:
    """Open each kind of page some times."""
    if not world.sql("SELECT 1 FROM account WHERE name = 'ana'"):
        await admitted(world, "ana", DeskRole.LEAD, staff="ana")
    browser = await Browser(world).signs_in("ana")
    figures = []
    for name, address in asked(tickets).items():
        rng, taken, largest = random.Random(name), [], 0  # noqa: S311  (no secret)
        for _ in range(RUNS):
            where, begun = address(rng), time.perf_counter()
            answer = (await browser.opens(where)).answer
            taken.append((time.perf_counter() - begun) * 1000)
            largest = max(largest, len(answer.content))
            if answer.status_code != 200:
                sys.stderr.write(f"{where}: {answer.status_code}\n")
                break
        figures.append(Figure(name, statistics.median(taken), sorted(taken)[int(len(taken) * 0.95)], largest))
    await browser.closes()
    return figures


def show(console: Console, figures: list[Figure], filled: float, sheets: float) -> None:
    """Print them."""
    console.print(f"{TICKETS} tickets and {MESSAGES} messages put there in {filled:.0f} s, on sheets in {sheets:.0f} s")
    table = Table("page", "median ms", "95 % within ms", "largest kB")
    for one in figures:
        mark = "" if one.most <= LONGEST and one.size <= LARGEST else " [bold]over[/]"
        table.add_row(one.name, f"{one.half:.0f}", f"{one.most:.0f}{mark}", f"{one.size / 1000:.0f}")
    console.print(table)


def told_writes(url: str) -> tuple[float, float]:
    """Return the milliseconds that a new entry on a ticket takes, one a transaction: untold, and told to a listener."""
    entry = (
        "INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data) "
        "VALUES (%s, now(), 'note', 'ana', false, true, 'x', '{}')"
    )
    medians: dict[str, list[float]] = {"DISABLE": [], "ENABLE": []}
    with (
        psycopg.connect(url, autocommit=True) as writer,
        psycopg.connect(url, autocommit=True) as listener,
    ):
        listener.execute("LISTEN deskbot_live")
        for _ in range(WRITE_RUNS):
            for mode, found in medians.items():
                writer.execute(f"ALTER TABLE timeline {mode} TRIGGER timeline_live")
                taken = []
                for number in range(WRITES):
                    begun = time.perf_counter()
                    writer.execute(entry, [1001 + number])
                    taken.append((time.perf_counter() - begun) * 1000)
                found.append(statistics.median(taken))
    return statistics.median(medians["DISABLE"]), statistics.median(medians["ENABLE"])


async def run(url: str) -> tuple[list[Figure], float]:
    """Put on sheets what is there, and measure."""
    async with running_world(url, directory="SELECT 1") as world:
        begun = time.perf_counter()
        while world.sql("SELECT 1 FROM search_mark WHERE name = 'ticket' AND at > 0"):
            await world.deskbot.search_sheets.round()
        sheets = time.perf_counter() - begun
        world.sql("VACUUM ANALYZE search_sheet")
        return await measure(world), sheets


def main() -> None:
    """Fill a database, or take the one that is named, and measure."""
    from tests.harness import MONDAY_NOON

    console = Console(width=100)
    if len(sys.argv) > 1:
        figures, sheets = asyncio.run(run(sys.argv[1]))
        show(console, figures, 0, sheets)
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with EmbeddedPostgres.start(Path(folder) / "data") as postgres:
            with psycopg.connect(postgres.url, autocommit=True) as connection:
                connection.execute("CREATE DATABASE console")
            url, begun = of_database(postgres.url, "console"), time.perf_counter()
            fill(url, MONDAY_NOON, tickets=TICKETS, messages=MESSAGES)
            filled = time.perf_counter() - begun
            figures, sheets = asyncio.run(run(url))
            show(console, figures, filled, sheets)
            untold, told = told_writes(url)
            console.print(
                f"an entry on a ticket, committed: {untold:.2f} ms, told to who looks: {told:.2f} ms "
                f"({told / untold:.2f} times)"
            )


if __name__ == "__main__":
    main()
