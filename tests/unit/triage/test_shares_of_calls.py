"""At least half of the calls that fail are an outage, also where how many is told in the next breath."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.cases import PROVEN, judged


@pytest.mark.parametrize(
    "text",
    [
        "Calls drop. I mean like 6 of every 10, maybe more.",
        "Hi, Acme Dental. Their outside calls are failing. About seven out of ten.",
        "Calls to Acme Dental fail. I'd say 80 percent of them.",
        "Les appels coupent. Je dirais 6 sur 10.",
        "Bei Meier brechen die Gespräche ab. Ungefähr 7 von 10.",
        "Las llamadas se cortan. Unas 7 de cada 10, diría.",
        "As ligações caem. Umas 8 em cada 10.",
        "Outside calls at the clinic get cut off. More than half of them.",
    ],
)
def test_a_share_in_the_next_breath_is_the_share_of_the_calls_just_told_of(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Calls drop now and then. Maybe 1 of every 10.",
        "Les appels coupent parfois. Je dirais un sur dix.",
        "Faxes fail at the pharmacy. About 6 of every 10.",
        "Calls sound fine again. We tried ten, 10 of 10 went through.",
        "Transferred calls drop on one phone. The display shows 6 of 10 keys lit.",
        "Calls to one mobile number drop. We have restarted 2 of 3 phones.",
        "One user says calls drop. About 6 of 10.",
    ],
)
def test_a_small_share_or_a_share_of_something_else_is_none(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Two thirds of all their calls fail, in and out.",
        "Gut zwei Drittel aller Anrufe scheitern, rein wie raus.",
        "Die Hälfte unserer Anrufe bricht sofort ab.",
        "Les deux tiers de nos appels échouent.",
        "Dos tercios de todas las llamadas se cortan.",
        "Dois terços de todas as ligações caem.",
    ],
)
def test_a_share_of_all_or_of_our_calls_is_a_share_of_the_calls(text: str) -> None:
    assert judged(text).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Two thirds of all their faxes fail.",
        "Ein Drittel aller Anrufe hat etwas Echo.",
        "Un tiers de nos appels sont un peu hachés.",
        "Un tercio de las llamadas tiene eco.",
        "Um terço das ligações tem eco.",
    ],
)
def test_a_third_or_the_share_of_something_else_is_no_outage(text: str) -> None:
    assert judged(text).severity is not Severity.S1
