"""What answers to the questions of a return tell of the device, and of whoever is down for lack of it. Pure.

We ask what fails, which tests were run, and who is down. "No dial tone at all" is then the device, and "no phone at
all" whoever had it: neither is an outage of a site, unless it names everybody or a site.
"""

from __future__ import annotations

import re
from dataclasses import replace

from deskbot.model.case import Case, Category, Earlier, Severity
from deskbot.triage.answers import in_answers, names_fact
from deskbot.triage.assessment import Assessment
from deskbot.triage.counts import SEVERAL
from deskbot.triage.folding import fold
from deskbot.triage.numbers import NUMBER, number
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Sentence, read
from deskbot.triage.urgency import RULES, nobody_down
from deskbot.triage.yes_no import denies

WHO = "users_down"
_DEVICE = frozenset({"symptom", "tests", "tried", "evidence"})
"""What is asked of the device itself."""
_SET = Phrases(
    """
    (tele)?phone; handset; (desk|phone|digital|ip) set; set; display; receiver; headset; keypad;
    telefon; apparat;
    systemapparat; horer; horteil; poste; telephone; appareil; combine; telefono; aparato; auricular; telefone;
    aparelho; ramal; fone
    """,
    but=("(tele)?phone (system|server|line|number)s?",),
)
_SYSTEM = Phrases(
    """
    pbx; ucx*; galaxy; server; servers; gateway; chassis; system; module; card; board; anlage; telefonanlage; zentrale;
    baugruppe; karte; serveur; systeme; central*; carte; servidor; sistema; conmutador; tarjeta; placa; pabx
    """
)
_A_SITE = Phrases(
    """
    nobody; no one; noone; not one; none of (us|them); everyone; everybody; (all|every) (the |of the |our )?(\\w+
      )?(users?|staff|callers?|customers?|patients?|guests?|sites?|offices?|phones|calls|rooms?);
    (whole|entire|complete) \\w+;
    (site|office|building|company|clinic|hospital|hotel|school|system|server|pbx|switchboard);
    customers?; callers?; patients?; guests?;
    niemand; keiner; alle; ganze\\w*; standort; kunden; anrufer; anlage;
    personne; tous; tout le; toute la; clients?; appelants?; serveur; central;
    nadie; todos; todas; tod[oa] (el|la); clientes?; sede; oficina; servidor;
    ninguem; tod[oa] (o|a); escritorio
    """
)
_HOW_MANY = re.compile(
    rf"\W{{0,4}}(?:(?:yes|yep|ja|oui|si|sim)\b\W{{0,4}})?(?:(?:about|around|some|ca|circa|rund|etwa|environ|unos|unas"
    rf"|cerca de|at least|all|alle|tous les|los|os)\b\W{{0,3}})?(?P<n>{NUMBER})(?![\w:/-])"
)


def without_device_answers(case: Case, reading: Reading) -> Reading:
    """Return a message on a return less the answers that only tell of the device and of whoever lacks it."""
    earlier = case.earlier
    if earlier is None or earlier.category is not Category.RMA:
        return reading
    keys = _DEVICE | {WHO} if _of_a_set(earlier) else {WHO}
    return replace(reading, sentences=tuple(one for one in reading.sentences if not _only_answers(case, one, keys)))


def _of_a_set(earlier: Earlier) -> bool:
    """Return whether a telephone goes back: what fails of a system may be a site."""
    told = [one.words for one in earlier.findings if one.key in {"symptom", "serial"}]
    told = [fold(text) for text in (earlier.subject, *told)]
    return any(map(_SET.within, told)) and not any(map(_SYSTEM.within, told))


def _only_answers(case: Case, sentence: Sentence, keys: frozenset[str] | set[str]) -> bool:
    if not keys & (names_fact(sentence.folded) | in_answers(case, sentence.text)):
        return False
    if _A_SITE.within(sentence.folded):
        return False
    alone = Reading("", (sentence,), ())
    return not any(rule.look(alone) for rule in RULES if rule.alone)


def down_for_lack(case: Case, assessment: Assessment) -> tuple[Severity, str] | None:
    """Return how grave the answer makes a return whether somebody is down for lack of the device, and its words."""
    if case.earlier is None or case.earlier.category is not Category.RMA or WHO not in assessment.fresh:
        return None
    given = next((one for one in assessment.findings if one.key == WHO), None)
    if given is None:
        return None
    if denies(given.value):
        return Severity.S4, given.value
    folded = fold(given.value)
    named = any(WHO in names_fact(one.folded) for one in read(case.message).sentences)
    if nobody_down(folded) or not (named or WHO in in_answers(case, given.words)):
        return None
    many = _HOW_MANY.match(folded)
    several = number(many["n"]) >= SEVERAL if many else _A_SITE.within(folded)
    return (Severity.S2 if several else Severity.S3), given.value
