"""A cry for help that needs no language: "SOS", or an emergency number, where nothing else can be read. Pure."""

from __future__ import annotations

import re

from deskbot.triage.sentences import Reading, Sentence

_SOS = re.compile(r"(?<![\w-])(?:SOS|S\.O\.S\.?|MAYDAY)(?![\w-])")
"""In capitals: the letters occur in names, too, and these are followed by a word that is theirs."""
_SOS_IN_NAME = re.compile(r"SOS[ -](?:[A-Z][a-z]|GmbH|Inc|Ltd|SA\b|Srl)")
_NUMBER = re.compile(r"(?<![\w.,:/+-])(?:e-?911|911|112|999)(?![\w/]|[.,:-]\w)")
_NO_CALL_BEFORE = re.compile(
    r"(?:\d|[#$\u20ac\u00a3]|\b(?:ext\w{0,8}|interno|interni|int|toestel|toestelnummer|anknytning|lokal\w{0,8}|klapka|linka|"
    r"wewn\w{0,10}|dahili|mellek|alanumero|internal|interior|room|stanza|camera|kamer|rum|pokoj|oda|szoba|huone|via|"
    r"serie|\u0434\u043e\u0431|\u0432\u043d\u0443\u0442\u0440\w{0,10}|вн|εσωτερικο))[.:]?\s?$"
)
_COUNTED = re.compile(
    r"^\s?(?:%|\d|euro?s?\b|eur\b|usd\b|kr\b|zl\b|phones?\b|telefo\w*|toestel\w*|apparat\w*|users?\b|utent\w*|uzytkown\w*|"
    r"gebruiker\w*|anvandar\w*|bruger\w*|bruker\w*|puhelin\w*|kayttaj\w*|felhasznalo\w*|kullanici\w*|intern\w*|linee\b|"
    r"телефон\w*|τηλεφων\w*|台|대)"
)
MOST_WORDS = 12
"""Of a message in no language; a longer one says more than its cry."""


def cry(reading: Reading) -> Sentence | None:
    """Return the first sentence that cries for help in a way that everybody understands."""
    return next((one for one in reading.told if sos(one) or _calls_emergency(one)), None)


def bare_cry(reading: Reading) -> Sentence | None:
    """Return the cry of a message that says hardly anything else."""
    if sum(len(one.text.split()) for one in reading.told) > MOST_WORDS:
        return next((one for one in reading.told if sos(one)), None)
    return cry(reading)


def sos(sentence: Sentence) -> bool:
    """Return whether somebody writes SOS, and no name that begins so."""
    return bool(_SOS.search(sentence.text)) and not _SOS_IN_NAME.search(sentence.text)


def _calls_emergency(sentence: Sentence) -> bool:
    """Return whether an emergency number stands there, and neither an extension nor a count."""
    folded = sentence.folded
    return any(
        not _NO_CALL_BEFORE.search(folded[max(0, found.start() - 24) : found.start()])
        and not _COUNTED.match(folded[found.end() : found.end() + 24])
        for found in _NUMBER.finditer(folded)
    )
