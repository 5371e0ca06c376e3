"""What does the writer say of our help?"""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case, Category
from deskbot.triage.assessment import Assessment
from deskbot.triage.feedback import not_solved, plain_thanks, rating_of, yes_or_no
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.steps import Step
from deskbot.triage.task_answers import beside_task_answers


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    """Read the answers to "did this solve it?" and "is it solved for you?", and a rating; each only where asked for."""
    case = beside_task_answers(case)
    earlier = case.earlier
    if earlier is None or case.message.automatic is not None:
        return assessment
    if earlier.resolved and not earlier.rating_asked and assessment.about is Category.STATUS:
        thanks = plain_thanks(case.message)
        if thanks and yes_or_no(case.message, 0) is None:
            says = "plain thanks do not open the ticket again"
            return replace(assessment, only_rates=True).because("only-thanked", says, thanks[:100])
    if not case.writer.proven:
        return _not_theirs(case, assessment) if earlier.rating_asked else assessment
    if earlier.rating_asked:
        assessment = _rated(case, assessment)
    if earlier.solved_asked and not assessment.only_rates and yes_or_no(case.message, 0):
        says = "the writer says yes to our question whether it is solved"
        assessment = replace(assessment, confirmed=True).because("solved-answered", says, case.message.reply[:100])
    if earlier.advised and not assessment.only_rates:
        # As with every answer, a number that the newest letter does not have may be one of an earlier letter.
        helped = yes_or_no(case.message, max(map(len, earlier.letters), default=0))
        if earlier.resolved and not helped:
            # "No, thanks" says nothing against what is over, and "the echo is back" does without a no.
            helped = False if not_solved(case.message) else None
        if helped is not None:
            says = f"the writer says that {earlier.advised} {'solved' if helped else 'did not solve'} it"
            assessment = replace(assessment, helped=helped).because("advice-answered", says, case.message.reply[:100])
    return assessment


def _not_theirs(case: Case, assessment: Assessment) -> Assessment:
    """Let no bare number of others open a ticket again: a rating counts from its reseller's proven people only."""
    found = rating_of(case.message)
    if found is None or found.open_again:
        return assessment
    says = "it only rates or thanks, counts from nobody but the ticket's own people, and opens nothing again"
    return replace(assessment, only_rates=True).because("rating-not-theirs", says, case.message.reply[:100])


def _rated(case: Case, assessment: Assessment) -> Assessment:
    found = rating_of(case.message)
    if found is None:
        return assessment
    assessment = replace(
        assessment, rating=found.points, rating_words=found.words, only_rates=not found.open_again
    ).because(
        "rated",
        f"the writer gives {found.points} of 5" if found.points else "the writer gives no number from 1 to 5",
        found.words[:200],
    )
    if found.open_again:
        return assessment.because("rated-not-solved", "and says that it is not solved", found.open_again[:200])
    return assessment.because("only-rated", "a rating does not open the ticket again")


STEP = Step("feedback", 57, "What does the writer say of our help?", _run)
