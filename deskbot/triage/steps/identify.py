"""Who writes, and how far are they believed?"""

from __future__ import annotations

from deskbot.model.case import Case, Standing
from deskbot.triage.assessment import Assessment
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.steps import Step

_SAYS = {
    Standing.PROVEN: "the sender is proven",
    Standing.UNPROVEN: (
        "the sender is not proven: no facts of the directory are used, and nothing is lowered or closed"
    ),
    Standing.FORGED: "the sender's domain disowns the message: it gets no automatic answer",
}


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    writer = case.writer
    assessment = assessment.because(f"sender-{writer.standing.value}", _SAYS[writer.standing], writer.why)
    if writer.reseller is None:
        return assessment.because(
            "sender-unknown",
            "the sender belongs to no reseller that the directory knows",
            str(case.message.sender.address),
        )
    return assessment.because("sender-known", f"the sender belongs to {writer.reseller.name}", writer.by)


STEP = Step("identify", 10, "Who writes, and how far are they believed?", _run)
