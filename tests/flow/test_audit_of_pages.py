"""What responders do with pages stands in the audit, by whichever way they did it: one act, one entry."""

from __future__ import annotations

from typing import Any

import pytest

from deskbot.model.account import DeskRole
from deskbot.store import signs
from tests.flow.browser import Browser, admitted
from tests.flow.crowds import TOGETHER, paged
from tests.flow.mails import OUTAGE_S1
from tests.flow.test_answers_in_chats import BOTH, press, said
from tests.flow.test_answers_in_chats import paged as person
from tests.flow.test_page_link import get, url_of
from tests.flow.test_page_link import press as press_link
from tests.flow.test_pager_levels import FIRST
from tests.flow.test_pages_in_chats import chatting
from tests.harness import ANA, BEN, KIM, World, running_world

BY_TEXT = f"sms:{ANA}"


def acts(world: World) -> list[tuple[Any, ...]]:
    return world.sql("SELECT who, act, about, place FROM audit WHERE about LIKE 'T%%' ORDER BY id")


async def outage(world: World) -> None:
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()


def read_all(world: World) -> None:
    """Read what everybody was told, which is not what the test is about."""
    world.read += [letter for letter in world.mailbox.letters if letter not in world.read]
    for number in (ANA, BEN, KIM):
        phone = world.twilio.phones[number]
        while phone.unread:
            phone.take_text()
        while phone.untaken_calls:
            phone.take_call()


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("1a", "took its page"),
        ("1a on my way", "took its page"),
        ("1e", "passed its page on"),
        ("1e I am driving", "passed its page on"),
        ("1s 30m", "put its page off"),
        ("1h ben he knows them", "handed its page over"),
        ("1n only one phone", "judged it not urgent"),
        ("1r they had no power", "resolved"),
        ("1t looking", "wrote a note"),
    ],
)
async def test_what_a_responder_texts_is_one_act_and_says_from_which_number(world: World, words: str, act: str) -> None:
    await outage(world)

    await world.twilio.phones[ANA].sends(words)
    await world.settle()

    assert acts(world) == [("ana", act, "T-1001", BY_TEXT)]
    assert world.twilio.phones[ANA].take_answer()
    read_all(world)


async def test_whoever_is_refused_has_done_nothing_and_what_they_noted_stays_a_note(world: World) -> None:
    await outage(world)
    await world.text(ANA, "1e", "T-1001 Hollis is down is passed on")
    await world.forward(seconds=5)
    before = acts(world)

    await world.text(ANA, "1e", "is with the next level already")
    await world.text(ANA, "1z", "Not understood")
    await world.text(BEN, "1a", "No page with that code")
    assert acts(world) == before
    await world.text(ANA, "1e she knows them", "is with the next level already")

    assert acts(world) == [*before, ("ana", "wrote a note", "T-1001", BY_TEXT)]
    world.twilio.phones[KIM].take_call()
    await world.text(KIM, "1a", "You have taken")
    read_all(world)


async def test_a_key_on_the_phone_is_an_act_by_voice(database_url: str) -> None:
    called = (FIRST, FIRST.replace("[sms]", "[voice]"))
    async with running_world(database_url, changes=[called]) as world:
        world.twilio.phones[ANA].answers("4")
        await world.mail(OUTAGE_S1, subject="Hollis is down")
        await world.settle()

        assert acts(world) == [("ana", "took its page", "T-1001", f"voice:{ANA}")]
        world.twilio.phones[ANA].take_call()
        read_all(world)


@BOTH
async def test_a_press_and_words_in_a_chat_are_acts_from_that_account(database_url: str, medium: str) -> None:
    place = {"slack": "slack:T0DESK:U0ANA", "telegram": "telegram:5001"}[medium]
    async with chatting(database_url, medium) as world:
        await world.mail(OUTAGE_S1, subject="Hollis is down")
        message = person(world, medium).take_message()
        assert message

        await press(world, medium, "Take it")
        await said(world, medium, "1t their power is back")

        assert acts(world) == [
            ("ana", "took its page", "T-1001", place),
            ("ana", "wrote a note", "T-1001", place),
        ]
        read_all(world)


async def test_an_answer_on_the_page_that_a_link_opens_is_an_act_by_link_from_a_network(world: World) -> None:
    await outage(world)
    url = url_of(world, 1)

    await press_link(url, "Take it", await get(url))
    await world.settle()

    assert acts(world) == [("ana", "took its page", "T-1001", "link:127.0.0.1")]
    read_all(world)


async def test_a_press_in_the_console_is_an_act_of_that_account_from_its_network(world: World) -> None:
    await admitted(world, "b.oyelowo", DeskRole.AGENT, staff="ben")
    browser = await Browser(world).signs_in("b.oyelowo")
    await outage(world)
    await browser.opens("/console/now")

    await browser.sends("Take it")

    assert acts(world) == [("ben", "took its page", "T-1001", "127.0.0.1")]
    ((account,),) = world.sql("SELECT id FROM account WHERE name = 'b.oyelowo'")
    assert world.sql("SELECT account_id FROM audit WHERE act = 'took its page'") == [(account,)]
    read_all(world)
    await browser.closes()


async def test_several_pages_that_are_taken_by_one_text_are_an_act_on_each_of_their_tickets(database_url: str) -> None:
    async with running_world(database_url, changes=[TOGETHER]) as world:
        await paged(world, 1001, 1002, 1003)
        await world.forward(minutes=1)
        read_all(world)
        before = len(acts(world))

        ((code,),) = world.sql("SELECT code FROM bundle")
        await world.text(ANA, f"{code}a on my way", "You have taken 2 tickets")

        assert acts(world)[before:] == [
            ("ana", "took its page", "T-1002", BY_TEXT),
            ("ana", "took its page", "T-1003", BY_TEXT),
        ]
        await world.text(ANA, "1a", "You have taken")
        read_all(world)


async def test_who_takes_the_page_of_an_incident_has_one_entry_that_names_its_parts(world: World) -> None:
    await outage(world)
    await world.mail(OUTAGE_S1.replace("Hollis Vet Clinic", "Elm Dental"), subject="Elm is down")
    read_all(world)
    await world.deskbot.joining.link([1001, 1002], "ana", incident=True)
    await world.settle()
    read_all(world)
    ((code,),) = world.sql("SELECT code FROM page WHERE state = 'open'")

    await world.text(ANA, f"{code}a", "You have taken")

    assert [one for one in acts(world) if one[3]] == [("ana", "took its page", "T-1003", BY_TEXT)]
    assert world.sql("SELECT data->'also' FROM audit WHERE place <> ''") == [(["T-1001", "T-1002"],)]
    await world.settle()
    read_all(world)


async def test_what_is_sent_back_to_who_handed_it_over_and_taken_over_is_known(world: World) -> None:
    await outage(world)
    await world.text(ANA, "1h ben", "is being paged")
    await world.settle()
    read_all(world)
    await world.text(BEN, "1e", "stays with Ana Ruiz")
    await world.text(ANA, "1h ben", "is being paged")
    await world.settle()
    read_all(world)
    await world.text(BEN, "1a", "You have taken")

    assert [(who, act) for who, act, _, _ in acts(world)] == [
        ("ana", "handed its page over"),
        ("ben", "sent its page back"),
        ("ana", "handed its page over"),
        ("ben", "took its page"),
    ]
    await world.settle()
    read_all(world)


async def test_a_test_of_the_pager_is_no_act_on_a_ticket_when_it_is_answered(world: World) -> None:
    await admitted(world, "lea", DeskRole.LEAD)
    browser = await Browser(world).signs_in("lea")
    async with world.deskbot.database.begin() as session:
        await signs.give(session, ["pages"], world.now)
    await browser.opens("/console/pager")
    await browser.sends("Page them for nothing", person="ana")
    await world.settle()
    world.twilio.phones[ANA].take_text()

    await world.forward(seconds=30)
    world.twilio.phones[ANA].take_call()
    await world.text(ANA, "901a", "You have taken TEST")

    assert world.sql("SELECT act FROM audit ORDER BY id DESC LIMIT 1") == [("tried a pager",)]
    await browser.closes()
