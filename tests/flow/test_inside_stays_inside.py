"""What is internal reaches no reseller, whichever way somebody tries: each test here is one attempt."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deskbot.simulators.slack_people import Person
from deskbot.simulators.slack_state import Channel
from tests.flow.test_desk_in_slack import DESK, ECHO, KIM, ROOM, STAFF, card, hears, said, writes
from tests.harness import World, running_world

SECRET = "they have not paid since May and their last technician was let go by us"
TY_THERE = "INSERT INTO identity (contact_id, channel, address) VALUES (1, 'slack', 'T0DESK:U0TY')"


@pytest.fixture(name="world")
async def a_world(database_url: str) -> AsyncIterator[World]:
    """A ticket with a note; at the end no word of the note may stand in anything that left the desk."""
    async with running_world(database_url, chats=True, changes=(STAFF, KIM), **DESK) as running:
        running.slack.channels[ROOM] = Channel(ROOM, "desk")
        await running.mail(ECHO)
        running.letter()
        await writes(running, running.slack.people["U0ANA"], f"note: {SECRET}")
        hears(running.slack.people["U0ANA"])
        yield running
        hears(running.slack.people["U0ANA"])
        assert outside(running) == []
        while any(one not in running.read for one in running.mailbox.to("desk@desk.example")):
            running.briefing()


@pytest.fixture(name="ana")
def ana_ruiz(world: World) -> Person:
    return world.slack.people["U0ANA"]


def outside(world: World) -> list[str]:
    """Return everything that went to others than the desk and holds words of the note, or of a card."""
    query = "SELECT key, concat_ws(' ', payload->>'subject', payload->>'text', payload->>'brief', payload->>'files') "
    written = world.sql(query + "FROM outbox WHERE NOT (payload->>'internal')::boolean")
    return [key for key, payload in written if "not paid" in payload or "technician" in payload or "claimed" in payload]


async def test_a_note_is_not_in_the_answer_to_the_next_question(world: World) -> None:
    await world.mail("Host ID 50-77B3-E210, a UCX50 on 7.0.2", subject="Re: Phones [T-1001]")

    assert "T-1001" in world.letter().text


async def test_a_note_that_is_quoted_above_an_answer_keeps_it_inside(world: World, ana: Person) -> None:
    await writes(world, ana, f"> {SECRET}\nPlease restart the phone.")

    assert "holds words of a note" in hears(ana)


@pytest.mark.parametrize("mark", ["\u200bnote:", "\u2022 note:", "`note:`", "<@U0KIM> note:", ":closed_lock_with_key:"])
async def test_a_note_is_one_whatever_slack_puts_around_its_mark(world: World, ana: Person, mark: str) -> None:
    await writes(world, ana, f"{mark} {SECRET}")

    assert "This stays inside" in hears(ana)


async def test_what_calls_a_colleague_stays_inside(world: World, ana: Person) -> None:
    await writes(world, ana, "<@U0KIM> their last technician is not paid, could you take it?")

    assert "begins with an @" in hears(ana)


async def test_a_note_within_a_line_keeps_all_of_it_inside(world: World, ana: Person) -> None:
    await writes(world, ana, f"Please restart the phone. :lock: {SECRET}")

    assert "holds a note beside other words" in hears(ana)


async def test_what_an_agent_has_changed_or_taken_back_before_it_was_read_stays_inside(
    world: World, ana: Person
) -> None:
    post, world.slack.app_url = world.slack.app_url, ""
    first = await ana.writes("their last technician was not paid", channel=ROOM, thread=card(world))
    second = await ana.writes("their technician is rude", channel=ROOM, thread=card(world))
    held, world.slack.pending, world.slack.app_url = world.slack.pending, [], post
    await ana.edits(first, "note: their last technician was not paid")
    await ana.deletes(second)
    await world.settle()
    hears(ana)

    world.slack.pending = held  # Slack tells it again, some minutes later
    await world.settle()

    assert hears(ana).count("changed it, or taken it back, before it went out") == 2


async def test_what_was_said_inside_becomes_no_ticket_when_there_is_no_room_any_more(world: World, ana: Person) -> None:
    room, desk_mail = world.deskbot.room, world.deskbot.triaging.desk_mail
    await ana.writes("their technician is not paid", channel=ROOM, thread=card(world))
    object.__setattr__(world.deskbot, "room", None)
    object.__setattr__(desk_mail, "room", None)  # deskbot was started anew without the setting

    await world.settle()

    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    assert world.sql("SELECT state FROM inbound ORDER BY id DESC LIMIT 1") == [("filed",)]
    object.__setattr__(world.deskbot, "room", room)


async def test_a_card_that_is_pasted_into_an_answer_keeps_it_inside(world: World, ana: Person) -> None:
    await writes(world, ana, f"It stands so:\n{card(world).shown}")

    assert "holds words of a note or a card" in hears(ana)


async def test_a_note_in_the_words_of_a_solution_a_task_or_a_close_keeps_it_inside(world: World, ana: Person) -> None:
    for command in (f"#resolve {SECRET}", f"#task {SECRET}", f"#resolve\n{SECRET}"):
        await writes(world, ana, command)
        assert "holds words of a note" in hears(ana)
    await writes(world, ana, f"#close {SECRET}")

    assert "Closed: they have not paid" in hears(ana)
    assert world.ticket()["state"] == "closed"
    world.letter()  # asks how they rate it


async def test_a_note_edited_into_an_answer_and_back_stays_inside(world: World, ana: Person) -> None:
    note = await writes(world, ana, f"note: {SECRET}")
    for text in (SECRET, f"note: {SECRET}", SECRET):
        await ana.edits(note, text)
        await world.settle()

    assert hears(ana).count("Nothing of this went out") == 2


async def test_a_note_goes_with_its_ticket_into_another_and_stays_a_note_there(world: World, ana: Person) -> None:
    await world.mail("The gate phone of Bay Hotel does not ring", subject="Gate phone")
    world.letter()
    await writes(world, ana, "#merge T-1002")
    hears(ana)
    world.letter()

    await writes(world, ana, "Please restart the phone.", 1002)

    assert "Please restart the phone." in world.letter().text
    assert ("note", SECRET) in world.timeline(1002)
    hears(ana)


async def test_a_note_is_made_no_ticket_by_the_shortcut(world: World, ana: Person) -> None:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'slack', 'T0DESK:U0ANA')")
    note = await writes(world, ana, f"note: {SECRET}")

    await ana.makes_ticket(note)
    await world.settle()

    hears(ana)
    assert not ana.forms.is_open
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]


async def test_the_file_of_a_note_stays_inside(world: World, ana: Person) -> None:
    file = world.slack.keep("unpaid.txt", "text/plain", b"not paid")
    await ana.writes("note: see the list", channel=ROOM, thread=card(world), files=[file])
    await world.settle()

    hears(ana)
    assert world.sql("SELECT count(*) FROM outbox WHERE payload::text LIKE '%unpaid.txt%'") == [(0,)]


async def test_who_answers_by_mail_to_the_id_of_the_card_learns_nothing_and_takes_no_part(
    world: World,
) -> None:
    ((card_id,),) = world.sql("SELECT known_as FROM outbox WHERE key LIKE 'card:%' LIMIT 1")

    await world.mail(
        "status?", subject="hello", sender="Jana Vogt <jana@rheinruf.example>", headers={"In-Reply-To": card_id}
    )

    assert world.mailbox.to("jana@rheinruf.example") == []
    assert world.sql("SELECT verified FROM timeline WHERE kind = 'message' ORDER BY id DESC LIMIT 1") == [(False,)]
    assert world.sql("SELECT count(*) FROM participant WHERE address LIKE 'jana%'") == [(0,)]


async def test_a_reseller_in_the_room_is_told_nothing_but_that_they_are_not_of_the_desk(world: World) -> None:
    world.sql(TY_THERE)
    ty = world.slack.people["U0TY"]
    for words in ("status", "#note x", "list", "note: hello", "#assign ana"):
        await writes(world, ty, words)
    await ty.presses("Claim", card(world))
    await world.settle()

    assert world.ticket()["owner"] == ""
    heard = hears(ty)
    assert heard.count("is not on the staff") == 6


async def test_an_agent_who_writes_to_the_app_in_private_and_not_in_the_thread_adds_no_answer(
    world: World, ana: Person
) -> None:
    await ana.writes("note: they have not paid")
    await world.settle()

    asked = world.letter("ana@desk.example")  # whether it was she
    assert "Your code for Slack" in asked.mail["Subject"]
    assert "they have not paid" not in hears(ana) + asked.text


async def test_what_waits_for_the_room_is_not_said_there_once_others_read_it(world: World) -> None:
    world.slack.faults.go_down(429)
    await world.deskbot.agents.note(1001, "they have not paid", "ana")
    await world.settle()
    before = len(said(world))
    world.slack.channels[ROOM].shared = True
    await world.forward(minutes=2)

    world.slack.faults.come_back()
    await world.forward(minutes=20)

    assert len(said(world)) == before
    world.errors.records.clear()
    world.slack.channels[ROOM].shared = False
    await world.forward(minutes=20)
    assert any("they have not paid" in one.shown for one in said(world))


async def test_nothing_is_put_up_where_others_than_the_desk_read_it(world: World) -> None:
    world.slack.channels[ROOM].shared = True
    await world.forward(minutes=1)
    before = len(said(world))

    await world.mail("The gate phone of Bay Hotel does not ring", subject="Gate phone")

    world.letter()
    assert len(said(world)) == before
    world.errors.records.clear()
