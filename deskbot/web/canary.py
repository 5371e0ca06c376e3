"""Where the canary's phone answers its pages: a signed form, carried out like a responder's text."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import PlainTextResponse

from deskbot.commands import PAGE_SMS
from deskbot.engine.interactions import Interactions
from deskbot.escalation.watch.canary import ADDRESS, phone_signature
from deskbot.model.command import Command
from deskbot.signing import is_signed
from deskbot.web.room import told_size

CHANNEL = "canary"
LONGEST = 64
"""Characters of any field."""
LARGEST_FORM = 1_000
"""Bytes; anybody may post, and the canary posts a few hundred."""


@dataclass(frozen=True, slots=True)
class CanaryPhone:
    """The route under /canary."""

    interactions: Interactions
    secret: bytes

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(prefix="/canary", include_in_schema=False)
        router.add_api_route("/answer", self.answer, methods=["POST"])
        return router

    async def answer(self, request: Request) -> PlainTextResponse:
        """Take an answer to a page; it may take none but a page that went to the canary."""
        size = told_size(request.headers.get("content-length", ""))
        if size is None or size > LARGEST_FORM:
            raise HTTPException(413)
        form = await request.form()
        token, text, signature = (str(form.get(key, "")) for key in ("token", "text", "signature"))
        known = len(token) <= LONGEST and len(text) <= LONGEST
        if not known or not is_signed(signature, self.secret, lambda key: phone_signature(token, text, key)):
            raise HTTPException(403)
        command = Command(
            name=PAGE_SMS, channel=CHANNEL, actor=ADDRESS, external_id=f"{token}:{text}", arguments={"text": text}
        )
        said = await self.interactions.carry_out(command)
        if said.later:
            raise HTTPException(503)
        return PlainTextResponse(said.text)
