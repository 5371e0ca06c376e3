"""Reports that carriers make while the database is away: each is answered 503, and none is lost for good."""

from __future__ import annotations

from contextlib import ExitStack

from tests.flow.test_41_late import database_away
from tests.flow.test_answering_a_page import called, report
from tests.flow.test_delivery import by_rules, called_and_taken, dispatched, reported
from tests.flow.test_phone_in import DESK_NUMBER, SOUND, TY
from tests.flow.test_phone_in import world as phones
from tests.harness import ANA, KIM, World

__all__ = ["by_rules", "called", "phones"]


def refused(world: World) -> list[str]:
    """Return what the carrier has noted of its webhooks that came to nothing."""
    return [problem.rpartition(": ")[2] for problem in world.twilio.webhooks.problems]


async def test_28_a_report_that_is_lost_while_the_database_is_away_is_made_up_for_by_asking(
    by_rules: World, postgres: str
) -> None:
    world = by_rules
    world.twilio.phones[ANA].refuses_texts(30003)
    world.twilio.phones[ANA].answers("4")
    world.twilio.webhooks.withhold()
    await reported(world)

    with database_away(world, postgres):
        for webhook in world.twilio.webhooks.release():
            assert await world.twilio.deliver_again(webhook) is None
    assert refused(world) == ["HTTP 503", "HTTP 503"]
    assert dispatched(world) == [("twilio", "sent", None)]
    await world.forward(seconds=61)

    assert dispatched(world)[0] == ("twilio", "failed", 30003)
    await called_and_taken(world)


async def test_26_a_voicemail_that_picks_up_while_the_database_is_away_has_reached_nobody_and_that_is_found_out(
    called: World, postgres: str
) -> None:
    world = called
    await report(world)
    world.twilio.phones[ANA].voicemail()

    with database_away(world, postgres):
        while await world.twilio.pump():
            pass
    call = world.twilio.phones[ANA].take_call()
    assert call.spoken == ["This is the help desk's pager. A page is open; please call the desk."]
    assert set(refused(world)) == {"HTTP 503"}  # its reports; the call itself was told what to say
    world.twilio.phones[KIM].answers("4")
    await world.forward(seconds=61)

    assert world.sql("SELECT state, detail FROM dispatch ORDER BY id")[0] == ("failed", "picked up by machine_start")
    world.twilio.phones[KIM].take_call()
    assert world.ticket()["owner"] == "kim"
    world.letter()


async def test_a_recording_that_is_reported_while_the_database_is_away_is_asked_for_again_and_not_lost(
    phones: World, postgres: str
) -> None:
    world = phones
    with ExitStack() as away:

        def is_away(sentence: str) -> None:
            if "after the tone" in sentence:
                away.enter_context(database_away(world, postgres))

        world.twilio.phones[TY].listens = is_away
        world.twilio.phones[TY].dials(DESK_NUMBER, "0#", says=SOUND, hangs_up_after=1)
        await world.twilio.pump()
    assert refused(world) == ["HTTP 503"]
    report = next(one for one in world.twilio.webhooks.sent if "RecordingStatus" in one.form)

    assert await world.twilio.deliver_again(report) is not None  # as the carrier may
    await world.forward(seconds=8)

    assert world.ticket()["severity"] == "S2"
    assert world.sql("SELECT kept FROM recording") == [(True,)]
    world.twilio.phones[ANA].take_text(), world.letter(), world.briefing()
