"""Whether maintenance keeps a page from ringing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskbot.escalation.maintenance import MaintenanceError, checked, holding
from deskbot.model.case import Severity
from deskbot.model.maintenance import Maintenance

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TWO_HOURS = Maintenance(start=NOON, end=NOON + timedelta(hours=2), by="ana", why="upgrade")
ALL = replace(TWO_HOURS, everything=True, end=NOON + timedelta(hours=1))


def test_it_holds_what_is_not_s1_from_its_begin_until_its_end() -> None:
    assert holding([TWO_HOURS], Severity.S2, NOON) == TWO_HOURS
    assert holding([TWO_HOURS], Severity.S2, NOON + timedelta(hours=2)) is None
    assert holding([TWO_HOURS], Severity.S2, NOON - timedelta(seconds=1)) is None


def test_an_s1_rings_unless_somebody_said_that_even_those_do_not() -> None:
    assert holding([TWO_HOURS], Severity.S1, NOON) is None
    assert holding([TWO_HOURS, ALL], Severity.S1, NOON) == ALL


def test_of_several_the_one_that_ends_last_holds() -> None:
    assert holding([ALL, TWO_HOURS], Severity.S2, NOON) == TWO_HOURS
    assert holding([], Severity.S2, NOON) is None


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (replace(TWO_HOURS, end=NOON), "needs some length"),
        (replace(TWO_HOURS, end=NOON + timedelta(hours=13)), "12h at most"),
        (replace(TWO_HOURS, why=" "), "say why"),
        (replace(TWO_HOURS, by=""), "say who"),
    ],
)
def test_one_that_cannot_be_says_why(wanted: Maintenance, says: str) -> None:
    with pytest.raises(MaintenanceError, match=says):
        checked(wanted)
