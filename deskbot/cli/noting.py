"""What a command has done is noted in the audit, in one way."""

from __future__ import annotations

from deskbot.clock import SystemClock
from deskbot.engine.admitting import By
from deskbot.store import audit
from deskbot.store.database import Session

HERE = By("command line")
"""Who does what a command does, unless it asks in whose name."""


def note(session: Session, act: str, about: str, **told: object) -> None:
    """Note in the audit what a command has done; see `audit.note`."""
    audit.note(session, act, about, who=HERE.who, now=SystemClock().now(), data=told)
