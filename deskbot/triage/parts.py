"""A part of a site or system: a department, a branch, a key function, one server of two; and that others are spared."""

from __future__ import annotations

from deskbot.triage.phrases import Phrases
from deskbot.triage.scope import THE_REST_TOO
from deskbot.triage.sentences import Reading, Sentence, once
from deskbot.triage.tense import imagined

PART = Phrases(
    """
    (one|the|a|that|their|whole|entire) ([a-z-]+
      )?(department|floor|wing|branch|ward|site|building|warehouse|store|call cent(er|re)|office);
    main (number|line); (the )?main (hunt )?(number|line|queue|greeting|attendant|menu);
    (auto.?attendant|the menu); (all|every|any) remote (users?|phones?|workers?|staff|extensions?);
    (all )?(voice ?mail|voicemails?) (is|are|for everyone|for all); all voice ?mail; nobody … voice ?mail;
    (the )?(support|sales|service|main|order*|booking*|reservation*) (queue|line|desk); reception;
    hauptnummer; zentrale; abteilung; filiale; etage; alle homeoffice*; alle … homeoffice;
    numero principal; departamento; planta; piso; sucursal; etage; departement; succursale;
    numero principal; setor; filial; andar
    """
)
_PARTIAL = Phrases(r"""
    (the |la |der |l'|a )?(reception|recepcion|recepcao|empfang|accueil)
      (no|nao|can't|cannot|can not|kann|ist|hat|n'a|ne);
    station; lager; verkauf; werkstatt; buchhaltung; comptabilite; entrepot; atelier; bodega; almacen; deposito;
    almoxarifado; armazem; contabilidad*; ventas; vendas;
    (\w+ )?(department|floor|wing|row|ward|team|module|dsm\w*|card|classroom|room \w+|branch(
      office)?|satellite( office)?|remote (office|site|location)|(second|other|one)
      (site|location|building|office|branch|store)|warehouse|annex);
    one of (the|their) (\w+ )?(sites|offices|stores|branches|buildings|locations); filiale; succursale;
    sucursal; filial; agence; zweigstelle; abteilung; etage; departement; departamento; piso; setor;
    andar; other (departments|sites|offices|users|phones|floors)
    """)


@once
def partial(sentence: Sentence) -> bool:
    """Return whether the sentence speaks of a part of a site."""
    folded = sentence.folded
    return _PARTIAL.within(folded) and not WHOLE_SITE.within(folded) and not THE_REST_TOO.within(folded)


WHOLE_SITE = Phrases("""
    (whole|entire) (site|building|hospital|school|hotel|clinic|company|office|place|system|campus);
    (nobody|no one) … (building|site|office|hospital); completely down; no calls; system down;
    front desk … (phones|calls|everything);
    all (the |our |their )?(\\d+ )?((tele)?phones|lines|sets|handsets|extensions) (on|at) (the |our |their )?site
    """)
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
_KEY = Phrases(r"""
    (main|published|advertised|toll.?free|business|head|general) (phone )?(number|line)s?;
    (hunt|ring) groups?; (\w+ )?queues?; auto.?attendant; main menu; ivr;
    voice ?mail (system|server|service)?; switchboard; operator console; call cent(er|re)s?;
    night service; help ?desk line; order(s|ing)? line; reservations?; dispatch; nurse call;
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
    message de (nuit|fermeture); mensaje de cerrado; mensagem de fechado; unreachable; not in service; lost
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


@once
def elsewhere_fine(reading: Reading) -> bool:
    """Return whether the message says that the other sites or departments are spared."""
    return reading.says(ELSEWHERE)


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
    um so no; um unico no; (em )?um no (so|apenas|somente)?; no [a-c1-2] … (apenas|somente|so|caiu|morreu);
    (only|just) (on )?node; node … (only|alone|out of sync|won't rejoin|will not rejoin|not rejoin*); wfconnection;
    (runs?|running) on (node )?[a-b1-2]; without (a )?(standby|spare node|second node);
    node [a-b1-2] … (gone|dead|down);
    standalone; (re)?sync* … (stops?|stuck|fails?|never); replication (is |has )?(broken|stopped|down|failed)
    """)
"""One server of two is missing."""


def one_node(reading: Reading) -> Sentence | None:
    """Return the sentence that says that high availability runs on one node."""
    return reading.first(lambda one: ONE_NODE.within(one.folded) and not imagined(one))
