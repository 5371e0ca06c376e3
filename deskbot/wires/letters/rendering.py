"""One Outbound as a mail. Pure."""

from __future__ import annotations

import hashlib
import re
from binascii import b2a_qp
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.headerregistry import Address as MailAddress
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

from deskbot.model.line import fitted
from deskbot.model.message import Attachment, Outbound
from deskbot.wires.letters.letter_html import letter_html
from deskbot.wires.loop_header import LOOP_HEADER

_TYPE = re.compile(r"([a-z]{1,40})/([a-z0-9.+_-]{1,80})")
_LOCAL = re.compile(r"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]|[^\x00-\x7f]){1,250}")
"""What stands before the at sign without quotes. Handsets in Japan have addresses with dots anywhere."""
_QUOTED = re.compile(r'"((?:[^"\\<>]|\\[^<>]){1,250})"')
_ESCAPED = re.compile(r"\\(.)")
_ODD_DOTS = re.compile(r"\.\.|^\.|\.$")
_CONTROL = dict.fromkeys((*range(32), 127), " ")
_PLAIN = re.compile(r"[!-~](?:[ -~]*[!-~])?")
"""What may stand in any header as it is, where there is room for it on one line."""
_FOLDED = re.compile(rb"[!-9;-~]+:[^\r\n]*(?:\r\n[ \t][^\r\n]*)*\r\n")
LONGEST_LINE = 78
"""Characters of a header that needs no folding (RFC 5322, 2.1.1)."""

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
    head = b"".join(_header(name, value, policy) for name, value in _headers(outbound, desk_name, sender))
    # "=_" stands in no quoted-printable text. The same letter is the same bytes, whenever it is written.
    boundary = f"=_{hashlib.sha256(outbound.text.encode('utf-8', 'replace')).hexdigest()[:32]}"
    texts = (_text("plain", outbound.text), _text("html", letter_html(outbound.text)))
    content = _together("alternative", boundary, texts)
    if outbound.files:
        content = _together("mixed", f"{boundary}.files", (content, *map(_attachment, outbound.files)))
    return head + b"MIME-Version: 1.0\r\n" + content


def _headers(outbound: Outbound, desk_name: str, sender: str) -> Iterator[tuple[str, str]]:
    yield "From", str(mail_address(desk_name, sender))
    yield "To", str(mail_address(outbound.to.name, outbound.to.address))
    yield "Subject", fitted(one_line(outbound.subject), MAX_SUBJECT)
    if outbound.reply_token:
        yield "Reply-To", str(mail_address(desk_name, reply_address(sender, outbound.reply_token)))
    if outbound.message_id:
        yield "Message-ID", one_line(outbound.message_id)
    if outbound.in_reply_to:
        yield "In-Reply-To", one_line(outbound.in_reply_to)
    if outbound.references:
        yield "References", " ".join(one_line(one) for one in outbound.references[-MAX_REFERENCES:])
    if outbound.automatic:
        # RFC 3834; the second is for Exchange, which would otherwise answer with "out of office".
        yield "Auto-Submitted", "auto-generated" if outbound.internal else "auto-replied"
        yield "X-Auto-Response-Suppress", "All"
    yield LOOP_HEADER, "1"


def _header(name: str, value: str, policy: EmailPolicy[Any]) -> bytes:
    """Return a header as it goes over the wire.

    The library, which encodes and folds, takes a millisecond for each; what needs neither goes as it is.

    Raises:
        ValueError: it would have added headers of its own.
    """
    plain = f"{name}: {value}"
    if len(plain) <= LONGEST_LINE and _PLAIN.fullmatch(value):
        return f"{plain}\r\n".encode("ascii")
    folded = policy.fold_binary(*policy.header_store_parse(name, value))
    if not _FOLDED.fullmatch(folded):
        raise ValueError("an address or the subject would have added headers of its own")
    return folded


def _text(subtype: str, text: str) -> bytes:
    """Return a text as a part of a mail."""
    lines = b"".join(line + b"\r\n" for line in text.encode().splitlines())
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return head.encode("ascii") + b2a_qp(lines)


def _attachment(file: Attachment) -> bytes:
    """Return a file as a part of a mail."""
    part = EmailMessage(policy=SMTP)
    main, sub = _kind(file.content_type)
    part.set_content(
        file.content, maintype=main, subtype=sub, filename=one_line(file.filename), disposition="attachment"
    )
    return part.as_bytes()


def _together(subtype: str, boundary: str, parts: Sequence[bytes]) -> bytes:
    """Return parts as one."""
    between = f"--{boundary}\r\n".encode("ascii")
    head = f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"\r\n\r\n'.encode("ascii")
    return head + b"".join(between + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode("ascii")


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
    domain = _domain(domain)
    display_name = fitted(one_line(name), MAX_NAME)
    quoted = _QUOTED.fullmatch(local)
    if not local.isprintable() or not (quoted or _LOCAL.fullmatch(local)):
        raise ValueError("what stands before the at sign is no name of a mailbox")
    local = _ESCAPED.sub(r"\1", quoted[1]) if quoted else local
    kind = _Quoted if _LOCAL.fullmatch(local) and _ODD_DOTS.search(local) else MailAddress
    return kind(display_name=display_name, username=local, domain=domain)


@lru_cache(maxsize=1000)
def _domain(domain: str) -> str:
    """Return a domain in the form that every server knows; kept, as the library takes its time to read an address.

    Raises:
        ValueError: it cannot stand in an address.
    """
    if not domain.isascii():
        domain = domain.encode("idna").decode("ascii")
    MailAddress(addr_spec=f"x@{domain}")
    return domain


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


def one_line(text: str) -> str:
    """Return text that may stand in a header: no line breaks, no control characters, nothing that is decoded again."""
    return text.translate(_CONTROL).replace("=?", "= ?").strip()


def with_date(mail: bytes, now: datetime) -> bytes:
    """Return the mail with its Date in front."""
    return f"Date: {format_datetime(now.astimezone(UTC))}\r\n".encode() + mail
