"""Whether a message tells of one telephone and of nothing more: then no weight makes an outage of it. Pure."""

from __future__ import annotations

import re

from deskbot.triage.counts import counts, hit
from deskbot.triage.directions import lost_for_all
from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.hardness import BASIC
from deskbot.triage.parts import PART, key_function
from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.scope import ALL, ONE, OTHERS
from deskbot.triage.sentences import Reading, Region, Sentence
from deskbot.triage.symptoms import tells_failure

_SET = one_of(
    """
    phone; handset; set; extension; ext; user; softphone; headset; desk phone; station; telefon; apparat; nebenstelle;
    benutzer(in)?; kolleg(e|in); endgerat; poste; telephone; appareil; combine; utilisat(eur|rice); collegue; usuaria;
    compan\\w+; colega; funcionari[oa]; telefono; interno; anexo; aparato;
    usuario; ramal; telefone; aparelho
    """
)
_ONE_SET = Phrases(
    rf"(one|a single|a|an|ein|eine|einem|einer|un|une|un seul|uno|una|um|uma) (single |sole )?{_SET} (in (the )?\w+ )?"
    r"(at \w+ (\w+ )?)?(has no|without|with no|is (still )?(dead|down|out|offline)|does not|doesn't|won't|can't"
    r"|cannot|no"
    r"|ohne|hat (kein|keinen|keine)|ist (immer noch )?(tot|ausgefallen|kaputt|offline)|geht nicht|klingelt nicht"
    r"|sans|n'a (pas|plus|aucun\w*)|est (toujours )?(mort|en panne|muet)"
    r"|ne (sonne|marche|fonctionne) (toujours )?(pas|plus)"
    r"|sin|no (tiene|suena|funciona|timbra)|(esta|sigue) (muerto|mudo|sin)"
    r"|sem|nao (tem|toca|funciona)|mudo|(esta|continua) (mudo|morto|sem))",
    but=("not (a|one) single (\\w+)?", "only one", "just one"),
)
_STARTS = re.compile(
    r"^(?:(?:hi|hello|hallo|hola|bonjour|ola)\W{1,3})?(?:one|a|an|ein|eine|un|une|uno|una|um|uma) (?:single |sole )?"
    rf"{_SET}\b"
)
"""A sentence about one telephone, whatever it says of it."""
_ROOM = one_of(
    r"""
    room \w*\d; lobby; kitchen; (conference|meeting|break|waiting|lunch|training) ?room; hall(way)?; basement; garage
    ; (front )?gate; bar; pool
    ; zimmer \d+; kuche; flur; keller; garage; besprechung\w*; wartezimmer; konferenzraum; sitzungszimmer
    ; chambre \d+; cuisine; hall; couloir; cave; salle (de reunion|d'attente|de conference)
    ; (cuarto|habitacion|quarto) \d+; cocina; cozinha; pasillo; corredor; sala de (juntas|reuniones|reuniao|reunioes
      |espera)
    """
)
_PLACED = re.compile(
    rf"^(?:(?:the|our|their) )?(?:{_ROOM} {_SET}|{_SET} (?:in|at) (?:the )?{_ROOM})\b"
    rf"|^(?:das |der |le |l'|el |o )?{_SET} (?:in|im|auf|von|de|del|de la|de l'|du|da|do|em|no|na|dans la) "
    rf"(?:der |dem |la |l')?{_ROOM}\b"
)
"""A sentence about the telephone in one room."""
_MORE = Phrases(
    """
    both; several; many; most; some; another; others? (too|as well); also; all; every*; mehrere; viele; auch; beide;
    alle; plusieurs; aussi; tous; toutes; varios; varias; muchos; tambien; todos; todas; muitos; tambem;
    rest; only; nur; seulement; solo; apenas; except; ausser; sauf; salvo; exceto; menos
    """
)
"""Who says one of these may tell of more than one, or of the only one that works."""
_WORKS = Phrases("works?; working; fine; geht; funktionier*; marche*; fonctionne*; funciona*; anda*")
"""The only one that works leaves the others dead."""
NAME = 3
"""Words of a subject that names a thing."""


def one_set_only(reading: Reading) -> Sentence | None:
    """Return the sentence that says that one telephone fails, where the message is short and tells of no other."""
    told = reading.told
    if not reading.is_short or speaks_of_emergency_calls(reading):
        return None
    if any(_tells_more(one) for one in told):
        return None
    found = [one for one in told if _is_of_one(one)]
    others = [one for one in told if one not in found and tells_failure(one) and not _only_names_it(one)]
    return found[0] if found and not others else None


def _only_names_it(sentence: Sentence) -> bool:
    """Return whether a subject names what fails, and not whose it is: "Echo"."""
    return (
        sentence.region is Region.SUBJECT and len(sentence.folded.split()) <= NAME and not BASIC.within(sentence.folded)
    )


def _is_of_one(sentence: Sentence) -> bool:
    if _ONE_SET.within(sentence.folded):
        return True
    return bool(_STARTS.match(sentence.folded) or _PLACED.match(sentence.folded)) and tells_failure(sentence)


_NUMBERED = re.compile(
    r"\b(?:extension|ext\.?|user|interno|anexo|ramal|poste|nebenstelle|apparat|station) \d{2,5}\b"
    r"(?! ?(?:-|to|bis|a|and|und|et|y|e)\b)"
)


def one_extension(reading: Reading) -> Sentence | None:
    """Return the sentence that says that one extension, named by its number, fails; none where more are spoken of."""
    if speaks_of_emergency_calls(reading) or any(_of_several(one) for one in reading.told):
        return None
    if any(lost_for_all(one) and not _NUMBERED.search(one.folded) for one in _other_matters(reading)):
        return None
    return reading.first(lambda one: bool(_NUMBERED.search(one.folded)) and tells_failure(one))


_ITEM = re.compile(r"^\s*(?:\d{1,2}[.)]|[a-f]\)|[-*\u2022\u2013])(?:\s|$)")
"""An item of a list; the number may stand as a sentence of its own."""
_BESIDES = Phrases(
    r"""
    also; besides; in addition; on top of (that|it); another (thing|problem|issue|matter);
    (second|third)(ly)?; separately;
    ausserdem; zudem; zusatzlich; ferner; en plus; de plus; par ailleurs; en outre; aussi; ademas; tambien; aparte;
    por otro lado; alem disso; tambem
    """
)


def _other_matters(reading: Reading) -> list[Sentence]:
    """Return the sentences that stand for a matter of their own: the items of a list, and what is told besides."""
    told = reading.told
    items = [
        one
        for place, one in enumerate(told)
        if _ITEM.search(one.text) or (place > 0 and _ITEM.fullmatch(told[place - 1].text.strip()))
    ]
    # A list about one extension names it above, and in none of its items.
    listed = items if any(_NUMBERED.search(one.folded) for one in items) else []
    return [*listed, *(one for one in told if _BESIDES.within(one.folded))]


_ONLY_ON = Phrases(
    r"""
    only (on|at|with|from) (the|this|that|one|a) (\w+ ){0,2}(phone|handset|set|extension|desk|station);
    (nur|ausschliesslich) (am|an|an dem|auf dem|bei dem|beim|an einem|bei einem|das) (\w+ )?
      (telefon|apparat|endgerat|\w{2,14}telefon|\w{2,14}apparat);
    (seulement|uniquement|que) (sur|avec|depuis) (le|un|ce) (seul )?(poste|telephone|appareil|combine);
    (solo|solamente|unicamente) (en|desde|con) (el|un|ese|este) (interno|anexo|telefono|aparato|puesto);
    (so|somente|apenas) (no|num|em um|neste|nesse) (ramal|telefone|aparelho)
    """
)


def only_on_one_set(reading: Reading) -> Sentence | None:
    """Return the sentence that says that it is so on one telephone only, where the others are said to be spared."""
    if speaks_of_emergency_calls(reading) or not reading.says(OTHERS):
        return None
    if any(max(hit(one), default=0) > 1 or key_function(one) for one in reading.told):
        return None
    return reading.first(lambda one: _ONLY_ON.within(one.folded))


def _tells_more(sentence: Sentence) -> bool:
    if _of_several(sentence) or key_function(sentence):
        return True
    return _MORE.within(sentence.folded) and not (ONE.within(sentence.folded) and not _WORKS.within(sentence.folded))


def _of_several(sentence: Sentence) -> bool:
    """Return whether a sentence speaks of everybody, of a part, or counts more than one."""
    folded = sentence.folded
    return ALL.within(folded) or PART.within(folded) or any(number > 1 for number, _ in counts(sentence))
