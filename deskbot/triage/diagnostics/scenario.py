"""The calls that fail, named by their ends and direction."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.call_ends import calls_into, fails_between, goes_abroad, names_ends, names_extension
from deskbot.triage.diagnostics import FAULTS, Diagnostic
from deskbot.triage.directions import lost_for_all
from deskbot.triage.finding import where
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Sentence, read
from deskbot.triage.symptoms import in_words, tells_failure
from deskbot.triage.tense import imagined, negated, over, past

_FAX_OUT = Phrases(
    r"""
    fax(es|ed|ing)? … (to|nach|vers|al|para) (the |l')?(outside|exterior|exterieur|fora|fuera|aussen|draussen|abroad
      |overseas|etranger|ausland|estranger|extranjero|estrangeiro|\w+ numbers?);
    (send|sends|sent|sending|schick\w*|send\w*|envoi\w*|envoy\w*|mand\w*|envi\w*) … fax\w* …
      (to|nach|vers|al|a l'|para|an) \w+;
    (beim|im) (senden|verschicken) … (bricht|abbr\w*|scheitert|fehl\w*); faxe? (nach|an) \w+ … (ab|fehl\w*|nicht);
    (outgoing|outbound|sent|received|incoming|inbound|sortants?|entrants?|salientes?|entrantes?|enviad[oa]s?
      |recibid[oa]s?|recebid[oa]s?) fax\w*; fax\w* (envoyes?|sortants?|entrants?|salientes?|entrantes?|enviados?
      |recibidos?|recebidos?|(that )?they (send|get|receive)|que (mandan|envian|reciben|ils envoient|enviam|mandam))
    """
)
_OF_ONE = Phrases(
    r"""
    (every|each|the|his|her|their|most|some|half) (\w+ ){0,3}calls? (that |which )?(\w+ ){1,4}
      (makes?|gets?|receives?|takes?|places?|answers?);
    (calls?|the ones) (that |which )?(he|she|they|it|sales|reception|\w+s) (makes?|gets?|receives?) …
      (drop\w*|cut|cuts|end|ends|die|dies|fail|fails|garbled|chopp\w*);
    (jedes|alle|die) (\w+ )?(gesprache?|anrufe?),? (das|die|den) … (fuhr\w*|bekomm\w*|annehm\w*|annimmt);
    (chaque|tous les|les) appels? (qu'(il|elle|ils|elles|on)|que \w+) (\w+ )?
      (fait|font|recoit|recoivent|passe|passent|prend);
    (cada|toda|todas|las|la) llamadas? que (\w+ ){0,2}(hace|hacen|recibe|reciben|entra|entran|sale|salen|toma|contesta);
    (cada|toda|todas|as|a) (chamadas?|ligac\w+) que (\w+ ){0,2}(faz|fazem|recebe|recebem|entra|entram|sai|saem|atende)
    """
)
"""The calls that somebody makes or gets."""
_COMING = (
    r"(incoming|inbound|entrantes?|ankommende\w*|eingehende\w*|hereinkommende\w*|entrants?|de entrada"
    r"|que (\w+ )?entran?m?)"
)
_GOING = (
    r"(outgoing|outbound|sortants?|ausgehende\w*|abgehende\w*|salientes?|de saida|que (\w+ )?(sale|salen|sai|saem))"
)
_SPOILT = (
    r"(drop\w*|cuts?|cut off|end(s|ing|ed)?|break\w*|garbled|chopp\w*|robot\w*|echo|(nobody|no one|no agent) \w+"
    r"|ring(s|ing)? (on )?(no|nowhere|busy|only)|brechen|abbrechen|bricht|klingel\w* (bei )?(kein\w*|nicht|nirgend\w*)"
    r"|abgehackt|verzerrt|coup\w*|tombent?|hach\w*|ne sonnent?|sonnent? (chez )?(aucun|nulle)|cortan?|entrecortad\w*"
    r"|no (suenan?|timbran?)|caem|cai|picotad\w*|nao tocam?|silenc\w*)"
)
_SPOILED = Phrases(
    _SPOILT,
    "stops?; paran?; param; enden; landen; lands?; end(s)? after; quedan? en; wrong; falsch*; s'arretent; s'arrete; "
    "terminan?; terminam;"
    "fail(s|ed|ing)?; scheitern; die; dies",
)
_SOMEWHERE = (
    r"(queue|queues|group|line|number|desk|agents?|mobiles?|landlines?|extension|outside|customers?|warteschlange|ausen"
    r"|drausen"
    r"|gruppe|nummer|aussen|draussen|kunden|file|groupe|ligne|numero|exterieur|dehors|clients?|cola|grupo|linea|calle"
    r"|fuera"
    r"|afuera|clientes?|fila|linha|fora|rua)"
)
_ONE_WAY = Phrases(
    rf"""
    {_COMING} … {_SOMEWHERE} … {_SPOILT}; {_GOING} … {_SOMEWHERE} … {_SPOILT};
    (calls?|gesprache?|anrufe?|appels?|llamadas?|chamadas?|ligacoes) {_COMING} … {_SOMEWHERE} … {_SPOILT};
    (nobody|no one|noone|anyone|anybody|everybody|whoever|people|those) (who |that )?calls? (the |our |their |her |his )
      (\w+ )?(line|queue|number|desk|department|hotline) … (gets?|hears?|reach\w*|is|lands?|ends?);
    (reception|front desk|operator|secretary|\w+) transfers? (\w+ ){{0,3}}to (the |her |his )?\w+ …
      (dead|drop\w*|lost|cut\w*|nothing|silence|gone|fail\w*);
    (zentrale|empfang|sekretariat|man) … (verbindet|verbinden|weiterleitet|durchstellt) …
      (weg|ab|tot|nichts|getrennt|still);
    (accueil|standard|secretaire|on) (\w+ )?transfer\w* (\w+ ){{0,2}}(a|au|vers) … (coup\w*|perdu\w*|rien|raccroch\w*);
    (recepcion|operadora|secretaria|uno) (\w+ )?transfier\w* (\w+ ){{0,2}}(a|al) … (cort\w*|pierd\w*|nada|cae);
    (recepcao|telefonista|secretaria|gente) (\w+ )?transfer\w* (\w+ ){{0,2}}(para|a|ao) … (cai|perde|nada|desliga);
    (nobody|no one|noone) can (ring|call|reach|dial) (\w+ ){{1,4}}from; niemand kann … (von|vom) … (anrufen|erreichen);
    personne ne peut (appeler|joindre) … (depuis|du); nadie puede (llamar|marcar) … (desde|del);
    ninguem consegue (ligar|discar) … (do|da|de|a partir);
    (ruft|rufen|anruft) … (an|raus|draussen) … (steht|sieht|sehen|erscheint|werden|wird|nicht|kein\w*);
    (quem|qualquer pessoa que) (liga|disca|telefona) … (ouve|cai|escuta|da|fica|recebe);
    (quien|el que|la gente que|los que) (llama\w*|marca\w*) … (oye|oyen|escucha\w*|cae|recibe|le|les);
    (celui|ceux|les gens) qui appell\w* … (entend\w*|tomb\w*|recoi\w*)
    """
)
"""A direction, whose calls or which number, and what becomes of them; that nothing comes in at all is an outage."""
_WHEN = Phrases(
    r"""
    (when|whenever|if|once|as soon as|every time|each time) (\w+
    ){1,4}(calls?|rings?|dials?
      |transfers?|dialed|dialled|called|answers?);
    (whoever|anyone who|everyone who|anybody who|everybody who|people who|those who) (dials?|calls?|rings?|phones?);
    (callers?|clients?|customers?|patients?|guests?|parents)
      (to (the|our|their|its|my|this|that|\w+ (line|number|queue|desk))|who (call|dial|ring|phone)\w*|from|calling) …
      (hear*|get*|land*|see*|is|are);
    (when|whenever|if|once) (a |the )?(somebody|someone|anyone|one|he|she|client|customer|caller|guest|patient)
      phones;
    (sobald|immer wenn|jedes mal,? wenn) (\w+ ){1,6}(anruft|wahlt|anrufen|wahlen|verbindet);
    (ruft|rufen(?! sie)|wahlt|wahlen) (?!mich|uns|bitte)(\w+ ){1,5}an(?=,);
    (ruft|wahlt) (man|jemand|er|sie|ein \w+|der \w+|die \w+|aus|von|vom) … (an|die|den|das);
    (callers|customers|clients|people|patients|guests|anyone|anybody|everybody|everyone|nobody|no one) (who |that )?
      (call|calls|dial|dials|ring|rings) (the|our|their) \w+;
    \w+ qui appellent? (le|la|leur|notre) \w+; \w+ que (llaman?|marcan?) (al|a la) \w+;
    \w+ que ligam? (para|pro|pra) (o |a )?\w+;
    when (i|you|we|she|he|they|somebody|someone|one) … (press|presses|answer|answers|transfer|transfers);
    (quand|lorsqu\w*|si) (\w+ ){1,4}(appelle\w*|compose\w*|rappelle\w*|transfere\w*|repond\w*);
    wenn (\w+ ){1,6}(anruf\w*|anwahl\w*|ruft|rufen|wahlt|wahlen|abhebt|verbindet);
    (cuando|si) (\w+ ){0,4}(llam\w*|marc\w*|transfier\w*|contest\w*|habla\w* al?);
    (quando|se) (\w+ ){1,4}(liga\w*|disca\w*|transfer\w*|atend\w*); (wer|jeder, der) … (anruft|wahlt);
    both (the )?(calls|ones) … make … (get|receive)
    """
)
_SCENARIO = Phrases(
    "(call )?(scenario|flow) ?:; steps to reproduce; szenario ?:; escenario ?:; cenario ?:; exemple type ?:"
)
_WELL = Phrases(
    r"""
    (works?|working|is|are|goes|runs|rings?) (just |perfectly |quite |all )?(fine|ok|okay|well|clear|properly|normal*);
    no (problem|trouble)*;
    without (a )?(problem|trouble|issue)*;
    (geht|gehen|funktioniert|funktionieren|lauft) (\w+ )?(normal|problemlos|gut|einwandfrei);
    sans (probleme|souci); sin problema*; anda bien; funciona bien; sem problema*; funciona normal*;
    works; work(?= (fine|well|now|again|normal)|[.,!]|$); funktionier(t|en); klappt; klappen;
    fonctionne(nt)?; marche(nt)?; passe(nt)?; funcionan?; andan?; funcionam?;
    (can|could) still; (can|could) (hear|listen|call|be called) … (fine|well|them); se escuchan; se oyen bien;
    si (se )?(llaman?|entran?|salen?|contestan?|oyen?)
    """
)


_WISHED = Phrases(
    r"""
    (wants?|would like|'d like|wish|wishes|mochte|mochten|wollen|voudr\w+|souhait\w+|quier\w+|queremos|quisier\w+
      |gostari\w+|quer|querem) … (to|calls?|anrufe?|que|appels?|llamadas?|chamadas?|ligac\w+)
    """
)
_HELPERS = Phrases(
    """
    (the|our|my) (reseller|dealer|installer|installers|phone (man|company|guy)); unser (handler|installateur)
    ; (notre|le)
      (revendeur|installateur); (el|nuestro) (distribuidor|instalador); (o|nosso) (revendedor|instalador)
    """
)
"""Whom a customer calls about the trouble: that call is none that fails."""


def _names_failing(folded: str) -> bool:
    """Return whether the sentence names calls by what fails of them: those of somebody, or of one way to somewhere."""
    return _FAX_OUT.within(folded) or _OF_ONE.within(folded) or _ONE_WAY.within(folded)


def _well(folded: str) -> bool:
    return any(not negated(folded, found) for found in _WELL.all(folded))


def _tells(sentence: Sentence) -> bool:
    """Return whether the sentence names calls that fail."""
    folded = sentence.folded
    fails = tells_failure(sentence)
    if sentence.asks and not fails:
        return False
    if _well(folded) and not in_words(folded):
        return False
    if over(sentence) or (not fails and _WISHED.within(folded)):
        return False
    if (_WHEN.within(folded) and not _HELPERS.within(folded)) or _SCENARIO.within(folded) or names_ends(sentence):
        return True
    if lost_for_all(sentence):
        return fails and _names_failing(folded)
    if fails or _SPOILED.within(folded):
        return _names_failing(folded) or (
            not past(sentence) and (calls_into(sentence) or (fails and fails_between(sentence)))
        )
    return False


def _read(case: Case, category: Category) -> Finding | None:
    told = [sentence for sentence in read(case.message).told if not imagined(sentence)]
    # In fraud the calls themselves are the trouble: where they go, and the extension that another sentence names.
    fraud = category is Category.SECURITY
    numbered = fraud and any(names_extension(sentence) for sentence in told)
    if category not in FAULTS and not any(tells_failure(sentence) for sentence in told):
        return None
    return where("scenario", told, lambda one: _tells(one) or (numbered and goes_abroad(one)), 0.75)


DIAGNOSTIC = Diagnostic(
    key="scenario",
    level="L1",
    place=60,
    meaning="the calls that fail: from, to, direction",
    question="Which calls fail: from where, to where, in which direction?",
    short="Which calls fail (from, to)?",
    wanted=FAULTS,
    read_in=FAULTS | {Category.ENDUSER},
    labels=("(call )?(scenario|flow)", "steps to reproduce", "szenario", "escenario", "cenario"),
    read=_read,
)
