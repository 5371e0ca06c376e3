"""Where a writer's signature begins. Conservative: what may be content is not taken for a signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deskbot.channels.email.languages import DEVICES, any_of, fold, split, words_of

GAP = "\ufdd1"
"""Stands for a quote that was taken out: the line below it may answer it."""
LONGEST = 24
"""A signature has at most so many written lines, legal notices not counted."""
_LOOKED_AT = 80
"""Lines from the end that are looked at."""
_LINE = 400
_SHORT = 70
_NAME_WORDS = 6
_CLOSING_WORDS = 4
_SENTENCE_WORDS = 9

_CLOSINGS = words_of("closings")
_CLOSING = re.compile(rf"{any_of(_CLOSINGS)}(?![^\W_])")
_SENT_FROM = re.compile(rf"[\s*_(\[<-]{{0,6}}{any_of(words_of('sent_from'))}(?![^\W_])")
_SENT_FROM_WITHIN = re.compile(any_of(words_of("sent_from_within")))
_DEVICE = re.compile(any_of(split([DEVICES])))
_OUTLOOK_LINK = re.compile(r"https?://aka\.ms/")
_LEGAL = tuple(tuple(words.split("+")) for words in words_of("confidential"))

_PHONE = re.compile(r"(?:\+|\(|\d)[\d\s().\u2011/-]{5,24}\d")
_MAIL = re.compile(r"[^\s<>@]{1,80}@[^\s<>@]{1,80}\.[^\W\d_]{2,24}")
_WEB = re.compile(r"(?:https?://|www\.)\S{3,200}|(?<!\S)[a-z0-9-]{2,60}\.(?:com|net|org|example|de|fr|es|it|nl|pl|pt|eu|co)\b")
_CONTACT_LABEL = re.compile(
    r"[\W_]{0,4}(?:tel|telefon|telefono|telefone|telephone|phone|ph|mobile|mobil|mob|movil|portable|cell|cellulare|celular|"
    r"gsm|fax|direct|direct line|office|durchwahl|t|m|p|f|e|d|w|c|o|h|mail|e-mail|email|correo|web|website|site|url|skype|"
    r"linkedin|twitter|address|adresse|direccion|whatsapp|тел|тел\.|моб|факс|почта|電話|携帯|住所|电话|手机|邮箱|전화|"
    r"tel/fax|mobiel|telefoon|puh|puhelin|tlf|mobiltelefon|kom|tel\.?\s?kom|main|ext|extension|toll free|support|hotline|"
    r"sitz|geschaftsfuhrer|ust-idnr|hrb|vat|kvk|siret|nip|p\.?iva)\.?\s{0,2}[:.\uff1a]"
)
_LABEL = re.compile(r"[^\W\d_][^:\n]{0,40}[:\uff1a=](?:\s|$)")
_ITEM = re.compile(r"\s{0,9}(?:\(?\d{1,2}[.)]\s|[a-h][.)]\s|[-*\u2022\u00b7>]\s)")
_POSTSCRIPT = re.compile(r"\W{0,3}(?:p\.?\s?s\.?|n\.?b\.?|nb|edit|update)[\s:.-]")
_CODE = re.compile(r"[{}=<>\\$#;]\s|\|.*\|.*\||::|->|=>|==|\[\d|^\s{0,9}\d{1,2}:\d{2}|\d{1,3}(?:\.\d{1,3}){3}|0x[0-9a-f]{2}|^\s{0,9}at \w")
_TOKEN = re.compile(r"(?=\S{0,30}\d)(?=\S{0,30}[a-z])[a-z0-9]{1,12}(?:[-_.][a-z0-9]{1,12}){1,6}")
_PICTURE = re.compile(r"[\[<]?(?:cid:|image|logo|bild|data:)[^\]>]{0,200}[\]>]?")
_RULE = re.compile(r"[\s_*=~\u2014\u2013\u2500-]{2,120}")
_DASHED_NAME = re.compile(r"[-~/\u2013\u2014]{1,2}\s?(?:[^\W\d_][\w.'-]{0,20}\s?){1,3}")
_END = re.compile(r"[.!?\u3002\uff01\uff1f]$")


def signature_start(lines: Sequence[str], name: str = "", address: str = "") -> int:
    """Return the index at which the signature begins, `len(lines)` where there is none that is certain.

    Args:
        lines: what somebody wrote anew, with `GAP` where a quote was taken out.
        name: what they are called.
        address: their mailbox.
    """
    end = _last_written(lines)
    if not end:
        return len(lines)
    first = next(index for index in range(len(lines)) if _is_written(lines[index]))
    lowest = max(0, end - _LOOKED_AT)
    legal = _legal_start(lines, lowest, end)
    own = _own_words(name, address)
    start = _block_start(lines, lowest, legal, own)
    if start == legal and legal == end:
        return len(lines)
    if start > first:
        return _with_rule(lines, start, first)
    return start if _is_certain_alone(lines, start, end) else len(lines)


def _block_start(lines: Sequence[str], lowest: int, end: int, own: frozenset[str]) -> int:
    """Return where the signature above legal notices begins, `end` where none does."""
    start = end
    counted = 0
    for index in range(end - 1, lowest - 1, -1):
        line = lines[index][:_LINE]
        if not line.strip():
            continue
        if line == GAP:
            break
        folded = fold(line).strip()
        if _is_delimiter(line):
            start = index if counted else start
            continue
        counted += 1
        if counted > LONGEST:
            break
        if is_device_line(folded) or _is_closing(line, folded):
            start = index
        elif _is_content(line, folded):
            # A line with the writer's name may hold a digit or a dash that content has, too.
            break
        elif _opens_by_name(lines, index, line, folded, own, start):
            start = index
    return start if start < end else _delimited(lines, lowest, end)


def _delimited(lines: Sequence[str], lowest: int, end: int) -> int:
    """Return where "-- " stands with the space that only mailers write, whatever it is that follows."""
    filled = 0
    for index in range(end - 1, lowest - 1, -1):
        if lines[index] == "-- ":
            return index if filled <= LONGEST and not _asks(lines[index + 1 : end]) else end
        filled += _is_written(lines[index])
    return end


def is_device_line(folded: str) -> bool:
    """Return whether a folded line is a mailer's advertisement of itself ("Sent from my iPhone")."""
    bare = folded.strip(" .:!*_-<>()[]")
    if not bare or len(bare) > 160 or folded.endswith("?"):  # noqa: PLR2004  (longer ones are sentences)
        return False
    if _OUTLOOK_LINK.search(bare) and len(bare) < 120:  # noqa: PLR2004
        return True
    begins = _SENT_FROM.match(bare)
    within = _SENT_FROM_WITHIN.search(bare) if len(bare) <= _SHORT else None
    if not (begins or within):
        return False
    device = _DEVICE.search(bare)
    if not device:
        return False
    without_links = re.sub(r"[<(\[]?https?://\S{1,150}", "", bare)
    before = without_links[: device.start()].split()
    after = without_links[device.end() :].split()
    return len(before) <= 6 and "," not in bare[: device.start()] and len(after) <= 7 and not (len(after) > 3 and _END.search(folded))  # noqa: PLR2004


def _is_closing(line: str, folded: str) -> bool:
    """Return whether a line is a closing formula, with the name of the writer behind it or not."""
    bare = folded.strip(" .,!*_-~\u3002\uff0c\u3001\uff01:;)\u263a")
    found = _CLOSING.match(bare)
    if not found or len(bare) > _SHORT:
        return False
    rest = bare[found.end() :].strip(" ,.!-/*&+|\u3002\uff0c\u3001")
    if not rest:
        return not line.rstrip().endswith(("?", ":"))
    if _CLOSING.fullmatch(rest.removeprefix("und ").removeprefix("and ").removeprefix("/ ")):
        return True
    words = line.strip().rstrip(".,!").split()
    tail = words[-len(rest.split()) :]
    return len(tail) <= _CLOSING_WORDS - 1 and all(_is_name_word(word) for word in tail) and not _END.search(line.strip())


def _is_name_word(word: str) -> bool:
    bare = word.strip(".,!*_|/()\"'")
    return bool(bare) and not bare[0].islower() and not any(char.isdigit() for char in bare) and "@" not in bare


def _opens_by_name(
    lines: Sequence[str], index: int, line: str, folded: str, own: frozenset[str], start: int
) -> bool:
    """Return whether a line is the writer's name, alone or before how to reach them.

    Below a quote, or a question of the writer's own, a name may be the answer.
    """
    near = lines[index - 1].rstrip() if index else ""
    above = next((lines[place] for place in range(index - 1, max(-1, index - 4), -1) if lines[place].strip()), "")
    if above == GAP or above.rstrip().endswith((":", "\uff1a")) or near.endswith(("?", "\uff1f")):
        return False
    bare = folded.strip(" ,.*_|~/-\u2022")
    words = re.findall(r"[^\W\d_]+", bare)
    if not words or len(line) > 2 * _SHORT:
        return False
    leading = [word for word in words[:3] if _is_own(word, own)]
    alone = len(leading) == len(words)
    if len(words) <= _NAME_WORDS and len(leading) > 1 and not _END.search(line.strip()):
        return True
    if _is_own(words[0], own) and (alone or _reaches(folded)):
        return True
    if _is_own(words[0], own) and start > index + 1 and len(words) <= _NAME_WORDS:
        return True
    dashed = _DASHED_NAME.fullmatch(line.strip()) and line.strip()[-1:].isalpha()
    return bool(dashed) and _is_name_word(line.strip(" -~/\u2013\u2014").split()[0]) and not above.lstrip().startswith(
        line.strip()[0]
    )


def _is_own(word: str, own: frozenset[str]) -> bool:
    return word in own or (len(word) > 1 and any(one.startswith(word) and len(one) > 3 for one in own))  # noqa: PLR2004


def _own_words(name: str, address: str) -> frozenset[str]:
    found = re.findall(r"[^\W\d_]{2,30}", fold(name[:100]))
    if not found:
        found = [word for word in re.findall(r"[^\W\d_]{3,30}", fold(address.partition("@")[0][:100]))]
    return frozenset(found) - {"support", "info", "service", "desk", "team", "help", "office", "sales", "the", "admin"}


def _reaches(folded: str) -> bool:
    return bool(_PHONE.search(folded) or _MAIL.search(folded) or _WEB.search(folded))


def _is_content(line: str, folded: str) -> bool:
    """Return whether a line cannot stand in a signature, or had better not."""
    text = line.strip()
    if _RULE.fullmatch(text) or _PICTURE.fullmatch(folded) or _is_legal(folded):
        return False
    if text.endswith(("?", ":", "\uff1f", "\uff1a")) or _POSTSCRIPT.match(folded):
        return True
    if _CONTACT_LABEL.match(folded):
        return not (_reaches(folded) or len(text) <= _SHORT)
    if _ITEM.match(line) or _CODE.search(folded):
        return True
    reaches = _reaches(folded)
    if _LABEL.match(text) and not reaches:
        return True
    if _LABEL.match(text) and len(text.partition(":")[0].split()) > 1 and not _MAIL.search(folded):
        return True
    if _TOKEN.fullmatch(folded) and not reaches:
        return True
    words = text.split()
    if len(text) > 2 * _SHORT or len(words) > 16:  # noqa: PLR2004  (an address in one line has some words)
        return True
    lower = sum(1 for word in words if word[:1].islower())
    sentence = bool(_END.search(text)) and not re.search(r"(?:inc|ltd|co|corp|gmbh|s\.?a|s\.?l|b\.?v|dr|jr|llc|s\.?r\.?l|s\.?p\.?a)\.$", folded)
    if sentence and (lower > 2 or len(words) > _SENTENCE_WORDS):  # noqa: PLR2004
        return True
    if not reaches and lower >= 4:  # noqa: PLR2004  (a company or a title has few words in lower case)
        return True
    return not reaches and lower > len(words) / 2 and len(words) > 4  # noqa: PLR2004  (some write their company so)


def _asks(lines: Sequence[str]) -> bool:
    return any(line.rstrip().endswith(("?", "\uff1f")) or _ITEM.match(line) and line.lstrip()[:1].isdigit() for line in lines)


def _legal_start(lines: Sequence[str], lowest: int, end: int) -> int:
    """Return where legal notices and advertisements at the very end begin, `end` where there are none."""
    start = end
    index = end
    while index > lowest:
        bottom = index
        while index > lowest and _is_written(lines[index - 1]):
            index -= 1
        paragraph = " ".join(fold(line[:_LINE]) for line in lines[index:bottom])
        if not _is_legal(paragraph) or lines[index] == GAP:
            break
        if not _is_legal(" ".join(fold(line[:_LINE]) for line in lines[index : index + 3])):
            break
        start = index
        while index > lowest and not lines[index - 1].strip():
            index -= 1
        if index > lowest and lines[index - 1] == GAP:
            break
    return start


def _is_legal(folded: str) -> bool:
    return len(folded) > 30 and any(all(word in folded for word in words) for words in _LEGAL)  # noqa: PLR2004


def _is_certain_alone(lines: Sequence[str], start: int, end: int) -> bool:
    """Return whether a mail that is nothing but a signature is certainly that."""
    if _is_delimiter(lines[start]):
        return end - start > 1
    return all(is_device_line(fold(line[:_LINE]).strip()) or _RULE.fullmatch(line) for line in lines[start:end] if line.strip())


def _with_rule(lines: Sequence[str], start: int, first: int) -> int:
    """Take the delimiter or the rule right above a signature to it."""
    above = start - 1
    while above > first and not lines[above].strip():
        above -= 1
    return above if above > first and lines[above] != GAP and _RULE.fullmatch(lines[above][:_LINE]) else start


def _is_delimiter(line: str) -> bool:
    return line.rstrip() in {"--", "\u2014", "- -", "---", "____", "___", "__"} or line == "-- "


def _is_written(line: str) -> bool:
    return bool(line.strip())


def _last_written(lines: Sequence[str]) -> int:
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1] == GAP):
        end -= 1
    return end
