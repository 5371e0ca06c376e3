"""That the system which a licence leaves does not start, or burned: we asked whether it does, and why. Pure."""

from __future__ import annotations

from dataclasses import replace

from deskbot.model.case import Case, Category
from deskbot.triage.answers import names_fact
from deskbot.triage.assessment import Assessment
from deskbot.triage.phrases import Phrases
from deskbot.triage.plain_outage import plain_outage
from deskbot.triage.ruined import is_ruined
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.server_lost import does_not_boot
from deskbot.triage.urgency import RULES

_OLD = Phrases(
    """
    (old|former|previous|failed|dead|defective) (\\w+ )?(one|system|server|box|machine|unit|host|ucx*|galaxy);
    alte[nrs]? (\\w+ )?(anlage|system|server|maschine|gerat|ucx*|galaxy); (der|die|das) alte;
    (ancien|ancienne|vieux|vieille) (\\w+ )?(systeme|serveur|machine|boitier|ucx*|galaxy); l'ancien(ne)?;
    (sistema|servidor|equipo|maquina|central) (\\w+ )?(viej[oa]|antigu[oa]|anterior); el (viejo|antiguo|anterior);
    (sistema|servidor|equipamento|maquina|central) (\\w+ )?(velh[oa]|antig[oa]|anterior); o (velho|antigo|anterior)
    """
)
_AS_WELL = Phrases(
    """
    neither; either; same; likewise; auch; ebenso; non plus; aussi; tampoco; tambien; igual; nem; tambem
    """
)
"""By these the new one may fail as well: in doubt it does."""


def without_old_system(case: Case, reading: Reading, assessment: Assessment) -> Reading:
    """Return a message without the sentences that only say that the old system of a licence does not start."""
    earlier = case.earlier
    if (
        earlier is None
        or not earlier.asked
        or earlier.category is not Category.LICENCE
        or not assessment.has("new_host_id")
        or reading.says(_AS_WELL)
    ):
        return reading
    return replace(reading, sentences=tuple(one for one in reading.sentences if not _only_old(reading, one)))


def _only_old(reading: Reading, sentence: Sentence) -> bool:
    alone = replace(reading, sentences=(sentence,))
    asked_why = "reason" in names_fact(sentence.folded)
    if not (_OLD.within(sentence.folded) or asked_why):
        return False
    if does_not_boot(alone) is None and not is_ruined(sentence.folded):
        return False
    of_a_server = (does_not_boot, plain_outage) if is_ruined(sentence.folded) else (does_not_boot,)
    others = (rule for rule in RULES if rule.severity.urgent and rule.look not in of_a_server)
    return not any(rule.look(alone) for rule in others)
