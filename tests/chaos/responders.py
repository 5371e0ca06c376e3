"""Those who are paged: Ana takes most pages by text, Kim most of the others on the phone; some ring in vain."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from deskbot.simulators.phones import HeardCall, Phone
from deskbot.simulators.twilio import TwilioSimulator
from tests.chaos.ledger import Ledger, Taken
from tests.harness import ANA, KIM

NAMES = {ANA: "ana", KIM: "kim"}
IGNORED = 4
"""Of so many tickets Ana overlooks one."""
UNHEARD = 3
"""Of so many of those Kim does not answer one either."""
LOOKS_EVERY = 0.2
"""Seconds between two looks at a phone."""


@dataclass(frozen=True, slots=True)
class About:
    """What a text or a call pages somebody for."""

    tickets: frozenset[int]
    """Those that it names."""
    unnamed: int
    """How many more there are, for which it had no room."""


def about(*said: str) -> About:
    """Return what a responder is told by a text, or by the sentences of a call."""
    whole = " ".join(said)
    called = [spoken.replace(" ", "") for spoken in re.findall(r"[Tt]icket ((?:\d )*\d), severity", whole)]
    tickets = frozenset(map(int, [*re.findall(r"T-(\d+)", whole), *called]))
    several = re.search(r"(\d+) (?:more|pages): |Page for (\d+) tickets", whole)
    count = int(several[1] or several[2]) if several else 0
    return About(tickets, max(0, count - len(tickets)))


def theirs(answer: str, name: str) -> frozenset[int]:
    """Return the tickets that somebody of this name has, as an answer tells them."""
    told = rf"You have taken ([^.]*)|([^.]*) (?:is|are) yours already|([^.]*) (?:was|were) taken by {name}"
    parts = [" ".join(part) for part in re.findall(told, answer)]
    return frozenset(int(number) for part in parts for number in re.findall(r"T-(\d+)", part))


@dataclass(slots=True)
class Responders:
    """Reads texts as they come, and answers them."""

    twilio: TwilioSimulator
    ledger: Ledger
    now: Callable[[], float]
    chance: random.Random
    read: int = 0
    done: set[int] = field(default_factory=set)
    """Tickets that Ana has, or overlooks."""
    heard: set[str] = field(default_factory=set)
    """Calls that Kim has had."""

    async def run(self) -> None:
        """Go on until cancelled."""
        self.twilio.phones[KIM].answers("4")
        while True:
            await self._ana(self.twilio.phones[ANA])
            self._kim(self.twilio.phones[KIM])
            await asyncio.sleep(LOOKS_EVERY)

    async def _ana(self, phone: Phone) -> None:
        for text in phone.received[self.read :]:
            self.read += 1
            paged, code = about(text.body), re.search(r"Reply (\d+a)", text.body)
            if text.answer or not code or paged.tickets <= self.done:
                continue
            if self.chance.randrange(IGNORED) == 0:
                self.done |= paged.tickets
                continue
            await self._takes(phone, paged, code[1])

    async def _takes(self, phone: Phone, paged: About, answer: str) -> None:
        """Answer; whoever hears nothing of it is still looking at their phone, and sends it again."""
        before = len(phone.received)
        self._says("ana", paged)  # so far: the run may end before she is answered
        await phone.sends(answer)
        answers = [one.body for one in phone.received[before:] if one.answer]
        for one in answers:
            self._hears("ana", one)
        if answers:
            self.done |= paged.tickets
        else:
            self.read -= 1
            await asyncio.sleep(1.0)

    def _says(self, responder: str, paged: About) -> None:
        """Note that somebody takes what they were told of."""
        for ticket in (*sorted(paged.tickets), *[None] * paged.unnamed):
            self.ledger.taken.append(Taken(self.now(), responder, ticket, told=False))

    def _hears(self, responder: str, answer: str) -> None:
        """Note what somebody was told that they have."""
        for ticket in sorted(theirs(answer, responder.capitalize())):
            self.ledger.taken.append(Taken(self.now(), responder, ticket))

    def end(self) -> None:
        """Note what was pressed in calls that go on."""
        for call in self.twilio.phones[KIM].calls:
            if call.sid not in self.heard:
                self._heard(call)

    def _heard(self, call: HeardCall) -> None:
        self.heard.add(call.sid)
        if call.digits:
            self._says("kim", about(*call.spoken))
            self._hears("kim", " ".join(call.spoken))

    def _kim(self, phone: Phone) -> None:
        for call in phone.calls:
            if call.outcome and call.sid not in self.heard:
                self._heard(call)
        if len(phone.calls) % UNHEARD == UNHEARD - 1:
            phone.hangs_up()
        else:
            phone.answers("4")
