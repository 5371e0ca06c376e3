"""Since when a device is in use, and whether its warranty runs. What is dated so is no beginning of a fault. Pure."""

from __future__ import annotations

import re

from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.sentences import Region, Sentence
from deskbot.triage.symptoms import tells_failure

_WISH = (
    r"(replac\w*|exchang\w*|swap\w*|repair\w*|rma|return\w*|claim\w*) (\w+ ){0,3}(under|in|on|within)"
    r" (the |its )?warranty",
    r"warranty (replac\w*|exchang\w*|claim\w*|repair\w*|return\w*|request\w*|service|case|swap\w*|rma)",
    r"(austausch\w*|ersatz\w*|ersetz\w*|tausch\w*|reparatur\w*|reparier\w*|rma|umtausch\w*) (\w+ ){0,3}"
    r"(auf|in|unter|im rahmen)"
    r" (der )?(garantie|gewahrleistung)",
    r"(auf|im rahmen der) garantie (aus|um)?(zu)?(tausch|ersetz|reparier)\w*",
    r"garantie(fall|antrag|anspruch|abwicklung)",
    r"(remplac\w*|echang\w*|retour\w*|repar\w*|prise en charge) (\w+ ){0,3}(sous|en|au titre de la|par la) garantie",
    r"(cambi\w*|reemplaz\w*|sustitu\w*|devol\w*|repar\w*|reclam\w*) (\w+ ){0,3}(en|bajo|por|de) (la )?garantia",
    r"(troca\w*|substitu\w*|devol\w*|repar\w*|consert\w*|acion\w*) (\w+ ){0,3}(em|na|sob|pela|de|a) garantia",
)
"""What is wished under warranty says nothing of whether it has any."""
_UNSURE = Phrases(
    r"""
    whether; if; not sure; (don't|do not|can't|cannot) (know|tell|say|find); no idea; check*; confirm*; verify;
    let (me|us) know; should be; might be; wonder*; unsure; find out;
    ob; falls; wenn; (weiss|wissen) (ich |wir |es )?(leider )?nicht; unklar; pruf\w* (sie|bitte)|bitte … pruf\w*;
    si; pas sur\w*; (sais|savons|ignore) (pas)?; verifi(er|ez);
    no (se|sabemos|sabe); verifi(car|quen|que); se (esta|ainda|o|a) ; nao (sei|sabemos|sabe)
    """
)
_SPAN = one_of(
    r"""
    \d{1,2}; a; an; one; two; three; four; five; six; seven; eight; nine; ten; eleven; twelve; few; couple of; half a;
    ein\w{0,2}; zwei; drei; vier; funf; sechs; sieben; acht; neun; zehn; elf; zwolf; paar; halbes;
    une?; deux; trois; quatre; cinq; sept; huit; neuf; dix; onze; douze; quelques;
    uno?; una; dos; tres; cuatro; cinco; seis; siete; ocho; nueve; diez; once; doce; pocos; unos;
    um; uma; dois; duas; quatro; sete; oito; nove; dez; onze; doze; poucos
    """
)
_TIME = (
    "(years?|months?|weeks?|days?|jahre?|monate?|wochen?|tage?|ans?|annees?|mois|semaines?|jours?|anos?|mes|meses"
    "|semanas?|dias?)"
)
_LEFT = (
    r"(\w+ )?(is|was|has|runs?|ran|ends?|ended|expire\w*|valid|until|till|to|through|since|start\w*|began|ok|yes|no"
    r"|left|remaining|over|void)"
)
_TELLS = Phrases(
    rf"""
    (in|under|within|out of|outside|past|beyond|covered by|by|without) (its |the |our |full |manufacturer's |factory
      )*(warranty|guarantee); warranty {_LEFT}; (has|have|with|has got) (\w+ )?(\w+ )?warranty;
    no (more |longer (\w+ )?)?warranty;
    (in|ausserhalb|innerhalb|unter|ohne|aus) (der |die |den |noch |voller )*(garantie|gewahrleistung)(szeit|zeit)?;
    garantie (\w+ )?(lauft|ist|bis|noch|endet|abgelaufen|besteht|gilt|vorhanden|vorbei);
    (hat|haben|mit|noch|keine) … garantie;
    (sous|hors|encore|dans la|plus de|par la|sans) garantie;
    garantie (\w+ )?(est|court|valable|jusqu\w*|expir\w*|termine\w*|fini\w*|echue);
    (en|bajo|dentro de|fuera de|con|sin|tiene|por|de) (la |su )?garantia;
    garantia (\w+ )?(es|esta|vence\w*|vencio|vencida|hasta|vigente|sigue|termin\w*|expir\w*|acab\w*|ate|valida|e|cobre);
    (na|em|da|sob|com|sem|tem) (a |sua )?garantia
    """,
    rf"""
    (in|into|been in) (use|service|operation|production) … (since|from|for|on|in) … \w+;
    (since|from) … (in|into) (use|service|operation);
    (bought|purchased|delivered|invoiced|commissioned|(is|was|were|been|first) (installed|deployed|put in|sold))
      (it |them |new |only |just |back |less than )*(on|in|at|last|this|since|about|around|\d|{_SPAN}|from|by) \w+;
    (is|are|it's|only|just|about|than|even) {_SPAN} {_TIME} old; brand.?new (unit|device|phone|set|card);
    (in|im) (betrieb|gebrauch|einsatz|benutzung) … (seit|genommen|ab|erst) … \w+;
    seit … (in|im) (betrieb|gebrauch|einsatz|benutzung);
    (gekauft|angeschafft|geliefert) (\w+ )?(am|im|seit|vor|erst|letzt\w*);
    (am|im|seit|vor|erst|letzt\w*) … (gekauft|angeschafft|geliefert|eingebaut|installiert)\w*; {_SPAN} {_TIME} alt;
    en (service|usage|utilisation|fonction) … (depuis|des) … \w+; depuis … en (service|usage|utilisation|fonction);
    (achete\w*|livre\w*|mise?s? en service|installe\w*) (en|le|au|depuis|il y a|ce|l'an\w*|debut|fin) \w*;
    (appareil|poste|telephone|il|elle) (n')?a (que |moins de |deja )?{_SPAN} {_TIME};
    en (uso|servicio|funcionamiento|operacion) … (desde|hace); desde … en (uso|servicio|funcionamiento);
    (comprad[oa]s?|instalad[oa]s?|adquirid[oa]s?|entregad[oa]s?|compramos|compre|se (compro|instalo)) (en|el|hace|desde
      |a (principios|finales)|este|apenas) \w+;
    (equipo|telefono|aparato)? ?(tiene|lleva) (solo |apenas |menos de |unos )*{_SPAN} {_TIME}( de (uso|comprado));
    em (uso|servico|operacao|funcionamento) … (desde|ha); desde … em (uso|servico|funcionamento);
    (comprad[oa]s?|instalad[oa]s?|adquirid[oa]s?|entregues?|compramos|comprei) (em|no|na|ha|desde|este|agora) \w+;
    (tem|com) (so |apenas |menos de )*{_SPAN} {_TIME} de (uso|comprado|idade)
    """,
    but=_WISH,
)
_CLAUSE = re.compile(r"[,;:]\s|\s(?:-|and|but|und|aber|et|mais|y|pero|e|mas)\s")


def tells_warranty(folded: str) -> bool:
    """Return whether a sentence says whether a device is under warranty, or since when it is in use."""
    return _TELLS.within(folded) and not _UNSURE.within(folded)


def without_use(folded: str) -> str:
    """Return a sentence less its clauses about warranty and use: "in use since March, and dead since Monday"."""
    if not _TELLS.within(folded):
        return folded
    return ", ".join(clause for clause in _CLAUSE.split(folded) if not _TELLS.within(clause) or _fails(clause))


def _fails(clause: str) -> bool:
    return tells_failure(Sentence(clause, clause, Region.BODY))
