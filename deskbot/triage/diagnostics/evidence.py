"""A log, trace, capture or picture of the fault that is really attached."""

from __future__ import annotations

import re

from deskbot.model.case import Case, Category, Finding, Source
from deskbot.model.message import Attachment
from deskbot.triage.diagnostics import EVERY, FAULTS, Diagnostic
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.sentences import Region, read

_FILE = re.compile(
    r"\.(?:pcap\w*|cap|log\w*|txt|csv|zip|gz|tgz|tar|bz2|xz|7z|rar|png|jpe?g|gif|heic|heif|webp|bmp|tiff?|mp4|mov"
    r"|avi|mkv|3gp"
    r"|webm|wav|mp3|m4a|ogg|opus|amr|json|xml|har|dmp|core|evtx?|ngrep|sngrep|etl|trc|trace|syslog|out|saz"
    r"|erf)(?:\.\d{1,3})?$"
)
_NAMED = re.compile(
    r"(?:^|[\s_.-])(?:sys)?(?:log|logs|trace|capture|messages|dmesg|wireshark|tcpdump|sngrep|journal)(?:[\s_.-]|\d|$)"
)
_PAPER = re.compile(
    r"logo|signature|signatur|firma|banner|certificat|zertifikat|invoice|rechnung|facture|factura|fatura|quote|angebot"
    r"|devis|cotizacion|orcamento|order|bestell|pedido|commande|icon|facebook|linkedin|instagram|twitter|vcard"
    r"|visitenkarte"
    r"|header|footer|smime|cert\b|winmail|disclaimer|purchase|^po[ _-]|contract|vertrag|contrat|avatar|^att\d{5}\."
    r"|price|brochure"
    r"|datasheet|lieferschein|packing|\bnda\b|portrait|qr-?code"
)
_PASTED = re.compile(r"^(?:image\d{0,3}|outlook-\w{1,20})\.(?:png|jpe?g|gif)$")
"""How mail programs call a picture within the text: a logo, or a screenshot that somebody pasted."""
_PICTURE = "image/"
SMALLEST_INLINE = 15_000
"""A picture within the text that is smaller is a logo or a smiley."""

_THING = one_of(
    r"""
    logs?; log ?files?; traces?; captures?; pcaps?; screen ?shots?; pictures?; pics?; photos?; images?; videos?;
    recordings?;
    cdrs?; wireshark; syslog; protokoll\w*; mitschnitt\w*; bild\w*; fotos?; aufnahme\w*; screenshot\w*; journal;
    journaux;
    captures?( d'ecran)?; enregistrement; capturas?( de pantalla)?; registros?; imagen\w*; grabacion; prints?;
    imagem; imagens;
    logdatei\w*; trazas?; bitacora; gravacao
    """
)
_SENT = one_of(
    r"""
    attached; attach; in attach\w*; enclosed; attaching; attachments?; below; pfa; please find; herewith; anbei;
    im anhang; angehangt;
    hangt an; beigefugt; liegt bei; angefugt; ci-jointe?s?; en piece jointe; en pj; joints?; jointes?; en annexe;
    adjunt\w*; anex\w*;
    em anexo; segue\w*
    """
)
_CLAIM = Phrases(
    f"{_THING} … {_SENT}",
    f"{_SENT} … {_THING}",
    "pfa",
    r"(see|siehe|voir|ver|vide) (the )?(attach\w*|anhang|pj|adjunto|anexo)",
)
_NOT_YET = Phrases(
    """
    can (send|attach|get|pull|provide); could (send|attach); will (send|attach|follow|get); i'll; shall i; should i;
    want me to;
    not attached; no (log|trace|capture|screenshot)*; couldn't; can't attach; too (big|large); do you (need|want);
    let me know;
    kann … (schicken|senden); konnen … schicken; folgt; folgen; soll ich; puis … envoyer; vais … envoyer;
    puedo (mandar|enviar);
    si (quieren|hace falta); posso (mandar|enviar); attached to the; call recordings?;
    attach* a (phone|set|handset|cable)
    """
)


def _tells(attachment: Attachment, *, claimed: bool) -> bool:
    name = fold(attachment.filename)
    if _PAPER.search(name):
        return False
    if attachment.content_type.startswith(_PICTURE) and (attachment.inline or _PASTED.search(name)):
        large = attachment.size >= SMALLEST_INLINE
        return large and (claimed or not _PASTED.search(name))
    return bool(_FILE.search(name) or _NAMED.search(name)) or attachment.content_type.startswith(
        (_PICTURE, "video/", "audio/", "application/vnd.tcpdump")
    )


def _claimed(case: Case) -> str:
    """Return the sentence that speaks of a file as sent."""
    for sentence in read(case.message).told:
        if (
            sentence.region is not Region.OLD_SUBJECT
            and _CLAIM.within(sentence.folded)
            and not _NOT_YET.within(sentence.folded)
        ):
            return sentence.text
    return ""


def _read(case: Case, _category: Category) -> Finding | None:
    claimed = bool(_claimed(case))
    names = [attachment.filename for attachment in case.message.attachments if _tells(attachment, claimed=claimed)]
    listed = ", ".join(names)
    return Finding("evidence", listed, listed, 0.85, Source.ATTACHMENT) if listed else None


_LINK = re.compile(r"\b(?:https?|s?ftp)://\S{4}", re.IGNORECASE)


def _shape(text: str) -> str:
    """Return an answer that says where a file lies; that there is one, or none, is no file."""
    return text if _LINK.search(text) else ""


DIAGNOSTIC = Diagnostic(
    key="evidence",
    level="L2",
    place=71,
    meaning="a log, trace, capture or picture of the fault, really attached",
    question="Can you attach a log, trace or picture of the fault? (A capture may hold speech and passwords.)",
    short="Log, trace or picture?",
    wanted=FAULTS | {Category.RMA},
    read_in=EVERY - {Category.ACCESS, Category.STATUS},
    shape=_shape,
    read=_read,
    claimed=_claimed,
)
