"""A scenario names a call by its ends and direction."""

from __future__ import annotations

import pytest

from tests.unit.triage.cases import judged, values

FAULT = "One phone has no dial tone.\n"


@pytest.mark.parametrize(
    "text",
    [
        "When somebody outside calls the main number, it rings busy.",
        "Calls from ext 204 to mobiles drop.",
        "Whoever dials the helpline hears nothing.",
        "ext 31 to +44 20 555 0101, cut",
        "Wenn ein Kunde die Hauptnummer anruft, ist besetzt.",
        "Anrufe vom Handy auf die Durchwahl brechen ab.",
        "Quand un patient appelle la réception, ça coupe.",
        "Le poste 12 n'arrive pas à joindre le 112.",
        "Cuando un cliente llama a la recepción, se corta.",
        "Las llamadas del interno 15 al celular se cortan.",
        "Quando um cliente liga para a recepção, cai.",
        "As ligações do ramal 20 para celular caem.",
        "Scenario: mobile calls the queue, agent answers, no audio.",
    ],
)
def test_a_call_with_its_ends_is_a_scenario(text: str) -> None:
    assert "scenario" in values(judged(FAULT + text))


@pytest.mark.parametrize(
    "text",
    [
        "Calls fail sometimes.",
        "There is a click in an outside call now and then.",
        "Please call me on my cell.",
        "Nobody can call, not inside, not outside.",
        "Die Kollegen nehmen ihr Handy.",
        "What happens if a customer calls reception?",
        "Calls to Marlow do not arrive.",
        "La recepcionista está de vacaciones.",
        "The carrier called us back.",
    ],
)
def test_calls_without_their_ends_are_no_scenario(text: str) -> None:
    assert "scenario" not in values(judged(FAULT + text))
