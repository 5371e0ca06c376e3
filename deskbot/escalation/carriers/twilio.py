"""Twilio, and whoever speaks its API: texts and calls."""

from __future__ import annotations

from typing import Any

from deskbot.desk import Desk
from deskbot.escalation.carriers import Carrier, Notice, Report
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Medium
from deskbot.settings import Settings
from deskbot.wires import twilio
from deskbot.wires.memory import Memory
from deskbot.wires.twilio_reports import WAITING, by_machine, report_of

RING_SECONDS = 25
"""Short enough that most voicemail does not pick up first, long enough to find the phone."""
CALL_EVENTS = ["initiated", "ringing", "answered", "completed"]
LONGEST_TEXT = 1600
"""Twilio refuses a longer one, and a page that was cut is better than none."""


def build(settings: Settings, _desk: Desk, _memory: Memory) -> tuple[Carrier, ...]:
    """Return a carrier for each account that has credentials and a number to send from."""
    return tuple(TwilioCarrier(account, settings.web_base) for account in twilio.accounts(settings))


class TwilioCarrier:
    """Hands notices to one account; what becomes of them arrives at the web side, under the notice's token."""

    media = frozenset({Medium.SMS, Medium.VOICE})

    def __init__(self, account: twilio.Account, web_base: str) -> None:
        """Remember the account; connections belong to a running loop, so the first notice makes them.

        Args:
            account: signs in with it.
            web_base: our address, as the carrier reaches it.
        """
        self.name = account.name
        self.sender = account.number
        self._account = account
        self._web_base = web_base
        self._client: twilio.Client | None = None

    async def notify(self, notice: Notice) -> Receipt:
        """Create a message or a call."""
        client = self._connected()
        match notice.medium:
            case Medium.SMS:
                sending = self._text(client, notice)
            case Medium.VOICE:
                sending = self._call(client, notice)
            case _:
                return Receipt(Outcome.REFUSED, f"{self.name} does not carry {notice.medium}")
        return await twilio.attempt(sending, self._account.timeout)

    async def ask(self, medium: Medium, provider_id: str) -> Report | None:
        """Fetch a message or a call."""
        client = self._connected()
        fetching = client.calls(provider_id) if medium is Medium.VOICE else client.messages(provider_id)
        found = await twilio.look(fetching.fetch_async(), self._account.timeout)
        return _report(found) if found is not None else None

    def _connected(self) -> twilio.Client:
        if self._client is None:
            self._client = twilio.connect(self._account)
        return self._client

    async def _text(self, client: twilio.Client, notice: Notice) -> twilio.Created:
        return await client.messages.create_async(
            to=notice.to,
            from_=self._account.number,
            body=notice.text[:LONGEST_TEXT],
            status_callback=self._hook("status", notice),
        )

    async def _call(self, client: twilio.Client, notice: Notice) -> twilio.Created:
        return await client.calls.create_async(
            to=notice.to,
            from_=self._account.number,
            url=self._hook("voice", notice),
            status_callback=self._hook("status", notice),
            status_callback_event=CALL_EVENTS,
            timeout=RING_SECONDS,
            # Tells a voicemail from a person, so that a mailbox is never taken for somebody who was reached.
            machine_detection="Enable",
        )

    def _hook(self, kind: str, notice: Notice) -> str:
        return f"{self._web_base}/twilio/{kind}/{notice.token}"

    async def close(self) -> None:
        """Close the connections; the next notice would open new ones."""
        client, self._client = self._client, None
        if client is not None:
            await twilio.disconnect(client)


def _report(found: Any) -> Report | None:
    """Read a message or a call as the API shows it; None where its state is a word that nobody knows."""
    word, code = str(found.status or ""), str(getattr(found, "error_code", None) or "")
    report = by_machine(str(getattr(found, "answered_by", None) or "")) or report_of(word, code)
    if report is None:
        return None
    parts = str(getattr(found, "num_segments", None))
    segments = int(parts) if parts.isascii() and parts.isdigit() else None
    return Report(report.state, report.words, report.code, word in WAITING, segments)
