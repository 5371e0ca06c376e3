"""The simulated Telegram by HTTP, for a script or the demo's page in another process. Loopback only."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Response
from pydantic import BaseModel, ConfigDict

from deskbot.simulators.answering import simulated
from deskbot.simulators.from_here import from_here
from deskbot.simulators.telegram_network import TelegramNetwork
from deskbot.simulators.telegram_people import Person
from deskbot.simulators.telegram_state import Sent


class OwnMessage(BaseModel):
    """What somebody is to write; a photo has it as its caption."""

    model_config = ConfigDict(extra="forbid")

    text: str
    photo: bool = False


class OwnPress(BaseModel):
    """Which button somebody is to press."""

    model_config = ConfigDict(extra="forbid")

    label: str


def control(network: TelegramNetwork) -> APIRouter:
    """Build the routes under /simulator/telegram."""
    router = APIRouter(prefix="/simulator/telegram", dependencies=[Depends(from_here)])

    @router.get("/people/{number}")
    async def person(number: int) -> Response:
        return simulated(person=_shown(network.people[number]))

    @router.post("/people/{number}/messages")
    async def write(number: int, message: OwnMessage) -> Response:
        if message.photo:
            await network.people[number].sends_photo(caption=message.text)
        else:
            await network.people[number].writes(message.text)
        return simulated(person=_shown(network.people[number]))

    @router.post("/people/{number}/presses")
    async def press(number: int, wanted: OwnPress) -> Response:
        try:
            made = await network.people[number].presses(wanted.label)
        except ValueError as error:
            raise HTTPException(422, f"SIMULATED: {error}") from None
        return simulated(answer=made.answer, person=_shown(network.people[number]))

    return router


def _shown(person: Person) -> dict[str, Any]:
    return {"id": person.id, "messages": [_sent(one) for one in person.chat.sent]}


def _sent(sent: Sent) -> dict[str, Any]:
    return {"text": sent.text, "buttons": sent.labels, "file": sent.file.name if sent.file else ""}
