"""A set of playbooks, prepared for comparing: which phrase holds which term, and how much each term tells."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from deskbot.triage.matching_words import Word, words
from deskbot.triage.playbooks import Playbook, PlaybookSet

ONLY_IN_EXAMPLES = 0.3
"""Examples are whole sentences: a word that no title and no symptom has ("morning", "desk") tells less."""
PAIR = 0.5
"""Two neighbouring words, over what the two tell by themselves."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How one kind of phrase counts."""

    whole: float
    """What a full hit is worth."""
    missed: float
    """How much a word of the phrase that the sentence lacks takes away."""
    extra: float
    """How much a word of the sentence that the phrase lacks takes away."""


TITLE = Weight(whole=0.9, missed=1.0, extra=0.06)
SYMPTOM = Weight(whole=1.0, missed=1.0, extra=0.06)
EXAMPLE = Weight(whole=1.0, missed=0.4, extra=0.35)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A title, a symptom or an example."""

    place: int
    """The playbook's place in the set."""
    weight: Weight
    terms: frozenset[str]
    total: float
    """What its terms weigh together."""


@dataclass(frozen=True, slots=True)
class Index:
    """A set of playbooks, prepared."""

    playbooks: tuple[Playbook, ...]
    tells: dict[str, float]
    """Term → how much it tells: the fewer playbooks say it, the more."""
    telling: frozenset[str]
    """The words of titles and symptoms."""
    spelled: dict[str, tuple[str, ...]]
    """First letter → telling words, for mending typing errors."""
    phrases: tuple[Phrase, ...]
    postings: dict[str, tuple[int, ...]]
    """Term → the phrases that hold it."""
    excluded: tuple[tuple[tuple[str, ...], ...], ...]
    """For each playbook, the stems of the phrases that rule it out."""
    profiles: tuple[dict[str, float], ...]
    """What each playbook talks about as a whole; the squares of the weights add up to 1."""


def terms(unit: Sequence[str]) -> frozenset[str]:
    """Return the stems of a sentence and its pairs of neighbours."""
    return frozenset((*unit, *(f"{one} {other}" for one, other in pairwise(unit))))


def stems(unit: Iterable[Word]) -> list[str]:
    """Return the stems of words."""
    return [word.stem for word in unit]


@lru_cache(maxsize=4)
def index(playbooks: PlaybookSet) -> Index:
    """Prepare a set of playbooks; done once for each set, as they change only with a restart."""
    texts = [
        (place, weight, terms(stems(words(text))))
        for place, playbook in enumerate(playbooks.playbooks)
        for weight, kind in ((TITLE, (playbook.title,)), (SYMPTOM, playbook.symptoms), (EXAMPLE, playbook.examples))
        for text in kind
    ]
    telling = frozenset(term for _, weight, said in texts if weight is not EXAMPLE for term in said)
    tells = _tells(texts, telling, len(playbooks.playbooks))
    phrases = tuple(
        Phrase(place, weight, said, sum(tells[term] for term in sorted(said))) for place, weight, said in texts
    )
    return Index(
        playbooks=playbooks.playbooks,
        tells=tells,
        telling=telling,
        spelled=_spelled(telling),
        phrases=phrases,
        postings=_postings(phrases),
        excluded=tuple(tuple(tuple(stems(words(text))) for text in one.excluded) for one in playbooks.playbooks),
        profiles=tuple(_profile(place, phrases, tells) for place in range(len(playbooks.playbooks))),
    )


def _tells(texts: list[tuple[int, Weight, frozenset[str]]], telling: frozenset[str], count: int) -> dict[str, float]:
    said_by: dict[str, set[int]] = {}
    for place, _, said in texts:
        for term in said:
            said_by.setdefault(term, set()).add(place)
    return {
        term: math.log(1 + count / len(places))
        * (PAIR if " " in term else 1.0)
        * (1.0 if term in telling else ONLY_IN_EXAMPLES)
        for term, places in said_by.items()
    }


def _spelled(telling: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for term in sorted(telling):
        if term.isalpha():
            found.setdefault(term[0], []).append(term)
    return {letter: tuple(known) for letter, known in found.items()}


def _postings(phrases: tuple[Phrase, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases):
        for term in phrase.terms:
            found.setdefault(term, []).append(number)
    return {term: tuple(numbers) for term, numbers in found.items()}


def _profile(place: int, phrases: tuple[Phrase, ...], tells: dict[str, float]) -> dict[str, float]:
    counts = Counter(
        term for phrase in phrases if phrase.place == place for term in sorted(phrase.terms) if " " not in term
    )
    weights = {term: tells[term] * (1 + math.log(count)) for term, count in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}
