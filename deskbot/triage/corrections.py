"""Whether a message corrects a fact that its ticket already has, or only mentions another one of the kind."""

from __future__ import annotations

import re

from deskbot.model.case import Finding
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases
from deskbot.triage.products import untroubled

_CORRECTS = Phrases(
    """
    (call|reach|ring|phone|text) (me|us) … instead; my new (number|cell|mobile); neue nummer; nouveau numero;
    nuevo numero;
    novo numero; correction; corrected; correct (one|is|number|id|name|release|version); sorry; my mistake; my bad;
    mistake; typo;
    mistyped;
    i meant; actually; should (be|read|have been);
    wrong; not; isn't; wasn't; rather; instead of; i (misread|mistyped|mixed);
    it turns out;
    turned out; update; new number; changed to; now is; is now;
    korrektur; berichtig*; richtig*; falsch*; vertippt; tippfehler; verschrieben; gemeint; irrtum; nicht; sondern;
    entschuldig*;
    tatsachlich; statt; verwechselt;
    correction; rectificati*; erreur; trompe*; en fait; plutot; pas; au lieu; desole*; pardon; en realite; le bon;
    la bonne;
    correccion; corrijo; perdon; disculp*; error; equivoc*; en realidad; es decir; quise decir; no es; en vez de;
    la correcta;
    el correcto; correcao; corrigindo; desculp*; errei; enganei; engano; na verdade; quis dizer; o certo; a certa;
    nao e; em vez de
    """
)
_STATES = re.compile(
    r"(?:\b(?:is|ist|lautet|es|est|e|reads|shows|says|sera|soll|zeigt|dice|diz|affiche)|[:=])\W{0,3}"
    r"(?:(?:the|a|an|really|now|jetzt|die|der|le|la|el|o|on|auf|en|na|r|v|release|version|stand) ){0,3}$"
)


def corrects(finding: Finding) -> bool:
    """Return whether the words of a finding set the fact right: "sorry, it's 7.1.1", "the host id is …"."""
    words, value = fold(finding.words), fold(finding.value)
    if untroubled(words):
        return False
    start = words.find(value)
    return _CORRECTS.within(words) or (start >= 0 and bool(_STATES.search(words[max(0, start - 40) : start])))
