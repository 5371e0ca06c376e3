"""Urgent tickets that come together go to a phone as one page, and are answered together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from deskbot.model.gsm import segments
from deskbot.simulators.phones import HeardCall
from tests.flow.crowds import TOGETHER, limited, paged, tickets_of
from tests.harness import ANA, BEN, KIM, World, running_world

FIVE = (1001, 1002, 1003, 1004, 1005)
FIRST = "      - {delay: 5m, schedule: primary, media: [sms]}\n"


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk whose pages for one phone go together, as they do where a desk says nothing of it."""
    async with running_world(database_url, changes=[TOGETHER]) as running:
        yield running


def owners(world: World) -> dict[int, str]:
    return dict(world.sql("SELECT number, owner FROM ticket ORDER BY number"))


async def five(world: World) -> str:
    """Let five urgent tickets come within a minute; return the text that Ana gets for the last four."""
    await paged(world, *FIVE)
    assert tickets_of([world.twilio.phones[ANA].take_text()]) == ["T-1001"]
    assert not world.twilio.phones[ANA].unread
    await world.forward(minutes=1)
    return world.twilio.phones[ANA].take_text()


async def test_34_of_five_urgent_tickets_one_page_goes_at_once_and_one_for_the_others_within_the_minute(
    world: World,
) -> None:
    text = await five(world)

    assert text.startswith("4 more: T-1002 S1, T-1003 S1, T-1004 S1, T-1005 S1. ")
    assert text.endswith("Reply 6a to take all, 6e to pass all on")
    assert segments(text) == 1
    for number in FIVE[1:]:
        assert any("is held until 12:01: what else comes" in says for _, says in world.timeline(number))
        assert any("goes as one with that of" in says for _, says in world.timeline(number))
    assert world.sql("SELECT state, due_at FROM notification") == [("delivered", None)] * 5
    await world.text(ANA, "6a", "You have taken 4 tickets")
    await world.text(ANA, "1a", "You have taken T-1001")


async def test_34_one_reply_takes_all_of_a_bundle_and_the_answer_names_them(world: World) -> None:
    await five(world)

    await world.text(ANA, "6a on my way", "You have taken 4 tickets: T-1002, T-1003, T-1004, T-1005.")
    await world.settle()

    assert owners(world) == {1001: "", **dict.fromkeys(FIVE[1:], "ana")}
    assert all(("note", "on my way") in world.timeline(number) for number in FIVE[1:])
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.forward(hours=1)
    assert not world.twilio.phones[KIM].calls


async def test_34_a_single_code_answers_its_own_page_alone_and_the_bundles_code_the_rest(world: World) -> None:
    await five(world)

    await world.text(ANA, "3a", "You have taken T-1003")
    answer = await world.text(ANA, "6a", "You have taken 3 tickets: T-1002, T-1004, T-1005.")
    await world.settle()

    assert answer.endswith(" T-1003 is yours already, since 12:01.")
    await world.text(ANA, "1a", "You have taken T-1001")


async def test_34_what_somebody_else_has_is_named_with_who_has_it(world: World) -> None:
    await five(world)
    await world.forward(minutes=5)
    world.twilio.phones[KIM].take_call()
    world.twilio.phones[KIM].take_call()
    world.letter("lead@desk.example"), world.briefing()  # T-1001 has been with everybody
    await world.text(KIM, "2a", "You have taken T-1002")

    answer = await world.text(ANA, "6a", "You have taken 3 tickets: T-1003, T-1004, T-1005.")
    await world.text(ANA, "1a", "You have taken T-1001")

    assert answer.endswith(" T-1002 was taken by Kim Haddad at 12:06.")


async def test_34_a_bundle_is_passed_on_as_a_whole(world: World) -> None:
    world.twilio.phones[KIM].answers("4")
    await five(world)

    await world.text(ANA, "6e", "T-1002, T-1003, T-1004, T-1005 are passed on to the next level.")
    await world.settle()

    world.twilio.phones[KIM].take_call()
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.forward(minutes=2)
    world.twilio.phones[KIM].take_call()
    assert set(owners(world).values()) == {"ana", "kim"}


async def call_about_three(world: World, keys: str) -> HeardCall:
    """Let Kim press keys when she is called about one ticket, and then about three; return what she heard of these."""
    await five(world)
    await world.text(ANA, "1a", "You have taken T-1001")
    world.twilio.phones[KIM].answers(keys)

    await world.forward(minutes=5)

    assert world.twilio.phones[KIM].take_call().spoken[0].startswith("Page for ticket 1 0 0 2")
    return world.twilio.phones[KIM].take_call()


async def test_34_a_call_speaks_of_all_its_tickets_and_one_key_takes_them(world: World) -> None:
    call = await call_about_three(world, "4")

    assert call.spoken[0].startswith("Page for 3 tickets. Ticket 1 0 0 3, severity 1, from Brightpath")
    keys = "Press 4 to take all of them, 6 to pass all of them on, 2 to hear more of each, or 1 to hear this again."
    assert call.spoken[0].endswith(keys)
    assert call.spoken[-1] == "You have taken 3 tickets: T-1003, T-1004, T-1005. Goodbye."
    assert owners(world) == {1001: "ana", **dict.fromkeys(FIVE[1:], "kim")}


async def test_34_who_wants_to_hear_more_of_a_bundle_hears_of_each_ticket_and_then_the_menu(world: World) -> None:
    call = await call_about_three(world, "24")

    who = "severity 1, from Brightpath Voice & Data"
    assert call.spoken[1] == " ".join(f"Ticket 1 0 0 {one}, {who}: Site 100{one} is down." for one in (3, 4, 5))
    assert call.spoken[2] == call.spoken[0]
    assert call.spoken[-1].startswith("You have taken 3 tickets")


@pytest.mark.parametrize("keys", ["22222222", "9", ""])
async def test_14_the_menu_of_a_bundle_too_comes_a_bounded_number_of_times(database_url: str, keys: str) -> None:
    called = (FIRST, FIRST.replace("[sms]", "[voice]"))
    async with running_world(database_url, changes=[TOGETHER, called]) as world:
        await paged(world, 1001)
        world.twilio.phones[ANA].take_call()
        await paged(world, 1002, 1003)
        world.twilio.phones[ANA].answers(keys)
        world.twilio.phones[KIM].answers("4")

        await world.forward(minutes=1)

        spoken = world.twilio.phones[ANA].take_call().spoken
        assert len([said for said in spoken if "Press 4 to take all of them" in said]) == 3
        assert spoken[-1] == "Goodbye."
        await world.forward(minutes=2)
        assert set(owners(world).values()) == {"kim"}  # none of them was taken by that
        for _ in list(world.twilio.phones[KIM].untaken_calls):
            world.twilio.phones[KIM].take_call()


async def test_34_an_s1_does_not_wait_for_pages_that_were_less_urgent(world: World) -> None:
    await paged(world, 1001, severity="S2")
    await paged(world, 1002, severity="S1")

    assert tickets_of([world.twilio.phones[ANA].take_text() for _ in range(2)]) == ["T-1001", "T-1002"]
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.text(ANA, "2a", "You have taken T-1002")


async def test_34_where_one_is_left_at_the_end_of_the_minute_it_is_an_ordinary_page(world: World) -> None:
    await paged(world, 1001, 1002, 1003)
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "3a", "You have taken T-1003")

    await world.forward(minutes=1)

    text = world.twilio.phones[ANA].take_text()
    assert text.startswith("T-1002 S1 Brightpath")
    assert text.endswith("Reply 2a to take it, 2e to pass it on")
    assert world.sql("SELECT count(*) FROM bundle") == [(0,)]
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.text(ANA, "2a", "You have taken T-1002")


async def test_34_a_bundle_that_is_not_delivered_moves_all_its_pages_on(world: World) -> None:
    await paged(world, *FIVE)
    world.twilio.phones[ANA].take_text()
    world.twilio.phones[ANA].refuses_texts()
    world.twilio.phones[KIM].answers("4")

    await world.forward(minutes=1)

    assert world.twilio.phones[KIM].take_call().spoken[0].startswith("Page for ticket 1 0 0 2")
    await world.forward(minutes=1)
    assert world.twilio.phones[KIM].take_call().spoken[0].startswith("Page for 3 tickets")
    assert owners(world) == {1001: "", **dict.fromkeys(FIVE[1:], "kim")}
    world.letter("desk@desk.example"), world.letter("ana@desk.example")  # her number takes no texts
    await world.text(ANA, "1a", "You have taken T-1001")


async def test_34_a_bundle_that_a_carrier_did_not_take_goes_again_under_its_code(world: World) -> None:
    await paged(world, 1001, 1002, 1003)
    world.twilio.phones[ANA].take_text()
    world.twilio.faults.fail_next(status=503, retry_after=1)

    await world.forward(minutes=1, seconds=5)

    text = world.twilio.phones[ANA].take_text()
    assert text.endswith("Reply 4a to take all, 4e to pass all on")
    assert world.sql("SELECT count(*) FROM dispatch") == [(3,)]
    await world.text(ANA, "4a", "2 tickets")
    await world.text(ANA, "1a", "You have taken T-1001")


async def test_34_a_bundles_code_rests_as_long_as_its_pages(world: World) -> None:
    await five(world)
    await world.text(ANA, "6a", "You have taken 4 tickets")
    await world.text(ANA, "1a", "You have taken T-1001")

    await world.forward(days=13)
    await paged(world, 1006)

    assert "Reply 7a" in world.twilio.phones[BEN].take_text()
    await world.text(BEN, "7a", "You have taken T-1006")


async def test_34_what_a_dead_worker_had_in_hand_goes_again_as_a_whole(world: World) -> None:
    await paged(world, 1001, 1002, 1003)
    world.twilio.phones[ANA].take_text()
    await world.forward(minutes=1)
    first = world.twilio.phones[ANA].take_text()
    # As its rows would be: all in hand still, and the lease ended of the one whose job is given to another worker.
    lease = world.now + timedelta(seconds=15)
    world.sql("UPDATE notification SET state = 'sending', due_at = %s WHERE bundle_id IS NOT NULL", lease)
    released = "UPDATE notification SET due_at = %s WHERE due_at = %s AND id IN (SELECT notification_id FROM dispatch)"
    world.sql(released, world.now, lease)

    await world.forward(seconds=1)

    assert world.twilio.phones[ANA].take_text() == first
    await world.text(ANA, "4a", "You have taken 2 tickets")
    await world.text(ANA, "1a", "You have taken T-1001")


@pytest.fixture
async def quick(database_url: str) -> AsyncIterator[World]:
    """A desk whose first level has half a minute to answer."""
    async with running_world(database_url, changes=[TOGETHER, (FIRST, FIRST.replace("5m", "30s"))]) as running:
        yield running


async def test_34_who_waits_for_the_minute_hears_of_it_though_the_next_level_is_paged_meanwhile(quick: World) -> None:
    world = quick
    world.twilio.phones[KIM].answers("4")
    await paged(world, 1001, 1002)
    world.twilio.phones[ANA].take_text()

    await world.forward(seconds=30)
    world.twilio.phones[KIM].take_call()
    await world.forward(seconds=30)

    assert world.twilio.phones[ANA].take_text().startswith("T-1002 S1")
    await world.text(ANA, "2a", "You have taken T-1002")
    await world.text(ANA, "1a", "T-1001 Site 1001 is down was taken by Kim Haddad at 12:00")


async def test_34_a_call_that_is_made_again_is_late_for_none_of_those_that_go_as_one(database_url: str) -> None:
    voice, again = FIRST.replace("[sms]", "[voice]"), "    call_again: {times: 2, every: 3m}\n"
    limits = limited("{voice: {most: 1, s1: 1, per: 1m}}")
    async with running_world(
        database_url, changes=[limits, (FIRST, voice), ("    repeat: 0\n", f"    repeat: 0\n{again}")]
    ) as world:
        world.twilio.phones[ANA].busy()
        await paged(world, 1001, 1002, 1003)
        await world.forward(minutes=2)
        assert any("goes as one with that of T-1002" in says for _, says in world.timeline(1003))
        await world.text(ANA, "1a", "You have taken")
        await world.text(ANA, "2a", "You have taken T-1002")

        await world.forward(minutes=2, seconds=30)

        told = [says for _, says in world.timeline(1003) if "attempt" in says]
        assert told
        assert not [says for says in told if "late" in says]
        while world.twilio.phones[ANA].untaken_calls:
            world.twilio.phones[ANA].take_call()
        await world.text(ANA, "3a", "You have taken T-1003")
