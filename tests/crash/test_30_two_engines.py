"""Two engines on one database, hundreds of pages due, and SIGKILL again and again: each page goes out."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deskbot.desk.reading import read_desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging import Paging
from deskbot.simulators.faults import Faults
from deskbot.store.database import Database
from deskbot.store.tables import TicketRow
from tests.crash.server import Server, server_on

PAGES = 500
SECONDS = 60.0
"""How long engines are killed, with the pages due all along."""
LONGEST_LIFE = 5.0
"""Seconds that an engine lives at most while the killing goes on; it takes two to start, on a slow machine eight."""
FEWEST = 6
"""So often each engine is killed at least, however slow the machine is: then the killing goes on for longer."""

AREAS = ("202", "312", "415", "512", "617")


def desk_of_hundreds() -> str:
    """Return a desk on which each page has a person of its own, so that no page waits for another."""
    numbers = [f"+1{area}55501{place:02}" for area in AREAS for place in range(100)]
    staff = "\n".join(f'  r{place}: {{name: R {place}, sms: "{number}"}}' for place, number in enumerate(numbers))
    policies = "\n".join(
        f"  p{place}: {{levels: [{{delay: 2h, people: [r{place}], media: [sms]}}], fallback: {{mail: l@home.example}}}}"
        for place in range(len(numbers))
    )
    return f"""\
desk: {{name: Desk, addresses: [support@desk.example], zone: UTC}}
service_desk_numbers: {{default: "+1 555 555 0100"}}
staff:
{staff}
policies:
{policies}
severities:
  S1: {{page: always, policy: p0}}
  S2: {{page: always, policy: p0}}
  S3: {{page: never}}
  S4: {{page: never}}
"""


async def open_pages(url: str, policy_file: str) -> None:
    """Open all pages, due one after the other while the engines are killed."""
    database, jobs, now = Database(url), Jobs(url, pool_size=1), datetime.now(UTC)
    paging = Paging(jobs, read_desk(policy_file, "desk.yaml"))
    await jobs.open()
    try:
        for place in range(PAGES):
            async with database.begin() as session:
                ticket = TicketRow(
                    state="waiting-desk",
                    subject=f"Outage {place}",
                    category="incident",
                    severity="S1",
                    verified=True,
                    created_at=now,
                    updated_at=now,
                )
                session.add(ticket)
                await session.flush()
                due_at = now + timedelta(seconds=(SECONDS - 10) * place / PAGES)
                await paging.open(session, ticket, f"p{place}", due_at, now, verified=True)
    finally:
        await jobs.close()
        await database.close()


async def killed_again_and_again(engine: Server, chance: random.Random, until: float) -> int:
    """Start an engine, kill it at a random moment, and so on; at the end it is left running. Return the kills."""
    kills = 0
    while True:
        await engine.start(only="pager")
        life = chance.uniform(0.0, LONGEST_LIFE)
        if time.monotonic() + life >= until and kills >= FEWEST:
            return kills
        assert engine.process
        try:
            async with asyncio.timeout(life):
                await engine.process.wait()
            raise AssertionError(f"an engine ended by itself:\n{engine.log.read_text()[-3000:]}")
        except TimeoutError:
            engine.process.send_signal(signal.SIGKILL)
            await engine.process.wait()
            kills += 1


async def breathing(faults: Faults, chance: random.Random) -> None:
    """Let the carrier take pages at once and answer in bursts: who is killed in between does not hear that it has."""
    while True:
        faults.hold_answers()
        await asyncio.sleep(chance.uniform(0.1, 1.0))
        faults.give_answers()
        await asyncio.sleep(chance.uniform(0.1, 0.5))


async def test_30_two_engines_are_killed_for_a_minute_and_each_of_500_pages_is_sent(
    database_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    policy = desk_of_hundreds()
    (tmp_path / "desk.yaml").write_text(policy)
    seed = random.SystemRandom().randrange(1_000_000)
    async with server_on(database_url, tmp_path) as web:
        web.settings = web.settings.model_copy(update={"desk_file": tmp_path / "desk.yaml"})
        engines = [Server(web.settings, web.mailbox, web.twilio, tmp_path / f"engine{one}.log") for one in (1, 2)]
        try:
            await web.start(only="web")
            await open_pages(database_url, policy)
            until = time.monotonic() + SECONDS
            slow = asyncio.create_task(breathing(web.twilio.faults, random.Random(seed)))  # noqa: S311
            kills = sum(
                await asyncio.gather(
                    *(
                        killed_again_and_again(engine, random.Random(seed + place), until)  # noqa: S311  (no secret)
                        for place, engine in enumerate(engines)
                    )
                )
            )
            slow.cancel()
            web.twilio.faults.give_answers()
            early = len(web.twilio.messages)
            # A report that was lost is asked for only later: what counts is that a carrier has each of them.
            taken = "SELECT count(*) FROM notification WHERE state NOT IN ('queued', 'sending')"
            for share in (PAGES // 4, PAGES // 2, PAGES * 3 // 4, PAGES):
                await web.happens(f"{share} pages are out", lambda share=share: web.sql(taken)[0][0] >= share)
        finally:
            for engine in engines:
                await engine.stop()
        texts = Counter(message.body.split()[0] for message in web.twilio.messages.values())
        # An attempt that was begun and whose end nobody wrote down: the kill fell between send and commit, or before.
        cut = "SELECT ticket_number, count(*) FROM dispatch JOIN notification ON notification.id = notification_id "
        cut += "JOIN page ON page.id = page_id WHERE provider_id = '' GROUP BY ticket_number"
        torn = {f"T-{number}": count for number, count in web.sql(cut)}
    doubled = {name: count for name, count in texts.items() if count > 1}
    counted = f"{kills} kills, {len(texts)} pages sent, {early} of them by then, {len(doubled)} doubled"
    record_property("counted", f"{counted}, {len(torn)} attempts cut short (seed {seed})")
    assert len(texts) == PAGES
    assert all(count <= 1 + torn.get(name, 0) for name, count in doubled.items()), (doubled, torn)
