"""Loops that wait for a database: the log says once that they do, why, and when it is over; and no traceback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest
from procrastinate.exceptions import ConnectorException

from deskbot.engine.jobs import Jobs
from deskbot.engine.loops import Away, forever
from deskbot.errors import UnavailableError


def this_task() -> asyncio.Task[None]:
    task = asyncio.current_task()
    assert task
    return task


def turns(*outcomes: BaseException | None) -> Callable[[], Awaitable[None]]:
    """Return an action that ends so, turn by turn, and then has its loop stopped."""
    left = list(outcomes)

    async def turn() -> None:
        if not left:
            this_task().cancel()
            await asyncio.sleep(0)
        if outcome := left.pop(0):
            raise outcome

    return turn


def once(action: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """Return an action that is done in its first turn, and stops its loop in the next."""
    left = [action]
    return lambda: left.pop()() if left else turns()()


async def run(waiting: Away, *actions: Callable[[], Awaitable[None]]) -> None:
    for action in actions:
        with pytest.raises(asyncio.CancelledError):
            await forever(action, 0.0, waiting, rests=0.0)
        this_task().uncancel()


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    assert not [record for record in caplog.records if record.exc_info and record.levelno < logging.ERROR]
    return [record.getMessage() for record in caplog.records if record.name.startswith("deskbot")]


async def test_a_database_that_is_away_is_one_line_however_often_it_is_tried(caplog: pytest.LogCaptureFixture) -> None:
    away = UnavailableError("the database cannot be reached: refused")

    await run(Away(), turns(away, away, away))

    assert said(caplog) == ["waiting for the database: the database cannot be reached: refused"]


async def test_what_the_queue_finds_away_is_said_in_a_line_and_with_its_cause(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = ConnectorException("Database error.")
    error.__cause__ = OSError("no connection after 3.00 sec")
    jobs = Jobs("postgresql://127.0.0.1/nobody")
    monkeypatch.setattr(jobs.app, "run_worker_async", lambda **_: turns(error)())

    await run(Away(), once(lambda: jobs.work(["triage"], name="triage", concurrency=1)))

    assert said(caplog) == ["waiting for the database: no connection after 3.00 sec"]


async def test_its_end_is_a_line_too_and_tells_what_it_was(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    away = UnavailableError("silent")

    await run(Away(), turns(away, away, None, None, away))

    began, over, again = said(caplog)
    assert began == again == "waiting for the database: silent"
    assert over.startswith("the database answers again after ")
    assert over.endswith(" s; it was: silent")


async def test_several_loops_say_it_once_between_them(caplog: pytest.LogCaptureFixture) -> None:
    waiting, away = Away(), UnavailableError("silent")

    await run(waiting, turns(away), turns(away), turns(away))

    assert len(said(caplog)) == 1


async def test_a_turn_that_had_begun_before_it_was_over_begins_nothing_anew(caplog: pytest.LogCaptureFixture) -> None:
    waiting, away = Away(), UnavailableError("silent")
    over = asyncio.Event()

    async def slow() -> None:
        await over.wait()
        raise away

    late = asyncio.create_task(forever(slow, 60.0, waiting))
    await asyncio.sleep(0)
    await run(waiting, turns(away, None))
    over.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    late.cancel()

    assert len(said(caplog)) == 2


async def test_any_other_fault_has_its_traceback_each_time(caplog: pytest.LogCaptureFixture) -> None:
    await run(Away(), turns(ValueError("a fault of ours"), ValueError("a fault of ours")))

    assert [record.levelname for record in caplog.records if record.exc_info] == ["ERROR", "ERROR"]


async def test_what_was_cancelled_within_a_turn_is_a_fault_of_that_turn_and_the_loop_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    await run(Away(), turns(asyncio.CancelledError(), None))

    assert [record.levelname for record in caplog.records if record.exc_info] == ["ERROR"]


@pytest.mark.parametrize("error", [UnavailableError("refused"), ValueError("a fault of ours")])
async def test_a_loop_without_a_pause_of_its_own_rests_where_its_turn_fails(error: Exception) -> None:
    """Telegram is asked again at once, as it keeps us waiting; it does not where it refuses."""
    tried = 0

    async def refused() -> None:
        nonlocal tried
        tried += 1
        raise error

    loop = asyncio.create_task(forever(refused, 0.0, Away(), rests=3600.0))
    for _ in range(1000):
        await asyncio.sleep(0)
    loop.cancel()

    assert tried == 1
