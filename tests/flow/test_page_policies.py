"""Where S1 and S2 have policies of their own, an S1 is paged by that of S1, whatever page is open already."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from deskbot.model.case import Severity
from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.flow.test_bursts import JANA, LEO, SENDERS, TY, third_reseller, voicemail_down
from tests.harness import ANA, BEN, KIM, World, running_world

POLICIES = (
    "severities:\n  S1: {page: always, policy: urgent}\n  S2: {page: support-hours, policy: urgent}",
    "  calm:\n    levels:\n      - {delay: 2h, people: [ben], media: [sms]}\n    fallback: {mail: lead@desk.example}\n"
    "severities:\n  S1: {page: always, policy: urgent}\n  S2: {page: support-hours, policy: calm}",
)
NO_CALLS = "Now nobody can make or receive any calls either, the whole site is down."


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk whose S1 is paged to Ana and then Kim, and whose S2 to Ben alone."""
    async with running_world(database_url, policy=POLICIES) as running:
        yield running


async def an_s2(world: World, sender: str = TY, customer: str = "Hollis Vet Clinic") -> None:
    """Let an S2 be reported, and paged to Ben."""
    await world.mail(voicemail_down(customer), subject=f"Voicemail at {customer}", sender=SENDERS[sender])
    world.briefing()
    world.twilio.phones[BEN].take_text()


def open_pages(world: World) -> list[tuple[int, str, int]]:
    return world.sql("SELECT ticket_number, policy, level FROM page WHERE state = 'open' ORDER BY id")


async def test_a_ticket_that_a_message_raises_to_s1_is_paged_anew_from_the_first_level_of_that_policy(
    world: World,
) -> None:
    await an_s2(world)
    assert open_pages(world) == [(1001, "calm", 0)]

    await world.mail(NO_CALLS, answers=world.letter())

    assert open_pages(world) == [(1001, "urgent", 0)]
    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
    assert "is being paged for this now" in world.letter().text
    world.briefing()
    world.twilio.phones[KIM].answers("4")
    await world.forward(minutes=6)
    world.twilio.phones[KIM].take_call()
    assert world.ticket()["owner"] == "kim"
    world.letter()


@pytest.mark.parametrize("answer", ["1a", "a"])
async def test_whoever_was_paged_for_the_s2_takes_it_under_the_old_code_in_their_own_name(
    world: World, answer: str
) -> None:
    await an_s2(world)
    world.letter()
    await world.deskbot.agents.set(1001, ["severity=S1"], "ana")
    await world.settle()
    world.twilio.phones[ANA].take_text()

    await world.text(BEN, answer, "You have taken T-1001")
    await world.settle()

    assert not open_pages(world)
    assert world.ticket()["owner"] == "ben"
    assert "Ben Oyelowo has taken" in world.letter().text
    assert "was taken by Ben Oyelowo" in world.twilio.phones[ANA].take_text()
    await world.forward(hours=1)
    assert not world.twilio.phones[KIM].calls


async def test_more_messages_about_the_raised_ticket_ring_nobody_again(world: World) -> None:
    await an_s2(world)
    ours = world.letter()
    await world.mail(NO_CALLS, answers=ours)
    await world.mail(NO_CALLS, answers=ours)

    world.twilio.phones[ANA].take_text()
    world.letter(), world.briefing(), world.briefing()
    assert world.sql("SELECT count(*) FROM page") == [(2,)]


async def test_a_page_that_waits_for_support_hours_goes_out_at_once_by_the_policy_of_s1(world: World) -> None:
    world.clock.move_to(datetime(2026, 3, 3, 4, 0, tzinfo=UTC))  # Monday 22:00 in Chicago
    await world.mail(voicemail_down("Hollis Vet Clinic"))
    world.briefing()

    await world.mail(NO_CALLS, answers=world.letter())

    assert open_pages(world) == [(1001, "urgent", 0)]
    world.twilio.phones[ANA].take_text()
    world.letter(), world.briefing()


async def test_a_stranger_raises_no_more_pages_than_strangers_may_cause(world: World) -> None:
    for customer in ("Elm Dental", "Fern Bakery"):
        await world.mail(OUTAGE_S1.replace("Hollis Vet Clinic", customer), sender="x@nowhere.example", proven=False)
        world.letter("x@nowhere.example"), world.briefing()
        world.twilio.phones[ANA].take_text()
    await an_s2(world)
    ours = world.letter()

    await world.mail(NO_CALLS, answers=ours, proven=False)

    assert (1003, "calm", 0) in open_pages(world)
    world.letter(), world.briefing()


async def test_an_s1_that_joins_an_s2_incident_has_all_of_it_paged_by_the_policy_of_s1(world: World) -> None:
    third_reseller(world)
    for sender, customer in ((TY, "Hollis Vet Clinic"), (JANA, "Elm Dental")):
        await an_s2(world, sender, customer)
        world.letter(sender)
    await world.mail(voicemail_down("Northgate Law"), sender=SENDERS[LEO])
    world.letter(LEO), world.briefing(), world.briefing()
    assert open_pages(world) == [(1004, "calm", 0)]

    await world.mail(f"{voicemail_down('Fern Bakery').replace(', calls work', '')} {NO_CALLS}", sender=SENDERS[TY])

    assert world.ticket(1005)["parent"] == 1004
    assert open_pages(world) == [(1004, "urgent", 0)]
    assert "T-1004 S1" in world.twilio.phones[ANA].take_text()
    assert "has been paged for this already" in world.letter(TY).text
    world.briefing()


async def test_of_an_s1_and_an_s2_that_are_put_together_the_page_of_the_s1_goes_on(world: World) -> None:
    await an_s2(world)
    await world.mail(OUTAGE_S1.replace("Hollis Vet Clinic", "Elm Dental"), sender=SENDERS[JANA])
    world.letter(), world.letter(JANA), world.briefing()
    world.twilio.phones[ANA].take_text()

    await world.deskbot.joining.link([1001, 1002], "ana", incident=True)
    await world.settle()

    assert open_pages(world) == [(1003, "urgent", 0)]
    await world.text(BEN, "1a", "You have taken T-1003")
    await world.settle()
    world.letter(), world.letter(JANA)
    assert "was taken by Ben Oyelowo" in world.twilio.phones[ANA].take_text()


async def test_an_s1_that_nobody_took_is_paged_anew_where_it_is_put_together_with_an_open_s2(world: World) -> None:
    await world.mail(OUTAGE_S1)
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()
    await world.forward(minutes=11)
    world.letter(), world.briefing(), world.letter("lead@desk.example"), world.twilio.phones[KIM].take_call()
    await an_s2(world)
    world.letter()

    await world.deskbot.joining.merge(1001, 1002, "ana")
    await world.settle()

    assert open_pages(world) == [(1002, "urgent", 0)]
    world.twilio.phones[ANA].take_text()
    world.letter()


async def test_an_s1_that_somebody_has_is_not_paged_again_for_an_s2_that_joins_it(world: World) -> None:
    await world.mail(OUTAGE_S1)
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    await an_s2(world)
    world.letter(), world.letter()

    await world.deskbot.joining.link([1001, 1002], "ana", incident=True)
    await world.settle()

    assert open_pages(world) == [(1003, "calm", 0)]


async def test_what_is_split_off_as_an_s1_is_paged_though_nobody_was_paged_for_the_ticket(world: World) -> None:
    await world.mail(QUESTION_S4)
    ours = world.letter()
    world.briefing()
    await world.mail("Besides, a word about Elm Dental.", answers=ours)
    world.briefing()

    await world.deskbot.joining.split(1001, 2, "ana", severity=Severity.S1)
    await world.settle()

    assert open_pages(world) == [(1002, "urgent", 0)]
    world.twilio.phones[ANA].take_text()
    world.letter()


# -- passed on by whoever was paged for a page that is folded


async def folded_page(world: World) -> None:
    """Let Ben's page of T-1001 be folded into Ana's of T-1002, as that of the incident T-1003."""
    await an_s2(world)
    await world.mail(OUTAGE_S1.replace("Hollis Vet Clinic", "Elm Dental"), sender=SENDERS[JANA])
    world.letter(), world.letter(JANA), world.briefing()
    world.twilio.phones[ANA].take_text()
    await world.deskbot.joining.link([1001, 1002], "ana", incident=True)


async def test_who_passes_on_a_folded_page_passes_on_the_one_that_stands_for_it(world: World) -> None:
    await folded_page(world)

    answer = await world.text(BEN, "1e", "is passed on to the next level")
    await world.settle()

    assert "T-1003" in answer
    assert open_pages(world) == [(1003, "urgent", 1)]
    world.twilio.phones[KIM].take_call()


async def test_who_passes_on_a_folded_page_too_late_is_told_with_whom_the_other_is(world: World) -> None:
    await folded_page(world)
    await world.forward(minutes=5, seconds=5)
    world.twilio.phones[KIM].take_call()

    answer = await world.text(BEN, "1e", "is with the next level already: Kim Haddad")
    await world.settle()

    assert "T-1003" in answer
    assert open_pages(world) == [(1003, "urgent", 1)]
