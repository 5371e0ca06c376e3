"""The old and the new host id of a licence: which code is which."""

from __future__ import annotations

import re

from deskbot.model.case import Case, Finding
from deskbot.triage.codes import CODE, looks_like_host
from deskbot.triage.sentences import read

_OLD = re.compile(
    r"\b(?:old|previous|former|before|was|wrong|instead of|from|mistyped|typo|burned|failed|dead"
    r"|broken|order\w*|issued (?:to|for|against)|alte\w*|vorher|bisher\w*|bisherige|war|ancien\w*"
    r"|avant|etait|viej[oa]|anterior|antes|antig[oa]|era)\b"
)
_NEW = re.compile(
    r"\b(?:new|now|correct|right|actual\w*|should be|current\w*|really|replacement|shows?|reads?"
    r"|to|neue\w*|jetzt|nunmehr|nouve\w+|maintenant|nuev[oa]|ahora|nov[oa]|agora|is)\b"
)
REACH = 60


def _side(before: str) -> str:
    """Return "old" or "new" by the word that stands nearest before a code."""
    old = max((found.start() for found in _OLD.finditer(before)), default=-1)
    new = max((found.start() for found in _NEW.finditer(before)), default=-1)
    return "old" if old > new else "new" if new > old else ""


def pair(case: Case) -> tuple[Finding | None, Finding | None]:
    """Return the old and the new host id, where the message tells them apart."""
    sides: dict[str, Finding] = {}
    unplaced: list[tuple[str, str]] = []
    for sentence in read(case.message).sentences:
        last = 0
        for code in CODE.finditer(sentence.folded):
            if not looks_like_host(code.group()):
                continue
            value = sentence.text[code.start() : code.end()]
            side = _side(sentence.folded[max(last, code.start() - REACH) : code.start()])
            last = code.end()
            if side and side not in sides:
                key = f"{side}_host_id"
                sides[side] = Finding(key, value, sentence.text, 0.85)
            elif not side:
                unplaced.append((value, sentence.text))
    known = {finding.value for finding in sides.values()}
    rest = [entry for entry in unplaced if entry[0] not in known]
    other = {"old": "new", "new": "old"}
    if len(sides) == 1 and rest:
        side = other[next(iter(sides))]
        sides[side] = Finding(f"{side}_host_id", rest[0][0], rest[0][1], 0.65)
    return sides.get("old"), sides.get("new")
