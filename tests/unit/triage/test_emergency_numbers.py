"""A number is dialled for help, or it is a date, a count, an address, a room … In five languages, by kinds."""

from __future__ import annotations

import re

import pytest

from deskbot.model.case import Severity
from deskbot.triage.emergency import emergency_calls_fail, speaks_of_emergency_calls
from deskbot.triage.emergency_numbers import dialled_for_help
from deskbot.triage.sentences import Region, Sentence, read
from tests.unit.triage.cases import PROVEN, case, judged, rules

EMERGENCY_CALLS_FAIL = [
    # English.
    "911 does not work from our phones.",
    "911 = fast busy, everything else dials.",
    "When we dial 911 it goes nowhere.",
    "The 999 call went to the wrong town.",
    "Calls to 112 fail.",
    "911 calls fail from every set.",
    "From the hall phone 911 gave us three beeps and nothing.",
    "From any handset 999 gives a busy tone.",
    "When they call 911 the dispatcher sees the old address on Oak Street.",
    "Dialling 000 from any handset gives reorder.",
    "9-911 reaches them, 911 without the nine gives a fast busy.",
    "We dialed 911 3 times and it did not go through.",
    "Everything dials except 911, which fails.",
    "E911 shows the wrong address.",
    "9-1-1 cannot be reached from the second floor.",
    "Plain 911 Gives Fast Busy",
    'Plain 911 says "invalid number", only 9-911 works.',
    "112 answers, but cuts off after two seconds.",
    "911 goes through, but the dispatcher sees the wrong address.",
    "Please ask if somebody can help, 911 does not work.",
    "She says 911 is out of order.",
    "We have 911 not working on all floors.",
    "911 may be dialled, but it goes nowhere.",
    "We tried 911 15 minutes ago and got a fast busy.",
    "On floor 2 911 gives a fast busy.",
    "911 shows the old street to the dispatcher.",
    "The number 112 does not work.",
    "After 911 is dialled there is only silence.",
    # German.
    "Die Nummer 112 geht nicht.",
    "112-Anrufe gehen nicht hinaus.",
    "Notruf 110 geht nicht.",
    "Die 112 geht nicht.",
    "Die 110 ist nicht erreichbar.",
    "Wenn wir die 110 wählen, kommt nur besetzt.",
    "112 und 110 sind besetzt.",
    "Die Rettung 144 kriegen wir vom Apparat nicht.",
    "Von Apparat 23 kommt bei 112 nur das Besetztzeichen, der Notruf geht nicht hinaus.",
    "Die 112 geht, aber bricht nach zwei Sekunden ab.",
    "Beim 144 und beim 112 hört man nichts, dann besetzt.",
    # French.
    "Le 15 répond par un disque : numéro refusé.",
    "Le 15 ne répond pas.",
    "Le 15 n'aboutit pas depuis l'annexe.",
    "Le 112 ne passe pas.",
    "Quand on fait le 18, ça ne passe pas.",
    "On compose le 15 et le poste dit « appel refusé ».",
    "15, 18 et 112 occupés à la piscine.",
    "Le 15 et le 18 ne passent plus.",
    "Le 17 est injoignable, rien ne fonctionne.",
    "Les appels au 15 n'aboutissent pas.",
    "Le SAMU (15) ne peut pas être joint, impossible d'appeler.",
    "Le numéro 112 ne répond pas.",
    "Tous les appels, 112 compris, n'aboutissent pas.",
    # Spanish.
    "El número 112 no funciona.",
    "Al 112 podemos marcar, pero da ocupado.",
    "El 112 contesta una grabación.",
    "En el 112 nadie contesta, suena ocupado.",
    "La 112 no funciona.",
    "El 112 no funciona desde ningún teléfono.",
    "Al marcar el 112 da ocupado.",
    "Las llamadas al 911 no salen.",
    "El 061 no responde, no funciona desde ayer.",
    "No se puede llamar al 091.",
    "Emergencias 066 no funciona.",
    # Portuguese.
    "Discamos 112 e não completa.",
    "O número 190 não completa mais.",
    "O 190 não completa.",
    "Ligando 190 de qualquer ramal cai a ligação.",
    "O 192 e o 193 não completam.",
    "Discar 193 do galpão cai na portaria em vez dos bombeiros.",
    "112 não completa no Hotel Maré Alta.",
    "A chamada para o 112 não completa.",
]

OTHER_NUMBERS = [
    # Dates.
    "Depuis le 15 novembre la musique d'attente ne fonctionne plus sur un poste.",
    "Le transfert de licence demandé le 15 n'est pas fait.",
    "Le poste 204 est en RMA depuis le 17 octobre, il ne fonctionne plus.",
    "Depuis le 18, le poste 204 ne sonne pas.",
    "Depuis lundi 15 le poste 204 ne marche pas.",
    "Le poste installé le 17 ne fonctionne pas.",
    "Le 15 au matin, un écran ne fonctionne pas.",
    "Entre le 15 et le 18 novembre, un poste ne sonne pas.",
    "Le 18/11 un poste ne sonne pas.",
    "La commande livrée le 15 ne passe pas à l'atelier.",
    "L'intervention du 17 n'a pas abouti.",
    "La facture du 18 n'est pas correcte.",
    "Rendez-vous le 15 à 18 h, le poste ne marche pas.",
    "Le rendez-vous du 15 ne marche pas pour nous.",
    # Addresses of networks, versions, longer numbers.
    "O telefone aponta para o 192.168.1.10 e o visor não funciona.",
    "The phone at 10.0.0.112 does not register.",
    "Das Telefon mit 192.168.110.112 geht nicht.",
    "Release 7.0.112 does not show the clock.",
    "Call me on 999 1555 0150, the set does not work.",
    "Mi teléfono es 911 555 0132, el aparato no funciona.",
    "Je constate 15 000 essais, tous refusés.",
    "Es sind 20.110 Einträge, und einer geht nicht.",
    # Counts.
    "Seit dem Update zeigen die 110 Apparate eine falsche Uhrzeit.",
    "Von den 999 Lizenzen fehlen drei, das geht nicht.",
    "The voice mail says 999 messages and the light does not go off for one user.",
    "112 extensions, and one does not work.",
    "The queue shows 112 waiting and does not go down.",
    "There were 112 calls in the report and one is wrong.",
    "Los 112 teléfonos muestran la hora y uno no funciona.",
    "Les 112 postes affichent la date, un écran ne fonctionne pas.",
    "Os 112 aparelhos mostram a hora e um não funciona.",
    "Tenemos 112 internos y uno no funciona.",
    "A fila tem 190 chamadas e uma não completa.",
    "Nos 110 telefones o relógio não funciona.",
    "After 112 minutes the music does not go on.",
    "Nach 110 Minuten geht die Musik nicht mehr.",
    "Le voyant d'un poste ne s'éteint pas, il affiche plus de 112 messages.",
    "Sólo 112 de 120 licencias, una no funciona.",
    # Extensions, rooms, beds, ports, options, reports, errors.
    "Extension 112 does not ring.",
    "Ext. 911 does not ring.",
    "Extension no. 112 does not work.",
    "Bed 112 has no ring tone.",
    "Port 112 on the switch does not work.",
    "The report 999 fails in the GUI.",
    "Error 999 fails the backup.",
    "Room 112 cannot call the desk.",
    "Frau Huber (Durchwahl 112) hat keinen Ton.",
    "Zimmer 110 geht nicht.",
    "Der Apparat von Herrn Maier (Nst. 112) klingelt nicht.",
    "Nebenstelle 110 geht nicht.",
    "Le poste 112 ne sonne pas.",
    "La chambre 112 ne peut pas appeler la réception.",
    "El interno 112 no suena.",
    "La habitación 112 no funciona.",
    "El 061 del menú no funciona.",
    "La opción 061 no funciona.",
    "O ramal 190 não completa.",
    "O quarto 112 não toca.",
    "Channel 112 does not work.",
    "The 112 port does not work.",
    "VLAN 112 does not work on the switch.",
    "Fehler 112 beim Sichern, die Sicherung geht nicht.",
    # Streets and names.
    "The office at 911 Main Street has a display that does not work.",
    "Lindenstraße 112, ein Apparat geht nicht.",
    "112, rue des Lilas : un poste ne sonne pas.",
    "Calle Mayor 112, un teléfono no funciona.",
    "Rua das Flores 190, um ramal não funciona.",
    "911 Plumbing has a set that does not work.",
    "At 112 Harbour Lane one handset does not work.",
]


BEHIND_A_GREETING = {
    "Guten Tag, beim Kunden Stadtwerke haben wir folgendes: ": (
        "der Notruf 112 läuft ins Leere",
        "man hört bei der 112 nur den Besetztton",
        "wählt man 112, kommt das Besetztzeichen",
        "die 112 landet in der Warteschleife der Firma",
        "Notrufe scheitern seit dem Trunkwechsel",
        "Notruf unmöglich, die Leitung bleibt stumm",
        "wählt man die 110, kommt eine Ansage",
    ),
    "Bonjour, chez notre client Martin on constate ceci : ": (
        "le 18 sonne dans le vide",
        "le 112 n'aboutit jamais",
        "les appels vers le 112 échouent tous",
        "quand on compose le 112 on tombe sur une annonce",
    ),
    "Buenas tardes, en el cliente Molinos vemos lo siguiente: ": (
        "las llamadas al 112 fallan",
        "si marcan 112 suena una locución de número inexistente",
        "las emergencias al 911 se quedan en silencio",
    ),
    "Bom dia, no cliente Moinho vemos o seguinte: ": (
        "as chamadas para o 112 falham todas",
        "quem liga para o 192 ouve número inexistente",
    ),
    "Hello team, at our customer Pinecrest we see this: ": (
        "911 lands on the hotel operator",
        "every 911 attempt times out",
        "dialling 911 plays an intercept message",
        "911 just rings and rings",
    ),
}
"""A greeting and a customer before it made a model of sentences doubt what is told."""

CALLS_FOR_HELP_THAT_GO = [
    "911 goes through and the dispatcher saw the right address; one phone has no display.",
    "Test calls were placed every half hour, 911 included, and none was refused.",
    "Please ignore my mail about 911 being busy, it was a mobile.",
    "112 und 110 gehen. Ein Apparat hat ein dunkles Display.",
    "Die 112 kam sofort durch, nur ein Display geht nicht.",
    "Le 15 a répondu tout de suite, mais l'interphone du portail ne sonne pas.",
    "Le 112 passe bien. Un poste n'affiche pas l'heure.",
    "El 112 contesta enseguida, pero la pantalla de un teléfono no funciona.",
    "O 193 completa certinho; um aparelho não toca.",
    'The phone shows "emergency calls only" and one key does not work.',
    "112 is fine, yet two phones are dead.",
    "Notruf geht, aber die Voicemail meldet Fehler.",
    "Le 112 aboutit, mais l'annonce d'accueil est muette.",
    "Bitte die Ansage bei der Notrufnummer der Klinik ändern.",
    "Cambien la locución del número de emergencias de la compañía de ascensores.",
]


def sentence(text: str) -> Sentence:
    return next(one for one in read(case(text).message).told if one.region is Region.BODY)


@pytest.mark.parametrize("text", EMERGENCY_CALLS_FAIL)
def test_emergency_calls_that_fail_page_in_every_language(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert decision.severity is Severity.S1
    assert "emergency-calls" in rules(decision)


@pytest.mark.parametrize(
    "text", [f"{before}{told}." for before, several in BEHIND_A_GREETING.items() for told in several]
)
@pytest.mark.parametrize("subject", ["Question", "Pinecrest"])
def test_they_page_behind_a_greeting_and_a_customers_name_and_under_the_word_question(subject: str, text: str) -> None:
    decision = judged(text, subject, writer=PROVEN)

    assert decision.severity is Severity.S1
    assert "emergency-calls" in rules(decision)


@pytest.mark.parametrize("text", OTHER_NUMBERS)
def test_a_number_that_is_something_else_speaks_of_no_emergency_call(text: str) -> None:
    reading = read(case(text).message)

    assert not dialled_for_help(sentence(text))
    assert speaks_of_emergency_calls(reading) is None
    assert emergency_calls_fail(reading) is None


@pytest.mark.parametrize("text", OTHER_NUMBERS)
def test_it_is_weighed_as_any_other_number(text: str) -> None:
    other = re.sub(r"(?<![\d.])\d{2,3}(?![\d.])", "48", text)

    assert judged(text, writer=PROVEN).severity is judged(other, writer=PROVEN).severity


@pytest.mark.parametrize("text", CALLS_FOR_HELP_THAT_GO)
def test_calls_for_help_that_go_through_page_nobody(text: str) -> None:
    assert emergency_calls_fail(read(case(text).message)) is None


@pytest.mark.parametrize(
    "text",
    [
        "On n'a pas le 15 au téléphone, que faire ?",
        "On n'a plus le 18 au bout du fil.",
        "Ici personne n'a le 17 en ligne, que des bips.",
        "Nous n'avons plus le 15 au téléphone depuis ce matin.",
    ],
)
def test_who_does_not_have_the_15_on_the_line_cannot_call_for_help(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "On n'a pas le 15 de libre, que faire ?",
        "Nous n'avons pas le 18 novembre, plutôt le 20 au téléphone.",
        "Je l'ai eu le 15 au téléphone, il est d'accord.",
        "On ne l'a pas eu le 17 au téléphone, il rappellera.",
        "Vous n'avez pas le 15 en ligne dans votre calendrier ?",
    ],
)
def test_a_day_on_which_somebody_telephoned_calls_for_no_help(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is not Severity.S1
