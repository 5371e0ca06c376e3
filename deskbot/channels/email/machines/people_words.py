"""What people write beside words of absence, and away notes do not: that something fails, or a good deal more."""

from __future__ import annotations

import re

from deskbot.channels.email.machines.away_words import own_words, says_about_absence
from deskbot.channels.email.reading.folding import any_in, folded, phrases

_SENTENCE = re.compile(r"[.!?\n。!?]{1,10}")
_MOST = 6000
_SUBSTANTIAL = 30
"""Words; more of them beside those of absence, and somebody wrote them."""
_FAILS = phrases(
    "is down|are down|all down|still down|down again|down since|went down|no calls|any calls|cannot call|can't call",
    "nobody can|no one can|cannot be reached|not working|doesn't work|does not work|stopped working|no dial tone",
    "users down|not ringing|don't ring|doesn't ring|does not ring|calls fail|calls drop|drops calls|keeps dropping",
    "is dead",
    "is broken|no audio|one-way audio|unable to call|unable to dial|have an outage|still failing|site down",
    "geht nicht|gehen nicht|funktioniert nicht|funktionieren nicht|ist ausgefallen|sind ausgefallen|keine anrufe",
    "niemand kann|sind tot|ist tot|en panne|ne fonctionne|ne marche|personne ne peut|plus d'appels|no funciona",
    "está caíd",
    "nadie puede|sin llamadas|não funciona|não funcionam|ninguém consegue|non funziona|non funzionano|nessuno può",
    "werkt niet|werken niet|niemand kan|nie działa|nie działają|nikt nie może|не работает|не работают|никто не может",
    "fungerar inte|virker ikke|fungerer ikke|ei toimi|nefunguje|nem működik|nu funcționează|çalışmıyor|δεν λειτουργ",  # noqa: RUF001
    "не працює|つながりません|繋がりません|使えません|鳴りません|无法通话|不能用|打不通|안 됩니다|작동하지",
)
_SUPPOSED = re.compile(
    r"\b(?:if|in case|should|for|bei|falls|sollte|im fall|wenn|si|en cas|pour|en caso|para|se|em caso|caso|in caso|per"
    r"|bij|als|voor|w przypadku|jesli|vid|om|ved|hvis"
    r"|your (?:e-?mail|message|request)|ihre (?:e-?mail|nachricht)|votre (?:e-?mail|message)|(?:su|tu) mensaje)\b"
)
"""What may come to pass, and our own mail that is spoken of."""
_CITED = re.compile(
    r"\"[^\"\n]{1,300}\"|[\u201c\u201e][^\u201c\u201d\n]{1,300}[\u201c\u201d]|\u00ab[^\u00bb\n]{1,300}\u00bb"
)
"""Subjects of ours stand in quotes."""
_ON_THE_WAY = phrases(
    "driving|on my way|heading to|heading over|en route|on site|onsite|unterwegs zu|fahre gerade",
    "auf dem weg|en camino|a caminho|en chemin|sur la route|sto andando|onderweg naar",
)


def tells_failure(text: str) -> bool:
    """Return whether a text says that something fails; "if your system is down, please call" does not."""
    return any(any_in(sentence, _FAILS) and not _SUPPOSED.search(sentence) for sentence in _sentences(text))


def has_more_to_say(text: str) -> bool:
    """Return whether a text holds substantial words besides those of absence, or is of somebody on their way to us."""
    sentences = _sentences(text)
    if any(any_in(sentence, _ON_THE_WAY) for sentence in sentences):
        return True
    others = [sentence for sentence in sentences if not says_about_absence(sentence)]
    return sum(len(sentence.split()) for sentence in others) > _SUBSTANTIAL


def _sentences(text: str) -> list[str]:
    """Return the sentences above the first quote, folded."""
    text = _CITED.sub(" ", own_words(text)[:_MOST])
    return [folded(one) for one in _SENTENCE.split(text) if one.strip()]
