"""What would come of an open page that is to go on now: whom it would go on to, or why it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from deskbot.desk import Desk
from deskbot.engine.paging.rows import being_handed, policy_of, said_at, tried_by
from deskbot.engine.rosters import load_roster
from deskbot.escalation import pager
from deskbot.escalation.passing import no_level_left
from deskbot.escalation.policy import ladder
from deskbot.model.page import PageState
from deskbot.store import pages
from deskbot.store.database import Session
from deskbot.store.tables import PageRow


async def step_due(session: Session, desk: Desk, row: PageRow, at: datetime) -> pager.Step | None:
    """Return the step that a page takes if it is due at a moment; its own alarm takes the very same one."""
    levels = ladder(await load_roster(session, desk, at), policy_of(desk, row), at)
    return pager.step(replace(pages.as_page(row), due_at=at), levels, await tried_by(session, row), at)


async def look_ahead(session: Session, desk: Desk, row: PageRow, now: datetime) -> tuple[str, str]:
    """Return why a page rings nobody else if it is to go on now, and when it does where that is not at once.

    Both are empty where it does at once, and where it is not open. A page that has not begun, or that maintenance
    holds, has nobody whose answer would be cut short.

    Args:
        session: the transaction, which has locked the page.
        desk: the desk's policy.
        row: the page.
        now: the present moment.
    """
    begun = row.state == PageState.OPEN and row.level >= 0 and row.held_due_at is None
    if not begun or being_handed(row) or row.due_at is None:
        return "", ""
    step = await step_due(session, desk, row, now)
    if step is None or step.notify:
        return "", ""
    if step.due_at:
        return "", said_at(desk, step.due_at)
    people = [desk.name_of(one) for one in await pages.people_with(session, row)]
    return no_level_left(people, said_at(desk, row.due_at)), ""
