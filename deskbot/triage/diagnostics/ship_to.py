"""Where the replacement goes."""

from __future__ import annotations

import re

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.finding import first
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Sentence, read
from deskbot.triage.yes_no import more_than_yes_or_no

_SENT = Phrases(
    r"""
    ship\w*; send\w*; use (our|my|the)?; deliver\w*; mail (it|them|to|the); post (it|them|to|the)
    ; forward (it|them|to|the); return address
    ; (replacement|new one|new unit|exchange|spare) … (goes?|to|can (go|come)|at); (our|the) address (is|for)?
    ; address (for|of) (the )?(new|replacement|return|delivery|parcel)\w*; attn; attention; att; c/o
    ; liefer\w*; versand\w*; versend\w*; schick\w*; zuschick\w*; zustell\w*; (tausch|ersatz|austausch)\w*
    ; bitte an; (geht|gehen|soll) … an; anschrift; z\. ?hd; zu handen; rucksende\w*
    ; livr\w*; envoy\w*; envoi\w*; expedi\w*; adress\w*; (remplacement|echange|remplacant) … (a|au|chez)
    ; envi\w*; mand\w*; entreg\w*; despach\w*; remit\w*; direccion; (reemplazo|repuesto|nuevo|cambio) … (va|vaya|a)
    ; atencion
    ; remet\w*; morada; endereco; (substituto|novo|troca) … (para|pode vir|vai); ao cuidado; aos cuidados
    """
)
"""Words by which something goes somewhere."""
_STREET = re.compile(
    r"(?<!\w)\d{1,5}[a-z]?,? (?:[a-z.']{1,20} ){1,4}?(?:street|st|road|rd|lane|ln|avenue|ave?|drive|dr|way|row"
    r"|boulevard|blvd"
    r"|court|ct|square|sq|highway|hwy|place|pl|parkway|pkwy|quay|terrace|close|yard|mews|gate|hill|crescent"
    r"|park|broadway|loop|trail)(?!\w)"
    r"|(?<!\w)[a-z]{0,20}(?:str|strasse|strase|weg|allee|platz|gasse|ring|damm|ufer|markt|hof|steig|gade|vej|straat"
    r"|laan|utca)"
    r"\.?(?: \d{1,4}|$)"
    r"|(?<!\w)(?:am|an der|auf der|im|zum) [a-z]{3,20} \d{1,4},? \d{4,5} [a-z]"
    r"|(?<!\w)\d{1,5},? (?:bis,? )?(?:rue|avenue|av|boulevard|bd|chemin|route|quai|place|impasse|allee|cours"
    r"|rang)(?!\w)"
    r"|(?<!\w)(?:rue|route|avenue|chemin|quai|place|allee|impasse|boulevard)(?: [a-z'.-]{1,20}){1,5},? \d{1,4}(?!\w)"
    r"|(?<!\w)(?:calle|c/|avenida|av|avda|carrera|cra|paseo|plaza|calzada|camino|blvd|transversal|diagonal|pasaje"
    r"|rua|r|travessa"
    r"|largo|praca|alameda|estrada|rodovia)\.? ?(?:[a-z0-9.'-]{1,20} ){0,5}?(?:no\.? ?|n\.? ?|numero |#)?\d{1,5}(?!\w)"
    r"|(?<!\w)[a-z]{4,20} \d{1,4}[a-z]?, \d{4,5} [a-z]{3}"
    r"|, [a-z]{2} \d{5}(?!\d)"
)
"""A street with a number, or a postal code with its town, as five languages write it."""
_KNOWN = Phrases(
    r"""
    (same|usual) (shipping |delivery )?address; address (you have )?on file
    ; (to|at) (our|my|the) (shop|office|warehouse|workshop
      |depot|store); (an|in) (unsere|die) (werkstatt|buro|lager|zentrale|ubliche adresse|bekannte adresse)
    ; (a|dans) (notre|nos) (atelier|bureaux?|depot|agence); meme adresse; adresse habituelle
    ; a (nuestr[ao]|la misma) (oficina|taller|bodega|direccion); misma direccion; direccion de siempre
    ; para (a |o )?(noss[ao]|mesm[ao]) (oficina|escritorio|armazem|loja|endereco|morada); mesmo endereco; mesma morada
    """
)
"""A place that the desk knows, or will find in the directory."""
_NOT_YET = Phrases(
    r"""
    later; follows; to follow; will (confirm|send|give|tell); (schicke|sende|gebe|reiche|nenne) ich; folgt; nach
    ; plus tard
    ; vous (la |l')?(confirme|envoie|donne|communique); luego; despues; (se )?la (paso|mando|doy|confirmo|envio); depois
    ; (mando|envio|passo|confirmo|digo) (\w+ )?(depois|mais tarde|amanha)
    """
)
_HAS_GONE = Phrases(
    r"""
    (shipped|sent|mailed|returned|posted) (\w+ ){0,4}(yesterday|already|last|on); gestern; verschickt
    ; avons (renvoye|envoye)
    ; mandamos; enviamos; envie; ayer; ontem; hier
    """
)


def _tells(sentence: Sentence) -> bool:
    """Return whether the sentence says where the replacement shall go: a place, and that something goes there."""
    folded = sentence.folded
    placed = bool(_STREET.search(folded))
    if sentence.asks or (not placed and _NOT_YET.within(folded)) or _HAS_GONE.within(folded):
        return False
    return placed or _KNOWN.within(folded)


def _read(case: Case, _category: Category) -> Finding | None:
    return first("ship_to", read(case.message).told, _SENT, 0.8, _tells)


DIAGNOSTIC = Diagnostic(
    key="ship_to",
    level="RMA",
    place=33,
    meaning="shipping address for the replacement",
    question="To which address, and to whose attention, shall the replacement go?",
    short="Ship-to address?",
    required=frozenset({Category.RMA}),
    read_in=frozenset({Category.RMA}),
    labels=(
        "ship(ping)?( |-)?(to|address)?( address)?",
        "deliver(y)?( to| address)?",
        "lieferadresse",
        "lieferung( an)?",
        "adresse( de livraison)?",
        "livraison",
        "direccion( de (envio|entrega))?",
        "endereco( de (entrega|envio))?",
        "morada( de (entrega|envio))?",
        "entrega",
    ),
    shape=more_than_yes_or_no,
    read=_read,
)
