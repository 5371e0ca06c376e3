"""A hundred messages a second over mixed channels for a minute: how soon each is acknowledged, and what became of them.

The senders share the machine with the server, its database and the reading processes.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import httpx
import psycopg
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table
from slack_sdk.signature import SignatureVerifier

from deskbot.simulators.world import TEXT_NUMBER
from deskbot.store.schema import upgrade
from deskbot.web.hooks import NOT_TAKEN
from deskbot.wires.telegram import webhook_secret
from deskbot.wires.twilio_forms import SIGNATURE_HEADER, sign
from tests.bench.mail_load import WAITING
from tests.conftest import of_database
from tests.crash.server import Server, server_on
from tests.harness import AUTHSERV

A_SECOND = 100
SECONDS = 60
LANES = 24
"""Connections of each kind; a mail server and the carriers keep theirs open."""
KINDS = ("mail", "text", "telegram", "slack")
NOBODY = "http://127.0.0.1:9"
"""Where the bench's Telegram and Slack are not: what they are answered waits in the outbox."""
SIGNING = "bench"
"""With which the bench's Slack signs."""


@dataclass
class Load:
    """What is sent, and what came of it."""

    server: Server
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    taken: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    refused: list[str] = field(default_factory=list)

    async def mail(self, number: int, client: aiosmtplib.SMTP) -> None:
        """Hand a mail in."""
        mail = EmailMessage()
        mail["Authentication-Results"] = f"{AUTHSERV}; dmarc=pass header.from=brightpathvoice.example"
        mail["From"], mail["To"], mail["Subject"] = (
            "ty@brightpathvoice.example",
            "support@desk.example",
            f"Lamp {number}",
        )
        mail["Message-ID"] = f"<load{number}@brightpathvoice.example>"
        mail.set_content(f"The message lamp of phone {number} stays on.")
        await client.sendmail("b@brightpathvoice.example", ["support@desk.example"], mail.as_bytes())

    async def text(self, number: int, client: httpx.AsyncClient) -> None:
        """Post a text, signed."""
        settings = self.server.settings
        url, token = f"{settings.web_base}/twilio/sms", settings.twilio_auth_token
        form = {
            "MessageSid": f"SM{number:032x}",
            "AccountSid": settings.twilio_account_sid,
            "From": f"+1512555{number % 100 + 100:04d}",
            "To": TEXT_NUMBER,
            "Body": f"The message lamp of phone {number} stays on",
            "NumMedia": "0",
        }
        signed = sign(token.get_secret_value() if token else "", url, form)
        answer = await client.post(url, data=form, headers={SIGNATURE_HEADER: signed})
        answer.raise_for_status()
        if NOT_TAKEN in answer.text:
            raise OSError("it could not be taken")

    async def telegram(self, number: int, client: httpx.AsyncClient) -> None:
        """Post an update."""
        settings, who = self.server.settings, {"id": 4000 + number % 100, "is_bot": False, "first_name": "Ty"}
        message = {"message_id": number, "from": who, "chat": {"id": who["id"], "type": "private"}, "date": number}
        update = {"update_id": number, "message": {**message, "text": f"The message lamp of phone {number} stays on"}}
        headers = {
            "X-Telegram-Bot-Api-Secret-Token": webhook_secret(settings.secret()),
            "Content-Type": "application/json",
        }
        url = f"{settings.web_base}/telegram/webhook"
        (await client.post(url, content=json.dumps(update), headers=headers)).raise_for_status()

    async def slack(self, number: int, client: httpx.AsyncClient) -> None:
        """Post an event, signed."""
        who, stamp = f"U{number % 100}", f"{number}.000100"
        message = {"type": "message", "channel_type": "im", "channel": f"D{number % 100}", "user": who, "ts": stamp}
        event = {**message, "team": "T0BENCH", "text": f"The message lamp of phone {number} stays on"}
        told = {"type": "event_callback", "team_id": "T0BENCH", "event_id": f"Ev{number}", "event": event}
        body, now = json.dumps({**told, "authorizations": [{"team_id": "T0BENCH", "user_id": "U0BOT"}]}), time.time()
        signature = SignatureVerifier(SIGNING).generate_signature(timestamp=f"{now:.0f}", body=body)
        headers = {
            "X-Slack-Request-Timestamp": f"{now:.0f}",
            "X-Slack-Signature": signature or "",
            "Content-Type": "application/json",
        }
        url = f"{self.server.settings.web_base}/slack/events"
        (await client.post(url, content=body, headers=headers)).raise_for_status()

    async def timed(self, kind: str, due: float, sending: Callable[[int], Awaitable[None]]) -> None:
        """Send one when it is due, and note how long its acknowledgement took from then on."""
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        number = next(self.numbers)
        try:
            await sending(number)
        except (aiosmtplib.SMTPException, httpx.HTTPError, OSError) as error:
            self.refused.append(f"{kind}: {type(error).__name__} {error}"[:120])
            return
        # From when it was due, not from when its lane was free: who waits in line waits.
        self.taken[kind].append(time.perf_counter() - due)


async def run(load: Load, seconds: int) -> None:
    """Send at an even pace, as many by each door."""
    host, port = load.server.smtp
    limits = httpx.Limits(max_connections=LANES, max_keepalive_connections=LANES)
    smtp = [aiosmtplib.SMTP(hostname=host, port=port, start_tls=False, timeout=30) for _ in range(LANES)]
    for one in smtp:
        await one.connect()
    free: asyncio.Queue[aiosmtplib.SMTP] = asyncio.Queue()
    for one in smtp:
        free.put_nowait(one)

    async def by_mail(number: int) -> None:
        client = await free.get()
        try:
            await load.mail(number, client)
        finally:
            free.put_nowait(client)

    async with httpx.AsyncClient(limits=limits, timeout=30, trust_env=False) as web:
        doors: list[tuple[str, Callable[[int], Awaitable[None]]]] = [
            ("mail", by_mail),
            ("text", lambda number: load.text(number, web)),
            ("telegram", lambda number: load.telegram(number, web)),
            ("slack", lambda number: load.slack(number, web)),
        ]
        begun = time.perf_counter() + 1
        sending = [
            load.timed(name, begun + place / A_SECOND, door)
            for place, (name, door) in enumerate(itertools.islice(itertools.cycle(doors), A_SECOND * seconds))
        ]
        await asyncio.gather(*sending)
    for one in smtp:
        await one.quit()


async def measure(postgres: str, seconds: int = SECONDS, only: str = "") -> tuple[Load, dict[str, int], float]:
    """Return the load, the states that its messages have come to, and the seconds until all had one."""
    database = "bench_doors"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database}")
    url = of_database(postgres, database)
    upgrade(url)
    chats = {
        "telegram_token": SecretStr("4711:bench"),
        "telegram_base_url": NOBODY,
        "slack_bot_token": SecretStr("xoxb-bench"),
        "slack_signing_secret": SecretStr(SIGNING),
        "slack_base_url": NOBODY,
    }
    with tempfile.TemporaryDirectory() as folder:
        async with server_on(url, Path(folder), **chats) as server:
            await server.start(only)
            load = Load(server)
            if not only:
                # A server that has just started loads what it decides with: that is not what is measured.
                await server.mail("The message lamp of phone 0 stays on.", message_id="<first@brightpathvoice.example>")
                await server.happens("the worker works", lambda: not server.sql(WAITING))
            await run(load, seconds)
            begun = time.monotonic()
            while not only and server.sql(WAITING):  # noqa: ASYNC110  (the database is the only witness)
                await asyncio.sleep(1)  # as long as it takes: it is a figure, too
            found = server.sql("SELECT state, count(*), count(DISTINCT (channel, external_id)) FROM inbound GROUP BY 1")
            assert all(count == distinct for _, count, distinct in found)
            return load, {state: count for state, count, _ in found}, time.monotonic() - begun


def show(console: Console, measured: tuple[Load, dict[str, int], float]) -> None:
    """Print how soon messages were acknowledged, and that none was lost or doubled."""
    load, states, after = measured
    table = Table("from due to acknowledged", "messages", "p50 ms", "p99 ms", "worst ms", title_justify="left")
    every = [one for several in load.taken.values() for one in several]
    for name, several in (*load.taken.items(), ("all", every)):
        slow = statistics.quantiles(several, n=100)[98]
        row = (f"{statistics.median(several) * 1000:.0f}", f"{slow * 1000:.0f}", f"{max(several) * 1000:.0f}")
        table.add_row(name, str(len(several)), *row)
    console.print(table)
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    console.print(
        f"{len(every)} acknowledged, {len(load.refused)} turned away {load.refused[:2]}; in the database {told}; "
        f"the last one was triaged {after:.0f} s after the last was sent"
    )
