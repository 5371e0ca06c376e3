"""A cry for help that needs no language: "SOS", or an emergency number, where nothing else can be read. Pure."""

from __future__ import annotations

import re

from deskbot.triage.emergency_numbers import cries_number
from deskbot.triage.sentences import Reading, Sentence

_SOS = re.compile(r"(?<![\w-])(?:SOS|S\.O\.S\.?|MAYDAY)(?![\w-])")
"""In capitals: the letters occur in names, too, and these are followed by a word that is theirs."""
_SOS_IN_NAME = re.compile(r"SOS[ -](?:[A-Z][a-z]|GmbH|Inc|Ltd|SA\b|Srl)")
MOST_WORDS = 12
"""Of a message in no language; a longer one says more than its cry."""


def cry(reading: Reading) -> Sentence | None:
    """Return the first sentence that cries for help in a way that everybody understands."""
    return reading.first(lambda one: sos(one) or cries_number(one))


def bare_cry(reading: Reading) -> Sentence | None:
    """Return the cry of a message that says hardly anything else."""
    if reading.words > MOST_WORDS:
        return reading.first(sos)
    return cry(reading)


def sos(sentence: Sentence) -> bool:
    """Return whether somebody writes SOS, and no name that begins so."""
    return bool(_SOS.search(sentence.text)) and not _SOS_IN_NAME.search(sentence.text)
