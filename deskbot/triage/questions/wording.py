"""How a language asks for a file that was spoken of and did not come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language asks: for something of a kind, for one file by its name, for several, and shortly."""

    kind: str
    one: str
    several: str
    short: str
    things: tuple[str, str, str, str, str]
    """With its article: picture, recording, trace, log, and any file."""
