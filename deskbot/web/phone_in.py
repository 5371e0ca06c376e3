"""The Service Desk's telephone: what the carrier asks while a reseller is on the line, and the TwiML that answers it.

How far the talk has come stands in the address of the next step, so that the same webhook twice says the same; what
it has done stands in the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from deskbot.clock import Clock
from deskbot.engine.phone_dialling import Dialling
from deskbot.engine.phone_in import PhoneIn
from deskbot.escalation import phone_words as words
from deskbot.escalation.phone_in import (
    MOST_DIGITS,
    Next,
    Talk,
    Then,
    Turn,
    comfort,
    farewell,
    greet,
    heard,
    no_such_ticket,
    while_waiting,
)
from deskbot.escalation.replies import KeypadAnswer, read_digit
from deskbot.model.phone import Ring
from deskbot.web.carrier_forms import CarrierForms, field, number, xml
from deskbot.wires import twiml
from deskbot.wires.twilio_forms import Form

MOST_MOMENTS = 8
"""How often "one moment" is said while the database is away; each takes some seconds."""
PAUSE, SHORT_PAUSE = 10, 3
"""Seconds of silence between two sentences to somebody who waits; short while their ticket is being made."""


@dataclass(frozen=True, slots=True)
class PhoneInWebhooks:
    """Routes under /twilio/desk."""

    forms: CarrierForms
    phone_in: PhoneIn
    dialling: Dialling
    desk_name: str
    numbers: frozenset[str]
    """The numbers on which resellers phone in."""
    clock: Clock
    transcribe: bool = False

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter(prefix="/twilio/desk", include_in_schema=False)
        for path, answer in {
            "/call": self.call,
            "/digits": self.digits,
            "/silent": self.silent,
            "/recorded": self.recorded,
            "/recording": self.recording,
            "/words": self.words,
            "/wait": self.wait,
            "/left": self.left,
            "/dialled": self.dialled,
            "/asks/{sid}": self.asks,
            "/asks/{sid}/digit": self.asked,
            "/status": self.status,
        }.items():
            router.add_api_route(path, answer, methods=["POST"])
        return router

    async def call(self, request: Request) -> Response:
        """Answer a call that comes in."""
        form = await self.forms.read(request)
        ring, moments = ring_of(form), number(request.query_params.get("moments", "0"))
        if ring.called not in self.numbers:
            return xml(twiml.say_and_hang_up(words.NOT_HERE))
        talk = await self.phone_in.arrive(ring)
        if talk is None and moments < MOST_MOMENTS // 2:
            return xml(twiml.say_and_redirect(words.ONE_MOMENT, self._url("call", moments=moments + 1)))
        # A caller of whom nothing can be found out is asked like any other.
        return xml(self._said(greet(self.desk_name, talk or Talk())))

    async def digits(self, request: Request) -> Response:
        """Act on the keys that were pressed."""
        form = await self.forms.read(request)
        talk = talk_of(request.query_params)
        # While the database is slow the call is sent round with the keys in the address, so they are not lost.
        pressed = (request.query_params.get("pressed") or field(form, "Digits"))[: MOST_DIGITS + 2]
        turn = heard(pressed, talk)
        if turn.next is not Next.RAISE or turn.number is None:
            return xml(await self._goes_on(turn, form))
        answer = await self.phone_in.make_urgent(ring_of(form), turn.number)
        if answer.later:
            return self._one_moment(request, "digits", words.NOT_RAISED, says=answer.text, pressed=pressed)
        if not answer.done:
            return xml(await self._goes_on(no_such_ticket(talk), form))
        return xml(self._queued(answer.text, form))

    async def _goes_on(self, turn: Turn, form: Form) -> str:
        if turn.next is Next.RECORD:
            await self.phone_in.asks_for_message(ring_of(form))
        return self._said(turn)

    def _said(self, turn: Turn) -> str:
        if turn.next is Next.RECORD:
            return self._record(turn.says)
        return twiml.say_and_gather_number(turn.says, self._url("digits", **asked(turn.talk)))

    def _record(self, says: str, silences: int = 0) -> str:
        return twiml.say_and_record(
            says,
            self._url("recorded"),
            self._url("recording"),
            self._url("words") if self.transcribe else "",
            self._url("silent", silences=silences + 1),
        )

    def _queued(self, says: str, form: Form) -> str:
        return twiml.say_and_queue(says, field(form, "CallSid"), self._url("wait"), self._url("left"))

    async def silent(self, request: Request) -> Response:
        """Ask once more for a message where nothing was said."""
        await self.forms.read(request)
        silences = number(request.query_params.get("silences", "0"))
        if silences > 1:
            return xml(twiml.say_and_hang_up(words.NOTHING_SAID))
        return xml(self._record(words.RECORD, silences))

    async def recorded(self, request: Request) -> Response:
        """Take a recorded message, and let the caller wait for somebody."""
        form = await self.forms.read(request)
        asked_before = request.query_params
        sid = asked_before.get("recording") or recording_of(form)
        seconds = number(asked_before.get("seconds") or field(form, "RecordingDuration") or "0")
        if not sid:
            return xml(self._record(words.RECORD, 1))
        gone = field(form, "CallStatus") == "completed" or field(form, "Digits") == "hangup"
        if await self.phone_in.accept(ring_of(form), sid, seconds, waits=not gone):
            return xml(self._queued(words.RECORDED, form))
        return self._one_moment(request, "recorded", words.NOT_STORED, recording=sid, seconds=seconds)

    async def recording(self, request: Request) -> Response:
        """Take the carrier's own report on a recording: also when the caller hung up and nothing else came of it."""
        form = await self.forms.read(request)
        sid = recording_of(form)
        if not sid or field(form, "RecordingStatus") not in ("", "completed"):
            return Response(status_code=204)
        ring = ring_of(form)
        if not ring.caller:
            # The report names the call only; whose it is was noted when it came in.
            found = await self.phone_in.known(ring.sid)
            if found is None:
                return Response(status_code=503)
            ring = found
        stored = await self.phone_in.accept(ring, sid, number(field(form, "RecordingDuration") or "0"))
        return Response(status_code=204 if stored else 503)

    async def words(self, request: Request) -> Response:
        """Take what the carrier has understood of a recording."""
        form = await self.forms.read(request)
        understood, sid = field(form, "TranscriptionText").strip(), recording_of(form)
        if not sid or not understood or field(form, "TranscriptionStatus") != "completed":
            return Response(status_code=204)
        return Response(status_code=204 if await self.phone_in.understood(sid, understood[:10_000]) else 503)

    async def wait(self, request: Request) -> Response:
        """Speak to a caller who waits, or end their waiting."""
        form = await self.forms.read(request)
        waiting = await self.phone_in.waiting(ring_of(form))
        if waiting is None:
            return xml(twiml.hold(words.PLEASE_WAIT, PAUSE, self._url("wait")))
        if while_waiting(waiting, self.clock.now()) is not Then.HOLD:
            return xml(twiml.leave_queue())
        pause = SHORT_PAUSE if waiting.ticket is None else PAUSE
        return xml(twiml.hold(comfort(waiting), pause, self._url("wait")))

    async def left(self, request: Request) -> Response:
        """Go on with a caller who waits no more: connect them, say how it goes on, or note that they have gone."""
        form = await self.forms.read(request)
        ring, result = ring_of(form), field(form, "QueueResult")
        if result == "bridged":
            await self.phone_in.parted(ring)
            return xml(twiml.hang_up())
        if result == "hangup" or field(form, "CallStatus") == "completed":
            await self.phone_in.parted(ring, alone=True)
            return xml(twiml.hang_up())
        waiting = await self.phone_in.waiting(ring)
        if waiting is None:
            return self._one_moment(request, "left", f"{words.GOES_ON} {words.GOODBYE}")
        now = self.clock.now()
        if result in ("leave", "") and while_waiting(waiting, now) is Then.HOLD:
            return xml(self._queued("", form))  # somebody has taken them in this very moment
        dial = await self.dialling.dial(ring)
        if dial is not None:
            asks = self._url(f"asks/{ring.sid}")
            return xml(twiml.say_and_dial(words.TRY_DIALLING, dial.voice, ring.called, asks, self._url("dialled")))
        return xml(twiml.say_and_hang_up(farewell(await self.phone_in.parts(ring) or waiting, now)))

    def _one_moment(self, request: Request, path: str, sorry: str, says: str = "", **known: object) -> Response:
        """Say "one moment", and come back for the same, with what is `known` by now, or, in the end, say `sorry`."""
        moments = number(request.query_params.get("moments", "0"))
        if moments >= MOST_MOMENTS:
            return xml(twiml.say_and_hang_up(sorry))
        again = self._url(path, **{**request.query_params, **known, "moments": moments + 1})
        return xml(twiml.say_and_redirect(says or words.ONE_MOMENT, again))

    async def asks(self, request: Request, sid: str) -> Response:
        """Ask whoever was called for a caller to press a key: a voicemail presses none."""
        await self.forms.read(request)
        wanted = await self.dialling.wanted(sid)
        if wanted is not None and not wanted.there:
            return xml(twiml.say_and_hang_up(f"{words.HAS_HUNG_UP} {words.GOODBYE}"))
        says = words.caller_waits(wanted.ticket if wanted else None)
        return xml(twiml.say_and_gather(says, self._url(f"asks/{sid}/digit")))

    async def asked(self, request: Request, sid: str) -> Response:
        """Connect whoever has pressed the key, also where that cannot be noted now."""
        form = await self.forms.read(request)
        if read_digit(field(form, "Digits")) is not KeypadAnswer.CONNECT:
            return xml(twiml.hang_up())
        if await self.dialling.joined(sid) is False:
            return xml(twiml.say_and_hang_up(f"{words.HAS_HUNG_UP} {words.GOODBYE}"))
        return xml(twiml.connect())

    async def dialled(self, request: Request) -> Response:
        """Go on with a caller for whom somebody was called."""
        form = await self.forms.read(request)
        ring = ring_of(form)
        talked = field(form, "DialBridged") == "true"
        waiting = await self.dialling.dialled(ring, talked=talked)
        if waiting is None and talked:
            return xml(twiml.hang_up())
        if waiting is None:
            sorry = f"{words.taken('')} {words.CALL_BACK if ring.number else words.NO_NUMBER} {words.GOODBYE}"
            return self._one_moment(request, "dialled", sorry)
        if not waiting.calls_back:
            await self.phone_in.parted(ring)
            return xml(twiml.hang_up())
        return xml(twiml.say_and_hang_up(farewell(waiting, self.clock.now())))

    async def status(self, request: Request) -> Response:
        """Note that a call is over."""
        form = await self.forms.read(request)
        if field(form, "CallStatus") in ("completed", "busy", "failed", "no-answer", "canceled"):
            await self.phone_in.parted(ring_of(form))
        return Response(status_code=204)

    def _url(self, path: str, **query: object) -> str:
        return f"{self.forms.base}/twilio/desk/{path}{f'?{urlencode(query)}' if query else ''}"


def ring_of(form: Form) -> Ring:
    """Return the call that a webhook is about."""
    attested = "Failed" not in field(form, "StirVerstat")
    return Ring(field(form, "CallSid"), field(form, "From"), field(form, "To"), attested=attested)


def recording_of(form: Form) -> str:
    """Return a recording's id; older webhooks have it at the end of its address only."""
    return field(form, "RecordingSid") or field(form, "RecordingUrl").rpartition("/")[2].partition(".")[0]


def talk_of(query: Mapping[str, str]) -> Talk:
    """Return how far a talk has come, as the address has it."""
    offered = query.get("offered", "")
    return Talk(
        offered=int(offered) if offered.isascii() and offered.isdecimal() and len(offered) <= MOST_DIGITS else None,
        silences=number(query.get("silences", "0")),
        wrong=number(query.get("wrong", "0")),
    )


def asked(talk: Talk) -> dict[str, object]:
    """Return how far a talk has come, for the address of its next step."""
    offered = {"offered": talk.offered} if talk.offered is not None else {}
    return {**offered, "silences": talk.silences, "wrong": talk.wrong}
