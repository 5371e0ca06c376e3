"""Who reports an outage says nothing of how many are hit: "a user says the phones are dead". Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from deskbot.triage.directions import lost_for_all
from deskbot.triage.phrases import Phrases
from deskbot.triage.plain_outage import plain_outage
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, tells_now
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.total_loss import tells_total

_REPORTS = re.compile(
    r"^(?:(?:hi|hello|hallo|guten \w+|bonjour|hola|buen\w+ \w+|ola|bom dia)\W{1,3})?"
    r"(?:(?:an?|one|one of (?:the|their|our)|the|their|our|my) (?:[\w']+ ){0,2}[\w'-]+ "
    r"(?:has |have |just )*(?:(?:called|rang|phoned|wrote|texted)(?: us| me| in)? to say|says?|said|reports?|reported"
    r"|tells (?:us|me)|told (?:us|me)|complain(?:s|ed)|claims?|mention(?:s|ed))(?: to us)?(?: that)?"
    r"|(?:eine?r?|der|die|unsere?) (?:\w+ ){0,2}\w+ (?:\w+ )?(?:meldet|sagt|berichtet|teilt mit|schreibt|beklagt)"
    r"(?: uns)?(?:,? dass)?"
    r"|(?:une?|l'|la|le|notre) ?(?:\w+ ){0,2}\w+ (?:nous |me )?(?:dit|signale|rapporte|informe|indique|se plaint)"
    r"(?: que| qu')?"
    r"|(?:una?|uno de los|la|el|nuestr[oa]) (?:\w+ ){0,2}\w+ (?:nos |me )?(?:dice|reporta|avisa|informa|comenta|indica"
    r"|se queja de)(?: que)?"
    r"|(?:uma?|a|o|nosso|nossa) (?:\w+ ){0,2}\w+ (?:nos |me )?(?:diz|relata|avisa|informa|comenta|reclama)(?: que)?)"
    r"[:,]?\s?(?=\w)"
)
_OF_ALL = Phrases(
    r"""
    (the|all|all the|our|their|any|none of the) (\w+ )?((tele)?phones|lines|sets|handsets|extensions|calls); no (\w+
      )?(calls?|phones?|lines?|dial ?tone); nobody; no one; everybody; everyone; everything;
    (die|alle|samtliche|keine) (\w+ )?(telefone|leitungen|apparate|anrufe|gesprache); kein anruf; niemand; keiner
    ; alles;
    (les|tous les|aucun des) (\w+ )?(telephones|postes|lignes|appels); aucun appel; personne; tout;
    (los|las|todos los|todas las) (\w+ )?(telefonos|lineas|internos|llamadas); ninguna llamada; nadie; no (entran|salen)
      llamadas; todo; (os|as|todos os|todas as) (\w+ )?(telefones|linhas|ramais|ligacoes|chamadas); nenhuma
      (ligacao|chamada); ninguem; tudo
    """
)
_OF_ONE = Phrases(
    """
    he; she; his; her; him; hers; himself; herself; sein*; ihr*; er; il; elle; son; sa; ses; su; sus; ella; seu; sua;
    ele; ela; dele; dela; my; mein*; mon; mi; meu
    """
)


def without_reporter(reading: Reading) -> Reading:
    """Return a message in which an outage stands without the one user or colleague who reports it."""
    return replace(reading, sentences=tuple(_what_is_reported(one) for one in reading.sentences))


def _what_is_reported(sentence: Sentence) -> Sentence:
    found = _REPORTS.match(sentence.folded) if sentence.told else None
    if not found:
        return sentence
    told = replace(sentence, text=sentence.text[found.end() :], folded=sentence.folded[found.end() :])
    of_all = _OF_ALL.within(told.folded) and not _OF_ONE.within(told.folded)
    if not of_all:
        return sentence
    return told if _is_an_outage(told) else sentence


def _is_an_outage(told: Sentence) -> bool:
    """Return whether it is one by a rule, or reads like one: "the lines are dead" is in no table."""
    alone = Reading("", (told,), ())
    in_words = tells_total(told) or lost_for_all(told) or plain_outage(alone) is not None
    return in_words or tells_now(told.text, Label.TOTAL, at=DOUBT)
