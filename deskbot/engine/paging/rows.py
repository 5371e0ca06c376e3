"""What every part of the pager does with rows: lock them, close them, find their policy."""

from __future__ import annotations

from datetime import datetime, timedelta

from deskbot.desk import Desk, Policy
from deskbot.engine.jobs import Jobs
from deskbot.errors import UnavailableError
from deskbot.model.case import Severity
from deskbot.model.page import Notification, PageState
from deskbot.model.ticket import State
from deskbot.store import pages, tickets
from deskbot.store.database import LOCK, Session
from deskbot.store.tables import DispatchRow, NotificationRow, PageRow, TicketRow

MOST_MOVES = 5
"""How often a page that has gone to another ticket is looked for again."""


async def locked(session: Session, page_id: int) -> tuple[TicketRow | None, PageRow | None]:
    """Lock a page and its ticket; always the ticket first, so that two never wait for each other.

    For a page that was folded it is the one that stands for it. A page may have gone to another ticket meanwhile:
    then both are let go, and looked for again.
    """
    for _ in range(MOST_MOVES):
        seen = await pages.standing_for(session, page_id)
        if seen is None:
            return None, None
        number = seen.ticket_number
        attempt = await session.begin_nested()
        company = await tickets.lock_company(session, [number])
        if company is not None:
            await session.refresh(seen, with_for_update=LOCK)
            if seen.ticket_number == number and seen.state != PageState.FOLDED:
                await attempt.commit()
                return company.get(number), seen
        await attempt.rollback()
    raise UnavailableError(f"page {page_id} goes from ticket to ticket")


async def newest(session: Session, row: PageRow) -> PageRow:
    """Return, locked, the ticket's page that counts: where it was paged anew, whoever comes, comes for that."""
    latest = await pages.latest(session, row.ticket_number)
    return row if latest is None or latest.state == PageState.FOLDED else latest


async def tried_by(session: Session, row: PageRow) -> list[Notification]:
    """Return what has gone out by a page, or is to go; nobody is asked where it has made no step."""
    return [pages.as_notification(one) for one in await pages.notifications(session, row_id(row))] if row.step else []


def close(row: PageRow, state: PageState, now: datetime) -> None:
    """End a page: nothing of it is due any more."""
    row.state, row.due_at, row.held_due_at, row.closed_at = state, None, None, now


async def let_go(session: Session, ticket: TicketRow, row: PageRow, now: datetime, responder: str = "") -> None:
    """Take a page from whoever has acknowledged it, so that it goes on; from `responder` only, where one is named.

    Who stays keeps it: where the first one goes, the ticket is the next one's.
    """
    stay = [one for one in row.acknowledged if responder and one != responder]
    first, since = row.acknowledged_by, row.acknowledged_at
    if first not in stay:
        for one in (ticket, *await parts_on_page(session, ticket)):
            if one.owner == first:
                one.owner = stay[0] if stay else ""
    await pages.reopen(session, row, now, now)
    if stay:
        row.acknowledged, row.acknowledged_by = stay, stay[0]
        row.acknowledged_at = since if stay[0] == first else now


def keep_in_hand(session: Session, jobs: Jobs, row: PageRow, now: datetime, silent_after: timedelta | None) -> None:
    """Set when a page that was acknowledged is paged anew, if nothing happens on its ticket by then."""
    if silent_after is not None:
        row.due_at = now + silent_after
        jobs.ring(session, "page", row_id(row), at=row.due_at)


def said_at(desk: Desk, at: datetime) -> str:
    """Return a time of day as the desk's people read it."""
    return f"{at.astimezone(desk.tz):%H:%M}"


def who_and_when(desk: Desk, row: PageRow, who: str = "") -> str:
    """Return who has a page, or who of several, and since when it is had, in the desk's own time."""
    name = desk.name_of(who or row.acknowledged_by)
    return f"{name} at {said_at(desk, row.acknowledged_at)}" if row.acknowledged_at else name


def yours_already(desk: Desk, row: PageRow, who: str) -> str:
    """Return what is said to who has a page already: since when, where it was they who came first."""
    since = row.acknowledged_at if who == row.acknowledged_by else None
    return f"yours already, since {said_at(desk, since)}" if since else "yours already"


def policy_of(desk: Desk, row: PageRow) -> Policy:
    """Return the page's policy; where it has been taken out of desk.yaml since, the one that S1 has now."""
    return desk.policies.get(row.policy) or desk.policies[desk.severities[Severity.S1].policy]


async def paged_for(session: Session, ticket: TicketRow) -> TicketRow:
    """Return the ticket whose page stands for another: its incident, while that is open, and else itself.

    A part with an open page of its own needs somebody for itself.
    """
    parent = await tickets.get(session, ticket.parent) if ticket.parent is not None else None
    if parent is None or not State(parent.state).open or await pages.has_open(session, [ticket.number or 0]):
        return ticket
    return parent


def raise_to(ticket: TicketRow, severity: Severity, now: datetime) -> None:
    """Let a ticket be as grave as this, as a part of it has become; a graver one stays what it is."""
    if not Severity(ticket.severity).at_least(severity):
        ticket.severity, ticket.updated_at = severity, now


async def parts_on_page(session: Session, ticket: TicketRow) -> list[TicketRow]:
    """Return the open parts of an incident for which its page stands: those with no open one of their own."""
    parts = [part for part in await tickets.parts(session, ticket.number or 0) if State(part.state).open]
    own = await pages.has_open(session, [part.number or 0 for part in parts])
    return [part for part in parts if part.number not in own]


def wanted(desk: Desk, page: PageRow, ticket: TicketRow) -> bool:
    """Return whether anybody still has to come; not where fewer are wanted by now than have come."""
    enough = not page.handed_to and len(page.acknowledged) >= policy_of(desk, page).acknowledgements
    return page.state == PageState.OPEN and State(ticket.state).open and not enough


def is_over(page: PageRow, ticket: TicketRow) -> bool:
    """Return whether nobody is needed for a page any more."""
    return page.state == PageState.CANCELLED or not State(ticket.state).open


def still_missing(desk: Desk, page: PageRow) -> int:
    """Return how many others a page goes on ringing for, though somebody has taken it."""
    missing = policy_of(desk, page).acknowledgements - len(page.acknowledged)
    return max(missing, 0) if page.state == PageState.OPEN else 0


def being_handed(page: PageRow) -> bool:
    """Return whether a page is open only so that somebody takes it from whoever has it."""
    return page.state == PageState.OPEN and bool(page.handed_to)


def row_id(row: PageRow | NotificationRow | DispatchRow) -> int:
    """Return the id of a stored row."""
    assert row.id is not None  # noqa: S101  (flushed rows have one)
    return row.id
