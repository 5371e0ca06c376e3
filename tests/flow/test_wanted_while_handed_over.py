"""A page that is being handed over is somebody's: who wants somebody has them paged, as where it is acknowledged."""

from __future__ import annotations

from deskbot.model.case import Severity
from deskbot.model.phone import Ring
from deskbot.store import tickets
from deskbot.tickets.paging import PageWish
from tests.flow.crowds import paged
from tests.harness import ANA, BEN, World

BACK = "Ben Oyelowo has not taken it: it stays with Ana Ruiz."
STILL_YOURS = "T-1001: Ben Oyelowo has not taken it. It is still yours."
NOT_YOURS = "T-1001: it is paged anew, and is not handed over to you any more."


async def handed_to_ben(world: World, severity: str = "S1") -> None:
    """Let Ana take a page, and hand it over to Ben."""
    await paged(world, 1001, severity=severity)
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.settle()
    await world.text(ANA, "1h ben", "Ben Oyelowo is being paged")
    await world.settle()
    world.twilio.phones[BEN].take_text()
    world.twilio.phones[BEN].take_call()


async def is_paged_anew(world: World) -> None:
    """Read what Ana is told: that hers is still hers, and the new page, which she takes."""
    texts = [text.body for text in world.twilio.phones[ANA].unread]
    assert len(texts) == 2
    assert STILL_YOURS in texts
    assert any("Reply 2a to take it" in text for text in texts)
    assert world.sql("SELECT state, acknowledged_by, handed_to FROM page ORDER BY id") == [
        ("acknowledged", "ana", ""),
        ("open", "", ""),
    ]
    assert ("page", BACK) in world.timeline()
    for _ in texts:
        world.twilio.phones[ANA].take_text()
    assert world.twilio.phones[BEN].take_text() == NOT_YOURS
    await world.text(ANA, "2a", "You have taken")
    await world.settle()
    world.read += world.mailbox.letters


async def becomes(world: World, severity: Severity, *, raised: bool) -> PageWish:
    """Let the ticket become so grave."""
    async with world.deskbot.database.begin() as session:
        ticket = await tickets.lock(session, 1001)
        assert ticket is not None
        ticket.severity = severity
        wish = await world.deskbot.paging.follow(session, ticket, severity, world.now, raised=raised, proven=True)
    await world.settle()
    return wish


async def test_whoever_asks_for_somebody_has_the_one_on_call_paged(world: World) -> None:
    await handed_to_ben(world)

    async with world.deskbot.database.begin() as session:
        ticket = await tickets.lock(session, 1001)
        assert ticket is not None
        await world.deskbot.agents.page(session, ticket, "kim")
    await world.settle()

    assert ("page", "Kim Haddad wants somebody to come: somebody is paged for it now.") in world.timeline()
    await is_paged_anew(world)


async def test_a_ticket_that_becomes_graver_is_paged_anew(world: World) -> None:
    await handed_to_ben(world, "S2")

    wish = await becomes(world, Severity.S1, raised=True)

    assert wish.says == "Paged now: S1."
    await is_paged_anew(world)


async def test_a_reseller_who_phones_has_somebody_called(world: World) -> None:
    await handed_to_ben(world, "S2")

    await world.deskbot.phone_in.make_urgent(Ring("CA1", "+12145550137", "+12025550100"), 1001)
    await world.settle()

    await is_paged_anew(world)


async def test_what_raises_nothing_leaves_the_hand_over_as_it_is(world: World) -> None:
    await handed_to_ben(world)

    wish = await becomes(world, Severity.S1, raised=False)

    assert wish.says == "Nobody new is paged: somebody has acknowledged."
    await world.text(BEN, "1a", "You have taken T-1001")
    await world.settle()
    assert world.ticket()["owner"] == "ben"
    assert "has taken it from you" in world.twilio.phones[ANA].take_text()
    world.read += world.mailbox.letters


async def test_a_ticket_that_is_merged_into_one_leaves_its_hand_over_as_it_is(world: World) -> None:
    await handed_to_ben(world)
    await paged(world, 1002, severity="S3")
    world.twilio.phones[ANA].take_text()
    await world.text(ANA, "2a", "You have taken")
    await world.settle()

    await world.deskbot.joining.merge(1002, 1001, "kim")
    await world.settle()

    handed = world.sql("SELECT handed_to FROM page WHERE state = 'open'")
    assert handed == [("ben",)]
    await world.text(BEN, "1a", "You have taken T-1001")
    await world.settle()
    assert "has taken it from you" in world.twilio.phones[ANA].take_text()
    world.read += world.mailbox.letters
