"""What else could the message be about?"""

from __future__ import annotations

from deskbot.model.case import Case, Category
from deskbot.triage.assessment import Assessment
from deskbot.triage.categories import ENOUGH, REQUESTS, vote
from deskbot.triage.credentials import read_without_credentials
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.steps import Step
from deskbot.triage.symptoms import failures_below

BROKEN = frozenset({Category.RMA, Category.LICENCE})
"""What is asked for because something fails: one sentence of that makes it no incident."""
NO_INCIDENT = frozenset({Category.INCIDENT, Category.SECURITY, Category.ENDUSER})
"""What is an incident already, or is for somebody else to look at."""


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    """Name the runner-up, for the person who reads the ticket; it changes nothing."""
    if assessment.about in (None, Category.JUNK) or any(one.rule == "category-second" for one in assessment.reasons):
        return assessment
    reading = read_without_credentials(case.message)
    votes = [vote(reading, category) for category in REQUESTS if category is not assessment.about]
    near = [one for one in votes if one.words and one.weight >= ENOUGH]
    if near:
        best = max(near, key=lambda one: one.weight)
        return assessment.because("category-second", f"or perhaps {best.category.value}", best.words)
    told = failures_below(reading)
    if len(told) > (assessment.about in BROKEN) and assessment.about not in NO_INCIDENT:
        return assessment.because("category-second", f"or perhaps {Category.INCIDENT.value}", told[0].text[:200])
    return assessment


STEP = Step("second", 22, "What else could the message be about?", _run)
