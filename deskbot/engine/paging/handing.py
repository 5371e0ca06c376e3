"""A page is handed over: one person is paged to take it from another, who has it until they have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.notifying import notify
from deskbot.engine.paging.rows import close, keep_in_hand, policy_of, row_id, said_at
from deskbot.engine.paging.showing import look_again
from deskbot.engine.paging.telling import tell_later
from deskbot.escalation.pager import Reach
from deskbot.model.page import PageState
from deskbot.model.ticket import Entry
from deskbot.store import pages, tickets
from deskbot.store.database import Session
from deskbot.store.tables import PageRow
from deskbot.tickets.reference import reference

ANSWER_WITHIN = timedelta(minutes=5)
"""From the last medium of theirs by which somebody was paged until it counts as not taken."""


async def hand_over(
    session: Session, jobs: Jobs, desk: Desk, row: PageRow, by: str, to: str, reach: Sequence[Reach], now: datetime
) -> None:
    """Page one person for a page that somebody else has.

    Args:
        session: the transaction, which has locked the page.
        jobs: sets the alarms.
        desk: the desk's policy.
        row: a page that `by` has acknowledged.
        by: who hands it over.
        to: who is to take it.
        reach: the ways to them; not empty.
        now: the present moment.
    """
    has, first, since = list(row.acknowledged), row.acknowledged_by, row.acknowledged_at
    due_at = now + max(way.after for way in reach) + ANSWER_WITHIN
    await pages.reopen(session, row, now, due_at)
    row.acknowledged, row.acknowledged_by, row.acknowledged_at = has, first, since
    row.handed_to, row.handed_by = to, by
    text = (
        f"Handed over to {desk.name_of(to)}, who is being paged; it stays with {desk.name_of(by)} until they take it."
    )
    number, told = row.ticket_number, {"to": to}
    tickets.entry(session, number, now, Entry.PAGE, text, author=by, act="handed its page over", told=told)
    await notify(session, jobs, row, reach, now)
    await look_again(session, jobs, row)
    jobs.ring(session, "page", row_id(row), at=due_at)


async def taken(session: Session, jobs: Jobs, desk: Desk, row: PageRow, now: datetime) -> None:
    """End a page that is in somebody's hands: nobody else is called, and all that show it say so."""
    close(row, PageState.ACKNOWLEDGED, now)
    await pages.cancel_waiting(session, row_id(row), now)
    await look_again(session, jobs, row)
    keep_in_hand(session, jobs, row, now, policy_of(desk, row).silent_after)


async def give_back(session: Session, jobs: Jobs, desk: Desk, row: PageRow, now: datetime) -> None:
    """Let a page stay with whoever wanted to hand it over, and tell them."""
    to, by = row.handed_to, row.handed_by
    row.handed_to = row.handed_by = ""
    await taken(session, jobs, desk, row, now)
    text = f"{desk.name_of(to)} has not taken it: it stays with {desk.name_of(by)}."
    tickets.entry(session, row.ticket_number, now, Entry.PAGE, text)
    says = f"{reference(row.ticket_number)}: {desk.name_of(to)} has not taken it. It is still yours."
    await tell_later(session, jobs, desk, row, by, says, now)


async def taken_over(session: Session, jobs: Jobs, desk: Desk, row: PageRow, now: datetime) -> None:
    """Put whoever was paged for it in the place of whoever handed a page over, and tell those."""
    to, by = row.handed_to, row.handed_by
    row.handed_to = row.handed_by = ""
    row.acknowledged = list(dict.fromkeys(to if one == by else one for one in row.acknowledged))
    if row.acknowledged_by == by:
        row.acknowledged_by, row.acknowledged_at = to, now
    await taken(session, jobs, desk, row, now)
    says = f"{reference(row.ticket_number)}: {desk.name_of(to)} has taken it from you at {said_at(desk, now)}."
    await tell_later(session, jobs, desk, row, by, says, now)
