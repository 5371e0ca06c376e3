"""Whether a message says that calls are carried all the same: by the second node, trunk or provider. Pure.

What is redundant is lost without an outage: high availability on one node is major, and calls go on.
"""

from __future__ import annotations

from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.tense import imagined

_SPARE = "(backup|back.?up|secondary|second|other|standby|redundant|spare|failover|lte|4g)"
_CARRIED = Phrases(
    rf"""
    calls? … (go|goes|going|run|running|flow|routed?|overflow|roll|rolled|fail|failed|come|pass) …
      (by|over|via|through|on|to|onto|across) (the |a |our |their )?(\w+ )?{_SPARE};
    calls? overflow;
    (span|trunk|node|server|line|pri|t1|link|provider)( \w+)?
      (carries|carry|carried|handles|takes|is carrying|is taking) (all|the|every|our|its)( of)?( the)?
      (\w+ )?(calls?|load|traffic);
    {_SPARE} … (took|has taken|takes|taking) over; took over (at once|immediately|and|by itself|cleanly);
    failover (\w+ )?(worked|works|held|holds);
    (zweite\w*|andere\w*|reserve\w*|ersatz\w*|standby\w*|backup\w*) … (ubernommen|ubernimmt|ubernahm);
    (gesprache|anrufe) … (laufen|gehen) … uber … (zweite\w*|andere\w*|backup\w*|ersatz\w*|reserve\w*);
    (secours|second|deuxieme|autre) … (pris|prend) le relais;
    appels … (passent|basculent) … (secours|second|autre);
    (respaldo|secundari[oa]|segund[oa]|otr[oa]) … (tomo|asumio|toma);
    llamadas … por … (respaldo|secundari[oa]|segund[oa]|otr[oa]);
    (reserva|secundari[oa]|segund[oa]|outr[oa]) … assumiu;
    (ligacoes|chamadas) … (pel[oa]|por) … (reserva|secundari[oa]|segund[oa]|outr[oa]|backup)
    """
)
_STILL_LOST = Phrases(
    r"""
    no (\w+ )?calls?; (nobody|no one) (can|could|gets?); can't; cannot; can not; unable to;
    fail(s|ed|ing)? (too|as well);
    (not|never|didn't|won't|doesn't) (\w+ )?(take|carry|work|pass|go|ring|come|get|happen)\w*;
    (keine|kein) (\w+ )?(anrufe?|gesprache?|telefonat\w*); niemand kann; (aber|auch) … nicht;
    aucun appel; personne ne peut; (mais|aussi) … pas; ninguna llamada; no (entran|salen|pasan); nadie puede; tampoco;
    nenhuma (ligacao|chamada); nao (entra|sai|passa)\w*; ninguem consegue
    """
)


def carried_on(reading: Reading) -> Sentence | None:
    """Return the sentence that says that calls are carried by what stands in for what has failed."""
    for sentence in reading.told:
        found = _CARRIED.find(sentence.folded)
        if found and not imagined(sentence) and not _STILL_LOST.within(sentence.folded[found.start() :]):
            return sentence
    return None
