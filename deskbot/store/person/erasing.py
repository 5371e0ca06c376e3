"""Somebody is erased: who they were, and what they wrote, everywhere; what happened on tickets stays.

It goes by the schema and not by a list of tables: every text and JSON document of every table is looked at, so that a
new table is covered by what it is. What is looked at whole is only what belongs to their tickets; elsewhere the
database finds their names and addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, String, Table, and_, cast, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import AutoString, SQLModel, col

from deskbot.model.ticket import Entry
from deskbot.store import audit, blobs, tickets
from deskbot.store.among import among
from deskbot.store.database import LOCK
from deskbot.store.person.finding import Person, written_by
from deskbot.store.person.scrubbing import ERASED, Scrub, quotable_of
from deskbot.store.tables import (
    AttachmentRow,
    BlobRow,
    ContactRow,
    IdentityRow,
    InboundRow,
    InteractionRow,
    InvitationRow,
    OutboxRow,
    ParticipantRow,
    RecordingRow,
    SearchSheetRow,
    TicketRow,
    TimelineRow,
)

_ADDRESSES = ("to_address", "address", "sender", "actor", "caller")
"""Columns that say whose a row is: what stands in it is written to them, or by them."""


async def erase(session: AsyncSession, person: Person, now: datetime) -> Mapping[str, int]:
    """Erase a person within a transaction; return how many rows of each table were changed or taken away.

    Their tickets are locked, in order. Numbers, times, severities, decisions and pages stay.
    """
    done: Counter[str] = Counter()
    for number in person.tickets:
        await session.get(TicketRow, number, with_for_update=LOCK)
    scrub, at_large = await _scrubs(session, person)
    await _forget_bytes(session, person, now, done)
    await _forget_words(session, person, done)
    await _forget_address(session, person, done)
    async with audit.scrubbing(session):
        for table in SQLModel.metadata.sorted_tables:
            await _scrub_table(session, table, person, scrub, at_large, done)
    for number in person.tickets:
        # It is put on new search sheets by what is said on it now.
        tickets.entry(session, number, now, Entry.NOTE, f"{ERASED}: somebody who took part, at their wish.")
    sheets = delete(SearchSheetRow).where(among(col(SearchSheetRow.ticket_number), person.tickets))
    done["search_sheet"] += _count(await session.execute(sheets))
    return +done


async def _scrubs(session: AsyncSession, person: Person) -> tuple[Scrub, Scrub]:
    """Return what goes from their own tickets, and what goes from everywhere."""
    own = select(col(TimelineRow.text)).where(
        among(col(TimelineRow.inbound_id), person.messages), col(TimelineRow.kind) == "message"
    )
    subjects = select(col(InboundRow.subject)).where(among(col(InboundRow.id), person.messages))
    recorded = select(col(RecordingRow.words)).where(col(RecordingRow.words) != "")
    wrote = [*(await session.scalars(own)).all(), *(await session.scalars(subjects)).all()]
    wrote += (await session.scalars(recorded.where(_calls_of(person)))).all()
    # Who has the same name keeps it: then it goes from their own tickets only.
    others = select(func.lower(ContactRow.name)).where(col(ContactRow.id) != (person.contact or 0))
    borne = set(
        (
            await session.scalars(others.where(func.lower(ContactRow.name).in_([one.lower() for one in person.names])))
        ).all()
    )
    names = tuple(name for name in person.names if name.lower() not in borne)
    parts = tuple(part for name in person.names for part in name.split() if len(part) > 2)  # noqa: PLR2004
    quotable = quotable_of(wrote)
    return Scrub(person.marks, (*person.names, *parts), quotable), Scrub(person.marks, names, quotable)


def _calls_of(person: Person) -> Any:
    calls = SQLModel.metadata.tables["phone_call"]
    theirs = select(calls.c.id).where(calls.c.caller.in_([address for _, address in person.addresses]))
    return col(RecordingRow.call_id).in_(theirs)


async def _forget_bytes(session: AsyncSession, person: Person, now: datetime, done: Counter[str]) -> None:
    """Take away the files that they sent, and the originals in which they stand: their own, and others' who quote."""
    nothing = await blobs.PostgresBlobs().put(session, ERASED.encode(), now)
    own, theirs = among(col(InboundRow.id), person.messages), among(col(InboundRow.ticket_number), person.tickets)
    naming = select(col(BlobRow.sha256)).where(
        or_(*(func.pg_catalog.position(BlobRow.content, func.convert_to(mark, "UTF8")) > 0 for mark in person.marks))
    )
    originals = select(col(InboundRow.raw_sha256)).where(or_(own, theirs, col(InboundRow.raw_sha256).in_(naming)))
    gone = set((await session.scalars(originals)).all()) - {nothing}
    files = select(col(AttachmentRow.sha256)).where(among(col(AttachmentRow.inbound_id), person.messages))
    gone |= set((await session.scalars(files)).all()) - {nothing}
    replaced = update(InboundRow).where(among(col(InboundRow.raw_sha256), gone)).values(raw_sha256=nothing)
    await session.execute(replaced)
    emptied = {"sha256": nothing, "size": len(ERASED), "filename": ERASED, "content_type": "text/plain"}
    taken = update(AttachmentRow).where(among(col(AttachmentRow.inbound_id), person.messages)).values(**emptied)
    done["attachment"] += _count(await session.execute(taken))
    done["blob"] += await blobs.forget(session, gone)


async def _forget_words(session: AsyncSession, person: Person, done: Counter[str]) -> None:
    """Take away what they wrote, and hold back what is not read yet, or not sent to them yet."""
    theirs = among(col(InboundRow.id), person.messages)
    await session.execute(
        update(InboundRow).where(theirs, col(InboundRow.due_at).is_not(None)).values(state="filed", due_at=None)
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
        among(col(TimelineRow.inbound_id), person.messages), col(TimelineRow.kind) == "message"
    )
    done["timeline"] += _count(await session.execute(said.values(text=ERASED, data={})))
    opened = (
        select(func.min(InboundRow.id)).where(col(InboundRow.ticket_number) == col(TicketRow.number)).scalar_subquery()
    )
    subject = update(TicketRow).where(among(col(TicketRow.number), person.tickets), among(opened, person.messages))
    await session.execute(subject.values(subject=ERASED, rating_words=""))
    await session.execute(update(RecordingRow).where(_calls_of(person)).values(words="", words_taken=True))
    dropped = update(OutboxRow).where(
        written_by(OutboxRow, col(OutboxRow.to_address), person.addresses), col(OutboxRow.state) == "queued"
    )
    await session.execute(dropped.values(state="dropped", due_at=None))


async def _forget_address(session: AsyncSession, person: Person, done: Counter[str]) -> None:
    """Take away who they are: what comes from their addresses later is a stranger's."""
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
    done["participant"] += _count(await session.execute(took_part))


async def _scrub_table(
    session: AsyncSession, table: Table, person: Person, scrub: Scrub, at_large: Scrub, done: Counter[str]
) -> None:
    texts = [column for column in table.columns if _holds_words(column)]
    if not texts:
        return
    keys = list(table.primary_key)
    theirs = _of_their_tickets(table, person)
    by_address = [
        func.lower(one).in_([mark.lower() for mark in person.marks]) for one in texts if one.name in _ADDRESSES
    ]
    theirs = or_(*by_address, *(() if theirs is None else (theirs,))) if by_address else theirs
    for which, by in ((theirs, scrub), (_naming(texts, (*at_large.marks, *at_large.names)), at_large)):
        if which is None:
            continue
        rows = (
            await session.execute(select(*keys, *(one for one in texts if one not in keys)).where(which))
        ).mappings()
        for row in rows.all():
            await _scrub_row(session, table, keys, dict(row), by, done)


async def _scrub_row(
    session: AsyncSession,
    table: Table,
    keys: Sequence[Column[Any]],
    row: dict[str, Any],
    scrub: Scrub,
    done: Counter[str],
) -> None:
    changed = {name: new for name, old in row.items() if (new := scrub.value(old)) != old}
    if not changed:
        return
    which = and_(*(key == row[key.name] for key in keys))
    if any(key.name in changed for key in keys):
        # What is known by their address alone is about nobody any more.
        await session.execute(delete(table).where(which))
    else:
        # Two that named them must not become the same where each has to be another.
        changed |= {name: f"{new}:{row[keys[0].name]}" for name, new in changed.items() if table.c[name].unique}
        await session.execute(update(table).where(which).values(changed))
    done[table.name] += 1


def _holds_words(column: Column[Any]) -> bool:
    return isinstance(column.type, String | AutoString | JSONB)


def _naming(texts: Iterable[Column[Any]], marks: Iterable[str]) -> Any:
    """Return a condition by which the database finds rows that name them."""
    found = [cast(column, String).icontains(mark, autoescape=True) for column in texts for mark in marks]
    return or_(*found) if found else None


def _of_their_tickets(table: Table, person: Person) -> Any:
    """Return a condition for the rows that belong to their tickets, by whatever way; None where none does."""
    return _points_to_tickets(table, person.tickets, ())


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
