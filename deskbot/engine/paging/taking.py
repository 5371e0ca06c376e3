"""What a responder does with a page: take it, pass it on, put it off, or hand it over."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging.ahead import step_due
from deskbot.engine.paging.announcing import announce_taken
from deskbot.engine.paging.handing import give_back, hand_over, taken, taken_over
from deskbot.engine.paging.holding import hold_on
from deskbot.engine.paging.rows import (
    is_over,
    let_go,
    locked,
    newest,
    parts_on_page,
    policy_of,
    row_id,
    said_at,
)
from deskbot.engine.paging.showing import look_again
from deskbot.engine.paging.telling import tell_in_vain, tell_let_off
from deskbot.escalation.pager import Reach
from deskbot.escalation.passing import ON, as_sentence, passed_on
from deskbot.model.page import PageState
from deskbot.model.ticket import Entry
from deskbot.store import audit, pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import PageRow, TicketRow
from deskbot.tickets.reference import reference
from deskbot.tracing import span

NOBODY = ""
TOOK = "took its page"

log = logging.getLogger(__name__)


class Passed(StrEnum):
    """What came of the wish to pass a page on."""

    ON = "on"
    ALREADY = "already"
    """The next level has it already."""
    ANEW = "anew"
    """The ticket has been paged anew since, with another code."""
    TAKEN = "taken"
    NOBODY_LEFT = "nobody-left"
    UNNEEDED = "unneeded"
    """Nobody is needed any more."""
    BACK = "back"
    """It was to be handed over to them, and stays with whoever has it."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Does what responders answer."""

    jobs: Jobs
    desk: Desk
    mailing: Mailing

    async def acknowledge(
        self, session: Session, page_id: int, responder: str, now: datetime, *, tells: bool = True
    ) -> str | None:
        """Let a responder take a page.

        Args:
            session: the transaction of the answer.
            page_id: the page, or one for which another stands.
            responder: who takes it.
            now: the present moment.
            tells: whether the resellers are told who has it; not where they are told more at once.

        Returns:
            None when it is theirs now; else who had taken it before: they themselves, if they are among those, and
            otherwise who came first. `NOBODY` when nobody is needed any more.
        """
        ticket, row = await locked(session, page_id)
        if ticket is None or row is None or is_over(row, ticket):
            return NOBODY
        row = await newest(session, row)
        if row.state == PageState.CANCELLED:
            return NOBODY
        if row.handed_to == responder:
            await self._take_over(session, ticket, row, now)
            return None
        if responder in row.acknowledged:
            return responder
        if row.state == PageState.ACKNOWLEDGED or row.handed_to:
            return row.acknowledged_by
        row.acknowledged = [*row.acknowledged, responder]
        with span("page.acknowledge", row.trace, page=row_id(row), ticket=row.ticket_number):
            extra = {"action": "page_acknowledged", "page": row_id(row), "ticket": row.ticket_number}
            log.info("page acknowledged", extra=extra | {"responder": responder})
        policy = policy_of(self.desk, row)
        missing = policy.acknowledgements - len(row.acknowledged)
        if len(row.acknowledged) == 1:
            row.acknowledged_by, row.acknowledged_at = responder, now
        if missing <= 0 or row.state == PageState.UNANSWERED:
            await taken(session, self.jobs, self.desk, row, now)
            await tell_in_vain(session, self.jobs, self.desk, row, responder, now)
        else:
            await pages.cancel_waiting(session, row_id(row), now, responder=responder)
            await look_again(session, self.jobs, row)
        if responder != row.acknowledged_by:
            text = f"{self.desk.name_of(responder)} has come as well."
            tickets.entry(session, row.ticket_number, now, Entry.PAGE, text, author=responder, act=TOOK)
            return None
        await self._owned_by(session, ticket, row, responder, now, tells=tells)
        if row.state == PageState.OPEN:
            text = f"{policy.acknowledgements} people are wanted: the page goes on."
            tickets.entry(session, row.ticket_number, now, Entry.PAGE, text)
        return None

    async def _owned_by(
        self, session: Session, ticket: TicketRow, row: PageRow, responder: str, now: datetime, *, tells: bool = True
    ) -> None:
        """Give a page's tickets to whoever has taken it, and tell the resellers who it is."""
        name = self.desk.name_of(responder)
        for one in (ticket, *await parts_on_page(session, ticket)):
            one.owner = responder if one is ticket else one.owner or responder
            one.first_response_at = one.first_response_at or now
            one.updated_at = now
            text = f"{name} has taken it."
            tickets.entry(session, one.number or 0, now, Entry.PAGE, text, author=responder, public=True, act=TOOK)
            if tells:
                await announce_taken(session, self.mailing, one, row_id(row), name, now)

    async def _take_over(self, session: Session, ticket: TicketRow, row: PageRow, now: datetime) -> None:
        """Let whom a page is handed over to take it from who has it."""
        to, by = row.handed_to, row.handed_by
        await taken_over(session, self.jobs, self.desk, row, now)
        parts = [one for one in await parts_on_page(session, ticket) if one.owner == by]
        for one in (part for part in (ticket, *parts) if part.owner == by):
            one.owner = to
        if row.acknowledged_by == to:
            await self._owned_by(session, ticket, row, to, now)
            return
        text = f"{self.desk.name_of(to)} has taken it over from {self.desk.name_of(by)}."
        tickets.entry(session, row.ticket_number, now, Entry.PAGE, text, author=to, act=TOOK)

    async def escalate(
        self, session: Session, page_id: int, responder: str, now: datetime, *, seen: int | None = None
    ) -> tuple[Passed, str]:
        """Pass a page on to its next level, if it is still with the level of the one who passes it on.

        Of several who have come only that one goes; the page goes on for another.

        Args:
            session: the transaction of the answer.
            page_id: the page, or one for which another stands.
            responder: who passes it on.
            now: the present moment.
            seen: the step at which they saw it, who passes on what has not reached them; None where it has.

        Returns:
            What came of it; and for one that is passed on what becomes of it, as the end of a sentence that names it.
        """
        ticket, row = await locked(session, page_id)
        if ticket is None or row is None or is_over(row, ticket):
            return Passed.UNNEEDED, ""
        page = await newest(session, row)
        if page.id != row.id and page.state == PageState.ACKNOWLEDGED and responder not in page.acknowledged:
            return Passed.TAKEN, ""
        if page.id != row.id:
            return Passed.ANEW, ""
        if row.state == PageState.UNANSWERED:
            return Passed.NOBODY_LEFT, ""
        if row.handed_to == responder:
            told = {"to": row.handed_by}
            await give_back(session, self.jobs, self.desk, row, now)
            about = reference(row.ticket_number)
            audit.note(session, "sent its page back", about, who=responder, now=now, data=told)
            return Passed.BACK, ""
        theirs = responder in row.acknowledged
        if not theirs and (row.state == PageState.ACKNOWLEDGED or row.handed_to):
            return Passed.TAKEN, ""
        if not theirs and row.step != seen and not await pages.is_with(session, row, responder):
            return Passed.ALREADY, ""
        had = row.acknowledged_by
        if row.handed_to:
            says = f"{self.desk.name_of(responder)} has passed it on, and does not hand it over to you any more."
            await tell_let_off(session, self.jobs, self.desk, row, says, now)
            await pages.cancel_waiting(session, row_id(row), now)
        await let_go(session, ticket, row, now, responder)
        row.due_at = now
        await look_again(session, self.jobs, row)
        how = await self._ahead(session, ticket, row, now)
        text = as_sentence(how)
        tickets.entry(session, row.ticket_number, now, Entry.PAGE, text, author=responder, act="passed its page on")
        if row.acknowledged_by not in ("", had):
            await self._owned_by(session, ticket, row, row.acknowledged_by, now)
        self.jobs.ring(session, "page", row_id(row))
        return Passed.ON, how

    async def _ahead(self, session: Session, ticket: TicketRow, row: PageRow, now: datetime) -> str:
        """Look what becomes of a page that is due now."""
        hold = await hold_on(session, ticket, now)
        step = await step_due(session, self.desk, row, hold.end if hold else now)
        if step is None:
            return ON
        return passed_on(
            pages.as_page(row),
            step,
            held_until=said_at(self.desk, hold.end) if hold else "",
            waits_until=said_at(self.desk, step.due_at) if step.due_at else "",
            stays_with=self.desk.name_of(row.acknowledged_by),
        )

    def snooze(self, session: Session, row: PageRow, responder: str, span: timedelta, now: datetime) -> bool:
        """Put a page off that a responder has: it is paged anew after `span`, unless something has happened on it.

        Returns:
            False where the page still rings for others, who are wanted too: it cannot be put off for them.
        """
        if row.state != PageState.ACKNOWLEDGED:
            return False
        row.snoozed_at, row.due_at, row.held_due_at = now, now + span, None
        text = f"Put off: it is paged anew at {said_at(self.desk, row.due_at)}, unless something happens on it by then."
        told = {"until": row.due_at.isoformat(timespec="minutes")}
        number, act = row.ticket_number, "put its page off"
        tickets.entry(session, number, now, Entry.PAGE, text, author=responder, act=act, told=told)
        self.jobs.ring(session, "page", row_id(row), at=row.due_at)
        return True

    async def hand_over(
        self, session: Session, row: PageRow, responder: str, to: str, reach: Sequence[Reach], now: datetime
    ) -> bool:
        """Have somebody paged to take a page from a responder, who has it; see `snooze` for what is returned."""
        if row.state != PageState.ACKNOWLEDGED:
            return False
        row.snoozed_at = None
        await hand_over(session, self.jobs, self.desk, row, responder, to, reach, now)
        return True
