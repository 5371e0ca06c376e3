"""Findings that are read from sentences: which phrase, in which sentence, how sure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter

from deskbot.model.case import Finding
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Sentence

LONGEST = 300
"""Characters of a sentence that are kept as a value."""
LESS = 0.8
"""What only the reader of sentences reads is less certain than a phrase."""
SUREST = 0.95


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
    return where(key, sentences, lambda sentence: phrases.within(sentence.folded) and when(sentence), confidence)


def where(
    key: str, sentences: Iterable[Sentence], look: Callable[[Sentence], bool], confidence: float
) -> Finding | None:
    """Return a finding from the first sentence of which it is so."""
    found = next((sentence for sentence in sentences if look(sentence)), None)
    return from_sentence(key, found, confidence) if found else None


def heaviest(key: str, sentences: Iterable[Sentence], weight: Callable[[Sentence], float]) -> Finding | None:
    """Return a finding from the sentence of the greatest weight, as sure as that; None where none has any."""
    best = max(sentences, key=weight, default=None)
    return from_sentence(key, best, weight(best)) if best and weight(best) else None


def likeliest(
    key: str, sentences: Iterable[Sentence], chance: Callable[[Sentence], float], enough: float
) -> Finding | None:
    """Return a finding from the sentence that the reader of sentences most surely takes for it, if surely enough."""
    best = max(sentences, key=chance, default=None)
    return from_sentence(key, best, LESS * chance(best)) if best and chance(best) >= enough else None


def surest(
    key: str, sentences: Iterable[Sentence], candidates: Callable[[Sentence], Iterable[tuple[float, str]]]
) -> Finding | None:
    """Return a finding of the value that is most surely meant, the first of equals."""
    found = ((weight, value, one.text) for one in sentences for weight, value in candidates(one))
    weight, value, words = max(found, key=itemgetter(0), default=(0.0, "", ""))
    return Finding(key, value, words, min(weight, SUREST)) if value else None
