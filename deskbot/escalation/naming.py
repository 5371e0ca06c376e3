"""Whom of the staff the first words of a text name. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from deskbot.desk import Responder

MOST_WORDS = 5
"""Of a person's name."""
_AROUND = " \t\r\n\"'.,;:!-"


def person_in(staff: Mapping[str, Responder], words: str) -> tuple[str, str]:
    """Return the key of whom words name at their beginning, and the words behind the name; empty where nobody is.

    A key, a full name, or a first name that only one person has; a "to" in front is no name.

    Args:
        staff: by key.
        words: e.g. "ben", "to Ben Oyelowo: he knows the site".
    """
    parts = words.split()
    if len(parts) > 1 and parts[0].casefold() == "to" and "to" not in staff:
        parts = parts[1:]
    for length in range(min(MOST_WORDS, len(parts)), 0, -1):
        said = " ".join(parts[:length]).strip(_AROUND).casefold()
        if key := _named(staff, said):
            return key, " ".join(parts[length:]).strip(_AROUND)
    return "", ""


def _named(staff: Mapping[str, Responder], said: str) -> str:
    if said in staff:
        return said
    for exactly in (str.casefold, lambda name: name.casefold().partition(" ")[0]):
        found = [key for key, person in staff.items() if exactly(person.name) == said]
        if len(found) == 1:
            return found[0]
    return ""
