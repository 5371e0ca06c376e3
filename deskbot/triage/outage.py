"""Outages that a whole message tells: of everything, of a direction, of a part."""

from __future__ import annotations

from deskbot.triage.announced import announced
from deskbot.triage.calls_fine import calls_are_fine
from deskbot.triage.counts import SEVERAL, hit
from deskbot.triage.directions import lost_for_a_part, lost_for_all
from deskbot.triage.hardness import BAD_QUALITY, MINOR, hard
from deskbot.triage.parts import ALL_OF_KIND, WHOLE_SITE, elsewhere_fine, key_function, partial
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, LIKELY, LIKELY_TROUBLE, LIKELY_WIDE, NOT_NOW, tells, tells_now
from deskbot.triage.scope import ALL, OTHERS, hits_one, limits, mild, not_all, one_only
from deskbot.triage.sentences import Reading, Sentence, once
from deskbot.triage.symptoms import goes_on, tells_failure
from deskbot.triage.tense import imagined, past
from deskbot.triage.total_loss import tells_total


@once
def total(reading: Reading) -> Sentence | None:
    """Return the sentence that tells of a total outage, unless the message limits it."""
    if calls_are_fine(reading):
        return None
    limited = not_all(reading) or elsewhere_fine(reading)
    for sentence in reading.told:
        if tells_total(sentence) and (not limited or _of_all(sentence)):
            return sentence
    return None


def _of_all(sentence: Sentence) -> bool:
    """Return whether it is so of everybody, though the message names one or others too: of a site, or of all calls."""
    return ALL.within(sentence.folded) and (
        WHOLE_SITE.within(sentence.folded) or not _OF_A_KIND.within(sentence.folded)
    )


_OF_A_KIND = Phrases(r"""
    (none|all|every|any|both)( one)? of (the|our|their)
      (\w*\d+\w*|digital|analog\w*|ip|sip|wireless|cordless|dect|remote|home|nortel|norstar|meridian) (\w+
      )?(sets?|phones?|users?|extensions?|handsets?)
    """)
"""Every set of one kind: there may be others."""


def reads_total(reading: Reading) -> Sentence | None:
    """Return the sentence that surely reads like those that tell of a total outage."""
    if calls_are_fine(reading) or not_all(reading) or elsewhere_fine(reading):
        return None
    return reading.first(_reads_total)


def _reads_total(sentence: Sentence) -> bool:
    """Return whether no call goes through at all, or none in one direction."""
    return (
        (
            tells_now(sentence.text, Label.TOTAL, at=LIKELY)
            or tells_now(sentence.text, Label.INBOUND_LOST, Label.OUTBOUND_LOST)
        )
        and not tells(sentence.text, Label.SINGLE, Label.INTERMITTENT, at=DOUBT)
        and not partial(sentence)
        and not announced(sentence)
    )


@once
def direction_lost(reading: Reading) -> Sentence | None:
    """Return the sentence that says that no call of anybody's comes in, or none goes out."""
    if reading.says(OTHERS) or elsewhere_fine(reading) or hits_one(reading):
        return None
    return reading.first(lambda one: lost_for_all(one) and not partial(one) and goes_on(one))


_ONLY_CALLS = Phrases(
    r"""
    calls? from one (customer|client|caller|company|number|town|city|provider|network);
    (only|no|none of) (the )?(calls?|callers?) (from|to|on|via); nur (die )?(anrufer?|gesprache?) (von|aus|vom|nach|zu);
    (seuls?|seules?|seulement|uniquement) les (appels|appelants) (de|du|des|depuis|venant|vers);
    (solo|solamente|unicamente) (las )?llamadas (de|desde|a|hacia);
    (so|somente|apenas) (as )?(ligacoes|chamadas) (de|da|do|das|dos|para)
    """
)
_FROM_ANYWHERE = Phrases(
    r"""
    outside; inside; between; room to room; aussen; draussen; extern*; intern*; exterieur; dehors;
    entre; afuera; fuera; exterior; fora; any*; customers?; clients?; patients?; guests?; the public;
    kunden; clientes; pacientes; jemand*
    """
)
_THE_OTHERS = Phrases(
    r"""
    (every|all|any)( of)?( the)? other* … (fine|ok|okay|work*|through|in|out|normal*);
    (everyone|everybody|all|anyone|everything|anything) else; (all )?(the )?others; the (other|rest); alles andere;
    alle anderen; tout le reste; (todo|todo lo|tudo) (o |lo |el )?(demas|resto|mais)
    """
)


_SOME_NUMBERS = Phrases(
    r"""
    (calls?|call|dial\w*) (\w+ ){0,2}(to )?(toll.?free|0?800|premium|international|overseas|foreign|long.?distance)
      (numbers|calls|destinations|countries)?;
    (international|overseas|long.?distance) (outbound |outgoing )?calls?;
    auslandsgesprache?; gesprache? (ins ausland|zu servicenummern); appels? (internationaux|vers l'etranger);
    llamadas? (internacionales|al extranjero|a numeros 800); (ligacoes|chamadas) (internacionais|para o (exterior
      |estrangeiro)|para 0800)
    """
)


def _alone(sentence: Sentence, reading: Reading) -> bool:
    """Return whether no other sentence tells of lost calls."""
    return not any(lost_for_all(one) or tells_total(one) for one in reading.told if one is not sentence)


def only_some_callers(reading: Reading) -> Sentence | None:
    """Return the sentence that says that only the calls of some network or place fail, where the others are spared."""
    if not (reading.says(_THE_OTHERS) or reading.says(OTHERS)):
        return reading.first(lambda one: _SOME_NUMBERS.within(one.folded) and _alone(one, reading))
    found = [one for one in reading.told if _ONLY_CALLS.within(one.folded) and not _FROM_ANYWHERE.within(one.folded)]
    others = [one for one in reading.told if one not in found and (lost_for_all(one) or tells_total(one))]
    return found[0] if found and not others else None


def direction_lost_in_part(reading: Reading) -> Sentence | None:
    """Return the sentence that says so of a queue, the main number, a branch, or everybody who works elsewhere."""
    return reading.first(lambda one: lost_in_part(one) and goes_on(one))


def lost_in_part(sentence: Sentence) -> bool:
    """Return whether the sentence says that a part has lost its calls in a direction."""
    return lost_for_a_part(sentence) or (lost_for_all(sentence) and partial(sentence))


def part_down(reading: Reading) -> Sentence | None:
    """Return the sentence that says that a site, a department or a key function is down."""
    if calls_are_fine(reading) and not reading.says(ALL_OF_KIND):
        return None
    for sentence in reading.told:
        folded = sentence.folded
        if not tells_failure(sentence) or past(sentence) or (limits(folded) and not ALL.within(folded)):
            continue
        if ALL_OF_KIND.within(folded) or key_function(sentence) or (partial(sentence) and hard(folded)):
            return sentence
    if elsewhere_fine(reading):
        return reading.first(tells_total)
    return None


def reads_wide(reading: Reading) -> Sentence | None:
    """Return the sentence that surely reads like those that tell that a department, a branch or many are hit."""
    if one_only(reading) or mild(reading):
        return None
    return reading.first(_reads_wide)


def _reads_wide(sentence: Sentence) -> bool:
    named = hit(sentence)
    return (
        tells(sentence.text, Label.WIDE, at=LIKELY_WIDE)
        and tells(sentence.text, Label.TROUBLE, at=LIKELY_TROUBLE)
        and not tells(sentence.text, *_NOT_GOING_ON, at=DOUBT)
        and not tells(sentence.text, Label.SINGLE, Label.INTERMITTENT, at=DOUBT)
        and not (named and max(named) < SEVERAL)
        and not past(sentence)
    )


_NOT_GOING_ON = tuple(label for label in NOT_NOW if label is not Label.NEGATED)
"""That others are spared is told in the same breath."""


def unusable(reading: Reading) -> Sentence | None:
    """Return the sentence that tells of severe loss of quality, beyond one user."""
    if one_only(reading):
        return None
    return reading.first(lambda one: BAD_QUALITY.within(one.folded) and not imagined(one))


def hits_everybody(reading: Reading) -> Sentence | None:
    """Return the sentence that says that everybody or everything is hit, whatever it is that fails."""
    if not_all(reading) or calls_are_fine(reading) or mild(reading):
        return None
    return reading.first(
        lambda one: ALL.within(one.folded) and tells_failure(one) and not past(one) and not MINOR.within(one.folded)
    )
