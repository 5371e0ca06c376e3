"""Which known issue a message tells of: its sentences compared with the playbooks' own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from deskbot.model.case import Match
from deskbot.triage.folding import compose
from deskbot.triage.matching_elsewhere import MARK
from deskbot.triage.matching_index import Index, index, said_often, stems, terms
from deskbot.triage.matching_words import NOT, Word, words
from deskbot.triage.playbooks import PlaybookSet

FLOOR = 0.5
"""Below this, nothing clearly fits."""
AHEAD = 1.3
"""The best must beat the second by this factor."""
AHEAD_ALIKE = 10.0
"""The same, where the text has no word for the best that the other has not as well: "calls drop" fits every drop."""
MOST_SENTENCES = 400
MOST_WORDS = 60
"""A longer "sentence" is cut: nobody speaks so."""
MOST_REPAIRS = 200
"""Unknown words of one message that are looked up as typing errors."""
SHORTEST_REPAIR = 5
MOST_SHOWN = 8
LEAST_SHOWN = 0.0005

DAMPING = 2.0
"""Weight that a phrase must first earn: one shared word proves little."""
SECOND = 0.25
"""The second best sentence's part of the score."""
FEW = 3
"""A message of fewer sentences is not asked for a second one."""
TOPIC = 0.5
"""What the message as a whole adds: how near its words are to all that the playbook says."""
EXCLUDED = 0.35
"""What is left of the phrases' score where the message says a phrase that rules the playbook out."""
MOST_LEARNT = 8
"""Sentences, the most telling ones, that the learner is asked about."""
FEWEST_LEARNT = 1
MOST_COMPARED = 20_000
"""Pairs of a sentence and an example at most, as far as one sentence still can be asked about."""
DENIED = 0.6
"""A sentence that denies more than the rest of what it could tell is not given to the learner, which is deaf to it."""
LEAST_CHANCE = 0.01
AS_TROUBLE = -3.0
"""The doubt of a text that nobody has read (see matching_doubts.py): it is taken to tell of trouble."""
ENOUGH = 0.3
"""Likeness to a whole playbook of which twice as much says little more."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How the kinds of evidence add up; fitted by tests/bench/matching_fit.py on labelled messages."""

    phrases: float = 2.54
    """The nearest titles, symptoms and examples, word by word."""
    nearest: float = 10.73
    """The nearest single text, by words, letters and vectors."""
    chance: float = 0.83
    """What the learner makes of the best sentence (logarithm)."""
    notes: float = 1.49
    """How near the whole message is to resolution and desk notes."""
    notes_ahead: float = 4.77
    """The same, over the nearest other playbook."""
    told: float = 8.39
    """How near the whole message is to title, symptoms and examples."""
    told_ahead: float = 13.56
    excluded: float = -0.49
    nobody: float = 7.68
    """What must be overcome: that none of the playbooks is meant."""


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class LearnedWeights:
    """The same for playbooks whose words were learned; fitted by tools/train_playbooks.py, beside `WEIGHTS`.

    How the message reads is left out: the words of whole messages tell it better.
    """

    phrases: float = 3.61
    nearest: float = 3.59
    chance: float = 0.17
    notes: float = -1.24
    notes_ahead: float = 5.26
    told: float = 6.45
    told_ahead: float = 3.75
    excluded: float = -0.86
    words: float = 1.18
    """How much more the words of the whole message speak for it than for none (logarithm of odds)."""
    nobody: float = 0.36


LEARNED = LearnedWeights()
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each playbook, in their order."""

    phrases: Floats
    nearest: Floats
    chance: Floats
    notes: Floats
    told: Floats
    excluded: Floats
    """1 where a phrase rules the playbook out."""
    sentences: tuple[tuple[frozenset[str], Floats], ...]
    """The telling terms of each sentence, and how near it is to each phrase."""

    def columns(self) -> Floats:
        """Return playbooks by kinds of evidence, in the order of `Weights`."""
        return np.stack(
            [
                self.phrases,
                self.nearest,
                np.log(self.chance + LEAST_CHANCE),
                damped(self.notes),
                ahead(damped(self.notes)),
                damped(self.told),
                ahead(damped(self.told)),
                self.excluded,
            ],
            axis=1,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What matching is asked about a message."""

    text: str
    """What the writer told: without quoted mail, best without the signature."""
    subject: str = ""
    """It counts as a sentence."""
    doubt: float = AS_TROUBLE
    """What else speaks for no playbook (logarithm of odds): how the message reads."""
    against: Mapping[str, float] = field(default_factory=dict[str, float])
    """What else speaks against some playbooks, by their ids."""
    learned: Mapping[str, float] = field(default_factory=dict[str, float])
    """How much more learned words speak for some playbooks than for none, by their ids (see weighing/issues.py)."""


def rank(asked: Asked, playbooks: PlaybookSet) -> tuple[Match, ...]:
    """Return the playbooks that may be meant, best first.

    Returns:
        Matches with scores from 0 to 1: the chance that this playbook is meant, all others and none of them
        considered. The same message gives the same list on every machine.
    """
    laid = laid_out(asked, playbooks)
    if laid is None:
        return ()
    known, evidence, heard, scores = laid.known, laid.evidence, laid.heard, laid.scores
    units = laid.units
    shown = {word.affirmed: word.shown for unit in units for word in reversed(unit)}
    found: list[Match] = []
    for place in np.flatnonzero((scores >= LEAST_SHOWN) & ((evidence.phrases > 0) | ~np.isnan(heard))):
        playbook, score = known.playbooks[place], round(float(scores[place]), 4)
        if not playbook.id.startswith(MARK):
            said = _explaining(_shared(int(place), evidence.sentences, known), known, shown)
            found.append(Match(playbook=playbook.id, title=playbook.title, score=score, words=said))
    return tuple(sorted(found, key=lambda match: (-match.score, match.playbook)))


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A message beside the playbooks: what speaks for and against each, in their order, and the chance of each."""

    known: Index
    units: list[list[Word]]
    evidence: Evidence
    lowered: Floats
    """What else speaks against each (logarithm of odds)."""
    heard: Floats
    """What learned words say for each over none; not a number where nothing was learned."""
    scores: Floats


def laid_out(asked: Asked, playbooks: PlaybookSet) -> LaidOut | None:
    """Return what `rank` goes by; None where there is no playbook, or no word that could tell."""
    known = index(playbooks)
    pieces = _pieces(asked.text, asked.subject)
    units = _mended([words(piece)[:MOST_WORDS] for piece in pieces], known)
    if not playbooks.playbooks or not any(units):
        return None
    evidence = weigh(pieces, units, known)
    lowered = np.array([asked.against.get(book.id, 0.0) for book in known.playbooks])
    heard = np.array([asked.learned.get(book.id, np.nan) for book in known.playbooks])
    scores = chances(evidence.columns(), WEIGHTS, doubt=asked.doubt, lowered=lowered, heard=heard)
    return LaidOut(known, units, evidence, lowered, heard, scores)


def chances(
    columns: Floats,
    weights: Weights,
    *,
    doubt: float = 0.0,
    lowered: Floats | float = 0.0,
    heard: Floats | None = None,
) -> Floats:
    """Return the chance of each playbook and topic; what they lack to 1 is the chance of none of all.

    Args:
        columns: the evidence.
        weights: how its kinds add up.
        doubt: what else speaks for none.
        lowered: what else speaks against each.
        heard: what learned words say for each over none; not a number where nothing was learned. Each is weighed
            against none by the weights of its own kind.
    """
    *kinds, nobody = astuple(weights)
    nobody += doubt
    odds = columns @ np.array(kinds) - lowered
    if heard is not None:
        *kinds, words_count, beside = astuple(LEARNED)
        by_words = columns @ np.array(kinds) + words_count * heard - beside - lowered
        odds = np.where(np.isnan(heard), odds, by_words + nobody)
    highest = max(float(odds.max()), nobody)
    raised = np.exp(odds - highest)
    return raised / (raised.sum() + np.exp(nobody - highest))


def damped(values: Floats) -> Floats:
    """Return values from 0 to 1 with the high ones, which short messages have, brought nearer to each other."""
    return values / (values + ENOUGH)


def ahead(values: Floats) -> Floats:
    """Return how far each value is above the highest of the others; below it, negative."""
    if len(values) < 2:  # noqa: PLR2004  (there are no others)
        return values
    highest = int(np.argmax(values))
    others = np.full(len(values), values[highest])
    others[highest] = np.delete(values, highest).max()
    return values - others


def clear_winner(matches: tuple[Match, ...], floor: float = FLOOR) -> str | None:
    """Return the playbook that clearly fits best, or None where none does or two are close."""
    best = max(matches, key=lambda match: match.score, default=None)
    if best is None or best.score < floor:
        return None
    near = [match for match in matches if match.score * ahead_of(best, match) > best.score]
    return best.playbook if len(near) == 1 else None


def ahead_of(best: Match, other: Match) -> float:
    """Return how many times as likely as another the best must be: more so where all words that it has fit both."""
    return AHEAD_ALIKE if best.words and set(best.words) == set(other.words) and best is not other else AHEAD


def rules_out(phrase: str, text: str) -> bool:
    """Return whether a sentence says an excluded phrase: the same words, close together, denied or not alike."""
    said = tuple(stems(words(phrase)))
    return bool(said) and _says([word.stem for word in words(text)], said)


_BREAK = re.compile(
    r"(?<=[.!?…])[\"')\]]*\s+|;\s"
    # A line that ends early, or runs on, was ended by its writer and not wrapped by a mail program.
    r"|(?<!.{55})\n|(?<=.{86})\n|\n(?=\s*(?:[-*•>]|\d{1,2}[.)])\s)|\n\s*\n"
)


def _pieces(text: str, subject: str) -> list[str]:
    """Return the subject and every sentence."""
    pieces = (piece.strip() for piece in (compose(subject), *_BREAK.split(compose(text))))
    return [piece for piece in pieces if piece][:MOST_SENTENCES]


def weigh(pieces: list[str], units: list[list[Word]], known: Index) -> Evidence:
    """Return what speaks for each playbook.

    Args:
        pieces: the sentences as they were written.
        units: the same as words, typing errors mended.
        known: the playbooks.
    """
    count = len(known.playbooks)
    claims = np.zeros((len(units), count))
    sentences: list[tuple[frozenset[str], Floats]] = []
    tell = np.zeros(len(units))
    for number, unit in enumerate(units):
        said = sorted(term for term in _readings(unit, known) if term in known.tells)
        tell[number] = sum(known.tells[term] for term in said)
        if tell[number] < DENIED * sum(known.tells.get(term, 0.0) for term in sorted({word.affirmed for word in unit})):
            tell[number] = 0.0
        if said:
            near = _nearness(said, known)
            claims[number] = np.maximum.reduceat(near, known.phrases.starts)
            sentences.append((frozenset(said), near))
    spoken = [unit for unit in units if unit]
    often = said_often(spoken, known.tells)
    topics = known.topics.likeness(Counter(term for unit in spoken for term in _single(unit, known)))
    excluded = np.zeros(count)
    excluded[_ruled_out([stems(unit) for unit in spoken], known)] = 1
    phrases = _two_best(claims, topics, alone=len(spoken) < FEW) * np.where(excluded > 0, EXCLUDED, 1.0)
    chance, nearest = _learnt(pieces, tell, known)
    return Evidence(
        phrases=phrases,
        nearest=nearest,
        chance=chance,
        notes=known.notes.likeness(often),
        told=known.told.likeness(often),
        excluded=excluded,
        sentences=tuple(sentences),
    )


def _mended(units: list[list[Word]], known: Index) -> list[list[Word]]:
    """Return the words with typing errors of telling words mended."""
    mended: dict[str, str] = {}
    for unit in units:
        for word in unit:
            if len(mended) < MOST_REPAIRS and word.affirmed not in mended and word.affirmed not in known.tells:
                mended[word.affirmed] = _nearest(word.affirmed, known)
    return [
        [
            Word((NOT if word.stem.startswith(NOT) else "") + mended.get(word.affirmed, word.affirmed), word.shown)
            for word in unit
        ]
        for unit in units
    ]


def _nearest(word: str, known: Index) -> str:
    if len(word) < SHORTEST_REPAIR or not word.isalpha():
        return word
    near = process.extractOne(word, known.spelled.get(word[0], ()), scorer=OSA.distance, score_cutoff=1)
    return near[0] if near and len(near[0]) >= SHORTEST_REPAIR else word


def _readings(unit: list[Word], known: Index) -> frozenset[str]:
    """Return the terms of a sentence; a denied word counts as said only where some playbook denies it as well."""
    strict = stems(unit)
    loose = [word.affirmed if word.stem in known.tells else word.stem for word in unit]
    return terms(strict) | terms(loose)


def _single(unit: list[Word], known: Index) -> list[str]:
    return sorted(term for term in _readings(unit, known) if " " not in term)


def _nearness(said: list[str], known: Index) -> Floats:
    """Return how near one sentence is to each phrase."""
    phrases = known.phrases
    total = sum(known.tells[term] for term in said)
    numbers = np.concatenate([known.postings[term] for term in said])
    weights = np.repeat([known.tells[term] for term in said], [len(known.postings[term]) for term in said])
    both = np.bincount(numbers, weights=weights, minlength=len(phrases.totals))
    against = phrases.missed * (phrases.totals - both) + phrases.extra * (total - both) + DAMPING
    return phrases.whole * both / (both + np.maximum(against, DAMPING))


def _shared(place: int, sentences: Sequence[tuple[frozenset[str], Floats]], known: Index) -> frozenset[str]:
    """Return the terms that sentences share with the nearest phrases of one playbook."""
    begin = int(known.phrases.starts[place])
    end = int(known.phrases.starts[place + 1]) if place + 1 < len(known.phrases.starts) else None
    found: set[str] = set()
    for said, near in sentences:
        best = int(np.argmax(near[begin:end]))
        if near[begin + best] > 0:
            found |= known.phrases.terms[begin + best] & said
    return frozenset(found)


def _two_best(claims: Floats, topics: Floats, *, alone: bool) -> Floats:
    """Return the phrases' score; a message of one or two sentences (`alone`) cannot be asked to say it twice."""
    ordered = np.sort(claims, axis=0)[::-1]
    best = ordered[0]
    second = best if alone or len(ordered) < FEW - 1 else ordered[1]
    return np.where(best > 0, np.minimum(1.0, (1 - SECOND) * best + SECOND * second + TOPIC * topics), 0.0)


def _learnt(pieces: list[str], tell: Floats, known: Index) -> tuple[Floats, Floats]:
    """Return the learner's best chance for each playbook, and its nearest text, over the most telling sentences."""
    asked = [number for number in range(len(pieces)) if tell[number] > 0]
    most = max(FEWEST_LEARNT, min(MOST_LEARNT, MOST_COMPARED // max(len(known.learner.owners), 1)))
    asked = sorted(asked, key=lambda number: (-round(float(tell[number]), 6), number))[:most]
    if not asked:
        return np.zeros(len(known.playbooks)), np.zeros(len(known.playbooks))
    answers = known.learner.answer([pieces[number] for number in asked])
    chance = np.max([answer.chances for answer in answers], axis=0)
    nearest = np.max([answer.nearest for answer in answers], axis=0)
    return chance[known.order], nearest[known.order]


def _ruled_out(units: list[list[str]], known: Index) -> list[int]:
    """Return the places of the playbooks of which a sentence says an excluding phrase, its words close together."""
    said = frozenset(chain.from_iterable(units))  # of most phrases the message lacks a word
    return [
        place
        for place, phrases in enumerate(known.excluded)
        if any(phrase and said.issuperset(phrase) and any(_says(unit, phrase) for unit in units) for phrase in phrases)
    ]


def _says(unit: list[str], phrase: tuple[str, ...]) -> bool:
    if not all(stem in unit for stem in phrase):
        return False
    places = [[number for number, has in enumerate(unit) if has == stem] for stem in phrase]
    first = min(places, key=len)
    return any(all(any(abs(here - there) <= len(phrase) for there in at) for at in places) for here in first)


def _explaining(terms: frozenset[str], known: Index, shown: dict[str, str]) -> tuple[str, ...]:
    """Return the words that spoke for a playbook as they were written, the most telling first."""
    single = sorted((term for term in terms if " " not in term), key=lambda term: (-known.tells[term], term))
    names = (shown.get(term.removeprefix(NOT), term) for term in single)
    return tuple(dict.fromkeys(names))[:MOST_SHOWN]
