"""Vectors of words: a table of 32,000 pieces of words that comes with the package `wordllama`, read by path."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from deskbot.errors import ConfigurationError

Matrix = NDArray[np.float32]

PACKAGE = "wordllama"
TABLE = "weights/l2_supercat_256.safetensors"
PIECES = "tokenizers/l2_supercat_tokenizer_config.json"
LONGEST = 1000
"""Characters of a text that are looked at."""
DAMPING = -0.5
"""Power of its own length by which a piece's vector is scaled. The table gives "the" a twentieth of what it gives
"cancel", which serves topics; to tell one complaint from its neighbour, small words must speak as well."""
BATCH = 256
WORDS_KEPT = 4096
"""Words whose pieces are remembered: most of a message's are those of others."""


class WordVectors:
    """The mean of the vectors of a text's pieces, in its own case and in lower case; read when first asked."""

    weight = 3.0

    @property
    def name(self) -> str:
        """Return which table it is, of which version."""
        return f"{PACKAGE} {version(PACKAGE)}: {TABLE}"

    @cached_property
    def _table(self) -> NDArray[np.float16]:
        # Kept with half precision, as it lies in its file: it is most of what matching holds in memory.
        return next(iter(load_file(package_file(PACKAGE, TABLE)).values()))

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(package_file(PACKAGE, PIECES)))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def of(self, texts: Sequence[str]) -> Matrix:
        """Return one row of unit length for each text; a row of zeros for a text without letters."""
        cut = [[word for word in text[:LONGEST].split(" ") if word] for text in texts]
        known = sorted({form for said in cut for word in said for form in (word, word.lower())})
        place = {word: number for number, word in enumerate(known)}
        sums, counts = self._summed(known)
        plain = np.zeros((len(texts), sums.shape[1]), dtype=np.float32)
        lower = np.zeros_like(plain)
        for number, said in enumerate(cut):
            if said:
                as_written = [place[word] for word in said]
                small = [place[word.lower()] for word in said]
                plain[number] = sums[as_written].sum(axis=0) / max(counts[as_written].sum(), 1)
                same = small == as_written
                lower[number] = plain[number] if same else sums[small].sum(axis=0) / max(counts[small].sum(), 1)
        return _unit(_unit(plain) + _unit(lower))

    @cached_property
    def _scale(self) -> Matrix:
        """How each piece's vector is scaled."""
        parts = [np.linalg.norm(part.astype(np.float32), axis=1) for part in np.array_split(self._table, 16)]
        return (np.maximum(np.concatenate(parts), np.float32(1e-6)) ** np.float32(DAMPING)).astype(np.float32)

    def _summed(self, known: list[str]) -> tuple[Matrix, NDArray[np.int64]]:
        """Return the sum of the scaled vectors of each word's pieces, and how many pieces it has.

        No piece reaches over a space, so that a text's pieces are those of its words; a word is looked up but once.
        """
        sums = np.zeros((len(known), self._table.shape[1]), dtype=np.float32)
        found = [self._pieces_of(word) for word in known]
        counts = np.array([len(pieces) for pieces in found], dtype=np.int64)
        for begin in range(0, len(known), BATCH):
            having = begin + np.flatnonzero(counts[begin : begin + BATCH])
            if len(having):
                pieces = np.concatenate([found[place] for place in having])
                scaled = self._table[pieces].astype(np.float32) * self._scale[pieces, None]
                starts = np.cumsum(counts[having]) - counts[having]
                sums[having] = np.add.reduceat(scaled, starts, axis=0)
        return sums, counts

    @lru_cache(maxsize=WORDS_KEPT)  # noqa: B019  (there is one table in a process)
    def _pieces_of(self, word: str) -> NDArray[np.int16]:
        # One by one: for a batch the tokenizer wakes threads of its own, which cost more than a message's words.
        return np.array(self._tokenizer.encode(word, add_special_tokens=False).ids, dtype=np.int16)


def _unit(rows: Matrix) -> Matrix:
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))).astype(np.float32)


def package_file(package: str, path: str) -> Path:
    """Return the path of a file within an installed package, which is not imported for it.

    Raises:
        ConfigurationError: the package is not installed, or lacks the file.
    """
    found = importlib.util.find_spec(package)
    folders = list(found.submodule_search_locations or ()) if found else []
    place = Path(folders[0]) / path if folders else None
    if place is None or not place.is_file():
        raise ConfigurationError(f"{package}/{path} is missing: install deskbot again, with all that it needs")
    return place


@lru_cache(maxsize=1)
def word_vectors() -> WordVectors:
    """Return the one table of this process."""
    return WordVectors()
