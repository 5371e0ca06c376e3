"""How mailers introduce what they quote or forward, in the languages that people write to us in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST_LINE = 300
"""Characters of a line that are looked at; no mailer's own line is longer."""
_ATTRIBUTION_LINES = 4
_ATTRIBUTION_LENGTH = 500
_BLOCK_LINES = 10
_FOREIGN_FIELDS = 3
_COLONS = (":", "\uff1a")

_REPLY_SUBJECT = re.compile(
    r"\s{0,5}(?:\[[^\]]{0,60}\]\s{0,5})?(?:re?|aw|sv|antw|antwort|ref|res|rif|odp|ynt|ant|vs)\s{0,3}(?:\[\d{1,3}\])?\s{0,3}:",
    re.IGNORECASE,
)
_FORWARD_SUBJECT = re.compile(
    r"\s{0,5}(?:\[[^\]]{0,60}\]\s{0,5})?(?:fwd?|wg|tr|rv|enc|i|doorst|fs|vb|vl|pd)\s{0,3}(?:\[\d{1,3}\])?\s{0,3}:",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[-_=\s*>]{2,80}(?:original message|message d'origine|message d’origine|message original|original-?nachricht"  # noqa: RUF001
    r"|urspr.ngliche nachricht|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht"
    r"|originalmeddelande|ursprungligt meddelande|opprinnelig melding|oprindelig meddelelse|wiadomo.. oryginalna"
    r"|reply message|original appointment)[-_=\s*:]{2,80}",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"(?:[-_=\s*]{2,80}(?:forwarded (?:message|mail)|forwarded by [^\n]{1,120}|weitergeleitete nachricht"
    r"|message (?:transf.r.|r.exp.di.)|mensaje reenviado|mensagem (?:reencaminhada|encaminhada)"
    r"|messaggio inoltrato|doorgestuurd bericht|vidarebefordrat meddelande|przekazana wiadomo..)[-_=\s*:]{0,80}"
    r"|\s{0,9}(?:begin forwarded message|anfang der weitergeleiteten nachricht|d.but du message (?:transf.r.|r.exp.di.)"
    r"|inicio del mensaje reenviado|in.cio da mensagem (?:reencaminhada|encaminhada)|inizio messaggio inoltrato"
    r"|begin doorgestuurd bericht)\s{0,3}:)\s{0,9}",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"\b(?:wrote|writes|said|schrieb|schreibt|a .crit|.crit|escribi.|escribe|escreveu|ha scritto|scrive|schreef"
    r"|geschreven|skrev|napisa.(?:\(a\))?|kirjoitti|пишет|писал|написал)(?!\w)|写道|のメール",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\s{0,5}(?:on|am|le|el|em|op|il|den|w dniu|a|no|στις)\s", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}[./:\-\s]|\d{4}")
_MAILBOX = re.compile(r"<[^<>\s]{1,200}@[^<>\s]{1,200}>|\[mailto:")

_FROM = frozenset({"from", "von", "de", "da", "van", "från", "fra", "od", "от", "发件人", "差出人", "kimden"})
_WHEN = frozenset(
    {
        *(
            "sent",
            "date",
            "gesendet",
            "datum",
            "envoyé",
            "envoyé le",
            "enviado",
            "enviado el",
            "enviada em",
            "enviado em",
        ),
        *(
            "fecha",
            "data",
            "inviato",
            "data invio",
            "verzonden",
            "skickat",
            "sendt",
            "wysłano",
            "дата",
            "发送时间",
            "送信日時",
        ),
        *("gesendet am", "enviada", "data de envio", "date d'envoi"),
    }
)
_SUBJECT = frozenset(
    {
        *("subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "ämne", "emne", "temat", "тема"),
        *("主题", "件名", "konu"),
    }
)
_TO = frozenset({"to", "an", "à", "para", "a", "aan", "till", "til", "do", "кому", "收件人", "宛先"})
_FIELD = re.compile(r"[\s>*]{0,10}([^\W\d_][^:*<>@\d]{0,24}?)\s{0,3}\*?\s?[:\uff1a]\s?\*{0,2}\s{0,3}(.{0,200})")


@dataclass(frozen=True, slots=True)
class Introduction:
    """A place where a quote, a history or a forwarded mail begins."""

    start: int
    """Index of its first line."""
    end: int
    """Index of the first line after it."""
    words: str
    """Its lines as one text: who wrote to whom."""
    forwarded: bool = False
    """True where it says that what follows is forwarded."""
    explicit: bool = False
    """True for a separator that says so, rather than a bare block of headers."""


def is_reply_subject(subject: str) -> bool:
    """Return whether a subject begins like that of an answer."""
    return bool(_REPLY_SUBJECT.match(subject))


def is_forward_subject(subject: str) -> bool:
    """Return whether a subject begins like that of a forwarded mail."""
    return bool(_FORWARD_SUBJECT.match(subject))


def history_at(lines: Sequence[str], index: int) -> Introduction | None:
    """Return the separator or the block of headers that begins at a line, or None."""
    line = lines[index][:LONGEST_LINE]
    forwarded = bool(_FORWARDED.fullmatch(line))
    if forwarded or _ORIGINAL.fullmatch(line):
        below = _next_written(lines, index + 1)
        end = _block_end(lines, below)
        return Introduction(index, max(end, index + 1), _joined(lines[index:end]), forwarded, explicit=True)
    if _is_rule(line):
        below = _next_written(lines, index + 1)
        end = _block_end(lines, below, loosely=True)
        return Introduction(index, end, _joined(lines[below:end])) if end > below else None
    end = _block_end(lines, index)
    return Introduction(index, end, _joined(lines[index:end])) if end > index else None


def attribution_at(lines: Sequence[str], index: int) -> Introduction | None:
    """Return the "On … wrote:" that begins at a line, wrapped or not, or None."""
    if not _may_open(lines[index][:LONGEST_LINE]):
        return None
    words = ""
    for end in range(index, min(index + _ATTRIBUTION_LINES, len(lines))):
        line = lines[end][:LONGEST_LINE].strip()
        if not line or line.startswith(">"):
            return None
        words = f"{words} {line}".strip()
        if len(words) > _ATTRIBUTION_LENGTH:
            return None
        if line.endswith(_COLONS):
            certain = bool(_WROTE.search(words)) and (bool(_DATE.search(words)) or bool(_MAILBOX.search(words)))
            return Introduction(index, end + 1, words) if certain else None
    return None


def ends_attribution(line: str) -> bool:
    """Return whether a line right above a quote says whose words they are."""
    line = line[:LONGEST_LINE].rstrip()
    return line.endswith(_COLONS) and bool(_WROTE.search(line) or _MAILBOX.search(line))


def is_dated(introduction: Introduction) -> bool:
    """Return whether an attribution names both a date and a mailbox: no person writes so by hand."""
    return bool(_DATE.search(introduction.words)) and "@" in introduction.words


def _may_open(line: str) -> bool:
    if not line.strip() or line.lstrip().startswith(">"):
        return False
    return bool(_OPENING.match(line) or _WROTE.search(line) or _MAILBOX.search(line) or line[:1].isdigit())


def _next_written(lines: Sequence[str], index: int) -> int:
    """Return the index of the next line that is not blank, two blank ones at most between."""
    for below in range(index, min(index + 3, len(lines))):
        if lines[below].strip():
            return below
    return min(index, len(lines))


def _is_rule(line: str) -> bool:
    bare = line.strip()
    return 20 <= len(bare) <= 120 and set(bare) == {"_"}  # noqa: PLR2004


def _block_end(lines: Sequence[str], index: int, *, loosely: bool = False) -> int:
    """Return where a block of From:, Sent:, Subject: ends, or `index` where none begins.

    Below Outlook's own rule (`loosely`) the block may be in a language that is not known here.
    """
    first = _field(lines[index][:LONGEST_LINE]) if index < len(lines) else None
    if not first or not (loosely or first[0] in _FROM):
        return index
    fields: list[tuple[str, str]] = []
    end = index
    for at in range(index, min(index + _BLOCK_LINES, len(lines))):
        field = _field(lines[at][:LONGEST_LINE])
        if field:
            fields.append(field)
            end = at + 1
        elif not lines[at].strip():
            break  # other lines are a long list of recipients, wrapped
    found = _is_block(fields) or (loosely and _is_foreign_block(fields))
    return end if found else index


@lru_cache(maxsize=64)  # lines are looked at again for each From: above them
def _field(line: str) -> tuple[str, str] | None:
    """Return a line's name in lower case and its value, None where it is no field of a header."""
    match = _FIELD.match(line)
    return (" ".join(match[1].lower().split()), match[2]) if match else None


def _is_block(fields: Sequence[tuple[str, str]]) -> bool:
    """Return whether fields are a mail's header; a person may write "From: … To: … Date: …" about a call."""
    names = {name for name, _ in fields}
    mailbox = any("@" in value for _, value in fields)
    dated, titled, addressed = bool(names & _WHEN), bool(names & _SUBJECT), bool(names & _TO)
    if fields[0][0] not in _FROM:
        return False
    return (titled and (dated or (addressed and mailbox))) or (dated and addressed and mailbox)


def _is_foreign_block(fields: Sequence[tuple[str, str]]) -> bool:
    """Return whether fields look like a header in any language: a mailbox, then a date."""
    enough = len({name for name, _ in fields}) >= _FOREIGN_FIELDS
    return enough and bool(_MAILBOX.search(fields[0][1])) and any(char.isdigit() for char in fields[1][1])


def _joined(lines: Sequence[str]) -> str:
    return " ".join(line[:LONGEST_LINE].strip() for line in lines)
