"""Emergency calls: whether a message says that they fail or send a wrong place."""

from __future__ import annotations

import re

from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.tense import imagined

_NUMBER = Phrases(r"""
    e?-?911; 999; 112; 933; 000; e.?9.?1.?1;
    emergency (calls?|calling|number|services?|dispatch*|operator); psap; notruf*;
    (numero|appels?|services?) d'urgence*; urgences; (numero|llamada|servicio)s? de emergencia*;
    emergencias; (numero|ligac\w+|chamadas?) de emergencia*; samu; bombeiros; pompiers; feuerwehr
    """)
_ADDRESS = re.compile(
    r"(?<![\w-])(?:911|999|112|000|933)(?:\s[a-z.]+){1,3}?\s(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|blvd|boulevard|highway|hwy|way|court|ct|place|pl|parkway|pkwy|suite|square|terrace|circle)\b"
    r"|(?:porsche|suite|room|unit|ext\.?|extension|box|#|\$|invoice|ticket|ref|rue|strasse|calle|rua)\s?(?:911|999|112|000|933)\b|[-.,/\d](?:911|999|112|000|933)\b|\b(?:911|999|112|000|933)[-/.,]\d"
)
_FAILS = Phrases(
    r"""
    (can't|cannot|cant|can not|couldn't|unable to|won't|wont|will not|wouldn't|would not|doesn't|does
      not|didn't|did not|don't|isn't|not|never) (\w+
      ){0,3}(reach|get|go|goes|going|call|calls|dial|dials|connect*|complet*|work*|through|ring|rings|be
      (dialed|dialled|called|reached)|do it|make|answer*);
    (reach|get|go|call|dial|connect|work)(s|ed|ing)? … not;
    no (911|e911|999|112|emergency|answer|route|ring); fail*; dead; busy; beeps?; reorder; error*; drop*;
    rejected; refused; blocked; silence; nothing( happens)?; recording; not in service; cuts? off;
    cut off; hang(s)? up; wrong; incorrect; old address; another address;
    (a )?different (address|building|location|site);
    (other|main|previous|former) (address|building|site|office)('s)?( address)?; \w+'s address;
    (address|location) … (wrong|old|other|incorrect|not|instead|missing);
    (shows?|showing|sees?|read|reads|gave|gives?|sends?|sent|sending|got|gets|displays?|comes? up|came
      up|landed|went to) … (address|location|building|county|psap|town|site);
    no (address|location|callback); dispatched to; geht (\w+ )?nicht*; kein*; nicht*; falsch*;
    ne (passe|fonctionne|marche)*; mauvaise? adresse; impossible; pas;
    no (funciona|sale|entra|se puede|conecta|pasa)*; direccion (equivocada|incorrecta|vieja);
    nao (funciona|completa|sai|toca|passa|da)*; endereco errado
    """
)
_WORKS = Phrases(r"""
    (911|999|112|emergency calls?|e911|it) (\w+ )?(works?|is (fine|ok|good)|goes through|passed|tested
      (ok|fine|good)|are (fine|ok|good)|went through); not (affected|a problem); aren't affected;
    (is|are) working
    """)
_FOLLOWS = re.compile(
    r"^(?:it|that|this|they|none|not|no|nothing|same|each|every|three|all|she|he|the (?:lady|operator"
    r"|dispatcher|call))\b"
)


def _mentions(sentence: Sentence) -> bool:
    """Return whether the sentence speaks of emergency calls, not of a street number."""
    return _NUMBER.within(_ADDRESS.sub(" ", sentence.folded))


def speaks_of_emergency_calls(reading: Reading) -> Sentence | None:
    """Return the first sentence that speaks of emergency calls, whatever it says of them."""
    return next((sentence for sentence in reading.told if _mentions(sentence)), None)


def emergency_calls_fail(reading: Reading) -> Sentence | None:
    """Return the sentence that says that emergency calls fail or name a wrong place."""
    told = reading.told
    for place, sentence in enumerate(told):
        if not _mentions(sentence) or imagined(sentence):
            continue
        plain = _ADDRESS.sub(" ", sentence.folded)
        if _FAILS.within(plain) and not (_WORKS.within(plain) and "but" not in plain):
            return sentence
        following = told[place + 1] if place + 1 < len(told) else None
        if (
            following
            and _FOLLOWS.match(following.folded)
            and _FAILS.within(following.folded)
            and not imagined(following)
        ):
            return following
    return None
