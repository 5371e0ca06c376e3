"""Whether a machine wrote a mail, and whether it may be answered by one."""

from __future__ import annotations

import re
from collections.abc import Collection

from deskbot.channels.email.headers import Headers
from deskbot.channels.email.rendering import LOOP_HEADER
from deskbot.channels.email.structure import Part
from deskbot.model.message import Address, Automatic

_DAEMONS = frozenset({"mailer-daemon", "mailerdaemon", "mail-daemon", "postmaster", "mailer_daemon"})
_NOBODY = re.compile(
    r"(?:(?:do[-_.]?)?(?:not?|never)[-_.]?(?:reply|answer|respond)|(?:auto)?bounces?|nobody|mdaemon"
    r"|(?:ne|no|nicht)[-_.]?(?:pas[-_.]?)?(?:repondre|responder|antworten|rispondere|responda))"
    r"(?:[-_.+=0-9].*)?"
)
_BOUNCE_SUBJECT = re.compile(
    r"(?:undeliver|mail delivery|delivery (?:status|failure|has failed)|returned mail|failure notice|unzustellbar"
    r"|nicht zugestellt|non remis|message non distribu|no se puede entregar|n.o foi poss.vel entregar"
    r"|mancato recapito)",
    re.IGNORECASE,
)
_AWAY_SUBJECT = re.compile(
    r"\s{0,5}(?:auto(?:matic|mated|matische)?[ -]?(?:reply|response|antwort|antwoord)|out of (?:the )?office"
    r"|automatische (?:antwort|r.ckantwort)|automatisch antwoord|abwesenheits|abwesend|r.ponse automatique"
    r"|absence du bureau|respuesta autom.tica|fuera de la oficina|resposta autom.tica|risposta automatica"
    r"|fuori sede|afwezig|autosvar|automatisk svar)",
    re.IGNORECASE,
)
_REPLYING_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply")
_LIST_HEADERS = ("list-id", "list-unsubscribe", "list-post", "list-help", "list-owner", "list-archive")
_BULK = frozenset({"bulk", "list", "junk"})
_REPLYING_PRECEDENCE = frozenset({"auto_reply", "auto-reply"})
_SILENT = re.compile(r"\b(?:all|autoreply|oof)\b", re.IGNORECASE)
_BOUNCED = "delivery-status"
_READ = "disposition-notification"


def automatic_kind(root: Part, headers: Headers, sender: Address, mail_from: str | None) -> Automatic | None:
    """Return what kind of automatic mail it is, None for a person's.

    X-Auto-Response-Suppress does not count here: it asks for silence, and people's mails carry it too.
    """
    report = _report(root)
    if report == _READ:
        return Automatic.RECEIPT
    if report or _is_bounce(headers, sender, mail_from):
        return Automatic.BOUNCE
    if _is_reply_of_machine(headers, mail_from):
        return Automatic.AUTO_REPLY
    return Automatic.LIST if _is_list(headers) else None


def answerable(headers: Headers, sender: Address, reply_to: Address | None, own: Collection[str]) -> bool:
    """Return whether an automatic answer may go to where this mail asks for answers."""
    if not sender.address or headers.first("return-path").strip() == "<>":
        return False
    if _SILENT.search(headers.first("x-auto-response-suppress")):
        return False
    targets = [sender, *([reply_to] if reply_to else [])]
    return not any(_is_nobody(target.address) or plain(target.address) in own for target in targets)


def plain(address: str) -> str:
    """Return an address in lower case, without what stands after a plus."""
    local, _, domain = address.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _report(root: Part) -> str:
    """Return the type of a report, empty for any other mail. One inside a person's mail does not count."""
    if root.declared_type != "multipart/report":
        return root.declared_type.partition("/")[2] if root.declared_type in _BARE_REPORTS else ""
    kinds = {part.declared_type for part in root.parts}
    if root.parameter("report-type") == _READ or f"message/{_READ}" in kinds:
        return _READ
    return root.parameter("report-type") or _BOUNCED


_BARE_REPORTS = frozenset({f"message/{_BOUNCED}", f"message/{_READ}"})


def _is_bounce(headers: Headers, sender: Address, mail_from: str | None) -> bool:
    if headers.raw("x-failed-recipients"):
        return True
    daemon = _local(sender.address) in _DAEMONS
    null_sender = _has_null_sender(headers, mail_from)
    named_so = bool(_BOUNCE_SUBJECT.search(headers.text("subject")))
    return (daemon and (null_sender or named_so or _local(sender.address) != "postmaster")) or (
        null_sender and named_so
    )


def _is_reply_of_machine(headers: Headers, mail_from: str | None) -> bool:
    submitted = headers.first("auto-submitted").partition(";")[0].strip().lower()
    if submitted and submitted != "no":
        return True
    if headers.raw(LOOP_HEADER) or any(headers.raw(name) for name in _REPLYING_HEADERS):
        return True
    if headers.first("precedence").strip().lower() in _REPLYING_PRECEDENCE:
        return True
    return bool(_AWAY_SUBJECT.match(headers.text("subject"))) and _answers_by_itself(headers, mail_from)


def _answers_by_itself(headers: Headers, mail_from: str | None) -> bool:
    """Return whether a subject like "Out of office" is more than a fault report about that feature."""
    return (
        bool(headers.raw("in-reply-to"))
        or bool(headers.raw("x-auto-response-suppress"))
        or _has_null_sender(headers, mail_from)
    )


def _is_list(headers: Headers) -> bool:
    if headers.first("precedence").strip().lower() in _BULK:
        return True
    return any(headers.raw(name) for name in _LIST_HEADERS)


def _has_null_sender(headers: Headers, mail_from: str | None) -> bool:
    return mail_from == "" or headers.first("return-path").strip() == "<>"


def _is_nobody(address: str) -> bool:
    local = _local(address)
    return local in _DAEMONS or bool(_NOBODY.fullmatch(local))


def _local(address: str) -> str:
    return address.casefold().rpartition("@")[0]
