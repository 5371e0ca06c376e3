"""Messages on their way out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, cast, func, literal, or_, true, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.model.message import Outbound, OutboxState, Receipt
from deskbot.model.ticket import Entry
from deskbot.store import blobs
from deskbot.store.database import LOCK
from deskbot.store.directory import folded
from deskbot.store.in_any import in_any
from deskbot.store.payloads import outbound_from_json, outbound_to_json
from deskbot.store.tables import CanaryRow, OutboxRow, TimelineRow
from deskbot.store.tables.columns import table_of

UNDER_WAY = (OutboxState.QUEUED, OutboxState.SENDING)
"""States in which nothing has become of a message yet."""
LEASE = timedelta(seconds=90)
"""How long one attempt may take before it is taken for dead; longer than any channel's own limit."""

# Made once, as each letter asks for them.
_ADD = insert(table_of(OutboxRow)).on_conflict_do_nothing().returning(col(OutboxRow.id))
_CLAIM = (
    update(OutboxRow)
    .where(
        col(OutboxRow.id) == bindparam("wanted"),
        col(OutboxRow.state) == OutboxState.QUEUED,
        col(OutboxRow.due_at) <= bindparam("now"),
    )
    .values(attempts=OutboxRow.attempts + 1, due_at=bindparam("until"))
    .returning(OutboxRow)
    .execution_options(synchronize_session=False)
)
_SEAL = (
    update(table_of(OutboxRow))
    .where(
        col(OutboxRow.id) == bindparam("wanted"),
        col(OutboxRow.attempts) == bindparam("attempt"),
        col(OutboxRow.state) == OutboxState.QUEUED,
    )
    .values(state=OutboxState.SENDING)
    .returning(col(OutboxRow.id))
)
_SENT = (
    update(OutboxRow)
    .where(
        col(OutboxRow.id) == bindparam("wanted"),
        col(OutboxRow.attempts) == bindparam("attempt"),
        col(OutboxRow.due_at).is_not(None),
    )
    .values(
        state=OutboxState.SENT,
        due_at=None,
        unasked=False,
        detail=bindparam("says"),
        known_as=func.coalesce(func.nullif(bindparam("named"), ""), col(OutboxRow.known_as)),
        sent_at=bindparam("now"),
    )
    .returning(OutboxRow)
    .execution_options(synchronize_session=False)
)
_UNASKED = (
    select(OutboxRow.id)
    .where(OutboxRow.state == OutboxState.QUEUED, col(OutboxRow.unasked), col(OutboxRow.due_at) > bindparam("later"))
    .order_by(col(OutboxRow.id))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, key_share=True)
)
_TO_SINCE = and_(
    col(OutboxRow.to_address) == bindparam("address"),
    col(OutboxRow.created_at) >= bindparam("since"),
    func.starts_with(col(OutboxRow.key), bindparam("kind")),
)
_SENT_TO_SINCE = select(func.count()).select_from(OutboxRow).where(_TO_SINCE)
_LAST_AT = select(func.max(OutboxRow.created_at)).where(_TO_SINCE)
_MAY_HAVE_GONE = col(OutboxRow.state) == literal(str(OutboxState.MAYBE_SENT), literal_execute=True)
"""Told as it stands, and not as a parameter: so it is found in the index of letters that are held up."""
_WENT_LATELY = (
    select(OutboxRow.key, OutboxRow.ticket_number, OutboxRow.created_at)
    .where(
        or_(  # each finds its own index
            col(OutboxRow.sent_at) >= bindparam("since"),
            col(OutboxRow.due_at).is_not(None),
            and_(_MAY_HAVE_GONE, col(OutboxRow.held_since) >= bindparam("since")),
        )
    )
    .cte("lately")
    .prefix_with("MATERIALIZED")  # a handful, found first; of these alone is asked what they answer
)
_TO_STRANGER = (
    # A value, and not whether there is one: for that the whole timeline might be read, once for all of them.
    select(true())
    .where(
        col(TimelineRow.ticket_number) == _WENT_LATELY.c.ticket_number,
        col(TimelineRow.kind) == Entry.MESSAGE,
        ~col(TimelineRow.verified),
        _WENT_LATELY.c.key == func.concat("answer:", col(TimelineRow.inbound_id)),
    )
    .limit(1)
    .scalar_subquery()
)
_TO_STRANGERS_SINCE = select(func.count()).where(
    _WENT_LATELY.c.created_at >= bindparam("since"), or_(_WENT_LATELY.c.key.startswith("redirect:"), _TO_STRANGER)
)


async def add(session: AsyncSession, key: str, outbound: Outbound, now: datetime) -> int | None:
    """Add a message under a key that says what it is for; None when that was added before."""
    if outbound.files:
        await blobs.lock(session, (one.sha256 for one in outbound.files))
    row = {
        "key": key,
        "ticket_number": outbound.ticket,
        "channel": outbound.channel,
        "to_address": folded(outbound.to.address),
        "message_id": outbound.message_id,
        "payload": outbound_to_json(outbound),
        "state": OutboxState.QUEUED,
        "attempts": 0,
        "due_at": now,
        "created_at": now,
        "unasked": False,
        "detail": "",
    }
    return await session.scalar(_ADD, row)


async def written_at(session: AsyncSession, key: str) -> datetime | None:
    """Return when a message was added under a key, None where none was."""
    return await session.scalar(select(OutboxRow.created_at).where(OutboxRow.key == key))


async def lock(session: AsyncSession, outbox_id: int) -> OutboxRow | None:
    """Return the row, locked until the transaction ends."""
    return await session.get(OutboxRow, outbox_id, with_for_update=LOCK, populate_existing=True)


@dataclass(frozen=True, slots=True)
class HeldUp:
    """Letters that have been tried in vain, or of which the relay said nothing, while none has gone out."""

    count: int
    since: datetime
    addresses: int
    """To so many different ones."""
    unasked: bool
    """The relay did not even let us ask for one of them."""


async def held_up(session: AsyncSession, before: datetime) -> HeldUp | None:
    """Return the letters that were first held up before a moment, with none having gone out since.

    None where there is none. One that was held up before the last that has gone out waits for reasons of its own.
    A canary's letter counts after it is forgotten, too: its round remembers when it went.
    """
    last = func.greatest(
        select(func.max(OutboxRow.sent_at)).scalar_subquery(), select(func.max(CanaryRow.sent_at)).scalar_subquery()
    )
    query = select(
        func.count(),
        func.min(OutboxRow.held_since),
        func.count(col(OutboxRow.to_address).distinct()),
        func.bool_or(OutboxRow.unasked),
    ).where(
        col(OutboxRow.state).in_([OutboxState.QUEUED, OutboxState.MAYBE_SENT]),
        col(OutboxRow.held_since) <= before,
        (col(OutboxRow.held_since) <= last).is_not(True),  # none may have gone out yet
    )
    count, since, addresses, unasked = (await session.execute(query)).one()
    return HeldUp(count, since, addresses, unasked) if count and since else None


async def hasten(session: AsyncSession, now: datetime, limit: int = 500) -> Sequence[int]:
    """Let letters be due now that wait for a relay which did not let us ask; return their ids.

    Whatever is under way, or is soon, is left alone: an attempt has its lease until then.
    """
    waiting = await session.scalars(_UNASKED, {"later": now + LEASE, "most": limit})
    ids = [one for one in waiting.all() if one is not None]
    if ids:
        await session.execute(update(OutboxRow).where(col(OutboxRow.id).in_(ids)).values(due_at=now))
    return ids


async def claim(session: AsyncSession, outbox_id: int, now: datetime) -> OutboxRow | None:
    """Begin an attempt at a message that waits and is due: until the lease is over nobody else tries.

    None where there is no such message. Whoever comes second waits for the first, and finds it no longer due.
    """
    values = {"wanted": outbox_id, "now": now, "until": now + LEASE}
    return await session.scalar(_CLAIM, values)


def give_up_turn(row: OutboxRow, until: datetime) -> None:
    """Take an attempt back that has just begun, as it is not the message's turn until a moment."""
    row.attempts -= 1
    row.due_at = until


async def seal(session: AsyncSession, outbox_id: int, attempt: int) -> bool:
    """Pass the point of no return: from here the peer may have the message. False where another attempt has begun."""
    return await session.scalar(_SEAL, {"wanted": outbox_id, "attempt": attempt}) is not None


async def sent(
    session: AsyncSession, outbox_id: int, attempt: int, receipt: Receipt, now: datetime
) -> OutboxRow | None:
    """Note that an attempt ended well; return the row. None where another has begun, or the message's end is noted."""
    values = {
        "wanted": outbox_id,
        "attempt": attempt,
        "says": receipt.detail,
        "named": receipt.known_as,
        "now": now,
    }
    return await session.scalar(_SENT, values)


def conclude(row: OutboxRow, receipt: Receipt) -> None:
    """Note how an attempt ended for good that did not go out."""
    row.state = OutboxState(receipt.outcome)
    row.due_at = None
    row.unasked = False
    row.detail = receipt.detail
    row.known_as = receipt.known_as or row.known_as
    row.sent_at = None


def hold_up(row: OutboxRow, now: datetime) -> None:
    """Note that an attempt has ended, and that the relay has not said that it has the letter."""
    row.held_since = row.held_since or now


def postpone(row: OutboxRow, receipt: Receipt, until: datetime) -> None:
    """Note an attempt that sent nothing, and when the next one is due."""
    row.state = OutboxState.QUEUED
    row.due_at = until
    row.unasked = not receipt.asked
    row.detail = receipt.detail


async def sent_to_since(session: AsyncSession, address: str, since: datetime, *, kind: str = "") -> int:
    """Return how many messages were written to an address since a moment; of those whose key begins so, if asked."""
    return await session.scalar(_SENT_TO_SINCE, {"address": folded(address), "since": since, "kind": kind}) or 0


async def to_strangers_since(session: AsyncSession, since: datetime) -> int:
    """Return how many automatic letters to unproven senders were written since a moment, and have gone or may.

    These are answers to a message of theirs, and letters that lead an end customer to their reseller.
    """
    return await session.scalar(_TO_STRANGERS_SINCE, {"since": since}) or 0


async def last_at(session: AsyncSession, address: str, since: datetime, *, kind: str) -> datetime | None:
    """Return when a message of that kind was last written to an address; None where none was since that moment."""
    return await session.scalar(_LAST_AT, {"address": folded(address), "since": since, "kind": kind})


def _is_internal(internal: bool) -> Any:  # noqa: FBT001
    return cast(OutboxRow.payload, JSONB)["internal"].as_boolean().is_(internal)


async def letters_of(
    session: AsyncSession, ticket: int, *, internal: bool, also: Iterable[str] = (), limit: int = 200
) -> tuple[Outbound, ...]:
    """Return what was written about a ticket, the newest first.

    Args:
        session: the transaction.
        ticket: the ticket.
        internal: letters to the desk's own people, or those to everybody else.
        also: ids of letters that are returned however old they are.
        limit: so many of the others.
    """
    newest = (
        select(OutboxRow.id)
        .where(OutboxRow.ticket_number == ticket, _is_internal(internal))
        .order_by(col(OutboxRow.id).desc())
        .limit(limit)
    )
    named = select(OutboxRow.id).where(
        OutboxRow.ticket_number == ticket,
        col(OutboxRow.message_id).in_([one for one in also if one]),
        _is_internal(internal),
    )
    query = select(OutboxRow.payload).where(in_any(col(OutboxRow.id), newest, named)).order_by(col(OutboxRow.id).desc())
    return tuple(outbound_from_json(dict(payload)) for payload in (await session.scalars(query)).all())


async def by_message_id(
    session: AsyncSession,
    message_ids: Iterable[str],
    *,
    internal: bool | None = None,
    about: Collection[int] | None = None,
) -> OutboxRow | None:
    """Return the newest letter of ours that has one of these ids, None where none has.

    Args:
        session: the transaction.
        message_ids: the ids; in a thread of a chat several letters have the same one.
        internal: only letters to the desk's own people, or only the others; None for all.
        about: only letters about these tickets; None for all.
    """
    wanted = [one for one in message_ids if one]
    if not wanted:
        return None
    query = select(OutboxRow).where(or_(col(OutboxRow.message_id).in_(wanted), col(OutboxRow.known_as).in_(wanted)))
    if internal is not None:
        query = query.where(_is_internal(internal))
    if about is not None:
        query = query.where(col(OutboxRow.ticket_number).in_(about))
    query = query.order_by(col(OutboxRow.id).desc()).limit(1)
    return (await session.scalars(query)).first()


async def last_to(session: AsyncSession, ticket: int, channel: str, address: str) -> OutboxRow | None:
    """Return the newest letter about a ticket to an address, None where none was written."""
    query = (
        select(OutboxRow)
        .where(
            OutboxRow.ticket_number == ticket,
            OutboxRow.channel == channel,
            OutboxRow.to_address == folded(address),
        )
        .order_by(col(OutboxRow.id).desc())
        .limit(1)
    )
    return (await session.scalars(query)).first()


async def release(session: AsyncSession, outbox_id: int, attempt: int, now: datetime) -> bool:
    """End the lease of an attempt; return whether it had one."""
    row = await lock(session, outbox_id)
    if row is None or row.due_at is None or row.attempts != attempt:
        return False
    row.due_at = now
    return True
