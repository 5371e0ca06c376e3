"""Where a life may hang on the telephones, somebody is called, whoever writes and in whatever language."""

from __future__ import annotations

import pytest

from deskbot.model.case import Action, Category, Decision, Severity
from deskbot.triage.lifelines import calls_for_help_fail
from deskbot.triage.one_set import one_set_only
from deskbot.triage.sentences import read
from tests.unit.triage.cases import PROVEN, case, judged
from tests.unit.triage.test_redirect import SHOP

NO_AMBULANCE = [
    "The phone in my room is dead, my neighbour is not breathing and I can't reach the ambulance.",
    "El teléfono de mi habitación está muerto, mi vecino no respira y no puedo llamar a la ambulancia.",
    "Le téléphone de ma chambre est mort, mon voisin ne respire plus et je n'arrive pas à joindre l'ambulance.",
    "Das Telefon in meinem Zimmer ist tot, mein Nachbar atmet nicht und ich kann den Rettungswagen nicht erreichen.",
    "O telefone do meu quarto está mudo, meu vizinho não respira e não consigo chamar a ambulância.",
]
DYING = [
    "Our phones are dead and a guest is unconscious!",
    "Los teléfonos no funcionan y un huésped está inconsciente.",
    "Les téléphones ne marchent plus et un client est inconscient !",
    "Die Telefone sind tot, ein Gast ist bewusstlos!",
    "Os telefones estão mudos e um hóspede está inconsciente!",
]
NURSE_CALL = [
    "Nurse call is dead in our nursing home.",
    "La llamada de enfermera no funciona en nuestra residencia de ancianos.",
    "L'appel malade ne marche plus dans notre maison de retraite.",
    "Der Schwesternruf im Pflegeheim ist tot.",
    "A chamada de enfermagem não funciona na casa de repouso.",
]


def stranger(text: str) -> Decision:
    return judged(text, message=SHOP)


@pytest.mark.parametrize("text", [*NO_AMBULANCE, *DYING])
def test_whoever_cannot_call_for_help_gets_a_ticket_and_a_page(text: str) -> None:
    decision = stranger(text)

    assert (decision.action, decision.severity, decision.urgent) == (Action.OPEN, Severity.S1, True)


@pytest.mark.parametrize("text", NURSE_CALL)
@pytest.mark.parametrize("proven", [True, False])
def test_a_dead_nurse_call_pages_in_every_language(text: str, *, proven: bool) -> None:
    decision = judged(text, writer=PROVEN) if proven else stranger(text)

    assert decision.action is Action.OPEN
    assert decision.urgent


@pytest.mark.parametrize(
    "text",
    [
        "How do I set up the nurse call relay on a UCX50?",
        "One phone has no display. Nurse call is fine.",
        "The nurse call integration works, but one phone at the desk has a dim display.",
        "What if the nurse call fails at night?",
        "Der Schwesternruf ist nicht betroffen, ein Telefon hat ein dunkles Display.",
        "L'appel malade marche bien, un poste n'a plus d'écran.",
    ],
)
def test_a_nurse_call_that_is_only_spoken_of_does_not_fail(text: str) -> None:
    assert calls_for_help_fail(read(case(text).message)) is None


def test_a_heart_attack_of_last_month_is_no_emergency() -> None:
    text = "Our technician had a heart attack last month, so I took over. One phone at Acme Dental has a dim display."

    assert judged(text, writer=PROVEN).severity is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "Not urgent: one extension has no dial tone.",
        "No es urgente: un interno sin tono.",
        "Pas urgent : un poste sans tonalité.",
        "Nicht dringend: eine Nebenstelle ohne Freizeichen.",
        "Não é urgente: um ramal sem tom.",
        "Um ramal sem tom.",
    ],
)
def test_one_telephone_and_nothing_else_is_s3_in_every_language(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert (decision.category, decision.severity) == (Category.INCIDENT, Severity.S3)


@pytest.mark.parametrize(
    "text",
    [
        "Only one phone works, all the others are dead.",
        "Um ramal sem tom, e ninguém consegue ligar para fora.",
        "Urgente: todos os ramais sem tom.",
        "Ein Apparat ist tot, und niemand kann telefonieren.",
        "One phone has no dial tone when it dials 911.",
    ],
)
def test_one_telephone_beside_more_holds_nothing_down(text: str) -> None:
    assert one_set_only(read(case(text).message)) is None
