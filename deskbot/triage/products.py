"""The vendor's systems, as resellers write them; and which of several the trouble is with."""

from __future__ import annotations

import re

from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Sentence

MODEL = re.compile(
    r"(?<![\w-])(?:ucx[ -]?(?:20|50|250|450|1000|3000g?)\b|ucx[ -](?:vm|cloud|virtual|aws|on aws)\b"
    r"|galaxy[ -]?(?:250|3000g?|mini|express|expand)\b|virtual ucx\b)"
)
FAMILY = re.compile(r"(?<![\w-])(?:ucx|galaxy|pbx|centralita|anlage|tk-anlage)(?![\w-])")

_UNTROUBLED = Phrases(
    """
    leave (it|that|this|them); (perfectly|quite|all) (happy|fine|ok);
    (is|are|runs?|works?) (fine|ok|happy|clean|good); not (the one|affected|this one|about);
    no (trouble|problem|issue)* (there|at|with); no trouble; unaffected; other (site|office|system|one);
    the old (one|box); used to have; replaced; (is|ist|lauft) (fehlerfrei|ohne probleme|nicht betroffen);
    aucun probleme; sin problemas?; sem problemas?
    """
)
_TROUBLED = Phrases(
    """
    the one (giving|with|in trouble|that|i mean|in question); giving (me|us) (grief|trouble);
    (the|this) (problem|trouble|fault|issue) (is|one); in trouble; affected; betroffen*; concerne*;
    afectad*; afetad*; that's the; this (is|one is); im writing about; i'm writing about
    """
)


def trouble_weight(sentence: Sentence) -> int:
    """Return how far a sentence speaks of the system in trouble (negative: of another one)."""
    return 2 * _TROUBLED.within(sentence.folded) - 2 * _UNTROUBLED.within(sentence.folded)


def models(reading: Reading) -> list[tuple[int, str, Sentence]]:
    """Return every model named, with a weight: the system in trouble weighs most."""
    named: list[tuple[int, str, Sentence]] = []
    for sentence in reading.sentences:
        weight = trouble_weight(sentence)
        named += [
            (weight, sentence.text[found.start() : found.end()], sentence) for found in MODEL.finditer(sentence.folded)
        ]
    return named
