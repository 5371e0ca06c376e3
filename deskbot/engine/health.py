"""Is the engine well? Gathered for whoever asks: a probe, the command line, the dead-man's switch."""

from __future__ import annotations

import asyncio
from datetime import datetime

from deskbot.clock import Clock
from deskbot.desk import Canary
from deskbot.engine import canary
from deskbot.engine.jobs import QUEUES
from deskbot.errors import UnavailableError
from deskbot.escalation.watch.health import NO_LETTER, Facts, Late, Verdict, bound_of, judge, relay
from deskbot.store import lateness, outbox, signs
from deskbot.store.database import Database, Session

TIME_LIMIT = 4.0
"""Seconds until a database that does not answer counts as away."""


class Health:
    """Looks at the engine, once at a time: who asks meanwhile gets the same answer."""

    def __init__(self, database: Database, clock: Clock, rounds: Canary | None = None) -> None:
        """Begin without having looked; `rounds` are the canary's, where there is one."""
        self._database, self._clock, self._rounds = database, clock, rounds
        self._away_since: datetime | None = None
        self._looking: asyncio.Task[Verdict] | None = None

    async def look(self) -> Verdict:
        """Return how it stands; never raises for a database that is away."""
        # Whoever asks, and however many do: one query at a time.
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._judged())
        return await asyncio.shield(self._looking)

    async def _judged(self) -> Verdict:
        now = self._clock.now()
        try:
            async with asyncio.timeout(TIME_LIMIT), self._database.begin() as session:
                facts = await self._facts(session, now)
            self._away_since = None
        except (UnavailableError, TimeoutError):
            self._away_since = self._away_since or now
            facts = Facts(queues=(), away=True, away_since=self._away_since)
        return judge(facts, now)

    async def _facts(self, session: Session, now: datetime) -> Facts:
        late = await lateness.late_rows(session, now, bound_of)
        rounds = (await canary.check(session, self._rounds, now),) if self._rounds else ()
        return Facts(
            queues=tuple(sorted(set(QUEUES.values()))),
            late=tuple(Late(one.table, one.count, one.oldest) for one in late),
            signs=await signs.last(session),
            more=(relay(await outbox.held_up(session, now - NO_LETTER)), *rounds),
        )
