"""The canary's phone: a program that reads a page, and answers it as a responder does, over our own web side."""

from __future__ import annotations

import httpx

from deskbot.desk import Desk
from deskbot.escalation.carriers import Carrier, Notice, Report
from deskbot.escalation.watch.canary import answer_to, phone_signature
from deskbot.model.message import Outcome, Receipt
from deskbot.model.page import Medium
from deskbot.settings import Settings
from deskbot.wires.memory import Memory
from deskbot.wires.trusted import trusted

TIMEOUT = 8.0
"""Seconds until a silent web side is given up; shorter than an attempt's lease."""
_OK = 200


def build(settings: Settings, _desk: Desk, _memory: Memory) -> tuple[Carrier, ...]:
    """Return the carrier; none where there is no key with which its answers could be signed."""
    key = settings.secret_key.get_secret_value() if settings.secret_key else ""
    return (CanaryCarrier(settings.web_base, key.encode()),) if key else ()


class CanaryCarrier:
    """Brings pages to the canary, and its answers to the address at which any carrier's webhooks arrive."""

    name = "canary"
    media = frozenset({Medium.CANARY})
    sender = ""

    def __init__(self, base: str, secret: bytes) -> None:
        """Prepare: where the web side is reached, and what signs."""
        self._url, self._secret, self._tls = f"{base}/canary/answer", secret, trusted()

    async def notify(self, notice: Notice) -> Receipt:
        """Read the page as a person would, and text the code back."""
        if notice.medium not in self.media:
            return Receipt(Outcome.REFUSED, f"the canary has no {notice.medium}")
        answer = answer_to(notice.text)
        if not answer:
            return Receipt(Outcome.REFUSED, "the page names no code to answer it with")
        form = {
            "token": notice.token,
            "text": answer,
            "signature": phone_signature(notice.token, answer, self._secret),
        }
        try:
            async with httpx.AsyncClient(
                verify=self._tls, timeout=TIMEOUT, follow_redirects=False, trust_env=False
            ) as client:
                response = await client.post(self._url, data=form)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return Receipt(Outcome.NOT_SENT, f"the canary's answer did not reach the web side: {type(error).__name__}")
        if response.status_code != _OK:
            says = f"the web side answered the canary with {response.status_code}"
            return Receipt(Outcome.NOT_SENT, says, code=response.status_code)
        return Receipt(Outcome.SENT, "answered", provider_id=notice.token)

    async def ask(self, medium: Medium, provider_id: str) -> Report | None:
        """Say nothing: the answer that it has given is all that there is."""
        _ = medium, provider_id

    async def close(self) -> None:
        """Let go of nothing: each page has a connection of its own."""
