"""Programs are told of what happens: of each event, in the order of its ticket, until they have it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from deskbot.access.confidential import masked
from deskbot.access.webhook_waits import WAITS, Queued, again_after, is_given_up, rests_until, who_tries
from deskbot.access.webhooks import hears, secrets_of, signature
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.engine.webhook_ending import ENDS_AFTER
from deskbot.engine.webhook_turns import WebhookTurns
from deskbot.model.webhook import DeliveryState, Event, Posted, Webhook
from deskbot.store import directory as directories
from deskbot.store import webhooks
from deskbot.store.database import Database, Session
from deskbot.store.tables import (
    PageRow,
    TicketRow,
    TimelineRow,
    WebhookDeliveryRow,
    WebhookEventRow,
    WebhookRow,
)
from deskbot.tickets.reader_link import without_links
from deskbot.tickets.reference import reference
from deskbot.wires.webhooks import LIMIT

LEASE = timedelta(minutes=1)
"""For so long nobody else tries what somebody tries just now, or what waits for its turn; a try takes ten seconds."""
LONGEST_TRY = timedelta(seconds=LIMIT)
LONGEST_TEXT = 10_000
"""Characters of a message; all of it is there by the API."""


class Wire(Protocol):
    """What carries events to programs."""

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Posted:
        """Post once, and never raise."""
        ...


@dataclass(frozen=True, slots=True)
class _Begun:
    """A try that has begun."""

    webhook: Webhook
    tried: int
    """Which try of this delivery it is."""
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EventTelling:
    """Tells webhooks."""

    database: Database
    desk: Desk
    clock: Clock
    jobs: Jobs
    mailing: Mailing
    wire: Wire
    keys: tuple[bytes, ...] = field(repr=False)
    """Our own: that of now, then those before."""
    turns: WebhookTurns = field(default_factory=WebhookTurns)

    async def hand_out(self, event_id: int) -> None:
        """Put what happened on a ticket on its way to whoever wants to hear of it, in its order."""
        now = self.clock.now()
        async with self.database.begin() as session:
            found = await webhooks.lock_events(session, event_id)
            ticket = await session.get(TicketRow, found[0][0].ticket_number) if found else None
            if ticket is None:
                return
            for one in await webhooks.lock_all(session):
                webhook, wanted = webhooks.as_webhook(one), False
                for row, public in found:
                    event = Event(row.kind) if row.kind in webhooks.KNOWN else None
                    if event is None or one.created_at > row.at:
                        continue
                    if hears(webhook, event, ticket.reseller_id, public=public):
                        await webhooks.hand_out(session, row, webhook.id)
                        wanted = True
                if wanted and webhook.off_at is None:
                    await self._wake_in_time(session, webhook, ticket.number or 0, now)
            for row, _ in found:
                row.due_at = None

    async def deliver(self, delivery_id: int) -> None:
        """Tell a webhook, in its turn, of what is due, and then whoever waits for the turn that this one ends.

        What is behind it on its ticket follows once it was taken.
        """
        begun = await self._begin(delivery_id)
        turn = delivery_id if begun is not None else None
        try:
            while turn is not None:
                rests = begun is not None and await self._try(turn, begun)
                turn = self.turns.end(turn, self.clock.now(), rests=rests)
                begun = await self._begin(turn, in_turn=True) if turn is not None else None
        finally:
            if turn is not None:
                self.turns.drop(turn)

    async def _begin(self, delivery_id: int, *, in_turn: bool = False) -> _Begun | None:
        """Begin a try of what is due; None where it is not, or has to wait until it is its turn.

        All under the lock of the delivery: who ends a turn sees that it waits, or has not ended when it is asked for.
        """
        took = False
        try:
            async with self.database.begin() as session:
                row, now = await webhooks.lock_delivery(session, delivery_id), self.clock.now()
                # What has waited for its turn is due when its lease ends; later is what was tried elsewhere.
                until = now + LEASE if in_turn else now
                if row is None or row.state != DeliveryState.QUEUED or row.due_at is None or row.due_at > until:
                    return None
                hook = await session.get(WebhookRow, row.webhook_id)
                if hook is None or hook.ended_at is not None or hook.off_at is not None:
                    row.due_at = None
                    return None
                webhook = webhooks.as_webhook(hook)
                row.due_at = now + LEASE  # then it is due again, should whoever has the turn have died
                took = not in_turn and self.turns.take(delivery_id, webhook)
                if not (took or in_turn):
                    return None
                row.tried_at, row.attempts = now, row.attempts + 1
                body = json.dumps(await self._document(session, webhook, row), ensure_ascii=False).encode()
                headers = {
                    "Deskbot-Signature": signature(secrets_of(self.keys, webhook, now), now, body),
                    "Deskbot-Event": json.loads(body)["type"],
                    "Deskbot-Delivery": str(delivery_id),
                }
                begun = _Begun(webhook, row.attempts, body, headers)
        except BaseException:
            if took:
                self.turns.drop(delivery_id)
            raise
        return begun

    async def _try(self, delivery_id: int, begun: _Begun) -> bool:
        """Try once; return whether the webhook rests now."""
        posted = await self.wire.post(begun.webhook.url, begun.body, begun.headers)
        async with self.database.begin() as session:
            return await self._note_try(session, begun.webhook.id, delivery_id, begun.tried, posted)

    async def _note_try(self, session: Session, webhook_id: int, delivery_id: int, tried: int, posted: Posted) -> bool:
        # The webhook first, as whoever hands out does: so what comes behind this is woken by one of the two.
        hook, now = await webhooks.lock(session, webhook_id), self.clock.now()
        row = await webhooks.lock_delivery(session, delivery_id)
        if row is None or row.attempts != tried:
            return False  # its lease had ended, and another has tried it since
        row.answered, row.says = posted.status, posted.says
        row.due_at = None
        if posted.taken:
            row.state = DeliveryState.SENT
        if hook is None or hook.off_at is not None:
            return False
        has_failed = hook.failing_since is not None
        hook.failing_since = None if posted.taken else hook.failing_since or now
        await session.flush()
        if is_given_up(hook.failing_since, now):
            await self._turn_off(session, hook, posted, now)
            return True
        if hook.failing_since is not None and not posted.answered:
            await self._rest(session, webhook_id, rests_until(hook.failing_since, now))
            return True
        if not posted.taken:
            row.due_at = now + again_after(row.attempts)
            self.jobs.ring(session, "webhook", delivery_id, row.due_at)
        if has_failed:
            await self._go_on(session, webhook_id, now)
        elif posted.taken:
            await wake(session, self.jobs, webhook_id, row.ticket_number, now)
        return False

    async def _rest(self, session: Session, webhook_id: int, until: datetime) -> None:
        """Let everything wait that is for a webhook which has not answered, but for one event that tries it then."""
        await webhooks.rest(session, webhook_id)
        rows = {row.id or 0: row for row in await webhooks.firsts(session, webhook_id)}
        first, due = who_tries(map(_queued, rows.values()), until)
        rows[first.delivery].due_at = due
        self.jobs.ring(session, "webhook", first.delivery, due)

    async def _go_on(self, session: Session, webhook_id: int, now: datetime) -> None:
        """Send what has waited for a webhook, which answers again.

        What it did not take goes behind what it was not sent yet, and not before its own wait is over: it may be for
        this very event that it did not answer.
        """
        for row in await webhooks.firsts(session, webhook_id):
            if row.due_at is None:
                row.due_at = _queued(row).may_be_tried(now + WAITS[0] if row.attempts else now)
                self.jobs.ring(session, "webhook", row.id or 0, row.due_at if row.due_at > now else None)

    async def _wake_in_time(self, session: Session, webhook: Webhook, ticket: int, now: datetime) -> None:
        """Tell a webhook of what has just happened on a ticket: at once, or once it has been found to answer again."""
        last = await webhooks.tried_last(session, webhook.id) if webhook.failing_since else None
        if webhook.failing_since is None or last is None or last.tried_at is None or last.answered is not None:
            await wake(session, self.jobs, webhook.id, ticket, now)
            return
        at = max(now, rests_until(webhook.failing_since, last.tried_at + LONGEST_TRY))
        due = await webhooks.due_first(session, webhook.id)
        if due is None or due > at:
            await wake(session, self.jobs, webhook.id, ticket, at, later=at > now)

    async def _turn_off(self, session: Session, hook: WebhookRow, posted: Posted, now: datetime) -> None:
        """Send nothing more to it until somebody turns it on; what happens meanwhile waits."""
        assert hook.failing_since is not None  # noqa: S101  (its caller has set it)
        hook.off_at = now
        await session.flush()
        await webhooks.rest(session, hook.id or 0)
        since = f"{hook.failing_since.astimezone(self.desk.tz):%Y-%m-%d %H:%M}"
        text = (
            f"Webhook {hook.id} ({hook.url}, made by {hook.created_by}) has taken nothing since {since}: "
            f"{posted.says}. "
            "It is off now, and what happens meanwhile is kept for it. When its program answers again, turn it on by "
            f"POST /api/v1/webhooks/{hook.id}/enable, and it is told all of it; "
            f"it ends after {ENDS_AFTER.days} days."
        )
        await self.mailing.to_desk(session, f"webhook-off:{hook.id}:{now.isoformat()}", "A webhook is off", text, now)

    async def _document(self, session: Session, webhook: Webhook, row: WebhookDeliveryRow) -> dict[str, Any]:
        """Return what is told: as it is now, and no more of it than this webhook may hear."""
        event = await session.get(WebhookEventRow, row.event_id)
        assert event is not None  # noqa: S101  (a delivery points to it)
        ticket = await session.get(TicketRow, row.ticket_number)
        told: dict[str, Any] = {"id": f"evt_{event.id}", "type": event.kind, "at": event.at.isoformat()}
        if ticket is not None and (webhook.reseller_id is None or webhook.reseller_id == ticket.reseller_id):
            reseller = await directories.reseller(session, ticket.reseller_id)
            told["ticket"] = {
                "number": ticket.number,
                "reference": reference(ticket.number or 0),
                "state": ticket.state,
                "severity": ticket.severity,
                "category": ticket.category,
                "subject": masked(ticket.subject),
                "reseller": reseller.key if reseller else "",
                "owner": self.desk.name_of(ticket.owner) if ticket.owner else "",
            }
            entry = await session.get(TimelineRow, event.entry_id) if event.entry_id else None
            if entry is not None:
                told["message"] = {
                    "id": entry.id,
                    "kind": entry.kind,
                    "author": self.desk.name_of(entry.author),
                    "public": entry.public,
                    "text": without_links(entry.text)[:LONGEST_TEXT],
                }
        page = await session.get(PageRow, event.page_id) if event.page_id else None
        if page is not None:
            told["page"] = {"id": page.id, "state": page.state, "acknowledged_by": page.acknowledged_by}
        return told


async def wake(
    session: Session, jobs: Jobs, webhook_id: int, ticket: int, at: datetime, *, later: bool = False
) -> None:
    """Tell a webhook, which is locked, what it is to be told next of a ticket, if anything: at once, or `later`."""
    following = await webhooks.wake(session, webhook_id, ticket, at)
    if following is not None:
        jobs.ring(session, "webhook", following, at if later else None)


def _queued(row: WebhookDeliveryRow) -> Queued:
    return Queued(row.id or 0, row.attempts, row.tried_at)
