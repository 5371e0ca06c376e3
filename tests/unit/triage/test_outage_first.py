"""An outage that goes on is an incident, whatever else the message asks for."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import PROVEN, judged, ticket

OUTAGES = {
    "en": "All phones at Grand Shoals School District are dead since 8, no calls in or out.",
    "de": "Bei der Kanzlei Reuter ist die Anlage ausgefallen, kein Anruf geht raus oder rein.",
    "fr": "Tous les téléphones sont en panne au cabinet Morel, personne ne peut appeler.",
    "es": "No entran ni salen llamadas en la Clínica San Telmo desde las 8.",
    "pt": "Nenhuma ligação entra nem sai na Clínica Boa Vista, todos os ramais mudos.",
}
BESIDES = {
    "en": (
        "By the way, how do I set up a hunt group?",
        "Please also reset my portal password, I am locked out of the help desk.",
        "I can't log in to the portal to open a ticket.",
        "Please send an RMA for the server, serial 5025-0077120.",
        "We also need a quote for ten phones.",
        "It would be nice if the system could warn us of such a thing.",
    ),
    "de": (
        "Wie spiele ich das Backup zurück?",
        "Außerdem brauche ich einen neuen Zugang zum Portal, mein Passwort ist abgelaufen.",
        "Bitte auch ein Angebot für zehn Apparate schicken.",
    ),
    "fr": (
        "Comment restaurer la sauvegarde ?",
        "Pouvez-vous aussi nous envoyer un devis pour dix postes ?",
        "Merci aussi de réinitialiser mon mot de passe du portail.",
    ),
    "es": (
        "¿Cómo restauro el respaldo?",
        "¿También me pueden enviar una cotización para diez teléfonos?",
        "Además necesito una nueva contraseña del portal.",
    ),
    "pt": (
        "Como faço para restaurar o backup?",
        "Podem também mandar um orçamento de dez telefones?",
        "Preciso também de uma nova senha do portal.",
    ),
}
MIXED = [f"{OUTAGES[language]} {more}" for language, several in BESIDES.items() for more in several]


@pytest.mark.parametrize("text", MIXED)
def test_an_outage_is_an_incident_and_urgent_whatever_is_asked_besides(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert (decision.category, decision.severity) == (Category.INCIDENT, Severity.S1)


def test_what_is_asked_besides_is_noted_for_whoever_reads_the_ticket() -> None:
    decision = judged(f"{OUTAGES['en']} {BESIDES['en'][0]}", writer=PROVEN)

    assert tuple(
        reason.rule for reason in decision.reasons if reason.rule in ("category-outage", "category-second")
    ) == ("category-outage", "category-second")
    assert next(one for one in decision.reasons if one.rule == "category-second").says == "or perhaps howto"


def test_the_facts_of_the_outage_are_asked_for() -> None:
    decision = judged(f"{OUTAGES['en']} {BESIDES['en'][1]}", writer=PROVEN)

    assert {"host_id", "release"} <= set(decision.missing)


def test_a_part_that_is_down_is_an_incident_whatever_is_asked_besides() -> None:
    text = "The main number of Acme Dental is dead, callers only get silence. Also, how do I set up a hunt group?"

    decision = judged(text, writer=PROVEN)

    assert (decision.category, decision.severity) == (Category.INCIDENT, Severity.S2)


def test_an_outage_told_in_an_answer_to_a_request_raises_its_ticket() -> None:
    decision = judged(
        f"{OUTAGES['en']} Please also reset my portal password.",
        writer=PROVEN,
        earlier=ticket(Severity.S4, Category.ACCESS),
    )

    assert (decision.category, decision.severity, decision.urgent) == (Category.ACCESS, Severity.S1, True)


NO_OUTAGE = [
    "If all phones went down at a site, how do I restore from backup?",
    "Suppose the server does not boot one day. How do I restore from backup?",
    "Last month all phones were down for three hours. How do I set up a second trunk so it does not happen again?",
    "We plan an exercise on Thursday: all phones are dead, no calls in or out. How do I cut the trunk for an hour?",
    "No phones are affected. How do I set up a hunt group?",
    "At another dealer's site the server never booted again after the upgrade. What should I check before ours?",
    "Angenommen, die Anlage steht still und keine Anrufe sind möglich: wie spiele ich das Backup zurück?",
    "Was tun, wenn kein Anruf mehr rein oder raus geht? Gibt es eine Anleitung?",
    "Letzte Woche waren alle Telefone tot. Wie richte ich eine zweite Leitung ein?",
    "Que faire si plus aucun appel ne passe et que tous les téléphones sont morts ? Y a-t-il une procédure ?",
    "La semaine dernière tous les téléphones étaient en panne. Comment configurer un second trunk ?",
    "¿Qué hacer si no entran ni salen llamadas? ¿Hay un manual?",
    "Si un día se cae el sistema y nadie puede llamar, ¿cómo restauro el respaldo?",
    "O que fazer se nenhuma ligação entra nem sai? Existe um manual?",
    "Ontem todos os telefones estavam mudos, mas hoje tudo funciona bem. Como configuro um segundo tronco?",
]


@pytest.mark.parametrize("text", NO_OUTAGE)
def test_an_outage_that_is_feared_past_or_of_others_stays_a_question(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert (decision.category, decision.severity) == (Category.HOWTO, Severity.S4)


@pytest.mark.parametrize(
    "text",
    [
        "Please send an RMA for a dead phone, serial 5025-0077120. It does not boot. The user is on a spare.",
        "RMA please for our spare UCX50 on the shelf, it does not boot. All customers are fine.",
    ],
)
def test_a_device_to_be_returned_is_no_outage(text: str) -> None:
    assert judged(text, writer=PROVEN).category is Category.RMA


def test_a_portal_that_nobody_gets_into_is_no_outage() -> None:
    text = "Nobody of us can log in to the partner portal since today, it says 403. No customer is affected."

    assert judged(text, "Nothing works any more (portal)", writer=PROVEN).category is Category.ACCESS
