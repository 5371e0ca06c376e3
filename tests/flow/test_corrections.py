"""A person sets a ticket right: facts stay as they set them, and phones follow the severity."""

from __future__ import annotations

from tests.flow.mails import COMPLETE_S3, OUTAGE_S1, QUESTION_S4
from tests.harness import ANA, World

AGENT = "Ana Ruiz <ana@desk.example>"


async def test_a_fact_that_a_person_set_is_not_overwritten_by_the_next_mail(world: World) -> None:
    await world.mail(OUTAGE_S1)
    letter = world.letter()
    world.briefing()
    world.twilio.phones[ANA].take_text()
    await world.deskbot.agents.set(1001, ["release=9.9.9"], "ana")

    await world.mail("release: 7.1.2", answers=letter)

    assert {one["key"]: one["value"] for one in world.ticket()["findings"]}["release"] == "9.9.9"
    world.briefing()


async def test_raising_a_ticket_pages_and_lowering_it_ends_the_page(world: World) -> None:
    await world.mail(QUESTION_S4)
    world.letter()
    world.briefing()

    await world.deskbot.agents.set(1001, ["severity=S1", "category=incident"], "ana")
    await world.settle()
    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()

    await world.deskbot.agents.set(1001, ["severity=S3"], "ana")
    await world.forward(hours=1)

    assert world.sql("SELECT state FROM page") == [("cancelled",)]


async def test_an_agent_sets_a_ticket_right_by_mail(world: World) -> None:
    await world.mail(QUESTION_S4)
    world.letter()

    await world.mail("#set severity=S3\n#set release=7.0.2", sender=AGENT, answers=world.briefing())

    assert world.ticket()["severity"] == "S3"
    assert "release 7.1.2 → 7.0.2" in str(world.timeline())


async def test_a_slip_by_mail_changes_nothing_and_the_agent_is_told(world: World) -> None:
    await world.mail(QUESTION_S4)
    world.letter()

    await world.mail("#set severity=S2\n#set relase=7.0.2", sender=AGENT, answers=world.briefing())

    assert world.ticket()["severity"] == "S4"
    assert 'did you mean "release"' in world.letter("ana@desk.example").text


async def test_a_known_issue_that_a_person_set_is_not_overwritten_by_the_next_mail(world: World) -> None:
    await world.mail(COMPLETE_S3)
    letter = world.letter()
    world.briefing()
    assert world.ticket()["playbook"] == "one-way-audio"

    for wanted, stands in (("sip-alg", "sip-alg"), ("none", None)):
        await world.deskbot.agents.set(1001, [f"playbook={wanted}"], "ana")
        await world.mail("Once more: one-way audio, callers hear her, but she cannot hear them.", answers=letter)

        assert world.ticket()["playbook"] == stands
        assert "a person set which known issue it is" in world.briefing().text


async def test_what_a_person_confirms_is_a_persons_word_and_the_next_mail_does_not_change_it(world: World) -> None:
    await world.mail(COMPLETE_S3)
    letter = world.letter()
    world.briefing()
    agents = world.deskbot.agents

    assert await agents.set(1001, ["playbook=one-way-audio"], "ana") == "confirmed: known issue one-way-audio"
    assert await agents.set(1001, ["playbook=one-way-audio"], "ben") == "nothing: it stands so already"
    assert "Confirmed: known issue one-way-audio." in [text for _, text in world.timeline()]
    await world.mail("Callers hear an echo of their own voice now.", answers=letter)

    assert world.ticket()["playbook"] == "one-way-audio"
    assert "a person set which known issue it is" in world.briefing().text


async def test_what_is_confirmed_beside_a_change_is_told_and_kept_by_whom(world: World) -> None:
    await world.mail(QUESTION_S4)
    world.letter(), world.briefing()

    done = await world.deskbot.agents.set(
        1001, ["category=howto", "severity=S4", "release=7.1.2", "site_contact=Bo"], "ana"
    )

    assert done == "site_contact unknown → Bo; confirmed: release 7.1.2, category howto, severity S4"
    assert {one["key"]: one["source"] for one in world.ticket()["findings"]}["release"] == "person"
    assert ("note", f"Set: {done}.") in world.timeline()


async def test_somebody_of_another_reseller_does_not_change_which_known_issue_it_is(world: World) -> None:
    await world.mail(COMPLETE_S3)
    letter = world.letter()
    world.briefing()

    await world.mail("Callers hear an echo of their own voice.", answers=letter, sender="jana@rheinruf.example")

    assert world.ticket()["playbook"] == "one-way-audio"
    assert "an unproven writer does not change" in world.briefing().text


async def test_a_reseller_who_sets_a_fact_right_is_told_what_was_noted(world: World) -> None:
    await world.mail(OUTAGE_S1)
    letter = world.letter()
    world.briefing()
    world.twilio.phones[ANA].take_text()

    await world.mail("release: 7.0.2", answers=letter)

    assert "Noted on ticket T-1001: Software release: 7.0.2." in world.letter().text
    world.briefing()
