"""What responders answer by text and on the keypad, and what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from deskbot.engine.interactions import VAIN_PER_HOUR
from deskbot.errors import UnavailableError
from deskbot.store.database import Database, Session
from tests.flow.crowds import paged
from tests.flow.mails import OUTAGE_S1
from tests.flow.test_page_link import get, press, url_of
from tests.flow.test_pager_levels import FIRST, REPEAT, SECOND, nobody_answered, takes
from tests.flow.test_paging import outage
from tests.harness import ANA, BEN, KIM, World, running_world

FIRST_CALLED = FIRST.replace("[sms]", "[voice]")
TY_PHONE = "+15125550199"


async def says(world: World, phone: str, text: str) -> str:
    """Send a responder's text, let everything happen, and return the answer."""
    await world.twilio.phones[phone].sends(text)
    await world.settle()
    return world.twilio.phones[phone].take_answer()


def notes(world: World) -> list[str]:
    return [text for kind, text in world.timeline() if kind == "note"]


# -- taking it, and passing it on


async def test_04_the_levels_are_gone_through_again_as_often_as_the_policy_says(database_url: str) -> None:
    changes = [(SECOND, SECOND.replace("[voice]", "[sms]"))]
    async with running_world(database_url, policy=(REPEAT, "    repeat: 2\n"), changes=changes) as world:
        await outage(world)

        await world.forward(minutes=29, seconds=59)
        assert world.sql("SELECT state, round, level FROM page") == [("open", 2, 1)]
        assert not world.unread_letters()
        for _ in range(2):
            world.twilio.phones[ANA].take_text()
        for _ in range(3):
            world.twilio.phones[KIM].take_text()
        await world.forward(seconds=1)

        nobody_answered(world)
        await world.forward(hours=6)  # that was the end


async def test_04_the_reseller_of_each_ticket_on_a_page_that_nobody_answered_is_told_of_their_own(world: World) -> None:
    await outage(world)
    await world.mail(
        OUTAGE_S1.replace("Hollis Vet Clinic", "Elm Dental"),
        subject="Elm is down",
        sender="Jana Vogt <jana@rheinruf.example>",
    )
    world.letter("jana@rheinruf.example"), world.briefing(), world.twilio.phones[ANA].take_text()
    await world.deskbot.joining.link([1001, 1002], "ana", incident=True)
    await world.settle()
    assert world.sql("SELECT ticket_number FROM page WHERE state = 'open'") == [(1003,)]

    await world.forward(minutes=15)

    world.twilio.phones[KIM].take_call()
    assert "NOBODY ANSWERED: T-1003" in world.letter("lead@desk.example").mail["Subject"]
    assert "NOBODY ANSWERED: T-1003" in world.briefing().mail["Subject"]
    for to, ours in (("ty@brightpathvoice.example", "T-1001"), ("jana@rheinruf.example", "T-1002")):
        told = world.letter(to)
        assert ours in told.mail["Subject"]
        assert "nobody has answered yet" in told.text


async def test_04_where_no_reseller_can_be_told_the_desk_reads_nothing_else(world: World) -> None:
    await paged(world, 1001)
    world.twilio.phones[ANA].take_text()

    await world.forward(minutes=15)

    world.twilio.phones[KIM].take_call()
    for told in (world.letter("lead@desk.example"), world.briefing()):
        assert "nobody has it. No reseller takes part in the ticket, so none has been told." in told.text


@pytest.fixture
async def called(database_url: str) -> AsyncIterator[World]:
    """A desk whose first level is called."""
    async with running_world(database_url, changes=[(FIRST, FIRST_CALLED)]) as running:
        yield running


async def report(world: World) -> None:
    """Report an outage at a desk that calls, and read what is written."""
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.letter(), world.briefing()


async def test_08_passed_on_by_keypad_the_next_level_is_paged_now(called: World) -> None:
    called.twilio.phones[ANA].answers("6")
    called.twilio.phones[KIM].answers("4")

    await report(called)

    assert "is passed on" in called.twilio.phones[ANA].take_call().spoken[-1]
    called.twilio.phones[KIM].take_call()
    assert called.ticket()["owner"] == "kim"
    called.letter()


async def test_08_passed_on_by_the_link_that_stands_in_mails_it_asks_first_and_then_the_next_level_is_paged_now(
    world: World,
) -> None:
    await outage(world)
    world.twilio.phones[KIM].answers("4")
    shown = await get(url_of(world, 1))

    asked = await press(url_of(world, 1), "Pass it on", shown)
    assert not world.twilio.phones[KIM].calls
    assert "is passed on" in (await press(url_of(world, 1), "Pass it on", asked)).text
    await world.settle()

    world.twilio.phones[KIM].take_call()
    assert world.ticket()["owner"] == "kim"
    world.letter()


async def test_08_passing_on_what_one_has_taken_makes_it_nobodys_again(world: World) -> None:
    await outage(world)
    await takes(world, ANA)

    assert "is passed on to the next level." in await says(world, ANA, "1e")

    assert world.sql("SELECT state, acknowledged FROM page") == [("open", [])]
    assert world.ticket()["owner"] == ""
    world.twilio.phones[KIM].take_call()


async def test_09_one_person_on_two_levels_is_not_paged_twice_within_a_minute(database_url: str) -> None:
    twice = FIRST.replace("5m", "30s") + FIRST.replace("5m", "10m").replace("schedule: primary", "people: [ana]")
    async with running_world(database_url, changes=[(FIRST, twice)]) as world:
        await outage(world)

        await world.forward(seconds=59)

        assert not world.twilio.phones[ANA].unread
        world.twilio.phones[KIM].take_call()
        await world.forward(minutes=30)
        nobody_answered(world)


async def test_09_one_person_by_two_rules_of_a_level_is_paged_once(database_url: str) -> None:
    both = FIRST.replace("schedule: primary", "schedule: primary, people: [ana]")
    async with running_world(database_url, changes=[(FIRST, both)]) as world:
        await outage(world)

        assert world.sql("SELECT responder, medium FROM notification") == [("ana", "sms")]


@pytest.mark.parametrize("text", ["1a", " 1A ", '"1a"', "ack 1", "a", "1-a", "1 a on my way"])
async def test_11_a_page_is_taken_in_any_of_these_words_and_the_answer_names_it(world: World, text: str) -> None:
    await outage(world)

    answer = await says(world, ANA, text)

    assert "You have taken T-1001 Hollis is down" in answer
    assert world.ticket()["owner"] == "ana"
    world.letter()


async def test_a_machine_that_answers_each_of_our_texts_is_not_answered_for_ever(world: World) -> None:
    for _ in range(VAIN_PER_HOUR):
        await world.text(ANA, "I am driving. 99z", "Not understood")

    await world.text(ANA, "I am driving. 99z", None)
    await world.text(BEN, "I am driving. 99z", "Not understood")
    await outage(world)
    assert "You have taken T-1001" in await says(world, ANA, "1a")
    await world.text(ANA, "I am driving. 99z", None)
    await world.forward(hours=1, minutes=1)

    await world.text(ANA, "I am driving. 99z", "Not understood")
    world.letter()


async def test_12_words_alone_are_a_note_that_takes_nothing(world: World) -> None:
    await outage(world)

    assert "noted" in await says(world, ANA, "1t calling the carrier first")

    assert notes(world) == ["calling the carrier first"]
    assert world.sql("SELECT state FROM page") == [("open",)]
    assert "Not understood" in await says(world, ANA, "1 seconds")
    assert "For how long?" in await says(world, ANA, "1s tomorrow")
    assert 'Not understood. Did you mean "1s"? Write code and letter' in await says(world, ANA, "1 s 30m")


# -- on the phone


@pytest.mark.parametrize(
    ("keys", "table", "heard"),
    [
        ("4", "interaction", ["You have taken T-1001"]),
        ("5", "interaction", ["You are being connected"]),
        ("5", "phone_call", ["You are being connected"]),
        ("24", "phone_call", ["The customer is Hollis Vet Clinic", "Press 4", "You have taken T-1001"]),
        ("87", "interaction", ["nobody is paged"]),
    ],
    ids=[
        "it is taken",
        "it cannot be taken, and they want to be connected",
        "nothing can be read, and they want to be connected",
        "nothing can be read, and they want to hear more",
        "it is not urgent",
    ],
)
async def test_13_while_the_database_is_slow_the_caller_hears_one_moment_and_the_digit_is_kept(
    called: World, keys: str, table: str, heard: list[str]
) -> None:
    called.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s)", TY_PHONE)
    with psycopg.connect(called.deskbot.database.url, options="-c lock_timeout=5s") as lock:

        def take_then_let_go(sentence: str) -> None:
            if sentence.startswith("One moment"):
                lock.close()
            elif not lock.closed:
                lock.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())

        called.twilio.phones[ANA].listens = take_then_let_go
        called.twilio.phones[ANA].answers(keys)

        await report(called)

    call = called.twilio.phones[ANA].take_call()
    at = next(at for at, sentence in enumerate(call.spoken) if "One moment" in sentence)
    assert len(call.spoken) == at + 1 + len(heard) or "5" in keys  # and the call ends when they have talked
    assert all(words in sentence for words, sentence in zip(heard, call.spoken[at + 1 :], strict=False))
    assert call.digits == keys
    assert call.connected_to == ([TY_PHONE] if "5" in keys else [])
    assert called.ticket()["owner"] == ("" if "8" in keys else "ana")
    called.letter()


async def test_13_a_call_is_connected_though_nothing_can_be_read_once_it_is_taken(
    called: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    called.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s)", TY_PHONE)
    began, begin = [0], Database.begin

    @asynccontextmanager
    async def away_once(database: Database) -> AsyncIterator[Session]:
        """Be away for the first that wants something of it when the page has been taken."""
        if began == [0] and called.sql("SELECT state FROM page") == [("acknowledged",)]:
            began[0] = 1
            raise UnavailableError("the database cannot be reached")
        async with begin(database) as session:
            yield session

    monkeypatch.setattr(Database, "begin", away_once)
    called.twilio.phones[ANA].answers("5")

    await report(called)

    call = called.twilio.phones[ANA].take_call()
    assert call.spoken[1] == "One moment, please."
    assert call.connected_to == [TY_PHONE]
    called.letter()


@pytest.mark.parametrize("keys", ["9", ""], ids=["a wrong digit", "none"])
async def test_14_a_wrong_digit_or_none_repeats_the_menu_a_bounded_number_of_times(called: World, keys: str) -> None:
    called.twilio.phones[ANA].answers(keys)

    await report(called)

    call = called.twilio.phones[ANA].take_call()
    assert len([sentence for sentence in call.spoken if "Press 4" in sentence]) == 3
    assert call.spoken[-1] == "Goodbye."
    assert called.ticket()["owner"] == ""
    called.twilio.phones[KIM].take_call()


async def test_14_hanging_up_without_a_digit_acknowledges_nothing_and_the_next_level_is_paged(called: World) -> None:
    called.twilio.phones[ANA].hangs_up()
    called.twilio.phones[KIM].answers("4")

    await report(called)

    called.twilio.phones[ANA].take_call()
    called.twilio.phones[KIM].take_call()
    assert called.ticket()["owner"] == "kim"
    called.letter()


async def test_14_who_wants_to_hear_more_hears_it_and_then_the_menu_again(called: World) -> None:
    called.twilio.phones[ANA].answers("24")

    await report(called)

    spoken = called.twilio.phones[ANA].take_call().spoken
    assert "The customer is Hollis Vet Clinic. The site is Austin." in spoken[1]
    assert "The number to call back is" in spoken[1]
    assert "Press 4" in spoken[2]
    assert "You have taken T-1001" in spoken[3]
    called.letter()


async def test_not_urgent_asks_first_and_another_key_goes_back(called: World) -> None:
    called.twilio.phones[ANA].answers("884")

    await report(called)

    spoken = called.twilio.phones[ANA].take_call().spoken
    assert "Press 7 to confirm" in spoken[1]
    assert "Press 4" in spoken[2]
    assert called.ticket()["severity"] == "S1"
    called.letter()


async def test_not_urgent_confirmed_on_the_keypad_lowers_the_ticket(called: World) -> None:
    called.twilio.phones[ANA].answers("87")

    await report(called)

    assert "nobody is paged" in called.twilio.phones[ANA].take_call().spoken[-1]
    assert called.ticket()["severity"] == "S3"
    assert "Ana Ruiz of the Service Desk has looked at ticket T-1001" in called.letter().text


async def test_whoever_takes_it_may_be_connected_to_the_number_that_the_directory_knows(called: World) -> None:
    called.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s)", TY_PHONE)
    called.twilio.phones[ANA].answers("5")

    await report(called)

    call = called.twilio.phones[ANA].take_call()
    assert "5 to take it and be connected to the reseller" in call.spoken[0]
    assert call.connected_to == [TY_PHONE]
    assert called.ticket()["owner"] == "ana"
    called.letter()


async def test_nobody_is_connected_to_a_number_that_stands_in_a_mail_only(called: World) -> None:
    called.twilio.phones[ANA].answers("54")

    await report(called)

    call = called.twilio.phones[ANA].take_call()
    assert "connected to the reseller" not in call.spoken[0]
    assert "No number of the reseller's is known." in call.spoken
    assert not call.connected_to
    called.letter()


async def test_22_the_same_call_with_the_same_digit_twice_has_one_effect_and_the_same_answer(called: World) -> None:
    called.twilio.phones[ANA].answers("4")
    await report(called)
    called.twilio.phones[ANA].take_call()
    webhook = next(one for one in called.twilio.webhooks.sent if "/digit" in one.url)

    again = await called.twilio.deliver_again(webhook)
    await called.settle()

    assert "You have taken T-1001" in again.text
    assert called.sql("SELECT count(*) FROM interaction") == [(1,)]
    called.letter()


async def test_26_a_call_that_ends_without_a_digit_has_reached_nobody(called: World) -> None:
    called.twilio.phones[ANA].answers("")
    called.twilio.phones[KIM].answers("4")

    await report(called)

    called.twilio.phones[ANA].take_call(), called.twilio.phones[KIM].take_call()
    assert ("notification", "failed") in called.sql("SELECT 'notification', state FROM notification")
    called.letter()


async def test_15_whoever_picks_up_when_it_is_taken_hears_who_has_it(world: World) -> None:
    await outage(world)
    await world.forward(minutes=5)
    await takes(world, ANA)
    world.twilio.phones[KIM].answers("4")

    await world.settle()

    assert "was taken by Ana Ruiz at 12:05" in world.twilio.phones[KIM].take_call().spoken[0]


# -- two at once


async def racing(world: World) -> asyncio.Task[Any]:
    """Let the text to the second level be on its way to a carrier that stalls."""
    world.clock.move_to(world.now + timedelta(minutes=5, seconds=1))
    world.twilio.faults.hang()
    await world.deskbot.housekeeping(["pages"], grace=timedelta()).sweep()
    sending = asyncio.create_task(world.deskbot.jobs.drain(["pages"]))
    await world.twilio.faults.until_stalled()
    return sending


async def test_17_an_answer_that_races_the_next_levels_text_is_followed_by_who_has_it(database_url: str) -> None:
    async with running_world(database_url, changes=[(SECOND, SECOND.replace("[voice]", "[sms]"))]) as world:
        await outage(world)
        sending = await racing(world)

        await world.text(ANA, "1a", "You have taken")
        world.twilio.faults.resume()
        await sending
        await world.settle()
        await world.forward(minutes=30)

        assert "1a" in world.twilio.phones[KIM].take_text()
        told = world.twilio.phones[KIM].take_text()
        assert told == "T-1001 was taken by Ana Ruiz at 12:05. Nobody else is needed."
        world.letter()


async def test_16_an_answer_cancels_what_a_carrier_has_not_taken_yet(database_url: str) -> None:
    async with running_world(database_url, changes=[(SECOND, SECOND.replace("[voice]", "[sms]"))]) as world:
        await outage(world)
        await world.forward(minutes=4, seconds=59)
        world.twilio.faults.fail_next(2, 429)
        await world.forward(seconds=2)
        assert world.sql("SELECT state FROM notification WHERE responder = 'kim'") == [("queued",)]

        await takes(world, ANA)
        await world.forward(hours=1)

        assert world.sql("SELECT state FROM notification WHERE responder = 'kim'") == [("cancelled",)]
        assert not world.twilio.phones[KIM].texts


# -- codes


async def test_18_a_code_is_not_used_again_until_two_weeks_after_its_page_has_closed(world: World) -> None:
    await outage(world)
    await takes(world, ANA)
    await world.deskbot.agents.close(1001, "ana")
    world.read += world.mailbox.letters

    for days, code, ticket in ((13.9, 2, "T-1002"), (0.2, 1, "T-1003")):
        await world.forward(days=days)
        await world.mail(OUTAGE_S1, subject="Another day", message_id=f"<{days}@brightpathvoice.example>")
        (phone,) = [phone for phone in world.twilio.phones if phone.unread]
        assert f"Reply {code}a to take it" in phone.take_text()
        await world.text(phone.number, f"{code}a", f"You have taken {ticket}")
    await world.settle()
    world.read += world.mailbox.letters


async def test_35_what_a_text_is_answered_costs_no_more_signs_than_the_page_did(world: World) -> None:
    await world.mail(OUTAGE_S1, subject="Höllîs “front desk” \N{EN DASH} всё лежит")
    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_text()
    await takes(world, ANA)

    assert 'T-1001 Höllis "front desk" - vse lezhit is yours already' in await says(world, ANA, "1a")


async def test_18_a_late_reply_touches_no_other_ticket_and_codes_rest(world: World) -> None:
    await outage(world)
    await takes(world, ANA)
    await world.mail(OUTAGE_S1 + "Another site.", subject="Second site down", sender="jana@rheinruf.example")
    world.letter("jana@rheinruf.example"), world.briefing()
    assert "2a" in world.twilio.phones[ANA].take_text()

    assert "T-1001 Hollis is down is yours already, since 12:" in await says(world, ANA, "1a")

    assert world.ticket(1002)["owner"] == ""
    assert world.sql("SELECT code FROM page ORDER BY id") == [(1,), (2,)]


# -- snooze, hand over, not urgent, resolved


async def test_a_page_that_is_put_off_is_theirs_and_is_paged_anew_when_nothing_has_happened(world: World) -> None:
    await outage(world)

    answer = await says(world, ANA, "1s 45m, driving")

    assert "is yours. You are paged again at 12:45" in answer
    assert "Ana Ruiz has taken" in world.letter().text
    assert notes(world) == ["driving"]
    await world.forward(minutes=44)
    assert not world.twilio.unread()
    await world.forward(minutes=2)
    assert "1a" in world.twilio.phones[ANA].take_text()
    assert world.ticket()["owner"] == ""


async def test_what_is_done_meanwhile_ends_the_snooze(world: World) -> None:
    await outage(world)
    assert "is yours. You are paged again at 12:30" in await says(world, ANA, "1s")
    world.letter()
    await world.forward(minutes=10)
    await world.deskbot.agents.note(1001, "I am at it.", "ana")

    await world.forward(hours=3)

    assert world.sql("SELECT state, due_at FROM page") == [("acknowledged", None)]


async def test_nobody_puts_a_page_off_for_longer_than_four_hours(world: World) -> None:
    await outage(world)

    assert "again at 16:00 if nothing has happened on it. 4 h is the longest" in await says(world, ANA, "1s 90h")
    world.letter()


async def test_handed_over_it_is_the_other_ones_when_they_take_it_and_both_are_told(world: World) -> None:
    await outage(world)

    assert "Ben Oyelowo is being paged" in await says(world, ANA, "1h ben he knows the site")
    assert "Ana Ruiz has taken" in world.letter().text
    assert world.ticket()["owner"] == "ana"
    assert "T-1001 S1" in world.twilio.phones[BEN].take_text()
    world.twilio.phones[BEN].answers("")
    assert "You have taken T-1001" in await says(world, BEN, "1a")

    assert world.ticket()["owner"] == "ben"
    assert world.sql("SELECT state, acknowledged FROM page") == [("acknowledged", ["ben"])]
    assert "Ben Oyelowo has taken" in world.letter().text
    assert world.twilio.phones[ANA].take_text() == "T-1001: Ben Oyelowo has taken it from you at 12:00."
    assert notes(world) == ["he knows the site"]
    for call in world.twilio.phones[BEN].untaken_calls:
        assert world.twilio.phones[BEN].take_call() is call


async def test_handed_over_in_vain_it_stays_and_who_has_it_is_told(world: World) -> None:
    await outage(world)
    assert "Ben Oyelowo is being paged" in await says(world, ANA, "1h ben")
    world.letter(), world.twilio.phones[BEN].take_text()

    await world.forward(minutes=10)

    for _ in world.twilio.phones[BEN].untaken_calls:
        world.twilio.phones[BEN].take_call()
    assert world.twilio.phones[ANA].take_text() == "T-1001: Ben Oyelowo has not taken it. It is still yours."
    assert world.ticket()["owner"] == "ana"
    assert world.sql("SELECT state, acknowledged FROM page") == [("acknowledged", ["ana"])]
    assert not world.twilio.phones[KIM].calls


async def test_whom_nobody_knows_or_nobody_can_reach_is_handed_nothing(world: World) -> None:
    await outage(world)

    assert 'Nobody here is called "on". Nothing has been done.' in await says(world, ANA, "1h on my way")
    assert "cannot hand it over to yourself" in await says(world, ANA, "1h Ana Ruiz")

    assert world.sql("SELECT state FROM page") == [("open",)]
    assert notes(world) == []


async def test_not_urgent_lowers_the_ticket_and_whoever_raises_it_again_is_paged_for(world: World) -> None:
    await outage(world)

    assert "is S3 now" in await says(world, ANA, "1n one desk phone only")

    assert world.ticket()["severity"] == "S3"
    assert world.sql("SELECT state FROM page") == [("cancelled",)]
    told = world.letter()
    assert "Ana Ruiz of the Service Desk has looked at ticket T-1001" in told.text
    assert "one desk phone only" in told.text
    assert "raises it again" in told.text
    await world.forward(hours=1)
    await world.mail("No: nobody at the whole site can make or receive any calls.", answers=told)
    assert world.ticket()["severity"] == "S1"
    assert "2a" in world.twilio.phones[ANA].take_text()
    assert "is being paged" in world.letter().text
    world.briefing()


async def test_resolved_by_text_the_reseller_reads_the_solution_and_is_asked(world: World) -> None:
    await outage(world)

    assert "is resolved; the reseller is told so" in await says(world, ANA, "1r restarted the SIP service")

    assert world.ticket()["state"] == "resolved"
    assert world.ticket()["owner"] == "ana"
    assert world.ticket()["first_response_at"] == world.now
    letter = world.letter()
    assert "Ana Ruiz of the Service Desk writes:\n\nrestarted the SIP service" in letter.text.replace("\r\n", "\n")
    assert "Is it solved for you?" in letter.text
    await world.forward(hours=2)
    assert not world.twilio.unread()
    await world.mail("It is still down, nobody can call.", answers=letter)
    assert world.ticket()["state"] == "waiting-desk"
    world.twilio.phones[ANA].take_text(), world.letter(), world.briefing()


async def test_what_somebody_else_has_is_theirs_to_end(world: World) -> None:
    await outage(world)
    await world.forward(minutes=5, seconds=10)
    world.twilio.phones[KIM].take_call()
    await takes(world, ANA)

    for text in ("1r", "1n", "1s", "1h ben"):
        assert "was taken by Ana Ruiz at 12:05" in await says(world, KIM, text)

    assert world.ticket()["severity"] == "S1"
    assert world.ticket()["state"] != "resolved"


# -- several are wanted


@pytest.fixture
async def two_wanted(database_url: str) -> AsyncIterator[World]:
    """A desk that wants two people to come, and looks again after half an hour."""
    policy = (REPEAT, "    acknowledgements: 2\n    silent_after: 30m\n")
    async with running_world(database_url, policy=policy) as running:
        yield running


async def test_15_who_passes_on_of_two_who_came_leaves_the_other_in_place(two_wanted: World) -> None:
    world = two_wanted
    await outage(world)
    await takes(world, ANA)
    world.twilio.phones[KIM].answers("4")
    await world.forward(minutes=6)
    world.twilio.phones[KIM].take_call()

    assert "no level is left: it stays with Kim Haddad." in await says(world, ANA, "1e")

    assert world.sql("SELECT acknowledged, acknowledged_by FROM page") == [(["kim"], "kim")]
    assert world.ticket()["owner"] == "kim"
    assert "Kim Haddad has taken" in world.letter().text


async def test_20_a_page_to_which_too_few_came_is_looked_at_again_too(two_wanted: World) -> None:
    world = two_wanted
    await outage(world)
    await takes(world, ANA)
    await world.forward(minutes=11)
    world.twilio.phones[KIM].take_call()
    assert world.sql("SELECT state, acknowledged FROM page") == [("acknowledged", ["ana"])]

    await world.forward(minutes=26)

    world.twilio.phones[ANA].take_text()
    assert world.sql("SELECT state FROM page") == [("open",)]
