"""Commands behind a slash, as chats write them: `/status T-1042`, and in groups `/status@deskbot T-1042`."""

from __future__ import annotations

import re

_SLASH = re.compile(r"/([A-Za-z]{1,32})(?:@(\w{1,64}))?(?=\s|$)", re.ASCII)
START = "start"
"""What Telegram sends when somebody opens a chat, with a code where they came by a link."""


def is_slashed(text: str) -> bool:
    """Return whether a message begins with a command behind a slash."""
    return _SLASH.match(text) is not None


def addressee(text: str) -> str:
    """Return whose command it is: the name behind the @, empty where it is anybody's, or is none."""
    found = _SLASH.match(text)
    return (found[2] or "") if found else ""


def unslashed(text: str) -> str:
    """Return a command without its slash: `/start CODE` links an account, as `link CODE` does."""
    found = _SLASH.match(text)
    if found is None:
        return text
    word, rest = found[1], text[found.end() :].strip()
    if word.lower() == START:
        word = "link" if rest else "help"
    return f"{word} {rest}".strip()
