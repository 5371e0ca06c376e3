"""Callers whose call goes wrong halfway: nobody hears what is not so, and whoever has to call back knows whom."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import httpx
import psycopg
import pytest

from deskbot.commands import PAGE_DIGIT
from deskbot.model.command import Command
from deskbot.simulators.twilio_webhooks import Webhook
from deskbot.simulators.world import DESK_NUMBER
from tests.flow.test_phone_in import (
    SOUND,
    STRANGER,
    TY,
    WITH_NUMBERS,
    a_ticket,
    hang_up,
    phone_again,
    phones_in,
    told,
)
from tests.harness import ANA, KIM, World, running_world

JANA = "+493012345678"


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """The desk of the other tests, in whose directory Ty Okafor and Jana Vogt have telephones."""
    janas = f"INSERT INTO identity (contact_id, channel, address) VALUES (2, 'sms', '{JANA}');"  # noqa: S608
    async with running_world(database_url, directory=WITH_NUMBERS + janas) as running:
        yield running


async def kim_presses_five(world: World) -> None:
    """Let Kim press the key that connects, and lose her line before she is connected."""
    await phone_again(world)
    query = "SELECT token FROM dispatch d JOIN notification n ON n.id = d.notification_id WHERE medium = 'voice'"
    token = world.sql(query)
    arguments = {"token": token[-1][0], "answer": "acknowledge", "connects": "yes"}
    answer = await world.deskbot.interactions.carry_out(Command(PAGE_DIGIT, "twilio", KIM, "CA-kim:a", arguments))
    assert answer.connect
    await world.settle()
    world.twilio.phones[KIM].take_call(), world.letter()


# -- being connected


async def test_a_responder_whose_line_breaks_before_they_are_connected_is_told_whom_to_call_back(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()

    await kim_presses_five(world)
    await world.forward(seconds=30)
    assert not call.outcome
    assert "You are being connected" in call.spoken[-1]
    await world.forward(seconds=40)

    assert "Kim Haddad has taken your ticket. You will be called back" in call.spoken[-1]
    assert f"you were not connected to the caller. Call back: {TY}." in world.twilio.phones[KIM].take_text()
    assert any(f"Kim Haddad could not be connected, and has to call {TY} back" in text for _, text in world.timeline())


async def test_a_caller_who_hangs_up_before_they_are_connected_is_to_be_called_back(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()

    await kim_presses_five(world)
    await hang_up(world, call)

    assert f"Call back: {TY}." in world.twilio.phones[KIM].take_text()
    assert world.sql("SELECT state FROM phone_call") == [("calls-back",)]


async def test_of_two_callers_the_number_of_the_one_who_hung_up_is_told(world: World) -> None:
    await a_ticket(world)
    first = await phones_in(world, "1001#")
    await world.forward(seconds=5)
    second = await phones_in(world, "1001#", number=STRANGER)
    world.twilio.phones[ANA].take_text(), world.briefing(), world.briefing()

    def first_hangs_up(sentence: str) -> None:
        if sentence.startswith("You have taken"):
            world.twilio.phones[TY].hangs_up_now(first)

    world.twilio.phones[KIM].listens = first_hangs_up
    world.twilio.phones[KIM].answers("5")
    await phone_again(world)
    await world.forward(seconds=15)

    assert "The number to call back is 1 2 1 4 5 5 5 0 1 3 7" in world.twilio.phones[KIM].take_call().spoken[-1]
    assert "called back" in told(second)
    world.letter()


# -- who has gone before they said what it is about


@pytest.mark.parametrize("keys", [(), ("4711#",)])
async def test_the_desk_hears_of_a_caller_who_hung_up_before_they_named_a_ticket(
    world: World, keys: tuple[str, ...]
) -> None:
    await phones_in(world, *keys, hangs_up_after=len(keys))

    letter = world.briefing()
    assert letter.mail["Subject"] == f"Missed call from Ty Okafor (Brightpath Voice & Data), {TY}"
    assert "phoned the Service Desk at 12:00:00" in letter.text
    assert "please call back" in letter.text


async def test_a_stranger_who_dials_again_and_again_is_one_letter_an_hour(world: World) -> None:
    for _ in range(3):
        await phones_in(world, number=STRANGER, hangs_up_after=0)

    assert world.briefing().mail["Subject"] == f"Missed call from {STRANGER} (UNVERIFIED)"


async def test_of_callers_with_a_withheld_number_each_is_named_with_no_more_than_one_letter_an_hour(
    world: World,
) -> None:
    for _ in range(3):
        await phones_in(world, number="anonymous", hangs_up_after=0)
        await world.forward(minutes=7)
    first = world.briefing()
    assert first.mail["Subject"] == "Missed call from a withheld number (UNVERIFIED)"
    assert "phoned the Service Desk at 12:00:00" in first.text

    await world.forward(hours=3)

    others = world.briefing()
    assert others.mail["Subject"] == "2 missed calls from withheld numbers (UNVERIFIED)"
    assert (
        "- at 02 March 12:07:00, gone at 12:07:00\n- at 02 March 12:14:00, gone at 12:14:00\n"
        in others.text.replace("\r\n", "\n")
    )
    assert "Nobody was paged: they can only phone again" in others.text


# -- the page says who is on the line


async def test_a_caller_who_took_their_time_is_on_the_line_all_the_same(world: World) -> None:
    await a_ticket(world)
    call = world.twilio.phones[TY].dials(DESK_NUMBER, "1001#")
    await world.twilio._round()
    world.clock.move_to(world.now.replace(minute=2))
    await world.settle()

    assert f"ON THE LINE {TY}" in world.twilio.phones[ANA].take_text()
    world.briefing()
    await hang_up(world, call)


async def test_who_has_left_a_message_and_waits_is_on_the_line(world: World) -> None:
    call = await phones_in(world, "0#", says=SOUND)

    assert f"ON THE LINE {TY}" in world.twilio.phones[ANA].take_text()
    await world.forward(seconds=8)
    world.letter(), world.briefing()
    await hang_up(world, call)


async def test_who_has_left_a_message_and_hung_up_is_not_on_the_line(world: World) -> None:
    await phones_in(world, "0#", says=SOUND, hangs_up_after=1)

    assert "ON THE LINE" not in world.twilio.phones[ANA].take_text()
    await world.forward(seconds=8)
    world.letter(), world.briefing()


async def test_a_caller_whose_keys_take_effect_after_they_hung_up_is_not_on_the_line(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1#")
    keyed = next(one for one in world.twilio.webhooks.sent if one.form.get("Digits") == "1")
    world.twilio.phones[ANA].take_text(), world.briefing()
    await hang_up(world, call)
    world.sql("DELETE FROM interaction")

    await world.twilio.deliver_again(keyed)

    assert world.sql("SELECT state FROM phone_call") == [("ended",)]


async def test_a_contact_who_phones_about_anothers_ticket_is_unverified_on_the_line(world: World) -> None:
    await a_ticket(world)

    call = await phones_in(world, "1001#", number=JANA)

    text = world.twilio.phones[ANA].take_text()
    assert f"ON THE LINE {JANA} (UNVERIFIED)" in text
    assert "UNVERIFIED" in world.briefing().text
    await hang_up(world, call, JANA)


# -- while somebody is called for a caller


async def taken_by_text(world: World) -> None:
    await a_ticket(world)
    await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()
    await world.text(ANA, "1a", "your phone rings now")
    await world.settle()
    world.letter()


async def talked_while_the_database_was_away(world: World, *, until: Callable[[Webhook], bool]) -> None:
    """Let Ana press the key and talk to Ty; from the key on the database is away, until a webhook comes."""
    await taken_by_text(world)
    ana, post = world.twilio.phones[ANA], world.twilio.webhooks.post
    ana.answers("5")
    with psycopg.connect(world.deskbot.database.url) as lock:

        async def away(webhook: Webhook) -> httpx.Response | None:
            if webhook.form.get("Digits") == "5":
                lock.execute("LOCK TABLE phone_call IN ACCESS EXCLUSIVE MODE")
            if until(webhook):
                lock.rollback()
            return await post(webhook)

        world.twilio.webhooks.post = away
        await world.forward(seconds=15)

    assert ana.take_call().talked_to == [TY]


async def test_a_caller_is_connected_though_the_database_is_away_while_somebody_is_called_for_them(
    world: World,
) -> None:
    await talked_while_the_database_was_away(world, until=lambda webhook: "/dialled" in webhook.url)

    assert world.sql("SELECT state FROM phone_call") == [("joined",)]


async def test_that_two_have_talked_while_the_database_was_away_is_not_denied(world: World) -> None:
    def all_is_over(webhook: Webhook) -> bool:
        return webhook.form.get("CallStatus") == "completed" and "/dialled" not in webhook.url

    await talked_while_the_database_was_away(world, until=all_is_over)

    said = [text for _, text in world.timeline() if f"The caller {TY}" in text]
    assert said[-1] == f"The caller {TY} has hung up while Ana Ruiz was called for them."


async def test_whoever_is_called_for_a_caller_hears_of_them_though_the_database_is_away(world: World) -> None:
    await taken_by_text(world)
    ana = world.twilio.phones[ANA]
    ana.answers("5")
    await world.forward(seconds=12)
    call = ana.take_call()
    assert call.talked_to == [TY]
    asked = next(one for one in world.twilio.webhooks.sent if "/asks/" in one.url and "Digits" not in one.form)

    with psycopg.connect(world.deskbot.database.url) as lock:
        lock.execute("LOCK TABLE phone_call IN ACCESS EXCLUSIVE MODE")
        answer = await world.twilio.deliver_again(asked)

    assert answer is not None
    assert "The caller is on the line. Press 5" in answer.text


async def test_the_webhook_that_has_somebody_called_has_them_called_when_it_comes_again(world: World) -> None:
    await taken_by_text(world)
    answers: list[str] = []
    post = world.twilio.webhooks.post

    async def twice(webhook: Webhook) -> httpx.Response | None:
        answer = await post(webhook)
        if answer is not None and "/left" in webhook.url:
            answers.append(answer.text)
            answer = await post(webhook)
            answers.append(answer.text if answer else "")
        return answer

    world.twilio.webhooks.post = twice
    world.twilio.phones[ANA].answers("5")
    await world.forward(seconds=12)

    assert answers[0] == answers[1]
    assert world.twilio.phones[ANA].take_call().talked_to == [TY]
