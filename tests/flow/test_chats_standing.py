"""`deskbot check` and health tell whether Slack and Telegram let us in, and what to mend; no secret is in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from pydantic import SecretStr

from deskbot.cli.check import database
from deskbot.cli.check_chats import room, slack, telegram
from deskbot.cli.finding import Finding
from deskbot.settings import Settings
from deskbot.simulators.slack_state import Channel
from deskbot.web_side import slack_installs, slack_watch
from tests.flow.test_41_late import database_away
from tests.flow.test_health import keep_house, probe, red
from tests.harness import World, running_world


def chats(settings: Settings) -> list[Finding]:
    return [*slack(settings), *telegram(settings)]


@pytest.fixture(name="world")
async def a_world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, chats=True) as running:
        yield running


async def looked_at(
    world: World, look: Callable[[Settings], list[Finding]] = chats, **changed: object
) -> list[Finding]:
    return await asyncio.to_thread(look, world.deskbot.settings.model_copy(update=changed))


def told(found: list[Finding]) -> str:
    return "\n".join(f"{one.what}: {one.says}" for one in found)


async def test_where_both_let_us_in_check_says_as_whom(world: World) -> None:
    found = await looked_at(world)

    assert all(one.right and not one.doubtful for one in found), told(found)
    assert "Slack: lets us in as U0BOT in Desk" in told(found)
    assert "Telegram: knows the bot as @" in told(found)


async def test_a_scope_that_is_missing_is_named(world: World) -> None:
    world.slack.workspaces["T0DESK"].scopes = ("chat:write", "commands")

    found = await looked_at(world)

    assert [one.what for one in found if not one.right] == ["Slack"]
    assert "files:read" in told(found)
    assert "deskbot slack manifest" in told(found)


async def test_a_token_that_is_not_known_is_told_and_not_shown(world: World) -> None:
    wrong = SecretStr("1000:wrong-and-secret")

    found = await looked_at(world, slack_bot_token=wrong, telegram_token=wrong)

    assert [one.what for one in found if not one.right] == ["Slack", "Telegram"]
    assert "DESKBOT_SLACK_BOT_TOKEN" in told(found)
    assert "DESKBOT_TELEGRAM_TOKEN" in told(found)
    assert "secret" not in told(found)


async def test_what_does_not_answer_is_told(world: World) -> None:
    world.slack.faults.go_down()
    world.telegram.faults.go_down()

    found = await looked_at(world)

    assert [one.what for one in found if not one.right] == ["Slack", "Telegram"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"slack_signing_secret": None}, "DESKBOT_SLACK_SIGNING_SECRET"),
        ({"slack_client_id": ""}, "DESKBOT_SLACK_CLIENT_ID"),
        ({"slack_client_secret": None}, "DESKBOT_SLACK_CLIENT_SECRET"),
        ({"slack_bot_token": None, "slack_client_id": ""}, "DESKBOT_SLACK_SIGNING_SECRET is of no use without"),
        (
            {"slack_bot_token": None, "slack_client_id": "", "slack_desk_channel": "T0X:C0Y"},
            "DESKBOT_SLACK_DESK_CHANNEL is of no use without",
        ),
        ({"public_url": "https://desk.example"}, "another address than ours"),
    ],
)
async def test_what_is_set_by_half_is_told(world: World, changed: dict[str, object], says: str) -> None:
    assert says in told(await looked_at(world, **changed))


async def test_updates_that_cannot_be_handed_over_are_told(world: World, postgres: str) -> None:
    with database_away(world, postgres):
        await world.telegram.people[4711].writes("One phone has echo")

        assert "wait there" in told(await looked_at(world))
    await world.settle()
    world.telegram.people[4711].take_message(), world.briefing()


async def test_a_workspace_whose_token_is_not_renewed_is_named_to_who_checks_and_counted_for_strangers(
    world: World,
) -> None:
    await world.slack.installs("T0RHEIN", "Rheinruf")
    installs, watch = slack_installs(world.deskbot), slack_watch(world.deskbot)
    assert installs
    assert watch
    world.clock.forward(timedelta(hours=11))
    world.slack.workspaces["T0RHEIN"].refresh_token = "lost"
    await installs.turn()

    found = await looked_at(world, lambda settings: database(settings, None))
    await watch.turn()
    world.clock.forward(timedelta(minutes=11))
    await watch.turn()
    await keep_house(world)

    assert "Rheinruf (T0RHEIN): no new token: invalid_refresh_token" in told(found)
    _, document = await probe(world)
    [slack] = [one for one in document["checks"] if one["check"] == "slack"]
    assert slack["state"] == "away"
    assert "1 workspace gets no new token" in slack["says"]
    assert "Rheinruf" not in str(document)


async def test_health_is_red_once_slack_has_not_let_us_in_for_ten_minutes(world: World) -> None:
    watch = slack_watch(world.deskbot)
    assert watch
    await watch.turn()
    await keep_house(world)
    assert await red(world) == []

    world.slack.workspaces["T0DESK"].token = "another"
    await watch.turn()
    await world.forward(minutes=11)
    await watch.turn()
    await keep_house(world)
    assert await red(world) == ["slack"]

    world.slack.workspaces["T0DESK"].token = world.deskbot.settings.slack_bot_token.get_secret_value()  # type: ignore[union-attr]
    await watch.turn()
    assert await red(world) == []


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ("T0DESK:C0DESK", "which the desk alone reads"),
        ("T0DESK:C0SHARED", "shared with another workspace"),
        ("T0DESK:C0OTHER", "the app is not in the channel"),
        ("T0DESK:C0NONE", "channel_not_found"),
        ("#desk", "by their ids, like"),
    ],
)
async def test_check_says_whether_the_desks_channel_is_one_that_it_alone_reads(
    world: World, channel: str, says: str
) -> None:
    world.slack.channels["C0DESK"] = Channel("C0DESK", "desk")
    world.slack.channels["C0SHARED"] = Channel("C0SHARED", "shared", shared=True)
    world.slack.channels["C0OTHER"] = Channel("C0OTHER", "other", has_app=False)

    found = await looked_at(world, room, slack_desk_channel=channel)

    assert says in told(found)
    assert [one.right for one in found] == [channel == "T0DESK:C0DESK"]
