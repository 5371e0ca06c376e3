"""The carrier's webhooks: texts of responders, calls that were picked up, reports on both. Verified, then acted on."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.datastructures import FormData

from deskbot.commands import PAGE_DIGIT, PAGE_SMS
from deskbot.engine.interactions import Interactions
from deskbot.engine.paging import Reports
from deskbot.escalation.replies import KeypadAnswer, read_digit, spoken_page, voice_menu
from deskbot.model.command import Answer, Command
from deskbot.model.page import Attempt
from deskbot.store import pages
from deskbot.store.database import Database
from deskbot.tickets.reference import reference
from deskbot.wires import twiml
from deskbot.wires.twilio import MACHINES, STATES, valid_signature

MOST_TRIES = 3
"""How often a call repeats its menu."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TwilioWebhooks:
    """Routes under /twilio."""

    base: str
    """Our address as the carrier knows it; its signatures are made over it."""
    tokens: Mapping[str, tuple[str, ...]]
    """For each account's SID the auth tokens that its signatures may be made with; two while one is being replaced."""
    database: Database
    interactions: Interactions
    reports: Reports

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(prefix="/twilio", include_in_schema=False)
        router.add_api_route("/sms", self.sms, methods=["POST"])
        router.add_api_route("/status/{token}", self.status, methods=["POST"])
        router.add_api_route("/voice/{token}", self.voice, methods=["POST"])
        router.add_api_route("/voice/{token}/digit", self.digit, methods=["POST"])
        return router

    async def sms(self, request: Request) -> Response:
        """Take a responder's text and answer it."""
        form = await self._verified(request)
        command = Command(
            name=PAGE_SMS,
            channel="twilio",
            actor=field(form, "From"),
            external_id=field(form, "MessageSid"),
            arguments={"text": field(form, "Body")[:1600]},
        )
        answer = await self.interactions.carry_out(command)
        if answer.later:
            return xml(twiml.message("It could NOT be noted. Please send the same text again in a minute."))
        return xml(twiml.message(answer.text) if answer.text else twiml.empty_messaging())

    async def status(self, request: Request, token: str) -> Response:
        """Take a report on a text or a call."""
        form = await self._verified(request)
        word = field(form, "MessageStatus") or field(form, "CallStatus")
        state = STATES.get(word)
        if state is not None:
            code = field(form, "ErrorCode")
            number_ = int(code) if code.isascii() and code.isdigit() else None
            sid = field(form, "MessageSid") or field(form, "CallSid")
            await self.reports.report(token, state, f"{word} {code}".strip(), number_, sid)
        return Response(status_code=204)

    async def voice(self, request: Request, token: str) -> Response:
        """Speak to whoever picked up, and ask for a digit."""
        form = await self._verified(request)
        tried = number(request.query_params.get("tried", "0"))
        if field(form, "AnsweredBy") in MACHINES:
            await self.reports.report(token, Attempt.FAILED, f"picked up by {field(form, 'AnsweredBy')}")
            return xml(twiml.say_and_hang_up("This is the help desk's pager. A page is open; please call the desk."))
        spoken = await self._spoken(token)
        if spoken is None or tried >= MOST_TRIES:
            return xml(twiml.say_and_hang_up("Nobody is needed any more. Goodbye." if spoken is None else "Goodbye."))
        action = f"{self.base}/twilio/voice/{token}/digit?tried={tried + 1}"
        return xml(twiml.say_and_gather(voice_menu(spoken), action))

    async def digit(self, request: Request, token: str) -> Response:
        """Act on a digit; what was done is spoken only after the commit."""
        form = await self._verified(request)
        tried = number(request.query_params.get("tried", "0"))
        # While the database is slow the call is sent round with the digit in the address, so it is not lost.
        pressed = request.query_params.get("digit") or field(form, "Digits")
        again = f"{self.base}/twilio/voice/{token}?tried={tried}"
        meant = read_digit(pressed)
        if meant not in (KeypadAnswer.ACKNOWLEDGE, KeypadAnswer.ESCALATE):
            return xml(twiml.say_and_redirect("", again))
        call = field(form, "CallSid")
        answer = await self.interactions.carry_out(
            Command(
                name=PAGE_DIGIT,
                channel="twilio",
                actor=field(form, "To"),
                external_id=f"{call}:{meant}",
                arguments={"token": token, "answer": meant},
            )
        )
        return xml(self._after_digit(answer, token, pressed, tried))

    def _after_digit(self, answer: Answer, token: str, pressed: str, tried: int) -> str:
        if not answer.later:
            return twiml.say_and_hang_up(f"{answer.text} Goodbye.")
        if tried >= MOST_TRIES * 4:
            return twiml.say_and_hang_up("It could not be noted. Please answer by text message.")
        return twiml.say_and_redirect(
            answer.text, f"{self.base}/twilio/voice/{token}/digit?tried={tried + 1}&digit={pressed}"
        )

    async def _spoken(self, token: str) -> str | None:
        """Return what a call says first, or None when its page is not open any more."""
        async with self.database.begin() as session:
            found = await pages.open_page_of(session, token)
        return spoken_page(reference(found[0]), *found[1:]) if found else None

    async def _verified(self, request: Request) -> FormData:
        """Return the form of a request that the carrier signed.

        Raises:
            HTTPException: 403, the signature is missing or wrong, or it is another account's.
        """
        form = await request.form()
        query = f"?{request.url.query}" if request.url.query else ""
        url = f"{self.base}{request.url.path}{query}"
        signature = request.headers.get("X-Twilio-Signature", "")
        # Which account it is, is signed as well: it is believed only with that account's own token.
        if not valid_signature(self.tokens.get(field(form, "AccountSid"), ()), url, form, signature):
            log.warning(
                "webhook refused: bad signature",
                extra={"action": "webhook_refused", "path": request.url.path},
            )
            raise HTTPException(403, "signature missing or wrong")
        return form


def field(form: FormData, name: str) -> str:
    """Return a form's field as text; an upload or a missing field is empty."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def number(text: str) -> int:
    """Return a small number from an address; what is none counts as the last try."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else MOST_TRIES * 4  # noqa: PLR2004


def xml(document: str) -> Response:
    """Return TwiML."""
    return Response(document, media_type="text/xml")
