"""A real `deskbot serve` in a process of its own, to be killed, with the world around it in the test's process."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import aiosmtplib
import psycopg

from deskbot.children import as_environment
from deskbot.settings import Settings
from deskbot.simulators.mailbox import Letter, Mailbox, relay
from deskbot.simulators.twilio import TwilioSimulator
from deskbot.simulators.world import simulated_carrier
from deskbot.store.witness import rows
from tests.harness import AUTHSERV, DIRECTORY, settings_for
from tests.ports import free_port
from tests.relatives import of_role

PATIENCE = 180.0
"""Seconds until something that must happen counts as missing; no test is faster or slower for it."""
BETWEEN_LOOKS = 0.05
"""Seconds between two looks at the database: who looks without end takes the processor from what is looked for."""


@dataclass
class Server:
    """The process and its surroundings."""

    settings: Settings
    mailbox: Mailbox
    twilio: TwilioSimulator
    log: Path
    smtp: tuple[str, int] = ("", 0)
    process: asyncio.subprocess.Process | None = None
    web_port: int = field(default=0)
    within: tuple[str, ...] = ()
    """The beginning of a command that runs another one, as `unshare` does: the server runs within it."""
    environment: dict[str, str] = field(default_factory=dict)
    """What its environment has beside its settings."""
    code: Path | None = None
    """The folder of another version of deskbot; None is this one."""

    @property
    def url(self) -> str:
        assert self.settings.database_url
        return self.settings.database_url

    async def start(self, only: str = "") -> None:
        """Start, and wait until it listens."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("DESKBOT_")}
        words = ["--only", only] if only else []
        if self.code:
            environment["PYTHONPATH"] = str(self.code)
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(*self.within, sys.executable, "-m", "deskbot", "serve", *words),
                env=environment | self.environment | as_environment(self.settings),
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                cwd=self.code,
            )
        assert self.process.stdout
        async with asyncio.timeout(PATIENCE):
            async for raw in self.process.stdout:
                line = raw.decode()
                if found := re.search(r"email listens on (\S+):(\d+)", line):
                    self.smtp = (found[1], int(found[2]))
                if "deskbot is ready" in line:
                    return
        raise AssertionError(f"the server did not start:\n{self.log.read_text()[-3000:]}")

    async def kill(self) -> None:
        """SIGKILL to the server's main process; its children go by themselves."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()
        self.process = None

    async def stop(self) -> None:
        """Ask it to stop, and wait for its end."""
        if self.process and self.process.returncode is None:
            self.process.terminate()
            async with asyncio.timeout(PATIENCE):
                await self.process.wait()
        self.process = None

    def pager_pid(self) -> int:
        """Return the process id of the pager's own process."""
        return self.pid_of("pager")

    def pid_of(self, role: str) -> int:
        """Return the process id of a role that has a process to itself."""
        assert self.process
        found = of_role(self.process.pid, role)
        assert found, f"the server has no {role}"
        return found[0]

    async def next_of(self, role: str, before: int) -> int:
        """Return the process id of a role once another process than that of before has it."""
        assert self.process
        pid = self.process.pid
        await self.happens(f"there is another {role}", lambda: set(of_role(pid, role)) - {before})
        return self.pid_of(role)

    async def mail(
        self, text: str, *, subject: str = "Phones", message_id: str = "<m1@brightpathvoice.example>"
    ) -> None:
        """Send a proven mail; returns after the 250."""
        mail = EmailMessage()
        mail["Authentication-Results"] = f"{AUTHSERV}; dmarc=pass header.from=brightpathvoice.example"
        mail["From"], mail["To"], mail["Subject"] = "ty@brightpathvoice.example", "support@desk.example", subject
        mail["Message-ID"] = message_id
        mail.set_content(text)
        host, port = self.smtp
        async with aiosmtplib.SMTP(hostname=host, port=port, timeout=20) as client:
            await client.sendmail("b@brightpathvoice.example", ["support@desk.example"], mail.as_bytes())

    def sql(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        return rows(self.url, query, *parameters)

    def sql_do(self, statement: str, *parameters: object) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement, parameters or None)

    def until(self, what: str, look: Callable[[], object]) -> None:
        """Ask the database again and again until it says so: it is the only witness of another process."""
        end = time.monotonic() + PATIENCE
        while not look():
            assert time.monotonic() < end, f"did not happen: {what}\n{self.log.read_text()[-3000:]}"
            time.sleep(BETWEEN_LOOKS)

    async def happens(self, what: str, look: Callable[[], object]) -> None:
        """Like `until`, while the world in this process goes on."""
        await asyncio.to_thread(self.until, what, look)

    async def waits_for(self, table: str) -> None:
        """Return once some transaction waits for a lock on a table."""
        query = (
            "SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database WHERE NOT granted "
            "AND datname = current_database() AND relation = %s::regclass"
        )
        await self.happens(f"somebody waits for {table}", lambda: self.sql(query, table))

    async def letters(self, to: str, count: int = 1) -> list[Letter]:
        """Return the letters to an address once there are so many."""
        async with asyncio.timeout(PATIENCE), self.mailbox.came:
            await self.mailbox.came.wait_for(lambda: len(self.mailbox.to(to)) >= count)
        return self.mailbox.to(to)


@asynccontextmanager
async def server_on(url: str, folder: Path, **more: Any) -> AsyncIterator[Server]:
    """Prepare a server on a database, with a carrier and a relay around it; stop it at the end."""
    mailbox = Mailbox()
    with psycopg.connect(url) as connection:
        connection.execute(DIRECTORY)
    async with relay(mailbox) as relay_url:
        settings = settings_for(url, smtp_relay=relay_url, **more)
        # The port is chosen now: the carrier's webhooks must find the server after a restart, too.
        settings = settings.model_copy(update={"web_port": free_port()})
        async with simulated_carrier(settings) as (twilio, settings):
            server = Server(settings, mailbox, twilio, folder / "serve.log")
            pumping = asyncio.create_task(twilio.run(0.1))
            try:
                yield server
            finally:
                await server.stop()
                pumping.cancel()
