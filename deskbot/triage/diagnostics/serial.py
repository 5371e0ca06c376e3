"""The serial number of the device that is to be returned."""

from __future__ import annotations

import re

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.codes import first_code
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.folding import fold
from deskbot.triage.sentences import Sentence, read

_LABEL = re.compile(
    r"\b(?:serials?(?: (?:numbers?|no|nr|is|of the \w+|num))*|s/n|sn|seriennummer|serien-?nr\.?|numero de serie"
    r"|no\.? de serie|num\.? de serie|n/s|serie|n°"
    r" de serie)\b[ .:#=]{0,4}"
)
_PARENT = re.compile(r"\b(?:parent|galaxy|ucx|system|under|belongs to|registered to|hangs off|chassis)\b[^.;]{0,60}$")


def _first(sentence: Sentence) -> str:
    for label in _LABEL.finditer(sentence.folded):
        if not _PARENT.search(sentence.folded[: label.start()][-70:].split(",")[-1]):
            code = first_code(sentence.text, sentence.folded, label.end())
            if code and sentence.folded.find(fold(code), label.end()) - label.end() < NEAR:
                return code
    return ""


NEAR = 25


def _read(case: Case, _category: Category) -> Finding | None:
    for sentence in read(case.message).told:
        code = _first(sentence)
        if code:
            return Finding("serial", code, sentence.text, 0.85)
    return None


DIAGNOSTIC = Diagnostic(
    key="serial",
    level="RMA",
    place=29,
    meaning="serial number of the faulty device",
    question="What is the serial number of the faulty device?",
    short="Serial of the faulty device?",
    required=frozenset({Category.RMA}),
    read_in=frozenset({Category.RMA}),
    identifies=True,
    labels=(
        "(device|phone|child|unit|set|faulty device|handset|module|card)? ?(serials?|s/n|sn)( (number|no))?",
        "serien-?(nummer|nr)",
        "n/s",
        "(no|n|num) de serie",
        "(numero de )?serie",
    ),
    shape=lambda text: first_code(text, fold(text)) or text.split(",")[0].strip() * any(c.isdigit() for c in text),
    read=_read,
)
