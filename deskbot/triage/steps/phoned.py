"""Was it phoned in? Who phones says by it that it is urgent, whatever else is known."""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case, Severity
from deskbot.model.phone import SPOKEN
from deskbot.triage.assessment import Assessment
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.steps import Step


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    severity = assessment.severity
    if case.message.channel != SPOKEN or case.earlier or severity is None or severity.at_least(Severity.S2):
        return assessment
    says = f"S2: the reseller phoned about it; by what is known of it, it would be {severity.value}"
    return replace(assessment, severity=Severity.S2).because("phoned-in", says)


STEP = Step("phoned", 51, "Was it phoned in?", _run)
