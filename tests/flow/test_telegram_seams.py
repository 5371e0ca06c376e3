"""Where Telegram's ways meet ours: albums that come late, codes, groups, what is passed on and quoted, known issues."""

from __future__ import annotations

import pytest

from deskbot.engine.inviting import invite
from deskbot.model.message import Address, Attachment, Outbound, Outcome
from deskbot.simulators.telegram_state import Sent
from tests.flow.mails import COMPLETE_S3
from tests.flow.test_telegram import ECHO, JANA, STRANGER, TY, read_all, told, ty
from tests.flow.test_telegram import world as world  # noqa: PLC0414  (the fixture)
from tests.harness import World

PHOTO = b"\xff\xd8\xff"


def attached(world: World) -> list[str]:
    return [text for kind, text in world.timeline() if kind == "note" and text.startswith("Attached")]


async def test_a_link_with_a_code_makes_an_account_a_contacts(world: World) -> None:
    async with world.deskbot.database.begin() as session:
        code = invite(session, 1, world.now)
    person = world.telegram.people[STRANGER]

    await person.starts(code.replace("-", ""))
    await world.settle()

    assert person.take_message().text == "Welcome, Ty Okafor: this account is yours now."
    assert world.letter().mail["Subject"] == "An account was linked to you"
    await person.starts(code)
    await world.settle()
    assert person.take_message().text.startswith("This code is none of ours")


async def test_a_late_part_of_an_album_is_a_message_of_its_own_on_the_same_ticket(world: World) -> None:
    await ty(world).sends_photo(PHOTO + b"1", ECHO, album="a1")
    await world.forward(seconds=3)
    ty(world).take_message()

    await ty(world).sends_photo(PHOTO + b"2", album="a1")
    await world.forward(seconds=3)
    await world.telegram.updates.post(world.telegram.updates.posted[-1])  # delivered twice, it is one
    await world.forward(seconds=3)

    assert ty(world).take_message().text.startswith("Added to T-1001.")
    assert len(attached(world)) == 2
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    read_all(world)


async def test_an_album_is_one_message_though_we_are_killed_within_it(world: World) -> None:
    await ty(world).sends_photo(PHOTO + b"1", ECHO, album="a1")
    world.sql("DELETE FROM procrastinate_jobs")  # the alarms are lost with the process
    await ty(world).sends_photo(PHOTO + b"2", album="a1")
    await world.forward(seconds=3)

    assert ty(world).take_message().text.startswith("T-1001 is open")
    assert [kind for kind, _ in world.timeline()].count("message") == 1
    assert len(attached(world)) == 2
    read_all(world)


async def test_in_a_group_an_answer_to_the_bots_message_needs_no_name(world: World) -> None:
    await ty(world).starts()
    await world.settle()
    ty(world).take_message()
    group = world.telegram.make_group()
    ours = world.telegram.say(Sent(group, 0, "Is it solved?"))
    theirs = await ty(world).writes("Who brings the ladder?", group=group)

    await ty(world).writes("I do", reply_to=theirs["message_id"], group=group)
    await world.settle()
    assert not ty(world).untaken
    await ty(world).writes(ECHO, reply_to=ours["message_id"], group=group)
    await world.settle()

    assert ty(world).take_message().text.startswith("T-1001 is open")
    read_all(world)


async def test_what_is_passed_on_says_whose_words_it_is_and_commands_nothing(world: World) -> None:
    await told(world, ECHO)

    await ty(world).forwards("close T-1001", name="Sam")
    await world.settle()

    ty(world).take_message()
    assert ("message", "(forwarded from Sam)\nclose T-1001") in world.timeline()
    assert world.ticket()["state"] != "resolved"
    read_all(world)


async def test_an_answer_to_some_of_a_persons_words_names_them_and_to_some_of_ours_does_not(world: World) -> None:
    written = await ty(world).writes(ECHO)
    await world.settle()
    ty(world).take_message()
    ours = ty(world).chat.sent[0]

    await ty(world).writes("and on two more", reply_to=written["message_id"], quote="One phone at Bay Hotel")
    await ty(world).writes("+1 512 555 0120", reply_to=ours, quote="call-back number")
    await world.settle()

    assert ty(world).take_message().text.startswith("Added to T-1001.")
    assert ty(world).take_message().text.startswith("Added to T-1001.")
    messages = [text for kind, text in world.timeline() if kind == "message"]
    assert messages == [ECHO, '(on "One phone at Bay Hotel") and on two more', "+1 512 555 0120"]
    read_all(world)


async def test_the_steps_of_a_known_issue_are_told_and_whether_they_helped_is_a_button(world: World) -> None:
    said = await told(world, COMPLETE_S3.replace("Hello,\n\n", ""))

    assert said.startswith("T-1001 is open (S3).")
    assert "This looks like a known issue" in said
    assert "\n1. " in said
    assert said.endswith("Did this solve it? Answer yes or no.")
    await ty(world).presses("Yes, solved")
    await world.settle()
    assert world.ticket()["state"] == "resolved"
    assert "resolved" in ty(world).take_message().text
    read_all(world)


async def test_an_answer_that_names_another_ticket_is_added_to_that(world: World) -> None:
    await told(world, ECHO)
    await told(world, "new The fax at Hollis Vet Clinic prints blank pages")

    said = await told(world, "T-1001 still dead", reply_to=ty(world).chat.sent[1])

    assert said.startswith("Added to T-1001.")
    assert ("message", "still dead") in world.timeline(1001)
    read_all(world)


async def test_a_picture_that_telegram_does_not_take_for_one_goes_as_a_file(world: World) -> None:
    await told(world, ECHO)
    shot = Attachment("lamps.png", "image/png", 12, "0" * 64, content=b"not a picture")
    letter = Outbound(channel="telegram", to=Address(str(TY)), subject="", text="See the lamps.", files=(shot,))

    async def sealed() -> None:
        pass

    receipt = await world.deskbot.channels["telegram"].send(letter, sealed)

    assert receipt.outcome is Outcome.SENT
    words, file = ty(world).take_message(), ty(world).take_message()
    assert words.text == "See the lamps."
    assert file.file is not None
    assert (file.file.name, file.as_photo) == ("lamps.png", False)
    read_all(world)


@pytest.mark.parametrize(
    "kind", ["pinned_message", "message_auto_delete_timer_changed", "chat_background_set", "write_access_allowed"]
)
async def test_what_nobody_has_said_is_no_message(world: World, kind: str) -> None:
    await told(world, ECHO)

    await ty(world).happens(kind)
    await world.settle()

    assert not ty(world).untaken
    assert [kind for kind, _ in world.timeline()].count("message") == 1
    read_all(world)


async def test_who_moves_while_they_share_where_they_are_has_said_it_once(world: World) -> None:
    await told(world, ECHO)
    place = await ty(world).shares_location(30.2672, -97.7431)
    await world.settle()
    ty(world).take_message()

    for step in range(3):
        await ty(world).moves(place, 30.2672 + step / 1000, -97.7431)
    await world.settle()

    assert not ty(world).untaken
    assert [text for kind, text in world.timeline() if kind == "message"][1:] == ["Location: 30.2672, -97.7431"]
    read_all(world)


async def test_what_a_channel_posts_into_a_group_is_nobodys(world: World) -> None:
    group = world.telegram.make_group()
    posts = world.telegram.people[777000]

    await posts.writes(f"@{world.telegram.username} {ECHO}", group=group, channel="Hollis news")
    await world.settle()

    assert world.sql("SELECT count(*) FROM inbound") == [(0,)]


async def test_what_cannot_be_read_says_at_least_what_it_is(world: World) -> None:
    await told(world, ECHO)

    await ty(world).happens("dice")
    await world.settle()

    assert ("message", "(dice)") in world.timeline()
    ty(world).take_message()
    read_all(world)


async def test_who_answers_anothers_message_in_a_group_has_a_ticket_of_their_own(world: World) -> None:
    group, name = world.telegram.make_group(), f"@{world.telegram.username}"
    await ty(world).starts()
    await world.settle()
    ty(world).take_message()
    theirs = await ty(world).writes(f"{name} {ECHO}", group=group)
    await world.settle()
    assert ty(world).take_message().text.startswith("T-1001 is open")
    jana = world.telegram.people[JANA]
    await jana.starts()
    await world.settle()
    jana.take_message()

    await jana.writes(f"{name} the same at Rheinblick", reply_to=theirs["message_id"], group=group)
    await world.settle()

    assert jana.take_message().text.startswith("T-1002 is open")
    assert [text for kind, text in world.timeline() if kind == "message"] == [f"{name} {ECHO}"]
    read_all(world)
