"""Did it get worse? Then what fails now, and whom it hits, takes the place of what the ticket began with."""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case
from deskbot.triage.assessment import Assessment
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.steps import Step


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    earlier, withheld = case.earlier, {finding.key: finding for finding in assessment.withheld}
    if earlier is None or assessment.severity is None or not withheld or earlier.severity.at_least(assessment.severity):
        return assessment
    findings = tuple(withheld.get(finding.key, finding) for finding in assessment.findings)
    keys = ", ".join(sorted(withheld))
    return replace(assessment, findings=findings, withheld=()).because(
        "worse", f"it is {assessment.severity.value} now, no longer {earlier.severity.value}: {keys} as told now"
    )


STEP = Step("worse", 52, "Did it get worse?", _run)
