"""A named request to move, add, change or rename an extension or a user is a question of how, not an incident."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import PROVEN, judged

MOVES = [
    "Please move extension 214 to a new phone at Grand Shoals School District.",
    "Change the name on ext 214 from Bob to Alice",
    "Please add a new user at Grand Shoals School District, extension 219.",
    "Kindly delete ext 220, she left the company, and forward her calls to 214.",
    "Could you rename extension 310 to Front Desk?",
    "We need extension 305 added to the sales hunt group.",
    "Bitte Nebenstelle 214 auf ein neues Telefon umziehen",
    "Könnten Sie bitte die Nebenstelle 214 von Meier auf Schulz umbenennen?",
    "Bitte legen Sie die Nebenstelle 230 für Frau Vogt an.",
    "Merci d'ajouter un poste 215",
    "Pouvez-vous renommer le poste 214 en Claire Dupuis et supprimer le poste 215 ?",
    "Veuillez déplacer le poste 118 vers le nouveau bureau.",
    "Por favor mover la extensión 214 a otro teléfono en Hotel Mirador.",
    "Cambien por favor el nombre de la extensión 214 a Lucía Pérez",
    "Necesitamos agregar un usuario nuevo con la extensión 230.",
    "Favor trocar o nome do ramal 214 de Pedro para Ana.",
    "Podem adicionar o ramal 230 para a Sra. Melo?",
    "Preciso mover o ramal 214 para outro aparelho.",
]
FAILURES = [
    "Please move extension 214 back, since the move yesterday it does not ring any more.",
    "I moved extension 214 to a new phone and now it does not register. Please fix.",
    "We changed the name on ext 214 and since then it has no dial tone.",
    "Bitte Nebenstelle 214 prüfen, sie klingelt nicht mehr seit dem Umzug.",
    "J'ai ajouté le poste 215 et depuis il ne sonne pas.",
    "Cambiamos el nombre de la extensión 214 y ahora no suena.",
    "Troquei o nome do ramal 214 e agora ele não toca.",
    "Extension 214 changes its name on every call, please repair that.",
]
OTHERS = {
    "Please add a new user to the partner portal for our technician Ann Lee.": Category.ACCESS,
    "Please move the licence from host ID 5521-AB12 to 7731-CD45, the motherboard was replaced.": Category.LICENCE,
    "It would be great if one could rename an extension from the phone itself.": Category.ENHANCEMENT,
}


@pytest.mark.parametrize("text", MOVES)
def test_a_named_move_add_or_change_is_a_request(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert (decision.category, decision.severity) == (Category.HOWTO, Severity.S4)


@pytest.mark.parametrize("text", FAILURES)
def test_what_fails_after_a_move_is_an_incident(text: str) -> None:
    assert judged(text, writer=PROVEN).category is Category.INCIDENT


@pytest.mark.parametrize(("text", "category"), OTHERS.items())
def test_other_requests_stay_what_they_are(text: str, category: Category) -> None:
    assert judged(text, writer=PROVEN).category is category


def test_a_move_beside_an_outage_is_an_incident() -> None:
    text = "All phones at Acme Dental are dead, no calls in or out. Please also move extension 214 to a new phone."

    assert (judged(text, writer=PROVEN).category, judged(text, writer=PROVEN).severity) == (
        Category.INCIDENT,
        Severity.S1,
    )
