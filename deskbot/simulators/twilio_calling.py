"""The simulated carrier's calls: dialled, rung, picked up by a person or a mailbox, or by nobody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from deskbot.clock import Clock
from deskbot.simulators.phones import HeardCall, Manner, Phone
from deskbot.simulators.twilio_state import Call
from deskbot.simulators.twilio_webhooks import Webhook, Webhooks, call_request, call_status
from deskbot.simulators.twiml_player import BadTwimlError, play

Takes = Callable[[str, str], str]
"""Connects a number with whoever waits in a queue; returns their number, or an empty one where nobody waits."""
Meanwhile = Callable[[], Awaitable[None]]
"""Lets those who wait be asked how it goes on: time passes while somebody hears that they are being connected."""
TWIML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})

_UNREACHED = {Manner.BUSY: "busy", Manner.UNREACHABLE: "failed"}
_PICKED_UP_BY = {
    Manner.ANSWERS: "human",
    Manner.HANGS_UP: "human",
    Manner.VOICEMAIL: "machine_start",
}


class Calling:
    """Moves calls on, one state at a time."""

    def __init__(self, webhooks: Webhooks, clock: Clock, takes: Takes, meanwhile: Meanwhile) -> None:
        """Start without calls; `takes` brings a call together with whoever waits in a queue."""
        self._takes, self._meanwhile = takes, meanwhile
        self.calls: dict[str, Call] = {}
        self._heard: dict[str, HeardCall] = {}
        self._webhooks = webhooks
        self._clock = clock

    async def move(self, call: Call, phone: Phone) -> bool:
        """Let one thing happen to a call; return whether anything did."""
        match call.status:
            case "queued":
                self._heard[call.sid] = HeardCall(call.sid, call.from_, listens=phone.listens)
                phone.calls.append(self._heard[call.sid])
                await self._progress(call, "initiated")
            case "initiated":
                call.rang_at = self._clock.now()
                await self._progress(call, _UNREACHED.get(phone.manner, "ringing"))
            case "ringing":
                return await self._ring(call, phone)
            case _:
                await self._talk(call, phone)
        return True

    async def _ring(self, call: Call, phone: Phone) -> bool:
        """Let a phone ring on, unless somebody picks it up or the caller gives up."""
        now = self._clock.now()
        if answered_by := _PICKED_UP_BY.get(phone.manner):
            call.answered_at = now
            self._heard[call.sid].answered_by = answered_by
            call.answered_by = answered_by if call.machine_detection else ""
            await self._progress(call, "in-progress")
        elif status := _UNREACHED.get(phone.manner):
            await self._progress(call, status)
        elif call.given_up_at is not None and now >= call.given_up_at:
            await self._progress(call, "no-answer")
        else:
            return False
        return True

    async def _talk(self, call: Call, phone: Phone) -> None:
        async def fetch(url: str, more: Mapping[str, str]) -> str:
            text = await instructions(self._webhooks, Webhook(url, call_request(call) | dict(more)))
            if "<Queue>" in text:
                await self._meanwhile()
            return text

        heard = self._heard[call.sid]
        try:
            await play(call.url, fetch, Owner(phone, heard, self._takes))
        except BadTwimlError as error:
            heard.error = str(error)
            self._webhooks.problem(call.url, str(error))
        await self._progress(call, "completed")

    async def _progress(self, call: Call, status: str) -> None:
        """Move a call, and report it where that was asked for."""
        now = self._clock.now()
        call.move(status, now)
        if call.over:
            self._heard[call.sid].outcome = status
        event = "completed" if call.over else {"in-progress": "answered"}.get(status, status)
        if call.status_callback and event in call.events:
            await self._webhooks.report(Webhook(call.status_callback, call_status(call, now)))
            call.sequence += 1


async def instructions(webhooks: Webhooks, webhook: Webhook) -> str:
    """Ask how a call goes on.

    Raises:
        BadTwimlError: nobody says so, or in no form that can be followed.
    """
    answer = await webhooks.post(webhook)
    if answer is None:
        raise BadTwimlError("no instructions came")
    kind = answer.headers.get("content-type", "").partition(";")[0].strip()
    if kind not in TWIML_TYPES:
        raise BadTwimlError(f"12300: the content type {kind!r}")
    return answer.text


class Owner:
    """Who picked up (a person, or a mailbox that presses nothing), for the length of one call."""

    def __init__(self, phone: Phone, heard: HeardCall, takes: Takes) -> None:
        """Be the phone's owner, with the keys that they are to press."""
        self._takes = takes
        self._phone = phone
        self._keys = phone.digits if phone.manner is Manner.ANSWERS else ""
        self._heard = heard

    def takes(self, queue: str) -> bool:
        """Talk to whoever waits in a queue."""
        other = self._takes(queue, self._phone.number)
        self._heard.talked_to += [other] if other else []
        return bool(other)

    def hears(self, sentence: str) -> None:
        """Listen."""
        self._heard.hears(sentence)

    def is_connected_to(self, number: str) -> None:
        """Talk to whoever answers at another number, until that call is over."""
        self._heard.connected_to.append(number)

    def presses(self, most: int) -> str | None:
        """Press what is left of the keys."""
        if self._phone.manner is Manner.HANGS_UP:
            return None
        keys, self._keys = self._keys[:most], self._keys[most:]
        self._heard.digits += keys
        return keys
