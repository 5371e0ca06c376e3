"""The load by Telegram, Slack and text: each message from somebody who has written nothing before."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx

from deskbot.clock import SystemClock
from deskbot.simulators.slack import SlackSimulator
from deskbot.simulators.slack_state import Posting
from deskbot.simulators.telegram import TelegramSimulator
from deskbot.simulators.twilio import TwilioSimulator
from deskbot.simulators.twilio_state import Message as Text
from deskbot.simulators.twilio_state import new_sid
from deskbot.simulators.twilio_webhooks import Webhook, inbound_text
from deskbot.simulators.world import TEXT_NUMBER
from tests.chaos.crowd import Writer
from tests.chaos.ledger import Answer, Ledger, Message, Try

LOOKS_EVERY = 0.2
"""Seconds between two looks whether something was taken."""
AGAIN_AFTER = 3.0
"""Seconds until somebody whose text was not taken sends it again."""
URGENT_SHARE = 0.12
TWICE_SHARE = 0.2
LESSER = "One phone at {} has echo on every call, host id {}"
URGENT = "Nobody at {} can call in or out since this morning, all 40 phones are dead. Host id {}"


@dataclass(slots=True)
class Chats:
    """Writes, and notes what Telegram, Slack and the carrier were told."""

    ledger: Ledger
    now: Callable[[], float]
    chance: random.Random
    known: list[Writer]
    telegram: TelegramSimulator
    slack: SlackSimulator
    twilio: TwilioSimulator
    texts_go_to: str
    """The address of the web side to which texts are posted."""
    count: int = 0
    taken: dict[str, Posting] = field(default_factory=dict)
    """What Slack was told that we have, by the message's time stamp."""

    def watch(self) -> None:
        """See from now on what Slack's posts are answered."""
        post = self.slack.post

        async def watched(posting: Posting, **changed: str) -> httpx.Response | None:
            answer = await post(posting, **changed)
            if posting.kind == "event" and answer is not None and answer.is_success:
                self.taken[json.loads(posting.body)["event"].get("ts", "")] = posting
            return answer

        self.slack.post = watched

    async def one(self) -> None:
        """Let somebody write one message, and see it accepted."""
        writer = self.known[-1 - self.count % len(self.known)]
        self.count += 1
        urgent = self.chance.random() < URGENT_SHARE
        words = (URGENT if urgent else LESSER).format(writer.customer, writer.host)
        ways: tuple[Callable[[Writer, str, bool], Awaitable[None]], ...] = (self._telegram, self._slack, self._text)
        await ways[self.count % 3](writer, words, urgent)

    async def _telegram(self, writer: Writer, words: str, urgent: bool) -> None:  # noqa: FBT001
        updates, key = self.telegram.updates, self.telegram.updates.next_id
        message = self._enter("telegram", str(key), str(writer.telegram), urgent=urgent)
        await self.telegram.people[writer.telegram].writes(words)
        await until(lambda: all(one["update_id"] != key for one in updates.pending))
        self._note(message, Answer.ACCEPTED)

    async def _slack(self, writer: Writer, words: str, urgent: bool) -> None:  # noqa: FBT001
        written = await self.slack.people[writer.slack].writes(words)
        key = f"{written.team}.{written.channel}.{written.ts}"
        message = self._enter("slack", key, f"{written.team}:{writer.slack}", urgent=urgent)
        await until(lambda: written.ts in self.taken)
        self._note(message, Answer.ACCEPTED)
        if self.chance.random() < TWICE_SHARE and await self.slack.post(self.taken[written.ts]):
            self._note(message, Answer.ACCEPTED)

    async def _text(self, writer: Writer, words: str, urgent: bool) -> None:  # noqa: FBT001
        now = SystemClock().now()
        text = Text(
            sid=new_sid("SM"),
            account_sid=self.twilio.account.sid,
            from_=writer.phone,
            to=TEXT_NUMBER,
            created_at=now,
            updated_at=now,
            direction="inbound",
            status="received",
            body=words,
        )
        message = self._enter("sms", text.sid, writer.phone, urgent=urgent)
        posted = Webhook(self.texts_go_to, inbound_text(text))
        while message.answer is not Answer.ACCEPTED:
            self._note(message, told(await self.twilio.webhooks.post(posted)))
            if message.answer is not Answer.ACCEPTED:
                await asyncio.sleep(AGAIN_AFTER)
        if self.chance.random() < TWICE_SHARE:
            self._note(message, told(await self.twilio.webhooks.post(posted)))

    def _enter(self, channel: str, key: str, sender: str, *, urgent: bool) -> Message:
        message = Message(channel, key, sender, urgent=urgent)
        self.ledger.messages.append(message)
        return message

    def _note(self, message: Message, answer: Answer) -> None:
        message.tries.append(Try(self.now(), answer))


def told(answer: httpx.Response | None) -> Answer:
    """Return what the carrier's post of a text was answered: words mean that it was not taken."""
    if answer is None:
        return Answer.UNKNOWN
    return Answer.REFUSED if "<Message" in answer.text else Answer.ACCEPTED


async def until(there: Callable[[], bool]) -> None:
    """Look again and again, until it is so."""
    while True:
        if there():
            return
        await asyncio.sleep(LOOKS_EVERY)
