"""What a responder does with a page: take it, or pass it on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging.rows import close, let_go, locked, parts_on_page, policy_of, row_id
from deskbot.model.page import PageState
from deskbot.model.ticket import Entry, State
from deskbot.store import pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import PageRow, TicketRow

NOBODY = ""


class Passed(StrEnum):
    """What came of the wish to pass a page on."""

    ON = "on"
    ALREADY = "already"
    """The next level has it already."""
    TAKEN = "taken"
    NOBODY_LEFT = "nobody-left"


@dataclass(frozen=True, slots=True)
class Taking:
    """Does what responders answer."""

    jobs: Jobs
    desk: Desk
    mailing: Mailing

    async def acknowledge(self, session: Session, page_id: int, responder: str, now: datetime) -> str | None:
        """Let a responder take a page.

        Returns:
            None when it is theirs now; else who had taken it before, or `NOBODY` when nobody is needed any more.
        """
        ticket, row = await locked(session, page_id)
        if ticket is None or row is None or row.state == PageState.CANCELLED or not State(ticket.state).open:
            return NOBODY
        if row.state == PageState.ACKNOWLEDGED or responder in row.acknowledged:
            return row.acknowledged_by
        row.acknowledged = [*row.acknowledged, responder]
        policy = policy_of(self.desk, row)
        missing = policy.acknowledgements - len(row.acknowledged)
        if len(row.acknowledged) == 1:
            row.acknowledged_by, row.acknowledged_at = responder, now
        if missing <= 0 or row.state == PageState.UNANSWERED:
            close(row, PageState.ACKNOWLEDGED, now)
            await pages.cancel_waiting(session, row_id(row), now)
            await self._look_again(session, row, now, policy.silent_after)
        else:
            await pages.cancel_waiting(session, row_id(row), now, responder)
        if responder != row.acknowledged_by:
            text = f"{self.desk.name_of(responder)} has come as well."
            tickets.entry(session, row.ticket_number, now, Entry.PAGE, text, author=responder)
            return None
        await self._owned_by(session, ticket, row, responder, now)
        if row.state == PageState.OPEN:
            text = f"{policy.acknowledgements} people are wanted: the page goes on."
            tickets.entry(session, row.ticket_number, now, Entry.PAGE, text)
        return None

    async def _owned_by(self, session: Session, ticket: TicketRow, row: PageRow, responder: str, now: datetime) -> None:
        """Give a page's tickets to whoever has taken it, and tell the resellers who it is."""
        name = self.desk.name_of(responder)
        for one in (ticket, *await parts_on_page(session, ticket)):
            one.owner = responder if one is ticket else one.owner or responder
            one.first_response_at = one.first_response_at or now
            one.updated_at = now
            text = f"{name} has taken it."
            tickets.entry(session, one.number or 0, now, Entry.PAGE, text, author=responder, public=True)
            await self.mailing.taken(session, one, row_id(row), name, now)

    async def _look_again(self, session: Session, row: PageRow, now: datetime, after: timedelta | None) -> None:
        """Set when a page that was acknowledged is paged anew, if nothing happens on its ticket by then."""
        if after is not None:
            row.due_at = now + after
            await self.jobs.ring(session, "page", row_id(row), at=row.due_at)

    async def escalate(self, session: Session, page_id: int, responder: str, now: datetime) -> Passed:
        """Pass a page on to its next level, if it is still with the level of the one who passes it on."""
        ticket, row = await locked(session, page_id)
        if ticket is None or row is None or row.state == PageState.UNANSWERED:
            return Passed.NOBODY_LEFT
        newest = await pages.latest(session, row.ticket_number)
        if newest is not None and newest.id != row.id:
            return Passed.ALREADY  # the ticket has been paged anew since
        if row.state == PageState.ACKNOWLEDGED and responder not in row.acknowledged:
            return Passed.TAKEN
        if row.state == PageState.OPEN and not await pages.is_with(session, row, responder):
            return Passed.ALREADY
        await let_go(session, ticket, row, now)
        tickets.entry(session, row.ticket_number, now, Entry.PAGE, "Passed on to the next level.", author=responder)
        row.due_at = now
        await self.jobs.ring(session, "page", row_id(row))
        return Passed.ON
