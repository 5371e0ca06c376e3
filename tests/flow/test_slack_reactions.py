"""Who is known marks a message in Slack with 🎫, and has a ticket of it: one, and only they."""

from __future__ import annotations

from deskbot.simulators.slack_people import Person
from tests.flow.test_slack import ECHO, a_world, said, ty_okafor
from tests.harness import World

__all__ = ["a_world", "ty_okafor"]


async def test_a_mark_makes_a_ticket_of_somebodys_message_and_twice_makes_one(world: World, ty: Person) -> None:
    site = world.slack.make_channel("site")
    message = await world.slack.people["U0EVE"].writes(ECHO, channel=site)
    await ty.marks(message, "eyes")
    await ty.marks(message)
    await ty.marks(message)

    assert "T-1001" in await said(world, ty)
    assert world.ticket()["subject"] == ECHO
    assert world.ticket()["reseller_id"] == 1
    await world.slack.people["U0JANA"].marks(message)
    await world.settle()
    assert len(world.sql("SELECT 1 FROM inbound")) == 1


async def test_a_stranger_marks_nothing_and_what_is_a_tickets_already_stays(world: World, ty: Person) -> None:
    site = world.slack.make_channel("site")
    await world.slack.people["U0EVE"].marks(await ty.writes(ECHO, channel=site))
    await world.settle()
    assert world.sql("SELECT 1 FROM inbound") == []

    own = await ty.writes(ECHO)
    await said(world, ty)
    await ty.marks(own)
    await world.settle()
    assert len(world.sql("SELECT 1 FROM inbound")) == 1


async def test_a_message_within_a_thread_is_found_and_a_slack_that_is_away_is_asked_again(
    world: World, ty: Person
) -> None:
    site = world.slack.make_channel("site")
    eve = world.slack.people["U0EVE"]
    inner = await eve.writes(ECHO, channel=site, thread=await eve.writes("lunch?", channel=site))
    await ty.marks(inner)
    world.slack.faults.fail_next(status=500)
    await world.settle()
    assert world.sql("SELECT 1 FROM ticket") == []

    await world.forward(seconds=30)

    assert "T-1001" in await said(world, ty)
    assert world.ticket()["subject"] == ECHO


async def test_a_guest_from_another_workspace_marks_as_who_they_are_there(world: World, ty: Person) -> None:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (2, 'slack', 't0rhein:u0guest')")
    guest, site = world.slack.people["U0GUEST"], world.slack.make_channel("both")
    guest.team, world.slack.channels[site].shared = "T0RHEIN", True
    message = await ty.writes(ECHO, channel=site)
    world.slack.faults.fail_next(status=500)
    await guest.marks(message)
    assert len(world.slack.pending) == 1
    assert world.sql("SELECT 1 FROM inbound") == []

    await world.settle()

    assert "T-1001" in guest.take_message().shown
    assert world.ticket()["reseller_id"] == 2
    await world.slack.people["U0EVE"].marks(await ty.writes("lunch?", channel=site))
    await world.settle()
    assert len(world.sql("SELECT 1 FROM inbound")) == 1
