"""The host id or serial of the system in trouble."""

from __future__ import annotations

import re

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.codes import CODE, first_code, is_code, looks_like_host
from deskbot.triage.diagnostics import EVERY, FAULTS, Diagnostic
from deskbot.triage.directory import about_system
from deskbot.triage.folding import fold
from deskbot.triage.numbers import PHONE, is_phone
from deskbot.triage.products import MODEL, trouble_weight
from deskbot.triage.sentences import Region, Sentence, read

_LABEL = re.compile(
    r"\b(?:host ?-?id|hostid|host|machine id|system id|maschinen-?id|id d'hote|id de host|id del host"
    r"|id do host|host id do sistema)\b"
    r"(?: (?:is|ist|est|es|e|on|of|number|no|reads|auf|shows|front|page|the|it|der|seite"
    r"|says|lautet|y|=)){0,7}[ :#=(]{0,4}"
)
_SYSTEM_SERIAL = re.compile(
    r"\b(?:serial|s/n|sn|seriennummer|numero de serie)\b(?: (?:number|no|is|of|the|nr)){0,3}[ .:#=(]{0,4}"
)
_NOT_HOST = re.compile(
    r"\b(?:ticket|case|ref|invoice|circuit|order|po|billet|bug|rma|mac|part|p/n|user|firmware|contract"
    r"|asset|file|extension)\b\W{0,4}(?:\w{1,6}\W{1,2})?$"
)
_DEVICE_SERIAL = re.compile(r"\b(?:phone|handset|infinity|dsm\w*|card|module|gateway|set|child|drive|disk|switch)\b")


def _candidates(sentence: Sentence) -> list[tuple[float, str]]:
    """Return the codes of a sentence with how sure it is that each is the system's."""
    found: list[tuple[float, str]] = []
    folded = sentence.folded
    labels = [label.end() for label in _LABEL.finditer(folded)]
    serials = [] if _DEVICE_SERIAL.search(folded) else [label.end() for label in _SYSTEM_SERIAL.finditer(folded)]
    for code in CODE.finditer(folded):
        value = sentence.text[code.start() : code.end()]
        if not is_code(code.group()) or MODEL.fullmatch(code.group()) or (PHONE.fullmatch(value) and is_phone(value)):
            continue
        weight = trouble_weight(sentence) / 10
        if code.start() in labels:
            found.append((0.95 + weight, value))
        elif _NOT_HOST.search(folded[: code.start()][-30:]):
            continue
        elif code.start() in serials:
            found.append((0.75 + weight, value))
        elif looks_like_host(code.group()):
            near = any(abs(code.start() - model.end()) < NEAR for model in MODEL.finditer(folded))
            found.append(((0.85 if near else 0.7) + weight, value))
    return found


NEAR = 60


def _read(case: Case, category: Category) -> Finding | None:
    best: tuple[float, str, str] = (0.0, "", "")
    for sentence in read(case.message).sentences:
        if sentence.region is Region.FORWARDED_SIGNATURE or (category is Category.RMA and _is_device_line(sentence)):
            continue
        for weight, value in _candidates(sentence):
            if weight > best[0]:
                best = (weight, value, sentence.text)
    return Finding("host_id", best[1], best[2], min(best[0], 0.95)) if best[1] else None


def _is_device_line(sentence: Sentence) -> bool:
    """Return whether the line only tells serials of what is sent back."""
    return not _LABEL.search(sentence.folded)


def _known(case: Case, findings: tuple[Finding, ...]) -> Finding | None:
    return about_system("host_id", case, findings, lambda system: system.host_id)


def _shape(text: str) -> str:
    return first_code(text, fold(text)) or text.split(",", maxsplit=1)[0].split(" (", maxsplit=1)[0].strip() * any(
        c.isdigit() for c in text
    )


DIAGNOSTIC = Diagnostic(
    key="host_id",
    level="L1",
    place=20,
    meaning="host id or serial of the system in trouble",
    question="What is the system's Host ID (or serial number)?",
    short="Host ID or serial of the system?",
    required=FAULTS | {Category.RMA},
    read_in=EVERY - {Category.LICENCE},
    labels=(
        "host ?-?(id)?( (number|or serial( number)?))?",
        "hostid",
        "(system|ucx|server|parent system) (serial|s/n|id|host id)( number)?",
        "id (d'hote|de host|del host|do host)",
    ),
    shape=_shape,
    read=_read,
    known=_known,
)
