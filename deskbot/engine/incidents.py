"""Incidents: tickets of the desk's own of which others are parts, so that what happens to one reaches all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from deskbot.engine import timers
from deskbot.engine.feedback import SOLVED
from deskbot.engine.letter import Letter
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging import Paging
from deskbot.engine.paging.rows import parts_on_page
from deskbot.model.case import Category, Severity
from deskbot.model.ticket import Entry, Link, State
from deskbot.store import links, pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow
from deskbot.tickets import replies
from deskbot.tickets.lifecycle import Event, after
from deskbot.tickets.offers import whether_solved
from deskbot.tickets.reference import reference


async def open_incident(
    session: Session, says: str, severity: Severity, now: datetime, *, author: str = "deskbot"
) -> TicketRow:
    """Open a ticket of which others will be parts."""
    parent = TicketRow(
        state=State.WAITING_DESK,
        subject=f"Incident: {says}",
        category=Category.INCIDENT,
        severity=severity,
        verified=True,
        created_at=now,
        updated_at=now,
    )
    session.add(parent)
    await session.flush()
    reasons = [{"rule": "burst", "says": says, "evidence": ""}]
    text = f"An incident was opened: {says}."
    tickets.entry(session, parent.number or 0, now, Entry.DECISION, text, author=author, data={"reasons": reasons})
    return parent


def take_in(
    session: Session,
    row: TicketRow,
    parent: TicketRow,
    says: str,
    now: datetime,
    *,
    key: str = "",
    author: str = "deskbot",
) -> None:
    """Make a ticket part of an incident; both are locked, or new."""
    number, other = row.number or 0, parent.number or 0
    row.parent, row.updated_at = other, now
    links.add(session, number, other, Link.PART_OF, says, now, author=author, data={"key": key})
    tickets.entry(session, number, now, Entry.NOTE, f"Part of {reference(other)} now: {says}.", author=author)
    text = f"{reference(number)} is part of it: {row.subject}"
    tickets.entry(session, other, now, Entry.NOTE, text, author=author)


async def reached_through(session: Session, ticket: TicketRow) -> list[TicketRow]:
    """Return a ticket and the parts of it whose people hear what is said on it: those not closed or merged."""
    parts = await tickets.parts(session, ticket.number or 0)
    return [ticket, *(part for part in parts if State(part.state).open or part.state == State.RESOLVED)]


async def ask_parts(
    session: Session, incident: TicketRow, mailing: Mailing, author: str, now: datetime, *, solution: str = ""
) -> None:
    """Set the open parts of an incident that was closed to resolved, and ask each reseller whether it is solved there.

    A part with an open page of its own stays open: nobody has come for that one yet. What `author` writes about the
    solution, each is told.
    """
    parts = [part for part in await tickets.parts(session, incident.number or 0) if State(part.state).open]
    quiet = {part.number for part in await parts_on_page(session, incident)}
    for part in parts:
        number = part.number or 0
        text = "The common trouble is solved; the reseller is asked whether it is solved there."
        if part.number in quiet:
            part.state = after(State(part.state), Event.SOLVED)
            part.updated_at, part.closed_at = now, None
        else:
            text += " It stays open, as its own page is."
        tickets.entry(session, number, now, Entry.STATE, text, author=author)
        timers.wait(session, mailing.jobs, mailing.desk, part, now)
        setting, name = await mailing.setting_of(session, part), mailing.desk.name_of(author)
        text = replies.solved_together(number, part.subject, setting, solution=solution, responder=name)
        letter = Letter(text, offers=whether_solved(number, part.language))
        key = f"{SOLVED}{incident.number}:{now.isoformat()}:{number}"
        await mailing.to_verified(session, key, part, letter, now)


async def part_ended(session: Session, part: TicketRow, paging: Paging, now: datetime) -> None:
    """Let an incident end with the last of its parts: its page would ring for nobody."""
    parent = await tickets.get(session, part.parent) if part.parent is not None else None
    if parent is None or not State(parent.state).open:
        return
    number = parent.number or 0
    if any(State(one.state).open for one in await tickets.parts(session, number)):
        return
    parent.state = after(State(parent.state), Event.SOLVED)
    parent.updated_at, parent.closed_at = now, None
    tickets.entry(session, number, now, Entry.STATE, "Resolved, as every part of it is.")
    await paging.cancel(session, number, now, "every part of the incident is solved")
    timers.wait(session, paging.jobs, paging.desk, parent, now)


async def take_out(session: Session, part: TicketRow, paging: Paging, author: str, now: datetime) -> None:
    """Take a ticket out of its incident; where nobody has come for that one yet, it gets a page of its own.

    The last one takes the incident's page along, and the incident is closed.
    """
    number, other = part.number or 0, part.parent or 0
    parent = await tickets.get(session, other)
    part.parent, part.updated_at = None, now
    for row in await links.of(session, number):
        if row.kind == Link.PART_OF and (row.ticket_number, row.other_number) == (number, other):
            row.undone_at, row.undone_by = now, author
    await session.flush()
    tickets.entry(session, number, now, Entry.NOTE, f"No part of {reference(other)} any more.", author=author)
    tickets.entry(session, other, now, Entry.NOTE, f"{reference(number)} is no part of it any more.", author=author)
    last = await pages.latest(session, other)
    rule = paging.desk.severities[Severity(part.severity)]
    own = await pages.latest(session, number)
    alone = not await tickets.parts(session, other)
    wanted = State(part.state).open and bool(rule.policy) and (own is None or not pages.is_untaken(own))
    if wanted and last is not None and pages.is_untaken(last):
        if alone:
            last.ticket_number = number
            text = f"The page of {reference(other)} goes on as its own."
        else:
            due_at = last.due_at if last.level < 0 and last.due_at else now
            await paging.open(session, part, rule.policy, due_at, now, verified=True)
            text = f"Paged for itself: nobody has acknowledged the page of {reference(other)}."
        tickets.entry(session, number, now, Entry.PAGE, text)
    await session.flush()
    if alone and State(parent.state).open:
        parent.state = after(State(parent.state), Event.CLOSED)
        parent.updated_at, parent.closed_at, parent.due_at = now, now, None
        tickets.entry(session, other, now, Entry.STATE, "Closed, as nothing is part of it any more.", author=author)
        await paging.cancel(session, other, now, "nothing is part of the incident any more")


def gravest(rows: Iterable[TicketRow]) -> Severity:
    """Return the gravest severity of tickets."""
    return Severity(min(row.severity for row in rows))
