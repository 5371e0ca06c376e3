"""Somebody is erased: who they were, and what they wrote, everywhere; what happened on tickets stays.

It goes by the schema: `columns` says of every column what stands there, and what belongs to a ticket is found by what
points to it. What is looked at whole is only what belongs to their tickets; elsewhere the database finds their names
and addresses. That takes minutes in a large house, so `look` does it first, and locks nothing; `erase` changes what
was found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    String,
    Table,
    UniqueConstraint,
    and_,
    cast,
    delete,
    false,
    func,
    not_,
    or_,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from deskbot.model.message import InboundState, OutboxState
from deskbot.model.ticket import WRITTEN as BY_PEOPLE
from deskbot.model.ticket import Entry
from deskbot.store import audit, blobs, tickets
from deskbot.store.among import among
from deskbot.store.database import LOCK, in_thread
from deskbot.store.person.columns import WRITTEN, told_in
from deskbot.store.person.finding import Person, written_by
from deskbot.store.person.scrubbing import ERASED, Scrub, Scrubs, alone, quotable_of
from deskbot.store.tables import (
    KEPT_NO_LONGER,
    AccountRow,
    AttachmentRow,
    AwaitedFileRow,
    BlobRow,
    ContactRow,
    IdentityRow,
    InboundRow,
    InteractionRow,
    InvitationRow,
    OutboxRow,
    ParticipantRow,
    RecordingRow,
    ResellerRow,
    SearchSheetRow,
    SystemRow,
    TicketRow,
    TimelineRow,
)

_ADDRESSES = ("to_address", "address", "sender", "actor", "caller")
"""Columns that say whose a row is: what stands in it is written to them, or by them."""
_TICKETED = col(InboundRow.state) == InboundState.TICKETED
_BATCH = 1000
"""So many rows are asked for by their keys at once."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where somebody is named beside their own tickets."""

    rows: Mapping[str, Sequence[tuple[Any, ...]]]
    """The keys of the rows, by table."""
    originals: frozenset[str]
    """Of others' messages that are part of a ticket."""
    waiting: Mapping[str, int]
    """How many messages of others that are part of none yet name them, by state; these stay as they are."""
    whole: tuple[str, ...]
    """Names of theirs that nobody of the desk has, and that are no single word: such a one may be a word of ours."""
    alone: tuple[str, ...]
    """Those of them that are proven to be theirs, and that nobody else has, and no organisation: they go from
    everywhere."""


async def look(session: AsyncSession, person: Person, desks_own: Iterable[str]) -> Found:
    """Find where somebody is named, without a lock. It reads all messages and texts: minutes in a large house.

    Args:
        session: the transaction.
        person: who.
        desks_own: the names of the desk and of its people.
    """
    names = [one for one in person.names if len(one.split()) > 1]
    own = list(desks_own)
    desks = {one for one in names if any(re.search(_within(one), other, re.IGNORECASE) for other in own)}
    desks |= await _borne(session, names, AccountRow.shown)
    whole = tuple(one for one in names if one not in desks)
    others = await _borne(session, whole, ContactRow.name, col(ContactRow.id) != (person.contact or 0))
    for column in (ResellerRow.name, SystemRow.customer, SystemRow.site):
        others |= await _borne(session, whole, column)
    nobody_elses = tuple(one for one in whole if one not in others and one in person.proven)
    not_theirs = not_(among(col(InboundRow.id), person.messages))
    rows: dict[str, Sequence[tuple[Any, ...]]] = {}
    for table in SQLModel.metadata.sorted_tables:
        which = _naming(told_in(table), (*person.marks, *nobody_elses))
        if which is None:
            continue
        if table.name == "inbound":
            which = and_(which, _TICKETED, not_theirs)
        keys = list(table.primary_key)
        rows[table.name] = [tuple(row) for row in (await session.execute(select(*keys).where(which))).all()]
    named_in = await _naming_originals(session, person, not_theirs)
    return Found(
        rows,
        frozenset(sha256 for state, sha256 in named_in if state == InboundState.TICKETED),
        Counter(state for state, _ in named_in if state != InboundState.TICKETED),
        whole,
        nobody_elses,
    )


async def _naming_originals(session: AsyncSession, person: Person, which: Any) -> list[tuple[str, str]]:
    """Return state and original of the messages in whose original an address of theirs stands, and no longer one."""
    marked = [func.pg_catalog.position(BlobRow.content, func.convert_to(one, "UTF8")) > 0 for one in person.marks]
    query = select(col(InboundRow.state), col(InboundRow.raw_sha256)).join(BlobRow)
    found = (await session.execute(query.where(which, or_(false(), *marked)))).all()
    named = re.compile("|".join(map(alone, person.marks)).encode())
    originals: set[str] = set()
    for sha256 in {sha256 for _, sha256 in found}:
        content = await session.scalar(select(col(BlobRow.content)).where(col(BlobRow.sha256) == sha256))
        if content and await in_thread(session, named.search, content):
            originals.add(sha256)
    return [(state, sha256) for state, sha256 in found if sha256 in originals]


async def _borne(session: AsyncSession, names: Iterable[str], column: Any, *which: Any) -> set[str]:
    """Return which of some names stand in a column, alone or within a longer name."""
    found: set[str] = set()
    for one in names:
        stands = select(true()).where(col(column).op("~*")(_within(one)), *which)
        if await session.scalar(stands.limit(1)):
            found.add(one)
    return found


def _within(name: str) -> str:
    """Return a regular expression, for Python and PostgreSQL alike, for a name within a longer one."""
    return rf"(^|\W){re.escape(name)}(\W|$)"


async def erase(
    session: AsyncSession, person: Person, found: Found, now: datetime
) -> tuple[Mapping[str, int], frozenset[str]]:
    """Erase a person within a transaction that sees one moment, or what becomes a ticket meanwhile is half erased.

    The tickets are locked, in order. Numbers, times, states, severities, decisions and pages stay.

    Returns:
        How many rows of each table were changed or taken away, and the names of the bytes that are to be forgotten
        afterwards, in a transaction of their own: this one does not see who else has them by its end.
    """
    done: Counter[str] = Counter()
    touched = set(person.tickets)
    for number in sorted(touched | {key for (key,) in found.rows.get("ticket", ())}):
        await session.get(TicketRow, number, with_for_update=LOCK)
    theirs, elsewhere = await _scrubs(session, person, found)
    bytes_ = await _forget_bytes(session, person, found, now, done)
    touched |= await _forget_words(session, person, done)
    touched |= await _forget_address(session, person, done)
    async with audit.scrubbing(session):
        for table in SQLModel.metadata.sorted_tables:
            texts = list(told_in(table))
            if not texts:
                continue
            own = _of_person(table, texts, person)
            if own is not None:
                touched |= await _scrub_rows(session, table, own, theirs, done)
            keys = found.rows.get(table.name, ())
            for at in range(0, len(keys), _BATCH):
                which = tuple_(*table.primary_key).in_(keys[at : at + _BATCH])
                touched |= await _scrub_rows(session, table, which, elsewhere, done)
    for number in sorted(touched):
        # It is put on new search sheets by what is said on it now.
        tickets.entry(session, number, now, Entry.NOTE, f"{ERASED}: somebody, at their wish.")
    sheets = delete(SearchSheetRow).where(among(col(SearchSheetRow.ticket_number), touched))
    done["search_sheet"] += _count(await session.execute(sheets))
    return +done, bytes_


async def _scrubs(session: AsyncSession, person: Person, found: Found) -> tuple[Scrubs, Scrubs]:
    """Return what goes from what is theirs, and what goes from everywhere."""
    own = select(col(TimelineRow.text)).where(
        among(col(TimelineRow.inbound_id), person.messages), col(TimelineRow.kind) == Entry.MESSAGE
    )
    subjects = select(col(InboundRow.subject)).where(among(col(InboundRow.id), person.messages))
    recorded = select(col(RecordingRow.words)).where(col(RecordingRow.words) != "")
    wrote = [*(await session.scalars(own)).all(), *(await session.scalars(subjects)).all()]
    wrote += (await session.scalars(recorded.where(_calls_of(person)))).all()
    parts = tuple(part for name in person.names for part in name.split() if len(part) > 2)  # noqa: PLR2004
    marks = (*person.marks, *(f"{name} <{address}>" for name in person.names for _, address in person.addresses))
    quotable = quotable_of(wrote)
    elsewhere = Scrub(marks, found.alone, quotable)
    written, naming = Scrub(marks, (*person.names, *parts), quotable), Scrub(marks, found.whole, quotable)
    return Scrubs(written, naming), Scrubs(elsewhere, elsewhere)


def _calls_of(person: Person) -> Any:
    calls = SQLModel.metadata.tables["phone_call"]
    theirs = select(calls.c.id).where(calls.c.caller.in_([address for _, address in person.addresses]))
    return col(RecordingRow.call_id).in_(theirs)


async def _forget_bytes(
    session: AsyncSession, person: Person, found: Found, now: datetime, done: Counter[str]
) -> frozenset[str]:
    """Let go of the files that they sent, and the originals in which they stand: their own, and others' on tickets.

    Returns what nobody may have any more.

    What of others is no ticket yet keeps its bytes: it has nothing else.
    """
    nothing = await blobs.PostgresBlobs().put(session, ERASED.encode(), now)
    theirs = among(col(InboundRow.ticket_number), person.tickets)
    named = among(col(InboundRow.raw_sha256), found.originals)
    which = or_(among(col(InboundRow.id), person.messages), and_(_TICKETED, or_(theirs, named)))
    gone = set((await session.scalars(select(col(InboundRow.raw_sha256)).where(which))).all())
    files = among(col(AttachmentRow.inbound_id), person.messages)
    gone |= set((await session.scalars(select(col(AttachmentRow.sha256)).where(files))).all())
    gone -= {nothing, KEPT_NO_LONGER}
    replaced = update(InboundRow).where(which, among(col(InboundRow.raw_sha256), gone))
    await session.execute(replaced.values(raw_sha256=nothing))
    emptied = {"sha256": nothing, "size": len(ERASED), "filename": ERASED, "content_type": "text/plain"}
    done["attachment"] += _count(await session.execute(update(AttachmentRow).where(files).values(**emptied)))
    awaited = delete(AwaitedFileRow).where(among(col(AwaitedFileRow.inbound_id), person.messages))
    done["awaited_file"] += _count(await session.execute(awaited))
    return frozenset(gone)


async def _forget_words(session: AsyncSession, person: Person, done: Counter[str]) -> set[int]:
    """Take away what they wrote, and hold back what is not read or not sent to them yet; return on which tickets."""
    theirs = among(col(InboundRow.id), person.messages)
    await session.execute(
        update(InboundRow)
        .where(theirs, col(InboundRow.due_at).is_not(None))
        .values(state=InboundState.FILED, due_at=None)
    )
    emptied: dict[str, Any] = {
        "sender": ERASED,
        "person": "",
        "subject": "",
        "envelope": {},
        "message_id": None,
        "fingerprint": "",
        "why": "",
    }
    kept = update(InboundRow).where(theirs).values(**emptied, external_id=func.concat(ERASED, InboundRow.id))
    done["inbound"] += _count(await session.execute(kept))
    said = update(TimelineRow).where(
        among(col(TimelineRow.inbound_id), person.messages), col(TimelineRow.kind) == Entry.MESSAGE
    )
    said = said.values(text=ERASED, data={}).returning(col(TimelineRow.ticket_number))
    on = (await session.scalars(said)).all()
    done["timeline"] += len(on)
    opened = (
        select(func.min(InboundRow.id)).where(col(InboundRow.ticket_number) == col(TicketRow.number)).scalar_subquery()
    )
    on_theirs = col(TicketRow.number).in_(select(col(InboundRow.ticket_number)).where(theirs))
    subject = update(TicketRow).where(on_theirs, among(opened, person.messages))
    await session.execute(subject.values(subject=ERASED, rating_words=""))
    spoken = update(RecordingRow).where(_calls_of(person))
    await session.execute(spoken.values(words="", words_taken=True, due_at=None))
    dropped = update(OutboxRow).where(
        written_by(OutboxRow, col(OutboxRow.to_address), person.addresses), col(OutboxRow.state) == OutboxState.QUEUED
    )
    await session.execute(dropped.values(state=OutboxState.DROPPED, due_at=None))
    return set(on)


async def _forget_address(session: AsyncSession, person: Person, done: Counter[str]) -> set[int]:
    """Take away who they are, so that what comes from there later is a stranger's; return where they took part."""
    if person.contact:
        done["identity"] += _count(
            await session.execute(delete(IdentityRow).where(col(IdentityRow.contact_id) == person.contact))
        )
        await session.execute(delete(InvitationRow).where(col(InvitationRow.contact_id) == person.contact))
        gone = update(ContactRow).where(col(ContactRow.id) == person.contact)
        done["contact"] += _count(
            await session.execute(gone.values(name=ERASED, active=False, admin=False, prefers=""))
        )
    asked = delete(InteractionRow).where(written_by(InteractionRow, col(InteractionRow.actor), person.addresses))
    done["interaction"] += _count(await session.execute(asked))
    took_part = delete(ParticipantRow).where(written_by(ParticipantRow, col(ParticipantRow.address), person.addresses))
    on = (await session.scalars(took_part.returning(col(ParticipantRow.ticket_number)))).all()
    done["participant"] += len(on)
    return set(on)


def _of_person(table: Table, texts: Iterable[Column[Any]], person: Person) -> Any:
    """Return a condition for the rows that belong to their tickets, or are addressed to them; None where none is."""
    marks = [mark.lower() for mark in person.marks]
    found: list[Any] = [func.lower(one).in_(marks) for one in texts if one.name in _ADDRESSES]
    if (of_tickets := _points_to_tickets(table, person.tickets, ())) is not None:
        found.append(and_(of_tickets, _TICKETED) if table.name == "inbound" else of_tickets)
    return or_(*found) if found else None


async def _scrub_rows(session: AsyncSession, table: Table, which: Any, by: Scrubs, done: Counter[str]) -> set[int]:
    """Take a person's words out of rows; return the tickets on which something was changed by that."""
    touched: set[int] = set()
    for row in (await session.execute(select(table).where(which))).mappings().all():
        if await _scrub_row(session, table, row, by):
            done[table.name] += 1
            touched.add(await _ticket_of(session, table, row) or 0)
    return touched - {0}


async def _ticket_of(session: AsyncSession, table: Table, row: Mapping[Any, Any]) -> int | None:
    """Return the ticket that is found by what stands in a row."""
    if table.name != "attachment":
        return row.get("number" if table.name == "ticket" else "ticket_number")
    if row["entry_id"] is not None:
        return await session.scalar(
            select(col(TimelineRow.ticket_number)).where(col(TimelineRow.id) == row["entry_id"])
        )
    return await session.scalar(select(col(InboundRow.ticket_number)).where(col(InboundRow.id) == row["inbound_id"]))


async def _scrub_row(session: AsyncSession, table: Table, row: Mapping[Any, Any], by: Scrubs) -> bool:
    changed: dict[str, Any] = {}
    for column in told_in(table):
        old = row[column.name]
        new = by.value(old, written=_is_written(column, row))
        if new != old:
            # Two that named them must not become the same where each has to be another.
            changed[column.name] = f"{new}:{row['id']}" if _is_unique(column) else new
    if not changed:
        return False
    which = and_(*(key == row[key.name] for key in table.primary_key))
    if any(key.name in changed for key in table.primary_key):
        # What is known by their address alone is about nobody any more.
        await session.execute(delete(table).where(which))
    else:
        await session.execute(update(table).where(which).values(changed))
    return True


def _is_written(column: Column[Any], row: Mapping[Any, Any]) -> bool:
    """Return whether people have written it: on a timeline that hangs on the kind of the entry."""
    if column.table.name == "timeline":
        return column.name == "text" and row["kind"] in (*BY_PEOPLE, Entry.TASK)
    return column.name in WRITTEN.get(column.table.name, ())


def _is_unique(column: Column[Any]) -> bool:
    rules = column.table.constraints
    return any(isinstance(one, UniqueConstraint) and column.name in one.columns for one in rules)


def _naming(texts: Iterable[Column[Any]], marks: Iterable[str]) -> Any:
    """Return a condition by which the database finds rows that name them."""
    found = [cast(column, String).icontains(mark, autoescape=True) for column in texts for mark in marks]
    return or_(*found) if found else None


def _points_to_tickets(table: Table, numbers: Sequence[int], path: tuple[Table, ...]) -> Any:
    if table.name == "ticket":
        return among(table.c.number, numbers)
    found = []
    for key in table.foreign_keys:
        target = key.column.table
        if target is table or target in path:
            continue
        if (which := _points_to_tickets(target, numbers, (*path, table))) is not None:
            found.append(key.parent.in_(select(key.column).where(which)))
    return or_(*found) if found else None


def _count(result: Any) -> int:
    return result.rowcount
