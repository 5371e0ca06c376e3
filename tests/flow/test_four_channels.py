"""One ticket travels over four channels; its reseller and the desk need not know which door the other came through."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deskbot.simulators.world import TEXT_NUMBER
from tests.harness import World, running_world

PHONE, ACCOUNT, MEMBER = "+15125550120", 4711, "U0TY"


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """Ty is known by mail, by phone, in Telegram and in Slack."""
    async with running_world(database_url, chats=True) as running:
        for channel, address in (("sms", PHONE), ("telegram", str(ACCOUNT)), ("slack", f"T0DESK:{MEMBER}")):
            running.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, %s, %s)", channel, address)
        yield running


def desk_letters(world: World) -> None:
    while any(one not in world.read for one in world.mailbox.to("desk@desk.example")):
        world.briefing()


async def test_a_ticket_travels_over_all_four_channels(world: World) -> None:
    slack, telegram, phone = world.slack.people[MEMBER], world.telegram.people[ACCOUNT], world.twilio.phones[PHONE]

    await slack.writes("One phone at Hollis Vet Clinic has echo on every call, host id 3G-88C1-0457")
    await world.settle()
    assert "T-1001" in slack.take_message().shown

    await world.forward(minutes=1)
    await telegram.sends_photo(caption="T-1001 this is how the phone stands")
    await world.settle()
    assert telegram.take_message().text.startswith("Added to T-1001.")
    await world.deskbot.agents.reply(1001, "Please turn the handset round.", "ana")
    await world.settle()
    assert "Please turn the handset round." in telegram.take_message().text

    await world.forward(minutes=1)
    await phone.sends("T-1001 turned round, no change", TEXT_NUMBER)
    await world.settle()
    assert phone.take_text().startswith("Added to T-1001.")
    await world.deskbot.agents.reply(1001, "Please lower the volume to 5.", "ana")
    await world.settle()
    assert "Please lower the volume to 5." in phone.take_text()

    await world.forward(minutes=1)
    await telegram.writes("/prefer mail")
    await world.settle()
    assert "Email" in telegram.take_message().text
    await world.deskbot.agents.reply(1001, "Then we send you another phone.", "ana")
    await world.settle()
    letter = world.letter()
    assert "Then we send you another phone." in letter.text
    await world.mail("Thank you, that is fine.", answers=letter)

    ways = world.sql("SELECT DISTINCT channel FROM inbound WHERE ticket_number = 1001 ORDER BY channel")
    assert ways == [("email",), ("slack",), ("sms",), ("telegram",)]
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    assert [text for kind, text in world.timeline(1001) if kind == "message"][1:] == [
        "this is how the phone stands",
        "turned round, no change",
        "Thank you, that is fine.",
    ]
    assert [kind for kind, _ in world.timeline(1001)].count("reply") == 3
    desk_letters(world)
