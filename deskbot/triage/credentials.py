"""Which words of a message only give credentials: they let the desk in, and tell nothing of what it is about. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from deskbot.access.confidential import masked
from deskbot.access.masking.signs import MASK
from deskbot.model.message import Inbound
from deskbot.triage.folding import fold
from deskbot.triage.fraud import signs_of_fraud
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, tells
from deskbot.triage.sentences import Reading, Region, Sentence, read
from deskbot.triage.symptoms import in_words

_CLAUSE = re.compile(
    r"[,;|/]\s+|\s[-\u2013\u2014]\s|\s(?:and|und|sowie|y|et|e|ou)\s(?=.{0,80}\[masked\])", re.IGNORECASE
)
"""Where a sentence may go on with something else."""
_NAMES = Phrases(
    r"""
    \w*pass ?-?words?; pass ?codes?; pwd; creds; credentials?; log-?ins?; user ?-?names?; user ?-?ids?; users?;
    accounts?; secrets?; pins?; codes?; portal\w*; vpn; \w*passwort\w*; \w*kennwort\w*; zugang\w*; benutzer\w*;
    anmelde\w*; mots? de passe; mdp; identifiants?; acces; utilisateur; compte; contrasenas?; claves?; credenciales;
    usuario;
    acceso; cuenta; senhas?; palavras?.passe; credenciais; utilizador; acesso; conta; to (get|log) in
    """
)
"""What credentials are called, and what they open."""
_KEYS = Phrases("licen[cs]*; lizenz*; activat*; freischalt*; activac*; ativac*; licenc*")
"""A key of a licence is what a message may be about."""
_WANTED = Phrases(
    r"""
    reset*; chang(e|ed|ing); set (it|the|my|our|his|her|their|a|up); create*; renew*; unlock*; lock(ed)?;
    re-?activat*;
    disabl*; forgot*; lost; expire*; new (login|password|account|user); need; want; request*; leak*; stolen; guess*;
    hack*; zurucksetz*; zuruckgesetzt; ander(n|e|t)?; geandert; anleg*; angelegt; entsperr*; gesperrt; sperr*;
    vergessen; abgelaufen; brauch*; benotig*; gestohlen; reinitialis*; changer; changez; creer; creez; debloqu*;
    bloque*; oublie*;
    perdu; besoin; vole*; restablec*; cambi(ar|en|e|o|amos); crear; creen; desbloque*; olvid*; perdi*; necesit*;
    rob(aron|ad[oa]); redefin*; troc(ar|ou|amos); alter(ar|ou|amos); criar; criem; esquec*; precis*;
    roub(aram|ad[oa])
    """
)
"""What is done to credentials, or what befell them: then the message is about them."""


_CARDS = Phrases(
    "c(vv|vc|sc)2?; (credit ?)?cards?; (kredit)?karten?; carte (bancaire|bleue)?; tarjetas?; cartao; cartoes; iban"
)
_TITLE = 6
"""Words at most of a clause that only names what the next one opens: "portal user admin"."""
_LINE = 4
"""So short a line with a secret is one of a list of them, whatever it calls them; with more words behind the secret it
is a story."""
REMEMBERED = 4096


def read_without_credentials(message: Inbound) -> Reading:
    """Return a message as sentences, without what only gives credentials."""
    return without_credentials(read(message))


def without_credentials(reading: Reading) -> Reading:
    """Return a message without what only gives credentials; the same where it gives none."""
    return _without(reading.sentences, reading) if any(_may_give(one) for one in reading.told) else reading


@lru_cache(maxsize=16)
def _without(sentences: tuple[Sentence, ...], reading: Reading) -> Reading:
    cut = [_cut(one) if one.told else one for one in sentences]
    gone = {place for place, one in enumerate(cut) if one is None}
    # Whatever leads to a line of credentials, or goes on from one, belongs to it: "User name: admin".
    for order in (range(len(cut)), reversed(range(len(cut)))):
        for place in order:
            if {place - 1, place + 1} & gone and sentences[place].told and _only_leads(sentences[place]):
                gone.add(place)
    kept = tuple(one for place, one in enumerate(cut) if one is not None and place not in gone)
    subject = "" if any(sentences[place].region is Region.SUBJECT for place in gone) else reading.subject
    return replace(reading, subject=subject, sentences=kept)


def _may_give(sentence: Sentence) -> bool:
    return MASK in _masked(sentence.text)


@lru_cache(maxsize=REMEMBERED)
def _masked(text: str) -> str:
    return masked(text)


def _cut(sentence: Sentence) -> Sentence | None:
    """Return the sentence less its clauses that only give credentials; None where nothing is left of it."""
    text = _masked(sentence.text)
    if MASK not in text or _is_about(sentence, text):
        return sentence
    clauses = [one.strip() for one in _CLAUSE.split(text)]
    places = [place for place, one in enumerate(clauses) if _gives(one)]
    if places[0] > 0 and places[-1] < len(clauses) - 1:
        return sentence  # in the midst of a story it is a part of it: "he got in with PIN 1234 and dialled out"
    rest = ", ".join(one for place, one in enumerate(clauses) if not places[0] <= place <= places[-1])
    return replace(sentence, text=rest, folded=fold(rest)) if any(map(str.isalpha, rest)) else None


def _gives(clause: str) -> bool:
    """Return whether a clause holds a secret, or only names what one opens."""
    names = _NAMES.within(fold(clause)) and len(clause.split()) <= _TITLE
    return MASK in clause or (names and not tells(clause, Label.TROUBLE, at=DOUBT))


def _is_about(sentence: Sentence, text: str) -> bool:
    """Return whether a sentence with a secret in it asks something, or tells what befell it."""
    whole = replace(sentence, text=text, folded=fold(text))
    clauses = [fold(one) for one in _CLAUSE.split(text) if _gives(one)]
    return (
        text.rstrip().endswith("?")
        or (len(text.split()) > _LINE and not (_NAMES.within(whole.folded) or _CARDS.within(whole.folded)))
        or _KEYS.within(whole.folded)
        or any(_WANTED.within(one) or in_words(one) for one in clauses)
        or any(len(one.rpartition(MASK)[2].split()) > _LINE for one in _CLAUSE.split(text) if MASK in one)
        or bool(signs_of_fraud(Reading("", (whole,), ())))
        or (not _FORM.search(text) and tells(text, Label.FRAUD))
    )


_FORM = re.compile(r"[:=/]\s?\S{0,3}\[masked\]")
"""A line of a form is no sentence, whatever it reads like."""
_LEADS = re.compile(r":\s{0,3}$|^[^:.?!]{1,40}\s?[:=]\s|\b(?:is|ist|es|est|e|lautet)\b")


def _only_leads(sentence: Sentence) -> bool:
    """Return whether a sentence is the heading of credentials, or gives the harmless half of them."""
    return (
        _NAMES.within(sentence.folded)
        and bool(_LEADS.search(sentence.folded))
        and not sentence.asks
        and not _WANTED.within(sentence.folded)
        and not in_words(sentence.folded)
        and not tells(sentence.text, Label.TROUBLE, at=DOUBT)
    )
