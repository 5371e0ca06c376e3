"""The children are forks of an origin; where that has been killed they go on, and each that dies is started afresh."""

from __future__ import annotations

import os
import signal

from tests.crash.server import Server
from tests.flow.mails import OUTAGE_S1
from tests.relatives import origin_of


async def test_without_its_origin_a_server_goes_on_and_starts_a_child_that_died_by_itself(server: Server) -> None:
    await server.start()
    assert server.process
    pager, worker = server.pid_of("pager"), server.pid_of("worker")
    os.kill(origin_of(server.process.pid), signal.SIGKILL)
    os.kill(pager, signal.SIGKILL)

    await server.mail(OUTAGE_S1)

    await server.happens("the urgent one is paged", lambda: server.sql("SELECT 1 FROM page"))
    assert await server.next_of("pager", pager) not in (pager, worker)
    await server.happens("it pages", lambda: server.sql("SELECT 1 FROM notification"))
