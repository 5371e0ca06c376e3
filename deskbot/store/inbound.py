"""Messages that were accepted, until they are part of a ticket, filed, or in quarantine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import and_, bindparam, column, func, literal_column, not_, table, update
from sqlalchemy import select as choose
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.errors import NotFoundError
from deskbot.model.message import MAIL, Arrival, Inbound, InboundState
from deskbot.model.sound import sound
from deskbot.store.database import Connection
from deskbot.store.due import MOST_DUE
from deskbot.store.named_locks import lock_name
from deskbot.store.tables import InboundRow

COPIES_WITHIN = timedelta(days=2)
"""How long after a mail a second copy of it may come by another way. A machine may write the same a week later."""
LONGEST_PUT_OFF = timedelta(seconds=10)
"""A message is put off on arrival for less; whatever is due later was wanted by a person, perhaps by another clock."""
RETRY_AFTER = timedelta(seconds=10)
"""How long a triage that has begun is left alone before the sweep rings again."""
SET_ASIDE = (InboundState.QUARANTINED, InboundState.FILED)
"""States in which a message lies in a list that people see."""
_ADD = """
WITH given AS (
    SELECT one.*, coalesce(at, %(now)s) AS due_at,
        (SELECT true FROM identity WHERE identity.channel = one.channel AND lower(address) = lower(one.sender) LIMIT 1)
            IS TRUE
            OR EXISTS (SELECT FROM reseller_domain WHERE reseller_domain.domain = one.domain) AS known
    FROM jsonb_to_recordset(%(given)s::jsonb) AS one (
        place int, channel text, external_id text, sha256 text, envelope jsonb, trace text, sender text, domain text,
        at timestamptz, rings text, known_turn timestamptz, known_queue text, known_priority int,
        stranger_turn timestamptz, stranger_queue text, stranger_priority int
    )
), kept AS (
    INSERT INTO blob (sha256, size, content, created_at)
    SELECT sha256, octet_length(content), content, %(now)s
    FROM unnest(%(sha256)s::text[], %(raw)b::bytea[]) AS one (sha256, content)
    ON CONFLICT DO NOTHING
), added AS (
    INSERT INTO inbound (
        channel, external_id, raw_sha256, envelope, accepted_at, state, due_at, turn_at, attempts, wanted,
        sender, person, subject, fingerprint, why, trace
    )
    SELECT channel, external_id, sha256, envelope, %(now)s, 'accepted', due_at,
        CASE WHEN known THEN known_turn ELSE stranger_turn END, 0, false, '', '', '', '', '', trace
    FROM given ORDER BY channel, external_id
    ON CONFLICT DO NOTHING
    RETURNING id, turn_at, channel, external_id
), rung AS (
    SELECT procrastinate_defer_jobs_v1(array_agg(ROW(
        CASE WHEN known THEN known_queue ELSE stranger_queue END, 'triage',
        CASE WHEN known THEN known_priority ELSE stranger_priority END, NULL,
        'triage:' || id || '@' || rings, jsonb_build_object('row_id', id), at
    )::procrastinate_job_to_defer_v1 ORDER BY id)) AS jobs
    FROM added JOIN given USING (channel, external_id) HAVING count(*) > 0
)
SELECT place, id, turn_at FROM added JOIN given USING (channel, external_id), rung
"""
"""One statement, as each that is asked for costs a message's acceptance half as much again; see `add`. LIMIT asks an
index once for each sender, where EXISTS may read all identities. In one order, so that no two wait for each other.
Payloads go as bytes: as text they would be written out in hexadecimal first."""
# Made once, as triage asks for them for each message.
_IS_PUT_OFF = and_(
    col(InboundRow.attempts) == 0,
    col(InboundRow.due_at) > col(InboundRow.accepted_at),
    col(InboundRow.due_at) <= col(InboundRow.accepted_at) + LONGEST_PUT_OFF,
    col(InboundRow.due_at) > bindparam("now"),
)
_FREE = select(InboundRow.id).where(col(InboundRow.id) == bindparam("inbound_id"))
_CLAIM = (
    update(InboundRow)
    .where(
        col(InboundRow.id).in_(_FREE.with_for_update(skip_locked=True, key_share=True)),
        col(InboundRow.state) == InboundState.ACCEPTED,
        not_(_IS_PUT_OFF),
    )
    .values(attempts=InboundRow.attempts + 1, due_at=bindparam("until"))
    .returning(InboundRow)
    .execution_options(synchronize_session=False)
)
_LOCK = (
    select(InboundRow)
    .where(col(InboundRow.id) == bindparam("inbound_id"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
_NO_OTHER_COPY = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("message_id"), 0)))
_FIRST_COPY = (
    select(InboundRow)
    .where(
        col(InboundRow.message_id) == bindparam("message_id"),
        col(InboundRow.channel) == bindparam("channel"),
        col(InboundRow.fingerprint) == bindparam("fingerprint"),
        col(InboundRow.id) != bindparam("itself"),
        col(InboundRow.state) == InboundState.TICKETED,
        col(InboundRow.accepted_at) >= bindparam("since"),
    )
    .order_by(col(InboundRow.id))
    .limit(1)
)
_MESSAGE_IDS = (
    select(InboundRow.message_id)
    .where(
        col(InboundRow.ticket_number) == bindparam("ticket"),
        col(InboundRow.channel) == bindparam("channel"),
        col(InboundRow.state) == InboundState.TICKETED,
        func.lower(InboundRow.sender) == bindparam("sender"),
    )
    .order_by(col(InboundRow.id))
)
_WAIT_FOR_STANDBY = "SELECT pg_logical_emit_message(true, 'deskbot', '')"
"""A commit that writes to the log, and so is through only once all before it are where they have to be."""


_JOBS = table("procrastinate_jobs", column("status"), column("queueing_lock"))


class Turn(NamedTuple):
    """A message's place among those that wait."""

    at: datetime
    queue: str
    """In which its alarm rings."""
    priority: int
    """Among the alarms there."""


class Places(NamedTuple):
    """What a message's turn is, which depends on what the database knows."""

    known: Turn
    """Where the directory knows its sender."""
    stranger: Turn
    """Where it does not."""


class New(NamedTuple):
    """A message that is to be added."""

    arrival: Arrival
    trace: str | None = None
    """Where in its trace it was accepted."""
    due_at: datetime | None = None
    """From when on it may be triaged at all; now, unless said otherwise."""


async def add(
    connection: Connection, now: datetime, new: Sequence[tuple[New, Places]]
) -> list[tuple[int, datetime] | None]:
    """Add arrivals with their payloads and the alarms of their triage: all of them, or none.

    Args:
        connection: of a transaction, or one on which this is a transaction of its own, committed on return.
        now: the present moment.
        new: the messages; whether the directory knows their senders is looked up.

    Returns for each its id and when it has its turn, or None when the same external id is there already: also on a
    standby that commits wait for, which a row that is seen need not be yet.
    """
    rows = [_row(place, one, places) for place, (one, places) in enumerate(new)]
    named = {(row["channel"], row["external_id"]): row for row in reversed(rows)}
    firsts = [named[name] for name in sorted(named)]
    given = {
        "now": now,
        "given": json.dumps(firsts),
        "sha256": [row["sha256"] for row in firsts],
        "raw": [new[row["place"]][0].arrival.raw for row in firsts],
    }
    found = await (await connection.execute(_ADD, given)).fetchall()
    if len(found) < len(rows):
        await connection.execute(_WAIT_FOR_STANDBY)
    added = {place: (inbound_id, turn_at) for place, inbound_id, turn_at in found}
    return [added.get(place) for place in range(len(rows))]


def _row(place: int, new: New, places: Places) -> dict[str, Any]:
    arrival, due_at = new.arrival, new.due_at
    sender = sound(arrival.glance.sender) if arrival.glance else ""
    return {
        "place": place,
        "channel": arrival.channel,
        "external_id": sound(arrival.external_id),
        "sha256": hashlib.sha256(arrival.raw).hexdigest(),
        "envelope": _sound(dict(arrival.envelope)),
        "trace": new.trace,
        "sender": sender,
        "domain": sender.rpartition("@")[2] if arrival.channel == MAIL else "",
        "at": due_at.isoformat() if due_at else None,
        "rings": due_at.isoformat() if due_at else "now",
        "known_turn": places.known.at.isoformat(),
        "known_queue": places.known.queue,
        "known_priority": places.known.priority,
        "stranger_turn": places.stranger.at.isoformat(),
        "stranger_queue": places.stranger.queue,
        "stranger_priority": places.stranger.priority,
    }


def _sound(value: Any) -> Any:
    """Return a value as a JSON document of the database holds it, whatever a peer has named itself."""
    match value:
        case str():
            return sound(value)
        case dict():
            return {key: _sound(one) for key, one in cast("dict[str, Any]", value).items()}
        case list() | tuple():
            return [_sound(one) for one in cast("Sequence[Any]", value)]
        case _:
            return value


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
    # All of them: were one enough, PostgreSQL might read on from the first of all messages until it meets one.
    query = select(func.count()).where(
        col(InboundRow.channel) == row.channel,
        col(InboundRow.external_id).startswith(f"{row.external_id}.", autoescape=True),
    )
    return bool(await session.scalar(query))


async def claim(session: AsyncSession, inbound_id: int, now: datetime) -> InboundRow | None:
    """Note one more attempt at an accepted message; None when nothing is to be done with it, or it is in hand.

    Whoever has it in hand is not waited for: they may have frozen, and other messages need the worker. What was put off
    when it came, as more of it may follow, is not begun before its time.
    """
    return await session.scalar(_CLAIM, {"inbound_id": inbound_id, "now": now, "until": now + RETRY_AFTER})


async def keep(session: AsyncSession, row: InboundRow, now: datetime) -> None:
    """Have a message in hand for longer that was claimed, unless somebody else has claimed it since."""
    mine = (col(InboundRow.id) == row.id, col(InboundRow.attempts) == row.attempts, col(InboundRow.due_at).is_not(None))
    longer = update(InboundRow).where(*mine).values(due_at=now + RETRY_AFTER)
    await session.execute(longer.execution_options(synchronize_session=False))


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
    return await session.scalar(_LOCK, {"inbound_id": inbound_id})


async def copy_of(session: AsyncSession, row: InboundRow, message: Inbound) -> InboundRow | None:
    """Return the message of which this is a second copy, None where it is the first.

    The same Message-ID, sender and words: it came by two routes, one of which wrote it anew (another encoding, a line
    of its own in the header). Until the transaction ends no other copy of it is looked at.
    """
    if not message.message_id:
        return None
    await session.execute(_NO_OTHER_COPY, {"message_id": message.message_id})
    values = {
        "message_id": message.message_id,
        "channel": row.channel,
        "fingerprint": fingerprint_of(message),
        "itself": row.id,
        "since": row.accepted_at - COPIES_WITHIN,
    }
    return await session.scalar(_FIRST_COPY, values)


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
    state: InboundState,
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
    session: AsyncSession, states: Sequence[InboundState], most: int = 500, *, before: int | None = None
) -> Sequence[InboundRow]:
    """Return the messages in the given states, newest first; those before a number, where one is named."""
    query = select(InboundRow).where(col(InboundRow.state).in_(states)).order_by(col(InboundRow.id).desc()).limit(most)
    if before is not None:
        query = query.where(col(InboundRow.id) < before)
    return (await session.scalars(query)).all()


async def count(session: AsyncSession, state: InboundState) -> int:
    """Return how many messages are in a state."""
    return await session.scalar(select(func.count()).select_from(InboundRow).where(InboundRow.state == state)) or 0


def retry(row: InboundRow, now: datetime) -> None:
    """Put a message that was quarantined or filed back before triage, to be a ticket."""
    row.state, row.due_at, row.attempts, row.wanted, row.why = InboundState.ACCEPTED, now, 0, True, ""


async def message_ids(session: AsyncSession, ticket: int, channel: str, sender: str) -> Sequence[str]:
    """Return the wire's ids of what a sender wrote to a ticket on a channel, oldest first."""
    found = await session.scalars(_MESSAGE_IDS, {"ticket": ticket, "channel": channel, "sender": sender.lower()})
    return [one for one in found.all() if one]
