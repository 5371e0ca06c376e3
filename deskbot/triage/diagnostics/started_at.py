"""Since when it fails."""

from __future__ import annotations

import re
from dataclasses import replace

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import from_sentence, heaviest, likeliest, where
from deskbot.triage.folding import fold
from deskbot.triage.in_use import without_use
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, because, likelihood, tells
from deskbot.triage.sentences import Region, Sentence, read
from deskbot.triage.symptoms import tells_failure
from deskbot.triage.tense import imagined, recovered
from deskbot.triage.times import CLOCK, SINCE, WHEN

_OTHER = Phrases(
    r"""
    backup*; sicherung*; sauvegarde*; respaldo*; copia*; until; i'm here; call me; reach me; open;
    attached; warranty; subscription; certificate; deadline; (rang|called|phoned|told|texted|emailed|wrote) (me|us);
    (i|we|on|ich|wir|j'ai|nous) (have |had |just |already |l'a |l'ai |habe\w* |haben
    )?(checked|tested|verified|tried|restarted
      |rebooted
      |swapped|replaced|looked|verifie|teste|essaye|redemarre\w*|gepruft|getestet|probiert|neu gestartet);
      verifique\w*; verificamos; schedule; any (week|day|time);
    reinici\w*; probamos; testamos; testei; reported; booked; scheduled;
    appointment; termin
    """
)
_COPY = Phrases("back-?ups?; (daten)?sicherung*; sauvegarde*; respaldo*; copias? de seguridad; copias? de seguranca")
"""Of when a copy is says nothing of since when something fails."""
_WAITING = Phrases(
    """
    heard; (been |still )?waiting; no (news|reply|answer|response|update); nichts gehort; warte*; keine antwort;
    sans nouvelles;
    (pas|aucune) (de )?reponse; sin (noticias|respuesta); sem (noticias|resposta); opened the ticket; last update
    """
)
"""What the writer waits for, since when they wait."""
_LATER = Phrases(
    """
    tomorrow; next; until; till; by; before; will; i'll; going to; tonight; morgen; demain; manana;
    amanha; free; available; in the van
    """
)
_EVER = Phrases(
    """
    (since|after|seit|depuis|desde|ever since)
      (the|that|we|they|our|your|a|an|der|dem|la|le|el|o|then|last|i|this); ever since; from day one
    """
)


def _weight(sentence: Sentence) -> float:
    folded = sentence.folded
    if imagined(sentence) or (_COPY.within(folded) and not tells_failure(sentence)):
        return 0.0
    when, since = WHEN.within(folded), SINCE.within(folded)
    fails = tells_failure(sentence)
    if not since and len({found.group() for found in CLOCK.finditer(folded)}) > 2:  # noqa: PLR2004 (a list of calls)
        return 0.0
    if since and when:
        return 0.9 if fails else 0.8
    if since and _EVER.within(folded):
        return 0.75 if fails else 0.6
    return 0.7 if when and fails and not _OTHER.within(folded) else 0.0


def _read(case: Case, category: Category) -> Finding | None:
    reading = read(case.message)
    over = recovered(reading)
    told = tuple(
        _less_use(sentence)
        for sentence in reading.told
        if sentence is not over and not _WAITING.within(sentence.folded) and _dates_more(sentence)
    )
    found = heaviest("started_at", told, _weight)
    if found or category is Category.LICENCE:  # what is dated there beside is an order, a payment or a move to come
        return found
    body = (one for one in told if one.region is not Region.SUBJECT)
    return _beside_a_failure(told) or likeliest("started_at", body, _chance, LIKELY)


def _less_use(sentence: Sentence) -> Sentence:
    return replace(sentence, folded=without_use(sentence.folded))


def _dates_more(sentence: Sentence) -> bool:
    """Return whether a sentence that dates a warranty, or since when a device is in use, dates something beside."""
    left = without_use(sentence.folded)
    return left == sentence.folded or WHEN.within(left)


LIKELY = 0.5


def _chance(sentence: Sentence) -> float:
    if imagined(sentence) or _OTHER.within(sentence.folded) or _LATER.within(sentence.folded):
        return 0.0
    return 0.0 if tells(sentence.text, Label.NOISE, at=DOUBT) else likelihood(sentence.text, Label.STARTED)


def _why(finding: Finding) -> str:
    told = Sentence(finding.words, fold(finding.words), Region.BODY)
    return "" if _weight(told) or WHEN.within(told.folded) else because(finding.words, Label.STARTED)


def _beside_a_failure(told: tuple[Sentence, ...]) -> Finding | None:
    """Return a time that stands right before or after a sentence about the failure."""
    for place, sentence in enumerate(told):
        if len({found.group() for found in CLOCK.finditer(sentence.folded)}) > 1:
            continue  # a list of calls
        if not WHEN.within(sentence.folded) or _OTHER.within(sentence.folded) or _LATER.within(sentence.folded):
            continue
        if any(tells_failure(near) for near in told[max(0, place - 1) : place + 2]):
            return from_sentence("started_at", sentence, 0.6)
    return where("started_at", told, _at_a_clock, 0.6)


_AT_A_CLOCK = re.compile(
    r"^(?:\w+ ){0,3}?(?:at|um|gegen|a las|a la|as|a|vers|ca|around|about) \d{1,2}(?:[:.h]\d{2}|(?= ?(?:am|pm"
    r"|uhr|h)\b))"
)
_TODAY = Phrases(
    """
    this morning; today; last night; yesterday; tonight; heute*; gestern*; ce matin; hier; cette nuit; hoy; ayer;
    hoje; ontem
    """
)


def _at_a_clock(sentence: Sentence) -> bool:
    """Return whether the sentence begins with the hour of something that happened: "At 02:14 this morning it …"."""
    folded = sentence.folded
    return (
        bool(_AT_A_CLOCK.match(folded))
        and _TODAY.within(folded)
        and not _OTHER.within(folded)
        and not _LATER.within(folded)
        and not imagined(sentence)
    )


DIAGNOSTIC = Diagnostic(
    key="started_at",
    level="L1",
    place=61,
    meaning="date, time or event since when it fails",
    question="Since when does it fail (date, time, time zone)?",
    short="Since when?",
    wanted=FAULTS,
    read_in=TROUBLE,
    labels=(
        (
            "(started|since( when)?|start( time)?|when( did it start)?|began|first (seen|noticed)|date("
            " and time)?( of (the )?(fault|problem))?)"
        ),
        "seit( wann)?",
        "depuis( quand)?",
        "desde( cuando| quando)?",
    ),
    read=_read,
    why=_why,
)
