"""Words in which Slack sees no sign: on buttons, in forms, in what pages say. Pure."""

from __future__ import annotations

from typing import Any


def plain_text(text: str, most: int | None = None) -> dict[str, Any]:
    """Return words as plain text, where `most` characters fit; None where they are short enough."""
    said = text if most is None or len(text) <= most else f"{text[: most - 1]}…"
    return {"type": "plain_text", "text": said, "emoji": False}
