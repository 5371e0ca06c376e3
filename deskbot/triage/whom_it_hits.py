"""How grave a number or a scope is that is told by itself: "five phones", or the answer to whom the trouble hits. Pure.

We ask how many users or sites are hit, and offer buttons for it. The answer names no failure, so that by its own words
it is nothing: the failure stands on the ticket.
"""

from __future__ import annotations

import re
from dataclasses import replace

from deskbot.model.case import Case, Category, Severity
from deskbot.triage.answers import in_answers, names_fact
from deskbot.triage.assessment import Assessment
from deskbot.triage.counts import COUNT, SEVERAL, hit
from deskbot.triage.folding import fold
from deskbot.triage.hardness import BASIC, GONE, MINOR
from deskbot.triage.names_nothing import names_nothing
from deskbot.triage.numbers import NUMBER, number
from deskbot.triage.phrases import Phrases
from deskbot.triage.scope import MILD, limits
from deskbot.triage.sentences import Reading, Region, Sentence
from deskbot.triage.small_matters import small_matter_only
from deskbot.triage.total_loss import tells_total
from deskbot.triage.yes_no import denies

WHOM = "impact"
_EVERYBODY = Phrases(
    r"""
    all( of)?( the| our| their| its)?( \d+)? (users?|phones|sets|staff|people|extensions|handsets|sites?|offices|lines
      |stations|desks|branches|stores); all of (them|us); everyone; everybody;
    (whole|entire|complete) (site|office|building|company|house|hotel|clinic|school|hospital|place|system|branch|store);
    (several|multiple|many|both|two|three|four|\d{1,3}) (sites|offices|locations|branches|stores|buildings);
    alle( \w+)? (standort|standorte|benutzer|mitarbeiter|telefone|apparate|nebenstellen|filialen);
    (ganze|ganzer|ganzes|gesamte\w*) (haus|buro|gebaude|standort|firma|praxis|anlage|filiale);
    (mehrere|beide|zwei|drei) (standorte|filialen|buros|hauser);
    tout le (site|bureau|batiment|monde); toute (la|l) \w+; tous les (utilisateurs|postes|telephones|sites|employes);
    (plusieurs|deux|trois|les deux) (sites|bureaux|magasins|succursales|agences);
    todos (en|los|na|no|os) (la )?(sede|sitio|usuarios|telefonos|internos|local|ramais|telefones|aparelhos);
    tod[oa] (el|la|o|a) (sede|sitio|oficina|empresa|edificio|local|predio|escritorio|loja|tienda);
    (varias|varios|dos|tres|duas|dois) (sedes|sitios|oficinas|sucursales|tiendas|locais|lojas|filiais|escritorios)
    """
)
"""A whole site, or more than one."""
_WELL = Phrases("""
    fine; ok; okay; works?; working; again; now well; gehen?; geht; funktionier*; lauft; laufen; marche*; fonctionne*;
    bien; funcionan?; andan?; bem; funcionam
    """)
_A_NUMBER = re.compile(rf"\W*(?:about |around |at least |ca\.? |etwa |environ |unos |cerca de )?(?P<n>{NUMBER})\W*")


def told_whom(case: Case, assessment: Assessment, present: Reading) -> tuple[Severity, str] | None:
    """Return how grave a trouble is by the number or scope that a message tells and little else, and its words.

    Args:
        case: The message, and the ticket that it belongs to.
        assessment: What was read of it.
        present: What it tells of the present.
    """
    earlier = case.earlier
    if (earlier.category if earlier else assessment.about) is not Category.INCIDENT:
        return None
    said = _answered(case, assessment, present) or _said_alone(present)
    if not said or denies(said):
        return None
    told = Sentence(said, fold(said), Region.BODY)
    fails = _what_fails(case)
    if fails and _is_small(fails):
        return None
    alone = _A_NUMBER.fullmatch(told.folded)
    many = max(hit(told), default=number(alone["n"]) if alone else 0) >= SEVERAL
    everybody = _EVERYBODY.within(told.folded) and not any(
        (limits(told.folded), MILD.within(told.folded), _WELL.within(told.folded))
    )
    if everybody and fails and tells_total(_joined(fails, told)):
        return Severity.S1, said
    return (Severity.S2, said) if many or everybody else None


def _answered(case: Case, assessment: Assessment, present: Reading) -> str:
    """Return the answer to our question whom it hits, by number, by name or below the question."""
    if case.earlier is None or WHOM not in assessment.fresh:
        return ""
    given = next((one for one in assessment.findings if one.key == WHOM), None)
    named = any(WHOM in names_fact(one.folded) for one in present.sentences)
    return given.value if given and (named or WHOM in in_answers(case, given.words)) else ""


def _said_alone(present: Reading) -> str:
    """Return the number or scope that is all that a message says."""
    found = [one for one in present.told if max(hit(one), default=0) >= SEVERAL or _EVERYBODY.within(one.folded)]
    rest = tuple(_without_whom(one) if one in found else one for one in present.told)
    return found[0].text if found and names_nothing(replace(present, sentences=rest)) else ""


def _without_whom(sentence: Sentence) -> Sentence:
    named = COUNT.search(sentence.folded) or _EVERYBODY.find(sentence.folded)
    if named is None:
        return sentence
    text, folded = (one[: named.start()] + one[named.end() :] for one in (sentence.text, sentence.folded))
    return replace(sentence, text=text, folded=folded)


def _what_fails(case: Case) -> Sentence | None:
    """Return what the ticket says that fails."""
    symptom = next((one.words for one in case.earlier.findings if one.key == "symptom"), "") if case.earlier else ""
    return Sentence(symptom, fold(symptom), Region.BODY) if symptom else None


def _is_small(fails: Sentence) -> bool:
    if small_matter_only(Reading("", (fails,), ())):
        return True
    return MINOR.within(fails.folded) and not (BASIC.within(fails.folded) and GONE.within(fails.folded))


def _joined(fails: Sentence, told: Sentence) -> Sentence:
    return Sentence(f"{fails.text}, {told.text}", f"{fails.folded}, {told.folded}", Region.BODY)
