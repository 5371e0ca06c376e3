"""One Outbound as a mail. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address as MailAddress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from deskbot.model.message import Outbound

LOOP_HEADER = "X-Deskbot"
"""On every mail of ours: one that comes back with it is our own."""

_CONTROL = dict.fromkeys((*range(32), 127), " ")


def as_mail(outbound: Outbound, desk_name: str, sender: str) -> bytes:
    """Return the mail's bytes, without a Date; the relay's client adds it.

    Args:
        outbound: what to say to whom.
        desk_name: the name beside our address.
        sender: our address.

    Raises:
        ValueError: an address cannot stand in a mail's header.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = mail_address(desk_name, sender)
    mail["To"] = mail_address(outbound.to.name, outbound.to.address)
    mail["Subject"] = one_line(outbound.subject)
    if outbound.reply_token:
        local, _, domain = sender.rpartition("@")
        mail["Reply-To"] = mail_address(desk_name, f"{local}+{outbound.reply_token}@{domain}")
    if outbound.message_id:
        mail["Message-ID"] = one_line(outbound.message_id)
    if outbound.in_reply_to:
        mail["In-Reply-To"] = one_line(outbound.in_reply_to)
    if outbound.references:
        mail["References"] = " ".join(one_line(one) for one in outbound.references)
    if outbound.automatic:
        # RFC 3834; the second is for Exchange, which would otherwise answer with "out of office".
        mail["Auto-Submitted"] = "auto-generated" if outbound.internal else "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
    mail[LOOP_HEADER] = "1"
    mail.set_content(outbound.text, cte="quoted-printable")
    rendered = mail.as_bytes()
    if sorted(message_from_bytes(rendered, policy=SMTP).keys()) != sorted(mail.keys()):
        raise ValueError("an address or the subject would have added headers of its own")
    return rendered


def mail_address(name: str, address: str) -> MailAddress:
    """Return a header's address from outside text."""
    local, _, domain = address.rpartition("@")
    if not domain.isascii():
        domain = domain.encode("idna").decode("ascii")
    return MailAddress(display_name=one_line(name), addr_spec=f"{local}@{domain}")


def envelope_address(address: str) -> str:
    """Return an address as the relay is told it: the domain in the form that every server knows."""
    return mail_address("", address).addr_spec


def one_line(text: str) -> str:
    """Return text that may stand in a header: no line breaks, no control characters, nothing that is decoded again."""
    return text.translate(_CONTROL).replace("=?", "= ?").strip()


def with_date(mail: bytes, now: datetime) -> bytes:
    """Return the mail with its Date in front."""
    return f"Date: {format_datetime(now.astimezone(UTC))}\r\n".encode() + mail
