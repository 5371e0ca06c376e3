"""Texts to the number that resellers text: asked for, answered at once; told, stored and answered when it is read."""

from __future__ import annotations

import json
from dataclasses import dataclass

from fastapi import Response

from deskbot.commands import TICKET
from deskbot.commands.parts import part_in
from deskbot.commands.tickets import read_text
from deskbot.engine.delivery import Delivery
from deskbot.engine.in_time import in_time
from deskbot.engine.intake import Intake
from deskbot.engine.paging.numbers import Numbers
from deskbot.engine.self_service import SelfService, is_at_once
from deskbot.errors import UnavailableError
from deskbot.escalation.replies import Reply, read_sms
from deskbot.model.command import Command
from deskbot.model.gsm import as_texted, shortened
from deskbot.model.message import Arrival, Glance
from deskbot.model.phone import TEXTED
from deskbot.store.database import Database
from deskbot.tickets.brief import MOST_SEGMENTS
from deskbot.web.carrier_forms import field, said, xml
from deskbot.web.hooks import NOT_TAKEN
from deskbot.wires import twiml
from deskbot.wires.twilio_forms import Form
from deskbot.wires.twilio_reports import report_in

KEPT = ("MessageSid", "From", "To", "Body", "NumMedia")
"""What is stored of a text."""


@dataclass(frozen=True, slots=True)
class ResellerTexts:
    """Takes what the carrier has signed."""

    number: str
    """The number that resellers text."""
    intake: Intake
    database: Database
    numbers: Numbers
    self_service: SelfService
    delivery: Delivery
    domain: str
    """That of our message ids."""

    async def take(self, form: Form) -> Response:
        """Take a text; only what was committed is answered as taken."""
        word = read_sms(said(form)).kind
        if word in (Reply.STOP, Reply.START, Reply.HELP):
            return await self._opted(form, word)
        body = field(form, "Body")
        if is_at_once(read_text(body)):
            return await self._answered(form, body)
        return await self._accepted(form)

    async def report(self, form: Form, name: str) -> Response:
        """Take what the carrier says of a text of ours."""
        told = report_in(form)
        if told is None or not told.is_last:
            return Response(status_code=204)

        async def note() -> bool:
            await self.delivery.report(f"<{name}@{self.domain}>", told.words, arrived=told.arrived)
            return True

        return Response(status_code=204 if await in_time(note) else 503)

    async def _opted(self, form: Form, word: Reply) -> Response:
        """Keep what a number wants of our texts; the carrier has said so itself."""
        number, sender = field(form, "From"), field(form, "To")

        async def keep() -> bool:
            async with self.database.begin() as session:
                if word is Reply.STOP:
                    await self.numbers.stopped(session, number, sender, self.self_service.clock.now())
                if word is Reply.START:
                    await self.numbers.started(session, number, sender)
            return True

        # Not kept now, it is kept when the carrier refuses the next text because of it.
        await in_time(keep)
        return xml(twiml.empty_messaging())

    async def _answered(self, form: Form, body: str) -> Response:
        command = Command(TICKET, TEXTED, field(form, "From"), field(form, "MessageSid"), {"text": body})
        answer = await self.self_service.carry_out(command)
        return xml(twiml.message(NOT_TAKEN if answer.later else shortened(as_texted(answer.text), MOST_SEGMENTS)))

    async def _accepted(self, form: Form) -> Response:
        sid = field(form, "MessageSid")
        told = {name: field(form, name) for name in form if name in KEPT or name.startswith("Media")}
        raw, part = json.dumps(told, sort_keys=True).encode(), part_in(field(form, "Body"))
        glance = Glance(field(form, "From"), words=field(form, "Body"))
        arrival = Arrival(TEXTED, sid, raw, {"mail_from": field(form, "From")}, glance)
        try:
            if part is None:
                await self.intake.accept(arrival)
            else:
                await self.intake.add_piece(arrival, f"{field(form, 'From')}/{part.of}", part.number)
        except UnavailableError:
            return xml(twiml.message(NOT_TAKEN))
        return xml(twiml.empty_messaging())
