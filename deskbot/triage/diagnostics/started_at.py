"""Since when it fails."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import from_sentence
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Sentence, read
from deskbot.triage.symptoms import tells_failure
from deskbot.triage.tense import imagined
from deskbot.triage.times import SINCE, WHEN

_OTHER = Phrases(
    """
    backup*; sicherung*; sauvegarde*; respaldo*; copia*; until; i'm here; call me; reach me; open;
    attached; warranty; subscription; certificate; deadline
    """
)
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
    if imagined(sentence):
        return 0.0
    when, since = WHEN.within(folded), SINCE.within(folded)
    fails = tells_failure(sentence)
    if since and when:
        return 0.9 if fails else 0.8
    if since and _EVER.within(folded):
        return 0.75 if fails else 0.6
    return 0.7 if when and fails and not _OTHER.within(folded) else 0.0


def _read(case: Case, _category: Category) -> Finding | None:
    told = read(case.message).told
    best = max(told, key=_weight, default=None)
    if best and _weight(best):
        return from_sentence("started_at", best, _weight(best))
    return _beside_a_failure(told)


def _beside_a_failure(told: tuple[Sentence, ...]) -> Finding | None:
    """Return a time that stands right before or after a sentence about the failure."""
    for place, sentence in enumerate(told):
        if not WHEN.within(sentence.folded) or _OTHER.within(sentence.folded) or _LATER.within(sentence.folded):
            continue
        if any(tells_failure(near) for near in told[max(0, place - 1) : place + 2]):
            return from_sentence("started_at", sentence, 0.6)
    return None


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
)
