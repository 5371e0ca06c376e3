"""A dead site pages whoever is on call, whatever else its mail asks for or gives away."""

from __future__ import annotations

import pytest

from tests.harness import ANA, World

OUTAGE = "All phones at Grand Shoals School District are dead since 8, no calls in or out.\n"
BESIDES = {
    "a question": "By the way, how do I set up a hunt group?\n",
    "a request for access": "Please also reset my portal password, I am locked out of the help desk.\n",
    "a return": "Please send an RMA for the server, serial 5025-0077120.\n",
    "credentials": "To get in: portal password Gx7!kk29, VPN password Zs72!ppq.\nSIP secret: Hk29!sd8\n",
    "a move": "Please also move extension 214 to a new phone.\n",
    "what was well before": "It was working fine yesterday.\n",
    "another time": "They had this in March, it was resolved by a reboot. My last ticket was solved well, thanks.\n",
    "the carrier's word": "The carrier says everything is fixed on their side.\n",
    "a question about the warranty": "Is the server still under warranty?\n",
}


@pytest.mark.parametrize("more", BESIDES.values(), ids=BESIDES)
async def test_an_outage_pages_whatever_else_its_mail_holds(world: World, more: str) -> None:
    await world.mail(OUTAGE + more, subject="help")

    assert (world.ticket()["category"], world.ticket()["severity"]) == ("incident", "S1")
    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
    assert "being paged" in world.letter().text
    world.briefing()


async def test_what_is_asked_besides_is_shown_to_the_desk(world: World) -> None:
    await world.mail(OUTAGE + BESIDES["a question"], subject="help")

    world.twilio.phones[ANA].take_text()
    world.letter()
    assert "or perhaps howto" in world.briefing().text


async def test_a_mail_that_only_gives_a_password_pages_nobody(world: World) -> None:
    await world.mail("see subject\n", subject="admin password: Gx7!kk29")

    assert world.ticket()["severity"] in ("S3", "S4")
    assert world.sql("SELECT count(*) FROM page") == [(0,)]
    world.letter()
    world.briefing()


@pytest.mark.parametrize("told", ["Ya cambié el cable.", "The carrier says their side is fixed and up."])
async def test_a_step_or_the_carriers_word_resolves_no_ticket(world: World, told: str) -> None:
    await world.mail("One phone at Bay Hotel has echo on every call.\n")

    await world.mail(told, answers=world.letter())

    assert world.ticket()["state"] == "waiting-reseller"
    world.letter()
    world.briefing(), world.briefing()
