"""What the writer of a mail wrote anew. When in doubt nothing is cut: a ticket with too much in it is read, too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from deskbot.channels.email.reading.folding import fold
from deskbot.channels.email.replies.languages import any_of, words_of
from deskbot.channels.email.replies.quoting import (
    LONGEST_LINE,
    Introduction,
    attribution_at,
    begins_history,
    ends_attribution,
    history_at,
    is_dated,
    is_forward_subject,
    is_reply_subject,
    may_end_attribution,
    rejoined,
    sets_off_history,
    with_indent_as_quote,
)
from deskbot.channels.email.replies.signatures import GAP, signature_start
from deskbot.model.message import MARKER


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What is known about a mail beside its text."""

    subject: str = ""
    answers: bool = False
    """True where its headers name an earlier mail."""
    ours: Collection[str] = ()
    """Our own addresses, in lower case."""
    sender: str = ""
    """The writer's mailbox."""
    name: str = ""
    """What the writer is called."""
    forwards: bool = field(init=False)
    """Whether the subject is that of a forwarded mail."""
    replies: bool = field(init=False)
    """Whether the mail answers another one."""

    def __post_init__(self) -> None:
        """Judge the subject once; it is asked for at each line."""
        forwards = is_forward_subject(self.subject)
        object.__setattr__(self, "forwards", forwards)
        object.__setattr__(self, "replies", not forwards and (self.answers or is_reply_subject(self.subject)))

    def names_us(self, words: str) -> bool:
        """Whether an introduction names us."""
        words = words.casefold()
        return any(address and address in words for address in self.ours)

    def knows(self, words: str) -> bool:
        """Whether an introduction names us or the writer: it is about a mail between the two."""
        return self.names_us(words) or (bool(self.sender) and self.sender.casefold() in words.casefold())

    def is_from_us(self, words: str) -> bool:
        """Whether the first mailbox that an introduction names is our own: we wrote what follows."""
        words = words.casefold()
        places = [place for place in (words.find(address) for address in self.ours if address) if place >= 0]
        return bool(places) and min(places) <= words.find("@")


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote anew."""

    reply: str
    """Their words, and the body of a mail that they pass on."""
    signature: str = ""
    """Their signature, without the line that sets it off."""
    passed_on: Introduction | None = None
    """What introduces the mail that they pass on."""
    own: str = ""
    """Their own words alone."""
    below: str = ""
    """The mail that they pass on, its introduction included."""


def written(text: str, thread: Thread) -> Written:
    """Return what the writer wrote anew, and their signature apart. Takes linear time.

    Of answers between quoted lines the answers stay, with an empty line where a question was.
    """
    lines = text.split("\n")
    own, below, found = _new_lines(lines, thread)
    said, signature = signed(own, thread.name, thread.sender)
    passed = _tidy(below)
    reply = _parted(said, passed)
    if not reply and not signature and not _is_all_ours(lines, thread):
        return Written(text.strip("\n"))
    return Written(reply, signature, found, said, passed)


def signed(lines: Sequence[str], name: str, address: str) -> tuple[str, str]:
    """Return what lines say and, apart, the signature below it, without the line that sets it off."""
    start = signature_start(lines, name, address)
    return _tidy(lines[:start]), _tidy(_without_delimiter(lines[start:]))


def new_text(text: str, thread: Thread) -> str:
    """Return what the writer wrote anew with their signature where it stood. Takes linear time."""
    lines = text.split("\n")
    own, below, _ = _new_lines(lines, thread)
    kept = _parted(_tidy(own), _tidy(below))
    return kept if kept or _is_all_ours(lines, thread) else text.strip("\n")


def _new_lines(lines: Sequence[str], thread: Thread) -> tuple[Sequence[str], Sequence[str], Introduction | None]:
    """Return the writer's own lines, those of a mail that they pass on, and what introduces it."""
    lines = with_indent_as_quote(rejoined(lines))
    above = _above_marker(lines)
    return _without_history(lines if above is None else above, thread)


def _parted(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def _without_delimiter(lines: Sequence[str]) -> Sequence[str]:
    """Drop the lines at the top that only set the signature off."""
    top = next((index for index, line in enumerate(lines) if any(char.isalnum() for char in line)), 0)
    return lines[top:]


def _above_marker(lines: Sequence[str]) -> Sequence[str] | None:
    """Return the lines above our marker, None where it does not stand.

    Where mailers put `>` before what they quote, whoever answers below the marker is told from it by that, so that
    the lines below are kept and lose their quotes later. A sentence that speaks of the marker is not the marker.
    """
    for index, line in enumerate(lines):
        if "##" not in line or (place := _marker_in(line)) < 0:
            continue
        if line.lstrip().startswith(">") and any(_is_written(below) for below in lines[index + 1 :]):
            return None
        before = line[:place].strip(_AROUND_MARKER)
        return _without_last_introduction([*lines[:index], before] if before else lines[:index])
    return None


_AROUND_MARKER = " >*_|\t\xa0\u200b\u200e\u200f\u202a\u202b\u202c"


def _marker_in(line: str) -> int:
    """Return where our marker stands in a line: alone, or behind the words that introduce it; -1 if nowhere."""
    if "##" not in line[:LONGEST_LINE]:
        return -1
    plain = line[:LONGEST_LINE].replace("\xa0", " ").lower()
    place = plain.find(MARKER)
    if place < 0:
        return -1
    before = plain[:place].strip(_AROUND_MARKER)
    alone = not before and not plain[place + len(MARKER) :].strip(_AROUND_MARKER)
    return place if alone or not before or before.endswith((":", "\uff1a")) else -1


def _without_last_introduction(lines: Sequence[str]) -> Sequence[str]:
    """Drop the "On … wrote:" or the block of headers that introduced the marker."""
    end = _end_of_unquoted(lines)
    for start in range(max(0, end - 12), end):
        found = history_at(lines, start) or attribution_at(lines, start)
        if found and found.end >= end:
            return lines[: found.start]
    if end and ends_attribution(lines[end - 1]):
        return lines[: end - 1]
    return lines[:end]


def _end_of_unquoted(lines: Sequence[str]) -> int:
    end = len(lines)
    while end and not lines[end - 1].strip(" >\t"):
        end -= 1
    return end


def _without_history(lines: Sequence[str], thread: Thread) -> tuple[Sequence[str], Sequence[str], Introduction | None]:
    """Return the lines without the history below them and without the quotes in them, and a mail passed on."""
    end, forwarded = _end_of_new(lines, thread)
    own, below = lines[:end], lines[end:] if forwarded else ()
    if forwarded and thread.replies and not forwarded.forwarded and any(map(_is_written, own)):
        below = lines[end : _end_of_announced(lines, forwarded.end, thread)]
    if end < len(lines) and not forwarded:
        own = _without_rule(own)
    if not thread.forwards:
        own = _without_quotes(own, thread)
    return own, below, forwarded


def _end_of_announced(lines: Sequence[str], start: int, thread: Thread) -> int:
    """Return where, below a stranger's mail within an answer, the history of this thread begins."""
    for index in range(start, len(lines)):
        found = (history_at(lines, index) or attribution_at(lines, index)) if _is_written(lines[index]) else None
        if found and thread.knows(found.words):
            return index
    return len(lines)


def _without_rule(lines: Sequence[str]) -> Sequence[str]:
    """Drop the rules and empty lines at the end that set off what was cut below them."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or sets_off_history(lines[end - 1])):
        end -= 1
    return lines[:end]


def _end_of_new(lines: Sequence[str], thread: Thread) -> tuple[int, Introduction | None]:
    """Return where the history begins, and what introduces it where it is a forwarded mail: that is new text."""
    first = next((index for index, line in enumerate(lines) if _is_written(line)), len(lines))
    index = first
    while index < len(lines):
        if not _is_written(lines[index]):
            if not thread.replies and (found := _passed_on_in_quote(lines, index, thread)):
                return index, found
            index += 1
            continue
        found = history_at(lines, index)
        if found and _is_passed_on(found, thread, leads=index == first):
            return index, found
        if found and _is_announced(found, lines[first:index], thread):
            return index, found
        if found and (index > first or thread.is_from_us(found.words)) and _is_history(found, thread):
            return index, None
        found = found or attribution_at(lines, index)
        if found and index > first and _cuts(found, lines, thread):
            return index, None
        index = found.end if found else index + 1
    return len(lines), None


def _passed_on_in_quote(lines: Sequence[str], index: int, thread: Thread) -> Introduction | None:
    """Return what says, at the top of a quote, that the quote is a mail passed on, as Apple's mailer puts it."""
    quoted = lines[index].startswith(">")
    if not quoted or (index and lines[index - 1].startswith(">")):
        return None
    top = [line.lstrip("> \t") for line in lines[index : index + _TOP]]
    found = history_at(top, 0)
    return found if found and found.forwarded and not thread.is_from_us(found.words) else None


_TOP = 20


def _is_passed_on(found: Introduction, thread: Thread, *, leads: bool) -> bool:
    """Return whether what follows was forwarded to us, rather than being an earlier mail of this thread.

    A mail that has nothing above such a block was forwarded, too, whatever its subject says.
    """
    return not thread.is_from_us(found.words) and (found.forwarded or thread.forwards or leads)


_ANNOUNCES = re.compile(rf"(?<![^\W_]){any_of(words_of('announces'))}(?![^\W_])")


def _is_announced(found: Introduction, above: Sequence[str], thread: Thread) -> bool:
    """Return whether the writer says, in the last line of their answer above, that somebody else's mail follows.

    A mail to us or from us, and one of the writer's own, is the history of this thread whatever they say.
    """
    own = bool(thread.sender) and thread.sender.casefold() in found.sender.casefold()
    if not thread.replies or own or thread.names_us(found.words):
        return False
    said = above[: signature_start(above, thread.name, thread.sender)]
    told = (line[:LONGEST_LINE].strip() for line in reversed(said) if line.strip() and not sets_off_history(line))
    last = next(told, "")
    return not last.startswith(">") and (last.endswith((":", "\uff1a")) or bool(_ANNOUNCES.search(fold(last))))


def _is_history(found: Introduction, thread: Thread) -> bool:
    """Return whether an earlier mail of this thread follows.

    In a mail that answers nothing, a stranger's mail below a separator is what the writer wants us to read.
    """
    return thread.replies or thread.knows(found.words) or (found.explicit and "@" not in found.words)


def _cuts(found: Introduction, lines: Sequence[str], thread: Thread) -> bool:
    """Return whether all below an "On … wrote:" goes, though no `>` stands before it."""
    below = found.end
    while below < len(lines) and not lines[below].strip():
        below += 1
    if below < len(lines) and lines[below].lstrip().startswith(">"):
        return False
    return thread.is_from_us(found.words) or (is_dated(found) and (thread.replies or thread.knows(found.words)))


def _without_quotes(lines: Sequence[str], thread: Thread) -> list[str]:
    """Put `GAP` in the place of lines that begin with `>`, and of the lines that introduce them.

    In a mail that answers nothing they stay, unless something introduces them: they may be what a console printed.
    """
    kept: list[str] = []
    quotes = False
    once: bool | None = None
    replies = thread.replies
    for index, end in _runs_of_quotes(lines, kept):
        introduction = _introduction(kept)
        if introduction:
            del kept[-introduction:]
        # An empty line in a quote's place says nothing.
        alone = end == index + 1 and not lines[index].strip("> \t")
        quotes = quotes or bool(introduction) or (not alone and _introduces_itself(lines, index, end))
        if not quotes and replies and once is None:
            once = _quotes_once(lines)
        if quotes or (replies and not (once and _is_shown(kept))):
            kept.append(GAP)
        else:
            kept.extend(lines[index:end])
    return kept


def _runs_of_quotes(lines: Sequence[str], kept: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each run of quoted lines begins and ends, and put the lines before it into `kept`."""
    quoted = [line.lstrip()[:1] == ">" for line in lines]
    left = quoted.count(True)
    quoted.append(False)
    end = 0
    while left:
        start = quoted.index(True, end)
        kept.extend(lines[end:start])
        end = quoted.index(False, start)
        left -= end - start
        yield start, end
    kept.extend(lines[end:])


def _introduces_itself(lines: Sequence[str], start: int, end: int) -> bool:
    """Return whether "On … wrote:" or a block of headers stands within a quote, as Apple's mailer puts it."""
    top = [line.lstrip("> \t") for line in lines[start : min(end, start + _LOOK_BACK)]]
    return any(
        attribution_at(top, place) or history_at(top, place) for place in range(min(len(top), 3)) if top[place].strip()
    )


def _is_shown(kept: Sequence[str]) -> bool:
    """Return whether the writer says, with a colon, that they show the lines below: what a console printed, say."""
    above = next((line for line in reversed(kept[-_LOOK_BACK:]) if line.strip()), "")
    return above.rstrip().endswith((":", "\uff1a"))


def _quotes_once(lines: Sequence[str]) -> bool:
    """Return whether lines that begin with `>`, and that nobody introduces, stand in one place only.

    Answers between quotes have several such places.
    """
    runs = 0
    above = ""
    for line in lines:
        bare = line.lstrip()
        if bare.startswith(">") and not above.lstrip().startswith(">") and not ends_attribution(above[:LONGEST_LINE]):
            runs += 1
            if runs > 1:
                return False
        above = line if bare else above
    return runs == 1


_LOOK_BACK = 8
_WRAPPED = 4


def _introduction(kept: Sequence[str]) -> int:
    """Return how many of the last lines introduce the quote below them, 0 where none does."""
    end = len(kept)
    lowest = max(0, end - _LOOK_BACK)
    while end > lowest and not kept[end - 1].strip(" >\t"):
        end -= 1
    if end == lowest:
        return 0
    last = kept[end - 1][:LONGEST_LINE]
    for start in range(max(lowest, end - _WRAPPED), end) if may_end_attribution(last) else ():
        found = attribution_at(kept, start)
        if found and found.end == end:
            return len(kept) - start
    return len(kept) - end + 1 if ends_attribution(last) else 0


def _is_all_ours(lines: Sequence[str], thread: Thread) -> bool:
    """Return whether a mail certainly says nothing of its own: it begins by quoting what we wrote."""
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if first == len(lines):
        return False
    found = attribution_at(lines, first) or history_at(lines, first)
    return found is not None and thread.is_from_us(found.words)


def _is_written(line: str) -> bool:
    """Return whether a line holds words that are not quoted."""
    bare = line.lstrip()
    return bool(bare) and (bare[0] != ">" or (bare.startswith(">>>") and begins_history(line)))


def _tidy(lines: Sequence[str]) -> str:
    """Return lines as text, with one empty line where there were more."""
    tidy: list[str] = []
    for line in lines:
        bare = "" if line == GAP else line.rstrip()
        if bare or (tidy and tidy[-1]):
            tidy.append(bare)
    return "\n".join(tidy).strip("\n")
