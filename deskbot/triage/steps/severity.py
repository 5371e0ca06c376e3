"""How urgent is it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from deskbot.model.case import Case, Category, Severity
from deskbot.triage.answers import names_fact
from deskbot.triage.assessment import Assessment
from deskbot.triage.calls_fine import calls_are_fine
from deskbot.triage.carried_on import carried_on
from deskbot.triage.credentials import read_without_credentials
from deskbot.triage.device_answers import down_for_lack, without_device_answers
from deskbot.triage.emergency import emergency_calls_in_doubt, speaks_of_emergency_calls
from deskbot.triage.names_nothing import names_nothing
from deskbot.triage.old_system import without_old_system
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.reading.verdicts import DOUBT, because, is_sentence, tells
from deskbot.triage.reported import without_reporter
from deskbot.triage.scope import one_only
from deskbot.triage.sentences import Reading, Region, Sentence
from deskbot.triage.steps import Step
from deskbot.triage.symptoms import failures, may_fail
from deskbot.triage.task_answers import without_task_answers
from deskbot.triage.tense import negated, standing
from deskbot.triage.urgency import AT_LEAST, AT_MOST, CLAIM, RULES, WEIGHED, Rule, default, unclaimed
from deskbot.triage.weighing.library import weigher
from deskbot.triage.weighing.signs import read_as
from deskbot.triage.whom_it_hits import told_whom


def _claimed(reading: Reading) -> str:
    """Return the writer's own word for the urgency; "not urgent" claims none."""
    for sentence in reading.told:
        for found in CLAIM.all(sentence.folded):
            if not negated(sentence.folded, found):
                return sentence.text[found.start() : found.end()]
    return ""


def _tells(reading: Reading) -> bool:
    """Return whether anything is left that the writer has written anew."""
    return any(one.region not in (Region.SUBJECT, Region.OLD_SUBJECT) for one in reading.told)


@dataclass(frozen=True, slots=True)
class _ByRule:
    """What the table of rules says: the first that fires, where one does, and those above it."""

    rule: Rule | None
    sentence: Sentence | None
    missed: tuple[str, ...]


def _by_rule(whole: Reading, present: Reading, about: Category) -> _ByRule:
    missed: list[str] = []
    for rule in RULES:
        if about not in rule.categories:
            continue
        found = rule.look(whole if rule.even_over else present)
        if found:
            return _ByRule(rule, found, tuple(missed))
        missed.append(rule.name)
    return _ByRule(None, None, tuple(missed))


def _judged(case: Case, reading: Reading, assessment: Assessment, playbooks: PlaybookSet) -> Assessment:
    """Return the severity of the message by itself, with what set it."""
    about = assessment.about or Category.INCIDENT
    present, over = standing(reading)
    ruled = _by_rule(reading, present, about)
    if ruled.missed:
        assessment = assessment.because("severity-misses", f"not: {', '.join(ruled.missed)}")
    if over:
        assessment = assessment.because("over", "the trouble is over", over.text[:200])
    if not _to_be_weighed(ruled, present, about, assessment) or (case.earlier and not failures(present)):
        return _set_by_rule(case, ruled, present, assessment)
    known = playbooks.get(assessment.playbook) if assessment.playbook else None
    hint = known.severity_hint if known and not case.earlier else None
    weighed = weigher().severity(
        unclaimed(present),
        hint,
        spared=about is not Category.SECURITY and _is_spared(ruled, present, over),
        one=_is_one(ruled, present),
    )
    if (case.earlier or case.sent_away) and (weighed.severity is not Severity.S1 or weighed.chance < SURE):
        # A few words of a talk weigh little: what they say by rule counts, unless they surely tell an outage.
        return _set_by_rule(case, ruled, present, assessment)
    severity = weighed.severity
    bound = _bound(present, about, severity)
    if bound:
        rule, sentence = bound
        says = f"{rule.severity.value}: {rule.says}; weighed it would be {severity.value}"
        return replace(assessment, severity=rule.severity).because(rule.name, says, sentence.text[:200])
    if severity is not Severity.S1:
        severity = _OTHERWISE.get(about, severity)
    says = f"{severity.value}: weighed ({weighed.chance}), {weighed.says or 'nothing graver shows'}"
    like = next(
        (
            (label, told)
            for name, told in weighed.reasons
            if told and (label := read_as(name)) and tells(told, label, at=DOUBT)
        ),
        None,
    )
    if like:
        label, told = like
        says = f"{says}; {because(told, label)}"
    if ruled.rule and ruled.rule.severity is not severity:
        says = f"{says}; by rule it would be {ruled.rule.severity.value} ({ruled.rule.name})"
    return replace(assessment, severity=severity).because("weighed", says, weighed.evidence[:200])


SURE = 0.9
_OTHERWISE = {Category.SECURITY: Severity.S3, Category.ENDUSER: Severity.S4}
"""What is of one size where it is not of the gravest."""
FAILURES_EXPECTED = frozenset({Category.RMA, Category.LICENCE, Category.ACCESS})
"""Tickets in whose answers a failure is expected: "both tests failed" is what we asked for."""


def _is_spared(ruled: _ByRule, present: Reading, over: Sentence | None) -> bool:
    """Return whether a message says that calls go, or that it is over, and speaks of no emergency calls.

    What is over says nothing of an outage that is told behind it: "the echo is solved; now nobody can call".
    """
    again = ruled.rule is not None and ruled.rule.severity is Severity.S1
    spared = (None if again else over) or calls_are_fine(present) or carried_on(present)
    return spared is not None and not speaks_of_emergency_calls(present)


def _is_one(ruled: _ByRule, present: Reading) -> bool:
    """Return whether a message speaks of one user or telephone only, and no rule sees more in it."""
    if ruled.rule is not None or speaks_of_emergency_calls(present):
        return False
    return one_only(present) is not None


def _to_be_weighed(ruled: _ByRule, present: Reading, about: Category, assessment: Assessment) -> bool:
    """Return whether a message tells a trouble of the present that may be of any size, in words that can be read.

    Who writes no sentence that may tell one, or names nothing, is not weighed by what most others write.
    """
    return (
        (about in WEIGHED or (about is Category.ENDUSER and emergency_calls_in_doubt(present) is not None))
        and not (ruled.rule and ruled.rule.stands)
        and not assessment.unread
        and not names_nothing(present)
        and any(may_fail(one) or (about is Category.SECURITY and is_sentence(one.text)) for one in present.told)
    )


def _set_by_rule(case: Case, ruled: _ByRule, present: Reading, assessment: Assessment) -> Assessment:
    about = assessment.about or Category.INCIDENT
    if ruled.rule is None or ruled.sentence is None:
        severity = default(about)
        assessment = replace(assessment, severity=severity).because(
            "severity-default", f"{severity.value}: no graver rule fits"
        )
        return _not_raised(case, present, assessment)
    bound = None if ruled.rule.stands or ruled.rule.alone else _bound(present, about, ruled.rule.severity)
    if bound:
        rule, sentence = bound
        says = f"{rule.severity.value}: {rule.says}; by {ruled.rule.name} it would be {ruled.rule.severity.value}"
        assessment = replace(assessment, severity=rule.severity).because(rule.name, says, sentence.text[:200])
        return _not_raised(case, present, assessment)
    says = f"{ruled.rule.severity.value}: {ruled.rule.says}"
    if ruled.rule.read_as:
        says = f"{says}: {because(ruled.sentence.text, ruled.rule.read_as)}"
    return replace(assessment, severity=ruled.rule.severity).because(ruled.rule.name, says, ruled.sentence.text[:200])


def _not_raised(case: Case, present: Reading, assessment: Assessment) -> Assessment:
    """Return the ticket's severity where a message that no rule fits tells nothing graver than its ticket."""
    earlier = case.earlier
    if earlier is None or assessment.severity is None or earlier.severity.at_least(assessment.severity):
        return assessment
    if earlier.category not in FAILURES_EXPECTED and failures(present):
        return assessment
    return replace(assessment, severity=earlier.severity).because(
        "severity-not-raised", f"nothing in it is graver than the ticket: it stays {earlier.severity.value}"
    )


def _bound(present: Reading, about: Category, severity: Severity) -> tuple[Rule, Sentence] | None:
    """Return the rule, and its sentence, that holds a weighed severity up or down; what holds it up goes first."""
    milder = _first_of(AT_MOST, present, about, lambda rule: not rule.severity.at_least(severity))
    held = milder[0].severity if milder else severity
    graver = _first_of(AT_LEAST, present, about, lambda rule: not held.at_least(rule.severity))
    return graver or milder


def _first_of(
    rules: Iterable[Rule], present: Reading, about: Category, concerns: Callable[[Rule], bool]
) -> tuple[Rule, Sentence] | None:
    for rule in rules:
        found = rule.look(present) if about in rule.categories and concerns(rule) else None
        if found:
            return rule, found
    return None


def _without_denied(reading: Reading) -> Reading:
    """Return a message without the line that names who is down and says that nobody is."""
    kept = (one for one in reading.sentences if "users_down" not in names_fact(one.folded))
    return replace(reading, sentences=tuple(kept))


def _only_for_lack_of_it(case: Case, assessment: Assessment) -> bool:
    """Return whether a return is what it is as somebody might be down, who by the ticket's own people is not."""
    earlier, s3 = case.earlier, Severity.S3
    if earlier is None or earlier.severity is not s3 or earlier.severity_by or not case.writer.proven:
        return False
    return assessment.category is Category.RMA and assessment.severity in (s3, Severity.S4)


def _run(case: Case, assessment: Assessment, playbooks: PlaybookSet) -> Assessment:
    down, told = down_for_lack(case, assessment), without_device_answers(case, read_without_credentials(case.message))
    told = _without_denied(told) if down and down[0] is Severity.S4 else told
    reading = without_reporter(without_old_system(case, without_task_answers(case, told), assessment))
    if assessment.about is Category.JUNK:
        return replace(assessment, severity=Severity.S4).because(
            "severity-junk", "junk and automatic mail set no severity"
        )
    if case.earlier and case.earlier.task_lines and not _tells(reading):
        return replace(assessment, severity=case.earlier.severity).because(
            "severity-of-tasks", "it only answers hands-on tasks, which sets no severity"
        )
    claimed = _claimed(reading)
    assessment = _judged(case, reading, replace(assessment, claimed=claimed), playbooks)
    if claimed:
        assessment = assessment.because(
            "claimed", "the writer's own word sets nothing, and is answered with the number to phone", claimed
        )
    whom = told_whom(case, assessment, standing(reading)[0])
    if whom and assessment.severity and not assessment.severity.at_least(whom[0]):
        says = f"{whom[0].value}: so many are hit, or a whole site, of what fails on the ticket"
        assessment = replace(assessment, severity=whom[0]).because("told-whom", says, whom[1][:200])
    earlier = case.earlier
    if down and down[0] is Severity.S4 and _only_for_lack_of_it(case, assessment):
        says = "S4: nobody is down for lack of the device, as the writer answers"
        return replace(assessment, severity=Severity.S4).because("rma-nobody-down", says, down[1])
    if down and assessment.severity and not assessment.severity.at_least(down[0]):
        says = f"{down[0].value}: who is down for lack of the device, as the writer answers"
        assessment = replace(assessment, severity=down[0]).because("rma-down", says, down[1])
    if earlier and assessment.severity and not assessment.severity.at_least(earlier.severity):
        return replace(assessment, severity=earlier.severity).because(
            "severity-kept", f"a message does not lower its ticket: it stays {earlier.severity.value}"
        )
    return assessment


STEP = Step("severity", 50, "How urgent is it?", _run)
