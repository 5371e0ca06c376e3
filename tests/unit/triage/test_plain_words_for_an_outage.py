"""An outage in the plain words of the field is one, in a subject, in three words, beside a question or a return."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import PROVEN, judged, rules, ticket

FORM = "Customer: Alder Bank\nHost ID: 77-AC10-1142\nRelease: 7.1.2\nScenario: any call"


@pytest.mark.parametrize(
    "subject",
    [
        "Emergency - System Down",
        "EMERGENCY \N{EN DASH} SYSTEM DOWN",
        "Emergency: system down at Alder Bank",
        "System down",
    ],
)
def test_the_vendors_own_phrase_is_an_outage_over_a_form_that_is_filled_in(subject: str) -> None:
    assert judged(FORM, subject, writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Emergency - System Down", "Sorry, false alarm: everything is back to normal, it was our switch."),
        ("System down", "The display of the handset in room 12 stays dark, the other phones are fine."),
        ("Re: Emergency - System Down", "How do I export the call records?"),
    ],
)
def test_the_phrase_over_something_else_is_none(subject: str, text: str) -> None:
    assert judged(text, subject, writer=PROVEN).severity is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Pinecrest is hard down.",
        "we are down!!!",
        "we r down!",
        "They're completely down at Garcia Law.",
        "The customer is down hard since 7.",
        "Nobody has phones.",
        "No one in the building has dial tone.",
        "The UCX is under water, a pipe burst.",
        "Lightning killed the UCX50 last night.",
        "Der Serverraum ist abgebrannt, die UCX ist hin.",
        "Le serveur UCX a été volé cette nuit.",
        "Se quemó la central con el rayo de anoche.",
        "A central queimou com o raio de ontem à noite.",
    ],
)
@pytest.mark.parametrize("besides", ["", "Thanks for your help!", "What spare can they run on?", "Please advise."])
def test_it_pages_whatever_is_asked_besides(text: str, besides: str) -> None:
    assert judged(f"{text} {besides}", writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "La central UCX50 no arranca y ningún teléfono funciona. ¿Está en garantía?",
        "Personne à l'hôtel ne peut appeler ni être appelé. Est-ce sous garantie ?",
        "Tous les téléphones de l'école sont muets depuis ce matin. Est-ce sous garantie ?",
        "Die UCX50 bootet nicht mehr, kein Telefon geht. Ist das noch in Garantie?",
        "O UCX50 não liga mais e nenhum telefone funciona. Está na garantia?",
        "All phones are dead, no calls in or out. Is it still under warranty?",
    ],
)
def test_who_asks_about_the_warranty_during_an_outage_is_heard(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert (decision.category, decision.severity) == (Category.INCIDENT, Severity.S1)


@pytest.mark.parametrize(
    "text",
    [
        "We are down to two spare phones, please send a quote for ten.",
        "We are down the road from the site and will be there at nine.",
        "The price is down, can we have a new quote?",
        "One phone is completely down, the rest work.",
        "How do I shut down the UCX properly?",
        "Nobody has the phone manual here, can you send it?",
        "The portal is down, the site is down, I can't log in.",
        "The spare UCX50 on our shelf got wet, is that covered by warranty?",
    ],
)
def test_down_in_other_senses_pages_nobody(text: str) -> None:
    assert judged(text, writer=PROVEN).severity not in (Severity.S1, Severity.S2)


@pytest.mark.parametrize(
    "text",
    [
        "yes but now ext 205 has no dial tone",
        "Jetzt hat Nebenstelle 31 keinen Ton.",
        "One phone in the lobby has no dial tone now.",
    ],
)
def test_one_telephone_in_an_answer_on_a_ticket_makes_no_outage_of_it(text: str) -> None:
    decision = judged(text, writer=PROVEN, earlier=ticket(Severity.S3))

    assert decision.severity is Severity.S3, rules(decision)


def test_a_return_for_lack_of_which_several_have_no_phone_is_urgent() -> None:
    text = "Please open an RMA for a DSM16, serial DSM-004511, ports 9 to 16 are dead. 8 people have no phone."

    assert judged(text, writer=PROVEN).severity is Severity.S2


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("Please open an RMA for a 1140E, serial 5004-MX-200145.", "She has no other phone."),
        ("Bitte eine RMA für ein 1140E, Seriennummer 5004-MX-200145.", "Der Mitarbeiter hat kein anderes Telefon."),
        ("Merci d'ouvrir un RMA pour un 1140E, série 5004-MX-200145.", "Elle n'a pas d'autre téléphone."),
        ("Favor de abrir un RMA para un 1140E, serie 5004-MX-200145.", "No tiene otro teléfono."),
        ("Favor abrir um RMA para um 1140E, série 5004-MX-200145.", "Ela não tem outro telefone."),
    ],
)
def test_a_return_for_lack_of_which_one_has_no_other_phone_is_no_mere_request(text: str, lack: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S4
    assert judged(f"{text} {lack}", writer=PROVEN).severity is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "None of the phones work.",
        "None of their phones still work.",
        "Not one of our phones works.",
        "All phones stopped working.",
        "All the phones quit working this morning.",
        "All phones no longer work since 9.",
        "The phones all stopped working at Oakridge Vet.",
        "Alle Telefone funktionieren nicht mehr.",
        "Tous les postes ont cessé de fonctionner.",
        "Todos los teléfonos dejaron de funcionar.",
        "Todos os ramais pararam de funcionar.",
    ],
)
@pytest.mark.parametrize("besides", ["", "Please help."])
def test_a_word_that_leaves_no_telephone_out_is_an_outage(text: str, besides: str) -> None:
    assert judged(f"{text} {besides}", "phones", writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "All phones stopped working; they came back after a reboot. Why?",
        "All phones stopped working this morning. A reboot of the switch brought them back. What was it?",
        "All phones stopped working yesterday at 5 but everything is fine now.",
        "All phones stopped working on the second floor, the others are fine.",
        "None of the phones in the lab work yet, we install next week.",
        "None of the headset buttons work on ext 22, all other phones are fine.",
        "What happens if all phones stop working?",
    ],
)
def test_such_a_word_over_a_part_or_over_the_past_is_none(text: str) -> None:
    assert judged(text, "phones", writer=PROVEN).severity is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Phones all still work.",
        "All phones still work.",
        "Die Telefone funktionieren noch alle.",
        "Les téléphones marchent encore tous.",
        "Los teléfonos siguen funcionando todos.",
        "Os telefones continuam todos a funcionar.",
    ],
)
def test_telephones_that_all_still_work_are_no_outage(text: str) -> None:
    grace = "After the VM was moved the UCX says host ID mismatch, grace period 3 days. Please reissue the licence."

    assert judged(f"{grace} {text}", writer=PROVEN).severity is Severity.S3


NO_TELEPHONE = [
    "No phone works since 8.",
    "Not a single phone works any more.",
    "Kein Telefon funktioniert seit 8.",
    "Kein einziger Apparat geht mehr.",
    "Aucun téléphone ne fonctionne depuis 8h.",
    "Plus aucun poste ne marche.",
    "Ningún teléfono funciona desde las 8.",
    "No funciona ningún teléfono.",
    "Nenhum telefone funciona desde as 8.",
    "Não funciona nenhum ramal.",
]
WORSE_BY_NOW = [
    "Yesterday it was one phone, but this morning all 85 are dead.",
    "At first only one phone was dead, now they all are down.",
    "Gestern war es nur ein Telefon, heute sind alle 85 tot.",
    "Hier c'était un seul poste, ce matin ils sont tous morts, les 85.",
    "Ayer era solo un teléfono, pero hoy amanecieron todos muertos, los 85.",
    "Ontem era só um telefone, hoje estão todos mudos.",
]


@pytest.mark.parametrize("text", [*NO_TELEPHONE, *WORSE_BY_NOW])
@pytest.mark.parametrize("subject", ["Yesterday's ticket", "Thank you", "How do I add a user?", "phones"])
def test_no_telephone_at_all_or_all_by_now_is_an_outage_under_whatever_subject(subject: str, text: str) -> None:
    assert judged(text, subject, writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday all 85 phones were dead, today only one is.",
        "Yesterday one phone was dead, today all phones work.",
        "Yesterday one DECT handset was dead, now all DECT handsets are dead; the desk phones are fine.",
        "At first one phone was slow, now all are fine.",
        "Gestern war ein Telefon tot, heute gehen alle.",
        "Ayer un teléfono estaba muerto, hoy todos funcionan.",
        "No phone works without a licence, is that so?",
        "If no phone works, whom do we call?",
        "Nenhum telefone funciona no depósito, os outros estão bem.",
    ],
)
def test_what_got_better_hits_a_part_or_is_only_thought_of_is_no_outage(text: str) -> None:
    assert judged(text, "phones", writer=PROVEN).severity is not Severity.S1


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Telefonausfall behoben",
            "Der Totalausfall von heute früh bei Krüger ist behoben, Provider hatte eine Störung.",
        ),
        ("Phones are back to normal", "The total outage of this morning is fixed, the carrier had a fault."),
        ("Resuelto", "Caída total resuelta. El corte total de esta mañana ya está resuelto, era el proveedor."),
    ],
)
@pytest.mark.parametrize("besides", ["", "Ticket kann zu.", "You can close the ticket."])
def test_an_outage_that_is_said_to_be_over_more_than_once_is_over(subject: str, text: str, besides: str) -> None:
    assert judged(f"{text} {besides}", subject, writer=PROVEN).severity is not Severity.S1


def test_an_outage_told_behind_one_that_is_over_goes_on() -> None:
    text = "The outage of Monday is fixed. Since 8 today all phones are dead."

    assert judged(text, "Outage fixed", writer=PROVEN).severity is Severity.S1


LABS = [
    "In unserem Labor geht an der Testanlage kein einziges Telefon mehr, nicht eilig, wir bauen sie nächste Woche ab.",
    "No phone works on the test system in our lab, no hurry, we take it down next week anyway.",
    "Plus aucun téléphone ne marche sur le système de test dans notre labo, pas urgent, on le démonte bientôt.",
    "En nuestro laboratorio no funciona ningún teléfono del sistema de pruebas, sin prisa, lo desmontamos pronto.",
    "No nosso laboratório nenhum telefone do sistema de testes funciona, sem pressa, vamos desmontar em breve.",
]


@pytest.mark.parametrize("text", LABS)
def test_a_lab_of_which_somebody_says_that_there_is_no_hurry_is_no_outage(text: str) -> None:
    assert judged(text, "Test system", writer=PROVEN).severity is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "No phone works since we moved them to the test system. 40 users wait.",
        "Our lab is fine. At the clinic no phone works. The test system can wait, no hurry there.",
        "All phones of the customer's laboratory are dead, no calls in or out. No hurry with the invoice.",
        "In unserem Labor läuft die Testanlage. Beim Kunden geht kein Telefon mehr, die Testanlage ist nicht eilig.",
    ],
)
def test_a_lab_beside_somebody_without_telephones_is_an_outage(text: str) -> None:
    assert judged(text, "Phones", writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Nobody can call in or out since 8. The echo of last week is solved, thanks.",
        "Nobody can call in or out since 8. T-1042 is solved, please close it.",
        "Nobody can call in or out since 8. The trouble with ext 12 is resolved.",
        "All phones are dead. The billing question from Monday is sorted, thank you.",
        "Seit 8 kann niemand telefonieren. Ticket 1042 ist erledigt.",
        "No calls in or out since 8. By the way, the voicemail problem is fixed, thanks.",
        "Since 8 today all phones are dead. The fault of last week was fixed.",
        "Seit 8 sind alle Telefone tot. Das Echo von letzter Woche ist übrigens behoben, danke.",
        "Nadie puede llamar ni recibir llamadas desde las 8. Lo del eco quedó resuelto, gracias.",
        "Personne ne peut appeler ni recevoir d'appels. L'écho de la semaine dernière est résolu, merci.",
        "Ninguém consegue ligar nem receber. O eco da semana passada foi resolvido, obrigado.",
    ],
)
def test_an_outage_goes_on_though_another_matter_is_over(text: str) -> None:
    assert judged(text, "Outage", writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Nobody could call in or out since 8. The trouble is solved, thanks.",
        "No calls in or out since 8. Everything works again, the voicemail too.",
        "All phones were dead and voicemail too. The voicemail is fixed now and the phones are back to normal.",
        "No calls in or out this morning. It was the portal licence, it is solved.",
    ],
)
def test_an_outage_that_is_over_is_over_also_where_another_matter_is_named(text: str) -> None:
    assert judged(text, "Outage", writer=PROVEN).severity is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "None of the 60 phones works.",
        "Not a single one of the 60 phones works.",
        "Maple Dental: none of their phones is working since 8.",
        "The phones at the airport tower are dead, every single one of them.",
        "Keines der 60 Telefone funktioniert mehr.",
        "Kein einziges der 30 Telefone geht.",
        "Aucun des 45 postes ne fonctionne chez le client.",
        "Pas un seul poste ne marche.",
        "Ninguno de los 60 teléfonos funciona desde las 8.",
        "Ninguna de las extensiones funciona.",
        "Nenhum dos 60 ramais funciona.",
    ],
)
def test_none_of_so_many_telephones_is_every_one_of_them(text: str) -> None:
    assert judged(text, "Phones", writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "It is not one phone. None of the 60 phones works.",
        "It's not only her phone: no phone works at all.",
        "Es ist nicht nur ein Apparat, kein Telefon geht mehr.",
        "No es solo un teléfono, ningún teléfono funciona.",
    ],
)
def test_that_it_is_not_one_telephone_does_not_make_it_one(text: str) -> None:
    assert judged(text, "Phones", writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "None of the 3 phones in the lobby works, the others are fine.",
        "None of the phones worked yesterday, all are back now.",
        "None of the headsets works with the phones.",
        "None of the programmed keys works on the phone.",
        "The lines in conference room B are dead, all of them.",
        "3 phones are down, all of them in the same closet.",
        "The problem is not his phone, it is the headset. Everything else works.",
    ],
)
def test_none_of_a_few_or_of_other_things_is_not(text: str) -> None:
    assert judged(text, "Phones", writer=PROVEN).severity is not Severity.S1


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("RMA", "Nach dem Gewitter ist die TK-Anlage tot, Ersatzgerät vorhanden?"),
        ("Phones", "None of the phones works, can someone call me?"),
        ("Phones", "The phones are all dead, what now?"),
        ("Averia", "Todos los teléfonos dejaron de funcionar, ¿qué hago?"),
    ],
)
def test_what_is_told_before_a_question_is_told(subject: str, text: str) -> None:
    assert judged(text, subject, writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "If the site is down, who do we call?",
        "When the customer is hard down, do we phone you?",
        "Is the whole site down when we reboot, or only one node?",
        "Say the customer is down, what is your response time?",
    ],
)
def test_what_a_question_supposes_is_not(text: str) -> None:
    assert judged(text, "Question", writer=PROVEN).severity is not Severity.S1


def test_a_small_matter_that_is_named_beside_an_outage_does_not_hide_it() -> None:
    told = judged("Forget the headset, the whole site just lost service. Please call me.", "Re: T-1033", writer=PROVEN)
    assert told.severity is Severity.S1


def test_a_nurse_call_that_fails_is_no_small_matter_though_it_pages() -> None:
    told = judged("Nurse call integration stopped paging the wards after the update.", "Nurse call", writer=PROVEN)
    assert told.severity is Severity.S2
