"""When a carrier that has reported nothing is asked what has become of a page, and what its silence means. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskbot.model.page import Attempt, Medium

ASKED_AFTER = timedelta(seconds=60)
"""From the handing over to the first question."""
PAUSES = (timedelta(seconds=60), timedelta(minutes=5), timedelta(minutes=15))
"""From one question to the next, as a late answer still counts; after the last one nothing more is asked."""
TAKEN = (Attempt.SENT, Attempt.UNKNOWN, Attempt.RINGING, Attempt.DELIVERED)
"""A carrier has it, in these states."""


@dataclass(frozen=True, slots=True)
class Silence:
    """What a carrier's words, or their absence, mean for a notification that it has taken."""

    unknown: bool
    """Nobody knows what has become of it: the next medium is tried."""
    ask_again: datetime | None


def asked_at(medium: Medium, state: Attempt, sent_at: datetime, now: datetime) -> datetime | None:
    """Return when a carrier is asked about what it has taken; None where everything is known, or nothing can be."""
    if not medium.rings or state not in TAKEN or (medium is Medium.SMS and state is Attempt.DELIVERED):
        return None
    return max(sent_at + ASKED_AFTER, now)


def after_asking(medium: Medium, state: Attempt, *, waiting: bool, asked: int, now: datetime) -> Silence:
    """Return what follows from an answer that has not settled it.

    Args:
        medium: by which somebody was to be reached.
        state: where the notification stands, the carrier's answer included.
        waiting: the carrier says that it still has it, or says nothing at all.
        asked: how often it has been asked, this time included.
        now: the present moment.
    """
    if state.final or (medium is Medium.SMS and state is Attempt.DELIVERED):
        return Silence(unknown=False, ask_again=None)
    # A text that went on to the phone's network may never be reported, or only that it did not arrive.
    unknown = waiting and state in (Attempt.SENT, Attempt.UNKNOWN)
    again = now + PAUSES[asked - 1] if asked <= len(PAUSES) else None
    return Silence(unknown=unknown, ask_again=again)
