"""Vectors of words: a table of 32,000 pieces of words that comes with the package `wordllama`, read by path."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
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
ROWS_AT_A_TIME = 2000
WORDS_KEPT = 4096
"""Words whose pieces are remembered: most of a message's are those of others."""


class Table:
    """Rows of halves of a float in a file (safetensors), which stay there until they are asked for.

    All together take 16 MiB; most are of words that no message has. What is asked for often is in the system's cache.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, and read its head."""
        self._file = path.open("rb", buffering=0)
        length = int.from_bytes(self._file.read(8), "little")
        (head,) = (one for name, one in json.loads(self._file.read(length)).items() if name != "__metadata__")
        self.count, self.width = head["shape"]
        self._begin = 8 + length + head["data_offsets"][0]
        self._octets = self.width * np.dtype(np.float16).itemsize

    def rows(self, numbers: NDArray[np.int16]) -> NDArray[np.float16]:
        """Return the rows of these numbers."""
        return self._as_rows(b"".join(self._read(number, 1) for number in numbers.tolist()))

    def parts(self) -> Iterator[NDArray[np.float16]]:
        """Yield all rows, some at a time."""
        for first in range(0, self.count, ROWS_AT_A_TIME):
            yield self._as_rows(self._read(first, min(ROWS_AT_A_TIME, self.count - first)))

    def _read(self, first: int, many: int) -> bytes:
        return os.pread(self._file.fileno(), many * self._octets, self._begin + first * self._octets)

    def _as_rows(self, octets: bytes) -> NDArray[np.float16]:
        return np.frombuffer(octets, dtype=np.float16).reshape(-1, self.width)


class WordVectors:
    """The mean of the vectors of a text's pieces, in its own case and in lower case; read when first asked."""

    weight = 3.0

    @property
    def name(self) -> str:
        """Return which table it is, of which version."""
        return f"{PACKAGE} {version(PACKAGE)}: {TABLE}"

    @cached_property
    def _table(self) -> Table:
        return Table(package_file(PACKAGE, TABLE))

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
        parts = [np.linalg.norm(part.astype(np.float32), axis=1) for part in self._table.parts()]
        return (np.maximum(np.concatenate(parts), np.float32(1e-6)) ** np.float32(DAMPING)).astype(np.float32)

    def _summed(self, known: list[str]) -> tuple[Matrix, NDArray[np.int64]]:
        """Return the sum of the scaled vectors of each word's pieces, and how many pieces it has.

        No piece reaches over a space, so that a text's pieces are those of its words; a word is looked up but once.
        """
        sums = np.zeros((len(known), self._table.width), dtype=np.float32)
        found = [self._pieces_of(word) for word in known]
        counts = np.array([len(pieces) for pieces in found], dtype=np.int64)
        for begin in range(0, len(known), BATCH):
            having = begin + np.flatnonzero(counts[begin : begin + BATCH])
            if len(having):
                pieces = np.concatenate([found[place] for place in having])
                scaled = self._table.rows(pieces).astype(np.float32) * self._scale[pieces, None]
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
