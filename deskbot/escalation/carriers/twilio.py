"""Twilio: texts and calls."""

from __future__ import annotations

from deskbot.escalation.carriers import Carrier, Notice
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Medium
from deskbot.settings import Settings
from deskbot.wires import twilio

RING_SECONDS = 25
"""Short enough that most voicemail does not pick up first, long enough to find the phone."""
CALL_EVENTS = ["initiated", "ringing", "answered", "completed"]
LONGEST_TEXT = 1600
"""Twilio refuses a longer one, and a page that was cut is better than none."""


def build(settings: Settings) -> Carrier | None:
    """Return the carrier, or None when it has no credentials or no number to send from."""
    return TwilioCarrier(settings) if twilio.is_configured(settings) else None


class TwilioCarrier:
    """Hands notices to Twilio; what becomes of them arrives at the web side, under the notice's token."""

    name = "twilio"
    media = frozenset({Medium.SMS, Medium.VOICE})

    def __init__(self, settings: Settings) -> None:
        """Remember the settings; connections belong to a running loop, so the first notice makes them."""
        self._settings = settings
        self._client: twilio.Client | None = None

    async def notify(self, notice: Notice) -> Receipt:
        """Create a message or a call."""
        if self._client is None:
            self._client = twilio.connect(self._settings)
        match notice.medium:
            case Medium.SMS:
                sending = self._text(self._client, notice)
            case Medium.VOICE:
                sending = self._call(self._client, notice)
            case _:
                return Receipt(Outcome.REFUSED, f"this carrier has no {notice.medium}")
        return await twilio.attempt(sending, self._settings.twilio_timeout)

    async def _text(self, client: twilio.Client, notice: Notice) -> twilio.Created:
        return await client.messages.create_async(
            to=notice.to,
            from_=self._settings.twilio_from,
            body=notice.text[:LONGEST_TEXT],
            status_callback=self._hook("status", notice),
        )

    async def _call(self, client: twilio.Client, notice: Notice) -> twilio.Created:
        return await client.calls.create_async(
            to=notice.to,
            from_=self._settings.twilio_from,
            url=self._hook("voice", notice),
            status_callback=self._hook("status", notice),
            status_callback_event=CALL_EVENTS,
            timeout=RING_SECONDS,
            # Tells a voicemail from a person, so that a mailbox is never taken for somebody who was reached.
            machine_detection="Enable",
        )

    def _hook(self, kind: str, notice: Notice) -> str:
        return f"{self._settings.web_base}/twilio/{kind}/{notice.token}"

    async def close(self) -> None:
        """Close the connections; the next notice would open new ones."""
        client, self._client = self._client, None
        if client is not None:
            await twilio.disconnect(client)
