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
    "I am a customer. A man collapsed in our shop and our phone is dead, help!",
    "Ein Gast ist zusammengebrochen und das Telefon ist tot.",
    "Une cliente s'est évanouie et le téléphone ne marche pas.",
    "Un cliente se desmayó y nuestro teléfono no funciona, ayuda.",
    "Um hóspede desmaiou e o telefone está mudo.",
]
NURSE_CALL = [
    "Nurse call is dead in our nursing home.",
    "La llamada de enfermera no funciona en nuestra residencia de ancianos.",
    "L'appel malade ne marche plus dans notre maison de retraite.",
    "Der Schwesternruf im Pflegeheim ist tot.",
    "A chamada de enfermagem não funciona na casa de repouso.",
]

SPARED = [
    "Der Schwesternruf ist nicht betroffen.",
    "Der Schwesternruf funktioniert.",
    "Der Schwesternruf geht, aber die Telefone sind tot.",
    "Schwesternruf läuft normal, nur die Telefone sind ausgefallen.",
    "Telefone sind alle ausgefallen, nur der Lichtruf geht noch.",
    "Die Rufanlage ist von der Störung nicht betroffen.",
    "Kein Problem mit dem Schwesternruf.",
    "Der Schwesternruf ist okay, die Telefonanlage ist ausgefallen.",
    "The nurse call is not affected.",
    "The nurse call is not at all affected.",
    "The nurse call was not in fact hit.",
    "The panic buttons have never yet failed.",
    "Nurse call is fine, but all phones are dead.",
    "Nurse call works, phones are down.",
    "All phones are down, nurse call still works.",
    "The nurse call system isn't affected by this, only the phones are down.",
    "Nurse call is unaffected.",
    "No problem with the nurse call.",
    "Phones are dead except the nurse call.",
    "Nurse call and panic buttons are on another system and not impacted.",
    "Nurse call is working, desk phones don't register.",
    "There are no issues with the nurse call system.",
    "The panic buttons have not failed.",
    "Nurse call never stopped working.",
    "El llamado de enfermería no está afectado.",
    "El llamado de enfermería funciona bien, los teléfonos no.",
    "No hay problema con el llamado de enfermería.",
    "La llamada de enfermera no se ve afectada, pero no hay línea.",
    "Llamada a enfermería sin problemas.",
    "Llamada a enfermería sin novedad, los teléfonos están caídos.",
    "L'appel malade n'est pas touché.",
    "L'appel malade n'est pas concerné.",
    "L'appel malade fonctionne, mais les téléphones sont en panne.",
    "L'appel malade marche encore, aucun téléphone ne marche.",
    "Pas de souci avec l'appel malade.",
    "Aucun problème sur l'appel infirmière.",
    "A chamada de enfermagem não foi afetada.",
    "A chamada de enfermagem não está afetada.",
    "A chamada de enfermagem funciona, mas os telefones caíram.",
    "A chamada de enfermagem está normal, sem telefone nos quartos.",
    "Sem problemas na chamada de enfermagem.",
    "Não há problema com a chamada de enfermagem.",
    "Everything is dead, only the nurse call still works.",
    "Nurse call and intercom are fine and all phones are dead.",
    "The phones don't work, but the nurse call does.",
    "Die Telefone gehen nicht, der Schwesternruf schon.",
    "Les téléphones ne marchent pas, l'appel malade si.",
    "Los teléfonos no funcionan, el llamado de enfermería sí.",
    "Os telefones não funcionam, a chamada de enfermagem sim.",
    "Der Notrufknopf ist nicht defekt, das Telefon im Aufzug auch nicht.",
    "Le téléphone de l'ascenseur n'est pas en panne.",
    "O telefone do elevador não parou.",
    "El botón de pánico no ha fallado.",
]
SILENT = [
    "Nurse call is not working.",
    "Nurse call does not work, the rest is fine.",
    "The phones are fine, but nurse call is dead.",
    "Nurse call is affected too, nothing rings at the station.",
    "Nurse call isn't working properly.",
    "Nurse call is not OK.",
    "Nurse call no longer works.",
    "The nurse call works only sometimes, often it does not ring.",
    "Nurse call is also not working, everything else is fine.",
    "Der Schwesternruf funktioniert nicht.",
    "Der Schwesternruf geht nicht, Telefone sind in Ordnung.",
    "Schwesternruf ist ausgefallen.",
    "Der Schwesternruf ist auch betroffen, er geht nicht mehr.",
    "Der Schwesternruf reagiert nicht, die Telefone sind nicht betroffen.",
    "Die Telefone gehen, aber der Schwesternruf ist tot.",
    "El llamado de enfermería no funciona.",
    "El llamado de enfermería no funciona, los teléfonos funcionan bien.",
    "Los teléfonos no están afectados, pero el llamado de enfermería está muerto.",
    "L'appel malade ne fonctionne plus.",
    "L'appel malade ne marche pas, les téléphones fonctionnent.",
    "Les téléphones ne sont pas touchés, l'appel malade est en panne.",
    "A chamada de enfermagem não funciona.",
    "A chamada de enfermagem parou, os telefones estão normais.",
    "Os telefones não foram afetados, mas a chamada de enfermagem não funciona.",
    "Nurse call fails and the phones are not affected.",
    "Not only the phones, the nurse call is down too.",
    "The nurse call is not fine.",
    "Patient bells are dead.",
    "Der Schwesternruf ist tot, das Internet ist nicht betroffen.",
    "We have no nurse call.",
    "Wir haben keinen Schwesternruf mehr.",
    "There is no nurse call on ward 3.",
    "Plus d'appel malade dans l'unité 2.",
    "Estamos sin llamado de enfermería.",
    "Estamos sem chamada de enfermagem.",
    "Everything works except the nurse call.",
    "Die Telefone sind ausgefallen, ebenso der Schwesternruf.",
    "Nurse call works only sometimes.",
    "Der Schwesternruf funktioniert nur manchmal.",
    "L'appel malade marche mal.",
    "El llamado de enfermería funciona a veces.",
    "A chamada de enfermagem funciona mal.",
    "The nurse call and the phones are dead.",
    "The nurse call, phones and doors are all dead.",
    "Alles geht wieder außer dem Schwesternruf.",
    "Todo funciona salvo el llamado de enfermería.",
    "Tout marche sauf l'appel malade.",
    "Tudo funciona, menos a chamada de enfermagem.",
    "Nurse call hardly works.",
    "Nothing works, not even the nurse call.",
    "Weder Telefone noch Schwesternruf gehen.",
    "Ni el llamado de enfermería funciona.",
    "Nem a chamada de enfermagem funciona.",
    "The phones work but the nurse call doesn't.",
    "Phones down, nurse call too.",
    "Der Schwesternruf geht kaum noch.",
]
UNHEARD = [
    "The nurse call lights work but do not ring the phones.",
    "The nurse call works, but no one answers.",
    "Nurse call works and never reaches the station.",
    "Der Schwesternruf funktioniert, klingelt aber nicht am Telefon.",
    "Der Schwesternruf geht, aber niemand antwortet.",
    "L'appel malade fonctionne mais ne sonne pas sur les postes.",
    "L'appel malade marche, mais personne ne répond.",
    "El llamado de enfermería funciona pero no suena en los teléfonos.",
    "El llamado de enfermería funciona, pero nadie contesta.",
    "A chamada de enfermagem funciona mas não toca nos telefones.",
    "A chamada de enfermagem funciona, mas ninguém atende.",
]
HEARD = [
    "Nurse call works, can't dial out.",
    "Nurse call works, nobody can call.",
    "Nurse call works, the phones do not ring.",
    "Der Schwesternruf geht, niemand kann telefonieren.",
    "Der Schwesternruf geht, Nebenstellen nicht.",
    "L'appel malade marche, personne ne peut appeler.",
    "El llamado de enfermería funciona, no podemos llamar.",
    "A chamada de enfermagem funciona, ninguém consegue ligar.",
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


@pytest.mark.parametrize("text", UNHEARD)
def test_a_nurse_call_that_works_and_reaches_nobody_fails(text: str) -> None:
    assert calls_for_help_fail(read(case(text).message)) is not None
    assert judged(text, writer=PROVEN).severity.urgent


@pytest.mark.parametrize("text", [*SPARED, *HEARD])
def test_a_nurse_call_that_the_trouble_spares_does_not_fail_whatever_else_is_dead(text: str) -> None:
    assert calls_for_help_fail(read(case(text).message)) is None


@pytest.mark.parametrize("text", SILENT)
def test_a_nurse_call_that_fails_is_found_whatever_else_works(text: str) -> None:
    assert calls_for_help_fail(read(case(text).message)) is not None


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


@pytest.mark.parametrize(
    "text",
    [
        "The alarm line for the elevator is dead.",
        "Der Notruf im Aufzug geht nicht.",
        "L'alarme de l'ascenseur ne marche plus.",
        "La línea del ascensor no funciona.",
        "A linha do elevador está muda.",
    ],
)
def test_a_lifts_line_is_a_call_for_help_wherever_its_name_stands(text: str) -> None:
    assert calls_for_help_fail(read(case(text).message))
