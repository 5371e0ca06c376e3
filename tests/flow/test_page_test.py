"""`deskbot page test`: somebody is paged for nothing, to see whether it reaches them."""

from __future__ import annotations

from deskbot.engine.trying import Trying
from tests.flow.crowds import paged
from tests.harness import ANA, World


async def begin(world: World, person: str = "ana") -> int:
    parts = world.deskbot
    number = await Trying(parts.database, parts.paging.desk, parts.paging).begin(person, "ben", world.now)
    await world.settle()
    return number


async def reach_ana(world: World) -> None:
    """Let a test reach Ana by text and by call; she answers neither."""
    world.twilio.phones[ANA].take_text()
    await world.forward(seconds=30)
    world.twilio.phones[ANA].take_call()


async def end(world: World, number: int) -> None:
    parts = world.deskbot
    await Trying(parts.database, parts.paging.desk, parts.paging).end(number)


def verified(world: World) -> list[tuple[str, str]]:
    return world.sql("SELECT address, medium FROM number WHERE verified_at IS NOT NULL ORDER BY medium")


async def test_a_test_goes_by_all_of_somebodys_numbers_says_that_it_is_one_and_leaves_nothing(world: World) -> None:
    number = await begin(world)
    text = world.twilio.phones[ANA].take_text()
    assert text.startswith("TEST S4 ")
    assert "nobody needs help" in text
    await world.forward(seconds=30)
    world.twilio.phones[ANA].take_call()

    await world.text(ANA, "901a", "You have taken TEST")
    await world.settle()

    assert world.sql("SELECT state FROM page") == [("acknowledged",)]
    await end(world, number)
    assert world.sql("SELECT count(*) FROM ticket") == [(0,)]
    assert verified(world) == [(ANA, "sms")]


async def test_an_answer_on_the_keypad_verifies_the_number_that_was_called(world: World) -> None:
    world.twilio.phones[ANA].answers("4")
    number = await begin(world)
    world.twilio.phones[ANA].take_text()
    await world.forward(seconds=30)
    assert "Test of your pager" in world.twilio.phones[ANA].take_call().spoken[0]
    assert verified(world) == [(ANA, "voice")]
    await end(world, number)


async def test_a_test_whose_command_was_killed_ends_without_a_word_to_anybody(world: World) -> None:
    await begin(world)
    await reach_ana(world)

    await world.forward(minutes=15)

    assert world.sql("SELECT state FROM page") == [("unanswered",)]
    assert not world.unread_letters()


async def test_a_test_that_nobody_waits_for_any_more_is_taken_away_by_the_next(world: World) -> None:
    first = await begin(world)
    world.twilio.phones[ANA].take_text()
    await world.forward(minutes=5)
    world.twilio.phones[ANA].take_call()
    await world.text(ANA, "901a", "You have taken TEST")
    await world.forward(hours=2)

    second = await begin(world)

    assert world.sql("SELECT number FROM ticket") == [(second,)]
    assert first != second
    await reach_ana(world)
    await world.text(ANA, "901a", "You have taken TEST")
    await end(world, second)


async def test_18_a_late_answer_to_a_test_takes_no_real_page(world: World) -> None:
    number = await begin(world)
    await reach_ana(world)
    await world.text(ANA, "901a", "You have taken TEST")
    await end(world, number)
    await paged(world, 1001)
    world.twilio.phones[ANA].take_text()

    await world.text(ANA, "901a", "No page with that code was sent to this number.")

    await world.text(ANA, "1a", "You have taken T-1001")
