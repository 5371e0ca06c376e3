"""Who wrote the mail that somebody passes on in the text of theirs."""

from __future__ import annotations

import re

from deskbot.channels.email.replies.languages import any_of, fold, words_of
from deskbot.channels.email.replies.quoting import Introduction
from deskbot.channels.email.replies.stripping import Thread
from deskbot.model.message import Address

_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:]{1,64}@[^\s<>()\[\]\"',;:]{1,200}[^\s<>()\[\]\"',;:.]")
_IN_BRACKETS = re.compile(rf"(?:<\s?(?:mailto:\s?)?|\[\s?mailto:\s?)({_ADDRESS.pattern})", re.IGNORECASE)
AT_SIGNS = re.compile(r"[@\uff20\ufe6b]")
_CUT = 250
"""Characters of a field that are looked at; of a longer one the end, where the mailbox stands, is not known."""
_AROUND = " \t\xa0\"'*<>([:,;\u200e\u200f\u202a\u202b\u202c"
_BEFORE_NAME = re.compile(r".*\d(?:\s?[ap]\.?m\.?|\s?uhr|\s?h)?[\s,)]{0,3}", re.IGNORECASE)
"""The date of "On Mon, Nov 9, 2026 at 4:02 PM Name <address>", up to the name."""
_VERB = re.compile(rf"{any_of(words_of('wrote'))}(?![^\W_])\s*")
_LONGEST_NAME = 100


def forwarded_sender(passed_on: Introduction | None, thread: Thread) -> Address | None:
    """Return who wrote the mail that a text passes on, as far as it says; None where it passes on nothing.

    Args:
        passed_on: what introduces that mail in the text.
        thread: what is known about the mail that passes it on.
    """
    if passed_on is None or (thread.replies and not passed_on.forwarded):
        return None
    return _address(passed_on.sender)


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
