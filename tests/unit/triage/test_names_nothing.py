"""A message that names neither what fails nor whom it hits is no outage: weights know nothing of it."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.cases import PROVEN, judged, ticket


@pytest.mark.parametrize(
    "text",
    [
        "It is still so.",
        "Yes, still so",
        "Same as before.",
        "It is still like this.",
        "It is still the case.",
        "That is still so today.",
        "It is still so at Acme Dental.",
        "Hello, it still does not work. Please help.",
        "Immer noch so.",
        "Es ist noch immer so bei Zahnarzt Weber.",
        "C'est toujours comme ça.",
        "Sigue siendo así.",
        "Ainda está assim.",
    ],
)
def test_words_that_name_nothing_are_no_outage(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S3
    assert judged(text, writer=PROVEN, earlier=ticket(Severity.S3)).severity is Severity.S3


@pytest.mark.parametrize("severity", list(Severity))
def test_words_that_name_nothing_leave_a_ticket_as_it_is(severity: Severity) -> None:
    assert judged("It is still so.", writer=PROVEN, earlier=ticket(severity)).severity is severity


@pytest.mark.parametrize(
    "text",
    [
        "It is still so: nobody can call in or out.",
        "Same as before, all phones are dead again.",
        "We are down.",
        "Immer noch so, keiner kann telefonieren.",
        "Toujours pareil, plus aucun appel n'entre.",
        "Sigue igual, no entran ni salen llamadas.",
        "Ainda está assim, ninguém consegue ligar.",
        "It is still so, 911 does not work.",
    ],
)
def test_words_that_name_nothing_hide_no_outage_beside_them(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1
