"""Whom of the staff the first words of a text name. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from deskbot.desk import Responder
from deskbot.desk.naming import named

MOST_WORDS = 5
"""Of a person's name."""
_AROUND = " \t\r\n\"'.,;:!-"


def person_in(staff: Mapping[str, Responder], words: str) -> tuple[str, str]:
    """Return the key of whom words name at their beginning, and the words behind the name; empty where nobody is.

    As a name is read everywhere (`desk.naming`); a "to" in front is none.

    Args:
        staff: by key.
        words: e.g. "ben", "to Ben Oyelowo: he knows the site".
    """
    parts = words.split()
    if len(parts) > 1 and parts[0].casefold() == "to" and "to" not in staff:
        parts = parts[1:]
    for length in range(min(MOST_WORDS, len(parts)), 0, -1):
        said = " ".join(parts[:length]).strip(_AROUND)
        if len(keys := named(said, staff)) == 1:
            return keys[0], " ".join(parts[length:]).strip(_AROUND)
    return "", ""
