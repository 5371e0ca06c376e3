"""Whether all that a message tells of comes right by itself within moments, as a telephone does that starts. Pure.

'Phones show "no service" for a second after each reboot and then come up' has the words of an outage, and is none.
"""

from __future__ import annotations

import re

from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.symptoms import may_fail

_STARTED = Phrases(
    """
    (re)?boot*; restart*; start.?up; power.?(up|cycle)*; neustart*; (ein|an)schalten; hochfahren; redemarr*; demarr*;
    allumage; reinici*; reboot*; arranc*; encend*; ligar; ligados?
    """
)
_A_MOMENT = Phrases(
    r"""
    (for )?(a|one|a few|a couple of|some|\d{1,2}|two|three|five|ten) (seconds?|moments?|secs?); briefly; for a moment;
    kurz(zeitig)?; (eine|ein paar|einige|wenige|\d{1,2}) sekunden?; einen moment;
    (une|quelques|\d{1,2}) secondes?; (un|quelques) instants?; brievement;
    (un|unos|\d{1,2}) (segundos?|instantes?|momentos?); brevemente;
    (um|uns|alguns|\d{1,2}) (segundos?|instantes?|momentos?)
    """
)
_THEN_WELL = re.compile(
    r"\b(?:(?:and |but )?then (?:they |it |all |we )?(?:all )?(?:comes? (?:right |back )?up|comes? back"
    r"|registers?|connects?|works?|recovers?|(?:is|are) (?:fine|ok|okay|good|up|back|normal))"
    r"|(?:und |aber )?(?:kommen|kommt|gehen|geht|laufen|lauft|verbinden sich|melden sich) (?:\w+ )?(?:dann|danach)"
    r"(?: \w+)?(?: (?:hoch|an|normal|wieder))?|(?:dann|danach) (?:\w+ )?(?:geht|gehen|lauft|laufen|kommen|kommt)"
    r"|(?:et |mais )?(?:puis|ensuite) (?:ils |elles |tout |ca )?(?:se connectent|s'enregistrent|marchent|fonctionnent"
    r"|reviennent|remarche\w*|va|marche)"
    r"|(?:y |pero )?(?:luego|despues) (?:ya |todos |todo )?(?:suben|se registran|funcionan?|andan?|se conectan|vuelven)"
    r"|(?:e |mas )?(?:depois|logo) (?:ja |todos |tudo )?(?:sobem|registram|funcionam?|conectam|voltam|volta))\b"
    r"(?![^.!?]{0,40}\b(?:again|wieder|nicht|not|no|nao|pas|plus|only|nur)\b)"
)


def passes_by_itself(reading: Reading) -> Sentence | None:
    """Return the sentence that tells what a start looks like for a moment, where nothing else is amiss."""
    if speaks_of_emergency_calls(reading):
        return None
    told = [one for one in reading.told if may_fail(one)]
    return told[0] if told and all(_passes(one.folded) for one in told) else None


def _passes(folded: str) -> bool:
    return _STARTED.within(folded) and _A_MOMENT.within(folded) and _THEN_WELL.search(folded) is not None
