"""Does somebody cry for help whom no rule can read?"""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case, Category
from deskbot.triage.assessment import Assessment
from deskbot.triage.cries import bare_cry
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.sentences import Sentence, read
from deskbot.triage.steps import Step
from deskbot.triage.symptoms import failures
from deskbot.triage.urgency import CRY


def _heard(case: Case, assessment: Assessment) -> Sentence | None:
    reading = read(case.message)
    if assessment.unread:
        return CRY.look(reading)
    # Where nothing can be read at all, the cry is all there is; on a ticket a number may be an answer.
    if assessment.language or failures(reading) or case.earlier is not None:
        return None
    return bare_cry(reading)


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    if assessment.about is Category.JUNK or assessment.severity is CRY.severity:
        return assessment
    heard = _heard(case, assessment)
    if heard is None:
        return assessment
    says = f"{CRY.severity.value}: {CRY.says}"
    return replace(assessment, severity=CRY.severity).because(CRY.name, says, heard.text[:200])


STEP = Step("cry", 55, "Does somebody cry for help whom no rule can read?", _run)
