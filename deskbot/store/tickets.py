"""Tickets, their participants and timelines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from psycopg.errors import LockNotAvailable
from sqlalchemy import func, or_, text, tuple_
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from deskbot.access.confidential import masked
from deskbot.errors import UnavailableError
from deskbot.model.case import Category, Severity
from deskbot.model.message import Address, InboundState
from deskbot.model.ticket import OPEN_STATES, WRITTEN, Entry, NoTicketError, State, Ticket, reference
from deskbot.store import audit
from deskbot.store.directory import folded
from deskbot.store.in_any import in_any
from deskbot.store.payloads import findings_from_json
from deskbot.store.tables import InboundRow, OutboxRow, ParticipantRow, ResellerRow, TicketRow, TimelineRow
from deskbot.store.tables.columns import table_of

PATIENCE_MS = 500
"""How long `lock_soon` waits, in milliseconds; less than the database takes to look for a deadlock."""
MOST_MOVES = 5
"""How often tickets are locked anew that went to another incident while they were waited for."""
CANARIES = 0
"""At and below it are the numbers of the canary's tickets, which are nobody's, and in no list."""
MOST_DECISIONS = 200
"""On messages of one ticket that are read at a look at it."""
MOST_MERGES = 100
"""Tickets merged one into the next that are followed."""
SEVERAL = "several resellers"
SETS_KNOWN_ISSUE = {"sets": ["playbook"]}
"""What the entry holds with which a person said which known issue a ticket is."""


async def lock(session: AsyncSession, number: int) -> TicketRow | None:
    """Return a ticket's row, locked until the transaction ends, with the incident that it is a part of, or its parts.

    What happens to one of them may change the others: so all are locked at once, in the order of their numbers, and
    two who come by different ones never wait for each other.
    """
    return (await lock_all(session, [number])).get(number)


async def lock_all(session: AsyncSession, numbers: Collection[int]) -> dict[int, TicketRow]:
    """Return these tickets' rows by number, locked as `lock` does, in one order.

    Raises:
        UnavailableError: they go from incident to incident without an end.
    """
    for _ in range(MOST_MOVES):
        attempt = await session.begin_nested()
        rows = await lock_company(session, numbers)
        if rows is not None:
            await attempt.commit()
            return rows
        await attempt.rollback()
    raise UnavailableError(f"tickets {sorted(numbers)} go from incident to incident")


async def lock_soon(session: AsyncSession, numbers: Collection[int]) -> dict[int, TicketRow] | None:
    """Return these rows by number, locked as `lock` does, or None where somebody else works on one of them just now.

    For who holds locks already, and so must not wait long for those who may wait for them.
    """
    try:
        async with session.begin_nested() as attempt:
            await session.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE_MS}ms'"))
            rows = await lock_company(session, numbers)
            await session.execute(text("SET LOCAL lock_timeout = 0"))
            if rows is None:
                await attempt.rollback()
    except OperationalError as error:
        if not isinstance(error.orig, LockNotAvailable):
            raise
        return None
    return rows


async def lock_company(session: AsyncSession, numbers: Collection[int]) -> dict[int, TicketRow] | None:
    """Lock tickets with their incidents and parts in one statement; None where these changed meanwhile.

    The statement sees who belongs together as it begins. While it waits for a row, that ticket may join an incident
    which it does not know. To lock that one as well, behind the ticket, would be out of order: so whoever gets None
    lets all go, by the savepoint before it.
    """
    themselves = select(TicketRow.number).where(col(TicketRow.number).in_(numbers))
    parts = select(TicketRow.number).where(col(TicketRow.parent).in_(numbers))
    parents = select(TicketRow.parent).where(col(TicketRow.number).in_(numbers), col(TicketRow.parent).is_not(None))
    company = in_any(col(TicketRow.number), themselves, parts, parents)
    query = (
        select(TicketRow)
        .where(company)
        .order_by(col(TicketRow.number))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    rows = {row.number or 0: row for row in (await session.scalars(query)).all()}
    now = set((await session.scalars(select(TicketRow.number).where(company))).all())
    return rows if now <= rows.keys() else None


async def parts(session: AsyncSession, number: int) -> Sequence[TicketRow]:
    """Return the tickets that are parts of an incident, in the order of their numbers.

    Asked after the incident was locked: from then on nobody joins it, and nobody else changes a part, as whoever locks
    a part locks the incident with it. None is locked here, out of the order of the numbers.
    """
    query = (
        select(TicketRow)
        .where(col(TicketRow.parent) == number)
        .order_by(col(TicketRow.number))
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).all()


async def current(session: AsyncSession, number: int) -> int:
    """Return the ticket into which a ticket was merged in the end; itself where it was not."""
    for _ in range(MOST_MERGES):
        into = await session.scalar(select(TicketRow.merged_into).where(col(TicketRow.number) == number))
        if into is None:
            break
        number = into
    return number


async def merged_subjects(session: AsyncSession, number: int) -> Sequence[str]:
    """Return the subjects of the tickets that were merged into one, or into one of those."""
    merged = select(TicketRow.number, TicketRow.subject).where(col(TicketRow.merged_into) == number).cte(recursive=True)
    below = select(TicketRow.number, TicketRow.subject).where(col(TicketRow.merged_into) == merged.c.number)
    return (await session.scalars(select(merged.union(below).c.subject))).all()


async def lock_current(session: AsyncSession, number: int) -> TicketRow | None:
    """Return, locked, the row of a ticket, or of the one into which it was merged in the end."""
    row = await lock(session, await current(session, number))
    while row is not None and row.merged_into is not None:  # merged while its lock was waited for
        row = await lock(session, row.merged_into)
    return row


async def whose(session: AsyncSession, row: TicketRow) -> str:
    """Return whose ticket it is, by name; of an incident, whose parts it has; empty for nobody's."""
    return (await whose_each(session, [row]))[row.number or 0]


async def whose_each(session: AsyncSession, rows: Iterable[TicketRow]) -> dict[int, str]:
    """Return by number whose each of some tickets is; see `whose`."""
    numbers = [row.number or 0 for row in rows]
    query = (
        select(TicketRow.number, TicketRow.parent, ResellerRow.name)
        .join(ResellerRow, col(ResellerRow.id) == col(TicketRow.reseller_id))
        .where(or_(col(TicketRow.number).in_(numbers), col(TicketRow.parent).in_(numbers)))
    )
    names: dict[int, set[str]] = {number: set() for number in numbers}
    for number, parent, name in (await session.execute(query)).all():
        for one in {number, parent} & names.keys():
            names[one].add(name)
    return {number: SEVERAL if len(some) > 1 else "".join(some) for number, some in names.items()}


async def get(session: AsyncSession, number: int) -> TicketRow:
    """Return a ticket's row.

    Raises:
        NotFoundError: there is no such ticket.
    """
    row = await session.get(TicketRow, number)
    if row is None:
        raise NoTicketError(number)
    return row


def is_nobodys(number: int) -> bool:
    """Return whether a ticket is nobody's: that of a test, or of the canary."""
    return number <= CANARIES


def as_ticket(row: TicketRow) -> Ticket:
    """Return the noun that a row stands for."""
    assert row.number is not None  # noqa: S101  (every stored row has one)
    return Ticket(
        number=row.number,
        state=State(row.state),
        subject=row.subject,
        category=Category(row.category),
        severity=Severity(row.severity),
        verified=row.verified,
        created_at=row.created_at,
        updated_at=row.updated_at,
        reseller_id=row.reseller_id,
        contact_id=row.contact_id,
        owner=row.owner,
        parent=row.parent,
        merged_into=row.merged_into,
        playbook=row.playbook,
        findings=findings_from_json(row.findings),
        missing=tuple(row.missing),
        asked=row.asked,
        reminders=row.reminders,
        closed_at=row.closed_at,
        first_response_at=row.first_response_at,
    )


_ACTS = {
    Entry.REPLY: "answered",
    Entry.NOTE: audit.WROTE_A_NOTE,
    Entry.STATE: "changed how it stands",
    Entry.DECISION: "set right what was decided",
    Entry.PAGE: "acted on its page",
    Entry.TASK: "acted on its hands-on work",
    Entry.SLA: "changed what is promised",
}
"""What whoever makes an entry that does not say so has done; what a message says is no act of the desk's."""


def entry(
    session: AsyncSession,
    number: int,
    at: datetime,
    kind: Entry,
    text: str,
    *,
    author: str = "deskbot",
    public: bool = False,
    verified: bool = True,
    inbound_id: int | None = None,
    data: dict[str, Any] | None = None,
    is_masked: bool = False,
    act: str | None = None,
    told: Mapping[str, Any] | None = None,
) -> TimelineRow:
    """Add an entry to a ticket's timeline, and return it; what is confidential in its text is masked.

    A message was masked where it was read, and may be a megabyte: `is_masked` says that it need not be done again.
    What somebody of the desk, or a program, has done stands in the audit as well, with the place from where: `act` says
    what it was, in words that are the same each time, and is empty where the entry is but part of another act; `told`
    says more, in nobody's words.
    """
    act = _ACTS.get(kind, "") if act is None else act
    if act and author != "deskbot" and audit.place_now() and not is_nobodys(number):
        audit.note(session, act, reference(number), who=author, now=at, data=told)
    row = TimelineRow(
        ticket_number=number,
        at=at,
        kind=kind,
        author=author,
        public=public,
        verified=verified,
        text=text if is_masked else masked(text),
        data=data or {},
        inbound_id=inbound_id,
    )
    session.add(row)
    return row


async def was_verified(session: AsyncSession, inbound_id: int) -> bool:
    """Return whether what a message said stands on a timeline as verified."""
    query = select(TimelineRow.id).where(
        TimelineRow.inbound_id == inbound_id,
        col(TimelineRow.verified),
        col(TimelineRow.kind).in_(WRITTEN),
    )
    return await session.scalar(query.limit(1)) is not None


async def known_issue_set(session: AsyncSession, number: int) -> bool:
    """Return whether a person at the desk said which known issue a ticket is."""
    query = select(TimelineRow.id).where(
        TimelineRow.ticket_number == number,
        TimelineRow.kind == Entry.NOTE,
        col(TimelineRow.data).contains(SETS_KNOWN_ISSUE),
    )
    return await session.scalar(query.limit(1)) is not None


async def corrections(session: AsyncSession, number: int) -> list[dict[str, Any]]:
    """Return what the timeline keeps of verdicts that people at the desk set, the oldest first."""
    query = (
        select(TimelineRow.data)
        .where(
            TimelineRow.ticket_number == number,
            TimelineRow.kind == Entry.NOTE,
            col(TimelineRow.data).contains({"sets": []}),
        )
        .order_by(col(TimelineRow.id))
    )
    return [dict(document) for document in (await session.scalars(query)).all()]


async def decisions(session: AsyncSession, number: int) -> list[dict[str, Any]]:
    """Return what triage said of a ticket's messages, of the newest `MOST_DECISIONS`, the oldest first."""
    query = (
        select(TimelineRow.data)
        .where(TimelineRow.ticket_number == number, TimelineRow.kind == Entry.DECISION)
        .order_by(col(TimelineRow.id).desc())
        .limit(MOST_DECISIONS)
    )
    return [dict(document) for document in reversed((await session.scalars(query)).all()) if document]


async def timeline(session: AsyncSession, number: int) -> Sequence[TimelineRow]:
    """Return a ticket's timeline, oldest first."""
    query = select(TimelineRow).where(TimelineRow.ticket_number == number).order_by(col(TimelineRow.id))
    return (await session.scalars(query)).all()


async def notes(session: AsyncSession, number: int, *, but: str, limit: int = 100) -> Sequence[str]:
    """Return the words that people wanted to stay inside on a ticket, the newest first.

    What was meant for the reseller and was kept inside for another reason (`but` marks it) is not among them: it may be
    sent once more.
    """
    query = (
        select(TimelineRow.text)
        .where(
            TimelineRow.ticket_number == number,
            TimelineRow.kind == Entry.NOTE,
            col(TimelineRow.public).is_(False),
            ~col(TimelineRow.text).contains(f"({but}: "),
        )
        .order_by(col(TimelineRow.id).desc())
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def join(session: AsyncSession, number: int, channel: str, address: Address, *, verified: bool) -> None:
    """Let an address take part in a ticket; once verified on it, it stays so. Nobody joins without an address."""
    if not address.address:
        return
    row = {
        "ticket_number": number,
        "channel": channel,
        "address": folded(address.address),
        "name": address.name,
        "verified": verified,
    }
    await session.execute(_joined(), row)


@cache
def _joined() -> Insert:
    # Made once: what would have been written is named by an alias of the whole table, which is slow to make.
    statement = insert(table_of(ParticipantRow))
    return statement.on_conflict_do_update(
        index_elements=["ticket_number", "channel", "address"],
        set_={"verified": col(ParticipantRow.verified) | statement.excluded.verified},
    )


async def participants(session: AsyncSession, number: int) -> Sequence[ParticipantRow]:
    """Return who takes part in a ticket."""
    query = (
        select(ParticipantRow)
        .where(ParticipantRow.ticket_number == number)
        .order_by(col(ParticipantRow.channel), col(ParticipantRow.address))
    )
    return (await session.scalars(query)).all()


async def participant(session: AsyncSession, number: int, channel: str, address: str) -> ParticipantRow | None:
    """Return what an address is to a ticket, or None when it takes no part in it."""
    return await session.get(ParticipantRow, (number, channel, folded(address)))


async def asking(session: AsyncSession, channel: str, address: str, limit: int = 20) -> Sequence[TicketRow]:
    """Return the open tickets about which we asked an address that is verified there, and still lack an answer."""
    query = (
        select(TicketRow)
        .join(ParticipantRow, col(ParticipantRow.ticket_number) == col(TicketRow.number))
        .where(
            ParticipantRow.channel == channel,
            ParticipantRow.address == folded(address),
            col(ParticipantRow.verified),
            col(TicketRow.asked) > 0,
            col(TicketRow.state).in_(OPEN_STATES),
        )
        .order_by(col(TicketRow.number).desc())
        .limit(limit)
    )
    return [row for row in (await session.scalars(query)).all() if row.missing]


async def open_of(
    session: AsyncSession, addresses: Collection[tuple[str, str]], limit: int = 50
) -> Sequence[TicketRow]:
    """Return the open tickets in which one of some addresses (channel, address) takes part verified, newest first."""
    theirs = select(ParticipantRow.ticket_number).where(
        tuple_(col(ParticipantRow.channel), col(ParticipantRow.address)).in_(
            [(channel, folded(address)) for channel, address in addresses]
        ),
        col(ParticipantRow.verified),
    )
    query = (
        select(TicketRow)
        .where(col(TicketRow.number).in_(theirs), col(TicketRow.state).in_(OPEN_STATES))
        .order_by(col(TicketRow.number).desc())
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def language_of(session: AsyncSession, channel: str, address: str) -> str:
    """Return the language of the newest ticket in which an address takes part; empty where none is known."""
    query = (
        select(TicketRow.language)
        .join(ParticipantRow, col(ParticipantRow.ticket_number) == col(TicketRow.number))
        .where(
            ParticipantRow.channel == channel,
            ParticipantRow.address == folded(address),
            col(TicketRow.language) != "",
        )
        .order_by(col(TicketRow.number).desc())
        .limit(1)
    )
    return (await session.scalars(query)).first() or ""


async def replied_since(session: AsyncSession, number: int, since: datetime) -> bool:
    """Return whether somebody at the desk has answered a ticket's people after a moment."""
    query = select(TimelineRow.id).where(
        TimelineRow.ticket_number == number, TimelineRow.kind == Entry.REPLY, TimelineRow.at > since
    )
    return await session.scalar(query.limit(1)) is not None


async def written_since(session: AsyncSession, number: int, since: datetime) -> bool:
    """Return whether somebody who is believed, of the desk or not, has written on a ticket after a moment."""
    query = select(TimelineRow.id).where(
        TimelineRow.ticket_number == number,
        col(TimelineRow.kind).in_((Entry.MESSAGE, Entry.REPLY)),
        col(TimelineRow.verified).is_(True),
        TimelineRow.at > since,
    )
    return await session.scalar(query.limit(1)) is not None


async def last_act(session: AsyncSession, number: int, people: Collection[str]) -> datetime | None:
    """Return when one of these people has done something on a ticket, or a part of it, last; None where nobody has."""
    itself = select(TicketRow.number).where(TicketRow.number == number)
    parts = select(TicketRow.number).where(TicketRow.parent == number)
    query = select(func.max(TimelineRow.at)).where(
        in_any(col(TimelineRow.ticket_number), itself, parts),
        col(TimelineRow.author).in_(list(people)),
    )
    return await session.scalar(query)


async def first_sender(session: AsyncSession, number: int) -> str:
    """Return the address of whoever wrote first to a ticket, as it is compared; empty where nobody has."""
    query = (
        select(InboundRow.sender)
        .where(InboundRow.ticket_number == number, InboundRow.state == InboundState.TICKETED)
        .order_by(col(InboundRow.id))
        .limit(1)
    )
    return folded(await session.scalar(query) or "")


async def by_message_ids(session: AsyncSession, message_ids: Iterable[str]) -> int | None:
    """Return the ticket that one of these messages belongs to, ours or theirs; None where none does.

    The last of `message_ids` counts most, as `References` name the nearest ancestor last.
    """
    wanted = [one for one in message_ids if one]
    if not wanted:
        return None
    named = [
        select(own, OutboxRow.ticket_number).where(own.in_(wanted), col(OutboxRow.ticket_number).is_not(None))
        for own in (col(OutboxRow.message_id), col(OutboxRow.known_as))
    ]
    theirs = select(InboundRow.message_id, InboundRow.ticket_number).where(
        col(InboundRow.message_id).in_(wanted), InboundRow.state == InboundState.TICKETED
    )
    found: dict[str | None, int | None] = {}
    for query in (theirs, *named):
        found |= dict((await session.execute(query)).all())
    return next((found[one] for one in reversed(wanted) if found.get(one) is not None), None)


async def listed(
    session: AsyncSession,
    *,
    states: Sequence[State] = (),
    severities: Sequence[Severity] = (),
    reseller_id: int | None = None,
    numbers: Collection[int] | None = None,
    limit: int = 50,
) -> Sequence[TicketRow]:
    """Return tickets, newest first, of the given states, severities, reseller and numbers (none given is all)."""
    query = (
        select(TicketRow).where(col(TicketRow.number) > CANARIES).order_by(col(TicketRow.number).desc()).limit(limit)
    )
    if states:
        query = query.where(col(TicketRow.state).in_(states))
    if severities:
        query = query.where(col(TicketRow.severity).in_(severities))
    if numbers is not None:
        query = query.where(col(TicketRow.number).in_(numbers))
    if reseller_id is not None:
        query = query.where(TicketRow.reseller_id == reseller_id)
    return (await session.scalars(query)).all()
