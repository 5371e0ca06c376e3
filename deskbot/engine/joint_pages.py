"""Pages about the same trouble become one: who has been rung for one of them is not rung again for another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from deskbot.engine.paging import Paging
from deskbot.engine.paging.rows import being_handed
from deskbot.model.case import Severity
from deskbot.model.page import PageState
from deskbot.model.ticket import Entry, State
from deskbot.store import pages, tickets
from deskbot.store.database import LOCK, Session
from deskbot.store.tables import PageRow, TicketRow
from deskbot.tickets.paging import Verdict, foremost
from deskbot.tickets.reference import reference


async def put_together(
    session: Session, target: TicketRow, sources: Mapping[int, TicketRow], paging: Paging, now: datetime
) -> dict[str, Any]:
    """Let one page of several tickets stand for all of them, as the target's.

    The one that is nearest to a person goes on where it stands, and keeps its code; the other open ones are folded
    into it, so that whoever answers one of them answers it. Where none is open, one that was acknowledged goes to the
    target, if that has had none and none of them went unanswered: somebody has it. An open page that goes by another
    policy than the gravest of those tickets has which nobody has taken is paged anew by that one.

    Args:
        session: the transaction; it has locked all of the tickets.
        target: the ticket whose page it will be.
        sources: the other tickets, by number.
        paging: pages by policy.
        now: the present moment.

    Returns:
        What an undo needs: pages that went to the target with the tickets that they came from, and folded ones.
    """
    number = target.number or 0
    found = {one: await pages.latest(session, one) for one in sorted({number, *sources})}
    rows = {one: row for one, row in found.items() if row is not None}
    waiting = [row for row in rows.values() if row.state == PageState.OPEN]
    if not waiting:
        taken = [row for one, row in rows.items() if one != number and row.state == PageState.ACKNOWLEDGED]
        unheard = any(row.state == PageState.UNANSWERED for row in rows.values())
        if number in rows or unheard or not taken:
            return {"moved": [], "folded": []}
        newest = max(taken, key=lambda row: (row.acknowledged_at or row.created_at, row.id or 0))
        return {"moved": [_move(session, newest, target, now)], "folded": []}
    together = {**sources, number: target}
    severities = {one: Severity(row.severity) for one, row in together.items()}
    chosen = foremost([pages.as_page(row) for row in waiting], severities)
    stays = next(row for row in waiting if row.id == chosen.id)
    folded = [row for row in waiting if row is not stays]
    await pages.lock_waiting(session, rows)
    for row in folded:
        code = f"whose code {row.code} answers it"
        text = f"One page for all: that of {reference(number)} stands for this ticket's, {code}."
        await paging.fold(session, row, stays, now, text)
    await session.flush()
    moved = [] if stays.ticket_number == number else [_move(session, stays, target, now)]
    await session.flush()
    grave = _unheard(target, sources, rows)
    if grave is not None:
        verdict = await paging.follow(session, target, grave, now, raised=True, proven=True)
        if verdict.verdict is not Verdict.NONE:
            tickets.entry(session, number, now, Entry.PAGE, f"The page of all changes; {verdict.why}.")
    return {"moved": moved, "folded": [[row.id, row.ticket_number] for row in folded]}


def _unheard(target: TicketRow, sources: Mapping[int, TicketRow], rows: Mapping[int, PageRow]) -> Severity | None:
    """Return the gravest severity of the open tickets for which nobody has come yet, by their newest pages."""
    waiting = {number: row for number, row in sources.items() if State(row.state).open}
    number = target.number or 0
    # An incident is as grave as its parts are, of which somebody may have one.
    if State(target.state).open and (number in rows or not any(row.parent == number for row in sources.values())):
        waiting[number] = target
    heard = {one for one, row in rows.items() if row.state == PageState.ACKNOWLEDGED or being_handed(row)}
    return min((Severity(row.severity) for one, row in waiting.items() if one not in heard), default=None)


def _move(session: Session, row: PageRow, target: TicketRow, now: datetime) -> list[int]:
    source, number = row.ticket_number, target.number or 0
    row.ticket_number = number
    tickets.entry(session, source, now, Entry.PAGE, f"Its page goes on as that of {reference(number)}.")
    text = f"The page of {reference(source)} stands for all from now on."
    if row.state == PageState.ACKNOWLEDGED:
        text = f"The page of {reference(source)}, which somebody has acknowledged, stands for all from now on."
    tickets.entry(session, number, now, Entry.PAGE, text)
    return [row.id or 0, source]


async def take_apart(
    session: Session, source: TicketRow, target: TicketRow, done: Mapping[str, Any], paging: Paging, now: datetime
) -> None:
    """Take back what `put_together` did when a ticket was merged into another.

    While nobody has acknowledged, each of the two that had an open page has one again; who took the one page has come
    for both. A page that was cancelled meanwhile leaves nobody who was called: then whoever is open is paged anew.
    """
    one, other = source.number or 0, target.number or 0
    joint = await pages.latest(session, other)
    back = {page_id for page_id, came_from in done["moved"] if came_from == one}
    if joint is not None and joint.id in back:
        joint.ticket_number = one
        tickets.entry(
            session, one, now, Entry.PAGE, f"Its page is its own again, and no more that of {reference(other)}."
        )
    await session.flush()
    for page_id, number in sorted(done["folded"]):
        ticket = source if number == one else target
        if not State(ticket.state).open or await pages.has_open(session, [number]):
            continue
        row = await session.get(PageRow, page_id, with_for_update=LOCK, populate_existing=True)
        if joint is None or row is None or row.state != PageState.FOLDED:
            continue
        if joint.state == PageState.OPEN:
            await pages.reopen(session, row, now, joint.due_at or now)
            paging.jobs.ring(session, "page", row.id or 0, at=row.due_at)
            tickets.entry(session, number, now, Entry.PAGE, "Its own page goes on: nobody has acknowledged yet.")
    await session.flush()
    for page_id, number in (*done["moved"], *done["folded"]):
        ticket = source if number == one else target
        if number in (one, other):
            await _page_again(session, ticket, page_id, paging, now)


async def _page_again(session: Session, ticket: TicketRow, page_id: int, paging: Paging, now: datetime) -> None:
    """Page for a ticket whose page was cancelled with another's, or has gone on to a ticket that it has no part in."""
    number = ticket.number or 0
    row = await pages.standing_for(session, page_id)
    if row is None or not State(ticket.state).open or await pages.has_open(session, [number]):
        return
    gone = row.state == PageState.OPEN and row.ticket_number not in (number, ticket.parent)
    if gone or row.state == PageState.CANCELLED:
        await paging.open(session, ticket, row.policy, now, now, verified=row.verified)
        text = "Paged anew: the page that stood for it was cancelled, or is another ticket's now."
        tickets.entry(session, number, now, Entry.PAGE, text)
