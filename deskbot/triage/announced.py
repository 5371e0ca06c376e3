"""Whether an interruption is announced: planned work, or a time without telephones yet to come. Pure."""

from __future__ import annotations

from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Sentence, once

_PLANNED = Phrases(
    r"""
    (down|off|out of service|unavailable) (for|during) (\w+ )?(maintenance|an? upgrade|the move|upgrades?|repairs?);
    (planned|scheduled|announced) (\w+ )?(outage|downtime|interruption|shutdown|work|maintenance|power cut);
    maintenance window; (geplante\w*|angekundigte\w*) (\w+ )?(abschaltung|wartung\w*|unterbrechung|arbeiten);
    wartungsfenster; (wegen|fur) (der |die )?(wartung\w*|umbau\w*|umzug\w*) (aus|abgeschaltet|abschalten);
    (coupure|interruption|arret) (prevue?|programmee?|planifiee?|annoncee?);
    (corte|interrupcion|parada|apagon) (programad[oa]|previst[oa]|planificad[oa]|anunciad[oa]);
    (corte|interrupcao|parada|desligamento) (programad[oa]|previst[oa]|planejad[oa]|planead[oa]|anunciad[oa])
    """
)
_WILL_BE = Phrases(
    r"""
    (will|'ll|going to|shall) (\w+ )?(be|have|go|lose|cut|shut|switch|turn|take) (\w+ )?
      (down|off|out|without|dark|no|the phones|their phones|the system|the power);
    (wird|werden|bleib\w*|schalten|schaltet|stellt|stellen|kappt|kappen) …
      (ohne|kein\w*|aus|ab|abgeschaltet|abgestellt);
    (il )?n'y aura (donc |alors )?(plus|pas); (sera|seront|resteront|restera|aurons|aurez|auront) (\w+ )?
      (sans|coupee?s?|prive\w*|plus|pas|hors); (va|vont|allons) (\w+ )?(couper|arreter|etre (sans|coupee?s?|prive\w*));
    no habra; (estara|estaran|estaremos|quedara|quedaran|se quedan?) (\w+ )?(sin|fuera|apagad\w*);
    (apagaremos|apagamos|cortaran|cortan|cortaremos) (\w+ ){0,3}(luz|central\w*|sistema|servidor|corriente|servicio);
    nao havera; (ficara|ficarao|ficaremos|estara|vai ficar|vao ficar|fica) (\w+ )?(sem|fora|desligad\w*);
    (desligaremos|desligamos|vao cortar|vao desligar|cortam) (\w+ ){0,3}(luz|central\w*|sistema|servidor|energia)
    """
)
_TO_COME = Phrases(
    r"""
    tomorrow; tonight; next (week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday);
    (on|this|coming) (monday|tuesday|wednesday|thursday|friday|saturday|sunday|the \d+\w*);
    morgen; ubermorgen; nachste\w* (woche|monat); am (\w+ )?(montag|dienstag|mittwoch|donnerstag|freitag|samstag
      |sonnabend|sonntag|\d{1,2})\.?;
    demain; (lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)( prochain)?; (la semaine|le mois) prochaine?;
    le \d{1,2};
    manana; el (proximo )?(lunes|martes|miercoles|jueves|viernes|sabado|domingo|dia \d+|\d{1,2}); la (proxima
      semana|semana que viene); amanha; (na|no) (proxim[oa] )?(segunda|terca|quarta|quinta|sexta|sabado|domingo|dia
      \d+|semana que vem)
    """
)
_ALREADY = Phrases(
    """
    since; already; now; still; at the moment; again; seit; schon; jetzt; immer noch; depuis; deja;
    maintenant; toujours; desde; ya; ahora; ja; agora; ainda; until; till; bis; jusqu'a; hasta; ate
    """
)
"""It has begun: "they will be without phones until tomorrow"."""


@once
def announced(sentence: Sentence) -> bool:
    """Return whether the sentence tells of an interruption that is planned, or yet to come."""
    folded = sentence.folded
    if _PLANNED.within(folded):
        return True
    return _WILL_BE.within(folded) and _TO_COME.within(folded) and not _ALREADY.within(folded)
