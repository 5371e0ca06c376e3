"""How long each table keeps what is in it. A test sees that none is left out, as what only grows is a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from deskbot.store.tables import HeldAnswerRow, InteractionRow, InvitationRow, PresenceRow
from deskbot.store.tables.columns import table_of

_TICKET = "with its ticket, which is kept: it says what happened, and later ones are matched with it"
_DIRECTORY = "as long as it stands in the directory; `contacts erase` takes a person away"
_PAGE = "with its page, which is kept: it says who was rung when, and why nobody was"
_FEW = "one row for each thing there is, written over: it does not grow"
_BY = "as long as what somebody did by it is told of"

KEPT: Mapping[str, str] = {
    "account": _BY,
    "advice": _TICKET,
    "alembic_version": _FEW,
    "api_token": _BY,
    "attachment": f"{_TICKET}; its bytes as `retention: originals` says",
    "awaited_file": "with its message",
    "bundle": _PAGE,
    "calendar": _FEW,
    "card": _TICKET,
    "channel_state": _FEW,
    "contact": _DIRECTORY,
    "dispatch": _PAGE,
    "duty": _FEW,
    "identity": _DIRECTORY,
    "maintenance": "people make them by hand, and ask later why nobody was paged",
    "notice": _PAGE,
    "notification": _PAGE,
    "number": _FEW,
    "outbox": f"{_TICKET}; its key keeps a letter from being written twice",
    "page": _PAGE,
    "page_message": _PAGE,
    "participant": _TICKET,
    "phone_call": f"{_TICKET}; the carrier's id keeps a call from being taken in twice",
    "recording": "with its call",
    "reseller": _DIRECTORY,
    "reseller_domain": _DIRECTORY,
    "roster_override": "people make them by hand, and ask later who was on call",
    "saved_view": "until its owner takes it away",
    "search_mark": _FEW,
    "search_sheet": f"{_TICKET}; without it nobody would find the ticket",
    "sign_of_life": _FEW,
    "sla_target": _TICKET,
    "snooze": _TICKET,
    "suggestion": _TICKET,
    "system": _DIRECTORY,
    "task": _TICKET,
    "ticket": "for ever: what a desk knows is its tickets",
    "ticket_link": _TICKET,
    "ticket_tag": _TICKET,
    "timeline": _TICKET,
    "undeliverable": "one row for each address, until a message comes from there",
    "webhook": _BY,
}
"""Tables whose rows are kept, and why."""

FORGOTTEN: Mapping[str, str] = {
    "api_answer": "3 days",
    "audit": "as `retention: audit` says; for ever by default",
    "blob": "as soon as nobody has the bytes any more",
    "canary": "2 weeks; its ticket 5 min",
    "draft": "30 days, once its ticket has been closed for so long",
    "held_answer": "its words 1 hour after it went out or did not, the row 30 days",
    "inbound": "its original as `retention: originals` says, what was filed as `retention: filed` says",
    "interaction": "90 days: then the same command would be carried out again",
    "invitation": "90 days after it has expired",
    "presence": "a day",
    "procrastinate_events": "with its job",
    "procrastinate_jobs": "as soon as it is done; one that failed stays, to be looked at",
    "procrastinate_periodic_defers": "nothing is written there",
    "procrastinate_workers": "as soon as it has been silent for some seconds",
    "sign_in": "90 days after it was used last",
    "sign_in_try": "90 days",
    "webhook_delivery": "with its event",
    "webhook_event": "30 days, once it was told",
}
"""Tables whose rows go, and after how long."""

AFTER: Mapping[type[SQLModel], tuple[str, timedelta]] = {
    HeldAnswerRow: ("ended_at", timedelta(days=30)),
    InteractionRow: ("at", timedelta(days=90)),
    InvitationRow: ("expires_at", timedelta(days=90)),
    PresenceRow: ("at", timedelta(days=1)),
}
"""Tables whose rows go by a moment in them and nothing else: by which, and how long after it."""


async def forget(session: AsyncSession, row: type[SQLModel], now: datetime, most: int) -> int:
    """Forget rows of one of these tables whose time is over; return how many, `most` at most."""
    column, kept = AFTER[row]
    table = table_of(row)
    keys: Any = tuple_(*table.primary_key)
    old = select(*table.primary_key).where(table.c[column] < now - kept).limit(most).with_for_update(skip_locked=True)
    gone = await session.execute(delete(table).where(keys.in_(old)))
    return gone.rowcount  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
