"""A reseller phones the desk: the ticket is urgent, somebody is paged, and whoever answers first talks to them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import psycopg
import pytest

from deskbot.simulators.phones import HeardCall
from deskbot.simulators.world import DESK_NUMBER, PAGER_NUMBER
from deskbot.store.witness import table_locked
from tests.flow.mails import COMPLETE_S3, OUTAGE_S1
from tests.flow.test_maintenance import hand, maintenance
from tests.harness import ANA, DIRECTORY, KIM, World, running_world

TY, STRANGER = "+12145550137", "+12145550199"
TYS_PHONE = "INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', '+12145550137');"
WITH_NUMBERS = f"{DIRECTORY}{TYS_PHONE}"
SOUND = b"It is Hollis, everything is down. " * 20


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """The desk of the other tests, in whose directory Ty Okafor has a telephone."""
    async with running_world(database_url, directory=WITH_NUMBERS) as running:
        yield running


async def a_ticket(world: World) -> None:
    """Let Ty report one phone that fails: T-1001, S3, of which nobody is paged."""
    await world.mail(COMPLETE_S3, subject="One-way audio")
    world.letter(), world.briefing()


def spelled(number: str) -> str:
    """Return a number as a voice says it."""
    return " ".join(number.removeprefix("+"))


def told(call: HeardCall) -> str:
    return " ".join(call.spoken)


async def phones_in(world: World, *keys: str, number: str = TY, **manner: object) -> HeardCall:
    call = world.twilio.phones[number].dials(DESK_NUMBER, *keys, **manner)
    await world.settle()
    assert not call.error
    return call


async def hang_up(world: World, call: HeardCall, number: str = TY) -> None:
    world.twilio.phones[number].hangs_up_now(call)
    await world.settle()


# -- which ticket


async def test_a_keyed_ticket_becomes_urgent_and_whoever_is_on_call_is_paged(world: World) -> None:
    await a_ticket(world)

    call = await phones_in(world, "1001#")

    assert "Ticket 1 0 0 1 is noted as urgent" in told(call)
    assert world.ticket()["severity"] == "S2"
    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()
    why = [text for kind, text in world.timeline() if kind == "state"]
    assert any(f"Phoned in by Ty Okafor, {TY}: S3 becomes S2; paged now" in text for text in why)
    assert "phoned in" in world.briefing().mail["Subject"]
    await hang_up(world, call)


async def test_the_ticket_is_found_by_the_callers_number_and_one_key_means_it(world: World) -> None:
    await a_ticket(world)

    call = await phones_in(world, "1#")

    assert "If you call about ticket 1 0 0 1, press 1" in call.spoken[0]
    assert "One-way audio" not in told(call)
    assert world.ticket()["severity"] == "S2"
    world.twilio.phones[ANA].take_text(), world.briefing()
    await hang_up(world, call)


async def test_without_a_ticket_one_is_opened_from_the_recorded_message(world: World) -> None:
    call = await phones_in(world, "0#", says=SOUND)

    assert "your message has arrived" in told(call)
    assert world.ticket()["severity"] == "S2"
    assert world.ticket()["reseller_id"] == 1
    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()
    await world.forward(seconds=8)
    assert "Your ticket has the number 1 0 0 1" in told(call)
    assert world.sql("SELECT content_type, size FROM attachment") == [("audio/mpeg", len(SOUND))]
    assert world.sql("SELECT content FROM attachment JOIN blob USING (sha256)") == [(SOUND,)]
    assert f"Callback number: {TY}" in world.timeline()[0][1] + world.timeline()[1][1]
    assert "T-1001" in world.letter().mail["Subject"]  # Ty's mail address is known: questions go there
    world.briefing()
    await hang_up(world, call)


async def test_the_message_of_a_withheld_number_names_none_to_call_back(world: World) -> None:
    call = await phones_in(world, "0#", number="+266696687", says=SOUND)

    assert world.ticket()["subject"] == "Phone message from a withheld number"
    assert not any("266696687" in text for kind, text in world.timeline() if kind == "message")
    assert "withheld number" in world.twilio.phones[ANA].take_text()
    world.briefing()
    await hang_up(world, call, "+266696687")


async def test_what_the_carrier_understands_is_read_like_a_message(database_url: str) -> None:
    async with running_world(database_url, directory=WITH_NUMBERS, twilio_transcribe=True) as world:
        call = await phones_in(world, "0#", says=SOUND, heard_as=OUTAGE_S1)
        await world.forward(seconds=30)

        assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
        assert world.ticket()["severity"] == "S1"
        assert any("whole site is down" in text for _, text in world.timeline())
        await hang_up(world, call)
        world.twilio.phones[ANA].take_text()
        for _ in range(len(world.unread_letters())):
            world.read.append(next(one for one in world.mailbox.letters if one not in world.read))


# -- somebody answers first


async def test_the_call_is_bridged_to_whoever_presses_the_key_first(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()
    world.twilio.phones[KIM].answers("5")

    await world.forward(minutes=4, seconds=55)
    assert world.ticket()["owner"] == ""
    assert "We are still calling" in told(call)
    await phone_again(world)

    answered = world.twilio.phones[KIM].take_call()
    assert "The caller is on the line: press 5" in answered.spoken[0]
    assert answered.talked_to == [TY]
    assert call.talked_to == [KIM]
    assert world.ticket()["owner"] == "kim"
    assert world.sql("SELECT state, joined_by FROM phone_call") == [("joined", "kim")]
    assert "Kim Haddad has taken" in world.letter().text


async def phone_again(world: World) -> None:
    """Let the next level be paged while the caller still waits."""
    await world.deskbot.stepping.step(world.sql("SELECT id FROM page ORDER BY id DESC LIMIT 1")[0][0])
    world.sql("UPDATE page SET due_at = %s", world.now)
    await world.forward(seconds=1)


async def test_whoever_takes_it_by_text_is_called_and_connected(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()
    world.twilio.phones[ANA].answers("5")

    await world.text(ANA, "1a", f"your phone rings now. Call back: {TY}.")
    await world.forward(seconds=15)

    rung = world.twilio.phones[ANA].take_call()
    assert "The caller about ticket 1 0 0 1 is on the line" in rung.spoken[0]
    assert rung.talked_to == [TY]
    assert call.talked_to == [ANA]
    world.letter()


async def test_who_takes_it_by_the_code_of_a_page_before_the_callers_hears_of_the_caller_too(world: World) -> None:
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.twilio.phones[ANA].take_text()
    await world.forward(minutes=11)
    world.twilio.phones[KIM].take_call()
    call = await phones_in(world, "1001#")
    assert "2a" in world.twilio.phones[ANA].take_text()
    world.read += world.mailbox.letters
    world.twilio.phones[ANA].answers("5")

    await world.text(ANA, "1a", f"your phone rings now. Call back: {TY}.")
    await world.forward(seconds=15)

    assert world.twilio.phones[ANA].take_call().talked_to == [TY]
    assert call.talked_to == [ANA]
    world.read += world.mailbox.letters


async def test_whoever_took_it_by_text_and_cannot_be_reached_calls_back(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()
    world.twilio.phones[ANA].voicemail()

    await world.text(ANA, "1a", "You have taken T-1001")
    await world.forward(seconds=15)

    world.twilio.phones[ANA].take_call()
    assert not call.talked_to
    assert "Ana Ruiz has taken your ticket. You will be called back" in call.spoken[-1]
    assert any("has to call +12145550137 back" in text for _, text in world.timeline())
    world.letter()


async def test_who_takes_it_without_talking_hears_the_number_and_the_caller_that_they_will_be_called(
    world: World,
) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()
    world.twilio.phones[KIM].answers("4")

    await world.forward(minutes=4, seconds=55)
    await phone_again(world)
    await world.forward(seconds=15)

    assert "The number to call back is 1 2 1 4 5 5 5 0 1 3 7" in world.twilio.phones[KIM].take_call().spoken[-1]
    assert "Kim Haddad has taken your ticket. You will be called back" in call.spoken[-1]
    world.letter()


async def test_who_takes_it_as_the_caller_hangs_up_hears_the_number_though_the_database_is_slow(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()
    with psycopg.connect(world.deskbot.database.url, options="-c lock_timeout=5s") as lock:

        def hang_up_then_be_slow(sentence: str) -> None:
            if sentence.startswith("You have taken"):
                world.twilio.phones[TY].hangs_up_now(call)
                lock.execute("LOCK TABLE phone_call IN ACCESS EXCLUSIVE MODE")
            elif sentence.startswith("One moment"):
                lock.close()

        world.twilio.phones[KIM].listens = hang_up_then_be_slow
        world.twilio.phones[KIM].answers("5")
        await world.forward(minutes=4, seconds=55)
        await phone_again(world)

    spoken = world.twilio.phones[KIM].take_call().spoken
    assert spoken[-2] == "One moment, please."
    assert "The caller has hung up. The number to call back is 1 2 1 4 5 5 5 0 1 3 7" in spoken[-1]
    world.letter()


async def test_of_two_who_answer_one_talks_to_the_caller_and_the_other_hears_that_it_is_taken(world: World) -> None:
    await a_ticket(world)
    await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()
    world.twilio.phones[KIM].answers("5")
    await world.forward(minutes=4, seconds=55)
    await phone_again(world)
    world.twilio.phones[KIM].take_call(), world.letter()

    await world.text(ANA, "1a", "was taken by Kim Haddad")

    assert world.sql("SELECT joined_by FROM phone_call") == [("kim",)]


# -- nobody answers


async def test_nobody_answers_then_the_caller_hears_that_they_are_called_back_and_the_page_goes_on(
    world: World,
) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()

    await world.forward(minutes=5, seconds=15)

    assert call.outcome == "completed"
    assert "We go on calling. You will be called back at the number that you are calling from" in call.spoken[-1]
    assert world.sql("SELECT state FROM page") == [("open",)]
    await world.forward(minutes=30)
    world.twilio.phones[KIM].take_call()
    assert world.sql("SELECT state FROM page") == [("unanswered",)]
    world.letter("lead@desk.example"), world.briefing(), world.letter()


async def test_where_the_contract_promises_a_time_the_caller_hears_it(database_url: str) -> None:
    sla = ("rating: on", "rating: on\nsla: {premium: {S2: 1h}}")
    async with running_world(database_url, directory=WITH_NUMBERS, changes=[sla]) as world:
        await a_ticket(world)
        call = await phones_in(world, "1001#")
        world.twilio.phones[ANA].take_text(), world.briefing()

        await world.forward(minutes=5, seconds=15)

        assert "You will be called back within 55 minutes" in call.spoken[-1]
        world.twilio.phones[KIM].take_call()


async def test_a_caller_who_hangs_up_early_has_made_the_ticket_urgent_all_the_same(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()

    await hang_up(world, call)
    await world.text(ANA, "1a", f"The caller has hung up. Call back: {TY}.")
    await world.settle()

    assert world.ticket()["severity"] == "S2"
    assert world.sql("SELECT state FROM phone_call") == [("calls-back",)]
    world.letter()


async def test_a_message_of_a_caller_who_hung_up_in_the_middle_is_a_ticket(world: World) -> None:
    await phones_in(world, "0#", says=SOUND, hangs_up_after=1)
    await world.forward(seconds=8)

    assert world.ticket()["severity"] == "S2"
    assert world.sql("SELECT kept FROM recording") == [(True,)]
    world.twilio.phones[ANA].take_text(), world.letter(), world.briefing()


# -- who is believed


async def test_a_stranger_may_make_a_ticket_urgent_and_is_told_nothing_of_it(world: World) -> None:
    await a_ticket(world)

    call = await phones_in(world, "1001#", number=STRANGER)
    await world.text(ANA, "1a", "You have taken T-1001")
    world.twilio.phones[ANA].voicemail()
    await world.forward(seconds=15)

    assert world.ticket()["severity"] == "S2"
    assert not any(word in told(call) for word in ("Ana", "Hollis", "Brightpath", "audio"))
    assert "Somebody has taken your ticket" in call.spoken[-1]
    assert world.sql("SELECT verified FROM page") == [(False,)]
    text = world.twilio.phones[ANA].take_text()
    assert "UNVERIFIED Brightpath" in text
    assert f"ON THE LINE {STRANGER} (UNVERIFIED)" in text
    world.twilio.phones[ANA].take_call(), world.letter()
    assert "UNVERIFIED" in world.briefing().text


async def test_whoever_is_called_for_a_stranger_hears_that_nobody_vouches_for_them(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#", number=STRANGER)
    world.twilio.phones[ANA].take_text(), world.briefing()
    world.twilio.phones[KIM].answers("4")
    await phone_again(world)

    assert "from an unverified sender, for Brightpath" in world.twilio.phones[KIM].take_call().spoken[0]
    await world.forward(seconds=15)
    assert "You will be called back" in told(call)
    world.letter()


@pytest.mark.parametrize("withheld", ["+266696687", "+86282452253", "anonymous"])
async def test_a_word_in_place_of_a_withheld_number_is_nothing_to_call_back(world: World, withheld: str) -> None:
    await a_ticket(world)

    call = await phones_in(world, "1001#", number=withheld)
    text = world.twilio.phones[ANA].take_text()
    answer = await world.text(ANA, "1a", "")
    world.twilio.phones[ANA].voicemail()
    await world.forward(seconds=15)

    assert "ON THE LINE withheld number" in text
    assert "The caller's number is withheld." in (answer or "")
    assert "You will be called back" not in told(call)
    world.twilio.phones[ANA].take_call(), world.letter(), world.briefing()


async def test_of_two_who_wait_about_one_ticket_whoever_takes_it_hears_both_numbers(world: World) -> None:
    await a_ticket(world)
    first = await phones_in(world, "1001#")
    second = await phones_in(world, "1001#", number=STRANGER)
    world.twilio.phones[ANA].take_text(), world.briefing(), world.briefing()
    world.twilio.phones[KIM].answers("4")
    await phone_again(world)

    await world.forward(seconds=15)
    said = world.twilio.phones[KIM].take_call().spoken[-1]
    assert spelled(TY) in said
    assert spelled(STRANGER) in said
    assert "You will be called back" in told(first)
    assert "You will be called back" in told(second)
    world.letter()


async def test_of_two_who_wait_about_one_ticket_whoever_takes_it_by_text_reads_both_numbers(world: World) -> None:
    await a_ticket(world)
    await phones_in(world, "1001#")
    await world.forward(seconds=1)
    await phones_in(world, "1001#", number=STRANGER)
    world.twilio.phones[ANA].take_text(), world.briefing(), world.briefing()
    world.twilio.phones[ANA].busy()

    await world.text(ANA, "1a", f"your phone rings now. Call back: {TY}. Call back: {STRANGER}.")
    await world.forward(seconds=15)

    assert world.sql("SELECT state FROM phone_call") == [("calls-back",), ("calls-back",)]
    world.twilio.phones[ANA].take_call(), world.twilio.phones[ANA].take_call()
    world.letter()


async def test_who_judges_that_it_is_not_urgent_hears_the_number_of_whoever_waits(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()

    answer = await world.text(ANA, "1n one desk phone only", "")
    await world.forward(seconds=15)

    assert "nobody is paged" in (answer or "")
    assert f"Call back: {TY}." in (answer or "")
    assert "You will be called back" in told(call)
    world.letter()


async def test_strangers_ring_no_more_phones_than_they_may_in_an_hour(world: World) -> None:
    for number in range(3):
        await world.mail(COMPLETE_S3, subject=f"Audio {number}")
        world.letter(), world.briefing()

    calls = [await phones_in(world, f"{1001 + number}#", number=STRANGER) for number in range(3)]

    assert len(world.twilio.phones[ANA].texts) == 2
    assert "Nobody can be called just now, but the desk has been told" in calls[2].spoken[-1]
    for one in calls[:2]:
        await hang_up(world, one, STRANGER)
        world.twilio.phones[ANA].take_text()
    for _ in range(3):
        world.briefing()


async def test_a_borrowed_number_is_a_strangers(world: World) -> None:
    await a_ticket(world)

    call = await phones_in(world, "1001#", attestation="TN-Validation-Failed-C")

    assert "If you call about" not in told(call)
    assert world.sql("SELECT verified FROM page") == [(False,)]
    world.twilio.phones[ANA].take_text(), world.briefing()
    await hang_up(world, call)


async def test_a_wrong_number_three_times_leads_to_a_message(world: World) -> None:
    call = await phones_in(world, "4711#", "4712#", "4713#", says=SOUND, number=STRANGER)

    assert told(call).count("No open ticket has this number") == 3
    assert "tell us after the tone" in told(call)
    assert world.ticket()["verified"] is False
    world.twilio.phones[ANA].take_text(), world.briefing()
    await hang_up(world, call, STRANGER)


async def test_who_presses_nothing_is_asked_for_a_message_and_who_says_nothing_hears_goodbye(world: World) -> None:
    call = await phones_in(world)

    assert "No key was pressed" in told(call)
    assert "Nothing was recorded" in call.spoken[-1]
    assert world.sql("SELECT count(*) FROM ticket") == [(0,)]
    await world.forward(minutes=8)
    assert "Missed call from Ty Okafor" in world.briefing().mail["Subject"]


async def test_outside_support_hours_who_phones_is_not_made_to_wait_for_them(world: World) -> None:
    await world.forward(hours=10)  # Monday 22:00 in Chicago
    await a_ticket(world)

    call = await phones_in(world, "1001#")

    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()
    world.briefing()
    await hang_up(world, call)


# -- the carrier and the database


async def test_the_same_webhook_twice_has_one_effect_and_the_same_answer(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    keyed = next(one for one in world.twilio.webhooks.sent if one.form.get("Digits") == "1001")

    again = await world.twilio.deliver_again(keyed)
    await world.settle()

    assert again is not None
    assert "Ticket 1 0 0 1 is noted as urgent" in again.text
    assert world.sql("SELECT count(*) FROM page") == [(1,)]
    assert [text for kind, text in world.timeline() if text.startswith("Phoned in")] == [
        f"Phoned in by Ty Okafor, {TY}: S3 becomes S2; paged now: S2."
    ]
    world.twilio.phones[ANA].take_text(), world.briefing()
    await hang_up(world, call)


async def test_a_recording_that_the_carrier_reports_again_is_one_message(world: World) -> None:
    call = await phones_in(world, "0#", says=SOUND)
    reports = [one for one in world.twilio.webhooks.sent if "RecordingSid" in one.form]
    assert len(reports) == 2

    for one in reports:
        await world.twilio.deliver_again(one)
    await world.forward(seconds=8)

    assert world.sql("SELECT count(*) FROM inbound WHERE channel = 'phone'") == [(1,)]
    assert world.sql("SELECT count(*) FROM attachment") == [(1,)]
    world.twilio.phones[ANA].take_text(), world.letter(), world.briefing()
    await hang_up(world, call)


async def test_a_recording_that_cannot_be_fetched_yet_is_fetched_later(world: World) -> None:
    call = await phones_in(world, "0#", says=SOUND)
    world.twilio.faults.fail_next(2, 404)

    await world.forward(seconds=60)

    assert world.sql("SELECT kept, due_at FROM recording") == [(True, None)]
    world.twilio.phones[ANA].take_text(), world.letter(), world.briefing()
    await hang_up(world, call)


async def test_a_recording_that_was_acknowledged_is_kept_though_we_are_killed(world: World) -> None:
    call = await phones_in(world, "0#", says=SOUND)
    world.sql("DELETE FROM procrastinate_jobs")  # the alarms are lost with the process

    await world.forward(seconds=60)

    assert world.sql("SELECT kept, due_at FROM recording") == [(True, None)]
    assert world.sql("SELECT content FROM attachment JOIN blob USING (sha256)") == [(SOUND,)]
    world.twilio.phones[ANA].take_text(), world.letter(), world.briefing()
    await hang_up(world, call)


async def test_a_webhook_without_the_carriers_signature_is_refused(world: World) -> None:
    await a_ticket(world)
    settings = world.deskbot.settings
    form = {"From": TY, "To": DESK_NUMBER, "CallSid": "CA1", "AccountSid": settings.twilio_account_sid}
    paths = ("call", "digits", "recorded", "recording", "words", "wait", "left", "dialled", "asks/CA1", "status")
    async with httpx.AsyncClient() as client:
        answers = [
            await client.post(
                f"{settings.web_base}/twilio/desk/{path}",
                data=form | {"Digits": "1001", "RecordingSid": "RE1"},
                headers={"X-Twilio-Signature": "bm90IGl0"},
            )
            for path in paths
        ]

    assert {answer.status_code for answer in answers} == {403}
    assert world.sql("SELECT count(*) FROM phone_call") == [(0,)]


async def test_the_pagers_number_takes_no_callers(world: World) -> None:
    world.twilio.desk_numbers[PAGER_NUMBER] = world.twilio.desk_numbers[DESK_NUMBER]

    call = world.twilio.phones[TY].dials(PAGER_NUMBER, "1001#")
    await world.settle()

    assert told(call) == "No calls are taken at this number. Goodbye."


async def test_while_the_database_is_slow_the_caller_hears_one_moment_and_the_keys_are_kept(world: World) -> None:
    await a_ticket(world)
    call = world.twilio.phones[TY].dials(DESK_NUMBER, "1001#")
    with table_locked(world.deskbot.database.url, "interaction"):
        while "One moment" not in told(call):
            await world.twilio._round()
    await world.settle()

    assert "Ticket 1 0 0 1 is noted as urgent" in told(call)
    world.twilio.phones[ANA].take_text(), world.briefing()
    await hang_up(world, call)


# -- maintenance: nobody is called before it ends, and the caller hears so


async def test_who_phones_during_maintenance_hears_that_nobody_is_called_before_it_ends(world: World) -> None:
    await a_ticket(world)
    await maintenance(world)

    call = await phones_in(world, "1001#")

    assert "Ticket 1 0 0 1 is noted as urgent. Please stay on the line." in told(call)
    assert "There is maintenance now: the person on duty is called when it ends" in call.spoken[-1]
    assert "called back" in call.spoken[-1]
    assert "calling the person" not in told(call)
    assert "still calling" not in told(call)
    assert "S3 becomes S2; it waits. Nobody was paged because of maintenance until" in world.briefing().text
    await world.forward(hours=2, minutes=1)
    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()


async def test_who_leaves_a_message_during_maintenance_hears_that_nobody_is_called_before_it_ends(
    world: World,
) -> None:
    await maintenance(world)

    call = await phones_in(world, "0#", says=SOUND)
    await world.forward(seconds=8)

    assert "There is maintenance now: the person on duty is called when it ends" in call.spoken[-1]
    assert "calling" not in told(call).replace("you are calling from", "")
    assert "as there is maintenance until then" in world.letter().text
    world.briefing()
    await world.forward(hours=2, minutes=1)
    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()


async def test_the_page_of_who_phones_at_night_goes_out_as_soon_as_maintenance_has_ended(world: World) -> None:
    await world.forward(hours=10)  # Monday 22:00 in Chicago
    await a_ticket(world)
    await maintenance(world)
    await phones_in(world, "1001#")
    world.briefing()

    await hand(world).end("kim")
    await world.settle()

    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()
    world.briefing()
