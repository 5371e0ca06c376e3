"""Five hundred mails within ten seconds: all accepted, the first outage among them paged, and when all are tickets."""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from tests.bench.mail_load import EVERY_SO_MANY_URGENT, WAITING
from tests.bench.throughput import bench_server, load, sink, warmed

MAILS, SECONDS = 500, 10.0
FIRST_PAGE = """
SELECT extract(epoch FROM min(dispatch.begun_at)) FROM dispatch
JOIN notification ON notification.id = dispatch.notification_id
"""
BECOME = "SELECT state, count(*) FROM inbound WHERE message_id LIKE '<load-%%' GROUP BY 1"


@dataclass(frozen=True)
class Burst:
    """What became of it; times are seconds."""

    accepted: int
    slowest: float
    """Until the 250, from when the mail was due."""
    paged: float
    """From the 250 of the first outage to the request for the text of its page."""
    triaged: float
    """From the first mail until none waited."""
    states: dict[str, int]


async def measure(postgres: str) -> Burst:
    """Return what became of a burst that meets a server which has nothing else to do."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with (
            sink("nothing", "", folder) as (relay, told),
            bench_server(postgres, "bench_burst", folder, relay) as server,
        ):
            await server.start()
            await warmed(server, told, folder)
            outcome = await load(server.smtp[1], folder, MAILS, seconds=SECONDS)
            while server.sql(WAITING):  # noqa: ASYNC110  (as long as it takes: that is the figure)
                await asyncio.sleep(0.1)
            triaged = time.time() - outcome.begun
            await server.happens("somebody is paged", lambda: server.sql(FIRST_PAGE)[0][0])
            urgent = next(end for number, _, end in sorted(outcome.acknowledged) if number % EVERY_SO_MANY_URGENT == 0)
            states = dict(server.sql(BECOME))
            slowest = max(end - begun for _, begun, end in outcome.acknowledged)
            paged = float(server.sql(FIRST_PAGE)[0][0]) - urgent
            return Burst(len(outcome.acknowledged), slowest, paged, triaged, states)


def show(console: Console, burst: Burst) -> None:
    """Print it."""
    became = ", ".join(f"{count} {state}" for state, count in sorted(burst.states.items()))
    console.print(
        f"{MAILS} mails within {SECONDS:.0f} s: {burst.accepted} accepted, the slowest after {burst.slowest:.2f} s; "
        f"the first outage among them was paged {burst.paged:.2f} s after its 250; {became}, {burst.triaged:.1f} s "
        "after the first was sent"
    )
