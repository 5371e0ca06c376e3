"""Under load for a minute everything fails that can, and the sum is right to the message; for longer: `make chaos`."""

from __future__ import annotations

import random
from pathlib import Path

from tests.chaos.run import Plan, play
from tests.chaos.table import table

SECONDS = 60.0


async def test_whatever_fails_nothing_accepted_is_lost_or_doubled_and_nobody_urgent_goes_unheard(
    tmp_path: Path,
) -> None:
    seed = random.SystemRandom().randrange(1_000_000)

    result = await play(Plan(SECONDS, seed), tmp_path)

    assert not result.undone, table(result)
    assert not result.differences, table(result)
    assert len(result.sum.ledger.windows) > 10, table(result)
