"""What is offered as a button is understood when it is pressed, in every language, and no two buttons say the same."""

from __future__ import annotations

import pytest

from deskbot.model.message import LONGEST_OFFER
from deskbot.tickets.offers import for_questions, rating, whether_solved
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.questions import OPTIONS
from deskbot.triage.registry import all_diagnostics
from deskbot.triage.requirements import questions_for
from tests.unit.triage.cases import case

OFFERED = [one for one in all_diagnostics() if one.options]
LANGUAGES = ["en", *OPTIONS]


@pytest.mark.parametrize("diagnostic", OFFERED, ids=lambda one: one.key)
def test_what_a_button_says_is_read_as_its_fact(diagnostic: object) -> None:
    values = []
    for option in diagnostic.options:  # type: ignore[attr-defined]
        text = f"{diagnostic.key.replace('_', ' ')}: {option}"  # type: ignore[attr-defined]
        given = "The phone is broken, this is an RMA" if diagnostic.key == "child_registered" else "One phone has echo"  # type: ignore[attr-defined]
        found = {one.key: one.value for one in decide(case(f"{given}\n{text}"), PlaybookSet()).findings}
        values.append(found.get(diagnostic.key))  # type: ignore[attr-defined]

    assert None not in values, values
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_are_labelled_in_every_language_and_fit(language: str) -> None:
    questions = questions_for([one.key for one in OFFERED], language)

    assert all(len(one.options) > 1 for one in questions)
    assert all(len(offer.label) <= 40 for one in questions for offer in one.options)
    for one in questions:
        assert len(for_questions(100_000, [one])) == len(one.options)
    assert [len(one.says.encode()) <= LONGEST_OFFER for one in whether_solved(100_000, language)] == [True, True]


def test_only_the_first_question_that_has_usual_answers_gets_buttons() -> None:
    questions = questions_for(["host_id", "impact", "frequency"])

    assert for_questions(1042, questions)[0].says == "T-1042 impact: one user"
    assert for_questions(1042, questions[:1]) == ()


def test_a_rating_is_one_to_five() -> None:
    assert [(one.label, one.says) for one in rating(1042)][::4] == [("1", "T-1042 1"), ("5", "T-1042 5")]
