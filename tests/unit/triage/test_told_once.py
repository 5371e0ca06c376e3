"""What fails and whom it hits stays as it was told first, until it is set right or gets worse."""

from __future__ import annotations

import pytest

from deskbot.model.case import Decision, Finding, Severity
from tests.unit.triage.cases import PROVEN, judged, rules, ticket, values

SYMPTOM = "One phone at the front desk hears nothing on outside calls."
KNOWN = (Finding("symptom", SYMPTOM, SYMPTOM, 0.85), Finding("impact", "one user", "one user", 0.85))


def later(text: str) -> Decision:
    return judged(text, writer=PROVEN, earlier=ticket(Severity.S3, findings=KNOWN))


@pytest.mark.parametrize(
    "text",
    [
        "Another remark: one phone in the hall has a dim display.",
        "Noch etwas: ein Telefon im Flur hat ein dunkles Display.",
        "Autre remarque : un poste du couloir a un écran sombre.",
        "Otra observación: un teléfono del pasillo tiene la pantalla oscura.",
        "Outra observação: um telefone do corredor está com a tela escura.",
    ],
)
def test_a_remark_takes_the_place_of_nothing(text: str) -> None:
    found = values(later(text))

    assert (found["symptom"], found["impact"]) == (SYMPTOM, "one user")


@pytest.mark.parametrize(
    "text",
    [
        "I meant the back office phone: it hears nothing on outside calls.",
        "Actually the caller hears nothing, the front desk phone is fine.",
        "Symptom: callers hear nothing",
    ],
)
def test_words_that_set_it_right_do(text: str) -> None:
    assert values(later(text))["symptom"] != SYMPTOM


def test_what_got_worse_is_told_as_it_is_now() -> None:
    decision = later("Now the whole site is down, nobody can make or receive any calls.")

    assert decision.severity is Severity.S1
    assert "worse" in rules(decision)
    assert "whole site" in values(decision)["symptom"] + values(decision)["impact"]


def test_a_doubtful_fact_gives_way_to_a_surer_one() -> None:
    doubtful = (Finding("symptom", "phones", "phones", 0.5),)

    decision = judged(SYMPTOM, writer=PROVEN, earlier=ticket(Severity.S3, findings=doubtful))

    assert values(decision)["symptom"] == SYMPTOM


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("A done, B not done: no ladder", ("A done", "B not done: no ladder")),
        ("A: the T1 is unplugged, done\nB: could not, phone is dead there", ("B: could not, phone is dead there",)),
    ],
)
def test_the_answer_to_a_task_tells_no_trouble(text: str, lines: tuple[str, ...]) -> None:
    decision = judged(text, writer=PROVEN, earlier=ticket(Severity.S3, task_lines=lines))

    assert not {"symptom", "impact"} & set(values(decision))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("A erledigt, B nicht möglich", ("A erledigt", "B nicht möglich")),
        ("Beides erledigt.", ("Beides erledigt.",)),
        ("Yes, all done.", ("Yes, all done.",)),
        ("A: ja\nB: ja", ("A: ja", "B: ja")),
    ],
)
def test_work_that_is_done_is_no_trouble_that_is_solved(text: str, lines: tuple[str, ...]) -> None:
    known = ticket(Severity.S3, task_lines=lines, advised="choppy-audio")

    decision = judged(text, writer=PROVEN, earlier=known)

    assert (decision.solved, decision.helped) == (False, None)
    assert judged(f"{text}\nThe audio is fine again, please close it.", writer=PROVEN, earlier=known).solved


@pytest.mark.parametrize(
    "lines", [("A done", "B not done: no ladder"), ("A fait", "B pas fait : pas d'échelle"), ("A hecho", "B no")]
)
def test_the_answer_to_a_task_raises_no_severity_and_an_outage_beside_it_does(lines: tuple[str, ...]) -> None:
    known = ticket(Severity.S4, task_lines=lines)
    text = ", ".join(lines)

    assert judged(text, writer=PROVEN, earlier=known).severity is Severity.S4
    beside = judged(f"{text}\nNow nobody at the site can make or receive any calls.", writer=PROVEN, earlier=known)
    assert beside.severity is Severity.S1
