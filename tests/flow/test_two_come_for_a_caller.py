"""Two responders come to one ticket about which somebody phones: one talks to the caller, or calls them back."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.flow.test_passing_on import TWO_WANTED
from tests.flow.test_phone_in import TY, WITH_NUMBERS, a_ticket, hang_up, phone_again, phones_in, spelled, told
from tests.harness import ANA, KIM, World, running_world

NO_VOICE = ('sms: "+1 512 555 0110", voice: "+1 512 555 0110"', 'sms: "+1 512 555 0110"')


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A desk where two are wanted for each page."""
    async with running_world(database_url, directory=WITH_NUMBERS, policy=TWO_WANTED) as running:
        yield running


@pytest.fixture
async def without_a_telephone(database_url: str) -> AsyncIterator[World]:
    """The same, where Ana cannot be called."""
    async with running_world(database_url, directory=WITH_NUMBERS, policy=TWO_WANTED, changes=[NO_VOICE]) as running:
        yield running


async def kim_comes_as_well(world: World) -> str:
    """Let Kim be called, and take it; return what she hears last."""
    world.twilio.phones[KIM].answers("4")
    await world.forward(minutes=5)
    world.read += world.mailbox.letters
    return world.twilio.phones[KIM].take_call().spoken[-1]


async def test_the_second_hears_who_calls_the_caller_back(without_a_telephone: World) -> None:
    world = without_a_telephone
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", f"Call back: {TY}.")
    await world.forward(seconds=15)
    assert "You will be called back" in told(call)

    says = await kim_comes_as_well(world)

    assert "Ana Ruiz calls the caller back." in says
    assert spelled(TY) not in says


async def test_the_second_hears_so_also_where_the_caller_had_hung_up_before(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    await hang_up(world, call)
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", f"The caller has hung up. Call back: {TY}.")

    says = await kim_comes_as_well(world)

    assert "Ana Ruiz calls the caller back." in says
    assert any(f"The caller {TY} has hung up: Ana Ruiz calls back." in text for _, text in world.timeline())


async def test_where_the_first_has_passed_it_on_the_second_calls_back(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    await hang_up(world, call)
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", f"Call back: {TY}.")
    await world.text(ANA, "1e", "")

    assert spelled(TY) in await kim_comes_as_well(world)


async def test_the_caller_is_connected_to_the_first_without_waiting_for_the_second(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text(), world.briefing()
    world.twilio.phones[ANA].answers("5")

    await world.text(ANA, "1a", "your phone rings now")
    await world.forward(seconds=15)

    assert world.twilio.phones[ANA].take_call().talked_to == [TY]
    assert world.sql("SELECT joined_by FROM phone_call") == [("ana",)]
    assert world.sql("SELECT state FROM page") == [("open",)]
    assert call.outcome
    await kim_comes_as_well(world)


async def test_the_second_who_takes_it_by_text_hears_who_is_called_for_the_caller(world: World) -> None:
    await a_ticket(world)
    call = await phones_in(world, "1001#")
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", "your phone rings now")

    await phone_again(world)
    world.twilio.phones[KIM].take_call()

    answer = await world.text(KIM, "1a", "")

    assert "your phone rings now" not in answer
    assert "Ana Ruiz is called for the caller." in answer
    await hang_up(world, call)
    world.read += world.mailbox.letters
