"""One Outbound as a mail. Pure."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address as MailAddress
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from deskbot.model.message import Outbound
from deskbot.wires.letters.letter_html import letter_html
from deskbot.wires.loop_header import LOOP_HEADER

"""On every mail of ours: one that comes back with it is our own."""

_TYPE = re.compile(r"([a-z]{1,40})/([a-z0-9.+_-]{1,80})")
_LOCAL = re.compile(r"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]|[^\x00-\x7f]){1,250}")
"""What stands before the at sign without quotes. Handsets in Japan have addresses with dots anywhere."""
_QUOTED = re.compile(r'"((?:[^"\\<>]|\\[^<>]){1,250})"')
_ESCAPED = re.compile(r"\\(.)")
_ODD_DOTS = re.compile(r"\.\.|^\.|\.$")
_CONTROL = dict.fromkeys((*range(32), 127), " ")


MAX_SUBJECT = 250
"""Characters; with more, some relays refuse the header, and nobody reads it."""
MAX_NAME = 100
MAX_REFERENCES = 20


def as_mail(outbound: Outbound, desk_name: str, sender: str) -> bytes:
    """Return the mail's bytes, without a Date; the relay's client adds it.

    The body is the text and the same as HTML, both quoted-printable: every line is short and ASCII, so that no mail
    server on the way has a reason to change what a signature covers. Not format=flowed: lists and what a console
    printed would be run together by readers that know it.

    Args:
        outbound: what to say to whom.
        desk_name: the name beside our address.
        sender: our address.

    Raises:
        ValueError: an address cannot stand in a mail's header.
    """
    policy = SMTP if envelope_address(outbound.to.address).isascii() and sender.isascii() else SMTPUTF8
    mail = EmailMessage(policy=policy)
    mail["From"] = mail_address(desk_name, sender)
    mail["To"] = mail_address(outbound.to.name, outbound.to.address)
    mail["Subject"] = _cut(one_line(outbound.subject), MAX_SUBJECT)
    if outbound.reply_token:
        mail["Reply-To"] = mail_address(desk_name, reply_address(sender, outbound.reply_token))
    if outbound.message_id:
        mail["Message-ID"] = one_line(outbound.message_id)
    if outbound.in_reply_to:
        mail["In-Reply-To"] = one_line(outbound.in_reply_to)
    if outbound.references:
        mail["References"] = " ".join(one_line(one) for one in outbound.references[-MAX_REFERENCES:])
    if outbound.automatic:
        # RFC 3834; the second is for Exchange, which would otherwise answer with "out of office".
        mail["Auto-Submitted"] = "auto-generated" if outbound.internal else "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
    mail[LOOP_HEADER] = "1"
    mail.set_content(outbound.text, cte="quoted-printable")
    mail.add_alternative(letter_html(outbound.text), subtype="html", cte="quoted-printable")
    # "=_" stands in no quoted-printable text. The same letter is the same bytes, whenever it is written.
    boundary = f"=_{hashlib.sha256(outbound.text.encode('utf-8', 'replace')).hexdigest()[:32]}"
    mail.set_boundary(boundary)
    for file in outbound.files:
        main, sub = _kind(file.content_type)
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=one_line(file.filename))
    if outbound.files:
        mail.set_boundary(f"{boundary}.files")
    rendered = mail.as_bytes()
    if sorted(message_from_bytes(rendered, policy=policy).keys()) != sorted(mail.keys()):
        raise ValueError("an address or the subject would have added headers of its own")
    return rendered


def _kind(content_type: str) -> tuple[str, str]:
    """Return the halves of a file's type; what mailers would open as a mail of its own is plain bytes."""
    match = _TYPE.fullmatch(content_type)
    return (
        (match[1], match[2]) if match and match[1] not in ("message", "multipart") else ("application", "octet-stream")
    )


class _Quoted(MailAddress):
    """An address whose local part needs quotes for its dots; the library takes dots for harmless."""

    @property
    def addr_spec(self) -> str:
        """The address in the form in which every server takes it."""
        return f'"{self.username}"@{self.domain}'


def mail_address(name: str, address: str) -> MailAddress:
    """Return a header's address from outside text.

    Raises:
        ValueError: it cannot stand in a mail's header, or would add something to it.
    """
    local, _, domain = address.rpartition("@")
    if not domain.isascii():
        domain = domain.encode("idna").decode("ascii")
    display_name = _cut(one_line(name), MAX_NAME)
    MailAddress(addr_spec=f"x@{domain}")
    quoted = _QUOTED.fullmatch(local)
    if not local.isprintable() or not (quoted or _LOCAL.fullmatch(local)):
        raise ValueError("what stands before the at sign is no name of a mailbox")
    local = _ESCAPED.sub(r"\1", quoted[1]) if quoted else local
    kind = _Quoted if _LOCAL.fullmatch(local) and _ODD_DOTS.search(local) else MailAddress
    return kind(display_name=display_name, username=local, domain=domain)


def envelope_address(address: str) -> str:
    """Return an address as the relay is told it: the domain in the form that every server knows."""
    return mail_address("", address).addr_spec


def reply_address(sender: str, token: str) -> str:
    """Return our address with a reply token: what comes there finds its ticket."""
    local, _, domain = sender.rpartition("@")
    return f"{local}+{token}@{domain}"


def envelope_sender(outbound: Outbound, sender: str) -> str:
    """Return to whom the relay reports a letter that cannot be delivered; empty for nobody.

    Nobody for what no person wrote: a bounce of it goes nowhere, and no loop begins. The bounce of what a person
    wrote comes to the address that carries the ticket's token.
    """
    if outbound.automatic and not outbound.internal:
        return ""
    return envelope_address(reply_address(sender, outbound.reply_token) if outbound.reply_token else sender)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}\u2026"


def one_line(text: str) -> str:
    """Return text that may stand in a header: no line breaks, no control characters, nothing that is decoded again."""
    return text.translate(_CONTROL).replace("=?", "= ?").strip()


def with_date(mail: bytes, now: datetime) -> bytes:
    """Return the mail with its Date in front."""
    return f"Date: {format_datetime(now.astimezone(UTC))}\r\n".encode() + mail
