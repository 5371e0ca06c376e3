"""How many users or sites are hit, in which direction, and whether there is a way round."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.calls_fine import SPARED
from deskbot.triage.counts import counts
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import heaviest, likeliest
from deskbot.triage.folding import fold
from deskbot.triage.parts import PART
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, because, likelihood, tells
from deskbot.triage.scope import ALL, MEANWHILE, ONE
from deskbot.triage.sentences import Region, Sentence, read
from deskbot.triage.shares import share_of_calls
from deskbot.triage.symptoms import tells_failure
from deskbot.triage.tense import imagined

_AFFECTED = Phrases("""
    affect(s|ed|ing)?; impact(s|ed|ing)?; hits?; betroffen*; betrifft; touche*; concerne*; afect[ao]*;
    afet[ao]*
    """)
_JUST = Phrases("""
    (just|only) (the|one|a|two|three|his|her|this|that) [a-z]+;
    (half|most|some|part) (of )?(the |our |their
      )?(staff|users?|phones?|people|office|sites?|extensions?|sets?); (no|have a|has a|a) workaround;
    all calls; calls (in and out|both ways); every (phone|user|set|extension|site)
    """)
FRAGMENT = 8
"""A line of so few words answers "who is affected?" also without a verb."""


def _names_somebody(sentence: Sentence) -> bool:
    folded = sentence.folded
    return bool(counts(sentence)) or any(phrases.within(folded) for phrases in (ONE, ALL, PART, _JUST, _WHO))


_WHO = Phrases("""
    users?; staff; phones?; sites?; extensions?; people; equipe; equipo; ramais; mitarbeiter; benutzer;
    everyone; una (extension|linea); um ramal
    """)


def _weight(sentence: Sentence) -> float:
    """Return how sure it is that the sentence tells whom it hits."""
    if imagined(sentence):
        return 0.0
    fails = tells_failure(sentence)
    weights = (
        0.9 * (fails and (ONE.within(sentence.folded) or ALL.within(sentence.folded))),
        0.88 * (fails and bool(counts(sentence) or share_of_calls(sentence))),
        0.85 * ONE.within(sentence.folded),
        0.8 * SPARED.within(sentence.folded),
        0.75 * MEANWHILE.within(sentence.folded),
        0.7 * (fails and PART.within(sentence.folded)),
        0.75 * (_AFFECTED.within(sentence.folded) and _names_somebody(sentence)),
        0.65
        * (len(sentence.text.split()) <= FRAGMENT and (ALL.within(sentence.folded) or _JUST.within(sentence.folded))),
        0.6 * bool(counts(sentence)),
    )
    return max(weights)


def _read(case: Case, _category: Category) -> Finding | None:
    told = read(case.message).told
    return heaviest("impact", told, _weight) or likeliest("impact", told, _chance, LIKELY)


LIKELY = 0.4
_WHOM = (Label.TOTAL, Label.WIDE, Label.SINGLE, Label.INBOUND_LOST, Label.OUTBOUND_LOST, Label.WORKAROUND)


def _chance(sentence: Sentence) -> float:
    """Return how probable it is that the sentence tells whom it hits, by the model alone."""
    if imagined(sentence) or tells(sentence.text, Label.NOISE, Label.PAST, Label.HYPOTHETICAL, at=DOUBT):
        return 0.0
    return likelihood(sentence.text, *_WHOM)


def _why(finding: Finding) -> str:
    told = Sentence(finding.words, fold(finding.words), Region.BODY)
    return "" if _weight(told) else because(finding.words, *_WHOM)


DIAGNOSTIC = Diagnostic(
    key="impact",
    level="L1",
    place=25,
    meaning="how many users or sites, calls in or out, workaround",
    question="Who is affected: how many users or sites, calls in or out, and is there a workaround?",
    short="How many users or sites are hit?",
    options=("one user", "several users", "all users at the site", "several sites"),
    required=FAULTS,
    read_in=TROUBLE,
    labels=(
        "(impact|affected( users)?|users affected|how many( users)?|scope|who is affected)",
        "(auswirkung|betroffen)",
        "impact(o)?",
        "(afectados|usuarios afectados|impacto)",
    ),
    read=_read,
    why=_why,
)
