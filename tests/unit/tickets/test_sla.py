"""What is promised, and what a target needs when it is looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskbot.desk.promises import BusinessHours, Target
from deskbot.model.case import Severity
from deskbot.model.sla import Answer, Told
from deskbot.tickets.sla import PATIENCE, Verdict, Watched, by, in_words, promise, verdict
from tests.unit.escalation.roster.desks import desk_with

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
END = NOON + 4 * HOUR
WATCHED = Watched(promised_at=END, warn_at=NOON + 3 * HOUR, warned=False, breached=False)
WARNED = replace(WATCHED, warned=True)
BREACHED = replace(WARNED, breached=True)
NOBODY = Answer()
OFFICE = BusinessHours(key="office", zone="UTC", weekly=())
DESK = replace(
    desk_with(),
    business_hours={"office": OFFICE},
    sla={"premium": {Severity.S1: Target(HOUR), Severity.S2: Target(4 * HOUR, "office")}},
)


@pytest.mark.parametrize(
    ("severity", "tier", "agreed", "target", "says"),
    [
        ("S1", "Premium", "", Target(HOUR), "S1 Premium: first answer within 1 hour"),
        ("S2", "premium", "", Target(4 * HOUR, "office"), "S2 premium: first answer within 4 business hours"),
        ("S3", "premium", "", None, "No time is promised: the tier premium has no target for S3"),
        ("S1", "", "", None, "No time is promised: the reseller's tier is not known"),
        ("S1", "gold", "", None, 'No time is promised: desk.yaml knows no tier "gold"'),
        ("S1", "premium", "S1=none", None, "No time is promised: so it is agreed with the reseller for S1"),
        (
            "S2",
            "premium",
            "S2=1h",
            Target(HOUR, "office"),
            "agreement with the reseller: first answer within 1 business",
        ),
        ("S2", "premium", "S2=1h always", Target(HOUR), "first answer within 1 hour"),
        ("S3", "", "S3=90m office", Target(1.5 * HOUR, "office"), "within 1 business hour 30 minutes"),
        ("S3", "", "S3=1h ofice", Target(HOUR), 'within 1 hour; desk.yaml has no business hours "ofice", so every'),
        ("S1", "premium", "not readable", Target(HOUR), "S1 premium"),
    ],
)
def test_what_is_promised_and_why(severity: str, tier: str, agreed: str, target: Target | None, says: str) -> None:
    made = promise(DESK, Severity(severity), tier, agreed)

    assert made.target == target
    assert says in made.says


@pytest.mark.parametrize(
    ("watched", "answer", "after", "expected"),
    [
        (WATCHED, NOBODY, 1, (Verdict.WAIT, NOON + 3 * HOUR)),
        (WATCHED, NOBODY, 3, (Verdict.WARN, END)),
        (WARNED, NOBODY, 3.5, (Verdict.WAIT, END)),
        (WARNED, NOBODY, 4, (Verdict.BREACH, None)),
        (WATCHED, NOBODY, 9, (Verdict.BREACH, None)),  # the engine stood still: one alarm, not two
        (BREACHED, NOBODY, 9, (Verdict.WAIT, None)),
        (WARNED, Answer(NOON + HOUR, Told.YES), 4, (Verdict.MET, None)),
        (WATCHED, Answer(END + HOUR, Told.YES), 9, (Verdict.LATE, None)),
        (BREACHED, Answer(END + HOUR, Told.YES), 9, (Verdict.MET, None)),
        (WATCHED, Answer(NOON, Told.ON_ITS_WAY), 3, (Verdict.WAIT, END)),
        (WATCHED, Answer(NOON, Told.ON_ITS_WAY), 4, (Verdict.WAIT, END + PATIENCE)),
        (WATCHED, Answer(NOON, Told.ON_ITS_WAY), 5, (Verdict.BREACH, None)),
        (WATCHED, Answer(NOON, Told.NO), 3, (Verdict.WARN, END)),
        (WARNED, Answer(NOON, Told.NO), 4, (Verdict.BREACH, None)),
    ],
)
def test_what_a_target_needs(
    watched: Watched, answer: Answer, after: float, expected: tuple[Verdict, datetime | None]
) -> None:
    assert verdict(watched, answer, NOON + after * HOUR) == expected


def test_a_moment_of_today_is_a_time_alone() -> None:
    assert by(END, NOON, "America/Chicago") == "10:00"
    assert by(END + timedelta(days=1), NOON, "UTC") == "Tue 03 Mar 16:00"
    assert in_words(Target(timedelta(seconds=90))) == "1 minute 30 seconds"
