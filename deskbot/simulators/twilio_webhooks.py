"""The simulated carrier's webhooks: signed form posts, one record of each."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

import httpx

from deskbot.model.gsm import segments
from deskbot.simulators.twilio_state import API, Call, Message
from deskbot.wires.trusted import trusted
from deskbot.wires.twilio_forms import SIGNATURE_HEADER, sign

GIVEN_UP_AFTER = 15.0
"""Seconds that Twilio waits for a webhook's answer."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Webhook:
    """One post, as it was (or could again be) sent."""

    url: str
    form: Mapping[str, str]
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    """The same each time that the same post is sent."""


class Webhooks:
    """Sends webhooks. What goes wrong with one becomes a line in `problems`; the simulation goes on."""

    def __init__(self, auth_token: str) -> None:
        """Sign with the account's token."""
        self.auth_token = auth_token
        self.sent: list[Webhook] = []
        self.problems: list[str] = []
        self.withheld: list[Webhook] | None = None
        """Reports that were not posted, while they are withheld; None while they are posted."""
        self._client: httpx.AsyncClient | None = None

    def withhold(self) -> None:
        """Post no more reports on texts and calls: they stay away, come late, or in another order."""
        self.withheld = []

    def release(self) -> list[Webhook]:
        """Post reports again; return those that were withheld, oldest first, for whoever wants them to come late."""
        withheld, self.withheld = self.withheld or [], None
        return withheld

    async def report(self, webhook: Webhook) -> None:
        """Post a report on a text or a call, unless reports are withheld."""
        if self.withheld is None:
            await self.post(webhook)
        else:
            self.withheld.append(webhook)

    async def post(self, webhook: Webhook) -> httpx.Response | None:
        """Send one; return its answer, or None where there was none that counts."""
        self.sent.append(webhook)
        headers = {
            SIGNATURE_HEADER: sign(self.auth_token, webhook.url, webhook.form),
            "I-Twilio-Idempotency-Token": webhook.token,
            "User-Agent": "TwilioProxy/1.1 (SIMULATED)",
        }
        try:
            answer = await self._connection().post(webhook.url, data=dict(webhook.form), headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return self.problem(webhook.url, f"11205: {type(error).__name__}")
        if not answer.is_success:
            return self.problem(webhook.url, f"11200: HTTP {answer.status_code}")
        return answer

    def _connection(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(verify=trusted(), timeout=GIVEN_UP_AFTER, trust_env=False)
        return self._client

    def problem(self, url: str, what: str) -> None:
        """Note what went wrong; the URL, which holds a token, stays out of the log."""
        self.problems.append(f"{url}: {what}")
        log.warning("SIMULATED webhook failed: %s", what, extra={"action": "simulated_webhook_failed"})

    async def close(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()


def message_status(message: Message) -> dict[str, str]:
    """Return the form of a message's status callback."""
    form = {
        "SmsSid": message.sid,
        "SmsStatus": message.status,
        "MessageStatus": message.status,
        "To": message.to,
        "MessageSid": message.sid,
        "AccountSid": message.account_sid,
        "From": message.from_,
        "ApiVersion": API,
    }
    return form | ({"ErrorCode": str(message.error_code)} if message.error_code else {})


def inbound_text(message: Message, opt_out: str = "") -> dict[str, str]:
    """Return the form with which a phone's text reaches us."""
    form = {
        "ToCountry": "US",
        "SmsMessageSid": message.sid,
        "NumMedia": str(len(message.media)),
        "SmsSid": message.sid,
        "SmsStatus": "received",
        "Body": message.body,
        "FromCountry": "US",
        "To": message.to,
        "NumSegments": str(segments(message.body)),
        "MessageSid": message.sid,
        "AccountSid": message.account_sid,
        "From": message.from_,
        "ApiVersion": API,
    }
    if message.from_.startswith("whatsapp:"):
        form |= {"ProfileName": "SIMULATED", "WaId": message.from_.partition("+")[2], "ChannelPrefix": "whatsapp"}
    for place, (sid, (kind, _)) in enumerate(message.media.items()):
        form[f"MediaContentType{place}"] = kind
        form[f"MediaUrl{place}"] = f"https://api.twilio.com{_path(message)}/Media/{sid}"
    return form | ({"OptOutType": opt_out} if opt_out else {})


def _path(message: Message) -> str:
    return f"/{API}/Accounts/{message.account_sid}/Messages/{message.sid}"


def call_request(call: Call) -> dict[str, str]:
    """Return the form with which a call asks for its next instructions."""
    form = {
        "Called": call.to,
        "Direction": call.direction,
        "CallSid": call.sid,
        "To": call.to,
        "ApiVersion": API,
        "CallStatus": call.status,
        "From": call.from_,
        "AccountSid": call.account_sid,
        "Caller": call.from_,
    }
    form |= {"StirVerstat": call.attestation} if call.attestation else {}
    return form | ({"AnsweredBy": call.answered_by} if call.answered_by else {})


def call_status(call: Call, now: datetime) -> dict[str, str]:
    """Return the form of a call's status callback."""
    form = call_request(call) | {
        "CallbackSource": "call-progress-events",
        "Timestamp": format_datetime(now),
        "SequenceNumber": str(call.sequence),
    }
    if call.over:
        form |= {"CallDuration": str(call.seconds), "Duration": str((call.seconds + 59) // 60)}
    return form
