"""What changed before it began."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import first, from_sentence
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, because, likelihood, tells
from deskbot.triage.sentences import Region, Sentence, read
from deskbot.triage.tense import imagined

_NOTHING = Phrases(
    r"""
    (nothing|nobody|no one|noone|none of us) (else )?(has |had |was |have |been )*(been
      )?(change*|touch*|alter*|moved|modif*|different);
    (no|not any|any) (recent |other |config\w* )?changes( made)?;
    no change (was|has been|on (our|their|the));
    (didn't|did not|didnt|haven't|have not|hasn't) (change*|touch*|alter*)( a thing| anything)?;
    nothing (is |was |has been )?(new|done|different); nothing … different; last change;
    nothing (else )?has been (altered|changed|touched); nichts (ge)?andert;
    nichts (\w+ )?(geandert|verandert|umgebaut|umgestellt); (umgebaut|umgestellt|geandert) … nicht*;
    keine anderung*; rien (d'autre )?n'a (bouge|change*); rien (change*|touche*|modifie*);
    aucun changement; nada (ha )?cambi*; no (se )?(ha )?(cambi*|toc*|movi*)( nada)?;
    nadie (ha )?(toc*|cambi*|movi*); sin cambios; ninguem (mexeu|alterou|mudou);
    nada (foi )?(mudou|mudado|alterado|mexid*); nao mex*
    """
)
_SOMETHING = Phrases(
    r"""
    (since|after|when|ever since|following)
      (the|we|they|our|your|a|their|his|her|i|it|its|moving|changing|upgrading) …
      (new|upgrad*|updat*|chang*|mov*|swap*|replac*|instal*|switch*|migrat*|cut
      ?over|storm|lightning|power|outage|renew*|reboot*|convert*|router|firewall|work|port*);
    (they|we|i|it|carrier|isp|somebody|someone|electricians?|customer|provider) (just |also |had |have
      |has |recently |got |were |was )?(upgraded|updated|changed|moved|swapped(
      out)?|replaced|installed|put in|switched( over| on)?|migrated|cut (them |it
      )?over|renewed|converted|added|renamed|ported|rolled out|brought up|got a new|have a new|turned
      on|enabled|plugged);
    (swapped|replaced|changed|moved|upgraded|updated) (out )?(the|a|our|their|his|her|them|it);
    (compan*|isp|carrier|provider|telco|customer|landlord|contractors?|electricians?|it
      (guy|guys|department|firm|people|company)|vendor|crew) (\w+
      ){0,2}(upgraded|updated|changed|moved|swapped|replaced|installed|put in|switched|migrated|cut
      over|renewed|converted|added|rolled out|rewired|did (some )?(maintenance|work)|worked on|was in|were
      in|came); ^(then |also )?(renewed|upgraded|updated|migrated|converted|ported);
    (only|one) thing (that is |that's |which is )?new; new is;
    (was|were|got|been|is)
      (upgraded|updated|changed|moved|replaced|swapped|installed|migrated|switched|ported|renewed
      |relocated); power (cut|outage|failure|blip|surge);
    (new|another|different)
      (router|switch|firewall|isp|provider|carrier|modem|internet|certificate|server|phone|trunk|provider
      |hire); last change; thunderstorm; lightning; move to (a|the) new; moved to; inherited;
    (wir|sie|man|der|die|das|haben|wurde|worden) …
      (ausgetauscht|gewechselt|umgezogen|umgestellt|geandert|aktualisiert|eingebaut|installiert|getauscht
      |erneuert|upgedatet|moved); (neue[rsnm]?) (router|switch|firewall|anschluss|provider|server|modem);
    gewitter; stromausfall; update; umzug;
    (ont|a|avons|on a) … (change*|remplace*|installe*|deplace*|mis a jour|donne|migre*);
    nouve(au|lle) (routeur|fournisseur|serie|commutateur|pare-feu|numero*);
    panne (de courant|d'electricite); mise a jour; partie avec;
    (cambi(aron|amos|o)|instal(aron|amos|o)|reemplaz*|actualiz*|movi(eron|mos)|migr(aron|amos|o));
    (nuevo|nueva) (router|firewall|proveedor|switch|enlace|servidor); (apagon|corte de luz|tormenta);
    (troc(aram|amos|ou)|instal(aram|amos|ou)|mud(aram|amos|ou)|atualiz*|migr(aram|ou));
    (novo|nova) (roteador|firewall|provedor|switch|link); queda de energia;
    (was|were|worked|been) (fine|ok|okay|good|perfect*|working|clean|all right)? ?(until|till|before)
      (then|that|the|we|they|last|yesterday|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday
      |about);
    (move|migration|upgrade|update|cut-?over|renovation|remodel*|construction|maintenance( window)?|power
      (cut|work|outage)|storm|flood|lightning|refit|rewiring|decorators?|painters?)
      (on|last|this|yesterday|was|happened|over|that|at|in|was on|came|went);
    the day (after|before|that|we|they); went live;
    (got|have|has|had) (a )?new (\w+
      )?(router|switch|firewall|modem|line|internet|isp|server|phones?|system|number|numbers|office
      |building|it); brand new; just (bought|moved|opened|put|got|had|changed|switched);
    (hired|retired|left the company); ported (\w+ )?(to|from|over|on);
    (started|happened|began) (right |just )?(after|when|with|the day); recently;
    (seit|nach) (dem|der|einem|einer) …
      (update|umzug|wechsel|tausch|gewitter|stromausfall|umstellung|neustart|wartung);
    (depuis|apres) (le|la|un|une) … (demenagement|changement|mise a
      jour|panne|orage|remplacement|coupure);
    (desde|despues de|tras) (el|la|un|una|que) …
      (cambio*|actualizacion|mudanza|corte|apagon|tormenta|instal*|migr*);
    (desde|depois d[ao]|apos) … (troca|mudanca|atualizacao|queda|chuva|instal*|migr*);
    (gestern|heute|vorgestern|am \w+|letzte\w* \w+) …
      (getauscht|gewechselt|umgestellt|erneuert|installiert|umgezogen|eingebaut|geandert)
    """
)
_TRIED = Phrases(r"""
    passwords?; no change; no difference;
    (problem|fault|issue|trouble|it) (\w+ )?(stay*|remain*|persist*|follow*); same (result|thing|message);
    made no; didn't help; still; to (test|rule out|be on the safe side);
    i (also )?(swapped|changed|replaced|tried); we (also )?(swapped|tried); also swapped; backup*
    """)


def _read(case: Case, _category: Category) -> Finding | None:
    told = read(case.message).told
    found = first("changed", told, _NOTHING, 0.9) or first(
        "changed", told, _SOMETHING, 0.75, lambda one: not _is_other(one)
    )
    if found:
        return found
    best = max((one for one in told if one.region is not Region.SUBJECT), key=_chance, default=None)
    return from_sentence("changed", best, LESS * _chance(best)) if best and _chance(best) >= LIKELY else None


LIKELY = 0.75
OTHERWISE = 0.7
LESS = 0.8
"""What only the model reads is less certain than a phrase."""


def _is_step(sentence: Sentence) -> bool:
    """Return whether the change was a step of looking for the fault."""
    chances = likelihood(sentence.text, Label.TRIED), likelihood(sentence.text, Label.CHANGED)
    return _TRIED.within(sentence.folded) or (chances[0] >= DOUBT and chances[0] > chances[1])


_NOT_BEFORE = Phrases(r"""
    (need*|want*|buy|order|get|getting|quote) … (a |an |some |another )?(new|different); would; before the
      (upgrade|move|migration|update|weekend|change); (will|going to) (be )?(\w+ )?(move|upgrad|chang|replac|migrat)*;
    (brauch*|mochte*|bestell*) … neue*; vor (dem|der) (umzug|update|umstellung);
    (besoin|veut|veulent|voulons|commander) … nouve*; avant (le|la) (mise a jour|demenagement|migration);
    (necesit*|quier*|comprar|pedir) … nuev*; antes (de|del) (la )?(actualizacion|mudanza|migracion|cambio);
    (precis*|quer*|comprar) … nov[oa]s?; antes da (atualizacao|mudanca|migracao|troca)
    """)
"""What is wanted or to come has changed nothing yet."""


def _is_other(sentence: Sentence) -> bool:
    """Return whether the sentence is about a wish, the future, another trouble that is over, or the writer's dealer."""
    return (
        imagined(sentence)
        or _is_step(sentence)
        or _NOT_BEFORE.within(sentence.folded)
        or (
            tells(sentence.text, Label.OVER, Label.ENDUSER, Label.FEATURE, at=OTHERWISE)
            and not tells(sentence.text, Label.CHANGED, at=DOUBT)
        )
    )


def _chance(sentence: Sentence) -> float:
    """Return how probable it is that the sentence tells a change, by the model alone."""
    if _is_other(sentence) or tells(sentence.text, Label.NOISE, Label.LICENCE, at=DOUBT):
        return 0.0
    return likelihood(sentence.text, Label.CHANGED)


def _why(finding: Finding) -> str:
    folded = fold(finding.words)
    return "" if _NOTHING.within(folded) or _SOMETHING.within(folded) else because(finding.words, Label.CHANGED)


DIAGNOSTIC = Diagnostic(
    key="changed",
    level="L1",
    place=63,
    meaning="what changed before, or that nothing did",
    question="What changed before it began (network, carrier, software, hardware, power)?",
    short="What changed before?",
    wanted=FAULTS,
    read_in=TROUBLE,
    labels=(
        "(what )?(has )?change[sd]?( recently| before)?",
        "recent changes?",
        "anderung(en)?",
        "changements?",
        "cambios?",
        "mudancas?",
    ),
    read=_read,
    why=_why,
)
