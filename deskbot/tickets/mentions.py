"""Whom of the desk a note calls by name: "@ana, can you look?". Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

_CALL = re.compile(r"(?<![\w@./-])@([A-Za-z0-9][\w.-]{0,60})")


def mentioned(text: str, staff: Collection[str]) -> tuple[str, ...]:
    """Return the keys of the staff who are called in a text, in their order; an address of mail calls nobody."""
    keys = {key.casefold(): key for key in staff}
    called = (keys.get(one.casefold().rstrip(".-_")) or keys.get(one.casefold()) for one in _CALL.findall(text))
    return tuple(dict.fromkeys(key for key in called if key))
