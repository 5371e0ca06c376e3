"""When the canary makes a round, how a round ends, whichever way a clock jumps, and what nobody can forge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskbot.desk import Canary, CanaryAnswer
from deskbot.escalation.sms_text import page_text
from deskbot.escalation.watch.canary import (
    OVERDUE,
    Ended,
    Leg,
    answer_to,
    begins,
    check,
    outcome,
    phone_signature,
    read_token,
    token,
)
from deskbot.model.canary import Round, RoundState

NOW = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)
RULE = Canary(every=timedelta(minutes=10), within=timedelta(minutes=2))
SECRET = b"a test's secret, long enough to sign with"
RUNNING = Round(id=1, state=RoundState.RUNNING, began_at=NOW)
THROUGH = replace(
    RUNNING, accepted_at=NOW, ticketed_at=NOW, paged_at=NOW, acknowledged_at=NOW, sent_at=NOW, returned_at=NOW
)
WELL = replace(THROUGH, state=RoundState.WELL, ended_at=NOW)
MISSED = replace(RUNNING, state=RoundState.MISSED, ended_at=NOW)
HOUR = timedelta(hours=1)


def test_a_round_that_has_come_through_every_stage_went_well() -> None:
    assert outcome(THROUGH, RULE, NOW) == Ended(RoundState.WELL)


def test_it_goes_on_until_its_time_is_over_and_then_says_what_did_not_happen() -> None:
    assert outcome(RUNNING, RULE, NOW + timedelta(seconds=119)) is None
    assert outcome(RUNNING, RULE, NOW + RULE.within) == Ended(RoundState.MISSED, "nobody took the test mail")
    late = outcome(replace(THROUGH, acknowledged_at=None), RULE, NOW + HOUR)
    assert late == Ended(RoundState.MISSED, "the page was not acknowledged")


def test_where_the_relay_does_not_lead_back_its_taking_the_answer_is_enough() -> None:
    taken = replace(THROUGH, returned_at=None)

    assert outcome(taken, RULE, NOW) is None
    assert outcome(taken, replace(RULE, answer=CanaryAnswer.SENT), NOW) == Ended(RoundState.WELL)


def test_a_round_begins_at_first_and_then_every_so_often() -> None:
    assert begins(None, RULE, NOW)
    assert not begins(RUNNING, RULE, NOW + HOUR)
    assert not begins(WELL, RULE, NOW + timedelta(minutes=9))
    assert begins(WELL, RULE, NOW + RULE.every)
    assert begins(MISSED, RULE, NOW + RULE.every)


def test_a_clock_that_is_set_back_ends_the_round_that_runs_without_an_alarm_and_begins_another_at_once() -> None:
    ended = outcome(RUNNING, RULE, NOW - HOUR)

    assert ended is not None
    assert ended.state is RoundState.VOID
    assert begins(replace(RUNNING, state=RoundState.VOID), RULE, NOW - HOUR)
    assert begins(WELL, RULE, NOW - HOUR)


def test_the_last_round_that_ended_counts_and_so_does_that_none_is_made_any_more() -> None:
    assert check(RUNNING, None, RULE, NOW).well
    assert check(RUNNING, WELL, RULE, NOW).well
    assert check(RUNNING, MISSED, RULE, NOW).state == "missed"
    assert check(WELL, WELL, RULE, NOW + RULE.every).well
    assert check(WELL, WELL, RULE, NOW + RULE.every + OVERDUE + timedelta(seconds=1)).state == "late"


def test_a_canary_that_never_begins_is_late_from_the_beginning() -> None:
    assert check(None, None, RULE, NOW).state == "late"


def test_a_round_that_nobody_ends_is_late_soon_after_its_own_end() -> None:
    assert check(RUNNING, WELL, RULE, NOW + RULE.within + OVERDUE).well
    late = check(RUNNING, WELL, RULE, NOW + RULE.within + OVERDUE + timedelta(seconds=1))
    assert (late.state, late.since) == ("late", NOW + RULE.within)


@pytest.mark.parametrize("leg", list(Leg))
def test_a_token_is_read_with_our_key_alone_and_stands_for_one_leg_of_one_round(leg: Leg) -> None:
    made = token(leg, 17, SECRET)

    assert read_token(made.upper(), SECRET) == (leg, 17)
    assert read_token(made, b"another key") is None
    assert read_token(made.replace("17.", "18."), SECRET) is None
    other = next(one for one in Leg if one is not leg)
    assert read_token(f"{other}{made[1:]}", SECRET) is None


def test_what_the_phone_says_is_signed_for_one_page_and_one_answer() -> None:
    signed = phone_signature("t0ken", "7a", SECRET)

    assert len({signed, phone_signature("t0ken", "7e", SECRET), phone_signature("other", "7a", SECRET)}) == 3


def test_it_reads_a_page_as_a_person_does() -> None:
    assert answer_to(page_text("T--17", "S1", "unknown sender", "Outage 42 b", 7)) == "7a"
    assert answer_to("nothing to answer") == ""
