"""Whether a message tells of nothing more than a convenience, or than that we could not be reached. Pure.

"None of the phones show the right time" has the words of an outage, and is none.
"""

from __future__ import annotations

import re

from deskbot.triage.clauses import TURN
from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.hardness import BASIC, HARD
from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, tells_now
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.server_lost import data_lost
from deskbot.triage.symptoms import failures

_BOARD = one_of(
    r"""
    wall.?board; (queue|agent) (board|display); anzeigetafel; warteschlangentafel; bandeau; tableau d'affichage
    ; (tablero|pantalla) de (la )?(cola|supervision|agentes); painel (de|da) (fila|atendimento)
    """
)
"""What an office looks at to see how many wait."""
_SMALL = one_of(
    r"""
    clocks?; (wrong|right|correct) (time|date|name)s?; caller.?ids?; clip; clir; (hold )?music( on hold)?
    ; (music|calls) on hold
    ; fax(es)?( (number|line|machine))?; speed ?dials?; (key )?labels?; (nightly )?backups?; recordings?; (paging|pa)
      (horns?|speakers?|system)?; horns; speakers; intercoms?; phone ?books?; director(y|ies); contrast; ring ?tones?
    ; wallpapers?; cdrs?; reports?; web ?page; gui; portal; e-?mails?; voice.?mail.to.e-?mail; headsets?
    ; uhr(zeit)?; rufnummernanzeige; wartemusik; telefax; fax(nummer|gerat); kurzwahlen; beschriftung\w*
    ; datensicherung\w*; sicherung; lautsprechern?; telefonbuch; klingeltone?; (gesprachs)?aufzeichnung(en)?
    ; heure; horloge; musique( d'attente)?; telecopieur; sauvegardes?; haut-?parleurs?; annuaire; etiquettes?
    ; (being )?(parked|recorded|transferred); (conference( bridge)?|bridge); anonymous; anonym\w*; anonim[oa]s?
    ; call (report|log|history|list)s?; anruf(liste|protokoll)\w*; (journal|historique) (des|d')\s?appels
    ; (historial|registro) de llamadas; (historico|registro) de (chamadas|ligacoes)
    ; aufgezeichnet; mitgeschnitten; durchsagen?; konferenz\w*; enregistree?s?; parquee?s?; annonces?; conference
    ; grabad[oa]s?; graban?; voceo; anuncios?; conferencia; parquead[oa]s?; gravad[oa]s?; gravam?
    ; hora; reloj; musica( (en|de) espera)?; respaldos?; copias? de seguridad; bocinas?; altavoces?; directorio
    ; grabacion(es)?; gravac(ao|oes)
    ; logos?; wallpapers?; raccourcis?; atajos?; atalhos?
    ; agenda; relogio; copias? de seguranca; altifalantes; alto-?falantes; etiquetas
    """
)
_SHOWN = one_of(
    r"""
    shows?; showing; displays?; (show|shows|come|comes) up (as|in); show as; (can )?be; use
    ; hear; horen; werden; wird
    ; lost; loses?; have; has; plays?; prints?; gets?; call; reach; dial; ring; zeigen; zeigt; verloren; haben
    ; affichent; affiche; perdu; ont; muestran?; perdieron; tienen; mostram?; perderam; tem
    """
)
_SHOWS = one_of(
    """
    shows?; showing; displays?; zeigen; zeigt; affichent; affiche; muestran?; mostram?; aparecen? con; aparecem? com
    ; come up (as|with)
    """
)
_INSTEAD = one_of(
    r"""
    instead of; rather than; statt; anstatt; anstelle; au lieu d\w+; a la place d\w+; en vez del?; en lugar del?
    ; em vez d\w+; ao inves d\w+; no lugar d\w+
    """
)
_SETS = one_of(
    """
    (tele)?phones?; sets?; handsets?; extensions?; calls?; telefone?n?; apparate?n?; nebenstellen?
    ; postes?; telephones?; telefonos?
    ; telefones; anrufe?; gesprache?; appels?; llamadas?; ligacoes; chamadas?; anexos?; internos?; ramal
    ; ramais; aparelhos?
    """
)
_RECORDING = one_of(
    """
    recordings?; (gesprachs)?aufzeichnung(en)?; mitschnitte?; enregistrements?; grabacion(es)?; gravac(ao|oes)
    """
)
_OF_CALLS = "((call|phone|voice) )?"
_OF_CALLS_BEHIND = "((of|der|des|de|de las|das) (the )?(calls|gesprache|anrufe|appels|llamadas|chamadas|ligacoes))"
_ON_ALL = one_of(
    r"""
    (on|for|from|at) (all|every|each|any|none of)( of)?; (auf|bei|an|fur) (allen|jedem|jeder|keinem|keiner)
    ; (sur|pour) (tous|toutes|aucun|chaque)( les)?; (en|de|para) (todos|todas|cada|ningun\w*)( los| las)?
    ; (em|de|para) (todos|todas|cada|nenhum\w*)( os| as)?
    """
)
_IS_AMISS = one_of(
    r"""
    is; are; was; were; has; have; been; not; no longer; doesn't; don't; works?; working; stopped; fails?; failed; empty
    ; missing; wrong; gone; dead; broken; down; lost; ist; sind; fehlt; fehlen; leer; falsch; nicht; mehr; geht; gehen
    ; ausgefallen; kaputt; weg; est; sont; ne; pas; plus; marche\w*; fonctionne\w*; vides?; absents?; esta; estan; no
    ; funciona\w*; vaci[oa]s?; falta\w*; nao; estao; vazi[oa]s?; sumi\w*
    """
)
_ON_ALL_SETS = f"({_IS_AMISS} ){{0,5}}{_ON_ALL} (the |our |their |\\d+ )*{_SETS}"
_NOISE = one_of(
    r"""
    (short|brief|soft|faint|small|little|quiet|slight|low) (\w+ )?(clicks?|pops?|ticks?|beeps?|blips?|crackles?)
    ; (kurzes|leises|kleines|kurzer|leiser) (knacken|klicken|klick|piepen|piepton)
    ; (petit|leger|bref|court) (clic|bip|craquement|claquement); (clic|bip|craquement) (bref|court|leger)
    ; (pequeno|leve|breve|corto) (clic|chasquido|pitido); (clic|chasquido|pitido) (corto|breve|leve|suave)
    ; (pequeno|leve|breve) (clique|estalo|bipe); (clique|estalo|bipe) (curto|breve|leve|suave)
    """
)
_AT_AN_END = one_of(
    r"""
    (at|in) the (very )?(start|beginning|end) of (all |every |each |the |any |our )?calls?
    ; (am|zu) (anfang|beginn|ende) (der|aller|jedes|des|eines) (gesprache|anrufe|gesprachs|anrufs)
    ; (au|en) (tout )?(debut|fin) (des|de chaque|de tous les) appels?; a la fin (des|de chaque) appels?
    ; al (comienzo|inicio|principio|final) de (las|cada) llamadas?; no (inicio|comeco|fim) d(as|e cada) (chamadas?
      |ligacoes|ligacao)
    """
)
"""A noise by which nobody loses a word."""
_NONE = "(no|kein|keine|keinen|pas de|plus de|aucune?|sin|no hay|sem|nao (ha|tem))"
_A_SOUND = "(sounds?|tones?|audio|ton|son|sonido|audio|som)"
_IS_QUIET = one_of(
    r"""
    (has|have|is|are) (no (sound|tone|audio)|silent|mute|dead|quiet); (ist|sind) (stumm|still|tot)
    ; (est|sont) muet\w*; (esta|estan) (mud\w*|sin sonido); (esta|estao) (mud\w*|sem som)
    """
)
_ALL_OVER = one_of(
    r"""
    (in|throughout|over) the (whole|entire) (building|house|place|site|store|school|plant)
    ; im (ganzen|gesamten) (haus|gebaude|betrieb); (dans|de) tout (le|l') ?(batiment|immeuble|magasin)
    ; en todo el (edificio|hotel|local); (no|do) (predio|hotel) inteiro; em todo o predio
    """
)
_OF_SMALL = Phrases(
    rf"""
    {_SMALL} {_IS_QUIET}( {_ALL_OVER})?; {_NONE} ({_A_SOUND} )?(\w+ ){{0,3}}{_SMALL}( {_ALL_OVER})?;
    {_AT_AN_END} (\w+ )?{_NOISE}; {_NOISE} {_AT_AN_END};
    {_SETS} (\w+ ){{0,2}}{_SHOWS} (\w+ ){{0,8}}{_INSTEAD}( \w+){{0,6}};
    {_BOARD} ([\w']+ ){{0,8}}{_SHOWN} (\w+ )?(0|no|zero|keine|null|cero|aucun) {_SETS}; {_BOARD};
    {_OF_CALLS}{_RECORDING} ({_OF_CALLS_BEHIND} )?{_ON_ALL_SETS}; {_OF_CALLS}{_RECORDING}( {_OF_CALLS_BEHIND})?;
    {_SMALL} {_ON_ALL_SETS}; {_SETS} (\w+ ){{0,2}}{_SHOWN} ([\w']+ ){{0,2}}{_SMALL}; {_SETS}('s|') {_SMALL};
    {_SHOWN} (\w+ ){{0,2}}{_SMALL}; {_SMALL}
    """
)
_MORE = Phrases(
    r"""
    (whole|entire) (site|building|place|office|company|hospital|clinic|hotel|school|store|plant|campus)
    ; (lost|without|no) (service|telephony|phones); outage; servers?; box; everything; nothing
    ; data\w*; boot\w*; start\w*; power; dark; alles; nichts; serveur
    ; tout; rien; servidor; todo; nada; tudo; (get|gets|comes?|goes|got) (in|out|through); reach\w*; raus; rein
    ; entra(n|r|ron|ram|m)?; salen?; salir; salio; sort(e|ent|ir); sai; saem; sair
    ; (hung|hang|cut|thrown|kicked) (up|off|out); hangs? up; raccroch\w*; sonn\w*
    ; cuelga\w*; suena\w*; desliga\w*; toca\w*; aufgelegt; legt auf; rauswirft; rausgeworfen
    ; not only; besides; also; as well; too; auch; aussi; tambien; tambem; even
    """,
    but=("tout le monde",),
)


def small_matter_only(reading: Reading) -> Sentence | None:
    """Return the first sentence that tells a failure, where each that does tells of a convenience and of no calls."""
    if not reading.is_short or speaks_of_emergency_calls(reading) or data_lost(reading):
        return None
    told = failures(reading) or [one for one in reading.told if _may_be_more(one) or _OF_SMALL.within(one.folded)]
    if any(tells_now(one.text, Label.TOTAL, at=DOUBT) and not _is_small(one) for one in reading.told):
        return None  # "the plant has no telephones" is in no table of failures
    return told[0] if told and all(_is_small(one) for one in told) else None


def _may_be_more(sentence: Sentence) -> bool:
    """Return whether a sentence that reads as no failure may tell of calls, or of everything, all the same."""
    return any(table.within(sentence.folded) for table in (BASIC, HARD, _MORE))


def _is_small(sentence: Sentence) -> bool:
    clauses = TURN.split(_QUOTES.sub("", sentence.folded))
    left = [one for one in clauses if not _WORKS.within(one) or _NOT.within(one)]
    rest = ", ".join(left)
    phones_work = any(BASIC.within(one) for one in clauses if one not in left)
    if phones_work and (written := _LINES_OF_TEXT.search(rest)):
        rest = f"{rest[: written.start()]}~{rest[written.end() :]}"
    elif not _OF_SMALL.within(rest):
        return False
    for found in reversed(list(_OF_SMALL.all(rest))):
        rest = f"{rest[: found.start()]}~{rest[found.end() :]}"
    return not _MORE.within(rest) and not BASIC.within(_TO_WHOM.sub("~", rest)) and not _of_a_function(rest)


def _of_a_function(folded: str) -> bool:
    """Return whether a function is told to be down for everybody: "voicemail to email is down for all 40 users"."""
    return _DOWN.within(folded) and _ALL_USERS.within(folded)


_DOWN = Phrases(
    """
    down; dead; (not|doesn't|don't|stopped) work\\w*; ausgefallen; tot; (geht|gehen|funktioniert) nicht; en panne;
    ne (marche|fonctionne); no (funciona|anda); caid[oa]s?; nao (funciona|anda); fora do ar
    """
)
_ALL_USERS = Phrases(
    """
    (all|every|each) (of )?(the |our |their |\\d+ )*(users?|people|employees?|staff|agents?);
    alle\\w* (\\d+ )?(be)?nutzer\\w*; alle\\w* (\\d+ )?mitarbeiter\\w*; tous (les |nos |\\d+ )*(utilisateurs|employes);
    todos (los |nuestros |os |nossos |\\d+ )*(usuarios|empleados|funcionarios|colaboradores)
    """
)


_LINES_OF_TEXT = re.compile(
    r"\b(?:lines?|links?|rows?|zeilen?|linien|lignes?|liens?|lineas?|enlaces?|filas?|linhas?)"
    r" (?:on|in|of|auf|im|in|sur|dans|de|en|da|do|na|no)"
    r"(?: (?:the|a|an|my|our|your|their|dem|der|den|la|le|les|el|las|los))?"
    r" (?:\w+ )?(?:sheets?|spreadsheets?|papers?|documents?|labels?|printouts?|blatt|zettel|papier|dokument|tabelle"
    r"|feuille|fiche|hoja|papel|planilla|folha|planilha)\b"
)
"""Lines that are written: those on a list of telephones would be dead, too, but not where the telephones work."""
_QUOTES = re.compile(r"[\"\u201c\u201d\u201e\u00ab\u00bb]")
_WORKS = Phrases(
    """
    works?; gets? (their |all )?calls; lauf(t|en); geh(t|en); funktionier(t|en); marche(nt)?; fonctionne(nt)?;
    funciona[mn]?
    """
)
_NOT = Phrases(
    """
    not; no; none; nobody; stopped; never; doesn't; isn't; only; just; nothing; nicht; kein*; nur; niemand; nichts;
    ; ne; pas; plus; rien; seul*; personne; solo; nadie; nunca; nao; so; apenas; ninguem
    """
)
_TO_WHOM = re.compile(r"\b(?:to|on) (?:the |all |their )?(?:cell|mobile|smart) ?phones?\b")
"""Whom they call, and no telephone of theirs."""


_TRIED_US = Phrases(
    r"""
    (i|we) (\w+ )?(tried|try|called|rang|phoned|keep trying|have been trying) (\w+ )?(to
      )?(reach|call|ring|phone|get|get hold of)?( through to)? ?
      (you|your|the (service |help ?)?desk|support|your (hotline|number|line))( guys)? …
      (nobody|no one|no answer|busy|voice ?mail|without (luck|success)|not reach\w*|in vain);
    (nobody|no one) (\w+ )?(answers?|answered|picks? up|picked up) (\w+ )?(at )?(your|the (help ?|service )?desk);
    (habe|haben) (sie|euch|dich|ihre hotline) … (nicht erreicht|niemanden? erreicht|vergeblich);
    (bei ihnen|bei euch|an ihrer hotline) … (niemand|keiner|besetzt);
    (j'ai|nous avons|on a) (\w+ )?(essaye|tente) de (vous|te) (joindre|appeler) … (personne|sans
      succes|occupe|repondeur);
    (trate|intente|tratamos|intentamos) (de )?(llamarles|llamarlos|comunicarme|comunicarnos) … (nadie|sin
      exito|ocupado);
    tent(ei|amos) (ligar|falar com voces|contactar) … (ninguem|sem sucesso|ocupado)
    """
)


def could_not_reach_us(reading: Reading) -> Sentence | None:
    """Return the sentence that says that nobody answered at the desk, where the message tells of no other failure."""
    if not reading.is_short or speaks_of_emergency_calls(reading):
        return None
    tried = [one for one in reading.told if _TRIED_US.within(one.folded)]
    others = any(one not in tried for one in failures(reading))
    return tried[0] if tried and not others else None
