"""Goods that were ordered and have not come are a matter of the order; no telephone rings for them."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category, Severity
from tests.unit.triage.cases import PROVEN, judged, rules


@pytest.mark.parametrize(
    "text",
    [
        "We ordered a Galaxy Mini on the 3rd and have not received it. When will it ship?",
        "The Galaxy Mini that we ordered has not arrived.",
        "Where is my order 4711? We ordered 10 Infinity phones three weeks ago.",
        "Our purchase order 55 for 3 DSM16 has not been shipped yet.",
        "Wir haben am 3. ein Galaxy Mini bestellt, es ist noch nicht angekommen.",
        "Wo bleibt unsere Bestellung 4711? Wir haben 10 Telefone bestellt.",
        "Nous avons commandé 10 postes, nous n'avons rien reçu.",
        "Pedimos un Galaxy Mini y no ha llegado.",
        "Encomendamos um Galaxy Mini e ainda não chegou.",
    ],
)
def test_an_order_that_has_not_come_is_a_question_for_the_portal(text: str) -> None:
    decision = judged(text, "Delivery", writer=PROVEN)

    assert (decision.category, decision.severity) == (Category.HOWTO, Severity.S4)
    assert decision.questions == ()


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("We ordered a new trunk, it was installed today, and now no calls come in at all.", Severity.S1),
        ("The parcel has not arrived and all phones are dead since the storm.", Severity.S1),
        ("We ordered a new trunk, and since then incoming calls are not received by anybody.", None),
    ],
)
def test_what_fails_beside_an_order_is_an_incident(text: str, severity: Severity | None) -> None:
    decision = judged(text, "Order", writer=PROVEN)

    assert decision.category is Category.INCIDENT
    assert severity in (None, decision.severity)
    assert "category-goods" not in rules(decision)


def test_a_licence_that_was_ordered_stays_one() -> None:
    text = "We ordered 10 licences two weeks ago and have not received the key yet."
    assert judged(text, "Licences", writer=PROVEN).category is Category.LICENCE
