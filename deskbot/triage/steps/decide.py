"""What is done with the message, and what is still asked?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from deskbot.access.confidential import masked
from deskbot.model.case import Action, Case, Category, Earlier, Standing
from deskbot.model.message import Question
from deskbot.triage.assessment import Assessment
from deskbot.triage.claims import claim_question
from deskbot.triage.feedback import rating_of
from deskbot.triage.helped import says_that_it_helped
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.redirect import doubt
from deskbot.triage.requirements import helpful_after, missing_after, questions_for
from deskbot.triage.sentences import Region, Sentence, read
from deskbot.triage.steps import Step
from deskbot.triage.symptoms import failures
from deskbot.triage.task_answers import beside_task_answers
from deskbot.triage.telling import tells_something
from deskbot.triage.tense import closes, once_again, past, recovered, returned, wishes_closing

FEW_WORDS = 3
MOST_QUESTIONS = 12
"""In one letter, unless more is required: a longer list is left unanswered."""
MOST_ROUNDS = 2
"""How often we ask for missing facts before a person goes on with what is known."""
ASKED_FOR = frozenset({Category.HOWTO, Category.ACCESS})
"""Tickets about a question or a wish: an answer that helped ends them."""
AGAIN = frozenset({Category.ENDUSER, Category.STATUS, Category.INCIDENT, Category.HOWTO})
"""What somebody who was sent to their reseller may write of again and still be no reseller."""
_NO_TICKET = {
    Action.FILE: "it is filed where people can see it, and becomes no ticket by itself",
    Action.REDIRECT: "an end customer is sent to their reseller; it is filed where people can see it",
}


def _acted(case: Case, assessment: Assessment) -> Assessment:
    """Say what becomes of the message."""
    if assessment.about is Category.JUNK:
        return replace(assessment, action=Action.FILE).because("filed", _NO_TICKET[Action.FILE])
    if case.earlier:
        return replace(assessment, action=Action.UPDATE)
    if _only_rates_the_past(case):
        says = "nobody proves who wrote it, and it only rates a ticket that was closed long ago"
        return (
            replace(assessment, action=Action.FILE)
            .because("filed-rating", says)
            .because("filed", _NO_TICKET[Action.FILE])
        )
    again = case.sent_away is not None and assessment.about in AGAIN
    if assessment.about is not Category.ENDUSER and not again:
        return replace(assessment, action=Action.OPEN)
    found = doubt(case, assessment, read(case.message))
    if found is not None:
        says = f"an end customer would be sent to their reseller, but {found.says}"
        return replace(assessment, action=Action.OPEN).because("not-redirected", says, found.evidence)
    if case.sent_away is not None:
        says = f"its writer was sent to their reseller on {case.sent_away:%Y-%m-%d}, and writes again"
        assessment = replace(assessment, category=Category.ENDUSER).because("redirected-before", says)
        if assessment.about is not Category.ENDUSER and not tells_something(case.message):
            return replace(assessment, action=Action.FILE).because("filed", _NO_TICKET[Action.FILE])
    return replace(assessment, action=Action.REDIRECT).because("redirected", _NO_TICKET[Action.REDIRECT])


def _only_rates_the_past(case: Case) -> bool:
    """Return whether a stranger's number, or word of thanks, is all that comes to a ticket that is over."""
    if case.follows is None or case.writer.proven:
        return False
    rating = rating_of(case.message)
    if rating is None or rating.open_again or len(rating.words.split()) > FEW_WORDS:
        return False
    return not tells_something(case.message)


def _solved(case: Case, assessment: Assessment) -> str:
    """Return the words by which a proven writer says that their ticket's trouble is over."""
    if case.earlier is None or not case.writer.proven or assessment.helped is False or _raises(case, assessment):
        return ""
    if assessment.helped or assessment.confirmed:
        return "yes"
    reading = read(beside_task_answers(case).message)
    told = [one for one in reading.told if one.region is Region.BODY]
    if _may_be_back(case.earlier) and any(map(returned, told)):
        return ""
    if case.earlier.resolved and any(map(once_again, told)):
        return ""
    over = recovered(reading)
    said = closes(reading) or (over.text if over else "")
    if case.earlier.category in ASKED_FOR:
        said = said or says_that_it_helped(reading)
    # What still fails beside it, or is asked beside it, keeps the ticket open; a person may close it.
    fresh_trouble = any(one.text != said and not past(one) for one in failures(reading))
    asks = any(one.text != said and _is_question(one) for one in reading.told)
    return "" if fresh_trouble or asks else said


def _may_be_back(earlier: Earlier) -> bool:
    """Return whether "it came back" means the trouble: it was over, or we asked whether it is."""
    return earlier.resolved or earlier.solved_asked or bool(earlier.advised)


def _raises(case: Case, assessment: Assessment) -> bool:
    """Return whether a message makes its ticket urgent, or more so: whatever it thanks for, that is not over."""
    severity = assessment.severity
    if case.earlier is None or severity is None:
        return False
    return severity.urgent and not case.earlier.severity.at_least(severity)


def _is_question(sentence: Sentence) -> bool:
    """Return whether a sentence asks something that somebody should answer, and is not "OK?"."""
    text = sentence.text.rstrip()
    return text.endswith("?") and len(text.split()) >= FEW_WORDS and not wishes_closing(sentence)


def _run(case: Case, assessment: Assessment, playbooks: PlaybookSet) -> Assessment:
    assessment = _acted(case, assessment)
    action = assessment.action
    answer = action is not Action.FILE and case.message.answerable and case.writer.standing is not Standing.FORGED
    assessment = replace(assessment, answer=answer)
    if action in _NO_TICKET:
        return assessment
    if assessment.unread and assessment.playbook:
        held = case.earlier.playbook if case.earlier else None
        assessment = replace(assessment, playbook=held).because(
            "playbook-none", "no playbook goes to somebody whose message no rule could read"
        )
    missing = missing_after(assessment.category or Category.INCIDENT, assessment.findings)
    if assessment.only_rates:
        return replace(assessment, missing=missing)
    solved = _solved(case, assessment)
    assessment = replace(assessment, missing=missing, solved=bool(solved), noted=_noted(assessment))
    if solved:
        return assessment.because("solved", "the writer says that it is over", solved[:200])
    return _asked(case, assessment, _beside(case, assessment, playbooks))


def _beside(case: Case, assessment: Assessment, playbooks: PlaybookSet) -> tuple[Question, ...]:
    """Return what is asked for beside what is required, and nothing waits for."""
    claimed = _claimed(case, assessment)
    room = MOST_QUESTIONS - len(assessment.missing) - len(claimed)
    return (*_helpful(case, assessment, playbooks, {one.key for one in claimed}, room), *claimed)


def _helpful(
    case: Case, assessment: Assessment, playbooks: PlaybookSet, asked: Collection[str], room: int
) -> tuple[Question, ...]:
    """Return what would help with such a trouble, and with the known issue that it clearly is: asked once."""
    if case.earlier is not None or not assessment.answer:
        return ()
    book = playbooks.get(assessment.playbook or "")
    category = assessment.category or Category.INCIDENT
    keys = helpful_after(category, assessment.findings, book.diagnostics if book else ())
    left = [key for key in keys if key not in asked][: max(0, room)]
    return questions_for(left, assessment.language, helpful=True)


def _noted(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """Return what was set right, by names that the writer knows from our questions."""
    found = {finding.key: finding.value for finding in assessment.findings}
    asked = questions_for(assessment.corrected, assessment.language)
    return tuple((one.short.strip("¿? "), masked(found[one.key])) for one in asked)


def _claimed(case: Case, assessment: Assessment) -> tuple[Question, ...]:
    """Return the questions for what the writer says that they sent, and what did not come."""
    if not assessment.answer:
        return ()
    arrived = [file.filename for file in case.message.attachments]
    found = (
        claim_question(key, claim, arrived, assessment.language, by_name=case.writer.proven)
        for key, claim in assessment.claims
    )
    return tuple(question for question in found if question)


def _answers(case: Case, assessment: Assessment) -> bool:
    """Return whether a message gives what its ticket lacked, beside its thanks; a signature answers nothing."""
    held = {finding.key for finding in case.earlier.findings} if case.earlier else set[str]()
    return bool(set(assessment.fresh) - held - {"callback"})


def _asked(case: Case, assessment: Assessment, beside: tuple[Question, ...]) -> Assessment:
    """Add the questions for what is missing, at most twice, and those beside; then a person goes on."""
    if not assessment.missing and assessment.helped is not False:
        questions = () if assessment.unread else beside
        return replace(assessment, questions=questions).because("complete", "nothing required is missing")
    if assessment.unread:
        says = f"nothing is asked by machine of somebody who writes {assessment.unread}: a person goes on at once"
        return replace(assessment, hand_over=True).because("not-asked", says, ", ".join(assessment.missing))
    if assessment.helped is False:
        return replace(assessment, hand_over=True).because(
            "not-asked", "what was advised did not help: a person goes on", ", ".join(assessment.missing)
        )
    asked = case.earlier.asked if case.earlier else 0
    if asked >= MOST_ROUNDS:
        return replace(assessment, hand_over=True).because(
            "asked-enough", f"asked {asked} times; a person goes on with what is known", ", ".join(assessment.missing)
        )
    if case.earlier and assessment.about is Category.STATUS and not _answers(case, assessment):
        return assessment.because(
            "not-asked", "who only asks for news is not asked again", ", ".join(assessment.missing)
        )
    questions = questions_for(assessment.missing, assessment.language) if assessment.answer else ()
    return replace(assessment, questions=(*questions, *beside)).because(
        "missing", "required and not given", ", ".join(assessment.missing)
    )


STEP = Step("decide", 60, "What is done with the message, and what is still asked?", _run)
