"""The levels of a policy: who is paged next, when, and by what, until enough people have come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.flow.crowds import paged
from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.flow.test_paging import outage
from tests.harness import ANA, BEN, KIM, MONDAY_NOON, World, running_world

FIRST = "      - {delay: 5m, schedule: primary, media: [sms]}\n"
SECOND = "      - {delay: 5m, people: [kim], media: [voice]}\n"
REPEAT = "    repeat: 0\n"
ANAS = 'voice: "+1 512 555 0110"}'


async def takes(world: World, phone: str, code: str = "1a") -> str:
    """Let somebody take it by text; return what the reseller is told."""
    await world.text(phone, code, "You have taken T-1001")
    await world.settle()
    return world.letter().text


def nobody_answered(world: World) -> None:
    """Read what is written when nobody has answered."""
    assert world.sql("SELECT state FROM page") == [("unanswered",)]
    for told in (world.letter("lead@desk.example"), world.briefing()):
        assert told.mail["Subject"].startswith("NOBODY ANSWERED: T-1001 S1")
        assert "Every level of the policy was paged" in told.text
        assert "The reseller has been told so." in told.text
    told = world.letter()
    assert "nobody has answered yet" in told.text
    assert "+1 202 555 0100" in told.text  # where they can phone meanwhile


async def test_03_without_an_answer_in_time_the_next_level_is_paged_and_the_first_hears_nothing_more(
    world: World,
) -> None:
    await outage(world)
    world.twilio.phones[KIM].answers("4")

    await world.forward(minutes=4, seconds=59)
    assert not world.twilio.phones[KIM].calls
    await world.forward(seconds=2)
    world.twilio.phones[KIM].take_call()
    world.letter()
    await world.forward(hours=2)

    assert world.ticket()["owner"] == "kim"


async def test_06_levels_that_change_places_while_a_page_is_open_are_each_paged_once(world: World) -> None:
    await outage(world)
    world.edit_policy((FIRST + SECOND, SECOND + FIRST))

    await world.forward(minutes=5)
    world.twilio.phones[KIM].take_call()
    await world.forward(minutes=30)

    nobody_answered(world)


THIRD = "      - {delay: 5m, people: [ben], media: [sms]}\n"


@pytest.mark.parametrize(
    ("change", "paged_then"),
    [
        pytest.param((SECOND, ""), "", id="the one that comes next is taken out"),
        pytest.param((FIRST, FIRST.replace("5m", "9m")), "kim", id="the delay of the one that rings"),
        pytest.param((FIRST, FIRST + THIRD), "ben kim", id="one is put between them"),
        pytest.param((FIRST, THIRD + FIRST), "ben kim", id="one is put in front"),
        pytest.param((SECOND, THIRD), "ben", id="the one that comes next is another one"),
        pytest.param((FIRST + SECOND, SECOND), "kim", id="the one that rings is taken out"),
        pytest.param((FIRST, FIRST.replace("schedule: primary", "people: [ben]")), "ben kim", id="whom it rings"),
    ],
)
async def test_06_whatever_is_edited_while_a_page_is_open_it_goes_on_and_pages_nobody_twice(
    world: World, change: tuple[str, str], paged_then: str
) -> None:
    await outage(world)
    world.edit_policy(change)

    await world.forward(minutes=30)

    paged = world.sql("SELECT responder FROM notification WHERE step > 1 ORDER BY id")
    assert [responder for (responder,) in paged] == paged_then.split()
    for _ in range("ben" in paged_then):
        world.twilio.phones[BEN].take_text()
    for _ in range("kim" in paged_then):
        world.twilio.phones[KIM].take_call()
    nobody_answered(world)


async def test_06_a_step_that_two_workers_take_at_once_pages_once(world: World) -> None:
    await outage(world)
    world.clock.forward(timedelta(minutes=5))

    await asyncio.gather(*(world.deskbot.stepping.step(1) for _ in range(4)))
    await world.settle()

    world.twilio.phones[KIM].take_call()
    assert world.sql("SELECT step FROM page") == [(2,)]


async def test_06_a_level_that_is_taken_out_while_a_page_is_open_leaves_the_others(world: World) -> None:
    await outage(world)
    world.edit_policy((FIRST, ""))

    await world.forward(minutes=5)
    world.twilio.phones[KIM].take_call()
    await world.forward(minutes=30)

    nobody_answered(world)


@pytest.fixture
async def by_own_rules(database_url: str) -> AsyncIterator[World]:
    """A desk whose first level reaches Ana by her own rules: a text, and two minutes later a call."""
    rules = ANAS.replace("}", ", rules: [{by: sms}, {by: voice, after: 2m}]}")
    changes = [(FIRST, FIRST.replace(", media: [sms]", "")), (ANAS, rules)]
    async with running_world(database_url, changes=changes) as running:
        yield running


async def test_a_person_is_reached_medium_after_medium_by_their_own_rules(by_own_rules: World) -> None:
    world = by_own_rules
    await outage(world)
    world.twilio.phones[ANA].answers("4")

    await world.forward(minutes=1, seconds=59)
    assert not world.twilio.phones[ANA].calls
    await world.forward(seconds=1)

    world.twilio.phones[ANA].take_call()
    assert world.ticket()["owner"] == "ana"
    world.letter()


async def test_16_an_answer_cancels_what_was_still_to_come_by_the_rules(by_own_rules: World) -> None:
    world = by_own_rules
    await outage(world)

    await takes(world, ANA)
    await world.forward(minutes=30)

    assert not world.twilio.phones[ANA].calls


async def test_07_the_next_medium_comes_at_once_when_all_before_it_have_failed_and_then_the_next_level(
    by_own_rules: World,
) -> None:
    world = by_own_rules
    world.twilio.phones[ANA].refuses_texts()
    world.twilio.phones[ANA].voicemail()
    world.twilio.phones[KIM].answers("4")

    await world.mail(OUTAGE_S1, subject="Hollis is down")

    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_call()
    world.twilio.phones[KIM].take_call()
    assert world.ticket()["owner"] == "kim"
    world.letter()
    assert "cannot be paged by text" in world.briefing().mail["Subject"]  # 30006: a landline
    world.letter("ana@desk.example")


@pytest.mark.parametrize("manner", ["busy", "never_answers", "voicemail", "hangs_up", "unreachable"])
async def test_07_a_call_that_reaches_nobody_in_whatever_way_lets_the_next_level_come_now(
    database_url: str, manner: str
) -> None:
    async with running_world(database_url, changes=[(FIRST, FIRST.replace("[sms]", "[voice]"))]) as world:
        getattr(world.twilio.phones[ANA], manner)()
        world.twilio.phones[KIM].answers("4")

        await world.mail(OUTAGE_S1, subject="Hollis is down")
        await world.forward(minutes=1)  # while it rings

        world.letter(), world.briefing()
        world.twilio.phones[ANA].take_call()
        world.twilio.phones[KIM].take_call()
        assert world.ticket()["owner"] == "kim"
        world.letter()


async def test_07_while_one_of_several_may_still_answer_the_level_is_waited_for(database_url: str) -> None:
    both = (FIRST, "      - {delay: 5m, people: [ana, ben], media: [sms]}\n")
    async with running_world(database_url, policy=both) as world:
        world.twilio.phones[ANA].refuses_texts(30003)
        await world.mail(OUTAGE_S1, subject="Hollis is down")
        world.letter(), world.briefing(), world.twilio.phones[BEN].take_text()

        await world.forward(minutes=4, seconds=59)

        assert not world.twilio.phones[KIM].calls
        await takes(world, BEN)


@pytest.fixture
async def two_wanted(database_url: str) -> AsyncIterator[World]:
    """A desk that wants two people to come."""
    async with running_world(database_url, policy=(REPEAT, "    acknowledgements: 2\n")) as running:
        yield running


async def test_15_a_policy_that_wants_two_people_goes_on_until_both_have_come_and_records_each(
    two_wanted: World,
) -> None:
    world = two_wanted
    await outage(world)

    assert "Ana Ruiz has taken ticket T-1001" in await takes(world, ANA)
    world.twilio.phones[KIM].answers("4")
    await world.forward(minutes=6)

    world.twilio.phones[KIM].take_call()
    assert world.sql("SELECT state, acknowledged FROM page") == [("acknowledged", ["ana", "kim"])]
    assert world.ticket()["owner"] == "ana"
    assert ("page", "Kim Haddad has come as well.") in world.timeline()


async def test_15_where_fewer_come_than_are_wanted_it_is_theirs_who_came(two_wanted: World) -> None:
    world = two_wanted
    await outage(world)
    await takes(world, ANA)

    await world.forward(minutes=30)

    world.twilio.phones[KIM].take_call()
    assert world.sql("SELECT state, acknowledged FROM page") == [("acknowledged", ["ana"])]


async def test_15_where_fewer_are_wanted_since_who_has_come_is_enough(two_wanted: World) -> None:
    world = two_wanted
    await outage(world)
    await takes(world, ANA)

    world.edit_policy()
    await world.forward(minutes=30)

    assert not world.twilio.phones[KIM].calls
    assert world.sql("SELECT state, acknowledged FROM page") == [("acknowledged", ["ana"])]
    assert ("page", "no more people are wanted than have come: ana") in world.timeline()


async def test_15_where_fewer_are_wanted_since_a_later_medium_of_the_level_does_not_ring(database_url: str) -> None:
    two = (REPEAT, "    acknowledgements: 2\n")
    both = (FIRST, "      - {delay: 9m, people: [ana, ben]}\n")
    bens = ('voice: "+1 512 555 0111"}', 'voice: "+1 512 555 0111", rules: [{by: sms}, {by: voice, after: 2m}]}')
    async with running_world(database_url, policy=two, changes=[both, bens]) as world:
        await paged(world, 1001)
        world.twilio.phones[ANA].take_text(), world.twilio.phones[ANA].take_call()
        world.twilio.phones[BEN].take_text()
        await world.text(ANA, "1a", "You have taken T-1001")

        world.edit_policy(both, bens)
        await world.forward(minutes=30)

        assert not world.twilio.phones[BEN].calls
        assert world.sql("SELECT state, acknowledged FROM page") == [("acknowledged", ["ana"])]


async def test_15_who_comes_first_of_two_hears_that_one_more_is_wanted_and_the_second_that_it_is_done(
    two_wanted: World,
) -> None:
    world = two_wanted
    await outage(world)

    await world.text(ANA, "1a", "You have taken T-1001 Hollis is down. 1 more is wanted: it goes on ringing for them.")
    await world.settle()
    world.twilio.phones[KIM].answers("4")
    await world.forward(minutes=6)

    assert world.twilio.phones[KIM].take_call().spoken[-1] == "You have taken T-1001 Hollis is down. Goodbye."
    world.letter()


@pytest.fixture
async def reminding(database_url: str) -> AsyncIterator[World]:
    """A desk that pages anew what was acknowledged half an hour ago, and not worked on since."""
    async with running_world(database_url, policy=(REPEAT, "    silent_after: 30m\n")) as running:
        yield running


async def test_20_acknowledged_and_then_silent_whoever_is_on_call_now_is_paged_again(reminding: World) -> None:
    world = reminding
    await outage(world)
    await takes(world, ANA)

    await world.forward(minutes=29)
    assert not world.twilio.unread()
    await world.forward(minutes=2)

    assert "1a" in world.twilio.phones[ANA].take_text()
    assert world.ticket()["owner"] == ""
    await takes(world, ANA)


async def test_20_silent_and_then_with_nobody_on_call_it_is_nobodys_and_whoever_comes_takes_it(
    reminding: World,
) -> None:
    world = reminding
    await outage(world)
    await takes(world, ANA)
    world.edit_policy((REPEAT, "    silent_after: 30m\n"), ("start: 2026-01-05", "start: 2030-01-07"), (SECOND, ""))

    await world.forward(minutes=31)

    nobody_answered(world)
    assert world.ticket()["owner"] == ""
    await takes(world, ANA)
    assert world.sql("SELECT state, acknowledged_by FROM page") == [("acknowledged", "ana")]
    assert world.ticket()["owner"] == "ana"


async def works_on_it(world: World, how: str) -> None:
    """Let Ana do something on the ticket."""
    match how:
        case "a note":
            await world.deskbot.agents.note(1001, "The carrier is looking at it.", "ana")
        case "a text":
            await world.text(ANA, "1t the carrier is looking at it", "noted")
        case "an answer":
            await world.deskbot.agents.reply(1001, "The carrier is looking at it.", "ana")
        case _:
            briefing = next(one for one in world.mailbox.letters if one.envelope_to == ("desk@desk.example",))
            await world.mail("The carrier is looking at it.", answers=briefing, sender="Ana Ruiz <ana@desk.example>")
    await world.settle()
    if how in ("an answer", "a mail"):
        assert "The carrier is looking at it." in world.letter().text


async def test_20_what_is_done_on_a_part_of_an_incident_puts_the_incident_off(reminding: World) -> None:
    world = reminding
    await outage(world)
    await takes(world, ANA)
    await world.mail(QUESTION_S4, subject="How do I add a user?")
    world.letter(), world.briefing()
    world.sql("UPDATE ticket SET parent = 1001 WHERE number = 1002")

    await world.forward(minutes=20)
    await world.deskbot.agents.note(1002, "The carrier is looking at it.", "ana")
    await world.forward(minutes=20)

    assert not world.twilio.unread()
    assert world.ticket()["owner"] == "ana"


@pytest.mark.parametrize("how", ["a note", "a text", "an answer", "a mail"])
async def test_20_what_is_done_on_the_ticket_puts_it_off(reminding: World, how: str) -> None:
    world = reminding
    await outage(world)
    await takes(world, ANA)

    await world.forward(minutes=20)
    await works_on_it(world, how)
    await world.forward(minutes=25)
    assert not world.twilio.unread()
    await world.forward(minutes=6)

    world.twilio.phones[ANA].take_text()
    await takes(world, ANA)


async def test_20_what_the_reseller_writes_puts_nothing_off(reminding: World) -> None:
    world = reminding
    await outage(world)
    await takes(world, ANA)

    await world.forward(minutes=20)
    await world.mail("Is there any news?", answers=world.mailbox.letters[0])
    world.briefing()
    await world.forward(minutes=11)

    world.twilio.phones[ANA].take_text()
    await takes(world, ANA)


async def test_20_a_ticket_that_is_closed_reminds_nobody(reminding: World) -> None:
    world = reminding
    await outage(world)
    await takes(world, ANA)

    await world.deskbot.agents.close(1001, "ana")
    await world.settle()
    world.letter()
    await world.forward(hours=2)

    assert world.sql("SELECT state, due_at FROM page") == [("acknowledged", None)]


async def test_19_passing_on_works_on_a_repeated_page_as_on_the_first(reminding: World) -> None:
    world = reminding
    await outage(world)
    await takes(world, ANA)
    await world.forward(minutes=31)
    world.twilio.phones[ANA].take_text()
    world.twilio.phones[KIM].answers("4")

    await world.text(ANA, "1e", "passed on")
    await world.settle()

    world.twilio.phones[KIM].take_call()
    assert world.ticket()["owner"] == "kim"
    world.letter()


async def test_19_passing_on_works_in_the_second_round_as_in_the_first(database_url: str) -> None:
    async with running_world(database_url, policy=(REPEAT, "    repeat: 1\n")) as world:
        await outage(world)
        await world.forward(minutes=10)
        world.twilio.phones[KIM].take_call(), world.twilio.phones[ANA].take_text()
        assert world.sql("SELECT level, round FROM page") == [(0, 1)]
        world.twilio.phones[KIM].answers("4")

        await world.text(ANA, "1e", "passed on")
        await world.settle()

        world.twilio.phones[KIM].take_call()
        assert world.ticket()["owner"] == "kim"
        world.letter()


@pytest.fixture
async def calling_again(database_url: str) -> AsyncIterator[World]:
    """A desk that calls twice more, a minute apart, whoever is busy or does not answer."""
    again = "    call_again: {times: 2, every: 1m}\n"
    async with running_world(database_url, policy=(REPEAT, again)) as running:
        yield running


@pytest.mark.parametrize("manner", ["busy", "never_answers"])
async def test_25_who_is_busy_or_does_not_answer_is_called_again_as_often_as_the_policy_says(
    calling_again: World, manner: str
) -> None:
    world = calling_again
    await outage(world)
    getattr(world.twilio.phones[KIM], manner)()

    await world.forward(minutes=5)
    begun = world.now
    world.twilio.phones[KIM].take_call()
    await world.forward(seconds=30)
    world.twilio.phones[KIM].answers("4")
    await world.forward(minutes=1)

    world.twilio.phones[KIM].take_call()
    assert world.ticket()["owner"] == "kim"
    assert world.now - begun < timedelta(minutes=5)
    world.letter()


async def test_25_in_the_end_nobody_is_called_again(calling_again: World) -> None:
    world = calling_again
    await outage(world)
    world.twilio.phones[KIM].busy()

    await world.forward(minutes=30)

    for _ in range(3):
        world.twilio.phones[KIM].take_call()
    begun = world.sql("SELECT begun_at FROM dispatch JOIN notification n ON n.id = notification_id WHERE step = 2")
    first = MONDAY_NOON + timedelta(minutes=5)
    assert sorted(at for (at,) in begun) == [first, first + timedelta(minutes=1), first + timedelta(minutes=2)]
    nobody_answered(world)


async def test_20_a_shift_that_ends_while_a_page_is_acknowledged_is_not_paged_anew_but_the_next_one(
    reminding: World,
) -> None:
    """Ana's week ends on Monday at nine: the page that begins anew goes to Ben."""
    world = reminding
    await world.forward(days=6, hours=19, minutes=45)
    await outage(world)
    await takes(world, ANA)

    await world.forward(minutes=31)

    world.twilio.phones[BEN].take_text()
    await takes(world, BEN)
