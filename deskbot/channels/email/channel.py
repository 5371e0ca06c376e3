"""The mail channel put together: a door for SMTP clients, a mailbox to fetch from, a relay that carries our letters."""

from __future__ import annotations

from dataclasses import replace

from deskbot.access.domains import normal_domain
from deskbot.access.proof import inside, networks
from deskbot.channels import Capabilities, ChannelState, ComesWhole, Door, Sealed
from deskbot.channels.email.door.server import MailDoor
from deskbot.channels.email.mailbox.mailbox import mailbox_of
from deskbot.channels.email.proof.lookups import Resolver, system_resolver
from deskbot.channels.email.proof.verification import Wire
from deskbot.channels.email.proof.verifier import Verifier
from deskbot.desk import Desk
from deskbot.model.message import Arrival, Inbound, Outbound, Outcome, Receipt
from deskbot.settings import Settings
from deskbot.wires.letters.relay import relay_of
from deskbot.wires.letters.rendering import as_mail, envelope_address, envelope_sender, one_line
from deskbot.wires.letters.signing import signer_of
from deskbot.wires.oauth import token_source


class EmailChannel(ComesWhole):
    """Mail; see `deskbot.channels.Channel`."""

    name = "email"
    capabilities = Capabilities(files=True)

    def __init__(
        self, settings: Settings, desk: Desk, state: ChannelState, *, resolver: Resolver = system_resolver
    ) -> None:
        """Prepare door, mailbox and relay; nothing listens or connects before `start`.

        Raises:
            ConfigurationError: the settings of relay, mailbox, OAuth or signature do not fit together.
        """
        self._desk = desk
        self._relays = networks(settings.trusted_relays)
        sealers = [normal_domain(one) for one in settings.trusted_sealers.split(",")]
        self._verifier = Verifier(resolver, [one for one in sealers if one]) if settings.mail_verify else None
        self._mail_door = MailDoor(settings, desk.addresses)
        self._opens_door = settings.smtp_door
        tokens = token_source(settings)
        self._relay = relay_of(settings, tokens, signer_of(settings, desk.sender))
        self._mailbox = mailbox_of(settings, state, desk.addresses, tokens)

    @property
    def address(self) -> tuple[str, int] | None:
        """Host and port on which the door listens, None before `start` and where there is only a mailbox."""
        return self._mail_door.address

    async def send(self, outbound: Outbound, sealed: Sealed) -> Receipt:
        """See `Channel.send`."""
        if self._relay is None:
            return Receipt(Outcome.NOT_SENT, "DESKBOT_SMTP_RELAY is not set", asked=False)
        try:
            mail = as_mail(outbound, self._desk.name, self._desk.sender)
            to = envelope_address(outbound.to.address)
        except Exception as error:  # noqa: BLE001  (the library raises many kinds for an address that is none)
            return Receipt(Outcome.REFUSED, f"cannot be written as a mail: {type(error).__name__}: {error}"[:300])
        return await self._relay.send(mail, envelope_sender(outbound, self._desk.sender), to, sealed)

    def shown(self, outbound: Outbound) -> str:
        """See `Shows.shown`."""
        return f"Subject: {one_line(outbound.subject)}\n\n{outbound.text}"

    async def authenticate(self, arrival: Arrival, message: Inbound) -> Inbound:
        """See `Channel.authenticate`; checks what a stranger delivered, where that is wanted.

        A trusted mail server has checked what it delivers, whoever signed in is known, and what was fetched was
        delivered to our provider.
        """
        known = message.authentication
        settled = known.submitted_as or known.fetched or known.proven_by_wire or inside(known.peer, self._relays)
        if self._verifier is None or settled or "peer" not in arrival.envelope:
            return message
        told = arrival.envelope
        wire = Wire(known.peer, str(told.get("helo", "")), str(told.get("mail_from", "")))
        header = await self._verifier.check(arrival.raw, message.sender.address, wire)
        return replace(message, authentication=replace(known, results=(header,), own_check=True))

    async def start(self, door: Door) -> None:
        """See `Channel.start`."""
        if self._opens_door:
            await self._mail_door.open(door)
        if self._mailbox:
            await self._mailbox.start(door)

    async def stop(self) -> None:
        """See `Channel.stop`."""
        await self._mail_door.close()
        if self._mailbox:
            await self._mailbox.stop()
