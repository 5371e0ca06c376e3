"""A telephone system that somebody else has got hold of is of the gravest, and no list of wishes is taken for it."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import PROVEN, judged


@pytest.mark.parametrize(
    "text",
    [
        "They have ransomware in their network, the UCX web page shows a note asking for bitcoin. Phones still work.",
        "The PBX shows a ransom note. Should we unplug it?",
        "Auf der Weboberfläche der Anlage steht eine Lösegeldforderung.",
        "El servidor UCX fue secuestrado, piden rescate.",
    ],
)
def test_a_system_that_is_held_pages(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert (decision.category, decision.severity) == (Category.SECURITY, Severity.S1)


@pytest.mark.parametrize(
    "text",
    [
        "Their file server had ransomware last month, the UCX was never touched. How do we harden it?",
        "Notes from our call: 1) quote for 12 sets, 2) training dates, 3) portal login for Jim. Regards",
    ],
)
def test_neither_an_old_one_nor_a_list_of_wishes_does(text: str) -> None:
    assert judged(text, writer=PROVEN).severity not in (Severity.S1, Severity.S2)


@pytest.mark.parametrize(
    "text",
    [
        "Ontem à tarde ficou tudo fora do ar na Clínica Vida, hoje está normal. Queria entender o motivo.",
        "Ayer no entraban ni salían llamadas en la Clínica Sol, hoy todo está bien. ¿Qué pudo ser?",
        "Gestern waren alle Telefone tot, heute geht alles normal. Woran lag es?",
        "Hier plus aucun appel ne passait, aujourd'hui tout est normal. D'où cela venait-il ?",
        "Yesterday no calls went in or out, today everything is fine. What was it?",
    ],
)
def test_an_outage_of_yesterday_pages_nobody_where_today_is_normal(text: str) -> None:
    assert judged(text, writer=PROVEN).severity not in (Severity.S1, Severity.S2)


@pytest.mark.parametrize(
    "text",
    [
        "A technician left his laptop on a train, the SIP passwords of a customer were on it. I see no odd calls.",
        "Unser Notebook mit den SIP-Kennwörtern wurde gestohlen. Keine fremden Anmeldungen, keine fremden Anrufe.",
        "On nous a volé un portable avec les mots de passe SIP. Aucun appel bizarre, rien dans le journal.",
        "Nos robaron una laptop con las claves SIP. Ninguna llamada rara, nada en el registro.",
        "Roubaram um notebook com as senhas SIP. Nenhuma chamada estranha, nada no log.",
    ],
)
def test_passwords_that_were_lost_and_not_used_are_no_compromise_that_goes_on(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is not Severity.S1


@pytest.mark.parametrize(
    "text",
    [
        "A laptop with the SIP passwords was stolen, and right now calls to Latvia go out that nobody makes.",
        "Ein Notebook mit Kennwörtern wurde gestohlen, und jemand ist gerade als Admin auf der Anlage angemeldet.",
        "On nous a volé un portable avec les mots de passe, et des appels vers la Lettonie partent toute la nuit.",
        "Robaron una laptop con las claves y hay llamadas a Cuba que nadie hizo.",
        "Roubaram um notebook com as senhas e saem ligações para Cuba que ninguém fez.",
    ],
)
def test_passwords_that_were_lost_and_are_used_are(text: str) -> None:
    assert judged(text, writer=PROVEN).severity is Severity.S1
