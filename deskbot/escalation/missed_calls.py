"""What the desk is told of callers who have gone, of whom there is neither a ticket nor a message. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Gone:
    """A call of which there is neither a ticket nor a message."""

    began: datetime
    """In the desk's zone, as its end."""
    ended: datetime
    later: bool = False
    """We did not hear of it as it happened; the carrier has told of it afterwards."""


def missed_calls(gone: Sequence[Gone]) -> str:
    """Return what the desk is told of several calls from withheld numbers: when each of them was."""
    each = "\n".join(f"- at {one.began:%d %B %H:%M:%S}, gone at {one.ended:%H:%M:%S}" for one in gone)
    return (
        f"These callers phoned the Service Desk:\n\n{each}\n\n"
        "They had named no open ticket, and no messages of theirs have arrived. Nobody was paged: they can only phone "
        "again, as their numbers are withheld.\n"
    )


def missed_call(who: str, gone: Gone, *, number_known: bool = True) -> str:
    """Return what the desk is told of a caller of whom there is neither a ticket nor a message.

    Args:
        who: the caller.
        gone: when they phoned.
        number_known: whether they can be called back.
    """
    began, ended = gone.began, gone.ended
    if gone.later:
        why = "We did not hear of it, or not of its end, as it happened: deskbot or its database was away, or the "
        why += "carrier's report went astray. The carrier was asked for it afterwards."
        then = "Please call back." if number_known else "They can only phone again, as their number is withheld."
        then += " If the carrier put them through to the number's fallback, somebody has talked to them already."
        when = f"at {began:%d %B %H:%M:%S}, and was gone at {ended:%H:%M:%S}"
        return f"{who} phoned the Service Desk {when}.\n\n{why}\nNobody was paged. {then}\n"
    then = "please call back" if number_known else "they can only phone again, as their number is withheld"
    return (
        f"{who} phoned the Service Desk at {began:%H:%M:%S}, and was gone at {ended:%H:%M:%S}.\n\n"
        f"They had named no open ticket, and no message of theirs has arrived. Nobody was paged: {then}.\n"
    )
