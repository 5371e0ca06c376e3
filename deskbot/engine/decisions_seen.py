"""What triage decided on one message, and why, as somebody at the desk looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deskbot.store.tables import TimelineRow


@dataclass(frozen=True, slots=True)
class Why:
    """One thing that triage said of a message."""

    rule: str
    says: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known issue that a message may be about."""

    playbook: str
    title: str
    score: int
    """In percent."""
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionSeen:
    """What triage decided on one message, and why."""

    entry: int
    at: datetime
    says: str
    """Whether somebody was paged, and why."""
    category: str
    severity: str
    claimed: str
    writer: str
    """Why the writer is believed, or not."""
    reasons: tuple[Why, ...]
    matches: tuple[Candidate, ...]
    fresh: tuple[str, ...]
    missing: tuple[str, ...]


def decision_seen(row: TimelineRow) -> DecisionSeen:
    """Return a decision as the timeline keeps it."""
    data: Mapping[str, Any] = row.data
    return DecisionSeen(
        entry=row.id or 0,
        at=row.at,
        says=row.text,
        category=str(data.get("category", "")),
        severity=str(data.get("severity", "")),
        claimed=str(data.get("claimed") or ""),
        writer=str(data.get("writer") or ""),
        reasons=tuple(
            Why(str(one.get("rule", "")), str(one.get("says", "")), str(one.get("evidence", "")))
            for one in data.get("reasons", ())
        ),
        matches=tuple(
            Candidate(
                str(one.get("playbook", "")),
                str(one.get("title", "")),
                round(float(one.get("score", 0)) * 100),
                tuple(str(word) for word in one.get("words", ())),
            )
            for one in data.get("matches", ())
        ),
        fresh=tuple(str(one) for one in data.get("fresh", ())),
        missing=tuple(str(one) for one in data.get("missing", ())),
    )
