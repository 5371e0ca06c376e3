"""Leases that end later than any can: the clock by which they were given has been set back since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from deskbot.clock import APART
from deskbot.model.message import InboundState
from deskbot.model.page import Attempt
from deskbot.model.pauses import CARDS, FILES, LETTERS, PAGE_MESSAGES
from deskbot.store.inbound import RETRY_AFTER
from deskbot.store.outbox import LEASE as LETTER_LEASE
from deskbot.store.outbox import UNDER_WAY
from deskbot.store.tables import (
    AwaitedFileRow,
    CardRow,
    InboundRow,
    NoticeRow,
    NotificationRow,
    OutboxRow,
    PageMessageRow,
    RecordingRow,
)
from deskbot.store.tables.columns import table_of

PAGE_LEASE = timedelta(seconds=15)
"""How long one attempt at a page may take before it is taken for dead and made again; carriers are given up sooner."""
NOTICE_LEASE = timedelta(seconds=30)
"""The same for a text that asks for nothing: longer than two carriers that say nothing, one after the other."""

_Leased = TypeVar(
    "_Leased", NotificationRow, InboundRow, OutboxRow, NoticeRow, PageMessageRow, RecordingRow, AwaitedFileRow, CardRow
)


async def shorten(session: AsyncSession, now: datetime) -> None:
    """End what would be waited for an hour because a clock was set back by one.

    What is due at a moment that was promised (a level's turn, support's opening) stays due then. A lease is no such
    promise: it says how long somebody may take who has begun, and that is over soon, whatever the clock shows.
    """
    attempts = (
        col(NotificationRow.state) == Attempt.SENDING,
        col(NotificationRow.due_at) > now + PAGE_LEASE + APART,
    )
    messages = (col(InboundRow.state) == InboundState.ACCEPTED, col(InboundRow.due_at) > now + RETRY_AFTER + APART)
    letters = (
        col(OutboxRow.state).in_(UNDER_WAY),
        col(OutboxRow.due_at) > now + max(LETTER_LEASE, LETTERS.longest) + APART,
    )
    await _due(session, NotificationRow, attempts, now)
    await _due(session, InboundRow, messages, now)
    await _due(session, OutboxRow, letters, now)
    notices = (
        col(NoticeRow.state).in_((Attempt.QUEUED, Attempt.SENDING)),
        col(NoticeRow.due_at) > now + NOTICE_LEASE + APART,
    )
    await _due(session, NoticeRow, notices, now)
    # A lease on any of these is shorter than their longest pause.
    await _due(session, PageMessageRow, (col(PageMessageRow.due_at) > now + PAGE_MESSAGES.longest + APART,), now)
    await _due(session, RecordingRow, (col(RecordingRow.due_at) > now + FILES.longest + APART,), now)
    await _due(session, AwaitedFileRow, (col(AwaitedFileRow.due_at) > now + FILES.longest + APART,), now)
    await _due(session, CardRow, (col(CardRow.due_at) > now + CARDS.longest + APART,), now)


async def _due(
    session: AsyncSession, table: type[_Leased], too_late: Iterable[ColumnElement[bool]], now: datetime
) -> None:
    """Let rows be due that nobody has in hand.

    Whatever is locked is looked at again in the next round: who waits for no lock stands in nobody's way, in whatever
    order the rows are found.
    """
    (key,) = table_of(table).primary_key
    free = select(key).where(*too_late).with_for_update(skip_locked=True, key_share=True)
    await session.execute(update(table).where(key.in_(free)).values(due_at=now))
