"""The same trouble twice: alike tickets are linked, a burst is one incident with one page, and everyone hears of it."""

from __future__ import annotations

from datetime import UTC, datetime

from deskbot.simulators.mailbox import Letter
from tests.flow.mails import COMPLETE_S3, QUESTION_S4
from tests.harness import ANA, KIM, World

TY, JANA, LEO = "ty@brightpathvoice.example", "jana@rheinruf.example", "leo@atlastel.example"
SENDERS = {TY: f"Ty Okafor <{TY}>", JANA: f"Jana Vogt <{JANA}>", LEO: f"Leo Brandt <{LEO}>"}


def trunk_down(customer: str) -> str:
    """What a reseller writes of a customer whose trunk is down."""
    return (
        f"Nobody at {customer} can make or receive any calls since 9 this morning. The SIP trunk is down: it is not "
        "registered, the trunk status is red. UCX50, release 7.1.2. We restarted the trunk, no change.\n\n"
        "Call me on 214 555 0137.\n"
    )


def third_reseller(world: World) -> None:
    world.sql(
        "INSERT INTO reseller (id, key, name, region, zone, tier) VALUES (3, 'atlas', 'Atlas Tel', '', 'UTC', '')"
    )
    world.sql("INSERT INTO reseller_domain VALUES ('atlastel.example', 3)")
    world.sql("INSERT INTO contact (id, reseller_id, name, active) VALUES (3, 3, 'Leo Brandt', true)")
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (3, 'email', %s)", LEO)


async def report(world: World, sender: str, customer: str) -> str:
    """Let somebody report a trunk that is down; return what they are told at once."""
    await world.mail(trunk_down(customer), subject=f"{customer} is down", sender=SENDERS[sender])
    return world.letter(sender).text


async def burst(world: World) -> None:
    """Let three resellers report the same: T-1001 to T-1003, and the incident T-1004."""
    third_reseller(world)
    for sender, customer in ((TY, "Hollis Vet Clinic"), (JANA, "Elm Dental")):
        assert "is being paged for this now" in await report(world, sender, customer)
        world.briefing()
        world.twilio.phones[ANA].take_text()
    told = await report(world, LEO, "Northgate Law")
    assert "has been paged for this already" in told
    world.briefing(), world.briefing()


def open_pages(world: World) -> list[tuple[int, int]]:
    return world.sql("SELECT ticket_number, code FROM page WHERE state = 'open' ORDER BY id")


def links(world: World) -> list[tuple[int, int, str]]:
    return world.sql("SELECT ticket_number, other_number, kind FROM ticket_link WHERE undone_at IS NULL ORDER BY id")


# -- alike


async def test_two_tickets_about_one_system_are_linked_and_the_desk_sees_why(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way audio")
    world.letter(), world.briefing()

    await world.mail(QUESTION_S4 + "Host ID: 3G-88C1-0457\n", subject="Holiday greeting")

    assert links(world) == [(1002, 1001, "alike")]
    assert "T-1001: the same system" in world.briefing().text
    for number, other in ((1001, "T-1002"), (1002, "T-1001")):
        assert any(kind == "note" and f"Looks like {other}" in text for kind, text in world.timeline(number))
    assert "T-1001" not in world.letter().text
    assert [public for (public,) in world.sql("SELECT public FROM timeline WHERE kind = 'note'")] == [False, False]


async def test_two_resellers_with_the_same_trouble_hear_nothing_of_each_other(world: World) -> None:
    await report(world, TY, "Hollis Vet Clinic")
    told = await report(world, JANA, "Elm Dental")

    assert links(world) == [(1002, 1001, "alike")]
    assert not {"T-1001", "Hollis", "Brightpath"} & set(told.replace(",", " ").split())
    assert open_pages(world) == [(1001, 1), (1002, 2)]
    world.briefing(), world.briefing()
    world.twilio.phones[ANA].take_text(), world.twilio.phones[ANA].take_text()


# -- a burst


async def test_the_third_of_a_burst_makes_one_incident_with_one_page(world: World) -> None:
    await burst(world)

    assert [world.ticket(number)["parent"] for number in (1001, 1002, 1003)] == [1004, 1004, 1004]
    incident = world.ticket(1004)
    assert (incident["severity"], incident["reseller_id"], incident["state"]) == ("S1", None, "waiting-desk")
    assert open_pages(world) == [(1004, 1)]
    assert world.sql("SELECT ticket_number, state FROM page ORDER BY id") == [(1004, "open"), (1002, "folded")]
    await world.text(ANA, "1a", "You have taken T-1004")
    await world.settle()
    for address, number in ((TY, 1001), (JANA, 1002), (LEO, 1003)):
        assert f"Ana Ruiz has taken ticket T-{number}" in world.letter(address).text


async def test_whoever_answers_a_page_that_was_folded_answers_the_one_that_stands_for_it(world: World) -> None:
    await burst(world)

    await world.text(ANA, "2a", "You have taken T-1004")
    await world.settle()

    assert not open_pages(world)
    assert world.ticket(1002)["owner"] == "ana"
    for address in (TY, JANA, LEO):
        world.letter(address)


async def test_a_bare_letter_is_enough_as_one_page_is_left(world: World) -> None:
    await burst(world)

    await world.text(ANA, "a", "You have taken T-1004")
    await world.settle()
    for address in (TY, JANA, LEO):
        world.letter(address)


async def test_the_page_goes_on_up_the_levels_and_the_call_names_the_incident(world: World) -> None:
    await burst(world)
    world.twilio.phones[KIM].answers("4")

    await world.forward(minutes=6)

    call = world.twilio.phones[KIM].take_call()
    assert "several resellers" in call.spoken[0]
    assert "You have taken T-1004" in call.spoken[-1]
    assert len(world.twilio.phones[KIM].calls) == 1
    for address in (TY, JANA, LEO):
        assert "Kim Haddad has taken" in world.letter(address).text


async def test_nobody_answers_then_everybody_on_it_is_told_each_of_their_own_ticket(world: World) -> None:
    await burst(world)

    await world.forward(minutes=30)

    world.twilio.phones[KIM].take_call()
    assert "NOBODY ANSWERED: T-1004" in world.letter("lead@desk.example").mail["Subject"]
    world.briefing()
    for address, number in ((TY, 1001), (JANA, 1002), (LEO, 1003)):
        text = world.letter(address).text
        assert f"for ticket T-{number}" in text
        assert "T-1004" not in text


async def test_a_fourth_is_paged_through_the_incident_and_told_who_has_it(world: World) -> None:
    await burst(world)
    await world.text(ANA, "1a", "You have taken T-1004")
    await world.settle()
    for address in (TY, JANA, LEO):
        world.letter(address)

    told = await report(world, TY, "Fern Bakery")

    assert "Ana Ruiz of the Service Desk has taken this already" in told
    assert world.ticket(1005)["parent"] == 1004
    assert not open_pages(world)
    assert "part of T-1004" in world.briefing().text


async def test_a_fourth_after_nobody_answered_pages_anew_for_all(world: World) -> None:
    await burst(world)
    await world.forward(minutes=30)
    world.twilio.phones[KIM].take_call()
    world.letter("lead@desk.example"), world.briefing()
    for address in (TY, JANA, LEO):
        world.letter(address)

    told = await report(world, TY, "Fern Bakery")

    assert "is being paged for this now" in told
    assert open_pages(world) == [(1004, 3)]
    world.briefing()
    assert "T-1004" in world.twilio.phones[ANA].take_text()


async def test_a_burst_of_which_one_went_unanswered_is_paged_though_another_was_taken(world: World) -> None:
    third_reseller(world)
    await report(world, TY, "Hollis Vet Clinic")
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    world.letter(TY), world.twilio.phones[ANA].take_text(), world.briefing()
    await report(world, JANA, "Elm Dental")
    await world.forward(minutes=30)
    world.twilio.phones[KIM].take_call(), world.twilio.phones[ANA].take_text()
    world.letter("lead@desk.example"), world.letter(JANA), world.briefing(), world.briefing()

    assert "is being paged for this now" in await report(world, LEO, "Northgate Law")

    assert open_pages(world) == [(1004, 3)]
    world.twilio.phones[ANA].take_text()
    world.briefing(), world.briefing()


async def test_a_burst_that_somebody_has_taken_rings_nobody_and_says_who_has_it(world: World) -> None:
    third_reseller(world)
    for number, (sender, customer) in enumerate(((TY, "Hollis Vet Clinic"), (JANA, "Elm Dental")), start=1):
        await report(world, sender, customer)
        await world.text(ANA, f"{number}a", f"You have taken T-100{number}")
        await world.settle()
        world.letter(sender), world.twilio.phones[ANA].take_text(), world.briefing()

    assert "Ana Ruiz of the Service Desk has taken this already" in await report(world, LEO, "Northgate Law")

    assert not open_pages(world)
    world.briefing(), world.briefing()
    await world.text(ANA, "2e", "is passed on to the next level.")
    await world.settle()
    assert open_pages(world) == [(1004, 2)]
    assert "Kim" not in str(world.ticket(1004)["owner"])
    world.twilio.phones[KIM].take_call()


async def test_messages_to_a_part_ring_nobody_twice(world: World) -> None:
    await burst(world)

    await world.mail("Still down, nobody at the whole site can make or receive any calls.", answers=ours(world, TY))

    assert len(world.sql("SELECT id FROM page")) == 2
    world.briefing()


def ours(world: World, address: str) -> Letter:
    return next(iter(world.mailbox.to(address)))


# -- rather one page too many than none


async def test_emergency_calls_that_fail_keep_a_page_of_their_own(world: World) -> None:
    await burst(world)
    text = trunk_down("Fern Bakery") + "911 calls fail, too: nobody can reach 911.\n"

    await world.mail(text, subject="Fern Bakery is down", sender=SENDERS[TY])

    assert "is being paged for this now" in world.letter(TY).text
    assert open_pages(world) == [(1004, 1), (1005, 3)]
    assert world.ticket(1005)["parent"] is None
    world.briefing()
    assert "T-1005" in world.twilio.phones[ANA].take_text()


async def test_an_emergency_that_was_reported_first_is_not_swallowed_by_the_burst_that_follows(world: World) -> None:
    third_reseller(world)
    text = trunk_down("Fern Bakery") + "911 calls fail, too: nobody can reach 911.\n"
    await world.mail(text, subject="Fern Bakery is down", sender=SENDERS[TY])
    for sender, customer in ((TY, "Hollis Vet Clinic"), (JANA, "Elm Dental")):
        assert "is being paged for this now" in (await report(world, sender, customer) or "")
    assert "has been paged for this already" in await report(world, LEO, "Northgate Law")

    assert open_pages(world) == [(1001, 1), (1005, 2)]
    assert [world.ticket(number)["parent"] for number in (1001, 1002, 1003, 1004)] == [None, 1005, 1005, 1005]
    for _ in range(5):
        world.briefing()
    for _ in range(3):
        world.twilio.phones[ANA].take_text()
    world.letter(TY)


async def test_a_part_that_says_later_that_emergency_calls_fail_is_paged_for_itself(world: World) -> None:
    await burst(world)
    await world.text(ANA, "1a", "You have taken T-1004")
    await world.settle()
    for address in (TY, JANA, LEO):
        world.letter(address)

    await world.mail(
        "Now 911 calls fail as well, nobody can reach 911.", answers=ours(world, JANA), sender=SENDERS[JANA]
    )

    assert open_pages(world) == [(1002, 3)]
    assert "is being paged for this now" in world.letter(JANA).text
    world.briefing()
    assert "T-1002" in world.twilio.phones[ANA].take_text()


async def test_a_part_in_which_somebody_is_dying_is_paged_for_itself(world: World) -> None:
    await burst(world)
    await world.text(ANA, "1a", "You have taken T-1004")
    await world.settle()
    for address in (TY, JANA, LEO):
        world.letter(address)

    await world.mail(
        "A patient is not breathing and all the phones are down.", answers=ours(world, JANA), sender=SENDERS[JANA]
    )

    assert open_pages(world) == [(1002, 3)]
    world.letter(JANA), world.briefing()
    assert "T-1002" in world.twilio.phones[ANA].take_text()


async def test_another_fault_at_another_customer_is_paged_for_itself(world: World) -> None:
    await burst(world)

    await world.mail(
        "The server at Fern Bakery does not boot any more, kernel panic on the screen, nobody can make or receive any "
        "calls. UCX50, release 7.1.2. Call me on 214 555 0137.",
        subject="Server dead",
    )

    assert len(open_pages(world)) == 2
    world.letter(), world.briefing()
    world.twilio.phones[ANA].take_text()


async def test_strangers_copies_make_no_burst_and_swallow_nobodys_page(world: World) -> None:
    for _ in range(2):
        await world.mail(trunk_down("Elm Dental"), sender="x@nowhere.example", proven=False)
        world.letter("x@nowhere.example"), world.briefing()
        world.twilio.phones[ANA].take_text()

    told = await report(world, TY, "Hollis Vet Clinic")

    assert "is being paged for this now" in told
    assert world.sql("SELECT count(*) FROM ticket WHERE parent IS NOT NULL") == [(0,)]
    assert len(open_pages(world)) == 3
    world.briefing()
    world.twilio.phones[ANA].take_text()


async def test_reports_that_prove_to_be_a_strangers_answer_for_no_reseller(world: World) -> None:
    for customer in ("Elm Dental", "Fern Bakery"):
        await world.mail(trunk_down(customer), sender="x@nowhere.example")
        world.letter("x@nowhere.example"), world.briefing()
        world.twilio.phones[ANA].take_text()

    assert "is being paged for this now" in await report(world, TY, "Hollis Vet Clinic")
    world.briefing()
    world.twilio.phones[ANA].take_text()
    assert len(open_pages(world)) == 3


async def test_one_that_comes_an_hour_later_is_paged_for_itself(world: World) -> None:
    await burst(world)
    await world.text(ANA, "1a", "You have taken T-1004")
    await world.settle()
    for address in (TY, JANA, LEO):
        world.letter(address)
    await world.forward(minutes=61)

    assert "is being paged for this now" in await report(world, TY, "Fern Bakery")
    world.briefing()
    world.twilio.phones[ANA].take_text()


# -- progress


async def taken_by_ana(world: World) -> None:
    await burst(world)
    await world.text(ANA, "1a", "You have taken T-1004")
    await world.settle()
    for address in (TY, JANA, LEO):
        world.letter(address)


async def test_an_answer_to_the_incident_reaches_everybody_each_on_their_own_ticket(world: World) -> None:
    await taken_by_ana(world)

    sent = await world.deskbot.agents.reply(1004, "The carrier is repairing a fibre, two hours.", "ana")
    await world.settle()

    assert sent == 3
    for address, number in ((TY, 1001), (JANA, 1002), (LEO, 1003)):
        letter = world.letter(address)
        assert "The carrier is repairing a fibre" in letter.text
        assert f"[T-{number}]" in letter.mail["Subject"]
        whole = str(letter.mail["Subject"]) + letter.text
        assert not any(f"T-{other}" in whole for other in (1001, 1002, 1003, 1004) if other != number)
        assert ("reply", "The carrier is repairing a fibre, two hours.") in world.timeline(number)


async def test_an_agents_mail_to_the_incident_reaches_everybody(world: World) -> None:
    await burst(world)
    briefing = next(one for one in world.mailbox.to("desk@desk.example") if "[T-1004]" in str(one.mail["Subject"]))

    await world.mail("We are looking at the carrier.", sender="Ana Ruiz <ana@desk.example>", answers=briefing)

    for address in (TY, JANA, LEO):
        assert "We are looking at the carrier." in world.letter(address).text


async def test_closing_the_incident_asks_each_whether_it_is_solved_there(world: World) -> None:
    await taken_by_ana(world)

    await world.deskbot.agents.close(1004, "ana", "fibre spliced")
    await world.settle()

    assert [world.ticket(number)["state"] for number in (1001, 1002, 1003, 1004)] == ["resolved"] * 3 + ["closed"]
    asked = {address: world.letter(address) for address in (TY, JANA, LEO)}
    for letter in asked.values():
        assert "Is it solved for you?" in letter.text
        assert "fibre" not in letter.text
    await world.mail(
        "No, nobody at Elm Dental can make or receive any calls.", answers=asked[JANA], sender=SENDERS[JANA]
    )
    assert "is being paged for this now" in world.letter(JANA).text
    assert world.ticket(1002)["state"] == "waiting-desk"
    assert open_pages(world) == [(1002, 3)]
    world.briefing()
    world.twilio.phones[ANA].take_text()


async def test_a_bare_yes_confirms_that_it_is_solved_and_only_from_who_was_asked_last(world: World) -> None:
    await taken_by_ana(world)
    await world.deskbot.agents.close(1004, "ana", "fibre spliced")
    await world.settle()
    asked = {address: world.letter(address) for address in (TY, JANA, LEO)}

    await world.mail("Yes, thanks!", answers=asked[TY])
    assert "is set to resolved" in world.letter(TY).text
    assert world.ticket(1001)["state"] == "resolved"

    # Not proven: it is added, opens the ticket again, and is looked at by a person.
    await world.mail("Ja", answers=asked[JANA], sender=SENDERS[JANA], proven=False)
    assert world.ticket(1002)["state"] == "waiting-desk"

    # A person has asked something else since.
    await world.forward(minutes=1)
    await world.deskbot.agents.reply(1003, "Shall we call the carrier for you?", "ana")
    await world.settle()
    answer = world.letter(LEO)
    await world.mail("Yes", answers=answer, sender=SENDERS[LEO])
    assert world.ticket(1003)["state"] == "waiting-desk"
    world.letter(JANA), world.letter(LEO)
    # Whatever opens an S1 again pages again.
    assert [world.twilio.phones[ANA].take_text()[:6] for _ in range(2)] == ["T-1002", "T-1003"]
    for _ in range(3):
        world.briefing()


async def test_a_part_with_a_page_of_its_own_is_not_silenced_by_closing_the_incident(world: World) -> None:
    await taken_by_ana(world)
    await world.mail(
        "Now 911 calls fail as well, nobody can reach 911.", answers=ours(world, JANA), sender=SENDERS[JANA]
    )
    world.letter(JANA), world.briefing()
    world.twilio.phones[ANA].take_text()

    await world.deskbot.agents.close(1004, "ana")
    await world.settle()

    assert world.ticket(1002)["state"] == "waiting-desk"
    assert open_pages(world) == [(1002, 3)]
    for address in (TY, JANA, LEO):
        world.letter(address)


async def test_when_every_part_is_solved_the_incident_is_and_rings_nobody(world: World) -> None:
    await burst(world)

    for address in (TY, JANA, LEO):
        await world.mail("Solved, thank you, it works again.", answers=ours(world, address), sender=SENDERS[address])
        world.letter(address), world.briefing()

    assert world.ticket(1004)["state"] == "resolved"
    assert not open_pages(world)
    await world.forward(hours=1)
    assert not world.twilio.phones[KIM].calls


# -- support hours, and two incidents


def voicemail_down(customer: str) -> str:
    """What a reseller writes of a key function that is down: an S2."""
    return (
        f"Voicemail to email is down at {customer} for all 40 users: messages do not arrive by email, calls work. "
        "UCX50, release 7.1.2. We restarted the voicemail service, no change. Call me on 214 555 0137.\n"
    )


async def test_a_burst_that_waits_for_support_hours_is_one_page_then_and_all_are_told_when(world: World) -> None:
    world.clock.move_to(datetime(2026, 3, 3, 4, 0, tzinfo=UTC))  # Monday 22:00 in Chicago
    third_reseller(world)
    for sender, customer in ((TY, "Hollis Vet Clinic"), (JANA, "Elm Dental"), (LEO, "Northgate Law")):
        await world.mail(voicemail_down(customer), subject=f"Voicemail at {customer}", sender=SENDERS[sender])
        assert "will be paged for this when support opens" in world.letter(sender).text
        world.briefing()
    world.briefing()
    assert world.ticket(1004)["severity"] == "S2"
    assert not world.twilio.phones[ANA].texts

    await world.forward(hours=9, minutes=1)

    assert "T-1004 S2" in world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", "You have taken T-1004")
    await world.settle()
    for address in (TY, JANA, LEO):
        world.letter(address)


async def test_two_incidents_that_are_one_are_merged_with_their_parts_and_parted_again(world: World) -> None:
    await burst(world)
    await report(world, TY, "Fern Bakery")
    world.briefing()
    joining = world.deskbot.joining
    await joining.unlink(1003, 1004, "ana")
    await joining.unlink(1005, 1004, "ana")
    assert await joining.link([1003, 1005], "ana", incident=True) == 1006
    await world.settle()
    for text in world.twilio.phones[ANA].received:
        text.read = True

    await joining.merge(1006, 1004, "ana")

    assert {world.ticket(number)["parent"] for number in (1001, 1002, 1003, 1005)} == {1004}
    assert [number for number, _ in open_pages(world)] == [1004]
    await joining.undo(1006, "ana")
    assert [world.ticket(number)["parent"] for number in (1001, 1003, 1005)] == [1004, 1006, 1006]
    assert sorted(number for number, _ in open_pages(world)) == [1004, 1006]
