"""What we send to Slack and Telegram, and what their simulators tell us, against the types that they publish."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.contract.chat_types import (
    schema,
    wrong,
    wrong_with_act,
    wrong_with_answer,
    wrong_with_event,
    wrong_with_slack,
    wrong_with_telegram,
)
from tests.contract.ways_in import TY_SLACK, TY_TELEGRAM, leave_aside
from tests.flow.mails import COMPLETE_S3
from tests.harness import World, running_world

ECHO = "One phone at Bay Hotel has echo on every call"


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk with its chats, at which Ty is known."""
    schema("SlackChat")  # without the types there is nothing to see, and no world is needed
    async with running_world(database_url, chats=True) as running:
        for channel, address in (("telegram", str(TY_TELEGRAM)), ("slack", f"T0DESK:{TY_SLACK}")):
            running.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, %s, %s)", channel, address)
        yield running
        leave_aside(running)


async def in_slack(world: World) -> None:
    """Do in Slack what people do."""
    ty, site = world.slack.people[TY_SLACK], world.slack.make_channel("site")
    first = await ty.writes(ECHO)
    await world.settle()
    await ty.writes("it began today", thread=first)
    await ty.edits(first, f"{ECHO}, since Monday")
    await ty.sends_file(b"a trace", "trace.txt", "text/plain", "the trace", thread=first)
    mention = await ty.writes(COMPLETE_S3, channel=site, mentions=True)
    await world.settle()
    await ty.deletes(mention)
    for text in ("status", "help", f"new {ECHO}"):
        await ty.commands(text)
    await world.settle()
    await ty.makes_ticket(await ty.writes(f"{ECHO} in the hall", channel=site))
    await ty.forms.sends()
    await ty.marks(await ty.writes(f"{ECHO} in the bar", channel=site))
    await ty.forms.opens_home()
    await ty.forms.presses_at_home("New ticket")
    await ty.forms.shortcut()
    await world.settle()
    await world.deskbot.agents.reply(1001, "Please restart <the phone> & tell us.", "ana")
    await world.settle()


async def in_telegram(world: World) -> None:
    """Do in Telegram what people do."""
    ty, group = world.telegram.people[TY_TELEGRAM], world.telegram.make_group()
    await ty.starts()
    first = await ty.writes(COMPLETE_S3)
    await world.settle()
    await ty.presses("No, not yet")
    await ty.edits(first, ECHO)
    await ty.writes("on two more", reply_to=first["message_id"], quote="Customer")
    await ty.sends_photo(caption="the rack", album="a1")
    await ty.sends_document(b"a log", "trace.log", "text/plain")
    await ty.sends_voice()
    await ty.sends_video()
    await ty.sends_video(round_=True)
    await ty.shares_location(30.27, -97.74)
    await ty.shares_contact("+15125550177", "Sam")
    await ty.forwards("It began on Monday", name="Sam")
    await ty.writes(f"@deskbot_sim_bot {ECHO}", group=group)
    await world.forward(seconds=3)
    await world.deskbot.agents.reply(1001, "Please restart <the phone> & tell us.", "ana")
    await world.settle()
    await ty.blocks()
    await ty.unblocks()


async def test_what_we_ask_of_slack_is_what_slack_takes(world: World) -> None:
    await in_slack(world)

    assert {"chat.postMessage"} <= {method for method, _ in world.slack.asked}
    assert not wrong_with_slack(world.slack.asked)


async def test_what_the_simulated_slack_tells_is_what_slack_tells(world: World) -> None:
    await in_slack(world)

    kinds = {"message", "app_mention", "app_home_opened", "reaction_added"}
    assert kinds <= {event["type"] for event in world.slack.told}
    assert not sorted({found for event in world.slack.told if (found := wrong_with_event(event))})


async def test_what_people_of_the_simulated_slack_do_is_told_as_slack_tells_it(world: World) -> None:
    await in_slack(world)

    kinds = {"block_actions", "message_action", "shortcut", "slash_command", "view_submission"}
    assert {kind for kind, _ in world.slack.acted} == kinds
    assert not sorted({found for act in world.slack.acted if (found := wrong_with_act(*act))})


async def test_what_the_simulated_slack_answers_is_what_slack_answers(world: World) -> None:
    await in_slack(world)

    assert {"conversations.open", "files.info"} <= {method for method, _ in world.slack.answered}
    assert not sorted({found for one in world.slack.answered if (found := wrong_with_answer(*one))})


async def test_what_we_ask_of_telegram_is_what_telegram_takes(world: World) -> None:
    await in_telegram(world)

    assert {"sendMessage", "setMyCommands", "setWebhook"} <= {method for method, _ in world.telegram.asked}
    assert not wrong_with_telegram(world.telegram.asked)


async def test_what_the_simulated_telegram_tells_is_what_telegram_tells(world: World) -> None:
    await in_telegram(world)

    kinds = {key for update in world.telegram.updates.posted for key in update}
    assert {"message", "edited_message", "callback_query", "my_chat_member"} <= kinds
    assert not sorted({found for one in world.telegram.updates.posted if (found := wrong("TelegramUpdate", one))})


@pytest.mark.parametrize(
    ("name", "value", "method"),
    [
        ("SlackChat", {"channel": "C1", "text": "x", "colour": "red"}, "chat.postMessage"),
        ("SlackChat", {"channel": "C1", "text": "x", "blocks": [{"type": "section", "text": 7}]}, "chat.postMessage"),
        ("TelegramMethods", {"chat_id": 1}, "sendMessage"),
        ("TelegramUpdate", {"update_id": 1, "message": {"text": "x"}}, ""),
        ("SlackEvent", {"type": "message", "channel": 7}, ""),
        ("SlackActs", {"type": "shortcut", "callback_id": "new_ticket", "colour": "red"}, "shortcut"),
        ("SlackAnswers", {"ok": True, "channel": {"id": "C1", "colour": "red"}}, "conversations.info"),
    ],
)
def test_what_their_types_do_not_know_is_found(name: str, value: object, method: str) -> None:
    assert wrong(name, value, method)
