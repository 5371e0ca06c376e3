"""What one machine does for all of them is done by one at a time, and taken over from one that is gone."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from deskbot.clock import ControlledClock
from deskbot.engine.missed_calls import ASKED_BY_ONE, MissedCalls
from deskbot.errors import UnavailableError
from deskbot.model.phone import PastCall
from deskbot.store.channel_state import StoredState
from deskbot.store.database import Database
from deskbot.wires import duty as module
from deskbot.wires.duty import LASTS, alone

BEGIN = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
POLL = "poll"


@pytest.fixture
def clock() -> ControlledClock:
    return ControlledClock(BEGIN)


@pytest.fixture
def one(database: Database, clock: ControlledClock) -> StoredState:
    return StoredState(database, "telegram", clock, holder="one")


@pytest.fixture
def other(database: Database, clock: ControlledClock) -> StoredState:
    return StoredState(database, "telegram", clock, holder="other")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask often: what is proven here is no span of time."""
    monkeypatch.setattr(module, "ASKED_EVERY", 0.01)


class Work:
    """Something that goes on until it is told to stop."""

    def __init__(self) -> None:
        self.begun, self.ended = asyncio.Event(), asyncio.Event()

    async def __call__(self) -> None:
        self.begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.ended.set()


async def nobody_does() -> None:
    raise AssertionError("it was another's turn")


async def stopped(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_while_one_holds_a_duty_another_has_it_not_and_another_duty_it_has(
    one: StoredState, other: StoredState
) -> None:
    assert await one.hold(POLL, LASTS)
    assert not await other.hold(POLL, LASTS)
    assert await other.hold("fetch", LASTS)
    assert await one.hold(POLL, LASTS)


async def test_who_says_nothing_for_its_time_loses_it_to_another_and_has_it_no_more_when_it_comes_back(
    one: StoredState, other: StoredState, clock: ControlledClock
) -> None:
    assert await one.hold(POLL, LASTS)
    clock.forward(LASTS)

    assert await other.hold(POLL, LASTS)
    assert not await one.hold(POLL, LASTS)


async def test_who_lets_go_is_followed_at_once_and_who_has_lost_it_takes_nothing_away(
    one: StoredState, other: StoredState
) -> None:
    assert await one.hold(POLL, LASTS)
    await other.let_go(POLL)
    assert not await other.hold(POLL, LASTS)

    await one.let_go(POLL)
    assert await other.hold(POLL, LASTS)


async def test_one_that_a_clock_set_back_since_would_let_hold_for_an_hour_is_over(
    one: StoredState, other: StoredState, clock: ControlledClock
) -> None:
    clock.forward(timedelta(hours=1))
    assert await one.hold(POLL, LASTS)
    clock.move_to(BEGIN)

    assert await other.hold(POLL, LASTS)


async def test_of_two_one_works_and_the_other_begins_when_it_has_stopped(one: StoredState, other: StoredState) -> None:
    first, second = Work(), Work()
    at_work = asyncio.create_task(alone(one, POLL, first))
    await first.begun.wait()
    await alone(other, POLL, nobody_does)

    await stopped(at_work)
    at_work = asyncio.create_task(alone(other, POLL, second))
    await second.begun.wait()

    assert first.ended.is_set()
    await stopped(at_work)


async def test_for_missed_calls_one_machine_at_a_time_asks_and_another_where_that_one_asks_no_more(
    database: Database, clock: ControlledClock
) -> None:
    asked: list[str] = []

    def machine(name: str) -> MissedCalls:
        async def remembered(_: datetime) -> tuple[list[PastCall], bool]:
            asked.append(name)
            return [], True

        return MissedCalls(database, clock, None, frozenset({"+15125550199"}), remembered, holder=name)

    first, second = machine("one"), machine("other")
    await first.look()
    await second.look()
    assert asked == ["one"]
    clock.forward(ASKED_BY_ONE)
    await second.look()
    await first.look()

    assert asked == ["one", "other"]


class Frozen(StoredState):
    """Of a machine that freezes once it works, until it is woken."""

    asked = 0
    awake = asyncio.Event()

    async def hold(self, duty: str, lasts: timedelta) -> bool:
        Frozen.asked += 1
        if Frozen.asked > 1:
            await Frozen.awake.wait()
        return await super().hold(duty, lasts)


async def test_one_that_wakes_after_another_has_taken_over_stops_at_once(
    database: Database, other: StoredState, clock: ControlledClock
) -> None:
    work = Work()
    at_work = asyncio.create_task(alone(Frozen(database, "telegram", clock), POLL, work))
    await work.begun.wait()
    clock.forward(LASTS)
    assert await other.hold(POLL, LASTS)
    Frozen.awake.set()

    await at_work

    assert work.ended.is_set()
    assert await other.hold(POLL, LASTS)


class Away(StoredState):
    """Of a machine whose database goes away once it works."""

    asked = 0
    twice = asyncio.Event()

    async def hold(self, duty: str, lasts: timedelta) -> bool:
        Away.asked += 1
        if Away.asked == 1:
            return await super().hold(duty, lasts)
        if Away.asked > 3:
            Away.twice.set()
        raise UnavailableError("the database cannot be reached")


async def test_while_the_database_is_away_work_goes_on_as_nobody_can_take_it_over(
    database: Database, clock: ControlledClock
) -> None:
    work = Work()
    at_work = asyncio.create_task(alone(Away(database, "telegram", clock), POLL, work))
    await Away.twice.wait()

    assert not work.ended.is_set()
    await stopped(at_work)
