"""Whoever passes a page on hears what really comes next, by text, key and link."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html import unescape

import pytest

from tests.flow.crowds import paged
from tests.flow.test_page_link import get, press, url_of
from tests.harness import ANA, BEN, KIM, World, running_world

NO_LEVEL = "is passed on, but no level is left: the desk is told that nobody has answered."
REPEAT = ("    repeat: 0\n", "    repeat: 1\n")
TWO_WANTED = ("    repeat: 0\n", "    repeat: 0\n    acknowledgements: 2\n")
FIRST = "{delay: 5m, schedule: primary, media: [sms]}"
SECOND = "{delay: 5m, people: [kim], media: [voice]}"


async def level_two(world: World, severity: str = "S1") -> None:
    """Let a ticket's page come to its last level."""
    await paged(world, 1001, severity=severity)
    world.twilio.phones[ANA].take_text()
    await world.forward(minutes=5)


def read_the_rest(world: World) -> None:
    """Read what the desk is told of a ticket of nobody's in particular."""
    world.letter("lead@desk.example"), world.briefing()


async def test_who_passes_on_from_the_last_level_hears_that_nobody_is_left(world: World) -> None:
    await level_two(world)
    world.twilio.phones[KIM].take_call()

    await world.twilio.phones[KIM].sends("1e")
    await world.settle()

    assert world.twilio.phones[KIM].take_answer() == f"T-1001 Site 1001 is down {NO_LEVEL}"
    assert ("page", f"P{NO_LEVEL[4:]}") in world.timeline()
    assert world.sql("SELECT state FROM page") == [("unanswered",)]
    read_the_rest(world)


async def test_the_key_and_the_link_say_so_as_well(world: World) -> None:
    await paged(world, 1001)
    world.twilio.phones[ANA].take_text()
    world.twilio.phones[KIM].answers("6")
    await world.forward(minutes=5)

    assert NO_LEVEL in world.twilio.phones[KIM].take_call().spoken[-1]
    read_the_rest(world)
    await world.text(KIM, "1a", "You have taken T-1001")
    await world.forward(minutes=1)

    url = url_of(world, 2)
    asked = await press(url, "Pass it on", await get(url))
    said = await press(url, "Pass it on", asked)
    await world.settle()

    assert NO_LEVEL in unescape(said.text)
    read_the_rest(world)


class TestWithRepeats:
    """A policy that is gone through twice."""

    @pytest.fixture
    async def world(self, database_url: str) -> AsyncIterator[World]:
        async with running_world(database_url, changes=[REPEAT]) as running:
            yield running

    async def test_who_passes_on_from_the_last_level_hears_that_the_first_is_paged_again(self, world: World) -> None:
        await level_two(world)
        world.twilio.phones[KIM].take_call()

        await world.twilio.phones[KIM].sends("1e")
        await world.settle()

        how = "is passed on: every level was paged, and they begin again now."
        assert world.twilio.phones[KIM].take_answer() == f"T-1001 Site 1001 is down {how}"
        assert "T-1001" in world.twilio.phones[ANA].take_text()
        await world.text(ANA, "1a", "You have taken T-1001")


class TestOfTheSamePeople:
    """The person of the next level is one whom the first has just paged."""

    @pytest.fixture
    async def world(self, database_url: str) -> AsyncIterator[World]:
        changes = [(FIRST, "{delay: 5m, people: [ana, kim], media: [sms]}"), (SECOND, SECOND.replace("voice", "sms"))]
        async with running_world(database_url, changes=changes) as running:
            yield running

    async def test_who_passes_on_at_once_hears_that_the_others_are_waited_for(self, world: World) -> None:
        await paged(world, 1001)

        await world.twilio.phones[ANA].sends("1e")
        await world.settle()

        how = "is passed on; who is left has just been paged, and is waited for until 12:01."
        assert world.twilio.phones[ANA].take_answer() == f"T-1001 Site 1001 is down {how}"
        world.twilio.phones[ANA].take_text(), world.twilio.phones[KIM].take_text()
        await world.forward(minutes=1)
        world.twilio.phones[KIM].take_text()
        await world.text(KIM, "1a", "You have taken T-1001")


class TestWhereTwoAreWanted:
    """Two people are to come."""

    @pytest.fixture
    async def world(self, database_url: str) -> AsyncIterator[World]:
        changes = [TWO_WANTED, (FIRST, "{delay: 5m, people: [ana, ben], media: [sms]}"), (f"      - {SECOND}\n", "")]
        async with running_world(database_url, changes=changes) as running:
            yield running

    async def test_who_goes_hears_with_whom_it_stays(self, world: World) -> None:
        await paged(world, 1001)
        for phone in (ANA, BEN):
            world.twilio.phones[phone].take_text()
            await world.text(phone, "1a", "You have taken T-1001")

        how = "is passed on, but no level is left: it stays with Ben Oyelowo."
        await world.text(ANA, "1e", f"T-1001 Site 1001 is down {how}")
        await world.settle()

        assert world.sql("SELECT state, acknowledged FROM page") == [("acknowledged", ["ben"])]
