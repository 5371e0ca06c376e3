"""The old and the new host id of a licence: which code is which."""

from __future__ import annotations

import re
from itertools import pairwise

from deskbot.model.case import Case, Finding
from deskbot.triage.codes import CODE, looks_like_host, stands_by_a_system
from deskbot.triage.sentences import read

_OLD = re.compile(
    r"\b(?:old|previous|former|before|was|wrong|instead of|mistyped|typo|burned|failed|dead|broken|order\w*"
    r"|issued (?:to|for|against)|licen[cs]\w* (?:is |was |are |esta |est |e )?(?:for|on|para|pour|en|sur)"
    r"|lizenz\w* (?:ist |lautet |lauft |war )?(?:auf|fur)|alte\w*|vorher|bisher\w*|bisherige|war|ancien\w*|avant|etait"
    r"|viej[oa]|anterior|antes|antig[oa]|velh[oa]|era|origin\w*|source|ausgangs\w*|quelle|defekt\w*|kaputt\w*"
    r"|ausgefallen\w*|panne|mort|danad[oa]|quemad[oa]|queimad[oa]|actuel\w*|from|(?:de|von|desde)(?=\s?:))\b"
    r"|^(?:de|from|von|desde|du)\b"
)
_NEW = re.compile(
    r"\b(?:new|now|correct\w*|right|actual\w*|should be|current\w*|really|replacement|neue\w*|jetzt|nunmehr|nouve\w+"
    r"|maintenant|nuev[oa]|ahora|nov[oa]|agora|target|destination|ziel\w*|destino|ersatz\w*|remplac\w*|reemplaz\w*"
    r"|substitut\w*|richtig\w*|korrekt\w*|bonne|(?:to|auf|vers|para|nach|a)(?=\s?:))\b|^(?:to|auf|vers|para|nach)\b"
)
_PERHAPS_NEW = re.compile(r"\b(?:to|is|shows?|reads?|auf|vers|para|nach|ist|est|es)\b")
"""Words that say "new" where no clearer one stands there."""
_FROM_HERE = re.compile(r"\b(?:from|von|vom|de|du|da|do|desde) (?:(?:the|old|host|id|l'id|host ?id) ?){0,3}$")
_ON_TO = re.compile(
    r"\s?(?:,? ?(?:to|on ?to|auf|nach|zu|vers|a|al|au|para|por|par|hacia|in|en)"
    r"(?: (?:the|new|host|id|die|den|le|el|la|o|l'id))*|->|=>|\u2192)\s?"
)
"""What stands between two codes, the second of which takes the first one's place: "from A to B", "de A vers B"."""
REACH = 60


def _side(before: str) -> str:
    """Return "old" or "new" by the word that stands nearest before a code."""
    old = max((found.start() for found in _OLD.finditer(before)), default=-1)
    new = max((found.start() for found in _NEW.finditer(before)), default=-1)
    if old < 0 and new < 0:
        return "new" if _PERHAPS_NEW.search(before) else ""
    # "From A to B": what leads from the old one to the next code is the new one.
    return "old" if old > new else "new"


def pair(case: Case) -> tuple[Finding | None, Finding | None]:
    """Return the old and the new host id, where the message tells them apart."""
    sides: dict[str, Finding] = {}
    unplaced: list[tuple[str, str]] = []
    for sentence in read(case.message).sentences:
        last = 0
        codes = [
            code
            for code in CODE.finditer(sentence.folded)
            if looks_like_host(code.group()) or stands_by_a_system(code.group())
        ]
        for old, new in pairwise(codes):
            between = sentence.folded[old.end() : new.start()]
            if not sides and _FROM_HERE.search(sentence.folded[: old.start()]) and _ON_TO.fullmatch(between):
                for side, code in (("old", old), ("new", new)):
                    value = sentence.text[code.start() : code.end()]
                    sides[side] = Finding(f"{side}_host_id", value, sentence.text, 0.85)
        for code in codes:
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
