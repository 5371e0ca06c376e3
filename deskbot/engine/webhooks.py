"""Programs are told of what happens: of each event, in the order of its ticket, until they have it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from deskbot.access.api import sees
from deskbot.access.confidential import masked
from deskbot.access.webhooks import again_after, hears, is_given_up, secret_of, secrets_of, signature
from deskbot.clock import Clock
from deskbot.desk import Desk
from deskbot.engine.in_time import within_limit
from deskbot.engine.jobs import Jobs
from deskbot.engine.mailing import Mailing
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.api_token import ApiToken
from deskbot.model.webhook import Event, Posted, Webhook
from deskbot.store import accounts, webhooks
from deskbot.store import directory as directories
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

LEASE = timedelta(minutes=1)
"""For so long nobody else tries what somebody tries just now; a try takes ten seconds at most."""
MOST_WEBHOOKS = 20
KEPT_FOR = timedelta(days=30)
LONGEST_TEXT = 10_000
"""Characters of a message; all of it is there by the API."""

T = TypeVar("T")


class Wire(Protocol):
    """What carries events to programs."""

    def check(self, url: str) -> None:
        """Look at an address; raise a DeskbotError where nothing is ever sent to such a one."""
        ...

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Posted:
        """Post once, and never raise."""
        ...


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Keeps webhooks, and tells them."""

    database: Database
    desk: Desk
    clock: Clock
    jobs: Jobs
    mailing: Mailing
    wire: Wire
    keys: tuple[bytes, ...] = field(repr=False)
    """Our own: that of now, then those before."""

    # -- kept

    async def add(self, session: Session, token: ApiToken, url: str, events: Sequence[Event]) -> Webhook:
        """Keep an address to which events are sent from now on.

        Raises:
            DeskbotError: nothing is sent to such an address; or it is of pages, which are the desk's own; or there
                are too many.
        """
        self.wire.check(url)
        if token.reseller_id is not None and any(one.of_page for one in events):
            raise DeskbotError("pages are the desk's own: a reseller's token hears of tickets")
        if await webhooks.count(session, token.reseller_id) >= MOST_WEBHOOKS:
            raise DeskbotError(f"there are {MOST_WEBHOOKS} webhooks already: end one first")
        now = self.clock.now()
        row = WebhookRow(
            url=url,
            events=sorted(set(events)),
            reseller_id=token.reseller_id,
            created_at=now,
            created_by=token.author,
        )
        session.add(row)
        await session.flush()
        self._note(session, token, "made a webhook", row)
        return webhooks.as_webhook(row)

    def secret(self, webhook_id: int, generation: int) -> str:
        """Return the secret with which is signed what a webhook is sent."""
        return secret_of(self.keys[0], webhook_id, generation)

    async def listed(self, token: ApiToken, after: int, limit: int) -> Sequence[Webhook]:
        """Return a program's webhooks: a reseller's sees its own, the desk's all."""

        async def look(session: Session) -> Sequence[Webhook]:
            rows = await webhooks.listed(session, only=token.reseller_id, after=after, limit=limit)
            return [webhooks.as_webhook(row) for row in rows]

        return await self._asked(look)

    async def one(self, token: ApiToken, webhook_id: int) -> Webhook:
        """Return one webhook.

        Raises:
            NotFoundError: there is none, or not for this token.
        """

        async def look(session: Session) -> Webhook:
            return webhooks.as_webhook(await self._seen(session, token, webhook_id))

        return await self._asked(look)

    async def rotate(self, session: Session, token: ApiToken, webhook_id: int) -> Webhook:
        """Give a webhook another secret; for a day what is sent is signed with both.

        Raises:
            NotFoundError: there is none, or not for this token.
        """
        row = await self._own(session, token, webhook_id)
        row.generation, row.rotated_at = row.generation + 1, self.clock.now()
        self._note(session, token, "changed a webhook's secret", row)
        return webhooks.as_webhook(row)

    async def turn_on(self, session: Session, token: ApiToken, webhook_id: int) -> Webhook:
        """Send again to a webhook that was turned off; what has waited goes out now.

        Raises:
            NotFoundError: there is none, or not for this token.
        """
        row, now = await self._own(session, token, webhook_id), self.clock.now()
        row.off_at = row.failing_since = None
        for ticket in await webhooks.tickets_waiting(session, webhook_id):
            await self._wake(session, webhook_id, ticket, now)
        self._note(session, token, "turned a webhook on", row)
        return webhooks.as_webhook(row)

    async def end(self, session: Session, token: ApiToken, webhook_id: int) -> None:
        """Send nothing more to an address.

        Raises:
            NotFoundError: there is none, or not for this token.
        """
        row = await self._own(session, token, webhook_id)
        row.ended_at = self.clock.now()
        await webhooks.rest(session, webhook_id)
        self._note(session, token, "ended a webhook", row)

    async def deliveries(
        self, token: ApiToken, webhook_id: int, before: int | None, limit: int
    ) -> Sequence[tuple[WebhookDeliveryRow, WebhookEventRow]]:
        """Return what is on its way to a webhook, or has reached it, the newest first.

        Raises:
            NotFoundError: there is none, or not for this token.
        """

        async def look(session: Session) -> Sequence[tuple[WebhookDeliveryRow, WebhookEventRow]]:
            await self._seen(session, token, webhook_id)
            return await webhooks.deliveries(session, webhook_id, before=before, limit=limit)

        return await self._asked(look)

    async def redeliver(self, session: Session, token: ApiToken, webhook_id: int, delivery_id: int) -> None:
        """Send once more what a webhook was sent; or at once what waits, from the first of its ticket on.

        Raises:
            NotFoundError: there is no such webhook or delivery, or not for this token.
            DeskbotError: the webhook is off.
        """
        hook = await self._own(session, token, webhook_id)
        row = await webhooks.lock_delivery(session, delivery_id)
        if row is None or row.webhook_id != webhook_id:
            raise NotFoundError(f"there is no delivery {delivery_id}")
        if hook.off_at is not None:
            raise DeskbotError(f"it is off: POST /api/v1/webhooks/{webhook_id}/enable sends all that waits")
        if row.state == "queued":
            row = await webhooks.following(session, webhook_id, row.ticket_number) or row
        row.state, row.due_at = "queued", self.clock.now()
        self.jobs.ring(session, "webhook", row.id or 0)

    async def _asked(self, look: Callable[[Session], Awaitable[T]]) -> T:
        async def ask() -> T:
            async with self.database.begin() as session:
                return await look(session)

        return await within_limit(ask)

    async def _seen(self, session: Session, token: ApiToken, webhook_id: int) -> WebhookRow:
        return _theirs(token, await webhooks.get(session, webhook_id), webhook_id)

    async def _own(self, session: Session, token: ApiToken, webhook_id: int) -> WebhookRow:
        return _theirs(token, await webhooks.lock(session, webhook_id), webhook_id)

    def _note(self, session: Session, token: ApiToken, act: str, row: WebhookRow) -> None:
        accounts.note(session, act, f"webhook {row.id}", who=token.author, now=self.clock.now(), data={"url": row.url})

    # -- told

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
                    await self._wake(session, webhook.id, ticket.number or 0, now)
            for row, _ in found:
                row.due_at = None
            await webhooks.forget(session, now - KEPT_FOR)

    async def _wake(self, session: Session, webhook_id: int, ticket: int, now: datetime) -> None:
        following = await webhooks.wake(session, webhook_id, ticket, now)
        if following is not None:
            self.jobs.ring(session, "webhook", following)

    async def deliver(self, delivery_id: int) -> None:
        """Tell a webhook of something that is due; what is behind it on its ticket follows when it has been taken."""
        now = self.clock.now()
        async with self.database.begin() as session:
            row = await webhooks.lock_delivery(session, delivery_id)
            if row is None or row.state != "queued" or row.due_at is None or row.due_at > now:
                return
            hook = await session.get(WebhookRow, row.webhook_id)
            if hook is None or hook.ended_at is not None or hook.off_at is not None:
                row.due_at = None
                return
            row.due_at, row.tried_at, row.attempts = now + LEASE, now, row.attempts + 1
            webhook, tried = webhooks.as_webhook(hook), row.attempts
            body = json.dumps(await self._document(session, webhook, row), ensure_ascii=False).encode()
        signed = signature(secrets_of(self.keys, webhook, now), now, body)
        headers = {
            "Deskbot-Signature": signed,
            "Deskbot-Event": json.loads(body)["type"],
            "Deskbot-Delivery": str(delivery_id),
        }
        posted = await self.wire.post(webhook.url, body, headers)
        async with self.database.begin() as session:
            await self._note_try(session, webhook.id, delivery_id, tried, posted)

    async def _note_try(self, session: Session, webhook_id: int, delivery_id: int, tried: int, posted: Posted) -> None:
        # The webhook first, as whoever hands out does: so what comes behind this is woken by one of the two.
        hook, now = await webhooks.lock(session, webhook_id), self.clock.now()
        row = await webhooks.lock_delivery(session, delivery_id)
        if row is None or row.attempts != tried:
            return  # its lease had ended, and another has tried it since
        row.answered, row.says = posted.status, posted.says
        row.due_at = None
        if posted.taken:
            row.state = "sent"
        if hook is None or hook.off_at is not None:
            return
        if posted.taken:
            hook.failing_since = None
            await session.flush()
            await self._wake(session, webhook_id, row.ticket_number, now)
            return
        hook.failing_since = hook.failing_since or now
        if is_given_up(hook.failing_since, now):
            await self._turn_off(session, hook, posted, now)
            return
        row.due_at = now + again_after(row.attempts)
        self.jobs.ring(session, "webhook", delivery_id, row.due_at)

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
            f"POST /api/v1/webhooks/{hook.id}/enable, and it is told all of it."
        )
        await self.mailing.to_desk(session, f"webhook-off:{hook.id}:{now.isoformat()}", "A webhook is off", text, now)

    async def _document(self, session: Session, webhook: Webhook, row: WebhookDeliveryRow) -> dict[str, Any]:
        """Return what is told: as it is now, and no more of it than this webhook may hear."""
        event = await session.get(WebhookEventRow, row.event_id)
        assert event is not None  # noqa: S101  (a delivery points to it)
        ticket = await session.get(TicketRow, row.ticket_number)
        told: dict[str, Any] = {"id": f"evt_{event.id}", "type": event.kind, "at": event.at.isoformat()}
        if ticket is not None and (webhook.reseller_id is None or webhook.reseller_id == ticket.reseller_id):
            reseller = await directories.reseller(session, ticket.reseller_id) if ticket.reseller_id else None
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


def _theirs(token: ApiToken, row: WebhookRow | None, webhook_id: int) -> WebhookRow:
    if row is None or not sees(token, row.reseller_id):
        raise NotFoundError(f"there is no webhook {webhook_id}")
    return row
