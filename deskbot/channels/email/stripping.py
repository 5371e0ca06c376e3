"""What the writer of a mail wrote anew. When in doubt nothing is cut: a ticket with too much in it is read, too."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from deskbot.channels.email.quoting import (
    LONGEST_LINE,
    Introduction,
    attribution_at,
    ends_attribution,
    history_at,
    is_dated,
    is_forward_subject,
    is_reply_subject,
)

MARKER = "## reply above this line ##"
"""Stands at the top of every letter of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What is known about a mail beside its text."""

    subject: str = ""
    answers: bool = False
    """True where its headers name an earlier mail."""
    ours: Collection[str] = ()
    """Our own addresses, in lower case."""
    sender: str = ""

    @property
    def forwards(self) -> bool:
        """Whether the subject is that of a forwarded mail."""
        return is_forward_subject(self.subject)

    @property
    def replies(self) -> bool:
        """Whether the mail answers another one."""
        return not self.forwards and (self.answers or is_reply_subject(self.subject))

    def knows(self, words: str) -> bool:
        """Whether an introduction names us or the writer: it is about a mail between the two."""
        words = words.casefold()
        return any(address and address in words for address in (*self.ours, self.sender.casefold()))

    def is_from_us(self, words: str) -> bool:
        """Whether the first mailbox that an introduction names is our own: we wrote what follows."""
        words = words.casefold()
        places = [place for place in (words.find(address) for address in self.ours if address) if place >= 0]
        return bool(places) and min(places) <= words.find("@")


def new_text(text: str, thread: Thread) -> str:
    """Return what the writer wrote anew: no quotes of earlier mails, but the body of a forwarded one.

    Signatures stay, as numbers to call back stand there; of answers between quoted lines the answers stay, with an
    empty line where a question was. Takes linear time.
    """
    lines = text.split("\n")
    above = _above_marker(lines)
    if above is not None:
        return _without_history(above, thread)
    kept = _without_history(lines, thread)
    return kept if kept or _is_all_ours(lines, thread) else text.strip("\n")


def _above_marker(lines: Sequence[str]) -> Sequence[str] | None:
    """Return the lines above our marker, None where it does not stand.

    Where mailers put `>` before what they quote, whoever answers below the marker is told from it by that, so that
    the lines below are kept and lose their quotes later.
    """
    for index, line in enumerate(lines):
        place = line.find(MARKER, 0, LONGEST_LINE)
        if place < 0:
            continue
        if line.lstrip().startswith(">") and any(_is_written(below) for below in lines[index + 1 :]):
            return None
        before = line[:place].strip(" >*_\t")
        return [*lines[:index], before] if before else _without_last_introduction(lines[:index])
    return None


def _without_last_introduction(lines: Sequence[str]) -> Sequence[str]:
    """Drop the "On … wrote:" or the block of headers that introduced the marker."""
    end = _last_written(lines)
    for start in range(max(0, end - 12), end):
        found = history_at(lines, start) or attribution_at(lines, start)
        if found and found.end >= end:
            return lines[: found.start]
    if end and ends_attribution(lines[end - 1]):
        return lines[: end - 1]
    return lines[:end]


def _last_written(lines: Sequence[str]) -> int:
    end = len(lines)
    while end and not lines[end - 1].strip(" >\t"):
        end -= 1
    return end


def _without_history(lines: Sequence[str], thread: Thread) -> str:
    """Return the text without the history below it and without the quotes in it."""
    end, forwarded = _end_of_new(lines, thread)
    kept = lines[:end] if thread.forwards else _without_quotes(lines[:end], thread)
    text = _tidy(kept)
    return "\n\n".join(part for part in (text, _tidy(forwarded)) if part)


def _end_of_new(lines: Sequence[str], thread: Thread) -> tuple[int, Sequence[str]]:
    """Return where the history begins, and the lines of a forwarded mail, which belong to the new text."""
    first = next((index for index, line in enumerate(lines) if _is_written(line)), len(lines))
    index = first
    while index < len(lines):
        if not _is_written(lines[index]):
            index += 1
            continue
        found = history_at(lines, index)
        if found and _is_passed_on(found, thread, leads=index == first):
            return index, lines[index:]
        if found and index > first and _is_history(found, thread):
            return index, ()
        found = found or attribution_at(lines, index)
        if found and index > first and _cuts(found, lines, thread):
            return index, ()
        index = found.end if found else index + 1
    return len(lines), ()


def _is_passed_on(found: Introduction, thread: Thread, *, leads: bool) -> bool:
    """Return whether what follows was forwarded to us, rather than being an earlier mail of this thread.

    A mail that has nothing above such a block was forwarded, too, whatever its subject says.
    """
    return not thread.is_from_us(found.words) and (found.forwarded or thread.forwards or leads)


def _is_history(found: Introduction, thread: Thread) -> bool:
    return found.explicit or thread.replies or thread.knows(found.words)


def _cuts(found: Introduction, lines: Sequence[str], thread: Thread) -> bool:
    """Return whether all below an "On … wrote:" goes, though no `>` stands before it."""
    below = found.end
    while below < len(lines) and not lines[below].strip():
        below += 1
    if below == len(lines) or lines[below].lstrip().startswith(">"):
        return False
    return thread.replies and is_dated(found)


def _without_quotes(lines: Sequence[str], thread: Thread) -> list[str]:
    """Drop lines that begin with `>`, and the lines that introduce them.

    In a mail that answers nothing they stay, unless something introduces them: they may be what a console printed.
    """
    kept: list[str] = []
    index = 0
    while index < len(lines):
        if not lines[index].lstrip().startswith(">"):
            kept.append(lines[index])
            index += 1
            continue
        end = _quote_end(lines, index)
        introduction = _introduction(kept[-_LOOK_BACK:])
        if introduction:
            del kept[-introduction:]
        if introduction or thread.replies:
            kept.append("")
        else:
            kept.extend(lines[index:end])
        index = end
    return kept


def _quote_end(lines: Sequence[str], index: int) -> int:
    while index < len(lines) and lines[index].lstrip().startswith(">"):
        index += 1
    return index


_LOOK_BACK = 8
_WRAPPED = 4


def _introduction(kept: Sequence[str]) -> int:
    """Return how many of the last lines introduce the quote below them, 0 where none does."""
    end = _last_written(kept)
    for start in range(max(0, end - _WRAPPED), end):
        found = attribution_at(kept, start)
        if found and found.end == end:
            return len(kept) - start
    return len(kept) - end + 1 if end and ends_attribution(kept[end - 1]) else 0


def _is_all_ours(lines: Sequence[str], thread: Thread) -> bool:
    """Return whether a mail certainly says nothing of its own: it begins by quoting what we wrote."""
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    found = attribution_at(lines, first) if first < len(lines) else None
    return found is not None and thread.is_from_us(found.words)


def _is_written(line: str) -> bool:
    """Return whether a line holds words that are not quoted."""
    bare = line.strip()
    return bool(bare) and not bare.startswith(">")


def _tidy(lines: Sequence[str]) -> str:
    """Return lines as text, with one empty line where there were more."""
    tidy: list[str] = []
    for line in lines:
        if line.strip() or (tidy and tidy[-1]):
            tidy.append(line.rstrip() if line.strip() else "")
    return "\n".join(tidy).strip("\n")
