"""What comes to a ticket that was closed long ago: a stranger's bare number opens nothing, a trouble always does."""

from __future__ import annotations

import pytest

from deskbot.model.case import Action
from tests.unit.triage.cases import PROVEN, judged, rules


@pytest.mark.parametrize(
    "text", ["1", "5", "4/5", "Rating: 2", "\u2605\u2605\u2605", "5, quick help", "Thanks!", "Danke schön"]
)
def test_a_strangers_rating_of_an_old_ticket_is_filed_where_people_see_it(text: str) -> None:
    decision = judged(text, "Re: Phones [T-1001]", follows=1001)

    assert decision.action is Action.FILE
    assert not decision.answer
    assert "filed-rating" in rules(decision)


@pytest.mark.parametrize(
    "text",
    [
        "1 not solved, all phones are dead again",
        "1\n\nNo calls at all since nine.",
        "5 phones are dead",
        "Thanks, but the phones are down again.",
        "1. All phones are dead.",
        "1 - it is back: nobody hears us",
        "1 - geht wieder nicht, alle Telefone tot",
        "Still no dial tone on one phone.",
        "Please call me, the trunk is down.",
        "?",
        "1, you never called and now they sit in the dark",
    ],
)
def test_a_trouble_or_anything_else_that_a_stranger_tells_opens_a_ticket(text: str) -> None:
    assert judged(text, "Re: Phones [T-1001]", follows=1001).action is Action.OPEN


def test_a_bare_number_that_follows_no_ticket_is_looked_at_by_a_person() -> None:
    assert judged("1", "Phones").action is Action.OPEN


def test_who_is_proven_is_read_by_a_person() -> None:
    assert judged("1", "Re: Phones [T-1001]", writer=PROVEN, follows=1001).action is Action.OPEN
