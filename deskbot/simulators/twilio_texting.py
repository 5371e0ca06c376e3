"""The simulated carrier's texts: from us to phones, and from phones to us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import httpx

from deskbot.clock import Clock
from deskbot.escalation.replies import START_WORDS, STOP_WORDS
from deskbot.simulators.phones import Manner, Phone, Text
from deskbot.simulators.twilio_state import Message, new_sid
from deskbot.simulators.twilio_webhooks import Webhook, Webhooks, inbound_text, message_status
from deskbot.simulators.twiml_player import BadTwimlError, parse_messaging

UNREACHABLE = 30003


class Texting:
    """Moves texts on, one state at a time."""

    def __init__(
        self,
        account_sid: str,
        numbers: Mapping[str, str],
        webhooks: Webhooks,
        clock: Clock,
        keywords: Mapping[str, str],
    ) -> None:
        """Start without messages; `numbers` are our own, each with the URL of its inbound webhook.

        `keywords` are the account's own, each with what it means; one that has any says with each text what it means.
        """
        self.messages: dict[str, Message] = {}
        self._account_sid = account_sid
        self._numbers = numbers
        self._webhooks = webhooks
        self._clock = clock
        self._keywords = keywords

    async def move(self, message: Message, phone: Phone) -> bool:
        """Let one thing happen to a text; return whether anything did."""
        now = self._clock.now()
        match message.status:
            case "queued":
                message.move("sending", now)
                return True
            case "sending":
                message.move("sent", now)
            case _ if phone.texts_wait:
                return False
            case _:
                self._arrive(message, phone)
        if message.status_callback:
            await self._webhooks.report(Webhook(message.status_callback, message_status(message)))
        return True

    def _arrive(self, message: Message, phone: Phone) -> None:
        message.error_code = UNREACHABLE if phone.manner is Manner.UNREACHABLE else phone.text_error
        message.move("undelivered" if message.error_code else "delivered", self._clock.now())
        if not message.error_code:
            phone.received.append(Text(message.body, message.from_, message.sid))

    async def carry(self, phone: Phone, body: str, to: str | None, media: Sequence[tuple[str, bytes]] = ()) -> None:
        """Bring a phone's text to one of our numbers, and the webhook's answer back to the phone."""
        own = to or next(iter(self._numbers))
        message = self._received(phone.number, own, body)
        message.media.update({new_sid("ME"): one for one in media})
        means = _opt(phone, body, own, self._keywords)
        if not self._numbers[own]:
            return
        says = self._said(await self._webhooks.post(Webhook(self._numbers[own], inbound_text(message, means))))
        if says is not None and own not in phone.stopped:
            phone.received.append(Text(says, own, new_sid("SM"), answer=True))

    def _received(self, from_: str, to: str, body: str) -> Message:
        now = self._clock.now()
        message = Message(
            sid=new_sid("SM"),
            account_sid=self._account_sid,
            from_=from_,
            to=to,
            created_at=now,
            updated_at=now,
            direction="inbound",
            status="received",
            body=body,
        )
        self.messages[message.sid] = message
        return message

    def _said(self, answer: httpx.Response | None) -> str | None:
        if answer is None:
            return None
        try:
            return parse_messaging(answer.text)
        except BadTwimlError as error:
            self._webhooks.problem(str(answer.url), str(error))
            return None


def _opt(phone: Phone, body: str, own: str, keywords: Mapping[str, str]) -> str:
    """Do what Twilio itself does with STOP and START, for this pair of numbers, whatever the webhook thinks of it.

    Return what is said of it to the webhook: only an account with keywords of its own says anything.
    """
    word = body.strip().upper()
    means = keywords.get(word, "")
    if word in STOP_WORDS or means == "STOP":
        phone.stopped.add(own)
    if word in START_WORDS or means == "START":
        phone.stopped.discard(own)
    return means
