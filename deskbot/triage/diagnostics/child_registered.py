"""Whether the device's serial is registered under its parent's."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.finding import first
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import read
from deskbot.triage.yes_no import begins_with_yes_or_no

_REGISTERED = Phrases(
    r"""
    child … regist*;
    (serial|sn|s/n|it|unit|phone|device|card) … regist* (under|against|to|in|with|already|on);
    regist* (it |the (child|serial|sn|unit|device|card) )?(under|against|in the|to (its|the) parent);
    (yes|yep|yeah|ja|oui|si|sim),? (\w+ ){0,2}(regist*|eingetragen|enregistre*|cadastrad*);
    (registered|registriert|eingetragen|registrad[oa]|cadastrad[oa]|enregistre),? (yes|ja|oui|si|sim|nein|nao|non);
    serial number records?; child sn; not (yet )?regist* (under|against|in|to);
    registrier* … (unter|seriennummer); enregistre* … (serie|parent); registrad[oa] … (serie|padre|bajo);
    (anmeldung|registrierung|eintragung|zuordnung) (der|des|von) … (nummer|seriennummer|gerat\w*);
    seriennummer … (angemeldet|eingetragen|registriert|zugeordnet|erfasst);
    (unter|bei) der anlage … (angemeldet|eingetragen|registriert);
    (numero de )?serie … (enregistre\w*|declare\w*|rattache\w*|associe\w*);
    enregistre\w* … (sous|parent|systeme|galaxy|ucx);
    serie … (dad[oa] de alta|registr\w*|vincul\w*|asociad\w*|cadastr\w*);
    (dad[oa] de alta|registr\w*|cadastr\w*) … (serie|padre|pai|central|sistema)
    """
)


def _read(case: Case, _category: Category) -> Finding | None:
    return first("child_registered", read(case.message).told, _REGISTERED, 0.8)


_DONE = Phrases(
    """
    regist*; done; pending; in progress; completed?; linked; assigned; enregistr*; declare*; fait; en cours; erledigt;
    angemeldet; eingetragen; zugeordnet; dad[oa] de alta; hecho; en proceso; vinculad*; asociad*; cadastr*; feito
    """
)


def _shape(text: str) -> str:
    """Return an answer that says whether it is; a number or a name says nothing of that."""
    return text if begins_with_yes_or_no(text) or _DONE.within(fold(text)) else ""


DIAGNOSTIC = Diagnostic(
    key="child_registered",
    level="RMA",
    place=31,
    meaning="whether the device's serial is registered under its parent (yes/no)",
    question="Is the device's serial number registered against its parent in Serial Number Records (yes/no)?",
    short="Child serial registered (yes/no)?",
    options=("yes", "no"),
    required=frozenset({Category.RMA}),
    read_in=frozenset({Category.RMA}),
    labels=(
        "(child )?(sn |serial )?(number )?regist(ered|ration)( done)?",
        "child (registered|registration)",
    ),
    shape=_shape,
    read=_read,
)
