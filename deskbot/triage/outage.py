"""Outages: of everything, of half the calls, of a part; and servers that do not start or have lost their data."""

from __future__ import annotations

import re

from deskbot.triage.directions import lost_for_a_part, lost_for_all
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, NOT_NOW, VERY_SURE, likelihood, tells, tells_now
from deskbot.triage.scope import ALL, ALL_ALIKE, ONE, OTHERS, counts, share_of_calls
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.symptoms import ASKED, tells_failure
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
    (nobody|no one|no-one|none of (the|them|us)( \w+)?) … (able to|can|could) (\w+
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

_FINE = Phrases(
    r"""
    (calls?|phones|the phones|calling|inbound|outbound|users|telephony)( themselves| system| in and out)?
      (are|is|were|work|works|still work|keep working|go through)( all| still| themselves| perfectly)?
      ?(fine|working|ok|okay|normal(ly)?|good|unaffected|not affected)?;
    (can|still) (telephone|call|phone|make calls|dial)( out)? (as normal|normally|in and
      out|fine|without); can call in and out;
    (everything|all) (else )?(is|works?) (\w+ )?(fine|ok|beautifully|normal*|working); not one user;
    no users? (is |are )?(affected|down); nobody is (down|affected|without);
    (calls?|connections?) (\w+ )?(connects?|is (always |every time )?(set up|established)|are (always )?(set
      up|established));
    (verbindung|anruf|gesprach) … (kommt|kommen) … zustande; tot ist nichts; nichts ist tot; (la
      )?(connexion|communication) … s'etablit;
    l'appel s'etablit; la llamada … se (establece|conecta); a (ligacao|chamada) … (completa|conecta) normal*;
    phones themselves are working; no outage; not an outage; not down; nothing is down;
    no calls? (are |were |is )?(lost|affected|missed); no call (problem|issue)s?;
    (telefonieren|anrufe|gesprache) … (normal|gehen|funktionier*|problemlos);
    appels? … (normal*|fonctionnent); llamadas … (normal*|funcionan|bien); ligac\w+ … (normal*|funciona*)
    """
)
_FINE_WORDS = Phrases("""
    fine; working; ok; okay; normal*; good; unaffected; not affected; in and out; affected; beautifully;
    down; lost; missed; outage; not one user; connects?; established; set up; zustande; tot; s'etablit; se
      (establece|conecta); completa;
    conecta; problemlos; funktionier*; gehen; fonctionnent; bien;
    funciona*; work; works; problem*; issue*; without
    """)

_BOOT = Phrases(
    r"""
    (ucx\w*|galaxy( \w+)?|server|system|pbx|appliance|vm|chassis|(the )?box) … (won't|wont|will not|does
      not|doesn't|doesnt|not|never|cannot|can't|refuses to|fails to|failed to|no longer) (\w+
      )?(boot*|start up|come (back )?up|came (back )?up|power (up|on)|turn on);
    (it|unit|machine) … (won't|wont|will not|does not|doesn't|never|can't|refuses to) (\w+ )?(boot*|power
      (up|on)|turn on);
    no boot; (kernel panic|initramfs|grub( rescue)?|no (bootable|boot) (device|disk)|boot loop|boot device not
      found|stuck (at|in|on) boot|not boot*|won't boot|bootet nicht*|startet nicht*|fahrt nicht* hoch|ne
      demarre (plus|pas)|no (arranca|enciende|prende|inicia)|nao (liga|inicia|da boot));
    (sits|sitting|stuck|stops|stopped|hangs|hung|freezes|stays) (at|on|in) (a |the
      )?(black|blank|grub|bios|boot|splash|kernel|login|blue|maintenance|emergency|rescue)
      ?(screen|prompt|logo|menu|shell|mode)?;
    (no|never any) (video|beep|post|picture|signal on the monitor);
    never (gets|got|comes|came) past (the )?(bios|boot|grub|logo|splash|fsck);
    fsck (fails|errors|asks|stops|never); fans? (spin*|run*|turn*) … (nothing|no|but|that's);
    does not post; won't post; power (light|led) … (off|out|no|blink*|amber|dead);
    power supply (is )?(dead|burn*|smok*|popped); smell* … burn*; disk not found
    """
)
_DEVICE = Phrases(r"""
    phones?; handsets?; sets?; infinity; 50\d\d; softphone; app; laptop; gateway; cordless;
    expansion module; poste; apparat; aparelho; telefono; switch
    """)
_DATA_LOST = Phrases(
    """
    (all|everything|data|config*|database|mailboxes|extensions|programming|recordings|settings|voicemail*)
      … (lost|gone|wiped|erased|empty|destroyed|corrupt*|deleted|overwritten|blank);
    (lost|wiped|erased|corrupt*|deleted|overwr*) (all|everything|the (whole
      )?(config*|database|programming|data));
    (it's|its|is|came up|comes up|came back) (just |completely )?(empty|blank); factory fresh;
    (daten|konfiguration|alles) … (weg|verloren|geloscht|leer);
    (donnees|configuration|tout) … (perdu*|efface*|vide);
    (datos|configuracion|todo) … (perdi*|borr*|vaci*);
    (dados|configuracao|tudo) … (perd*|apag*|vazi*|sumiu)
    """
)
_NO_BACKUP = Phrases(
    r"""
    no (\w+ )?(backups?|back-ups?|snapshots?);
    (without|never had|never made|never took|never set up|not have|don't have|isn't|doesn't have|no sign
      of) (a |any |one |an )?(\w+ )?(backups?|back-ups?);
    backups? … (none|never|doesn't exist|empty|corrupt*|unreadable|useless|also|won't restore|can't be
      restored|too|is on the same|dead);
    (nobody|no one|they|we|customer|he|she)
      (\w+ )?(never|ever) (\w+ )?(took|made|did|had|kept|set up) (a |any |one )?backups?;
    (keine?|nie|niemand) … (sicherung*|backup*|gesichert); keine? (\w+ )?(daten)?sicherung*; kein backup;
    (aucune|pas de|jamais( de)?|sans) (sauvegarde*|copie*); jamais … (sauvegarde*|copie*);
    (sin|no hay|ningun|no tenemos|no existe*|no tenian|no tienen|nunca|jamas)
      (\w+ ){0,2}(respaldo*|backup*|copia*);
    (sem|nao tem|nao temos|nenhum) backup*
    """
)

ONE_NODE = Phrases(r"""
    (standby|partner|secondary|second (server|node|machine|box)) …
      (not rejoined|has not|have not|hasn't|won't|out of sync);
    (standby|partner|secondary|second (server|node|machine|box)) … (outdated|down|dead|gone|failed|refus*);
    (handed|handing|switched|switching|flip*|fail*) over … (again|back and forth|three times|every|several times);
    (running|run|runs|up|left|working|sitting) (only )?on (just )?(one|a single|the
      (second|other|standby|secondary|backup)) (node|server|box|unit|leg);
    (one|other|second|standby|secondary|primary) node (is |has |was |went |\w+
      )?(down|dead|failed|offline|gone|out); no (redundancy|standby|failover);
    without (redundancy|a standby|failover); lost (redundancy|the standby|its partner);
    (fail.?over|failed over) … (loop*|again|stuck|back and forth|every); split.?brain;
    (nur|lauft) … (einem|ein) knoten; (lauft|nur|bloss) … knoten [a-c1-2]; knoten [a-c1-2] … (allein|nur|tot|weg|aus);
    un seul noe?ud; noe?ud … (seulement|uniquement|seul|mort|tombe|arrete); sur (un seul|le) noe?ud;
    (un )?solo nodo; un unico nodo; nodo … (solamente|unicamente|nada mas|caido|muerto);
    um so no; so um no; um unico no; (em )?um no (so|apenas|somente)?; no [a-c1-2] … (apenas|somente|so|caiu|morreu);
    (only|just) (on )?node; node … (only|alone|out of sync|won't rejoin|will not rejoin|not rejoin*); wfconnection;
    (runs?|running) on (node )?[a-b1-2]; without (a )?(standby|spare node|second node);
    node [a-b1-2] … (gone|dead|down);
    standalone; (re)?sync* … (stops?|stuck|fails?|never); replication (is |has )?(broken|stopped|down|failed)
    """)
"""One server of two is missing."""
ALL_OF_KIND = Phrases(
    r"""
    (all|every|none of the|any) (of )?(the |our |their |its
      )?(remote|home|mobile|digital|nortel|wireless|dect|analog|fax|softphone)( \w+)?
      ?(users?|phones?|workers?|staff|sets?|softphones?|extensions?|agents?|office);
    all (the )?(voice ?mail*|mailboxes|recordings|softphones);
    (voice ?mail|main (number|line|greeting)|auto.?attendant|hunt
      group|(support|sales|service|main|order|booking|reservations?|help ?desk) (queue|line)|call
      queue|queue) (\w+ ){0,3}(is |are |has |went )*(down|dead|out|broken|not
      (working|answering|ringing)|unavailable|doesn't|won't|can't|stopped|fails?|rings
      (out|busy|nowhere)|busy|silent); nobody … (voice ?mail|mailbox);
    (nobody|no one|not one|none|no caller) … (leave|get|hear|check|retrieve) … (messages?|voice ?mails?);
    every (mailbox|voice ?mail);
    (correio de voz|caixa postal|caixas postais|buzon|buzones|correo de voz|messagerie|messagerie vocale|mailbox)
      … (para (todos|ninguem|nadie)|pour (tous|personne)|fur alle|bei (keinem|allen)|de (todos|tous));
    (whole|entire) (department|floor|wing|row|module|card|ward|team|warehouse|branch|site|call
      cent(er|re)|reception); no one … voice ?mail; module (is |are )?(dead|down|out|not);
    alle (homeoffice\w*|heimarbeit\w*|mobilen|softphones); homeoffice\w* … (niemand|keiner|alle);
    (ganze|gesamte) (abteilung|etage|filiale|station|zentrale); hauptnummer;
    (tout le|toute la) (departement|etage|succursale|service|aile); numero principal;
    (todo el|toda la) (departamento|piso|area|sucursal|recepcion|planta);
    (todo o|toda a) (setor|andar|filial|recepcao); todos (los|os) (remotos|home office)
    """
)
"""All of a kind, or a function that all share."""
BAD_QUALITY = Phrases("""
    unusable; can't (understand|make out|hear) (each other|anything|a word|anyone);
    cannot (understand|hear) (each other|anything); impossible to (understand|talk|work); unverstandlich;
    inaudible*; incomprehensible; no se entiende nada; nao da pra entender
    """)
"""Nobody can talk for the sound."""

_BASIC = Phrases(
    r"""
    (tele)?phones?; (hand|head)?sets?; handsets?; calls?; callers?;
    call(ing)? (in|out|anyone|anybody|at all); dial(ing)?( out| in)?; dial ?tone; lines?; trunks?; pris?;
    t1s?; e1s?; spans?; sip; regist*; extensions?; stations?; system; pbx; ucx\w*; galaxy; switchboard;
    telephony; place a call; telefone?n?; telefonier*; apparate?; anrufe?; leitung*; amt; nebenstelle*;
    anlage; appels?; telephones?; postes?; lignes?; appeler; telephoner; telefon[oe]s?; llamadas?; llamar;
    lineas?; tono; extensiones; ramais; ligac*; ligar; chamadas?; linhas?; pabx
    """
)
"""What everybody needs: calls and the phones, lines and registrations that carry them."""
_HARD = Phrases(
    r"""
    down; dead; dark; out; all out; out of service; offline; fail*; lost; no service;
    not
      (functioning|functional|operational|operating|responding|working|work|registered|registering|ringing|reaching|coming|getting|going|able|connecting
      |possible);
    (doesn't|don't|didn't|won't|does not|do not|will not)
      (work|ring|register|connect|come|go|reach|get|complete);
    (can't|cannot|cant|can not|couldn't|unable to|not able to) (\w+
      )?(call|dial|ring|phone|make|receive|place|take|reach|get|be called); unregister*; (fast )?busy;
    neither … nor; (none|not one) of (the|their|our) (\w+ )?(calls|phones|lines|trunks|sets|extensions);
    (brechen|bricht) … ab; abgebrochen; (se )?(cortan|caen|coupent); raccrochent; caem; drop(s|ped)?; reorder;
    no (\w+ ){0,3}(calls?|dial ?tone|phones?|lines?|trunks?|service|way); reject*; refus*;
    blocked; dropped off; disconnected; (carrier|not in service) message; silent; frozen; hung; in alarm;
    red; blank; tot; ausgefallen; gestort; finster; dunkel;
    (geht|gehen|kommt|kommen|funktionier*|lauft) … (nicht*|nichts); nicht* mehr; kein*; morts?; en panne;
    muets?; hors service; (ne|n') … (plus|pas|aucun*); aucun*; muert*; caid*; cayo; sin;
    no (funciona*|entra*|sale*|suena*|puede*|hay|timbra*); mud[oa]s?; caiu; cairam; parou; fora; sem;
    nao (funciona*|entra*|sai*|toca*|consegue*|liga*); nem entra
    """
)
"""Failures after which there is no call at all, unlike bad sound or a missing feature."""
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
SOFT = Phrases(
    r"""
    (after|nach|apres|despues de|tras|depois de|aos|a los) (about |exactly |\w+ )?\d+ ?(s|sec*|min*|seg*|sek*|hours?);
    after (a few|half|thirty|fifteen|ten) … (seconds|minutes|hour);
    echo*; chopp*; robot*; garbled; static; crackl*; music; time; clock*; caller id; voice ?mails?;
    mailbox*; messages?; fax*; dtmf; digits; e-?mails?; greetings?; display; screen; sometimes;
    intermittent*; occasional*; some( of)? (calls|phones|users); one in; now and then; random*; a few;
    transfer*; conference; backup*; recording*; gui; web; admin; portal; login; provision*; button*; key;
    keys; volume; door; paging; speakers?; one.way; hear(s|ing)?( us| them| me)?;
    licen[cs]es? (in use|used); firmware; headset; report*; cdr*; queue*; remote; home; softphones?;
    secretary; of the phones; ton; hort; horen; bild; manchmal; parfois; a veces; as vezes; son;
    entend*; oye*; escucha*; ouve*; homeoffice*
    """
)
"""Bad sound, a feature, or what comes and goes: no loss of all calls."""

LIKELY = 0.85
"""From here the model's word counts where a failure is certain and only its size is asked."""
LIKELY_TROUBLE = 0.7
LIKELY_WIDE = 0.8
_NOT_GOING_ON = tuple(label for label in NOT_NOW if label is not Label.NEGATED)
"""That others are spared is told in the same breath."""

HALF = 0.5
SEVERAL = 5


def one_only(reading: Reading) -> Sentence | None:
    """Return the sentence that says that one user, phone or desk is hit and no more.

    A step that was tried on one phone says nothing of how many are hit.
    """
    return next((one for one in reading.told if ONE.within(one.folded) and not is_a_step(one)), None)


_STEP = re.compile(
    r"^(?:(?:so|then|also|yesterday|today|first|gestern|heute|hier|ayer|ontem|and|und|et|y|e)\W{1,3}){0,2}"
    r"(?:i|we|i've|we've|i have|we have|have|tried|swapped|moved|put|took|reset|rebooted|restarted|typed"
    r"|tested|replaced"
    r"|plugged|ich|wir|habe|haben|hab|je|j'ai|on a|nous|he|hemos|probe|probamos|cambie|reinicie|puse|les enchufe|eu|nos"
    r"|troquei|testei|reiniciei|coloquei|mudei)\b"
    r"|\b(?:was|were|has been|have been|is|wurde|wurden|a ete|fue|foi) (?:\w+ )?"
    r"(?:tried|swapped|moved|tested|replaced|restarted|rebooted|getauscht|getestet|probiert|essaye|teste|remplace"
    r"|probado|cambiado|testado|trocado)\b"
)


def is_a_step(sentence: Sentence) -> bool:
    """Return whether the sentence tells what was tried."""
    return bool(_STEP.search(sentence.folded)) or tells(sentence.text, Label.TRIED, at=LIKELY_TROUBLE)


def not_all(reading: Reading) -> bool:
    """Return whether the message says that only one is hit, or that others are not."""
    return any(_limited(sentence.folded) for sentence in reading.told)


def _limited(folded: str) -> bool:
    return ONE.within(folded) or OTHERS.within(folded)


def calls_are_fine(reading: Reading) -> Sentence | None:
    """Return the sentence that says that calls go as ever."""
    for sentence in reading.told:
        found = _FINE.find(sentence.folded)
        if found and _only_inside(sentence.folded):
            continue
        if found and _FINE_WORDS.within(found.group()) and not tells_total(sentence) and not imagined(sentence):
            return sentence
    return None


_INSIDE = Phrases(r"""
    inside; internal*; in.house; room to room; (desk|phone|office|floor|station|extension|ext) to
      (desk|phone|office|floor|station|extension|ext); between (the
      )?(desks|rooms|extensions|phones|sets|offices|floors|themselves|each
      other|them|us); (each|one an)other; among (themselves|ourselves); intern(e|es|en|er|as?|os?|ally)?;
      untereinander; im haus;
    entre (eux|elles|nous|postes|les
      postes|ellos|ellas|nosotros|extensiones|internos|ramales|habitaciones|eles|si|ramais|os
      ramais|quartos); de poste a poste; dentro (de|da|do)
    """)
_OUTSIDE = Phrases("""
    outside; external*; inbound; incoming; outbound; outgoing; in and out; in or out; extern(e|en|er); rein; raus;
      draussen;
    entrant*; sortant*; exterieur; extern[oa]s?; entrantes?; salientes?; afuera; de fora; para fora
    """)


def _only_inside(folded: str) -> bool:
    """Return whether a sentence speaks of calls within the house only: that those go says nothing of the others."""
    return _INSIDE.within(folded) and not _OUTSIDE.within(folded)


def tells_total(sentence: Sentence) -> bool:
    """Return whether the sentence says that a site can make or receive no calls."""
    if imagined(sentence) or past(sentence) or _limited(sentence.folded):
        return False
    if _NONE_LOST.within(sentence.folded) or _reads_as_none(sentence) or _a_few(sentence):
        return False
    if any(not negated(sentence.folded, found) for found in _TOTAL.all(sentence.folded)):
        return not partial(sentence)
    return _adds_up_to_total(sentence)


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
    return (
        tells(sentence.text, *NOT_NOW, at=VERY_SURE)
        and not tells(sentence.text, Label.TROUBLE, at=DOUBT)
        and likelihood(sentence.text, Label.TOTAL) < DOUBT
    )


def _adds_up_to_total(sentence: Sentence) -> bool:
    """Return whether everybody, something that everybody needs, and a hard failure stand in one sentence."""
    folded = sentence.folded
    return (
        (ALL.within(folded) or _EVERYTHING.within(folded))
        and _BASIC.within(folded)
        and not SOFT.within(folded)
        and not partial(sentence)
        and not ASKED.within(folded)
        and any(not negated(folded, found) for found in _HARD.all(folded))
        and tells_failure(sentence)
    )


_PARTIAL = Phrases(r"""
    (the |la |der |l'|a )?(reception|recepcion|recepcao|empfang|accueil)
      (no|nao|can't|cannot|can not|kann|ist|hat|n'a|ne);
    station; lager; verkauf; werkstatt; buchhaltung; comptabilite; entrepot; atelier; bodega; almacen; deposito;
    almoxarifado; armazem; contabilidad*; contabilidade; ventas; vendas;
    (\w+ )?(department|floor|wing|row|ward|team|module|dsm\w*|card|classroom|room \w+|branch(
      office)?|satellite( office)?|remote (office|site|location)|(second|other|one)
      (site|location|building|office|branch|store)|warehouse|annex);
    one of (the|their) (\w+ )?(sites|offices|stores|branches|buildings|locations); filiale; succursale;
    sucursal; filial; agence; zweigstelle; abteilung; etage; departement; departamento; piso; setor;
    andar; other (departments|sites|offices|users|phones|floors)
    """)


def partial(sentence: Sentence) -> bool:
    """Return whether the sentence speaks of a part of a site."""
    return _PARTIAL.within(sentence.folded) and not _WHOLE_SITE.within(sentence.folded)


_WHOLE_SITE = Phrases("""
    (whole|entire) (site|building|hospital|school|hotel|clinic|company|office|place|system|campus);
    (nobody|no one) … (building|site|office|hospital); completely down; no calls; system down;
    front desk … (phones|calls|everything)
    """)


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
        _WHOLE_SITE.within(sentence.folded) or not _OF_A_KIND.within(sentence.folded)
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
    return next((one for one in reading.told if _reads_total(one)), None)


def _reads_total(sentence: Sentence) -> bool:
    """Return whether no call goes through at all, or none in one direction."""
    return (
        (
            tells_now(sentence.text, Label.TOTAL, at=LIKELY)
            or tells_now(sentence.text, Label.INBOUND_LOST, Label.OUTBOUND_LOST)
        )
        and not tells(sentence.text, Label.SINGLE, Label.INTERMITTENT, at=DOUBT)
        and not partial(sentence)
    )


def direction_lost(reading: Reading) -> Sentence | None:
    """Return the sentence that says that no call of anybody's comes in, or none goes out."""
    if any(OTHERS.within(one.folded) for one in reading.told) or elsewhere_fine(reading) or hits_one(reading):
        return None
    return next((one for one in reading.told if lost_for_all(one) and not partial(one) and goes_on(one)), None)


def direction_lost_in_part(reading: Reading) -> Sentence | None:
    """Return the sentence that says so of a queue, the main number, a branch, or everybody who works elsewhere."""
    return next((one for one in reading.told if lost_in_part(one) and goes_on(one)), None)


def lost_in_part(sentence: Sentence) -> bool:
    """Return whether the sentence says that a part has lost its calls in a direction."""
    return lost_for_a_part(sentence) or (lost_for_all(sentence) and partial(sentence))


def goes_on(sentence: Sentence) -> bool:
    """Return whether what a sentence tells is meant, and still so."""
    surely_not = tells(sentence.text, Label.HYPOTHETICAL, Label.OVER, Label.PAST, at=VERY_SURE)
    asked = sentence.text.rstrip().endswith("?") and ASKED.within(sentence.folded)
    return not (imagined(sentence) or past(sentence) or surely_not or asked)


_ONE_PERSON = re.compile(
    r"\b(?:user|phone|set|handset|person|extension|desk|station|mailbox|ext|her|him|his|hers|me|guy|lady"
    r"|elle|lui|sie|er|ella|ele|ela)\b"
)


def hits_one(reading: Reading) -> bool:
    """Return whether the message says that it is one person, or one phone; "only one trunk" says no such thing."""
    found = (ONE.find(one.folded) for one in reading.told if not is_a_step(one))
    return any(one is not None and _ONE_PERSON.search(one.group()) for one in found)


ELSEWHERE = Phrases(
    r"""
    (main|head|other|rest of the|the other|both other|hq|central|home) (\w+
      )?(office|offices|site|sites|building|buildings|location|locations|stores?|branches|floors?|departments?|headquarters|plant)
      … (fine|ok|okay|good|work*|clean|normal*|unaffected|not affected|no (trouble|problem*|issue*));
    (other|remaining|rest of the)
      (sites|offices|branches|stores|locations|departments|floors|buildings|wings|classrooms|wards) …
      (fine|ok|okay|good|work*|normal*|not affected); (ho|hq|head office) (phones? |users? )?…
      (fine|ok|okay|work*|attending|normal*);
    (die )?(anderen|ubrigen) (abteilungen|filialen|standorte|etagen|stationen|gebaude) …
      (normal|gehen|laufen|ok|kein*|funktionier*);
    (les )?autres (services|agences|sites|etages|departements|batiments) …
      (normal*|bien|marchent|fonctionnent|rien|aucun*|ok);
    (las |los )?otr[oa]s (areas|sucursales|sedes|pisos|departamentos|oficinas|edificios|delegaciones) …
      (bien|normal*|funcionan|sin|ok|perfecto);
    (as |os )?outr[oa]s (setores|filiais|sedes|andares|departamentos|lojas|predios) … (bem|normal*|funcionam|sem|ok);
    (casa central|oficinas? centrales?|central|sede|matriz|escritorios?|siege|maison
      mere|hauptsitz|hauptstelle|hauptgebaude)
      … (cero problema*|sin problema*|sem problema*|normal*|todo bien|tudo bem|tudo ok|anda bien|va bien|vai
      bem|aucun probleme|kein problem|lauft alles|alles normal); hauptstandort … (normal|geht|funktionier*); im buro
      (geht|funktioniert);
    zentrale … (geht|funktionier*|normal); (siege|bureau principal) … (bien|fonctionne|normal);
    (matriz|oficina principal|sede) … (bien|funciona|normal);
    direct (dial*|lines?|numbers?|dids?|extensions?) … (work*|fine|ok|okay|ring*|reach*);
    (other|all other|remaining) (numbers|dids|lines) … (work*|fine|ok|ring*);
    durchwahl* … (geht|gehen|funktionier*); lignes directes … (fonctionnent|marchent)
    """
)
"""Other sites or departments are spared."""


def elsewhere_fine(reading: Reading) -> bool:
    """Return whether the message says that the other sites or departments are spared."""
    return any(ELSEWHERE.within(sentence.folded) for sentence in reading.told)


def half_of_calls(reading: Reading) -> Sentence | None:
    """Return the sentence that says that at least half of the calls fail."""
    if not_all(reading):
        return None
    for sentence in reading.told:
        share = share_of_calls(sentence)
        if share and share.share >= HALF and tells_bad(sentence) and "fax" not in sentence.folded:
            return sentence
    return None


_BAD = Phrases("""
    bad; fail*; drop*; reorder; busy; dead; lost; worse; coin toss; error*; cut*; don't; doesn't; not;
    silent; silence; die; dies; busy; reject*; refus*; timeout*; nicht*; weg; besetzt; scheiter*; erreur*; tomb*;
    rechaz*; recus*; falh*; erro; ocupad*; coupe*; echou*; falla*; cort*; cae*; cai*; nao; no
    """)


def tells_bad(sentence: Sentence) -> bool:
    """Return whether the share in the sentence is of calls that fail, not of those that work."""
    return _BAD.within(sentence.folded) or tells(sentence.text, Label.TROUBLE)


def does_not_boot(reading: Reading) -> Sentence | None:
    """Return the sentence that says that the server does not start."""
    for sentence in reading.told:
        if _LISTING.search(sentence.text):
            continue
        if (
            _BOOT.within(_PATH.sub("~", sentence.folded))
            and not _BOOTS.within(sentence.folded)
            and not _DEVICE.within(sentence.folded)
            and not imagined(sentence)
            and not past(sentence)
        ):
            return sentence
    return next((one for one in reading.told if _reads_no_boot(one) and not _LISTING.search(one.text)), None)


_LISTING = re.compile(r"\S {2,}\S{1,20} {2,}\S")
"""A line of a table that a machine printed."""
_PATH = re.compile(r"(?<!\w)/[\w./-]+")
"""A folder's name says nothing of what the server does: "/boot"."""
_BOOTS = Phrases("""
    (boots?|starts?|came up|comes up|started|booted) (up )?
      (properly|fine|ok|okay|normally|clean*|correctly|well|without);
    (startet|fahrt) … (normal|sauber|ordentlich); (sauber|normal) gestartet; demarre (bien|normalement);
    (arranca|inicia|prende) (bien|normal*); (inicia|liga) (bem|normal*)
    """)


def _reads_no_boot(sentence: Sentence) -> bool:
    if _BOOTS.within(sentence.folded):
        return False
    return (
        tells_now(sentence.text, Label.NO_BOOT, at=LIKELY)
        and tells(sentence.text, Label.TROUBLE, at=DOUBT)
        and not _DEVICE.within(sentence.folded)
        and not imagined(sentence)
    )


def data_lost(reading: Reading) -> Sentence | None:
    """Return the sentence that tells of lost data, where there is no backup either."""
    if not any(_NO_BACKUP.within(sentence.folded) for sentence in reading.told):
        return None
    return next(
        (
            one
            for one in reading.told
            if not imagined(one) and (_DATA_LOST.within(one.folded) or tells_now(one.text, Label.DATA_LOSS, at=LIKELY))
        ),
        None,
    )


def several_users(reading: Reading, fewest: int = SEVERAL) -> Sentence | None:
    """Return the sentence that says that at least so many users or phones fail."""
    if one_only(reading):
        return None
    for sentence in reading.told:
        told = (
            tells_failure(sentence)
            or (_HIT.within(sentence.folded) and not imagined(sentence))
            or (
                tells(sentence.text, Label.TROUBLE, at=LIKELY_TROUBLE) and goes_on(sentence) and not is_a_step(sentence)
            )
            or ALL_ALIKE.search(sentence.folded)
            or (tells_now(sentence.text, Label.WIDE, at=DOUBT) and tells(sentence.text, Label.TROUBLE, at=DOUBT))
        )
        if told and not past(sentence) and max(hit(sentence), default=0) >= fewest:
            return sentence
    return None


_SPARED_BEFORE = re.compile(
    r"\b(?:other|others|remaining|rest|of|autres|demas|demais|outros|anderen|restlichen|uns)\W{1,2}(?:the"
    r" |les |los |os |die )?$"
)
_SPARED_AFTER = re.compile(
    r"^.{0,30}\b(?:like always|as always|as usual|as ever|wie immer|comme d'habitude|como siempre|como sempre)\b"
    r"|^.{0,24}\b(?:fine|ok|okay|in use|working|works?|normal|unaffected|quiet|good|in total|in"
    r" all|on site|altogether|licen[cs]es?|can (?:call|telephone|phone)|konnen)\b"
)
_HIT = Phrases("""
    affected; impacted; without; down; dead; dark; unregistered; offline; out of service;
    no (tele)?phones?; no dial ?tone; no service; the same (trouble|problem|issue|fault|symptom)s?;
    betroffen*; ohne telefon; kein telefon; dasselbe problem; touche*; sans telephone; meme probleme;
    afectad*; sin telefono; mismo problema; afetad*; sem telefone; mesmo problema
    """)
MOST_IN_RANGE = 200
RANGE = re.compile(
    r"\b(?:exts|extensions|ports|sets|phones|rooms|nebenstellen|postes|ramais|extensiones) (\d{1,4})"
    r" ?(?:-|to|through|thru|bis|a) ?(\d{1,4})\b"
)
_NONE_OF = re.compile(
    r"\b(?:none|all|any|each|every one|both|keine[rs]?|alle|aucune?|tous|ningun[oa]?|todos|nenhuma?)"
    r" (?:of|von|de|des|dos|der)(?: (?:the|our|their|these|those|les|los|os|den))?\W$"
)
_SIZE_BEFORE = re.compile(
    r"\b(?:have|has|had|got|there are|there's|with|of|an?|their|runs?|office of|total|mit|avec"
    r"|con|com|tienen?|tem|haben|hat|ont|ya)\W(?:about |around |only |some )?$"
)


MINOR = Phrases("""
    clocks?; (wrong|right|correct) time; time; an hour; music; caller id; fax*; dtmf;
    voice.?mail.to.e-?mail; e-?mails?; backup*; gui; web ?page; reports?; cdrs?; labels?; speed dials?;
    directory; contrast; uhr(zeit)?; musique; musica; hora
    """)
"""Failures of a convenience, which are minor however many they annoy."""


_GONE = Phrases("""
    unregister*; not registered; down; dead; dark; no dial ?tone; (come|comes|came) up; without;
    tot; ausgefallen; en panne; morts?; caid[oa]s?; muert[oa]s?; mud[oa]s?; fora do ar
    """)
"""Failures of phones themselves, which are not minor, whatever else the sentence names."""


def hit(sentence: Sentence) -> list[int]:
    """Return how many the sentence says are hit: not how many there are, nor how many are spared."""
    if MINOR.within(sentence.folded) and not (_BASIC.within(sentence.folded) and _GONE.within(sentence.folded)):
        return []
    ranges = [
        min(int(found.group(2)) - int(found.group(1)) + 1, MOST_IN_RANGE) for found in RANGE.finditer(sentence.folded)
    ]
    return ranges + [count for count, words in counts(sentence) if not _spared(sentence, fold(words))]


def _spared(sentence: Sentence, words: str) -> bool:
    start = sentence.folded.find(words)
    before, after = sentence.folded[:start], sentence.folded[start + len(words) :]
    if _NONE_OF.search(before[-24:]):
        return False
    if _SIZE_BEFORE.search(before[-24:]) and not _HIT.within(after[:30]):
        return True
    return bool(_SPARED_BEFORE.search(before[-16:]) or _SPARED_AFTER.search(after[:36]))


_KEY = Phrases(r"""
    (main|published|advertised|toll.?free|business|head|general) (phone )?(number|line)s?;
    (hunt|ring) groups?; (\w+ )?queues?; auto.?attendant; main menu; ivr;
    voice ?mail (system|server|service)?; switchboard; operator console; call cent(er|re)s?;
    night service; help ?desk line; order(s|ing)? line; hotline; reservations?; dispatch; nurse call;
    every mailbox; all (the )?(\d+ )?mailboxes; fire panel;
    alarm line; elevator (phone|line); hauptnummer; sammelanschluss; warteschlange; zentrale;
    cola de \w+; fila de \w+; operadora automatica; atendimento automatico; standard automatique;
    (linea|linha) de pedidos; ligne de commandes; \w{0,16}hotline; ansage; numero principal; grupo de timbrado;
    file d'attente; numero geral
    """)
_KEY_FAILS = Phrases(r"""
    down; dead; silen(t|ce); busy; nothing; not (answering|ringing|working|reachable); no answer;
    rings? (out|forever|and rings|nowhere|through|on);
    (doesn't|don't|does not|won't|can't|cannot) … (ring|answer|work|reach|get|pick|play|connect);
    nobody … (answers?|gets|reach*|hears); goes? nowhere; hangs? up; drop(s|ped)?; goodbye; disconnect*;
    wirft … (raus|hinaus); legt … auf; hebt nicht ab; besetzt; tot; nicht erreichbar; coupe*; raccroche*;
    ne repond*; muet*; occupe*; injoignable; corta*; cuelga*; no (contesta|responde|suena|timbra); ocupad*; caid*;
    muert*; desliga*; derruba*; nao (atende|toca|responde); mud[oa]s?; fora do ar;
    cut off; fails?; failing; out of (service|order); stopped;
    (hears?|gets?|plays?|goes to|rings?) … (night|closed|after.?hours|holiday)
      (greeting|message|announcement|mode|service|recording)?;
    (can't|cannot|cant|not) … (leave|left|save*) … messages?; (nacht|geschlossen|feiertags)\w*ansage;
    message de (nuit|fermeture); mensaje de cerrado; mensagem de fechado; dead air; unreachable; not in service; lost
    """)
_FEW = Phrases(
    """
    (wrong|old|new) (greeting|message|announcement); sometimes; one in; some (calls|callers)?;
    intermittent*; music; light; e-?mails?; pin; password; one (user|mailbox|extension);
    (her|his|my) (voice ?mail|mailbox)
    """
)


def key_function(sentence: Sentence) -> bool:
    """Return whether a function that all callers depend on fails altogether."""
    folded = sentence.folded
    return _KEY.within(folded) and _KEY_FAILS.within(folded) and not _FEW.within(folded)


def part_down(reading: Reading) -> Sentence | None:
    """Return the sentence that says that a site, a department or a key function is down."""
    if calls_are_fine(reading) and not any(ALL_OF_KIND.within(one.folded) for one in reading.told):
        return None
    for sentence in reading.told:
        folded = sentence.folded
        if not tells_failure(sentence) or past(sentence) or (_limited(folded) and not ALL.within(folded)):
            continue
        if (
            ALL_OF_KIND.within(folded)
            or key_function(sentence)
            or (partial(sentence) and _BASIC.within(folded) and _HARD.within(folded) and not SOFT.within(folded))
        ):
            return sentence
    if elsewhere_fine(reading):
        return next((one for one in reading.told if tells_total(one)), None)
    return None


def reads_wide(reading: Reading) -> Sentence | None:
    """Return the sentence that surely reads like those that tell that a department, a branch or many are hit."""
    if one_only(reading) or mild(reading):
        return None
    return next((one for one in reading.told if _reads_wide(one)), None)


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


def one_node(reading: Reading) -> Sentence | None:
    """Return the sentence that says that high availability runs on one node."""
    return next((one for one in reading.told if ONE_NODE.within(one.folded) and not imagined(one)), None)


def unusable(reading: Reading) -> Sentence | None:
    """Return the sentence that tells of severe loss of quality, beyond one user."""
    if one_only(reading):
        return None
    return next((one for one in reading.told if BAD_QUALITY.within(one.folded) and not imagined(one)), None)


MILD = Phrases("""
    sometimes; intermittent*; on and off; now and (then|again); one in; some calls; occasional*; random*;
    comes and goes; work ?around; in the meantime; for now; for the time being; meanwhile; can live with;
    no hurry; no rush; manchmal; gelegentlich; parfois; par moments; a veces; por momentos; as vezes;
    de vez em quando; inzwischen; en attendant; mientras; por enquanto
    """)
"""It comes and goes, or there is a way round."""


def mild(reading: Reading) -> bool:
    """Return whether it comes and goes, or there is a way round it."""
    return any(MILD.within(sentence.folded) for sentence in reading.told)


def hits_everybody(reading: Reading) -> Sentence | None:
    """Return the sentence that says that everybody or everything is hit, whatever it is that fails."""
    if not_all(reading) or calls_are_fine(reading) or mild(reading):
        return None
    return next(
        (
            one
            for one in reading.told
            if ALL.within(one.folded) and tells_failure(one) and not past(one) and not MINOR.within(one.folded)
        ),
        None,
    )


def hard(folded: str) -> bool:
    """Return whether what everybody needs fails so that there is no call at all."""
    return _BASIC.within(folded) and _HARD.within(folded) and not SOFT.within(folded)


def fine(folded: str) -> bool:
    """Return whether the words say that calls go as ever, to the outside too."""
    return _FINE.within(folded) and not _only_inside(folded)
