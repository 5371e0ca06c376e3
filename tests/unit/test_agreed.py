"""What is agreed with one reseller is read from one cell, and kept in one form."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from deskbot.desk.agreed import Agreed, agreed_text, read_agreed
from deskbot.model.case import Severity


def test_targets_of_ones_own_are_read_with_their_hours() -> None:
    assert read_agreed(" S2=2h office ;S1 = 30m; S3=8h always; S4=none;") == {
        Severity.S1: Agreed(timedelta(minutes=30)),
        Severity.S2: Agreed(timedelta(hours=2), "office"),
        Severity.S3: Agreed(timedelta(hours=8), ""),
        Severity.S4: Agreed(None),
    }


def test_they_are_kept_in_one_form() -> None:
    assert agreed_text(" S2=2h   office ;S1 = 30m;") == "S1=30m; S2=2h office"
    assert agreed_text("  ") == ""


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("S5=1h", '"S5=1h" is no target; write targets like: S1=30m'),
        ("S1 30m", "is no target"),
        ("S1=soon", '"soon" is no duration'),
        ("S1=2", '"2" has no unit'),
        ("S1=91d", '"91d" is longer than 90d'),
        ("S1=1h; S1=2h", "S1 stands there twice; keep one"),
    ],
)
def test_what_is_no_target_is_refused(written: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        agreed_text(written)
