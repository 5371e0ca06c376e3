"""The last good backup."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import first
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Sentence, read
from deskbot.triage.tense import imagined
from deskbot.triage.times import WHEN

_BACKUP = Phrases(
    """
    back ?-?ups?; backed up; datensicherung*; sicherung; sicherungen; sauvegarde*; respaldo*;
    copias? de seguridad; copies? de (nuit|securite|sauvegarde); copias? (nocturnas?|de noche); copias de seguranca;
    backup*; copia; export; snapshot*
    """
)
_STATE = Phrases(
    """
    last; latest; no; none; nightly; good; complete; ok; okay; ran; fail*; exists?; off the box;
    on (the|our|my|a) (nas|server|usb|pc|ftp|laptop); there is; there's; we have; i have; have a; took;
    taken; from; never; not; fresh; full; daily; weekly; restored?; older?; monthly; letzte*; kein*;
    gibt'?s?; liegt; vorhanden; von; derniere; aucune; bonne; de; ultim[oa]; hay; tenemos; ningun*;
    existe; feito; tem; temos; nenhum
    """
)
_ASKING = Phrases(
    """
    (should|shall|can|could|how|please|do) (i|we|you)? ?(take|make|do|run|restore|back); battery backup;
    backup (line|internet|circuit|link|battery|power|number|trunk|isp|carrier)
    """
)


def _tells(sentence: Sentence) -> bool:
    folded = sentence.folded
    return not imagined(sentence) and not _ASKING.within(folded) and (_STATE.within(folded) or WHEN.within(folded))


def _read(case: Case, _category: Category) -> Finding | None:
    return first("backup", read(case.message).told, _BACKUP, 0.85, _tells)


DIAGNOSTIC = Diagnostic(
    key="backup",
    level="L1",
    place=64,
    meaning="date or state of the last backup, or that there is none",
    question="Of when is the last good backup?",
    short="Last good backup?",
    wanted=FAULTS | {Category.LICENCE},
    read_in=TROUBLE,
    labels=(
        "(last )?(good )?back ?-?up( date)?",
        "(letzte )?(daten)?sicherung",
        "(derniere )?sauvegarde",
        "(ultimo )?respaldo",
        "ultimo backup",
    ),
    read=_read,
)
