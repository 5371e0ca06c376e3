"""Findings that are read from sentences: which phrase, in which sentence, how sure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from deskbot.model.case import Finding
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Sentence

LONGEST = 300
"""Characters of a sentence that are kept as a value."""


def from_sentence(key: str, sentence: Sentence, confidence: float) -> Finding:
    """Return a finding whose value is the sentence that tells it."""
    words = sentence.text[:LONGEST]
    return Finding(key, words, words, confidence)


def first(
    key: str,
    sentences: Iterable[Sentence],
    phrases: Phrases,
    confidence: float,
    when: Callable[[Sentence], bool] = lambda _sentence: True,
) -> Finding | None:
    """Return a finding from the first sentence with such a phrase, where `when` agrees."""
    for sentence in sentences:
        if phrases.within(sentence.folded) and when(sentence):
            return from_sentence(key, sentence, confidence)
    return None
