"""Rows are locked in one order: what happens to the same pages at the same time waits for each other, and ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from deskbot.commands import PAGE_SMS
from deskbot.model.command import Command
from deskbot.model.page import Attempt, Medium
from deskbot.store import dispatches
from deskbot.store.tables import BundleRow, NotificationRow, PageRow
from tests.flow.crowds import pages
from tests.harness import ANA, World

ROUNDS = 15
SIZE = 4


@dataclass(frozen=True, slots=True)
class Wave:
    """Pages of so many tickets that have gone to Ana as one text, and as one call."""

    tickets: tuple[int, ...]
    pages: tuple[int, ...]
    code: int
    """Of the text's bundle."""
    texts: tuple[str, ...]
    """For each page the token by which a carrier reports on the text."""
    calls: tuple[str, ...]


async def wave(world: World, number: int, state: Attempt) -> Wave:
    """Let pages go to Ana in such a state."""
    first, now = 1001 + SIZE * number, world.now
    await pages(world, first, SIZE, "S1", due_at=now + timedelta(hours=1))
    found = world.sql("SELECT id FROM page WHERE ticket_number >= %s ORDER BY id", first)
    ids = tuple(page_id for (page_id,) in found)
    tokens: dict[Medium, list[str]] = {Medium.SMS: [], Medium.VOICE: []}
    async with world.deskbot.database.begin() as session:
        bundles = {
            medium: BundleRow(code=90_000 + 2 * number + at, address=ANA, created_at=now)
            for at, medium in enumerate(tokens)
        }
        session.add_all(bundles.values())
        await session.flush()
        for page_id in ids:
            page = await session.get_one(PageRow, page_id)
            page.step, page.level = 1, 0
            for medium, of_medium in tokens.items():
                row = NotificationRow(
                    page_id=page_id,
                    step=1,
                    level=0,
                    round=0,
                    responder="ana",
                    medium=medium,
                    address=ANA,
                    state=state,
                    attempts=1,
                    bundle_id=bundles[medium].id,
                    due_at=now + timedelta(hours=1),
                    created_at=now,
                    updated_at=now,
                )
                session.add(row)
                await session.flush()
                dispatch = await dispatches.begin(session, row, "twilio", now)
                dispatch.state = Attempt.SENT
                of_medium.append(dispatch.token)
    tickets = tuple(range(first, first + SIZE))
    return Wave(tickets, ids, bundles[Medium.SMS].code, tuple(tokens[Medium.SMS]), tuple(tokens[Medium.VOICE]))


Deed = Callable[[World, Wave], Awaitable[object]]


def fails(medium: Medium, at: int, code: int | None = None) -> Deed:
    """Let a carrier say of the text or the call for one of the pages that it has reached nobody."""

    async def report(world: World, of: Wave) -> None:
        token = (of.texts if medium is Medium.SMS else of.calls)[at]
        await world.deskbot.reports.report(token, Attempt.FAILED, "undelivered", code)

    return report


def answers(letter: str) -> Deed:
    """Let Ana answer all of them by one text."""

    async def answer(world: World, of: Wave) -> None:
        command = Command(PAGE_SMS, "twilio", ANA, f"{of.code}{letter}", {"text": f"{of.code}{letter}"})
        answer = await world.deskbot.interactions.carry_out(command)
        assert not answer.later, "the answer did not come through"

    return answer


async def steps(world: World, of: Wave) -> None:
    """Let all pages' steps be due."""
    await asyncio.gather(*(world.deskbot.stepping.step(page_id) for page_id in of.pages))


async def merges(world: World, of: Wave) -> None:
    """Let the first ticket be merged into the last one."""
    await world.deskbot.joining.merge(of.tickets[0], of.tickets[-1], "kim")


async def closes(world: World, of: Wave) -> None:
    """Let an agent close the tickets, the last one first."""
    for number in reversed(of.tickets):
        await world.deskbot.agents.close(number, "kim")


async def sweeps(world: World, of: Wave) -> None:
    """Let housekeeping ring for what is due, in the order in which it became due: the last page first."""
    for ago, page_id in enumerate(of.pages):
        due_at = world.now - timedelta(seconds=ago + 1)
        world.sql("UPDATE page SET due_at = %s WHERE id = %s", due_at, page_id)
    assert await world.deskbot.housekeeping({"pages"}, grace=timedelta()).sweep(), "nothing was rung for"


LAST = SIZE - 1


@pytest.mark.parametrize(
    ("state", "deeds"),
    [
        (Attempt.SENT, (fails(Medium.SMS, LAST), fails(Medium.VOICE, 0))),
        (Attempt.SENT, (fails(Medium.SMS, LAST), fails(Medium.SMS, 0))),
        (Attempt.SENT, (fails(Medium.SMS, LAST, 30006), answers("e"))),
        (Attempt.QUEUED, (fails(Medium.SMS, LAST), fails(Medium.VOICE, LAST), answers("a"))),
        (Attempt.QUEUED, (fails(Medium.SMS, LAST), fails(Medium.VOICE, LAST), merges)),
        (Attempt.QUEUED, (fails(Medium.SMS, LAST), fails(Medium.VOICE, LAST), steps)),
        (Attempt.QUEUED, (fails(Medium.SMS, LAST), closes)),
        (Attempt.SENT, (fails(Medium.SMS, LAST), fails(Medium.VOICE, 0), sweeps)),
    ],
    ids=[
        "a-text-and-a-call-fail",
        "two-members-of-one-text-fail",
        "a-number-is-of-no-use-and-answers",
        "all-are-taken",
        "two-are-merged",
        "all-take-their-step",
        "all-are-closed",
        "housekeeping-rings",
    ],
)
async def test_what_happens_at_once_to_pages_that_went_as_one_waits_for_each_other_and_ends(
    world: World, state: Attempt, deeds: tuple[Deed, ...]
) -> None:
    for number in range(ROUNDS):
        of = await wave(world, number, state)

        came_of_it = await asyncio.gather(*(deed(world, of) for deed in deeds), return_exceptions=True)

        assert [one for one in came_of_it if isinstance(one, BaseException)] == []
    world.read += world.mailbox.letters
    world.sql("DELETE FROM procrastinate_jobs")
