"""The database restarts, crashes and fails over under load: nothing accepted is lost, and pages go on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiosmtplib

from deskbot.store.schema import upgrade
from tests.crash.clusters import HOST, NAME, Cluster, primary_and_standby
from tests.crash.server import PATIENCE, Server, server_on
from tests.flow.mails import OUTAGE_S1, QUESTION_S4

TEMPORARY = {421, 451, 452}
"""By which a mail server is told to try again."""


@dataclass
class Load:
    """Somebody who sends one mail after the other, and each until it is accepted."""

    server: Server
    accepted: int = 0
    refused: list[int] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        while True:
            try:
                number = self.accepted
                await self.server.mail(f"{QUESTION_S4} {number}", message_id=f"<q{number}@brightpathvoice.example>")
            except aiosmtplib.SMTPResponseException as error:
                self.refused.append(error.code)
            else:
                self.accepted += 1
            self.news.set()
            await asyncio.sleep(0.1)

    async def more(self, count: int = 3) -> None:
        """Return once so many more were accepted."""
        wanted = self.accepted + count
        async with asyncio.timeout(PATIENCE):
            while self.accepted < wanted:
                self.news.clear()
                await self.news.wait()

    async def turned_away(self) -> None:
        """Return once another was told to come again."""
        before = len(self.refused)
        async with asyncio.timeout(PATIENCE):
            while len(self.refused) == before:
                self.news.clear()
                await self.news.wait()


@asynccontextmanager
async def load_on(server: Server) -> AsyncGenerator[Load]:
    load = Load(server)
    task = asyncio.create_task(load.run())
    try:
        yield load
    finally:
        task.cancel()
        await asyncio.wait({task})
    assert task.cancelled(), task.exception()


def url_of(*clusters: Cluster) -> str:
    hosts = ",".join(f"{HOST}:{one.port}" for one in clusters)
    return f"postgresql://{NAME}@{hosts}/{NAME}?target_session_attrs=read-write"


async def test_a_restart_a_crash_and_a_fail_over_lose_nothing_that_was_accepted_and_pages_go_on(tmp_path: Path) -> None:
    with primary_and_standby() as (primary, standby):
        url = url_of(primary, standby)
        await asyncio.to_thread(upgrade, url)
        async with server_on(url, tmp_path) as server:
            await server.start()
            async with load_on(server) as load:
                await load.more()
                for how in ("fast", "immediate"):
                    await asyncio.to_thread(primary.restart, how)
                    await load.more()

                await asyncio.to_thread(primary.stop, "immediate")
                await load.turned_away()
                await asyncio.to_thread(standby.promote)
                await load.more()

            await server.mail(OUTAGE_S1, message_id="<s1@brightpathvoice.example>")
            paged = "SELECT 1 FROM notification WHERE state IN ('sent', 'delivered')"
            await server.happens("the carrier has the page", lambda: server.sql(paged))
            waiting = "SELECT 1 FROM inbound WHERE state = 'accepted'"
            await server.happens("all are triaged", lambda: not server.sql(waiting))
            # One whose 250 was lost with its connection was sent again, and is known.
            count = load.accepted + 1
            assert server.sql("SELECT count(*), count(DISTINCT ticket_number) FROM inbound") == [(count, count)]
            assert server.sql("SELECT count(*) FROM ticket") == [(count,)]
            assert set(load.refused) <= TEMPORARY
            assert server.process
            assert server.process.returncode is None
            # Who listens asks for SELECT 1 every half minute, on a connection that nobody else has.
            listens = (
                "SELECT 1 FROM pg_stat_activity WHERE application_name = 'deskbot jobs' "
                "AND (query LIKE 'LISTEN%procrastinate%' OR query = 'SELECT 1')"
            )
            await server.happens("the workers hear of new jobs", lambda: server.sql(listens))
