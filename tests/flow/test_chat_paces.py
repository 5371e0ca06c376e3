"""A chat gets no more messages at a time than it takes; who asks for a pause has it, and nobody else waits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from deskbot.model.message import Address, Outbound
from deskbot.simulators.slack_state import Posting
from deskbot.store import outbox
from tests.flow.test_health import keep_house, probe, red
from tests.harness import World, running_world


@pytest.fixture(name="world")
async def a_world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, chats=True) as running:
        for user in ("U0TY", "U0JANA"):
            _ = running.slack.people[user]
        yield running


async def writes(world: World, user: str, count: int, key: str = "") -> None:
    """Put letters to somebody into the outbox."""
    async with world.deskbot.database.begin() as session:
        for number in range(count):
            letter = Outbound(channel="slack", to=Address(f"T0DESK:{user}"), subject="", text=f"No. {number}")
            row = await outbox.add(session, f"test:{key}{user}:{number}", letter, world.now)
            assert row
            world.deskbot.jobs.ring(session, "deliver", row)


def taken(world: World, user: str) -> list[str]:
    person, found = world.slack.people[user], []
    while person.untaken:
        found.append(person.take_message().shown)
    return found


async def test_a_burst_goes_at_once_the_rest_one_a_second_and_nobody_else_waits(world: World) -> None:
    await writes(world, "U0TY", 14)
    await writes(world, "U0JANA", 2)
    await world.settle()

    assert len(taken(world, "U0TY")) == 10
    assert len(taken(world, "U0JANA")) == 2
    await world.forward(seconds=2)
    assert len(taken(world, "U0TY")) == 2
    await world.forward(seconds=2)
    assert len(taken(world, "U0TY")) == 2
    assert world.sql("SELECT DISTINCT state, attempts FROM outbox") == [("sent", 1)]


async def test_a_pause_that_slack_asks_for_is_kept_by_all_that_is_for_that_conversation(world: World) -> None:
    world.slack.faults.fail_next(status=429, retry_after=40)
    await writes(world, "U0TY", 1)
    await world.settle()
    await writes(world, "U0TY", 1, "later:")
    await writes(world, "U0JANA", 1)
    await world.settle()

    assert not world.slack.people["U0TY"].untaken
    assert len(taken(world, "U0JANA")) == 1
    await world.forward(seconds=39)
    assert not world.slack.people["U0TY"].untaken
    await world.forward(seconds=2)
    assert len(taken(world, "U0TY")) == 2


async def test_a_pause_that_telegram_asks_for_is_kept(world: World) -> None:
    await world.telegram.people[4711].writes("One phone at Bay Hotel has echo on every call")
    world.telegram.faults.fail_next(status=429, retry_after=40)
    await world.settle()
    assert not world.telegram.people[4711].untaken

    await world.forward(seconds=39)
    assert not world.telegram.people[4711].untaken
    await world.forward(seconds=2)

    assert "T-1001" in world.telegram.people[4711].take_message().text
    world.briefing()


async def test_operators_are_told_when_slack_keeps_events_from_us(world: World) -> None:
    told = b'{"type":"app_rate_limited","team_id":"T0DESK","minute_rate_limited":1772474400,"api_app_id":"A0DESK"}'
    assert (await world.slack.post(Posting("event", told, "application/json"))).status_code == 200

    [error] = world.errors.records
    assert "Slack holds events back" in str(error)
    world.errors.records.clear()
    await keep_house(world)
    assert await red(world) == ["slack"]
    _, document = await probe(world)
    assert "some may be lost" in str(document)

    world.clock.forward(timedelta(hours=1))
    await keep_house(world)
    assert "slack" not in await red(world)
