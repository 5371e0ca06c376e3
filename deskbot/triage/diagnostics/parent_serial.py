"""The serial number of the system that the device belongs to."""

from __future__ import annotations

import re

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.codes import first_code
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.folding import fold
from deskbot.triage.sentences import read

_PARENT = re.compile(
    r"\bparent\b[^.;]{0,80}?(?:s/n|sn|serial(?: (?:number|no))?|:|is)\s{0,3}[:#]?\s{0,3}|\b(?:galaxy(?: \w{1,6})?"
    r"|ucx\w{0,5})\b[^.;]{0,40}?\b(?:s/n|n/s|sn|serial(?: (?:number|no))?|serien(?:nummer|-?nr)|serie)\b[ .:#]{0,4}"
    r"|\bparent (?=\w{1,9}-)|\b(?:eltern|haupt|stamm|anlagen)-?(?:sn|s/n|serien(?:nummer|-?nr))\b[ .:#]{0,4}"
    r"|\b(?:ubergeordnet|seriennummer der (?:anlage|zentrale))\w{0,3}\b[^.;]{0,30}?[ :#]{1,3}(?=\w{1,9}-)"
    r"|\b(?:serie|serial|sn|s/n|n/s) (?:du |de la |de l'|del |de |do |da |of the )?(?:systeme )?(?:parent"
    r"|padre|madre|pai|mae"
    r"|central\w{0,4}|equipo padre|systeme|anlage)\b[ .:#]{0,4}"
)
NEAR = 25


def _read(case: Case, _category: Category) -> Finding | None:
    for sentence in read(case.message).told:
        for label in _PARENT.finditer(sentence.folded):
            code = first_code(sentence.text, sentence.folded, label.end())
            if code and sentence.folded.find(fold(code), label.end()) - label.end() < NEAR:
                return Finding("parent_serial", code, sentence.text, 0.85)
    return None


DIAGNOSTIC = Diagnostic(
    key="parent_serial",
    level="RMA",
    place=30,
    meaning="serial number of the system that the device belongs to",
    question="What is the serial number of the parent system?",
    short="Serial of the parent system?",
    wanted=frozenset({Category.RMA}),
    read_in=frozenset({Category.RMA}),
    identifies=True,
    labels=("parent( system)?( (serial|s/n|sn))?( (number|no))?",),
    shape=lambda text: first_code(text, fold(text)),
    read=_read,
)
