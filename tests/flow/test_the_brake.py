"""Whatever loop gets through all else is stopped by a count."""

from __future__ import annotations

from deskbot.engine.answering import ANSWERS_PER_HOUR
from tests.flow.mails import OUTAGE_S1, QUESTION_S4
from tests.harness import ANA, World


async def test_one_address_gets_only_so_many_automatic_answers_in_an_hour(world: World) -> None:
    for number in range(ANSWERS_PER_HOUR + 2):
        await world.mail(f"{QUESTION_S4}\n{number}", subject=f"Greeting {number}")
        world.briefing()

    assert len(world.mailbox.to("ty@brightpathvoice.example")) == ANSWERS_PER_HOUR
    held = world.sql("SELECT count(*) FROM timeline WHERE kind = 'delivery' AND text LIKE 'No automatic answer: %%'")
    assert held == [(2,)]
    for _ in range(ANSWERS_PER_HOUR):
        world.letter()

    await world.forward(minutes=61)
    await world.mail(f"{QUESTION_S4}\nlater", subject="Greeting later")

    world.letter(), world.briefing()


async def test_a_mail_is_answered_once_however_often_it_is_triaged(world: World) -> None:
    await world.mail(QUESTION_S4)

    for _ in range(3):
        await world.deskbot.triaging.triage(1)
    await world.settle()

    world.letter(), world.briefing()


async def test_the_first_letter_about_an_outage_is_never_held_back(world: World) -> None:
    for number in range(ANSWERS_PER_HOUR):
        await world.mail(f"{QUESTION_S4}\n{number}", subject=f"Greeting {number}")
        world.briefing(), world.letter()

    await world.mail(OUTAGE_S1, subject="Site down")

    assert world.ticket(1000 + ANSWERS_PER_HOUR + 1)["severity"] == "S1"
    assert "paged" in world.letter().text
    assert "Site down" in world.twilio.phones[ANA].take_text()
    world.briefing()

    await world.mail("Still down.", subject=f"Re: Site down [T-{1000 + ANSWERS_PER_HOUR + 1}]")
    world.briefing()
