"""`deskbot check` tells of a machine whose clock is not that of the database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskbot.cli.check import clocks


@pytest.mark.parametrize("seconds", [0, 5, -5])
def test_clocks_that_differ_by_a_few_seconds_are_well(seconds: int):
    assert clocks(timedelta(seconds=seconds)) == []


@pytest.mark.parametrize(("seconds", "says"), [(25, "25 s behind the database's"), (-8, "8 s ahead of the database's")])
def test_clocks_that_are_apart_are_told_of(seconds: int, says: str):
    (found,) = clocks(timedelta(seconds=seconds))
    assert says in found.says
    assert not found.right
