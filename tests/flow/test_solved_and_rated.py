"""Advice asks whether it solved the trouble, a closed ticket asks for a rating, and both answers are kept."""

from __future__ import annotations

import asyncio
import json

import pytest
from typer.testing import CliRunner

from deskbot.cli.playbooks import playbooks_app
from deskbot.simulators.mailbox import Letter
from deskbot.store import advice
from tests.flow.mails import COMPLETE_S3, INCOMPLETE_S3, OUTAGE_S1, QUESTION_S4
from tests.flow.test_texts import TY, texts
from tests.harness import ANA, World, running_world


async def advised(world: World) -> Letter:
    await world.mail(COMPLETE_S3, subject="One-way audio")
    letter = world.letter()
    assert "Did this solve it? Answer yes or no." in letter.text
    world.briefing()
    return letter


async def numbers(world: World) -> dict[str, tuple[int, int, int]]:
    async with world.deskbot.database.begin() as session:
        found = await advice.numbers(session)
    return {playbook: (one.sent, one.solved, one.not_solved) for playbook, one in found.items()}


async def test_a_yes_resolves_the_ticket_and_counts_for_the_playbook(world: World) -> None:
    ours = await advised(world)
    assert await numbers(world) == {"one-way-audio": (1, 0, 0)}

    await world.mail("Yes, that did it!", answers=ours)

    assert world.ticket()["state"] == "resolved"
    assert "set to resolved" in world.letter().text
    assert await numbers(world) == {"one-way-audio": (1, 1, 0)}
    world.briefing()


async def test_closing_it_by_command_says_that_the_advice_helped(world: World) -> None:
    world.sql("INSERT INTO identity (contact_id, channel, address) VALUES (1, 'sms', %s)", TY)
    await advised(world)

    await texts(world, TY, "close T-1001")

    assert world.ticket()["state"] == "resolved"
    assert await numbers(world) == {"one-way-audio": (1, 1, 0)}
    assert "The reseller says that one-way-audio solved it." in str(world.timeline())
    world.briefing()


@pytest.mark.parametrize("text", ["No, it came back, not solved.", "The one-way audio is back.", "It is not solved."])
async def test_a_no_after_a_yes_opens_it_again_and_counts_against_the_playbook(world: World, text: str) -> None:
    ours = await advised(world)
    await world.mail("Yes", answers=ours)
    solved = world.letter()
    world.briefing()

    await world.mail(text, answers=solved)

    assert world.ticket()["state"] == "waiting-desk"
    assert await numbers(world) == {"one-way-audio": (1, 0, 1)}
    letter = world.letter().text
    assert "with a person at the desk now" in letter
    assert "Good to hear" not in letter
    assert "after all" in str(world.timeline())
    world.briefing()


async def test_a_no_hands_the_ticket_to_a_person_who_is_told_and_the_same_advice_is_not_sent_again(
    world: World,
) -> None:
    ours = await advised(world)

    await world.mail("no, still one-way audio at the home office phone", answers=ours)

    assert (world.ticket()["state"], world.ticket()["severity"]) == ("waiting-desk", "S3")
    letter = world.letter()
    assert "with a person at the desk now" in letter.text
    assert "known issue" not in letter.text
    assert await numbers(world) == {"one-way-audio": (1, 0, 1)}
    assert "did not solve it" in world.briefing().text


async def test_a_stranger_can_say_neither(world: World) -> None:
    ours = await advised(world)

    await world.mail("yes", sender="Eve <eve@evil.example>", proven=False, answers=ours)

    assert world.ticket()["state"] == "waiting-desk"
    assert await numbers(world) == {"one-way-audio": (1, 0, 0)}
    world.briefing()


async def rated_closed(world: World) -> Letter:
    ours = await advised(world)
    await world.mail("yes", answers=ours)
    world.letter(), world.briefing()
    await world.forward(days=7, minutes=5)
    letter = world.letter()
    assert "number from 1 (poor) to 5 (very good)" in letter.text
    assert world.ticket()["state"] == "closed"
    return letter


async def test_a_closed_ticket_asks_once_and_keeps_the_rating_without_opening_again(world: World) -> None:
    letter = await rated_closed(world)

    await world.mail("5 quick help", answers=letter)

    ticket = world.ticket()
    assert (ticket["rating"], ticket["rating_words"], ticket["state"]) == (5, "quick help", "closed")
    assert "Rated 5 of 5: quick help" in [text for _, text in world.timeline()]
    world.briefing()


async def test_who_opens_a_ticket_again_is_told_and_who_thanks_is_not(world: World) -> None:
    await world.mail(QUESTION_S4, subject="Greeting")
    letter = world.letter()
    world.briefing()
    await world.mail("That answers my question, solved, thanks.", answers=letter)
    assert "Good to hear" in world.letter().text
    world.briefing()
    assert world.ticket()["state"] == "resolved"

    await world.mail("It is not solved.", answers=letter)

    assert world.ticket()["state"] == "waiting-desk"
    assert "Ticket T-1001 is open again" in world.letter().text
    world.briefing()
    await world.mail("It is really not solved.", answers=letter)
    world.briefing()

    await world.mail("Solved now.", answers=letter)
    world.letter(), world.briefing()
    await world.mail("Thank you!", answers=letter)
    world.briefing()


@pytest.mark.parametrize(
    ("text", "points", "note"),
    [("10/10", 5, "Rated 5 of 5"), ("five", 5, "Rated 5 of 5"), ("7", None, "Answered our question for a rating: 7")],
)
async def test_a_rating_in_other_forms_is_kept_and_opens_nothing(
    world: World, text: str, points: int | None, note: str
) -> None:
    letter = await rated_closed(world)

    await world.mail(text, answers=letter)

    assert (world.ticket()["rating"], world.ticket()["state"]) == (points, "closed")
    assert note in [told for _, told in world.timeline()]
    if points is None:
        assert "7" in world.briefing().text


async def test_a_rating_three_weeks_later_opens_no_new_ticket(world: World) -> None:
    letter = await rated_closed(world)
    await world.forward(days=21)

    await world.mail("4/5", answers=letter)

    assert world.ticket()["rating"] == 4
    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]


async def test_a_strangers_bare_number_to_an_old_ticket_opens_none_and_a_trouble_does(world: World) -> None:
    asked = await rated_closed(world)
    await world.forward(days=21)

    await world.mail("1", answers=asked, sender="Eve <eve@brightpathvoice.example>", proven=False)

    assert world.sql("SELECT count(*) FROM ticket") == [(1,)]
    assert world.ticket()["rating"] is None
    (why,) = world.sql("SELECT why FROM inbound WHERE state = 'filed'")
    assert "only rates a ticket that was closed long ago" in why[0]

    await world.mail(OUTAGE_S1, answers=asked, sender="Eve <eve@brightpathvoice.example>", proven=False)

    assert world.ticket(1002)["severity"] == "S1"
    world.twilio.phones[ANA].take_text()
    world.letter("eve@brightpathvoice.example"), world.briefing()


async def test_not_solved_opens_it_again_and_the_next_close_does_not_ask_again(world: World) -> None:
    letter = await rated_closed(world)

    await world.mail("1 not solved, she still cannot hear callers", answers=letter)

    assert (world.ticket()["state"], world.ticket()["rating"]) == ("waiting-desk", 1)
    assert "with a person at the desk now" in world.letter().text
    world.briefing()
    await world.deskbot.agents.close(1001, "ana")
    await world.settle()


async def test_a_colleague_who_says_in_german_that_it_is_there_again_opens_it_days_later(world: World) -> None:
    letter = await rated_closed(world)
    await world.forward(days=5)

    await world.mail("Leider wieder da, das gleiche Problem.", sender="Al <al@brightpathvoice.example>", answers=letter)

    assert world.ticket()["state"] == "waiting-desk"
    assert "Ticket T-1001 is open again" in world.letter("al@brightpathvoice.example").text
    assert await numbers(world) == {"one-way-audio": (1, 0, 1)}
    world.briefing()


async def test_the_desks_close_asks_as_well(world: World) -> None:
    await advised(world)
    await world.deskbot.agents.close(1001, "ana")
    await world.settle()

    assert "is closed" in world.letter().text


async def test_only_who_reported_it_is_asked(world: World) -> None:
    await world.mail(COMPLETE_S3, subject="One-way audio", headers={"Cc": "Al <al@brightpathvoice.example>"})
    world.letter(), world.briefing()

    await world.deskbot.agents.close(1001, "ana")
    await world.settle()

    assert "is closed" in world.letter().text
    assert not [one for one in world.mailbox.to("al@brightpathvoice.example") if "is closed" in one.text]


async def test_silence_a_stranger_and_a_request_without_an_answer_are_not_asked(world: World) -> None:
    await world.mail(INCOMPLETE_S3, subject="Phone not registering")
    await world.forward(days=7)
    assert world.ticket()["state"] == "closed"
    for _ in range(4):
        assert "number from 1" not in world.letter().text
    await world.mail(COMPLETE_S3, sender="Pat <pat@brightpathvoice.example>", proven=False)
    await world.mail(QUESTION_S4, subject="Greeting")
    for number in (1002, 1003):
        await world.deskbot.agents.close(number, "ana", "spam")
    await world.settle()

    world.letter(), world.letter("pat@brightpathvoice.example")
    for _ in range(3):
        world.briefing()


async def test_where_the_policy_says_off_nobody_is_asked(database_url: str) -> None:
    async with running_world(database_url, policy=("rating: on", "rating: off")) as world:
        await advised(world)
        await world.deskbot.agents.close(1001, "ana")
        await world.settle()


async def test_an_outage_after_a_yes_pages(world: World) -> None:
    ours = await advised(world)
    await world.mail("yes", answers=ours)
    world.letter(), world.briefing()

    await world.mail(OUTAGE_S1, answers=ours)

    assert "T-1001 S1" in world.twilio.phones[ANA].take_text()
    assert world.ticket()["state"] == "waiting-desk"
    world.letter(), world.briefing()


async def test_the_command_line_shows_how_the_playbooks_do(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = await advised(world)
    await world.mail("no", answers=ours)
    world.letter(), world.briefing()
    monkeypatch.setenv("DESKBOT_DATABASE_URL", world.deskbot.database.url)

    shown = await asyncio.to_thread(CliRunner().invoke, playbooks_app, ["numbers", "--json"])

    assert json.loads(shown.output) == {"one-way-audio": {"sent": 1, "solved": 0, "not_solved": 1}}


async def test_a_playbook_that_the_answers_lead_to_is_sent_then_once(world: World) -> None:
    await world.mail("Hi,\n\na customer has trouble with one home office phone.\n\nTy", subject="Trouble")
    asked = world.letter()
    assert "Did this solve it?" not in asked.text
    world.briefing()

    await world.mail(COMPLETE_S3, answers=asked)
    assert "Did this solve it?" in world.letter().text
    world.briefing()
    await world.mail("It is one-way audio at the home office phone, callers hear her.", answers=asked)

    assert await numbers(world) == {"one-way-audio": (1, 0, 0)}
    world.briefing()


async def test_thanks_leave_the_ticket_closed(world: World) -> None:
    letter = await rated_closed(world)

    await world.mail("Thanks a lot, Ana!", answers=letter)

    assert world.ticket()["state"] == "closed"
    assert "Thanked: Thanks a lot, Ana!" in [text for _, text in world.timeline()]
    world.briefing()


async def test_a_yes_to_a_person_at_the_desk_answers_that_person(world: World) -> None:
    await advised(world)
    await world.forward(minutes=10)
    await world.deskbot.agents.reply(1001, "May we restart the server tonight?", "ana")
    await world.settle()

    await world.mail("Yes", answers=world.letter())

    assert world.ticket()["state"] == "waiting-desk"
    assert await numbers(world) == {"one-way-audio": (1, 0, 0)}
    world.briefing()


async def test_a_number_for_a_person_at_the_desk_is_no_rating(world: World) -> None:
    await rated_closed(world)
    await world.deskbot.agents.reply(1001, "One more question: how many phones did you exchange?", "ana")
    await world.settle()

    await world.forward(minutes=10)
    await world.mail("5", answers=world.letter())

    assert (world.ticket()["rating"], world.ticket()["state"]) == (None, "waiting-desk")
    world.briefing()


@pytest.mark.parametrize(
    ("sender", "proven"),
    [
        ("Jana Vogt <jana@rheinruf.example>", True),
        ("Ty Okafor <ty@brightpathvoice.example>", False),
        ("Eve <eve@evil.example>", False),
    ],
)
async def test_nobody_elses_bare_number_opens_it_again_or_is_kept(world: World, sender: str, *, proven: bool) -> None:
    letter = await rated_closed(world)

    await world.mail("1", sender=sender, proven=proven, answers=letter)

    assert (world.ticket()["state"], world.ticket()["rating"]) == ("closed", None)
    assert not [text for _, text in world.timeline() if text.startswith(("Rated", "Thanked"))]
    world.briefing()

    await world.mail("5 great", answers=letter)

    ticket = world.ticket()
    assert (ticket["rating"], ticket["rating_words"], ticket["state"]) == (5, "great", "closed")
    world.briefing()
