"""Where a writer's signature begins. Conservative: what may be content is not taken for a signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deskbot.channels.email.reading.folding import fold
from deskbot.channels.email.replies.signature_lines import (
    LONGEST_LOOKED_AT,
    ends_sentence,
    fold_line,
    is_closing,
    is_content,
    is_delimiter,
    is_device_line,
    is_item,
    is_legal,
    is_name_word,
    is_rule,
    reaches,
)

GAP = "\ufdd1"
"""Stands for a quote that was taken out: the line below it may answer it."""
LONGEST = 24
"""A signature has at most so many written lines, legal notices not counted."""
_LOOKED_AT = 80
"""Lines from the end that are looked at."""
_MOTTO_LINES = 2
_NAME_LINE = 140
_NAME_WORDS = 6
_NICKNAME = 3
"""Letters that a nickname has at least: "Ok" is no short form of Okafor."""
_FOOTER_LINES = 7
_LONG_RULE = 20
_LIST_WORDS = ("mailing list", "unsubscribe", "listinfo")
"""Of which one stands in a mailing list's footer."""
_IN_BRACKETS = re.compile(r"\([^()]{0,40}\)")
_WORD = re.compile(r"[^\W\d_]{1,40}")
_DASHED_NAME = re.compile(r"[-~/\u2013\u2014]{1,2}\s?(?:[^\W\d_][\w.'-]{0,20}\s?){1,3}")
_SHARED = frozenset({"support", "info", "service", "desk", "team", "help", "office", "sales", "the", "admin"})
"""Words in the names of mailboxes that several people read."""


def signature_start(lines: Sequence[str], name: str = "", address: str = "") -> int:
    """Return the index at which the signature begins, `len(lines)` where there is none that is certain.

    Args:
        lines: what somebody wrote anew, with `GAP` where a quote was taken out.
        name: what they are called.
        address: their mailbox.
    """
    start = _last_start(lines, name, address)
    above = _last_written(lines[:start])
    if start < len(lines) and GAP in lines[above:start]:
        # What stands below the quote is all signature, a list's footer say: the writer's own may stand above it.
        higher = _last_start(lines[:above], name, address)
        return higher if higher < above else start
    return start


def _last_start(lines: Sequence[str], name: str, address: str) -> int:
    """Return where the signature begins that stands at the very end."""
    end = _last_written(lines)
    if not end:
        return len(lines)
    first = next(index for index in range(len(lines)) if lines[index].strip() and lines[index] != GAP)
    lowest = max(0, end - _LOOKED_AT)
    legal = _legal_start(lines, lowest, end)
    own = _own_words(name, address)
    start = _block_start(lines, lowest, legal, own)
    if start == legal:
        start = _above_motto(lines, lowest, legal, own)
    if start == end:
        return len(lines)
    if start > first or (first == legal and GAP in lines[:first]):
        return _with_rule(lines, start, first)
    if _is_certain_alone(lines, start, end):
        return start
    return _lower_start(lines, first, legal, end)


def _list_footer(paragraph: Sequence[str]) -> int | None:
    """Return the line at which a mailing list's footer begins: its rule, and who is on the list and how one leaves."""
    for place in range(max(0, len(paragraph) - _FOOTER_LINES), len(paragraph)):
        if len(paragraph[place]) >= _LONG_RULE and is_rule(paragraph[place]):
            words = " ".join(paragraph[place + 1 :])
            return place if any(word in words for word in _LIST_WORDS) else None
    return None


def _lower_start(lines: Sequence[str], first: int, legal: int, end: int) -> int:
    """Return where a signature surely begins below the first line, in lines that might all be one ("Thanks!").

    A delimiter says so, and a mailer's advertisement, and legal notices do.
    """
    for index in range(first + 1, legal):
        line = lines[index][:LONGEST_LOOKED_AT]
        if is_device_line(fold_line(line)) or (
            is_delimiter(line) and any(char.isalnum() for below in lines[index + 1 : end] for char in below)
        ):
            return index
    return legal if first < legal < end else len(lines)


def _block_start(lines: Sequence[str], lowest: int, end: int, own: frozenset[str]) -> int:
    """Return where the signature above legal notices begins, `end` where none does.

    Goes up line by line as long as each may stand in a signature; the topmost that opens one counts.
    """
    start = end
    sure = False
    counted = 0
    below = ""
    for index in range(end - 1, lowest - 1, -1):
        line = lines[index][:LONGEST_LOOKED_AT]
        if not line.strip():
            continue
        if line == GAP:
            break
        if is_delimiter(line):
            below = ""
            start, sure = (index, True) if counted else (start, sure)
            continue
        counted += 1
        folded = fold_line(line)
        if counted > LONGEST:
            break
        if is_device_line(folded) or (is_closing(line, folded) and _may_follow_closing(below, own)):
            start, sure = index, True
        elif is_content(line, folded) and not (_is_dashed_name(line.strip()) and _is_own_only(folded, own)):
            if (
                line.rstrip().endswith((":", "\uff1a"))
                and not sure
                and any(one.strip() for one in lines[index + 1 : start])
            ):
                start = end  # a list, in which the writer's name stands, too
            break
        elif _opens_by_name(lines, index, folded, own):
            start = index
        below = line
    return start if start < end else _delimited(lines, lowest, end)


def _above_motto(lines: Sequence[str], lowest: int, end: int, own: frozenset[str]) -> int:
    """Return where a signature begins whose last lines read like content, an advertisement say; `end` where none does.

    It must have a closing formula, the writer's name and one more line, with the last lines right below it.
    """
    for bottom in range(end - 1, max(lowest, end - 1 - _MOTTO_LINES), -1):
        if GAP in lines[bottom - 1 : bottom + 1] or not lines[bottom - 1].strip():
            break
        start = _block_start(lines, lowest, bottom, own)
        top = [(line, fold_line(line)) for line in lines[start:bottom] if line.strip()]
        if len(top) > 2 and is_closing(*top[0]) and any(_is_own(word, own) for word in _WORD.findall(top[1][1])):  # noqa: PLR2004
            return start
    return end


def _may_follow_closing(line: str, own: frozenset[str]) -> bool:
    """Return whether a line, or the end, may stand right below a closing formula: a name, or how to reach somebody."""
    folded = fold_line(line)
    if not folded or is_rule(line) or is_device_line(folded) or is_closing(line, folded) or reaches(folded):
        return True
    words = _WORD.findall(folded)
    if any(_is_own(word, own) for word in words[:_NAME_WORDS]):
        return True
    named = _IN_BRACKETS.sub("", line).split()[:_NAME_WORDS]
    return all(is_name_word(word) or not any(char.isalnum() for char in word) for word in named)


def _delimited(lines: Sequence[str], lowest: int, end: int) -> int:
    """Return where "-- " stands with the space that only mailers write, whatever it is that follows."""
    filled = 0
    for index in range(end - 1, lowest - 1, -1):
        if lines[index] == "-- " and not _among_dashes(lines, index):
            return index if filled <= LONGEST and not _asks(lines[index + 1 : end]) else end
        filled += bool(lines[index].strip())
    return end


def _among_dashes(lines: Sequence[str], index: int) -> bool:
    """Return whether the lines around begin with dashes, too, as those of some programs do that build others."""
    near = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    return any(line.startswith("-- ") and line.strip() != "--" for line in near)


def _opens_by_name(lines: Sequence[str], index: int, folded: str, own: frozenset[str]) -> bool:
    """Return whether a line is the writer's name, alone or before how to reach them.

    Below a quote, or a question of the writer's own, a name may be the answer.
    """
    line = lines[index].strip()
    near = lines[index - 1].rstrip() if index else ""
    above = next((lines[place] for place in range(index - 1, max(-1, index - 4), -1) if lines[place].strip()), "")
    if above == GAP or above.rstrip().endswith((":", "\uff1a")) or near.endswith(("?", "\uff1f")):
        return False
    words = _WORD.findall(folded.strip(" ,.*_|~/-\u2022"))
    if not words or len(line) > _NAME_LINE or _tells(line, own):
        return False
    leading = [word for word in words[:3] if _is_own(word, own)]
    if len(leading) > 1 and len(words) <= _NAME_WORDS and not ends_sentence(line):
        return True
    if _is_own(words[0], own) and (len(leading) == len(words) or reaches(folded)):
        return True
    return _is_dashed_name(line) and not above.lstrip().startswith(line[0])


def _tells(line: str, own: frozenset[str]) -> bool:
    """Return whether a line goes on behind a name as a sentence does."""
    small = [word for word in _WORD.findall(_IN_BRACKETS.sub("", line)) if word.islower() and len(word) > 1]
    return sum(1 for word in small if fold(word) not in own) > 1 and not own.issuperset(map(fold, small[:1]))


def _is_dashed_name(line: str) -> bool:
    """Return whether a line is "- Name", as some sign."""
    bare = line.strip(" -~/\u2013\u2014")
    return bool(_DASHED_NAME.fullmatch(line)) and line[-1].isalpha() and is_name_word(bare.split()[0])


def _is_own_only(folded: str, own: frozenset[str]) -> bool:
    words = _WORD.findall(folded)
    return bool(words) and all(_is_own(word, own) for word in words)


def _is_own(word: str, own: frozenset[str]) -> bool:
    """Return whether a word is one of the writer's names, or what they are called for short."""
    return word in own or (len(word) >= _NICKNAME and any(one.startswith(word) for one in own))


def _own_words(name: str, address: str) -> frozenset[str]:
    """Return the words of a writer's name, and those of a mailbox that is named after them."""
    named, mailbox = (_WORD.findall(fold(text[:100])) for text in (name, address.partition("@")[0]))
    found = {*named, *mailbox} if not named or set(named) & set(mailbox) else set(named)
    return frozenset(word for word in found if len(word) > 1) - _SHARED


def _asks(lines: Sequence[str]) -> bool:
    return any(
        line.rstrip().endswith(("?", "\uff1f")) or (is_item(line) and line.strip()[0].isdigit()) for line in lines
    )


def _legal_start(lines: Sequence[str], lowest: int, end: int) -> int:
    """Return where legal notices and advertisements at the very end begin, `end` where there are none."""
    start = end
    index = end
    while index > lowest:
        bottom = index
        while index > lowest and lines[index - 1].strip() and lines[index - 1] != GAP:
            index -= 1
        paragraph = [fold_line(line) for line in lines[index:bottom]]
        footer = _list_footer(paragraph)
        if footer is not None:
            index = start = index + footer
            while index > lowest and not lines[index - 1].strip():
                index -= 1
            continue
        if not is_legal(" ".join(paragraph)) or not is_legal(" ".join(paragraph[:3])):
            break
        start = index
        while index > lowest and not lines[index - 1].strip():
            index -= 1
    return start


def _is_certain_alone(lines: Sequence[str], start: int, end: int) -> bool:
    """Return whether a mail that is nothing but a signature is certainly that."""
    if is_delimiter(lines[start]):
        return end - start > 1
    return all(is_device_line(fold_line(line)) or is_rule(line) for line in lines[start:end] if line.strip())


def _with_rule(lines: Sequence[str], start: int, first: int) -> int:
    """Take the delimiter or the rule right above a signature to it."""
    above = start - 1
    while above > first and not lines[above].strip():
        above -= 1
    return above if above > first and lines[above] != GAP and is_rule(lines[above]) else start


def _last_written(lines: Sequence[str]) -> int:
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1] == GAP):
        end -= 1
    return end
