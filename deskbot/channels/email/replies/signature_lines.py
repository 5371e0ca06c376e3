"""What kind of line one is: a closing formula, a way to reach somebody, a mailer's advertisement, or content."""

from __future__ import annotations

import re

from deskbot.channels.email.reading.folding import fold
from deskbot.channels.email.replies.languages import DEVICES, any_of, split, words_of

LONGEST_LOOKED_AT = 400
"""Characters of a line that are looked at."""
_SHORT = 70
_LONG = 140
_ADVERTISEMENT = 160
_WORDS_BEFORE_DEVICE = 6
_WORDS_AFTER_DEVICE = 7
_SENTENCE = 3
"""Words in lower case that a name, a title or a company hardly has."""
_SENTENCE_WORDS = 9
_MOST_WORDS = 16
_NAME_WORDS = 3
_LEGAL_LENGTH = 30

_CLOSING = re.compile(rf"{any_of(words_of('closings'))}(?![^\W_])")
_SENT_FROM = re.compile(rf"[\s*_(\[<-]{{0,6}}{any_of(words_of('sent_from'))}(?![^\W_])")
_SENT_FROM_BEHIND = words_of("sent_from_behind")
_DEVICE = re.compile(any_of(split([DEVICES])))
_OUTLOOK_LINK = re.compile(r"https?://aka\.ms/")
_LINK = re.compile(r"[<(\[]?https?://\S{1,150}")
_EXCUSED = ("typo", "brevity", "terse", "spelling", "autocorrect", "fat finger")
_LINKED = re.compile(r"<[^<>\s]{1,300}>")
"""What mailers put behind a link or a mailbox when they make text of HTML."""
_LEGAL = tuple(tuple(words.split("+")) for words in words_of("confidential"))

_PHONE = re.compile(r"(?:\+|\(|\d)[\d\s().\u2011/-]{5,24}\d")
_MAIL = re.compile(r"[^\s<>@]{1,80}@[^\s<>@]{1,80}\.[^\W\d_]{2,24}")
_DOMAINS = "com|net|org|example|de|fr|es|it|nl|pl|pt|eu|co"
_WEB = re.compile(rf"(?:https?://|www\.)\S{{3,200}}|(?<!\S)[a-z0-9-]{{2,60}}\.(?:{_DOMAINS})\b")
_CONTACT_WORDS = split(
    [
        "skype|linkedin|twitter|address|adresse|direccion|whatsapp|web|website|住所|ext|extension|kom|tel. kom",
        "sitz|geschaftsfuhrer|ust-idnr|hrb|vat|kvk|siret|nip|p.iva",
    ]
)
"""Labels that only a signature has, whatever stands behind them; behind others a number or a mailbox must stand."""
_CONTACT_LABEL = re.compile(rf"[\W_]{{0,4}}{any_of(_CONTACT_WORDS)}\.?\s{{0,2}}[:.\uff1a]")
_LINE = re.compile(r"tel|phone|fax|mobil|cell|line|direct|hotline|office|mail|durchwahl|toll")
_LABEL = re.compile(r"[^\W\d_][^:\n]{0,40}[:\uff1a=](?:\s|$)")
_ITEM = re.compile(r"\s{0,9}(?:\(?\d{1,2}[.)]\s|[a-h][.)]\s|[-*\u2022\u00b7>]\s)")
_POSTSCRIPT = re.compile(r"\W{0,3}(?:p\.?\s?s\.?|n\.?b\.?|nb|edit|update)[\s:.-]")
_CODE = re.compile(
    r"[{}=<>\\$#;]\s|\|.{0,200}\|.{0,200}\||::|->|=>|==|\[\d|^\s{0,9}\d{1,2}:\d{2}"
    r"|\d{1,3}(?:\.\d{1,3}){3}|0x[0-9a-f]{2}|^\s{0,9}at \w"
)
_TOKEN = re.compile(r"(?=\S{0,30}\d)(?=\S{0,30}[a-z])[a-z0-9]{1,12}(?:[-_.][a-z0-9]{1,12}){1,6}")
"""A host id or a version: an answer, perhaps."""
_PICTURE = re.compile(r"[\[<]?(?:cid:|image|logo|bild|data:)[^\]>]{0,200}[\]>]?")
_RULE = re.compile(r"[\s_*=~\u2014\u2013\u2500-]{2,120}")
_COMPANY_DOT = re.compile(
    r"(?:inc|ltd|co|corp|gmbh|s\.?a|s\.?l|b\.?v|dr|jr|llc|s\.?r\.?l|s\.?p\.?a|s\.?r\.?o|kft|e\.?u)\.$"
)
_END = re.compile(r"[.!?\u3002\uff01\uff1f]$")


def is_rule(line: str) -> bool:
    """Return whether a line only sets something off."""
    return bool(_RULE.fullmatch(line[:LONGEST_LOOKED_AT]))


def is_delimiter(line: str) -> bool:
    """Return whether a line is the sign under which mailers put a signature, with its space or without."""
    return line.rstrip() in {"--", "\u2014", "- -", "---", "__", "___", "____"}


def is_item(line: str) -> bool:
    """Return whether a line is one of a list."""
    return bool(_ITEM.match(line[:LONGEST_LOOKED_AT]))


def is_legal(folded: str) -> bool:
    """Return whether folded text is a legal notice, or one that nobody reads either."""
    return len(folded) > _LEGAL_LENGTH and any(all(word in folded for word in words) for words in _LEGAL)


def ends_sentence(line: str) -> bool:
    """Return whether a line ends like a sentence."""
    return bool(_END.search(line.rstrip()))


def reaches(folded: str) -> bool:
    """Return whether a folded line says where somebody is reached: a number, a mailbox, a page."""
    return bool(_PHONE.search(folded) or _MAIL.search(folded) or _WEB.search(folded))


def is_device_line(folded: str) -> bool:
    """Return whether a folded line is a mailer's advertisement of itself ("Sent from my iPhone")."""
    bare = folded.strip(" .:!*_-<>()[]")
    if not bare or len(bare) > _ADVERTISEMENT or folded.endswith("?"):
        return False
    if _OUTLOOK_LINK.search(bare):
        return True
    bare = _LINK.sub("", bare).rstrip(" .<>()[]")
    behind = bare.endswith(_SENT_FROM_BEHIND)
    device = _DEVICE.search(bare) if behind or _SENT_FROM.match(bare) else None
    if not device or "," in bare[: device.start()]:
        return False
    before, after = bare[: device.start()].split(), bare[device.end() :].split()
    excused = any(word in folded for word in _EXCUSED)
    sentence = len(after) > _SENTENCE and ends_sentence(folded) and not behind and not excused
    return len(before) <= _WORDS_BEFORE_DEVICE and len(after) <= _WORDS_AFTER_DEVICE and not sentence


def is_closing(line: str, folded: str) -> bool:
    """Return whether a line is a closing formula, with the name of the writer behind it or not."""
    bare = folded.strip(" .,!*_-~\u3002\uff0c\u3001\uff01:;)\u263a\u060c")
    found = _CLOSING.match(bare)
    if not found or len(bare) > _SHORT:
        return False
    rest = bare[found.end() :].strip(" ,.!-/*&+|\u3002\uff0c\u3001\u060c")
    if not rest:
        return not line.rstrip().endswith(("?", ":"))
    if _CLOSING.fullmatch(rest.removeprefix("und ").removeprefix("and ").removeprefix("/ ")):
        return True
    names = line.strip().rstrip(".,!").split()[-len(rest.split()) :]
    return len(names) <= _NAME_WORDS and all(is_name_word(word) for word in names) and not ends_sentence(line)


def is_name_word(word: str) -> bool:
    """Return whether a word may be part of a name: no small letter first, no digit."""
    bare = word.strip(".,!*_|/()\"'")
    return bool(bare) and not bare[0].islower() and not any(char.isdigit() for char in bare) and "@" not in bare


def is_content(line: str, folded: str) -> bool:
    """Return whether a line cannot stand in a signature, or had better not."""
    text = line.strip()
    if is_rule(text) or _PICTURE.fullmatch(folded) or is_legal(folded):
        return False
    if text.endswith(("?", ":", "\uff1f", "\uff1a")) or _POSTSCRIPT.match(folded):
        return True
    if len(text) <= _SHORT and _CONTACT_LABEL.match(folded):
        return False
    bold = len(text) > 2 and text[0] == text[-1] == "*"  # noqa: PLR2004
    item = not bold and bool(_ITEM.match(line))
    return item or bool(_CODE.search(_LINKED.sub("", folded))) or _states(text, folded)


def _states(text: str, folded: str) -> bool:
    """Return whether a line tells something: a labelled fact, an id, a sentence."""
    words = text.split()
    if len(text) > _LONG or len(words) > _MOST_WORDS:
        return True
    reached = reaches(folded)
    if _LABEL.match(text) and not (reached and _names_a_line(folded)):
        return True
    if not reached and _TOKEN.fullmatch(folded):
        return True
    small = sum(1 for word in words if word[:1].islower())
    sentence = ends_sentence(text) and not _COMPANY_DOT.search(folded)
    if sentence and (small >= _SENTENCE or len(words) > _SENTENCE_WORDS):
        return True
    return not reached and small > _SENTENCE


def _names_a_line(folded: str) -> bool:
    """Return whether a label is short, or the words of a signature's number ("24/7 emergency line:")."""
    label = folded.partition(":")[0].partition("\uff1a")[0]
    return len(label.split()) == 1 or bool(_MAIL.search(folded)) or bool(_LINE.search(label))


def fold_line(line: str) -> str:
    """Return as much of a line as is looked at, folded."""
    return fold(line[:LONGEST_LOOKED_AT]).strip()
