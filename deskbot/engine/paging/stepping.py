"""A page's alarm: the step that is due, if one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging.announcing import announce_unanswered
from deskbot.engine.paging.ending import end
from deskbot.engine.paging.handing import give_back
from deskbot.engine.paging.holding import hold_back, release
from deskbot.engine.paging.notifying import notify
from deskbot.engine.paging.rows import (
    close,
    keep_in_hand,
    let_go,
    locked,
    parts_on_page,
    policy_of,
    row_id,
    tried_by,
)
from deskbot.engine.paging.sending import Sending
from deskbot.engine.paging.showing import look_again
from deskbot.engine.rosters import load_roster
from deskbot.escalation import pager
from deskbot.escalation.policy import ladder
from deskbot.model.page import Attempt, Notification, PageState
from deskbot.model.ticket import Entry, State
from deskbot.store import bundles, pages, tickets
from deskbot.store.bundles import Waiting
from deskbot.store.database import Database, Session
from deskbot.store.tables import PageRow, TicketRow


@dataclass(frozen=True, slots=True)
class Stepping:
    """Takes the steps of pages."""

    database: Database
    jobs: Jobs
    desk: Desk
    clock: Clock
    mailing: Mailing
    sending: Sending

    async def step(self, page_id: int) -> None:
        """Answer a page's alarm: take the step that is due, if one is, and hand over what goes first by it.

        What else goes at the same time has alarms of its own: a carrier that hangs keeps nobody else waiting.
        """
        first = claimed = None
        async with self.database.begin() as session:
            now = self.clock.now()
            made = await self._step(session, page_id, now)
            if made is not None:
                first = row_id(made.notification)
                claimed = await self.sending.begin(session, made, now)
        if claimed is not None:
            await self.sending.carry_out(claimed)
        elif first is not None:
            await self.sending.send(first)

    async def _step(self, session: Session, page_id: int, now: datetime) -> Waiting | None:
        """Take the step; return the notification that is to be handed over at once, if any is."""
        ticket, row = await locked(session, page_id)
        if ticket is None or row is None or row.state not in (PageState.OPEN, PageState.ACKNOWLEDGED):
            return None
        if not State(ticket.state).open:
            await end(session, self.jobs, self.desk, row, now, f"the ticket is {ticket.state}")
            return None
        await release(session, self.jobs, ticket, row, now)
        if row.handed_to:
            await self._hand_over_ends(session, row, now)
            return None
        if row.state == PageState.ACKNOWLEDGED and await self._is_in_hand(session, row, now):
            return None
        due = row.due_at is not None and row.due_at <= now
        tried = await tried_by(session, row)
        over = due or (row.state == PageState.OPEN and pager.level_failed(pages.as_page(row), tried))
        if row.held_due_at is not None and not due:
            return None
        if over and await hold_back(session, self.jobs, self.desk, ticket, row, now):
            return None
        roster = await load_roster(session, self.desk, now)
        levels = ladder(roster, policy_of(self.desk, row), now)
        step = pager.step(pages.as_page(row), levels, tried, now)
        if step is None:
            await self._hasten_media(session, row, tried, now)
            return None
        return await self._take(session, ticket, row, step, now)

    async def _hasten_media(self, session: Session, row: PageRow, tried: Sequence[Notification], now: datetime) -> None:
        """Let a person's next medium come now where all before it have failed, or nobody knows of them."""
        for early in pager.hastened(pages.as_page(row), tried, now):
            other = await pages.lock_notification(session, early)
            if other is not None and other.state == Attempt.QUEUED:
                other.due_at = now
                self.jobs.ring(session, "notify", early)

    async def _hand_over_ends(self, session: Session, row: PageRow, now: datetime) -> None:
        """Leave a page with whoever hands it over, when the other one has had their time, or cannot be reached."""
        tried = await tried_by(session, row)
        over = row.due_at is not None and row.due_at <= now
        if row.state == PageState.OPEN and (over or pager.level_failed(pages.as_page(row), tried)):
            await give_back(session, self.jobs, self.desk, row, now)
        else:
            await self._hasten_media(session, row, tried, now)

    async def _is_in_hand(self, session: Session, row: PageRow, now: datetime) -> bool:
        """Return whether whoever has acknowledged a page need not be reminded of it now."""
        silent_after, newest = policy_of(self.desk, row).silent_after, await pages.latest(session, row.ticket_number)
        unwatched = silent_after is None and row.snoozed_at is None
        if row.due_at is None or unwatched or newest is None or newest.id != row.id:
            row.due_at = None
            return True
        if row.due_at > now:
            return True
        last = await tickets.last_act(session, row.ticket_number, self.desk.staff)
        if row.snoozed_at is not None:
            if last is None or last <= row.snoozed_at:
                return False
            # They are at work on it: from here on it is looked at as any page that somebody has.
            row.snoozed_at, row.due_at = None, last + silent_after if silent_after is not None else None
        elif last and silent_after is not None:
            row.due_at = max(row.due_at, last + silent_after)
        if row.due_at is not None and row.due_at > now:
            self.jobs.ring(session, "page", row_id(row), at=row.due_at)
        return row.due_at is None or row.due_at > now

    async def _take(
        self, session: Session, ticket: TicketRow, row: PageRow, step: pager.Step, now: datetime
    ) -> Waiting | None:
        was_due = row.due_at
        if row.state == PageState.ACKNOWLEDGED:  # in vain, whether or not anybody is left who can be called
            await let_go(session, ticket, row, now)
            await look_again(session, self.jobs, row)
        row.level, row.round, row.due_at = step.level, step.round, step.due_at
        row.begun, row.done = step.begun, list(step.done)
        for reason in step.reasons:
            tickets.entry(session, row.ticket_number, now, Entry.PAGE, reason.says, data={"rule": reason.rule})
        if step.state is PageState.UNANSWERED:
            close(row, PageState.UNANSWERED, now)
            parts = await parts_on_page(session, ticket)
            policy = policy_of(self.desk, row)
            await announce_unanswered(session, self.mailing, ticket, row_id(row), policy, now, parts=parts)
            return None
        if step.state is PageState.ACKNOWLEDGED:
            close(row, PageState.ACKNOWLEDGED, now)
            keep_in_hand(session, self.jobs, row, now, policy_of(self.desk, row).silent_after)
            return None
        if not step.notify:
            self.jobs.ring(session, "page", row_id(row), at=step.due_at)
            return None
        if row.step:
            # What was still to go by earlier steps comes to nothing, unless it was held: those people had their time.
            ways = {(way.responder, way.medium) for way in step.notify}
            await bundles.cancel_earlier(session, row_id(row), now, ways)
        first = await notify(session, self.jobs, row, step.notify, now, was_due=was_due, hands_over=True)
        if step.due_at:
            self.jobs.ring(session, "page", row_id(row), at=step.due_at)
        return Waiting(first, row, ticket) if first else None
