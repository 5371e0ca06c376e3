"""How mailers introduce what they quote or forward."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from deskbot.channels.email.reading.folding import fold
from deskbot.channels.email.replies.languages import FORWARD_PREFIXES, REPLY_PREFIXES, any_of, split, words_of

LONGEST_LINE = 300
"""Characters of a line that are looked at; no mailer's own line is longer."""
_ATTRIBUTION_LINES = 5
_ATTRIBUTION_LENGTH = 500
_SERVER_SAID = re.compile(r"\bhost\s\S{1,200}\s(?:said|refused)")
"""What Postfix puts above a mail server's own words: evidence, not somebody's mail."""
_SHORTEST = 5
"""Characters that an "On … wrote:", or the first line of one, has at least."""
_BLOCK_LINES = 16
_INDENT = "    "
_FOREIGN_FIELDS = 3
_COLONS = (":", "\uff1a")

_TAG = r"\s{0,5}(?:\[[^\]]{0,60}\]\s{0,5})?"
_COUNT = r"\s{0,3}(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,2})?\s{0,3}[:\uff1a]"
_REPLY_SUBJECT = re.compile(_TAG + any_of(split([REPLY_PREFIXES])) + _COUNT)
_FORWARD_SUBJECT = re.compile(_TAG + any_of(split([FORWARD_PREFIXES])) + _COUNT)

_DASHES = r"[-_=\s*>#]"
_ORIGINAL = re.compile(
    rf"{_DASHES}{{2,80}}{any_of(words_of('original'))}[-_=\s*#:]{{2,80}}"
    rf"(?:(?<=[-_=]){any_of(words_of('sender'))}\s{{0,3}}:\s[^\n]{{1,250}})?"
)
"""Some mailers lose the line ends below it, so that the headers follow in its own line."""
_FORWARDED = re.compile(
    rf"(?:{_DASHES}{{2,80}}{any_of(words_of('forwarded'))}[^\n]{{0,120}}?[-_=\s*#:]{{0,80}}"
    rf"|[\s>*]{{0,9}}{any_of((*words_of('begins'), *words_of('forwarded')))}\s{{0,3}}[:\uff1a][\s*]{{0,9}})"
)
_BETWEEN_DASHES = re.compile(r"\s{0,9}[-=]{3,60}[^-=\n]{3,60}[-=]{3,60}\s{0,9}")
_GROUPWISE = re.compile(r"\s{0,3}>>>\s?\S.{2,160}\d{1,4}[./-]\d{1,2}[./-]\d{1,4}.{0,40}>>>\s{0,3}")
_NOTES = re.compile(r"\s{0,3}[^\W\d].{1,80}?\s?---?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[ T][\d:.]{4,8}.{0,9}---.{0,200}")

_CJK = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")
_VERBS = words_of("wrote")
_WROTE = re.compile(
    rf"(?<![^\W_]){any_of(verb for verb in _VERBS if not _CJK.match(verb))}(?![^\W_])"
    rf"|{any_of(verb for verb in _VERBS if _CJK.match(verb))}"
)
_OPENING = re.compile(rf"[\s*_\"-]{{0,40}}{any_of(words_of('opens'))}[\s,\d-]")
_DAY_FIRST = re.compile(r"[\s*_\"-]{0,40}(?:[^\W\d]{1,12}[.,]{0,2}\s{1,3}){0,2}\d")
"""A date, with the day of the week or the month in front or not."""
_NUMBERED_DAY = re.compile(r"(?<!\d)\d{1,2}\.$")
"""A day as some languages write it ("28."), which ends no sentence."""
_DATE = re.compile(r"\d{1,2}[./:\-\s,]|\d{4}|\d[年月日년월일]")
_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|[\u0660-\u0669]{4})(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)")
_TIME = re.compile(r"(?<!\d)\d{1,2}\s?[:.h\u6642\u65f6]\s?\d{2}(?!\d)")
_MAILBOX = re.compile(r"[<(\[]\s{0,3}(?:mailto:\s?)?[^<>()\[\]\s]{1,200}@[^<>()\[\]\s]{1,200}\s{0,3}[>)\]]|\[mailto:")
_BROKEN = 40
_UNCLOSED = re.compile(r"<[^<>\s]{1,100}@[^<>\s]{1,100}$")
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")
_BARE_AT_THE_END = re.compile(r"\s[^\s<>@]{1,100}@[^\s<>@]{1,100}:$")
_ROOM = 3
"""Characters behind a mailbox at the end: a colon, a mark of direction."""
_WROTE_DASHES = re.compile(r"\w\s?-{3,20}\s{0,5}$")

_SENDER, _SENT = frozenset(words_of("sender")), frozenset(words_of("sent"))
_TO, _SUBJECT = frozenset(words_of("to")), frozenset(words_of("subject"))
_HEADERS = _SENDER | _SENT | _TO | _SUBJECT | frozenset(words_of("copied"))
_DATED = frozenset(split(["date|datum|fecha|data|дата|dato|日期|日付|tarih|ημερομηνια|paivamaara|데이터|날짜"]))
"""Names of a date that people write, too, in lists of their own; mailers that use them name a mailbox beside it."""
_RAW = frozenset(
    {
        *("received", "return-path", "message-id", "mime-version", "content-type", "dkim-signature", "delivered-to"),
        *("authentication-results", "received-spf", "x-mailer", "via", "call-id", "cseq", "contact", "max-forwards"),
        *("content-length", "user-agent", "in-reply-to", "references", "content-transfer-encoding", "allow", "expires"),
    }
)
"""Headers that no mailer shows above an earlier mail: people paste them as evidence."""
_URI = ("sip:", "sips:", "tel:", "<sip", "h323:")
_FIELD = re.compile(
    r"[\s>*_|]{0,12}([^\W\d_][^:\uff1a*<>@\d]{0,26}?)\s{0,3}[*_]{0,2}\s{0,3}[:\uff1a]\s{0,3}[*_]{0,2}\s{0,9}(.{0,250})"
)
_RULE = re.compile(r"\s{0,9}(?:_{20,120}|-{25,120}|={25,120}|\u2500{20,120}|\u2014{15,120})\s{0,9}")


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
    sender: str = ""
    """Who wrote what follows, as it stands there: a name, a mailbox or both."""


@dataclass(frozen=True, slots=True)
class _Block:
    """From:, Sent:, To:, Subject: with their values, as mailers show them."""

    end: int
    sender: str


def is_reply_subject(subject: str) -> bool:
    """Return whether a subject begins like that of an answer."""
    return bool(_REPLY_SUBJECT.match(fold(subject[:LONGEST_LINE])))


def is_forward_subject(subject: str) -> bool:
    """Return whether a subject begins like that of a forwarded mail."""
    return bool(_FORWARD_SUBJECT.match(fold(subject[:LONGEST_LINE])))


def history_at(lines: Sequence[str], index: int) -> Introduction | None:
    """Return the separator or the block of headers that begins at a line, or None."""
    line = lines[index][:LONGEST_LINE]
    if not _may_begin_history(line):
        return None
    kind = _separator(line)
    if kind in {_Separator.FORWARDED, _Separator.ORIGINAL}:
        return _separated(lines, index, forwarded=kind is _Separator.FORWARDED)
    if kind is _Separator.OLD_MAILERS:
        return Introduction(index, index + 1, _joined(lines[index : index + 1]), explicit=True)
    named = kind is _Separator.UNKNOWN
    if named or kind is _Separator.RULE:
        below = _next_written(lines, index + 1)
        block = _block_at(lines, below, loosely=True)
        words = _joined(lines[below : block.end]) if block else ""
        return Introduction(index, block.end, words, explicit=named, sender=block.sender) if block else None
    block = _block_at(lines, index)
    return Introduction(index, block.end, _joined(lines[index : block.end]), sender=block.sender) if block else None


@lru_cache(maxsize=256)
def _may_begin_history(line: str) -> bool:
    """Return whether a line is a separator, or a header such as a mailer shows first."""
    if _separator(line) is not None:
        return True
    field = _field(line)
    return bool(field and field[0] in _HEADERS and field[1])


class _Separator(Enum):
    """The lines that mailers put above an earlier mail."""

    FORWARDED = 1
    ORIGINAL = 2
    OLD_MAILERS = 3
    """GroupWise's and Notes' own, which name who wrote and when."""
    UNKNOWN = 4
    """Words between dashes that no language here knows."""
    RULE = 5


@lru_cache(maxsize=256)
def _separator(line: str) -> _Separator | None:
    """Return what kind of separator a line is, None where it is none."""
    bare = line.strip()
    if not bare:
        return None
    if bare[0].isalnum() and not bare.endswith(_COLONS):
        return _Separator.OLD_MAILERS if "---" in bare and _NOTES.fullmatch(_folded(line)) else None
    folded = _folded(line)
    patterns = (
        (_FORWARDED, _Separator.FORWARDED),
        (_ORIGINAL, _Separator.ORIGINAL),
        (_GROUPWISE, _Separator.OLD_MAILERS),
        (_RULE, _Separator.RULE),
        (_BETWEEN_DASHES, _Separator.UNKNOWN),
    )
    return next((kind for pattern, kind in patterns if pattern.fullmatch(folded)), None)


def rejoined(lines: Sequence[str]) -> Sequence[str]:
    """Join `>:` to the line above where a mailer broke "Name <address>:" before its last sign."""
    for line in lines:
        if line[:1] == ">" and len(line) < _BROKEN and line.rstrip()[-1] in _COLONS:
            break
    else:
        return lines
    joined: list[str] = []
    for line in lines:
        broken = line.startswith(">") and len(line) < _BROKEN and line.rstrip().endswith(_COLONS)
        if broken and joined and _UNCLOSED.search(joined[-1][-LONGEST_LINE:]):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def with_indent_as_quote(lines: Sequence[str]) -> Sequence[str]:
    """Put `>` before the lines that Outlook for the Mac only indents, below its "On … wrote:".

    Answers stand between them without an indent, and would be taken for what was written earlier.
    """
    above = -1
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        if line.startswith(_INDENT) and above >= 0 and _introduces(lines, above):
            return [*lines[:index], *(f"> {one}" if one.startswith(_INDENT) else one for one in lines[index:])]
        above = index
    return lines


def _introduces(lines: Sequence[str], last: int) -> bool:
    """Return whether an exact "On … wrote:" that is not indented itself ends in a line."""
    if lines[last].startswith((" ", ">")) or not may_end_attribution(lines[last][:LONGEST_LINE]):
        return False
    for start in range(last, max(-1, last - _ATTRIBUTION_LINES), -1):
        found = attribution_at(lines, start)
        if found and found.end == last + 1:
            opening = _folded(lines[start][:LONGEST_LINE])
            return _is_exact(found.words) and bool(_OPENING.match(opening) or _DAY_FIRST.match(opening))
    return False


def begins_history(line: str) -> bool:
    """Return whether a line that begins like a quote is a separator all the same (GroupWise's)."""
    return bool(_GROUPWISE.fullmatch(line[:LONGEST_LINE]))


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
        if _ends_in_colon(line) or (_says_wrote(line) and _is_exact(words)):
            found = _is_attribution(_folded(words)) and not _begins_later(lines, index, end)
            return Introduction(index, end + 1, words) if found else None
        if not _may_wrap(lines[index][:LONGEST_LINE].strip()):
            return None
    return None


def may_end_attribution(line: str) -> bool:
    """Return whether an "On … wrote:" may end in a line."""
    return len(line) >= _SHORTEST and (_ends_in_colon(line.strip()) or _says_wrote(line.strip()))


@lru_cache(maxsize=256)
def ends_attribution(line: str) -> bool:
    """Return whether a line right above a quote says whose words they are."""
    line = _folded(line[:LONGEST_LINE]).rstrip(" *_")
    named = bool(_WROTE.search(line) or _MAILBOX.search(line))
    if line.endswith(_COLONS):
        return named
    # Some mailers write no colon: "2026/11/9 Name <address>", "---- Name wrote ----".
    return named and bool(_WROTE_DASHES.search(line) or (_DAY_FIRST.match(line) and line.endswith(">")))


@lru_cache(maxsize=256)
def _may_wrap(line: str) -> bool:
    """Return whether a line is surely the first of an "On … wrote:" that goes on below it.

    Else it would be taken together with the writer's own words above a short "Name wrote:".
    """
    folded = _folded(line)
    dated = bool(_YEAR.search(folded))
    opens = bool(_OPENING.match(folded)) and (dated or bool(_TIME.search(folded)))
    named = folded.endswith("<") or _MAILBOX.search(folded, 1) or _UNCLOSED.search(folded)
    sentence = folded.endswith((".", "!", "?")) and not _NUMBERED_DAY.search(folded)
    return opens or bool(dated and _DAY_FIRST.match(folded)) or (bool(named) and not sentence)


def _begins_later(lines: Sequence[str], index: int, end: int) -> bool:
    """Return whether the introduction begins below a line that ends a sentence: that line is the writer's own."""
    if not lines[index][:LONGEST_LINE].rstrip().endswith((".", "!", "?")):
        return False
    return any(
        _may_wrap(lines[below][:LONGEST_LINE].strip()) and attribution_at(lines, below) is not None
        for below in range(index + 1, end + 1)
    )


@lru_cache(maxsize=256)
def _ends_in_colon(line: str) -> bool:
    """Return whether a line ends like "On … wrote:", or with dashes in the colon's place."""
    folded = _folded(line).rstrip(" *_")
    return folded.endswith(_COLONS) or bool(_WROTE_DASHES.search(folded) and _WROTE.search(folded))


@lru_cache(maxsize=256)
def _says_wrote(line: str) -> bool:
    """Return whether the last word of a line is "wrote", with nothing behind it."""
    folded = _folded(line)
    return any(match.end() == len(folded) for match in _WROTE.finditer(folded))


def _is_exact(words: str) -> bool:
    return bool(_MAILBOX.search(words) and _YEAR.search(words) and _TIME.search(words))


def is_dated(introduction: Introduction) -> bool:
    """Return whether an attribution is so exact that no person wrote it by hand: a date and a mailbox or the time."""
    words = introduction.words
    return bool(_DATE.search(words)) and bool(_ADDRESS.search(words) or (_YEAR.search(words) and _TIME.search(words)))


def sets_off_history(line: str) -> bool:
    """Return whether a line is nothing but a rule, a short one too, that sets off what follows."""
    bare = line[:LONGEST_LINE].strip()
    return len(bare) > 2 and set(bare) <= {"-", "_", "=", "*", "\u2014", "\u2500"}  # noqa: PLR2004


def _is_attribution(words: str) -> bool:
    """Return whether folded words that end in a colon say who wrote what follows."""
    if _SERVER_SAID.search(words):
        return False
    if _WROTE.search(words):
        return bool(_DATE.search(words) or _MAILBOX.search(words))
    # Some languages have no verb there: "Mon, 9 Nov 2026 at 16:02, Name <address>:".
    ends = [match.end() for match in _MAILBOX.finditer(words)]
    at_the_end = bool(ends) and len(words) - ends[-1] <= _ROOM
    bare = bool(_BARE_AT_THE_END.search(words))
    return (at_the_end or bare) and bool(_YEAR.search(words) and _TIME.search(words))


@lru_cache(maxsize=256)
def _may_open(line: str) -> bool:
    """Return whether a line may be the first of an "On … wrote:"."""
    line = _folded(line)
    if len(line.strip()) < _SHORTEST or line.lstrip().startswith(">"):
        return False
    return bool(_OPENING.match(line) or _DAY_FIRST.match(line) or _MAILBOX.search(line) or _WROTE.search(line))


def _separated(lines: Sequence[str], index: int, *, forwarded: bool) -> Introduction:
    """Return a separator, with the block of headers or the "On … wrote:" below it."""
    below = _next_written(lines, index + 1)
    block = _block_at(lines, below, loosely=True, certain=True)
    if block:
        return Introduction(
            index, block.end, _joined(lines[index : block.end]), forwarded, explicit=True, sender=block.sender
        )
    said = attribution_at(lines, below) if below < len(lines) else None
    end = said.end if said else index + 1
    return Introduction(
        index, end, _joined(lines[index:end]), forwarded, explicit=True, sender=said.words if said else ""
    )


def _next_written(lines: Sequence[str], index: int) -> int:
    """Return the index of the next line that is not blank, two blank ones at most between."""
    for below in range(index, min(index + 3, len(lines))):
        if lines[below].strip():
            return below
    return min(index, len(lines))


def _block_at(lines: Sequence[str], index: int, *, loosely: bool = False, certain: bool = False) -> _Block | None:
    """Return the block of From:, Sent:, Subject: that begins at a line, or None.

    Below a mailer's own rule (`loosely`) the block may be in a language that is not known here; below words that
    say what follows (`certain`) it may be short.
    """
    first = _field(lines[index][:LONGEST_LINE]) if index < len(lines) else None
    if not first or not (loosely or (first[0] in _HEADERS and first[1])):
        return None
    found: list[tuple[str, str]] = []
    end = index
    for at in range(index, min(index + _BLOCK_LINES, len(lines))):
        line = lines[at][:LONGEST_LINE]
        field = _field(line)
        if field and field[0] in _SENDER and any(name in _SENDER for name, _ in found):
            break
        if field:
            found.append(field)
            end = at + 1
        elif line.startswith(">") and not lines[index].startswith(">"):
            break
        elif line.strip():
            # What is no header is a long list of recipients, or a mailbox, wrapped.
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}"[:LONGEST_LINE])
        elif not _goes_on(lines, at + 1, sent=any(name in _SENDER for name, _ in found)):
            break
    if any(name in _RAW or name.startswith("x-") or any(uri in value for uri in _URI) for name, value in found):
        return None
    whole = _is_block(found) or (loosely and _is_foreign_block(found)) or (certain and _is_begun(found))
    if not whole:
        return None
    named = [value for name, value in found if name in _SENDER] or [found[0][1]]
    return _Block(end, named[0])


def _goes_on(lines: Sequence[str], index: int, *, sent: bool) -> bool:
    """Return whether a block of headers goes on below an empty line, as it does where mailers made HTML to text.

    Where its sender was named above (`sent`), another one begins a block of its own.
    """
    field = _field(lines[index][:LONGEST_LINE]) if index < len(lines) else None
    return field is not None and field[0] in _HEADERS and not (sent and field[0] in _SENDER)


@lru_cache(maxsize=256)  # lines are looked at again for each From: above them
def _field(line: str) -> tuple[str, str] | None:
    """Return a line's name, folded, and its value, None where it is no field of a header."""
    match = _FIELD.match(line.lstrip("\u200e\u200f\u202a\u202b\u2066\u2067\u2068"))
    return (" ".join(fold(match[1]).split()), match[2].rstrip(" *_")) if match else None


@lru_cache(maxsize=256)  # a line is looked at as a separator, as an attribution and from the lines above it
def _folded(line: str) -> str:
    return fold(line)


def _is_block(fields: Sequence[tuple[str, str]]) -> bool:
    """Return whether fields are a mail's header; a person may write "From: … To: … Date: …" about a call."""
    names = {name for name, _ in fields}
    senders = [value for name, value in fields if name in _SENDER]
    if not senders or not any(char.isalpha() for char in senders[0]):
        return False
    mailbox = any("@" in value for _, value in fields)
    dated = {name for name, value in fields if name in _SENT and any(char.isdigit() for char in value)}
    titled, addressed = bool(names & _SUBJECT), bool(names & _TO)
    if fields[0][0] not in _SENDER:
        return bool(dated) and titled and addressed and "@" in senders[0]
    if mailbox:
        return (bool(dated) + titled + addressed) >= 2  # noqa: PLR2004  (of the three beside From)
    return titled and bool(dated - _DATED)


def _is_foreign_block(fields: Sequence[tuple[str, str]]) -> bool:
    """Return whether fields look like a header in any language: a mailbox, then a date."""
    if len(fields) < _FOREIGN_FIELDS or len({name for name, _ in fields}) < _FOREIGN_FIELDS:
        return False
    return bool(_MAILBOX.search(fields[0][1])) and any(char.isdigit() for char in fields[1][1])


def _is_begun(fields: Sequence[tuple[str, str]]) -> bool:
    names = {name for name, _ in fields}
    return bool(names & _SENDER) and len(names & _HEADERS) > 1


def _joined(lines: Sequence[str]) -> str:
    return " ".join(line[:LONGEST_LINE].strip() for line in lines)
