"""The desk works in a channel of Slack: a card for each ticket, whose thread is the ticket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from deskbot.engine.room import MOST
from deskbot.simulators.slack_people import Person
from deskbot.simulators.slack_state import Channel, Message
from tests.flow.mails import OUTAGE_S1
from tests.harness import ANA, World, running_world

ROOM = "C0DESK"
STAFF = ("ana: {name: Ana Ruiz,", "ana: {name: Ana Ruiz, slack: T0DESK:U0ANA,")
KIM = ("kim: {name: Kim Haddad,", "kim: {name: Kim Haddad, slack: T0DESK:U0KIM,")
ECHO = "One phone at Bay Hotel has echo on every call"
HOUR = timedelta(hours=1)
DESK = {"slack_desk_channel": f"T0DESK:{ROOM}"}


@pytest.fixture(name="world")
async def a_world(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, chats=True, changes=(STAFF, KIM), **DESK) as running:
        running.slack.channels[ROOM] = Channel(ROOM, "desk")
        yield running
        while any(one not in running.read for one in running.mailbox.to("desk@desk.example")):
            running.briefing()


@pytest.fixture(name="ana")
def ana_ruiz(world: World) -> Person:
    return world.slack.people["U0ANA"]


@pytest.fixture(name="kim")
def kim_park(world: World) -> Person:
    return world.slack.people["U0KIM"]


def card(world: World, number: int = 1001) -> Message:
    """Return the card of a ticket, of which there must be one."""
    found = [one for one in said(world) if not one.thread_ts and f"T-{number} " in one.shown.split("\n")[0]]
    assert len(found) == 1, [one.shown for one in found]
    return found[0]


def said(world: World) -> list[Message]:
    """Return what the app has said in the room."""
    return [one for one in world.slack.channels[ROOM].messages.values() if one.user == "U0BOT"]


def thread(world: World, number: int = 1001) -> list[str]:
    """Return what the app has said in the thread of a card."""
    root = card(world, number).ts
    return [one.shown for one in said(world) if one.thread_ts == root]


async def writes(world: World, who: Person, text: str, number: int = 1001) -> Message:
    """Let somebody write in a card's thread."""
    message = await who.writes(text, channel=ROOM, thread=card(world, number))
    await world.settle()
    return message


def hears(who: Person) -> str:
    """Return all that the app has newly said to somebody."""
    words = []
    while who.untaken:
        words.append(who.take_message().shown)
    return "\n".join(words)


async def test_a_ticket_has_a_card_that_shows_what_an_agent_must_know(world: World) -> None:
    await world.mail(OUTAGE_S1)

    lines = card(world).shown.split("\n")
    assert lines[0].startswith("\U0001f534 T-1001 S1 ")
    assert "From: Ty Okafor <ty@brightpathvoice.example>, Brightpath Voice & Data" in card(world).shown
    assert any(line.startswith("Severity: S1, as ") for line in lines)
    assert "claimed by nobody" in card(world).shown
    assert "Page: somebody is being called" in card(world).shown
    assert {"Claim", "Page", "Resolve"} <= set(card(world).labels)
    world.letter()
    assert "1a" in world.twilio.phones[ANA].take_text()


async def test_what_an_agent_writes_in_the_thread_goes_to_the_reseller_by_mail(world: World, ana: Person) -> None:
    await world.mail(ECHO)
    world.letter()

    await writes(world, ana, "Please send a trace of one such call.")

    letter = world.letter()
    assert "Please send a trace of one such call." in letter.text
    assert "Ana Ruiz" in letter.text
    assert "on its way to the reseller" in hears(ana)
    assert "waits for the reseller" in card(world).shown


async def test_the_thread_tells_what_happens_on_the_ticket_and_by_which_door(world: World, ana: Person) -> None:
    await world.mail(ECHO)
    answer = world.letter()
    assert thread(world)[0].startswith("Ty Okafor <ty@brightpathvoice.example> by mail:\nOne phone at Bay Hotel")

    await world.mail("Host ID 50-77B3-E210, a UCX50 on 7.0.2", answers=answer)

    world.letter()
    assert "Host ID 50-77B3-E210" in thread(world)[-1]
    await world.deskbot.agents.reply(1001, "Please send a trace.", "kim")
    await world.settle()
    world.letter()
    assert thread(world)[-1] == "Kim Haddad answered the reseller:\nPlease send a trace."
    assert not ana.untaken


async def test_the_card_shows_the_ticket_as_it_stands_and_is_the_same_message(world: World) -> None:
    await world.mail(ECHO)
    world.letter()
    before = card(world)
    assert "S3" in before.shown

    await world.deskbot.agents.set(1001, ["severity=S2"], "ana")
    await world.deskbot.agents.assign(1001, "kim", "ana")
    await world.settle()

    after = card(world)
    assert after.ts == before.ts
    assert after.shown.startswith("\U0001f7e0 T-1001 S2")
    assert "with Kim Haddad" in after.shown
    await world.deskbot.agents.close(1001, "kim")
    await world.settle()
    assert card(world).shown.startswith("\u2705 T-1001")
    assert card(world).labels == []
    world.letter()
    assert "1a" in world.twilio.phones[ANA].take_text()


@pytest.mark.parametrize(
    "words",
    ["note: he has not paid", "  NOTE : he has not paid", "\U0001f512 he has not paid", ":lock: he has not paid"],
)
async def test_a_line_that_begins_with_a_lock_or_note_stays_inside(world: World, ana: Person, words: str) -> None:
    await world.mail(ECHO)
    world.letter()

    await writes(world, ana, words)

    assert ("note", "he has not paid") in world.timeline()
    assert hears(ana).endswith("\U0001f512 This stays inside.")


async def test_a_note_below_other_words_keeps_all_of_it_inside_and_the_agent_is_told(world: World, ana: Person) -> None:
    await world.mail(ECHO)
    world.letter()

    await writes(world, ana, "Please restart it.\nnote: he has not paid")

    assert "Nothing of this went out" in hears(ana)
    # What was kept for that is not a note: the first part may still go out.
    await writes(world, ana, "Please restart it.")
    assert "Please restart it." in world.letter().text
    hears(ana)


async def test_an_edit_of_what_has_gone_out_is_not_sent_and_the_agent_is_told(world: World, ana: Person) -> None:
    await world.mail(ECHO)
    world.letter()
    message = await writes(world, ana, "Please restart the phone.")
    assert "Please restart the phone." in world.letter().text

    await ana.edits(message, "Please restart the server.")
    await world.settle()

    assert "what has gone out stays as it is" in hears(ana)


async def test_a_note_that_is_edited_into_an_answer_stays_inside_and_one_into_a_note_as_well(
    world: World, ana: Person
) -> None:
    await world.mail(ECHO)
    world.letter()
    note = await writes(world, ana, "note: he has not paid")

    await ana.edits(note, "he has not paid")
    await world.settle()
    assert "Nothing of this went out" in hears(ana)
    await ana.edits(note, "note: he has not paid since May")
    await world.settle()
    await ana.deletes(note)
    await world.settle()

    assert ("note", "he has not paid since May") in world.timeline()
    hears(ana)


async def test_who_is_not_on_the_staff_is_told_so_and_nothing_goes_out(world: World, ana: Person) -> None:
    await world.mail(ECHO)
    world.letter()
    pat = world.slack.people["U0PAT"]

    await writes(world, pat, "Please restart the phone.")

    assert "is not on the staff" in hears(pat)
    # What they were told in the thread keeps nobody else from answering there.
    await writes(world, ana, "Please send a trace.")
    assert "Please send a trace." in world.letter().text
    hears(ana)
    hears(pat)
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    assert world.sql("SELECT state FROM inbound WHERE sender = 'T0DESK:U0PAT'") == [("filed",)]


async def test_a_reseller_in_the_room_is_nobody_there_and_their_words_do_not_reach_the_ticket(world: World) -> None:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'slack', 'T0DESK:U0TY')")
    await world.mail(ECHO)
    world.letter()
    ty = world.slack.people["U0TY"]

    await writes(world, ty, "status")
    await writes(world, ty, "close")
    await writes(world, ty, "it works again")

    assert hears(ty).count("is not on the staff") == 3
    assert world.ticket()["state"] == "waiting-reseller"
    assert [kind for kind, _ in world.timeline()].count("message") == 1


async def test_talk_beside_the_threads_is_left_alone(world: World, ana: Person) -> None:
    await world.mail(ECHO)
    world.letter()

    await ana.writes("who takes the one at Bay Hotel?", channel=ROOM)
    await ana.writes("close", channel=ROOM)
    await ana.writes("new router needed", channel=ROOM, mentions=True)
    await world.settle()

    assert world.sql("SELECT count(*) FROM inbound WHERE channel = 'slack'") == [(0,)]
    assert world.ticket()["state"] != "closed"


async def test_a_thread_below_talk_is_no_tickets(world: World, ana: Person) -> None:
    talk = await ana.writes("who takes the one at Bay Hotel?", channel=ROOM)
    await ana.writes("me", channel=ROOM, thread=talk)
    await world.settle()

    assert "this is no thread of a card" in hears(ana)
    assert world.sql("SELECT count(*) FROM ticket") == [(0,)]


async def test_of_two_who_claim_one_wins_and_the_other_is_told(world: World, ana: Person, kim: Person) -> None:
    await world.mail(ECHO)
    world.letter()
    shown = card(world)

    await ana.presses("Claim", shown)
    await kim.presses("Claim", shown)
    await world.settle()

    assert world.ticket()["owner"] == "ana"
    assert any("Ana Ruiz has claimed it already" in one for one in thread(world))
    assert "with Ana Ruiz" in card(world).shown


async def test_the_buttons_ask_suggest_escalate_page_and_resolve(world: World, ana: Person) -> None:
    await world.mail("One-way audio on one phone since the new router, callers hear us, we cannot hear them.")
    world.letter()
    shown = card(world)

    await ana.presses("Ask what is missing", shown)
    await world.settle()
    assert "Host ID" in world.letter().text
    await world.forward(minutes=1)
    await ana.presses("Suggest the known issue", shown)
    await world.settle()
    assert "suggests this" in world.letter().text
    await ana.presses("Escalate", shown)
    await world.settle()
    assert world.ticket()["severity"] == "S2"
    assert "1a" in world.twilio.phones[ANA].take_text()
    await world.forward(minutes=1)
    await ana.presses("Resolve", card(world))
    await world.settle()
    assert world.ticket()["state"] == "resolved"
    assert "solved" in world.letter().text
    assert card(world).labels == []


async def test_the_room_is_not_used_while_others_than_the_desk_are_in_it(world: World) -> None:
    world.slack.channels[ROOM].shared = True
    await world.mail(ECHO)
    world.letter()
    assert said(world) == []
    assert any("shared with another workspace" in one for one in world.errors.records)
    world.errors.records.clear()

    world.slack.channels[ROOM].shared = False
    await world.forward(minutes=1)
    await world.settle()

    assert card(world)


async def test_a_room_of_which_slack_does_not_say_who_reads_it_is_not_used(world: World) -> None:
    world.slack.channels[ROOM].shared = True
    await world.mail(ECHO)
    world.letter()
    world.errors.records.clear()
    world.slack.faults.go_down()
    await world.forward(minutes=2)
    world.slack.faults.come_back()
    await world.deskbot.agents.assign(1001, "kim", "ana")
    await world.settle()

    assert said(world) == []
    world.errors.records.clear()


async def test_tickets_that_wait_for_slack_keep_no_other_from_its_card(world: World) -> None:
    await world.mail("Phone 0 at Bay Hotel has echo", subject="Phone 0")
    world.slack.faults.go_down(429)
    for number in range(1, MOST + 3):
        await world.mail(f"Phone {number} at Bay Hotel has echo", subject=f"Phone {number}")

    written = "SELECT count(DISTINCT ticket_number) FROM outbox WHERE key LIKE 'card:%%'"
    assert world.sql(written) == [(MOST + 3,)]
    world.slack.faults.come_back()
    await world.forward(minutes=20)
    assert all(card(world, 1001 + number) for number in range(MOST + 3))
    world.read.extend(world.mailbox.letters)


async def test_a_card_waits_no_hour_for_its_next_turn_because_a_clock_was_set_back(world: World) -> None:
    await world.mail(ECHO)
    world.letter()
    world.slack.faults.go_down()
    await world.deskbot.agents.assign(1001, "kim", "ana")
    await world.settle()
    world.slack.faults.come_back()

    world.clock.forward(-HOUR)
    await world.deskbot.housekeeping([]).round()
    await world.settle()

    assert "with Kim Haddad" in card(world).shown


async def test_a_room_is_vetted_again_though_a_clock_was_set_back(world: World) -> None:
    await world.mail(ECHO)
    world.letter()
    world.slack.channels[ROOM].shared = True

    world.clock.forward(-HOUR)
    await world.mail(ECHO.replace("Bay Hotel", "Marsh Dental"), subject="Echo at Marsh Dental")

    world.letter()
    assert len([one for one in said(world) if not one.thread_ts]) == 1
    world.errors.records.clear()


async def test_a_card_that_somebody_has_deleted_is_put_up_again(world: World) -> None:
    await world.mail(ECHO)
    world.letter()
    del world.slack.channels[ROOM].messages[card(world).ts]

    await world.deskbot.agents.assign(1001, "kim", "ana")
    await world.settle()
    await world.forward(minutes=1)

    assert "with Kim Haddad" in card(world).shown


async def test_while_slack_is_away_nothing_waits_for_it_and_the_room_follows_when_it_is_back(world: World) -> None:
    world.slack.faults.go_down()
    await world.mail(ECHO)
    world.letter()
    assert said(world) == []

    world.slack.faults.come_back()
    await world.forward(minutes=5)

    assert "One phone at Bay Hotel" in thread(world)[0]
    assert all("it is tried again" in one for one in world.errors.records)
    world.errors.records.clear()


async def test_a_file_of_an_agents_goes_with_the_words(world: World, ana: Person) -> None:
    await world.mail(ECHO)
    world.letter()
    file = world.slack.keep("trace.txt", "text/plain", b"how to take a trace")

    await ana.writes("Please do as it says there.", channel=ROOM, thread=card(world), files=[file])
    await world.settle()

    letter = world.letter()
    assert [part.get_filename() for part in letter.mail.iter_attachments()] == ["trace.txt"]
    hears(ana)
