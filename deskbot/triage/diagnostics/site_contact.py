"""Somebody on site for hands-on work.

Two kinds of words together tell it: somebody, and that they are there now, can lend a hand, or have the key.
"""

from __future__ import annotations

import re
from itertools import islice

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import where
from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.sentences import Sentence, read
from deskbot.triage.tense import imagined

_ANOTHER = r"""
    techs?; helper; trainee; pastor; priest; son; daughter; wife; husband; neighbou?r; technicians?; engineer
    ; colleague; guys?; man; woman; lady; person; someone; somebody; contact; custodian
    ; janitor; caretaker; superintendent; manager; owner; secretary; receptionist; bookkeeper; principal; matron; nurse
    ; foreman; clerk; electrician; guard; porter; handyman; apprentice; intern; assistant; installer; mr; mrs; ms; miss
    ; dr; (he|she)('s|'ll)?; one of (us|them|ours|our|my)
    ; technikerin; techniker; kolleg(e|en|in); monteur(in)?; hausmeister(in)?; mitarbeiter(in)?; azubi; lehrling
    ; chef(in)?; inhaber(in)?; leiter(in)?; \w*leitung; sekretarin; empfangsdame; pfortner(in)?; schwester; pfleger(in)?
    ; verwalter(in)?; elektriker; frau; herr; jemand; it-?ler; wirt(in)?; helfer(in)?; sohn; tochter; nachbar(in)?
    ; technicien(ne)?; collegue; gardien(ne)?; concierge; responsable; gerante?; patron(ne)?; directeur; directrice
    ; secretaire; informaticien(ne)?; electricien; infirmiere?; receptionniste; stagiaire; apprenti; quelqu'un; mme
    ; mlle
    ; monsieur; madame; m; il; elle; aide; fils; fille
    ; tecnic[oa]; companer[oa]; colega; encargad[oa]; gerente; duen[oa]; vigilante; guardia; conserje; porter[oa]
    ; recepcionista; informatic[oa]; electricista; enfermer[oa]; secretari[oa]; alguien; don; dona; sra?; senora?
    ; practicante; ayudante; ingenier[oa]; hij[oa]; administradora?; bodeguer[oa]; muchach[oa]; chic[oa]
    ; porteir[oa]; zeladora?; vigia; seguranca; rapaz; moc[oa]; senhora?; alguem; pessoa; estagiari[oa]; rececionista
    ; eletricista; caseir[oa]; sindic[oa]; don[oa]; ajudante; engenheir[oa]; filh[oa]
    """
_OTHER, _WHO = one_of(_ANOTHER), one_of(_ANOTHER + "; (i|we)('m|'re|'ll)?; ich; wir; je; nous")
"""Somebody who can be at a site, by what they are, and we ourselves."""
_IS = one_of(
    """
    is; am; are; 's; 'm; 're; be; stays?; staying; sits?; sitting; stands?; standing
    ; remains?; waits?; waiting
    ; ist; bin; sind; bleibt; bleibe; sitzt; sitze; steht; stehe; wartet; warte
    ; est; suis; sommes; reste; restera; sera; serai; attend
    ; esta; estara; estoy; estare; estamos; queda; quedo; quedara; sigue; sigo; espera; permanece
    ; fica; fico; ficara; estou; estarei; continua; continuo
    """
)
_AT = one_of(
    r"""
    on.?site; on (the )?(property|premises); in the building; at the site; (at|with) (the|their) (customer|client)('?s)?
    ; (in|at|by|beside|next to|near|in front of) (the|their|that) (\w+ ){0,2}(rack|cabinet|closet|box|server|pbx|ucx
      |switch)
    ; in the (\w+ )?(server|comms|equipment|phone|wiring|machine|telecom) room
    ; (here|there) (and (can|will|has|knows)|all|until|till?|through|the whole|tonight|now)
    ; here in (the )?\w+
    ; vor ort; beim kunden; im (haus|gebaude); im (server|technik|telefon|anlagen|edv-?)raum
    ; (vor|am|neben) (dem |der )?(schrank|rack|server|anlage|gerat|kasten|verteiler); davor; daneben
    ; (da|dort|hier) (bis|den ganzen|die ganze); (bis|heute|morgen|noch|den ganzen tag
      |die ganze nacht) (\w+ ){0,5}(da|dort)
    ; sur place; chez (le client|eux|lui|elle); (devant|a cote de) (la|le|l') ?\w+; dans (la salle|le local|la baie)
    ; la (toute|jusqu\w*|tout|demain)
    ; en (el )?sitio; en el (local|lugar|cuarto); (con|donde) el cliente; alla con; (frente|junto) al? \w+; en la sala
    ; (ahi|alli|alla|aqui|aca) (hasta|todo|toda|con|y puede); (hasta|toda la noche|todo el dia)
    ; no local; no cliente; com o cliente; em frente (ao|a) \w+; junto (ao|a) \w+; na sala; no predio
    ; (la|aqui|ali) (ate|o dia|a noite|a tarde|no cliente|todo|toda|com); (a noite toda|o dia todo|a noite)
    ; ate (as|ao|o)
    """
)
_CAN = one_of(
    """
    can; could; will; 'll; is able to; is happy to; is willing to; knows how to; gladly; kann; konnte; wurde; peut
    ; pourra
    ; puede; podra; pode; consegue; podera
    """
)
_HANDS = one_of(
    r"""
    pull; flip; plug; unplug; press; push; reboot; restart; power.?cycle; power; reset; move; swap; re-?seat; switch
    ; touch
    ; let (you|us|me|someone|somebody|anyone) in; unlock; open (up|the (room|door|cabinet|closet|rack)); help; assist
    ; be (your|our) hands; look at
    ; get (in|to) the
    ; stecken; umstecken; ziehen; drucken; neu ?starten; ausschalten; einschalten; aus-? ?und einschalten
    ; hand anlegen; anfassen; helfen
    ; aufschlies+en; brancher; debrancher; redemarrer; eteindre; rallumer; appuyer; ouvrir; aider; intervenir; toucher
    ; deplacer; mover; tocar; desconectar; conectar; enchufar; desenchufar; reiniciar; apagar; encender; apretar; abrir
    ; ayudar; oprimir; mexer; desligar; trocar; carregar; apertar; ajudar
    """
)
_LENDS = one_of(
    r"""
    (has|have|holds|got) (the |a |all the )?keys?; (drucks?t|steckt|zieht|hilft) (\w+ ){0,3}(was|wat|euch|ihnen|um|mit)
    ; hat (den|die|einen) schlus+el; (schlies+t|sperrt) … auf; a (la|les) cles?; tiene (la|las) llaves?
    ; tem (a|as) chaves?; (nos|les) abre; (les|os) ayuda; ajuda com
    """
)
_DOES = one_of(
    r"""
    will do; does; do; unplugs?; plugs?; pulls?; pushes; presses; reboots?; restarts?
    ; (steckt|zieht|druckt|startet|schaltet|macht)
    ; debranche; branche; redemarre; appuie; manipule; fait; desconecta; conecta; mueve; apaga; prende; reinicia
    ; hace; aprieta
    ; desliga; liga; mexe; reinicia; carrega; faz; troca
    """
)
_AS_TOLD = one_of(
    r"""
    whatever; what you (tell|say|ask|need|want); anything you; as you (say|ask|tell); things for you; for you
    ; was (ihr|sie|du) (\w+ )?(sagt|sagen|wollt|wollen|braucht|brauchen); was (zu tun|notig) ist
    ; ce qu'il faut; ce que vous; lo que (\w+ ){0,2}(falta|digan|pidan|necesiten|quieran|indiquen)
    ; o que (for|precisarem|pedirem
      |disserem|quiserem|mandarem)
    """
)
_STAYED = one_of(
    """
    stayed; stays; still; geblieben; blieb; bleibt; reste; restee; se quedo; quedo; sigue; ficou; fica; continua
    """
)
_THERE_STILL = one_of(
    r"""
    there; behind; on.?site; with (a |the )?(laptop|console|cable|screen); dort; da; mit (laptop|notebook|monitor)
    ; la-bas; la; avec (un|une|son) \w+; alla; alli; ahi; con (la|una|el|un) (laptop|portatil|notebook|cable|pantalla)
    ; la com; la; com (um|o|a) (portatil|notebook|laptop|cabo|ecra)
    """
)
_IS_THERE = one_of(
    """
    (is|'s|stays|will be) (still |always |right )?there; (ist|bleibt) (noch )?(da|dort); est (encore )?(la|la-bas)
    ; (esta|sigue|queda) (alla|alli|ahi); (esta|fica|continua) (la|ali)
    """
)
_LEFT = one_of("left; leave; habe; haben; laisse; laissons; deje; dejamos; deixei; deixamos; tengo; tenho; got; have")
_IN_THE = one_of(
    r"""
    (at|in) (the|their) \w+; standing by; (in|an|bei) (der|dem|deren) \w+; (au|a la|dans (le|la)|chez) \w+
    ; (en|por) (la|el) [a-z]\w+; (na|no) [a-z]\w+
    """
)
_UNTIL = one_of(
    r"""
    until; till; til; all (day|night|afternoon|morning); today; tonight; bis; den ganzen \w+; die ganze nacht; heute
    ; jusqu\w*
    ; toute la \w+; tout l'apres-midi; aujourd'hui; hasta; todo el \w+; toda la \w+; hoy; ate; o dia todo
    ; a (noite|tarde)
      (toda|inteira); hoje
    """
)
_SOMEBODY = Phrases(
    rf"{_WHO} … {_IS} … {_UNTIL} … {_IN_THE}; {_WHO} … {_IS} (\w+ ){{0,3}}{_IN_THE} … {_UNTIL}",
    rf"(me quedo|quedo|estoy|estare|voy a estar|vou ficar|vou estar|fico|estou"
    rf"|estarei) (\w+ ){{0,2}}{_IN_THE} … {_UNTIL}",
    r"(passe|passera) (la|l'|le) ?\w+ … (chez|sur place); "
    r"(reach|find|get|erreich\w+|joindre|contactar|encontrar) … on.?site",
    r"(vor ort|sur place|en (el )?sitio|no local) … (erreich\w*|joindre|contactar|encontrar|encuentr\w*)",
    rf"{_WHO} … {_IS} (\w+ ){{0,3}}{_AT}",
    rf"{_IS} (\w+ ){{0,3}}{_WHO} … {_AT}",
    rf"{_AT} (\w+ ){{0,2}}{_IS} … {_WHO}",
    rf"(i'm|he's|she's|we're) (\w+ ){{0,3}}{_AT}",
    r"im (here |still |right )?(on.?site|at the customer|in the (server|comms) room)",
    rf"(estoy|sigo|me quedo|estare|estou|fico|estarei|continuo) (\w+ ){{0,2}}{_AT}",
    rf"{_OTHER} … {_CAN} … {_HANDS}",
    rf"{_OTHER} … ({_LENDS}|{_DOES} … {_AS_TOLD})",
    rf"{_OTHER} … {_STAYED} … {_THERE_STILL}",
    rf"{_IS_THERE} (\w+ ){{0,2}}{_OTHER}",
    rf"{_OTHER} (\w+ ){{0,3}}{_IS_THERE}(?= (and|with|if|in case|until|all|y|con|por si|e|com|und|mit|et|avec|pour)"
    rf"|[,.!]|$)",
    rf"{_LEFT} (\w+ ){{0,3}}{_OTHER} (\w+ ){{0,2}}{_IN_THE}",
    rf"{_OTHER} (\w+ ){{0,6}}{_IS} (\w+ ){{0,5}}{_IN_THE} … (and|und|et|y|e) … ({_DOES}|{_CAN} (\w+ ){{0,4}}{_HANDS})",
    r"""
    site contact; local hands; (guy|man|tech|technician|somebody|someone|person|engineer) (\w+ )?standing by
    ; eyes (and|or) hands; eyes on it; (pair of|extra|spare) hands
    ; persona de contacto en el sitio
    ; hands.?on (help|work) (is|can be|will be); (hilft|hilfe) … (am empfang|vor ort|im haus)
    ; (ask|call) for \w+ (at|in|on) (the |reception|front); fragen sie (nach|vor ort) … (empfang|haus|technik|werkstatt)
    ; (demandez|demander|voir avec|adressez-vous a) … (accueil|cle|sur place|maintenance|technique|reception)
    ; (pregunten?|preguntar) por … (recepcion|mantenimiento|sistemas|local|sitio|porteria)
    ; (hablen?|hablar) con … (de mantenimiento|en recepcion|de sistemas|en el sitio|en el local)
    ; ((podem|pode|favor) falar|falem|fale|perguntem?|perguntar) (com|por|pel[oa]) … (recep\w*|manutencao|portaria
      |informatica|no local)
    """,
)
_THERE = Phrases(
    rf"{_IS} (\w+ ){{0,3}}{_AT}; {_CAN} (\w+ ){{0,4}}{_HANDS}",
    rf"{_IS_THERE} (with|and|if|in case|until|con|por si|com|und|mit|et|avec)",
    rf"{_DOES} … {_AS_TOLD}",
)
"""What tells it of somebody who has a name."""
_NOBODY = Phrases(
    rf"""
    (nobody|no one|noone|cannot|can't|couldn't|niemand|keiner|personne|nadie|ninguem|not|isn't|aren't|nicht|n'est
      |no hay|nao ha|never)
      (\w+ ){{0,4}}{_AT};
    (when|whenever|wenn|quand|cuando|quando) … {_IS} (\w+ ){{0,3}}{_AT};
    (you|they|users?|callers?|customers?|nobody|no one) {_CAN} (\w+ ){{0,4}}{_HANDS};
    (i|we|ich|wir|je|nous) (could|would|konnte|konnten|wurden|wurde|pourrais|pourrions) (\w+ ){{0,4}}{_HANDS}
    """
)
_THING = Phrases(
    r"""
    phones?; sets?; handsets?; systems?; server; box; ucx\w*; pbx; units?; equipment; spare; stations?; users?; people
    ; cards?; gateway; router; switch; telefone?; apparate?; anlage\w*; gerate?; postes?; boitier; appareils?
    ; central(ita)?; conmutador; equipos?; aparatos?; aparelhos?; telefones?; ramais; this; that; backup
    """
)
"""What can be somewhere, and is nobody."""
_TITLE = re.compile(r"(?<!\w)(mr|mrs|ms|dr|sr|sra|m|hr|fr|st)\.")
_NAME = re.compile(r"(?<![^\W_])[A-ZÀ-Þ][a-zà-ÿ]{2,20}(?![^\W_])")
_BEFORE = 60
"""Characters before "is there" in which somebody's name is looked for."""


def _named(sentence: Sentence, folded: str) -> bool:
    """Return whether somebody whose name stands close before is there, or can lend a hand."""
    for found in islice(_THERE.all(folded), 5):
        start = max(0, found.start() - _BEFORE)
        if _NAME.search(sentence.text, start, found.start()) and not _THING.within(folded[start : found.end()]):
            return True
    return False


def _tells(sentence: Sentence) -> bool:
    if imagined(sentence) or sentence.asks:
        return False
    folded = _TITLE.sub(r"\1 ", sentence.folded)
    return (_SOMEBODY.within(folded) or _named(sentence, folded)) and not _NOBODY.within(folded)


def _read(case: Case, _category: Category) -> Finding | None:
    return where("site_contact", read(case.message).told, _tells, 0.75)


DIAGNOSTIC = Diagnostic(
    key="site_contact",
    level="L2",
    place=75,
    meaning="someone on site for hands-on work",
    question="Who is on site for hands-on work, and until when?",
    short="Who is on site?",
    wanted=FAULTS,
    read_in=TROUBLE - {Category.ENDUSER},
    labels=(
        "(on.?site|site|local) contact( person)?",
        "contact on site",
        "on.?site",
        "ansprechpartner( vor ort)?",
        "vor ort",
        "contact sur place",
        "sur place",
        "contacto en (el )?sitio",
        "en (el )?sitio",
        "contato no local",
        "no local",
    ),
    read=_read,
)
