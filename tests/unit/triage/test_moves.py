"""A named request to move, add, change or rename an extension or a user is a question of how, not an incident."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from deskbot.store.playbook_files import read_playbook_files
from deskbot.triage.pipeline import decide
from deskbot.triage.playbooks import load_playbooks
from tests.unit.triage.cases import PROVEN, case, judged

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


@pytest.mark.parametrize("subject", ["MAC", "MAC request", ""])
@pytest.mark.parametrize(
    "text",
    [
        "Please add extension 45",
        "Bitte Nebenstelle 45 anlegen",
        "Veuillez ajouter le poste 45",
        "Agreguen el interno 45 por favor",
        "Por favor adicionem o ramal 45",
    ],
)
def test_a_move_add_or_change_is_no_known_issue_whatever_the_subject_calls_it(subject: str, text: str) -> None:
    decision = decide(case(text, subject, writer=PROVEN), load_playbooks(read_playbook_files()))
    assert decision.category is Category.HOWTO
    assert decision.playbook is None


def test_a_phone_that_does_not_take_its_settings_is_one_under_the_same_subject() -> None:
    text = "The phone with MAC 00:11:22:33:44:55 does not take the changes we save in provisioning."
    decision = decide(case(text, "MAC", writer=PROVEN), load_playbooks(read_playbook_files()))
    assert decision.playbook == "provisioning-not-applied"


@pytest.mark.parametrize("subject", ["", "Who", "Tickets"])
@pytest.mark.parametrize(
    "text",
    [
        "Who of us may open tickets?",
        "Wer von uns darf Tickets öffnen?",
        "Qui de chez nous peut ouvrir des tickets ?",
        "¿Quién de nosotros puede abrir tickets?",
        "Quem de nós pode abrir chamados?",
    ],
)
def test_who_may_open_tickets_is_asked_of_the_list_of_a_resellers_people(subject: str, text: str) -> None:
    assert judged(text, subject, writer=PROVEN).category is Category.ACCESS


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Who is working on our ticket?", Category.STATUS),
        ("Who looks after our ticket T-1001?", Category.STATUS),
        ("Wer darf bei uns Tickets eröffnen? Unsere Telefone sind tot.", Category.INCIDENT),
        ("Who can open the case of the phone to change the battery?", Category.HOWTO),
    ],
)
def test_other_questions_with_the_same_words_are_not(text: str, category: Category) -> None:
    assert judged(text, writer=PROVEN).category is category
