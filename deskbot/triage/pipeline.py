"""The pipeline: every step in its turn, then the Decision. The same case gives the same Decision."""

from __future__ import annotations

from deskbot.model.case import Action, Case, Category, Decision, Severity
from deskbot.triage.assessment import Assessment
from deskbot.triage.phrases import prepare_all
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.registry import all_diagnostics, all_steps


def prepare() -> None:
    """Load every step and diagnostic, and compile their phrases, so that the first message waits for none of them."""
    all_steps()
    all_diagnostics()
    prepare_all()  # the last: each of these brings its phrases along


def assess(case: Case, playbooks: PlaybookSet) -> Assessment:
    """Run the steps and return what they found together."""
    assessment = Assessment()
    for step in all_steps():
        assessment = step.run(case, assessment, playbooks)
    return assessment


def decide(case: Case, playbooks: PlaybookSet) -> Decision:
    """Return what becomes of the message, and why."""
    found = assess(case, playbooks)
    return Decision(
        action=found.action or Action.OPEN,
        category=found.category or Category.INCIDENT,
        severity=found.severity or Severity.S3,
        claimed=found.claimed,
        automatic=found.automatic,
        playbook=found.playbook,
        matches=found.matches,
        findings=found.findings,
        fresh=found.fresh,
        noted=found.noted,
        missing=found.missing,
        questions=found.questions,
        answer=found.answer,
        hand_over=found.hand_over,
        solved=found.solved,
        helped=found.helped,
        rating=found.rating,
        rating_words=found.rating_words,
        only_rates=found.only_rates,
        entitlement=found.entitlement,
        topics=found.topics,
        language=found.language,
        unread=found.unread,
        reasons=found.reasons,
    )
