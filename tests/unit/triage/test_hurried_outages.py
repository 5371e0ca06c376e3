"""Outages and fraud in the words of people in a hurry, and what sounds like them."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.cases import PROVEN, judged


@pytest.mark.parametrize(
    "text",
    [
        "Storage died last night, config gone, and there never was a backup. The plant has no telephones.",
        "All calls drop the moment somebody answers, on all 50 sets.",
        "Alle Gespräche brechen beim Abheben ab, an allen 50 Apparaten.",
        "Tous les appels coupent au décroché, sur tous les postes, 50 personnes.",
        "Todas las llamadas se caen al contestar, en toda la empresa.",
        "Todas as ligações caem ao atender, em todos os ramais.",
        "Trunk says unavailable, customers get 'not in service' on the main number and they cant dial out either.",
        "Los clientes oyen ocupado y tampoco pueden llamar afuera.",
        "Os clientes ouvem ocupado e também não conseguem ligar para fora.",
        "Entraram no PABX e estão ligando para fora do país agora.",
        "Entraron al conmutador y están llamando fuera del país ahora.",
        "Somebody got into the PBX and is making calls abroad right now.",
    ],
)
def test_it_pages(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "The nightly backup fails, the backup disk is full.",
        "All calls from hold drop when somebody answers, the others are fine.",
        "Do all calls drop when somebody answers if the licence ends?",
        "All calls to the softphone drop when she answers at home.",
        "Customers get busy on the fax number now and then.",
        "One customer hears busy, she cannot dial out either.",
        "Podemos ligar para fora do país com este plano?",
        "Entraram em contato com o suporte e ligaram para a operadora.",
    ],
)
def test_what_sounds_like_it_does_not(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is not Severity.S1
