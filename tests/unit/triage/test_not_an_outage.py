"""What is dead and takes no calls with it: a lab, a demo, a system before its cutover, half of what is redundant."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.cases import PROVEN, judged, rules


def severity(text: str) -> Severity:
    return judged(text, writer=PROVEN).severity


NOT_LIVE = [
    "Our lab UCX50 does not boot any more since we flashed it. No customer hangs on it.",
    "The demo system in our showroom cannot make or receive calls since the upgrade. No customers are affected.",
    "The new system for Kestrel Motors is not live yet; in our workshop it makes no calls at all. No users yet.",
    "Unser Testsystem startet nicht mehr, Kunden hängen keine daran.",
    "Le serveur de test ne démarre plus, aucun client n'est touché.",
    "El servidor de laboratorio no arranca, ningún cliente depende de él.",
    "O servidor de testes não liga mais, nenhum cliente depende dele.",
]


@pytest.mark.parametrize("text", NOT_LIVE)
def test_a_system_that_nobodys_calls_hang_on_is_no_outage(text: str) -> None:
    assert severity(text) is Severity.S3


@pytest.mark.parametrize(
    "text",
    [
        "We saw it on the lab system first. Now nobody at Acme Dental can make or receive calls.",
        "The test system is fine, but the customer's system is down, no calls in or out.",
        "The lab at Mercy Hospital and every other department cannot make or receive calls, the whole system is down.",
        "The new system is not live yet as it should be since nine, it makes no calls at all.",
        "Testanlage läuft. Beim Kunden geht gar nichts mehr, niemand kann telefonieren.",
        "The demo system is off. All phones at the clinic are dead, no calls in or out.",
    ],
)
def test_a_live_system_beside_it_is_one(text: str) -> None:
    assert severity(text) is Severity.S1


CARRIED_ON = [
    "Our main SIP provider is down, all calls go out by the backup provider without trouble. Can you look why?",
    "T1 span 2 is down at Orion Supply, span 1 carries all calls and there has been no busy signal.",
    "The primary PRI at Lakeside Bank is in red alarm since this morning. Calls overflow to the SIP trunk.",
    "Der primäre Server ist ausgefallen, der zweite hat übernommen, telefoniert wird normal weiter.",
    "Le noeud principal est mort cette nuit, le secours a pris le relais.",
    "El nodo principal cayó anoche y el de respaldo tomó el control.",
    "O nó principal caiu de madrugada, o reserva assumiu e as ligações funcionam.",
]


@pytest.mark.parametrize("text", CARRIED_ON)
def test_what_stands_in_for_what_has_failed_makes_it_no_outage(text: str) -> None:
    assert severity(text) is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Node A died and node B took over, but no calls come in or go out at all, the whole hospital is cut off.",
        "The backup trunk took over and cannot carry anything: nobody can call in or out.",
        "Both trunks are down, no calls in or out since nine, also not by the backup provider.",
    ],
)
def test_nothing_stands_in_where_calls_are_lost_all_the_same(text: str) -> None:
    assert severity(text) is Severity.S1


def test_the_reason_is_named() -> None:
    assert "not-live" in rules(judged(NOT_LIVE[0], writer=PROVEN))
