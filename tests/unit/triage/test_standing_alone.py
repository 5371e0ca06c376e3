"""Where a life or money is at stake, a ticket keeps its own page: the table of rules says so, rule by rule."""

from __future__ import annotations

import pytest

from deskbot.model.case import Severity
from deskbot.triage.urgency import ALONE, AT_MOST, CRY, RULES
from tests.unit.triage.cases import PROVEN, judged, rules

AT_STAKE = [
    "All our phones are down since nine. A patient is not breathing and nobody can call.",
    "SOS",
    "Buongiorno, dai telefoni del nostro cliente non si riesce a chiamare il 112. Aiutateci, grazie.",
    "The phones are dead. Dialing 911 from any phone gives a fast busy.",
]


@pytest.mark.parametrize("text", AT_STAKE)
def test_a_ticket_in_which_a_life_is_at_stake_stands_alone(text: str) -> None:
    decision = judged(text, writer=PROVEN)

    assert decision.severity.urgent
    assert rules(decision) & ALONE


def test_an_outage_by_itself_may_share_a_page() -> None:
    decision = judged("All our phones are down since nine, nobody can call in or out.", writer=PROVEN)

    assert decision.severity is Severity.S1
    assert not rules(decision) & ALONE


def test_fraud_stands_alone() -> None:
    assert "fraud" in ALONE


def test_whatever_no_weight_may_overrule_stands_alone() -> None:
    # An outage, however plain, is one page with those of others: the carrier's trouble is theirs, too.
    assert {rule.name for rule in (*RULES, *AT_MOST, CRY) if rule.stands} - {"plain-outage"} <= ALONE
