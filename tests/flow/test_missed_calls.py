"""Calls that came while nobody here could hear of them: the carrier is asked for them, and nobody is forgotten."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest

from deskbot.engine.missed_calls import MissedCalls
from deskbot.simulators.phones import HeardCall
from deskbot.simulators.world import PAGER_NUMBER as ANOTHER
from deskbot.store.witness import table_locked
from deskbot.wires.twilio_calls import calls_since
from tests.flow.test_41_late import database_away
from tests.flow.test_health import keep_house, probe, red
from tests.flow.test_phone_in import DESK_NUMBER, SOUND, TY, WITH_NUMBERS, hang_up, phones_in
from tests.flow.test_phone_in import world as phones
from tests.harness import ANA, World, running_world

__all__ = ["phones"]

KNOWN = "SELECT count(*) FROM phone_call"


async def asked(world: World, *, after: float = 300) -> None:
    """Let some time go by, and the carrier be asked for calls."""
    await world.forward(seconds=after)
    await world.deskbot.missed_calls.look()
    await world.settle()


async def phones_in_vain(
    world: World, postgres: str, *keys: str, number: str = DESK_NUMBER, **own: object
) -> HeardCall:
    """Let Ty phone while the database is away."""
    with database_away(world, postgres):
        call = world.twilio.phones[TY].dials(number, *keys, **own)
        while await world.twilio.pump():
            pass
    assert world.sql(KNOWN) == [(0,)]
    return call


async def test_a_caller_whose_whole_call_fell_into_an_outage_is_told_to_the_desk_once(
    phones: World, postgres: str
) -> None:
    world = phones
    await asked(world)
    await phones_in_vain(world, postgres, hangs_up_after=0)

    await asked(world)
    assert world.sql(KNOWN) == [(1,)]
    await asked(world)
    await asked(world)

    letter = world.briefing()
    assert letter.mail["Subject"] == f"Missed call from Ty Okafor (Brightpath Voice & Data), {TY} (UNVERIFIED)"
    assert "deskbot or its database was away" in letter.text
    assert "Nobody was paged. Please call back. If the carrier put them through to the number's fallback" in letter.text
    assert world.sql(KNOWN) == [(1,)]


@pytest.mark.parametrize("hangs_up", [None, 1])
async def test_a_message_left_in_an_outage_becomes_a_ticket_and_somebody_is_paged(
    phones: World, postgres: str, hangs_up: int | None
) -> None:
    world = phones
    await asked(world)
    call = await phones_in_vain(world, postgres, "0#", says=SOUND, hangs_up_after=hangs_up)
    assert hangs_up or "could not be stored" in call.spoken[-1]

    await asked(world)
    await world.forward(seconds=8)

    assert world.ticket()["severity"] == "S2"
    assert not world.ticket()["verified"]
    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()
    assert world.sql("SELECT kept FROM recording") == [(True,)]
    assert world.sql("SELECT state FROM phone_call") == [("ended",)]
    world.briefing()


async def test_a_call_that_was_heard_of_is_not_made_up_for(phones: World) -> None:
    world = phones
    await asked(world)
    await hang_up(world, await phones_in(world, "0#", says=SOUND))
    world.twilio.phones[ANA].take_text(), world.letter(), world.briefing()

    await asked(world, after=180)

    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]


@pytest.mark.parametrize("late", [60, 240, 420])
async def test_whose_message_is_reported_late_becomes_a_ticket_and_no_missed_call(phones: World, late: int) -> None:
    world = phones
    await asked(world)
    with table_locked(world.deskbot.database.url, "inbound"):
        await phones_in(world, "0#", says=SOUND, hangs_up_after=1)
    assert world.sql("SELECT ended_at IS NOT NULL FROM phone_call") == [(True,)]
    assert world.sql("SELECT count(*) FROM recording") == [(0,)]
    world.errors.records.clear()

    await asked(world, after=late)
    if not world.sql("SELECT count(*) FROM ticket")[0][0]:
        await asked(world)  # the first time was too early for it

    assert world.sql("SELECT number, severity FROM ticket") == [(1001, "S2")]
    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.forward(minutes=10)
    assert not [letter for letter in world.mailbox.letters if "Missed call" in letter.mail["Subject"]]
    world.read += world.mailbox.letters


async def test_who_is_asked_for_a_message_while_the_database_is_away_is_a_ticket_and_no_missed_call(
    phones: World, postgres: str
) -> None:
    world = phones
    await asked(world)
    with ExitStack() as away, ExitStack() as locked:

        def listens(sentence: str) -> None:
            if "press 0" in sentence:
                away.enter_context(database_away(world, postgres))
            if "after the tone" in sentence:
                away.close()
                locked.enter_context(table_locked(world.deskbot.database.url, "inbound"))

        world.twilio.phones[TY].listens = listens
        await phones_in(world, "0#", says=SOUND, hangs_up_after=1)
    assert world.sql("SELECT ended_at IS NOT NULL FROM phone_call") == [(True,)]
    assert world.sql("SELECT count(*) FROM recording") == [(0,)]  # its reports have come to nothing
    world.errors.records.clear()

    await asked(world)

    assert "T-1001 S2" in world.twilio.phones[ANA].take_text()
    await world.text(ANA, "1a", "You have taken T-1001")
    await world.forward(minutes=10)
    assert not [letter for letter in world.mailbox.letters if "Missed call" in letter.mail["Subject"]]
    world.read += world.mailbox.letters


async def test_a_call_that_has_just_ended_is_left_to_the_reports_that_are_on_their_way(
    phones: World, postgres: str
) -> None:
    world = phones
    await asked(world)
    await phones_in_vain(world, postgres, hangs_up_after=0)

    await asked(world, after=60)
    assert world.sql(KNOWN) == [(0,)]
    await asked(world)
    await asked(world)

    assert "Missed call from" in world.briefing().mail["Subject"]


async def test_whoever_phoned_before_deskbot_was_there_is_none_of_ours(phones: World, postgres: str) -> None:
    world = phones
    await phones_in_vain(world, postgres, hangs_up_after=0)

    await asked(world)
    await asked(world)

    assert world.sql(KNOWN) == [(0,)]


async def test_whoever_phoned_a_number_before_it_was_deskbots_is_none_of_ours(phones: World, postgres: str) -> None:
    world = phones
    await asked(world)
    line = world.twilio.desk_numbers
    line[ANOTHER] = line[DESK_NUMBER]
    await phones_in_vain(world, postgres, number=ANOTHER, hangs_up_after=0)
    await world.forward(seconds=300)

    more = now_deskbots_too(world, ANOTHER)
    await more.look()
    await world.forward(seconds=300)
    await more.look()
    await world.settle()
    assert world.sql(KNOWN) == [(0,)]

    await phones_in_vain(world, postgres, number=ANOTHER, hangs_up_after=0)
    await world.forward(seconds=300)
    await more.look()
    await world.forward(seconds=300)
    assert "Missed call from" in world.briefing().mail["Subject"]


def now_deskbots_too(world: World, number: str) -> MissedCalls:
    """Return what asks for missed calls once another number is deskbot's."""
    settings = world.deskbot.settings
    settings = settings.model_copy(update={"twilio_desk_numbers": f"{settings.twilio_desk_numbers},{number}"})
    return replace(
        world.deskbot.missed_calls,
        numbers=settings.desk_numbers,
        remembered=lambda since: calls_since(settings, since),
    )


async def test_a_call_counts_as_ours_from_the_first_question_on_also_where_that_had_no_answer(
    phones: World, postgres: str
) -> None:
    world = phones
    world.twilio.faults.go_down(500)
    await asked(world)
    world.twilio.faults.come_back()
    await phones_in_vain(world, postgres, hangs_up_after=0)

    await asked(world)
    await asked(world)

    assert "Missed call from" in world.briefing().mail["Subject"]


async def test_a_call_that_cannot_be_taken_in_hides_no_other(phones: World, postgres: str) -> None:
    world = phones
    await asked(world)
    await phones_in_vain(world, postgres, hangs_up_after=0)
    world.twilio.calls_in[0].from_ = "+1214555\0"
    await phones_in_vain(world, postgres, hangs_up_after=0)

    await asked(world)
    await asked(world)

    assert f"{TY} (UNVERIFIED)" in world.briefing().mail["Subject"]
    assert all("a missed call could not be taken in" in record for record in world.errors.records)
    world.errors.records.clear()


async def test_while_the_carrier_cannot_be_asked_nothing_is_forgotten(phones: World, postgres: str) -> None:
    world = phones
    await asked(world)
    await phones_in_vain(world, postgres, hangs_up_after=0)

    world.twilio.faults.go_down(500)
    await asked(world)
    assert world.sql(KNOWN) == [(0,)]
    world.twilio.faults.come_back()
    await asked(world)

    assert "Missed call from" in world.briefing().mail["Subject"]


async def both(world: World) -> None:
    """Let the number on which deskbot takes calls be the second carrier's."""
    world.second.desk_numbers[DESK_NUMBER] = world.twilio.desk_numbers.pop(DESK_NUMBER)
    await asked(world)


async def test_the_second_carrier_is_asked_for_calls_to_its_numbers_too(database_url: str, postgres: str) -> None:
    async with running_world(database_url, directory=WITH_NUMBERS, carriers=2) as world:
        await both(world)
        with database_away(world, postgres):
            world.twilio.phones[TY].dials(DESK_NUMBER, "0#", says=SOUND)
            while await world.second.pump():
                pass

        await asked(world)
        await world.forward(seconds=8)

        assert "T-1001 S2" in world.twilio.phones[ANA].take_text()
        assert world.sql("SELECT kept FROM recording") == [(True,)]
        world.briefing()


async def test_of_two_carriers_one_that_cannot_be_asked_hides_nothing_of_the_other_and_is_asked_again(
    database_url: str, postgres: str
) -> None:
    async with running_world(database_url, directory=WITH_NUMBERS, carriers=2) as world:
        await both(world)
        with database_away(world, postgres):
            world.twilio.phones[TY].dials(DESK_NUMBER, hangs_up_after=0)
            while await world.second.pump():
                pass
        world.twilio.faults.go_down(500)
        await asked(world)
        assert world.sql(KNOWN) == [(1,)]
        looked = "SELECT value FROM channel_state WHERE key LIKE 'calls_asked:%%'"
        before = world.sql(looked)

        await asked(world, after=600)
        assert world.sql(looked) == before
        world.twilio.faults.come_back()
        await asked(world)

        assert world.sql(looked) != before
        assert "Missed call from" in world.briefing().mail["Subject"]


async def test_a_carrier_that_has_not_told_of_calls_for_an_hour_makes_health_red_until_it_does(phones: World) -> None:
    world = phones
    await asked(world)
    world.twilio.faults.go_down(500)
    for _ in range(12):
        await asked(world)
    began = world.now - timedelta(minutes=55)
    await keep_house(world)
    assert await red(world) == []

    await asked(world, after=301)
    await keep_house(world)

    [check] = [one for one in (await probe(world))[1]["checks"] if one["state"] != "well"]
    assert (check["check"], check["state"], check["since"]) == ("missed-calls", "away", began.isoformat())
    assert check["says"].startswith("the carrier does not tell which calls came in: whoever phoned, or left a message,")
    world.twilio.faults.come_back()
    await asked(world)
    await keep_house(world)
    assert await red(world) == []


async def test_where_nobody_asks_the_carrier_any_more_health_is_red(phones: World) -> None:
    world = phones
    await asked(world)
    world.clock.forward(timedelta(minutes=61))
    await keep_house(world)

    assert await red(world) == ["missed-calls"]
    await asked(world)
    await keep_house(world)
    assert await red(world) == []
