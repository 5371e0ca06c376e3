"""The software release of the system."""

from __future__ import annotations

import re
from itertools import islice

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.codes import RELEASE
from deskbot.triage.diagnostics import FAULTS, Diagnostic
from deskbot.triage.directory import about_system
from deskbot.triage.finding import surest
from deskbot.triage.folding import fold
from deskbot.triage.products import FAMILY, MODEL, MOST, places_in_trouble, trouble_weight
from deskbot.triage.sentences import Region, Sentence, read

_CUE = re.compile(
    r"(?:release|releases|rel|version|software|soft|build|running|runs|on|at|to|stand|laut|sur"
    r"|en|is|it's|its|loaded|still|version:|ucx|release:|v|with|mit|avec|con|com|na|versao|versie|lauft"
    r"|brought up to|up to|auf|unter|bei|is at|tiene|corre|roda|tourne|esta|est|ist|ta|e)[ :=(]{0,3}(?:the |der "
    r"|la |a |of "
    r"|is |v|version |release |level |software |stand |en |na |auf |on |sur )?$"
)
_SURE = re.compile(
    r"(?:release|rel|version|versao|versie|software|softwarestand|sw|stand|logiciel|lanzamiento)\W{0,3}(?:is |ist "
    r"|es |est |e "
    r"|level |the |v|it'?s |it is |es la |number |no |of (?:the |its )?\w{1,10} |du \w{1,10} |del \w{1,10} "
    r"|do \w{1,10} |der \w{1,10} "
    r"|actual |actuelle |aktuell |version |release |stand ){0,3}\W{0,2}$"
)
_OTHER = re.compile(
    r"firmware|phone software|handset|chrome|firefox|safari|edge|browser|windows|android|ios|macos"
    r"|iphone|ipad|vmware|esxi|hyper-v|openssl|tls|java|\bapp\b|asterisk|linux|switch|router|modem|navegador|navigateur"
    r"|sip/|http|was on|used to|previously|before that|tried|downgrade|zoiper|fw\b|phones? (?:are |is )?on"
    r"|infinity \d|softphone|debian|centos|ubuntu|fortios|pfsense|unifi|polycom|yealink|kernel|\bapi\b|\bpatch\b"
    r"|telefone?\w{0,2} (?:auf|con|com|en|mit)|postes? (?:en|sur)|apparat\w{0,2} (?:auf|mit)|\bos \d|aparelh\w*"
    r"|appareil|apparecchi\w*|terminal(?:es)?\b|handapparat|\bset\b|\bsnmp\b|\btr-"
)
_LEFT = re.compile(
    r"\b(?:from|was|not|nicht|pas|no|nao|statt|instead of|wrong|y no|e nao|von|de|desde|depuis|da|do|war|era|etait"
    r"|earlier|previous|old|before)\s(?:the |der |version "
    r"|release )?$"
)
"""What was there before an upgrade: "from 6.0.2 to 7.0.1"."""
_REPLY = re.compile(r"[245]\.\d{1,3}\.\d{1,4}")
_STATUS = re.compile(r"\b(?:[245]\d\d[ -]|(?:smtp|error|status|code|fehler|erreur|erro)(?: code)?[ :#]{1,2})\W?$")
"""A mail server's answer goes on with a number in three parts: "535 5.7.139 Authentication unsuccessful"."""
_WHOLE = re.compile(r"\b(?:release|rel)\.?\s(?:is\s)?(r?\d{1,2})(?![\w.,:%-]|\s(?:of|phones?|users?|sets?|in|on|to)\b)")
_NAMED = re.compile(r"r\d|.* ")
"""The vendor's own ways to name a release: "R6.0", "7.0 build 118"."""
_MANY_PARTS = 2


def _candidates(sentence: Sentence, places: frozenset[str]) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    folded = sentence.folded
    for match in islice(RELEASE.finditer(folded), MOST):
        before = folded[max(0, match.start() - 40) : match.start(1)]
        clause = re.split(r"[,;)]", before)[-1]
        if _OTHER.search(clause) or (_REPLY.fullmatch(match.group(1)) and _STATUS.search(before)):
            continue
        parts = match.group(1).count(".")
        value = sentence.text[match.start(1) : match.end(1)]
        weight = trouble_weight(sentence, match.start(), places) / 10 - 0.3 * bool(_LEFT.search(before))
        if _SURE.search(before) or _NAMED.match(match.group(1)):
            found.append((0.95 + weight, value))
        elif parts >= _MANY_PARTS and (_CUE.search(before) or FAMILY.search(folded) or MODEL.search(folded)):
            found.append((0.85 + weight, value))
        elif parts >= _MANY_PARTS or ((MODEL.search(before) or FAMILY.search(before)) and _CUE.search(before)):
            found.append((0.7 + weight, value))
    whole = _WHOLE.search(folded)
    if whole:
        found.append((0.6, sentence.text[whole.start(1) : whole.end(1)]))
    return found


def _read(case: Case, _category: Category) -> Finding | None:
    reading = read(case.message)
    places = places_in_trouble(reading)
    sentences = (one for one in reading.sentences if one.region is not Region.FORWARDED_SIGNATURE)
    return surest("release", sentences, lambda one: _candidates(one, places))


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
    identifies=True,
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
