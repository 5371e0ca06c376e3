"""What is over closes a ticket; what is back, over in part, or only asked after does not, in any language."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.cases import PROVEN, fact, judged, ticket

TICKET = ticket(
    Severity.S3,
    playbook="one-way-audio",
    advised="one-way-audio",
    findings=(fact("symptom", "one-way audio on one phone"),),
)


def solved(text: str) -> bool:
    return judged(text, writer=PROVEN, earlier=TICKET).solved


@pytest.mark.parametrize(
    "text",
    [
        "The problem is back.",
        "Not working again.",
        "Das Problem ist wieder da.",
        "Die Störung ist wieder da.",
        "Es geht wieder nicht.",
        "La panne est revenue.",
        "L'écho est revenu.",
        "El problema está de vuelta.",
        "Otra vez sin audio.",
        "O problema voltou.",
        "De novo sem áudio.",
    ],
)
def test_a_trouble_that_is_back_is_not_over(text: str) -> None:
    assert not solved(text)


@pytest.mark.parametrize(
    "text",
    [
        "Audio works again, everything is back to normal.",
        "Die Telefonie ist wieder da.",
        "Le service est revenu à la normale.",
        "Ya funciona bien.",
        "O serviço voltou ao normal.",
        "Solved, thanks.",
    ],
)
def test_a_service_that_is_back_is_over(text: str) -> None:
    assert solved(text)


@pytest.mark.parametrize(
    "text",
    [
        "It works now, but the fax machine does not.",
        "Everything is working again except the fax.",
        "Alles läuft wieder, bis auf das Fax.",
        "Todo funciona bien, salvo el fax.",
        "It works now. How do I add a second phone?",
    ],
)
def test_what_is_over_in_part_stays_open(text: str) -> None:
    assert not solved(text)


@pytest.mark.parametrize("text", ["Is it solved on your side?", "Wann ist das behoben?", "¿Está resuelto?"])
def test_whether_it_is_solved_is_a_question_to_us(text: str) -> None:
    assert not solved(text)


def test_who_asks_us_to_close_it_may_put_it_as_a_question() -> None:
    assert solved("All good now, thank you. Could you close the ticket?")
