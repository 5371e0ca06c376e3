"""The number that reaches the reporter."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, Diagnostic
from deskbot.triage.numbers import PHONE, first_phone, is_phone
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Region, Sentence, read

_MINE = Phrases(
    """
    (call|ring|phone|reach|text|catch|get|tell|buzz) (me|us);
    (my|our) (cell*|mobile|number|direct|desk|phone|line); me on; i'm on; im on; i am on; on my;
    i can be reached; i'm at; im at; i am at; call ?back( number)?( is)?; best number;
    (cell|mobile|direct|this number); on this number; reachable; call( me)? back; ich bin; erreich*;
    ruckruf*; handy; mobil; moi; mon (cell*|numero|portable); me rejoindre; rappel*; joindre;
    mi (cel*|numero|movil); me (pueden|puede|encuentran); llam(ar|e|en)me; celular; meu (cel*|numero);
    me lig*; shout; give … a (call|ring|shout|bell|buzz); number (is|to|for); reach; if you need me;
    on the road; contact me; (please )?(call|ring|phone); anruf*; zuruck*; tel; contactar*; comunicar*;
    ligar; chamar; appele*; retour d'appel
    """
)
_OTHERS = Phrases(
    r"""
    fax; f; telefax; emergency( line)?; 24/7; 24-hour; notdienst; toll.?free; hotline; dialed; dialled;
    dialing; calling; called; calls? (to|from); to; from; did; dids; trunk; circuit; ticket; case; ref;
    main (number|line); invoice; order; carrier; provider; telco;
    (his|her|their|its|customer's|client's|site|store|shop|hotel|school|clinic|patient) (\w+
      )?(cell*|mobile|number|phone|line|desk|direct); site contact; contact on site; not (the|my);
    instead of; ->; serial; s/n; host; carrier's; support line; from .{1,20} to
    """
)
_OWN_LABEL = Phrases(r"""
    m; c; t; p; d; o; ph; phone; tel; tel\.; telefon; telefono; telephone; mobile; mob; cell; cel; direct;
    desk; office; direkt; durchwahl; handy; mobil; whatsapp; bureau; fixo
    """)
_ENTRY = 0.6
NEAR = 45
LABEL_LENGTH = 12
_MINE_LABEL = Phrases(
    """
    (cell*|mobile|mob|handy|mobil|direct|desk|office|movil|celular|portable|cellulaire)( is| no|
      number|:)?
    """
)
_ME = Phrases(
    """
    me; my; i; i'm; i'll; us; ich; mich; mir; uns; moi; je; nous; me; mi; yo; eu; mim; at this number;
    this number; shop; phone is
    """
)
_CALLS_LISTED = Phrases(
    """
    calls; called; dial*; caller; did; dids; test*; rings?; busy; fail*; fax; appels; llamadas;
    anruf* von; ligac*
    """
)
_THEIRS = Phrases(r"""
    (his|her|their|customer's|client's|site|main|fax) (\w+ ){0,2}(cell*|mobile|number|phone|line|is); fax;
    dial*; called; not the; sein\w*; ihr\w*; su (celular|numero)
    """)


def _weight(sentence: Sentence, start: int, end: int) -> float:
    """Return how sure it is that the number in the sentence is the reporter's own."""
    before, after = sentence.folded[max(0, start - NEAR) : start], sentence.folded[end : end + 30]
    # What stands nearest decides: "office 806 555 0119   fax 806 555 0120".
    label = before.replace("|", " ").rstrip(" :.-=").rsplit("  ", 1)[-1].rsplit(",", 1)[-1].split(" / ")[-1]
    last = label.split()[-1] if label.split() else ""
    if sentence.region is Region.SIGNATURE:
        if _OTHERS.within(last) or (_OTHERS.within(label) and not _OWN_LABEL.within(last)):
            return 0.0
        return 0.9 if _OWN_LABEL.within(last) or "direct" in after else 0.8
    near = " ".join(before.split()[-5:])
    mine = _MINE.find(before)
    if _OTHERS.within(near) and not (mine and not _THEIRS.within(near)):
        return 0.0
    if start <= LABEL_LENGTH and _OWN_LABEL.within(before) and not _OTHERS.within(before):
        return 0.8
    if _MINE_LABEL.within(label.split("  ")[-1][-14:]) and not _THEIRS.within(near):
        return 0.85
    if _ME.within(sentence.folded) and not _CALLS_LISTED.within(sentence.folded):
        return 0.7
    return (
        0.95
        if mine or after.strip().lstrip(",. -(").startswith(("that's my", "thats my", "is me", "is my", "direct"))
        else 0.0
    )


def _read(case: Case, _category: Category) -> Finding | None:
    best: tuple[float, str, str] = (0.0, "", "")
    for sentence in read(case.message).sentences:
        if sentence.region not in (Region.BODY, Region.SIGNATURE):
            continue
        for found in PHONE.finditer(sentence.text):
            weight = _weight(sentence, found.start(), found.end()) if is_phone(found.group()) else 0.0
            if weight > best[0]:
                best = (weight, found.group(), sentence.text)
    return Finding("callback", best[1], best[2], best[0]) if best[0] > _ENTRY else None


DIAGNOSTIC = Diagnostic(
    key="callback",
    level="L1",
    place=10,
    meaning="phone number to reach the reporter",
    question="On which phone number do we reach you?",
    short="Your call-back number?",
    required=FAULTS,
    wanted=frozenset({Category.RMA, Category.LICENCE}),
    labels=(
        "(call ?back|contact|phone|my)( phone)?( (number|no))?",
        "(call ?back|reach me( on| at)?)",
        "ruckruf(nummer)?",
        "numero de (rappel|contacto|retorno)",
        "telefono de contacto",
        "telefone (de|para) (contato|retorno)",
    ),
    shape=first_phone,
    read=_read,
)
