"""Minutes that pass, and names that far places are a part of, are no calls abroad that nobody made."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from deskbot.triage.fraud import signs_of_fraud
from deskbot.triage.sentences import read
from tests.unit.triage.cases import PROVEN, case, judged

OUTAGE = "are down since 10 minutes, no calls in or out at all. Nobody can call."


@pytest.mark.parametrize(
    "site",
    ["Harbor Clinic", "Acme International", "Cuba Street Clinic", "Lebanon Community Hospital", "the Jordan office"],
)
def test_an_outage_is_no_fraud_whatever_the_site_is_called(site: str) -> None:
    text = f"All SIP trunks at {site} {OUTAGE}"

    decision = judged(text, writer=PROVEN)

    assert signs_of_fraud(read(case(text).message)) == ()
    assert (decision.category, decision.severity) == (Category.INCIDENT, Severity.S1)


@pytest.mark.parametrize(
    "text",
    [
        "Since 10 minutes no international calls go out at Acme Dental, nobody can call abroad.",
        "Seit 10 Minuten geht kein Anruf ins Ausland, niemand kann telefonieren.",
        "Depuis 10 minutes aucun appel vers l'étranger ne passe, personne ne peut appeler.",
        "Desde hace 10 minutos no salen llamadas al extranjero, nadie puede llamar.",
        "Há 10 minutos nenhuma ligação para o exterior sai, ninguém consegue ligar.",
    ],
)
def test_calls_abroad_that_fail_are_no_fraud_in_any_language(text: str) -> None:
    assert signs_of_fraud(read(case(text).message)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds of calls to Cuba went out overnight at Acme International, nobody was in the building.",
        "The bill shows 4,000 minutes to Cuba last night, and nobody made them.",
        "For 10 minutes now the system dials numbers in Latvia by itself, nobody is there, it does not stop.",
        "All our lines are busy with calls to Somalia that nobody made, so no calls come in.",
    ],
)
def test_calls_abroad_that_nobody_made_stay_fraud(text: str) -> None:
    assert judged(text, writer=PROVEN).category is Category.SECURITY
