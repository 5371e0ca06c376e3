"""What the carrier's words for a text or a call come to."""

from __future__ import annotations

import pytest

from deskbot.model.page import Attempt
from deskbot.wires.twilio_reports import CarrierReport, by_machine, report_in, report_of


@pytest.mark.parametrize(
    ("word", "comes_to"),
    [("queued", (False, False)), ("sent", (False, False)), ("delivered", (True, True)), ("undelivered", (True, False))],
)
def test_a_text_has_arrived_or_never_will_or_is_on_its_way(word: str, comes_to: tuple[bool, bool]) -> None:
    report = report_of(word, "")

    assert report is not None
    assert (report.is_last, report.arrived) == comes_to


def test_a_report_has_the_carriers_words_and_its_number() -> None:
    assert report_in({"MessageStatus": "undelivered", "ErrorCode": "30003"}) == CarrierReport(
        Attempt.FAILED, "undelivered 30003", 30003
    )
    assert report_in({"CallStatus": "busy"}) == CarrierReport(Attempt.FAILED, "busy")
    assert report_in({"MessageStatus": "failed", "ErrorCode": "x"}) == CarrierReport(Attempt.FAILED, "failed x")


def test_a_word_that_nobody_knows_says_nothing() -> None:
    assert report_in({"MessageStatus": "pondering"}) is None
    assert report_in({}) is None


def test_a_call_that_a_machine_picks_up_has_reached_nobody() -> None:
    assert by_machine("machine_start") == CarrierReport(Attempt.FAILED, "picked up by machine_start")
    assert by_machine("human") is None
