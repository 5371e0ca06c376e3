"""Who asks for somebody while the last level is being paged does not stop its ringing, and is told how it stands."""

from __future__ import annotations

from deskbot.store import tickets
from tests.flow.crowds import paged
from tests.flow.mails import OUTAGE_S1
from tests.flow.test_passing_on import FIRST, SECOND
from tests.flow.test_sla import SLA
from tests.harness import ANA, KIM, World, running_world

KIM_IS_TEXTED_AND_CALLED = (
    'voice: "+1 512 555 0112"}',
    'voice: "+1 512 555 0112", rules: [{by: sms}, {by: voice, after: 2m}]}',
)
LAST = (SECOND, "{delay: 10m, people: [kim]}")
TEN_MINUTES = [KIM_IS_TEXTED_AND_CALLED, LAST]
STAYS = "obody new is paged: no level is left; Kim Haddad may still answer, until"


async def ben_asks(world: World) -> None:
    """Let an agent have somebody paged."""
    async with world.deskbot.database.begin() as session:
        ticket = await tickets.lock(session, 1001)
        assert ticket is not None
        await world.deskbot.agents.page(session, ticket, "ben")
    await world.settle()


async def test_whoever_asks_for_somebody_at_the_last_level_hears_who_may_still_answer(database_url: str) -> None:
    async with running_world(database_url, changes=TEN_MINUTES) as world:
        await paged(world, 1001)
        world.twilio.phones[ANA].take_text()
        await world.forward(minutes=5)
        world.twilio.phones[KIM].take_text()

        await ben_asks(world)

        assert ("page", f"Ben Oyelowo wants somebody to come: n{STAYS} 12:15.") in world.timeline()
        await world.forward(minutes=2)
        world.twilio.phones[KIM].take_call()
        await world.text(KIM, "1a", "You have taken T-1001")
        await world.settle()
        assert world.ticket()["owner"] == "kim"
        world.read += world.mailbox.letters


async def test_a_target_that_passes_at_the_last_level_leaves_its_people_their_time_and_the_letter_says_so(
    database_url: str,
) -> None:
    changes = [SLA, *TEN_MINUTES, (FIRST, FIRST.replace("5m", "59m"))]
    async with running_world(database_url, changes=changes) as world:
        await world.mail(OUTAGE_S1, subject="Down")
        world.twilio.phones[ANA].take_text()
        await world.forward(minutes=60)
        world.twilio.phones[KIM].take_text()

        overdue = [one.text for one in world.mailbox.letters if "OVERDUE" in one.mail["Subject"]]
        assert overdue
        assert all(f"Paging: N{STAYS} 13:09." in text for text in overdue)
        await world.forward(minutes=1)
        world.twilio.phones[KIM].take_call()
        await world.text(KIM, "1a", "You have taken T-1001")
        await world.settle()
        world.read += world.mailbox.letters


async def test_whoever_asks_just_after_all_were_paged_hears_when_the_next_level_is(database_url: str) -> None:
    together = (FIRST, "{delay: 5m, people: [ana, kim], media: [sms]}")
    async with running_world(database_url, changes=[together, (SECOND, SECOND.replace("voice", "sms"))]) as world:
        await paged(world, 1001)
        world.twilio.phones[ANA].take_text()
        world.twilio.phones[KIM].take_text()

        await ben_asks(world)

        how = "the open page goes on at 12:01, as who is left has just been paged"
        assert ("page", f"Ben Oyelowo wants somebody to come: {how}.") in world.timeline()
        await world.forward(minutes=1)
        world.twilio.phones[KIM].take_text()
        await world.text(KIM, "1a", "You have taken T-1001")
        await world.settle()


async def test_whoever_asks_before_the_last_level_has_it_paged_now(world: World) -> None:
    await paged(world, 1001)
    world.twilio.phones[ANA].take_text()

    await ben_asks(world)

    assert ("page", "Ben Oyelowo wants somebody to come: the open page goes on now.") in world.timeline()
    world.twilio.phones[KIM].take_call()
    await world.text(KIM, "1a", "You have taken T-1001")
    await world.settle()
