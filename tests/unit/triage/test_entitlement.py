"""A system whose subscription has ended is taken in and marked; nothing waits for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deskbot.model.case import Severity
from tests.unit.triage.cases import PROVEN, STRANGER, SYSTEM, judged, rules

TEXT = "Host ID 50-77B3-E210. One phone at Acme Dental has no dial tone."


def until(day: date | None) -> tuple:
    return (replace(SYSTEM, subscription_until=day),)


@pytest.mark.parametrize(
    ("day", "says"),
    [(date(2026, 11, 15), "expired"), (date(2026, 11, 16), "active"), (date(2030, 1, 1), "active"), (None, "")],
)
def test_the_day_on_which_it_ends_still_counts(day: date | None, says: str) -> None:
    decision = judged(TEXT, writer=PROVEN, systems=until(day))

    assert decision.entitlement == says
    assert ("entitlement-expired" in rules(decision)) is (says == "expired")


def test_an_outage_of_an_expired_system_is_as_urgent_as_any() -> None:
    text = "Nobody at Acme Dental can call in or out. Host ID 50-77B3-E210."
    expired = judged(text, writer=PROVEN, systems=until(date(2020, 1, 1)))
    active = judged(text, writer=PROVEN, systems=until(date(2030, 1, 1)))

    assert expired.severity is active.severity is Severity.S1
    assert expired.urgent
    assert (expired.action, expired.questions) == (active.action, active.questions)


def test_nothing_is_known_for_a_writer_without_proof() -> None:
    assert judged(TEXT, writer=STRANGER, systems=until(date(2020, 1, 1))).entitlement == ""


def test_nothing_is_known_of_a_system_that_is_not_named() -> None:
    assert judged("One phone has no dial tone.", writer=PROVEN, systems=until(date(2020, 1, 1))).entitlement == ""
