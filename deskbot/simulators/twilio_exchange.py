"""The simulated carrier's inside: one account, its texts and calls, and all the phones of the world."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from deskbot.clock import Clock, SystemClock
from deskbot.simulators.faults import Faults
from deskbot.simulators.phones import Phones
from deskbot.simulators.twilio_calling import Calling
from deskbot.simulators.twilio_incoming import DeskLine, Incoming
from deskbot.simulators.twilio_state import Call, Message, Recording
from deskbot.simulators.twilio_texting import Texting
from deskbot.simulators.twilio_webhooks import Webhook, Webhooks

MOST_THINGS = 100_000
"""Things in one pump; more can only be a simulation that runs in a circle."""


@dataclass(frozen=True, slots=True)
class Account:
    """The simulated account."""

    sid: str
    auth_token: str = field(repr=False)
    api_keys: Mapping[str, str] = field(default_factory=dict, repr=False)

    def admits(self, user: str, password: str) -> bool:
        """Return whether these credentials open the account."""
        return bool(password) and {self.sid: self.auth_token, **self.api_keys}.get(user) == password


@dataclass(frozen=True, slots=True)
class Unread:
    """A text, an answer to a text of the phone's own, or a call, that nobody has taken."""

    number: str
    kind: str
    """`text`, `answer` or `call`."""
    says: str


class Exchange:
    """Nothing happens in it by itself: `pump` lets happen what is due, and `run` pumps in real time."""

    def __init__(
        self,
        account: Account,
        numbers: Mapping[str, str],
        clock: Clock | None = None,
        phones: Phones | None = None,
    ) -> None:
        """Open for business.

        Args:
            account: whose credentials are admitted, and whose token signs the webhooks.
            numbers: the account's own numbers, each with the URL to which texts to it are posted (or "").
            clock: tells when a ringing phone is given up.
            phones: those of another carrier, which reaches the same people; its own where there is none.
        """
        self.account = account
        self.numbers = dict(numbers)
        self.clock: Clock = clock or SystemClock()
        self.faults = Faults()
        self.webhooks = Webhooks(account.auth_token)
        self.keywords: dict[str, str] = {}
        """Words of the account's own, in capitals, each with what it means: STOP, START or HELP (Advanced Opt-Out)."""
        self._texting = Texting(account.sid, self.numbers, self.webhooks, self.clock, self.keywords)
        self.unable: dict[str, set[str]] = {}
        """What a number cannot: `sms`, `voice`; one on WhatsApp that stands here does not work there."""
        self.desk_numbers: dict[str, DeskLine] = {}
        """The account's numbers that take calls."""
        self._incoming = Incoming(account.sid, self.desk_numbers, self.webhooks, self.clock)
        self._calling = Calling(self.webhooks, self.clock, self._incoming.take, self._incoming.ask_again)
        own = Phones(self._texting.carry, self._incoming.ring, self._incoming.hang_up)
        self.phones = phones if phones is not None else own
        self._incoming.phones = self.phones
        self.phones.serve(self.numbers, self._texting.carry)
        self.phones.take_calls(self.desk_numbers, self._incoming.ring)
        self.stalled = False
        """Nothing moves on: what was taken stays queued, and is not reported."""
        self._pumping = asyncio.Lock()

    @property
    def messages(self) -> dict[str, Message]:
        """Every text, both ways, by its sid."""
        return self._texting.messages

    @property
    def calls(self) -> dict[str, Call]:
        """Every call, by its sid."""
        return self._calling.calls

    @property
    def recordings(self) -> dict[str, Recording]:
        """Every recording, by its sid."""
        return self._incoming.recordings

    @property
    def calls_in(self) -> list[Call]:
        """Every call to one of the account's numbers, oldest first."""
        return self._incoming.calls

    async def run(self, interval: float = 0.2) -> None:
        """Pump until cancelled; for the demo, in real time."""
        while True:
            await self.pump()
            await asyncio.sleep(interval)

    async def pump(self) -> int:
        """Let everything happen that is due, callbacks included, oldest first; return how many things did."""
        async with self._pumping:
            count = 0
            while moved := await self._round():
                count += moved
                if count > MOST_THINGS:
                    raise RuntimeError("the simulation runs in a circle")
            return count

    async def _round(self) -> int:
        """Move every text and every call on by one state."""
        moved = 0
        if self.stalled:
            return 0
        for message in [one for one in self.messages.values() if not one.over]:
            moved += await self._texting.move(message, self.phones[message.to])
        for call in [one for one in self.calls.values() if not one.over]:
            moved += await self._calling.move(call, self.phones[call.to])
        for line in self._incoming.lines:
            moved += await self._incoming.move(line)
        return moved

    @property
    def next_turn(self) -> datetime | None:
        """Return when a caller who waits is spoken to next; a test's clock stops there."""
        return self._incoming.next_turn

    @property
    def next_due(self) -> datetime | None:
        """Return when a phone that rings now is given up next; a test's clock stops there."""
        return min((call.given_up_at for call in self.calls.values() if call.given_up_at), default=None)

    def unread(self) -> list[Unread]:
        """Return every text, answer and call that nobody has taken; a test ends with none."""
        texts = [Unread(phone.number, "text", one.body) for phone in self.phones for one in phone.unread]
        answers = [Unread(phone.number, "answer", one.body) for phone in self.phones for one in phone.untaken_answers]
        calls = [
            Unread(phone.number, "call", f"{one.outcome or 'going on'}: {' '.join(one.spoken)}")
            for phone in self.phones
            for one in phone.untaken_calls
        ]
        return texts + answers + calls

    async def deliver_again(self, webhook: Webhook) -> httpx.Response | None:
        """Send a webhook once more, as Twilio may: late, doubled, out of order."""
        return await self.webhooks.post(webhook)
