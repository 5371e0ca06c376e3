"""Somebody who phones is not made to wait for support hours: their ticket's page goes out now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine.paging import Paging
from deskbot.engine.paging.holding import hold_of
from deskbot.model.case import Severity
from deskbot.model.page import PageState
from deskbot.store import pages
from deskbot.store.database import Session
from deskbot.store.tables import TicketRow
from deskbot.tickets.paging import PageWish, Verdict

LEAST = Severity.S2
"""What a ticket is at least that somebody phones about. S1 it becomes by what has failed, or by a person's word."""


def urgent(severity: Severity) -> Severity:
    """Return the severity of a ticket that somebody phones about."""
    return severity if severity.at_least(LEAST) else LEAST


async def page_now(
    session: Session,
    paging: Paging,
    desk: Desk,
    ticket: TicketRow,
    wish: PageWish,
    now: datetime,
    *,
    proven: bool,
    unproven_left: int,
) -> PageWish:
    """Have somebody paged now, whatever hour it is, where `Paging.follow` has them paged later or not at all.

    Args:
        session: the transaction, which has locked the ticket.
        paging: the pager.
        desk: whose policies page.
        ticket: whose page it is.
        wish: what `follow` has done.
        now: the present moment.
        proven: whoever phones is believed.
        unproven_left: how many pages others may still cause in this hour.

    Returns:
        The verdict as it stands then, with its reason.
    """
    if wish.verdict is Verdict.HELD:
        return wish
    last = await pages.latest(session, ticket.number or 0)
    if await hold_of(session, Severity(ticket.severity), now) is not None:
        return wish  # maintenance keeps it, and has said so
    if last is not None and last.state == PageState.OPEN:
        if last.level >= 0 or last.due_at is None or last.due_at <= now:
            return wish
        await paging.hasten(session, last, now)
        return PageWish(Verdict.HASTEN, "paged now, though support is closed: the reseller phones", now)
    if not proven and unproven_left <= 0:
        return PageWish(Verdict.HELD, "not paged: unproven senders have caused as many pages as they may in an hour")
    policy = desk.severities[Severity(ticket.severity)].policy or desk.severities[Severity.S1].policy
    if not policy:
        return replace(wish, why="nobody is paged: the policy in desk.yaml pages nobody, at no severity")
    await paging.open(session, ticket, policy, now, now, verified=proven)
    return PageWish(Verdict.PAGE, "paged now: the reseller phones", now)
