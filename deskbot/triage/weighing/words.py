"""All that a message tells as numbers: the words and meanings of its sentences, each counted once."""

from __future__ import annotations

import numpy as np

from deskbot.triage.reading.features import Features, each_once, features
from deskbot.triage.reading.lexicon import Lexicon
from deskbot.triage.sentences import Reading

MOST_SENTENCES = 60
"""Sentences that are looked at; who writes more has said it by then."""


def pooled(reading: Reading, known: Lexicon) -> Features:
    """Return the words, runs of letters and meanings of the subject and the bodies."""
    found = [features(sentence.text, known) for sentence in reading.told[:MOST_SENTENCES]]
    nothing = np.zeros(0, dtype=np.int64)
    return Features(
        each_once(np.concatenate([one.surface for one in found] or [nothing])),
        each_once(np.concatenate([one.meaning for one in found] or [nothing])),
    )
