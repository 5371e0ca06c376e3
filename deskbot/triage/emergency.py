"""Emergency calls: whether a message says that they fail or send a wrong place."""

from __future__ import annotations

import re
from dataclasses import replace

from deskbot.triage.asked_behind import before_the_question
from deskbot.triage.clauses import CLAUSE, clauses
from deskbot.triage.emergency_number_words import DAYS, KNOWN, LOCAL
from deskbot.triage.emergency_numbers import dialled_for_help, without_other_numbers
from deskbot.triage.hardness import BASIC, HARD
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, NOT_NOW, likelihood, tells, tells_no_trouble, tells_now
from deskbot.triage.sentences import Reading, Region, Sentence, once
from deskbot.triage.tense import imagined

_CALLS = Phrases(
    r"""
    emergency (calls?|calling|number|services?|dispatch*|operator); psap; notruf*; triple (zero|nine);
    (county|city|police|fire|state) dispatch*; dispatch cent(er|re); dispatchable; leitstelle;
    dispatchers? (read|reads|saw|sees|said|says|got|gets|told|had|was shown|is shown);
    repartition d'urgence; centrale (d'urgence|911); central de emergencias?;
    (numero|appels?|services?) d'urgence*; urgences; (numero|llamada|servicio)s? de emergencia*;
    (reach|call|get|phone|ring|dial|summon*) (an?|the|any)? ?(ambulance|paramedics|fire (brigade|department)|police);
    (krankenwagen|rettungswagen|rettungsdienst|notarzt|feuerwehr|polizei) … (rufen|erreichen|anrufen|verstandigen);
    (joindre|appeler|contacter) (l'|une |les |la |le )?(ambulance|pompiers|police|samu|secours);
    (llamar|contactar|avisar|marcar) (a )?(la |una |los )?(ambulancia|bomberos|policia);
    (chamar|ligar para|acionar) (a |o |uma |os )?(ambulancia|bombeiros|policia|samu|resgate);
    emergencias; (numero|ligac\w+|chamadas?) de emergencia*; samu; bombeiros; pompiers; feuerwehr
    """,
    but=(
        r"""
        not for (\w+ )?emergency calls; (das|dies|hier) ist ein notruf; emergency calls only; only emergency calls;
        nur notrufe?;
        appels d'urgence (uniquement|seulement); solo (llamadas de )?emergencias?; (so|apenas) chamadas de emergencia;
        (24|7)[/ -]?(24|7|hr|hrs|hour|hours|h|std) … emergency (services?|line|number|calls?)
        """,
    ),
)
"""Calls for help in words; what a telephone shows that can make no other, or an advertisement says, is none."""
_FAILS = Phrases(
    r"""
    (can't|cannot|cant|can not|couldn't|unable to|won't|wont|will not|wouldn't|would not|doesn't|does
      not|didn't|did not|don't|isn't|not|never) (\w+
      ){0,3}(reach|get|go|goes|going|call|calls|dial|dials|connect*|complet*|work*|through|ring|rings|be
      (dialed|dialled|called|reached)|do it|make|answer*);
    (reach|get|go|call|dial|connect|work)(s|ed|ing)? … not;
    no (911|e911|999|112|110|emergency|answer|route|ring); fail*; dead; busy; beeps?; reorder; error*; drop*;
    rejected; refused; blocked; silence; out of (order|service); not working; (go|goes|going|went) nowhere; inoperative;
    unavailable; nothing( happens)?; recording; not in service; cuts? off;
    cut off; hang(s)? up; wrong; incorrect; old address; another address;
    (a )?different (address|building|location|site);
    (other|main|previous|former) (address|building|site|office)('s)?( address)?; \w+'s address;
    (address|location) … (wrong|old|other|incorrect|not|instead|missing);
    (shows?|showing|sees?|read|reads|gave|gives?|sends?|sent|sending|got|gets|displays?|comes? up|came
      up|landed|went to) … (address|location|building|county|psap|town|site);
    (read|reads) (us )?back; (still )?(the )?(old|wrong|other) (floor|suite|room|wing);
    no (address|location|callback); dispatched to; geht (\w+ )?nicht*; kein(e|er|en|em|es)?; nicht*; falsch*;
    ne (passe*|fonctionne*|marche*|repond*|sonne*|aboutit*|donne*); (ne|n') ?\w+ (plus|pas|rien); mauvaise? adresse;
    impossible; pas;
    no (funciona*|sale*|entra*|se puede*|conecta*|pasa*|responde*|contesta*); direccion (equivocada|incorrecta|vieja);
    nao (funciona*|completa*|sai*|saem|toca*|passa*|da|dao|consegu*|atende*|chama*|conecta*); endereco errado;
    ocupad[oa]; (se )?cort[ao]*; ca[ie]( a)?;
    grabacion; gravacao; rechaz*; recus*; (direccion|ubicacion) … (anterior|antigua|vieja|equivocada|otra|errada);
    (endereco|local) … (antigo|anterior|velho|errado|outro); occupe*; coupe*; coupure*; refuse*; bips?;
    adresse … (ancien*|vieil*|mauvaise|autre); (ancienne|mauvaise|vieille) adresse; besetzt;
    (bricht|brach|brechen) (\w+ ){0,4}ab; abgebrochen;
    (alte*|falsche*|fruhere*) (adresse|standort|anschrift); adresse … (alte*|falsch*|fruher*);
    times? out; timed out; rings? out; (rings|ringing) and (rings|ringing); (just|only|keeps) (rings|ringing);
    (lands?|landing|landed|ends up) (on|at|in|with); (invalid|unassigned) number;
    number (is )?(invalid|unassigned|not (recogni*|assigned|valid|found|allowed));
    (plays?|gets?|got|hears?|heard) … (announcement|intercept|message|treatment);
    ins leere; besetztton*; besetztzeichen*; scheiter*; gescheitert; unmoglich; stumm; landet; landen;
    abgelehnt; abgewiesen; (kommt|hort|ertont|lauft|folgt) … (ansage|bandansage);
    dans le vide; (n'|ne |n' )\w+ (jamais|guere); echou*; echec; occupation; muet*; rejete*;
    (tombe*|entend*|arrive*|donne*) … (annonce|message|repondeur|standard);
    injoignable*; raccroche*; plus moyen; no longer; (no|nunca) (\w+ ){0,2}(llama*|marca*|puede*|podemos|logra*|comunic*
      |deja*|alcanza*); (nao|nunca) (\w+ ){0,2}(liga*|disca*|podemos|pode*|deixa*|alcanca*);
    falla; fallan; fallo; falharam; falha; falham; (en|em) silencio; mud[oa]s?; (inexistente|invalido|no valido);
    (suena|oye*|escucha*|salta) … (locucion|mensaje); (ouve*|toca) … mensagem
    """,
    but=("nothing (wrong|else|unusual|to report)",),
)
_WORKS = Phrases(r"""
    (911|999|112|emergency calls?|e911|it|that|this) (\w+ )?(works?|is (fine|ok|good)|goes through|passed|tested
      (ok|fine|good)|are (fine|ok|good)|went through); not (affected|a problem); aren't affected;
    (is|are) working; (right|correct|proper) (address|location|floor|building|suite|place);
    (address|location) (\w+ ){0,2}(correct|right);
    (richtig*|korrekt*) (adresse|standort|anschrift); bonne adresse; direccion (correcta|buena);
    endereco (certo|correto)
    """)
_BUT = Phrases("but; however; aber; jedoch; mais; toutefois; cependant; pero; sin embargo; mas; porem; or")
_WELL = (
    r"(?=\s?[,;:.!?)]|$|\s(?:well|fine|ok|okay|at once|right|immediately|promptly|again|from|too|also"
    r"|on the (?:first|second)|everywhere|(?:on|at|in) (?:all|every|each|any)\b"
    r"|uberall|partout|en todas partes|em tod[oa] (?:o )?lugar"
    r"|(?:von|an|auf|aus|bei) (?:allen|jedem|jeder|samtlichen)"
    r"|(?:de|depuis|sur|a partir de) (?:tous|toutes|chaque|n'importe)"
    r"|(?:de|desde|en|a partir de) (?:todos|todas|cada|cualquier)|(?:de|em|a partir de) (?:todo|toda|qualquer)"
    r"|gut|sofort|gleich|wieder|einwandfrei|normal|bestens|hervorragend|problemlos|tadellos|auch|bien|tres bien"
    r"|parfait\w{0,8}"
    r"|normal\w{0,6}|tout de suite|immediat\w{0,8}|aussi|depuis|enseguida|en seguida|perfect\w{0,8}|tambien|desde"
    r"|al (?:primer|instante|momento)|certinho|logo|rapid\w{1,3}|na hora|no (?:primeiro|segundo)|tambem|de todos)\b)"
)
_GETS_THROUGH = re.compile(
    rf"(?<!\w)(?:{KNOWN}|{LOCAL}|{DAYS}|notruf\w{{0,3}}|samu)(?!\w)[^,;:.!?]{{0,40}}?,?\s(?P<well>"
    r"(?:goes|went|gets|got|came|comes) (?:right |straight |out )?through|passed|proven|ok|okay|fine|hebt ab"
    r"|klapp\w{1,3}"
    r"|(?:both|all|beide|alle) (?:kamen|gingen|came|went|got) (?:\w+ )?(?:durch|through)|kam(?:en)? (?:\w+ )?durch"
    r"|(?:works?|worked|answers|answered|geht|gehen|funktionier\w{1,3}|(?:a |ont )?repond\w{0,3}|passe(?:nt)?"
    r"|fonctionne(?:nt)?|marche(?:nt)?|abouti\w{0,5}|contest(?:a|an|o|aron)|entran?|funcionan?|llegan?|atend(?:e|em|eu|eram)|completam?|saem)"
    rf"{_WELL})\b"
    r"(?![^,;:.!?]{0,30}\b(?:nicht|kein\w{0,2}|pas|plus|rien|jamais|only|nur|after|erst)\b)"
)
"""That a call for help gets through, in the clause that names it."""
_CALL = (
    r"(?:calls?|lines?|operator|dispatch\w{0,3}|address|location|anruf|verbindung|leit\w{1,8}|adresse|standort|appel"
    r"|ligne"
    r"|communication|operat\w{1,5}|llamada|linea|direccion|ligacao|chamada|linha|atendente|endereco)"
)
_THE = r"(?:the|our|der|die|das|den|unser\w?|le|la|les|l'|notre|el|los|las|o|a|os|as)"
_FEATURE = (
    r"(?:voice ?mails?|mailbox\w*|fax\w*|recordings?|music|paging|intercom|portal|e-?mails?|anrufbeantworter|wartemusik"
    r"|aufzeichnung\w*|messagerie|enregistrements?|musique|buzon\w*|correo de voz|grabaci\w*|musica|correio de voz"
    r"|caixa postal|gravac\w*)"
)
"""What may fail beside a call for help, and is none."""
_NOT_INSTEAD = r"(?![^,;.!?]{0,20}\b(?:picks?|answers?|instead|meldet|statt\w*|repond\w*|contesta|atende)\b)"
_OF_THE_CALL = re.compile(
    r"[,;:.]?\s(?:but|however|aber|jedoch|mais|toutefois|pero|mas|porem|and|und|et|y|e)\s"
    rf"(?:(?!{_THE}\b)|{_THE}\s?{_CALL}\b)(?!{_THE}?\s?(?:\w+ )?{_FEATURE}\b{_NOT_INSTEAD})"
)
"""What goes on about the same call: "it answers, but cuts off"."""
_TAKEN_BACK = Phrases(
    """
    (ignore|disregard|forget) … (about|re|regarding|concerning); (ignorier*|vergess*) … (wegen|uber|zum|zur);
    (ignore*|oublie*) … (sur|concernant|a propos|au sujet); (ignor*|olvid*) … sobre; (desconsider*|esquec*) … sobre
    """
)
"""That somebody takes back what they wrote of it."""
_NO_FAILURE_BEFORE = re.compile(
    r"\b(?:nothing|none (?:was|were|of them (?:was|were)|has|have)|not|never|nie|nunca|jamais|rien de|nada|(?:could"
    r"|might|may|would) have)\s$"
)
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
    """Return whether the sentence speaks of emergency calls, by their number or in words."""
    return _CALLS.within(sentence.folded) or dialled_for_help(sentence)


def _no_failure(sentence: Sentence) -> bool:
    """Return whether it surely reads as a test that passed, a plan, a question or something past."""
    if _TAKEN_BACK.within(sentence.folded):
        return True
    if "?" in sentence.text and tells(sentence.text, Label.HOWTO, at=DOUBT):
        return likelihood(sentence.text, Label.EMERGENCY) < DOUBT
    return tells_no_trouble(sentence.text, *NOT_NOW) and likelihood(sentence.text, Label.EMERGENCY) < DOUBT


def _fails(plain: str) -> bool:
    """Return whether words of failure stand there, and none of them is denied: "none was refused"."""
    return any(not _NO_FAILURE_BEFORE.search(plain[: found.start()]) for found in _FAILS.all(plain))


def _gets_through(plain: str) -> bool:
    """Return whether the clause that names the number says that it gets through, and what follows is another matter."""
    if _WRONG_PLACE.within(plain):
        return False
    found = _GETS_THROUGH.search(plain)
    if not found or _DENIED.search(plain[: found.start("well")]):
        return False
    behind = plain[found.end() :]
    if _FAILS.within(_CLAUSE_END.split(behind, maxsplit=1)[0]):
        return False
    goes_on = _OF_THE_CALL.search(behind)
    return not (goes_on and _FAILS.within(behind[goes_on.start() :]))


_CLAUSE_END = re.compile(
    rf"[,;:.!?]|\s(?:but|aber|mais|pero|mas|and|und|et|y|e)\s(?={_THE}?\s?(?:\w+ )?{_FEATURE}\b{_NOT_INSTEAD})"
)
_DENIED = re.compile(
    r"\b(?:not|never|no|nicht|nie|ne|n'|nao|nunca|nem|ni|pas|plus|jamais|neither|doesn't|didn't|don't|nobody|no one"
    r"|hardly|barely|niemand|keiner|kaum|personne|nadie|ninguem|apenas)\s?(?:\w+\s)?$"
)


@once
def speaks_of_emergency_calls(reading: Reading) -> Sentence | None:
    """Return the first sentence that speaks of emergency calls, whatever it says of them."""
    return reading.first(_mentions)


def emergency_calls_in_doubt(reading: Reading) -> Sentence | None:
    """Return the first sentence that speaks of emergency calls, and does not say that they go through."""
    for sentence in reading.told:
        plain = without_other_numbers(sentence)
        if _mentions(sentence) and not _no_failure(sentence) and not _WORKS.within(plain) and not _gets_through(plain):
            return sentence
    return None


def without_calls_that_get_through(reading: Reading) -> Reading:
    """Return a message without its clauses about emergency calls, where it says of those only that they get through."""
    if emergency_calls_fail(reading) or not any(_gets_through(without_other_numbers(one)) for one in reading.told):
        return reading
    left = tuple(_other_clauses(one) for one in reading.sentences)
    subject = next((one.text for one in left if one.region in (Region.SUBJECT, Region.OLD_SUBJECT)), "")
    return replace(reading, subject=subject, sentences=tuple(one for one in left if one.folded))


def _other_clauses(sentence: Sentence) -> Sentence:
    """Return what a sentence tells beside emergency calls: the number in a subject, or that they get through."""
    is_told = sentence.region in (Region.BODY, Region.FORWARDED)
    if is_told and not _gets_through(without_other_numbers(sentence)):
        return sentence
    kept = [one for one in clauses(sentence) if not _mentions(one)]
    return replace(sentence, text="".join(one.text for one in kept), folded="".join(one.folded for one in kept))


def only_a_feature_beside(reading: Reading) -> Sentence | None:
    """Return the sentence that says that emergency calls get through, where all that fails beside is a feature."""
    if emergency_calls_in_doubt(reading) or emergency_calls_fail(reading):
        return None
    failing = [
        clause
        for sentence in reading.told
        for clause in CLAUSE.split(without_other_numbers(sentence))
        if _fails(clause) or (BASIC.within(clause) and HARD.within(clause))
    ]
    if not failing or not all(_OF_A_FEATURE.search(clause) for clause in failing):
        return None
    return speaks_of_emergency_calls(reading)


_OF_A_FEATURE = re.compile(rf"\b{_FEATURE}\b{_NOT_INSTEAD}")


@once
def emergency_calls_fail(reading: Reading) -> Sentence | None:
    """Return the sentence that says that emergency calls fail or name a wrong place."""
    told = tuple((one.asks and before_the_question(one)) or one for one in reading.told)
    for place, sentence in enumerate(told):
        if not _mentions(sentence) or imagined(sentence) or _no_failure(sentence):
            continue
        plain = without_other_numbers(sentence)
        if (_ASKS.search(sentence.folded) or _NOTICE.within(plain)) and not _SURELY_FAILS.within(plain):
            continue
        through = _gets_through(plain)
        if _fails(plain) and not through and not (_WORKS.within(plain) and not _BUT.within(plain)):
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
    previen*; prevenus?; avis; avisos?; correos?
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
_NOT_THROUGH = Phrases(
    r"""
    (can't|cannot|can not|couldn't|doesn't|does not|don't|do not|didn't|did not|won't|isn't|not|never
      |no longer) (\w+ ){0,2}
      (reach|get|gets|go|goes|call|dial|connects?|complet*|work*|ring|through);
    unable to; fail*; busy; dead; nothing happens; unreachable;
    (geht|gehen|ging*|funktionier*|klapp*|erreich*|komm*) (\w+ ){0,3}nicht*;
    (bekomm*|krieg*) (\w+ ){0,3}nicht*; nicht (mehr )?(erreich*|wahl*|moglich|anruf*
      |durch*); besetzt; tot; scheiter*; lasst sich (\w+ ){0,2}nicht*; (rufen|ruft|konnen|kann) (\w+ ){0,3}nicht;
    (ne |n')(\w+ ){1,3}(plus|pas|jamais|rien); impossible; injoignable*; occupe*; echou*; raccroche*; coupe*; muet*;
      plus moyen;
    (no|ya no|tampoco) (\w+ ){0,2}(funciona*|sale*|entra*|contesta*|responde*|llama*|puede*|podemos|logra*|conecta*
      |comunic*|pasa*); ocupado; falla*;
    (nao|nunca) (\w+ ){0,2}(funciona*|completa*|sai*|saem|consegu*|atende*|chama*|liga*|toca*|conecta*); falha*
    """
)


def emergency_calls_surely_fail(reading: Reading) -> Sentence | None:
    """Return the sentence that says so in plain words; a question about them may name what would be wrong."""
    found = emergency_calls_fail(reading)
    return found if found and _NOT_THROUGH.within(found.folded) and _is_no_wish(found) else None


def _is_no_wish(sentence: Sentence) -> bool:
    """Return whether a sentence names the number itself, and tells a trouble rather than a question or a wish."""
    if not _mentions(sentence) or tells(sentence.text, Label.HOWTO, Label.FEATURE, Label.HYPOTHETICAL, at=DOUBT):
        return False
    return _cannot_get(sentence) or tells(sentence.text, Label.TROUBLE, Label.EMERGENCY, at=DOUBT)


_TO_GET = (
    r"(?:even|anymore|get|getting|reach\w*|call\w*|dial\w*|ring\w*|phone|connect\w*|contact|through|hold of|out|to"
    r"|meme|plus|a|avoir|joindre|appeler|composer|contacter|faire|avec"
    r"|ni|tampoco|comunic\w+|hablar|llamar|marcar|contactar|dar|dando|con|a|al|llegar"
    r"|nem|mais|falar|falando|ligar|ligando|discar|discando|chamar|contatar|para|pra|pro|com|ao|completar)\b"
)
_CANNOT_GET = re.compile(
    r"(?:\b(?:can't|cannot|cant|can not|couldn't|could not|unable to|not able to|isn't able to|not getting|no longer)"
    r"|\b(?:n'|ne )\w+ (?:pas|plus)(?: a)?|\bimpossible (?:de |d')|\b(?:plus|pas) moyen (?:de |d')"
    r"|\b(?:ya )?no (?:me |se |nos |le )?(?:consig\w+|logr\w+|pued\w+|podemos|pudimos|dan?|damos)"
    r"|\bnao (?:estou |estamos |esta |estao )?(?:consegu\w+|consig\w+|pode\w*|posso|da))"
    rf"(?:\s?(?:{_TO_GET})){{0,4}}?\s?(?:{_THE} ?)?(?:{KNOWN}|{LOCAL}|{DAYS})"
    r"(?=\s?[,;:.!?)]|$|\s(?:\w+\s){0,4}?\w+\W{0,3}$)"
    r"|\b(?:erreich\w*|bekomm\w*|krieg\w*|komm\w*) (?:\w+ ){0,3}?"
    rf"(?:{KNOWN}|{LOCAL}) (?:\w+ ){{0,3}}?(?:nicht|nie)\b"
)
"""Somebody cannot get the number itself: no plan, no wish and no question says so of nothing but the number."""


def _cannot_get(sentence: Sentence) -> bool:
    return bool(_CANNOT_GET.search(without_other_numbers(sentence)))


def _reads_as_failing(sentence: Sentence) -> bool:
    if sentence.region in (Region.SUBJECT, Region.OLD_SUBJECT) or _ASKS.search(sentence.folded):
        return False
    if _gets_through(without_other_numbers(sentence)):
        return False
    return tells_now(sentence.text, Label.EMERGENCY, at=LIKELY) and tells(sentence.text, Label.TROUBLE, at=DOUBT)
