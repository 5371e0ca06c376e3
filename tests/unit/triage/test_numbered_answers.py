"""Answers by the number of a question are taken however people write the number."""

from __future__ import annotations

import re

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
ANSWERED = 0.93
ASKED = ticket(Severity.S3, findings=KNOWN, asked=1, letters=(tuple(ANSWERS),))


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
    found = values(judged(text, "Re: Phones", writer=PROVEN, earlier=ASKED))

    assert {key: found.get(key) for key in ANSWERS} == ANSWERS


@pytest.mark.parametrize("text", ["For 2 days now.", "on 4 July it began", "7.0.2 runs there", "to 2 of them"])
def test_a_number_that_is_none_of_a_question_answers_none(text: str) -> None:
    found = values(judged(text, "Re: Phones", writer=PROVEN, earlier=ASKED))

    assert "customer" not in found
    assert "callback" not in found
    assert "host_id" not in found


STEPS = {
    "en": "1. Rebooted the switch\n2. Swapped the cable\n3. Put the old handset back\n4. Factory reset, no change",
    "es": "1. Reiniciamos el switch\n2. Cambiamos el cable\n3. Pusimos el aparato viejo\n4. Igual que antes",
    "fr": "1. Redémarré le switch\n2. Changé le câble\n3. Remis l'ancien poste\n4. Aucun changement",
    "de": "1. Switch neu gestartet\n2. Kabel getauscht\n3. Altes Telefon angesteckt\n4. Keine Änderung",
    "pt": "1. Reiniciamos o switch\n2. Trocamos o cabo\n3. Voltamos o aparelho antigo\n4. Continua igual",
}


@pytest.mark.parametrize("text", STEPS.values(), ids=STEPS)
@pytest.mark.parametrize("asked", [0, 1])
def test_a_numbered_list_answers_nothing_where_no_letter_asked(text: str, asked: int) -> None:
    known = ticket(Severity.S3, asked=asked)
    numbered = judged(text, "Re: Phones", writer=PROVEN, earlier=known)
    plain = judged(re.sub(r"(?m)^\d\. ", "- ", text), "Re: Phones", writer=PROVEN, earlier=known)

    assert set(values(numbered)) == set(values(plain))
    assert not {"customer", "symptom", "release"} & set(values(numbered))
    assert all(finding.confidence < ANSWERED for finding in numbered.findings)


def test_what_stands_below_a_quoted_question_is_told_by_the_letter_alone() -> None:
    known = ticket(Severity.S3, asked=1)
    message = {"text": "See below.\n\n> 1. Who is the customer?\nBay Hotel", "reply": "See below."}
    found = judged("", "Re: Phones", writer=PROVEN, earlier=known, message=message)

    assert "customer" not in values(found)


@pytest.mark.parametrize("place", [1, 2, 3, 4])
@pytest.mark.parametrize("release", ["4.5.6", "7.0.14", "v7.1.2"])
def test_a_release_under_the_number_of_another_question_fills_the_release_alone(place: int, release: str) -> None:
    found = judged(f"{place}) {release}", "Re: Phones", writer=PROVEN, earlier=ASKED)

    assert found.fresh == ("release",)
    assert values(found)["release"] == release.removeprefix("v")


def test_a_day_under_the_number_of_the_question_when_it_began_is_no_release() -> None:
    asked = ticket(Severity.S3, findings=KNOWN, asked=1, letters=(("started_at",),))

    assert values(judged("1) 4.11.2026", "Re: Phones", writer=PROVEN, earlier=asked)).get("release") is None
