"""Plain text that was wrapped for the wire (RFC 3676), unwrapped."""

from __future__ import annotations

_SIGNATURE = "-- "


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Join the lines of a paragraph that the writer's mailer had wrapped; quotes keep their lines."""
    lines: list[str] = []
    held: list[str] = []
    for line in text.split("\n"):
        if line.startswith(">"):
            lines.extend(_joined(held))
            lines.append(line)
            continue
        line = line.removeprefix(" ")  # noqa: PLW2901  (a space put in front for the wire)
        if line == _SIGNATURE:
            lines.extend(_joined(held))
            lines.append(line)
        elif line.endswith(" "):
            held.append(line[:-1] if delete_space else line)
        else:
            held.append(line)
            lines.extend(_joined(held))
    lines.extend(_joined(held))
    return "\n".join(lines)


def _joined(held: list[str]) -> list[str]:
    """Return the held pieces as one line, or none, and hold nothing any more."""
    if not held:
        return []
    line = "".join(held)
    held.clear()
    return [line]
