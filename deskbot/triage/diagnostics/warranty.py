"""Whether the device is under warranty, and since when it is in use."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.finding import where
from deskbot.triage.in_use import tells_warranty
from deskbot.triage.sentences import Region, Sentence, read
from deskbot.triage.tense import imagined


def _tells(sentence: Sentence) -> bool:
    return tells_warranty(sentence.folded) and not sentence.asks and not imagined(sentence)


def _read(case: Case, _category: Category) -> Finding | None:
    told = (one for one in read(case.message).told if one.region is not Region.OLD_SUBJECT)
    return where("warranty", told, _tells, 0.8)


def _always(_category: Category, _findings: tuple[Finding, ...]) -> bool:
    return True


DIAGNOSTIC = Diagnostic(
    key="warranty",
    level="RMA",
    place=35,
    meaning="whether the device is under warranty, and since when it is in use",
    question="Is the device under warranty, and since when is it in use?",
    short="Under warranty? In use since when?",
    wanted=frozenset({Category.RMA}),
    matters=_always,
    read_in=frozenset({Category.RMA}),
    labels=(
        "(still )?(in |under )?(warranty|guarantee)( (status|until|till|expires|expiry|end|date|since))?",
        "in (use|service) since",
        "(purchase date|date of purchase|purchased|bought)( on)?",
        "((noch )?in (der )?|noch )?(garantie|gewahrleistung)( bis)?",
        "in (betrieb|gebrauch) seit",
        "(sous )?garantie( jusqu'(au|a|en))?",
        "en service depuis",
        "(en )?garantia( hasta)?",
        "en uso desde",
        "(na )?garantia( ate)?",
        "em uso desde",
    ),
    read=_read,
)
