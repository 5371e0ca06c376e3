"""An urgent ticket rings phones until somebody takes it, or everybody is told that nobody has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deskbot.store.witness import table_locked
from tests.flow.mails import COMPLETE_S3, OUTAGE_S1, QUESTION_S4
from tests.harness import ANA, BEN, KIM, World

STRANGER = "+15125550198"


async def outage(world: World) -> str:
    """Let an outage be reported and paged; return the text that Ana got."""
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    assert "is being paged" in world.letter().text
    world.briefing()
    return world.twilio.phones[ANA].take_text()


async def test_01_an_outage_is_texted_to_whoever_is_on_call_within_five_seconds(world: World) -> None:
    text = await outage(world)

    assert "T-1001 S1" in text
    assert "Brightpath" in text
    assert "1a" in text
    # The clock stands since the mail was accepted: whatever has happened has happened within the five seconds.
    assert world.sql("SELECT begun_at - accepted_at FROM dispatch, inbound") == [(timedelta(0),)]
    assert world.sql("SELECT state FROM dispatch") == [("delivered",)]


async def test_02_a_ticket_that_is_not_urgent_pages_nobody_at_any_later_time(world: World) -> None:
    await world.mail(COMPLETE_S3)
    ours = world.letter()
    await world.mail(QUESTION_S4)
    world.letter(), world.briefing(), world.briefing()

    await world.forward(hours=12)
    await world.mail("Is there any news?", answers=ours)
    await world.deskbot.agents.reply(1001, "Which firmware does the phone have?", "ana")
    await world.forward(days=10)  # through all reminders, until it is closed by silence

    assert world.ticket(1001)["state"] == "closed"
    assert world.sql("SELECT count(*) FROM page") == [(0,)]
    assert not any(phone.texts or phone.calls for phone in world.twilio.phones)
    world.read += world.mailbox.letters


async def test_12_words_after_the_code_become_a_note_and_the_reseller_is_told_who_has_it(world: World) -> None:
    await outage(world)

    await world.text(ANA, " 1A on my way", "You have taken T-1001")
    await world.settle()

    ticket = world.ticket()
    assert ticket["owner"] == "ana"
    assert ticket["first_response_at"] == world.now
    assert ("note", "on my way") in world.timeline()
    assert "Ana Ruiz has taken ticket T-1001" in world.letter().text


async def test_03_nobody_answers_the_text_then_level_two_is_called_and_acknowledges_by_keypad(world: World) -> None:
    await outage(world)
    world.twilio.phones[KIM].answers("4")

    await world.forward(minutes=6)

    call = world.twilio.phones[KIM].take_call()
    assert "Severity 1" in call.spoken[0]
    assert "You have taken T-1001" in call.spoken[-1]
    assert world.ticket()["owner"] == "kim"
    assert "Kim Haddad has taken" in world.letter().text


async def test_16_acknowledged_means_quiet(world: World) -> None:
    await outage(world)
    await world.text(ANA, "a", "You have taken T-1001")
    await world.settle()
    world.letter()

    await world.forward(hours=2)

    assert not world.twilio.phones[KIM].calls


async def test_15_the_second_to_answer_is_told_who_has_it_and_since_when(world: World) -> None:
    await outage(world)
    await world.forward(minutes=5, seconds=10)
    world.twilio.phones[KIM].take_call()
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    world.letter()

    await world.text(KIM, "1a", "was taken by Ana Ruiz at 12:05")
    await world.text(ANA, "1a", "is yours already, since 12:05")


async def test_04_nobody_at_all_then_the_fallback_and_the_reseller_are_told(world: World) -> None:
    await outage(world)

    await world.forward(minutes=30)

    world.twilio.phones[KIM].take_call()
    assert "NOBODY ANSWERED" in world.letter("lead@desk.example").mail["Subject"]
    assert "NOBODY ANSWERED" in world.briefing().mail["Subject"]
    assert "nobody has answered yet" in world.letter().text
    assert world.sql("SELECT state FROM page") == [("unanswered",)]


async def test_26_a_call_that_reaches_a_voicemail_has_reached_nobody(world: World) -> None:
    await outage(world)
    world.twilio.phones[KIM].voicemail()

    await world.forward(minutes=6)

    call = world.twilio.phones[KIM].take_call()
    assert call.answered_by == "machine_start"
    assert call.spoken == ["This is the help desk's pager. A page is open; please call the desk."]  # no keys, no names
    assert ("page", "voice to kim did not reach them: picked up by machine_start") in world.timeline()
    assert world.sql("SELECT state FROM page") == [("unanswered",)]
    world.letter("lead@desk.example"), world.briefing(), world.letter()


async def test_07_a_text_that_cannot_be_delivered_moves_the_page_on_at_once(world: World) -> None:
    world.twilio.phones[ANA].unreachable()
    world.twilio.phones[KIM].answers("4")

    await world.mail(OUTAGE_S1)

    world.twilio.phones[KIM].take_call()
    assert world.ticket()["owner"] == "kim"
    world.letter(), world.letter(), world.briefing()


async def test_08_passed_on_by_text_the_next_level_is_paged_now(world: World) -> None:
    await outage(world)
    world.twilio.phones[KIM].answers("4")

    await world.text(ANA, "1e", "passed on")
    await world.settle()

    world.twilio.phones[KIM].take_call()
    world.letter()


@pytest.mark.parametrize("number", [BEN, STRANGER])
async def test_21_a_text_from_a_number_that_was_not_paged_is_refused_and_recorded(world: World, number: str) -> None:
    await outage(world)

    await world.text(number, "1a", "No page with that code")

    assert world.ticket()["owner"] == ""
    assert world.sql("SELECT state FROM page") == [("open",)]
    assert world.sql("SELECT actor, arguments ->> 'text' FROM interaction") == [(number, "1a")]


async def test_22_the_same_webhook_twice_has_one_effect_and_the_same_answer(world: World) -> None:
    await outage(world)
    await world.text(ANA, "1a going", "You have taken T-1001")
    webhook = world.twilio.webhooks.sent[-1]

    again = await world.twilio.deliver_again(webhook)
    await world.settle()

    assert again is not None
    assert "You have taken T-1001" in again.text
    assert [text for kind, text in world.timeline() if kind == "note"] == ["going"]
    world.letter()


async def test_38_a_webhook_without_the_carriers_signature_is_refused(world: World) -> None:
    await outage(world)
    import httpx

    url = f"{world.deskbot.settings.web_base}/twilio/sms"
    form = {"From": ANA, "Body": "1a", "MessageSid": "SM1", "AccountSid": world.deskbot.settings.twilio_account_sid}
    async with httpx.AsyncClient() as client:
        bare = await client.post(url, data=form)
        wrong = await client.post(url, data=form, headers={"X-Twilio-Signature": "bm90IGl0"})

    assert (bare.status_code, wrong.status_code) == (403, 403)
    assert world.ticket()["owner"] == ""


async def test_10_five_more_messages_about_an_open_urgent_ticket_make_no_new_page(world: World) -> None:
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    ours = world.letter()
    world.briefing()
    world.twilio.phones[ANA].take_text()

    for number in range(5):
        await world.mail(f"Still down, nobody can call. {number}", answers=ours)
        world.briefing()
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.mail("Thank you. It is still down.", answers=ours)
    world.letter(), world.briefing()

    assert world.sql("SELECT count(*) FROM page") == world.sql("SELECT count(*) FROM notification") == [(1,)]


async def test_an_s2_outside_support_hours_is_paged_when_they_open_and_the_reseller_is_told_so(world: World) -> None:
    world.clock.move_to(datetime(2026, 3, 3, 4, 0, tzinfo=UTC))  # Monday 22:00 in Chicago
    await world.mail(
        "All voicemail is down at Hollis Vet Clinic for all 40 users, calls work. Galaxy 3000G, host id 3G-88C1-0457, "
        "release 7.1.2. We restarted the voicemail service, no change. Call me on 214 555 0137.\n\nTy",
        subject="Voicemail down",
    )
    assert world.ticket()["severity"] == "S2"
    told = world.letter().text
    assert "Tuesday 03 March, 07:00" in told
    assert "+1 202 555 0100" in told
    world.briefing()

    await world.forward(hours=8)
    assert not world.twilio.phones[ANA].texts
    await world.forward(hours=1, minutes=1)

    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    world.letter()


async def test_40_the_shift_changes_at_the_handoff_and_the_next_page_goes_to_the_new_one(world: World) -> None:
    await world.forward(days=7)

    await world.mail(OUTAGE_S1)

    assert "T-1001" in world.twilio.phones[BEN].take_text()
    world.letter(), world.briefing()


async def test_23_a_carrier_that_is_too_busy_is_asked_again(world: World) -> None:
    world.twilio.faults.fail_next(2, 429)

    await world.mail(OUTAGE_S1)
    await world.forward(seconds=10)

    assert "T-1001" in world.twilio.phones[ANA].take_text()
    world.letter(), world.briefing()


async def test_29_a_carrier_that_breaks_off_and_then_reports_the_delivery_is_not_asked_again(world: World) -> None:
    world.twilio.faults.drop_after_accept()

    await world.mail(OUTAGE_S1)
    await world.forward(seconds=10)

    world.twilio.phones[ANA].take_text()
    world.letter(), world.briefing()


async def test_23_a_carrier_that_fails_without_saying_whether_it_sent_is_asked_again_under_the_same_code(
    world: World,
) -> None:
    world.twilio.faults.fail_next(1, 500)

    await world.mail(OUTAGE_S1)
    await world.forward(seconds=10)

    assert "1a" in world.twilio.phones[ANA].take_text()
    assert [text for _, text in world.timeline() if "maybe-sent" in text] == [
        "sms to ana by twilio, attempt 1: maybe-sent (code 500), 1 segment"
    ]
    world.letter(), world.briefing()


async def test_a_ticket_that_is_closed_stops_its_page(world: World) -> None:
    await outage(world)
    await world.deskbot.agents.close(1001, "ana")

    await world.forward(hours=1)

    assert world.sql("SELECT state FROM page") == [("cancelled",)]
    assert not world.twilio.phones[KIM].calls
    assert "is closed" in world.letter().text


async def test_06_a_policy_that_was_taken_out_of_desk_yaml_leaves_no_page_without_a_next_step(world: World) -> None:
    await outage(world)
    world.sql("UPDATE page SET policy = 'gone'")
    world.twilio.phones[KIM].answers("4")

    await world.forward(minutes=6)

    world.twilio.phones[KIM].take_call()
    assert world.ticket()["owner"] == "kim"
    world.letter()


async def test_08_passing_on_late_does_not_take_the_page_from_the_level_that_has_it(world: World) -> None:
    await outage(world)
    await world.forward(minutes=5, seconds=5)
    assert world.sql("SELECT level FROM page") == [(1,)]

    await world.text(ANA, "1e", "with the next level already")
    await world.settle()

    assert world.sql("SELECT state, level FROM page") == [("open", 1)]
    world.twilio.phones[KIM].answers("4")
    await world.settle()
    world.twilio.phones[KIM].take_call()
    assert world.ticket()["owner"] == "kim"
    world.letter()


async def test_04_a_page_that_nobody_answered_may_still_be_taken_and_is_not_said_to_be_passed_on(world: World) -> None:
    await outage(world)
    await world.forward(minutes=30)
    world.twilio.phones[KIM].take_call()
    world.letter("lead@desk.example"), world.briefing(), world.letter()

    await world.text(ANA, "1e", "nobody is left")
    await world.text(ANA, "a", "You have taken")
    await world.settle()

    world.letter()


async def test_08_whoever_has_it_in_the_end_is_the_one_the_reseller_was_told_of_last(world: World) -> None:
    await outage(world)
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    assert "Ana Ruiz has taken" in world.letter().text
    world.twilio.phones[KIM].answers("4")

    await world.text(ANA, "1e", "is passed on to the next level.")
    await world.settle()

    world.twilio.phones[KIM].take_call()
    assert world.ticket()["owner"] == "kim"
    assert "Kim Haddad has taken" in world.letter().text


async def test_08_passing_on_a_page_that_somebody_else_took_changes_nothing(world: World) -> None:
    await outage(world)
    await world.forward(minutes=5, seconds=5)
    world.twilio.phones[KIM].answers("4")
    await world.settle()
    world.twilio.phones[KIM].take_call()
    world.letter()

    await world.text(ANA, "1e", "was taken by Kim Haddad")

    assert world.sql("SELECT state FROM page") == [("acknowledged",)]


async def test_11_a_bare_letter_with_two_open_pages_asks_for_the_code(world: World) -> None:
    await outage(world)
    await world.mail(OUTAGE_S1 + "Another site.", subject="Second site down")
    world.letter(), world.briefing()
    assert "2a" in world.twilio.phones[ANA].take_text()

    await world.text(ANA, "a", 'Several pages are open. Answer "1a" for T-1001, "2a" for T-1002.')
    await world.text(ANA, "which?", 'Not understood. Several pages are open. Answer "1a" for T-1001')

    await world.text(ANA, "1a", "You have taken T-1001")
    await world.text(ANA, "which?", 'Not understood. Answer with the code: "2a" takes it')
    await world.text(ANA, "2a", "You have taken T-1002")
    await world.text(ANA, "a", "No page is open that was sent to this number.")
    await world.settle()
    world.letter(), world.letter()


async def test_18_an_old_code_passes_no_newer_page_of_the_ticket_on(world: World) -> None:
    await outage(world)
    ours = world.mailbox.letters[0]
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    world.letter()
    await world.mail("solved, thank you", answers=ours)
    world.letter(), world.briefing()
    await world.mail(OUTAGE_S1 + "Down again.", answers=ours)
    world.letter(), world.briefing()
    assert "2a" in world.twilio.phones[ANA].take_text()

    await world.text(ANA, "1e", "was paged anew since, with another code")

    assert world.sql("SELECT state FROM page ORDER BY id") == [("acknowledged",), ("open",)]
    await world.text(ANA, "2a", "You have taken T-1001")
    await world.settle()
    world.letter()


async def test_a_page_whose_ticket_was_closed_behind_its_back_tells_nobody_that_nobody_answered(world: World) -> None:
    await outage(world)
    world.sql("UPDATE ticket SET state = 'closed', closed_at = now()")

    await world.forward(minutes=30)

    assert world.sql("SELECT state FROM page") == [("cancelled",)]
    await world.text(ANA, "1a", "nobody is needed any more")
    assert world.ticket()["owner"] == ""


async def test_13_an_acknowledgement_that_cannot_be_noted_says_so(world: World) -> None:
    await outage(world)
    with table_locked(world.deskbot.database.url, "interaction"):
        await world.text(ANA, "1a", "NOT be noted")

    assert world.ticket()["owner"] == ""
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    world.letter()


async def test_an_s2_that_becomes_an_s1_while_its_page_rings_does_not_skip_a_level(world: World) -> None:
    await world.mail(
        "All voicemail is down at Hollis Vet Clinic for all 40 users, calls work. Galaxy 3000G, host id 3G-88C1-0457, "
        "release 7.1.2. We restarted the voicemail service, no change. Call me on 214 555 0137.\n\nTy"
    )
    ours = world.letter()
    world.briefing()
    world.twilio.phones[ANA].take_text()

    await world.mail(OUTAGE_S1, answers=ours)

    assert world.ticket()["severity"] == "S1"
    assert world.sql("SELECT level FROM page") == [(0,)]
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    for _ in range(len(world.unread_letters())):
        world.read.append(next(one for one in world.mailbox.letters if one not in world.read))


async def test_a_dead_workers_job_whose_row_was_rung_for_anew_holds_up_no_sweep(world: World) -> None:
    await outage(world)
    dead = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
    worker = world.sql(dead)[0][0]
    job = "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, queueing_lock, worker_id) VALUES "
    args = "'{\"row_id\": 1}'"
    world.sql(f"{job} ('pages', 'page', {args}, 'doing', 'page:1@now', {worker})")
    world.sql(f"{job} ('pages', 'page', {args}, 'todo', 'page:1@now', NULL)")

    await world.deskbot.housekeeping(["pages"]).round()

    assert world.sql("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'") == [(0,)]
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    world.letter()
