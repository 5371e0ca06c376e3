"""The host id that the licence shall have."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.codes import first_code
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.folding import fold
from deskbot.triage.hostpairs import pair


def _read(case: Case, _category: Category) -> Finding | None:
    return pair(case)[1]


DIAGNOSTIC = Diagnostic(
    key="new_host_id",
    level="licence",
    place=37,
    meaning="the host id that the licence shall have",
    question="What is the new Host ID (that the licence shall have)?",
    short="New Host ID?",
    required=frozenset({Category.LICENCE}),
    read_in=frozenset({Category.LICENCE}),
    identifies=True,
    labels=(
        "(new|correct|right|current|neue|nouveau|nuevo|novo)( system)?( host)?( ?-?id)?( (number|on (the )?order))?",
        "host ?-?id( \\(new\\)| new)",
    ),
    shape=lambda text: first_code(text, fold(text)),
    read=_read,
)
