"""Plain text that was wrapped for the wire (RFC 3676), unwrapped."""

from __future__ import annotations

_SIGNATURE = "-- "
_MAX_QUOTES = 100


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Join the lines of a paragraph that the writer's mailer had wrapped, those of a quote with their own depth only.

    Args:
        text: the text as it was sent.
        delete_space: whether the space at the end of a wrapped line was put there for the wire (DelSp).
    """
    lines: list[str] = []
    held: list[str] = []
    held_depth = 0
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")  # a space put in front for the wire
        if held and (depth != held_depth or bare == _SIGNATURE):
            lines.append(_joined(held, held_depth))
        held_depth = depth
        if bare == _SIGNATURE:
            lines.append(_joined([bare], depth))
        elif bare.endswith(" "):
            held.append(bare[:-1] if delete_space else bare)
        else:
            held.append(bare)
            lines.append(_joined(held, depth))
    if held:
        lines.append(_joined(held, held_depth))
    return "\n".join(lines)


def _joined(held: list[str], depth: int) -> str:
    """Return the held pieces as one line, quoted as deep as they were, and hold nothing any more."""
    line = "".join(held)
    held.clear()
    return f"{'>' * min(depth, _MAX_QUOTES)} {line}" if depth else line
