"""Did its writer say by a command that the ticket is urgent? Then it is, whatever else is known."""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case, Severity
from deskbot.triage.assessment import Assessment
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.steps import Step


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    severity = assessment.severity
    if not case.message.urgent or not case.writer.proven or severity is None or severity.at_least(Severity.S2):
        return assessment
    says = f"S2: the reseller says outright that it is urgent; by its words it would be {severity.value}"
    return replace(assessment, severity=Severity.S2).because("asked-for", says)


STEP = Step("outright", 54, "Did its writer say by a command that it is urgent?", _run)
