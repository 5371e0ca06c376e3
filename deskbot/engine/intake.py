"""The way in: store what a channel received, commit, and only then let it say "accepted"."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from deskbot.clock import Clock
from deskbot.commands.parts import NUMBER
from deskbot.engine.in_time import within_limit
from deskbot.engine.jobs import Jobs
from deskbot.engine.storing import TIME_LIMIT, Storing
from deskbot.model.message import Arrival, InboundState
from deskbot.store import inbound
from deskbot.store.blobs import BlobStore
from deskbot.store.database import Database, Session, driver_connection
from deskbot.store.tables import InboundRow
from deskbot.tracing import position, span

PIECES_WITHIN = timedelta(seconds=8)
"""For so long the pieces are waited for of what is not urgent, from the first."""
SAME_SERIES = timedelta(minutes=10)
"""A piece that comes later than that belongs to nothing that came before."""
JOINED_WITHIN = timedelta(seconds=2)
"""For so long the other parts of a message are waited for."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Intake:
    """The door that channels knock at; see `deskbot.channels.Door`."""

    database: Database
    jobs: Jobs
    blobs: BlobStore
    clock: Clock
    _storing: Storing = field(init=False)

    def __post_init__(self) -> None:
        """Begin with no turns given out."""
        object.__setattr__(self, "_storing", Storing(self.database, self.clock))

    async def accept(self, arrival: Arrival) -> bool:
        """Store an arrival and the alarm of its triage in one transaction; see `Door.accept`."""
        # What is given up may yet be stored: the sender's next try is known by its id then.
        with span("message.accept", channel=arrival.channel):
            inbound_id = await within_limit(lambda: self._storing.store(arrival), TIME_LIMIT)
            channel, size = arrival.channel, len(arrival.raw)
            if inbound_id is None:
                known = {"action": "message_known", "channel": channel, "bytes": size}
                log.info("message known already", extra=known)
                return False
            extra = {"action": "message_accepted", "inbound": inbound_id, "channel": channel, "bytes": size}
            log.info("message accepted", extra=extra)
            return True

    async def join(self, arrival: Arrival) -> bool:
        """Store one part of a message that comes in several, as an album does; its payload is a JSON document.

        Those of one external id that come within `JOINED_WITHIN` are one message, whose payload is the list of them;
        what comes later is a message of its own. A second delivery of the same part changes nothing.

        Raises:
            UnavailableError: nothing was stored.
        """
        return await within_limit(lambda: self._join(arrival), TIME_LIMIT)

    async def _join(self, arrival: Arrival) -> bool:
        now, part = self.clock.now(), json.loads(arrival.raw)
        async with self.database.begin() as session:
            row = await inbound.lock_named(session, arrival.channel, arrival.external_id)
            parts = json.loads(await self.blobs.get(session, row.raw_sha256)) if row else []
            if part in parts:
                return False
            if row is not None and (row.state != InboundState.ACCEPTED or row.attempts):
                late = hashlib.sha256(arrival.raw).hexdigest()[:16]
                return await self.store(session, replace(arrival, external_id=f"{arrival.external_id}:{late}"))
            raw = json.dumps([*parts, part], sort_keys=True).encode()
            if row is None:
                return await self.store(session, replace(arrival, raw=raw), due_at=now + JOINED_WITHIN)
            row.raw_sha256 = await self.blobs.put(session, raw, now)
            return True

    async def add_piece(self, arrival: Arrival, series: str, number: int) -> bool:
        """Store one of the numbered pieces that are a message together, and have it triaged at once.

        Triage judges what there is each time, and waits for the rest where nothing of it is urgent, or the beginning
        is not there (`PIECES_WITHIN`).
        The payload becomes the list of the pieces. One that comes after that is a message of its own. A second delivery
        of the same piece changes nothing.

        Args:
            arrival: the piece; its payload is a JSON document.
            series: names the sender, and of how many pieces it is one.
            number: which one it is.

        Raises:
            UnavailableError: nothing was stored.
        """
        return await within_limit(lambda: self._add_piece(arrival, series, number), TIME_LIMIT)

    async def _add_piece(self, arrival: Arrival, series: str, number: int) -> bool:
        now, piece = self.clock.now(), json.loads(arrival.raw) | {NUMBER: number}
        async with self.database.begin() as session:
            rows = await inbound.begun_by(session, arrival.channel, series, now - SAME_SERIES)
            known = [json.loads(await self.blobs.get(session, row.raw_sha256)) for row in rows]
            if any(piece in pieces for pieces in known):
                return False
            if known and all(one[NUMBER] != number for one in known[0]):
                if rows[0].state == InboundState.ACCEPTED and not rows[0].wanted:
                    await self._complete(session, rows[0], [*known[0], piece], now)
                    return True
                return await self.store(session, arrival)  # the others are part of a ticket, with which it goes on
            raw = json.dumps([piece], sort_keys=True).encode()
            return await self.store(session, replace(arrival, external_id=f"{series}/{arrival.external_id}", raw=raw))

    async def _complete(self, session: Session, row: InboundRow, pieces: list[Any], now: datetime) -> None:
        """Add a piece; a triage that has read the others only sees that there is more, and leaves it to the next."""
        row.raw_sha256 = await self.blobs.put(session, json.dumps(pieces, sort_keys=True).encode(), now)
        inbound.put_off(row, now)
        self.jobs.ring(session, "triage", row.id or 0)

    async def store(self, session: Session, arrival: Arrival, *, due_at: datetime | None = None) -> bool:
        """Store an arrival within a transaction that stores more of it; False where it is known already.

        Args:
            session: the transaction.
            arrival: the message.
            due_at: from when on it may be triaged at all; now, unless said otherwise.
        """
        new = inbound.New(arrival, position(), due_at)
        (inbound_id,) = await self._storing.add(await driver_connection(session), new)
        return inbound_id is not None
