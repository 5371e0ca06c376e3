"""The type of the system: UCX50, Galaxy 3000G, a virtual machine."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, Diagnostic
from deskbot.triage.directory import about_system
from deskbot.triage.folding import fold
from deskbot.triage.products import MODEL, models
from deskbot.triage.sentences import Region, read


def _read(case: Case, _category: Category) -> Finding | None:
    named = [entry for entry in models(read(case.message)) if entry[2].region is not Region.FORWARDED_SIGNATURE]
    if not named:
        return None
    # The heaviest mention counts; of equals the first in the text before one in the signature.
    _weight, value, sentence = max(named, key=lambda entry: entry[0])
    return Finding("model", value, sentence.text, 0.95)


def _shape(text: str) -> str:
    found = MODEL.search(fold(text))
    if found is None and not any(sign.isalpha() for sign in text):
        return ""  # a telephone number
    return text[found.start() : found.end()] if found else text.split(",", maxsplit=1)[0].strip()


def _known(case: Case, findings: tuple[Finding, ...]) -> Finding | None:
    return about_system("model", case, findings, lambda system: system.model)


DIAGNOSTIC = Diagnostic(
    key="model",
    level="L1",
    place=40,
    meaning="system type (UCX50, Galaxy 3000G …), not the phone's",
    question="Which system is it (UCX50, Galaxy 3000G …)?",
    short="System type?",
    required=FAULTS,
    identifies=True,
    labels=(
        "(system|ucx|pbx|server)( (type|model))?",
        "model",
        "(anlagen)?(typ|modell)",
        "anlage",
        "modele",
        "(modelo|equipo|sistema)( de (sistema|central))?",
        "systeme",
    ),
    shape=_shape,
    read=_read,
    known=_known,
)
