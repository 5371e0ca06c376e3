"""The software release of the system."""

from __future__ import annotations

import re

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.codes import RELEASE
from deskbot.triage.diagnostics import FAULTS, Diagnostic
from deskbot.triage.directory import about_system
from deskbot.triage.folding import fold
from deskbot.triage.products import FAMILY, MODEL, trouble_weight
from deskbot.triage.sentences import Region, Sentence, read

_CUE = re.compile(
    r"(?:release|releases|rel|version|software|soft|build|running|runs|on|at|to|stand|laut|sur"
    r"|en|is|it's|its|loaded|still|version:|ucx|release:|v|with|mit|avec|con|com|na|versao|lauft"
    r"|brought up to|up to)[ :=(]{0,3}(?:the |der |la |a |of |is |r|v|version |release |level "
    r"|software )?$"
)
_SURE = re.compile(
    r"(?:release|rel|version|versao|software|softwarestand|stand)\W{0,3}(?:is |ist |es |est |level"
    r" |the |r|v|number |no )?\W{0,2}$"
)
_OTHER = re.compile(
    r"firmware|phone software|handset|chrome|firefox|safari|edge|browser|windows|android|ios|macos"
    r"|iphone|ipad|vmware|esxi|hyper-v|openssl|tls|java|app\b|asterisk|linux|switch|router|modem"
    r"|sip/|http|from \d|was on|used to|previously|before that|tried|downgrade|zoiper|fw\b|phones?"
    r" (?:are |is )?on"
)
_MANY_PARTS = 2


def _candidates(sentence: Sentence) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    for match in RELEASE.finditer(sentence.folded):
        before = sentence.folded[max(0, match.start() - 40) : match.start(1)]
        clause = re.split(r"[,;()]", before)[-1]
        if _OTHER.search(clause):
            continue
        parts = match.group(1).count(".")
        value = sentence.text[match.start(1) : match.end(1)]
        weight = trouble_weight(sentence) / 10
        if _SURE.search(before):
            found.append((0.95 + weight, value))
        elif parts >= _MANY_PARTS and (
            _CUE.search(before) or FAMILY.search(sentence.folded) or MODEL.search(sentence.folded)
        ):
            found.append((0.85 + weight, value))
        elif parts >= _MANY_PARTS or (MODEL.search(before) and _CUE.search(before)):
            found.append((0.7 + weight, value))
    return found


def _read(case: Case, _category: Category) -> Finding | None:
    best: tuple[float, str, str] = (0.0, "", "")
    for sentence in read(case.message).sentences:
        if sentence.region is Region.FORWARDED_SIGNATURE:
            continue
        for weight, value in _candidates(sentence):
            if weight > best[0]:
                best = (weight, value, sentence.text)
    return Finding("release", best[1], best[2], min(best[0], 0.95)) if best[1] else None


def _shape(text: str) -> str:
    found = RELEASE.search(fold(text))
    if found:
        return text[found.start(1) : found.end(1)]
    return text.split(",", maxsplit=1)[0].strip() * any(character.isdigit() for character in text)


def _known(case: Case, findings: tuple[Finding, ...]) -> Finding | None:
    return about_system("release", case, findings, lambda system: system.release)


DIAGNOSTIC = Diagnostic(
    key="release",
    level="L1",
    place=50,
    meaning="software release of the system, not a phone's firmware",
    question="Which software release does the system run?",
    short="Software release?",
    required=FAULTS,
    labels=(
        "(software |system |ucx )?(release|version)( (level|number|no))?",
        "software",
        "(software)?stand",
        "(software)?version",
        "version (du )?(logiciel|systeme)",
        "version( de software)?",
        "versao( do software)?",
    ),
    shape=_shape,
    read=_read,
    known=_known,
)
