"""One conversation over all channels: each hears once, where they prefer it or were last, or by another way."""

from __future__ import annotations

import pytest

from deskbot.simulators.mailbox import Fault
from tests.flow.test_texts import ECHO, OUTAGE, TY, texts
from tests.harness import ANA, World


@pytest.fixture(autouse=True)
def number(world: World) -> None:
    """Ty has a number that the directory knows."""
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s)", TY)


def desk_letters(world: World) -> list[str]:
    """Read the desk's own letters; return their subjects."""
    found = []
    while any(one not in world.read for one in world.mailbox.to("desk@desk.example")):
        found.append(str(world.briefing().mail["Subject"]))
    return found


async def test_who_filed_by_mail_and_texted_since_hears_by_text_and_only_there(world: World) -> None:
    await world.mail(OUTAGE)
    world.letter()
    world.twilio.phones[ANA].take_text()
    await world.forward(minutes=1)
    assert (await texts(world, TY, "T-1001 all 40 phones, we are at the site now")).startswith("Added to T-1001.")

    await world.text(ANA, "1a", "You have taken")
    await world.settle()

    assert world.twilio.phones[TY].take_text().startswith("Ana Ruiz has taken ticket T-1001")
    assert "Ana Ruiz" not in str(world.unread_letters())
    desk_letters(world)


async def test_what_they_prefer_counts_more_than_where_they_were_last(world: World) -> None:
    world.sql("UPDATE contact SET prefers = 'email' WHERE id = 1")
    await texts(world, TY, OUTAGE)
    world.twilio.phones[ANA].take_text()

    await world.text(ANA, "1a", "You have taken")
    await world.settle()

    assert "Ana Ruiz has taken ticket T-1001" in world.letter().text
    desk_letters(world)


async def test_an_agents_answer_goes_to_the_same_place(world: World) -> None:
    await world.mail(ECHO)
    world.letter()
    await world.forward(minutes=1)
    await texts(world, TY, "T-1001 it is room 12")

    await world.deskbot.agents.reply(1001, "Please restart the phone in room 12.", "ana")
    await world.settle()

    assert "Please restart the phone in room 12." in world.twilio.phones[TY].take_text()
    desk_letters(world)


async def test_who_has_left_hears_nothing_any_more(world: World) -> None:
    await world.mail(OUTAGE)
    world.letter()
    world.twilio.phones[ANA].take_text()
    world.sql("UPDATE contact SET active = false WHERE id = 1")

    await world.text(ANA, "1a", "You have taken")
    await world.settle()

    assert world.sql("SELECT count(*) FROM outbox WHERE key LIKE 'taken:%%'") == [(0,)]
    desk_letters(world)


async def test_a_letter_that_is_refused_goes_by_text_and_nowhere_else_when_that_fails_too(world: World) -> None:
    await world.mail(ECHO)
    world.letter()
    world.mailbox.fault = Fault.REFUSED
    await world.deskbot.agents.reply(1001, "Please restart the phone.", "ana")
    await world.settle()
    world.mailbox.fault = Fault.NONE

    assert "Please restart the phone." in world.twilio.phones[TY].take_text()
    desk_letters(world)

    await world.forward(minutes=1)
    world.twilio.phones[TY].is_refused()
    world.mailbox.fault = Fault.REFUSED
    await world.deskbot.agents.reply(1001, "Did that help?", "ana")
    await world.settle()
    world.mailbox.fault = Fault.NONE
    await world.forward(minutes=30)

    keys = [key for (key,) in world.sql("SELECT key FROM outbox WHERE key LIKE 'reply:%%' ORDER BY id")]
    assert [key.endswith(":sms") for key in keys] == [False, True, False, True]
    desk_letters(world)
