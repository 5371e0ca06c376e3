"""The load: mails of many resellers, known and unknown, urgent and lesser, answers to tickets, and everything twice."""

from __future__ import annotations

import asyncio
import hashlib
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parseaddr

from deskbot.simulators.mailbox import Letter, Mailbox
from tests.chaos.chats import Chats
from tests.chaos.crowd import LESSER, URGENT, Writer, mail
from tests.chaos.ledger import Answer, Ledger, Message, Try
from tests.chaos.smtp import Cut, hand_over
from tests.flow.mails import THE_REST

URGENT_SHARE = 0.12
UNKNOWN_SHARE = 0.15
ANSWERS_SHARE = 0.2
"""Parts of the load: urgent; from people whom nobody knows; and answers to tickets that are there."""
CHAT_SHARE = 0.2
"""So much of the load comes by Telegram, Slack and text."""
TWICE_SHARE = 0.15
"""So many are sent again although they were accepted."""
GIVES_UP_SHARE = 0.15
"""So many of those who were not told that they were heard do not try again."""
CUT_SHARE = 0.5
"""So many mails are broken off while the network is cut."""
AGAIN_AFTER, AGAIN_LATEST = 1.0, 15.0
"""Seconds until a sender tries again, each time twice as many, up to the latest."""


@dataclass(slots=True)
class Load:
    """Sends until it is told to stop; whoever must be heard tries until they are."""

    ledger: Ledger
    mailbox: Mailbox
    chats: Chats
    address: Callable[[], tuple[str, int]]
    """Where the mail door is now."""
    now: Callable[[], float]
    """Seconds since the begin of the run."""
    chance: random.Random
    known: list[Writer]
    cuts: bool = False
    """Whether the network between senders and deskbot is cut again and again."""
    count: int = 0
    answered: set[int] = field(default_factory=set)
    under_way: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self, rate: float) -> None:
        """Begin so many messages a second until cancelled; those that are under way go on."""
        while True:
            chat = self.chance.random() < CHAT_SHARE
            task = asyncio.create_task(self.chats.one() if chat else self._send(*self._next()))
            self.under_way.add(task)
            task.add_done_callback(self.under_way.discard)
            await asyncio.sleep(self.chance.expovariate(rate))

    async def one(self) -> None:
        """Send one message, and wait until it is accepted."""
        await self._send(*self._next())

    async def all_sent(self) -> None:
        """Wait for whoever still tries."""
        while self.under_way:
            await asyncio.gather(*self.under_way)

    # -- what is written

    def _next(self) -> tuple[Message, bytes, str]:
        self.count += 1
        letter = self._to_answer() if self.chance.random() < ANSWERS_SHARE else None
        if letter:
            return self._answer(letter)
        writer, key = self.known[self.count % len(self.known)], self._key()
        if self.chance.random() < UNKNOWN_SHARE:
            domain = f"nobody{self.count}.example"
            sender, template = f"who@{domain}", self.chance.choice(LESSER)
            urgent = False
        else:
            domain, sender = writer.domain, writer.address
            urgent = self.chance.random() < URGENT_SHARE
            template = URGENT if urgent else self.chance.choice(LESSER)
        subject = f"{writer.customer}: {'no calls' if urgent else 'a question'} {self.count}"
        raw = mail(sender, domain, key, subject, writer.text(template))
        return Message("email", key, sender, urgent=urgent), raw, "support@desk.example"

    def _key(self) -> str:
        return f"<load{self.count}@sender.example>"

    def _to_answer(self) -> Letter | None:
        """Return a letter about a ticket that was not answered yet: one of the last, as people answer soon."""
        for letter in reversed(self.mailbox.letters[-40:]):
            number = ticket_of(letter)
            if number and number not in self.answered and "reseller" in letter.envelope_to[0]:
                self.answered.add(number)
                return letter
        return None

    def _answer(self, letter: Letter) -> tuple[Message, bytes, str]:
        sender, number, key = letter.envelope_to[0], ticket_of(letter), self._key()
        to = parseaddr(str(letter.mail["Reply-To"]))[1]
        answers = {"In-Reply-To": str(letter.mail["Message-ID"]), "References": str(letter.mail["Message-ID"])}
        subject = f"Re: {letter.mail['Subject']}"
        raw = mail(sender, sender.partition("@")[2], key, subject, f"{THE_REST}{self.count}\n", **answers)
        return Message("email", key, sender, ticket=number), raw, to

    # -- how it is sent

    async def _send(self, message: Message, raw: bytes, to: str) -> None:
        message.sha256 = hashlib.sha256(raw).hexdigest()
        self.ledger.messages.append(message)
        pause, gives_up = AGAIN_AFTER, self.chance.random() < GIVES_UP_SHARE
        while message.answer is not Answer.ACCEPTED:
            await self._try(message, raw, to)
            if gives_up or message.answer is Answer.REJECTED:
                break
            if message.answer is not Answer.ACCEPTED:
                await asyncio.sleep(pause)
                pause = min(2 * pause, AGAIN_LATEST)
        if message.answer is Answer.ACCEPTED and self.chance.random() < TWICE_SHARE:
            await asyncio.gather(*(self._try(message, raw, to) for _ in range(self.chance.choice((1, 2)))))

    async def _try(self, message: Message, raw: bytes, to: str) -> None:
        cut = Cut.NEVER
        if self.cuts and self.chance.random() < CUT_SHARE:
            cut = self.chance.choice((Cut.IN_THE_MIDDLE, Cut.AFTER_THE_DOT))
        answer = await hand_over(self.address(), raw, to, cut)
        message.tries.append(Try(self.now(), answer))


def ticket_of(letter: Letter) -> int | None:
    """Return the number of the ticket that a letter is about."""
    found = re.search(r"\[T-(\d+)\]", str(letter.mail["Subject"]))
    return int(found[1]) if found else None
