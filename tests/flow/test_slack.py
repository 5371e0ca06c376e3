"""Resellers file, ask and answer in Slack: a thread is a ticket, and what one person asks only that person hears."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from deskbot.simulators.slack_people import Person
from deskbot.simulators.slack_state import Posting
from tests.harness import World, running_world

ECHO = "One phone at Bay Hotel has echo on every call"
TY_ADDRESS = "T0DESK:U0TY"


@pytest.fixture(name="world")
async def a_world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, chats=True) as running:
        running.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'slack', %s)", TY_ADDRESS)
        running.sql("INSERT INTO identity (contact_id, channel, address) VALUES (2, 'slack', 'T0DESK:U0JANA')")
        yield running
        while any(one not in running.read for one in running.mailbox.to("desk@desk.example")):
            running.briefing()


@pytest.fixture(name="ty")
def ty_okafor(world: World) -> Person:
    return world.slack.people["U0TY"]


async def said(world: World, person: Person) -> str:
    """Return the only thing that the app says now."""
    await world.settle()
    words = person.take_message().shown
    assert not person.untaken, [one.shown for one in person.untaken]
    return words


async def filed(world: World, ty: Person, text: str = ECHO) -> Any:
    """File a ticket in private; return the message."""
    message = await ty.writes(text)
    assert "T-1001" in await said(world, ty)
    return message


def texts(world: World, number: int = 1001) -> list[str]:
    return [text for kind, text in world.timeline(number) if kind == "message"]


async def test_a_direct_message_opens_a_ticket_and_is_answered_in_its_thread(world: World, ty: Person) -> None:
    message = await ty.writes(ECHO)
    await world.settle()

    answer = ty.take_message()
    assert answer.thread_ts == message.ts
    assert "T-1001" in answer.shown
    assert "Host ID" in answer.shown
    assert world.ticket()["reseller_id"] == 1


async def test_a_reply_in_the_thread_is_of_its_ticket(world: World, ty: Person) -> None:
    message = await filed(world, ty)

    await ty.writes("Host ID 50-77B3-E210, a UCX50 on 7.0.2", thread=message)

    assert "T-1001" in await said(world, ty)
    found = {one["key"]: one["value"] for one in world.ticket()["findings"]}
    assert found["host_id"] == "50-77B3-E210"
    assert len(world.sql("SELECT 1 FROM ticket")) == 1


async def test_in_a_channel_only_who_mentions_us_is_heard_and_then_the_thread_needs_no_mention(
    world: World, ty: Person
) -> None:
    site = world.slack.make_channel("site")
    await ty.writes("the coffee machine is broken", channel=site)
    await world.settle()
    assert world.sql("SELECT 1 FROM inbound") == []

    question = await ty.writes(ECHO, channel=site, mentions=True)
    assert "T-1001" in await said(world, ty)
    assert world.ticket()["subject"] == ECHO
    await ty.writes("Host ID 50-77B3-E210", channel=site, thread=question)

    assert "T-1001" in await said(world, ty)
    assert len(world.sql("SELECT 1 FROM inbound")) == 2


async def test_a_thread_in_which_we_have_no_part_is_left_alone(world: World, ty: Person) -> None:
    site = world.slack.make_channel("site")
    question = await ty.writes("lunch?", channel=site)
    await ty.writes("the phones are all dead", channel=site, thread=question)
    await world.settle()

    assert world.sql("SELECT 1 FROM inbound") == []


async def test_a_mention_that_two_events_tell_of_is_one_message(world: World, ty: Person) -> None:
    question = await filed(world, ty)
    site = world.slack.make_channel("site")
    first = await ty.writes("New: the fax at Bay Hotel prints nothing", channel=site, mentions=True)
    await world.settle()
    await ty.writes("it is the one in room 7", channel=site, thread=first, mentions=True)
    await world.settle()

    assert len(world.sql("SELECT 1 FROM inbound")) == 3
    assert question.ts
    while ty.untaken:
        ty.take_message()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"type":"block_actions","actions":[7]}',
        b"null",
        b'{"event":7}',
        b'{"authorizations":[7]}',
        b'{"team":[]}',
    ],
)
async def test_no_signed_garbage_breaks_the_door(world: World, body: bytes) -> None:
    answer = await world.slack.post(Posting("event", body, "application/json"))

    assert answer.status_code in (200, 400, 401)
    assert world.sql("SELECT 1 FROM inbound") == []


async def test_what_anybody_posts_is_read_no_further_than_slacks_own_are_long(world: World) -> None:
    headers = {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=1"}
    async with httpx.AsyncClient(trust_env=False) as anybody:
        answer = await anybody.post(world.slack.app_url, content=b"x" * 1_000_001, headers=headers)

    assert answer.status_code == 413  # before its signature is looked at


async def test_slacks_question_whether_we_are_there_is_answered(world: World) -> None:
    asked = b'{"type":"url_verification","challenge":"abc","token":"old"}'
    answer = await world.slack.post(Posting("event", asked, "application/json"))

    assert "abc" in answer.text


async def test_neither_we_nor_another_program_are_heard(world: World, ty: Person) -> None:
    about = {"type": "message", "channel": "D0TY", "channel_type": "im", "team": "T0DESK", "text": ECHO}
    by = (
        {"user": "U0BOT", "bot_id": "B0BOT"},
        {"user": "U0OTHER", "bot_id": "B0OTHER"},
        {"user": "U0BOT"},
        {"user": "U0TY", "subtype": "channel_join", "inviter": "U0ANA"},
    )
    for number, told in enumerate(by):
        stamp = f"1772474400.{number}"
        await world.slack.event({**about, **told, "ts": stamp, "event_ts": stamp})
    await world.slack.event({"type": "member_joined_channel", "user": "U0TY"})
    await world.settle()

    assert world.sql("SELECT 1 FROM inbound") == []
    assert not ty.untaken


async def test_an_edit_is_said_anew_and_writes_nothing_over(world: World, ty: Person) -> None:
    message = await filed(world, ty)

    await ty.edits(message, f"{ECHO}, since Monday")
    await world.settle()
    await ty.edits(message, f"{ECHO}, since Monday")
    await world.settle()

    assert [one for one in texts(world) if "since Monday" in one] == [f"(edited) {ECHO}, since Monday"]
    assert any(one == ECHO for one in texts(world))
    while ty.untaken:
        ty.take_message()


async def test_a_deletion_is_noted_and_what_was_said_stays(world: World, ty: Person) -> None:
    await ty.deletes(await filed(world, ty))
    await world.settle()

    assert "(deleted)" in texts(world)
    assert ECHO in texts(world)
    while ty.untaken:
        ty.take_message()


async def test_a_file_from_slack_is_on_the_ticket(world: World, ty: Person) -> None:
    message = await filed(world, ty)

    await ty.sends_file(b"\xff\xd8\xff a photo", "rack.jpg", "image/jpeg", "the rack", thread=message)
    await world.settle()

    assert world.sql("SELECT filename, size FROM attachment") == [("rack.jpg", 11)]
    while ty.untaken:
        ty.take_message()


async def test_a_file_that_is_too_large_for_us_is_told_of_at_once(world: World, ty: Person) -> None:
    message = await filed(world, ty)

    await ty.sends_file(b"x", "trace.pcap", "text/plain", "the trace", thread=message, size=60_000_000)
    await world.settle()

    assert any("trace.pcap" in text and "50,000,000" in text for _, text in world.timeline())
    while ty.untaken:
        ty.take_message()


async def test_a_slash_command_is_answered_to_who_gave_it(world: World, ty: Person) -> None:
    await filed(world, ty)

    told = await ty.commands("status T-1001")

    assert told["response_type"] == "ephemeral"
    assert "T-1001" in told["text"]
    assert "T-1001" in (await ty.commands("list"))["text"]
    assert "status" in (await ty.commands("stauts T-1001"))["text"]
    assert "status" in (await ty.commands(""))["text"]
    await world.settle()


async def test_a_slash_command_opens_a_ticket_and_adds_to_it(world: World, ty: Person) -> None:
    assert await ty.commands(f"create {ECHO}") == {}
    assert "T-1001" in await said(world, ty)

    await ty.commands("add T-1001 Host ID 50-77B3-E210")

    assert "T-1001" in await said(world, ty)
    assert texts(world)[0] == ECHO
    found = {one["key"]: one["value"] for one in world.ticket()["findings"]}
    assert found["host_id"] == "50-77B3-E210"


async def test_a_typed_command_is_answered_where_it_was_typed_and_in_its_thread_names_no_ticket(
    world: World, ty: Person
) -> None:
    message = await filed(world, ty)
    await ty.writes("the fax at Bay Hotel prints nothing, new matter")
    await world.settle()
    while ty.untaken:
        ty.take_message()

    await ty.writes("close", thread=message)
    await world.settle()

    answer = ty.take_message()
    assert "T-1001" in answer.shown
    assert answer.thread_ts == message.ts
    assert world.ticket()["state"] == "resolved"


async def test_what_is_typed_in_a_channel_is_answered_in_private(world: World, ty: Person) -> None:
    site = world.slack.make_channel("site")
    question = await ty.writes(ECHO, channel=site, mentions=True)
    assert "T-1001" in await said(world, ty)

    await ty.writes("list", channel=site, thread=question)
    await world.settle()

    assert ty.take_message().channel == world.slack.direct("U0TY").id


async def test_pressing_a_button_is_writing_what_it_says(world: World, ty: Person) -> None:
    await filed(world, ty)
    await ty.writes("list")
    assert "T-1001" in await said(world, ty)

    await ty.presses("T-1001")

    assert "T-1001" in await said(world, ty)


async def test_who_may_not_see_a_ticket_hears_no_more_of_it_than_of_none(world: World, ty: Person) -> None:
    await filed(world, ty)
    jana = world.slack.people["U0JANA"]

    theirs, none = await jana.commands("status T-1001"), await jana.commands("status T-4711")

    assert theirs["text"].replace("1001", "4711") == none["text"]


async def test_a_button_is_its_pressers_word_and_not_its_readers(world: World, ty: Person) -> None:
    await filed(world, ty)
    await ty.writes("list")
    await world.settle()
    answer = ty.take_message()
    jana = world.slack.people["U0JANA"]

    await jana.presses("T-1001", answer)

    assert "One phone" not in await said(world, jana)


async def test_a_guest_of_another_workspace_is_known_by_their_own(world: World) -> None:
    guest = world.slack.people["U0GUEST"]
    guest.team = "T0RHEIN"
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (2, 'slack', 'T0RHEIN:U0GUEST')")
    site = world.slack.make_channel("shared")

    question = await guest.writes(ECHO, channel=site, mentions=True)
    assert "T-1001" in await said(world, guest)
    await guest.writes("Host ID 50-77B3-E210", channel=site, thread=question)

    assert "T-1001" in await said(world, guest)
    assert world.ticket()["reseller_id"] == 2


async def test_an_agents_answer_reaches_who_is_known_in_slack_only_and_a_stranger(world: World, ty: Person) -> None:
    world.sql("DELETE FROM identity WHERE contact_id = 1 AND channel = 'email'")
    stranger = world.slack.people["U0EVE"]
    mine, theirs = await filed(world, ty), await stranger.writes(f"{ECHO}. UCX50, 7.0.2, SIP trunk is fine")
    await said(world, stranger)

    await world.deskbot.agents.reply(1001, "Please restart the phone.", "ana")
    await world.deskbot.agents.reply(1002, "Who is your reseller?", "ana")
    await world.settle()

    answer, other = ty.take_message(), stranger.take_message()
    assert (answer.thread_ts, other.thread_ts) == (mine.ts, theirs.ts)
    assert "Please restart the phone." in answer.shown
    assert "Who is your reseller?" in other.shown


CRACKLES = "Some calls crackle at Bay Hotel on our UCX50, host id 50-77B3-E210, release 7.0.2. Call +1 512 555 0120"


async def asked(world: World, ty: Person) -> Any:
    """File a ticket of which one fact is missing; return our question."""
    await ty.writes(CRACKLES)
    await world.settle()
    question = ty.take_message()
    assert "Several users" in question.labels, question.shown
    return question


async def test_a_used_button_makes_room_for_what_was_chosen_and_by_whom(world: World, ty: Person) -> None:
    question = await asked(world, ty)
    before = question.shown

    await ty.presses("Several users", question)
    await said(world, ty)

    assert question.labels == ["Answer all questions"]
    assert question.shown == f"{before}\n✓ Several users (u0ty)"
    found = {one["key"]: one["value"] for one in world.ticket()["findings"]}
    assert "several users" in found["impact"]


async def test_who_reads_along_in_a_channel_takes_nobodys_buttons_away(world: World, ty: Person) -> None:
    site = world.slack.make_channel("shared")
    await ty.writes(CRACKLES, channel=site, mentions=True)
    await world.settle()
    question, reader = ty.take_message(), world.slack.people["U0EVE"]
    labels = question.labels
    assert "Several users" in labels

    await reader.presses("Several users", question)
    await world.settle()
    assert question.labels == labels

    await ty.presses("Several users", question)
    await said(world, ty)
    assert question.labels == ["Answer all questions"]


async def test_a_button_pressed_twice_has_said_it_once(world: World, ty: Person) -> None:
    question = await asked(world, ty)
    shown = list(question.blocks)
    await ty.presses("Several users", question)
    question.blocks = shown  # another device of theirs has not heard yet

    await ty.presses("Several users", question)

    await said(world, ty)
    assert len(world.sql("SELECT 1 FROM inbound")) == 2


async def test_a_slack_that_does_not_take_a_button_away_keeps_no_word_from_us(world: World, ty: Person) -> None:
    question = await asked(world, ty)
    world.slack.faults.fail_next(status=503)

    answer = await ty.presses("Several users", question)

    assert answer.status_code == 200
    await said(world, ty)
    assert question.labels
