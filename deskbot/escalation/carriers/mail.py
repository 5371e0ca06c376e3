"""Mail through the relay: for whoever wants to be paged so, and for everybody while no carrier takes their phones."""

from __future__ import annotations

from deskbot.desk import Desk
from deskbot.errors import ConfigurationError
from deskbot.escalation.carriers import Carrier, Notice, Report
from deskbot.model.message import Address, Outbound, Outcome, Receipt
from deskbot.model.page import Medium
from deskbot.settings import Settings
from deskbot.wires.letters.relay import Relay, relay_of
from deskbot.wires.letters.rendering import as_mail, envelope_address
from deskbot.wires.letters.signing import signer_of
from deskbot.wires.memory import Memory
from deskbot.wires.oauth import token_source

TIMEOUT = 8.0
"""Seconds until a silent relay is given up; a page does not wait as long as other mail."""


def build(settings: Settings, desk: Desk, _memory: Memory) -> tuple[Carrier, ...]:
    """Return the carrier, where there is a relay; what is wrong in its settings is told with those of the channel."""
    try:
        short = settings.model_copy(update={"smtp_timeout": min(settings.smtp_timeout, TIMEOUT)})
        relay = relay_of(short, token_source(settings), signer_of(settings, desk.sender))
    except ConfigurationError:
        return ()
    return (MailCarrier(relay, desk),) if relay else ()


class MailCarrier:
    """Hands notices to the relay; what becomes of them then, nobody says."""

    name = "mail"
    media = frozenset({Medium.MAIL})
    sender = ""

    def __init__(self, relay: Relay, desk: Desk) -> None:
        """Remember them; each mail has a connection of its own."""
        self._relay = relay
        self._desk = desk

    async def notify(self, notice: Notice) -> Receipt:
        """Send one mail."""
        if notice.medium is not Medium.MAIL:
            return Receipt(Outcome.REFUSED, f"{self.name} does not carry {notice.medium}")
        outbound = Outbound(
            channel="email", to=Address(notice.to), subject=notice.subject, text=notice.text, internal=True
        )
        try:
            mail = as_mail(outbound, self._desk.name, self._desk.sender)
            to = envelope_address(notice.to)
        except Exception as error:  # noqa: BLE001  (the library raises many kinds for an address that is none)
            return Receipt(Outcome.REFUSED, f"cannot be written as a mail: {type(error).__name__}: {error}"[:300])
        return await self._relay.send(mail, self._desk.sender, to, _nothing_to_seal)

    async def ask(self, medium: Medium, provider_id: str) -> Report | None:
        """Know nothing more: a relay does not say what became of a mail."""
        _ = medium, provider_id

    async def close(self) -> None:
        """Let go of nothing."""


async def _nothing_to_seal() -> None:
    """Mark no point of no return: a page that may have been sent is sent again."""
