"""The simulated Slack by HTTP, for a script or the demo in another process. Loopback only."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Response
from pydantic import BaseModel, ConfigDict

from deskbot.simulators.answering import simulated
from deskbot.simulators.from_here import from_here
from deskbot.simulators.slack_network import SlackNetwork
from deskbot.simulators.slack_state import Channel, Message


class OwnWords(BaseModel):
    """What somebody is to write: in private, or in a channel; in a thread where its first message is named."""

    model_config = ConfigDict(extra="forbid")

    text: str
    channel: str = ""
    thread: str = ""


class OwnCommand(BaseModel):
    """Which slash command somebody is to give."""

    model_config = ConfigDict(extra="forbid")

    text: str
    command: str = "/ticket"


class OwnForm(BaseModel):
    """What somebody is to fill into the form before them."""

    model_config = ConfigDict(extra="forbid")

    category: str = ""
    values: dict[str, str] = {}


def control(network: SlackNetwork) -> APIRouter:
    """Build the routes under /simulator/slack."""
    router = APIRouter(prefix="/simulator/slack", dependencies=[Depends(from_here)])

    @router.get("/channels/{channel}")
    async def messages(channel: str) -> Response:
        return simulated(messages=_shown(_channel(network, channel)))

    @router.post("/people/{user}/messages")
    async def write(user: str, words: OwnWords) -> Response:
        place = _channel(network, words.channel) if words.channel else network.direct(user)
        thread = place.messages.get(words.thread)
        if words.thread and thread is None:
            raise HTTPException(422, f"SIMULATED: {place.id} has no message {words.thread}")
        written = await network.people[user].writes(words.text, channel=words.channel, thread=thread)
        return simulated(ts=written.ts)

    @router.post("/people/{user}/commands")
    async def command(user: str, given: OwnCommand) -> Response:
        try:
            told = await network.people[user].commands(given.text, command=given.command)
        except LookupError as error:
            raise HTTPException(422, f"SIMULATED: {error}") from None
        return simulated(told=told.get("text", ""), form=network.people[user].forms.is_open)

    @router.post("/people/{user}/forms")
    async def fill(user: str, form: OwnForm) -> Response:
        forms = network.people[user].forms
        if not forms.is_open:
            raise HTTPException(422, f"SIMULATED: {user} has no form before them")
        if form.category:
            await forms.chooses(form.category)
        return simulated(fields=forms.fields, errors=await forms.sends(**form.values))

    return router


def _channel(network: SlackNetwork, name: str) -> Channel:
    if name not in network.channels:
        raise HTTPException(404, f"SIMULATED: there is no channel {name}")
    return network.channels[name]


def _shown(channel: Channel) -> list[dict[str, Any]]:
    return [_message(one) for one in sorted(channel.messages.values(), key=lambda one: one.ts)]


def _message(one: Message) -> dict[str, Any]:
    return {"ts": one.ts, "thread": one.thread_ts, "user": one.user, "text": one.shown, "buttons": one.labels}
