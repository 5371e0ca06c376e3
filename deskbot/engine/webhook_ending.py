"""Webhooks end with the token that has made them, and when nobody has turned them on again for long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.clock import Clock
from deskbot.engine.mailing import Mailing
from deskbot.store import audit, webhooks
from deskbot.store.database import Database, Session
from deskbot.store.tables import WebhookRow

EVERY = 60.0
"""Seconds between two looks."""
ENDS_AFTER = timedelta(days=30)
"""A webhook that has been off for so long ends: what happens is kept for it no longer."""


@dataclass(frozen=True, slots=True)
class WebhookEnding:
    """Ends them."""

    database: Database
    clock: Clock
    mailing: Mailing

    async def look(self) -> None:
        """End the webhooks whose time is over."""
        now = self.clock.now()
        # Each look locks in the order of the ids, as whoever hands out does: both in one transaction would not.
        async with self.database.begin() as session:
            for hook in await webhooks.of_ended_tokens(session, now):
                await end(session, [hook], "deskbot", now, f"the token {hook.created_by} is good no more")
        async with self.database.begin() as session:
            off = await webhooks.off_since(session, now - ENDS_AFTER)
            await end(session, off, "deskbot", now, f"it has been off for {ENDS_AFTER.days} days")
            for hook in off:
                text = (
                    f"Webhook {hook.id} ({hook.url}, made by {hook.created_by}) has been off for {ENDS_AFTER.days} "
                    "days. It has ended, and what was kept for it is not sent. Its program may make another by "
                    "POST /api/v1/webhooks."
                )
                await self.mailing.to_desk(session, f"webhook-ended:{hook.id}", "A webhook has ended", text, now)


async def end(session: Session, hooks: Iterable[WebhookRow], by: str, now: datetime, why: str = "") -> None:
    """Send nothing more to some webhooks, which are locked, and note who has ended them."""
    for hook in hooks:
        hook.ended_at = now
        await webhooks.rest(session, hook.id or 0)
        data = {"url": hook.url, "why": why} if why else {"url": hook.url}
        audit.note(session, "ended a webhook", f"webhook {hook.id}", who=by, now=now, data=data)
