"""What exactly is asked for?"""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case, Category
from deskbot.triage.assessment import Assessment
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.sentences import read
from deskbot.triage.steps import Step
from deskbot.triage.topics import topics_of


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    contact = case.writer.contact
    if assessment.about is Category.ACCESS and case.writer.proven and contact is not None and contact.trained is False:
        assessment = assessment.because(
            "training-not-attended",
            f"{contact.name} has not attended the introductory training: a reason that can be given",
        )
    if assessment.about is not Category.HOWTO:
        return assessment
    topics = topics_of(read(case.message))
    if not topics:
        return assessment
    return replace(assessment, topics=topics).because("topics", "it asks about this", ", ".join(topics))


STEP = Step("topics", 28, "What exactly is asked for?", _run)
