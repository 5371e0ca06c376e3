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
            paged = re.search(r"T-(\d+) S1.*Reply (\d+a)", text.body, re.DOTALL)
            if not paged or int(paged[1]) in self.done:
                continue
            number = int(paged[1])
            if self.chance.randrange(IGNORED) == 0:
                self.done.add(number)
                continue
            await self._takes(phone, number, paged[2])

    async def _takes(self, phone: Phone, number: int, answer: str) -> None:
        """Answer; whoever hears nothing of it is still looking at their phone, and sends it again."""
        before = len(phone.received)
        self.ledger.taken.append(Taken(self.now(), "ana", number, told=False))  # so far: the run may end before she is
        await phone.sends(answer)
        answers = [one.body for one in phone.received[before:] if one.answer]
        told = any(f"You have taken T-{number}" in one or f"T-{number} was taken by Ana" in one for one in answers)
        if told:
            self.ledger.taken.append(Taken(self.now(), "ana", number))
        if answers:
            self.done.add(number)
        else:
            self.read -= 1
            await asyncio.sleep(1.0)

    def end(self) -> None:
        """Note what was pressed in calls that go on."""
        for call in self.twilio.phones[KIM].calls:
            if call.sid not in self.heard:
                self._heard(call)

    def _heard(self, call: HeardCall) -> None:
        self.heard.add(call.sid)
        said = " ".join(call.spoken)
        if call.digits and (number := re.search(r"T-(\d+)", said)):
            told = f"You have taken T-{number[1]}" in said
            self.ledger.taken.append(Taken(self.now(), "kim", int(number[1]), told=told))

    def _kim(self, phone: Phone) -> None:
        for call in phone.calls:
            if call.outcome and call.sid not in self.heard:
                self._heard(call)
        if len(phone.calls) % UNHEARD == UNHEARD - 1:
            phone.hangs_up()
        else:
            phone.answers("4")
