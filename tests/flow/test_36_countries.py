"""A text leaves out what cannot work where it goes; who cannot answer it is called."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.flow.crowds import TOGETHER, paged, pages
from tests.harness import ANA, World, running_world

REPLIES_OFF = ("rating: on", "rating: on\ncountries: {us: {replies: off}}")
NO_CALLS = ('sms: "+1 512 555 0110", voice: "+1 512 555 0110"}', 'sms: "+1 512 555 0110"}')


@pytest.fixture
async def abroad(database_url: str) -> AsyncIterator[World]:
    """A desk whose people are where a text cannot be answered."""
    async with running_world(database_url, changes=[REPLIES_OFF, TOGETHER]) as running:
        yield running


@pytest.fixture
async def unreachable_by_voice(database_url: str) -> AsyncIterator[World]:
    """The same, and Ana has no number for calls."""
    async with running_world(database_url, changes=[REPLIES_OFF, NO_CALLS]) as running:
        yield running


async def test_36_where_a_text_cannot_be_answered_it_asks_for_no_answer_and_voice_acknowledges(abroad: World) -> None:
    world = abroad
    world.twilio.phones[ANA].answers("4")

    await paged(world, 1001)

    text = world.twilio.phones[ANA].take_text()
    assert text == "T-1001 S1 Brightpath Voice & Data: Site 1001 is down. We call you, too"
    assert "You have taken T-1001" in world.twilio.phones[ANA].take_call().spoken[-1]
    assert world.ticket()["owner"] == "ana"


async def test_36_a_bundle_there_asks_for_no_answer_either_and_one_key_takes_it(abroad: World) -> None:
    world = abroad
    world.twilio.phones[ANA].answers("4")
    await paged(world, 1001, 1002, 1003)
    world.twilio.phones[ANA].take_text(), world.twilio.phones[ANA].take_call()

    await world.forward(minutes=1)

    texts = [text.body for text in world.twilio.phones[ANA].unread]
    assert all(text.endswith("We call you, too") for text in texts)
    _ = [world.twilio.phones[ANA].take_text() for _ in texts]
    assert "You have taken 2 tickets" in world.twilio.phones[ANA].take_call().spoken[-1]


async def test_36_who_cannot_be_called_either_is_told_what_to_do(unreachable_by_voice: World) -> None:
    world = unreachable_by_voice

    await paged(world, 1001)

    text = world.twilio.phones[ANA].take_text()
    assert text.endswith("It cannot be answered by text: phone the desk")
    await world.text(ANA, "1a", "You have taken T-1001")  # should it arrive after all


@pytest.mark.parametrize(("links", "says"), [("off", "see (link) and (link) now"), ("on", "see https://status")])
async def test_36_where_a_text_with_a_link_does_not_arrive_a_title_keeps_its_words_and_loses_its_links(
    database_url: str, links: str, says: str
) -> None:
    no_links = (REPLIES_OFF[0], f"rating: on\ncountries: {{us: {{links: {links}}}}}")
    async with running_world(database_url, changes=[no_links]) as world:
        await pages(world, 1001, 1, "S1", subject="see https://status.hollis.example/a?b=1 and www.hollis.example now")
        await world.settle()

        text = world.twilio.phones[ANA].take_text()

        assert says in text
        assert text.endswith("Reply 1a to take it, 1e to pass it on")
        await world.text(ANA, "1a", "You have taken T-1001")
