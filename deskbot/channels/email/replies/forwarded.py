"""The mails that somebody passes on in the text of theirs, and who wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deskbot.channels.email.reading.folding import fold
from deskbot.channels.email.replies.languages import any_of, words_of
from deskbot.channels.email.replies.quoting import Introduction, begins_history, history_at
from deskbot.channels.email.replies.stripping import Thread, Written, signed
from deskbot.model.message import Address, Forwarded

_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:]{1,64}@[^\s<>()\[\]\"',;:]{1,200}[^\s<>()\[\]\"',;:.]")
_IN_BRACKETS = re.compile(rf"(?:<\s?(?:mailto:\s?)?|\[\s?mailto:\s?)({_ADDRESS.pattern})", re.IGNORECASE)
AT_SIGNS = re.compile(r"[@\uff20\ufe6b]")
_CUT = 250
"""Characters of a field that are looked at; of a longer one the end, where the mailbox stands, is not known."""
_AROUND = " \t\xa0\"'*<>([:,;\u200e\u200f\u202a\u202b\u202c"
_BEFORE_NAME = re.compile(r"^.*\d(?:\s?[ap]\.?m\.?|\s?uhr|\s?h)?[\s,)]{0,3}", re.IGNORECASE)
"""The date of "On Mon, Nov 9, 2026 at 4:02 PM Name <address>", up to the name."""
_VERB = re.compile(rf"{any_of(words_of('wrote'))}(?![^\W_])\s*")
_LONGEST_NAME = 100
_MOST_MAILS = 12
"""Mails within mails that are told apart."""
_DEEPEST_QUOTE = 4


def forwarded_sender(passed_on: Introduction | None, thread: Thread) -> Address | None:
    """Return who wrote the mail that a text passes on, as far as it says; None where it passes on nothing.

    Args:
        passed_on: what introduces that mail in the text.
        thread: what is known about the mail that passes it on.
    """
    if passed_on is None or (thread.replies and not passed_on.forwarded):
        return None
    return _address(passed_on.sender)


def forwarded_mails(new: Written, thread: Thread) -> tuple[Forwarded, ...]:
    """Return the mails that a text passes on, the newest first, without those that we wrote. Takes linear time.

    A mail that leads an answer, with nothing above it, is none: the answer may stand within it.
    """
    found = new.passed_on
    if found is None or (thread.replies and not found.forwarded and not new.own):
        return ()
    lines = _unquoted(new.below.split("\n"))
    return tuple(
        as_forwarded(body, _address(said.sender) if said else None)
        for said, body in _mails(lines)
        if not said or not thread.is_from_us(said.words)
    )


def as_forwarded(lines: Sequence[str], sender: Address | None) -> Forwarded:
    """Return the body of a mail that is passed on with its signature apart."""
    return Forwarded(*signed(lines, sender.name if sender else "", sender.address if sender else ""), sender)


def _mails(lines: Sequence[str]) -> Iterator[tuple[Introduction | None, Sequence[str]]]:
    """Yield what introduces each mail, and its body."""
    said = history_at(lines, 0)
    start = index = said.end if said else 0
    more = _MOST_MAILS - 1
    while index < len(lines) and more:
        found = history_at(lines, index) if lines[index].strip() else None
        if found:
            yield said, lines[start:index]
            said, start, more = found, found.end, more - 1
        index = found.end if found else index + 1
    yield said, lines[start:]


def _unquoted(lines: Sequence[str]) -> Sequence[str]:
    """Take off the `>` that some mailers put before the whole of a mail that is passed on."""
    for _ in range(_DEEPEST_QUOTE):
        if not lines[0].startswith(">") or begins_history(lines[0]):
            break
        lines = [line[1:].removeprefix(" ") if line.startswith(">") else line for line in lines]
    return lines


def _address(words: str) -> Address | None:
    """Return a mailbox as mailers show it: `Name <address>`, `Name [mailto:address]`, an address or a name alone."""
    match = _mailbox(words)
    before = words[: match.start()] if match else words
    before = re.sub(r"[\[<(]?\s?mailto:\s?$", "", before)
    name = before.strip(_AROUND)
    if any(char.isdigit() for char in name):
        name = _BEFORE_NAME.sub("", name, count=1).strip(_AROUND)
    verb = _VERB.match(fold(name))
    if verb and name.isascii():
        name = name[verb.end() :].strip(_AROUND)
    name = "" if AT_SIGNS.search(name) else name[:_LONGEST_NAME]
    if match:
        return Address(match[match.lastindex or 0], name)
    return Address("", name) if name else None


def _mailbox(words: str) -> re.Match[str] | None:
    """Return where the mailbox stands: in the last brackets, as whatever is in front of them is the name.

    Anybody can take somebody else's address for a name. Without brackets two addresses are none.
    """
    if len(words) >= _CUT:
        return None
    if bracketed := list(_IN_BRACKETS.finditer(words)):
        last = bracketed[-1]
        # Some mailers show it twice: `Name <address<mailto:address>>`.
        return next(one for one in bracketed if one[1].casefold() == last[1].casefold())
    found = list(_ADDRESS.finditer(words))
    return found[0] if len({one[0].casefold() for one in found}) == 1 else None
