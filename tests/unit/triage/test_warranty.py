"""Whether a device is under warranty: read in a return, asked for beside, and no time since when something fails."""

from __future__ import annotations

import pytest

from deskbot.cli.triage import judge, labels
from deskbot.model.case import Category, Severity
from deskbot.triage.playbooks import PlaybookSet
from tests.unit.triage.cases import NOW, PROVEN, fact, judged, ticket, values
from tests.unit.triage.told import tells

RMA = Category.RMA


@pytest.mark.parametrize(
    "text",
    [
        "It is under warranty, in use since March 2026.",
        "Still under warranty.",
        "The unit is out of warranty since May.",
        "Warranty runs until 2027-03.",
        "The handset was bought in January.",
        "The phone is only eight months old.",
        "We put it into service on 2026-03-04.",
        "Das Gerät ist noch in der Garantie.",
        "Die Garantie läuft bis März 2027.",
        "Es ist seit März 2026 in Betrieb.",
        "Das Telefon ist erst sechs Monate alt.",
        "L'appareil est encore sous garantie.",
        "Il est en service depuis mars 2026.",
        "L'appareil a été acheté en janvier.",
        "El equipo está en garantía.",
        "Está en uso desde marzo de 2026.",
        "La garantía venció en mayo.",
        "O aparelho está na garantia.",
        "Está em uso desde março de 2026.",
        "Foi comprado em janeiro.",
        "A garantia vence em maio.",
    ],
)
def test_what_is_said_of_warranty_or_age_is_read_and_is_no_beginning_of_the_fault(text: str) -> None:
    assert tells("warranty", text, RMA) == text
    assert tells("started_at", text, RMA) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Is it still under warranty?",
        "Please replace it under warranty.",
        "I do not know whether it is under warranty.",
        "If it is under warranty, please send a new one.",
        "Can you check the warranty for us?",
        "Bitte um Austausch auf Garantie.",
        "Ich weiß nicht, ob es noch Garantie hat.",
        "Merci d'un remplacement sous garantie.",
        "Solicito el cambio en garantía.",
        "Peço a troca em garantia.",
        "No sé si está en garantía.",
        "We installed the new firmware on Monday.",
        "The phone has been dead since Monday.",
    ],
)
def test_a_wish_a_question_and_a_doubt_are_no_warranty(text: str) -> None:
    assert tells("warranty", text, RMA) == ""


def test_when_it_failed_is_read_beside_since_when_it_is_in_use() -> None:
    text = "It is in use since March 2026, and dead since Monday."

    assert tells("started_at", text, RMA) == text
    assert tells("warranty", text, RMA) == text
    assert tells("started_at", "Phones that are in use since March are dead since Monday.") != ""


def test_it_is_a_fact_of_returns_alone() -> None:
    assert tells("warranty", "It is under warranty.", Category.INCIDENT) == ""


def test_a_return_asks_for_it_once_as_a_help_and_never_as_a_must() -> None:
    first = judged("Please open an RMA for an Infinity 5025 of Acme Dental, it does not power up.", writer=PROVEN)

    asked = {one.key: one.helpful for one in first.questions}
    assert asked["warranty"] is True
    assert "warranty" not in first.missing
    again = judged("Serial: 5025-77120", writer=PROVEN, earlier=ticket(Severity.S4, RMA, findings=first.findings))
    assert "warranty" not in {one.key for one in again.questions}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("warranty: yes, until 2027-01", "yes, until 2027-01"),
        ("Garantie: ja", "ja"),
        ("Garantie : oui, jusqu'en mars", "oui, jusqu'en mars"),
        ("garantía: sí", "sí"),
        ("garantia: não", "não"),
        ("2) yes, bought in May", "yes, bought in May"),
        ("2. no", "no"),
    ],
)
def test_it_is_told_by_its_name_or_number(text: str, value: str) -> None:
    earlier = ticket(Severity.S4, RMA, findings=(fact("serial", "1"),), asked=1, letters=(("ship_to", "warranty"),))

    assert values(judged(text, writer=PROVEN, earlier=earlier))["warranty"] == value


def test_the_words_of_the_labelled_mails_do_not_name_it() -> None:
    """The mails were labelled before it was a fact of its own: there it would count as read where nothing is."""
    mail = (
        b"From: Joe <joe@valley.example>\nSubject: RMA\n\nRMA for a dead Infinity 5025 please, still under warranty.\n"
    )
    found = labels(*judge(mail, PlaybookSet(), now=NOW))

    assert found["category"] == "rma"
    assert "warranty" not in (*found["present"], *found["values"], *found["missing"])
    assert "warranty" in {one["key"] for one in found["findings"]}
