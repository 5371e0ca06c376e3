"""Texts as sparse features: words, pairs of neighbours, letters in threes and fours; each as TF-IDF of length 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deskbot.triage.folding import fold

Ints = NDArray[np.int64]
Codes = NDArray[np.uint64]
Floats = NDArray[np.float32]

LONGEST = 1000
"""Characters of a text that are looked at: a longer "sentence" is none."""
SMALL_SET = 2500
"""Examples up to which every feature is compared."""
KINDS = 3
"""Words, pairs, letters: each counts alike."""
_GRAMS = (3, 4)
_WORD = re.compile(r"[^\W_]+")
_SPACE = ord(" ")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_KIND = np.uint64(61)
"""Where a code says of which kind it is."""
_BELOW = np.uint64((1 << 61) - 1)


def plain_words(text: str) -> list[str]:
    """Return the folded words of a text."""
    return _WORD.findall(fold(text[:LONGEST]))


@dataclass(frozen=True, slots=True)
class Features:
    """Examples, and which of them have which feature."""

    codes: Codes
    """Every feature that an example has, ascending."""
    telling: Floats
    """How much each tells: the fewer examples have it, the more (IDF)."""
    starts: Ints
    """Where each feature's examples begin in `rows` and `values`; one more stands at the end."""
    rows: Ints
    values: Floats
    count: int
    """How many examples there are."""

    def likeness(self, text: str) -> Floats:
        """Return how alike a text is to each example, from 0 to 1: the mean of the cosines of the three kinds."""
        counted, counts = np.unique(_codes([plain_words(text)])[0], return_counts=True)
        if not len(self.codes) or not len(counted):
            return np.zeros(self.count, dtype=np.float32)
        found = np.minimum(np.searchsorted(self.codes, counted), len(self.codes) - 1)
        known = self.codes[found] == counted
        places = found[known]
        weights = _of_length_1(self.telling[places] * _damped(counts[known]), counted[known])
        if not len(places):
            return np.zeros(self.count, dtype=np.float32)
        lengths = self.starts[places + 1] - self.starts[places]
        # In a large set, what every twentieth example has costs most and tells least.
        rare = lengths <= (self.count if self.count <= SMALL_SET else self.count // 20)
        places, lengths, weights = places[rare], lengths[rare], weights[rare]
        if not len(places):
            return np.zeros(self.count, dtype=np.float32)
        # The places of all that have a feature, feature by feature.
        having = np.arange(lengths.sum()) + np.repeat(self.starts[places] - (np.cumsum(lengths) - lengths), lengths)
        products = self.values[having] * np.repeat(weights, lengths)
        return (np.bincount(self.rows[having], weights=products, minlength=self.count) / KINDS).astype(np.float32)


def features(texts: Sequence[str]) -> Features:
    """Return the features of examples."""
    spoken = [plain_words(text) for text in texts]
    all_codes, owners = _codes(spoken)
    codes, places = np.unique(all_codes, return_inverse=True)
    del all_codes
    # Sorted by feature, then by example: as the features are asked for later.
    places = places * max(len(texts), 1) + owners
    held, counts = _counted(places)
    places, owners = held // max(len(texts), 1), held % max(len(texts), 1)
    having = np.bincount(places, minlength=len(codes))
    telling = (np.log((1 + len(texts)) / (1 + having)) + 1).astype(np.float32)
    values = telling[places] * _damped(counts)
    groups = owners * 4 + (codes[places] >> _KIND).astype(np.int64)
    squares = np.bincount(groups, weights=(values * values).astype(np.float64), minlength=len(texts) * 4)
    values = (values / np.sqrt(np.maximum(squares, 1e-12))[groups]).astype(np.float32)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(having)]).astype(np.int64)
    return Features(codes, telling, starts, owners, values, len(texts))


def _damped(counts: Ints) -> Floats:
    return (1 + np.log(counts)).astype(np.float32)


def _of_length_1(weights: Floats, codes: Codes) -> Floats:
    """Return the weights, each kind brought to length 1."""
    kinds = (codes >> _KIND).astype(np.int64)
    squares = np.bincount(kinds, weights=(weights * weights).astype(np.float64), minlength=4)
    return (weights / np.sqrt(np.maximum(squares, 1e-12))[kinds]).astype(np.float32)


def _counted(numbers: Ints) -> tuple[Ints, Ints]:
    found, counts = np.unique(numbers, return_counts=True)
    return found, counts.astype(np.int64)


def _codes(texts: Sequence[list[str]]) -> tuple[Codes, Ints]:
    """Return a number for every feature of every text, and the place of that text.

    The kind of a feature stands in the top bits, a hash of its letters below.
    """
    lengths = np.array([len(words) for words in texts], dtype=np.int64)
    if not lengths.sum():
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    joined = " ".join(word for words in texts for word in words)
    letters = np.frombuffer(f" {joined} ".encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    spaces = np.flatnonzero(letters == _SPACE)
    owners = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    single = _hashed_words(letters, spaces)
    beside = owners[:-1] == owners[1:]
    pairs = (single[:-1] * _FACTOR + single[1:] * np.uint64(31))[beside]
    grams = [_grams(letters, size) for size in _GRAMS]
    codes = [_marked(single, 0), _marked(pairs, 1), *(_marked(gram, 2) for gram, _ in grams)]
    within = [owners[np.maximum(np.searchsorted(spaces, at, side="right") - 1, 0)] for _, at in grams]
    return np.concatenate(codes), np.concatenate([owners, owners[:-1][beside], *within])


def _marked(codes: Codes, kind: int) -> Codes:
    return ((codes ^ (codes >> np.uint64(29))) & _BELOW) | (np.uint64(kind) << _KIND)


def _hashed_words(letters: Codes, spaces: Ints) -> Codes:
    """Return a hash of every word: its letters, each weighed by its place in the word."""
    places = np.arange(len(letters), dtype=np.int64)
    within = places - spaces[np.searchsorted(spaces, places, side="right") - 1]
    mixed = (letters + np.uint64(7)) * _FACTOR
    mixed ^= mixed >> np.uint64(31)
    mixed *= _ODD[within % len(_ODD)]
    mixed[spaces] = 0
    sums = np.cumsum(mixed, dtype=np.uint64)
    return sums[spaces[1:]] - sums[spaces[:-1]]


def _odd_numbers(count: int) -> Codes:
    numbers: list[int] = []
    state = 0x2545F4914F6CDD1D
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        numbers.append(state | 1)
    return np.array(numbers, dtype=np.uint64)


_ODD = _odd_numbers(64)


def _grams(letters: Codes, size: int) -> tuple[Codes, Ints]:
    """Return the runs of so many letters within one word and the space at either side of it, and where they begin."""
    count = max(len(letters) - size + 1, 0)
    inside = np.ones(count, dtype=bool)
    codes = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        column = letters[place : place + count]
        codes = codes * _FACTOR + column + np.uint64(size)
        if 0 < place < size - 1:
            inside &= column != _SPACE
    return codes[inside], np.flatnonzero(inside)
