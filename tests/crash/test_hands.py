"""Hands: processes that share a worker's triage and letters."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from deskbot.roles import CONCURRENCY
from deskbot.store.witness import table_locked
from tests.crash.server import Server, server_on
from tests.crash.test_many_machines import MAILS, each_is_one_ticket, mails
from tests.flow.mails import QUESTION_S4

IN_HAND = "SELECT DISTINCT args FROM procrastinate_jobs WHERE status = 'doing' AND task_name = 'triage'"
"""Messages, and not jobs: where a hand begins late, the sweep has rung once more for what the worker holds."""


def triaged_by(server: Server, process: str) -> int:
    lines = server.log.read_text().splitlines()
    return sum("action=triaged" in line and f"process={process} " in line for line in lines)


async def test_a_hand_shares_the_work_and_what_it_had_in_hand_when_it_was_killed_is_done_once(
    database_url: str, tmp_path: Path
) -> None:
    more = 3
    count = CONCURRENCY["triage"] + more
    async with server_on(database_url, tmp_path, hands=1) as server:
        await server.start()
        with table_locked(server.url, "timeline"):
            for number in range(count):
                await server.mail(f"{QUESTION_S4} {number}", message_id=f"<q{number}@brightpathvoice.example>")
            await server.happens("more are in hand than one takes", lambda: len(server.sql(IN_HAND)) == count)
            hand = server.pid_of("hand")
            os.kill(hand, signal.SIGKILL)
        await each_is_one_ticket(server, count)

        assert await server.next_of("hand", hand)
        await mails([server], count)
        await each_is_one_ticket(server, count + MAILS)
        assert triaged_by(server, "worker") >= more


async def test_without_a_worker_a_hand_still_triages_and_answers(database_url: str, tmp_path: Path) -> None:
    async with server_on(database_url, tmp_path, hands=1) as server:
        await server.start()
        os.kill(server.pid_of("worker"), signal.SIGSTOP)

        await server.mail(QUESTION_S4)
        await each_is_one_ticket(server, 1)

        assert triaged_by(server, "hand") == 1
