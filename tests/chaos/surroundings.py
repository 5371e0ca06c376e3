"""A deskbot of its own on a database of its own, with the world around it: what faults act upon."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from deskbot.simulators.mailbox import Letter, Mailbox, relay
from deskbot.simulators.slack import SlackSimulator
from deskbot.simulators.telegram import TelegramSimulator
from deskbot.simulators.world import PUMP_EVERY, simulated_carrier, simulated_slack, simulated_telegram
from tests.chaos.crowd import Writer, make_known
from tests.chaos.database import OwnDatabase, own_database
from tests.chaos.load import Load
from tests.chaos.names import Names, by_name, own_names
from tests.chaos.own_clock import OwnClock, own_clock
from tests.crash.server import Server
from tests.harness import DESK_YAML, settings_for
from tests.ports import free_port

POST_EVERY = 1.0
"""Seconds until Telegram and Slack post again what was not taken."""
LEVEL = "6s"
"""What a level has to answer: short, so that every page comes to its end within the run."""


class DatedMailbox(Mailbox):
    """A relay's mailbox that knows when each letter came."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.dates: list[float] = []
        """When the letters came, each in its place, in seconds since the epoch."""

    async def keep(self, letter: Letter) -> None:
        """Keep a letter."""
        self.dates.append(time.time())
        await super().keep(letter)


@dataclass
class Surroundings:
    """Everything that a fault may act upon."""

    server: Server
    mailbox: DatedMailbox
    database: OwnDatabase
    telegram: TelegramSimulator
    slack: SlackSimulator
    names: Names | None
    """Who tells deskbot where relay and carrier are; None where this machine lets nobody but its own resolver do so."""
    clock: OwnClock | None
    """What deskbot's processes take for the time; None where it cannot be set for them alone."""
    began: float = field(default_factory=time.monotonic)
    load: Load | None = None

    def now(self) -> float:
        """Return the seconds since the begin of the run."""
        return time.monotonic() - self.began


@asynccontextmanager
async def surroundings(folder: Path, known: list[Writer]) -> AsyncGenerator[Surroundings]:
    """Prepare everything, and start nothing yet."""
    mailbox = DatedMailbox()
    (folder / "desk.yaml").write_text(policy())
    async with own_database() as database, relay(mailbox) as relay_url:
        with psycopg.connect(database.url) as connection:
            make_known(connection, known)
        settings = settings_for(database.proxied, desk_file=folder / "desk.yaml", smtp_relay=relay_url, hands=1)
        settings = settings.model_copy(update={"web_port": free_port()})
        async with (
            simulated_carrier(settings) as (twilio, settings),
            simulated_telegram(settings) as (telegram, settings),
            simulated_slack(settings) as (slack, settings),
            own_names(folder) as names,
        ):
            clock = own_clock(folder)
            server = Server(by_name(settings) if names else settings, mailbox, twilio, folder / "serve.log")
            server.within = names.within if names else ()
            server.environment = clock.environment if clock else {}
            pumping = asyncio.gather(twilio.run(PUMP_EVERY), telegram.run(POST_EVERY), slack.run(POST_EVERY))
            try:
                yield Surroundings(server, mailbox, database, telegram, slack, names, clock)
            finally:
                await server.stop()
                pumping.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await pumping


def policy() -> str:
    """Return the desk of the tests with somebody always on call, and pages that come to their end soon."""
    text = DESK_YAML.read_text()
    changes = (
        ("{delay: 5m, schedule: primary", f"{{delay: {LEVEL}, schedule: always"),
        ("{delay: 5m, people: [kim]", f"{{delay: {LEVEL}, people: [kim]"),
        ("  primary:", "  always: {zone: UTC, rotation: always, people: [ana]}\n  primary:"),
        # Each ticket is one of its own, and everybody's phone takes all of it.
        (
            "bundle: {within: off}",
            "bundle: {within: off}\nburst: {tickets: 10000}\n"
            "limits: {sms: {most: 1000, per: 10m, s1: 1000}, voice: {most: 1000, per: 10m, s1: 1000}}",
        ),
    )
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text
