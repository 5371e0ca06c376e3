"""The desk is told of a caller who has gone, and asked for nothing that it cannot do."""

from __future__ import annotations

from datetime import UTC, datetime

from deskbot.escalation.missed_calls import Gone, missed_call


def test_nobody_is_asked_to_call_back_a_number_that_is_withheld() -> None:
    at_noon = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    gone = Gone(at_noon, at_noon)

    known = missed_call("+12025550142 (UNVERIFIED)", gone)
    withheld = missed_call("a withheld number (UNVERIFIED)", gone, number_known=False)

    assert "please call back" in known
    assert "call back" not in withheld
    assert "they can only phone again" in withheld
