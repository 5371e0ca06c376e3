"""The files that came with a message, as the carrier's webhook tells of them; they lie at the carrier."""

from __future__ import annotations

import mimetypes
from typing import Any

from deskbot.model.message import Attachment
from deskbot.wires.told import text_in

MOST_FILES = 10
"""The carrier takes no more with one message."""


def files_in(told: dict[str, Any]) -> tuple[Attachment, ...]:
    """Return the files that a stored webhook names."""
    count = text_in(told, "NumMedia")
    places = range(min(int(count), MOST_FILES)) if count.isascii() and count.isdigit() else ()
    return tuple(
        Attachment(_named(place + 1, kind := text_in(told, f"MediaContentType{place}")), kind, 0, "", source=address)
        for place in places
        if (address := text_in(told, f"MediaUrl{place}"))
    )


def _named(place: int, kind: str) -> str:
    """Return a name for a file that has none."""
    what = {"image": "picture", "audio": "sound", "video": "video"}.get(kind.partition("/")[0], "file")
    return f"{what}-{place}{mimetypes.guess_extension(kind) or ''}"
