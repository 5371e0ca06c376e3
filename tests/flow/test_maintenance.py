"""Maintenance: nobody is paged for what can wait, the ticket says why, and it ends by itself."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from deskbot.engine.maintaining import Maintaining
from deskbot.escalation.maintenance import MaintenanceError
from deskbot.model.case import Severity
from deskbot.model.maintenance import Maintenance
from deskbot.model.page import Attempt
from deskbot.store import maintenances, tickets
from tests.flow.crowds import paged, pages
from tests.flow.mails import OUTAGE_S1
from tests.flow.test_bursts import voicemail_down
from tests.flow.test_pager_levels import takes
from tests.flow.test_paging import outage
from tests.harness import ANA, KIM, World, running_world


def hand(world: World) -> Maintaining:
    parts = world.deskbot
    return Maintaining(parts.database, parts.jobs, parts.desk, parts.clock, parts.agents.mailing)


async def maintenance(world: World, hours: float = 2, *, everything: bool = False) -> None:
    """Begin maintenance, and read what the desk is told of it."""
    end = world.now + timedelta(hours=hours)
    await hand(world).begin(Maintenance(start=world.now, end=end, everything=everything, by="kim", why="core upgrade"))
    await world.settle()
    assert "MAINTENANCE until" in world.briefing().mail["Subject"]


def whys(world: World, number: int = 1001) -> list[str]:
    return [text for _, text in world.timeline(number) if "because of maintenance" in text]


async def test_an_s2_waits_for_the_end_of_maintenance_and_everybody_is_told_so(world: World) -> None:
    await maintenance(world)
    await world.mail(voicemail_down("Hollis Vet Clinic"), subject="Voicemail down")

    told = world.letter().text
    assert "Monday 02 March, 14:00" in told
    assert "maintenance" in told
    assert "Nobody was paged because of maintenance until 2026-03-02 14:00" in whys(world)[0]
    assert "Kim Haddad: core upgrade" in whys(world)[0]
    world.briefing()
    await world.forward(hours=1, minutes=59)
    assert not world.twilio.phones[ANA].texts
    await world.forward(minutes=2)

    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()
    await takes(world, ANA)


async def test_an_s1_is_paged_all_the_same(world: World) -> None:
    await maintenance(world)

    await outage(world)

    await takes(world, ANA)


async def test_an_s1_waits_too_where_somebody_said_so(world: World) -> None:
    await maintenance(world, everything=True)

    await world.mail(OUTAGE_S1)

    assert not world.twilio.phones[ANA].texts
    assert "Nobody was paged because of maintenance" in whys(world)[0]
    world.letter(), world.briefing()


async def test_what_waits_and_becomes_an_s1_is_paged_at_once(world: World) -> None:
    await maintenance(world)
    await world.mail(voicemail_down("Hollis Vet Clinic"), subject="Voicemail down")
    world.briefing()

    await world.mail("Now nobody can make or receive any calls either.", answers=world.letter())

    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
    world.letter(), world.briefing()
    await takes(world, ANA)


async def test_a_page_that_has_begun_goes_on_when_maintenance_has_ended(world: World) -> None:
    await world.mail(voicemail_down("Hollis Vet Clinic"), subject="Voicemail down")
    world.letter(), world.briefing(), world.twilio.phones[ANA].take_text()
    await maintenance(world, hours=1)

    await world.forward(minutes=30)
    assert len(whys(world)) == 1
    assert not world.twilio.unread()
    await hand(world).end("kim")
    await world.settle()

    assert "Maintenance has ended" in world.briefing().mail["Subject"]
    assert world.sql("SELECT level FROM page") == [(1,)]
    world.twilio.phones["+15125550112"].take_call()
    await takes(world, ANA)


async def test_a_level_that_has_failed_altogether_waits_for_the_end_of_maintenance_as_well(world: World) -> None:
    await pages(world, 1001, 1, "S2")
    await world.settle()
    world.twilio.phones[ANA].take_text()
    await maintenance(world)
    (notification,) = world.sql("SELECT token FROM dispatch")
    await world.deskbot.reports.report(notification[0], Attempt.FAILED, "undelivered 30003", 30003)
    world.sql("UPDATE notification SET state = 'failed', due_at = NULL")
    await world.settle()

    await world.forward(hours=1, minutes=50)

    assert not world.twilio.phones[KIM].calls
    await world.forward(minutes=11)
    assert world.twilio.phones[KIM].take_call()
    await world.text(KIM, "1a", "You have taken T-1001")
    world.read += world.mailbox.letters


async def test_whoever_passes_a_page_on_hears_that_maintenance_keeps_the_next_level_waiting(world: World) -> None:
    await paged(world, 1001, severity="S2")
    world.twilio.phones[ANA].take_text()
    await maintenance(world, hours=1)

    await world.twilio.phones[ANA].sends("1e")
    await world.settle()

    how = "passed on to the next level, which is paged at 13:00, when maintenance ends."
    assert world.twilio.phones[ANA].take_answer() == f"T-1001 Site 1001 is down is {how}"
    assert ("page", f"P{how[1:]}") in world.timeline()
    await world.forward(minutes=60)
    assert world.twilio.phones[KIM].take_call()
    await world.text(KIM, "1a", "You have taken T-1001")
    world.read += world.mailbox.letters


async def swept(world: World) -> int:
    """Let housekeeping look after the pages; return for how many rows it rang."""
    found = await world.deskbot.housekeeping({"pages"}, grace=timedelta()).sweep()
    await world.settle()
    return found


async def ana_takes(world: World, by: str = "1a") -> None:
    """Let Ana take what she is paged for, and read what is told of that."""
    assert f"Reply {by}" in world.twilio.phones[ANA].take_text()
    await world.text(ANA, by, "You have taken")
    await world.settle()
    world.read += world.mailbox.letters


async def test_a_page_that_was_put_off_while_maintenance_was_ended_does_not_wait_for_its_planned_end(
    world: World,
) -> None:
    await paged(world, 1001, severity="S2")
    await ana_takes(world)
    await maintenance(world, everything=True)
    async with world.deskbot.database.begin() as session:
        ticket = await tickets.lock(session, 1001)
        assert ticket is not None
        await world.deskbot.paging.follow(session, ticket, Severity.S1, world.now, raised=True, proven=True)
        await hand(world).end("kim")  # it is over before that is written
    world.sql("DELETE FROM procrastinate_jobs WHERE task_name = 'page'")  # its alarm is set for the planned end

    await swept(world)

    await ana_takes(world, "2a")


async def test_a_page_is_rung_for_though_whoever_ended_maintenance_was_killed_before(world: World) -> None:
    await maintenance(world)
    await paged(world, 1001, severity="S2")
    async with world.deskbot.database.begin() as session:
        await maintenances.end(session, "kim", world.now)

    await swept(world)

    await ana_takes(world)


async def test_what_maintenance_holds_is_not_rung_for(world: World) -> None:
    await maintenance(world)
    await paged(world, 1001, severity="S2")

    assert await swept(world) == 0
    await hand(world).end("kim")
    await world.settle()

    await ana_takes(world)


async def test_a_page_that_somebody_has_is_looked_at_again_when_maintenance_has_ended(database_url: str) -> None:
    changes = [("    repeat: 0\n", "    repeat: 0\n    silent_after: 30m\n")]
    async with running_world(database_url, changes=changes) as world:
        await paged(world, 1001, severity="S2")
        await ana_takes(world)
        await maintenance(world)
        await world.forward(minutes=40)
        assert not world.twilio.unread()

        await hand(world).end("kim")
        await world.settle()

        await ana_takes(world)


async def test_a_level_that_failed_altogether_in_maintenance_gives_way_when_that_is_ended(world: World) -> None:
    world.twilio.webhooks.withhold()
    await paged(world, 1001, severity="S2")
    world.twilio.phones[ANA].take_text()
    await maintenance(world)
    [(token,)] = world.sql("SELECT token FROM dispatch")
    await world.deskbot.reports.report(token, Attempt.FAILED, "undelivered 30005", 30005)
    await world.forward(seconds=30)
    assert not world.twilio.phones[KIM].calls

    await hand(world).end("kim")
    await world.settle()

    world.twilio.phones[KIM].take_call()
    await world.text(KIM, "1a", "You have taken T-1001")
    await world.settle()
    world.read += world.mailbox.letters


async def at_once(world: World, *wanted: Maintenance) -> list[Maintenance | BaseException]:
    return await asyncio.gather(*(hand(world).begin(one) for one in wanted), return_exceptions=True)


def wanted_by(world: World, who: str, hours: float = 2, *, everything: bool = False) -> Maintenance:
    end = world.now + timedelta(hours=hours)
    return Maintenance(start=world.now, end=end, everything=everything, by=who, why="core upgrade")


async def test_who_begins_what_another_has_just_begun_is_told_until_when_it_holds(world: World) -> None:
    came = await at_once(world, *(wanted_by(world, who) for who in ("ana", "ben", "kim", "ana")))
    await world.settle()

    begun = [one for one in came if isinstance(one, Maintenance)]
    told = {str(one) for one in came if isinstance(one, MaintenanceError)}
    assert len(begun) == 1
    assert len(told) == 1
    says = told.pop()
    assert says.startswith("maintenance holds already until 2026-03-02 14:00 (")
    assert f"{world.deskbot.desk.name_of(begun[0].by)}: core upgrade" in says
    assert "MAINTENANCE until" in world.briefing().mail["Subject"]
    assert world.sql("SELECT count(*) FROM maintenance") == [(1,)]


async def test_one_that_holds_longer_or_for_more_is_begun_beside_what_holds(world: World) -> None:
    await maintenance(world)

    await hand(world).begin(wanted_by(world, "ana", 4))
    await hand(world).begin(wanted_by(world, "ana", 1, everything=True))
    await world.settle()

    assert world.sql("SELECT count(*) FROM maintenance") == [(3,)]
    world.briefing(), world.briefing()


async def test_two_who_end_it_at_once_end_it_once(world: World) -> None:
    await maintenance(world)

    ended = await asyncio.gather(*(hand(world).end(who) for who in ("ana", "ben")))
    await world.settle()

    assert sorted(len(one) for one in ended) == [0, 1]
    assert world.sql("SELECT count(*) FROM audit WHERE act = 'ended maintenance'") == [(1,)]
    assert "Maintenance has ended" in world.briefing().mail["Subject"]
