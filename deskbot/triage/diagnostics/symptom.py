"""Which function fails."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import from_sentence
from deskbot.triage.folding import fold
from deskbot.triage.fraud import signs_of_fraud
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import because, tells
from deskbot.triage.sentences import Region, read
from deskbot.triage.symptoms import failures, in_words
from deskbot.triage.tense import imagined

_NO_POWER = Phrases(
    """
    (not|won't|doesn't|didn't|never|no longer|cannot|can't|refuses to)
      (\\w+ )?(power|turn|switch|boot|start|come)s? ?(on|up);
    (geht|gehen) (\\w+ )?nicht (mehr )?an; (startet|bootet) (\\w+ )?nicht*; nicht (mehr )?(einschalten|angehen|starten);
    n'allume (plus|pas); s'allume (plus|pas); (demarre|s'eteint) (plus|pas|tout seul);
    no (\\w+ )?(enciende|prende|arranca|inicia)*; (dejo|dejaron) de (encender|prender|arrancar);
    nao (\\w+ )?(liga|acende|inicia)*; (parou|pararam|deixou) de (ligar|acender|iniciar); (queimad|quemad)[oa]*
    """
)
"""How a device that goes back fails most often. "It is faulty" alone says nothing of that."""


def _read(case: Case, category: Category) -> Finding | None:
    reading = read(case.message)
    told = failures(reading) or tuple(sign for sign in signs_of_fraud(reading) if sign.told)
    if not told and category is Category.RMA:
        told = tuple(one for one in reading.told if _NO_POWER.within(one.folded) and not imagined(one))
    if not told:
        return None
    return from_sentence("symptom", told[0], 0.75 if told[0].region is Region.SUBJECT else 0.85)


def _why(finding: Finding) -> str:
    """Return the model's verdict where it is what found the symptom: neither words nor the signs of fraud did."""
    words = finding.words
    by_words = in_words(fold(words)) or _NO_POWER.within(fold(words))
    return because(words, Label.TROUBLE) if not by_words and tells(words, Label.TROUBLE) else ""


def _shape(text: str) -> str:
    return text if len(text.split()) > 1 else ""


DIAGNOSTIC = Diagnostic(
    key="symptom",
    level="L1",
    place=15,
    meaning="which function fails, and how that shows",
    question="What exactly fails, and how does it show?",
    short="What exactly fails?",
    required=FAULTS | {Category.RMA},
    read_in=TROUBLE,
    labels=(
        "(problem|issue|symptom|fault|trouble|error)s?( (description|seen|is))?",
        "description( of (the )?(problem|issue|fault|failure))?",
        "(fehler|storung|problem)(beschreibung)?",
        "probleme",
        "(problema|falla|sintoma|defeito)",
    ),
    shape=_shape,
    read=_read,
    why=_why,
)
