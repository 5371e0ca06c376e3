"""A system without an active subscription is taken in, marked, and handled as the policy says; no page waits."""

from __future__ import annotations

from tests.flow.mails import COMPLETE_S3, OUTAGE_S1
from tests.harness import ANA, World, running_world


def ended(world: World) -> None:
    world.sql("UPDATE system SET subscription_until = '2026-01-31'")


async def test_the_ticket_is_marked_the_desk_sees_why_and_the_reseller_is_told_once(world: World) -> None:
    ended(world)
    await world.mail(COMPLETE_S3, subject="One-way audio")

    assert world.ticket()["entitlement"] == "expired"
    told = world.letter()
    assert "may have to be renewed" in told.text
    assert "ended on 2026-01-31" in world.briefing().text

    await world.mail("Extension 12 has it, too: one-way audio at Hollis Vet Clinic.", answers=told)
    assert not [one for one in world.mailbox.to("ty@brightpathvoice.example") if one not in world.read]
    world.briefing()


async def test_an_outage_of_such_a_system_pages_at_once(world: World) -> None:
    ended(world)
    await world.mail(OUTAGE_S1)

    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
    world.letter(), world.briefing()


async def test_where_the_policy_only_marks_nobody_is_told(database_url: str) -> None:
    async with running_world(database_url, policy=("expired: tell", "expired: mark")) as world:
        ended(world)
        await world.mail(COMPLETE_S3, subject="One-way audio")

        assert world.ticket()["entitlement"] == "expired"
        assert "renewed" not in world.letter().text
        world.briefing()


async def test_a_writer_without_proof_is_told_nothing_of_it(world: World) -> None:
    ended(world)
    await world.mail(COMPLETE_S3, subject="One-way audio", proven=False)

    assert world.ticket()["entitlement"] == ""
    assert "renewed" not in world.letter().text
    world.briefing()


async def test_an_active_subscription_is_noted_and_not_spoken_of(world: World) -> None:
    world.sql("UPDATE system SET subscription_until = '2027-01-31'")
    await world.mail(COMPLETE_S3, subject="One-way audio")

    assert world.ticket()["entitlement"] == "active"
    assert "renewed" not in world.letter().text
    world.briefing()
