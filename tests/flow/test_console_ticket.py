"""The page about a ticket: whoever opens it sees all that was said and found, and acts on it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from deskbot.model.account import DeskRole
from tests.flow.browser import Browser, admitted
from tests.harness import World

OUTAGE = (
    "All phones at Hollis Vet Clinic are down since 11:40. Host 3G-88C1-0457, release 7.1.2. Call me: 512-555-0199."
)
QUESTION = "How do I change the greeting of the auto attendant? Host 3G-88C1-0457, Hollis Vet Clinic."
PAGE = "/console/tickets/1001"


@pytest.fixture(name="ana")
async def signed_in_ana(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "ana", staff="ana")
    browser = Browser(world)
    await browser.signs_in("ana")
    yield browser
    await browser.closes()


@pytest.fixture(name="ben")
async def signed_in_ben(world: World) -> AsyncIterator[Browser]:
    await admitted(world, "ben", staff="ben")
    browser = Browser(world)
    await browser.signs_in("ben")
    yield browser
    await browser.closes()


async def asked(world: World, text: str = QUESTION, **more: str) -> None:
    """Let a reseller write, and read what they and the desk are told of it."""
    await world.mail(text, **more)
    world.letter()
    world.briefing()


async def test_a_ticket_shows_what_was_said_by_whom_and_what_deskbot_answered(world: World, ana: Browser) -> None:
    await asked(world, subject="Greeting")

    await ana.opens(PAGE)

    assert ana.answer.status_code == 200
    assert "T-1001 Greeting" in ana.text
    assert "Ty Okafor <ty@brightpathvoice.example> wrote, by mail" in ana.text
    assert QUESTION in ana.text
    assert "deskbot wrote by itself, by mail" in ana.text
    assert "mail to ty@brightpathvoice.example: sent" in ana.text
    assert "Brightpath Voice & Data (premium)" in ana.text
    assert len(ana.answer.content) < 100_000


async def test_facts_stand_with_the_words_that_they_came_from_and_what_is_missing(world: World, ana: Browser) -> None:
    await asked(world, "One phone at Hollis Vet Clinic has an echo now and then. Release 7.1.2.", subject="Echo")

    await ana.opens(PAGE)

    facts = ana.text[ana.text.index(" Facts None") if " Facts None" in ana.text else ana.text.index("Facts ") :]
    assert "7.1.2" in facts
    assert "in the words" in facts
    assert world.ticket()["missing"]
    assert "Missing Nothing" not in ana.text


async def test_why_shows_each_rule_with_what_it_stands_on(world: World, ana: Browser) -> None:
    await asked(world)

    await ana.opens(f"{PAGE}/why")

    (data,) = world.sql("SELECT data FROM timeline WHERE kind = 'decision'")[0]
    assert data["reasons"]
    for reason in data["reasons"]:
        assert reason["rule"] in ana.text


async def test_an_answer_goes_out_after_ten_seconds_under_its_authors_name(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Send the answer", text="Press 7, then record it.")
    await world.settle()

    assert "Until then you can take it back." in ana.text
    assert not world.unread_letters()
    assert [kind for kind, _ in world.timeline() if kind == "reply"] == []
    await world.forward(seconds=9)
    assert not world.unread_letters()
    await world.forward(seconds=1)
    assert "Press 7, then record it." in world.letter().text
    assert ("reply", "Press 7, then record it.") in world.timeline()
    await ana.opens(PAGE)
    assert "Ana Ruiz answered, by mail" in ana.text
    assert "Take it back" not in ana.text


async def test_an_answer_that_is_taken_back_is_sent_to_nobody_and_is_a_draft_again(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await ana.sends("Send the answer", text="Never mind")

    await ana.sends("Take it back")
    await world.forward(seconds=60)

    assert "Nobody has read it" in ana.text
    assert not world.unread_letters()
    assert not [text for kind, text in world.timeline() if kind == "reply"]
    await ana.opens(PAGE)
    assert "Never mind" in ana.answer.text
    assert world.ticket()["first_response_at"] is None


async def test_what_has_gone_out_is_not_taken_back(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await ana.sends("Send the answer", text="Press 7.")
    await world.forward(seconds=10)
    world.letter()

    await ana.sends("Take it back")

    assert ana.answer.status_code == 422
    assert "it has gone out" in ana.text


async def test_an_answer_goes_out_once_though_its_alarm_rings_again_and_was_lost(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await ana.sends("Send the answer", text="Press 7.")
    world.sql("DELETE FROM procrastinate_jobs WHERE task_name = 'answer'")

    await world.forward(seconds=30)
    world.letter()
    (held,) = world.sql("SELECT id FROM held_answer")[0]
    from deskbot.engine.held_answers import HeldAnswers

    await HeldAnswers(world.deskbot.agents).look(held)
    await world.settle()

    assert len([kind for kind, _ in world.timeline() if kind == "reply"]) == 1


async def test_two_never_answer_at_once(world: World, ana: Browser, ben: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    await ben.opens(PAGE)
    await ana.sends("Send the answer", text="Press 7.")

    await ben.sends("Send the answer", text="Press 8.")

    assert ben.answer.status_code == 409
    assert "somebody has written since you opened this page" in ben.text
    assert "Press 7." in ben.text
    assert "Press 8." in ben.answer.text
    await world.forward(seconds=10)
    assert "Press 7." in world.letter().text
    assert not world.unread_letters()


async def test_who_has_read_what_was_written_meanwhile_may_send_all_the_same(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)
    answer = world.mailbox.to("ty@brightpathvoice.example")[-1]
    await world.mail("It is the greeting at night.", answers=answer)
    world.briefing()

    await ana.sends("Send the answer", text="Press 7.")
    assert ana.answer.status_code == 409
    assert "It is the greeting at night." in ana.text
    await ana.sends("Send it all the same")
    await world.forward(seconds=10)

    assert "Press 7." in world.letter().text


async def test_a_note_stays_inside(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Add the note", text="The carrier's ticket is TT-17.")
    await world.forward(minutes=1)

    assert "Noted. No reseller sees it." in ana.text
    assert "Ana Ruiz noted" in ana.text
    assert ("note", "The carrier's ticket is TT-17.") in world.timeline()


async def test_a_draft_is_kept_for_its_writer_alone_until_it_is_sent(world: World, ana: Browser, ben: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Keep as draft", text="Half a thought")

    assert "Half a thought" in (await ana.opens(PAGE)).answer.text
    assert "Half a thought" not in (await ben.opens(PAGE)).answer.text
    await ana.sends("Send the answer")
    await world.forward(seconds=10)
    assert "Half a thought" in world.letter().text
    assert world.sql("SELECT count(*) FROM draft") == [(0,)]


async def test_an_empty_answer_is_not_sent(world: World, ana: Browser) -> None:
    await asked(world)
    await ana.opens(PAGE)

    await ana.sends("Send the answer", text="  ")

    assert ana.answer.status_code == 422
    assert "The answer is empty; nothing was sent." in ana.text


async def test_what_comes_from_outside_is_text_and_nothing_else(world: World, ana: Browser) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    await asked(world, f"{evil} {QUESTION}", subject=evil, sender=f'"{evil}" <ty@brightpathvoice.example>')

    await ana.opens(PAGE)

    assert "<script>alert" not in ana.answer.text
    assert "<img src=x" not in ana.answer.text
    assert "&lt;script&gt;alert(1)" in ana.answer.text


async def test_nobody_sees_a_ticket_without_signing_in_and_a_viewer_changes_nothing(world: World) -> None:
    await asked(world)
    stranger = Browser(world)
    assert (await stranger.opens(PAGE)).path == "/console/sign-in"
    await stranger.closes()

    await admitted(world, "vic", DeskRole.VIEWER)
    viewer = await Browser(world).signs_in("vic")
    await viewer.opens(PAGE)
    assert QUESTION in viewer.text
    assert "Send the answer" not in viewer.text
    from lxml import html

    key = html.fromstring(viewer.answer.text).xpath("//input[@name='form_key']/@value")[0]
    for deed in ("answer", "note", "take-back"):
        answer = await viewer.client.post(
            f"{PAGE}/{deed}", data={"form_key": key, "text": "x"}, headers={"Origin": viewer.base}
        )
        assert answer.status_code == 403
    assert not world.sql("SELECT id FROM held_answer")
    await viewer.closes()


@pytest.mark.parametrize("number", ["9999", "0", "99999999999999999999999"])
async def test_a_ticket_that_is_not_there_is_said_so(ana: Browser, number: str) -> None:
    await ana.opens(f"/console/tickets/{number}")

    assert ana.answer.status_code == 404
