"""A page reaches a phone although carriers fail, numbers are of no use, and reports stay away or come in any order."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deskbot.simulators.world import DESK_NUMBER, PAGER_NUMBER, SECOND_NUMBER
from tests.flow.mails import OUTAGE_S1
from tests.flow.test_pager_levels import ANAS, FIRST
from tests.harness import ANA, KIM, World, running_world

BY_RULES = [
    (FIRST, FIRST.replace(", media: [sms]", "")),
    (ANAS, ANAS.replace("}", ", rules: [{by: sms}, {by: voice, after: 3m}]}")),
]
"""Ana gets a text, and three minutes later a call."""
NO_INCIDENTS = ("rating: on", "rating: on\nburst: {tickets: 99}")


@pytest.fixture
async def two_carriers(database_url: str) -> AsyncIterator[World]:
    """A desk with a second carrier, which reaches the same phones."""
    async with running_world(database_url, carriers=2, changes=[*BY_RULES, NO_INCIDENTS], twilio_timeout=3) as running:
        yield running


@pytest.fixture
async def by_rules(database_url: str) -> AsyncIterator[World]:
    async with running_world(database_url, changes=BY_RULES) as running:
        yield running


async def reported(world: World) -> None:
    """Let an outage be reported; whether Ana has heard of it is the test's question."""
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.letter(), world.briefing()


async def taken_by_ana(world: World) -> None:
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    assert "Ana Ruiz has taken" in world.letter().text


async def called_and_taken(world: World) -> None:
    """Let Ana's phone be called, and her press the key."""
    call = world.twilio.phones[ANA].take_call()
    assert "You have taken T-1001" in call.spoken[-1]
    assert "Ana Ruiz has taken" in world.letter().text


def dispatched(world: World) -> list[tuple[str, str, int | None]]:
    return world.sql("SELECT carrier, state, code FROM dispatch ORDER BY id")


# 23


@pytest.mark.parametrize(("status", "code"), [(500, None), (503, None), (429, 20429)])
async def test_23_a_carrier_that_answers_with_an_error_is_followed_by_the_second_after_a_pause(
    two_carriers: World, status: int, code: int | None
) -> None:
    world = two_carriers
    world.twilio.faults.go_down(status, code)

    await reported(world)
    assert not world.twilio.phones[ANA].texts
    await world.forward(seconds=1)

    assert "1a" in world.twilio.phones[ANA].take_text()
    assert [carrier for carrier, _, _ in dispatched(world)] == ["twilio", "twilio2"]
    assert world.sql("SELECT count(*) FROM page") == [(1,)]
    await taken_by_ana(world)


async def test_23_a_carrier_that_says_nothing_at_all_is_followed_by_the_second(two_carriers: World) -> None:
    world = two_carriers
    world.twilio.faults.hang()

    await reported(world)
    await world.forward(seconds=2)

    assert "1a" in world.twilio.phones[ANA].take_text()
    assert world.second.messages
    world.twilio.faults.close()
    await taken_by_ana(world)


async def test_23_what_the_second_carrier_could_not_bring_waits_for_no_word_of_the_first(two_carriers: World) -> None:
    world = two_carriers
    world.twilio.faults.go_down(500)
    world.twilio.phones[ANA].refuses_texts(30003)
    world.twilio.phones[ANA].answers("4")

    await reported(world)
    await world.forward(seconds=5)

    assert [state for _, state, _ in dispatched(world)][:2] == ["sending", "failed"]
    await called_and_taken(world)


async def test_23_an_answer_to_the_second_carriers_number_takes_the_page(two_carriers: World) -> None:
    world = two_carriers
    world.twilio.faults.go_down()
    await reported(world)
    await world.forward(seconds=1)
    text = world.twilio.phones[ANA].unread[0]
    world.twilio.phones[ANA].take_text()

    await world.text(ANA, "1a", "You have taken T-1001", to=text.from_)
    await world.settle()

    assert text.from_ in world.second.numbers
    assert "Ana Ruiz has taken" in world.letter().text


async def test_23_a_carrier_that_fails_again_and_again_is_passed_over_at_once_and_the_desk_hears_of_it_once(
    two_carriers: World,
) -> None:
    world = two_carriers
    world.twilio.faults.go_down()
    for number in range(1, 5):
        await world.mail(OUTAGE_S1, subject=f"Site {number} is down")
        await world.forward(seconds=1)
        world.twilio.phones[ANA].take_text()
        world.letter()
    briefings = [world.briefing() for _ in range(5)]
    [told] = [one for one in briefings if "Carrier" in one.mail["Subject"]]

    assert [carrier for carrier, _, _ in dispatched(world)] == ["twilio", "twilio2"] * 3 + ["twilio2"]
    assert told.mail["Subject"] == "Carrier twilio fails"
    assert "Pages go by twilio2" in told.text
    assert any("goes by twilio2: twilio failed again and again" in text for _, text in world.timeline(1004))
    world.sql("UPDATE page SET state = 'cancelled', due_at = NULL")


async def test_23_when_it_works_again_it_is_used_again_and_the_desk_hears_that_too(two_carriers: World) -> None:
    world = two_carriers
    await test_23_a_carrier_that_fails_again_and_again_is_passed_over_at_once_and_the_desk_hears_of_it_once(world)
    world.twilio.faults.come_back()

    await world.forward(minutes=4)
    await world.mail(OUTAGE_S1, subject="Site 5 is down")

    assert dispatched(world)[-1][:2] == ("twilio", "delivered")
    world.twilio.phones[ANA].take_text()
    world.letter()
    subjects = {world.briefing().mail["Subject"], world.briefing().mail["Subject"]}
    assert "Carrier twilio works again" in subjects
    world.sql("UPDATE page SET state = 'cancelled', due_at = NULL")


async def test_23_an_account_that_is_locked_is_told_of_at_once(two_carriers: World) -> None:
    world = two_carriers
    world.twilio.faults.fail_next(1, 401, 20003)

    await reported(world)
    await world.forward(seconds=1)

    assert "Carrier twilio fails" in world.briefing().mail["Subject"]
    world.twilio.phones[ANA].take_text()
    await taken_by_ana(world)


# 24


@pytest.mark.parametrize("code", [30001, 30008])
async def test_24_a_transient_delivery_error_is_tried_again_by_the_other_carrier(
    two_carriers: World, code: int
) -> None:
    world = two_carriers
    world.twilio.phones[ANA].refuses_texts(code)
    await world.mail(OUTAGE_S1, subject="Hollis is down")

    assert dispatched(world)[:2] == [("twilio", "failed", code), ("twilio2", "failed", code)]
    assert world.twilio.phones[ANA].take_call().outcome == ""  # then the next medium, now
    world.letter(), world.briefing()
    world.twilio.phones[ANA].answers("4")
    await world.settle()
    assert "Ana Ruiz has taken" in world.letter().text


async def test_24_a_phone_that_is_switched_off_changes_the_medium_at_once_and_keeps_its_number(
    by_rules: World,
) -> None:
    world = by_rules
    world.twilio.phones[ANA].refuses_texts(30003)
    world.twilio.phones[ANA].answers("4")

    await reported(world)

    await called_and_taken(world)
    assert world.sql("SELECT count(*) FROM number WHERE flag <> ''") == [(0,)]
    assert any("undelivered 30003" in text for _, text in world.timeline())


@pytest.mark.parametrize("refused_at_once", [True, False])
async def test_24_a_number_that_takes_no_texts_is_flagged_and_the_next_medium_comes_now(
    by_rules: World, *, refused_at_once: bool
) -> None:
    world = by_rules
    phone = world.twilio.phones[ANA]
    phone.is_refused(21614) if refused_at_once else phone.refuses_texts(30006)
    phone.answers("4")

    await reported(world)

    await called_and_taken(world)
    assert world.sql("SELECT address, medium, flag FROM number WHERE flag <> ''") == [(ANA, "sms", "unusable")]
    assert "Ana Ruiz cannot be paged by text" in world.briefing().mail["Subject"]
    assert "pages do not reach you by text" in world.letter("ana@desk.example").text


async def test_24_a_flagged_number_gets_no_texts_until_its_flag_lapses(by_rules: World) -> None:
    world = by_rules
    await test_24_a_number_that_takes_no_texts_is_flagged_and_the_next_medium_comes_now(world, refused_at_once=True)
    texts = len(dispatched(world))
    world.twilio.phones[ANA].refusal = None

    await world.mail(OUTAGE_S1, subject="Another site")
    world.twilio.phones[ANA].take_call()
    assert len(dispatched(world)) == texts + 1
    assert any("did not reach them: the number was found to be of no use" in text for _, text in world.timeline(1002))
    for _ in range(3):
        world.read.append(next(one for one in world.mailbox.letters if one not in world.read))

    world.twilio.phones[ANA].never_answers()
    await world.forward(days=1, minutes=1)
    await world.mail(OUTAGE_S1, subject="A third site")

    assert "T-1003" in world.twilio.phones[ANA].take_text()
    world.letter(), world.briefing()
    await world.text(ANA, "a", "You have taken T-1003")
    await world.settle()
    world.letter()


# 27


async def test_27_reports_out_of_order_late_or_doubled_only_move_the_state_forward(world: World) -> None:
    await reported(world)
    world.twilio.phones[ANA].take_text()
    reports = [one for one in world.twilio.webhooks.sent if "/status/" in one.url]
    assert [one.form["MessageStatus"] for one in reports] == ["sent", "delivered"]

    for webhook in (*reports, *reversed(reports), *reversed(reports)):  # the last word is "sent"
        await world.twilio.deliver_again(webhook)
    await world.settle()

    assert dispatched(world) == [("twilio", "delivered", None)]
    assert world.sql("SELECT state FROM notification") == [("delivered",)]
    await taken_by_ana(world)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2), (3, 3, 0, 0)])
async def test_27_a_call_that_nobody_took_has_failed_in_whatever_order_that_is_reported(
    by_rules: World, order: tuple[int, ...]
) -> None:
    world = by_rules
    world.twilio.phones[ANA].refuses_texts(30003)
    world.twilio.phones[ANA].hangs_up()
    world.twilio.webhooks.withhold()
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    for webhook in world.twilio.webhooks.release():
        await world.twilio.deliver_again(webhook)
    world.twilio.webhooks.withhold()
    await world.settle()
    world.twilio.phones[ANA].take_call()
    world.letter(), world.briefing()
    reports = world.twilio.webhooks.release()
    assert [one.form["CallStatus"] for one in reports] == ["initiated", "ringing", "in-progress", "completed"]

    for place in order:
        await world.twilio.deliver_again(reports[place])
    await world.settle()

    assert world.sql("SELECT state FROM notification WHERE medium = 'voice' AND responder = 'ana'") == [("failed",)]
    assert world.twilio.phones[KIM].take_call()
    await taken_by_ana(world)


# 28


async def test_28_without_a_status_the_carrier_is_asked_and_its_word_counts(by_rules: World) -> None:
    world = by_rules
    world.twilio.webhooks.withhold()
    await reported(world)
    world.twilio.phones[ANA].take_text()
    assert dispatched(world) == [("twilio", "sent", None)]

    await world.forward(seconds=61)

    assert dispatched(world) == [("twilio", "delivered", None)]
    world.twilio.webhooks.release()
    await taken_by_ana(world)


async def test_28_a_text_that_was_under_way_when_it_was_asked_for_is_asked_for_again(by_rules: World) -> None:
    world, phone = by_rules, by_rules.twilio.phones[ANA]
    phone.is_out_of_reach()
    phone.answers("4")
    await reported(world)
    await world.forward(seconds=61)
    assert dispatched(world) == [("twilio", "sent", None)]

    world.twilio.webhooks.withhold()
    phone.refuses_texts(30003)
    phone.is_out_of_reach(waits=False)
    await world.settle()
    world.twilio.webhooks.release()
    await world.forward(seconds=60)

    assert dispatched(world)[0] == ("twilio", "failed", 30003)
    await called_and_taken(world)


async def test_28_when_the_carrier_knows_nothing_either_it_is_unknown_and_the_next_medium_is_tried(
    by_rules: World,
) -> None:
    world = by_rules
    world.twilio.stalled = True
    await reported(world)

    await world.forward(seconds=59)
    assert not world.twilio.calls
    await world.forward(seconds=2)

    assert world.sql("SELECT medium, state FROM notification ORDER BY id") == [("sms", "unknown"), ("voice", "sent")]
    assert any("nobody knows whether it arrived" in text for _, text in world.timeline())
    # A late report still counts.
    world.twilio.stalled = False
    world.twilio.phones[ANA].answers("4")
    await world.settle()
    assert world.sql("SELECT state FROM notification WHERE medium = 'sms'") == [("delivered",)]
    world.twilio.phones[ANA].take_text()
    await called_and_taken(world)


async def test_28_a_call_whose_end_is_not_reported_has_reached_nobody_by_the_carriers_word(by_rules: World) -> None:
    world = by_rules
    world.twilio.phones[ANA].refuses_texts(30003)
    await reported(world)
    world.twilio.webhooks.withhold()
    world.twilio.phones[ANA].hangs_up()
    await world.settle()
    world.twilio.phones[ANA].take_call()

    await world.forward(seconds=61)

    world.twilio.webhooks.release()
    assert world.sql("SELECT state, detail FROM dispatch ORDER BY id")[1] == ("failed", "completed")
    assert world.twilio.phones[KIM].take_call()
    await taken_by_ana(world)


async def test_28_a_page_that_somebody_has_taken_is_not_asked_for(world: World) -> None:
    world.twilio.webhooks.withhold()
    await reported(world)
    world.twilio.phones[ANA].take_text()
    await taken_by_ana(world)

    await world.forward(minutes=5)

    assert world.sql("SELECT state, asked, due_at FROM notification") == [("sent", 0, None)]


# 37


@pytest.mark.parametrize("word", ["STOP", " stop ", "\tEnd\n", "Unsubscribe"])
async def test_37_stop_disables_the_number_and_its_owner_and_the_operators_are_warned(
    by_rules: World, word: str
) -> None:
    world = by_rules
    await world.text(ANA, word, None)
    await world.settle()

    assert world.sql("SELECT address, medium, flag FROM number WHERE flag <> ''") == [(ANA, "sms", "opted-out")]
    told = world.briefing()
    assert told.mail["Subject"] == "Ana Ruiz cannot be paged by text"
    assert "START" in told.text
    assert f"Text START from {ANA}" in world.letter("ana@desk.example").text


async def test_37_a_word_that_the_account_has_made_a_stop_in_another_language_is_one(by_rules: World) -> None:
    world = by_rules
    world.twilio.keywords.update({"ARRET": "STOP", "DEBUT": "START", "AIDE": "HELP"})

    await test_37_stop_disables_the_number_and_its_owner_and_the_operators_are_warned(world, "Arret")

    await world.text(ANA, "aide", None)  # the carrier answers this itself
    await world.text(ANA, "debut", None)
    assert world.sql("SELECT flag FROM number WHERE flag <> ''") == []


async def test_37_and_07_no_text_goes_to_a_number_that_has_opted_out_and_the_next_medium_comes_now(
    by_rules: World,
) -> None:
    world = by_rules
    await test_37_stop_disables_the_number_and_its_owner_and_the_operators_are_warned(world, "STOP")
    world.twilio.phones[ANA].answers("4")

    await reported(world)

    assert [one.to for one in world.twilio.messages.values() if one.direction == "outbound-api"] == []
    await called_and_taken(world)
    assert any("has stopped our texts" in text for _, text in world.timeline())


async def test_07_a_level_whose_only_number_has_opted_out_gives_way_at_once(world: World) -> None:
    await test_37_stop_disables_the_number_and_its_owner_and_the_operators_are_warned(world, "STOP")
    world.twilio.phones[KIM].answers("4")

    await reported(world)

    world.twilio.phones[KIM].take_call()
    assert "Kim Haddad has taken" in world.letter().text


async def test_37_start_restores_it(world: World) -> None:
    await test_37_stop_disables_the_number_and_its_owner_and_the_operators_are_warned(world, "STOP")

    await world.text(ANA, " Start", None)
    await reported(world)

    world.twilio.phones[ANA].take_text()
    await taken_by_ana(world)


async def test_37_a_stop_that_the_carrier_alone_has_seen_is_learned_from_its_refusal(by_rules: World) -> None:
    world = by_rules
    world.twilio.phones[ANA].stopped.add(PAGER_NUMBER)
    world.twilio.phones[ANA].answers("4")

    await reported(world)

    await called_and_taken(world)
    assert world.sql("SELECT address, flag, code FROM number WHERE flag <> ''") == [(ANA, "opted-out", 21610)]
    assert "cannot be paged by text" in world.briefing().mail["Subject"]
    world.letter("ana@desk.example")


def customers_texts_arrive(world: World) -> None:
    """Let what is texted to the customers' number be posted to deskbot as well."""
    world.twilio.numbers[DESK_NUMBER] = world.twilio.numbers[PAGER_NUMBER]


async def test_37_a_stop_to_the_customers_number_keeps_no_page_off(by_rules: World) -> None:
    world = by_rules
    customers_texts_arrive(world)
    await world.text(ANA, "STOP", None, to=DESK_NUMBER)
    await world.settle()

    await reported(world)

    world.twilio.phones[ANA].take_text()
    await taken_by_ana(world)


async def test_37_a_start_to_the_customers_number_lets_no_page_through(world: World) -> None:
    customers_texts_arrive(world)
    await test_37_stop_disables_the_number_and_its_owner_and_the_operators_are_warned(world, "STOP")

    await world.text(ANA, "START", None, to=DESK_NUMBER)
    await reported(world)

    assert [one.to for one in world.twilio.messages.values() if one.direction == "outbound-api"] == []
    world.twilio.phones[KIM].take_call()
    world.read += world.mailbox.letters


@pytest.mark.parametrize("carrier_tells", [True, False], ids=["by text", "by the carrier's refusal"])
async def test_37_a_stop_to_one_carriers_number_lets_pages_go_by_the_other(
    two_carriers: World, *, carrier_tells: bool
) -> None:
    world = two_carriers
    world.twilio.phones[ANA].stopped.add(PAGER_NUMBER)
    if carrier_tells:
        await world.text(ANA, "STOP", None, to=PAGER_NUMBER)
    await reported(world)
    await world.forward(seconds=2)

    assert world.sql("SELECT address, sender, flag FROM number WHERE flag <> ''") == [(ANA, PAGER_NUMBER, "opted-out")]
    assert world.twilio.phones[ANA].unread[0].from_ == SECOND_NUMBER
    world.twilio.phones[ANA].take_text()
    subject = f"Ana Ruiz cannot be paged by text from {PAGER_NUMBER}"
    [told] = [one for one in world.mailbox.to("desk@desk.example") if one.mail["Subject"] == subject]
    assert f"Texts from {SECOND_NUMBER} still reach them." in " ".join(told.text.split())
    assert f"Text START from {ANA} to {PAGER_NUMBER}" in " ".join(world.letter("ana@desk.example").text.split())
    world.read += world.mailbox.letters
    await world.text(ANA, "1a", "You have taken T-1001", to=SECOND_NUMBER)
    await world.settle()
    assert "Ana Ruiz has taken" in world.letter().text


async def test_37_a_stop_to_both_carriers_numbers_brings_the_next_medium(two_carriers: World) -> None:
    world = two_carriers
    for number in (PAGER_NUMBER, SECOND_NUMBER):
        await world.text(ANA, "STOP", None, to=number)
        await world.settle()
    world.twilio.phones[ANA].answers("4")
    world.read += world.mailbox.letters

    await reported(world)

    assert world.mailbox.to("desk@desk.example")[1].mail["Subject"] == "Ana Ruiz cannot be paged by text"
    await called_and_taken(world)


async def test_37_whoever_is_not_on_shift_is_warned_when_the_shift_comes_near_and_only_once(world: World) -> None:
    ben = world.sql("SELECT 1") and "+15125550111"
    await world.text(ben, "stop", None)
    await world.settle()
    await world.deskbot.numbers.look()
    await world.settle()
    assert not world.unread_letters()

    await world.forward(days=5, hours=23)
    for _ in range(2):
        await world.deskbot.numbers.look()
    await world.settle()

    assert "Ben Oyelowo cannot be paged by text" in world.briefing().mail["Subject"]
    world.letter("ben@desk.example")


async def test_37_a_customer_who_texts_stop_to_the_pager_warns_nobody(world: World) -> None:
    await world.text("+15125550177", "STOP", None)
    await world.deskbot.numbers.look()
    await world.settle()

    assert not world.unread_letters()
