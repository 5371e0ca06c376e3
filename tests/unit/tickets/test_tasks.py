"""What a reseller answers to hands-on tasks is read, and the tasks are listed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from deskbot.model.task import Task, TaskState
from deskbot.tickets.tasks import listed, read_answers

TASKS = (Task(1, "Unplug the T1"), Task(2, "Photograph the LEDs"), Task(3, "Swap the card"))
NOW = datetime(2026, 11, 26, 14, 0, tzinfo=ZoneInfo("America/Chicago"))  # a Thursday


def said(text: str, tasks: tuple[Task, ...] = TASKS) -> dict[str, str]:
    return {"ABC"[one.place - 1]: one.state.value for one in read_answers(text, tasks)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A done", {"A": "done"}),
        ("A. Done, alarm stays red\nB) not done: no camera\nc - ok", {"A": "done", "B": "not-done", "C": "done"}),
        ("Task A: finished\nTask B: couldn't, door locked", {"A": "done", "B": "not-done"}),
        ("> A done\n\n- B: no ladder", {"A": "done", "B": "not-done"}),
        ("A done, no alarm any more", {"A": "done"}),
        ("all done", {"A": "done", "B": "done", "C": "done"}),
        ("Everything is done, see the pictures", {"A": "done", "B": "done", "C": "done"}),
        ("Alles erledigt.", {"A": "done", "B": "done", "C": "done"}),
        ("todo listo", {"A": "done", "B": "done", "C": "done"}),
        ("A erledigt\nB noch nicht\nC ging nicht, kein Schlüssel", {"A": "done", "B": "not-done", "C": "not-done"}),
        ("A: fait\nB: pas encore", {"A": "done", "B": "not-done"}),
        ("a) hecho\nb) no se pudo", {"A": "done", "B": "not-done"}),
        ("A feito\nB não", {"A": "done", "B": "not-done"}),
        ("A ya está\nB no se pudo", {"A": "done", "B": "not-done"}),
        ("A : c'est bon\nB : impossible", {"A": "done", "B": "not-done"}),
        ("A já está\nB não deu", {"A": "done", "B": "not-done"}),
        ("Todas listas", {"A": "done", "B": "done", "C": "done"}),
        ("les deux sont faits", {"A": "done", "B": "done", "C": "done"}),
        ("as duas feitas", {"A": "done", "B": "done", "C": "done"}),
        ("les deux postes sont morts", {}),
        ("not all of it is done", {}),
        ("all not done yet", {}),
        ("A red light is on", {}),
        ("D done", {}),
        ("1. done", {}),
        ("a customer called, he is done for today\nthanks", {}),
        ("", {}),
    ],
)
def test_an_answer_names_tasks_by_letter(text: str, expected: dict[str, str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Done!",
        "done",
        "Done, thanks.",
        "Done.\nThanks!",
        "Hi Ana,\nDone!",
        "Erledigt.",
        "Hecho, gracias",
        "C'est fait !",
        "Feito.",
    ],
)
def test_the_word_done_and_nothing_else_is_said_of_every_open_task(text: str) -> None:
    assert said(text, TASKS[:2]) == {"A": "done", "B": "done"}


@pytest.mark.parametrize(
    "text",
    [
        "OK",
        "Yes!",
        "Will be done tomorrow.",
        "Done with lunch, going there now.",
        "Done?",
        "Done\nOnly the card is left.",
        "Almost done",
        "One is done.",
        "Fertig bin ich noch nicht.",
    ],
)
def test_what_only_begins_so_closes_no_task(text: str) -> None:
    assert said(text, TASKS[:2]) == {}


@pytest.mark.parametrize(
    ("text", "state"),
    [("Done.", "done"), ("done, T1 is out", "done"), ("not possible today", "not-done"), ("what is a T1?", None)],
)
def test_with_one_open_task_its_letter_may_be_left_out(text: str, state: str | None) -> None:
    assert said(text, TASKS[:1]) == ({"A": state} if state else {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A done, B not done: no ladder", {"A": "done", "B": "not-done"}),
        ("a done and b not done", {"A": "done", "B": "not-done"}),
        ("A: I could not do it, B: hecho", {"A": "not-done", "B": "done"}),
        ("A: erledigt, B: konnte ich nicht machen", {"A": "done", "B": "not-done"}),
        ("A erledigt und B nicht erledigt: keine Leiter", {"A": "done", "B": "not-done"}),
        ("A fait, B pas fait : pas d'échelle", {"A": "done", "B": "not-done"}),
        ("A: je n'ai pas pu, B: fait", {"A": "not-done", "B": "done"}),
        ("A hecho, B no: no hay escalera", {"A": "done", "B": "not-done"}),
        ("A: no pude, B: hecho", {"A": "not-done", "B": "done"}),
        ("A feito e B não: sem escada", {"A": "done", "B": "not-done"}),
        ("A: não consegui, B: feito", {"A": "not-done", "B": "done"}),
        ("A done. B could not be done", {"A": "done", "B": "not-done"}),
        ("A and B done", {"A": "done", "B": "done"}),
        ("A done, b phones are not up yet", {"A": "done"}),
        ("B done, a phone is not working", {"B": "done"}),
        ("B feito, a porta não abre", {"B": "done"}),
        ("B done, and a customer called", {"B": "done"}),
        ("A: ok B: ok", {"A": "done", "B": "done"}),
        ("A - done / B - not done", {"A": "done", "B": "not-done"}),
        ("A) \u2713  B) \u2717", {"A": "done", "B": "not-done"}),
        ("A ok, B nok", {"A": "done", "B": "not-done"}),
        ("Task A: carried out", {"A": "done"}),
    ],
)
def test_one_line_may_answer_several_tasks(text: str, expected: dict[str, str]) -> None:
    assert said(text, TASKS[:2]) == expected


def test_the_words_of_an_answer_are_kept() -> None:
    (answer,) = read_answers("B not done: no ladder", TASKS)

    assert (answer.state, answer.words) == (TaskState.NOT_DONE, "not done: no ladder")


def test_a_letter_lists_tasks_with_their_time_in_the_readers_zone() -> None:
    task = Task(1, "Swap the card", NOW.replace(hour=16))

    (line,) = listed([task], NOW.astimezone(ZoneInfo("Europe/Berlin")))

    assert line == "A. Swap the card (by Thursday 26 November, 23:00 Europe/Berlin)"
