"""The end customer's name."""

from __future__ import annotations

import re

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, Diagnostic
from deskbot.triage.directory import about_system
from deskbot.triage.folding import fold
from deskbot.triage.name_words import FUNCTION
from deskbot.triage.organisations import as_written, candidates, longest
from deskbot.triage.phrases import listed
from deskbot.triage.sentences import read

ENOUGH = 1.7
"""Weight from which a name counts as the customer's (see `organisations.py`)."""


def _read(case: Case, category: Category) -> Finding | None:
    reading = read(case.message)
    named = _in_directory(case, reading.folded)
    if named:
        return named
    found = candidates(case.message, reading, end_user=category is Category.ENDUSER)
    best = max(found, key=lambda one: one.weight, default=None)
    if best is None or best.weight < (ENOUGH if category in FAULTS else ENOUGH + 0.3):
        return None
    name = longest(best, found)
    return Finding(
        "customer",
        _by_itself(as_written(name.name, reading)),
        name.sentence.text,
        0.9 if best.weight > ENOUGH + 1.5 else 0.75,
    )


_COMPANY = re.compile(r"^(?:[^\W\d_][\w-]{1,30} (?:der|von|vom) )?(?:der )?(?:Firma|Fa\.) (?=[A-Z\u00c0-\u00de])")
_TOWN = re.compile(r"(?<=\w) \u00e0 (?:la |l'|Saint-|Sainte-)?[A-Z\u00c0-\u00de][\w-]{2,30}$")
"""Where a French name's bearer is: "Clinique du Parc \u00e0 Gatineau"."""


def _by_itself(name: str) -> str:
    """Return the name without "Firma", whose chief somebody is, before it, and without the town behind it."""
    name = _COMPANY.sub("", name)
    short = _TOWN.sub("", name)
    return short if len(short.split()) > 1 else name


def _in_directory(case: Case, folded: str) -> Finding | None:
    """Return a customer of the reseller's whose name stands in the text."""
    names = sorted({system.customer for system in case.systems}, key=lambda name: (-len(name), name))
    if not case.writer.proven:
        return None
    for name in names:
        if name and re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", folded):
            return Finding("customer", name, name, 0.97)
    return None


_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bSt)(?<!\bDr)(?<!\bInc)(?<!\bCo)(?<!\bMt)(?<!\bPvt)(?<!\bS\.A)[.!?]\s+(?=[^\W\d_a-z])"
    r"|\s[-\u2013]\s"
)
_SAYS_MORE = re.compile(
    r",\s(?:not|nicht|pas|no|nao|y no|statt|instead|on|in|at|who|which|they|host|release|their|auf|in der"
    r"|mit|en|con|avec|qui|que|com|running|a |an |an? ucx)\b"
)
MOST_WORDS = 9


def _shape(text: str) -> str:
    """Return the name without what is told of the system behind it ("Acme Dental, UCX50, host id …")."""
    name = text.split(" (", maxsplit=1)[0].split(";", maxsplit=1)[0]
    name = _SENTENCE_END.split(name, maxsplit=1)[0]
    name = _SAYS_MORE.split(name, maxsplit=1)[0]
    first, comma, rest = name.partition(",")
    name = (first if comma and any(sign.isdigit() for sign in rest) else name).strip(' ,.*"')
    words = fold(name).split()
    if len(words) > MOST_WORDS:
        return ""
    # "The customer is angry": a state, no name.
    state = name[:1].islower() and any(
        word in FUNCTION or word.endswith(("ing", "ed")) or word in _STATES for word in words
    )
    return "" if state else name


_STATES = listed(
    """
    angry upset happy unhappy furious mad down dead out offline dark without unable aware fine ok okay here
    important big vip
    verargert sauer wutend mecontent furieux enojado molesto furioso bravo irritado parado
    """
)


def _known(case: Case, findings: tuple[Finding, ...]) -> Finding | None:
    return about_system("customer", case, findings, lambda system: system.customer)


DIAGNOSTIC = Diagnostic(
    key="customer",
    level="L1",
    place=5,
    meaning="end customer's name, not the reseller's",
    question="Who is the end customer?",
    short="End customer's name?",
    required=FAULTS | {Category.RMA, Category.LICENCE},
    identifies=True,
    labels=(
        "(end )?(customer|user|client)('s)?( name)?",
        "site( name)?",
        "(end)?kunde",
        "(nombre del )?cliente( final)?",
        "client( final)?",
        "nome do cliente",
    ),
    shape=_shape,
    read=_read,
    known=_known,
)
