"""The last good backup."""

from __future__ import annotations

import re

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic, told_of
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


_BEARS_ON_IT = Phrases(
    """
    upgrad*; updat*; migrat*; (won't|doesn't|does not|will not|not|never|can't) … boot*; boot loop; disk*; drive*;
    raid; ssd; (data|database|config*|settings|mailbox*|recordings?|extensions?) …
    (lost|gone|wiped|missing|empty|deleted|corrupt*); (lost|lose|wiped|deleted|corrupt*) …
    (data|database|config*|settings|everything); factory (reset|default*); reinstall*; power supply; motherboard;
    festplatte*; platte; datenverlust; daten … (weg|verloren); startet nicht*; aktualisier*; umzug; umgezogen;
    disque*; donnees … (perdu*|efface*); mise a (jour|niveau); demarre … pas; ne demarre; disco*; datos …
    (perdi*|borr*); actualiz*; no (arranca|inicia|enciende); dados … (perdi*|apag*); atualiz*; nao
    (inicia|liga|sobe)
    """
)
_SERVER = re.compile(
    r"(?<!on )(?<!on the )(?<!in the )(?<!to the )(?<!of the )(?<!under the )(?<!an der )(?<!au )(?<!en el )(?<!na )"
    r"\b(?:ucx\w{0,5}|galaxy(?: \w{1,6})?|server|servidor|serveur|anlage|centralita|conmutador|pbx)\b[^.;,]{0,30}"
    r"\b(?:dead|boot\w{0,3}|starts?|power|fails?|failed|disk|defekt|tot|startet|panne|mort|demarre\w{0,2}|murio|arranca"
    r"|enciende|muert[oa]|queimou|liga|inicia)\b"
)


def _matters(category: Category, findings: tuple[Finding, ...]) -> bool:
    """Whatever may cost the data: a new release, a disk, a server that goes back, a licence that moves."""
    if category is Category.LICENCE:
        return True
    told = told_of(findings)
    if category is Category.RMA:
        return _SERVER.search(told) is not None
    return _BEARS_ON_IT.within(told)


DIAGNOSTIC = Diagnostic(
    key="backup",
    level="L1",
    place=64,
    meaning="date or state of the last backup, or that there is none",
    question="Of when is the last good backup?",
    short="Last good backup?",
    wanted=FAULTS | {Category.LICENCE, Category.RMA},
    matters=_matters,
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
