"""How urgent is it?"""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case, Category, Severity
from deskbot.triage.assessment import Assessment
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.reading.verdicts import because
from deskbot.triage.sentences import Reading, Region, Sentence, read
from deskbot.triage.steps import Step
from deskbot.triage.task_answers import without_task_answers
from deskbot.triage.tense import standing
from deskbot.triage.urgency import AT_LEAST, AT_MOST, CLAIM, NOT_WEIGHED, RULES, WEIGHED, Rule, default
from deskbot.triage.weighing.library import weigher


def _claimed(reading: Reading) -> str:
    """Return the writer's own word for the urgency."""
    for sentence in reading.told:
        found = CLAIM.find(sentence.folded)
        if found:
            return sentence.text[found.start() : found.end()]
    return ""


def _tells(reading: Reading) -> bool:
    """Return whether anything is left that the writer has written anew."""
    return any(one.region not in (Region.SUBJECT, Region.OLD_SUBJECT) for one in reading.told)


def _judged(reading: Reading, assessment: Assessment, playbooks: PlaybookSet) -> Assessment:
    """Return the severity of the message by itself, with the rule that set it."""
    about = assessment.about or Category.INCIDENT
    present, over = standing(reading)
    if about in WEIGHED and not any(rule.look(reading) for rule in NOT_WEIGHED):
        return _weighed(present, over, replace(assessment, about=about), playbooks)
    missed: list[str] = []
    for rule in RULES:
        if about not in rule.categories:
            continue
        found = rule.look(reading if rule.even_over else present)
        if found:
            judged = replace(assessment, severity=rule.severity)
            says = f"{rule.severity.value}: {rule.says}"
            if rule.read_as:
                says = f"{says}: {because(found.text, rule.read_as)}"
            return _misses(judged, missed).because(rule.name, says, found.text[:200])
        missed.append(rule.name)
    if over:
        assessment = assessment.because("over", "the trouble is over", over.text[:200])
    severity = default(about)
    return _misses(replace(assessment, severity=severity), missed).because(
        "severity-default", f"{severity.value}: no graver rule fits"
    )


def _weighed(present: Reading, over: Sentence | None, assessment: Assessment, playbooks: PlaybookSet) -> Assessment:
    """Return the severity of a failure, weighed by all that the message tells."""
    if over:
        assessment = assessment.because("over", "the trouble is over", over.text[:200])
    known = playbooks.get(assessment.playbook) if assessment.playbook else None
    weighed = weigher().severity(present, known.severity_hint if known else None)
    severity = weighed.severity
    bound = _bound(present, assessment, severity)
    if bound:
        rule, sentence = bound
        says = f"{rule.severity.value}: {rule.says}; weighed it would be {severity.value}"
        return replace(assessment, severity=rule.severity).because(rule.name, says, sentence.text[:200])
    if assessment.about is Category.SECURITY and severity is not Severity.S1:
        severity = Severity.S3
    says = f"{severity.value}, weighed ({weighed.chance}): {weighed.says or 'nothing graver shows'}"
    return replace(assessment, severity=severity).because("weighed", says, weighed.evidence[:200])


def _bound(present: Reading, assessment: Assessment, severity: Severity) -> tuple[Rule, Sentence] | None:
    """Return the rule, and its sentence, that holds a weighed severity up or down."""
    for rule in (*AT_LEAST, *AT_MOST):
        beyond = rule.severity is not severity and rule.severity.at_least(severity) is (rule in AT_LEAST)
        found = rule.look(present) if beyond and assessment.about in rule.categories else None
        if found:
            return rule, found
    return None


def _misses(assessment: Assessment, missed: list[str]) -> Assessment:
    return assessment.because("severity-misses", f"not: {', '.join(missed)}") if missed else assessment


def _run(case: Case, assessment: Assessment, playbooks: PlaybookSet) -> Assessment:
    reading = without_task_answers(case, read(case.message))
    if assessment.about is Category.JUNK:
        return replace(assessment, severity=Severity.S4).because(
            "severity-junk", "junk and automatic mail set no severity"
        )
    if case.earlier and case.earlier.task_lines and not _tells(reading):
        return replace(assessment, severity=case.earlier.severity).because(
            "severity-of-tasks", "it only answers hands-on tasks, which sets no severity"
        )
    claimed = _claimed(reading)
    assessment = _judged(reading, replace(assessment, claimed=claimed), playbooks)
    if claimed:
        assessment = assessment.because(
            "claimed", "the writer's own word sets nothing, and is answered with the number to phone", claimed
        )
    earlier = case.earlier
    if earlier and assessment.severity and not assessment.severity.at_least(earlier.severity):
        return replace(assessment, severity=earlier.severity).because(
            "severity-kept", f"a message does not lower its ticket: it stays {earlier.severity.value}"
        )
    return assessment


STEP = Step("severity", 50, "How urgent is it?", _run)
