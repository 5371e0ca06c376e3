"""Whoever answers several pages at once reads what they would of one, and loses nothing that they had before."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.flow.crowds import TOGETHER, paged, pages
from tests.flow.test_34_bundles import FIVE, five, owners
from tests.flow.test_passing_on import TWO_WANTED
from tests.harness import ANA, KIM, World, running_world

REST = "T-1002, T-1004, T-1005"
ALL = "T-1002, T-1003, T-1004, T-1005"
STAYS = "T-1003: yours, and it stays so unless you pass it on by its own code."


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk whose pages for one phone go together."""
    async with running_world(database_url, changes=[TOGETHER]) as running:
        yield running


@pytest.fixture
async def two_wanted(database_url: str) -> AsyncIterator[World]:
    """The same, where two people have to come."""
    async with running_world(database_url, changes=[TOGETHER, TWO_WANTED]) as running:
        yield running


async def takes_the_first(world: World) -> None:
    """Let Ana take what was no part of the bundle."""
    await world.text(ANA, "1a", "You have taken T-1001")


def notes(world: World, number: int) -> list[str]:
    return [text for kind, text in world.timeline(number) if kind == "note"]


# -- taking it


async def test_15_who_takes_a_bundle_hears_how_many_more_are_wanted(two_wanted: World) -> None:
    await five(two_wanted)

    answer = await two_wanted.text(ANA, "6a", f"You have taken 4 tickets: {ALL}.")

    assert answer.endswith(" 1 more is wanted for each: they go on ringing for them.")
    await takes_the_first(two_wanted)


async def test_15_where_only_some_of_a_bundle_want_more_these_are_named(two_wanted: World) -> None:
    await five(two_wanted)
    two_wanted.sql("UPDATE page SET acknowledged = '[\"kim\"]', acknowledged_by = 'kim' WHERE id IN (2, 3, 4)")

    answer = await two_wanted.text(ANA, "6a", f"You have taken 4 tickets: {ALL}.")

    assert answer.endswith(" 1 more is wanted for T-1005: it goes on ringing for them.")
    await takes_the_first(two_wanted)
    two_wanted.read += two_wanted.mailbox.letters


async def test_34_what_somebody_has_taken_of_a_bundle_before_is_theirs_already(world: World) -> None:
    await five(world)
    await world.text(ANA, "3a", "You have taken T-1003")

    answer = await world.text(ANA, "6a", f"You have taken 3 tickets: {REST}.")
    again = await world.text(ANA, "6a", "already")
    await takes_the_first(world)

    assert answer.endswith(" T-1003 is yours already, since 12:01.")
    assert again == f"{ALL} are yours already, since 12:01."


async def test_15_the_second_of_two_who_answers_twice_reads_that_it_is_theirs(two_wanted: World) -> None:
    world = two_wanted
    await paged(world, 1001)
    world.twilio.phones[ANA].take_text()
    await takes_the_first(world)
    world.twilio.phones[KIM].answers("4")
    await world.forward(minutes=5)
    world.twilio.phones[KIM].take_call()

    assert await world.text(KIM, "1a", "already") == "T-1001 Site 1001 is down is yours already."
    await world.text(ANA, "1a", "is yours already, since 12:00.")


@pytest.mark.parametrize("code", ["6a on my way", "6e on my way"])
async def test_34_the_words_behind_a_bundles_code_are_no_note_on_what_is_resolved(world: World, code: str) -> None:
    await five(world)
    await world.text(ANA, "3r", "T-1003 Site 1003 is down is resolved")

    await world.text(ANA, code, "T-1003: nobody is needed any more.")
    await takes_the_first(world)

    assert [notes(world, number) for number in FIVE] == [[], ["on my way"], [], ["on my way"], ["on my way"]]


# -- passing it on


@pytest.mark.parametrize("before", ["3a", "3s 2h"])
async def test_34_what_somebody_has_taken_or_put_off_stays_theirs_when_they_pass_the_rest_on(
    world: World, before: str
) -> None:
    await five(world)
    await world.text(ANA, before, "T-1003")
    had = world.sql("SELECT state, due_at, acknowledged FROM page WHERE id = 3")

    answer = await world.text(ANA, "6e cannot", f"{REST} are passed on to the next level.")
    await world.settle()
    world.twilio.phones[KIM].take_call()
    again = await world.text(ANA, "6e", "already")
    await takes_the_first(world)

    assert answer.endswith(f" {STAYS}")
    assert again == f"{REST}: with the next level already. {STAYS}"
    assert world.sql("SELECT state, due_at, acknowledged FROM page WHERE id = 3") == had
    assert owners(world)[1003] == "ana"
    assert notes(world, 1003) == []


async def test_34_who_has_taken_all_of_a_bundle_may_pass_all_of_it_on(world: World) -> None:
    await five(world)
    await world.text(ANA, "3r", "T-1003 Site 1003 is down is resolved")
    await world.text(ANA, "6a", f"You have taken 3 tickets: {REST}.")

    answer = await world.text(ANA, "6e", f"{REST} are passed on to the next level.")
    await takes_the_first(world)

    assert answer.endswith(" T-1003: nobody is needed any more.")
    assert owners(world) == {1001: "ana", 1003: "ana"} | dict.fromkeys((1002, 1004, 1005), "")


async def test_34_what_somebody_else_has_keeps_nobody_from_passing_on_their_own(world: World) -> None:
    world.twilio.phones[KIM].answers("6")
    await five(world)
    await takes_the_first(world)
    world.sql(
        "UPDATE page SET state = 'acknowledged', acknowledged = '[\"kim\"]', acknowledged_by = 'kim' WHERE id = 3"
    )
    await world.text(ANA, "6a", f"You have taken 3 tickets: {REST}.")

    await world.text(ANA, "6e", f"{REST} are passed on to the next level. T-1003: taken by Kim Haddad.")


# -- what goes by each ticket's own code


async def test_34_a_large_bundle_names_twelve_codes_and_none_of_what_has_ended(world: World) -> None:
    await paged(world, 1001)
    await pages(world, 1002, 20, "S1")
    await world.settle()
    await world.forward(minutes=1)
    world.twilio.phones[ANA].take_text()
    assert world.twilio.phones[ANA].take_text().startswith("20 more: ")
    await world.text(ANA, "3r", "T-1003 Site 1003 is down is resolved")

    answer = await world.text(ANA, "22s 2h", "22a takes all of them, 22e passes all on.")

    assert answer.endswith(
        "own code: " + ", ".join(f"T-10{one:02} {one}" for one in (2, *range(4, 15))) + " and 7 more."
    )
    await world.text(ANA, "22a", "You have taken 19 tickets")
    await takes_the_first(world)


async def test_34_of_a_bundle_that_has_ended_altogether_no_code_is_named(world: World) -> None:
    await five(world)
    for code in (2, 3, 4, 5):
        await world.text(ANA, f"{code}r", "is resolved")

    assert await world.text(ANA, "6r done", "no") == f"{ALL}: nobody is needed any more."
    await takes_the_first(world)
