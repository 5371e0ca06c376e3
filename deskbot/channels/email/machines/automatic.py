"""Whether a machine wrote a mail, what a report among such mails says, and whether a mail may be answered by one."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from deskbot.channels.email.machines import machine_headers as marks
from deskbot.channels.email.machines.away_words import (
    Subject,
    acknowledges,
    away_subject,
    challenges,
    is_away_note,
    says_automated,
    says_away,
)
from deskbot.channels.email.machines.bounce_words import begins_like_bounce, bounce_subject, bounce_text, daemon_name
from deskbot.channels.email.machines.bounces import Report, report_of, status_entries
from deskbot.channels.email.machines.cloud_notices import notice_in
from deskbot.channels.email.machines.people_words import has_more_to_say, tells_failure
from deskbot.channels.email.machines.receipts import (
    is_complaint,
    is_count,
    is_marked_receipt,
    reads_like_receipt,
    receipt_about,
    receipt_type,
    report_type,
)
from deskbot.channels.email.machines.returned import returned_part
from deskbot.channels.email.reading.headers import Headers
from deskbot.channels.email.reading.mailboxes import without_plus
from deskbot.channels.email.reading.structure import Part
from deskbot.model.message import Address, Automatic, Undelivered
from deskbot.wires.loop_header import LOOP_HEADER

_DAEMONS = frozenset({"mailer-daemon", "mailerdaemon", "mail-daemon", "mailer_daemon", "mdaemon"})
_POSTMASTERS = frozenset({"postmaster", "post_master", "post-master", "bounce", "bounces", "mail-delivery-system"})
_NOBODY = re.compile(
    r"(?:(?:do[-_.]?)?(?:not?|never)[-_.]?(?:reply|answer|respond)|(?:auto)?bounces?|nobody|mdaemon|postmaster"
    r"|auto(?:[-_.]?(?:reply|responder|respond|notify|notification|mailer))|noreply|listserv|majordomo|mailman"
    r"|(?:ne|no|nicht|keine?|nao|non|niet)[-_.]?(?:pas[-_.]?)?"
    r"(?:repondre|responder|antworten?|antwort|rispondere|responda|beantwoorden))"
    r"(?:[-_.+=0-9].{0,300})?",
    re.DOTALL,
)
_ENDS_AS_NOBODY = re.compile(r".{1,100}(?:[-_.+](?:no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?)|-owner)", re.DOTALL)
_VERP = re.compile(r"(?:.{0,80}[-+_.])?(?:bounces?[-+=]|(?:msprvs1|prvs|srs[01]|btv1)[-+=]).{1,300}", re.DOTALL)
_OUR_REFERENCE = re.compile(r"\[T-\d{1,12}\]")


@dataclass(frozen=True, slots=True)
class Machine:
    """What there is to say of a mail that a machine wrote; of a person's mail, nothing."""

    kind: Automatic | None = None
    undelivered: tuple[Undelivered, ...] = ()
    reported: tuple[str, ...] = ()
    certain: bool = False
    """True where structure or headers leave no doubt that no person wrote it."""


@dataclass(frozen=True, slots=True)
class _Mail:
    """What the questions below are asked of."""

    root: Part
    headers: Headers
    text: str
    sender: Address
    null_sender: bool
    own: Collection[str]

    @property
    def subject(self) -> str:
        return self.headers.text("subject")

    @property
    def local(self) -> str:
        return local_part(self.sender.address)

    @property
    def answers(self) -> bool:
        """Whether it follows a mail of ours, as far as its headers and subject tell."""
        return bool(self.headers.raw("in-reply-to") or self.headers.raw("references")) or bool(
            _OUR_REFERENCE.search(self.subject)
        )


def machine_of(
    root: Part, headers: Headers, text: str, sender: Address, mail_from: str | None, own: Collection[str]
) -> Machine:
    """Return what kind of automatic mail it is, if any, and what it reports.

    X-Auto-Response-Suppress does not count by itself: it asks for silence, and people's mails carry it too.

    Args:
        root: the parts of the mail.
        headers: its headers.
        text: its text.
        sender: who wrote it.
        mail_from: the envelope's sender, empty for the null sender, None where it is not known.
        own: the Service Desk's addresses, plain.
    """
    mail = _Mail(root, headers, text, sender, marks.has_null_sender(headers, mail_from), own)
    machine = _machine(mail)
    certain = machine.kind is not None and (bool(report_type(root)) or marks.certainly_automatic(headers))
    return replace(machine, certain=certain)


def _machine(mail: _Mail) -> Machine:
    root, headers, text = mail.root, mail.headers, mail.text
    report = report_type(root)
    if receipt_type(report) or any((is_count(root, headers), is_marked_receipt(headers), is_complaint(root, headers))):
        return Machine(Automatic.RECEIPT, reported=receipt_about(root, headers, text))
    if report or headers.raw("x-failed-recipients") or _is_bounce(mail):
        said = _report(mail)
        if said.arrived:
            return Machine(Automatic.RECEIPT, reported=said.reported)
        return Machine(Automatic.BOUNCE, said.undelivered, said.reported)
    if _by_machine(mail) and (notice := notice_in(text)) is not None:
        kind = Automatic.BOUNCE if notice.undelivered else Automatic.RECEIPT
        return Machine(kind, notice.undelivered, notice.reported)
    if _is_bare_receipt(mail):
        return Machine(Automatic.RECEIPT, reported=receipt_about(root, headers, text))
    return Machine(_other_kind(mail))


def answerable(headers: Headers, sender: Address, reply_to: Address | None, own: Collection[str]) -> bool:
    """Return whether an automatic answer may go to where this mail asks for answers."""
    if not sender.address or headers.first("return-path").strip() == "<>":
        return False
    if headers.raw(LOOP_HEADER):
        return False  # another desk like this one: two of them would go on for ever
    if marks.asks_for_silence(headers) or marks.by_ticket_system(headers) or marks.runs_in_a_loop(headers, own):
        return False
    targets = [sender, *([reply_to] if reply_to else [])]
    return not any(_is_nobody(target.address) or without_plus(target.address) in own for target in targets)


def local_part(address: str) -> str:
    """Return what stands before the at sign, in lower case."""
    return address.casefold().rpartition("@")[0]


def _report(mail: _Mail) -> Report:
    to = [one.address for name in ("to", "delivered-to", "x-original-to") for one in mail.headers.addresses(name)]
    return report_of(mail.root, mail.headers, mail.text, (*to, *mail.own))


def _is_bounce(mail: _Mail) -> bool:
    """Return whether a mail server says that a mail of ours did not arrive, in a form of its own."""
    if away_subject(mail.subject) == Subject.ANSWER and not bounce_text(mail.text):
        return False
    if mail.local in _DAEMONS or _is_nameless_daemon(mail):
        return True
    if mail.null_sender and bounce_subject(mail.subject):
        return True
    spoken = bounce_text(mail.text)
    named = begins_like_bounce(mail.subject)
    if mail.local in _POSTMASTERS or daemon_name(mail.sender.name):
        # People have such addresses, and write "Undeliverable calls" and "calls cannot be delivered".
        return (mail.null_sender and spoken and named) or ((spoken or named) and _returns_something(mail))
    if mail.null_sender:
        return (spoken and named) or ((spoken or named) and _returns_something(mail))
    return _by_machine(mail) and spoken and named and _returns_something(mail)


def _is_nameless_daemon(mail: _Mail) -> bool:
    """Return whether From is no address but the name of a mail server ("MAILER-DAEMON <>")."""
    return not mail.sender.address and daemon_name(f"{mail.sender.name} {mail.headers.text('from')}")


def _by_machine(mail: _Mail) -> bool:
    """Return whether the header says that no person sent it; asking for silence does not, people's mailers do so."""
    headers = mail.headers
    return (
        mail.null_sender
        or not mail.sender.address
        or _is_nobody(mail.sender.address)
        or bool(marks.submitted(headers))
        or marks.replies_by_header(headers)
        or headers.first("precedence").strip().lower() in {"bulk", "junk"}
    )


def _returns_something(mail: _Mail) -> bool:
    """Return whether a mail comes with it, or an entry for an address."""
    if returned_part(mail.root) is not None or status_entries(mail.root):
        return True
    return bool(_report(mail).undelivered)


def _is_bare_receipt(mail: _Mail) -> bool:
    return (mail.answers or _by_machine(mail)) and reads_like_receipt(mail.subject, mail.text)


def _other_kind(mail: _Mail) -> Automatic | None:
    """Return the kind of a mail that is no report: an answer by itself, list mail, or a person's."""
    if marks.replies_by_header(mail.headers) or _is_away(mail):
        return Automatic.AUTO_REPLY
    if _is_challenge(mail) or _is_acknowledgement(mail):
        return Automatic.AUTO_REPLY
    if marks.by_ticket_system(mail.headers) and marks.submitted(mail.headers) != "auto-replied":
        return None  # a person's words, as far as anything tells; `answerable` keeps the two systems from talking
    comes_back = bool(mail.headers.raw(LOOP_HEADER)) and without_plus(mail.sender.address) in mail.own
    if marks.submitted(mail.headers) or comes_back:
        return Automatic.AUTO_REPLY
    return Automatic.LIST if marks.is_list(mail.headers, mail.own) else None


def _is_away(mail: _Mail) -> bool:
    """Return whether it is an away note, though no header says so.

    "Out of office greeting plays all day" is a fault report, and may come as an answer to a mail of ours.
    """
    named = away_subject(mail.subject)
    silent = marks.asks_for_silence(mail.headers)
    marked = mail.null_sender or marks.of_a_rule(mail.headers) or (silent and named == Subject.ANSWER)
    if not marked and tells_failure(mail.text):
        return False
    if named == Subject.ANSWER:
        return mail.null_sender or silent or mail.answers or marks.of_a_rule(mail.headers) or says_away(mail.text)
    if named == Subject.TOPIC and not mail.null_sender:
        return (mail.answers or silent) and says_away(mail.text) and (silent or not has_more_to_say(mail.text))
    if mail.null_sender:
        return named != Subject.OTHER or says_away(mail.text)
    if silent and marks.of_a_rule(mail.headers):
        return says_away(mail.text)
    return mail.answers and is_away_note(mail.text) and not has_more_to_say(mail.text)


def _is_challenge(mail: _Mail) -> bool:
    return (mail.answers or _by_machine(mail)) and challenges(mail.subject, mail.text)


def _is_acknowledgement(mail: _Mail) -> bool:
    """Return whether another help desk's system says that it got a mail of ours."""
    headers = mail.headers
    if marks.answers_us_for_nobody(headers, headers.addresses("to")):
        return True
    machine = _by_machine(mail)
    if not (machine or mail.answers) or not acknowledges(mail.subject, mail.text):
        return False
    return mail.null_sender or (machine and marks.by_ticket_system(headers)) or says_automated(mail.text)


def _is_nobody(address: str) -> bool:
    local = local_part(address)
    if local in _DAEMONS or local in _POSTMASTERS:
        return True
    return any(rule.fullmatch(local) for rule in (_NOBODY, _ENDS_AS_NOBODY, _VERP))
