"""Those that read are forks of an origin of their own; where all of them have been killed mail is read even so.

They end with whoever they read for.
"""

from __future__ import annotations

import os
import select
import signal
from contextlib import ExitStack

from tests.crash.server import Server
from tests.flow.mails import OUTAGE_S1
from tests.relatives import of_role, origin_of


async def test_mail_is_read_on_after_all_that_read_were_killed_with_their_origin(server: Server) -> None:
    await server.start()
    worker = server.pid_of("worker")
    await server.happens("there are those that read", lambda: len(of_role(worker, "reader")) == 3)
    ranks = {os.getpriority(os.PRIO_PROCESS, one) for one in (worker, *of_role(worker, "reader"))}
    for one in (origin_of(worker), *of_role(worker, "reader")):
        os.kill(one, signal.SIGKILL)

    await server.mail(OUTAGE_S1)

    await server.happens("it is read, and a ticket", lambda: server.sql("SELECT 1 FROM ticket"))
    assert server.pid_of("worker") == worker
    assert len(ranks) == 1, "they stand behind the doors as the worker does"


async def test_those_that_read_for_a_worker_without_doors_end_with_it_and_touch_nothing_of_its(server: Server) -> None:
    await server.start("worker,pager")
    assert server.process
    pid = server.process.pid
    await server.happens("there are those that read", lambda: len(of_role(pid, "reader")) == 3)
    with ExitStack() as stack:
        reading = [os.pidfd_open(one) for one in of_role(pid, "reader")]
        for one in reading:
            stack.callback(os.close, one)

        await server.kill()

        await server.happens("they have ended", lambda: len(select.select(reading, [], [], 0)[0]) == len(reading))
    assert "Traceback" not in server.log.read_text()
