"""Receipts: what became of a mail of ours other than a bounce. Read, deleted, complained of, counted."""

from __future__ import annotations

import re

from deskbot.channels.email.bounces import fields_of
from deskbot.channels.email.folding import any_in, folded, phrases
from deskbot.channels.email.headers import Headers, message_ids
from deskbot.channels.email.returned import divide, returned_part
from deskbot.channels.email.structure import Part

_READ = "disposition-notification"
_FEEDBACK = "feedback-report"
_STATUS = "delivery-status"
_COUNTED = frozenset({"tlsrpt"})
_COUNTED_TYPES = frozenset({"application/tlsrpt+gzip", "application/tlsrpt+json"})
_PACKED = frozenset({
    "application/zip", "application/gzip", "application/x-gzip", "application/x-zip-compressed", "text/xml",
    "application/xml", "application/octet-stream",
})  # fmt: skip
_DMARC_SUBJECT = re.compile(
    r"(?:.{0,60}\b)?(?:report[- ]domain|rua report|\[?dmarc\]?.{0,30}report.{0,10}domain)\s{0,3}[: ].{1,150}submitter"
    r"|\s{0,5}report domain:.{1,150}report-id",
    re.IGNORECASE,
)
_CLASS_HEADERS = ("content-class", "x-message-class", "x-ms-exchange-message-class", "message-class", "x-mapi-class")
_CLASS = re.compile(r"\.ipnn?rn\b|content-classes:mdn|report\..{1,60}\.(?:ipnn?rn|dr)\b", re.IGNORECASE)
_SUBJECTS = phrases(
    "read:|not read:|read receipt|return receipt|deleted:|delivered:|relayed:|delivery receipt|message read|receipt:",
    "gelesen:|ungelesen:|nicht gelesen:|ungelesen gelöscht:|gelöscht:|lesebestätigung|zugestellt:|übermittelt:",
    "empfangsbestätigung|weitergeleitet:|lu :|lu:|non lu :",
    "non lu:|remis :|remis:|accusé de lecture|accusé de réception",
    "confirmation de lecture|leído:|no leído:|entregado:|acuse de recibo|confirmación de lectura|lido:|lida:|não lida:",
    "não lido:|entregue:|recibo de leitura|confirmação de leitura|letto:|non letto:|consegnato:|ricevuta di ritorno",
    "conferma di lettura|ricevuta di lettura|gelezen:|niet gelezen:|bezorgd:|leesbevestiging|ontvangstbevestiging",
    "開封済み:|開封済:|未開封|開封確認|配信済み:",
    "przeczytano:|przeczytane:|nieprzeczytane:|potwierdzenie|прочитано:|прочтено:",
    "не прочитано:|доставлено:|уведомление о прочтении|läst:|oläst:|läskvitto|læst:|ulæst:|lest:|ulest:|luettu:",  # noqa: RUF001
    "lukukuittaus|přečteno:|nepřečteno:|přečtení|olvasott:|elolvasva:",
    "citit:|okundu:|διαβάστηκε:|прочитано:|已读:|已讀:",
    "읽음:|נקרא:",
)
_WORDS = phrases(
    "was read|been read|was displayed|been displayed",
    "was deleted|been deleted|return receipt|read receipt|has been opened",
    "was delivered to|been delivered to|successfully delivered|delivery receipt|your message|was opened|no guarantee",
    "wurde gelesen|gelesen am|wurde am|angezeigt",
    "gelöscht|lesebestätigung|zugestellt|empfangsbestätigung|ihre nachricht",
    "a été lu|été lu|a été affiché|accusé|votre message",
    "supprimé sans|fue leído|ha sido leído|su mensaje|acuse|foi lida",
    "foi lido|foi exibida|sua mensagem|a sua mensagem|recibo|è stato letto|è stato visualizzato|il messaggio|ricevuta",
    "is gelezen|werd gelezen|uw bericht|ontvangstbevestiging|開封|表示されました|został przeczytan|zostało przeczytan",
    "wiadomość|было прочитано|прочитано|ваше сообщение|lästes|har lästs|ditt meddelande|blev læst|din meddelelse",
    "ble lest|meldingen|luettiin|viestisi|přečten|vaše zpráva|elolvas",
    "a fost citit|okundu|διαβάστηκε|已读|被阅读|읽었|읽음",
)
_SHORT = 900


def report_type(root: Part) -> str:
    """Return the type of a report: `delivery-status`, `disposition-notification`, `feedback-report`, `tlsrpt`.

    Empty for any other mail. A report that a person has attached to a mail does not count.
    """
    if root.declared_type != "multipart/report":
        bare = root.declared_type.removeprefix("message/")
        return bare if root.declared_type.startswith("message/") and bare in {_READ, _FEEDBACK, _STATUS} else ""
    kinds = {part.declared_type.removeprefix("message/") for part in root.parts}
    for kind in (_STATUS, _FEEDBACK, _READ):
        if kind in kinds:
            return kind
    return root.parameter("report-type") or _STATUS


def receipt_type(kind: str) -> bool:
    """Return whether a report's type is that of a receipt."""
    return kind in {_READ, _FEEDBACK} or kind in _COUNTED


def is_count(root: Part, headers: Headers) -> bool:
    """Return whether it counts how our mails fared with a large provider (DMARC aggregate report, TLS report).

    These tell what became of mails of ours, so they are receipts, not list mail; nobody at the desk need read them.
    """
    if headers.raw("tls-report-domain") or headers.raw("tls-report-submitter"):
        return True
    types = {part.declared_type for part in (root, *root.parts)}
    if types & _COUNTED_TYPES:
        return True
    subject = headers.text("subject")[:300]
    return bool(types & _PACKED) and bool(_DMARC_SUBJECT.match(subject))


def is_marked_receipt(headers: Headers) -> bool:
    """Return whether Exchange's own class of message says that it is a receipt."""
    return any(_CLASS.search(value[:200]) for name in _CLASS_HEADERS for value in headers.raw(name))


def reads_like_receipt(subject: str, text: str) -> bool:
    """Return whether subject and text are those of a receipt: "Read: No calls", and nothing but that it was read."""
    if not folded(subject, 200).replace(" :", ":").startswith(_COMPACT):
        return False
    return len(text.strip()) <= _SHORT and (not text.strip() or any_in(folded(text, _SHORT), _WORDS))


_COMPACT = tuple(phrase.replace(" :", ":") for phrase in _SUBJECTS)


def receipt_about(root: Part, headers: Headers, text: str) -> tuple[str, ...]:
    """Return the Message-ID of the mail that a receipt is about, as far as it says."""
    named = fields_of(root, f"message/{_READ}").get("original-message-id", "")
    if ids := message_ids([named]):
        return ids[:1]
    returned = returned_part(root) or divide(text[:100_000])[1]
    if returned is not None and returned.message_id:
        return (returned.message_id,)
    for name in ("in-reply-to", "references"):
        if ids := message_ids(headers.all(name)[:1]):
            return ids[-1:]
    return ()
