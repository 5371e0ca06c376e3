"""Does an answer that tells nothing graver leave its ticket where it is?"""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case, Category
from deskbot.triage.assessment import Assessment
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.steps import Step

REQUESTS = frozenset({Category.RMA, Category.LICENCE, Category.ACCESS})
"""Tickets in whose answers a failure is expected: "both tests failed" is what we asked for."""


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    earlier, fired = case.earlier, {reason.rule for reason in assessment.reasons}
    if earlier is None or assessment.severity is None or earlier.severity.at_least(assessment.severity):
        return assessment
    tells_nothing = "category-otherwise" in fired or earlier.category in REQUESTS
    if "severity-default" not in fired or not tells_nothing:
        return assessment
    return replace(assessment, severity=earlier.severity).because(
        "severity-not-raised", f"nothing in it is graver than the ticket: it stays {earlier.severity.value}"
    )


STEP = Step("no-raise", 51, "Does an answer that tells nothing graver leave its ticket where it is?", _run)
