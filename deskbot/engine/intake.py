"""The way in: store what a channel received, commit, and only then let it say "accepted"."""

from __future__ import annotations

from dataclasses import dataclass

from deskbot.clock import Clock
from deskbot.engine.in_time import within_limit
from deskbot.engine.jobs import Jobs
from deskbot.model.message import Arrival
from deskbot.store import inbound
from deskbot.store.blobs import BlobStore
from deskbot.store.database import Database, Session

TIME_LIMIT = 4.0
"""Seconds until an arrival that cannot be stored is turned away; senders try again."""


@dataclass(frozen=True, slots=True)
class Intake:
    """The door that channels knock at; see `deskbot.channels.Door`."""

    database: Database
    jobs: Jobs
    blobs: BlobStore
    clock: Clock

    async def accept(self, arrival: Arrival) -> bool:
        """Store an arrival and the alarm of its triage in one transaction; see `Door.accept`."""
        # What is given up may yet be stored: the sender's next try is known by its id then.
        return await within_limit(lambda: self._store(arrival), TIME_LIMIT)

    async def _store(self, arrival: Arrival) -> bool:
        async with self.database.begin() as session:
            return await self.store(session, arrival)

    async def store(self, session: Session, arrival: Arrival) -> bool:
        """Store an arrival within a transaction that stores more of it; False where it is known already."""
        now = self.clock.now()
        sha256 = await self.blobs.put(session, arrival.raw, now)
        inbound_id = await inbound.add(session, arrival, sha256, now)
        if inbound_id is None:
            return False
        self.jobs.ring(session, "triage", inbound_id, new=True)
        return True
