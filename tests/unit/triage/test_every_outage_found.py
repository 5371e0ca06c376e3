"""Outages in the idioms of five languages are S1; conveniences, announcements and what stands in for others are not."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import PROVEN, STRANGER, judged


def severity(text: str) -> Severity:
    return judged(text, writer=PROVEN).severity


@pytest.mark.parametrize(
    "text",
    [
        "The telephone system has given up the ghost at Miller Funeral Home, staff are using cells.",
        "Die Telefonanlage hat den Geist aufgegeben, Praxis nicht erreichbar.",
        "Le standard a rendu l'âme, l'hôtel est coupé du monde.",
        "La central pasó a mejor vida, el hotel está incomunicado.",
        "They're dead in the water over at Reed Supply.",
        "Customer down, need callback.",
        "The building lost all voice service when the backhoe hit the cable.",
        "It worked for ten minutes after the reboot and is down again, whole hospital.",
    ],
)
def test_a_dead_system_in_the_words_for_a_living_thing_is_an_outage(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Burglars cleaned out the back office overnight and took the rack, phone server included.",
        "Einbrecher haben die Telefonanlage mitgenommen.",
        "Les cambrioleurs ont emporté l'autocom.",
        "Pegou fogo na sala de equipamentos, sem telefone.",
    ],
)
def test_a_system_that_was_stolen_or_burnt_is_an_outage(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Pick up any phone, it's like it's unplugged.",
        "Egal welchen Hörer man abhebt, es kommt nichts.",
        "N'importe quel téléphone qu'on décroche, c'est le silence.",
        "Cualquier teléfono que levantas está mudo.",
        "Qualquer telefone que se levante está mudo.",
        "It appears the brewery has been without any means of telephoning since about six, in either direction.",
        "Desde mediodía no hay manera de llamar ni de que les llamen.",
        "Der einzige Amtsanschluss ist tot.",
        "Since the new firewall is placed, all calls connect but there is no voice in both directions, for every user.",
    ],
)
def test_silence_wherever_one_tries_and_no_way_to_call_are_outages(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "The power came back an hour ago, the phones did not.",
        "Der Strom ist wieder da, die Telefone leider nicht.",
        "Le courant est revenu, pas les téléphones.",
        "A luz voltou mas os telefones não.",
        "The network is back up, still every phone says no service.",
    ],
)
def test_what_feeds_the_house_is_back_and_the_telephones_are_not(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "None of our phones work.",
        "The phones no longer work.",
        "Unsere Telefone funktionieren nicht.",
        "Les téléphones ne marchent plus.",
        "Los teléfonos ya no funcionan.",
        "Os telefones não funcionam mais.",
    ],
)
@pytest.mark.parametrize("writer", [PROVEN, STRANGER])
def test_telephones_that_do_not_work_are_all_of_them_whoever_writes(text: str, writer: object) -> None:
    decision = judged(text, writer=writer)

    assert (decision.category, decision.severity) == (Category.INCIDENT, Severity.S1)


@pytest.mark.parametrize(
    "text",
    [
        "None of the phones show the right time.",
        "All phones lost their speed dials after the update.",
        "The paging horns are all dead.",
        "No calls can be parked any more.",
        "Kein Anruf wird mehr aufgezeichnet.",
        "Todos os telefones mostram a hora errada.",
        "The backup failed last night, disk is 90% full.",
        "The lobby phone can't make or receive calls.",
        "I tried to reach you by phone but nobody answered.",
    ],
)
def test_a_convenience_or_one_telephone_in_the_words_of_an_outage_is_none(text: str) -> None:
    assert severity(text) is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "Backups failed, the disk is full and no calls go in or out.",
        "The clocks are wrong and all phones are dead, no calls in or out.",
    ],
)
def test_a_convenience_beside_an_outage_hides_none(text: str) -> None:
    assert severity(text) is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "System down for maintenance on Sunday, FYI.",
        "Le 12, EDF coupe le courant, il n'y aura donc plus de téléphone. Faut-il arrêter l'UCX proprement avant ?",
        "El domingo apagamos la central y no habrá teléfonos una hora.",
        "No calls to Mexico go out, everything else does.",
        "Outgoing calls to toll free numbers fail.",
        "La UCX50 de nuestro laboratorio no enciende. Es de pruebas, ningún cliente depende de ella.",
        "O servidor de testes do nosso laboratório não arranca. Não há clientes nele.",
    ],
)
def test_what_is_announced_and_what_spares_the_others_is_none(text: str) -> None:
    assert severity(text) is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Alguém entrou no servidor e trocou a senha de root.",
        "A operadora avisou que há chamadas para a Guiné a sair neste momento.",
        "L'opérateur nous signale des appels vers la Lettonie en ce moment même.",
    ],
)
def test_fraud_is_known_by_the_names_that_countries_have_elsewhere(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert (decision.category, decision.severity) == (Category.SECURITY, Severity.S1)


@pytest.mark.parametrize(
    "text",
    [
        "Both mirrors of the UCX450 have failed and there has never been a backup. Calls still go.",
        "Die Platte der UCX meldet Lesefehler und es gab nie eine Sicherung.",
        "Le disque de l'UCX est plein d'erreurs de lecture et il n'y a jamais eu de sauvegarde.",
        "El disco de la UCX da errores de lectura y nunca hubo copia de seguridad.",
        "O disco da UCX está cheio de erros de leitura e nunca houve cópia de segurança. Ainda faz chamadas.",
    ],
)
def test_a_disk_that_dies_without_a_backup_takes_the_data_with_it(text: str) -> None:
    assert judged(text).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "One mirror of the UCX450 has failed, the backup of last night is good. Calls are fine.",
        "Die Platte meldet Lesefehler, die Sicherung von gestern ist da, die Telefone gehen.",
        "Le disque a des erreurs de lecture, la sauvegarde d'hier est bonne, les appels passent.",
        "El disco da errores de lectura, la copia de ayer está bien y las llamadas funcionan.",
        "O disco tem erros de leitura, a cópia de ontem está boa e as chamadas funcionam.",
        "What happens if the disk dies and there is no backup?",
    ],
)
def test_a_disk_that_dies_beside_a_good_backup_does_not(text: str) -> None:
    assert judged(text).severity is not Severity.S1
