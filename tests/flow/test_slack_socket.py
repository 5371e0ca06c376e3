"""Where Slack cannot reach us it tells by a connection of ours: nothing is lost on it, and nothing is taken twice."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from pydantic import SecretStr

from deskbot.engine.health import SOCKET
from deskbot.engine.loops import forever
from deskbot.simulators.slack_people import Person
from deskbot.store.channel_state import StoredState
from deskbot.web.slack_link import SlackLink
from deskbot.web_side import forget_socket, slack_link
from tests.flow.test_41_late import database_away
from tests.flow.test_slack import ECHO, TY_ADDRESS, said, ty_okafor
from tests.harness import World, running_world

__all__ = ["ty_okafor"]


@pytest.fixture(name="world")
async def a_world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, chats=True, slack_app_token=SecretStr("xapp-wanted")) as running:
        running.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'slack', %s)", TY_ADDRESS)
        yield running
        while any(one not in running.read for one in running.mailbox.to("desk@desk.example")):
            running.briefing()


@pytest.fixture(name="link")
async def a_link(world: World) -> AsyncIterator[SlackLink]:
    link = slack_link(world.deskbot)
    assert link is not None
    await link.turn()
    await world.slack.sockets.until_made(1)
    yield link
    await link.close()


@contextlib.asynccontextmanager
async def kept(link: SlackLink) -> AsyncIterator[None]:
    """Look after the connection, as `deskbot serve` does."""
    keeping = asyncio.create_task(forever(link.turn, 0.02))
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


@pytest.mark.usefixtures("link")
async def test_a_ticket_is_filed_asked_for_and_answered_over_the_socket(world: World, ty: Person) -> None:
    url, world.slack.app_url = world.slack.app_url, ""  # nothing can come by HTTP
    message = await ty.writes(ECHO)
    await world.settle()
    answer = ty.take_message()
    assert answer.thread_ts == message.ts

    told = await ty.commands("status T-1001")
    await ty.forms.shortcut()
    await ty.forms.sends(summary="The fax in room 7 prints nothing")

    assert "T-1001" in told["text"]
    assert "T-1002" in await said(world, ty)
    assert not world.slack.pending
    world.slack.app_url = url


def enveloped(payload: object, envelope: object = "e1", kind: object = "events_api") -> str:
    return json.dumps({"envelope_id": envelope, "type": kind, "payload": payload})


SAID: dict[str, str | bytes] = {
    "no JSON": "no JSON {",
    "brackets without end": "[" * 100_000,
    "no object": "[]",
    "nothing": "null",
    "bytes": b"\xff\xfe",
    "an envelope without a letter": enveloped(None),
    "a list": enveloped([1, 2]),
    "words": enveloped("words"),
    "an event that is none": enveloped({"event": "words"}),
    "an event of wrong parts": enveloped({"event": {"type": {"a": 1}, "user": [], "channel": 7}}),
    "a press of wrong parts": enveloped({"type": "block_actions", "actions": "x", "user": 3}),
    "a form that is none": enveloped({"type": "view_submission", "view": []}, kind="interactive"),
    "a command of none": enveloped({"command": ["/ticket"], "text": {}}, kind="slash_commands"),
    "an envelope of wrong parts": enveloped({}, envelope={"a": []}, kind=["hello"]),
    "characters that are none": enveloped({"event": {"type": "message", "text": "\x00\ud800"}}),
}


@pytest.mark.usefixtures("link")
async def test_whatever_is_said_on_the_connection_the_next_message_is_a_ticket(world: World, ty: Person) -> None:
    """By somebody who has got between Slack and us, or by a Slack of a version that we do not know."""
    world.slack.app_url = ""
    for words in SAID.values():
        await world.slack.sockets.says(words)

    await ty.writes(ECHO)

    await world.settle()
    assert not world.slack.pending
    assert "T-1001" in await said(world, ty)
    assert len(world.sql("SELECT 1 FROM inbound")) == 1
    assert world.slack.sockets.made == 1


async def test_what_was_told_when_the_connection_broke_is_told_again_and_taken_once(
    world: World, ty: Person, link: SlackLink
) -> None:
    world.slack.app_url = ""
    await world.slack.sockets.cut()
    await ty.writes(ECHO)
    assert len(world.slack.pending) == 1

    async with kept(link):
        await world.slack.sockets.until_made(2)
        await world.slack.pump()

    assert "T-1001" in await said(world, ty)
    assert len(world.sql("SELECT 1 FROM inbound")) == 1


@pytest.mark.usefixtures("link")
async def test_while_the_database_is_away_nothing_is_acknowledged(world: World, ty: Person, postgres: str) -> None:
    world.slack.app_url = ""
    with database_away(world, postgres):
        await ty.writes(ECHO)
        assert len(world.slack.pending) == 1

    await world.slack.pump()

    assert not world.slack.pending
    assert "T-1001" in await said(world, ty)


@pytest.mark.usefixtures("link")
async def test_the_same_event_by_both_ways_is_one_message(world: World, ty: Person) -> None:
    sockets, world.slack.app_url, url = world.slack.sockets, "", world.slack.app_url
    sockets.deaf = True
    await ty.writes(ECHO)  # taken, though its acknowledgement is not heard
    (posting,) = world.slack.pending
    sockets.deaf = False
    await sockets.cut()
    world.slack.app_url = url

    assert (await world.slack.post(posting)).status_code == 200
    await world.slack.pump()

    assert "T-1001" in await said(world, ty)
    assert len(world.sql("SELECT 1 FROM inbound")) == 1


async def test_a_connection_that_is_about_to_end_makes_room_for_another(
    world: World, ty: Person, link: SlackLink
) -> None:
    world.slack.app_url = ""
    async with kept(link):
        await world.slack.sockets.refresh()
        await world.slack.sockets.until_made(2)
        await ty.writes(ECHO)

        assert not world.slack.pending
    assert "T-1001" in await said(world, ty)


async def test_a_connection_on_which_slack_answers_no_more_is_given_up(world: World, link: SlackLink) -> None:
    link.ping_every = 0.5  # seconds by the machine's clock, which the SDK goes by
    await link.close()
    await link.turn()
    world.slack.sockets.deaf = True

    async with kept(link):
        await asyncio.wait_for(world.slack.sockets.until_made(3), 20)


async def test_health_says_how_the_connection_stands(world: World, link: SlackLink) -> None:
    assert await socket_state(world) == "well"

    await link.close()
    world.slack.sockets.token = "another"
    await link.turn()
    world.clock.forward(timedelta(minutes=4))

    assert await socket_state(world) == "away"


async def socket_state(world: World) -> str:
    verdict = await world.deskbot.health.look()
    return next(one.state for one in verdict.checks if one.name == "slack-socket")


async def test_health_knows_of_a_connection_that_another_machine_keeps_until_none_is_to_be(database_url: str) -> None:
    async with running_world(database_url, chats=True) as world:
        assert "slack-socket" not in {one.name for one in (await world.deskbot.health.look()).checks}

        await StoredState(world.deskbot.database, SOCKET, world.clock).note_look("Slack gives no connection")
        world.clock.forward(timedelta(minutes=4))
        assert await socket_state(world) == "away"

        await forget_socket(world.deskbot)
        assert "slack-socket" not in {one.name for one in (await world.deskbot.health.look()).checks}
