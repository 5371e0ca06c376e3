"""Texts that say who has a page: none goes to a number that has stopped them, and nobody is left in the dark."""

from __future__ import annotations

import asyncio

import pytest

from deskbot.simulators.world import PAGER_NUMBER, SECOND_NUMBER
from tests.flow.crowds import paged
from tests.harness import ANA, BEN, KIM, World, running_world

ANA_STOPS = "the number has stopped our texts"
NO_MAIL = ("name: Ana Ruiz, mail: ana@desk.example,", "name: Ana Ruiz,")


async def handed_to_ben(world: World) -> None:
    """Let Ana hand her page over to Ben."""
    await paged(world, 1001)
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1h ben", "Ben Oyelowo is being paged for T-1001")
    await world.settle()
    world.twilio.phones[BEN].take_text(), world.twilio.phones[BEN].take_call()


async def stops(world: World, *numbers: str) -> None:
    """Let Ana stop our texts, and read what is written about that."""
    for number in numbers:
        await world.text(ANA, "STOP", None, to=number)
    await world.settle()
    world.read += world.mailbox.letters


def texts_to_ana(world: World) -> list[str]:
    return [one.body for one in world.twilio.messages.values() if one.to == ANA and one.direction == "outbound-api"]


async def test_who_has_stopped_our_texts_is_told_by_mail_and_the_timeline_says_so(world: World) -> None:
    await handed_to_ben(world)
    await stops(world, PAGER_NUMBER)
    before = texts_to_ana(world)

    await world.text(BEN, "1a", "You have taken T-1001")
    await world.forward(minutes=1)

    assert texts_to_ana(world) == before
    assert world.sql("SELECT state, attempts FROM notice") == [("failed", 0)]
    told = world.letter("ana@desk.example")
    assert "Ben Oyelowo has taken it from you at 12:00." in told.text
    [says] = [text for _, text in world.timeline() if "No text to ana" in text]
    assert ANA_STOPS in says
    assert "they are told by mail" in says


async def test_a_stop_that_the_carrier_alone_has_seen_is_learned_from_its_refusal_of_such_a_text(world: World) -> None:
    await handed_to_ben(world)
    world.twilio.phones[ANA].stopped.add(PAGER_NUMBER)

    await world.text(BEN, "1a", "You have taken T-1001")
    await world.settle()

    assert world.sql("SELECT sender, flag, code FROM number WHERE flag <> ''") == [(PAGER_NUMBER, "opted-out", 21610)]
    letters = [world.letter("ana@desk.example"), world.letter("ana@desk.example")]
    assert any("Ben Oyelowo has taken it from you" in one.text for one in letters)
    assert "cannot be paged by text" in world.briefing().mail["Subject"]


async def test_whose_page_is_still_theirs_and_who_has_neither_texts_nor_mail_is_told_of_to_the_desk(
    database_url: str,
) -> None:
    async with running_world(database_url, changes=[NO_MAIL]) as world:
        await handed_to_ben(world)
        await stops(world, PAGER_NUMBER)

        await world.forward(minutes=8)

        told = world.briefing().text
        assert "Ana Ruiz could not be told, as they have no mail address" in told
        assert "Ben Oyelowo has not taken it. It is still yours." in told


@pytest.mark.parametrize("by_refusal", [False, True], ids=["by text", "by the carrier's refusal"])
async def test_a_carrier_whose_number_was_not_stopped_brings_it(database_url: str, *, by_refusal: bool) -> None:
    async with running_world(database_url, carriers=2) as world:
        await handed_to_ben(world)
        if by_refusal:
            world.twilio.phones[ANA].stopped.add(PAGER_NUMBER)
        else:
            await stops(world, PAGER_NUMBER)

        await world.text(BEN, "1a", "You have taken T-1001")
        await world.settle()

        text = world.twilio.phones[ANA].unread[0]
        assert (text.from_, "has taken it from you" in text.body) == (SECOND_NUMBER, True)
        world.twilio.phones[ANA].take_text()
        world.read += world.mailbox.letters


PASSED_ON = "Ana Ruiz has passed it on, and does not hand it over to you any more."


@pytest.mark.parametrize(
    ("answer", "done", "says"),
    [
        ("1r restarted it", "is resolved", "Ana Ruiz has resolved the ticket. Nobody is needed any more."),
        ("1n one phone", "nobody is paged", "Ana Ruiz lowered the ticket to S3. Nobody is needed any more."),
        ("1e", "is passed on", PASSED_ON),
    ],
)
async def test_whom_a_page_was_handed_over_to_hears_it_when_they_need_not_take_it_any_more(
    world: World, answer: str, done: str, says: str
) -> None:
    await handed_to_ben(world)

    await world.text(ANA, answer, done)
    await world.settle()

    assert world.twilio.phones[BEN].take_text() == f"T-1001: {says}"
    if answer == "1e":
        world.twilio.phones[KIM].take_call()
    world.read += world.mailbox.letters


async def test_whom_a_page_is_handed_over_to_and_who_has_heard_nothing_yet_hears_nothing_of_its_end(
    world: World,
) -> None:
    await paged(world, 1001)
    world.twilio.phones[ANA].take_text()
    world.twilio.faults.fail_next(20, 503)
    await world.text(ANA, "1h ben", "Ben Oyelowo is being paged for T-1001")

    await world.text(ANA, "1r", "is resolved")
    await world.settle()

    assert world.sql("SELECT count(*) FROM notice") == [(0,)]
    world.read += world.mailbox.letters


async def test_what_no_carrier_may_have_brought_comes_by_mail_too(world: World) -> None:
    await handed_to_ben(world)
    world.twilio.faults.go_down(500)  # it may have taken the text, all the same

    await world.forward(minutes=8)

    assert "Ben Oyelowo has not taken it. It is still yours." in world.letter("ana@desk.example").text
    [says] = [text for _, text in world.timeline() if "text to ana" in text]
    assert "they are told by mail, too" in says
    world.twilio.faults.come_back()
    await world.forward(minutes=8)
    assert [one for one in texts_to_ana(world) if "still yours" in one] == []


async def test_whoever_was_being_told_as_the_pager_was_killed_is_told_by_mail(world: World) -> None:
    await handed_to_ben(world)
    world.twilio.faults.hang()
    await world.text(BEN, "1a", "You have taken T-1001")
    sending = asyncio.create_task(world.deskbot.jobs.drain(["pages"]))
    await world.twilio.faults.until_stalled()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    world.twilio.faults.close()

    await world.forward(minutes=1)

    assert "Ben Oyelowo has taken it from you at 12:00." in world.letter("ana@desk.example").text
    assert world.sql("SELECT state FROM notice") == [("unknown",)]


UNDELIVERED = "Ben Oyelowo has taken it from you at 12:00."


async def test_a_text_that_a_carrier_has_taken_and_reports_undelivered_later_is_followed_by_mail(world: World) -> None:
    await handed_to_ben(world)
    world.twilio.phones[ANA].refuses_texts(30007)

    await world.text(BEN, "1a", "You have taken T-1001")
    await world.settle()

    assert UNDELIVERED in world.letter("ana@desk.example").text
    assert world.sql("SELECT state, due_at FROM notice") == [("failed", None)]
    [says] = [text for _, text in world.timeline() if "No text to ana" in text]
    assert "undelivered 30007" in says


async def test_a_landline_that_shows_only_when_such_a_text_is_undelivered_is_texted_no_more(world: World) -> None:
    await handed_to_ben(world)
    world.twilio.phones[ANA].refuses_texts(30006)

    await world.text(BEN, "1a", "You have taken T-1001")
    await world.settle()

    assert world.sql("SELECT address, flag, code FROM number WHERE flag <> ''") == [(ANA, "unusable", 30006)]
    world.read += world.mailbox.letters


async def test_a_carrier_whose_report_of_it_was_lost_is_asked(world: World) -> None:
    await handed_to_ben(world)
    world.twilio.phones[ANA].refuses_texts(30007)
    world.twilio.webhooks.withhold()
    await world.text(BEN, "1a", "You have taken T-1001")
    await world.settle()
    assert world.mailbox.to("ana@desk.example") == []

    await world.forward(seconds=61)

    assert UNDELIVERED in world.letter("ana@desk.example").text
    for late in world.twilio.webhooks.release():
        await world.twilio.deliver_again(late)
    await world.settle()
    assert len([text for _, text in world.timeline() if "No text to ana" in text]) == 1


async def test_one_that_waits_in_the_phones_network_is_asked_about_and_its_end_found_though_nobody_reports_it(
    world: World,
) -> None:
    await handed_to_ben(world)
    world.twilio.phones[ANA].is_out_of_reach()
    await world.text(BEN, "1a", "You have taken T-1001")
    await world.forward(minutes=3)
    assert world.mailbox.to("ana@desk.example") == []
    world.twilio.phones[ANA].is_out_of_reach(waits=False)
    world.twilio.phones[ANA].refuses_texts(30007)
    world.twilio.webhooks.withhold()
    await world.settle()

    await world.forward(minutes=6)

    assert UNDELIVERED in world.letter("ana@desk.example").text


async def test_of_one_that_a_carrier_has_taken_and_knows_nothing_more_of_they_are_told_by_mail_too(
    world: World,
) -> None:
    await handed_to_ben(world)
    world.twilio.webhooks.withhold()
    await world.text(BEN, "1a", "You have taken T-1001")
    await world.settle()
    world.twilio.faults.go_down()

    await world.forward(seconds=61)

    assert UNDELIVERED in world.letter("ana@desk.example").text
    assert world.sql("SELECT state, due_at FROM notice") == [("unknown", None)]
    assert UNDELIVERED in world.twilio.phones[ANA].take_text()


async def test_one_that_has_arrived_is_asked_about_no_more(world: World) -> None:
    await handed_to_ben(world)

    await world.text(BEN, "1a", "You have taken T-1001")
    await world.settle()

    assert UNDELIVERED in world.twilio.phones[ANA].take_text()
    assert world.sql("SELECT state, due_at, asked FROM notice") == [("delivered", None, 0)]
