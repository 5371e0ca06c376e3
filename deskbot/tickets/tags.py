"""Words by which the desk finds its tickets again. Pure."""

from __future__ import annotations

import re

from deskbot.errors import DeskbotError

LONGEST = 40
"""Characters of a tag."""
MOST = 20
"""Tags of one ticket."""
_BETWEEN = re.compile(r"[\s,;]+")
_TAG = re.compile(r"[^\W_][\w.+/-]{0,39}")


def read_tags(text: str) -> tuple[str, ...]:
    """Read tags that stand apart by spaces or commas; a number sign in front of one is left out.

    Raises:
        DeskbotError: there is none, or one is no word.
    """
    words = [one.removeprefix("#").casefold() for one in _BETWEEN.split(text.strip()) if one]
    if not words:
        raise DeskbotError("write a word to tag it with")
    wrong = next((one for one in words if not _TAG.fullmatch(one)), None)
    if wrong is not None:
        raise DeskbotError(f'"{wrong[:LONGEST]}" is no tag: letters, digits and . + / - only, {LONGEST} at the most')
    return tuple(dict.fromkeys(words))
