"""Raw bytes of a mail in, one Inbound out. Pure: no network, no database, no clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from deskbot.channels.email.external_id import external_id_of
from deskbot.channels.email.forwarding import attached_mails, passed_on_by, sender_of
from deskbot.channels.email.machines.automatic import answerable, machine_of
from deskbot.channels.email.proof.covered import ONCE, open_signature, repeated, said_open
from deskbot.channels.email.reading.attachments import attachments
from deskbot.channels.email.reading.body import body_of
from deskbot.channels.email.reading.charsets import clean
from deskbot.channels.email.reading.facts import Facts, facts_of
from deskbot.channels.email.reading.headers import Headers, date_of, message_id, message_ids
from deskbot.channels.email.reading.limits import MAX_BYTES, MAX_TEXT
from deskbot.channels.email.reading.mailboxes import without_plus
from deskbot.channels.email.reading.sanitising import harmless
from deskbot.channels.email.reading.structure import from_its_headers_on, take_apart
from deskbot.channels.email.replies.alternative import text_as_html_cuts_it
from deskbot.channels.email.replies.forwarded import as_forwarded, forwarded_mails, forwarded_sender
from deskbot.channels.email.replies.stripping import Thread, written
from deskbot.model.message import Address, Authentication, Inbound

_MAX_RESULTS = 20
_RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to")

_T = TypeVar("_T")


def read_mail(
    raw: bytes,
    *,
    external_id: str = "",
    own_addresses: Iterable[str] = (),
    peer: str = "",
    recipients: Iterable[str] = (),
    mail_from: str | None = None,
) -> Inbound:
    """Normalise a mail.

    Args:
        raw: the mail as it came over the wire (RFC 5322), however broken.
        external_id: the id under which intake knows it; made from the mail where none is given.
        own_addresses: the Service Desk's addresses; reply tokens are taken from what stands after a plus in them.
        peer: the IP address that delivered the mail to us.
        recipients: the envelope's recipients, where the wire told them.
        mail_from: the envelope's sender, empty for the null sender, None where it is not known.

    Raises:
        ValueError: it cannot be read as a mail; the text says why. Nothing else is ever raised for bad input.
    """
    if not raw.strip():
        raise ValueError("the mail is empty")
    if len(raw) > MAX_BYTES:
        raise ValueError(f"the mail is larger than {MAX_BYTES:,} bytes")
    own = frozenset(without_plus(address) for address in own_addresses)
    try:
        return _read(
            raw, external_id or external_id_of(raw), own, peer, recipients=tuple(recipients), mail_from=mail_from
        )
    except (ValueError, MemoryError):
        raise
    except RecursionError:
        raise ValueError("the mail is nested too deeply to be read") from None
    except Exception as error:  # the libraries' faults over hostile input are many; the mail goes to quarantine
        raise ValueError(f"the mail cannot be read ({type(error).__name__})") from error


def _read(
    raw: bytes,
    external_id: str,
    own: frozenset[str],
    peer: str,
    *,
    recipients: tuple[str, ...],
    mail_from: str | None,
) -> Inbound:
    tree = take_apart(from_its_headers_on(raw))
    headers = Headers(tree.root)
    body = body_of(tree.root)
    facts = facts_of(headers)
    sender, reply_to = sender_of(headers), _first(headers.addresses("reply-to"))
    machine = machine_of(tree.root, headers, body.text, sender, mail_from, own)
    files, left_out = attachments(body.files, (body.source, body.text))
    answered, references = message_ids(headers.all("in-reply-to")[:1]), message_ids(headers.all("references"))
    tokens = _tokens(headers, recipients, own)
    thread = Thread(
        subject=headers.text("subject"),
        answers=bool(answered or references or tokens),
        ours=own,
        sender=sender.address,
        name=sender.name,
    )
    new = written(text_as_html_cuts_it(body.text, tree.root, thread), thread)
    attached = () if machine.kind else attached_mails(body.files, own, f"{new.reply}{new.signature}")
    reply = "\n\n".join(text for text in (new.reply, *(mail.text for mail in attached)) if text)
    if len(reply) > MAX_TEXT:
        reply = reply[:MAX_TEXT].rstrip()
        left_out.append(f"the attached mails are longer than {MAX_TEXT:,} characters: the rest was not read")
    inline = forwarded_mails(new, thread)
    passed_on = (*inline, *(as_forwarded(mail.text.split("\n"), mail.sender) for mail in attached))
    return Inbound(
        channel="email",
        external_id=external_id,
        sender=sender,
        reply_to=reply_to,
        to=headers.addresses("to"),
        cc=headers.addresses("cc"),
        subject=thread.subject,
        date=date_of(headers.first("date")),
        message_id=message_id(headers.first("message-id")),
        in_reply_to=_first(answered),
        references=references,
        thread_tokens=tokens,
        automatic=machine.kind,
        automatic_certain=machine.certain,
        text=body.text.strip("\n"),
        reply=reply,
        signature=new.signature,
        html=harmless(body.source),
        forwarded_from=None if machine.kind else passed_on_by(attached) or forwarded_sender(new.passed_on, thread),
        own=(new.own if inline else new.reply) if passed_on else None,
        forwarded=passed_on,
        undelivered=machine.undelivered,
        reported=machine.reported,
        attachments=files,
        authentication=_authentication(headers, facts, sender, peer),
        answerable=machine.kind is None and mail_from != "" and answerable(headers, sender, reply_to, own),
        defects=_defects(headers, sender, facts, (*tree.defects, *body.defects, *left_out)),
    )


def _first(values: tuple[_T, ...]) -> _T | None:
    return values[0] if values else None


def _tokens(headers: Headers, recipients: tuple[str, ...], own: Collection[str]) -> tuple[str, ...]:
    """Return what stands after a plus in our own addresses among the recipients, each once."""
    named = [address.address for name in _RECIPIENTS for address in headers.addresses(name)]
    tokens: dict[str, None] = {}
    for address in (*named, *recipients):
        token = address.rpartition("@")[0].partition("+")[2]
        if token and without_plus(address) in own:
            tokens[token] = None
    return tuple(tokens)


def _authentication(headers: Headers, facts: Facts, sender: Address, peer: str) -> Authentication:
    left_open = open_signature(headers, sender.address)
    return Authentication(_results(headers, facts), peer, open_signature=said_open(left_open) if left_open else "")


def _results(headers: Headers, facts: Facts) -> tuple[str, ...]:
    """Return what mail servers say about the sender, or nothing where the mail may be read in more than one way.

    A server judges one of several mailboxes in From, and it need not be the one that is read here.
    """
    if repeated(headers):
        return ()
    if facts.ambiguous_sender or len(headers.raw("from")) != 1 or len(headers.addresses("from")) != 1:
        return ()
    return tuple(clean(result) for result in headers.all("authentication-results")[:_MAX_RESULTS])


def _defects(headers: Headers, sender: Address, facts: Facts, others: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    if not sender.address:
        found.append("it names no sender that could be answered")
    if len(headers.addresses("from")) > 1:
        found.append("its From names more than one sender; the first one counts")
    found.extend(
        f"it has {len(headers.raw(name))} {name.capitalize()} headers; the first one counts, "
        "and nothing proves the sender"
        for name in ONCE
        if len(headers.raw(name)) > 1
    )
    if headers.first("date") and date_of(headers.first("date")) is None:
        found.append("its date cannot be read")
    return tuple(dict.fromkeys((*found, *facts.defects, *others)))
