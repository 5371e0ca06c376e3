"""What the steps have found so far; each step returns a fuller copy."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deskbot.model.case import Action, Category, Finding, Match, Reason, Severity
from deskbot.model.message import Automatic, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The findings of the steps that have run; `decide` turns the last one into a Decision."""

    automatic: Automatic | None = None
    about: Category | None = None
    """What the message itself is about."""
    category: Category | None = None
    """What the ticket is about with it."""
    severity: Severity | None = None
    claimed: str = ""
    findings: tuple[Finding, ...] = ()
    """Diagnostics of the ticket as it stands with this message, one for each key."""
    fresh: tuple[str, ...] = ()
    """Keys that this message itself gave."""
    corrected: tuple[str, ...] = ()
    """Keys of facts that the ticket had, and that this message set right in plain words."""
    withheld: tuple[Finding, ...] = ()
    """What this message tells of the trouble while the ticket has that already; it counts where it got worse."""
    noted: tuple[tuple[str, str], ...] = ()
    claims: tuple[tuple[str, str], ...] = ()
    """Facts that this message speaks of as sent with it, and that did not come: key, and the words."""
    matches: tuple[Match, ...] = ()
    playbook: str | None = None
    solved: bool = False
    action: Action | None = None
    missing: tuple[str, ...] = ()
    """Required keys that the ticket still lacks."""
    questions: tuple[Question, ...] = ()
    answer: bool = True
    """Whether the sender gets an automatic answer at all."""
    hand_over: bool = False
    helped: bool | None = None
    confirmed: bool = False
    """The writer says yes to our question whether it is solved."""
    rating: int | None = None
    rating_words: str = ""
    only_rates: bool = False
    entitlement: str = ""
    topics: tuple[str, ...] = ()
    language: str = ""
    """ISO 639-1 code, empty where it is not plain."""
    unread: str = ""
    """The English name of a language in which no rule reads."""
    reasons: tuple[Reason, ...] = ()

    def because(self, rule: str, says: str, evidence: str = "") -> Assessment:
        """Return a copy with one more reason."""
        return replace(self, reasons=(*self.reasons, Reason(rule, says, evidence)))

    def has(self, key: str) -> bool:
        """Return whether the diagnostic is known."""
        return any(finding.key == key for finding in self.findings)
