"""Where a life may hang on the telephones: the ways by which people in need call for help inside a house. Pure."""

from __future__ import annotations

import re

from deskbot.triage.clauses import CLAUSE
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, tells
from deskbot.triage.sentences import Reading, Region, Sentence
from deskbot.triage.symptoms import failures
from deskbot.triage.tense import imagined, negated, past

_CALL_FOR_HELP = Phrases(
    """
    nurse.?call*; call bells?; (patient|resident|bedside) (call )?(bell|button|pull cord)s?; panic (button|alarm)s?;
    duress (button|alarm)s?; (elevator|lift) (emergency )?(phone|telephone|intercom|line|alarm)s?; pull cords?;
    (emergency |alarm )?(phone|telephone|intercom|line|alarm)s? (for|in|of) (the|our|both|all) (elevator|lift)s?;
    (notruf*|telefon|alarm) (im|in den) (aufzug|aufzugen|fahrstuhl); (ligne|alarme) (de|dans) l'ascenseur;
    (linea|alarma) (del|en el) (ascensor|elevador); (linha|alarme) (do|no) elevador;
    emergency (button|intercom|phone|call point)s?; code blue;
    schwesternruf*; patientenruf*; lichtruf*; notrufknopf*; notrufknopfe; alarmknopf*; aufzugs?(notruf|telefon)*;
    rufanlage; hausnotruf*;
    appels? (malade|infirmiere?|patient)s?; sonnettes? (d'appel|des (malades|residents|patients));
    boutons? (de panique|d'urgence|d'appel); (telephone|interphone) (de l'|d')ascenseur;
    llamad(a|o)s? (de|a) (la )?(enfermer[ao]s?|enfermeria); timbres? de (los )?(pacientes|residentes|enfermer*);
    boton(es)? de (panico|emergencia|auxilio); (telefono|intercomunicador) del (ascensor|elevador);
    chamadas? de (enfermagem|enfermeir[ao]s?|pacientes?); campainhas? (de|dos) (pacientes?|leitos?|residentes);
    bota?o?(es)? de (panico|emergencia); (telefone|interfone) do elevador
    """
)
_FAILS = Phrases(
    """
    dead; down; fail*; broken; out; out of order; silent; not; doesn't; does not; don't; do not; isn't; aren't; won't;
    can't; cannot; stopped; no (signal|tone|response|sound|answer); no longer; no ~; nothing; nobody; hardly; barely;
    (works?|working) (only|just)? (sometimes|badly|poorly|at times|intermittent*|now and then);
    tot; ausgefallen; ausfall; nicht; kein*; defekt; gestort; kaputt; stumm; reagier* nicht; ohne funktion; kaum;
    nur (manchmal|zeitweise|sporadisch|ab und zu|gelegentlich|noch teilweise|teilweise);
    en panne; panne; hors service; mort*; muet*; ne … (plus|pas|rien); n'\\w* (plus|pas|rien); aucun*; sans;
    (marche*|fonctionne*) (mal|a peine|par moments|parfois|par intermittence);
    no; muert[oa]s?; caid[oa]s?; falla*; sin; mud[oa]s?; averiad[oa]s?; dejo de; dejaron de; nadie;
    (funciona*|anda*) (mal|a veces|a ratos|apenas|de forma intermitente);
    nao; fora; parou; pararam; caiu; cairam; falha*; sem; mud[oa]s?; mort[oa]s?; ninguem;
    funciona* (as vezes|de vez em quando)
    """
)
_NOT = r"(not|isn't|aren't|wasn't|weren't|hasn't|haven't|didn't|don't|never) (\w+ ){0,2}"
_NO_TROUBLE = Phrases(
    f"""
    {_NOT}(affected|impacted|touched|hit|involved|concerned|part of (it|this|the)|fail*|dead|down|broken|out|stop*);
    unaffected; unimpacted; (no|without|zero) (\\w+ )?(problem*|issue*|trouble*|fault*|failure*|complaint*|outage*);
    (nicht|nie|weder) (\\w+ ){{0,2}}(betroffen*|beruhrt|beeintrachtigt|ausgefallen|defekt|gestort|kaputt|tot);
    (kein*|ohne) (\\w+ )?(problem*|storung*|ausfall*|fehler*|beschwerde*|schwierigkeit*|einschrankung*|auswirkung*);
    (pas|non|ni) (\\w+ ){{0,2}}(touche*|concerne*|affecte*|impacte*|atteint*|en panne|hors service|mort*);
    (pas|aucun*|sans) (de )?(souci*|probleme*|panne*|defaut*|incident*|difficulte*);
    no (\\w+ ){{0,2}}(afectad*|afecta*|caid*|muert*|averiad*|fall*);
    (no hay|sin|ningun*) (\\w+ )?(problema*|novedad*|falla*|incidencia*|inconveniente*);
    nao (\\w+ ){{0,2}}(afetad*|afeta*|atingid*|caiu|cairam|fora|falh*|parou|pararam|mud[oa]*);
    (sem|nenhum*|nao (ha|tem)) (\\w+ )?(problema*|falha*|novidade*|incidente*)
    """
)
"""That the trouble spares it, in words that by themselves would say the opposite."""
_WORKS = Phrases(
    """
    works?; working; functions?; functioning; functional; operational; up; running; fine; ok; okay; well; normal*;
    alive; intact; in order; good;
    funktionier*; geht; gehen; lauft; laufen; in ordnung; einwandfrei; intakt; betriebsbereit;
    fonctionne*; marche*; va bien; vont bien; operationnel*; bien;
    funciona*; anda*; trabaja*; operativ*; sirve*; bem; opera*; operacion*
    """
)
_NO_LONGER = re.compile(
    r"(?:\s\S{1,20}){0,2}?\s(?:nicht|kein\w{0,2}|nie|nimmer|kaum|schlecht|pas|plus|jamais|rien|mal|nunca|not|never)\b"
)
"""What turns a verb round that stands before it: "funktioniert gar nicht", "marche plus"."""
_EXCEPT = re.compile(
    r"\b(?:except(?: for)?|apart from|other than|besides|aus+er|bis auf|mit ausnahme (?:von|des|der)|sauf|excepte"
    r"|hormis|a part|salvo|excepto|menos|exceto|a excepcion de[l]?|fora)"
    r"(?:\s(?:the|our|their|dem|den|der|die|das|le|la|les|el|los|o|a|os|as|unsere?[mnr]?)\b)?(?:\s{1,3}|\sl')~"
)
_NOT_EVEN = re.compile(
    r"(?:\b(?:nor|not even|nicht (?:ein)?mal|nichtmal|ni|ni siquiera|nem|nem mesmo|meme pas|pas meme)"
    r"|\bweder\b.{1,40}\bnoch)(?:\s(?:the|our|der|die|das|unser|le|la|les|el|los|o|a|os|as)\b)?(?:\s{1,3}|\sl')~"
)
"""Then a verb that says that something works says that it does not."""
_DOES = re.compile(r"~(?:\s\w{1,15}){0,3}?\s(?:does|do|schon|aber schon|si|oui|sim|yes|ja)[\s.!]{0,4}$")
"""The whole verdict of a clause that answers another one: "the phones don't work, but the nurse call does"."""
_RINGS = (
    "(ring*|reach*|alert*|sound*|page*|paging|trigger*|notif*|answer*|respon*|chime*|beep*|buzz*|arriv*|come*|coming"
    "|go through|get through|show*|light*)"
)
_LAUTET = "(klingel*|laute*|schell*|ruf*|meld*|erreich*|reagier*|signalisier*|alarmier*|leucht*|komm*|lost|losen)"
_SONNE = "(sonne*|appelle*|arrive*|alerte*|avertit|avertissent|previen*|repond*|declenche*|s'allume*|signale*)"
_SUENA = "(suena*|timbra*|avisa*|llega*|alerta*|activa*|responde*|contesta*|notifica*|llaman?|enciende*)"
_TOCA = "(toca*|chamam?|avisa*|chega*|alerta*|aciona*|responde*|atende*|notifica*|soa*|acende*)"
_UNHEARD = Phrases(
    f"""
    (but |and |yet )?(do|does|did|is|are|will) ?(not|n't|nt|never|no longer) (\\w+ )?{_RINGS};
    (but |and |yet )?(never|no longer|won't|wont) (\\w+ )?{_RINGS};
    (but |and |yet )?(no one|nobody|noone) (ever |\\w+ to )?(answers?|hears?|comes?|responds?|reacts?|picks up);
    (aber |und |doch )?{_LAUTET} (\\w+ ){{0,4}}(nicht|kein*|nie|niemand*);
    (aber |und |doch )?(niemand|keiner) (antwortet|hort|kommt|reagiert|meldet|hebt|geht|bemerkt);
    (mais |et )?(ne |n')(\\w+ )?{_SONNE} (\\w+ )?(pas|plus|rien|jamais|aucun*|personne); (mais |et )?personne ne
      (repond*|vient|entend|reagit|decroche);
    (pero |y )?(no|nunca|ya no) (\\w+ )?{_SUENA}; (pero |y )?nadie
      (\\w+ )?(contesta|responde|oye|escucha|viene|atiende);
    (mas |e )?(nao|nunca|ja nao) (\\w+ )?{_TOCA}; (mas |e )?ninguem (\\w+ )?(atende|responde|ouve|escuta|vem|aparece)
    """
)
"""What a clause without a subject says of what was named before it: it works, "but does not ring the phones"."""
_HARMLESS = Phrases(
    """
    how (do|can|to); wie (kann|konnen|stell*); comment; como (se|puedo|configur*|fac*); not urgent;
    quote; price; angebot; devis; cotizacion; orcamento
    """
)


def calls_for_help_fail(reading: Reading) -> Sentence | None:
    """Return the sentence that says that nurse call, panic buttons or a lift's telephone do not work."""
    return reading.first(_fails)


def _fails(sentence: Sentence) -> bool:
    folded = sentence.folded
    named = _CALL_FOR_HELP.find(folded)
    if named is None or sentence.region is Region.OLD_SUBJECT or sentence.asks:
        return False
    if imagined(sentence) or past(sentence) or _HARMLESS.within(folded):
        return False
    return _said_of_it(f"{folded[: named.start()]}~{folded[named.end() :]}") is True


def _said_of_it(around: str) -> bool | None:
    """Return whether a sentence says of what `~` stands for that it fails, or that it works; None for neither.

    Each clause speaks for itself: "the nurse call works, the phones do not". One without a verdict is judged by
    those behind it, "the nurse call and the phones are dead", and at last by those before it.
    """
    if _EXCEPT.search(around):
        # "Everything works except …", "all is dead except …": the opposite of what is said of the rest.
        rest = _says_failing(_EXCEPT.sub(" ", around))
        return None if rest is None else not rest
    clauses = CLAUSE.split(around)
    place = next(at for at, clause in enumerate(clauses) if "~" in clause)
    if _says_failing(clauses[place]) is False and _goes_unheard(" ".join(clauses[place + 1 :])):
        return True
    verdicts = (_says_failing(clause) for clause in (*clauses[place:], *reversed(clauses[:place])))
    return next((one for one in verdicts if one is not None), None)


def _goes_unheard(behind: str) -> bool:
    """Return whether what stands behind a clause goes on about the same thing, and says that it reaches nobody."""
    found = _UNHEARD.find(behind.lstrip())
    return found is not None and not found.start()


def _says_failing(clause: str) -> bool | None:
    """Return whether a clause tells a failure; False where it tells that something works, None for neither."""
    parts, at = list[str](), 0
    for spared in _NO_TROUBLE.all(clause):
        parts.append(clause[at : spared.start()])
        at = spared.end()
    clause = " = ".join((*parts, clause[at:]))
    works = bool(_DOES.search(clause)) or any(
        not negated(clause, found) and not _NO_LONGER.match(clause, found.end()) for found in _WORKS.all(clause)
    )
    if works and _NOT_EVEN.search(clause):
        return True
    if any(not negated(clause, found) for found in _FAILS.all(clause)) or clause.startswith(("plus d'", "plus de ")):
        return True
    return False if parts or works else None


_DYING = Phrases(
    """
    (not|isn't|stopped|hardly) breathing; can't breathe; cannot breathe; unconscious; unresponsive; has collapsed;
    (having|has) a (heart attack|stroke|seizure); is (dying|choking|bleeding); passed out; fainted; lost consciousness;
    (man|woman|guest|patient|resident|colleague|customer|somebody|someone|person|child|he|she) (has |just )*collapsed;
    (gast|patient\\w*|kunde|kundin|kollege|kollegin|mann|frau|bewohner\\w*|jemand) … zusammengebrochen; ohnmachtig;
    atmet (\\w+ )?(nicht|kaum); bewusstlos; herzinfarkt; schlaganfall; stirbt; verblutet; erstickt;
    ne respire (plus|pas); respire (plus|mal); inconscient*; s'est (evanoui*|effondre*); perdu connaissance;
    crise cardiaque; infarctus; fait un avc; (se|est en train de) (meurt|mourir);
    no (esta )?respira*; se desmayo; desmayad[oa]; perdio el conocimiento;
    se esta (muriendo|ahogando|desangrando); infarto; derrame cerebral;
    nao (esta )?respira*; desmaiad[oa]; desmaiou; (esta )?(morrendo|sufocando|sangrando); ataque cardiaco
    """
)

_CELL = (
    r"(the |an? |our |their |der |dem |einem |einer |l'|un |une |la |el |o |a )?(\w+ )?(lifts?|elevators?|vault"
    r"|cold ?(room|store)|cool ?room|walk-?in( cooler| freezer)?|freezer|strong ?room|cell|shaft|aufzug|fahrstuhl"
    r"|kuhlraum|kuhlhaus|tresor\w*|ascenseur|chambre froide|coffre|ascensor|elevador|camara (fria|frigorifica)|boveda"
    r"|cofre)(?! doors?)"
)
_TRAPPED = Phrases(
    rf"""
    (stuck|trapped|locked|shut|caught) (up )?(in|inside) {_CELL};
    (steckt|stecken|sitzt|sitzen|ist|sind) (\w+ ){{0,4}}(im|in|in der) {_CELL} (fest|eingeschlossen|gefangen);
    (im|in|in der|in einem) {_CELL} (steckt|stecken|sitzt|sitzen|ist|sind) (\w+ ){{0,4}}(fest|eingeschlossen|gefangen);
    (coince|bloque|enferme|piege)e?s? (dans|a l'interieur de) {_CELL};
    (atrapad|encerrad|atascad)[oa]s? (\w+ )?(en|dentro del?) {_CELL};
    (pres[oa]|trancad[oa]|fechad[oa])s? (\w+ )?(no|na|em um|num|dentro do) {_CELL}
    """
)
_NO_PERSON = re.compile(
    r"\b(?:nobody|no one|none|not|isn't|aren't|niemand|keiner|nicht|personne|pas|nadie|ninguem|nao"
    r"|cords?|cables?|wires?|handsets?|phones?|keys?|kabel|horer|telefon|cables?|combine|telephone|auricular|telefono"
    r"|cabos?|fone|telefone)\b"
)
"""Nobody, or a thing, is what is shut in."""


def somebody_is_dying(reading: Reading) -> Sentence | None:
    """Return the sentence that says that somebody is between life and death, or trapped, where telephones fail."""
    if not failures(reading):
        return None
    return reading.first(lambda one: _now(one) and (_DYING.within(one.folded) or _is_trapped(one)))


def _is_trapped(sentence: Sentence) -> bool:
    """Return whether somebody is said to be shut in where no help comes unless it is called."""
    found = _TRAPPED.find(sentence.folded)
    if found is None:
        return False
    clause = CLAUSE.split(sentence.folded[: found.end()])[-1]
    return not _NO_PERSON.search(clause)


def _now(sentence: Sentence) -> bool:
    return not imagined(sentence) and not past(sentence) and not tells(sentence.text, Label.HYPOTHETICAL, at=DOUBT)
