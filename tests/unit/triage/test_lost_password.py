"""A password that nobody knows is a door that is shut, and no break-in: it pages nobody."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import PROVEN, judged


@pytest.mark.parametrize(
    "text",
    [
        "Nobody at the customer knows the admin password.",
        "We took over Acme from another dealer and never got the web password for their UCX50.",
        "Niemand beim Kunden kennt das Admin-Passwort.",
        "Das Passwort der Anlage ist unbekannt, der Vorgänger ist weg.",
        "Personne ne connaît le mot de passe admin.",
        "Nadie sabe la contraseña de administrador del conmutador.",
        "Ninguém sabe a senha do admin da central.",
    ],
)
def test_a_password_that_nobody_knows_is_a_matter_of_access(text: str) -> None:
    decision = judged(text, writer=PROVEN)
    assert (decision.category, decision.severity) == (Category.ACCESS, Severity.S4)


@pytest.mark.parametrize(
    "text",
    [
        "The admin password was changed overnight and nobody knows it.",
        "Nobody knows the admin password and there are calls to Cuba going out.",
        "Nobody knows the admin password, and no calls come in or go out since noon.",
    ],
)
def test_one_that_somebody_changed_or_an_outage_beside_it_pages(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1
