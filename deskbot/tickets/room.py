"""What the thread below a ticket's card shows of what happens on the ticket. Pure; internal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deskbot.model.message import Outcome
from deskbot.model.ticket import Entry
from deskbot.tickets.excerpt import one_line
from deskbot.tickets.words import CHANNELS

KEPT_INSIDE = "Kept inside"
"""How a note says that its words were meant for the reseller, and why they did not go out."""
LONGEST = 3500
"""Characters of one message that are shown; the whole is on the ticket."""
LOCK = "\U0001f512"
ON_ITS_WAY = "\u2705 This is on its way to the reseller."
KEPT = f"{LOCK} This stays inside."
"""What is said of an agent's words in the thread itself: nobody shall have to guess who reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One entry of the timeline."""

    kind: Entry
    author: str
    """By name, where the desk knows one."""
    text: str
    verified: bool = True
    door: str = ""
    """The channel by which it came; empty where it came by none."""
    here: bool = False
    """Whether it was written in the room itself, where everybody reads it already."""
    files: Sequence[str] = ()


def line_of(happened: Happened) -> str:
    """Return what the thread says of it; empty for what the card says, or what is of no interest there."""
    said = _shortened(happened.text)
    files = f"\n[{', '.join(map(one_line, happened.files))}]" if happened.files else ""
    match happened.kind:
        case Entry.MESSAGE:
            door = f" by {CHANNELS.get(happened.door, happened.door)}" if happened.door else ""
            mark = "" if happened.verified else " (UNVERIFIED)"
            return f"{happened.author}{door}{mark}:\n{said}{files}"
        case Entry.REPLY:
            return ON_ITS_WAY if happened.here else f"{happened.author} answered the reseller:\n{said}{files}"
        case Entry.NOTE:
            return _noted(happened, f"{said}{files}")
        case Entry.STATE | Entry.PAGE | Entry.TASK | Entry.SLA:
            return said
        case Entry.DELIVERY:
            return "" if happened.text.endswith(f": {Outcome.SENT}") else said
        case Entry.DECISION:
            return ""


def _noted(happened: Happened, said: str) -> str:
    if happened.here:
        return "" if f"({KEPT_INSIDE}: " in happened.text else KEPT  # whoever wrote that is told more of it
    return said if happened.author == "deskbot" else f"{LOCK} {happened.author}: {said}"


def _shortened(text: str) -> str:
    text = text.strip()
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}… (the rest is on the ticket)"
