"""Calls that nobody wants are a nuisance, and page nobody; calls that a system makes by itself, or that fill it, do."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.cases import judged


@pytest.mark.parametrize(
    "text",
    [
        "Users get spam calls from abroad every day, can we block them?",
        "We get robocalls from foreign numbers all night at the front desk.",
        "Unsere Mitarbeiter bekommen jeden Tag Spam-Anrufe aus dem Ausland.",
        "Nous recevons des appels indésirables de l'étranger toute la journée.",
        "Recibimos llamadas spam del extranjero cada día.",
        "Recebemos chamadas de spam do exterior todos os dias.",
        "Customers receive robocalls through our trunk, how do we block them?",
    ],
)
def test_unwanted_calls_that_come_in_page_nobody(text: str) -> None:
    assert not judged(text).severity.urgent


@pytest.mark.parametrize(
    "text",
    [
        "Spam calls flood us, all lines are busy and no customer gets through.",
        "We get spam calls, and since an hour nobody can make or receive any calls at all.",
        "After weeks of robocalls, calls to Cuba were made from our system last night, 400 of them.",
        "Our carrier says we send thousands of spam calls and will cut us off.",
        "Somebody uses our PBX to send robocalls, the carrier complains.",
        "Unser Anbieter sagt, von unserer Anlage gehen tausende Werbeanrufe raus.",
        "L'opérateur dit que notre central envoie des milliers d'appels publicitaires.",
        "La operadora dice que nuestra central hace miles de llamadas spam.",
        "A operadora diz que o nosso sistema faz milhares de chamadas de spam.",
        "Spam-Anrufe, und jetzt sind alle Leitungen belegt und niemand erreicht uns.",
    ],
)
def test_what_they_keep_from_coming_in_or_what_goes_out_does(text: str) -> None:
    assert judged(text).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Robocalls go out over the account of Acme Dental, hundreds an hour.",
        "Aus der Buchhaltung hören wir, dass über die Nebenstelle 214 massenhaft Werbeanrufe laufen.",
        "Saem chamadas de telemarketing pelos nossos ramais, centenas por hora.",
        "Salen llamadas de telemarketing por la extensión 214, cientos por hora.",
    ],
)
def test_they_go_out_by_whatever_part_of_the_system_is_named(text: str) -> None:
    assert judged(text).severity is Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "Can we send telemarketing calls from our system with a different number shown?",
        "If somebody uses our PBX to send robocalls, how would we notice?",
        "Robocalls went out over our trunk last month, it has stopped since. What was it?",
    ],
)
def test_what_is_asked_about_or_over_pages_nobody(text: str) -> None:
    assert not judged(text).severity.urgent
