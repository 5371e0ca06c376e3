"""Who cannot call for help is heard: whoever writes, whichever country's number it is, whatever is asked besides."""

from __future__ import annotations

import pytest

from deskbot.model.case import Action, Category, Severity
from tests.unit.triage.cases import PROVEN, STRANGER, judged

FRENCH, GERMAN, ENGLISH = ("15", "17", "18", "112", "144"), ("110", "112", "144"), ("911", "999", "112", "000")
SPANISH, PORTUGUESE = ("911", "112", "066", "091"), ("190", "192", "193", "112")
TELLINGS = [
    *[
        (numbers, told)
        for numbers, tellings in {
            FRENCH: (
                "nos téléphones n'appellent plus le {}",
                "nos téléphones ne font plus le {}",
                "le {} est injoignable de chez nous",
                "quand on compose le {} ça raccroche",
                "nos postes n'ont plus accès au {}",
                "plus moyen de joindre le {}",
                "les appels au {} n'aboutissent pas",
            ),
            GERMAN: (
                "unsere Telefone rufen die {} nicht mehr an",
                "die {} ist von uns nicht erreichbar",
                "wir erreichen die {} nicht",
                "Anrufe an die {} scheitern",
            ),
            ENGLISH: (
                "our phones no longer reach {}",
                "we cannot get through to {}",
                "calls to {} fail",
                "dialing {} gives fast busy",
            ),
            SPANISH: (
                "nuestros teléfonos ya no llaman al {}",
                "no nos podemos comunicar con el {}",
                "al marcar {} suena ocupado",
            ),
            PORTUGUESE: (
                "nossos telefones não ligam mais para o {}",
                "não conseguimos falar com o {}",
                "a ligação para o {} não completa",
            ),
        }.items()
        for told in tellings
    ]
]
ASKED = {FRENCH: "Que faire ?", GERMAN: "Was tun?", ENGLISH: "What should we do?", SPANISH: "¿Qué hacemos?"}


@pytest.mark.parametrize(("numbers", "told"), TELLINGS)
def test_an_end_customer_who_cannot_call_for_help_gets_a_ticket_and_a_page(numbers: tuple[str, ...], told: str) -> None:
    asked = ASKED.get(numbers, "O que fazemos?")
    for number in numbers:
        decision = judged(f"{told.format(number)}. {asked}", writer=STRANGER)
        assert (decision.severity, decision.action) == (Severity.S1, Action.OPEN), number


@pytest.mark.parametrize(
    "text",
    [
        "Calls to 911 fail, what should we do?",
        "Calls to 911 fail. How do we fix that?",
        "Der Notruf 112 geht nicht, was sollen wir tun?",
        "Les appels au 112 échouent, que faire ?",
        "No podemos llamar al 911, ¿qué hacemos?",
        "Não conseguimos ligar para o 190, o que fazemos?",
        "Somebody is trapped in the elevator and its phone is dead. What do we do?",
        "There is smoke from the server and no phone works. How do I switch it off?",
    ],
)
def test_what_endangers_people_is_an_incident_though_something_is_asked_about_it(text: str) -> None:
    decision = judged(text, writer=PROVEN)
    assert (decision.category, decision.severity) == (Category.INCIDENT, Severity.S1)


@pytest.mark.parametrize(
    "text",
    [
        "How do I set the address that 911 shows? The guide has no page on it.",
        "What happens if calls to 911 fail, is there an alarm?",
        "How can we test 911 without calling them?",
        "911 works from all phones. How do we get the report of the test?",
        "Emergency drill on Friday: calls to 911 fail, what do we do? It is an exercise.",
        "Wie prüfen wir, ob der Notruf 112 richtig ankommt?",
        "Comment ajouter une alerte quand quelqu'un appelle le 15 ?",
        "¿Cómo configuro la ubicación del 911 por piso?",
        "Como cadastro o endereço do 190 por andar?",
    ],
)
def test_a_question_about_calls_for_help_that_go_through_stays_one(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S4


@pytest.mark.parametrize(
    "text",
    [
        "On ne peut plus faire le 15 novembre, proposez une autre date pour la visite.",
        "Nous n'avons plus accès au 15 rue des Lilas, qui a la clé ?",
        "Le technicien ne passe plus le 17, il vient le 18.",
        "Der Techniker kommt am 18. nicht.",
        "El técnico ya no viene el 15.",
        "O técnico não vem mais no dia 18.",
        "We can't get 144 more licences by Monday.",
    ],
)
def test_a_day_a_house_or_a_count_is_no_number_that_is_called_for_help(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is not Severity.S1
