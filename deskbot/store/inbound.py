"""Messages that were accepted, until they are part of a ticket, filed, or in quarantine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import and_, column, func, literal_column, not_, table, update
from sqlalchemy import select as choose
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.errors import NotFoundError
from deskbot.model.message import Arrival, Inbound
from deskbot.store.database import LOCK, Connection
from deskbot.store.directory_records import MAIL
from deskbot.store.due import MOST_DUE
from deskbot.store.named_locks import lock_name
from deskbot.store.tables import InboundRow
from deskbot.tracing import position

COPIES_WITHIN = timedelta(days=2)
"""How long after a mail a second copy of it may come by another way. A machine may write the same a week later."""
LONGEST_PUT_OFF = timedelta(seconds=10)
"""A message is put off on arrival for less; whatever is due later was wanted by a person, perhaps by another clock."""
RETRY_AFTER = timedelta(seconds=10)
"""How long a triage that has begun is left alone before the sweep rings again."""
SET_ASIDE = ("quarantined", "filed")
"""States in which a message lies in a list that people see."""
_ADD = """
WITH given AS (
    SELECT %(channel)s::text AS channel, %(external_id)s::text AS external_id, %(sha256)s::text AS sha256,
        %(now)s::timestamptz AS now,
        EXISTS (SELECT FROM identity WHERE channel = %(channel)s::text AND lower(address) = lower(%(sender)s::text))
            OR EXISTS (SELECT FROM reseller_domain WHERE domain = %(domain)s::text) AS known
), kept AS (
    INSERT INTO blob (sha256, size, content, created_at)
    SELECT sha256, octet_length(%(raw)s::bytea), %(raw)s::bytea, now FROM given
    ON CONFLICT DO NOTHING
), added AS (
    INSERT INTO inbound (
        channel, external_id, raw_sha256, envelope, accepted_at, state, due_at, turn_at, attempts, wanted,
        sender, person, subject, fingerprint, why, trace
    )
    SELECT channel, external_id, sha256, %(envelope)s::jsonb, now, 'accepted', coalesce(%(at)s::timestamptz, now),
        CASE WHEN known THEN %(known_turn)s::timestamptz ELSE %(stranger_turn)s::timestamptz END, 0, false,
        '', '', '', '', '', %(trace)s
    FROM given
    ON CONFLICT DO NOTHING
    RETURNING id, turn_at
)
SELECT added.id, added.turn_at, procrastinate_defer_jobs_v1(ARRAY[ROW(
    CASE WHEN known THEN %(known_queue)s ELSE %(stranger_queue)s END,
    'triage',
    CASE WHEN known THEN %(known_priority)s ELSE %(stranger_priority)s END,
    NULL,
    'triage:' || added.id || '@' || %(when)s::text,
    jsonb_build_object('row_id', added.id),
    %(at)s::timestamptz
)]::procrastinate_job_to_defer_v1[])
FROM added, given
"""
"""One statement, as each that is asked for costs a message's acceptance half as much again; see `add`."""


_JOBS = table("procrastinate_jobs", column("status"), column("queueing_lock"))


class Turn(NamedTuple):
    """A message's place among those that wait."""

    at: datetime
    queue: str
    """In which its alarm rings."""
    priority: int
    """Among the alarms there."""


async def add(
    connection: Connection,
    arrival: Arrival,
    now: datetime,
    *,
    known: Turn,
    stranger: Turn,
    due_at: datetime | None = None,
) -> tuple[int, datetime] | None:
    """Add an arrival, its payload, and the alarm of its triage; whether the directory knows the sender is looked up.

    It is one statement: all of it is there, or nothing.

    Args:
        connection: of a transaction, or one on which this is a transaction of its own.
        arrival: the message.
        now: the present moment.
        known: its turn where the directory knows its sender.
        stranger: its turn where it does not.
        due_at: from when on it may be triaged at all; now, unless said otherwise.

    Returns its id and when it has its turn, or None when the same external id is there already.
    """
    sender = arrival.glance.sender if arrival.glance else ""
    given = {
        "channel": arrival.channel,
        "external_id": arrival.external_id,
        "sha256": hashlib.sha256(arrival.raw).hexdigest(),
        "raw": arrival.raw,
        "envelope": json.dumps(dict(arrival.envelope)),
        "now": now,
        "at": due_at,
        "when": due_at.isoformat() if due_at else "now",
        "sender": sender,
        "domain": sender.rpartition("@")[2] if arrival.channel == MAIL else "",
        "known_turn": known.at,
        "known_queue": known.queue,
        "known_priority": known.priority,
        "stranger_turn": stranger.at,
        "stranger_queue": stranger.queue,
        "stranger_priority": stranger.priority,
        "trace": position(),
    }
    added = await (await connection.execute(_ADD, given)).fetchone()
    return (added[0], added[1]) if added else None


async def due(session: AsyncSession, now: datetime) -> Sequence[int]:
    """Return the messages whose triage is due and for which nothing has been rung, in the order of their turns.

    Those with an alarm are left out: while a flood is worked off they are thousands, and hide whoever lost theirs.
    """
    alarm = func.concat("triage:", InboundRow.id, "@now")
    rung = choose(_JOBS.c.queueing_lock).where(
        _JOBS.c.queueing_lock == alarm, _JOBS.c.status == literal_column("'todo'")
    )
    query = (
        select(InboundRow.id)
        .where(col(InboundRow.due_at) <= now, ~rung.exists())
        .order_by(func.coalesce(InboundRow.turn_at, InboundRow.due_at), col(InboundRow.id))
        .limit(MOST_DUE)
    )
    return [one for one in (await session.scalars(query)).all() if one is not None]


async def lock_named(session: AsyncSession, channel: str, external_id: str) -> InboundRow | None:
    """Return the row of an external id, locked; nobody else looks at that id until the transaction ends."""
    await lock_name(session, f"{channel}:{external_id}")
    query = select(InboundRow).where(InboundRow.channel == channel, InboundRow.external_id == external_id)
    return (await session.scalars(query.with_for_update(key_share=True))).first()


async def begun_by(session: AsyncSession, channel: str, series: str, since: datetime) -> Sequence[InboundRow]:
    """Return the messages of a series that came since a moment, the newest first, locked.

    Nobody else looks at that series until the transaction ends.
    """
    await lock_name(session, f"{channel}:{series}")
    query = (
        select(InboundRow)
        .where(
            InboundRow.channel == channel,
            col(InboundRow.external_id).startswith(f"{series}/", autoescape=True),
            col(InboundRow.accepted_at) >= since,
        )
        .order_by(col(InboundRow.id).desc())
        .limit(20)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).all()


def put_off(row: InboundRow, until: datetime) -> None:
    """Leave a message until a moment, as more of it may follow; until then it was not tried."""
    row.attempts, row.due_at = 0, until


async def is_known(session: AsyncSession, channel: str, external_id: str) -> bool:
    """Return whether an external id was accepted, whatever became of it."""
    query = select(InboundRow.id).where(InboundRow.channel == channel, InboundRow.external_id == external_id)
    return (await session.scalars(query.limit(1))).first() is not None


async def is_changed(session: AsyncSession, row: InboundRow) -> bool:
    """Return whether its writer has changed a message since, or taken it back: that is stored under its id and more."""
    query = select(InboundRow.id).where(
        InboundRow.channel == row.channel,
        col(InboundRow.external_id).startswith(f"{row.external_id}.", autoescape=True),
    )
    return (await session.scalars(query.limit(1))).first() is not None


async def claim(session: AsyncSession, inbound_id: int, now: datetime) -> InboundRow | None:
    """Note one more attempt at an accepted message; None when nothing is to be done with it, or it is in hand.

    Whoever has it in hand is not waited for: they may have frozen, and other messages need the worker. What was put off
    when it came, as more of it may follow, is not begun before its time.
    """
    put_off = and_(
        col(InboundRow.attempts) == 0,
        col(InboundRow.due_at) > col(InboundRow.accepted_at),
        col(InboundRow.due_at) <= col(InboundRow.accepted_at) + LONGEST_PUT_OFF,
        col(InboundRow.due_at) > now,
    )
    free = select(InboundRow.id).where(InboundRow.id == inbound_id).with_for_update(skip_locked=True, key_share=True)
    statement = (
        update(InboundRow)
        .where(col(InboundRow.id).in_(free), col(InboundRow.state) == "accepted", not_(put_off))
        .values(attempts=InboundRow.attempts + 1, due_at=now + RETRY_AFTER)
        .returning(InboundRow)
    )
    return await session.scalar(statement)


async def get(session: AsyncSession, inbound_id: int) -> InboundRow:
    """Return a message's row.

    Raises:
        NotFoundError: there is no such message.
    """
    row = await session.get(InboundRow, inbound_id)
    if row is None:
        raise NotFoundError(f"there is no message {inbound_id}")
    return row


async def lock(session: AsyncSession, inbound_id: int) -> InboundRow | None:
    """Return the row, locked until the transaction ends."""
    return await session.get(InboundRow, inbound_id, with_for_update=LOCK, populate_existing=True)


async def copy_of(session: AsyncSession, row: InboundRow, message: Inbound) -> InboundRow | None:
    """Return the message of which this is a second copy, None where it is the first.

    The same Message-ID, sender and words: it came by two routes, one of which wrote it anew (another encoding, a line
    of its own in the header). Until the transaction ends no other copy of it is looked at.
    """
    if not message.message_id:
        return None
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(message.message_id, 0))))
    query = select(InboundRow).where(
        InboundRow.message_id == message.message_id,
        InboundRow.channel == row.channel,
        InboundRow.fingerprint == fingerprint_of(message),
        InboundRow.id != row.id,
        InboundRow.state == "ticketed",
        col(InboundRow.accepted_at) >= row.accepted_at - COPIES_WITHIN,
    )
    return (await session.scalars(query.order_by(col(InboundRow.id)).limit(1))).first()


def fingerprint_of(message: Inbound) -> str:
    """Return a hash of what a message says and carries, whatever its encoding and its line ends."""
    parts = (
        message.sender.address.casefold(),
        message.date.isoformat() if message.date else "",
        " ".join(message.subject.split()),
        " ".join(message.text.split()),
        *sorted(file.sha256 for file in message.attachments),
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def conclude(
    row: InboundRow,
    state: str,
    message: Inbound | None = None,
    *,
    ticket: int | None = None,
    why: str = "",
    person: str = "",
) -> None:
    """Note what became of a message."""
    row.state = state
    row.due_at = None
    row.ticket_number = ticket
    row.why = why
    if message:
        row.message_id = message.message_id
        row.sender = message.sender.address
        row.subject = message.subject
        row.fingerprint = fingerprint_of(message)
        row.person = person


async def listed(
    session: AsyncSession, states: Sequence[str], most: int = 500, *, before: int | None = None
) -> Sequence[InboundRow]:
    """Return the messages in the given states, newest first; those before a number, where one is named."""
    query = select(InboundRow).where(col(InboundRow.state).in_(states)).order_by(col(InboundRow.id).desc()).limit(most)
    if before is not None:
        query = query.where(col(InboundRow.id) < before)
    return (await session.scalars(query)).all()


async def count(session: AsyncSession, state: str) -> int:
    """Return how many messages are in a state."""
    return await session.scalar(select(func.count()).select_from(InboundRow).where(InboundRow.state == state)) or 0


async def retry(session: AsyncSession, inbound_id: int, now: datetime) -> bool:
    """Put a message that was quarantined or filed back before triage, to be a ticket; False when it is neither."""
    changed = await session.execute(
        update(InboundRow)
        .where(col(InboundRow.id) == inbound_id, col(InboundRow.state).in_(SET_ASIDE))
        .values(state="accepted", due_at=now, attempts=0, wanted=True, why="")
    )
    return changed.rowcount == 1  # pyright: ignore[reportAttributeAccessIssue]


async def message_ids(session: AsyncSession, ticket: int, channel: str, sender: str) -> Sequence[str]:
    """Return the wire's ids of what a sender wrote to a ticket on a channel, oldest first."""
    query = (
        select(InboundRow.message_id)
        .where(InboundRow.ticket_number == ticket, InboundRow.channel == channel, InboundRow.state == "ticketed")
        .where(func.lower(InboundRow.sender) == sender.lower())
        .order_by(col(InboundRow.id))
    )
    return [one for one in (await session.scalars(query)).all() if one]
