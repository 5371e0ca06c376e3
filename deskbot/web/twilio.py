"""The carrier's webhooks: texts of responders, calls that were picked up, reports on both. Verified, then acted on."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from deskbot.clock import Clock
from deskbot.commands import PAGE_DIGIT, PAGE_SMS
from deskbot.commands.choices import BY_CHOICE, KEY_CONFIRM
from deskbot.engine.interactions import Interactions
from deskbot.engine.once import ONE_MOMENT
from deskbot.engine.page_views import PageViews
from deskbot.engine.paging import Reports
from deskbot.errors import UnavailableError
from deskbot.escalation import phone_words
from deskbot.escalation.bundling import MENU, spoken_bundle, spoken_each
from deskbot.escalation.replies import (
    KeypadAnswer,
    digits_apart,
    read_digit,
    spoken_details,
    spoken_page,
    voice_menu,
)
from deskbot.model.choice import Choice
from deskbot.model.command import Answer, Command
from deskbot.model.page import Attempt, PageState
from deskbot.store import calls
from deskbot.store.database import Database
from deskbot.tickets.reference import reference
from deskbot.web.carrier_forms import MOST_TRIES, CarrierForms, field, number, xml
from deskbot.wires import twiml
from deskbot.wires.twilio import MACHINES, STATES

MOST_WAITS = 6
"""How often a call waits for a database that is away."""


@dataclass(frozen=True, slots=True)
class TwilioWebhooks:
    """Routes under /twilio."""

    forms: CarrierForms
    database: Database
    views: PageViews
    interactions: Interactions
    reports: Reports
    clock: Clock

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(prefix="/twilio", include_in_schema=False)
        router.add_api_route("/sms", self.sms, methods=["POST"])
        router.add_api_route("/status/{token}", self.status, methods=["POST"])
        router.add_api_route("/voice/{token}", self.voice, methods=["POST"])
        router.add_api_route("/voice/{token}/digit", self.digit, methods=["POST"])
        router.add_api_route("/voice/{token}/confirm", self.confirm, methods=["POST"])
        router.add_api_route("/voice/{token}/connected", self.connected, methods=["POST"])
        return router

    async def sms(self, request: Request) -> Response:
        """Take a responder's text and answer it."""
        form = await self.forms.read(request)
        command = Command(
            name=PAGE_SMS,
            channel="twilio",
            actor=field(form, "From"),
            external_id=field(form, "MessageSid"),
            arguments={"text": field(form, "Body")[:1600], "to": field(form, "To")},
        )
        answer = await self.interactions.carry_out(command)
        if answer.later:
            return xml(twiml.message("It could NOT be noted. Please send the same text again in a minute."))
        return xml(twiml.message(answer.text) if answer.text else twiml.empty_messaging())

    async def status(self, request: Request, token: str) -> Response:
        """Take a report on a text or a call."""
        form = await self.forms.read(request)
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
        form = await self.forms.read(request)
        tried = number(request.query_params.get("tried", "0"))
        waits = number(request.query_params.get("waits", "0"))
        if field(form, "AnsweredBy") in MACHINES:
            await self.reports.report(token, Attempt.FAILED, f"picked up by {field(form, 'AnsweredBy')}")
            return xml(twiml.say_and_hang_up("This is the help desk's pager. A page is open; please call the desk."))
        try:
            view = await self.views.of_call(token)
        except UnavailableError:
            if waits >= MOST_WAITS:
                return xml(twiml.say_and_hang_up("The page cannot be read now. Please call the desk."))
            return xml(twiml.say_and_redirect(ONE_MOMENT.text, f"{self._at(token)}?tried={tried}&waits={waits + 1}"))
        several = view.several if view else ()
        if several and tried >= MOST_TRIES:
            return xml(twiml.say_and_hang_up("Goodbye."))
        if several:
            menu = f"{spoken_bundle(several).rstrip(' .')}. {MENU}"
            return xml(twiml.say_and_gather(menu, f"{self._at(token)}/digit?tried={tried + 1}"))
        if view is None or view.ended:
            return xml(twiml.say_and_hang_up("Nobody is needed any more. Goodbye."))
        if view.page.state is PageState.ACKNOWLEDGED:
            says = f"Ticket {digits_apart(reference(view.ticket))} was taken by {view.taken}. Nobody else is needed."
            return xml(twiml.say_and_hang_up(f"{says} Goodbye."))
        if tried >= MOST_TRIES:
            return xml(twiml.say_and_hang_up("Goodbye."))
        sentence = spoken_page(reference(view.ticket), view.severity, view.reseller, view.line)
        handed = f"{view.handed_by} hands this over to you. " if view.handed_by else ""
        menu = voice_menu(handed + sentence, connects=bool(view.phone), caller=view.caller_waits)
        return xml(twiml.say_and_gather(menu, f"{self._at(token)}/digit?tried={tried + 1}"))

    async def digit(self, request: Request, token: str) -> Response:
        """Act on a digit; what was done is spoken only after the commit."""
        form = await self.forms.read(request)
        tried = number(request.query_params.get("tried", "0"))
        # While the database is slow the call is sent round with the digit in the address, so it is not lost.
        pressed = request.query_params.get("digit") or field(form, "Digits")
        again = f"{self._at(token)}?tried={tried}"
        match read_digit(pressed):
            case KeypadAnswer.ACKNOWLEDGE | KeypadAnswer.ESCALATE as meant:
                answer = await self._carry_out(form, token, Choice(meant.value))
                return xml(self._after(answer, f"{self._at(token)}/digit", pressed, tried))
            case KeypadAnswer.NOT_URGENT:
                asks = f"{BY_CHOICE[Choice.NOT_URGENT].asks} Press {KEY_CONFIRM} to confirm, or another key to go back."
                return xml(twiml.say_and_gather(asks, f"{self._at(token)}/confirm?tried={tried}"))
            case KeypadAnswer.MORE:
                return xml(twiml.say_and_redirect(await self._details(token), again))
            case KeypadAnswer.CONNECT:
                return await self._connect(form, token, pressed, tried)
            case _:
                return xml(twiml.say_and_redirect("", again))

    async def confirm(self, request: Request, token: str) -> Response:
        """Do what was asked about, when the key that confirms it was pressed; any other goes back to the menu."""
        form = await self.forms.read(request)
        tried = number(request.query_params.get("tried", "0"))
        pressed = request.query_params.get("digit") or field(form, "Digits")
        if pressed != KEY_CONFIRM:
            return xml(twiml.say_and_redirect("", f"{self._at(token)}?tried={tried}"))
        answer = await self._carry_out(form, token, Choice.NOT_URGENT)
        return xml(self._after(answer, f"{self._at(token)}/confirm", pressed, tried))

    async def _connect(self, form: FormData, token: str, pressed: str, tried: int) -> Response:
        """Let the caller take the page, and connect them to the reseller's contact, if it is theirs then."""
        view = await self.views.of_call(token)
        if view is None or not (view.phone or view.caller_waits):
            text = "No number of the reseller's is known." if view else ""
            return xml(twiml.say_and_redirect(text, f"{self._at(token)}?tried={tried}"))
        answer = await self._carry_out(form, token, Choice.ACKNOWLEDGE, connects=True)
        if answer.later:
            return xml(self._after(answer, f"{self._at(token)}/digit", pressed, tried))
        if answer.connect:
            return xml(twiml.say_and_take_from_queue(answer.text, answer.connect, f"{self._at(token)}/connected"))
        taken = await self.views.of_call(token)
        if taken is None or not taken.theirs or not view.phone:
            return xml(twiml.say_and_hang_up(f"{answer.text} Goodbye."))
        return xml(twiml.say_and_connect(f"{answer.text} You are being connected to the reseller.", view.phone))

    async def _carry_out(self, form: FormData, token: str, choice: Choice, *, connects: bool = False) -> Answer:
        command = Command(
            name=PAGE_DIGIT,
            channel="twilio",
            actor=field(form, "To"),
            external_id=f"{field(form, 'CallSid')}:{choice}",
            arguments={"token": token, "answer": choice, "connects": "yes" if connects else ""},
        )
        return await self.interactions.carry_out(command)

    @staticmethod
    def _after(answer: Answer, action: str, pressed: str, tried: int) -> str:
        """Say what was done; where it could not be done in time, come back with the key that was pressed."""
        if not answer.later:
            return twiml.say_and_hang_up(f"{answer.text} Goodbye.")
        if tried >= MOST_TRIES * 4:
            return twiml.say_and_hang_up("It could not be noted. Please answer by text message.")
        return twiml.say_and_redirect(answer.text, f"{action}?tried={tried + 1}&digit={pressed}")

    async def _details(self, token: str) -> str:
        view = await self.views.of_call(token)
        if view is None:
            return ""
        several = spoken_each(view.several)
        return several or spoken_details(view.customer, view.site, view.callback, view.line)

    def _at(self, token: str) -> str:
        """Return where a call's menu is."""
        return f"{self.forms.base}/twilio/voice/{token}"

    async def connected(self, request: Request, token: str) -> Response:
        """End the call of a responder who was connected, or whose caller had hung up meanwhile."""
        form = await self.forms.read(request)
        if field(form, "DialCallStatus") in ("completed", "answered"):
            return xml(twiml.say_and_hang_up("Goodbye."))
        async with self.database.begin() as session:
            called_from = await calls.number_at(session, token)
        back = phone_words.call_back(called_from)
        return xml(twiml.say_and_hang_up(f"{phone_words.HAS_HUNG_UP} {back} {phone_words.GOODBYE}"))
