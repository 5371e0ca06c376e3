"""The simulated phones by HTTP, for a script or the demo's page in another process. Loopback only."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Response
from pydantic import BaseModel, ConfigDict

from deskbot.simulators.answering import simulated
from deskbot.simulators.from_here import from_here
from deskbot.simulators.phones import Manner, Phone
from deskbot.simulators.twilio_exchange import Exchange


class Behaviour(BaseModel):
    """How a phone is to meet its next calls."""

    model_config = ConfigDict(extra="forbid")

    behaviour: Manner
    digits: str = ""


class OwnText(BaseModel):
    """What a phone is to send."""

    model_config = ConfigDict(extra="forbid")

    body: str
    to: str | None = None


def control(exchange: Exchange) -> APIRouter:
    """Build the routes under /simulator."""
    router = APIRouter(prefix="/simulator", dependencies=[Depends(from_here)])

    @router.get("/phones")
    async def phones() -> Response:
        return simulated(phones=[_shown(phone) for phone in exchange.phones])

    @router.post("/phones/{number}/behaviour")
    async def behave(number: str, behaviour: Behaviour) -> Response:
        try:
            exchange.phones[number].behave(behaviour.behaviour, behaviour.digits)
        except ValueError as error:
            raise HTTPException(422, f"SIMULATED: {error}") from None
        return simulated(phone=_shown(exchange.phones[number]))

    @router.post("/phones/{number}/texts")
    async def send(number: str, text: OwnText) -> Response:
        if text.to is not None and text.to not in exchange.numbers:
            raise HTTPException(422, f"SIMULATED: {text.to} is not a number of this account")
        phone = exchange.phones[number]
        await phone.sends(text.body, text.to)
        return simulated(answer=phone.take_answer() if phone.untaken_answers else None)

    @router.get("/unread")
    async def unread() -> Response:
        return simulated(unread=[asdict(one) for one in exchange.unread()])

    return router


def _shown(phone: Phone) -> dict[str, Any]:
    return {
        "number": phone.number,
        "behaviour": phone.manner,
        "digits": phone.digits,
        "opted_out": sorted(phone.stopped),
        "texts": [asdict(text) for text in phone.received],
        "calls": [_without_script(asdict(call)) for call in phone.calls],
    }


def _without_script(call: dict[str, Any]) -> dict[str, Any]:
    """Return a call without what a script does during it, which nobody can read."""
    return {name: value for name, value in call.items() if not callable(value)}
