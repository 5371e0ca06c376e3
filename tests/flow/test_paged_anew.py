"""A ticket that nobody came for is paged anew: what its old code, and no code at all, mean then."""

from __future__ import annotations

from deskbot.store import tickets
from tests.flow.crowds import paged
from tests.flow.mails import OUTAGE_S1
from tests.flow.test_page_link import get, url_of
from tests.harness import ANA, KIM, World


async def wanted_again(world: World) -> None:
    """Let an agent want somebody for the ticket that nobody has come for."""
    async with world.deskbot.database.begin() as session:
        ticket = await tickets.lock(session, 1001)
        assert ticket
        await world.deskbot.agents.page(session, ticket, "ben")
    await world.settle()
    world.twilio.phones[ANA].take_text()


async def in_vain(world: World) -> None:
    """Let the first ticket be paged, and nobody answer."""
    await paged(world, 1001)
    world.twilio.phones[ANA].take_text()
    await world.forward(minutes=11)
    world.twilio.phones[KIM].take_call()
    world.read += world.mailbox.letters


async def test_15_the_code_of_a_page_that_nobody_answered_takes_the_ticket_from_nobody_who_came_for_the_next(
    world: World,
) -> None:
    await world.mail(OUTAGE_S1, subject="Hollis is down")
    world.twilio.phones[ANA].take_text()
    await world.forward(minutes=11)
    world.twilio.phones[KIM].take_call()
    await wanted_again(world)
    await world.text(ANA, "2a", "You have taken")
    await world.forward(minutes=3)
    world.read += world.mailbox.letters
    link = url_of(world, 2)

    passed_on = await world.text(KIM, "1e", "")
    taken = await world.text(KIM, "1a", "")
    await world.settle()

    assert "was taken by Ana Ruiz at 12:11" in (passed_on or "")
    assert "was taken by Ana Ruiz at 12:11" in (taken or "")
    assert "Ana Ruiz" in (await get(link)).text
    assert world.ticket()["owner"] == "ana"
    assert not world.unread_letters()


async def test_15_who_has_taken_a_ticket_by_its_later_page_has_it_by_the_link_of_the_one_before_too(
    world: World,
) -> None:
    await in_vain(world)
    await wanted_again(world)
    await world.text(ANA, "2a", "You have taken")

    assert "You have it." in (await get(url_of(world, 1))).text


async def test_11_no_code_means_the_only_page_that_somebody_is_wanted_for_not_one_of_a_ticket_that_is_over(
    world: World,
) -> None:
    await in_vain(world)
    world.sql("UPDATE ticket SET state = 'closed', closed_at = %s", world.now)
    await world.forward(days=28)
    await paged(world, 1002)
    world.twilio.phones[ANA].take_text()

    await world.text(ANA, "a", "You have taken T-1002")


async def test_11_no_code_means_the_newest_page_of_a_ticket_that_was_paged_anew(world: World) -> None:
    await in_vain(world)
    await wanted_again(world)

    await world.text(ANA, "a", "You have taken T-1001")


async def test_18_the_code_of_a_page_that_nobody_answered_passes_no_newer_one_on_and_says_why(world: World) -> None:
    await in_vain(world)
    await wanted_again(world)

    await world.text(ANA, "1e", "was paged anew since, with another code")

    await world.text(ANA, "1a", "You have taken T-1001")
