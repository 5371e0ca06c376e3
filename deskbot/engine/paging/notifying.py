"""A step pages people: a notification for each way to each of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from deskbot.engine.jobs import Jobs
from deskbot.engine.paging.rows import row_id
from deskbot.escalation.lateness import wanted_at
from deskbot.escalation.pager import Reach
from deskbot.store.database import Session
from deskbot.store.tables import NotificationRow, PageRow

HANDS_OVER = timedelta(seconds=2)
"""When the alarm of a notification goes off that whoever makes its step hands over at once.

By then they have claimed it, or have died. An attempt takes longer than that where its carrier is silent: while it
lasts its lease keeps the alarm from doing anything.
"""


async def notify(
    session: Session,
    jobs: Jobs,
    row: PageRow,
    reach: Iterable[Reach],
    now: datetime,
    *,
    was_due: datetime | None = None,
    hands_over: bool = False,
) -> NotificationRow | None:
    """Make a page's next step: write what goes to whom and when, and set the alarms.

    Args:
        session: the transaction, which has locked the page.
        jobs: sets the alarms.
        row: the page.
        reach: whom it reaches now, and by what.
        now: the present moment.
        was_due: when the step should have been made; None where it is made at once.
        hands_over: the caller hands over what is returned as soon as the transaction has committed: it waits for no
            alarm, and its alarm is only for a caller who has died.

    Returns:
        The first notification that goes now; None where none does.
    """
    row.step += 1
    first = None
    for way in reach:
        due_at = now + way.after
        notification = NotificationRow(
            page_id=row_id(row),
            step=row.step,
            level=row.level,
            round=row.round,
            responder=way.responder,
            medium=way.medium,
            address=way.address,
            due_at=due_at,
            wanted_at=wanted_at(was_due, way.after, now),
            created_at=now,
            updated_at=now,
        )
        session.add(notification)
        await session.flush()
        at = due_at if way.after else None
        # A chat's goes by its own alarm, in a queue of its own: one that hangs must keep no other page waiting.
        if first is None and not way.after and not way.medium.chat:
            first, at = notification, due_at + HANDS_OVER if hands_over else None
        jobs.ring(session, "notify", row_id(notification), at=at, new=True)
    return first
