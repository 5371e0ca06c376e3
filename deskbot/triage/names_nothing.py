"""Whether a message says how it stands and names nothing: neither what fails nor whom it hits. Pure.

What weights say of "It is still so" is chance: nothing that they were learned from is like it.
"""

from __future__ import annotations

import re

from deskbot.triage.folding import blanked
from deskbot.triage.phrases import Phrases, listed
from deskbot.triage.scope import ALL
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.symptoms import FUNCTION

_WORD = re.compile(r"[^\W_]+")
_EMPTY = listed(
    """
    a an the it its this that these those there here i we you he she me us my our your s t m d re ve ll
    is are was were be been being has have had do does did isn wasn hasn didn doesn don
    not still so again always yet already just only now then too also as like same before ago once more and but or if
    to of on in at for from with by since than all right very really quite much
    today yesterday tonight morning afternoon evening night noon week month day days hours time times last this earlier
    persist persists persisted remain remains remained continue continues continued keep keeps happen happens happened
    happening start starts started begin began come comes came back change changes changed unchanged exist exists
    see seeing get getting got going goes
    problem problems issue issues trouble troubles matter thing case fault faults situation symptom symptoms difference
    solved resolved fixed gone better over worse help helped helping hurry soon asap urgent urgently please thank thanks
    hello hi hey dear yes yeah no nope ok okay sorry sadly unfortunately what how why when
    es das dies ist war sind hat haben wird bleibt ich wir sie er mir uns bei immer noch so wieder weiter weiterhin nach
    wie vor vorher zuvor gestern heute jetzt seit morgen abend nacht tag tagen woche stunden letzte letzter letzten auch
    nicht ja nein dasselbe gleiche gleich genauso genau unverandert und aber oder leider bitte danke hallo der die dem
    den ein eine problem probleme fehler fall zustand besteht bestehen passiert tritt tretet auf geandert anders gelost
    behoben besser schlimmer hilfe helfen dringend
    c ce ca cela est etait sont a ont je j nous on vous il elle l le la les un une des de d du que qu toujours encore
    pareil pareille meme comme avant hier aujourd hui depuis matin soir nuit jour jours semaine heures maintenant aussi
    cas probleme problemes souci soucis panne ne n pas oui non recommence continue persiste reste change resolu regle
    mieux pire idem et mais ou svp s'il plait merci bonjour aide aidez urgent
    el los lo esta este esto eso ese esa sigue siguen siendo todavia aun asi igual mismo misma que antes ayer hoy ahora
    desde manana noche dia dias semana horas otra vez nuevo como tambien problema problemas falla caso se y o pero si
    continua persiste cambio resuelto mejor peor hola gracias por favor ayuda urgente nos tenemos hay ha es
    o os as um uma isso este ainda assim continua mesmo mesma coisa igual antes ontem hoje agora manha noite hora outra
    tambem e ou mas sim nao resolvido melhor pior ola obrigado obrigada ajuda temos ha esta segue de novo
    """
)
"""Words that say how it stands, since when, and please; words for a trouble that say nothing of which it is."""
_WORKS_NOT = Phrases(
    r"""
    (it|that|this|which)( still)?( does not|doesn't|doesnt|did not|didn't|won't|will not|is not|isn't|'s not)( still)?
      work(ing|s)?; (still|again|it's|its) not working;
    (es|das)( \w+)? (geht|funktioniert|lauft)( \w+){0,2} nicht; (ca|cela)( ne)? (marche|fonctionne)( \w+)? (pas|plus);
    (eso |esto )?(sigue sin funcionar|no funciona); (isso |isto )?(nao funciona|continua sem funcionar)
    """
)
"""That something does not work, without a word of what."""
_WHERE = re.compile(r"(?<!\w)(?:[Aa]t|[Bb]ei|[Cc]hez|[Ee]n|[Nn][ao])\s+((?:[A-Z][\w'&.-]*\s?){1,4})")
"""A name that says where it is so."""


def names_nothing(reading: Reading) -> bool:
    """Return whether neither the subject nor a sentence of the bodies names what fails, or whom it hits."""
    return all(map(_names_nothing, reading.told))


def _names_nothing(sentence: Sentence) -> bool:
    folded = sentence.folded
    for named in _WHERE.finditer(sentence.text):
        name = folded[slice(*named.span(1))]
        if not (FUNCTION.within(name) or ALL.within(name)):
            folded = blanked(folded, named.span(1))
    for found in _WORKS_NOT.all(folded):
        folded = blanked(folded, found.span())
    return all(word in _EMPTY for word in _WORD.findall(folded))
