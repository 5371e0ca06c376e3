"""Machines that share the work of one database: what one had in hand that is gone another takes over."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deskbot.store.witness import table_locked
from tests.crash.machines import Machines, machines_on
from tests.crash.server import PATIENCE, Server
from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.harness import ANA

TY = "ty@brightpathvoice.example"
MAILS = 8
TAKEN_OVER_WITHIN = 30.0
"""Seconds; what the docs promise."""
SLOW = 30.0
"""Seconds more for a machine that has other things to do."""


@pytest.fixture
async def machines(database_url: str, tmp_path: Path) -> AsyncIterator[Machines]:
    async with machines_on(database_url, tmp_path) as prepared:
        yield prepared


async def mails(doors: list[Server], begin: int = 0) -> None:
    """Send mails by turns to several doors."""
    for number in range(begin, begin + MAILS):
        door = doors[number % len(doors)]
        await door.mail(f"{QUESTION_S4} {number}", message_id=f"<q{number}@brightpathvoice.example>")


async def each_is_one_ticket(world: Server, count: int) -> None:
    await world.happens("all are triaged", lambda: not world.sql("SELECT 1 FROM inbound WHERE state = 'accepted'"))
    assert world.sql("SELECT count(DISTINCT ticket_number), count(*) FROM inbound") == [(count, count)]
    assert world.sql("SELECT count(*) FROM ticket") == [(count,)]
    await world.letters(TY, count)
    await world.happens("all is sent", lambda: not world.sql("SELECT 1 FROM outbox WHERE state <> 'sent'"))
    assert len(world.mailbox.to(TY)) == count


def triaged_by(machine: Server) -> int:
    """Return how many messages a machine has triaged, by its log."""
    return sum("action=triaged" in line for line in machine.log.read_text().splitlines())


def process_of(machine: Server) -> int:
    assert machine.process
    return machine.process.pid


async def test_two_doors_and_two_workers_share_the_work_and_each_mail_is_one_ticket_with_one_answer(
    machines: Machines,
) -> None:
    door, other, first, second = await machines.start("smtp", "smtp", "worker", "worker")

    await asyncio.gather(mails([door, other]), mails([other, door], MAILS))
    await each_is_one_ticket(machines.world, 2 * MAILS)

    assert triaged_by(first) > 0
    assert triaged_by(second) > 0


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
async def test_what_a_worker_had_in_hand_that_is_killed_or_freezes_another_takes_over_within_30_s(
    machines: Machines, how: signal.Signals
) -> None:
    world = machines.world
    door, victim = await machines.start("smtp", "worker")
    with table_locked(world.url, "timeline"):
        await door.mail(QUESTION_S4)
        await world.waits_for("timeline")
        os.kill(process_of(victim), how)
    gone = time.monotonic()
    await machines.start("worker")
    started = time.monotonic()

    await world.happens("another has triaged it", lambda: world.sql("SELECT 1 FROM inbound WHERE state = 'ticketed'"))
    assert time.monotonic() - max(gone, started) < TAKEN_OVER_WITHIN + SLOW
    if how == signal.SIGSTOP:
        os.kill(process_of(victim), signal.SIGCONT)  # who wakes late must not do it again
    await door.mail(f"{QUESTION_S4} again", message_id="<m2@brightpathvoice.example>")
    await each_is_one_ticket(world, 2)


async def test_a_page_that_a_pager_had_in_hand_another_machine_sends_under_the_same_code_and_its_answer_is_taken(
    machines: Machines,
) -> None:
    world = machines.world
    world.twilio.faults.hang()
    door, _, victim, _ = await machines.start("smtp", "worker", "pager", "web")
    await door.mail(OUTAGE_S1)
    async with asyncio.timeout(PATIENCE):
        await world.twilio.faults.until_stalled()
    await victim.kill()
    await machines.start("pager")
    started = time.monotonic()
    world.twilio.faults.resume()

    delivered = "SELECT 1 FROM notification WHERE state = 'delivered'"
    await world.happens("the page is out", lambda: world.sql(delivered))
    assert time.monotonic() - started < TAKEN_OVER_WITHIN + SLOW
    ana = world.twilio.phones[ANA]
    assert 1 <= len(ana.texts) <= 2
    assert len(set(ana.texts)) == 1
    await ana.sends("1a")
    assert "You have taken T-1001" in ana.take_answer()


async def test_two_pagers_on_two_machines_send_each_page_once(machines: Machines) -> None:
    world = machines.world
    door, _, _, _, _ = await machines.start("smtp", "worker", "pager", "pager", "web")

    await door.mail(OUTAGE_S1)
    delivered = "SELECT 1 FROM notification WHERE state = 'delivered'"
    await world.happens("the page is out", lambda: world.sql(delivered))

    await world.twilio.phones[ANA].sends("1a")
    assert sum("Reply 1a" in text for text in world.twilio.phones[ANA].texts) == 1
