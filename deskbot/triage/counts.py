"""How many are hit: the numbers of users, phones or rooms that a message names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deskbot.triage.deeds import is_a_step
from deskbot.triage.folding import fold
from deskbot.triage.hardness import BASIC, GONE, MINOR
from deskbot.triage.numbers import NUMBER, number
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, LIKELY_TROUBLE, tells, tells_now
from deskbot.triage.scope import one_only
from deskbot.triage.sentences import Reading, Sentence, once
from deskbot.triage.symptoms import goes_on, tells_failure
from deskbot.triage.tense import imagined, past

_UNITS = (
    r"(?:users?|people|persons?|staff|employees|agents?|phones?|handsets?|sets?|extensions?|exts|stations?|desks?|seats?|rooms?|softphones?|mailboxes|lawyers?|nurses?|accountants?|clerks?|operators?|workers?|teachers?|guests?|tills?"
    r"|benutzern?|nutzern?|mitarbeiter\w*|personen|[a-z-]{0,14}leuten?|apparaten?|telefonen?|geraten?|nebenstellen|kollegen|platzen?|zimmern?"
    r"|utilisateurs?|personnes?|postes?|employes?|telephones?|appareils?|chambres?"
    r"|terminal(?:es)?|terminais|aparatos?|equipos|internos?|ramales|anexos?|arbeitsplatze|endgerate|mitarbeitende\w*"
    r"|combines?|usagers?|collegues?|colaborador(?:es)?|operador[ae]s|residents?|patients?|tellers?|drivers?|cashiers?"
    r"|doctors?|apartments?|colleagues?|team members?"
    r"|usuarios?|personas?|telefonos?|extensiones|empleados?|habitaciones|puestos?|usuarios|pessoas?|ramais|telefones|aparelhos|funcionarios|quartos)"
)
_ALIKE = (
    rf"\b(?:c'est les|les|alle|all|bei allen|los|las|os|as) ({NUMBER}) "
    r"(?:pareil|same|alike|gleich|dasselbe|igual(?:es)?|iguais)"
)
"""As in "c'est les 19 pareil"."""
COUNT = re.compile(
    rf"(?<![\w.:,/*#-])(?P<n>{NUMBER})"
    rf"(?: of (?:the|our|their|his|her) (?:\w+ )?|(?: [a-z-]{{2,14}}){{0,2}}? ){_UNITS}\b"
    rf"|(?<![\w.:,/-])(?P<m>{NUMBER}) (?:of|von|des|de|de los|dos) "
    r"(?:(?:the|our|their|them|these|those|diesen|nos|los|os)\b)"
    r"|\b(?:affected|impacted|betroffen|touches|afectados|afetados)(?: \w+)?\s?:\s{1,12}(?:about |all )?"
    rf"(?P<o>{NUMBER})\b"
    rf"|{_ALIKE}"
)
ALL_ALIKE = re.compile(_ALIKE)
"""How many are hit, told by itself."""


@once
def counts(sentence: Sentence) -> list[tuple[int, str]]:
    """Return the numbers of users, phones or rooms that the sentence names."""
    found: list[tuple[int, str]] = []
    for match in COUNT.finditer(sentence.folded):
        word = next(filter(None, match.groups()))
        found.append((number(word), sentence.text[match.start() : match.end()]))
    return found


SEVERAL = 5


def several_users(reading: Reading, fewest: int = SEVERAL) -> Sentence | None:
    """Return the sentence that says that at least so many users or phones fail."""
    return next(all_of_several_users(reading, fewest), None)


def all_of_several_users(reading: Reading, fewest: int = SEVERAL) -> Iterator[Sentence]:
    """Return each sentence that says that at least so many users or phones fail, in order."""
    if one_only(reading):
        return
    for sentence in reading.told:
        told = (
            tells_failure(sentence)
            or (_HIT.within(sentence.folded) and not imagined(sentence))
            or (
                tells(sentence.text, Label.TROUBLE, at=LIKELY_TROUBLE) and goes_on(sentence) and not is_a_step(sentence)
            )
            or ALL_ALIKE.search(sentence.folded)
            or (tells_now(sentence.text, Label.WIDE, at=DOUBT) and tells(sentence.text, Label.TROUBLE, at=DOUBT))
        )
        if told and not past(sentence) and max(hit(sentence), default=0) >= fewest:
            yield sentence


_SPARED_BEFORE = re.compile(
    r"\b(?:other|others|remaining|rest|of|autres|demas|demais|outros|anderen|restlichen|uns)\W{1,2}(?:the"
    r" |les |los |os |die )?$"
)
_SPARED_AFTER = re.compile(
    r"^.{0,30}\b(?:like always|as always|as usual|as ever|wie immer|comme d'habitude|como siempre|como sempre)\b"
    r"|^.{0,24}\b(?:fine|ok|okay|in use|working|works?|normal|unaffected|quiet|good|in total|in"
    r" all|on site|altogether|licen[cs]es?|can (?:call|telephone|phone)|konnen)\b"
)
_HIT = Phrases("""
    affected; impacted; without; down; dead; dark; unregistered; offline; out of service;
    no (tele)?phones?; no phones?; no dial ?tone; no service; the same (trouble|problem|issue|fault|symptom)s?;
    betroffen*; ohne telefon; kein telefon; dasselbe problem; touche*; sans telephone; meme probleme;
    afectad*; sin telefono; mismo problema; afetad*; sem telefone; mesmo problema
    """)
MOST_IN_RANGE = 200
RANGE = re.compile(
    r"\b(?:exts|extensions|ports|sets|phones|rooms|nebenstellen|postes|ramais|extensiones) (\d{1,4})"
    r" ?(?:-|to|through|thru|bis|a) ?(\d{1,4})\b"
)
_NONE_OF = re.compile(
    r"\b(?:none|all|any|each|every one|both|keine[rs]?|alle|aucune?|tous|ningun[oa]?|todos|nenhuma?)"
    r" (?:of|von|de|des|dos|der)(?: (?:the|our|their|these|those|les|los|os|den))?\W$"
)
_SIZE_BEFORE = re.compile(
    r"\b(?:have|has|had|got|there are|there's|with|of|an?|their|runs?|office of|total|mit|avec"
    r"|con|com|tienen?|tem|haben|hat|ont|ya)\W(?:about |around |only |some )?$"
)


@once
def hit(sentence: Sentence) -> list[int]:
    """Return how many the sentence says are hit: not how many there are, nor how many are spared."""
    if MINOR.within(sentence.folded) and not (BASIC.within(sentence.folded) and GONE.within(sentence.folded)):
        return []
    ranges = [
        min(int(found.group(2)) - int(found.group(1)) + 1, MOST_IN_RANGE) for found in RANGE.finditer(sentence.folded)
    ]
    return ranges + [count for count, words in counts(sentence) if not _spared(sentence, fold(words))]


def _spared(sentence: Sentence, words: str) -> bool:
    start = sentence.folded.find(words)
    before, after = sentence.folded[:start], sentence.folded[start + len(words) :]
    if _NONE_OF.search(before[-24:]):
        return False
    if _SIZE_BEFORE.search(before[-24:]) and not _HIT.within(after[:30]):
        return True
    return bool(_SPARED_BEFORE.search(before[-16:]) or _SPARED_AFTER.search(after[:36]))
