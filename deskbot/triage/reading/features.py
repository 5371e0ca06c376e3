"""A sentence as numbers: its words, pairs of words, runs of letters, and what the words mean, hashed to slots."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from deskbot.triage.emergency_numbers import other_numbers
from deskbot.triage.folding import fold
from deskbot.triage.reading.lexicon import Lexicon
from deskbot.triage.sentences import Region, Sentence

BITS = 16
SLOTS = 1 << BITS
LONGEST = 400
"""Characters of a sentence that are looked at."""
RUNS = (2, 3, 4)
"""How many letters make a run."""
NEAR = 4
"""Concepts that stand so close together make a pair."""
MEANING = 0.4
"""How much of a sentence's likeness to another is what it means, and not how it is written."""
SHARES = {"surface": 1 - MEANING, "meaning": MEANING}
"""How much each part of a sentence weighs."""
SENTENCES_KEPT = 256
"""Sentences whose numbers are kept for who asks next; a message seldom has more."""

Slots = npt.NDArray[np.int64]

_BASE = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_MASK = (1 << 64) - 1
TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[?!]")
_LONG_NUMBER = re.compile(r"\d{4,}")
_SHORT_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def plain(text: str) -> str:
    """Return the text folded, on one line, numbers alike: only those of three digits name something (911, 403).

    A room, a date or a count that looks like an emergency number is a number as any other.
    """
    text = text[:LONGEST]
    folded = fold(text)
    for start, end in reversed(other_numbers(Sentence(text, folded, Region.BODY))):
        folded = f"{folded[:start]}00{folded[end:]}"
    folded = " ".join(folded.split())
    return _SHORT_NUMBER.sub("00", _LONG_NUMBER.sub("0000", folded))


@dataclass(frozen=True, slots=True)
class Features:
    """The slots that a sentence fills, each once, sorted."""

    surface: Slots
    """Its words, pairs of words, and runs of letters."""
    meaning: Slots
    """Its concepts, and pairs of them that stand near each other."""


@lru_cache(maxsize=20_000)
def _hashed(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def _pair(one: int, other: int, kind: int) -> int:
    return (one * 31 + other * 7 + kind) & _MASK


def _slots(hashed: npt.NDArray[np.uint64]) -> Slots:
    return each_once(((hashed * _MIX) >> np.uint64(64 - BITS)).astype(np.int64))


def each_once(slots: Slots) -> Slots:
    """Return the slots sorted, each once; what numpy has for it hashes them, which takes several times as long."""
    ordered = np.sort(slots)
    return ordered[np.diff(ordered, prepend=-1) > 0]


def _surface(cleaned: str, words: list[str]) -> Slots:
    around = [1, *map(_hashed, words), 2]
    pairs = [_pair(one, other, 3) for one, other in pairwise(around)]
    hashed = [np.array(around + pairs, dtype=np.uint64)]
    letters = np.frombuffer(f" {cleaned} ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    run = letters
    for length in range(2, max(RUNS) + 1):
        if len(letters) < length:
            break
        run = run[:-1] * _BASE + letters[length - 1 :]
        if length in RUNS:
            hashed.append(run + np.uint64(length))
    return _slots(np.concatenate(hashed))


def _meaning(words: list[str], known: Lexicon) -> Slots:
    told = [found for found in ((word,) if word in "?!" else known.concepts(word) for word in words) if found]
    hashed: set[int] = {0}
    for place, concepts in enumerate(told):
        hashed.update(_pair(_hashed(one), 0, 5) for one in concepts)
        for ahead, others in enumerate(told[place + 1 : place + 1 + NEAR]):
            kind = 11 if ahead else 13
            hashed.update(_pair(_hashed(one), _hashed(other), kind) for one in concepts for other in others)
    return _slots(np.array(sorted(hashed), dtype=np.uint64))


@lru_cache(maxsize=SENTENCES_KEPT)
def features(text: str, known: Lexicon) -> Features:
    """Return the sentence as numbers; several readers ask for those of each sentence of one message."""
    cleaned = plain(text)
    words = TOKEN.findall(cleaned)
    return Features(_surface(cleaned, words), _meaning(words, known))


def weigh(sentence: Features, rarity: npt.NDArray[np.float64]) -> tuple[Slots, npt.NDArray[np.float64]]:
    """Return the sentence's slots and what each weighs; the squares add up to one."""
    parts = [(getattr(sentence, name), share) for name, share in SHARES.items()]
    weights = [rarity[part] * np.sqrt(share / np.sum(rarity[part] ** 2)) for part, share in parts if len(part)]
    return np.concatenate((sentence.surface, sentence.meaning)), np.concatenate([*weights, np.zeros(0)])
