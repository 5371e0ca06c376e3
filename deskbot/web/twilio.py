"""The carrier's webhooks: texts of responders, calls that were picked up, reports on both. Verified, then acted on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from deskbot.clock import Clock
from deskbot.commands import PAGE_DIGIT, PAGE_SMS
from deskbot.commands.choices import BY_CHOICE, KEY_CONFIRM
from deskbot.engine.in_time import in_time
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
from deskbot.model.gsm import gsm_lines
from deskbot.model.page import PageState
from deskbot.store.database import Database
from deskbot.tickets.reference import reference
from deskbot.web.carrier_forms import MOST_TRIES, CarrierForms, field, number, said, xml
from deskbot.web.reseller_texts import ResellerTexts
from deskbot.wires import twiml
from deskbot.wires.twilio_forms import Form
from deskbot.wires.twilio_reports import CarrierReport, by_machine, report_in

MOST_WAITS = 12
"""How often a call hears "one moment" while the database is away or slow."""


@dataclass(frozen=True, slots=True)
class TwilioWebhooks:
    """Routes under /twilio."""

    forms: CarrierForms
    database: Database
    views: PageViews
    interactions: Interactions
    reports: Reports
    clock: Clock
    texts: ResellerTexts | None = None
    """None where resellers have no number to text."""

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(prefix="/twilio", include_in_schema=False)
        router.add_api_route("/sms", self.sms, methods=["POST"])
        router.add_api_route("/text/{name}", self.texted, methods=["POST"])
        router.add_api_route("/status/{token}", self.status, methods=["POST"])
        router.add_api_route("/voice/{token}", self.voice, methods=["POST"])
        router.add_api_route("/voice/{token}/digit", self.digit, methods=["POST"])
        router.add_api_route("/voice/{token}/confirm", self.confirm, methods=["POST"])
        router.add_api_route("/voice/{token}/connected", self.connected, methods=["POST"])
        return router

    async def sms(self, request: Request) -> Response:
        """Take a responder's text and answer it, or a reseller's: which, says the number of ours that it went to."""
        form = await self.forms.read(request)
        if self.texts is not None and field(form, "To") == self.texts.number:
            return await self.texts.take(form)
        command = Command(
            name=PAGE_SMS,
            channel="twilio",
            actor=field(form, "From"),
            external_id=field(form, "MessageSid"),
            arguments={"text": said(form)[:1600], "to": field(form, "To")},
        )
        answer = await self.interactions.carry_out(command)
        if answer.later:
            return xml(twiml.message("It could NOT be noted. Please send the same text again in a minute."))
        return xml(twiml.message(gsm_lines(answer.text)) if answer.text else twiml.empty_messaging())

    async def texted(self, request: Request, name: str) -> Response:
        """Take a report on a text to a reseller."""
        form = await self.forms.read(request)
        return await self.texts.report(form, name) if self.texts is not None else Response(status_code=404)

    async def status(self, request: Request, token: str) -> Response:
        """Take a report on a text or a call."""
        form = await self.forms.read(request)
        report = report_in(form)
        if report is None:
            return Response(status_code=204)
        noted = await self._noted(token, report, field(form, "MessageSid") or field(form, "CallSid"))
        return Response(status_code=204 if noted else 503)

    async def _noted(self, token: str, report: CarrierReport, sid: str = "") -> bool:
        """Note a report; False while the database is away or slow: what it says is asked of the carrier later."""

        async def note() -> bool:
            await self.reports.report(token, report.state, report.words, report.code, sid)
            return True

        return bool(await in_time(note))

    async def voice(self, request: Request, token: str) -> Response:
        """Speak to whoever picked up, and ask for a digit."""
        form = await self.forms.read(request)
        if (machine := by_machine(field(form, "AnsweredBy"))) is not None:
            await self._noted(token, machine)
            return xml(twiml.say_and_hang_up("This is the help desk's pager. A page is open; please call the desk."))
        tried = number(request.query_params.get("tried", "0"))
        sorry = "The page cannot be read now. Please call the desk."
        return await self._patiently(request, lambda: self._menu(token, tried), self._at(token), sorry, tried=tried)

    async def _menu(self, token: str, tried: int) -> str:
        view = await self.views.of_call(token)
        several = view.several if view else ()
        if several and tried >= MOST_TRIES:
            return twiml.say_and_hang_up("Goodbye.")
        if several:
            menu = f"{spoken_bundle(several).rstrip(' .')}. {MENU}"
            return twiml.say_and_gather(menu, f"{self._at(token)}/digit?tried={tried + 1}")
        if view is None or view.ended:
            return twiml.say_and_hang_up("Nobody is needed any more. Goodbye.")
        if view.page.state is PageState.ACKNOWLEDGED:
            says = f"Ticket {digits_apart(reference(view.ticket))} was taken by {view.taken}. Nobody else is needed."
            return twiml.say_and_hang_up(f"{says} Goodbye.")
        if tried >= MOST_TRIES:
            return twiml.say_and_hang_up("Goodbye.")
        sentence = spoken_page(reference(view.ticket), view.severity, view.reseller, view.line)
        handed = f"{view.handed_by} hands this over to you. " if view.handed_by else ""
        menu = voice_menu(handed + sentence, connects=bool(view.phone), caller=view.caller_waits)
        return twiml.say_and_gather(menu, f"{self._at(token)}/digit?tried={tried + 1}")

    async def digit(self, request: Request, token: str) -> Response:
        """Act on a digit; what was done is spoken only after the commit."""
        form = await self.forms.read(request)
        tried, pressed = number(request.query_params.get("tried", "0")), pressed_in(request, form)
        here = f"{self._at(token)}/digit"
        return await self._patiently(
            request, lambda: self._act(form, token, pressed, tried), here, tried=tried, digit=pressed
        )

    async def _act(self, form: Form, token: str, pressed: str, tried: int) -> str:
        menu = f"{self._at(token)}?tried={tried}"
        match read_digit(pressed):
            case KeypadAnswer.ACKNOWLEDGE | KeypadAnswer.ESCALATE as meant:
                return await self._do(form, token, Choice(meant.value))
            case KeypadAnswer.NOT_URGENT:
                asks = f"{BY_CHOICE[Choice.NOT_URGENT].asks} Press {KEY_CONFIRM} to confirm, or another key to go back."
                return twiml.say_and_gather(asks, f"{self._at(token)}/confirm?tried={tried}")
            case KeypadAnswer.MORE:
                return twiml.say_and_redirect(await self._details(token), menu)
            case KeypadAnswer.CONNECT:
                return await self._connect(form, token, menu)
            case _:
                return twiml.say_and_redirect("", menu)

    async def confirm(self, request: Request, token: str) -> Response:
        """Do what was asked about, when the key that confirms it was pressed; any other goes back to the menu."""
        form = await self.forms.read(request)
        tried, pressed = number(request.query_params.get("tried", "0")), pressed_in(request, form)
        if pressed != KEY_CONFIRM:
            return xml(twiml.say_and_redirect("", f"{self._at(token)}?tried={tried}"))
        here = f"{self._at(token)}/confirm"
        return await self._patiently(
            request, lambda: self._do(form, token, Choice.NOT_URGENT), here, tried=tried, digit=pressed
        )

    async def _patiently(
        self,
        request: Request,
        answer: Callable[[], Awaitable[str]],
        here: str,
        sorry: str = "It could not be noted. Please answer by text message.",
        **kept: object,
    ) -> Response:
        """Answer a call; while the database is away or slow say "one moment", and come back for the same.

        Args:
            request: the webhook.
            answer: finds the TwiML; it may be asked again when it has done its work, and then says the same.
            here: where the call comes back.
            sorry: what is said in the end.
            kept: what it comes back with, as the key that was pressed.
        """
        document = await in_time(answer)
        if document is not None:
            return xml(document)
        waits = number(request.query_params.get("waits", "0"))
        if waits >= MOST_WAITS:
            return xml(twiml.say_and_hang_up(sorry))
        return xml(twiml.say_and_redirect(ONE_MOMENT.text, f"{here}?{urlencode({**kept, 'waits': waits + 1})}"))

    async def _do(self, form: Form, token: str, choice: Choice) -> str:
        answer = await self._carry_out(form, token, choice)
        return twiml.say_and_hang_up(f"{answer.text} Goodbye.")

    async def _connect(self, form: Form, token: str, menu: str) -> str:
        """Let the caller take the page, and connect them to the reseller's contact, if it is theirs then."""
        view = await self.views.of_call(token)
        if view is None or not (view.phone or view.caller_waits):
            return twiml.say_and_redirect("No number of the reseller's is known." if view else "", menu)
        answer = await self._carry_out(form, token, Choice.ACKNOWLEDGE, connects=True)
        if answer.connect:
            after = f"{self._at(token)}/connected?{urlencode({'call': answer.connect})}"
            return twiml.say_and_take_from_queue(answer.text, answer.connect, after)
        taken = await self.views.of_call(token)
        if taken is None or not taken.theirs or not view.phone:
            return twiml.say_and_hang_up(f"{answer.text} Goodbye.")
        return twiml.say_and_connect(f"{answer.text} You are being connected to the reseller.", view.phone)

    async def _carry_out(self, form: Form, token: str, choice: Choice, *, connects: bool = False) -> Answer:
        """Do what was chosen.

        Raises:
            UnavailableError: it could not be done in time.
        """
        command = Command(
            name=PAGE_DIGIT,
            channel="twilio",
            actor=field(form, "To"),
            external_id=f"{field(form, 'CallSid')}:{choice}",
            arguments={"token": token, "answer": choice, "connects": "yes" if connects else ""},
        )
        answer = await self.interactions.carry_out(command)
        if answer.later:
            raise UnavailableError(answer.text)
        return answer

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
        sid = request.query_params.get("call", "")
        here = f"{self._at(token)}/connected"
        return await self._patiently(request, lambda: self._hung_up(sid), here, phone_words.HAS_HUNG_UP, call=sid)

    async def _hung_up(self, sid: str) -> str:
        back = phone_words.call_back(await self.interactions.not_connected(sid))
        return twiml.say_and_hang_up(f"{phone_words.HAS_HUNG_UP} {back} {phone_words.GOODBYE}")


def pressed_in(request: Request, form: Form) -> str:
    """Return the key that was pressed; while the database is slow the call comes back with it in its address."""
    return request.query_params.get("digit") or field(form, "Digits")
