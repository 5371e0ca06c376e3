"""The host id that the licence has now."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.codes import first_code
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.folding import fold
from deskbot.triage.hostpairs import pair


def _read(case: Case, _category: Category) -> Finding | None:
    return pair(case)[0]


DIAGNOSTIC = Diagnostic(
    key="old_host_id",
    level="licence",
    place=36,
    meaning="the host id that the licence has now",
    question="What is the old Host ID (of the present licence)?",
    short="Old Host ID?",
    required=frozenset({Category.LICENCE}),
    read_in=frozenset({Category.LICENCE}),
    identifies=True,
    labels=(
        (
            "(old|previous|former|wrong|alte|ancien|anterior|antigo|viejo)( system)?( host)?( ?-?id)?("
            " (number|on (the )?order))?"
        ),
        "host ?-?id( \\(old\\)| old)",
    ),
    shape=lambda text: first_code(text, fold(text)),
    read=_read,
)
