"""Where a sentence falls into clauses: what one of them says, the others need not. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from deskbot.triage.sentences import Sentence, once

_TURNS = (
    "but|although|though|while|whereas|however|aber|doch|jedoch|wahrend|obwohl|mais|tandis que|alors que"
    "|pero|mientras|aunque|sino|mas|porem|enquanto|embora"
)
"""With these a sentence turns to the opposite."""
_JOINS = "and|und|et|y|e"
TURN = re.compile(rf"[,;]\s|\s(?:{_TURNS})\s")
"""Where it turns, or may: "and" goes on with the same matter, "they call and are called"."""
CLAUSE = re.compile(rf"[,;:.!?]\s|\s-\s|\s(?:{_TURNS}|{_JOINS})\s")
"""Where another clause may begin at all."""


@once
def clauses(sentence: Sentence) -> tuple[Sentence, ...]:
    """Return the clauses of a sentence, each with the mark or word behind it: together they are the sentence."""
    ends = [found.end() for found in CLAUSE.finditer(sentence.folded)]
    pieces = (slice(*span) for span in pairwise((0, *ends, len(sentence.folded))))
    return tuple(replace(sentence, text=sentence.text[one], folded=sentence.folded[one]) for one in pieces)


def last_turn(folded: str) -> str:
    """Return what stands behind the last turn of folded words."""
    return TURN.split(folded)[-1]
