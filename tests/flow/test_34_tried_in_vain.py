"""Pages that no carrier took at first go as one when they go again; what may have gone out keeps its own way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.flow.crowds import TOGETHER, paged, take_all, tickets_of
from tests.harness import ANA, World, running_world


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk whose pages for one phone go together."""
    async with running_world(database_url, changes=[TOGETHER]) as running:
        yield running


async def takes(world: World, *codes: str) -> None:
    for code in codes:
        await world.text(ANA, code, "You have taken")


def nothing_was_heard_of_the_last(world: World) -> None:
    """Let it be as if a carrier had neither answered nor reported: the last text may be out, and goes again."""
    world.sql("""UPDATE dispatch SET state = 'sending', provider_id = '', up = NULL
                 WHERE id = (SELECT max(id) FROM dispatch)""")
    [(row, bundle)] = world.sql("""SELECT id, bundle_id FROM notification WHERE id =
                                   (SELECT notification_id FROM dispatch ORDER BY id DESC LIMIT 1)""")
    again = "UPDATE notification SET state = 'queued', due_at = %s WHERE id = %s OR bundle_id = %s"
    world.sql(again, world.now + timedelta(seconds=1), row, bundle)


async def test_34_pages_whose_first_attempts_failed_go_as_one_once_the_carrier_works(world: World) -> None:
    world.twilio.faults.fail_next(2, status=503, retry_after=1)
    await paged(world, 1001, 1002)
    assert not world.twilio.phones[ANA].texts

    await world.forward(minutes=2)

    [text] = take_all(world, ANA)
    assert text.startswith("2 pages: T-1001 S1 Brightpath Voice & D, T-1002 S1")
    for number, other in ((1001, 1002), (1002, 1001)):
        assert ("page", f"sms to ana goes as one with that of T-{other}.") in world.timeline(number)
    assert world.sql("SELECT state, due_at FROM notification") == [("delivered", None)] * 2
    await takes(world, "3a")


async def test_34_pages_that_failed_at_first_wait_for_each_other_where_another_has_just_gone(world: World) -> None:
    world.twilio.faults.fail_next(2, status=503, retry_after=1)
    await paged(world, 1001, 1002, 1003)
    assert tickets_of(take_all(world, ANA)) == ["T-1003"]

    await world.forward(seconds=59)
    assert not world.twilio.phones[ANA].unread
    await world.forward(seconds=1)

    [text] = take_all(world, ANA)
    assert text.startswith("2 more: T-1001 S1 Brightpath Voice & D, T-1002 S1")
    await takes(world, "3a", "4a")


async def test_34_a_text_that_may_have_gone_out_goes_again_by_itself_under_its_own_code(world: World) -> None:
    await paged(world, 1001)
    [first] = take_all(world, ANA)
    nothing_was_heard_of_the_last(world)
    world.twilio.faults.fail_next(2, status=503, retry_after=1)
    await paged(world, 1002, 1003)

    await world.forward(minutes=2)

    texts = take_all(world, ANA)
    assert texts.count(first) == 1
    [together] = [text for text in texts if text != first]
    assert together.startswith("2 more: T-1002 S1 Brightpath Voice & D, T-1003 S1")
    await takes(world, "1a", "4a")


async def test_34_a_bundle_that_may_have_gone_out_takes_nothing_else_with_it(world: World) -> None:
    await paged(world, 1001, 1002, 1003)
    take_all(world, ANA)
    await world.forward(minutes=1)
    [bundle] = take_all(world, ANA)
    nothing_was_heard_of_the_last(world)
    world.twilio.faults.fail_next(1, status=503, retry_after=1)
    await paged(world, 1004)

    await world.forward(minutes=2)

    again = take_all(world, ANA)
    assert again.count(bundle) == 1
    assert tickets_of([text for text in again if text != bundle]) == ["T-1004"]
    await world.text(ANA, "4a", "You have taken 2 tickets: T-1002, T-1003.")
    await takes(world, "1a", "5a")


async def test_34_a_bundle_that_no_carrier_took_goes_again_with_what_failed_meanwhile(world: World) -> None:
    await paged(world, 1001, 1002, 1003)
    take_all(world, ANA)
    world.twilio.faults.fail_next(2, status=503, retry_after=1)
    await world.forward(minutes=1)
    await paged(world, 1004)

    await world.forward(minutes=2)

    [text] = take_all(world, ANA)
    assert text.startswith("3 more: T-1002 S1 Brightpath Voice & D, T-1003 S1")
    code = world.sql("SELECT code FROM bundle WHERE id = (SELECT max(bundle_id) FROM notification)")[0][0]
    assert f"Reply {code}a" in text
    await world.text(ANA, f"{code}a", "You have taken 3 tickets: T-1002, T-1003, T-1004.")
    await takes(world, "1a")


async def test_34_where_a_desk_wants_each_page_by_itself_so_they_go_again(database_url: str) -> None:
    async with running_world(database_url) as world:
        world.twilio.faults.fail_next(2, status=503, retry_after=1)
        await paged(world, 1001, 1002)

        await world.forward(seconds=20)

        assert sorted(tickets_of(take_all(world, ANA))) == ["T-1001", "T-1002"]
        await takes(world, "1a", "2a")
