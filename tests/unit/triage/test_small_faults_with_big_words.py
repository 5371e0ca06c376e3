"""What has the words of an outage or of a fraud, and comes right by itself, is only heard, or has not happened."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.cases import PROVEN, judged

COMES_RIGHT = [
    'Phones show "no service" for a second after each reboot and then come up.',
    "After a restart every set says unregistered for a few seconds and then works.",
    "Die Telefone zeigen nach jedem Neustart kurz 'kein Dienst' und kommen dann hoch.",
    "Les téléphones affichent « pas de service » une seconde après chaque redémarrage puis se connectent.",
    "Los teléfonos muestran 'sin servicio' un segundo después de cada reinicio y luego suben.",
    "Os telefones mostram 'sem serviço' por um segundo após cada reinício e depois sobem.",
]
A_SMALL_NOISE = [
    "Everyone hears a short click at the start of calls.",
    "All users hear a soft beep at the end of every call.",
    "Alle hören am Anfang der Gespräche ein kurzes Knacken.",
    "Tout le monde entend un petit clic au début des appels.",
    "Todos oyen un clic corto al comienzo de las llamadas.",
    "Todos ouvem um clique curto no início das chamadas.",
]
FAR_AND_BAD = [
    "We got in new phones, calls to Cuba are one way audio.",
    "Calls to Latvia drop after 30 seconds.",
    "Calls to Somalia are choppy.",
    "Gespräche nach Kuba haben nur Ton in eine Richtung.",
    "Les appels vers Cuba n'ont le son que dans un sens.",
    "Las llamadas a Cuba tienen audio en un solo sentido.",
    "As chamadas para Cuba têm áudio só num sentido.",
]
NOTHING_CAME = [
    "Nobody got in, no calls to Cuba.",
    "Niemand kam rein, keine Anrufe nach Kuba.",
    "Personne n'est entré, aucun appel vers Cuba.",
    "Nadie entró, no hay llamadas a Cuba.",
    "Ninguém entrou, nenhuma chamada para Cuba.",
]


@pytest.mark.parametrize("text", [*COMES_RIGHT, *A_SMALL_NOISE, *FAR_AND_BAD, *NOTHING_CAME])
def test_it_pages_nobody(text: str) -> None:
    assert not judged(text, writer=PROVEN).severity.urgent


@pytest.mark.parametrize(
    "text",
    [
        'All phones show "no service" after the reboot and do not come up.',
        "The phones come up for a second after each reboot and then show no service.",
        "All phones went dead for a second, came up and are dead again now, nobody can call.",
        "Die Telefone kommen nach dem Neustart kurz hoch und sind dann tot, niemand kann telefonieren.",
        "Everyone hears a short click at the start of calls and then all calls are cut off, nobody can talk.",
        "Alle hören ein kurzes Knacken und dann ist das Gespräch weg, bei jedem Anruf, niemand kann telefonieren.",
        "Calls to Cuba are going out right now that nobody here made, hundreds of them.",
        "Calls to Latvia drop after 30 seconds and start again, nobody in the building makes them.",
        "Somebody got in, calls to Cuba go out all the time.",
        "Nobody got in touch with us, but there are 300 calls to Cuba that nobody made.",
        "Nobody can get in or out, no calls at all.",
        "Niemand kommt mehr raus, keine Anrufe rein oder raus.",
    ],
)
def test_the_same_words_about_an_outage_or_a_fraud_page(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1
