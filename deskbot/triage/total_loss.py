"""Which sentences say that a whole site can make or receive no calls."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from deskbot.triage.clauses import clauses
from deskbot.triage.counts import SEVERAL, counts
from deskbot.triage.directions import lost_for_all
from deskbot.triage.hardness import BASIC, HARD, SOFT
from deskbot.triage.parts import partial
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, NOT_NOW, likelihood, tells_no_trouble
from deskbot.triage.scope import ALL, limits
from deskbot.triage.sentences import Sentence, once
from deskbot.triage.symptoms import ASKED, goes_on, tells_failure
from deskbot.triage.tense import imagined, negated, past

_TOTAL = Phrases(
    r"""
    (phone |telephone |voice |entire |whole |complete )?system (is |are |has gone |went |currently
      |completely |all |totally )*(down|dead|offline|out);
    (the |their |all |our |all the |all of the |all of their )?(tele)?phones (are |is |have gone |went
      |all |still |completely |currently |totally |just )*(down|dead|out|dark|off);
    (ucx\w*|galaxy( \w+)?|pbx|server|box) (is |are |has gone |went |currently |completely |totally |hard
      )*(down|dead); system down; (completely|totally|hard|all) (down|dead);
    (site|office|building|place|store|hotel|clinic|hospital|school|location|branch|everything|everybody|everyone)
      (is |are |has been |went |all |completely )+(silent|mute|cut off|isolated|down|dead
      |without (phones?|calls|service|a phone)|dark|off the air|out of service|no phones);
    no (outside|external|inbound|incoming|outbound|outgoing|phone)? ?calls? (at
      all|in|out|either|whatsoever|in or out|going|coming|are|can|get|since|anywhere|possible);
    no outside calls; (no|zero|not (one|a|a single)) calls? … (in|out);
    (can't|cant|cannot|can not|unable to|couldn't|not able to|no longer) (\w+
      )?(make|receive|place|take|get)( or receive)?( any| outside| outgoing| incoming| inbound| outbound|
      external| phone| a single)* calls?;
    (nobody|no one|no-one|noone|none of (us|them)|no phone|nothing) … can
      (call|dial|ring|phone|get|reach|be (called|reached))( them| us)?( out| in| through| anyone|
      anybody)?; (nobody|no one) (can|could|is able to) (call|dial|ring|phone|reach|get);
    (can't|cannot|cant) (anyone|anybody|customers|callers|clients|patients|people) (call|get|reach);
    (customers|callers|clients|patients|people|guests|parents) (can't|cannot|cant|can not|are unable to)
      (call|get|reach|ring);
    (can't|cannot|cant|unable to) (call|dial) (in or out|out or in|anywhere|anyone|at all|or be called);
    (can't|cannot|cant) (call|dial)( out)? or (receive|be);
    (phone|telephone|voice) system … (has )?failed;
    (nobody|no one|no-one|none( of (the|them|us)( \w+)?)?) … (able to|can|could) (\w+
      )?(call|dial|place|make|receive|take|ring|phone|get (a )?(call|line|through|out));
    (not (one|a single)|no) (phone|set|extension|handset|line|trunk) …
      (works?|rings?|registers?|registered|comes? up|has);
    not (one|a|a single) call (goes|comes|gets|in|out);
    no dial ?tone (anywhere|on any|at all|on all|in the whole|throughout);
    (all|both) (of )?(the |our |their
      )?(trunks|lines|pris?|t1s?|spans|circuits|channels|calls|phones|sets|extensions) (are |is |have |all
      |went |\w+ )?(down|dead|out|failing|fail|dropped|drop|lost|gone|unregistered|offline|in alarm|red);
    (lost|losing) all (phones?|calls|trunks?|lines|service|extensions|registrations|sets|outside);
    every (single )?(phone|set|extension|line|call|handset) (is |has |in the \w+ |in \w+ |on site |went
      |there )*(down|dead|out|fails?|failed|dark|dropped|lost|unregistered|offline|blank);
    without (any )?(phones?|phone service|telephone|a phone|calls); no phones; phones? (outage|blackout);
    (lost|losing) (all )?(inbound|incoming|outbound|outgoing|dial ?tone|phone service|telephony);
    (inbound|incoming) and (outbound|outgoing) (calls )?(both |are |is |all )*(dead|down|out|gone|failing);
    total outage; complete outage; (everything|all|entirely|completely) (unregistered|lost registration);
    not (one|a single) (of the )?(phone|set|extension)s? (works?|registers?|rings?|comes?|will);
    none of the (phones|sets|extensions) (work|register|ring|come|will|can); dead (as|in the water);
    (anlage|telefonanlage|system) … (steht( still)?|tot|ausgefallen|komplett aus|geht nicht*);
    (keiner|niemand) (kommt|kann) … (hinaus|herein|raus|rein|telefonieren|anrufen|durch);
    (geht|gehen|funktioniert) (\w+ ){0,6}(gar )?nichts mehr; gar nichts mehr; kein amt;
    (alle|samtliche) (\d+ )?(apparate|telefone|leitungen|nebenstellen) …
      (tot|finster|dunkel|aus|weg|ausgefallen); weder … noch … (anrufe|telefonieren|gesprache);
    keine (anrufe|gesprache|telefonate) (mehr )?(moglich|rein|raus|hinaus|herein|weder);
    telefone (sind )?(alle )?tot; totalausfall; komplettausfall;
    (ne |n')(recoit|recoivent|peut|peuvent|passe|passent|entre|sort) … (plus|aucun) … appel;
    plus (un seul|aucun) appel; personne ne peut (les |nous |vous )?(appeler|joindre|telephoner);
    (tous les|les) telephones (sont )?(tous )?(en panne|morts|muets|hors service);
    (systeme|central) … (en panne|hors service|mort); aucun appel … (entr*|sort*|passe); plus de tonalite;
    (ninguem|nadie|personne|keiner|niemand) … (nem|ni|noch) …
      (recebe*|atende*|recib*|contest*|recoi*|recevoir|angerufen);
    (central|pabx|conmutador|centralita) … (morreu|murio|se murio|travou|congelou);
    panne (totale|generale|complete);
    (call processing|asterisk|pbx|system|server|ucx\w*|galaxy( \w+)?|telephony( service)?) …
      (crash*|restarts?|reboots?|restarting|rebooting|starts again) …
      (every (few|couple|\d+|two|three|four|five|ten)|over and over|again and again|in a loop|constantly);
    (anlage|server|system|ucx*) … (startet|sturzt|absturz*) … (alle (paar|\d+|zwei|drei)|standig|dauernd|immer wieder);
    (systeme|serveur|central|ucx*) … (redemarre|plante) … (toutes les|en boucle|sans arret|sans cesse);
    (sistema|servidor|central*|conmutador|ucx*) … (reinicia|se cae|cae|reiniciando) … (cada (\d+|pocos|dos|tres|rato)|a
      cada|sin parar|sem parar|toda hora|todo el tiempo);
    (sistema|conmutador|central|centralita|planta) … (caid[oa]|muert[oa]|fuera de servicio|se cayo);
    no (entran|salen|hay|entra|sale|podemos|pueden|reciben|tienen) (ni salen )?(ninguna
      )?(llamadas?|lineas?|tono); ni entran ni salen;
    (no|ni) (pueden|podemos|se puede)\w* (hacer|recibir|llamar);
    sin (telefonos?|servicio|llamadas|lineas|comunicacion*|telefonia); incomunicad*;
    todos los telefonos … (muert*|caid*|apagad*|sin|mud*|fuera); se cayo (el|la|todo);
    (sistema|central|pabx|tudo) … (caiu|parou|parad[oa]|fora do ar|mort[oa]|mud[oa]);
    (nao|nenhuma|ninguem) … (entra|sai|recebe|consegue)\w* … (ligac\w+|chamadas?|ligar|telefonar);
    sem (telefone*|linha|ligacao|tom|comunicacao|telefonia); sans (telephone|telephonie|communication)s?;
    ohne (telefon|telefonie|telefone|verbindung);
    todos os (ramais|telefones) … (mud*|parad*|fora|sem|mort*|caiu|cairam)
    """
)
_EVERYTHING = Phrases(
    r"""
    (incoming|inbound|outgoing|outbound|outside|external) (and (incoming|inbound|outgoing|outbound) |or
      (incoming|inbound|outgoing|outbound) )?calls?;
    (only|sole|single) (trunk|pri|line|circuit|t1|span|provider);
    no (\w+ ){0,3}(calls?|dial ?tone|phones?|lines?|trunks?);
    (the |their |all |our )?phones( (at|in) (the )?(\w+ ?){1,4})? (are|is|have been|went|have gone)( all|
      still)? (down|dead|out|dark|offline); switchboard; all \d+ (phones|sets|extensions|handsets);
    the (server|system|ucx|pbx|galaxy)( \w+)? (died|crashed|is frozen|froze);
    eingehende\w* (anrufe|gesprache); ausgehende\w* (anrufe|gesprache); appels (entrants|sortants);
    llamadas (entrantes|salientes); (ligacoes|chamadas) (de entrada|de saida|externas|entrantes)
    """
)


@once
def tells_total(sentence: Sentence) -> bool:
    """Return whether the sentence says that a site can make or receive no calls."""
    if imagined(sentence) or past(sentence) or limits(sentence.folded):
        return False
    if _NONE_LOST.within(sentence.folded) or _reads_as_none(sentence) or _a_few(sentence):
        return False
    if any(not negated(sentence.folded, found) for found in _TOTAL.all(sentence.folded)):
        return not partial(sentence)
    return _adds_up_to_total(sentence)


def clause_tells_outage(parts: Iterable[Sentence]) -> bool:
    """Return whether one of these clauses says of the present that no call comes in, goes out, or any way."""
    return any(tells_total(one) or (lost_for_all(one) and goes_on(one)) for one in parts)


def outage_before_the_past(sentence: Sentence) -> bool:
    """Return whether a sentence tells an outage before it comes to what was.

    "No calls in or out, and yesterday the calls had echo" is of now, "yesterday they were down, nobody could call" not.
    """
    return clause_tells_outage(takewhile(lambda one: not past(one), clauses(sentence)))


@once
def _a_few(sentence: Sentence) -> bool:
    """Return whether the sentence counts fewer than several: "two of our phones are dead" are two."""
    named = [count for count, _ in counts(sentence)]
    return bool(named) and max(named) < SEVERAL and not ALL.within(sentence.folded)


_NONE_LOST = Phrases("""
    (nobody|no one|no user|no customer)
      (has |had |is |was |have )?(lost|missed|dropped|missing|losing|down|affected|hurt);
    niemand (hat|ist) … (verloren|betroffen|ohne); personne n'a (rien )?(perdu|remarque|manque);
    nadie (ha |esta )?(perdi*|afectad*|sin); ninguem (perdeu|esta sem|foi afetad*|esta afetad*)
    """)


def _reads_as_none(sentence: Sentence) -> bool:
    """Return whether it surely reads as no failure at all: negated, past, over or only thought of."""
    return tells_no_trouble(sentence.text, *NOT_NOW) and likelihood(sentence.text, Label.TOTAL) < DOUBT


def _adds_up_to_total(sentence: Sentence) -> bool:
    """Return whether everybody, something that everybody needs, and a hard failure stand in one sentence."""
    folded = sentence.folded
    return (
        (ALL.within(folded) or _EVERYTHING.within(folded))
        and BASIC.within(folded)
        and not SOFT.within(folded)
        and not partial(sentence)
        and not ASKED.within(folded)
        and any(not negated(folded, found) for found in HARD.all(folded))
        and tells_failure(sentence)
    )
