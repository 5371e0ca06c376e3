"""The simulated carrier's incoming calls: a phone dials a number of ours, and follows what its webhook says."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # nosec B405 # (our own webhooks' answers)
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from deskbot.clock import Clock
from deskbot.simulators.phones import HeardCall, Manner, OwnCall, Phone, Phones
from deskbot.simulators.twilio_calling import Owner, instructions
from deskbot.simulators.twilio_state import API, Call, Recording, new_sid
from deskbot.simulators.twilio_webhooks import Webhook, Webhooks, call_request, call_status
from deskbot.simulators.twiml_player import MOST_DOCUMENTS, BadTwimlError, parse, play, speak, target

IN_A_QUEUE = frozenset({"Say", "Pause", "Redirect", "Leave", "Hangup"})
"""What may be done with somebody who waits."""
SECONDS_A_BYTE = 0.01
"""So long takes it to say what stands in for the sound of a message."""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """What is entered at the carrier for a number: where its calls are announced, and where their end."""

    voice_url: str
    status_url: str = ""


@dataclass(slots=True)
class Queued:
    """A place in a queue."""

    name: str
    wait_url: str
    action: str
    since: datetime


@dataclass(eq=False, slots=True)
class Line:
    """One call that came in."""

    call: Call
    own: OwnCall
    heard: HeardCall
    url: str
    """Where the next instructions come from."""
    form: Mapping[str, str] = field(default_factory=dict)
    rest: list[ET.Element] = field(default_factory=list)
    """Verbs of the document at `url` that are still to be followed."""
    pressed: int = 0
    resume_at: datetime | None = None
    queued: Queued | None = None
    taken_by: str = ""
    hung_up: bool = False
    documents: int = 0
    status_url: str = ""


class Incoming:
    """Moves incoming calls on, one document at a time."""

    phones: Phones

    def __init__(self, account_sid: str, numbers: Mapping[str, DeskLine], webhooks: Webhooks, clock: Clock) -> None:
        """Start without calls; `numbers` are those that take them."""
        self._all: list[Line] = []
        self.recordings: dict[str, Recording] = {}
        self._account_sid, self._numbers, self._webhooks, self._clock = account_sid, numbers, webhooks, clock

    @property
    def lines(self) -> list[Line]:
        """The calls that go on."""
        return [line for line in self._all if not line.call.over]

    @property
    def calls(self) -> list[Call]:
        """Every call, also those that are over."""
        return [line.call for line in self._all]

    @property
    def next_turn(self) -> datetime | None:
        """Return when the next pause ends."""
        return min((line.resume_at for line in self.lines if line.resume_at), default=None)

    def ring(self, phone: Phone, to: str, own: OwnCall) -> HeardCall:
        """Let a phone call a number of ours.

        Raises:
            ValueError: it is none that takes calls.
        """
        if to not in self._numbers:
            raise ValueError(f"{to} is no number of the account that takes calls")
        now = self._clock.now()
        call = Call(
            sid=new_sid("CA"), account_sid=self._account_sid, from_=phone.number, to=to, created_at=now, updated_at=now,
            direction="inbound", status="ringing", url=self._numbers[to].voice_url, attestation=own.attestation,
        )  # fmt: skip
        heard = HeardCall(call.sid, phone.number, listens=phone.listens)
        self._all.append(Line(call, own, heard, call.url, status_url=self._numbers[to].status_url))
        return heard

    def hang_up(self, heard: HeardCall) -> None:
        """Let a caller hang up."""
        for line in self.lines:
            line.hung_up = line.hung_up or line.heard is heard

    def take(self, queue: str, by: str) -> str:
        """Connect somebody with whoever has waited longest in a queue; return the number of that one."""
        waiting = [one for one in self.lines if one.queued and one.queued.name == queue and not one.hung_up]
        if not waiting:
            return ""
        line = waiting[0]
        line.taken_by = by
        line.heard.talked_to.append(by)
        return line.call.from_

    async def ask_again(self) -> None:
        """Ask what to say to those who wait, as their pauses end."""
        for line in [one for one in self.lines if one.queued and not one.hung_up and one.resume_at is not None]:
            line.resume_at = None
            while line.resume_at is None and not line.call.over:
                await self.move(line)

    async def move(self, line: Line) -> bool:
        """Let one thing happen to a call; return whether anything did."""
        now = self._clock.now()
        if line.hung_up or line.taken_by:
            await self._end_of_waiting(line, "hangup" if line.hung_up else "bridged")
            if line.hung_up or not line.rest:
                await self._over(line)
            return True
        if line.resume_at is not None and now < line.resume_at:
            return False
        line.resume_at = None
        try:
            await self._follow(line)
        except BadTwimlError as error:
            line.heard.error = str(error)
            self._webhooks.problem(line.url, str(error))
            await self._over(line)
        return True

    async def _follow(self, line: Line) -> None:
        """Follow what is left of a document, or fetch the next one."""
        if line.call.status == "ringing":
            line.call.answered_at = self._clock.now()
            document = await self._fetch(line)
            line.call.move("in-progress", self._clock.now())
            line.rest = document
        elif not line.rest:
            line.rest = await self._fetch(line)
        while line.rest and line.resume_at is None:
            verb = line.rest.pop(0)
            if line.queued and verb.tag not in IN_A_QUEUE:
                raise BadTwimlError(f"13241: {verb.tag} while waiting in a queue")
            if await self._do(line, verb):
                return
        if not line.rest and line.resume_at is None:
            if line.queued is None:
                await self._over(line)
            else:
                self._goes_on(line, line.queued.wait_url)

    async def _do(self, line: Line, verb: ET.Element) -> bool:
        """Follow one verb; return whether the call goes on with another document, or is over."""
        match verb.tag:
            case "Say":
                speak(verb, line.heard)
            case "Pause":
                line.resume_at = self._clock.now() + timedelta(seconds=int(verb.get("length", "1")))
            case "Redirect":
                self._goes_on(line, target(verb, line.url, (verb.text or "").strip()))
                return True
            case "Gather":
                return await self._gather(line, verb)
            case "Record":
                return await self._record(line, verb)
            case "Enqueue":
                self._enqueue(line, verb)
                return True
            case "Leave":
                await self._leave(line)
                return True
            case "Dial":
                await self._dial(line, verb)
                return True
            case _:
                await self._over(line)
                return True
        return False

    async def _gather(self, line: Line, verb: ET.Element) -> bool:
        for child in verb:
            speak(child, line.heard)
        if line.own.hangs_up_after is not None and line.pressed >= line.own.hangs_up_after:
            await self._over(line)
            return True
        keys = line.own.keys[line.pressed] if line.pressed < len(line.own.keys) else ""
        line.pressed += 1
        line.heard.digits += keys
        finish = verb.get("finishOnKey", "#")
        keys, ended_by = (keys[: keys.index(finish)], finish) if finish and finish in keys else (keys, "")
        if not keys and not ended_by and verb.get("actionOnEmptyResult", "false") != "true":
            return False
        form = {"Digits": keys, "FinishedOnKey": ended_by, "msg": "Gather End"}
        self._goes_on(line, target(verb, line.url, verb.get("action", "")), form)
        return True

    async def _record(self, line: Line, verb: ET.Element) -> bool:
        """Record a message. One that says nothing gives no recording; the document goes on."""
        if not 1 <= int(verb.get("maxLength", "3600")) <= 14_400:  # noqa: PLR2004  (Twilio's own limit)
            raise BadTwimlError("13612: maxLength")
        if not line.own.says:
            return False
        sid, seconds = new_sid("RE"), max(1, int(len(line.own.says) * SECONDS_A_BYTE))
        self.recordings[sid] = Recording(
            sid, self._account_sid, line.call.sid, self._clock.now(), seconds, line.own.says
        )
        parts = urlsplit(line.url)
        form = {
            "RecordingUrl": f"{parts.scheme}://carrier.example/{API}/Accounts/{self._account_sid}/Recordings/{sid}",
            "RecordingSid": sid,
            "RecordingDuration": str(seconds),
        }
        hung_up = line.own.hangs_up_after is not None
        if hung_up:
            line.call.move("completed", self._clock.now())
            line.heard.outcome = "completed"
        action = target(verb, line.url, verb.get("action", ""))
        asked = Webhook(action, call_request(line.call) | form | {"Digits": "hangup" if hung_up else "#"})
        if hung_up:
            await self._webhooks.post(asked)
            await self._report_end(line)
        else:
            self._goes_on(line, action, form | {"Digits": "#"})
        await self._report_recording(line, verb, form)
        return True

    async def _report_recording(self, line: Line, verb: ET.Element, form: Mapping[str, str]) -> None:
        common = {"AccountSid": self._account_sid, "CallSid": line.call.sid, **form}
        if url := verb.get("recordingStatusCallback"):
            more = {"RecordingStatus": "completed", "RecordingChannels": "1", "RecordingSource": "RecordVerb"}
            await self._webhooks.post(Webhook(url, common | more))
        if verb.get("transcribe") == "true" and (url := verb.get("transcribeCallback")):
            understood = {"TranscriptionStatus": "completed", "TranscriptionText": line.own.heard_as}
            more = {"TranscriptionSid": new_sid("TR"), "From": line.call.from_, "To": line.call.to}
            await self._webhooks.post(Webhook(url, common | more | understood))

    def _enqueue(self, line: Line, verb: ET.Element) -> None:
        name = (verb.text or "").strip()
        if not name or len(name) > 64:  # noqa: PLR2004  (Twilio's own limit)
            raise BadTwimlError(f"13240: a queue's name of {len(name)} characters")
        wait, action = target(verb, line.url, verb.get("waitUrl", "")), target(verb, line.url, verb.get("action", ""))
        line.queued = Queued(name, wait, action, self._clock.now())
        self._goes_on(line, wait)

    async def _leave(self, line: Line) -> None:
        queued = line.queued
        if queued is None:
            raise BadTwimlError("13250: Leave, and no queue")
        line.queued = None
        self._goes_on(line, queued.action, {"QueueResult": "leave", "QueueTime": self._waited(queued)})

    async def _end_of_waiting(self, line: Line, result: str) -> None:
        """Report that a caller waits no more, as they have hung up, or have talked to somebody."""
        queued, line.queued, line.rest, line.taken_by = line.queued, None, [], ""
        if queued is not None:
            form = {"QueueResult": result, "QueueTime": self._waited(queued)}
            await self._webhooks.post(Webhook(queued.action, call_request(line.call) | form))

    def _waited(self, queued: Queued) -> str:
        return str(int((self._clock.now() - queued.since).total_seconds()))

    async def _dial(self, line: Line, verb: ET.Element) -> None:
        """Call somebody for the caller, and connect the two when nobody hangs up before."""
        number = verb.find("Number")
        to = (number.text or "").strip() if number is not None else ""
        if number is None or verb.get("callerId") not in self._numbers:
            raise BadTwimlError("13214: Dial without a number, or with a callerId that is none of the account's")
        before = len(line.heard.talked_to)
        status = await self._called(line, self.phones[to], target(number, line.url, number.get("url", "")))
        bridged = "true" if len(line.heard.talked_to) > before else "false"
        if status == "no-answer":
            line.resume_at = self._clock.now() + timedelta(seconds=int(verb.get("timeout", "30")))
        self._goes_on(
            line, target(verb, line.url, verb.get("action", "")), {"DialCallStatus": status, "DialBridged": bridged}
        )

    async def _called(self, line: Line, phone: Phone, asks: str) -> str:
        child = Call(
            sid=new_sid("CA"), account_sid=self._account_sid, from_=line.call.to, to=phone.number,
            created_at=self._clock.now(), updated_at=self._clock.now(), direction="outbound-dial",
            status="in-progress", url=asks,
        )  # fmt: skip
        heard = HeardCall(child.sid, line.call.to)
        phone.calls.append(heard)
        missed = {Manner.NEVER_ANSWERS: "no-answer", Manner.BUSY: "busy", Manner.UNREACHABLE: "failed"}
        heard.outcome = missed.get(phone.manner, "completed")
        if phone.manner in missed:
            return heard.outcome

        async def fetch(url: str, more: Mapping[str, str]) -> str:
            return await instructions(self._webhooks, Webhook(url, call_request(child) | dict(more)))

        if not await play(asks, fetch, Owner(phone, heard, self.take)):
            return "no-answer" if phone.manner is Manner.HANGS_UP else "completed"
        heard.talked_to.append(line.call.from_)
        line.heard.talked_to.append(phone.number)
        return "completed"

    async def _fetch(self, line: Line) -> list[ET.Element]:
        line.documents += 1
        if line.documents > MOST_DOCUMENTS * 10:
            raise BadTwimlError(f"no end after {line.documents} documents")
        form = call_request(line.call) | dict(line.form)
        return list(parse(await instructions(self._webhooks, Webhook(line.url, form))))

    @staticmethod
    def _goes_on(line: Line, url: str, form: Mapping[str, str] | None = None) -> None:
        line.url, line.form, line.rest = url, form or {}, []

    async def _over(self, line: Line) -> None:
        if line.call.over:
            return
        line.call.move("completed" if line.call.status == "in-progress" else "failed", self._clock.now())
        line.heard.outcome = line.call.status
        await self._report_end(line)

    async def _report_end(self, line: Line) -> None:
        if line.status_url:
            await self._webhooks.post(Webhook(line.status_url, call_status(line.call, self._clock.now())))
