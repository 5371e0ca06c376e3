"""A set of playbooks, prepared for comparing: which phrase holds which term, and how much each term tells."""

from __future__ import annotations

import math
import operator
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from deskbot.triage.matching_chatter import CHATTER
from deskbot.triage.matching_elsewhere import elsewhere
from deskbot.triage.matching_learner import Learner, learn
from deskbot.triage.matching_words import Word, words
from deskbot.triage.playbooks import Playbook, PlaybookSet

ONLY_IN_EXAMPLES = 0.3
"""Examples are whole sentences: a word that no title and no symptom has ("morning", "desk") tells less."""
PAIR = 0.5
"""Two neighbouring words, over what the two tell by themselves."""
STRANGER = 6.0
"""What a word that no playbook knows adds to the square of a message's length."""
NOBODY = "~"
"""The class of sentences that tell of no issue."""
SMALL = 1e-9


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


Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Every title, symptom and example, in the order of their playbooks."""

    starts: Places
    """The place of each playbook's first phrase."""
    totals: Floats
    """What the terms of each weigh together."""
    whole: Floats
    missed: Floats
    extra: Floats
    terms: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Profiles:
    """What each playbook talks about as a whole: a column of weights of length 1 for each."""

    holders: Mapping[str, Places]
    """Term → the playbooks that say it."""
    weights: Mapping[str, Floats]
    tells: Mapping[str, float]
    count: int

    def likeness(self, counts: Mapping[str, int]) -> Floats:
        """Return how near a message is to each playbook (cosine): its terms, and how often it has each.

        A word that no playbook knows counts as well, or else one shared word would make a short message a match.
        """
        found = np.zeros(self.count)
        squares = STRANGER * sum(1 for term in counts if term not in self.tells and " " not in term)
        for term in sorted(counts):
            tells = self.tells.get(term)
            if tells is not None:
                weight = tells * (1 + math.log(counts[term]))
                squares += weight * weight
                found[self.holders[term]] += weight * self.weights[term]
        return found / math.sqrt(squares) if squares else found


@dataclass(frozen=True, slots=True)
class Index:
    """A set of playbooks, prepared."""

    playbooks: tuple[Playbook, ...]
    """The set's own, then the topics that stand beside them."""
    tells: dict[str, float]
    """Term → how much it tells: the fewer playbooks say it, the more."""
    spelled: dict[str, tuple[str, ...]]
    """First letter → telling words, those of titles and symptoms, for mending typing errors."""
    phrases: Phrases
    postings: dict[str, Places]
    """Term → the phrases that hold it."""
    excluded: tuple[tuple[tuple[str, ...], ...], ...]
    """For each playbook, the stems of the phrases that rule it out."""
    topics: Profiles
    """What titles, symptoms and examples talk about."""
    told: Profiles
    """The same, by how few playbooks use a term anywhere, pairs of words as well."""
    notes: Profiles
    """What resolutions and desk notes talk about: the field's words for causes, checks and displays."""
    learner: Learner
    order: Places
    """For each playbook, its class in the learner."""


def terms(unit: Sequence[str]) -> frozenset[str]:
    """Return the stems of a sentence and its pairs of neighbours."""
    return frozenset((*unit, *(f"{one} {other}" for one, other in pairwise(unit))))


def stems(unit: Iterable[Word]) -> list[str]:
    """Return the stems of words."""
    return [word.stem for word in unit]


def said_often(units: Iterable[Sequence[Word]], denied: Container[str] | None = None) -> Counter[str]:
    """Return how often sentences say each stem and each pair of neighbours.

    Args:
        units: the sentences.
        denied: words that some playbook denies; another denied word is taken for not said. None takes all.
    """
    found: Counter[str] = Counter()
    for unit in units:
        said = [word.affirmed for word in unit if denied is None or word.stem == word.affirmed or word.stem in denied]
        found.update(said)
        found.update(f"{one} {other}" for one, other in pairwise(said))
    return found


_PREPARED: list[tuple[PlaybookSet, Index]] = []
"""The latest sets, known first by being the same object: to compare a thousand playbooks each time takes too long."""
MOST_PREPARED = 3


def index(playbooks: PlaybookSet) -> Index:
    """Return a set of playbooks, prepared; done once for each set, and not again for one that says the same."""
    prepared_sets = tuple(_PREPARED)
    for same in (operator.is_, operator.eq):
        for known, prepared in prepared_sets:
            if same(known, playbooks):
                return prepared
    prepared = prepare(playbooks)
    _PREPARED.append((playbooks, prepared))
    del _PREPARED[:-MOST_PREPARED]
    return prepared


def prepare(playbooks: PlaybookSet) -> Index:
    """Prepare a set of playbooks."""
    books = (*playbooks.playbooks, *elsewhere(playbooks.playbooks))
    read = [[(weight, words(text), text) for weight, text in _own(book)] for book in books]
    texts = [(place, weight, terms(stems(said))) for place, one in enumerate(read) for weight, said, _ in one]
    telling = frozenset(term for _, weight, said in texts if weight is not EXAMPLE for term in said)
    tells = _tells(texts, telling, len(books))
    own = [said_often(said for _, said, _ in one) for one in read]
    notes = [said_often([words(book.resolution), words(book.desk_notes)]) for book in books]
    known = Counter(term for one, other in zip(own, notes, strict=True) for term in one.keys() | other.keys())
    rare = {term: math.log(len(books) / held) * (PAIR if " " in term else 1.0) for term, held in known.items()}
    learner = learn(learnt_from(books), playbooks.vectors)
    return Index(
        playbooks=books,
        tells=tells,
        spelled=_spelled(telling),
        phrases=_phrases(texts, tells, len(books)),
        postings=_postings(texts),
        excluded=tuple(tuple(tuple(stems(words(text))) for text in one.excluded) for one in books),
        topics=_profiles(_topics(texts, len(books)), tells),
        told=_profiles(own, rare),
        notes=_profiles(notes, rare),
        learner=learner,
        order=np.array([learner.classes.index(book.id) for book in books], dtype=np.int64),
    )


def learnt_from(books: Sequence[Playbook]) -> list[tuple[str, str]]:
    """Return the texts of playbooks with their ids, and chatter that belongs to none."""
    examples = [(text, book.id) for book in books for _, text in _own(book)]
    return [*examples, *((line, NOBODY) for line in CHATTER)] if examples else []


def _own(book: Playbook) -> list[tuple[Weight, str]]:
    return [
        (TITLE, book.title),
        *((SYMPTOM, text) for text in book.symptoms),
        *((EXAMPLE, text) for text in book.examples),
    ]


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


def _phrases(texts: list[tuple[int, Weight, frozenset[str]]], tells: dict[str, float], count: int) -> Phrases:
    places = np.array([place for place, _, _ in texts], dtype=np.int64)
    return Phrases(
        starts=np.searchsorted(places, np.arange(count)).astype(np.int64),
        totals=np.array([sum(tells[term] for term in sorted(said)) for _, _, said in texts]),
        whole=np.array([weight.whole for _, weight, _ in texts]),
        missed=np.array([weight.missed for _, weight, _ in texts]),
        extra=np.array([weight.extra for _, weight, _ in texts]),
        terms=tuple(said for _, _, said in texts),
    )


def _postings(texts: list[tuple[int, Weight, frozenset[str]]]) -> dict[str, Places]:
    found: dict[str, list[int]] = {}
    for number, (_, _, said) in enumerate(texts):
        for term in said:
            found.setdefault(term, []).append(number)
    return {term: np.array(numbers, dtype=np.int64) for term, numbers in found.items()}


def _topics(texts: list[tuple[int, Weight, frozenset[str]]], count: int) -> list[Counter[str]]:
    found = [Counter[str]() for _ in range(count)]
    for place, _, said in texts:
        found[place].update(term for term in said if " " not in term)
    return found


def _profiles(counts: Sequence[Mapping[str, int]], tells: Mapping[str, float]) -> Profiles:
    holders: dict[str, list[int]] = {}
    weights: dict[str, list[float]] = {}
    for place, said in enumerate(counts):
        scaled = {term: tells[term] * (1 + math.log(said[term])) for term in sorted(said) if tells[term] > SMALL}
        length = math.sqrt(sum(weight * weight for weight in scaled.values())) or 1.0
        for term, weight in scaled.items():
            holders.setdefault(term, []).append(place)
            weights.setdefault(term, []).append(weight / length)
    return Profiles(
        holders={term: np.array(places, dtype=np.int64) for term, places in holders.items()},
        weights={term: np.array(these) for term, these in weights.items()},
        tells={term: tells[term] for term in holders},
        count=len(counts),
    )
