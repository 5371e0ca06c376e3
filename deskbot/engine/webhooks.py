"""Addresses at which programs want to hear of what happens; they are told by `event_telling`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from deskbot.access.api import sees
from deskbot.access.webhooks import secret_of
from deskbot.clock import Clock
from deskbot.engine.event_telling import wake
from deskbot.engine.in_time import read_within_limit
from deskbot.engine.jobs import Jobs
from deskbot.engine.webhook_ending import end
from deskbot.errors import DeskbotError, NotFoundError
from deskbot.model.api_token import ApiToken
from deskbot.model.webhook import DeliveryState, Event, Webhook
from deskbot.store import audit, webhooks
from deskbot.store.database import Database, Session
from deskbot.store.tables import WebhookDeliveryRow, WebhookEventRow, WebhookRow

MOST_WEBHOOKS = 20


class Addresses(Protocol):
    """What knows where events may be sent."""

    def check(self, url: str) -> None:
        """Look at an address; raise a DeskbotError where nothing is ever sent to such a one."""
        ...


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Keeps webhooks."""

    database: Database
    clock: Clock
    jobs: Jobs
    addresses: Addresses
    keys: tuple[bytes, ...] = field(repr=False)
    """Our own: that of now, then those before."""

    async def add(self, session: Session, token: ApiToken, url: str, events: Sequence[Event]) -> Webhook:
        """Keep an address to which events are sent from now on.

        Raises:
            DeskbotError: nothing is sent to such an address; or it is of pages, which are the desk's own; or there
                are too many.
        """
        self.addresses.check(url)
        if token.reseller_id is not None and any(one.of_page for one in events):
            raise DeskbotError("pages are the desk's own: a reseller's token hears of tickets")
        await webhooks.lock_number(session, token.reseller_id)
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

        return await read_within_limit(self.database, look)

    async def one(self, token: ApiToken, webhook_id: int) -> Webhook:
        """Return one webhook.

        Raises:
            NotFoundError: there is none, or not for this token.
        """

        async def look(session: Session) -> Webhook:
            return webhooks.as_webhook(await self._seen(session, token, webhook_id))

        return await read_within_limit(self.database, look)

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
            await wake(session, self.jobs, webhook_id, ticket, now)
        self._note(session, token, "turned a webhook on", row)
        return webhooks.as_webhook(row)

    async def end(self, session: Session, token: ApiToken, webhook_id: int) -> None:
        """Send nothing more to an address.

        Raises:
            NotFoundError: there is none, or not for this token.
        """
        row = await self._own(session, token, webhook_id)
        await end(session, [row], token.author, self.clock.now())

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

        return await read_within_limit(self.database, look)

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
        if row.state == DeliveryState.QUEUED:
            row = await webhooks.following(session, webhook_id, row.ticket_number) or row
        row.state, row.due_at = DeliveryState.QUEUED, self.clock.now()
        self.jobs.ring(session, "webhook", row.id or 0)

    async def _seen(self, session: Session, token: ApiToken, webhook_id: int) -> WebhookRow:
        return _theirs(token, await webhooks.get(session, webhook_id), webhook_id)

    async def _own(self, session: Session, token: ApiToken, webhook_id: int) -> WebhookRow:
        return _theirs(token, await webhooks.lock(session, webhook_id), webhook_id)

    def _note(self, session: Session, token: ApiToken, act: str, row: WebhookRow) -> None:
        audit.note(session, act, f"webhook {row.id}", who=token.author, now=self.clock.now(), data={"url": row.url})


def _theirs(token: ApiToken, row: WebhookRow | None, webhook_id: int) -> WebhookRow:
    if row is None or not sees(token, row.reseller_id):
        raise NotFoundError(f"there is no webhook {webhook_id}")
    return row
