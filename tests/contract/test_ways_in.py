"""One suite over every channel by which resellers come in: what was accepted is one message, whatever happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from deskbot.simulators.slack_state import Posting
from deskbot.simulators.telegram_people import bot_user
from tests.contract.lines import ELSEWHERE, NOT_THERE, SHOWN, WAYS, Line, over
from tests.contract.test_channels import NAMES
from tests.contract.ways_in import (
    TY_PHONE,
    TY_SLACK,
    TY_TELEGRAM,
    WAYS_IN,
    WHATSAPP_NUMBER,
    Slack,
    Telegram,
    Text,
    WayIn,
    leave_aside,
)
from tests.flow.test_41_late import database_away
from tests.harness import World, running_world

ECHO = "One phone at Bay Hotel has echo on every call"
TESTS = Path(__file__).parents[1]


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk with all of its doors; Ty is known at each."""
    async with running_world(database_url, chats=True, twilio_whatsapp_number=WHATSAPP_NUMBER) as running:
        known = (
            ("sms", TY_PHONE),
            ("whatsapp", TY_PHONE),
            ("telegram", str(TY_TELEGRAM)),
            ("slack", f"T0DESK:{TY_SLACK}"),
        )
        for channel, address in known:
            running.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, %s, %s)", channel, address)
        yield running
        leave_aside(running)


def way_in(way: str, world: World) -> WayIn:
    return WAYS_IN[way](world)


def stored(world: World) -> int:
    return world.sql("SELECT count(*) FROM inbound")[0][0]


def messages(world: World) -> list[str]:
    return [text for kind, text in world.timeline() if kind == "message"]


def test_every_line_of_every_channel_is_shown_or_it_is_said_why_not() -> None:
    assert set(NAMES) == set(WAYS) - {"mailbox"}
    wanted = {(line, way) for line in Line for way in WAYS}
    known = SHOWN | NOT_THERE.keys() | ELSEWHERE.keys()
    assert not wanted - known, f"nothing shows {sorted(wanted - known)}"
    assert not known - wanted
    assert not NOT_THERE.keys() & ELSEWHERE.keys()
    for place in ELSEWHERE.values():
        file, _, name = place.partition("::")
        assert f"def {name}(" in (TESTS / file).read_text(), place


@over(Line.DUPLICATE)
async def test_what_is_delivered_twice_is_one_message(world: World, way: str) -> None:
    door = way_in(way, world)

    assert await door.write(ECHO)
    assert await door.again()
    await world.settle()
    assert await door.again()
    await world.settle()

    assert stored(world) == 1
    assert len(messages(world)) == 1
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]


@over(Line.CRASH_BEFORE_ACK)
async def test_what_was_not_committed_is_not_acknowledged_and_is_one_message_when_it_comes_again(
    world: World, way: str, postgres: str
) -> None:
    door = way_in(way, world)
    with database_away(world, postgres):
        assert not await door.write(ECHO)

    assert stored(world) == 0
    assert await door.again()
    await world.settle()

    assert len(messages(world)) == 1
    world.errors.records.clear()  # the database was away, and that was said


@over(Line.CRASH_AFTER_ACK)
async def test_what_was_acknowledged_is_committed_and_becomes_a_ticket_though_we_are_killed(
    world: World, way: str
) -> None:
    door = way_in(way, world)

    assert await door.write(ECHO)
    assert stored(world) == 1
    world.sql("DELETE FROM procrastinate_jobs")  # the alarms are lost with the process
    assert await door.again()  # the peer may not have heard of the acknowledgement
    await world.forward(seconds=5)

    assert len(messages(world)) == 1
    assert stored(world) == 1


@over(Line.REPLAY)
@pytest.mark.parametrize("timestamp", ["1772474000", "soon", ""])
async def test_what_was_signed_long_ago_is_turned_away(world: World, way: str, timestamp: str) -> None:
    door = way_in(way, world)
    assert isinstance(door, Slack)
    body = Posting("event", b'{"type":"event_callback"}', "application/json")

    assert (await world.slack.post(body, timestamp=timestamp)).status_code == 401
    assert stored(world) == 0


@over(Line.BAD_SIGNATURE)
@pytest.mark.parametrize("signature", ["", "wrong", "v0=" + "0" * 64])
async def test_what_its_peer_has_not_signed_is_turned_away(world: World, way: str, signature: str) -> None:
    await way_in(way, world).write(ECHO)
    before = stored(world)

    assert await forged(world, way, signature) in (401, 403)
    assert stored(world) == before
    await world.settle()


async def forged(world: World, way: str, signature: str) -> int:
    """Deliver something as its peer would, with another signature; return how it is answered."""
    base = world.deskbot.settings.web_base
    match way:
        case "slack":
            posting = Posting("event", b'{"type":"event_callback"}', "application/json")
            return (await world.slack.post(posting, signature=signature)).status_code
        case "telegram":
            update = {"update_id": 999, "message": {"text": ECHO}}
            async with httpx.AsyncClient(trust_env=False) as http:
                headers = {"X-Telegram-Bot-Api-Secret-Token": signature}
                return (await http.post(f"{base}/telegram/webhook", json=update, headers=headers)).status_code
        case _:
            door = way_in(way, world)
            assert isinstance(door, Text)
            return (await door.post({"MessageSid": "SM" + "9" * 32}, signature or "none")).status_code


@over(Line.UNKNOWN_EVENT)
async def test_what_we_do_not_know_is_acknowledged_and_kept_from_nobody_else(world: World, way: str) -> None:
    door = way_in(way, world)
    assert await unknown(world, door)
    assert stored(world) == 0

    assert await door.write(ECHO)
    await world.settle()
    assert len(messages(world)) == 1


async def unknown(world: World, door: WayIn) -> bool:
    match door:
        case Slack():
            world.slack.workspaces.events |= {"galaxy_joined"}
            await world.slack.event({"type": "galaxy_joined", "user": TY_SLACK})
            world.slack.told.pop()  # nor do Slack's types know one
            return not world.slack.pending
        case Telegram():
            taken = await door.updates.post({"update_id": 998, "galaxy": {"id": 1}})
            door.updates.posted.pop()  # Telegram's types know no galaxy
            return taken
        case _:
            assert isinstance(door, Text)
            await door.write("status")  # the carrier adds fields from time to time
            return (await door.post({"GalaxyId": "7"})).status_code == 200


@over(Line.OWN_ECHO)
async def test_what_we_have_said_ourselves_is_not_heard(world: World, way: str) -> None:
    about: dict[str, Any] = {"text": ECHO}
    if way == "slack":
        told = {"type": "message", "channel": "D0TY", "channel_type": "im", "team": "T0DESK", **about}
        for stamp, by in (("1772474400.9", {"bot_id": "B0BOT"}), ("1772474402.9", {})):
            await world.slack.event({**told, **by, "user": "U0BOT", "ts": stamp, "event_ts": stamp})
        assert not world.slack.pending
    else:
        chat = {"id": TY_TELEGRAM, "type": "private", "first_name": "Ty"}
        told = {"message_id": 9, "date": 1772474400, "chat": chat, **about}
        own = {"update_id": 997, "message": {**told, "from": bot_user("deskbot_sim_bot")}}
        assert await world.telegram.updates.post(own)
    await world.settle()

    assert stored(world) == 0


HOSTILE = "<!channel> <@U0EVE> @all *b* _i_ [bank](https://evil.example) <b>&amp; ${jndi} %s /close"


@over(Line.RIGHT_TO_LEFT)
@pytest.mark.parametrize("text", ["الهاتف في الفندق لا يعمل منذ الصباح", "הטלפון במלון אינו עובד מהבוקר"])
async def test_right_to_left_words_are_kept_as_they_were_written(world: World, way: str, text: str) -> None:
    assert await kept(world, way, text) == text


@over(Line.EMOJI)
async def test_emoji_are_kept_as_they_were_written(world: World, way: str) -> None:
    text = f"{ECHO} \U0001f4de\U0001f469\U0001f3fd\u200d\U0001f527"

    assert await kept(world, way, text) == text


@over(Line.INJECTION)
async def test_mentions_and_markup_are_words_of_whoever_wrote_them(world: World, way: str) -> None:
    text = f"{ECHO} {HOSTILE}"

    assert await kept(world, way, text) == text
    assert world.ticket()["state"] != "resolved"


async def kept(world: World, way: str, text: str) -> str:
    assert await way_in(way, world).write(text)
    await world.settle()
    return messages(world)[0].strip()


@over(Line.FILES)
async def test_a_file_is_on_the_ticket_as_it_was_sent(world: World, way: str) -> None:
    content = b"\xff\xd8\xff\x00 the rack \xfe"

    assert await way_in(way, world).write(ECHO, content)
    await world.settle()

    assert world.sql("SELECT content FROM attachment JOIN blob USING (sha256)") == [(content,)]
