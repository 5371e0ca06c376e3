"""Resellers file, answer, send photos and press buttons in Telegram; it is one conversation with their mail."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from deskbot.simulators.telegram_people import Person
from tests.harness import World, running_world

TY, JANA, STRANGER = 4711, 4712, 4713
ECHO = "One phone at Bay Hotel has echo on every call"
OUTAGE = "Nobody can call in or out at Hollis Vet Clinic, all 40 phones are dead"


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk with a bot; Ty and Jana have linked their accounts."""
    async with running_world(database_url, chats=True) as running:
        running.sql(
            "INSERT INTO identity (contact_id, channel, address) VALUES (1, 'telegram', %s), (2, 'telegram', %s)",
            str(TY),
            str(JANA),
        )
        yield running


def ty(world: World) -> Person:
    return world.telegram.people[TY]


async def told(world: World, text: str, person: int = TY, **more: Any) -> str:
    """Write to the bot; return what it says."""
    await world.telegram.people[person].writes(text, **more)
    await world.settle()
    return world.telegram.people[person].take_message().text


def read_all(world: World) -> None:
    """Leave the desk's own letters aside."""
    while any(one not in world.read for one in world.mailbox.to("desk@desk.example")):
        world.briefing()


async def test_a_message_opens_a_ticket_and_the_missing_facts_are_asked_one_by_one(world: World) -> None:
    assert (await told(world, ECHO)).startswith("T-1001 is open (S3). Your call-back number?\n\n")
    assert await told(world, "+1 512 555 0120") == "Added to T-1001. Host ID or serial of the system?"
    assert await told(world, "50-77B3-E210") == "Added to T-1001. System type?"
    assert await told(world, "UCX50") == "Added to T-1001. Software release?"
    assert await told(world, "7.0.2") == "Added to T-1001. What have you tried?"
    last = await told(world, "swapped the phone, no change")

    assert last == "Added to T-1001. Thank you, ticket T-1001 now has all that the desk needs to start."
    found = {one["key"]: one["value"] for one in world.ticket()["findings"]}
    assert (found["host_id"], found["model"], found["release"]) == ("50-77B3-E210", "UCX50", "7.0.2")
    assert (world.ticket()["state"], world.ticket()["reseller_id"]) == ("waiting-desk", 1)
    read_all(world)


async def test_a_photo_from_the_site_is_on_the_ticket_of_which_it_is_an_answer(world: World) -> None:
    await told(world, ECHO)
    await told(world, "new The fax at Hollis Vet Clinic prints blank pages")
    first = ty(world).chat.sent[0]

    await ty(world).sends_photo(b"\xff\xd8\xff the rack", "this is the rack", reply_to=first)
    await world.settle()

    assert ty(world).take_message().text.startswith("Added to T-1001.")
    assert ("note", "Attached: photo-5.jpg (12 bytes).") in world.timeline()
    assert ("message", "this is the rack") in world.timeline()
    read_all(world)


async def test_an_album_is_one_message_on_one_ticket(world: World) -> None:
    for number in range(1, 4):
        await ty(world).sends_photo(b"\xff\xd8\xff" + bytes([number]), ECHO if number == 1 else "", album="a1")
    await world.settle()
    assert not ty(world).untaken  # it waits for more of them
    await world.forward(seconds=3)

    assert ty(world).take_message().text.startswith("T-1001 is open")
    assert [kind for kind, _ in world.timeline()].count("message") == 1
    assert [text for kind, text in world.timeline() if kind == "note"] == [
        f"Attached: photo-{number}.jpg (4 bytes)." for number in range(1, 4)
    ]
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    read_all(world)


async def test_commands_are_answered_at_once_and_open_no_ticket(world: World) -> None:
    assert "status T-1042: says how a ticket stands" in await told(world, "/start")
    assert "In an emergency phone the Service Desk" in await told(world, "/help")
    assert await told(world, "/list") == "You have no open ticket."
    assert 'Did you mean "status"?' in await told(world, "/stat T-1001")
    assert "Which ticket?" in await told(world, "/close")
    assert "What shall we note?" in await told(world, "/new")
    assert world.sql("SELECT count(*) FROM ticket") == [(0,)]

    assert (await told(world, f"/new {ECHO}")).startswith("T-1001 is open")
    assert (await told(world, "/status@deskbot_sim_bot T-1001")).startswith(f"T-1001: {ECHO}")
    assert await told(world, "/close T-1001") == "T-1001 is closed. Any answer opens it again."
    assert world.ticket()["state"] == "resolved"
    read_all(world)


async def test_the_menu_of_commands_is_set_in_every_language(world: World) -> None:
    assert set(world.telegram.commands) == {"", "de", "es", "fr", "pt"}
    for menu in world.telegram.commands.values():
        assert [one["command"] for one in menu][:3] == ["new", "status", "list"]


async def test_a_pressed_button_says_what_stands_behind_it_and_is_gone_then(world: World) -> None:
    await told(world, ECHO)
    await told(world, "/list")
    press = await ty(world).presses("T-1001")
    await world.settle()

    assert ty(world).take_message().text.startswith(f"T-1001: {ECHO}")
    assert press.answered
    assert "T-1001" in ty(world).chat.sent[1].labels  # it may be asked again
    read_all(world)


async def test_a_missing_fact_is_given_by_a_button_which_is_used_once(world: World) -> None:
    said = await told(
        world, "Some calls crackle at Bay Hotel on our UCX50, host id 50-77B3-E210, release 7.0.2. Call +1 512 555 0120"
    )
    first = ty(world).chat.sent[0]
    assert said == "T-1001 is open (S3). How many users or sites are hit?"
    assert first.labels == ["One user", "Several users", "All users at the site", "Several sites"]

    await ty(world).presses("Several users")
    await world.settle()

    assert ty(world).take_message().text.startswith("Added to T-1001.")
    found = {one["key"]: one["value"] for one in world.ticket()["findings"]}
    assert "several users" in found["impact"]
    assert not first.buttons
    # Another of their devices has not heard yet that the button is gone.
    late = await ty(world).presses_data(first, "T-1001 impact: several users")
    await world.settle()
    assert late.answered
    assert not ty(world).untaken
    assert len(world.sql("SELECT 1 FROM inbound")) == 2
    while ty(world).untaken:
        ty(world).take_message()
    read_all(world)


async def test_a_stranger_s_press_of_another_reseller_s_ticket_does_nothing_to_it(world: World) -> None:
    await told(world, ECHO)
    stranger = world.telegram.people[STRANGER]
    await told(world, "Hello, is somebody there?", STRANGER)
    for says in ("T-1001 yes", "close T-1001", "status T-1001"):
        await stranger.presses_data(stranger.chat.sent[0], says)
        await world.settle()
    said = []
    while stranger.untaken:
        said.append(stranger.take_message().text)

    assert world.ticket()["state"] != "resolved"
    assert not any(ECHO in one or "Bay Hotel" in one for one in said)
    read_all(world)


async def test_an_edit_is_recorded_and_rewrites_nothing(world: World) -> None:
    written = await ty(world).writes(ECHO)
    await world.settle()
    ty(world).take_message()

    await ty(world).edits(written, "Two phones at Bay Hotel have echo on every call")
    await world.settle()

    messages = [text for kind, text in world.timeline() if kind == "message"]
    assert messages == [ECHO, "(edited) Two phones at Bay Hotel have echo on every call"]
    ty(world).take_message()
    read_all(world)


async def test_a_command_that_is_edited_opens_no_ticket(world: World) -> None:
    written = await ty(world).writes("/stat")
    await world.settle()
    ty(world).take_message()

    await ty(world).edits(written, "/status")
    await world.settle()

    assert ty(world).take_message().text == "You have no open ticket."
    assert world.sql("SELECT count(*) FROM ticket") == [(0,)]


async def test_who_blocks_the_bot_is_written_to_by_mail_until_they_come_back(world: World) -> None:
    await told(world, ECHO)
    await ty(world).blocks()
    world.read += world.mailbox.to("desk@desk.example")

    await world.forward(days=5)  # both reminders

    assert "T-1001" in world.letter().mail["Subject"]
    assert "T-1001" in world.letter().mail["Subject"]
    assert not ty(world).untaken
    await ty(world).unblocks()
    assert (await told(world, "+1 512 555 0120")).startswith("Added to T-1001.")
    read_all(world)


async def test_in_a_group_only_what_names_the_bot_is_heard_and_the_answer_is_private(world: World) -> None:
    await ty(world).starts()
    await world.settle()
    ty(world).take_message()
    group = world.telegram.make_group()

    await ty(world).writes("Who brings the ladder?", group=group)
    await world.settle()
    assert not ty(world).untaken
    await ty(world).writes(f"@deskbot_sim_bot {ECHO}", group=group)
    await world.settle()

    assert ty(world).take_message().text.startswith("T-1001 is open")
    assert not world.telegram.chats[group].sent
    read_all(world)


async def test_the_same_update_twice_is_one_message(world: World) -> None:
    await told(world, ECHO)
    await told(world, "/list")
    for update in list(world.telegram.updates.posted):
        await world.telegram.updates.post(update)
    await world.settle()

    assert not ty(world).untaken
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    read_all(world)


async def test_what_telegram_cannot_take_now_is_said_later_and_once(world: World) -> None:
    world.telegram.faults.fail_next(2, status=429, retry_after=5)
    await ty(world).writes(ECHO)
    await world.settle()
    assert not ty(world).untaken
    await world.forward(minutes=2)

    assert ty(world).take_message().text.startswith("T-1001 is open")
    read_all(world)


async def test_an_answer_that_was_cut_off_is_not_said_twice(world: World) -> None:
    world.telegram.faults.drop_after_accept()
    await ty(world).writes(ECHO)
    await world.forward(minutes=2)

    assert ty(world).take_message().text.startswith("T-1001 is open")
    assert any("maybe-sent" in text for kind, text in world.timeline() if kind == "delivery")
    read_all(world)


async def test_a_file_that_telegram_gives_to_no_bot_is_told_of_at_once(world: World) -> None:
    await ty(world).sends_document(b"x", "trace.pcap", caption=ECHO, size=30_000_000)
    await world.settle()

    ty(world).take_message()
    assert any("trace.pcap" in text and "20,000,000" in text for _, text in world.timeline())
    read_all(world)
