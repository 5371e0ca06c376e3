"""Under load for a minute everything fails that can, and the sum is right to the message; for longer: `make chaos`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.run import NOT_RUN, Plan, play, say
from tests.chaos.table import table

SECONDS = 60.0
SEED = 4711
"""Always the same faults in the same order, so that a change is judged by them; `make chaos` deals others."""


async def test_whatever_fails_nothing_accepted_is_lost_or_doubled_and_nobody_urgent_goes_unheard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = await play(Plan(SECONDS, SEED), tmp_path)

    with capsys.disabled():
        say("", table(result))
    assert not result.undone
    assert not result.differences
    assert sum(not one.note.startswith(NOT_RUN) for one in result.sum.ledger.windows) > 10
