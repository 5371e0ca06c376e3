"""Whether a message tells of nothing more than a convenience, or than that we could not be reached. Pure.

"None of the phones show the right time" has the words of an outage, and is none.
"""

from __future__ import annotations

from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.hardness import BASIC
from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.symptoms import failures

LONGEST = 40
"""Words of a message that can be taken to tell no more than it says."""
_SMALL = one_of(
    r"""
    clocks?; (wrong|right|correct) (time|date|name)s?; caller.?ids?; (hold )?music( on hold)?; (music|calls) on hold
    ; fax(es)?( (number|line|machine))?; speed ?dials?; (key )?labels?; (nightly )?backups?; recordings?; (paging|pa)
      (horns?|speakers?|system)?; horns; speakers; intercoms?; phone ?books?; director(y|ies); contrast; ring ?tones?
    ; wallpapers?; cdrs?; reports?; web ?page; gui; portal; e-?mails?; voice.?mail.to.e-?mail; headsets?
    ; uhr(zeit)?; rufnummernanzeige; wartemusik; telefax; fax(nummer|gerat); kurzwahlen; beschriftung\w*
    ; datensicherung\w*; sicherung; lautsprecher; telefonbuch; klingeltone?; (gesprachs)?aufzeichnung(en)?
    ; heure; horloge; musique( d'attente)?; telecopieur; sauvegardes?; haut-?parleurs?; annuaire; etiquettes?
    ; (being )?(parked|recorded|transferred); (conference( bridge)?|bridge); anonymous; call (report|log)
    ; aufgezeichnet; mitgeschnitten; durchsagen?; konferenz\w*; enregistree?s?; parquee?s?; annonces?; conference
    ; grabad[oa]s?; graban?; voceo; anuncios?; conferencia; parquead[oa]s?; gravad[oa]s?; gravam?
    ; hora; reloj; musica( (en|de) espera)?; respaldos?; copias? de seguridad; bocinas?; altavoces?; directorio
    ; grabacion(es)?; gravac(ao|oes)
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
_OF_SMALL = Phrases(
    rf"""
    {_OF_CALLS}{_RECORDING} ({_OF_CALLS_BEHIND} )?{_ON_ALL_SETS}; {_OF_CALLS}{_RECORDING}( {_OF_CALLS_BEHIND})?;
    {_SMALL} {_ON_ALL_SETS}; {_SETS} (\w+ ){{0,2}}{_SHOWN} (\w+ ){{0,2}}{_SMALL}; {_SETS}('s|') {_SMALL};
    {_SHOWN} (\w+ ){{0,2}}{_SMALL}; {_SMALL}
    """
)
_MORE = Phrases(
    r"""
    (whole|entire) (site|building|place|office|company|hospital|clinic|hotel|school|store|plant|campus)
    ; (lost|without|no) (service|telephony|phones); outage; servers?; box; everything; nothing
    ; data\w*; boot\w*; start\w*; power; power supply; dark; alles; nichts; serveur
    ; tout; rien; servidor; todo; nada; tudo; (get|gets|comes?|goes|got) (in|out|through); reach\w*; raus; rein
    ; entra\w*; sale\w*; sort\w*; sai\w*; not only; besides; also; as well; too; auch; aussi; tambien; tambem; even
    """
)


def small_matter_only(reading: Reading) -> Sentence | None:
    """Return the first sentence that tells a failure, where each that does tells of a convenience and of no calls."""
    if not _is_short(reading) or speaks_of_emergency_calls(reading):
        return None
    told = failures(reading) or reading.told
    return told[0] if told and all(_is_small(one) for one in told) else None


def _is_short(reading: Reading) -> bool:
    return sum(len(one.text.split()) for one in reading.told) <= LONGEST


def _is_small(sentence: Sentence) -> bool:
    if not _OF_SMALL.within(sentence.folded) or _MORE.within(sentence.folded):
        return False
    rest = sentence.folded
    for found in reversed(list(_OF_SMALL.all(rest))):
        rest = f"{rest[: found.start()]}~{rest[found.end() :]}"
    return not BASIC.within(rest)


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
    if not _is_short(reading) or speaks_of_emergency_calls(reading):
        return None
    tried = [one for one in reading.told if _TRIED_US.within(one.folded)]
    others = any(one not in tried for one in failures(reading))
    return tried[0] if tried and not others else None
