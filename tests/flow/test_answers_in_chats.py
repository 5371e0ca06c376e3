"""Responders answer pages in Slack and Telegram by a press or in words, and nobody else can."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.flow.test_41_late import database_away
from tests.flow.test_pages_in_chats import chatting, outage, slack, telegram
from tests.harness import ANA, KIM, World

BOTH = pytest.mark.parametrize("medium", ["slack", "telegram"])


def paged(world: World, medium: str) -> Any:
    return slack(world) if medium == "slack" else telegram(world)


def shown(message: Any) -> str:
    return getattr(message, "shown", None) or message.text


async def press(world: World, medium: str, label: str, message: Any = None) -> str:
    """Press a button; return what is shown at once, which is nothing in Slack."""
    person = paged(world, medium)
    if medium == "slack":
        await person.presses(label, message)
    elif message is None:
        await person.presses(label)
    else:
        button = next(one for line in message.buttons for one in line if one.label == label)
        await person.presses_data(message, button.data)
    await world.settle()
    return person.take_answer() if medium == "telegram" else ""


async def said(world: World, medium: str, text: str) -> str:
    """Write to the app in private; return the only thing that it says to that."""
    await paged(world, medium).writes(text)
    await world.settle()
    words = shown(paged(world, medium).take_message())
    assert not paged(world, medium).untaken
    return words


@BOTH
async def test_a_press_takes_the_page_and_the_message_says_so_and_has_no_buttons(
    database_url: str, medium: str
) -> None:
    async with chatting(database_url, medium) as world:
        await outage(world)
        message = paged(world, medium).take_message()

        at_once = await press(world, medium, "Take it")

        assert at_once == ("You have taken T-1001 Hollis is down." if medium == "telegram" else "")
        assert world.sql("SELECT state, acknowledged FROM page") == [("acknowledged", ["ana"])]
        assert shown(message).endswith("Yours since 12:00.\n\nYou have taken T-1001 Hollis is down.")
        assert message.labels == []
        assert "Ana Ruiz has taken" in world.letter().text


@BOTH
async def test_words_in_private_answer_a_page_as_a_text_does(database_url: str, medium: str) -> None:
    async with chatting(database_url, medium) as world:
        await outage(world)
        paged(world, medium).take_message()

        assert "Not understood" in await said(world, medium, "what is it about?")
        assert await said(world, medium, "1a on my way") == "You have taken T-1001 Hollis is down."
        assert "is resolved" in await said(world, medium, "1r restarted the SIP service")

        assert ("note", "on my way") in world.timeline()
        assert world.ticket()["state"] == "resolved"
        assert len(world.sql("SELECT 1 FROM ticket")) == 1
        world.letter(), world.letter()


@BOTH
async def test_a_bare_word_of_a_responder_never_opens_a_ticket(database_url: str, medium: str) -> None:
    async with chatting(database_url, medium) as world:
        assert await said(world, medium, "ack") == "No page is open that was sent to you."
        assert await said(world, medium, "ack 4711") == "No page is known by that code that was sent to you."
        assert 'What begins with "new" opens a ticket' in await said(world, medium, "thanks")

        assert world.sql("SELECT 1 FROM ticket") == []
        assert world.sql("SELECT 1 FROM inbound") == []


@BOTH
async def test_a_responder_who_is_a_resellers_contact_too_speaks_of_tickets_where_no_page_is_meant(
    database_url: str, medium: str
) -> None:
    async with chatting(database_url, medium) as world:
        account = {"slack": "t0desk:u0ana", "telegram": "5001"}[medium]
        world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, %s, %s)", medium, account)

        assert "T-1001" in await said(world, medium, "One phone at Bay Hotel has echo on every call")
        world.briefing()
        await world.mail("All phones at Hollis Vet Clinic are dead, nobody can call 911", subject="Hollis is down")
        world.letter(), world.briefing()
        paged(world, medium).take_message()
        assert "You have taken T-1002" in await said(world, medium, "a")

        world.letter()
        assert len(world.sql("SELECT 1 FROM ticket")) == 2


@BOTH
async def test_the_same_press_told_twice_and_a_second_press_have_one_effect(database_url: str, medium: str) -> None:
    async with chatting(database_url, medium) as world:
        await outage(world)
        person = paged(world, medium)
        message = person.take_message()
        await press(world, medium, "Take it")
        number = world.sql("SELECT id FROM notification")[0][0]
        again = f"page:{number}:a"

        if medium == "telegram":
            await person.presses_data(message, again)
            assert "yours already" in person.take_answer()
        await world.settle()

        assert len([text for _, text in world.timeline() if text == "Ana Ruiz has taken it."]) == 1
        world.letter()


async def test_words_that_a_responder_writes_otherwise_answer_anew_and_what_they_delete_says_nothing(
    database_url: str,
) -> None:
    async with chatting(database_url, "slack") as world:
        await outage(world)
        slack(world).take_message()
        written = await slack(world).writes("1t a note")
        await world.settle()
        slack(world).take_message()

        await slack(world).edits(written, "1a on my way")
        await world.settle()
        assert slack(world).take_message().shown == "You have taken T-1001 Hollis is down."
        await slack(world).edits(written, "thanks")
        await world.settle()
        assert "Not understood" in slack(world).take_message().shown
        await slack(world).deletes(written)
        await world.settle()

        assert not slack(world).untaken
        assert world.sql("SELECT number FROM ticket") == [(1001,)]
        assert world.sql("SELECT channel FROM inbound") == [("email",)]
        world.letter()


async def test_a_responder_edits_a_ticket_of_their_own_and_that_is_noted_on_it(database_url: str) -> None:
    async with chatting(database_url, "slack") as world:
        written = await slack(world).writes("new One phone at Bay Hotel has echo")
        await world.settle()
        slack(world).take_message()

        await slack(world).edits(written, "One phone at Bay Hotel has echo on every call")
        await world.settle()

        assert "T-1001" in slack(world).take_message().shown
        assert ("message", "(edited) One phone at Bay Hotel has echo on every call") in world.timeline()
        world.read += world.mailbox.letters


@BOTH
async def test_an_account_that_is_no_responders_any_more_answers_no_page(database_url: str, medium: str) -> None:
    async with chatting(database_url, medium) as world:
        await outage(world)
        paged(world, medium).take_message()
        gone = world.deskbot.desk.staff["ana"]
        staff = {**world.deskbot.desk.staff, "ana": replace(gone, slack="T0DESK:U0NEW", telegram="5009")}
        interactions = world.deskbot.interactions
        object.__setattr__(interactions, "desk", replace(world.deskbot.desk, staff=staff))

        at_once = await press(world, medium, "Take it")

        assert at_once == ("This is no page of yours." if medium == "telegram" else "")
        assert world.sql("SELECT state, acknowledged FROM page") == [("open", [])]


@BOTH
async def test_pressed_after_somebody_else_took_it_says_who_has_it(database_url: str, medium: str) -> None:
    two = (f"schedule: primary, media: [{medium}]}}", f"people: [ana, ben], media: [{medium}]}}")
    async with chatting(database_url, medium, two) as world:
        ben: Any = world.slack.people["U0BEN"] if medium == "slack" else world.telegram.people[5002]
        if medium == "telegram":
            await ben.starts()
            await world.settle()
            ben.take_message()
        await outage(world)
        message, number = paged(world, medium).take_message(), world.sql("SELECT min(id) FROM notification")[0][0]
        before = list(getattr(message, "blocks", ()))
        ben.take_message()
        await ben.presses("Take it")
        await world.settle()
        if medium == "telegram":
            ben.take_answer()

        assert shown(message).endswith("Taken by Ben Oyelowo at 12:00. Nobody else is needed.")
        assert message.labels == []
        if medium == "slack":
            message.blocks = before  # her app is slow to hear of it
            await press(world, medium, "Take it", message)
        else:
            await telegram(world).presses_data(message, f"page:{number}:a")
            await world.settle()
            assert "was taken by Ben Oyelowo at 12:00" in telegram(world).take_answer()

        assert shown(message).endswith("T-1001 Hollis is down was taken by Ben Oyelowo at 12:00.")
        assert world.sql("SELECT acknowledged FROM page") == [(["ben"],)]
        world.letter()


@BOTH
async def test_whoever_was_not_paged_is_told_nothing_of_the_page(database_url: str, medium: str) -> None:
    async with chatting(database_url, medium) as world:
        await outage(world)
        number = world.sql("SELECT id FROM notification")[0][0]
        paged(world, medium).take_message()
        if medium == "telegram":
            ben = world.telegram.people[5002]
            await ben.starts()
            await world.settle()
            own = ben.take_message()
            await ben.presses_data(own, f"page:{number}:a")
            assert ben.take_answer() == "This is no page of yours."
        else:
            ben = world.slack.people["U0BEN"]
        await ben.writes("1a")
        await world.settle()
        assert shown(ben.take_message()) == "No page is known by that code that was sent to you."

        assert world.sql("SELECT state FROM page") == [("open",)]
        await world.deskbot.agents.close(1001, "kim", "it was a test")
        await world.settle()
        world.read += world.mailbox.letters


@BOTH
async def test_not_urgent_is_done_only_by_whoever_is_sure(database_url: str, medium: str) -> None:
    async with chatting(database_url, medium) as world:
        await outage(world)
        message = paged(world, medium).take_message()

        asked = await press(world, medium, "Not urgent")
        if medium == "telegram":
            assert asked.startswith("Lower it to S3?")
            assert message.labels == ["Yes", "No"]
            assert world.ticket()["severity"] == "S1"
            await press(world, medium, "No")
            assert message.labels == ["Take it", "Pass it on", "Not urgent"]
            await press(world, medium, "Not urgent")
            assert "is S3 now" in await press(world, medium, "Yes")

        assert world.ticket()["severity"] == "S3"
        assert "is S3 now" in shown(message)
        assert message.labels == []
        world.read += world.mailbox.letters


@BOTH
async def test_passed_on_by_a_press_the_next_level_is_called_and_the_message_tells_both(
    database_url: str, medium: str
) -> None:
    async with chatting(database_url, medium) as world:
        await outage(world)
        message = paged(world, medium).take_message()

        await press(world, medium, "Pass it on")
        if medium == "telegram":
            await press(world, medium, "Yes")

        assert world.sql("SELECT level FROM page") == [(1,)]
        assert "is passed on" in shown(message)
        assert "Take it" in message.labels
        world.twilio.phones[KIM].take_call()
        await world.deskbot.agents.close(1001, "kim", "it was a test")
        await world.settle()
        assert "Nobody is needed any more." in shown(message)
        world.read += world.mailbox.letters


@BOTH
async def test_with_the_database_away_a_press_is_not_acknowledged_and_words_come_again(
    database_url: str, medium: str, postgres: str
) -> None:
    async with chatting(database_url, medium) as world:
        await outage(world)
        paged(world, medium).take_message()
        with database_away(world, postgres):
            if medium == "slack":
                answer = await slack(world).presses("Take it")
                assert answer is None or answer.status_code == 503
            await paged(world, medium).writes("1a")
        await world.settle()

        assert shown(paged(world, medium).take_message()) == "You have taken T-1001 Hollis is down."
        assert world.sql("SELECT state FROM page") == [("acknowledged",)]
        world.letter()


@BOTH
async def test_paged_by_text_and_answered_in_the_chat(database_url: str, medium: str) -> None:
    async with chatting(database_url, "sms") as world:
        await outage(world)
        world.twilio.phones[ANA].take_text()

        assert await said(world, medium, "ack 1") == "You have taken T-1001 Hollis is down."
        world.letter()


def code_in_mail(world: World) -> str:
    """Read the mail that brings Ana her code."""
    letter = world.letter("ana@desk.example")
    assert "from the account that desk.yaml has for you" in " ".join(letter.text.split())
    return str(letter.mail["Subject"]).rpartition(" ")[2]


@BOTH
async def test_an_account_that_is_not_proven_takes_no_page_and_is_asked_for_the_code_in_its_owners_mail(
    database_url: str, medium: str
) -> None:
    async with chatting(database_url, medium, proven=False) as world:
        await outage(world)
        message = paged(world, medium).take_message()
        await press(world, medium, "Take it")

        assert "A code was sent to a…@desk.example" in shown(message)
        assert message.labels == ["Take it", "Pass it on", "Not urgent"]
        assert "A code was sent" in await said(world, medium, "1a")
        assert world.sql("SELECT state, acknowledged FROM page") == [("open", [])]
        assert world.sql("SELECT 1 FROM number WHERE verified_at IS NOT NULL") == []

        code = code_in_mail(world)
        assert "A code was sent" in await said(world, medium, f"{code[:-1]}{'A' if code[-1] != 'A' else 'B'}")
        assert (await said(world, medium, f" {code.lower()} ")).startswith("Thank you, Ana Ruiz: this account is yours")
        await press(world, medium, "Take it", message)

        assert world.sql("SELECT state, acknowledged FROM page") == [("acknowledged", ["ana"])]
        assert shown(message).endswith("You have taken T-1001 Hollis is down.")
        world.letter()


@BOTH
async def test_who_writes_to_us_before_any_page_is_proven_by_then_and_a_code_lasts_half_an_hour(
    database_url: str, medium: str
) -> None:
    async with chatting(database_url, medium, proven=False) as world:
        assert "A code was sent" in await said(world, medium, "hello")
        old = code_in_mail(world)
        await world.forward(minutes=61)
        assert "A code was sent" in await said(world, medium, old)
        code = code_in_mail(world)
        assert code != old
        assert "this account is yours" in await said(world, medium, code)

        await outage(world)
        await press(world, medium, "Take it")
        assert world.sql("SELECT acknowledged FROM page") == [(["ana"],)]
        paged(world, medium).take_message()
        world.letter()


@BOTH
async def test_where_desk_yaml_has_no_mail_of_theirs_the_first_answer_is_believed(
    database_url: str, medium: str
) -> None:
    without = ("mail: ana@desk.example, ", "")
    async with chatting(database_url, medium, without, proven=False) as world:
        await outage(world)
        paged(world, medium).take_message()

        await press(world, medium, "Take it")

        assert world.sql("SELECT acknowledged FROM page") == [(["ana"],)]
        assert world.sql("SELECT medium FROM number WHERE verified_at IS NOT NULL") == [(medium,)]
        world.letter()
