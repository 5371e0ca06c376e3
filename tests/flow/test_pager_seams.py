"""What parts of the pager do to each other: bundles, limits, maintenance, hand-over, opt-out, two pages of a ticket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from deskbot.store import tickets
from tests.flow.crowds import TOGETHER, limited, paged, pages
from tests.flow.test_maintenance import hand, maintenance
from tests.flow.test_paging import outage
from tests.harness import ALL_QUEUES, ANA, BEN, KIM, World, running_world

FIRST = "      - {delay: 5m, schedule: primary, media: [sms]}\n"


@pytest.fixture
async def bundling(database_url: str) -> AsyncIterator[World]:
    """A desk whose pages for one phone go together."""
    async with running_world(database_url, changes=[TOGETHER]) as running:
        yield running


async def three(world: World) -> None:
    """Let three urgent tickets come: the first by itself, the other two as one."""
    await paged(world, 1001, 1002, 1003)
    world.twilio.phones[ANA].take_text()
    await world.forward(minutes=1)
    assert "2 more" in world.twilio.phones[ANA].take_text()


def states(world: World) -> dict[int, str]:
    return dict(world.sql("SELECT ticket_number, state FROM page ORDER BY ticket_number"))


async def test_34_passing_a_bundle_on_leaves_alone_what_somebody_has_judged_not_urgent(bundling: World) -> None:
    await three(bundling)
    await bundling.text(ANA, "2n", "T-1002 Site 1002 is down is S3 now, and nobody is paged")
    await bundling.settle()
    assert states(bundling)[1002] == "cancelled"

    await bundling.text(ANA, "4e", "T-1003 is passed on to the next level. T-1002: nobody is needed any more.")
    await bundling.settle()

    assert states(bundling) == {1001: "open", 1002: "cancelled", 1003: "open"}
    assert bundling.twilio.phones[KIM].take_call()
    await bundling.text(KIM, "3a", "You have taken T-1003")
    await bundling.text(ANA, "1a", "You have taken T-1001")


async def test_34_a_bundle_whose_first_page_was_taken_alone_still_tries_for_the_others(bundling: World) -> None:
    await paged(bundling, 1001, 1002, 1003)
    bundling.twilio.phones[ANA].take_text()
    bundling.twilio.faults.fail_next(status=503, retry_after=1)
    await bundling.forward(seconds=60)
    assert not bundling.twilio.phones[ANA].unread

    async with bundling.deskbot.database.begin() as session:
        ticket = await tickets.lock(session, 1002)
        assert ticket
        await bundling.deskbot.paging.cancel(session, 1002, bundling.now, "the reseller says that it is solved")
    await bundling.forward(seconds=5)

    assert "T-1003" in bundling.twilio.phones[ANA].take_text()
    await bundling.text(ANA, "3a", "You have taken T-1003")
    await bundling.text(ANA, "1a", "You have taken T-1001")


async def test_33_what_was_held_is_tried_again_though_its_page_has_gone_on(database_url: str) -> None:
    changes = [limited("{sms: {most: 1, per: 10m, s1: 1}}")]
    async with running_world(database_url, changes=changes) as world:
        await paged(world, 1001, 1002)
        world.twilio.phones[ANA].take_text()
        await world.forward(minutes=9)  # both have gone on to Kim, and to the end; one text to Ana is held
        world.twilio.phones[KIM].take_call(), world.twilio.phones[KIM].take_call()
        world.read += world.mailbox.letters
        world.twilio.faults.fail_next(status=503, retry_after=1)

        await world.forward(minutes=2)

        world.read += world.mailbox.letters
        assert "T-1002" in world.twilio.phones[ANA].take_text()
        await world.text(ANA, "2a", "You have taken T-1002")
        await world.text(ANA, "1a", "You have taken T-1001")


async def test_a_snoozed_page_is_not_rung_by_the_end_of_a_maintenance_that_once_held_it(world: World) -> None:
    await pages(world, 1001, 1, "S2")
    await world.settle()
    world.twilio.phones[ANA].take_text()
    await maintenance(world)
    await world.forward(minutes=6)
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.text(ANA, "1s 2h", "You are paged again at 14:06")

    await hand(world).end("kim")
    await world.settle()
    world.briefing()

    assert world.sql("SELECT state, due_at FROM page") == [("acknowledged", world.now + timedelta(hours=2))]
    assert not world.twilio.phones[ANA].unread


async def test_18_of_two_pages_of_a_ticket_the_one_that_rings_is_taken_by_the_older_ones_code(world: World) -> None:
    await outage(world)
    await world.forward(minutes=12)
    world.twilio.phones[KIM].take_call()
    world.read += world.mailbox.letters
    assert states(world) == {1001: "unanswered"}
    async with world.deskbot.database.begin() as session:
        ticket = await tickets.lock(session, 1001)
        assert ticket
        await world.deskbot.paging.open(session, ticket, "urgent", world.now, world.now, verified=True)
    await world.settle()
    world.twilio.phones[ANA].take_text()

    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()

    assert world.sql("SELECT state FROM page ORDER BY id") == [("unanswered",), ("acknowledged",)]
    world.letter()


async def test_37_an_answer_from_a_number_that_has_texted_stop_is_no_start(world: World) -> None:
    await outage(world)
    await world.text(ANA, "STOP", None)
    await world.settle()
    world.letter("desk@desk.example"), world.letter("ana@desk.example")

    await world.text(ANA, "1a", None)
    await world.settle()

    assert world.sql("SELECT flag FROM number WHERE medium = 'sms' AND flag <> ''") == [("opted-out",)]
    world.letter()


async def test_07_two_people_whose_last_way_fails_at_the_same_moment_are_left_at_once(database_url: str) -> None:
    both = (FIRST, "      - {delay: 5m, people: [ana, ben], media: [sms]}\n")
    async with running_world(database_url, policy=both) as world:
        world.twilio.phones[ANA].refuses_texts()
        world.twilio.phones[BEN].refuses_texts()
        await pages(world, 1001, 1)
        await world.settle()
        await world.forward(seconds=5)

        assert world.twilio.phones[KIM].take_call()
        world.read += world.mailbox.letters
        await world.text(KIM, "1a", "You have taken T-1001")


async def test_15_of_two_who_are_wanted_the_first_is_not_told_that_nobody_else_is_needed(database_url: str) -> None:
    both = (FIRST, "      - {delay: 5m, people: [ana, ben], media: [sms]}\n")
    two = ("    repeat: 0\n", "    repeat: 0\n    acknowledgements: 2\n")
    async with running_world(database_url, policy=both, changes=[two]) as world:
        await pages(world, 1001, 1)
        await world.settle()
        world.twilio.phones[ANA].take_text(), world.twilio.phones[BEN].take_text()

        await world.text(ANA, "1a", "You have taken T-1001")
        await world.text(BEN, "1a", "You have taken T-1001")
        await world.settle()

        assert states(world) == {1001: "acknowledged"}
        assert not world.twilio.phones[ANA].unread


async def test_41_what_is_late_says_so_in_a_bundle_and_on_the_phone_as_well(bundling: World) -> None:
    await pages(bundling, 1001, 3, due_at=bundling.now + timedelta(minutes=10))
    bundling.clock.forward(timedelta(hours=1))
    await bundling.deskbot.housekeeping(ALL_QUEUES, grace=timedelta()).sweep()
    await bundling.settle()
    assert bundling.twilio.phones[ANA].take_text().startswith("T-1001 S2 Brightpath Voice & Data: late: due 12:10")

    await bundling.forward(minutes=1)

    assert bundling.twilio.phones[ANA].take_text().startswith("2 more: T-1002 S2 late")
    assert any("goes as one with that of T-1002 (late: due 12:10)" in says for _, says in bundling.timeline(1003))
    await bundling.text(ANA, "4a", "You have taken 2 tickets")
    await bundling.text(ANA, "1a", "You have taken T-1001")
