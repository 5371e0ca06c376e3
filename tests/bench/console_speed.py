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
from deskbot.store.schema import upgrade
from tests.conftest import of_database
from tests.flow.browser import Browser, admitted
from tests.harness import World, running_world

TICKETS, MESSAGES = 100_000, 1_000_000
RUNS = 40
WRITES, WRITE_RUNS = 500, 5
LONGEST, LARGEST = 150, 100_000
"""Milliseconds and bytes that a page may take."""
_TELEPHONY = (
    "phone phones call calls caller line trunk gateway audio dial tone server system reboot licence voicemail "
    "extension user users down since morning customer site registration register busy transfer queue agent music "
    "hold fax port switch vlan cable router firewall carrier number numbers dialing outbound inbound dropped drops "
    "crackles echo jitter delay one way silent ring rings ringing screen display firmware release upgrade backup "
    "restore database error message log attached please thanks urgent nobody everybody office clinic warehouse "
    "hotel building floor yesterday today night again still"
)
_SYLLABLES = (
    "ba ce di fo gu ha je ki lo mu na pe qui ra so tu va we xi yo zu sta pre con tra ble mer ton rix dal ven por"
)
COMMON, SYLLABLES = _TELEPHONY.split(), _SYLLABLES.split()
_SENTENCES, _VOCABULARY = 20_000, 20_000

FILL = """
SET synchronous_commit = off;
SET session_replication_role = replica;
INSERT INTO reseller (id, key, name, region, zone, tier)
    SELECT 1000 + n, 'reseller-' || n, 'Reseller ' || n, 'na', 'America/Chicago', '' FROM generate_series(1, 200) n;
INSERT INTO ticket (number, state, subject, category, severity, claimed, verified, reseller_id, owner, playbook,
    findings, missing, asked, reminders, created_at, updated_at, language, entitlement, rating_words, closed_at)
SELECT n, CASE WHEN n > %(open)s THEN (ARRAY['new', 'waiting-desk', 'waiting-reseller'])[1 + n %% 3]
    WHEN n %% 50 = 0 THEN 'waiting-desk' ELSE 'closed' END,
    s.words, (ARRAY['incident', 'rma', 'licence', 'howto'])[1 + n %% 4], 'S' || 1 + (n * 7) %% 4, '', n %% 9 > 0,
    1001 + n %% 200, (ARRAY['', 'ana', 'ben', 'kim'])[1 + n %% 4],
    CASE WHEN n %% 5 = 0 THEN 'sip-alg' END,
    jsonb_build_array(jsonb_build_object('key', 'host', 'value', '3G-' || lpad(to_hex(n), 4, '0') || '-' || n %% 9999,
        'words', left(s.words, 60), 'confidence', 1.0, 'source', 'text')),
    CASE WHEN n %% 3 = 0 THEN '["release", "serial"]'::jsonb ELSE '[]' END, 1, 0,
    %(now)s - (%(last)s - n) * interval '5 minutes', %(now)s - (%(last)s - n) * interval '4 minutes', 'en', '', '',
    CASE WHEN n <= %(open)s THEN %(now)s END
FROM generate_series(1001::bigint, %(last)s) n JOIN sentence s ON s.id = 1 + (n * 7919) %% %(sentences)s;
SELECT setval('ticket_number', %(last)s);
INSERT INTO participant (ticket_number, channel, address, name, verified)
    SELECT n, (ARRAY['email', 'email', 'email', 'email', 'slack', 'sms'])[1 + n %% 6],
        'person' || n %% 5000 || '@reseller-' || n %% 200 || '.example', 'Person ' || n %% 5000, true
    FROM generate_series(1001, %(last)s) n;
INSERT INTO sla_target (ticket_number, severity, tier, agreed, says, accepted_at, counted_from, promised_at, set_at,
    ended_at, ended)
    SELECT number, severity, '', '', 'x', created_at, created_at, created_at + interval '8 hours', created_at,
        CASE WHEN state = 'closed' THEN created_at END, '' FROM ticket;
INSERT INTO timeline (ticket_number, at, kind, author, public, verified, text, data)
    SELECT 1001 + m %% %(tickets)s, %(now)s - (%(messages)s - m) * interval '30 seconds',
        CASE WHEN m %% 3 = 0 THEN 'reply' WHEN m %% 7 = 0 THEN 'note' ELSE 'message' END,
        'person' || m %% 5000 || '@reseller-' || m %% 200 || '.example', m %% 7 > 0, true,
        a.words || '. ' || b.words || '. ' || c.words || E'.\\n' || d.words || '. Id ' || to_hex(m * 2654435761), '{}'
    FROM generate_series(1::bigint, %(messages)s) m
    JOIN sentence a ON a.id = 1 + (m * 104729) %% %(sentences)s
    JOIN sentence b ON b.id = 1 + (m * 7927) %% %(sentences)s
    JOIN sentence c ON c.id = 1 + (m * 15485863) %% %(sentences)s
    JOIN sentence d ON d.id = 1 + (m * 31) %% %(sentences)s;
UPDATE search_mark SET at = (SELECT max(id) FROM timeline) WHERE name = 'timeline';
UPDATE search_mark SET at = %(last)s + 1 WHERE name = 'ticket';
"""


@dataclass(frozen=True)
class Figure:
    """How soon one kind of page was there, in milliseconds, and the largest one's bytes."""

    name: str
    half: float
    most: float
    size: int


def sentences(seed: int = 1) -> list[str]:
    """Return sentences in which some words are common and most are rare, as people write."""
    rng = random.Random(seed)  # noqa: S311  (no secret)
    made = {"".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(_VOCABULARY)}
    words = [*COMMON, *sorted(made)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    return [" ".join(rng.choices(words, weights, k=rng.randint(8, 16))) for _ in range(_SENTENCES)]


def fill(url: str, now: object) -> None:
    """Put the tickets and messages there."""
    upgrade(url)
    last = 1000 + TICKETS
    values = {
        "now": now,
        "last": last,
        "open": last - 2000,
        "tickets": TICKETS,
        "messages": MESSAGES,
        "sentences": _SENTENCES,
    }
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE UNLOGGED TABLE sentence (id int PRIMARY KEY, words text)")
        with connection.cursor() as cursor, cursor.copy("COPY sentence FROM STDIN") as copy:
            for number, one in enumerate(sentences(), 1):
                copy.write_row((number, one))
        cursor = psycopg.ClientCursor(connection)
        for statement in FILL.split(";\n"):
            if statement.strip():
                cursor.execute(statement, values)
        connection.execute("DROP TABLE sentence")
        connection.execute("VACUUM ANALYZE")


def asked() -> dict[str, Callable[[random.Random], str]]:
    """Return the addresses of each kind of page."""

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
        "a ticket": lambda rng: f"/console/tickets/{rng.randint(1001, 1000 + TICKETS)}",
        "why": lambda rng: f"/console/tickets/{rng.randint(1001, 1000 + TICKETS)}/why",
        "now": lambda _: "/console/now",
        "on call": lambda _: "/console/oncall",
        "playbooks": lambda _: "/console/playbooks",
        "reports, 30 days": lambda _: "/console/reports",
        "reports, a year": lambda _: "/console/reports?days=365",
    }


async def measure(world: World) -> list[Figure]:
    """Open each kind of page some times."""
    if not world.sql("SELECT 1 FROM account WHERE name = 'ana'"):
        await admitted(world, "ana", DeskRole.LEAD, staff="ana")
    browser = await Browser(world).signs_in("ana")
    figures = []
    for name, address in asked().items():
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
            fill(url, MONDAY_NOON)
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
