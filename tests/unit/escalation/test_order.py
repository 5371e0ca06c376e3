"""The graver first, and among equals what is new."""

from __future__ import annotations

from itertools import product

from deskbot.escalation.order import priority
from deskbot.model.case import Severity


def test_the_graver_goes_first_and_among_equals_the_first_time() -> None:
    every = list(product(Severity, (False, True)))

    assert sorted(every, key=lambda one: -priority(one[0], repeated=one[1])) == every


def test_whatever_is_paged_goes_before_what_has_no_priority() -> None:
    assert min(priority(severity, repeated=True) for severity in Severity) > 0
