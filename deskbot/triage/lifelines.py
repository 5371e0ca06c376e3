"""Where a life may hang on the telephones: the ways by which people in need call for help inside a house. Pure."""

from __future__ import annotations

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
    can't; cannot; stopped; no (signal|tone|response|sound|answer); nothing; nobody;
    tot; ausgefallen; ausfall; nicht; kein*; defekt; gestort; kaputt; stumm; reagier* nicht; ohne funktion;
    en panne; panne; hors service; mort*; muet*; ne … (plus|pas|rien); aucun*; sans;
    no; muert[oa]s?; caid[oa]s?; falla*; sin; mud[oa]s?; averiad[oa]s?; dejo de; dejaron de; nadie;
    nao; fora; parou; pararam; caiu; cairam; falha*; sem; mud[oa]s?; mort[oa]s?; ninguem
    """
)
_HARMLESS = Phrases(
    """
    how (do|can|to); wie (kann|konnen|stell*); comment; como (se|puedo|configur*|fac*); not (affected|urgent);
    (is|are|works?|working) (fine|ok|okay|well|normal*); (nicht|pas|no|nao) (betroffen|concerne*|afectad*|afetad*);
    quote; price; angebot; devis; cotizacion; orcamento
    """
)


def calls_for_help_fail(reading: Reading) -> Sentence | None:
    """Return the sentence that says that nurse call, panic buttons or a lift's telephone do not work."""
    return next((sentence for sentence in reading.told if _fails(sentence)), None)


def _fails(sentence: Sentence) -> bool:
    folded = sentence.folded
    named = _CALL_FOR_HELP.find(folded)
    if named is None or sentence.region is Region.OLD_SUBJECT or sentence.text.rstrip().endswith("?"):
        return False
    if imagined(sentence) or past(sentence) or _HARMLESS.within(folded):
        return False
    around = folded[: named.start()] + " ~ " + folded[named.end() :]
    return any(not negated(around, found) for found in _FAILS.all(around))


_DYING = Phrases(
    """
    (not|isn't|stopped|hardly) breathing; can't breathe; cannot breathe; unconscious; unresponsive; has collapsed;
    (having|has) a (heart attack|stroke|seizure); is (dying|choking|bleeding);
    atmet (\\w+ )?(nicht|kaum); bewusstlos; herzinfarkt; schlaganfall; stirbt; verblutet; erstickt;
    ne respire (plus|pas); respire (plus|mal); inconscient*; crise cardiaque; infarctus; fait un avc; (se|est en train
      de) (meurt|mourir); no (esta )?respira*; inconsciente; se esta (muriendo|ahogando|desangrando); infarto; derrame
      cerebral; nao (esta )?respira*; desmaiad[oa]; (esta )?(morrendo|sufocando|sangrando); ataque cardiaco
    """
)


def somebody_is_dying(reading: Reading) -> Sentence | None:
    """Return the sentence that says that somebody is between life and death, where telephones fail."""
    if not failures(reading):
        return None
    return next((one for one in reading.told if _DYING.within(one.folded) and _now(one)), None)


def _now(sentence: Sentence) -> bool:
    return not imagined(sentence) and not past(sentence) and not tells(sentence.text, Label.HYPOTHETICAL, at=DOUBT)
