"""The contract of a step: one question about a case, one file beside this one.

A step's file offers `STEP`. Steps run by `place` (10, 20, …; gaps are for newcomers); each reads the case and
what was found so far, and returns a fuller assessment. A rule that was looked at and did not fire
may say so too: misses explain as much as hits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deskbot.model.case import Case
from deskbot.triage.assessment import Assessment
from deskbot.triage.playbooks import PlaybookSet


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the pipeline."""

    name: str
    place: int
    description: str
    run: Callable[[Case, Assessment, PlaybookSet], Assessment]
