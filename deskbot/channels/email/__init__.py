"""The mail channel: SMTP in, SMTP out."""

from __future__ import annotations

from dataclasses import replace

from deskbot.channels import Channel, ChannelState
from deskbot.channels.email.parsing import read_mail
from deskbot.channels.email.proof.sender import disputed_headers, sole_sender
from deskbot.desk import Desk
from deskbot.model.message import Arrival, Inbound
from deskbot.settings import Settings


def build(settings: Settings, desk: Desk, state: ChannelState) -> Channel | None:
    """Return the mail channel; see `deskbot.channels`."""
    # The reading processes import this package, and have no need of servers and clients.
    from deskbot.channels.email.channel import EmailChannel  # noqa: PLC0415

    return EmailChannel(settings, desk, state)


def read(arrival: Arrival) -> Inbound:
    """Normalise a stored mail; see `deskbot.channels`."""
    mail = read_mail(
        arrival.raw,
        external_id=arrival.external_id,
        own_addresses=arrival.envelope.get("own", ()),
        peer=arrival.envelope.get("peer", ""),
        recipients=arrival.envelope.get("rcpt_to", ()),
        mail_from=arrival.envelope.get("mail_from"),
    )
    told, known = arrival.envelope, mail.authentication
    if unfetched := told.get("unfetched"):
        mail = replace(mail, defects=(*mail.defects, f"only its header was fetched from the mailbox: {unfetched}"))
    if disputed_headers(arrival.raw):
        known = replace(known, results=())
    elif (submitted_as := str(told.get("submitted_as", ""))) and sole_sender(arrival.raw):
        known = replace(known, submitted_as=submitted_as)
    return replace(mail, authentication=replace(known, fetched=bool(told.get("fetched"))))
