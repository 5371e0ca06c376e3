"""What cannot be stored, read or sent holds up nothing behind it, and people hear of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from deskbot.model.message import Attachment
from deskbot.simulators.mailbox import Fault
from deskbot.simulators.slack_people import Person
from deskbot.simulators.world import TEXT_NUMBER
from deskbot.store.channel_state import StoredState
from deskbot.store.payloads import files_to_json
from deskbot.store.tables import KEPT_NO_LONGER
from deskbot.web.telegram_link import OFFSET
from tests.flow.mails import QUESTION_S4
from tests.flow.test_telegram import ECHO, TY, ty
from tests.flow.test_telegram import world as world  # noqa: PLC0414  (the fixture)
from tests.flow.test_telegram_polls import polling, trouble
from tests.harness import World

HALF = "\ud83d"
"""Half a character, as a client leaves it that cuts a text where it likes: JSON has it, and no database takes it."""
TY_TEXTS = "+15125550120"


@pytest.fixture(autouse=True)
def letters_left_aside(world: World) -> Iterator[None]:
    """Leave the desk's own letters aside, and what Ty is told."""
    yield
    world.telegram.updates.pending.clear()
    while ty(world).untaken:
        ty(world).take_message()
    while any(one not in world.read for one in world.mailbox.to("desk@desk.example")):
        world.briefing()


@pytest.fixture(name="in_slack")
def ty_in_slack(world: World) -> Person:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'slack', 'T0DESK:U0TY')")
    return world.slack.people["U0TY"]


def refuse(world: World, table: str, allowed: str) -> None:
    """Have the database refuse something for what it is, as it does where we have overlooked something."""
    world.sql(f"ALTER TABLE {table} ADD CONSTRAINT refuses CHECK ({allowed}) NOT VALID")


def said(world: World) -> list[str]:
    return [text for kind, text in world.timeline() if kind == "message"]


# Half a character, and a NUL


async def told_by_telegram(world: World, text: str) -> None:
    """Take an update with a text that JSON can hold; the simulated Telegram writes UTF-8, which cannot."""
    world.telegram.updates.withheld = True
    await ty(world).writes("later")
    update = json.loads(json.dumps(world.telegram.updates.pending.pop(0)))
    update["message"]["text"] = text
    async with polling(world) as link:
        await link.updates.take(update)
    await world.settle()


async def test_half_a_character_in_telegram_is_left_out_and_the_rest_is_a_ticket(world: World) -> None:
    await told_by_telegram(world, f"{ECHO} {HALF}")

    assert said(world) == [f"{ECHO} ?"]


async def test_half_a_character_in_slack_is_left_out_and_the_rest_is_a_ticket(world: World, in_slack: Person) -> None:
    await in_slack.writes(f"{ECHO} {HALF}")
    await world.settle()

    assert said(world) == [f"{ECHO} ?"]
    in_slack.take_message()


async def test_half_a_character_in_a_command_breaks_none(world: World) -> None:
    await told_by_telegram(world, f"link a{HALF}b@brightpathvoice.example")

    assert "brightpathvoice.example" in ty(world).take_message().text
    assert world.sql("SELECT 1 FROM inbound") == []


@pytest.mark.parametrize("body", [f"{ECHO}\0", f"1/2 {ECHO}\0", "status\0"])
async def test_a_nul_in_a_text_is_left_out_and_the_rest_is_heard(world: World, body: str) -> None:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s)", TY_TEXTS)
    phone = world.twilio.phones[TY_TEXTS]

    await phone.sends(body, TEXT_NUMBER)
    await world.settle()
    await world.forward(seconds=10)

    assert phone.take_answer() if phone.untaken_answers else "T-1001 is open" in phone.take_text()


# Telegram's poll


async def test_an_update_that_cannot_be_stored_keeps_none_behind_it_from_being_heard_and_is_stored_once_it_can_be(
    world: World,
) -> None:
    world.telegram.updates.withheld = True
    await ty(world).writes(ECHO)
    await ty(world).writes("list")
    first = world.telegram.updates.pending[0]["update_id"]
    refuse(world, "inbound", f"external_id <> '{first}'")
    async with polling(world) as link:
        for _ in range(2):
            await link.turn()
        await world.settle()

        assert "You have no open ticket" in ty(world).take_message().text
        assert not ty(world).untaken
        assert "cannot be stored" in await trouble(world)
        assert await StoredState(world.deskbot.database, "telegram").get(OFFSET) is None
        world.sql("ALTER TABLE inbound DROP CONSTRAINT refuses")
        await link.turn()
        await link.turn()
    await world.settle()

    assert ty(world).take_message().text.startswith("T-1001 is open")
    assert await trouble(world) == ""
    assert "telegram" in str(world.errors.records)
    world.errors.records.clear()


# Slack


async def test_an_event_over_which_we_stumble_is_stored_as_it_came(world: World, in_slack: Person) -> None:
    refuse(world, "interaction", "external_id IS NULL")

    await in_slack.writes("list")
    await world.settle()

    assert world.sql("SELECT count(*) FROM inbound WHERE channel = 'slack'") == [(1,)]
    assert world.errors.records == ["deskbot.web.slack: an event was not understood"]
    world.errors.records.clear()
    world.sql("ALTER TABLE interaction DROP CONSTRAINT refuses")
    in_slack.take_message()


# What goes out


async def held_up(world: World, change: str, *parameters: object) -> None:
    """Have an answer to T-1001 wait for the relay, and become another one meanwhile."""
    await world.mail(QUESTION_S4)
    world.letter()
    world.briefing()
    world.mailbox.fault = Fault.LATER
    await world.deskbot.agents.reply(1001, "See the log.", "ana")
    await world.settle()
    world.mailbox.fault = Fault.NONE
    world.sql(f"UPDATE outbox SET payload = {change} WHERE state = 'queued'", *parameters)  # noqa: S608  (our own words)


@pytest.mark.parametrize("name", [KEPT_NO_LONGER, "0" * 64])
async def test_a_letter_whose_file_is_kept_no_longer_goes_without_it_and_says_so(world: World, name: str) -> None:
    files = files_to_json([Attachment("trace.log", "text/plain", 8, name)])
    await held_up(world, "jsonb_set(payload, '{files}', %s)", json.dumps(files))

    await world.forward(seconds=30)

    letter = world.letter()
    assert "See the log." in letter.text
    assert "trace.log is not kept any more" in letter.text
    assert not list(letter.mail.iter_attachments())


async def test_the_desk_hears_soon_of_a_letter_over_which_we_stumble_each_time_and_the_next_one_goes(
    world: World,
) -> None:
    await held_up(world, "payload - 'text'")
    await world.forward(seconds=1)
    await world.deskbot.agents.reply(1001, "And restart it.", "ana")
    await world.forward(minutes=5)

    assert "And restart it." in world.letter().text
    told = world.briefing().text
    assert "ty@brightpathvoice.example" in told
    assert "tried again" in told
    assert not [one for one in world.mailbox.to("desk@desk.example") if one not in world.read]
    assert "deskbot.engine.delivery: a channel failed" in world.errors.records
    world.sql("UPDATE outbox SET created_at = created_at - interval '3 days' WHERE state = 'queued'")
    await world.forward(minutes=20)
    assert world.sql("SELECT count(*) FROM outbox WHERE state = 'refused'") == [(1,)]
    assert "will not be tried again" in world.briefing().text
    world.errors.records.clear()


async def test_a_chats_letter_over_which_we_stumble_each_time_is_told_of_as_any_other(world: World) -> None:
    await ty(world).writes(ECHO)
    await world.settle()
    world.sql(
        "UPDATE outbox SET payload = payload - 'text', state = 'queued', due_at = %s WHERE channel = 'telegram'",
        world.now,
    )
    (letter,) = world.sql("SELECT id FROM outbox WHERE channel = 'telegram'")
    await world.deskbot.delivery.deliver(letter[0])
    await world.forward(minutes=5)

    assert any("cannot be made ready" in one.text for one in world.mailbox.to("desk@desk.example"))
    assert set(world.errors.records) == {"deskbot.engine.delivery: a channel failed"}
    world.errors.records.clear()


# What cannot be read


async def test_the_desk_hears_who_wrote_what_triage_stumbled_over_and_why(world: World) -> None:
    refuse(world, "ticket", "false")

    await ty(world).writes(ECHO)
    await ty(world).writes("list")
    await world.settle()
    await world.forward(minutes=3)

    assert "You have no open ticket" in ty(world).take_message().text
    told = world.briefing().text
    assert f"From: {TY}" in told
    assert f"Subject: {ECHO}" in told
    assert "CheckViolation" in told
    assert "deskbot.engine.triaging: a message cannot be triaged" in world.errors.records
    world.errors.records.clear()
