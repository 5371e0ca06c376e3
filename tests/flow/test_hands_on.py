"""The desk asks for work at the site; the reseller answers by letter, and a time that passes is noticed."""

from __future__ import annotations

from tests.flow.mails import QUESTION_S4
from tests.harness import World

AGENT = "Ana Ruiz <ana@desk.example>"


async def asked(world: World, *commands: str) -> None:
    """Open a ticket, and ask for work by mail."""
    await world.mail(QUESTION_S4, subject="Holiday greeting")
    world.letter()
    await world.mail("\n".join(commands), sender=AGENT, answers=world.briefing())


def states(world: World) -> list[str]:
    return [state for (state,) in world.sql("SELECT state FROM task ORDER BY place")]


async def test_the_desk_asks_for_work_and_the_reseller_answers_done_or_not(world: World) -> None:
    await asked(world, "#task by friday 10:00: Unplug the T1", "#task Photograph the LEDs", "", "Thank you, Ty.")

    letter = world.letter()
    assert "Thank you, Ty." in letter.text
    assert "A. Unplug the T1 (by Friday 06 March, 10:00 America/Chicago)" in letter.text
    assert "B. Photograph the LEDs" in letter.text
    assert world.ticket()["state"] == "waiting-reseller"

    await world.mail("A done, alarm stays\nB not done: no camera here", answers=letter)

    assert states(world) == ["done", "not-done"]
    assert world.ticket()["state"] == "waiting-desk"
    assert ("task", "Task B is not-done: Photograph the LEDs") in world.timeline()
    briefing = world.briefing().text
    assert "Task A done: Unplug the T1 (done, alarm stays)" in briefing
    await world.forward(days=5)  # nobody is reminded of what is answered


async def test_a_task_whose_time_passes_is_told_to_both_sides_once(world: World) -> None:
    await asked(world, "#task by friday 10:00: Unplug the T1")
    world.letter()
    world.sql("UPDATE ticket SET due_at = NULL")  # this is not about the ticket's own silence

    await world.forward(days=4)

    assert 'Please answer "A done"' in world.letter().text
    assert "Task A is not answered, and its time has passed: Unplug the T1" in world.briefing().text
    await world.forward(days=7)


async def test_a_stranger_finishes_no_task(world: World) -> None:
    await asked(world, "#task Unplug the T1")

    await world.mail("A done", answers=world.letter(), proven=False)

    assert states(world) == ["open"]
    world.briefing()


async def test_a_task_for_a_closed_ticket_is_refused_and_the_agent_is_told(world: World) -> None:
    await world.mail(QUESTION_S4, subject="Holiday greeting")
    world.letter()
    briefing = world.briefing()
    await world.deskbot.agents.close(1001, "ana")

    await world.mail("#task Unplug the T1", sender=AGENT, answers=briefing)

    assert states(world) == []
    assert "T-1001 is closed" in world.letter("ana@desk.example").text


async def test_a_time_that_is_over_or_unreadable_is_part_of_the_task_and_not_guessed(world: World) -> None:
    await asked(world, "#task by some day: Unplug the T1")

    assert "A. by some day: Unplug the T1" in world.letter().text
