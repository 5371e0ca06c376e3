"""Receipts: what became of a mail of ours other than a bounce. Read, deleted, complained of, counted."""

from __future__ import annotations

import re

from deskbot.channels.email.machines.bounces import fields_of
from deskbot.channels.email.machines.returned import divide, returned_part
from deskbot.channels.email.reading.folding import any_in, folded, phrases
from deskbot.channels.email.reading.headers import Headers, message_ids
from deskbot.channels.email.reading.structure import Part

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
_OPENINGS = phrases(
    "your message|this is a return receipt|this is a receipt|return receipt|the message|ihre nachricht|die nachricht",
    "dies ist eine empfangsbestätigung|votre message|le message",
    "ceci est un accusé|su mensaje|el mensaje|a sua mensagem",
    "sua mensagem|a mensagem|il messaggio|questa è una ricevuta",
    "uw bericht|het bericht|メッセージ|あなたのメッセージ|次のメッセージ",
    "wiadomość|twoja wiadomość|ваше сообщение|сообщение|ditt meddelande|din meddelelse|meldingen|viestisi|vaše zpráva",
    "az üzenet|mesajul|iletiniz|το μήνυμα|ваше повідомлення|您的邮件|您的郵件|邮件|메시지|ההודעה",
)
_WORDS = phrases(
    "was read|been read|was displayed|been displayed",
    "was deleted|been deleted|return receipt|read receipt|has been opened",
    "was delivered to|been delivered to|successfully delivered|delivery receipt|was opened|no guarantee",
    "gelesen|angezeigt|gelöscht|lesebestätigung|zugestellt|empfangsbestätigung|a été lu|été lu|a été affiché|accusé",
    "a été supprimé|supprimé sans|fue leído|ha sido leído|acuse|se leyó|foi lida|foi lido|foi exibida|recibo",
    "è stato letto|è stato visualizzato|ricevuta|is gelezen",
    "werd gelezen|gelezen op|ontvangstbevestiging|開封|表示されました",
    "został przeczytan|została przeczytan|zostało przeczytan|было прочитано|прочитано|lästes|har lästs|blev læst",
    "ble lest|luettiin|přečten|elolvas|a fost citit|okundu|διαβάστηκε|已读|被阅读|읽었|읽음|נקראה",
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


def is_complaint(root: Part, headers: Headers) -> bool:
    """Return whether it passes on a mail of ours that somebody complained of, in the form from before RFC 5965."""
    subject = headers.text("subject")[:100].lower()
    return subject.startswith("complaint about message from") and returned_part(root) is not None


def is_marked_receipt(headers: Headers) -> bool:
    """Return whether Exchange's own class of message says that it is a receipt."""
    return any(_CLASS.search(value[:200]) for name in _CLASS_HEADERS for value in headers.raw(name))


def reads_like_receipt(subject: str, text: str) -> bool:
    """Return whether subject and text are those of a receipt: "Read: No calls", and nothing but that it was read."""
    if not folded(subject, 200).replace(" :", ":").startswith(_COMPACT):
        return False
    words = folded(text, _SHORT + 1)
    return not words or (len(words) <= _SHORT and words.startswith(_OPENINGS) and any_in(words, _WORDS))


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
