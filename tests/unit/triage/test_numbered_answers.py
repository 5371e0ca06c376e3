"""Answers by the number of a question are taken however people write the number."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.cases import PROVEN, fact, judged, ticket, values

KNOWN = (
    fact("symptom", "no dial tone on one phone"),
    fact("impact", "one user"),
    fact("model", "UCX50"),
    fact("tried", "rebooted, no change"),
)
ANSWERS = {"customer": "Bay Hotel", "callback": "972 555 0143", "host_id": "50-77B3", "release": "7.0.2"}


@pytest.mark.parametrize(
    "form",
    [
        "{n}) {v}",
        "{n}. {v}",
        "{n} - {v}",
        "{n} \u2013 {v}",
        "{n}: {v}",
        "({n}) {v}",
        "{n}.- {v}",
        "{n}/ {v}",
        "*{n}.* {v}",
        "to {n}: {v}",
        "To {n}) {v}",
        "re {n}: {v}",
        "Q{n}: {v}",
        "A{n}: {v}",
        "Answer {n}: {v}",
        "zu {n}: {v}",
        "Punkt {n}: {v}",
        "Antwort {n}: {v}",
        "Pregunta {n}: {v}",
        "a la {n}: {v}",
        "Réponse {n} : {v}",
        "à la {n} : {v}",
        "Pergunta {n}: {v}",
        "resposta {n}: {v}",
    ],
)
def test_an_answer_by_number_is_taken_in_any_form(form: str) -> None:
    text = "\n".join(form.format(n=place, v=value) for place, value in enumerate(ANSWERS.values(), start=1))
    found = values(judged(text, "Re: Phones", writer=PROVEN, earlier=ticket(Severity.S3, findings=KNOWN, asked=1)))

    assert {key: found.get(key) for key in ANSWERS} == ANSWERS


@pytest.mark.parametrize("text", ["For 2 days now.", "on 4 July it began", "7.0.2 runs there", "to 2 of them"])
def test_a_number_that_is_none_of_a_question_answers_none(text: str) -> None:
    found = values(judged(text, "Re: Phones", writer=PROVEN, earlier=ticket(Severity.S3, findings=KNOWN, asked=1)))

    assert "customer" not in found
    assert "callback" not in found
    assert "host_id" not in found
