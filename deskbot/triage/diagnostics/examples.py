"""Two or more failing calls with their times."""

from __future__ import annotations

import re

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, Diagnostic
from deskbot.triage.numbers import PHONE
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Region, read
from deskbot.triage.times import CLOCK

_CALL = Phrases(
    """
    ext*; calls?; called; dial*; ->; ring*; appels?; llamada*; anruf*; ligac*; reorder; fail*; dropp*;
    cut; busy; poste; vers; entrant*; sortant*; interno; ramal; nebenstelle; nach; anexo; cort*; raccroch*;
    coupe*
    """
)
_OTHER = Phrases(
    """
    open; hours; til; until; restart*; reboot*; backup*; mtr; ping; speed test; created; logged; monitor*;
    sent; uhr; on site; available; meeting
    """
)
_RANGE = re.compile(r"\d[:h]\d{2}\s?(?:to|-|until|till|and|bis|a|as)\s?\d{1,2}[:h]\d{2}")
_NUMBER = re.compile(r"(?<![\d:.])\d{2,5}(?![\d:.])")
FEWEST = 2


def _lines(reading: Reading) -> list[str]:
    """Return table lines that name a time and an end of a call."""
    return [
        line.strip()
        for line, region in reading.lines
        if region in (Region.BODY, Region.FORWARDED)
        and re.match(r"\s*[-*•(]?\s?\(?[^\s]{0,12}\s?\d{1,2}[:h.]\d{2}", line)
        and (PHONE.search(line) or _NUMBER.search(CLOCK.sub(" ", line)))
    ]


def _read(case: Case, _category: Category) -> Finding | None:
    reading = read(case.message)
    lines = _lines(reading)
    if len(lines) >= FEWEST:
        return Finding("examples", "\n".join(lines[:5]), "\n".join(lines[:5]), 0.9)
    for sentence in reading.told:
        times = len({found.group() for found in CLOCK.finditer(sentence.folded)})
        if (
            times >= FEWEST
            and _CALL.within(sentence.folded)
            and not _RANGE.search(sentence.folded)
            and not _OTHER.within(sentence.folded)
        ):
            return Finding("examples", sentence.text[:300], sentence.text[:300], 0.75)
    return None


DIAGNOSTIC = Diagnostic(
    key="examples",
    level="L2",
    place=70,
    meaning="two or three failing calls with their times",
    question="Two or three failing calls: who called whom, when (with time zone), and the SIP code if known?",
    short="2-3 failing calls with times?",
    wanted=FAULTS,
    read_in=FAULTS,
    labels=(
        "(call )?examples?( (of )?(failing )?calls)?",
        "(failed|failing) calls",
        "beispiele?",
        "exemples?",
        "ejemplos?",
        "exemplos?",
    ),
    read=_read,
)
