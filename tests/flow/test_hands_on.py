"""The desk asks for work at the site; the reseller answers by letter, and a time that passes is noticed."""

from __future__ import annotations

import pytest

from deskbot.errors import DeskbotError
from tests.flow.mails import QUESTION_S4
from tests.harness import World

AGENT = "Ana Ruiz <ana@desk.example>"
PAT_AT = "pat@brightpathvoice.example"
PAT = f"Pat Lee <{PAT_AT}>"


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


@pytest.mark.parametrize("text", ["A erledigt, B nicht möglich: kein Foto erlaubt", "Beides erledigt.", "Done!"])
async def test_work_that_is_done_leaves_the_ticket_to_the_desk(world: World, text: str) -> None:
    await asked(world, "#task Unplug the T1", "#task Photograph the LEDs")

    await world.mail(text, answers=world.letter())

    assert world.ticket()["state"] == "waiting-desk"
    world.briefing()


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


# -- two tickets with tasks that become one


async def two_with_tasks(world: World, first: int = 2, second: int = 1) -> None:
    """Let the desk ask for work on Ty's T-1001 and Pat's T-1002."""
    await asked(world, *(f"#task Work {number}" for number in range(first)))
    world.letter()
    await world.mail(QUESTION_S4, subject="Night greeting", sender=PAT)
    world.letter(PAT_AT), world.briefing()
    works = [f"Other work {number}" for number in range(second)]
    await world.deskbot.agents.ask_hands_on(1002, works, "ana")
    await world.settle()
    world.letter(PAT_AT)


async def test_tasks_that_get_other_letters_by_a_merge_are_told_to_the_desk_and_to_who_does_them(world: World) -> None:
    await two_with_tasks(world, 2, 2)

    done = await world.deskbot.joining.merge(1002, 1001, "ana")
    await world.settle()

    assert done == "T-1002 is merged into T-1001; of its tasks, A, B are C, D there"
    assert ("task", "Of the tasks of T-1002, A, B are C, D here.") in world.timeline()
    letter = world.letter(PAT_AT)
    assert "A → C: Other work 0" in letter.text
    assert "please answer with the new one" in letter.text
    await world.mail("C done", answers=letter, sender=PAT)
    assert world.sql("SELECT what FROM task WHERE state = 'done'") == [("Other work 0",)]
    world.briefing()

    done = await world.deskbot.joining.undo(1002, "ana")
    await world.settle()

    assert done == "T-1002 is a ticket of its own again; of its tasks, C, D are A, B again"
    text = world.letter(PAT_AT).text
    assert "D → B: Other work 1" in text
    assert "Other work 0" not in text, "it is done"


async def test_tasks_that_keep_their_letters_are_no_news(world: World) -> None:
    await world.mail(QUESTION_S4)
    await world.mail(QUESTION_S4, subject="Night greeting", sender=PAT)
    world.letter(), world.letter(PAT_AT), world.briefing(), world.briefing()
    await world.deskbot.agents.ask_hands_on(1002, ["Unplug the T1"], "ana")

    assert await world.deskbot.joining.merge(1002, 1001, "ana") == "T-1002 is merged into T-1001"
    await world.settle()

    world.letter(PAT_AT)
    assert "letters" not in world.letter(PAT_AT).text


async def test_two_tickets_with_more_tasks_than_letters_are_not_merged(world: World) -> None:
    await two_with_tasks(world, 14, 13)

    with pytest.raises(DeskbotError, match="T-1002 and T-1001 have 27 tasks together; 26 is the most"):
        await world.deskbot.joining.merge(1002, 1001, "ana")

    assert world.ticket(1002)["merged_into"] is None


async def test_a_task_that_is_asked_for_after_an_undo_takes_nobodys_letter(world: World) -> None:
    await two_with_tasks(world, 1, 1)
    await world.deskbot.joining.merge(1002, 1001, "ana")
    await world.deskbot.agents.ask_hands_on(1001, ["Third"], "ana")
    await world.deskbot.joining.undo(1002, "ana")

    await world.deskbot.agents.ask_hands_on(1001, ["Fourth"], "ana")
    await world.settle()

    assert world.sql("SELECT place FROM task WHERE ticket_number = 1001 ORDER BY place") == [(1,), (3,), (4,)]
    world.read += [one for one in world.mailbox.letters if one not in world.read]


async def test_one_line_answers_both_and_tells_nothing_of_the_trouble(world: World) -> None:
    await asked(world, "#task Unplug the T1", "#task Photograph the LEDs")
    letter = world.letter()

    await world.mail("A done, B not done: no ladder", answers=letter)

    assert states(world) == ["done", "not-done"]
    assert not [one for one in world.ticket()["findings"] if one["key"] in ("symptom", "impact")]
    assert "Task B not-done: Photograph the LEDs (not done: no ladder)" in world.briefing().text


async def test_answers_written_into_our_list_of_the_work_are_read_by_where_they_stand(world: World) -> None:
    await asked(world, "#task by friday 10:00: Unplug the T1", "#task Photograph the LEDs", "", "Thank you, Ty.")
    letter = world.letter()
    quoted = "".join(f"> {line}\n" for line in letter.text.splitlines())
    wanted = "America/Chicago)\n"
    answered = quoted.replace(wanted, f"{wanted}Done.\n").replace("the LEDs\n", "the LEDs\nNot possible, no camera\n")

    await world.mail(f"Hi Ana, see below.\n\nOn Monday the desk wrote:\n{answered}", answers=letter)

    assert states(world) == ["done", "not-done"]
    assert "Task B not-done: Photograph the LEDs (Not possible, no camera)" in world.briefing().text


async def test_a_list_of_the_work_that_only_comes_back_answers_nothing(world: World) -> None:
    await asked(world, "#task Unplug the T1", "#task Photograph the LEDs")
    letter = world.letter()
    quoted = "".join(f"> {line}\n" for line in letter.text.splitlines())

    await world.mail(f"We will be there tomorrow.\n\nOn Monday the desk wrote:\n{quoted}", answers=letter)

    assert states(world) == ["open", "open"]
    world.briefing()


async def test_a_time_in_the_past_is_refused_to_the_agent(world: World) -> None:
    await asked(world, "#task by 2020-01-01 10:00: Unplug the T1")

    assert states(world) == []
    told = world.letter("ana@desk.example").text
    assert "no time to come" in told
    assert "nothing of it was carried out" in told
