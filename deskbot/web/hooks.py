"""What the peers of channels post to us: acknowledged when it is committed; what is only asked is answered at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request, Response

from deskbot.channels import Hooked, Post, Reported
from deskbot.commands import TICKET
from deskbot.commands.tickets import read_text
from deskbot.engine.delivery import Delivery
from deskbot.engine.in_time import in_time
from deskbot.engine.intake import Intake
from deskbot.engine.self_service import SelfService, is_at_once
from deskbot.errors import ForgedError
from deskbot.model.command import Command
from deskbot.model.message import Arrival
from deskbot.web.bodies import body_of
from deskbot.web.carrier_forms import address_of, refuse

MOST_BYTES = 256 * 1024
"""Of one post. Anybody can post, and what they post is held until it is checked."""
NOT_TAKEN = "It could NOT be taken. Please send the same again in a minute, or phone the Service Desk."
"""What a writer is told whose peer brings nothing twice."""
NOW_NOT = 503


@dataclass(frozen=True, slots=True)
class ChannelHooks:
    """Takes what the peers of channels have signed."""

    base: str
    """Our address as the outside knows it."""
    channels: Mapping[str, Hooked]
    intake: Intake
    self_service: SelfService
    delivery: Delivery

    def router(self) -> APIRouter:
        """Return the route."""
        router = APIRouter(include_in_schema=False)
        router.add_api_route("/channels/{name}", self.take, methods=["POST"])
        return router

    async def take(self, request: Request, name: str) -> Response:
        """Take a post; only what was committed is acknowledged."""
        channel = self.channels.get(name)
        if channel is None:
            raise HTTPException(404)
        body = await body_of(request, MOST_BYTES)
        if body is None:
            refuse(request, "too long")
        try:
            told = channel.told(Post(address_of(request, self.base), request.headers, body))
        except ForgedError as error:
            refuse(request, str(error))
        except ValueError:
            raise HTTPException(400, "nothing that is known here") from None
        answers = [await self._taken(one) for one in told]
        if None in answers and channel.delivers_again:
            return Response(status_code=NOW_NOT)
        says = "\n\n".join(NOT_TAKEN if one is None else one for one in answers if one != "")
        kind, document = channel.answer(says)
        return Response(document, media_type=kind)

    async def _taken(self, told: Arrival | Reported) -> str | None:
        """Return what is answered at once, empty for nothing; None where it cannot be taken now."""
        if isinstance(told, Reported):
            return await in_time(lambda: self._noted(told))
        words = told.glance.words if told.glance else ""
        if told.glance is None or not is_at_once(read_text(words)):
            return await in_time(lambda: self._accepted(told))
        command = Command(TICKET, told.channel, told.glance.sender, told.external_id, {"text": words})
        answer = await self.self_service.carry_out(command)
        return None if answer.later else answer.text

    async def _accepted(self, arrival: Arrival) -> str:
        await self.intake.accept(arrival)
        return ""

    async def _noted(self, report: Reported) -> str:
        await self.delivery.report(report.message_id, report.detail, arrived=report.arrived)
        return ""
