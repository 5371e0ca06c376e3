"""`/webhooks`: where programs want to be told of what happens, and what became of telling them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints

from deskbot.engine.api_once import ApiOnce, Done, Named
from deskbot.engine.webhooks import Webhooks
from deskbot.model.api_token import ApiToken, Scope
from deskbot.model.webhook import Event, Webhook
from deskbot.store.database import Session
from deskbot.store.tables import WebhookDeliveryRow, WebhookEventRow
from deskbot.web.api.answered import answer_of, replayed
from deskbot.web.api.gate import NAMED, needs
from deskbot.web.api.problems import documented
from deskbot.web.api.values import Cursor, Document, Key, Limit, Page, key_of, page_of

SCOPE = needs(Scope.WEBHOOKS)


class WebhookOut(BaseModel):
    """An address to which events are sent."""

    id: int
    url: str = Field(examples=["https://hooks.brightpathvoice.example/deskbot"])
    events: list[Event]
    created_at: datetime
    created_by: str = Field(examples=["api:brightpath-crm"])
    failing_since: datetime | None = Field(description="Since when it has taken nothing.")
    off_at: datetime | None = Field(description="Since when nothing is sent, as it failed for days; what waits stays.")


class WebhookMade(WebhookOut):
    """The same with its secret, which is told now only."""

    secret: str = Field(examples=["whsec_0u3kYV7Qm2dN8yq1sRkY0p9X8v3bT5cW6eL4aZ1fGhI"])


class WebhookIn(Document):
    """Where to send which events."""

    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s\x00-\x1f\x7f]+$", max_length=1000)] = Field(
        examples=["https://hooks.brightpathvoice.example/deskbot"]
    )
    events: list[Event] = Field(min_length=1, max_length=20, examples=[["ticket.created", "ticket.closed"]])


class DeliveryOut(BaseModel):
    """One event on its way to one webhook."""

    id: int
    event: str = Field(description="The same for each delivery of it.", examples=["evt_71"])
    type: str = Field(examples=["ticket.created"])
    ticket: int
    state: str = Field(description="queued or sent.", examples=["sent"])
    attempts: int
    next_try_at: datetime | None = Field(description="Null also while another of its ticket goes first.")
    tried_at: datetime | None
    answered: int | None = Field(description="The HTTP status of the last try.", examples=[200])
    says: str = Field(description="What went wrong.", examples=["it answered 500"])


class RedeliveryOut(BaseModel):
    """What is sent once more."""

    delivery: int


@dataclass(frozen=True, slots=True)
class WebhookRoutes:
    """The routes."""

    webhooks: Webhooks
    once: ApiOnce

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(tags=["Webhooks"])
        add: Any = router.add_api_route
        add("/webhooks", self.listed, response_model=Page[WebhookOut], responses=documented(), summary="List webhooks")
        add(
            "/webhooks",
            self.made,
            methods=["POST"],
            status_code=201,
            response_model=WebhookMade,
            responses=documented(409),
            summary="Have events sent to an address",
        )
        add("/webhooks/{key}", self.one, response_model=WebhookOut, responses=documented(404), summary="Look at one")
        add(
            "/webhooks/{key}",
            self.ended,
            methods=["DELETE"],
            status_code=204,
            response_class=Response,
            responses=documented(404, 409),
            summary="Send nothing more there",
        )
        for path, endpoint, model, words in (
            ("rotate", self.rotated, WebhookMade, "Give it another secret"),
            ("enable", self.enabled, WebhookOut, "Turn it on again"),
            ("deliveries/{delivery}/redeliver", self.redelivered, RedeliveryOut, "Send an event once more"),
        ):
            add(
                f"/webhooks/{{key}}/{path}",
                endpoint,
                methods=["POST"],
                response_model=model,
                responses=documented(404, 409),
                summary=words,
            )
        add(
            "/webhooks/{key}/deliveries",
            self.deliveries,
            response_model=Page[DeliveryOut],
            responses=documented(404),
            summary="See what was sent, and what waits",
        )
        return router

    async def listed(self, token: ApiToken = SCOPE, cursor: Cursor = "", limit: Limit = 50) -> Page[WebhookOut]:
        """List webhooks: a reseller's token sees its own, the desk's all."""
        found = await self.webhooks.listed(token, key_of(cursor) or 0, limit + 1)
        return page_of(found, limit, webhook_out, lambda one: one.id)

    async def one(self, key: Key, token: ApiToken = SCOPE) -> WebhookOut:
        """Look at a webhook; its secret is not told again."""
        return webhook_out(await self.webhooks.one(token, key))

    async def made(self, body: WebhookIn, named: Named = NAMED, token: ApiToken = SCOPE) -> JSONResponse:
        """Have events sent to an address from now on, each signed with the secret that is told now only."""

        async def act(session: Session) -> Done:
            return self._told(await self.webhooks.add(session, token, body.url, body.events), 201)

        return self._with_secret(await self.once.do(named, act))

    async def rotated(self, key: Key, named: Named = NAMED, token: ApiToken = SCOPE) -> JSONResponse:
        """Give a webhook another secret; for a day what is sent is signed with the one before as well."""

        async def act(session: Session) -> Done:
            return self._told(await self.webhooks.rotate(session, token, key), 200)

        return self._with_secret(await self.once.do(named, act))

    async def enabled(self, key: Key, named: Named = NAMED, token: ApiToken = SCOPE) -> JSONResponse:
        """Turn a webhook on that was turned off; all that has happened meanwhile is sent now."""

        async def act(session: Session) -> Done:
            webhook = await self.webhooks.turn_on(session, token, key)
            return Done(200, webhook_out(webhook).model_dump(mode="json"))

        return answer_of(await self.once.do(named, act))

    async def ended(self, key: Key, named: Named = NAMED, token: ApiToken = SCOPE) -> Response:
        """Send nothing more to an address."""

        async def act(session: Session) -> Done:
            await self.webhooks.end(session, token, key)
            return Done(204, {})

        return Response(status_code=204, headers=replayed(await self.once.do(named, act)))

    async def deliveries(
        self, key: Key, token: ApiToken = SCOPE, cursor: Cursor = "", limit: Limit = 50
    ) -> Page[DeliveryOut]:
        """See what was sent to a webhook and what waits, the newest first."""
        found = await self.webhooks.deliveries(token, key, key_of(cursor), limit + 1)
        return page_of(found, limit, lambda one: delivery_out(*one), lambda one: one[0].id or 0)

    async def redelivered(self, key: Key, delivery: Key, named: Named = NAMED, token: ApiToken = SCOPE) -> JSONResponse:
        """Send an event once more; where it waits, what waits of its ticket is sent at once, in its order."""

        async def act(session: Session) -> Done:
            await self.webhooks.redeliver(session, token, key, delivery)
            return Done(200, {"delivery": delivery})

        return answer_of(await self.once.do(named, act))

    def _told(self, webhook: Webhook, status: int) -> Done:
        """Return what is kept of an answer: without the secret, which is made anew whenever it is answered."""
        return Done(status, {**webhook_out(webhook).model_dump(mode="json"), "generation": webhook.generation})

    def _with_secret(self, done: Done) -> JSONResponse:
        body = {key: value for key, value in done.body.items() if key != "generation"}
        secret = self.webhooks.secret(done.body["id"], done.body["generation"])
        return answer_of(Done(done.status, {**body, "secret": secret}, done.again))


def webhook_out(one: Webhook) -> WebhookOut:
    """Return a webhook as it is told."""
    return WebhookOut(
        id=one.id,
        url=one.url,
        events=sorted(one.events),
        created_at=one.created_at,
        created_by=one.created_by,
        failing_since=one.failing_since,
        off_at=one.off_at,
    )


def delivery_out(row: WebhookDeliveryRow, event: WebhookEventRow) -> DeliveryOut:
    """Return a delivery as it is told."""
    return DeliveryOut(
        id=row.id or 0,
        event=f"evt_{event.id}",
        type=event.kind,
        ticket=row.ticket_number,
        state=row.state,
        attempts=row.attempts,
        next_try_at=row.due_at,
        tried_at=row.tried_at,
        answered=row.answered,
        says=row.says,
    )
