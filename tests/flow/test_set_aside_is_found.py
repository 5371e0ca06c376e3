"""What was set aside is found among years of messages without a look at those that became tickets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from deskbot.store import inbound, metrics
from deskbot.store.database import Session
from tests.flow.reads import plans
from tests.harness import World

YEARS = 20_000
"""Messages; with ten times as many the plans are the same."""


@pytest.mark.parametrize(
    "look",
    [
        lambda session: inbound.listed(session, ("quarantined",), 50),
        lambda session: inbound.listed(session, ("quarantined",), 50, before=15_000),
        lambda session: inbound.listed(session, ("filed",), 50),
        lambda session: inbound.listed(session, inbound.SET_ASIDE),
        lambda session: inbound.count(session, "quarantined"),
        metrics.arrivals,
    ],
    ids=("in quarantine", "older ones", "filed", "by the command line", "for whoever watches", "for the metrics"),
)
async def test_whoever_looks_for_what_was_set_aside_reads_no_message_that_became_a_ticket(
    world: World, look: Callable[[Session], Awaitable[Any]]
) -> None:
    world.sql("INSERT INTO blob (sha256, content, size, created_at) VALUES ('x', '', 0, now())")
    world.sql(
        "INSERT INTO inbound (channel, external_id, raw_sha256, envelope, accepted_at, state, attempts, wanted, "
        "sender, person, subject, fingerprint, why) SELECT 'email', n::text, 'x', '{}', now(), CASE n %% 1000 "
        "WHEN 1 THEN 'quarantined' WHEN 2 THEN 'filed' ELSE 'ticketed' END, 0, false, '', '', '', '', '' "
        "FROM generate_series(1, %s) n",
        YEARS,
    )
    world.sql("ANALYZE inbound")

    for plan in await plans(world, look):
        assert "Seq Scan" not in plan
        assert "inbound_set_aside" in plan
