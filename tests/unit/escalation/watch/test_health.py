"""The engine is well, or it is said what is not, since when, the oldest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskbot.escalation.watch.health import SIGN, Check, Facts, Late, bound_of, judge, mailbox, missed_calls, phones
from deskbot.model.look import Look, after
from deskbot.model.page import Medium

NOW = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)
GOOD = Facts(queues=("pages", "triage"), signs={"pages": NOW, "triage": NOW - timedelta(seconds=2)})


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def wrong(facts: Facts) -> list[tuple[str, str]]:
    return [(check.name, check.state) for check in judge(facts, NOW).checks if not check.well]


def test_with_signs_of_life_and_nothing_late_it_is_well_and_each_check_says_so() -> None:
    verdict = judge(GOOD, NOW)

    assert verdict.well
    assert [check.name for check in verdict.checks] == ["database", "worker-pages", "worker-triage", "due"]


def test_the_database_away_is_all_that_can_be_said() -> None:
    verdict = judge(Facts(queues=("pages",), away=True, away_since=ago(minutes=5)), NOW)

    assert not verdict.well
    assert [(check.name, check.state, check.since) for check in verdict.checks] == [
        ("database", "away", ago(minutes=5))
    ]


def test_a_mailbox_that_is_away_is_not_taken_for_the_database() -> None:
    look = Look(looked_at=ago(hours=2), since=ago(hours=1), trouble="connection refused")
    verdict = judge(replace(GOOD, more=(mailbox(look, NOW),)), NOW)

    assert (verdict.checks[0].name, verdict.checks[0].state) == ("mailbox", "away")
    assert not verdict.database_away
    assert judge(Facts(queues=(), away=True), NOW).database_away


def test_a_queue_without_a_sign_of_life_has_nobody() -> None:
    old = replace(GOOD, signs={"pages": NOW - SIGN - timedelta(seconds=1), "triage": NOW})

    assert wrong(old) == [("worker-pages", "missing")]
    assert wrong(replace(GOOD, signs={"triage": NOW})) == [("worker-pages", "missing")]


def test_a_sign_from_the_future_was_given_before_the_clock_was_set_back_and_shows_nobody() -> None:
    verdict = judge(replace(GOOD, signs={"pages": NOW + timedelta(hours=1), "triage": NOW}), NOW)

    [check] = [check for check in verdict.checks if not check.well]
    assert (check.name, check.since) == ("worker-pages", None)


def test_what_is_late_is_told_with_its_count_the_longest_first() -> None:
    late = (Late("outbox", 2, ago(minutes=5)), Late("page", 1, ago(minutes=50)), Late("quota", 3, ago(minutes=20)))

    verdict = judge(replace(GOOD, late=late), NOW)

    assert [check.says for check in verdict.checks[:3]] == [
        "1 page step is late",
        "3 quota are late",
        "2 letters are late",
    ]
    assert [check.since for check in verdict.checks[:3]] == [ago(minutes=50), ago(minutes=20), ago(minutes=5)]


def test_what_others_have_judged_counts_as_well() -> None:
    missed = Check(name="canary", state="missed", says="the canary's last round was missed", since=ago(minutes=3))

    assert wrong(replace(GOOD, more=(missed,))) == [("canary", "missed")]


@pytest.mark.parametrize("table", ["page", "notification", "notice"])
def test_pages_and_texts_may_be_late_by_less_than_anything_else(table: str) -> None:
    assert bound_of(table) < min(bound_of(one) for one in ("inbound", "outbox", "ticket", "whatever"))


def test_a_mailbox_that_is_away_for_some_minutes_is_no_alarm_and_its_trouble_counts_from_its_first() -> None:
    away = after(after(Look(ago(hours=1)), "its server does not let us in", ago(minutes=11)), "gone", ago(minutes=1))

    assert (away.looked_at, away.since, away.trouble) == (ago(hours=1), ago(minutes=11), "gone")
    assert mailbox(away, NOW).state == "away"
    assert mailbox(away, ago(minutes=2)).well
    assert mailbox(after(away, "", NOW), NOW).well


def test_a_mailbox_into_which_nobody_looks_is_told_whatever_the_clock_does() -> None:
    assert mailbox(Look(), NOW).state == "missing"
    assert mailbox(Look(ago(minutes=19)), NOW).well
    assert mailbox(Look(ago(minutes=21)), NOW).since == ago(minutes=21)
    assert mailbox(Look(NOW + timedelta(hours=1)), NOW).state == "missing"


def test_a_carrier_that_does_not_tell_of_calls_is_no_alarm_within_the_hour() -> None:
    mute = after(Look(ago(minutes=65)), "no answer", ago(minutes=61))

    assert missed_calls(Look(), NOW).well  # whether anybody is there to ask is told by the queues
    assert missed_calls(mute, ago(minutes=2)).well
    assert (missed_calls(mute, NOW).state, missed_calls(mute, NOW).since) == ("away", ago(minutes=61))
    assert missed_calls(after(mute, "", NOW), NOW).well
    assert missed_calls(Look(ago(minutes=61)), NOW).state == "missing"


def test_no_phone_rings_where_all_carriers_of_a_medium_are_out() -> None:
    both = {Medium.SMS: ("one", "two"), Medium.VOICE: ("one",)}

    assert phones(both, {}).well
    assert phones(both, {"two": ago(minutes=9)}).well
    assert phones(both, {"one": ago(minutes=5)}).says.startswith("no carrier takes calls: ")
    down = phones(both, {"one": ago(minutes=5), "two": ago(minutes=9)})
    assert "`deskbot page test PERSON` finds out" in down.says
    assert (down.state, down.since, down.count) == ("down", ago(minutes=5), 2)
