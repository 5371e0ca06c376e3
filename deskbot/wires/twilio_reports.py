"""What the carrier says of a text or a call of ours: in a post, or where it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from deskbot.model.page import Attempt

MACHINES = frozenset({"machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax"})
"""What picked up a call, where it was no person."""

STATES: Mapping[str, Attempt] = MappingProxyType(
    {
        "queued": Attempt.SENT,
        "accepted": Attempt.SENT,
        "scheduled": Attempt.SENT,
        "sending": Attempt.SENT,
        "sent": Attempt.SENT,
        "initiated": Attempt.SENT,
        "ringing": Attempt.RINGING,
        "in-progress": Attempt.DELIVERED,
        "answered": Attempt.DELIVERED,
        "delivered": Attempt.DELIVERED,
        "read": Attempt.DELIVERED,
        "undelivered": Attempt.FAILED,
        "failed": Attempt.FAILED,
        "busy": Attempt.FAILED,
        "no-answer": Attempt.FAILED,
        "canceled": Attempt.FAILED,
        # A call that has ended without a digit has reached nobody; one with a digit has closed its page already.
        "completed": Attempt.FAILED,
    }
)
"""The carrier's words for where a text or a call stands; a word that is not here says nothing."""
WAITING = frozenset({"queued", "accepted", "scheduled", "sending", "initiated"})
"""Those by which the carrier still has it."""


@dataclass(frozen=True, slots=True)
class CarrierReport:
    """Where a text or a call stands."""

    state: Attempt
    words: str
    """The carrier's: "undelivered 30003"."""
    code: int | None = None
    """Its number for what went wrong."""

    @property
    def is_last(self) -> bool:
        """Return whether a text has arrived, or never will: nothing that comes behind it counts."""
        return self.state in (Attempt.DELIVERED, Attempt.FAILED)

    @property
    def arrived(self) -> bool:
        """Return whether a text has arrived."""
        return self.state is Attempt.DELIVERED


def report_of(word: str, code: str) -> CarrierReport | None:
    """Return what is said by a word of the carrier's; None for one that says nothing.

    Args:
        word: for where it stands.
        code: the number for what went wrong; empty where nothing did.
    """
    if word not in STATES:
        return None
    return CarrierReport(
        STATES[word], f"{word} {code}".strip(), int(code) if code.isascii() and code.isdigit() else None
    )


def by_machine(answered_by: str) -> CarrierReport | None:
    """Return what a call has come to that a machine has picked up; None where none has."""
    return CarrierReport(Attempt.FAILED, f"picked up by {answered_by}") if answered_by in MACHINES else None


def report_in(form: Mapping[str, str]) -> CarrierReport | None:
    """Return what a post of the carrier's says of a text or a call; None where that is nothing."""
    return report_of(form.get("MessageStatus") or form.get("CallStatus", ""), form.get("ErrorCode", ""))
