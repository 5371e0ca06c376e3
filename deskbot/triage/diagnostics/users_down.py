"""Whether users are down for lack of the device."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.finding import first
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import read
from deskbot.triage.tense import imagined

_DOWN = Phrases(
    r"""
    (nobody|no one|no user*|none|everyone|everybody|\w+
      (users?|phones?|sets?|people|desks?|staff|extensions?|rooms?)) (is |are |have |has |still |been
      )*(down|without|dead|dark|out|off|working|affected|up|running);
    (users?|phones?|sets?|people|desks?|rooms?|extensions?) (\w+ )?(down|without|dead|dark|out|affected);
    (is|are) (down|without) (a )?phones?; (have|has|got) no (working )?(tele)?phones?;
    (no|without) (a )?(tele)?phone (until|till);
    kein\w* telefon*; (hat|haben|sind|ist|stehen|sitzt) … ohne (telefon*|apparat*); keine eile; eilt … nicht;
    pas (presse|urgent);
    sin prisa; no hay prisa; sem pressa; nao ha pressa; (ersatz|leih|reserve)(gerat|telefon|apparat)\w*;
    take your time;
    (appareil|poste|telephone) de (pret|secours|rechange|remplacement);
    (equipo|telefono) (de prestamo|prestado|de repuesto);
    (aparelho|telefone) (reserva|emprestado|de reserva);
    (working|running|sitting|going) … (on|with) (a |the |my |our )?(spare|loaner|demo|borrowed);
    (spare|loaner|loan|demo|borrowed) (phone|set|unit|one|card|in); no (hurry|rush); nicht erreichbar;
    ohne telefon; sans telephone; sin telefono; sem telefone;
    (phones?|sets?|handsets?|rooms?|desks?|extensions?) … (show*|get*|have|has|are|is|display*)
      (nothing|no (light|tone|power|display)|dark|dead|out|without);
    (apparate?|telefone?|systemapparate?|gerate?|nebenstellen?|zimmer) … (tot|dunkel|zappenduster|stumm|ausgefallen
      |aus|schwarz);
    (postes?|appareils?|telephones?|chambres?) … (morts?|muets?|eteints?|noirs?|hors service);
    (telefonos?|aparatos?|internos?|anexos?|equipos?|habitaciones) … (muert[oa]s?|mud[oa]s?|apagad[oa]s?|sin servicio);
    (telefones?|aparelhos?|ramais|ramal|quartos?) … (mort[oa]s?|mud[oa]s?|apagad[oa]s?|sem (linha|servico|tom));
    (has|have|got|had) … (a |the )?spare; (has |have )?no spare;
    no(body| one| user) … (lacks?|affected|waits?|down|without);
    (share|shares|sharing) (a|one|the) (\w+ )?(cordless|phone|set|cell|mobile);
    (reserve|ersatz) … (kein\w*|nicht); (poste|appareil) … (de (notre|reserve|stock)|en place);
    travaille\w* normalement;
    (tem|temos|tenho) (um )?(aparelho )?(reserva|sobrando|de sobra);
    (nao|no) (tenho|tengo|tenemos|temos) (otro|outro|repuesto|reserva);
    (privat)?handy\w*
    """
)


def _read(case: Case, _category: Category) -> Finding | None:
    return first("users_down", read(case.message).told, _DOWN, 0.75, lambda one: not imagined(one))


DIAGNOSTIC = Diagnostic(
    key="users_down",
    level="RMA",
    place=34,
    meaning="whether users are down for lack of it (yes/no)",
    question="Are users down for lack of the device, and how many?",
    short="Users down (yes/no, how many)?",
    wanted=frozenset({Category.RMA}),
    read_in=frozenset({Category.RMA}),
    labels=("users? down", "down now"),
    read=_read,
)
