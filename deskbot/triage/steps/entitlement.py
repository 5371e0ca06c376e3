"""Is the system in trouble entitled to support?"""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import ACTIVE, EXPIRED, Case, Category
from deskbot.triage.assessment import Assessment
from deskbot.triage.directory import system_of
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.steps import Step

WITHOUT = frozenset({Category.JUNK, Category.ENDUSER})


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    """Mark the ticket; the mark delays no page and stops nothing."""
    if assessment.about in WITHOUT:
        return assessment
    system = system_of(case, assessment.findings)
    if system is None or system.subscription_until is None:
        return assessment
    until = system.subscription_until
    if until < case.now.date():
        return replace(assessment, entitlement=EXPIRED).because(
            "entitlement-expired",
            f"the subscription of {system.host_id} ended on {until.isoformat()}: taken in, marked, and nothing waits",
        )
    return replace(assessment, entitlement=ACTIVE).because(
        "entitlement-active", f"the subscription of {system.host_id} runs until {until.isoformat()}"
    )


STEP = Step("entitlement", 58, "Is the system in trouble entitled to support?", _run)
