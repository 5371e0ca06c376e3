"""Emergency calls: whether a message says that they fail or send a wrong place."""

from __future__ import annotations

import re

from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, NOT_NOW, VERY_SURE, likelihood, tells, tells_now
from deskbot.triage.sentences import Reading, Region, Sentence
from deskbot.triage.tense import imagined

_NUMBER = Phrases(r"""
    e?-?911; 999; 112; 933; 000; e.?9.?1.?1;
    emergency (calls?|calling|number|services?|dispatch*|operator); psap; notruf*;
    (county|city|police|fire|state) dispatch*; dispatch cent(er|re); dispatchable; leitstelle;
    dispatchers? (read|reads|saw|sees|said|says|got|gets|told|had|was shown|is shown);
    repartition d'urgence; centrale (d'urgence|911); despacho de emergencias; central de emergencias?;
    (ligar|liga|ligando|discar|disca|discando|discou|chamar|o|ao|para o) (190|192|193);
    (wahl*|ruf*|anruf*|den|die|der) (110|144|122|133|117|118); (notruf|rettung|polizei) … (110|144|122|133);
    (faire|fait|compos*|appel*|joindre|le) (15|17|18); (marc*|llam*|al|el) (061|062|065|066|068|091);
    (numero|appels?|services?) d'urgence*; urgences; (numero|llamada|servicio)s? de emergencia*;
    (reach|call|get|phone|ring|dial|summon*) (an?|the|any)? ?(ambulance|paramedics|fire (brigade|department)|police);
    (krankenwagen|rettungswagen|rettungsdienst|notarzt|feuerwehr|polizei) … (rufen|erreichen|anrufen|verstandigen);
    (joindre|appeler|contacter) (l'|une |les |la |le )?(ambulance|pompiers|police|samu|secours);
    (llamar|contactar|avisar|marcar) (a )?(la |una |los )?(ambulancia|bomberos|policia);
    (chamar|ligar para|acionar) (a |o |uma |os )?(ambulancia|bombeiros|policia|samu|resgate);
    emergencias; (numero|ligac\w+|chamadas?) de emergencia*; samu; bombeiros; pompiers; feuerwehr
    """)
_ADDRESS = re.compile(
    r"(?<![\w-])(?:911|999|112|000|933)(?:\s[a-z.]+){1,3}?\s(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|blvd|boulevard|highway|hwy|way|court|ct|place|pl|parkway|pkwy|suite|square|terrace|circle)\b"
    r"|(?:porsche|suite|room|unit|ext\.?|extension|box|#|\$|invoice|ticket|ref|rue|strasse|calle|rua)\s?(?:911|999|112|000|933)\b"
    r"|\b(?:interno|int\.|anexo|ramal|poste|nebenstelle|apparat|toestel)\s?(?:911|999|112|000|933)\b"
    r"|\b(?:911|999|112|000|933)\s(?:tele|phone|user|set|handset|extension|benutz|apparat|nebenst|poste|utilis|usu|ramai|licen)\w*"
    r"|(?:24|7)[/ -]?(?:24|7|hr|hrs|hour|hours|h|std)\b.{0,12}emergency (?:services?|line|number|calls?)"
    r"|[-.,/\d](?:911|999|112|000|933)\b|\b(?:911|999|112|000|933)[-/.,]\d"
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
    (read|reads) (us )?back; (still )?(the )?(old|wrong|other) (floor|suite|room|wing);
    no (address|location|callback); dispatched to; geht (\w+ )?nicht*; kein*; nicht*; falsch*;
    ne (passe|fonctionne|marche)*; mauvaise? adresse; impossible; pas;
    no (funciona|sale|entra|se puede|conecta|pasa)*; direccion (equivocada|incorrecta|vieja);
    nao (funciona|completa|sai|toca|passa|da|consegu)*; endereco errado; ocupad[oa]; (se )?cort[ao]*; ca[ie]( a)?;
    grabacion; gravacao; rechaz*; recus*; (direccion|ubicacion) … (anterior|antigua|vieja|equivocada|otra|errada);
    (endereco|local) … (antigo|anterior|velho|errado|outro); occupe*; coup(e|ure)*; refuse*; bips?;
    adresse … (ancien*|vieil*|mauvaise|autre); (ancienne|mauvaise|vieille) adresse; besetzt; bricht ab; abgebrochen;
    (alte*|falsche*|fruhere*) (adresse|standort|anschrift); adresse … (alte*|falsch*|fruher*)
    """
)
_WORKS = Phrases(r"""
    (911|999|112|emergency calls?|e911|it) (\w+ )?(works?|is (fine|ok|good)|goes through|passed|tested
      (ok|fine|good)|are (fine|ok|good)|went through); not (affected|a problem); aren't affected;
    (is|are) working; (right|correct|proper) (address|location|floor|building|suite|place)
    """)
_FOLLOWS = re.compile(
    r"^(?:it|that|this|they|none|not|no|nothing|same|each|every|three|all|she|he|the (?:lady|operator"
    r"|dispatcher|call))\b"
)


MOST_BEHIND = 4
"""Sentences behind the one that names the number in which the wrong place may be told."""
_WRONG_PLACE = Phrases(
    """
    (wrong|old|previous|former|other|another) (address|place|location|building|site|street|floor|suite);
    (address|place|location|building|street) … (moved out|they left|used to|old one|wrong);
    (came up|screen|shows?|showed|saw|sees|got|had) … (old|wrong|moved|former|previous|other (address|building|site));
    (alte|falsche|fruhere) (adresse|anschrift); (ancienne|mauvaise) adresse; direccion (vieja|anterior|equivocada);
    endereco (antigo|anterior|errado)
    """
)
LIKELY = 0.8
"""From here the model's word counts in a sentence that names an emergency number."""


def _mentions(sentence: Sentence) -> bool:
    """Return whether the sentence speaks of emergency calls, not of a street number or a company's name."""
    return _NUMBER.within(_plain(sentence))


_NAME = re.compile(
    r"\b(?:911|999|112) (?!(?:Call|Service|Location|Address|Dispatch|Test|Center|Centre|Operator|From|Not|Does|Is|Fail"
    r"|Emergency|And|Or|Out|On|In|To|Down|Dial|Rout|Wrong|No)\w{0,4}\b)[A-Z][a-z]{2,20}"
)
"""A company called after the number: "911 Plumbing"."""


def _plain(sentence: Sentence) -> str:
    """Return the folded sentence without house numbers and names that look like the number."""
    folded = sentence.folded
    for name in _NAME.finditer(sentence.text):
        folded = folded[: name.start()] + " " * len(name.group()) + folded[name.end() :]
    return _ADDRESS.sub(" ", folded)


def _no_failure(sentence: Sentence) -> bool:
    """Return whether it surely reads as a test that passed, a plan, a question or something past."""
    if "?" in sentence.text and tells(sentence.text, Label.HOWTO, at=DOUBT):
        return likelihood(sentence.text, Label.EMERGENCY) < DOUBT
    return (
        tells(sentence.text, *NOT_NOW, at=VERY_SURE)
        and not tells(sentence.text, Label.TROUBLE, at=DOUBT)
        and likelihood(sentence.text, Label.EMERGENCY) < DOUBT
    )


def speaks_of_emergency_calls(reading: Reading) -> Sentence | None:
    """Return the first sentence that speaks of emergency calls, whatever it says of them."""
    return next((sentence for sentence in reading.told if _mentions(sentence)), None)


def emergency_calls_fail(reading: Reading) -> Sentence | None:
    """Return the sentence that says that emergency calls fail or name a wrong place."""
    told = reading.told
    for place, sentence in enumerate(told):
        if not _mentions(sentence) or imagined(sentence) or _no_failure(sentence):
            continue
        plain = _plain(sentence)
        if (_ASKS.search(sentence.folded) or _NOTICE.within(plain)) and not _SURELY_FAILS.within(plain):
            continue
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
        behind = told[place + 1 : place + 1 + MOST_BEHIND]
        wrong = next((one for one in behind if _WRONG_PLACE.within(one.folded) and not imagined(one)), None)
        if wrong and not _ASKS.search(sentence.folded):
            return wrong
    return next((one for one in told if _mentions(one) and _reads_as_failing(one)), None)


_ASKS = re.compile(
    r"^(?:(?:hi|hello|and|also|so|my question is|question)\W{1,3})?(?:how|what|which|where|who|when"
    r"|why is there"
    r"|do|does|is there|is it|are there|can|could|should|would|will|wie|was|welche\w?|wo|muss|mussen|kann|gibt"
    r"|comment|quel\w*|ou|faut|est-ce|peut"
    r"|como|que|cual\w*|donde|hay|se puede|debo|qual|quais|onde|devo|precisa\w*|tem como|da para)\b.{0,300}\?"
    r"|\b(?:would like|want|need|plan|planning|like to know|asked|wonder\w*|question)\b.{0,30}"
    r"\b(?:to|about|how|whether|if|what|which)\b"
)
"""A question or a wish; what it says of emergency calls is not what they do."""
_NOTICE = Phrases("""
    notif*; alert*; notices?; e-?mails?; text messages?; sms; pop.?ups?; benachrichtig*; meldung*; hinweis*; courriels?;
    avis; alerte*; avisos?; aviso por correo; correos?
    """)
"""That somebody in the house is told of an emergency call is another matter than the call."""
_SURELY_FAILS = Phrases(
    """
    (can't|cannot|can not|couldn't|doesn't|does not|didn't|did not|won't|isn't|not) (\\w+ ){0,2}
      (reach|get|go|connect|complet*|work*|ring|through);
    fail*; wrong (address|location|place|building); old address; busy; geht nicht*; falsche adresse; mauvaise adresse;
    direccion equivocada; endereco errado; no (funciona|sale|entra); nao (funciona|completa|sai)
    """
)


def _reads_as_failing(sentence: Sentence) -> bool:
    if sentence.region in (Region.SUBJECT, Region.OLD_SUBJECT) or _ASKS.search(sentence.folded):
        return False
    return tells_now(sentence.text, Label.EMERGENCY, at=LIKELY) and tells(sentence.text, Label.TROUBLE, at=DOUBT)
