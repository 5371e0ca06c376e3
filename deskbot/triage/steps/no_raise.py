"""Does an answer that tells nothing graver leave its ticket where it is?"""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case, Category
from deskbot.triage.assessment import Assessment
from deskbot.triage.outage import does_not_boot
from deskbot.triage.phrases import Phrases
from deskbot.triage.playbooks import PlaybookSet
from deskbot.triage.sentences import read
from deskbot.triage.steps import Step
from deskbot.triage.symptoms import failures
from deskbot.triage.tense import standing
from deskbot.triage.urgency import RULES

REQUESTS = frozenset({Category.RMA, Category.LICENCE, Category.ACCESS})
"""Tickets in whose answers a failure is expected: "both tests failed" is what we asked for."""


_OLD = Phrases(
    """
    (old|former|previous|failed|dead|defective|replaced) (\\w+ )?(one|system|server|box|machine|unit|host|ucx*|galaxy);
    alte[nrs]? (\\w+ )?(anlage|system|server|maschine|gerat|ucx*|galaxy); (der|die|das) alte;
    (ancien|ancienne|vieux|vieille) (\\w+ )?(systeme|serveur|machine|boitier|ucx*|galaxy); l'ancien(ne)?;
    (sistema|servidor|equipo|maquina|central) (\\w+ )?(viej[oa]|antigu[oa]|anterior); el (viejo|antiguo|anterior);
    (sistema|servidor|equipamento|maquina|central) (\\w+ )?(velh[oa]|antig[oa]|anterior); o (velho|antigo|anterior)
    """
)


def _only_the_old_system(case: Case, assessment: Assessment) -> bool:
    """Return whether all that is grave in an answer is that the old system does not start, and a new one is named."""
    present, _ = standing(read(case.message))
    grave = does_not_boot(present)
    if grave is None or not assessment.has("new_host_id") or not _OLD.within(grave.folded):
        return False
    others = (rule for rule in RULES if rule.look is not does_not_boot and rule.severity.urgent)
    more = any(one is not grave for one in failures(present) if one.told)
    return not more and not any(rule.look(present) for rule in others)


def _run(case: Case, assessment: Assessment, _playbooks: PlaybookSet) -> Assessment:
    earlier, fired = case.earlier, {reason.rule for reason in assessment.reasons}
    if earlier is None or assessment.severity is None or earlier.severity.at_least(assessment.severity):
        return assessment
    if earlier.category is Category.LICENCE and _only_the_old_system(case, assessment):
        return replace(assessment, severity=earlier.severity).because(
            "old-system", "what does not start is the system that the licence leaves: we asked whether it does"
        )
    tells_nothing = "category-otherwise" in fired or earlier.category in REQUESTS
    if "severity-default" not in fired or not tells_nothing:
        return assessment
    return replace(assessment, severity=earlier.severity).because(
        "severity-not-raised", f"nothing in it is graver than the ticket: it stays {earlier.severity.value}"
    )


STEP = Step("no-raise", 51, "Does an answer that tells nothing graver leave its ticket where it is?", _run)
