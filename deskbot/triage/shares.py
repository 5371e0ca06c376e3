"""How large a share of the calls fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from deskbot.triage.counts import counts
from deskbot.triage.directions import lost_for_all
from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.numbers import NUMBER, number
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import tells
from deskbot.triage.scope import not_all
from deskbot.triage.sentences import Reading, Sentence, once
from deskbot.triage.symptoms import FUNCTION
from deskbot.triage.tense import imagined
from deskbot.triage.total_loss import tells_total


@dataclass(frozen=True, slots=True)
class Share:
    """A share of calls that fail, with the words that it stands on."""

    share: float
    words: str


_OF = re.compile(
    rf"(?<![\w.:,/-])(?:about |roughly |some )?({NUMBER})(?: calls?| times?| tests?)?(?: out)? "
    r"(?:of|in|out of|von|sur|de cada|de|em cada|em) (?:every |each |cada |the )?"
    rf"({NUMBER})(?![\w:%/-]|\.\d)"
)
_PERCENT = re.compile(r"(?<![\w.])(\d{1,3})(?:\.\d)? ?(?:%|percent|per cent|prozent|pour cent|por ciento|por cento)")
_BAD_GOOD = re.compile(
    rf"(?<![\w.:/-])({NUMBER}) (?:\w+ )?(?:reorder|fail\w*|bad|dropped|busy|dead|errors?|lost)\b"
    rf"[^.;\n]{{0,20}}?\b({NUMBER}) (?:\w+ )?"
    r"(?:went through|ok|okay|fine|good|worked|connected|completed|clean)"
)
_CALLS_BAD = re.compile(
    rf"(?<![\w.:/-])({NUMBER}) calls?,? (?:and )?({NUMBER}) (?:bad|failed|dropped|dead|lost|reorder)"
)
_CALLS_TRIED = (
    r"(?:calls?|test calls?|attempts?|tries|times|anrufen?|gesprachen?|versuchen?|testanrufen?|mal"
    r"|appels?|essais?|tentatives?"
    r"|fois|llamadas?|intentos?|pruebas?|veces|chamadas?|ligac\w+|tentativas?|testes?|vezes)"
)
_THROUGH = (
    r"(?:got through|get through|went through|go through|came (?:in|through)|connect(?:ed|s)?"
    r"|complet(?:ed|es)?|work(?:ed|s)?"
    r"|succeeded|were (?:ok|fine|good)|kamen? (?:durch|an|rein|raus)|gingen? (?:durch|raus|rein)|klappten?|waren ok"
    r"|(?:sont |est )?pass(?:e|ees?|es|ent)|(?:ont |a )?abouti\w*|(?:ont |a )?marche|entraron|salieron|pasaron"
    r"|funcionaron|se conectaron|entraram|sairam|completaram|funcionaram|deram certo)"
)
_FAILED = (
    r"(?:fail(?:ed|s)?|died|dropped|drop|were (?:dead|busy|cut|lost)|got (?:busy|nothing|dropped|reorder"
    r"|a busy)|gave (?:busy|reorder)"
    r"|hit busy|busy|scheiter\w*|brach\w*|fehlgeschlagen|waren (?:tot|besetzt|weg)|besetzt|(?:ont |a )?echou\w*"
    r"|coup\w+|tombe\w*|occupe\w*|fallaron|se cortaron|se cayeron|dieron (?:ocupado|error)|ocupado|falharam|cairam"
    r"|deram (?:ocupado|erro)|foram recusad\w+|no (?:entraron|salieron|pasaron)|nao (?:entraram|sairam"
    r"|completaram|foram))"
)
_ONLY = r"(?:only|just|nur|bloss|lediglich|seulement|solo|apenas|so)"
_TALLY = re.compile(
    rf"(?<![\w.:,/-])({NUMBER}) (?:\w+ )?{_CALLS_TRIED}\b(?:\W{{1,3}}[\w'-]{{1,20}}){{0,12}}?\W{{1,3}}"
    rf"(?:{_ONLY} )?({NUMBER})"
    rf" (?:(?:of them|davon|ont|sont|se|me|us|have|has|had|of those|dessen) )?({_FAILED}|{_THROUGH})"
)
"""As in "made ten calls to the main number, only four got through"."""
_HALF = Phrases(
    r"""
    (about|at least|more than|over|roughly|nearly|almost|every)? ?half (of )?(the |our |their |all )?(\w+
      )?calls?; half the (time|calls); every (other|second) (\w+ )?call;
    (most|majority) of (the |our |their |all )?(\w+ )?calls; most (\w+ )?calls; worse than even;
    coin toss; (two|three) (out of|of|in) (three|four); nearly (all|every);
    jede[rs]? zweite* (anruf|gesprach|versuch)*; die halfte (der|aller) (anrufe|gesprache);
    mehr als die halfte; un appel sur deux; la moitie des appels; plus de la moitie;
    la mitad de las llamadas; una de cada dos; mas de la mitad; metade das (ligacoes|chamadas);
    uma em cada duas; mais da metade;
    (three|two) (quarters|thirds) of (the |their |all )*(\w+ )?calls;
    (les )?(trois quarts|deux tiers|la moitie|la plupart) (des|de (tous )?(les|nos|leurs|ses)) appels;
    (drei viertel|zwei drittel|halfte) (der|aller|unserer|ihrer|von allen) (anrufe|gesprache)n?; (die
      )?meisten (anrufe|gesprache);
    (tres cuartas partes|dos tercios|la mayoria|la mitad) de (todas )?(las|sus|nuestras) llamadas;
    (tres quartos|dois tercos|a maioria|metade) d(as|e todas as|as suas|as nossas) (ligacoes|chamadas)
    """
)
_ABOUT_CALLS = Phrases(
    """
    calls?; calling; dial*; attempts?; anruf*; gesprach*; appels?; llamada*; ligac*; chamada*; tries;
    times; outside number*
    """
)
_OF_SPACE = Phrases("""
    disk*; disc; discs; drive; partition*; storage;
    space; memory; cpu; battery; full; used; platte*; speicher*; voll;
    belegt; espacio; almacenamiento; lleno; ocupad[oa] al?; espaco; armazenamento; cheio; espace; plein; rempli*; loss;
    packet*
    """)
"""What else is told in percent."""


@once
def share_of_calls(sentence: Sentence) -> Share | None:
    """Return the share of calls that fail, where the sentence tells one."""
    folded = sentence.folded
    if imagined(sentence):
        return None
    pair = _BAD_GOOD.search(folded)
    if pair:
        bad, good = number(pair.group(1)), number(pair.group(2))
        return Share(bad / max(1, bad + good), pair.group())
    tally = _TALLY.search(folded)
    if tally:
        tried, told = number(tally.group(1)), number(tally.group(2))
        failed = told if re.fullmatch(_FAILED, tally.group(3)) else tried - told
        return _share(failed, tried, tally.group())
    pair = _CALLS_BAD.search(folded)
    if pair:
        return _share(number(pair.group(2)), number(pair.group(1)), pair.group())
    return _fraction(folded) if _ABOUT_CALLS.within(folded) else None


def _fraction(folded: str) -> Share | None:
    half = _HALF.find(folded)
    if half:
        return Share(0.5, half.group())
    pair = _OF.search(folded)
    if pair:
        return _share(number(pair.group(1)), number(pair.group(2)), pair.group())
    percent = None if _OF_SPACE.within(folded) else _PERCENT.search(folded)
    return Share(int(percent.group(1)) / 100, percent.group()) if percent else None


def _share(part: int, whole: int, words: str) -> Share | None:
    return Share(part / whole, words) if 0 < part <= whole else None


HALF = 0.5
MOST_IN_A_BREATH = 12
"""Words of a sentence that tells how many, and nothing else: "I mean like 6 of every 10"."""
_HALF_OF_THEM = Phrases(
    """
    half( of (them|those|it))?; most of (them|those); (die )?halfte( davon)?; die meisten; (la )?moitie; la plupart;
    la mitad; la mayoria; (a )?metade; a maioria
    """
)


def half_of_calls(reading: Reading) -> Sentence | None:
    """Return the sentence that says that at least half of the calls fail."""
    if not_all(reading):
        return None
    shares = (*_told_at_once(reading), *_told_in_the_next_breath(reading))
    return next((sentence for sentence, share in shares if share.share >= HALF), None)


def fewer_than_half(reading: Reading) -> Sentence | None:
    """Return the sentence that says of calls that were just told to fail that fewer than half do, and no more is lost.

    By itself "1 of every 10" reads like the share of an outage.
    """
    few = next((sentence for sentence, share in _told_in_the_next_breath(reading) if share.share < HALF), None)
    if few is None or half_of_calls(reading) or speaks_of_emergency_calls(reading):
        return None
    return None if any(tells_total(one) or lost_for_all(one) for one in reading.told) else few


def _told_at_once(reading: Reading) -> Iterator[tuple[Sentence, Share]]:
    for sentence in reading.told:
        share = share_of_calls(sentence)
        if share and _calls_fail(sentence):
            yield sentence, share


def _told_in_the_next_breath(reading: Reading) -> Iterator[tuple[Sentence, Share]]:
    for before, sentence in pairwise(reading.told):
        share = _in_the_next_breath(sentence)
        if share and _ABOUT_CALLS.within(before.folded) and _calls_fail(before):
            yield sentence, share


def _calls_fail(sentence: Sentence) -> bool:
    return tells_bad(sentence) and "fax" not in sentence.folded


def _in_the_next_breath(sentence: Sentence) -> Share | None:
    """Return the share that a sentence names of what the one before it tells, where it tells nothing more."""
    folded = sentence.folded
    if len(folded.split()) > MOST_IN_A_BREATH or imagined(sentence) or counts(sentence) or FUNCTION.within(folded):
        return None
    half = _HALF_OF_THEM.find(folded)
    return _fraction(folded) or (Share(HALF, half.group()) if half else None)


_BAD = Phrases("""
    bad; fail*; drop*; reorder; busy; dead; lost; worse; coin toss; error*; cut*; don't; doesn't; not;
    silent; silence; die; dies; reject*; refus*; timeout*; nicht*; weg; besetzt; scheiter*; erreur*; tomb*;
    rechaz*; recus*; falh*; erro; ocupad*; coupe*; echou*; falla*; cort*; cae*; cai*; nao; no
    """)


def tells_bad(sentence: Sentence) -> bool:
    """Return whether the share in the sentence is of calls that fail, not of those that work."""
    return _BAD.within(sentence.folded) or tells(sentence.text, Label.TROUBLE)
