"""Who wrote the mail that somebody passes on in the text of theirs."""

from __future__ import annotations

import re

from deskbot.channels.email.reading.folding import fold
from deskbot.channels.email.replies.languages import any_of, words_of
from deskbot.channels.email.replies.quoting import Introduction
from deskbot.channels.email.replies.stripping import Thread
from deskbot.model.message import Address

_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:]{1,64}@[^\s<>()\[\]\"',;:]{1,200}[^\s<>()\[\]\"',;:.]")
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
    match = _ADDRESS.search(words)
    before = words[: match.start()] if match else words
    before = re.sub(r"[\[<(]?\s?mailto:\s?$", "", before)
    name = before.strip(_AROUND)
    if any(char.isdigit() for char in name):
        name = _BEFORE_NAME.sub("", name, count=1).strip(_AROUND)
    verb = _VERB.match(fold(name))
    if verb and name.isascii():
        name = name[verb.end() :].strip(_AROUND)
    name = "" if "@" in name else name[:_LONGEST_NAME]
    if match:
        return Address(match[0], name)
    return Address("", name) if name else None
