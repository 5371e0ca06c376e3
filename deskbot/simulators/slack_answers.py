"""Where the simulated Slack takes answers to a press: what shall stand instead of the message with the button."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from deskbot.simulators.slack_network import SlackNetwork
from deskbot.simulators.slack_rules import blocks_in, text_in
from deskbot.simulators.slack_state import RefusedError

TAKEN = frozenset({"replace_original", "text", "blocks"})


def answers(network: SlackNetwork) -> APIRouter:
    """Return the route."""
    router = APIRouter()

    @router.post("/answers/{channel}/{ts}")
    async def answer(channel: str, ts: str, request: Request) -> Response:
        failure = await network.faults.meet(question=True)
        given = await request.json()
        where = network.channels.get(channel)
        message = where.messages.get(ts) if where else None
        if failure or message is None or set(given) - TAKEN or given.get("replace_original") is not True:
            return Response("no_service", failure.status if failure else 404)
        try:
            blocks = blocks_in(given)
            message.text, message.blocks = text_in(given, blocks), blocks
        except RefusedError as error:
            return Response(error.error, 400)
        return Response("ok")

    return router
