"""`/desk` in Slack: what the desk's people look at and do from wherever they are, and nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deskbot.simulators.slack_people import Person
from deskbot.simulators.slack_state import Channel
from tests.flow.test_desk_in_slack import DESK, ECHO, KIM, ROOM, STAFF, card, thread
from tests.harness import World, running_world


@pytest.fixture(name="world")
async def a_world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, chats=True, changes=(STAFF, KIM), **DESK) as running:
        running.slack.channels[ROOM] = Channel(ROOM, "desk")
        await running.mail(ECHO)
        running.letter()
        yield running
        while any(one not in running.read for one in running.mailbox.to("desk@desk.example")):
            running.briefing()


@pytest.fixture(name="ana")
def ana_ruiz(world: World) -> Person:
    return world.slack.people["U0ANA"]


async def says(world: World, who: Person, text: str) -> str:
    """Give the command; return what they are told at once."""
    told = (await who.commands(text, command="/desk"))["text"]
    await world.settle()
    return told.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&")


async def test_list_and_show_are_answered_at_once(world: World, ana: Person) -> None:
    assert "T-1001 S3" in await says(world, ana, "list")
    assert await says(world, ana, "show T-1001") == card(world).shown
    assert await says(world, ana, "T-1001") == card(world).shown
    assert await says(world, ana, "show T-9999") == "There is no ticket T-9999."
    assert "/desk claim T-1042: it is yours" in await says(world, ana, "")


async def test_a_list_that_is_cut_says_so(world: World, ana: Person) -> None:
    world.sql(
        "INSERT INTO ticket SELECT (jsonb_populate_record(t, jsonb_build_object('number', 2000 + i))).*"
        " FROM ticket t, generate_series(1, 20) i"
    )

    lines = (await ana.commands("list", command="/desk"))["text"].split("\n")

    assert len(lines) == 21
    assert "T-2020" in lines[0]
    assert "deskbot tickets list" in lines[-1]
    world.sql("DELETE FROM ticket WHERE number > 2000")


async def test_what_is_done_is_as_if_it_were_written_in_the_thread(world: World, ana: Person) -> None:
    assert "thread of its card" in await says(world, ana, "claim T-1001")
    assert world.ticket()["owner"] == "ana"
    await says(world, ana, "note T-1001 he has not paid")
    assert ("note", "he has not paid") in world.timeline()
    await says(world, ana, "reply T-1001 new firmware is out: please update")

    assert "new firmware is out: please update" in world.letter().text
    assert thread(world)[-1] == "Ana Ruiz answered the reseller:\nnew firmware is out: please update"


async def test_what_cannot_be_done_is_told_in_private(world: World, ana: Person) -> None:
    await says(world, ana, "merge T-1001 T-9999")

    assert "there is no ticket T-9999" in ana.take_message().shown
    await says(world, ana, "claim T-9999")
    assert "there is no ticket T-9999" in ana.take_message().shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("clam T-1001", 'did you mean "claim"'),
        ("claim", "it is written so: /desk claim T-1042"),
        ("reply T-1001", "it is written so: /desk reply T-1042 TEXT"),
        ("merge T-1001", "it is written so: /desk merge T-1042 T-1043"),
    ],
)
async def test_a_slip_is_told_and_nothing_done(world: World, ana: Person, text: str, told: str) -> None:
    assert told in await says(world, ana, text)
    assert world.sql("SELECT count(*) FROM inbound WHERE channel = 'slack'") == [(0,)]


async def test_nobody_else_learns_anything_by_it(world: World) -> None:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (2, 'slack', 'T0DESK:U0JANA')")
    jana = world.slack.people["U0JANA"]
    for text in ("list", "show T-1001", "claim T-1001", "note T-1001 hello", "T-9999", "x"):
        assert await says(world, jana, text) == "This is for the desk's own people; yours is /ticket."

    assert world.ticket()["owner"] == ""
    assert world.sql("SELECT count(*) FROM inbound WHERE channel = 'slack'") == [(0,)]
