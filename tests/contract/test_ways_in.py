"""One suite over every channel by which resellers come in: what was accepted is one message, whatever happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.lines import ELSEWHERE, NOT_THERE, SHOWN, WAYS, Line, over
from tests.contract.ways_in import WAYS_IN, WayIn, leave_aside
from tests.flow.test_41_late import database_away
from tests.harness import World, running_world

ECHO = "One phone at Bay Hotel has echo on every call"
TESTS = Path(__file__).parents[1]


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk with all of its doors; Ty is known at each."""
    settings = {name: value for way in WAYS_IN.values() for name, value in way.settings.items()}
    async with running_world(database_url, chats=True, **settings) as running:
        for channel, way in WAYS_IN.items():
            if way.address:
                known = "INSERT INTO identity (contact_id, channel, address) VALUES (1, %s, %s)"
                running.sql(known, channel, way.address)
        yield running
        leave_aside(running)


def way_in(way: str, world: World) -> WayIn:
    assert way in WAYS_IN, f"say in tests/contract/ways_in.py how a reseller comes in by {way}"
    return WAYS_IN[way](world)


def stored(world: World) -> int:
    return world.sql("SELECT count(*) FROM inbound")[0][0]


def messages(world: World) -> list[str]:
    return [text for kind, text in world.timeline() if kind == "message"]


def test_every_line_of_every_channel_is_shown_or_it_is_said_why_not() -> None:
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
    assert await way_in(way, world).replayed(timestamp) == 401
    assert stored(world) == 0


@over(Line.BAD_SIGNATURE)
@pytest.mark.parametrize("signature", ["", "wrong", "v0=" + "0" * 64])
async def test_what_its_peer_has_not_signed_is_turned_away(world: World, way: str, signature: str) -> None:
    door = way_in(way, world)
    await door.write(ECHO)
    before = stored(world)

    assert await door.forged(signature) in (401, 403)
    assert stored(world) == before
    await world.settle()


@over(Line.UNKNOWN_EVENT)
async def test_what_we_do_not_know_is_acknowledged_and_kept_from_nobody_else(world: World, way: str) -> None:
    door = way_in(way, world)
    assert await door.unknown()
    assert stored(world) == 0

    assert await door.write(ECHO)
    await world.settle()
    assert len(messages(world)) == 1


@over(Line.OWN_ECHO)
async def test_what_we_have_said_ourselves_is_not_heard(world: World, way: str) -> None:
    assert await way_in(way, world).echo(ECHO)
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
