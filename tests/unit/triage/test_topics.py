"""What a question is about, where the portal has a place of its own for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.triage.cases import CONTACT, PROVEN, judged, rules


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("quotation", "Please quote 25 Infinity 5010 phones and a Galaxy Mini."),
        ("quotation", "¿Nos pueden enviar una cotización de 10 teléfonos Infinity?"),
        ("provisioning", "Where do I enter the MAC addresses so that the phones are provisioned by the portal?"),
        ("training", "When is the next UCX training course, and how do I register for it?"),
        ("configuration", "How do I configure a second greeting for the holidays?"),
        ("configuration", "Wie kann ich eine Nebenstelle einrichten?"),
    ],
)
def test_a_question_names_its_topic(topic: str, text: str) -> None:
    assert topic in judged(text, writer=PROVEN).topics


def test_in_order_to_is_no_order() -> None:
    assert "quotation" not in judged("How do I set up the queue in order to ring two groups?", writer=PROVEN).topics


def test_an_incident_has_no_topics() -> None:
    assert judged("The phones that we ordered have no dial tone.", writer=PROVEN).topics == ()


@pytest.mark.parametrize(("trained", "given"), [(False, True), (True, False), (None, False)])
def test_training_that_was_not_attended_is_a_reason(trained: bool | None, given: bool) -> None:  # noqa: FBT001
    writer = replace(PROVEN, contact=replace(CONTACT, trained=trained))
    decision = judged("Please create a help desk account for me.", writer=writer)

    assert ("training-not-attended" in rules(decision)) is given
